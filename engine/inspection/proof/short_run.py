"""A short run of two networks side by side, on the same minibatches: one as it should be, and one that is broken."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.data.dataset import Split
from engine.nn.network import Network
from engine.nn.operations import Operation
from engine.nn.optimizers import OPTIMIZERS, Optimizer
from engine.training.config import TrainingConfig
from engine.training.iteration import LOSS_AFTER, iteration_operations
from engine.training.minibatch import Minibatches


@dataclass(frozen=True, slots=True, eq=False)
class ShortRun:
    """What became of both.

    Parameters
    ----------
    first
        Number of the first iteration.
    right, wrong : (k,) float64
        The loss after each update, on the minibatch of the update; NaN or infinite where a network has been thrown
        out of bounds. k is less than what was asked for if the run was cancelled.
    """

    first: int
    right: np.ndarray
    wrong: np.ndarray


@np.errstate(over="ignore", invalid="ignore", divide="ignore")  # a broken network may well diverge, which is seen
def short_run(
    right: Network, wrong: Network, config: TrainingConfig, train: Split, *, first: int = 1,
    optimizer: Optimizer | None = None, iterations: int = 200, cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> ShortRun:
    """Train copies of both networks for some iterations of the run that `config` describes.

    Parameters
    ----------
    right, wrong
        Where they start from; not changed.
    config
        Decides the minibatches, and the optimizer where none is given.
    train
        The training data.
    first
        The iteration whose minibatch comes first.
    optimizer
        What makes the steps of `right`; each of the two goes on with a copy of it, as it stands.
    iterations
        How many updates each of the two makes.
    cancelled
        Asked before each iteration.
    progress
        Told how many iterations are done, of how many.
    """
    optimizer = optimizer or OPTIMIZERS[config.optimizer](right.params, config.learning_rate)
    lists = [_operations(network.copy(), optimizer, config, train) for network in (right, wrong)]
    losses: tuple[list[float], list[float]] = [], []
    for iteration in range(first, first + iterations):
        if cancelled():
            break
        for operations, found in zip(lists, losses, strict=True):
            found.append(_loss_of(operations, iteration))
        progress(iteration - first + 1, iterations)
    return ShortRun(first, np.array(losses[0]), np.array(losses[1]))


def _operations(
    network: Network, optimizer: Optimizer, config: TrainingConfig, train: Split
) -> tuple[Operation, ...]:
    minibatches = Minibatches(config.seed, len(train), config.batch_size)
    return iteration_operations(network, optimizer.copy(network.params), train, minibatches)


def _loss_of(operations: tuple[Operation, ...], iteration: int) -> float:
    """Run one iteration; returns the loss after its update."""
    values = {"iteration": iteration}
    for operation in operations:
        operation.run(values)
    return float(values[LOSS_AFTER])
