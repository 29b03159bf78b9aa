"""A look inside: every value and every gradient of one sample, frozen at one moment of training."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from engine.inspection.frozen.arrays import frozen
from engine.nn.network import Network
from engine.nn.operations import Operation, Values
from engine.nn.variables import Variables


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """One sample to look at.

    Parameters
    ----------
    x : (D,)
        Its inputs.
    label
        Its class number; None for a drawing that nobody has named yet. Without it there is no loss, and so no gradient.
    split, index
        Where it is in its data set: ``"train"`` or ``"test"`` and its number; ``"drawn"`` and 0 for a drawing.
    name
        What a drawing is called that was not drawn here, as that of the file that it was read from.
    """

    x: np.ndarray
    label: int | None
    split: str
    index: int
    name: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """All values of one sample, and of the minibatch that training is at, by their names in the notation table.

    What has not been computed has no entry. All arrays are read-only copies: training goes on without changing them.

    Parameters
    ----------
    iteration, position
        Where training stood: whole iterations done, and operations done of the next one.
    sample
        What was looked at.
    values
        For this sample alone, N = 1: x, t, a1, z1, ..., y, L, and the gradient of each of them and of each parameter.
    minibatch
        What the iteration in progress (or, between two, the last one) has computed so far. There is no dx: learning
        does not need it, and the W1 that it would go back through has been updated since.
    network
        What was looked into, with parameters that stay as they were.
    operations
        Forward and backward as far as it can go, with the gradient of the pixels, which training leaves out.
    variables
        What each of the names stands for.
    """

    iteration: int
    position: int
    sample: Sample
    values: Mapping[str, np.ndarray]
    minibatch: Mapping[str, np.ndarray]
    network: Network
    operations: tuple[Operation, ...]
    variables: Variables

    @property
    def params(self) -> Mapping[str, np.ndarray]:
        """The parameters of the network."""
        return MappingProxyType(self.network.params)

    @property
    def prediction(self) -> int | None:
        """The class number with the largest probability; None where these are no numbers, as after a divergence."""
        y = self.values["y"][0]
        return None if np.isnan(y).any() else int(y.argmax())

    @property
    def probability(self) -> float:
        """The probability that the network gives its prediction."""
        return float(self.values["y"][0].max())

    def silent(self, name: str) -> np.ndarray | None:
        """Which units the activation switched off for this sample: z (1, H) → bool (H,); None if it never does."""
        return self.values[name][0] == 0 if self.network.activation.silences else None

    def gradient(self, name: str, of_minibatch: bool) -> np.ndarray | None:
        """The gradient called `name`, of this sample or of the minibatch; None if it has not been computed.

        The gradient of a parameter comes as it is. Of a value that each sample has for itself (a1, z1, x, ...) comes
        one row: for the minibatch the sum over its samples, which is their mean, since L is a mean and each row
        already carries 1/N.
        """
        found = (self.minibatch if of_minibatch else self.values).get(name)
        if found is None or not self.variables[name].of_samples:
            return found
        return found.sum(axis=0)


@np.errstate(over="ignore", invalid="ignore", divide="ignore")  # one may look at a network that has diverged, too
def trace(
    network: Network, sample: Sample, *, iteration: int = 0, position: int = 0, minibatch: Values | None = None
) -> Trace:
    """Look inside `network` with `sample`: run it forward and back alone, and copy what there is of the minibatch."""
    x, network = sample.x[np.newaxis], network.in_evaluation
    operations = (*network.forward_operations, *network.backward_to_input)
    if sample.label is None:
        operations = tuple(one for one in network.forward_operations if "t" not in one.reads)
        values = {"x": x.astype(network.dtype, copy=False)}
        for operation in operations:
            operation.run(values)
    else:
        values = network.values(x, np.array([sample.label]), with_dx=True)
    return Trace(iteration, position, sample, frozen(values), frozen(minibatch or {}),
                 network.with_params(dict(frozen(network.params))), operations, network.variables)
