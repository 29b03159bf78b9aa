"""What iterations are run with: the operations and the optimizer of each config that a run comes to have."""

import numpy as np

from engine.data.dataset import Dataset
from engine.nn.network import Network
from engine.nn.operations import Operation
from engine.nn.optimizers import OPTIMIZERS, Optimizer
from engine.training.config import TrainingConfig
from engine.training.iteration import iteration_operations
from engine.training.minibatch import Minibatches


class Equipment:
    """Optimizers and operations, made when they are first used.

    Parameters
    ----------
    network, dataset
        What is trained, and on what. The network stays the same through all changes.
    """

    def __init__(self, network: Network, dataset: Dataset) -> None:
        self._network, self._dataset = network, dataset
        self._optimizers: dict[str, Optimizer] = {}
        self._operations: dict[tuple[str, int], tuple[Operation, ...]] = {}

    def optimizer(self, config: TrainingConfig) -> Optimizer:
        """The one of the config, which remembers what it did when it was used last."""
        name = config.optimizer
        if name not in self._optimizers:
            self._optimizers[name] = OPTIMIZERS[name](self._network.params, config.learning_rate)
        return self._optimizers[name]

    def operations(self, config: TrainingConfig) -> tuple[Operation, ...]:
        """One iteration, in order."""
        key = config.optimizer, config.batch_size
        if key not in self._operations:
            train = self._dataset.train
            self._operations[key] = iteration_operations(
                self._network, self.optimizer(config), train,
                Minibatches(config.seed, len(train), config.batch_size), self._dataset.look.words)
        return self._operations[key]

    def first_slots(self, optimizer: str) -> dict[str, np.ndarray]:
        """What an optimizer remembers before its first step."""
        return OPTIMIZERS[optimizer](self._network.params).slots
