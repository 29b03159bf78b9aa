"""Fewer images than there are: a run learns from some of the training set, and keeps some back to validate with.

Which ones depends on the seed and on nothing else that is chosen: the 100 are among the 300, and those among the 1,000.
"""

from dataclasses import replace
from weakref import WeakValueDictionary

import numpy as np

from engine.data.dataset import Dataset
from engine.nn.streams import IMAGES, stream
from engine.training.config import HYPERPARAMETERS, TrainingConfig

_made: WeakValueDictionary[tuple, Dataset] = WeakValueDictionary()  # so that runs of one config share them


def drawn_images(seed: int, train_size: int, learnt: int, validated: int) -> tuple[np.ndarray, np.ndarray]:
    """The training images that are learnt from, and those that are kept back: their numbers, ascending."""
    order = stream(seed, IMAGES).permutation(train_size)
    return np.sort(order[:learnt]), np.sort(order[learnt:learnt + validated])


def counts(config: TrainingConfig, train_size: int) -> tuple[int, int]:
    """How many of so many training images a run learns from, and how many it keeps back."""
    drawn = HYPERPARAMETERS["images"].kind.leaves(config.images, train_size)
    learnt = HYPERPARAMETERS["validation"].kind.leaves(config.validation, drawn)
    return learnt, drawn - learnt


def dataset_of(config: TrainingConfig, dataset: Dataset) -> Dataset:
    """A data set as a run of this config has it: a `part_of` it, unless all training images are learnt from."""
    whole = dataset.whole
    learnt, validated = counts(config, len(whole.train))
    if learnt == len(whole.train):
        return whole
    key = (whole, config.seed, learnt, validated)
    found = _made.get(key)
    if found is None:
        some, others = drawn_images(config.seed, len(whole.train), learnt, validated)
        _made[key] = found = replace(
            whole, train=whole.train.part(some), validation=whole.train.part(others) if validated else None,
            part_of=whole)
    return found
