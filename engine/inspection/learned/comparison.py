"""What two networks make of the same samples: which are read right, or wrong, anew."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.data.dataset import Dataset, Split
from engine.inspection.learned.answers import Answers, answers_of, network_at
from engine.problem import EngineError, Problem
from engine.training.config import TrainingConfig
from engine.training.course import Course


class OtherDataError(EngineError):
    """A network that has learnt something else cannot be asked about these samples."""


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Two networks, asked about the same samples.

    Parameters
    ----------
    before, after : Answers
        Of the one that is compared with, and of the one that is looked at.
    """

    before: Answers
    after: Answers

    def which(self, was_right: bool, is_right: bool) -> np.ndarray:
        """Which samples the first read so, and the second so, (n,) bool."""
        return (self.before.right == was_right) & (self.after.right == is_right)

    @property
    def table(self) -> np.ndarray:
        """How many samples each is: ``[[both right, wrong anew], [right anew, both wrong]]``."""
        return np.array([[np.count_nonzero(self.which(was, now)) for now in (True, False)] for was in (True, False)])


def answers_at(
    config: TrainingConfig, learnt: Dataset, course: Course, iteration: int | None, dataset: Dataset, split: Split, *,
    cancelled: Callable[[], bool] = lambda: False, progress: Callable[[int, int], None] = lambda done, total: None,
) -> Answers | None:
    """What the network of a run, as it was after an iteration, makes of these samples. None if it was broken off.

    Parameters
    ----------
    config, learnt, course
        The run.
    iteration
        After which; None: the last one that it has come to.
    dataset, split
        What is asked about: a split of this data set.
    cancelled, progress
        As `network_at` has them.

    Raises
    ------
    OtherDataError
        If the samples of the run are of another size, or of other classes.
    NotRecordedError
        If the run has not come so far.
    """
    if (learnt.input_size, learnt.class_names) != (dataset.input_size, dataset.class_names):
        raise OtherDataError(
            "That run has learnt {learnt}, and cannot be asked about {title}: choose a run of the same data set.",
            learnt=Problem(learnt.title), title=Problem(dataset.title))
    after = len(course.losses) - 1 if iteration is None else iteration
    network = network_at(config, learnt, course, after, cancelled=cancelled, progress=progress)
    return None if network is None else answers_of(network, split, cancelled=cancelled)
