"""The confusion matrix: which class is read as which, how often, and in which samples."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engine.inspection.learned.answers import NO_ANSWER, Answers


@dataclass(frozen=True, eq=False)
class Confusion:
    """How many samples of each class are read as each class.

    Parameters
    ----------
    counts : (C, C) int64
        ``counts[label, predicted]``.
    unanswered : (C,) int64
        How many of each class are read as nothing, since the probabilities are no numbers.
    """

    counts: np.ndarray
    unanswered: np.ndarray

    @cached_property
    def of_label(self) -> np.ndarray:
        """How many samples each class has, (C,)."""
        return self.counts.sum(axis=1) + self.unanswered

    @cached_property
    def of_predicted(self) -> np.ndarray:
        """How many samples are read as each class, (C,)."""
        return self.counts.sum(axis=0)

    @cached_property
    def shares(self) -> np.ndarray:
        """``counts`` as parts of the samples of each label, (C, C); NaN in the row of a class without samples."""
        return self.counts / np.where(self.of_label == 0, np.nan, self.of_label)[:, np.newaxis]

    @cached_property
    def errors(self) -> np.ndarray:
        """``counts`` without those that are read as what they are, (C, C)."""
        return self.counts * ~np.eye(len(self.counts), dtype=bool)

    @property
    def accuracies(self) -> np.ndarray:
        """The part of each class that is read as what it is, (C,); NaN for a class without samples."""
        return np.diagonal(self.shares)

    @property
    def accuracy(self) -> float:
        """The part of all that is read as what it is."""
        return float(np.trace(self.counts) / self.of_label.sum())

    @property
    def most_confused(self) -> tuple[int, int] | None:
        """Label and predicted class of the error that is made most often; None where there is no error."""
        errors = self.errors
        label, predicted = np.unravel_index(errors.argmax(), errors.shape)
        return (int(label), int(predicted)) if errors[label, predicted] else None


def confusion_of(answers: Answers, class_count: int) -> Confusion:
    """Count what a network makes of the samples of each class."""
    answered = answers.predicted != NO_ANSWER
    pairs = answers.labels[answered] * class_count + answers.predicted[answered]
    counts = np.bincount(pairs, minlength=class_count**2).reshape(class_count, class_count)
    return Confusion(counts, np.bincount(answers.labels[~answered], minlength=class_count))


def surest_first(answers: Answers, which: np.ndarray) -> np.ndarray:
    """The indices of those samples that `which`, (n,) bool, names, the one first of which the network is surest."""
    indices = np.flatnonzero(which)
    return indices[np.argsort(-answers.sureness[indices], kind="stable")]


def read_as(answers: Answers, label: int | None, predicted: int | None) -> np.ndarray:
    """Which samples have this label and are read as this class, (n,) bool; None stands for any."""
    which = np.ones(len(answers), bool)
    if label is not None:
        which &= answers.labels == label
    if predicted is not None:
        which &= answers.predicted == predicted
    return which


def worst_errors(answers: Answers, most: int) -> np.ndarray:
    """The indices of the errors with the largest loss, the largest first; at most so many.

    The loss is −log of the probability of the label, so it is the error of which the network would have sworn that it
    was none. Where there is no answer there is no loss to compare.
    """
    wrong = np.flatnonzero(~answers.right & (answers.predicted != NO_ANSWER))
    losses = answers.losses[wrong]
    if len(wrong) > most:  # only what is shown needs an order
        large = losses >= np.partition(losses, -most)[-most]
        wrong, losses = wrong[large], losses[large]
    return wrong[np.argsort(-losses, kind="stable")][:most]
