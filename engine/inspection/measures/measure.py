"""What a measure is: a few numbers about a network in training, after an iteration."""

from collections.abc import Hashable

import numpy as np

from engine.nn.network import Network
from engine.training.trainer import Trainer

MOST = 2**14  # iterations of a run at which one is taken; of a longer run every second, fourth, ...


class Measure:
    """A few numbers about the network of a trainer, as it stands between two iterations.

    What is computed within an iteration, as gradients are, is that of the last one; before the first it is NaN.

    Parameters
    ----------
    trainer
        Whose network it is; it may go anywhere between two measurements.

    Attributes
    ----------
    title, reads
        What it is called, and a sentence on how it is read.
    scale
        What its numbers are, in a word or two.
    is_share
        Whether they go from 0 to 1.
    logarithmic
        Whether its numbers differ by factors.
    most
        At how many iterations of a run it is taken, at most.
    rows : tuple of str
        What its numbers are of, in the notation table.
    panes : tuple of int
        How many of them, one after the other, are of one scale and drawn together.
    """

    title: str
    reads: str
    scale: str
    logarithmic = is_share = False
    most = MOST

    def __init__(self, trainer: Trainer) -> None:
        self.trainer = trainer
        self.rows: tuple[str, ...] = self.found_rows()

    @property
    def panes(self) -> tuple[int, ...]:
        return (len(self.rows),)

    @property
    def width(self) -> int:
        """How many numbers it gives."""
        return len(self.rows)

    @property
    def kind(self) -> Hashable:
        """What is the same of two measures whose numbers can stand in one record."""
        return type(self), self.rows

    def found_rows(self) -> tuple[str, ...]:
        """What its numbers will be of."""
        raise NotImplementedError

    def numbers(self) -> list[float] | np.ndarray:
        """The numbers now."""
        raise NotImplementedError


def by_layer(network: Network) -> dict[int, list[str]]:
    """The names of the parameters of each layer that has some: ``{1: ["W1", "b1"], ...}``."""
    found: dict[int, list[str]] = {}
    for name in network.params:
        found.setdefault(network.variables[name].layer, []).append(name)
    return found


def length(*arrays: np.ndarray) -> float:
    """The length of the vector of all their numbers, √(Σ v²), summed in float64: squares of small ones are not lost."""
    return float(np.sqrt(sum(np.vdot(wide, wide) for wide in (array.astype(np.float64) for array in arrays))))
