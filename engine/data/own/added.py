"""A data set with pictures of one's own among those that are learnt from."""

from dataclasses import replace

import numpy as np

from engine.data.dataset import Dataset, Split
from engine.data.own.kept import Pictures, split_of
from engine.data.pixels import Pixels

TIMES = (1, 10, 100)  # how often each may be among the others, of which there are many


def with_own(dataset: Dataset, pictures: Pictures, times: int) -> Dataset:
    """A data set that is trained on pictures of one's own, too.

    It goes by a name of its own: it is not what the files of that name hold.

    Parameters
    ----------
    dataset
        The data set; as it is returned where none of the pictures fits it.
    pictures
        They come after the training images.
    times
        How often each.
    """
    own, _ = split_of(pictures, dataset)
    if own is None:
        return dataset
    whole = dataset.whole
    train, labels = whole.train, np.concatenate((whole.train.labels, np.tile(own.labels, times)))
    return replace(whole, name=f"{whole.name}+own", train=Split(_joined(train.x, np.tile(own.x, (times, 1))), labels))


def _joined(x: np.ndarray | Pixels, more: np.ndarray) -> np.ndarray | Pixels:
    """Pixels are kept in the levels that their data set has: what is added is rounded to these."""
    if isinstance(x, Pixels):
        levels = np.round(more * x.brightest).astype(x.levels.dtype)
        return Pixels(np.concatenate((x.levels, levels)), x.brightest)
    return np.concatenate((x, more.astype(x.dtype)))
