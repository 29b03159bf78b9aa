"""What the panel asks: the network that was told last about a split, and another network about the same samples."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from engine.inspection.learned.answers import Answers, answers_of
from engine.inspection.learned.comparison import Comparison, answers_at
from gui.background.inquiry import Answer, Failure, Inquiry, Progress
from gui.panels.confusion.compare_bar import Other
from gui.panels.confusion.samples import Asked
from gui.training.reports import Learned, State, WholeRun
from gui.words.engine_texts import phrase

MOST_LIVE = 20_000  # samples; while it runs, more are asked about only when a person says so


class Questions(QObject):
    """Asks, outside the window's thread. While one question is under way, the same is not asked again.

    Attributes
    ----------
    asked : Asked or None
        What the network makes of the split.
    other : Answers or None
        What the network that is compared with makes of it.
    other_iteration : int or None
        After which that network is, once its run has been handed out.
    problem : str
        Why it cannot be compared.

    Signals
    -------
    changed(): something has been found out, or forgotten
    progressed(Progress)
    present_run_wanted(callable), kept_run_wanted(int, callable): as those of a panel
    """

    changed = Signal()
    progressed = Signal(object)
    present_run_wanted = Signal(object)
    kept_run_wanted = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.asked: Asked | None = None
        self.other: Answers | None = None
        self.other_iteration: int | None = None
        self.problem = ""
        self._split = "test"
        self._learned: Learned | None = None  # what was told last
        self._under_way: tuple[Learned, int] | None = None  # with its iteration, which may be a later one
        self._shown: Learned | None = None    # whose answers `asked` has
        self._wanted: Other | None = None     # what is to be compared with
        self._running = self._held = False    # whether a person has broken off asking
        self._inquiry = Inquiry(self)
        self._inquiry.answered.connect(self._on_answered)
        self._inquiry.progressed.connect(self._on_progressed)
        self._inquiry.failed.connect(self._on_failed)

    @property
    def comparison(self) -> Comparison | None:
        """Both networks, once both have answered."""
        return None if self.other is None or self.asked is None else Comparison(self.other, self.asked.answers)

    @property
    def is_of_use(self) -> bool:
        """Whether asking now could tell anything new."""
        return self._learned is not None and (self._running or (self.is_stale and not self.is_under_way))

    @property
    def is_under_way(self) -> bool:
        """Whether something is being asked."""
        return any(self._inquiry.is_asking(key) for key in ("answers", "other"))

    @property
    def is_stale(self) -> bool:
        """Whether the network has not been asked as it was told last."""
        return self._learned is not None and self._shown is not self._learned

    # --- what is told ----------------------------------------------------------------------------------------------

    def forget(self) -> None:
        """Another network: what was asked of the one before is no more."""
        self._inquiry.cancel_all()
        self._learned = self._shown = self.asked = self.other = self.other_iteration = None
        self._held, self.problem = False, ""
        if self._wanted is not None and not self._wanted.key:
            self._wanted = None

    def show_state(self, state: State) -> None:
        """Where training rests, whatever there is is asked."""
        self._running = state is State.RUNNING
        self._ask()

    def show_learned(self, learned: Learned) -> None:
        """The network, to be asked, unless that has been done already."""
        is_first = self._learned is None
        if not is_first and not self.is_stale and learned.is_same_as(self._learned):
            self._shown = learned  # a step of one operation, before the parameters are updated
        self._learned = learned
        self._ask()
        if is_first:
            self.compare_with(self._wanted)

    def ask_about(self, split: str) -> None:
        """Ask about this split from now on."""
        self._inquiry.cancel_all()
        self._split, self._shown, self.asked, self._held = split, None, None, False
        self._ask()
        self.compare_with(self._wanted)

    def take_over(self, other: "Questions") -> None:
        """Know what another one knows, and ask what it asks."""
        for name in ("asked", "other", "other_iteration", "problem", "_split", "_learned", "_shown", "_wanted",
                     "_running", "_held"):
            setattr(self, name, getattr(other, name))
        self._ask()
        if self.other is None:
            self.compare_with(self._wanted)

    # --- the network -----------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        """Ask, unless that takes long while training goes on, or a person has broken it off."""
        if not self.is_stale or self._held or self._inquiry.is_asking("answers"):
            return
        if not self._running or self.asked is None or len(self.asked.answers) <= MOST_LIVE:
            self.ask_now()

    def ask_now(self) -> None:
        """Ask the network as it was told last; while training goes on, as it is now."""
        learned, self._held = self._learned, False
        if learned is None:
            return
        if self._running and not self.is_stale:
            self.present_run_wanted.emit(self._on_present_run)
        else:
            self._under_way = learned, learned.iteration
            self._inquiry.ask("answers", answers_of, learned.network, learned.dataset.split(self._split))

    def _on_present_run(self, whole: WholeRun) -> None:
        """The run has been handed out as it is in the middle of an epoch."""
        learned, run = self._learned, whole.run
        if learned is not None and run.dataset is learned.dataset:
            self._under_way = learned, len(run.course.losses) - 1
            self._inquiry.ask("answers", answers_at, run.config, run.dataset, run.course, None, run.dataset,
                              run.dataset.split(self._split))

    def cancel(self) -> None:
        """Break off; the network is asked again once a person wants it."""
        self._held = self._inquiry.is_asking("answers")
        self._inquiry.cancel_all()

    def stop(self) -> None:
        """Break off all questions, and end the thread. May be called more than once."""
        self._inquiry.close()

    # --- the other one ---------------------------------------------------------------------------------------------

    def compare_with(self, other: Other | None) -> None:
        """Ask another network, too, from wherever its run is; None: no other."""
        self._inquiry.cancel("other")
        self._wanted, self.other, self.other_iteration, self.problem = other, None, None, ""
        if other is not None and self._learned is not None:
            told = partial(self._on_run, other)
            if other.key:
                self.kept_run_wanted.emit(other.key, told)
            else:
                self.present_run_wanted.emit(told)

    def _on_run(self, other: Other, whole: WholeRun | None) -> None:
        """The run has been handed out: its network is gone to, unless something else is wanted meanwhile."""
        if other is not self._wanted or self._learned is None:
            return
        if whole is None:
            self.problem = self.tr("That run has not been trained to its end: there is nothing to compare with yet.")
            self.changed.emit()
            return
        dataset, course = self._learned.dataset, whole.run.course
        self.other_iteration = len(course.losses) - 1 if other.iteration is None else other.iteration
        self._inquiry.ask("other", answers_at, whole.run.config, whole.run.dataset, course, other.iteration, dataset,
                          dataset.split(self._split))

    # ----------------------------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_answered(self, answer: Answer) -> None:
        if answer.key == "other":
            self.other = answer.value
        else:
            learned, iteration = self._under_way
            self._shown, self.asked = learned, Asked(learned.dataset, self._split, iteration, answer.value)
            self.problem = self.problem if self._wanted else ""
        self.changed.emit()
        self._ask()

    @Slot(object)
    def _on_progressed(self, progress: Progress) -> None:
        self.progressed.emit(progress)

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        self.problem = phrase(failure.problem)
        self.changed.emit()
