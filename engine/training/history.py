"""The record of a run: every loss, bit for bit, and what a plot needs of them at a cost that does not grow.

A plot that is 800 pixels wide cannot show a million losses, only the lowest and the highest of those that fall
on each pixel. So beside the losses stands a pyramid: the first level sums up 32 losses in one row (lowest,
highest, sum), the next one 8 of these rows, and so on. Whatever the range, some level has about as many rows
as the plot has pixels, and only these are read.
"""

import math
from bisect import bisect_right
from dataclasses import dataclass
from threading import Lock

import numpy as np

CHUNK_BITS = 16
CHUNK = 1 << CHUNK_BITS  # losses a chunk: a record grows chunk by chunk and is never copied to a larger place
LEAF = 32  # losses that one row of the first level sums up
FACTOR = 8  # rows of one level that one row of the next sums up
LEVELS = 7  # the top row sums up 32 · 8^6 = 8.4 million losses; a run has 10 million at most

LARGEST = 1e100  # a loss beyond this is as good as infinite, and the sum of 10^7 smaller ones is still a number

ROW = np.dtype([("lowest", "f8"), ("highest", "f8"), ("lowest_at", "i4"), ("highest_at", "i4"),
                ("total", "f8"), ("finite", "i4")])


@dataclass(frozen=True, slots=True)
class AccuracyPoint:
    """Both accuracies of the network as it stood after `iteration` updates, at the end of `epoch`."""

    epoch: int
    iteration: int
    train: float
    test: float

    @property
    def gap(self) -> float:
        """How much better it does on what it learnt from than on what it never saw: a sign of overfitting."""
        return self.train - self.test


class History:
    """The losses and accuracies of one run, written by one thread while others read.

    Iteration 0 holds the loss before training, iteration i the loss after update i on its own minibatch;
    epoch 0 holds the accuracies before training. A loss that is NaN, infinite or beyond `LARGEST` is kept as
    it is; in everything that is computed here from the losses it counts as a gap.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._losses = _Chunks(np.dtype("f8"), CHUNK)
        self._open = None  # the chunk that the next loss goes into
        self._count = 0
        self._version = 0
        self._accuracies: tuple[AccuracyPoint, ...] = ()
        self._levels = [_Chunks(ROW, max(CHUNK // LEAF // FACTOR**k, FACTOR)) for k in range(LEVELS)]

    # -- written by the training thread

    def record_loss(self, iteration: int, loss: float) -> None:
        """Append the loss of `iteration`, or meet it again after going back.

        Raises
        ------
        ValueError
            If losses before it are missing, or another loss stands there: `truncate` first, where a run goes
            back and then another way.
        """
        with self._lock:
            if iteration != self._count:
                self._check_again(iteration, loss)
                return
            offset = iteration & (CHUNK - 1)
            if offset == 0:
                self._start_chunk()
            self._open[offset] = loss
            self._count = iteration + 1
            self._version += 1

    def record_accuracy(self, epoch: int, iteration: int, train_acc: float, test_acc: float) -> None:
        """Append the accuracies of `epoch`, or meet them again; the rules of `record_loss`, by epoch."""
        point = AccuracyPoint(epoch, iteration, float(train_acc), float(test_acc))
        with self._lock:
            if epoch == len(self._accuracies):
                self._accuracies += (point,)
                self._version += 1
            elif not 0 <= epoch < len(self._accuracies):
                raise ValueError(f"accuracies of epoch {epoch}, where epoch {len(self._accuracies)} comes next")
            elif point != self._accuracies[epoch]:
                raise ValueError(f"epoch {epoch} has other accuracies: {self._accuracies[epoch]}, not {point}")

    def truncate(self, iteration: int) -> None:
        """Forget what came after `iteration`: it is not the future of this run any more."""
        with self._lock:
            keep = max(iteration + 1, 0)
            accuracies = tuple(point for point in self._accuracies if point.iteration <= iteration)
            if keep >= self._count and len(accuracies) == len(self._accuracies):
                return
            self._accuracies = accuracies
            self._losses.count = self._count
            self._count = min(keep, self._count)
            self._version += 1
            self._losses.truncate(self._count)
            self._open = self._losses.chunks[-1] if self._losses.chunks else None
            for k, level in enumerate(self._levels):
                level.truncate(self._count // (LEAF * FACTOR**k))

    def _check_again(self, iteration: int, loss: float) -> None:
        if not 0 <= iteration < self._count:
            raise ValueError(f"loss of iteration {iteration}, where iteration {self._count} comes next")
        recorded = float(self._losses.between(iteration, iteration + 1)[0])
        if recorded != loss and not (math.isnan(recorded) and math.isnan(loss)):
            raise ValueError(f"iteration {iteration} has another loss: {recorded!r}, not {loss!r}")

    def _start_chunk(self) -> None:
        """A new chunk; the full one goes into the pyramid now, so that no reader finds a long run left to do."""
        self._update_levels()
        self._open = self._losses.start_chunk()

    # -- read by any thread

    @property
    def count(self) -> int:
        """How many losses there are: one more than the last iteration, and 0 before the first."""
        return self._count

    @property
    def version(self) -> int:
        """A number that grows with every change: the same number, the same history."""
        return self._version

    def loss(self, iteration: int) -> float:
        """The loss of one iteration, as it was recorded. Raises an IndexError if there is none."""
        with self._lock:
            if not 0 <= iteration < self._count:
                raise IndexError(f"no loss of iteration {iteration}: there are {self._count}")
            return float(self._losses.between(iteration, iteration + 1)[0])

    def losses(self) -> np.ndarray:
        """All losses, by iteration: a copy, (count,) float64."""
        with self._lock:
            return self._losses.between(0, self._count).copy()

    def accuracies(self) -> tuple[AccuracyPoint, ...]:
        """The accuracies, by epoch."""
        return self._accuracies

    def accuracy_at(self, iteration: int) -> AccuracyPoint | None:
        """The last accuracies measured up to `iteration`; None if there are none yet."""
        points = self._accuracies
        place = bisect_right(points, iteration, key=lambda point: point.iteration)
        return points[place - 1] if place else None

    def loss_range(self, first: int, last: int) -> tuple[float, float] | None:
        """Lowest and highest finite loss of the iterations `first` to `last`, or None if there is none."""
        with self._lock:
            self._update_levels()
            lowest, highest = self._extremes(0, max(first, 0), min(last + 1, self._count))
        return (lowest, highest) if lowest <= highest else None

    def mean_loss(self, window: int, iteration: int | None = None) -> float | None:
        """Mean of the finite ones of the last `window` losses up to `iteration` (the newest where none is given).

        None if there is no finite one.
        """
        with self._lock:
            self._update_levels()
            end = self._count - 1 if iteration is None else min(iteration, self._count - 1)
            mean = self._means(np.array([end]), window)[0] if end >= 0 else math.nan
        return None if math.isnan(mean) else float(mean)

    def curve(self, first: int, last: int, points: int, smoothing: int = 1) -> tuple[np.ndarray, np.ndarray]:
        """The line to draw for the iterations `first` to `last`.

        Up to 2 · `points` losses are given one by one. More of them are gathered in at most `points` + 1 buckets
        of a power of two of iterations, and each bucket shows its lowest and its highest loss in the order in
        which they came. Buckets begin at multiples of their size, so that a curve that grows does not flicker;
        the outermost may reach beyond `first` and `last`.

        Parameters
        ----------
        first, last
            The iterations to show, both included. What has not happened yet is left out.
        points
            How many different places there are to draw at: the width in pixels.
        smoothing
            More than 1: the mean of the last so many losses, at the end of each bucket.

        Returns
        -------
        iterations : (n,) int64
            In order; n ≤ 4 · `points` where `points` ≥ 3.
        losses : (n,) float64
            NaN, which a plot draws as a gap, where losses are not finite.
        """
        with self._lock:
            first, stop = max(first, 0), min(last + 1, self._count)
            if first >= stop:
                return np.empty(0, np.int64), np.empty(0)
            self._update_levels()
            size = bucket_size(stop - first, points)
            begin, end = first // size, -(-stop // size)
            if smoothing > 1:
                ends = np.minimum((np.arange(begin, end) + 1) * size, stop) - 1
                return ends, self._means(ends, smoothing)
            return _outline(self._buckets(begin, end, size), begin, size, self._count)

    # -- the pyramid. Level 0 is the losses, level k + 1 is self._levels[k]

    def _update_levels(self) -> None:
        """Sum up what has been recorded since the last time, chunk by chunk; each loss once in its life."""
        done = self._levels[0].count * LEAF
        while self._count - done >= LEAF:
            step = min(CHUNK, (self._count - done) // LEAF * LEAF)
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
            return _rows_of(self._losses.between(begin, min(end, self._count)), begin)
        full = self._levels[level - 1].count
        rows = self._levels[level - 1].between(min(begin, full), min(end, full))
        width = _width(level - 1)
        if end > full and full * LEAF * FACTOR**(level - 1) < self._count:
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


@dataclass(frozen=True, slots=True, eq=False)
class KeptRun:
    """A finished run, kept to be compared with the next ones. Nothing writes to its history any more."""

    name: str
    history: History


def bucket_size(count: int, points: int) -> int:
    """How many of `count` iterations share one bucket of a curve: 1, or a power of two from 4 on."""
    if count <= 2 * points:
        return 1
    return 1 << (-(-count // max(points, 1)) - 1).bit_length()


class _Chunks:
    """An array that grows at its end and never moves: a list of chunks of one size."""

    def __init__(self, dtype: np.dtype, size: int) -> None:
        self.dtype, self.size = dtype, size
        self.chunks: list[np.ndarray] = []
        self.count = 0

    def start_chunk(self) -> np.ndarray:
        self.chunks.append(np.empty(self.size, self.dtype))
        return self.chunks[-1]

    def append(self, values: np.ndarray) -> None:
        while len(values):
            offset = self.count % self.size
            chunk = self.chunks[-1] if offset else self.start_chunk()
            part = values[:self.size - offset]
            chunk[offset:offset + len(part)] = part
            self.count += len(part)
            values = values[len(part):]

    def truncate(self, count: int) -> None:
        self.count = min(self.count, count)
        del self.chunks[-(-self.count // self.size):]

    def between(self, begin: int, end: int) -> np.ndarray:
        """Values `begin` to `end`; of one chunk a view, of several a copy."""
        parts = [self.chunks[i][max(begin - i * self.size, 0):end - i * self.size]
                 for i in range(begin // self.size, -(-end // self.size))]
        return parts[0] if len(parts) == 1 else np.concatenate([np.empty(0, self.dtype), *parts])

    def blocks(self, numbers: np.ndarray, width: int) -> np.ndarray:
        """The blocks of `width` values with these ascending numbers, (n, width). What is past the end is anything."""
        found = np.empty((len(numbers), width), self.dtype)
        per_chunk = self.size // width
        chunk_of = numbers // per_chunk
        cuts = np.flatnonzero(np.diff(chunk_of, prepend=-1, append=-1))
        for i, j in zip(cuts, cuts[1:], strict=False):
            chunk = self.chunks[chunk_of[i]].reshape(-1, width)
            found[i:j] = chunk[numbers[i:j] - chunk_of[i] * per_chunk]
        return found


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


_NOTHING = np.array((math.inf, -math.inf, 0, 0, 0.0, 0), ROW)  # a row of no loss, after the last one
