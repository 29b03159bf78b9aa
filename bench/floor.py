"""The floor: the large matrix products of an iteration, and nothing else.

Of an iteration of the network D-H1-...-C: for each Affine layer but the last, x·W, xᵀ·da, and x·W again for the loss
after the update; for those between two hidden layers da·Wᵀ besides. For 784-50-10 that leaves x·W1, xᵀ·da1, x·W1.

Each x is gathered from the training set by a fresh draw just before, as an iteration has it, so the processor's caches
hold what they would hold. What is timed is the products alone, written into arrays that are there already: neither the
draw, nor the gathering, nor the memory for the results.
"""

import time
from itertools import pairwise

import numpy as np

from engine.data.dataset import Dataset
from engine.training.config import TrainingConfig
from engine.training.minibatch import Minibatches


class Floor:
    """The products of the iterations of a config, one after the other.

    Parameters
    ----------
    config
        Sizes, minibatch and number type.
    dataset
        Where x comes from.
    """

    def __init__(self, config: TrainingConfig, dataset: Dataset) -> None:
        rng = np.random.default_rng(config.seed)
        sizes = (dataset.input_size, *config.hidden_sizes)
        n = config.batch_size
        self.train_x = np.asarray(dataset.train.x, config.dtype)
        self.minibatches = Minibatches(config.seed, len(dataset.train), n)
        self.iteration = 0
        self.layers = []
        for number, (wide, high) in enumerate(pairwise(sizes)):
            W, z, da, dW, dx, a = (rng.standard_normal(shape).astype(config.dtype) for shape in (
                (wide, high), (n, wide), (n, high), (wide, high), (n, wide), (n, high)))
            self.layers.append((number, W, z, da, dW, dx, a))

    def seconds(self, iterations: int) -> float:
        """How long the products of so many iterations take."""
        total = 0.0
        for _ in range(iterations):
            self.iteration += 1
            x = self.train_x[self.minibatches.indices(self.iteration)]
            start = time.perf_counter()
            self.products(x)
            total += time.perf_counter() - start
        return total

    def products(self, x: np.ndarray) -> None:
        """Those of one iteration."""
        dot = np.dot
        for number, W, z, _da, _dW, _dx, a in self.layers:
            dot(z if number else x, W, out=a)
        for number, W, z, da, dW, dx, _a in reversed(self.layers):
            dot((z if number else x).T, da, out=dW)
            if number:
                dot(da, W.T, out=dx)
        for number, W, z, _da, _dW, _dx, a in self.layers:
            dot(z if number else x, W, out=a)
