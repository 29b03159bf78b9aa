"""A queue of runs that are trained in turn, in a thread of their own, while the session goes on."""

from functools import partial
from threading import Event

from PySide6.QtCore import QObject, Signal, Slot

from engine.data.dataset import Dataset
from engine.runs.turn import train_in_turn
from engine.training.config import TrainingConfig
from gui.background.inquiry import Answer, Failure, Inquiry, Progress


class TrainingQueue(QObject):
    """Trains one run after the other; each is known by its key.

    Signals
    -------
    begun(int, History): a run is under way, with these curves
    progressed(int, float): how much of a run is done, 0 to 1; at most some twenty times a second
    ended(int, Turn): a run is done, or was broken off
    failed(int, Problem): a run cannot be run
    """

    begun = Signal(object, object)
    progressed = Signal(object, object)
    ended = Signal(object, object)
    failed = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._breaks: dict[int, Event] = {}  # of each run that is not done: set where it is to be broken off
        self._inquiry = Inquiry(self)
        self._inquiry.progressed.connect(self._on_progressed)
        self._inquiry.answered.connect(self._on_answered)
        self._inquiry.failed.connect(self._on_failed)

    def add(self, key: int, config: TrainingConfig, dataset: Dataset) -> None:
        """Run this after those that were added before."""
        stop = self._breaks[key] = Event()
        self._inquiry.ask(str(key), train_in_turn, config, dataset, begun=partial(self.begun.emit, key),
                          cancelled=stop.is_set)

    def cancel(self, key: int) -> None:
        """Break off the run that is under way, which `ended` tells, with what has been done of it."""
        if key in self._breaks:
            self._breaks[key].set()

    def leave_out(self, key: int) -> None:
        """Do not begin with a run that waits."""
        self.cancel(key)
        self._breaks.pop(key, None)
        self._inquiry.cancel(str(key))

    def close(self) -> None:
        """Break all off, and end the thread. Nothing follows."""
        for stop in self._breaks.values():
            stop.set()
        self._inquiry.close()

    @Slot(object)
    def _on_progressed(self, progress: Progress) -> None:
        self.progressed.emit(int(progress.key), progress.done / progress.total)

    @Slot(object)
    def _on_answered(self, answer: Answer) -> None:
        self._breaks.pop(int(answer.key), None)
        self.ended.emit(int(answer.key), answer.value)

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._breaks.pop(int(failure.key), None)
        self.failed.emit(int(failure.key), failure.problem)
