"""Epochs: how often as many images were drawn as the training set has, also where minibatches change their size."""

from dataclasses import dataclass
from itertools import pairwise
from math import ceil, inf
from typing import TypeVar

import numpy as np

Iterations = TypeVar("Iterations", int, float, np.ndarray)


@dataclass(frozen=True, slots=True)
class Epochs:
    """The epochs of a run.

    Parameters
    ----------
    batch_sizes
        Images in a minibatch, each with the first iteration that has so many; the first is 1.
    train_size
        How many there are.
    """

    batch_sizes: tuple[tuple[int, int], ...]
    train_size: int

    def drawn(self, iterations: Iterations) -> Iterations:
        """Images drawn in so many iterations from the first on."""
        first, *later = self.batch_sizes
        count, before = iterations * first[1], first[1]
        for since, size in later:
            count = count + (iterations >= since) * (iterations - since + 1) * (size - before)
            before = size
        return count

    def after(self, iterations: Iterations) -> Iterations:
        """Whole epochs done after so many iterations: one is over once as many images as there are were drawn."""
        return self.drawn(iterations) // self.train_size

    def passed(self, iterations: int) -> float:
        """Epochs done after so many iterations, parts of one included."""
        return self.drawn(iterations) / self.train_size

    def end_of(self, epochs: float) -> float:
        """After how many iterations so many epochs are done, between two where it is not just after one."""
        wanted = epochs * self.train_size
        for (since, size), (until, _) in pairwise((*self.batch_sizes, (inf, 0))):
            there = since - 1 + (wanted - self.drawn(since - 1)) / size
            if there < until - 1 or until == inf:
                return there
        raise AssertionError

    def iteration(self, epoch: int) -> int:
        """The first iteration after which so many epochs are done."""
        return ceil(self.end_of(epoch))
