"""The window as the stage of a lesson: what is seen in it is looked up, and acts are done as a person would do them.

The lesson has a workbench of its own. One act is done after the other, each once the one before is done and shown.
"""

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from engine.inspection.frozen.snapshot import Snapshot
from engine.inspection.frozen.trace import Trace
from engine.inspection.place import Place
from engine.lessons.acts import PAGES, PANELS, Act
from engine.lessons.expressions.values import NotUsableError, NotYetError
from engine.lessons.headless import LOOKS
from engine.lessons.lesson import Lesson
from engine.lessons.view import SAMPLE, Looking, View
from engine.runs.run import Run
from gui.background.inquiry import Answer
from gui.panels.panel import Panel
from gui.qt.guarded import Guarded
from gui.qt.later import Later
from gui.training.reports import State
from gui.window.lesson_deeds import CannotError, LessonDeeds
from gui.window.lesson_marks import LessonMarks
from gui.words.engine_texts import phrase

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow

RunOf = Callable[[str], Run]


class LessonStage(Guarded, QObject):
    """Where a lesson happens, as `engine.lessons.stage.Stage` has it.

    Parameters
    ----------
    window
        The window.

    Signals
    -------
    changed(): what there is to look up may be another thing, or what was asked for is done
    refused(callable): an act could not be done, and those after it are left out; it says why
    """

    changed = Signal()
    refused = Signal(object)

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._marks = LessonMarks(window)
        self._deeds = LessonDeeds(window)
        self._run_of: RunOf | None = None
        self._acts: deque[Act] = deque()
        self._done: Callable[[], bool] | None = None  # whether the act under way is; None where none is
        self._is_set = False        # whether a lesson has the window
        self._is_setting = False
        self._mark = ""
        self._snapshot: Snapshot | None = None
        self._trace: Trace | None = None
        self._place, self._clicks, self._checked, self._tried = "", 0, "", ""
        self._diverged = False
        self._telling = Later(self, self._tell)

    # --- what a player asks for ------------------------------------------------------------------------------------

    def bring(self, run_of: RunOf) -> None:
        """What knows the saved runs of the next lesson, by their names."""
        self._run_of = run_of

    def set_up(self, lesson: Lesson) -> None:
        window, setup = self._window, lesson.setup
        self._is_setting = True
        self.end()
        window.set_aside()
        self._is_setting, self._is_set = False, True
        self._listen()
        self.listen_to_views()
        self.show(setup.show)
        if setup.run and self._run_of is not None:
            window.run_desk.go_on_with(self._run_of(setup.run))
        else:
            window.run_desk.apply(setup.config)
        self._done = lambda: self._window.session.run is not None
        self._acts.extend(setup.before)

    def carry_out(self, acts: Sequence[Act]) -> None:
        self._acts.extend(acts)
        self._go_on()

    def show(self, panels: Sequence[str] | None) -> None:
        if panels is None:
            return
        window = self._window
        pages = [name for name in panels if name in PAGES]
        seen = {self._panel(name) for name in (*panels, *(["iteration"] if pages else [])) if name in PANELS}
        window.workspace.show_only(seen)
        for name in pages[-1:]:
            self._deeds.show(name)
        self._telling.ask()

    def highlight(self, mark: str) -> None:
        self._mark = mark
        self._marks.point_at(mark, self.view)

    @property
    def is_busy(self) -> bool:
        return self._done is not None or bool(self._acts)

    @property
    def is_setting(self) -> bool:
        """Whether one lesson makes room for another, or for itself from the beginning."""
        return self._is_setting

    def end(self) -> None:
        """The lesson is left: what was under way is broken off, and nothing is pointed at any more."""
        self._acts.clear()
        self._done = None
        self._is_set = False
        self._marks.point_at("", View())
        self._mark, self._snapshot, self._trace, self._diverged = "", None, None, False
        self._place, self._clicks, self._checked, self._tried = "", 0, "", ""

    # --- what there is to look up ----------------------------------------------------------------------------------

    @property
    def view(self) -> View:
        window = self._window
        session, standing = window.session, window.session.standing
        if session.run is None or standing is None:
            return View(looking=self._looking)
        trace = self._trace if self._trace is not None and window.sample.chooser.is_chosen(self._trace.sample) else None
        operation = standing.operation[0] if standing.operation is not None else (
            session.run.operations[-1].name if standing.iteration else "")
        return View(
            standing.in_use, session.run.history, standing.iteration, standing.iterations, standing.position,
            standing.epoch, operation, session.state is State.RUNNING, self._diverged, len(window.run_desk.kept_runs),
            self._snapshot, trace, self._looking)

    @property
    def _looking(self) -> Looking:
        iteration = self._window.iteration
        if not iteration.is_filled:
            return Looking(panels=self._seen)
        breaking = iteration.breaking
        tried, run = iteration.what_if.tried, breaking.shown_run
        self._tried = self._tried if tried is None else str(tried)
        return Looking(
            PAGES[iteration.page], self._place, self._checked, self._tried, breaking.choice.name or "",
            None if run is None else float(run.right[-1]), None if run is None else float(run.wrong[-1]),
            self._seen, self._clicks)

    @property
    def _seen(self) -> frozenset[str]:
        """The panels that are seen, and the pages."""
        iteration = self._window.iteration
        pages = [name for name, page in zip(PAGES, iteration.pages, strict=True) if page.isVisible()
                 ] if iteration.is_filled else []
        return frozenset((*(name for name in PANELS if self._panel(name).isVisible()), *pages))

    def _panel(self, name: str) -> Panel:
        return getattr(self._window, name)

    # --- what happens ----------------------------------------------------------------------------------------------

    def _listen(self) -> None:
        """Hear of the run of the lesson."""
        session, desk = self._window.session, self._window.run_desk
        session.run_started.connect(self._on_run_started)
        session.snapshot_changed.connect(self._on_snapshot)
        session.trace_changed.connect(self._on_trace)
        session.diverged.connect(self._on_diverged)
        session.state_changed.connect(self._on_state_changed)
        for told in (session.standing_changed, session.settled, session.failed, desk.kept_runs_changed, desk.changed):
            told.connect(self._telling.ask)
        session.look_into(True)

    def listen_to_views(self) -> None:
        """Hear of what is clicked; again, where the views are others."""
        window = self._window
        window.iteration.fill()
        for panel in window.panels:
            panel.installEventFilter(self)
            panel.place_clicked.connect(self._on_place_clicked)
        iteration = window.iteration
        for page in iteration.pages:
            page.installEventFilter(self)
            page.place_chosen.connect(self._on_place_chosen)
        for told in (iteration.tabs.chosen, iteration.side_tabs.chosen, iteration.what_if.changed,
                     iteration.breaking.choice.chosen, iteration.breaking.asking.ended,
                     iteration.breaking.checking.ended, iteration.check.asking.ended):
            told.connect(self._telling.ask)
        iteration.check.inquiry.answered.connect(self._on_checked)
        iteration.check.long_inquiry.answered.connect(self._on_checked)
        if self._is_set:
            self._marks.point_at(self._mark, self.view)

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:
        """A panel or a page is seen, or no longer."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._telling.ask()
        return False

    def _tell(self) -> None:
        if self._is_set:
            self._go_on()
            self.changed.emit()
            if self._mark:
                self._marks.point_at(self._mark, self.view)  # it may be elsewhere by now

    @Slot(object)
    def _on_run_started(self) -> None:
        self._snapshot = self._trace = None
        self._diverged = False
        self._telling.ask()

    @Slot(object)
    def _on_snapshot(self, snapshot: Snapshot | None) -> None:
        self._snapshot = snapshot
        self._telling.ask()

    @Slot(object)
    def _on_trace(self, trace: Trace) -> None:
        self._trace = trace
        self._telling.ask()

    @Slot(object)
    def _on_diverged(self) -> None:
        self._diverged = True
        self._telling.ask()

    @Slot(object)
    def _on_state_changed(self, state: State) -> None:
        if state in (State.RUNNING, State.STEPPING):
            self._diverged = False
        self._telling.ask()

    @Slot(object, object)
    def _on_place_clicked(self, place: Place, trace: Trace | None) -> None:
        """A cell of the sample looked at alone is one of the sample, in which it is the only row."""
        if trace is not None:
            index = place.index[1:] if trace.variables[place.name].of_samples else place.index
            place = Place(f"{SAMPLE}{place.name}", index)
        self._on_place_chosen(place)

    @Slot(object)
    def _on_place_chosen(self, place: Place) -> None:
        self._place = str(place)
        self._clicks += 1
        self._telling.ask()

    @Slot(object)
    def _on_checked(self, answer: Answer) -> None:
        if answer.key in ("cell", "all"):
            self._checked = "all" if answer.key == "all" else str(answer.value.place)
        self._telling.ask()

    # --- acts ------------------------------------------------------------------------------------------------------

    @property
    def _is_settled(self) -> bool:
        window = self._window
        return (window.session.run is not None and window.session.standing is not None
                and window.session.is_settled and not window.run_desk.is_about_to_begin)

    def _go_on(self) -> None:
        """Do what comes next, as far as nothing has to be waited for."""
        while self.is_busy and self._may_go_on():
            is_done = self._done is None or self._done()
            if is_done is False:
                return
            self._done = None
            if is_done is None:
                self._break_off(lambda: self.tr(
                    "What the lesson was doing was broken off. It goes on with what is there."))
            elif self._window.session.state is State.ERROR:
                self._break_off(lambda: self.tr("Training has failed. The lesson goes on with what is there."))
            elif self._acts:
                self._begin(self._acts.popleft())
            self._telling.ask()

    def _may_go_on(self) -> bool:
        """Whether training rests, as it has to for what comes next; for what is only looked at it may run on."""
        session = self._window.session
        if session.state is State.RUNNING:
            if self._done is None and self._acts[0].name in LOOKS:
                return True
            session.pause()
        return self._is_settled

    def _begin(self, act: Act) -> None:
        running = self._window.session.state is State.RUNNING
        try:
            done = self._deeds.do(act, self.view)
        except CannotError as error:
            self._break_off(partial(str, error))
        except (NotYetError, NotUsableError) as error:
            self._break_off(partial(phrase, error.problem))
        else:
            self._done = None if running else done
            if act.name == "where from":
                self._place = self._deeds.place

    def _break_off(self, why: Callable[[], str]) -> None:
        self._acts.clear()
        self._done = None
        self.refused.emit(why)
        self._telling.ask()
