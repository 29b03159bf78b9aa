"""The state of a run: the numbers that decide how it goes on."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """What a run has learnt after some iterations, and how much of the next one it has done since.

    All that the iteration in progress has computed follows from it: run those operations again, and it is there.

    Parameters
    ----------
    iteration
        Whole iterations done when the arrays were as they are.
    arrays
        The parameters and the slots of the optimizer, by name. Not copied but set read-only: an update puts a new array
        in the place of the old one.
    position
        Operations done since. Between two iterations it is all of those of the last one, if that is there to be seen.
    """

    iteration: int
    arrays: Mapping[str, np.ndarray]
    position: int = 0

    def __post_init__(self) -> None:
        for array in self.arrays.values():
            array.setflags(write=False)
