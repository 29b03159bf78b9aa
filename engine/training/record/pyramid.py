"""Many losses, and what a plot needs of them at a cost that does not grow.

A plot that is 800 pixels wide cannot show a million losses, only the lowest and the highest of those that fall
on each pixel. So beside the losses stands a pyramid: the first level sums up 32 losses in one row (lowest,
highest, sum), the next one 8 of these rows, and so on. Whatever the range, some level has about as many rows
as the plot has pixels, and only these are read.
"""

import math

import numpy as np

from engine.training.record.chunks import Chunks

CHUNK = 1 << 16  # losses a chunk
STEP = 1 << 13  # losses summed up at a time: few enough for the cache, as each takes a whole row meanwhile
LEAF = 32  # losses that one row of the first level sums up
FACTOR = 8  # rows of one level that one row of the next sums up
LEVELS = 7  # the top row sums up 32 · 8^6 = 8.4 million losses; a run has 10 million at most

LARGEST = 1e100  # a loss beyond this is as good as infinite, and the sum of 10^7 smaller ones is still a number

# What is known of a block of losses: its extremes and where they are, and sum and number of those that are finite.
ROW = np.dtype([("lowest", "f8"), ("highest", "f8"), ("lowest_at", "i4"), ("highest_at", "i4"),
                ("total", "f8"), ("finite", "i4")])
_NOTHING = np.array((math.inf, -math.inf, 0, 0, 0.0, 0), ROW)  # a row of no loss, after the last one


class Pyramid:
    """Losses by iteration, and the levels above them. Level 0 is the losses, level k + 1 is `_levels[k]`.

    Every level is brought up to date when it is read, and whenever a chunk of losses is full. So its count says how
    far it has got, which is behind the losses most of the time. After `truncate` no level may have got further than
    the losses: that is all in which the counts must agree.
    """

    def __init__(self) -> None:
        self.count = 0
        self._losses = Chunks(np.dtype("f8"), CHUNK, narrow=np.dtype("f4"))  # a float32 network has float32 losses
        self._levels = [Chunks(ROW, max(CHUNK // LEAF // FACTOR**k, FACTOR)) for k in range(LEVELS)]

    def append(self, loss: float) -> None:
        """Put a loss at the end."""
        self._losses.push(loss)
        self.count += 1
        if self.count % CHUNK == 0:
            self._update()  # so that no reader finds a long run left to do

    def extend(self, losses: np.ndarray) -> None:
        """Put many losses at the end."""
        self._losses.append(losses)
        self.count = self._losses.count
        self._update()

    def truncate(self, count: int) -> None:
        """Forget all but the first `count` losses, and the rows that have summed up a forgotten one."""
        self._losses.truncate(count)
        self.count = self._losses.count
        for k, level in enumerate(self._levels):
            level.truncate(self.count // (LEAF * FACTOR**k))

    def loss(self, iteration: int) -> float:
        """One loss, as it was appended."""
        return float(self.losses(iteration, iteration + 1)[0])

    def losses(self, begin: int, end: int) -> np.ndarray:
        """The losses `begin` to `end`; perhaps a view."""
        return self._losses.between(begin, end)

    def extremes(self, begin: int, end: int) -> tuple[float, float]:
        """Lowest and highest finite loss of `begin` to `end`; the lowest is the higher one if there is none."""
        self._update()
        return self._extremes(0, begin, end)

    def means(self, ends: np.ndarray, window: int) -> np.ndarray:
        """Mean of the finite ones of the `window` losses up to each of `ends` (ascending); NaN where there is none."""
        self._update()
        return self._means(ends, window)

    def outline(self, begin: int, end: int, size: int) -> tuple[np.ndarray, np.ndarray]:
        """Iterations and losses of the buckets `begin` to `end` of `size` iterations.

        Each shows its lowest and its highest loss in the order in which they came, and then a NaN if not all of its
        losses are finite.
        """
        self._update()
        return _outline(self._buckets(begin, end, size), begin, size, self.count)

    def _update(self) -> None:
        """Sum up what has been recorded since the last time, step by step; each loss once in its life."""
        done = self._levels[0].count * LEAF
        while self.count - done >= LEAF:
            step = min(STEP, (self.count - done) // LEAF * LEAF)
            self._levels[0].append(_merge(self._rows(0, done, done + step).reshape(-1, LEAF)))
            done += step
        for lower, upper in zip(self._levels, self._levels[1:], strict=False):
            begin, end = upper.count * FACTOR, lower.count // FACTOR * FACTOR
            if begin == end:
                break
            upper.append(_merge(lower.between(begin, end).reshape(-1, FACTOR)))

    def _rows(self, level: int, begin: int, end: int) -> np.ndarray:
        """The rows `begin` to `end` of a level, the last one perhaps of a block that is not full yet."""
        if level == 0:
            return _rows_of(self._losses.between(begin, min(end, self.count)), begin)
        full = self._levels[level - 1].count
        rows = self._levels[level - 1].between(min(begin, full), min(end, full))
        width = _width(level - 1)
        if end > full and full * LEAF * FACTOR**(level - 1) < self.count:
            rest = self._rows(level - 1, full * width, (full + 1) * width)
            rows = np.concatenate([rows, _merge(rest.reshape(1, -1))])
        return rows

    def _buckets(self, begin: int, end: int, size: int) -> np.ndarray:
        """One row for each bucket `begin` to `end` of `size` iterations, from the highest level that has them."""
        level, block = 0, 1
        while level < LEVELS and block * _width(level) <= size:
            block, level = block * _width(level), level + 1
        ratio = size // block
        rows = self._rows(level, begin * ratio, end * ratio)
        short = (end - begin) * ratio - len(rows)
        if short:
            rows = np.concatenate([rows, np.full(short, _NOTHING)])
        return _merge(rows.reshape(-1, ratio)) if ratio > 1 else rows

    def _extremes(self, level: int, begin: int, end: int) -> tuple[float, float]:
        """Lowest and highest of the rows `begin` to `end`: the ends from this level, the middle from the next."""
        width = _width(level)
        inner, outer = -(-begin // width), end // width
        if inner >= outer or level == LEVELS:
            rows = self._rows(level, begin, end) if begin < end else np.empty(0, ROW)
            return rows["lowest"].min(initial=math.inf), rows["highest"].max(initial=-math.inf)
        parts = (self._extremes(level, begin, inner * width), self._extremes(level + 1, inner, outer),
                 self._extremes(level, outer * width, end))
        return min(low for low, _ in parts), max(high for _, high in parts)

    def _means(self, ends: np.ndarray, window: int) -> np.ndarray:
        """Mean of the `window` losses up to each of `ends` (ascending); NaN where none of them is finite.

        Each window is cut where blocks begin: what is left over at both sides is added up here, the blocks
        between on the next level. Nothing is ever subtracted, as with one running sum over the whole run: there
        one huge loss would swallow the digits of all that come after it.
        """
        begin, end = np.maximum(ends + 1 - window, 0), ends + 1
        total, finite, level = np.zeros(len(ends)), np.zeros(len(ends), np.int64), 0
        while (begin < end).any():
            width = _width(level)
            inner, outer = -(-begin // width), end // width
            head_end = np.minimum(inner * width, end)
            for low, high in ((begin, head_end), (np.maximum(outer * width, head_end), end)):
                some = np.flatnonzero(low < high)
                sums, counts = self._sums(level, low[some], high[some])
                total[some] += sums
                finite[some] += counts
            begin, end, level = inner, outer, level + 1
        return np.divide(total, finite, out=np.full(len(ends), math.nan), where=finite > 0)

    def _sums(self, level: int, low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Sum and number of the finite losses in the rows low[i] to high[i], which lie in one block, for each i."""
        width = _width(level)
        store = self._losses if level == 0 else self._levels[level - 1]
        rows = store.blocks(low // width, width)  # (n, width)
        column = np.arange(width)
        wanted = (column >= (low % width)[:, None]) & (column < (low % width + high - low)[:, None])
        if level == 0:
            wanted &= np.abs(rows) <= LARGEST
            return np.where(wanted, rows, 0).sum(axis=1), wanted.sum(axis=1)
        return np.where(wanted, rows["total"], 0).sum(axis=1), np.where(wanted, rows["finite"], 0).sum(axis=1)


def bucket_size(count: int, points: int) -> int:
    """How many of `count` iterations share one bucket of a curve: 1, or a power of two from 4 on."""
    if count <= 2 * points:
        return 1
    return 1 << (-(-count // max(points, 1)) - 1).bit_length()


def _width(level: int) -> int:
    """How many rows of `level` one row of the next level sums up."""
    return LEAF if level == 0 else FACTOR


def _rows_of(losses: np.ndarray, first: int) -> np.ndarray:
    """Each loss as a row of its own, the first of them of iteration `first`."""
    finite = np.abs(losses) <= LARGEST
    rows = np.empty(len(losses), ROW)
    rows["lowest"] = np.where(finite, losses, math.inf)
    rows["highest"] = np.where(finite, losses, -math.inf)
    rows["lowest_at"] = rows["highest_at"] = np.arange(first, first + len(losses))
    rows["total"] = np.where(finite, losses, 0)
    rows["finite"] = finite
    return rows


def _merge(rows: np.ndarray) -> np.ndarray:
    """Each line of rows, (n, k), summed up in one row, (n,)."""
    n = np.arange(len(rows))
    low, high = rows["lowest"].argmin(axis=1), rows["highest"].argmax(axis=1)
    merged = np.empty(len(rows), ROW)
    merged["lowest"], merged["lowest_at"] = rows["lowest"][n, low], rows["lowest_at"][n, low]
    merged["highest"], merged["highest_at"] = rows["highest"][n, high], rows["highest_at"][n, high]
    merged["total"], merged["finite"] = rows["total"].sum(axis=1), rows["finite"].sum(axis=1)
    return merged


def _outline(buckets: np.ndarray, begin: int, size: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Lowest and highest of each bucket in the order in which they came, then NaN if not all of it was finite."""
    low_first = buckets["lowest_at"] <= buckets["highest_at"]
    at = np.stack([np.minimum(buckets["lowest_at"], buckets["highest_at"]),
                   np.maximum(buckets["lowest_at"], buckets["highest_at"])], axis=1)[:, [0, 1, 1]]
    losses = np.full((len(buckets), 3), math.nan)
    losses[:, 0] = np.where(low_first, buckets["lowest"], buckets["highest"])
    losses[:, 1] = np.where(low_first, buckets["highest"], buckets["lowest"])
    losses[np.isinf(losses)] = math.nan
    held = np.minimum(count - np.arange(begin, begin + len(buckets)) * size, size)  # losses in each bucket
    shown = np.ones(losses.shape, bool)
    shown[:, 1] = at[:, 1] > at[:, 0]
    shown[:, 2] = (buckets["finite"] < held) & (buckets["finite"] > 0) & (size > 1)
    return at[shown].astype(np.int64), losses[shown]
