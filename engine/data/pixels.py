"""Images kept in a byte a pixel, as their files have them, and handed out as the numbers that a network takes."""

from functools import lru_cache

import numpy as np

FARTHEST = 100  # multiples of a level that are tried


class Pixels:
    """Many images: in memory from 0 to `brightest`, to whoever looks at them float32 from 0 to 1.

    A byte is a quarter of a float32. So the images take a quarter of the memory, and to gather a minibatch from all
    over them takes less time, even with the scaling: memory is slower than the processor.

    It is read like an array (n, D): ``x[7]``, ``x[10:20]``, ``x.take(indices, axis=0)``, ``np.asarray(x)`` for all of
    it. What it gives is always a new array.

    Parameters
    ----------
    levels : (n, D) uint8
        One image a row. Set read-only.
    brightest
        The level that is 1.
    """

    dtype = np.dtype(np.float32)
    ndim = 2

    def __init__(self, levels: np.ndarray, brightest: int) -> None:
        levels.setflags(write=False)
        self.levels = levels
        self.brightest = brightest
        self.shape = levels.shape

    def __len__(self) -> int:
        return len(self.levels)

    def __getitem__(self, which: int | slice | np.ndarray | tuple) -> np.ndarray:
        return scaled(self.levels[which], self.brightest)

    def take(self, indices: np.ndarray, axis: int) -> np.ndarray:
        """As of an array; for many images faster than ``x[indices]``."""
        return scaled(self.levels.take(indices, axis=axis), self.brightest)

    def part(self, indices: np.ndarray) -> "Pixels":
        """These images, a byte a pixel as before."""
        return Pixels(self.levels[indices], self.brightest)

    def __array__(self, dtype: np.dtype | None = None, copy: bool | None = None) -> np.ndarray:
        return self[:].astype(dtype or self.dtype, copy=False)


def scaled(levels: np.ndarray, brightest: int) -> np.ndarray:
    """Levels as float32 from 0 to 1, bit for bit those of the book's `load_mnist`: rounded once, by the division."""
    x, factors = levels.astype(np.float32), _factors(brightest)
    for factor in factors:
        x *= factor
    return x if factors else x / np.float32(brightest)


@lru_cache
def _factors(brightest: int) -> tuple[np.float32, ...]:
    """What to multiply levels with, one after the other, to get the bits of a division by `brightest`; if any will do.

    It takes less time than the division, even twice. Times 1/255 alone is off in the last place for 126 of the 256
    levels. But 3·level is a whole number, nothing is rounded there, and times 1/765 all levels come out right.
    """
    levels = np.arange(brightest + 1, dtype=np.float32)
    right = levels / np.float32(brightest)
    for times in map(np.float32, range(1, FARTHEST)):
        factors = (times, np.float32(1 / (float(times) * brightest)))
        if np.array_equal(levels * factors[0] * factors[1], right):
            return factors[int(times == 1):]
    return ()
