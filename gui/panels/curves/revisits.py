"""Something that is measured at the iterations of the run on the screen, in the background, while it is wanted.

At rest every iteration is gone through. While training runs that would cost it half its speed: then only a few all over
the run are, now and then, and the rest once it rests again.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, Slot

from engine.inspection.measures.measure import Measure
from engine.inspection.revisit import Record, revisit
from engine.problem import Problem
from engine.training.record.history import History
from engine.training.trainer import Trainer
from gui.background.inquiry import Answer, Failure, Inquiry, Progress
from gui.training.reports import State, WholeRun

AT_REST, RUNNING = 150, 2000  # milliseconds after which a run that has changed is gone through again
SELDOM = 30                   # while training runs: so many times as long as it took, so that it costs 3 %
FEW = 32                      # iterations, about, that are gone through then
BUSY = (State.RUNNING, State.STEPPING)


class Revisits(QObject):
    """One measure of one run at a time.

    Parameters
    ----------
    inquiry
        Which it asks.
    key
        By which it knows its own questions.

    Attributes
    ----------
    record : Record
        What has been found.
    problem : Problem or None
        Why nothing could be.
    history : History or None
        Of the run.
    state : State
        What training does.

    Signals
    -------
    changed(): the record has more, or is of something else
    run_wanted(callable): to be called with the `WholeRun` as it is now
    """

    changed = Signal()
    run_wanted = Signal(object)

    def __init__(self, inquiry: Inquiry, key: str, parent: QObject) -> None:
        super().__init__(parent)
        self._inquiry, self._key = inquiry, key
        self._make: Callable[[Trainer], Measure] | None = None
        self.history: History | None = None
        self.state = State.IDLE
        self._found: tuple[int, bool] | None = None  # the version of the history gone through, and whether all of it
        self._asked: tuple[int, bool] | None = None
        self.record = Record()
        self.problem: Problem | None = None
        self._clock, self._took = QElapsedTimer(), 0
        self._due = QTimer(self, singleShot=True)
        self._due.timeout.connect(self._on_due)
        inquiry.progressed.connect(self._on_progressed)
        inquiry.answered.connect(self._on_answered)
        inquiry.failed.connect(self._on_failed)
        inquiry.stopped.connect(self._on_stopped)

    @property
    def is_whole(self) -> bool:
        """Whether every iteration of the run has been gone through."""
        return self._make is not None and self.history is not None and self._found == (self.history.version, True)

    @property
    def part(self) -> float:
        """How much of what there is to know is known, 0 to 1."""
        return len(self.record.found()[0]) / max(self.record.count, 1)

    @property
    def is_running(self) -> bool:
        """Whether training runs, so that only a few iterations are gone through."""
        return self.state is State.RUNNING

    def want(self, make: Callable[[Trainer], Measure] | None) -> None:
        """Find what this makes, of every run from now on; None for nothing."""
        self._make = make
        self._forget()

    def show_history(self, history: History | None) -> None:
        """Another run; or the same one."""
        if history is not self.history:
            self.history = history
            self._forget()

    def show_state(self, state: State) -> None:
        """What training does now."""
        if state is not self.state:
            self.state = state
            self._due.stop()
            if state in BUSY:
                self._inquiry.stop(self._key)  # what it has found stays
            self.look()

    @Slot()
    def look(self) -> None:
        """Go through what is new, soon, if there is anything."""
        if self._make is None or self.history is None or self._due.isActive() or self._asked is not None:
            return
        wanted = self.history.version, not self.is_running
        if self.state is not State.STEPPING and wanted != self._found:
            again = self.is_running and self._found is not None
            self._due.start(max(RUNNING, SELDOM * self._took) if again else AT_REST)

    def stop(self) -> None:
        """End it all."""
        self._make = self._asked = None
        self._due.stop()
        self._inquiry.cancel(self._key)

    def _forget(self) -> None:
        self._inquiry.cancel(self._key)
        self._due.stop()
        self.record, self.problem, self._found, self._asked = Record(), None, None, None
        self.changed.emit()
        self.look()

    @Slot()
    def _on_due(self) -> None:
        self._asked = asked = self.history.version, not self.is_running
        self.run_wanted.emit(partial(self._on_run, asked))

    def _on_run(self, asked: tuple[int, bool], whole: WholeRun) -> None:
        if self._asked is not asked or whole.history is not self.history:
            return  # another run has begun meanwhile, of which is asked anew
        run = whole.run
        self._asked = asked[0], not self.is_running
        self._clock.start()
        self._inquiry.ask(self._key, revisit, run.config, run.dataset, run.course, self._make, self.record,
                          few=None if self._asked[1] else FEW)

    @Slot(object)
    def _on_progressed(self, progress: Progress) -> None:
        if progress.key == self._key:
            self.changed.emit()

    @Slot(object)
    def _on_answered(self, answer: Answer) -> None:
        if answer.key == self._key:
            self._took = self._clock.elapsed()
            self._end(self._asked, None)

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        if failure.key == self._key:
            self._end(self._asked, failure.problem)

    @Slot(object)
    def _on_stopped(self, key: str) -> None:
        if key == self._key:
            self._end(None, None)

    def _end(self, found: tuple[int, bool] | None, problem: Problem | None) -> None:
        self._found, self._asked, self.problem = found, None, problem
        self.changed.emit()
        self.look()
