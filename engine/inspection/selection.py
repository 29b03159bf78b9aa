"""Which samples to look at: all, those of one digit, those that the network gets wrong."""

import numpy as np

from engine.data.dataset import Split


def matching(split: Split, *, label: int | None = None, predictions: np.ndarray | None = None) -> np.ndarray:
    """Indices of the samples with this label (any, if None) that are predicted wrong (or not, if None are given).

    Parameters
    ----------
    split
        Where to choose from.
    label
        A class number.
    predictions : (n,) int
        The predicted class number of every sample of `split`; only those that differ from the label are taken.

    Returns
    -------
    (k,) int64
        In ascending order; k may be 0.
    """
    chosen = np.ones(len(split), bool)
    if label is not None:
        chosen &= split.labels == label
    if predictions is not None:
        chosen &= split.labels != predictions
    return np.flatnonzero(chosen)
