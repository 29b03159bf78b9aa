"""Who pulled a weight: which training samples moved one parameter, each way and how far, over some iterations.

The iterations are run again, with the same bits. In each, every sample of the minibatch has a part in the gradient, and
that part moves the weight at once, and later by what the optimizer remembers of it: `engine.inspection.learned.motion`
says how. All parts add up to the whole way of the weight, but for what rounding has left.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

import numpy as np

from engine.data.dataset import Dataset
from engine.inspection.frozen.snapshot import Snapshot
from engine.inspection.learned.answers import check_recorded
from engine.inspection.learned.motion import Motion
from engine.inspection.place import Place
from engine.nn.variables import Role
from engine.training.config import TrainingConfig
from engine.training.course import Course
from engine.training.epochs import Epochs
from engine.training.state import State
from engine.training.trainer import Trainer


class Stretch(Enum):
    """Some iterations of a run up to where it stands."""

    ITERATION = "last iteration"
    EPOCH = "last epoch"
    RUN = "whole run"

    def iterations(self, last: int, epochs: Epochs) -> tuple[int, int]:
        """The first and the last of them, where the run stands after `last`; the epoch as far as it has come."""
        if self is Stretch.ITERATION:
            return last, last
        return 1 if self is Stretch.RUN else epochs.iteration(epochs.after(last - 1)) + 1, last


@dataclass(frozen=True, slots=True, eq=False)
class Pulls:
    """What moved one parameter.

    Parameters
    ----------
    place
        Which.
    first, last
        In which iterations.
    path : (last − first + 2,) float64
        Its value before the first of them, and after each.
    pulls : (n,) float64
        How far each training sample moved it, all in all.
    draws : (n,) int64
        In how many of the minibatches each was.
    remembered
        How far it was moved by what the optimizer remembered of earlier iterations.
    """

    place: Place
    first: int
    last: int
    path: np.ndarray
    pulls: np.ndarray
    draws: np.ndarray
    remembered: float

    @property
    def way(self) -> float:
        """How far it has come, from its value before to that after."""
        return float(self.path[-1] - self.path[0])

    @property
    def length(self) -> float:
        """How long its path is, to and fro."""
        return float(np.abs(np.diff(self.path)).sum())

    @property
    def up(self) -> float:
        """How far it was pulled up, by the samples that did so all in all."""
        return float(self.pulls[self.pulls > 0].sum())

    @property
    def down(self) -> float:
        """The same down: below 0."""
        return float(self.pulls[self.pulls < 0].sum())

    @property
    def rounding(self) -> float:
        """What is left of the way, since every number of training is rounded."""
        return self.way - (float(self.pulls.sum()) + self.remembered)

    @property
    def are_numbers(self) -> bool:
        """Whether all of it is: not so where the run has gone out of bounds."""
        return bool(np.isfinite(self.path).all() and np.isfinite(self.pulls).all())

    def strongest(self, *, up: bool) -> np.ndarray:
        """The samples that pulled it up, or down, the strongest first."""
        towards = self.pulls if up else -self.pulls
        order = np.argsort(-towards, kind="stable")
        return order[:int((towards > 0).sum())]

    def of_classes(self, labels: np.ndarray, count: int) -> np.ndarray:
        """How far the samples of each class pulled it, all in all, (count,)."""
        return np.bincount(labels, self.pulls, count)


def effort(course: Course, first: int, last: int) -> float:
    """How much there is to compute in these iterations: their number, times that of the samples, times the numbers."""
    numbers = sum(array.size for array in course.standing.arrays.values())
    return (last - first + 1) * numbers * float(max(config.batch_size for _, config in course.configs))


def decided_by(config: TrainingConfig, dataset: Dataset, course: Course, last: int) -> tuple:
    """All that decides what a run has done up to iteration `last`: where it is equal, the same samples have pulled."""
    return config, dataset, tuple(each for each in course.configs if each[0] <= last)


def most_pulled(snapshot: Snapshot) -> Place | None:
    """The one of the first weights with the largest gradient in an iteration; None where that is not computed yet."""
    weights = next(one for one in snapshot.variables.values() if one.role is Role.PARAMETER)
    gradient = snapshot.values.get(snapshot.variables.gradient(weights.name).name)
    if gradient is None:
        return None
    largest = np.nan_to_num(np.abs(gradient)).argmax()
    return Place(weights.name, tuple(map(int, np.unravel_index(largest, gradient.shape))))


@np.errstate(all="ignore")  # a run that diverged is looked at, too
def who_pulled(
    config: TrainingConfig, dataset: Dataset, course: Course, place: Place, first: int, last: int, *,
    cancelled: Callable[[], bool] = lambda: False, progress: Callable[[int, int], None] = lambda done, total: None,
) -> Pulls | None:
    """What moved a parameter in some iterations of a run. None if it was broken off.

    Parameters
    ----------
    config, dataset, course
        The run.
    place
        A cell of a parameter.
    first, last
        The iterations, counted from 1.
    cancelled
        Asked before each iteration.
    progress
        Told how many of them are done, of how many.

    Raises
    ------
    NotRecordedError
        If the run has not come so far.
    """
    check_recorded(course, last)
    trainer = Trainer(config, dataset)
    trainer.resume(course)
    if not _stand_before(trainer, course.standing, first, cancelled):
        return None
    gathered = _Gathered(trainer, place)
    for iteration in range(first, last + 1):
        if cancelled():
            return None
        trainer.run_iteration()
        gathered.add()
        progress(iteration - first + 1, last - first + 1)
    return gathered.pulls(first, last)


def _stand_before(trainer: Trainer, standing: State, first: int, cancelled: Callable[[], bool]) -> bool:
    """Stand where iteration `first` begins; the last one of a run is there without a way to it."""
    if standing.iteration == first - 1:
        trainer.restore(State(standing.iteration, standing.arrays))
        return True
    return trainer.go_to(first - 1, cancelled=cancelled)


class _Gathered:
    """What has moved a cell so far.

    `_parts` has a row for the weight and one for each of what is remembered beside it; a column for each training
    sample, what is there because of it, and a last one, what is there because of how all began. The rows add up to the
    numbers themselves.
    """

    def __init__(self, trainer: Trainer, place: Place) -> None:
        self._trainer, self._place = trainer, place
        self._optimizer, self._before = trainer.optimizer, dict(trainer.optimizer.slots)
        self._motion: Motion | None = None
        self._path = [self._value()]
        self._parts = np.zeros((1, len(trainer.dataset.train) + 1))
        self._draws = np.zeros(len(trainer.dataset.train), np.int64)

    def add(self) -> None:
        """One iteration more has been run."""
        motion, values = self._take_up(), self._trainer.values
        matrix, gains = motion.step()
        if len(matrix) > 1 or matrix[0, 0] != 1:
            self._parts = matrix @ self._parts
        self._parts[:, values["indices"]] += np.outer(gains, motion.terms(values))
        self._draws[values["indices"]] += 1
        self._path.append(self._value())

    def _take_up(self) -> Motion:
        """What iterations are run with may have been changed; an optimizer that was not in use remembers nothing."""
        trainer, before = self._trainer, self._motion
        if before is not None and before.operations is trainer.operations:
            return before
        self._motion = motion = Motion(trainer, self._place)
        goes_on = trainer.optimizer is self._optimizer
        if before is None or not goes_on:
            rows = np.zeros((1 + len(motion.slots), self._parts.shape[1]))
            rows[0] = self._parts[0]
            if goes_on:
                rows[1:, -1] = [self._before[slot][self._place.numbers] for slot in motion.slots]
            self._parts, self._optimizer = rows, trainer.optimizer
        return motion

    def _value(self) -> float:
        return float(self._trainer.network.params[self._place.name][self._place.numbers])

    def pulls(self, first: int, last: int) -> Pulls:
        """All of it."""
        moved = self._parts[0]
        for array in (moved, self._draws):
            array.setflags(write=False)
        return Pulls(
            self._place, first, last, np.array(self._path), moved[:-1], self._draws, float(moved[-1]))
