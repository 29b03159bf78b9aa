"""What a network makes of every sample of a data set."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.data.dataset import Dataset, Split
from engine.nn import functions
from engine.nn.network import Network
from engine.problem import EngineError
from engine.training.config import TrainingConfig
from engine.training.course import Course
from engine.training.trainer import Trainer

NO_ANSWER = -1  # as a predicted class, where the probabilities are no numbers


class NotRecordedError(EngineError):
    """A run has no such iteration to go to."""


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """What a network makes of n samples.

    Parameters
    ----------
    labels : (n,) int64
        Their class numbers.
    log_y : (n, C)
        The logarithms of the probabilities, exact also where a probability is as good as 0.
    predicted : (n,) int64
        The class with the largest probability; `NO_ANSWER` where these are no numbers, as after a divergence.
    """

    labels: np.ndarray
    log_y: np.ndarray
    predicted: np.ndarray

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def sureness(self) -> np.ndarray:
        """The probability of the predicted class, (n,); 0 where there is no answer."""
        return np.where(self.predicted == NO_ANSWER, 0, np.exp(self._picked(self.predicted)))

    @property
    def of_label(self) -> np.ndarray:
        """The probability of the label, (n,)."""
        return np.exp(self._picked(self.labels))

    @property
    def losses(self) -> np.ndarray:
        """The cross entropy of each sample, (n,): −log of the probability of its label."""
        return -self._picked(self.labels)

    @property
    def loss(self) -> float:
        """Their mean, added up in float64."""
        return float(self.losses.mean(dtype=np.float64))

    @property
    def right(self) -> np.ndarray:
        """Which of them are read as what they are, (n,) bool."""
        return self.predicted == self.labels

    @property
    def accuracy(self) -> float:
        """The share of them, 0 to 1."""
        return float(self.right.mean())

    def _picked(self, classes: np.ndarray) -> np.ndarray:
        return self.log_y[np.arange(len(classes)), classes]


@np.errstate(over="ignore", invalid="ignore", divide="ignore")  # one may ask a network that has diverged, too
def answers_of(
    network: Network, split: Split, *, cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Answers | None:
    """Ask a network about every sample of a split, some at a time. None if it was broken off.

    Parameters
    ----------
    network, split
        What is asked, and about what.
    cancelled
        Asked after each part whether to break off.
    progress
        Told how many samples are done, of how many.
    """
    network, found = network.in_evaluation, []
    for first in range(0, len(split), network.chunk):
        if cancelled():
            return None
        found.append(functions.log_softmax(network.predict(split.x[first:first + network.chunk])))
        progress(min(first + network.chunk, len(split)), len(split))
    log_y = np.concatenate(found)
    predicted = np.where(np.isnan(log_y).any(axis=1), NO_ANSWER, log_y.argmax(axis=1))
    for array in (log_y, predicted):
        array.setflags(write=False)
    return Answers(split.labels, log_y, predicted)


def network_at(
    config: TrainingConfig, dataset: Dataset, course: Course, iteration: int, *,
    cancelled: Callable[[], bool] = lambda: False, progress: Callable[[int, int], None] = lambda done, total: None,
) -> Network | None:
    """The network as it was after an iteration of a run, to the last bit. None if the way there was broken off.

    Parameters
    ----------
    config, dataset, course
        The run.
    iteration
        Which; it must have been recorded.
    cancelled, progress
        As `Trainer.go_to` has them.

    Raises
    ------
    NotRecordedError
        If the run has not come so far.
    """
    check_recorded(course, iteration)
    trainer = Trainer(config, dataset)
    trainer.resume(course)
    if not trainer.go_to(iteration, cancelled=cancelled, progress=progress):
        return None
    return trainer.network


def check_recorded(course: Course, iteration: int) -> None:
    """Raise a `NotRecordedError` if a run has not come as far as this iteration."""
    if not 0 <= iteration < len(course.losses):
        raise NotRecordedError(
            "Iteration {iteration:,} has not been run: this run has come to {last:,}. Choose one up to there.",
            iteration=iteration, last=len(course.losses) - 1)
