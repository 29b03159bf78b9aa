"""The desk of the runs that are compared: they are named, drawn, removed, gone on with, and trained in turn."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from engine.problem import Problem, filled
from engine.runs.turn import Turn
from engine.training.queue import Queue
from engine.training.record.history import History
from gui.training.kept_runs import MOST_SHOWN
from gui.training.queue import TrainingQueue
from gui.training.reports import KeptRun, Standing
from gui.training.session import TrainingSession
from gui.window.file_desk import FileDesk
from gui.window.notices import Notices
from gui.window.run_desk import RunDesk
from gui.words.engine_texts import phrase
from gui.words.run_names import unchanged
from gui.words.sentences import joined

translate = QCoreApplication.translate

AT_MOST_EVERY = 250  # milliseconds, in which curves of the queue are drawn anew
ENOUGH = 50          # iterations from which on the pace of a run is known


class RunsDesk(QObject):
    """Does what is asked in the table of runs.

    Parameters
    ----------
    session
        Whose run is the present one.
    desk
        Which keeps runs and takes them up.
    files
        Where the note of the present run is.
    notices
        Where to speak.

    Signals
    -------
    present_changed(KeptRun): the present run, as a row of the table
    queue_changed(tuple of KeptRun): the runs that wait in the queue or are under way
    """

    present_changed = Signal(object)
    queue_changed = Signal(object)

    def __init__(
        self, session: TrainingSession, desk: RunDesk, files: FileDesk, notices: Notices, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._desk, self._files, self._notices = session, desk, files, notices
        self._kept = desk.kept_runs
        desk.words_now = lambda: files.words
        self._taken_up = 0  # key of the run that is to be the present one
        self._queue = TrainingQueue(self)
        self._queue.begun.connect(self._on_begun)
        self._queue.progressed.connect(self._on_progressed)
        self._queue.ended.connect(self._on_ended)
        self._queue.failed.connect(self._on_failed)
        self._telling = QTimer(self, singleShot=True, interval=AT_MOST_EVERY)
        self._telling.timeout.connect(self.tell)
        session.run_started.connect(self._on_run_started)
        session.failed.connect(self._on_session_failed)
        session.standing_changed.connect(self.tell_present)

    def close(self) -> None:
        """Break off the queue."""
        self._telling.stop()
        self._queue.close()

    # --- the present run -------------------------------------------------------------------------------------------

    @Slot()
    def tell_present(self) -> None:
        """Tell of the present run, if there is one."""
        run, standing = self._session.run, self._session.standing
        if run is None:
            return
        config = self._desk.config or run.config
        self.present_changed.emit(KeptRun(
            self._kept.name or translate("Runs", "this run"), run.history, 0, note=self._files.words["note"],
            settings=unchanged(config),
            seconds=self._desk.stopwatch.seconds, measured=None if standing is None else standing.measured))

    @property
    def pace(self) -> float | None:
        """Iterations a second of the present run, as far as it has been trained; None where that is not known."""
        standing: Standing | None = self._session.standing
        seconds = self._desk.stopwatch.seconds
        return standing.recorded / seconds if standing and standing.recorded >= ENOUGH and seconds else None

    # --- what is asked in the table --------------------------------------------------------------------------------

    @Slot(object, object)
    def rename(self, key: int, name: str) -> None:
        """Call a run so."""
        self._kept.rename(key, name)
        self.tell()

    @Slot(object, object)
    def set_note(self, key: int, note: str) -> None:
        """Write this beside a run."""
        if key:
            self._kept.set_note(key, note)
        else:
            self._files.write(note.strip(), self._files.words["comment"])
        self.tell()

    @Slot(object, object)
    def show_run(self, key: int, on: bool) -> None:
        """Draw the curves of a run, or no longer."""
        if not self._kept.show(key, on):
            self._notices.say(lambda: translate(
                "Runs", "No more than {most} can be told apart in the plots: hide another one first.").format(
                    most=MOST_SHOWN))
        self.tell()

    @Slot(object)
    def remove(self, keys: Sequence[int]) -> None:
        """Forget runs; of a queue, leave out those that wait, and break off the one under way, which stays."""
        gone = {key: self._kept.told(key).name for key in keys if key in self._kept and self._take_out(key)}
        back = [self._kept.remove(key) for key in gone]
        self.tell()
        if back:
            names = ", ".join(gone.values())
            self._notices.ask("removed", lambda: filled(translate(
                "Runs", "{count:,} {count:run|runs} removed: {names}."), count=len(back), names=names),
                [(lambda: translate("Runs", "OK"), None),
                 (lambda: translate("Runs", "Bring back"), lambda: self._bring_back(back))])

    def _take_out(self, key: int) -> bool:
        """Take a run out of the queue. Returns whether it is to be removed."""
        run = self._kept.told(key)
        if run.done is not None and not run.waits:
            self._queue.cancel(key)
        elif run.waits:
            self._queue.leave_out(key)
            self._kept.remove(key)
        return run.done is None

    def _bring_back(self, back: Sequence[Callable[[], None]]) -> None:
        for each in reversed(back):
            each()
        self.tell()

    @Slot(object)
    def go_on(self, key: int) -> None:
        """Go on with a run where it was left; the present one is kept in its turn, if it has learnt something."""
        whole, run = self._kept.whole(key), self._kept.told(key)
        if whole is None or self._taken_up:  # as by the second of two clicks
            return
        given = run.name if self._kept.is_named(key) else ""
        self._taken_up = key
        self._desk.go_on_with(
            whole.run, seconds=run.seconds or 0.0, keeping=self._session.is_trained, name=given)

    @Slot()
    def _on_run_started(self) -> None:
        """What has been taken up is the present run now, and no kept one any more."""
        taken, self._taken_up = self._taken_up, 0
        if taken in self._kept:
            whole, run = self._kept.whole(taken), self._kept.told(taken)
            self._files.words = {"note": run.note, "comment": whole.run.comment}
            self._kept.remove(taken)
        self.tell()

    @Slot()
    def _on_session_failed(self) -> None:
        """A run that cannot be taken up stays where it is."""
        self._taken_up = 0

    # --- the queue -------------------------------------------------------------------------------------------------

    def ask_for_queue(self, parent: QWidget) -> None:
        """Ask what is to be run in turn."""
        from gui.window.dialogs.in_turn import InTurnDialog  # dialogs are loaded when they are opened

        run = self._session.run
        if run is not None:
            dialog = InTurnDialog(self._desk.config or run.config, run.dataset, self.pace, parent)
            dialog.chosen.connect(self.run_in_turn)
            dialog.open()

    @Slot(object, object)
    def run_in_turn(self, queue: Queue, fields: tuple[str, ...]) -> None:
        """Run these after what is in the queue; what could not be used is said."""
        dataset = self._session.run.dataset
        for config in queue.configs:
            self._queue.add(self._kept.plan(config, fields), config, dataset)
        if queue.problems:
            self._notices.say(lambda: joined(map(phrase, queue.problems)), kind="warning", kept=True)
        self.tell()

    @Slot()
    def cancel_all(self) -> None:
        """Leave out what waits in the queue, and break off what is under way."""
        for run in tuple(self._kept):
            if run.done is not None:
                self._take_out(run.key)
        self.tell()

    @Slot()
    def cancel_one(self) -> None:
        """Break off the run that is under way, and go on with the next."""
        for run in tuple(self._kept):
            if run.done is not None and not run.waits:
                self._queue.cancel(run.key)

    @Slot(object, object)
    def _on_begun(self, key: int, history: History) -> None:
        if key in self._kept:  # else it was left out just as it began
            self._kept.begin(key, history)
            self.tell()

    @Slot(object, object)
    def _on_progressed(self, key: int, done: float) -> None:
        self._kept.advance(key, done)
        if not self._telling.isActive():
            self._telling.start()

    @Slot(object, object)
    def _on_ended(self, key: int, turn: Turn) -> None:
        self._kept.finish(key, turn)
        self.tell()
        if turn.problem is not None:
            name, problem = self._kept.told(key).name, turn.problem
            self._notices.say(lambda: translate("Runs", "{name}: {problem} It was stopped there.").format(
                name=name, problem=phrase(problem)), kind="warning")

    @Slot(object, object)
    def _on_failed(self, key: int, problem: Problem) -> None:
        name = self._kept.told(key).name
        self._kept.fail(key, problem)
        self._notices.say(lambda: translate("Runs", "{name} could not be run: {problem}").format(
            name=name, problem=phrase(problem)), kind="warning")
        self.tell()

    @Slot()
    def tell(self) -> None:
        """Have everything shown anew."""
        self.tell_present()
        self.queue_changed.emit(tuple(run for run in self._kept if run.done is not None))
        self._desk.kept_runs_changed.emit()
