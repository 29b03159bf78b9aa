"""An array that grows at its end and is never copied as a whole: a list of chunks of one size."""

from itertools import pairwise

import numpy as np


class Chunks:
    """Values of one type in chunks: where more come, a chunk is added, and nothing is copied to a larger place.

    Parameters
    ----------
    dtype
        Type of a value.
    size
        Values a chunk.
    narrow
        A smaller type, which a full chunk is kept in where that changes no bit of any of its values.

    Attributes
    ----------
    count : int
        How many values there are. A value is there before the count says so: who reads up to the count reads nothing
        half-written.
    """

    def __init__(self, dtype: np.dtype, size: int, narrow: np.dtype | None = None) -> None:
        self.count = 0
        self._dtype = dtype
        self._size = size
        self._narrow = narrow
        self._chunks: list[np.ndarray] = []

    def push(self, value: object) -> None:
        """Put one value at the end."""
        offset = self.count % self._size
        if offset == 0:
            self._start_chunk()
        self._chunks[-1][offset] = value
        self.count += 1
        if offset == self._size - 1:
            self._narrow_if_full()

    def append(self, values: np.ndarray) -> None:
        """Put many values at the end."""
        while len(values):
            offset = self.count % self._size
            if offset == 0:
                self._start_chunk()
            part = values[:self._size - offset]
            self._chunks[-1][offset:offset + len(part)] = part
            self.count += len(part)
            values = values[len(part):]
            self._narrow_if_full()

    def truncate(self, count: int) -> None:
        """Forget all but the first `count` values."""
        self.count = min(self.count, count)
        del self._chunks[-(-self.count // self._size):]
        if self.count % self._size:  # the last one is written to again
            self._chunks[-1] = self._chunks[-1].astype(self._dtype, copy=False)

    def between(self, begin: int, end: int) -> np.ndarray:
        """Values `begin` to `end`; of one chunk a view if it was not narrowed, otherwise a copy."""
        parts = [self._chunks[i][max(begin - i * self._size, 0):end - i * self._size]
                 for i in range(begin // self._size, -(-end // self._size))]
        if len(parts) == 1:
            return parts[0].astype(self._dtype, copy=False)
        return np.concatenate([np.empty(0, self._dtype), *parts])

    def blocks(self, numbers: np.ndarray, width: int) -> np.ndarray:
        """The blocks of `width` values with these ascending numbers, (n, width). What is past the end is anything."""
        found = np.empty((len(numbers), width), self._dtype)
        per_chunk = self._size // width
        chunk_of = numbers // per_chunk
        cuts = np.flatnonzero(np.diff(chunk_of, prepend=-1, append=-1))
        for i, j in pairwise(cuts):
            chunk = self._chunks[chunk_of[i]].reshape(-1, width)
            found[i:j] = chunk[numbers[i:j] - chunk_of[i] * per_chunk]
        return found

    def _start_chunk(self) -> None:
        self._chunks.append(np.empty(self._size, self._dtype))

    def _narrow_if_full(self) -> None:
        if self._narrow is None or self.count % self._size:
            return
        with np.errstate(all="ignore"):  # what is too large for the smaller type becomes infinite, and so is found
            narrowed = self._chunks[-1].astype(self._narrow)
            same = narrowed.astype(self._dtype)
        if np.array_equal(same.view(np.uint8), self._chunks[-1].view(np.uint8)):
            self._chunks[-1] = narrowed
