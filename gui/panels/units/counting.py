"""Counts what the units of a layer answer to, outside the window's thread, for as many samples as can be soon."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from engine.inspection.learned.units import UnitStatistics, orders, unit_statistics, work_of_sample
from gui.background.inquiry import Answer, Failure, Inquiry, Progress
from gui.training.reports import Learned

# Samples times weights that are asked by themselves: 50 ms while training runs, some 300 ms where it rests.
RUNNING, AT_REST = 4 * 10**8, 3 * 10**9


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """What was found.

    Parameters
    ----------
    learned, layer, split
        Of which network, which hidden layer, and with the samples of which split.
    statistics
        How its units answer.
    orders
        What they can be sorted by, see `engine.inspection.learned.units.orders`.
    """

    learned: Learned
    layer: int
    split: str
    statistics: UnitStatistics
    orders: Mapping[str, np.ndarray]

    @property
    def is_whole(self) -> bool:
        """Whether every sample was asked."""
        return self.statistics.samples == len(self.learned.dataset.split(self.split))


def count(
    learned: Learned, layer: int, split: str, samples: int | None, *, cancelled: Callable[[], bool],
    progress: Callable[[int, int], None],
) -> Counted | None:
    """Ask so many samples of a split, or all; None if it was broken off."""
    found = unit_statistics(learned.network, learned.dataset.split(split), layer, samples=samples,
                            cancelled=cancelled, progress=progress)
    return None if found is None else Counted(
        learned, layer, split, found, orders(learned.network, layer, found))


class Counting(QObject):
    """Asks again whenever there is another network. While training runs, what has been begun is ended first.

    Signals
    -------
    counted(Counted)
    progressed(int, int): so many samples are done, of how many, where all were asked for
    failed(Problem)
    """

    counted = Signal(object)
    progressed = Signal(int, int)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._inquiry = Inquiry(self)
        self._next: tuple | None = None
        self._inquiry.answered.connect(self._on_answered)
        self._inquiry.progressed.connect(self._on_progressed)
        self._inquiry.failed.connect(self._on_failed)

    def count(self, learned: Learned, layer: int, split: str, *, running: bool, wait: bool) -> None:
        """Find what can be found soon.

        Parameters
        ----------
        learned, layer, split
            Of what.
        running
            Whether training runs.
        wait
            Whether what is being asked is to be ended first.
        """
        most = (RUNNING if running else AT_REST) // work_of_sample(learned.network, layer)
        question = learned, layer, split, max(most, 1)
        if wait and self._inquiry.is_asking("count"):
            self._next = question
        else:
            self._next = None
            self._inquiry.ask("count", count, *question)

    def count_all(self, learned: Learned, layer: int, split: str) -> None:
        """Ask every sample, however long it takes."""
        self._inquiry.ask("all", count, learned, layer, split, None)

    def break_off(self) -> None:
        """Ask every sample no longer."""
        self._inquiry.cancel("all")

    def forget(self) -> None:
        """Ask nothing any more."""
        self._next = None
        self._inquiry.cancel_all()

    def stop(self) -> None:
        """End the thread."""
        self._inquiry.close()

    @Slot(object)
    def _on_answered(self, answer: Answer) -> None:
        if answer.value is not None:
            self.counted.emit(answer.value)
        following, self._next = self._next, None
        if following is not None:
            self._inquiry.ask("count", count, *following)

    @Slot(object)
    def _on_progressed(self, progress: Progress) -> None:
        if progress.key == "all":
            self.progressed.emit(progress.done, progress.total)

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        self.failed.emit(failure.problem)
