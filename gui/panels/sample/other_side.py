"""What the sample is set beside, A: what was seen when it was held, or the network of another iteration or run."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from engine.data.dataset import Dataset
from engine.inspection.frozen.trace import Sample, Trace, trace
from engine.inspection.learned.answers import network_at
from engine.nn.network import Network
from engine.runs.run import Run
from engine.typed_numbers import whole_number
from gui.background.inquiry import Answer, Failure, Inquiry, Progress
from gui.look.theme import theme
from gui.widgets.asking import Asking
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.labels import DimLabel
from gui.widgets.small_button import SmallButton
from gui.widgets.tips import wrapped
from gui.widgets.value_edit import ValueEdit
from gui.words import formatting
from gui.words.engine_texts import phrase

if TYPE_CHECKING:
    from gui.training.reports import KeptRun, WholeRun

HELD, EARLIER, PRESENT = -2, -1, 0  # in the place of the key of a kept run
LONG = 200  # milliseconds, after which what is under way shows its progress
LONGEST = 120  # pixels of the name of a run at normal text size


@dataclass(frozen=True, slots=True, eq=False)
class Other:
    """What the sample is set beside.

    Parameters
    ----------
    trace
        Its values.
    run
        The key of its run: that of a kept one, `PRESENT`, or `EARLIER` for one that was there before.
    """

    trace: Trace
    run: int


@dataclass(frozen=True, slots=True, eq=False)
class _Visited:
    """A network that every sample is looked at with: that of a run after an iteration."""

    run: int
    iteration: int
    network: Network


class OtherSide(QWidget):
    """One row: of which run, after which iteration, and a button that holds what is seen now.

    Attributes
    ----------
    now : Other or None
        What is chosen, for the sample that was followed last.

    Signals
    -------
    changed(): it is another one
    hold_wanted(): what is seen now is to be held
    present_run_wanted(callable), kept_run_wanted(int, callable): as of every panel
    """

    changed = Signal()
    hold_wanted = Signal()
    present_run_wanted = Signal(object)
    kept_run_wanted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.now: Other | None = None
        self._held: Other | None = None
        self._visited: _Visited | None = None  # None: what was held is chosen
        self._followed: Sample | None = None   # which `now` is of, where a network is visited
        self._asked: Sample | None = None      # which is being looked at with it
        self._wish: tuple[int, int | None] | None = None  # the run and the iteration that are on their way
        self._dataset: Dataset | None = None
        self._runs: dict[int, str] = {}
        self._since = QElapsedTimer()
        self._inquiry: Inquiry | None = None   # made with the first question
        self._box, self._iteration = _RunBox(()), ValueEdit(
            whole_number, formatting.integer, smallest="00,000", explains=True)
        self._hold = SmallButton(self.tr("Hold"), wrapped(self.tr(
            "Let A be what is seen now: this sample, with the network as it stands")))
        self._asking = Asking(self.tr("Going there"), "")
        self._problem = DimLabel()
        self._lay_out()
        self._explain()
        self._box.changed.connect(self._on_run_chosen)
        self._iteration.entered.connect(self._on_iteration_entered)
        self._hold.clicked.connect(self.hold_wanted)
        self._asking.cancelled.connect(self._on_cancelled)
        theme().changed.connect(self._offer)
        self._offer()

    def _lay_out(self) -> None:
        self._asking.button.hide()  # what is asked begins by itself
        self._asking.layout().setContentsMargins(0, 0, 0, 0)
        chosen = QWidget()
        row = QHBoxLayout(chosen)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(DimLabel(self.tr("iteration"), small=True))
        row.addWidget(self._iteration)
        row.addStretch(1)
        row.addWidget(self._hold)
        self._pages = QStackedWidget()
        for page in (chosen, self._asking):
            self._pages.addWidget(page)
        line = QHBoxLayout()
        line.addWidget(DimLabel("A"))
        line.addWidget(self._box)
        line.addWidget(self._pages, 1)
        self._problem.setProperty("role", "warning")
        self._problem.setWordWrap(True)
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        self._problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addWidget(self._problem)

    def _explain(self) -> None:
        self._box.setAccessibleName(self.tr("What the sample is set beside"))
        self._box.setToolTip(wrapped(self.tr(
            "What A is: what was held, or the chosen sample in another iteration of this run, or in a kept run")))
        self._iteration.setAccessibleName(self.tr("Iteration of A"))
        self._iteration.setToolTip(wrapped(self.tr("After which iteration of its run A is looked at; 0 is untrained")))

    # --- what the panel tells it -----------------------------------------------------------------------------------

    def begin(self, dataset: Dataset) -> None:
        """Nothing is held yet, of a sample of these."""
        self._forget_wish()
        self.now = self._held = self._visited = None
        self._dataset = dataset
        self._offer()

    def show_run(self, dataset: Dataset) -> None:
        """Another network: what was of the present run is of an earlier one. Of other data, nothing is left."""
        if self._dataset is None or dataset.whole is not self._dataset.whole:
            self.begin(dataset)
            return
        self._forget_wish()
        if self._held is not None and self._held.run == PRESENT:
            self._held = replace(self._held, run=EARLIER)
        if self.now is not None and self.now.run == PRESENT:
            self.now, self._visited = replace(self.now, run=EARLIER), None
            self._held = self.now
        self._dataset = dataset
        self._offer()

    def show_kept_runs(self, runs: Sequence["KeptRun"]) -> None:
        """These can be chosen, but for those that a queue still has."""
        offered = {run.key: run.name for run in runs if run.done is None}
        if offered != self._runs:
            self._runs = offered
            if self._visited is not None and self._visited.run not in (PRESENT, *offered):
                self._keep_as_held()
            self._offer()

    def hold(self, found: Trace) -> None:
        """Let A be this, of the present run."""
        self._forget_wish()
        # Its sample is one of its own: what is shown of the chosen one elsewhere is not to take its place there.
        self._held = Other(replace(found, sample=replace(found.sample)), PRESENT)
        self._choose(None, self._held)

    def is_ready_for(self, sample: Sample) -> bool:
        """Whether A can be set beside this sample. If not, it is looked at with A's network, and `changed` follows."""
        if self._visited is None or sample is self._followed:
            return True
        if not self._is_asking("trace") or sample is not self._asked:
            self._asked = sample
            self._ask("trace", trace, self._visited.network, replace(sample), iteration=self._visited.iteration)
        return False

    def say(self, problem: str) -> None:
        """Say what cannot be done; until something else is chosen."""
        self._problem.setText(problem)
        self._problem.show()

    def name_of(self, run: int) -> str:
        """What a run is called; nothing for the present one."""
        return "" if run == PRESENT else self._runs.get(run, self.tr("an earlier run"))

    def take_over(self, other: "OtherSide") -> None:
        """Have what another one has. Emits nothing."""
        self.now, self._held, self._visited, self._followed, self._dataset, self._runs = (
            other.now, other._held, other._visited, other._followed, other._dataset, other._runs)
        self._offer()

    def stop(self) -> None:
        """End what is under way."""
        self._wish = None
        if self._inquiry is not None:
            self._inquiry.close()

    # --- what a person does ----------------------------------------------------------------------------------------

    @Slot()
    def _on_run_chosen(self) -> None:
        run = self._box.value
        self._iteration.setEnabled(run != HELD)
        if run != HELD:
            self._want(run, 0 if run == PRESENT else None)
        elif self._held is not None:
            self._forget_wish()
            self._choose(None, self._held)
        else:
            self.hold_wanted.emit()

    @Slot(object)
    def _on_iteration_entered(self, typed: bool) -> None:
        if self._box.value != HELD:
            self._want(self._box.value, self._iteration.value)

    @Slot()
    def _on_cancelled(self) -> None:
        self._forget_wish()
        self._offer()

    # --- on its way there ------------------------------------------------------------------------------------------

    def _want(self, run: int, iteration: int | None) -> None:
        """Go to an iteration of a run; None: the last one, as one that was left for another way had gone on."""
        self._forget_wish()
        self._wish = wish = run, iteration
        answer = partial(self._on_run, wish)
        if run == PRESENT:
            self.present_run_wanted.emit(answer)
        else:
            self.kept_run_wanted.emit(run, answer)

    def _on_run(self, wish: tuple[int, int | None], whole: "WholeRun | None") -> None:
        if self._wish is not wish:
            return  # something else was chosen meanwhile
        problem = ""
        if whole is None:
            problem = self.tr("There is nothing left of {run} that could be looked at. Choose another one.")
        elif not self._goes_with(whole.run.dataset):
            problem = self.tr("{run} has learnt other data, of which this sample is none. Choose another one.")
        if whole is None or problem:
            self._refuse(problem.format(run=self.name_of(wish[0])))
            return
        self._since.start()
        self._ask("network", _network_of, whole.run, wish[1])

    def _goes_with(self, dataset: Dataset) -> bool:
        """Whether samples of the present data set can be looked at by who has learnt this one."""
        mine = self._dataset
        return mine is not None and (dataset.look.shape, dataset.class_names) == (mine.look.shape, mine.class_names)

    def _ask(self, key: str, function: Callable, *arguments: object, **named: object) -> None:
        if self._inquiry is None:
            self._inquiry = Inquiry(self)
            self._inquiry.progressed.connect(self._on_progressed)
            self._inquiry.answered.connect(self._on_answered)
            self._inquiry.failed.connect(self._on_failed)
        self._inquiry.ask(key, function, *arguments, **named)

    def _is_asking(self, key: str) -> bool:
        return self._inquiry is not None and self._inquiry.is_asking(key)

    @Slot(object)
    def _on_progressed(self, progress: Progress) -> None:
        if self._since.hasExpired(LONG):
            if not self._asking.is_under_way:
                self._asking.begin()
                self._pages.setCurrentIndex(1)
            self._asking.show_progress(progress.done, progress.total)

    @Slot(object)
    def _on_answered(self, answer: Answer) -> None:
        if answer.key == "trace":
            if self._visited is not None:  # else something else has been chosen
                self._followed = self._asked
                self.now = Other(answer.value, self._visited.run)
                self.changed.emit()
        elif self._wish is not None and answer.value is not None:
            run, _ = self._wish
            network, iteration = answer.value
            self._forget_wish()
            self._choose(_Visited(run, iteration, network), self.now)

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        if failure.key == "trace":
            self._keep_as_held()
        self._refuse(phrase(failure.problem))

    def _refuse(self, why: str) -> None:
        """What is chosen stays what it was; say why."""
        self._forget_wish()
        self._offer()
        self.say(why)

    def _forget_wish(self) -> None:
        self._wish = None
        if self._inquiry is not None:
            self._inquiry.cancel("network")
        self._asking.end()
        self._pages.setCurrentIndex(0)
        self._problem.hide()

    # --- what is chosen --------------------------------------------------------------------------------------------

    def _choose(self, visited: _Visited | None, now: Other | None) -> None:
        if self._inquiry is not None:
            self._inquiry.cancel("trace")
        self._visited, self.now, self._followed = visited, now, None
        self._offer()
        self.changed.emit()

    def _keep_as_held(self) -> None:
        """The network can be visited no longer: what was seen of it stays."""
        self._held, self._visited = self.now, None

    @Slot()
    def _offer(self) -> None:
        """What there is to choose from, and what is chosen."""
        chosen = HELD if self._visited is None else self._visited.run
        metrics, room = self._box.fontMetrics(), theme().scaled(LONGEST)
        self._box.clear()
        for key, name in ((HELD, self.tr("what was held")), (PRESENT, self.tr("this run")), *self._runs.items()):
            self._box.addItem(metrics.elidedText(name, Qt.TextElideMode.ElideRight, room), key)
            self._box.setItemData(self._box.count() - 1, name, Qt.ItemDataRole.ToolTipRole)
        self._box.set_value(chosen)
        self._iteration.setEnabled(chosen != HELD)
        self._iteration.take_back()
        shown = self._visited.iteration if self._visited is not None else self.now and self.now.trace.iteration
        if shown is None:
            self._iteration.clear()
        else:
            self._iteration.set_value(shown)


class _RunBox(ChoiceBox):
    """As wide whatever runs there are, so that nothing moves when one is kept."""

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().scaled(LONGEST) + self._around(), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()


def _network_of(
    run: Run, iteration: int | None, *, cancelled: Callable[[], bool], progress: Callable[[int, int], None],
) -> tuple[Network, int] | None:
    """The network of a run after an iteration, and which that is; None: the last one that it has come to."""
    after = len(run.course.losses) - 1 if iteration is None else iteration
    network = network_at(run.config, run.dataset, run.course, after, cancelled=cancelled, progress=progress)
    return None if network is None else (network, after)
