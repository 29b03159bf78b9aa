"""Back in time: checkpoints of the state, from which any iteration can be reached again exactly.

The minibatch of an iteration depends on nothing but the seed and its number. So it is enough to keep now and then what
has been learnt: from the nearest checkpoint on, the iterations are run again and give the same bits, if each is made
with what it was made with before.
"""

from collections.abc import Callable

import numpy as np

from engine.training.state import State

Arrays = dict[str, np.ndarray]

MAX_BYTES = 64 * 2**20   # for all that is kept
MOST, FEWEST = 512, 4    # states, however small or large the network is
RECENT = 32              # iterations before the one gone to that are kept too: the next step back is often wanted
SHARE_OF_DENSE = 40      # of the checkpoints, one in so many lies in each doubling of the number of the iteration


class Timeline:
    """Checkpoints of one run, never more than fit in a fixed amount of memory.

    They are dense at the beginning, where most happens, and further apart the further on they are, up to a distance
    that doubles each time there is no room for more. So the way to an early iteration stays a short one however far the
    run goes, and the way to a late one is not much longer than it would be from checkpoints evenly spread.

    Parameters
    ----------
    arrays
        What there is before training, by name: parameters, and slots of the optimizer. As all that is offered later
        they are kept, not copied, and set read-only: an update puts a new array in the place of the old one.
    """

    def __init__(self, arrays: Arrays) -> None:
        self._widest = 1  # distance between two checkpoints
        self._next = 1    # the first iteration that may be one of those that are kept, and has not been offered
        self._checkpoints = {0: State(0, arrays)}
        self._recent: dict[int, State] = {}
        self._size = 0    # bytes of the largest state so far
        self._fit(arrays)

    def _fit(self, arrays: Arrays) -> None:
        """Be content with as many states as there is room for where they are as large as this one."""
        size = sum(value.nbytes for value in arrays.values())
        if size <= self._size:
            return
        self._size = size
        states = max(FEWEST, min(MOST, MAX_BYTES // size))
        self._recent_capacity = max(1, min(RECENT, states // 8))  # twice as many are kept
        self._capacity = states - 2 * self._recent_capacity
        self._dense = self._capacity // SHARE_OF_DENSE

    def offer(self, iteration: int, arrays: Callable[[], Arrays]) -> None:
        """Keep what `arrays` gives after `iteration`, if it is one of those that are kept."""
        if iteration < self._next:  # at full speed it nearly always is
            return
        spacing = self._spacing(iteration)
        self._next = iteration // spacing * spacing + spacing
        if iteration % spacing or iteration in self._checkpoints:
            return
        found = arrays()
        self._fit(found)
        while len(self._checkpoints) >= self._capacity:
            self._widest *= 2
            self._checkpoints = {i: kept for i, kept in self._checkpoints.items() if i % self._spacing(i) == 0}
        if iteration % self._spacing(iteration) == 0:
            self._checkpoints[iteration] = State(iteration, found)

    def _spacing(self, iteration: int) -> int:
        """The distance between checkpoints there, a power of two: so a wider one leaves out some, and needs no others.

        A network too large for many checkpoints has them evenly spread.
        """
        if not self._dense:
            return self._widest
        return min(self._widest, 1 << max(iteration // self._dense, 1).bit_length() - 1)

    def offer_on_the_way(self, iteration: int, target: int, arrays: Callable[[], Arrays]) -> None:
        """Keep what `arrays` gives after `iteration` of a replay to `target`, if it is among the last before it."""
        if iteration < target - self._recent_capacity or iteration in self._recent:
            return
        while len(self._recent) >= 2 * self._recent_capacity:
            del self._recent[max(self._recent, key=lambda kept: abs(kept - target))]
        self._recent[iteration] = State(iteration, arrays())

    def nearest(self, iteration: int) -> State:
        """The last checkpoint at or before `iteration`."""
        kept = {**self._checkpoints, **self._recent}
        return kept[max(i for i in kept if i <= iteration)]

    @property
    def checkpoints(self) -> tuple[State, ...]:
        """Those that are spread over the run, oldest first; the first is of before training."""
        return tuple(self._checkpoints[i] for i in sorted(self._checkpoints))

    def forget(self, iteration: int) -> None:
        """Keep nothing of `iteration` and what comes after it: that will be another run."""
        self._checkpoints = {i: kept for i, kept in self._checkpoints.items() if i < iteration}
        self._recent = {i: kept for i, kept in self._recent.items() if i < iteration}
        self._next = 1
