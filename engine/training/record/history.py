"""The record of a run: every loss, bit for bit, and the accuracies of every epoch."""

import math
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock

import numpy as np

from engine.training.record.pyramid import Pyramid, bucket_size

SMOOTHED = 60  # losses in the mean that is told as the loss of a moment: that of a single minibatch jumps about


@dataclass(frozen=True, slots=True)
class AccuracyPoint:
    """The accuracies of the network as it stood after `iteration` updates, at the end of `epoch`.

    That on the images kept back for validation is None where none are.
    """

    epoch: int
    iteration: int
    train: float
    test: float
    validation: float | None = None

    @property
    def gap(self) -> float:
        """How much better it does on what it learnt from than on what it never saw: a sign of overfitting."""
        return self.train - self.test


class History:
    """The losses and accuracies of one run, written by one thread while others read.

    Iteration 0 holds the loss before training, iteration i the loss after update i on its own minibatch;
    epoch 0 holds the accuracies before training. A loss that is NaN, infinite or beyond `pyramid.LARGEST` is kept
    as it is; in everything that is computed here from the losses it counts as a gap.

    Parameters
    ----------
    epochs_between
        At the end of every how many epochs there are accuracies.
    """

    def __init__(self, epochs_between: int = 1) -> None:
        self._epochs_between = epochs_between
        self._lock = Lock()
        self._losses = Pyramid()
        self._accuracies: tuple[AccuracyPoint, ...] = ()
        self._version = 0
        self._left: tuple[tuple[int, int], ...] = ()  # each time it was cut: the version then, the last iteration kept
        self._compares = True

    @classmethod
    def of(cls, losses: np.ndarray, accuracies: Iterable[AccuracyPoint], epochs_between: int = 1) -> "History":
        """One that was recorded earlier, perhaps by another kind of processor, where the last digits are others.

        What is met again in it is not compared: it stays as it was recorded.
        """
        history = cls(epochs_between)
        history._losses.extend(losses)
        history._accuracies = tuple(accuracies)
        history._compares = False
        return history

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
            if iteration == self._losses.count:
                self._losses.append(loss)
                self._version += 1
            else:
                self._check_again(iteration, loss)

    def record_accuracy(
        self, epoch: int, iteration: int, train_acc: float, test_acc: float, validation_acc: float | None = None,
    ) -> None:
        """Append the accuracies of `epoch`, or meet them again; the rules of `record_loss`, by epoch."""
        point = AccuracyPoint(epoch, iteration, float(train_acc), float(test_acc),
                              None if validation_acc is None else float(validation_acc))
        with self._lock:
            following = len(self._accuracies) * self._epochs_between
            place = epoch // self._epochs_between
            if epoch == following:
                self._accuracies += (point,)
                self._version += 1
            elif not 0 <= epoch < following or epoch % self._epochs_between:
                raise ValueError(f"accuracies of epoch {epoch}, where epoch {following} comes next")
            elif self._compares and point != self._accuracies[place]:
                raise ValueError(f"epoch {epoch} has other accuracies: {self._accuracies[place]}, not {point}")

    def truncate(self, iteration: int) -> None:
        """Forget what came after `iteration`: it is not the future of this run any more."""
        with self._lock:
            keep = max(iteration + 1, 0)
            accuracies = tuple(point for point in self._accuracies if point.iteration <= iteration)
            if keep >= self._losses.count and len(accuracies) == len(self._accuracies):
                return
            self._accuracies = accuracies
            self._losses.truncate(keep)
            self._cut(keep - 1)

    def begin_anew(self, loss: float) -> None:
        """Forget all but the accuracies before training; `loss` is the one before training, of another minibatch."""
        with self._lock:
            self._accuracies = self._accuracies[:1]
            self._losses.truncate(0)
            self._losses.append(loss)
            self._cut(-1)

    def _cut(self, last: int) -> None:
        self._version += 1
        self._left += ((self._version, last),)

    def _check_again(self, iteration: int, loss: float) -> None:
        if not 0 <= iteration < self._losses.count:
            raise ValueError(f"loss of iteration {iteration}, where iteration {self._losses.count} comes next")
        recorded = self._losses.loss(iteration)
        if self._compares and recorded != loss and not (math.isnan(recorded) and math.isnan(loss)):
            raise ValueError(f"iteration {iteration} has another loss: {recorded!r}, not {loss!r}")

    # -- read by any thread

    @property
    def count(self) -> int:
        """How many losses there are: one more than the last iteration, and 0 before the first."""
        return self._losses.count

    @property
    def version(self) -> int:
        """A number that grows with every change: the same number, the same history."""
        return self._version

    def holds(self, version: int, iteration: int) -> bool:
        """Whether all that it had at that version up to `iteration` is there still: it went no other way before."""
        return all(last >= iteration for cut, last in self._left if cut > version)

    def loss(self, iteration: int) -> float:
        """The loss of one iteration, as it was recorded. Raises an IndexError if there is none."""
        with self._lock:
            if not 0 <= iteration < self._losses.count:
                raise IndexError(f"no loss of iteration {iteration}: there are {self._losses.count}")
            return self._losses.loss(iteration)

    def loss_or_none(self, iteration: int) -> float | None:
        """The same, or None if there is none, or none any more: another thread may just have gone another way."""
        with self._lock:
            return self._losses.loss(iteration) if 0 <= iteration < self._losses.count else None

    def losses(self) -> np.ndarray:
        """All losses, by iteration: a copy, (count,) float64."""
        with self._lock:
            return self._losses.losses(0, self._losses.count).copy()

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
            lowest, highest = self._losses.extremes(max(first, 0), min(last + 1, self._losses.count))
        return (lowest, highest) if lowest <= highest else None

    def mean_loss(self, window: int, iteration: int | None = None) -> float | None:
        """Mean of the finite ones of the last `window` losses up to `iteration` (the newest where none is given).

        None if there is no finite one.
        """
        with self._lock:
            newest = self._losses.count - 1
            end = newest if iteration is None else min(iteration, newest)
            mean = self._losses.means(np.array([end]), window)[0] if end >= 0 else math.nan
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
            first, stop = max(first, 0), min(last + 1, self._losses.count)
            if first >= stop:
                return np.empty(0, np.int64), np.empty(0)
            size = bucket_size(stop - first, points)
            begin, end = first // size, -(-stop // size)
            if smoothing > 1:
                ends = np.minimum((np.arange(begin, end) + 1) * size, stop) - 1
                return ends, self._losses.means(ends, smoothing)
            return self._losses.outline(begin, end, size)
