"""The functions a network is made of, as pure functions: numbers in, numbers out, nothing remembered.

All work along the last axis, so that one sample (C,) and a minibatch (N, C) go through the same lines, and all
take complex numbers too, which the complex-step check of a gradient needs.
"""

import numpy as np


def relu(a: np.ndarray) -> np.ndarray:
    """max(0, a), of the shape of a: lets what is positive through and silences the rest (book, 3.2.7)."""
    return np.maximum(a, 0)


def sigmoid(a: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(−a)), of the shape of a: squeezes every number into (0, 1) (book, 3.2.4)."""
    with np.errstate(over="ignore"):  # exp(−a) = inf for a very negative a is fine: 1/(1 + inf) = 0 is the right limit
        return 1 / (1 + np.exp(-a))


def tanh(a: np.ndarray) -> np.ndarray:
    """The hyperbolic tangent, of the shape of a: squeezes every number into (−1, 1)."""
    return np.tanh(a)


def softmax(a: np.ndarray) -> np.ndarray:
    """exp(a) / Σ exp(a): turns the logits of each sample into probabilities that sum to 1: (N, C) → (N, C) (book, 3.5).

    Subtracting the largest logit first changes nothing in the result, and keeps exp from overflowing.
    """
    e = np.exp(_largest_at_zero(a))                     # (C, N)
    return (e / np.add.reduce(e)).T                     # (N, C)


def cross_entropy(a: np.ndarray, t: np.ndarray) -> np.floating:
    """Cross entropy of softmax(a) against the targets t, mean over the minibatch.

    L = −(1/N) Σ t·log softmax(a), computed from the logits as log Σ exp(a) − Σ t·a. This is exact: the book adds
    1e-7 inside the logarithm to survive log 0, which stops its loss at 16.1 and bends the gradient where a prediction
    is confidently wrong. From the logits nothing can become log 0, so nothing needs to be added.

    Parameters
    ----------
    a : (N, C)
        Logits, what goes into softmax.
    t : (N, C)
        One-hot targets.
    """
    # Softmax does not notice a shift; with the largest logit at 0, no digits are lost to two large numbers' difference.
    a = _largest_at_zero(a)                             # (C, N)
    log_sums = np.log(np.add.reduce(np.exp(a)))         # (N,)
    return (log_sums.sum() - np.vdot(t.T, a)) / log_sums.size   # vdot: the sum of all products t·a


def _largest_at_zero(a: np.ndarray) -> np.ndarray:
    """The logits a, (N, C), less the largest of each sample, as (C, N).

    With a class in each row, largest and sum of a sample come from going through whole rows, N numbers at a time:
    `np.maximum.reduce(a)` is `a.max(axis=0)`, `np.add.reduce(a)` is `a.sum(axis=0)`. Along rows of ten numbers the
    same takes three times as long.
    """
    a = np.ascontiguousarray(a.T)
    return a - np.maximum.reduce(a)
