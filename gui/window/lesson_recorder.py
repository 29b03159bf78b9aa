"""Writes down what a person does with the run, as the commands of a lesson."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from engine.inspection.frozen.trace import Sample
from engine.lessons.recording import FOLDED, Recording, RecordingError, Standing, commands_between, looks_between, shown
from engine.problem import Problem
from engine.training.config import HYPERPARAMETERS, TrainingConfig
from engine.training.iteration import LOSS_AFTER
from gui.panels.panel import Panel
from gui.training.commands import MOVES, STEPS
from gui.training.reports import Divergence, RunStarted
from gui.training.session import TrainingSession
from gui.window.lesson_stage import LessonStage

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow

LOOK_EVERY = 200  # milliseconds: what is looked at tells nobody that it has changed


class LessonRecorder(QObject):
    """Records, from when it is made until it is deleted.

    Parameters
    ----------
    window
        In which it is done.
    recording
        Where it is written down.

    Attributes
    ----------
    has_own : bool
        Whether a network of it has learnt from pictures of one's own, which no lesson has.

    Signals
    -------
    noted(): there is something more
    refused(Problem): something was done that a lesson cannot do
    lost(): the run is where no lesson leads to
    """

    noted = Signal()
    refused = Signal(object)
    lost = Signal()

    def __init__(self, window: "MainWindow", recording: Recording) -> None:
        super().__init__(window)
        self.recording = recording
        self._window = window
        self._session, self._run_desk = window.session, window.run_desk
        self._eye = LessonStage(window)  # knows what is looked at; no lesson is played on it
        self.listen()
        self._at, self._looked, self._tried = standing_of(window.session), self._eye.view.looking, self._change
        self._config = window.run_desk.config
        self._kept = len(window.run_desk.kept_runs)
        self._sample = window.sample.chooser.sample
        self._pressed: list[str] = []
        self._diverged = 0
        self.has_own = has_own(window.session.run)
        self._begun = True  # whether the run has been seen at its beginning
        self._timer = QTimer(self, interval=LOOK_EVERY)
        self._timer.timeout.connect(self._look)
        session = window.session
        session.settled.connect(self._look)
        session.run_started.connect(self._on_run_started)
        session.diverged.connect(self._on_diverged)
        self._timer.start()

    def listen(self) -> None:
        """Hear of what is done in the views, which may have been made anew."""
        window = self._window
        self._eye.listen_to_views()
        for name in ("run", *STEPS, *MOVES):
            window.actions_[name].triggered.connect(self._on_pressed)
        for name in FOLDED:
            window.actions_[name].triggered.connect(self._on_panel)
        window.workspace.opened.connect(self._on_opened)
        window.experiment.live_changed.connect(self._on_set)
        window.sample.sample_chosen.connect(self._on_sample)

    def close(self) -> None:
        """Record no longer."""
        self._timer.stop()
        self._eye.deleteLater()
        self.deleteLater()

    # --- what is done ----------------------------------------------------------------------------------------------

    @Slot()
    def _on_pressed(self) -> None:
        self._pressed.append(self.sender().objectName())

    @Slot()
    def _on_panel(self) -> None:
        """A panel was opened by its command, or folded."""
        name = self.sender().objectName()
        self._look()
        self._note(f"{'show' if name in self._eye.view.looking.panels else 'hide'} {name}", self._at)

    @Slot(object)
    def _on_opened(self, panel: Panel) -> None:
        """A panel was opened in any way; those that take turns with it are seen no longer."""
        self._look()
        self.recording.see(self._eye.view.looking.panels)
        for name in FOLDED:
            if panel is getattr(self._window, name):
                self._note(f"show {name}", self._at)

    @Slot(object)
    def _on_diverged(self, divergence: Divergence) -> None:
        self._diverged = divergence.iteration

    @Slot(object, object)
    def _on_set(self, name: str, value: object) -> None:
        self._look()
        self._note(f"set {name} = {shown(name, value)}", self._at)

    @Slot(object)
    def _on_sample(self, sample: Sample | None) -> None:
        before, self._sample = self._sample, sample
        if sample is None or (before is not None and (before.split, before.index) == (sample.split, sample.index)):
            return  # chosen again for another run, as it was
        self._look()
        if sample.split != "drawn":
            self._note(f"sample {sample.split} {sample.index}", self._at)
        else:
            self.refused.emit(Problem("A drawing is not recorded: a lesson shows images of the data set."))

    @Slot(object)
    def _on_run_started(self, started: RunStarted) -> None:
        """A new run of the same kind, or one that was opened, or gone on with."""
        self._pressed, self._diverged = [], 0
        self.has_own |= has_own(started)
        changed = [f"{name} = {shown(name, value)}" for name, value in _changes(self._config, started.config)]
        self._config = started.config
        kept, self._kept = self._kept, len(self._run_desk.kept_runs)
        self._at, self._begun = Standing(0, 0, ""), False
        self._note(" ".join(("start again", *(["with " + ", ".join(changed)] if changed else []), *(
            ["keeping the curves"] if self._kept > kept else []))), self._at)

    @Slot()
    def _look(self) -> None:
        """Write down where the run has come to rest, and what is looked at."""
        if self._window.session is not self._session:  # a lesson has been opened
            self.lost.emit()
            return
        if not self._session.is_settled or self._session.standing is None:
            return
        after = standing_of(self._session, self._diverged)
        pressed, self._pressed, self._diverged = self._pressed, [], 0
        before, self._at = self._at, after
        self._kept = len(self._run_desk.kept_runs)
        moves = commands_between(before, after, pressed)
        was_opened, self._begun = not self._begun and moves and not pressed, True
        if was_opened or not all(self._note(command, there) for command, there in moves):
            self.lost.emit()
            return
        looked, self._looked = self._looked, self._eye.view.looking
        tried, self._tried = self._tried, self._change
        commands = looks_between(looked, self._looked)
        if self._tried not in (None, tried):
            commands.append("what if {} = {!r}".format(*self._tried))
        for command in commands:
            self._note(command, after)

    @property
    def _change(self) -> tuple[str, float] | None:
        """What was changed last on the page What if."""
        page = self._window.iteration.what_if
        found = [] if page.what_if is None else [each for each in page.what_if.changes if each.place.name != "t"]
        return (str(found[-1].place), float(found[-1].after)) if found else None

    def _note(self, command: str, standing: Standing) -> bool:
        """Whether it could be written down."""
        try:
            self.recording.note(command, standing)
        except RecordingError as error:
            self.refused.emit(error.problem)
            return False
        self.noted.emit()
        return True


def standing_of(session: TrainingSession, diverged: int = 0) -> Standing:
    """Where the run of a session stands."""
    standing = session.standing
    if standing is None:
        return Standing(0, 0, "")
    name = standing.operation[0] if standing.operation else LOSS_AFTER if standing.iteration else ""
    return Standing(standing.iteration, standing.position, name, diverged)


def has_own(run: RunStarted) -> bool:
    """Whether a run learns from other images than its config says: from pictures of one's own, too."""
    return run.dataset.name != run.config.dataset


def _changes(before: TrainingConfig, after: TrainingConfig) -> list[tuple[str, object]]:
    return [(name, getattr(after, name)) for name in HYPERPARAMETERS if getattr(after, name) != getattr(before, name)]
