"""The functions a network is made of, as pure functions: numbers in, numbers out, nothing remembered.

All work along the last axis, so that one sample (C,) and a minibatch (N, C) go through the same lines, and all
take complex numbers too, which the complex-step check of a gradient needs.
"""

from functools import lru_cache

import numpy as np

SMALL_LOSS = 1e-3  # of which float32's log y, off by up to 6e-8 where y is near 1, leaves fewer than four digits


def relu(a: np.ndarray) -> np.ndarray:
    """max(0, a), of the shape of a: lets what is positive through and silences the rest (book, 3.2.7).

    Against an array of zeros, which the result is written into, it takes little more than half as long as against 0.
    """
    out = np.zeros(a.shape, a.dtype)
    return np.maximum(a, out, out=out)


def sigmoid(a: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(−a)), of the shape of a: squeezes every number into (0, 1) (book, 3.2.4)."""
    with np.errstate(over="ignore"):  # exp(−a) = inf for a very negative a is fine: 1/(1 + inf) = 0 is the right limit
        return 1 / (1 + np.exp(-a))


def tanh(a: np.ndarray) -> np.ndarray:
    """The hyperbolic tangent, of the shape of a: squeezes every number into (−1, 1)."""
    return np.tanh(a)


def softmax(a: np.ndarray) -> np.ndarray:
    """exp(a) / Σ exp(a): turns the logits of each sample into probabilities that sum to 1: (N, C) → (N, C) (book, 3.5).

    Computed as exp(log softmax(a)), so that probability and loss come from the same number.
    """
    return np.exp(log_softmax(a))


def log_softmax(a: np.ndarray) -> np.ndarray:
    """log y = a − log Σ exp(a), the logarithm of each probability y of the softmax: (N, C) → (N, C).

    Subtracting the largest logit first changes nothing in the result, and keeps exp from overflowing (book, 3.5.2).

    With a class in each row, largest and sum of a sample come from going through whole rows, N numbers at a time.
    Along rows of ten numbers the same takes three times as long.
    """
    a = np.ascontiguousarray(a.T)                       # (C, N)
    a = a - np.maximum.reduce(a)                        # a.max(axis=0): the largest of each sample is 0 now
    a -= np.log(np.add.reduce(np.exp(a)))               # a.sum(axis=0)
    return a.T                                          # (N, C)


def cross_entropy(log_y: np.ndarray, t: np.ndarray) -> np.floating:
    """L = −(1/N) Σ t·log y: the cross entropy of y against the targets t, mean over the minibatch (book, 4.2).

    It takes log y, not y. This is exact: the book computes log(y + 1e-7), so as to survive log 0, which stops its loss
    at 16.1 and falsifies the gradient where a prediction is confidently wrong. From the logits nothing can become
    log 0, so nothing needs to be added.

    Parameters
    ----------
    log_y : (N, C)
        `log_softmax` of the logits.
    t : (N, C)
        One-hot targets.
    """
    count = t.size // t.shape[-1]
    # vdot: the sum of all products t·log y. Taken from 0, not negated: where nothing is lost, L is 0, not −0.
    total = 0 - np.vdot(t.T, log_y.T)
    # Where each y of a right class is near 1, log y has lost its digits: better known is what the other classes have.
    if total < 0.5 and total < SMALL_LOSS * count:
        total = 0 - np.log1p(-_others(log_y, t)).sum()
    return total / count


def losses(log_y: np.ndarray, t: np.ndarray) -> np.ndarray:
    """The cross entropy of each sample, −Σ t·log y, of which `cross_entropy` is the mean: (N, C) → (N,).

    Where y of the right class is near 1, its logarithm has lost its digits: in float32 log y is off by up to 6e-8
    there. How far y falls short of 1 is known better, for it is what the other classes have: log y = log(1 − Σ others).

    Parameters
    ----------
    log_y, t : (N, C)
        As in `cross_entropy`.
    """
    others = np.minimum(_others(log_y, t), 0.5)
    return 0 - np.where(others < 0.5, np.log1p(-others), (t * log_y).sum(axis=-1))


def _others(log_y: np.ndarray, t: np.ndarray) -> np.ndarray:
    """What each sample gives to all classes but the right one: (N, C) → (N,)."""
    return np.add.reduce(np.exp(log_y) * (1 - t), axis=-1)


def sum_of_rows(a: np.ndarray) -> np.ndarray:
    """a.sum(axis=0), all rows added up: (N, H) → (H,).

    Written as a row of N ones times a, which takes half as long.
    """
    return np.dot(_ones(len(a), a.dtype), a)


def only_where(mask: np.ndarray, a: np.ndarray) -> np.ndarray:
    """np.where(mask, a, 0): a where `mask` says so, and 0 elsewhere, of the shape of a.

    Written as the bits of each number times 1 or 0, which takes half as long. ``a * mask`` is as quick, but makes NaN
    of a number that is infinite, where it should be 0.
    """
    whole = f"u{a.itemsize}"  # the bits of a number, taken for those of a whole number
    bits = mask.astype(whole)
    bits *= a.view(whole)
    return bits.view(a.dtype)


@lru_cache(maxsize=8)
def _ones(count: int, dtype: np.dtype) -> np.ndarray:
    ones = np.ones(count, dtype)
    ones.setflags(write=False)
    return ones
