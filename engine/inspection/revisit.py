"""A run that is gone through once more, beside it, to measure something at its iterations.

Another trainer takes up the course of the run, goes to its iterations, and asks a measure at each. Every iteration has
the same bits however one comes to it, so what is measured is what was there. A few iterations come first, those that
follow a checkpoint, so that there is a picture soon; then all of them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from engine.data.dataset import Dataset
from engine.inspection.measures.measure import Measure
from engine.training.config import TrainingConfig
from engine.training.course import Course
from engine.training.trainer import Trainer

FEW = 128  # iterations that come first


class Record:
    """What a measure found, by iteration. One thread writes, others read.

    Iterations that are asked about are 0, 1, 1 + `step`, 1 + 2·`step`, ...; `step` is 1 but for long runs. So iteration
    i stands in row (i − 1) // `step` + 1 of the table, 0 in the first.
    """

    def __init__(self) -> None:
        self.measure: Measure | None = None
        self._losses = np.empty(0)
        self._table = 1, np.zeros(0, bool), np.empty((0, 0))

    def fit(self, measure: Measure, losses: np.ndarray) -> None:
        """Be about a run with these losses, whatever it was about: what is of another future is forgotten."""
        same = _common(self._losses, losses) if self.measure is not None and self.measure.kind == measure.kind else 0
        known, values = self.found()
        step = 1
        while (len(losses) - 2) // step + 2 > max(measure.most, 2):
            step *= 2
        size = (len(losses) - 2) // step + 2 if len(losses) > 1 else len(losses)
        is_known, table = np.zeros(size, bool), np.full((size, measure.width), np.nan)
        stay = (known < same) & ((known == 0) | ((known - 1) % step == 0))
        if stay.any():
            places = (known[stay] - 1) // step + 1
            is_known[places], table[places] = True, values[stay]
        self._losses, self._table = losses, (step, is_known, table)
        self.measure = measure  # last: whoever reads meanwhile sees its numbers

    @property
    def step(self) -> int:
        """How far apart the iterations are that are asked about."""
        return self._table[0]

    def found(self) -> tuple[np.ndarray, np.ndarray]:
        """All iterations that are known, in order, (k,), and the numbers that were found there, (k, width)."""
        step, known, values = self._table
        places = np.flatnonzero(known)
        return np.where(places > 0, 1 + (places - 1) * step, 0), values[places]

    @property
    def count(self) -> int:
        """How many iterations there are to be known."""
        return len(self._table[1])

    def knows(self, iteration: int) -> bool:
        """Whether nothing has to be asked there."""
        step, known, _ = self._table
        return (iteration > 0 and (iteration - 1) % step > 0) or bool(known[(iteration - 1) // step + 1])

    def put(self, iteration: int, numbers: Sequence[float] | np.ndarray) -> None:
        """Note what was found there."""
        step, known, values = self._table
        place = (iteration - 1) // step + 1
        values[place] = numbers
        known[place] = True  # last: whoever reads meanwhile sees it whole, or not yet

    def missing(self) -> np.ndarray:
        """The iterations that are not known, in order."""
        step, known, _ = self._table
        places = np.flatnonzero(~known)
        return np.where(places > 0, 1 + (places - 1) * step, 0)


@np.errstate(all="ignore")  # a run that diverged is looked at, too
def revisit(
    config: TrainingConfig, dataset: Dataset, course: Course, make: Callable[[Trainer], Measure], record: Record, *,
    few: int | None = None, cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Record:
    """Measure at the iterations of a run that the record does not know.

    Parameters
    ----------
    config, dataset, course
        The run.
    make
        Makes the measure.
    record
        Where to note it; may know some from before.
    few
        Where not all are wanted: about how many, all over the run.
    cancelled
        Asked at each iteration whether to break off.
    progress
        Told how many are known, of how many.
    """
    trainer = Trainer(config, dataset)
    trainer.resume(course)
    measure = make(trainer)
    record.fit(measure, course.losses)
    known = record.count - len(record.missing())

    def look(*_: int) -> None:
        nonlocal known
        if not record.knows(trainer.iteration):
            record.put(trainer.iteration, measure.numbers())
            known += 1
            progress(known, record.count)

    starts = [state.iteration for state in course.checkpoints]
    last = len(course.losses) - 1
    for iteration, target in _ways(record, starts, last, few):
        if record.knows(iteration):
            continue
        trainer.go_to(target, cancelled=cancelled, progress=look)
        if not record.knows(iteration) and not cancelled():  # 0, or what lay before where the trainer began
            trainer.go_to(iteration)
            look()
        if cancelled():
            break
    return record


def _ways(record: Record, starts: list[int], last: int, few: int | None) -> Iterator[tuple[int, int]]:
    """Which iterations are asked for, one after the other, and how far to go on from each: to the next checkpoint."""
    step = 1
    while last // step > (few or FEW):
        step *= 2
    for place in (0, *range(1, last, step)):
        after = starts[bisect_right(starts, place - 1) - 1] + 1 if place else 0
        yield after, after
    if few is None:
        yield last, last
        for iteration in record.missing().tolist():
            following = bisect_left(starts, iteration)
            yield iteration, min(starts[following] if following < len(starts) else last, last)


def _common(some: np.ndarray, others: np.ndarray) -> int:
    """How many losses two runs have in common, bit for bit, from the first on."""
    size = min(len(some), len(others))
    differ = some[:size].view(np.int64) != others[:size].view(np.int64)
    return int(differ.argmax()) if differ.any() else size
