"""What a network is handed: samples and labels in any form that programs have them in, as it computes with them."""

import numpy as np


def rows(x: np.ndarray, inputs: int) -> np.ndarray:
    """`x` as (N, D): images (N, 1, 28, 28) are flattened, one sample (D,) is one row.

    Raises
    ------
    ValueError
        If there is no sample, or if one has not so many inputs.
    """
    x = np.asarray(x)
    if x.size == 0 or x.ndim == 0:
        raise ValueError(f"x has shape {x.shape}; one sample or more are needed, of {inputs} numbers each")
    if x.ndim != 2:
        x = x.reshape(1 if x.ndim == 1 else len(x), -1)
    if x.shape[1] != inputs:
        raise ValueError(f"x has {x.shape[1]} numbers a sample; this network takes {inputs}")
    return x


def targets(t: np.ndarray, count: int, classes: int, dtype: np.dtype) -> np.ndarray:
    """`t`, the labels of so many samples, as one-hot rows (N, C)."""
    t = np.asarray(t)
    if _is_one_hot(t, count, classes):
        return t.reshape(count, -1).astype(dtype, copy=False)
    return np.eye(classes, dtype=dtype)[labels(t, count, classes)]


def labels(t: np.ndarray, count: int, classes: int) -> np.ndarray:
    """`t`, the labels of so many samples, as class numbers (N,).

    Raises
    ------
    ValueError
        If it is neither one-hot rows nor class numbers, one for each sample.
    """
    t = np.asarray(t)
    if _is_one_hot(t, count, classes):
        return t.reshape(count, -1).argmax(axis=1)
    if t.size != count:
        raise ValueError(f"t has shape {t.shape}; {count} samples need ({count}, {classes}) or ({count},)")
    if t.dtype.kind not in "iu":
        raise ValueError(f"t holds class numbers of type {t.dtype}; they must be whole numbers")
    if t.min() < 0 or t.max() >= classes:
        raise ValueError(f"t holds class numbers from {t.min()} to {t.max()}; they go from 0 to {classes - 1}")
    return t.reshape(count)


def _is_one_hot(t: np.ndarray, count: int, classes: int) -> bool:
    """Whether `t` has the shape of one-hot rows, or of the single row that belongs to a single sample."""
    return t.shape == (count, classes) or (count == 1 and t.shape == (classes,))
