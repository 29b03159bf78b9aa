"""How the activations of each hidden layer are spread (book, 6.2): the histograms, to be followed over a run."""

from collections.abc import Hashable, Mapping

import numpy as np

from engine.inspection.measures.measure import Measure
from engine.nn.layers import Activation
from engine.nn.network import Network
from engine.training.trainer import Trainer

SAMPLES = 1000  # the first of the training data
BINS = 30       # as many as in the book
FAR = 1e3       # where an activation that stays within bounds has come to its end


class Activations(Measure):
    """How many activations z of the first 1,000 training samples fall into each of 30 bins, for each hidden layer.

    The bins are of equal width and stand still over a run. Sigmoid ends at 0 and 1, tanh at −1 and 1; where an
    activation goes on for ever, the last bin takes all that is beyond. The exact zeros of a function that silences
    units are counted apart, before the bins: in the book they tower over everything else.

    Attributes
    ----------
    ends : tuple of (float, float)
        The values at which the bins begin and end, of each hidden layer.
    """

    title = "Activations"
    reads = ("How the outputs of each layer are spread (book, 6.2), above as the network stands, below over the run. "
             "Crowded at one value, the units all say the same; at both ends, they are saturated.")
    scale = "activation"
    most = 256

    def __init__(self, trainer: Trainer) -> None:
        self._x = trainer.dataset.train.x[:SAMPLES].astype(trainer.network.dtype, copy=False)
        super().__init__(trainer)
        reached = [self._highest(trainer.network.with_params(_of(trainer.network, state.arrays)))
                   for state in _some(trainer.course().checkpoints)]
        highest = [max(heights) for heights in zip(*reached, strict=True)]
        self.ends = tuple(map(self._ends, self._layers, highest))

    def found_rows(self) -> tuple[str, ...]:
        layers = self.trainer.network.layers[:-1]
        self._layers = [layer for layer in layers if isinstance(layer, Activation)]
        operations = self.trainer.network.forward_operations
        return tuple(operations[i].makes[0].name for i, layer in enumerate(layers) if isinstance(layer, Activation))

    @property
    def width(self) -> int:
        return len(self.rows) * (1 + BINS)

    @property
    def is_bounded(self) -> bool:
        """Whether there is nothing beyond the bins."""
        return all(layer.forward(np.array([FAR]))[0] < FAR for layer in self._layers)

    @property
    def kind(self) -> Hashable:
        return type(self), self.rows, self.ends

    def numbers(self) -> np.ndarray:
        """Of each layer the zeros, then the bins, one layer after the other: (layers · (1 + BINS),)."""
        outputs = _outputs(self.trainer.network, self._x)
        found = [_counts(z, ends, layer.silences)
                 for z, ends, layer in zip(outputs, self.ends, self._layers, strict=True)]
        return np.concatenate(found) if found else np.empty(0)

    def _highest(self, network: Network) -> list[float]:
        """Above what one activation in 200 is, of each layer."""
        return [float(np.quantile(np.nan_to_num(np.abs(z)), 0.995)) for z in _outputs(network, self._x)]

    @staticmethod
    def _ends(layer: Activation, highest: float) -> tuple[float, float]:
        low, high = layer.forward(np.array([-FAR, FAR])).tolist()
        if high < FAR:
            return low, high
        top = 2.0 ** float(np.ceil(np.log2(max(highest, 2.0**-20))))  # changes seldom, while the run goes on
        return max(low, -top), top


def _outputs(network: Network, x: np.ndarray) -> list[np.ndarray]:
    """What comes out of each activation."""
    found = []
    for layer in network.layers[:-2]:  # up to the last Affine
        x = layer.forward(x)
        if isinstance(layer, Activation):
            found.append(x)
    return found


def _counts(z: np.ndarray, ends: tuple[float, float], apart: bool) -> np.ndarray:
    """How many are exactly 0, if they are counted apart, and how many are in each bin; what is NaN is in none."""
    z = z[~np.isnan(z)]
    zeros = np.count_nonzero(z == 0) if apart else 0
    counts, _ = np.histogram(np.clip(z, *ends), BINS, ends)
    if apart and ends[0] <= 0 < ends[1]:
        counts[int(-ends[0] / (ends[1] - ends[0]) * BINS)] -= zeros
    return np.array([zeros, *counts], float)


def _of(network: Network, arrays: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    return {name: arrays[name] for name in network.params}


def _some(states: tuple) -> list:
    """The first, the last, and two between."""
    return [states[i * (len(states) - 1) // 3] for i in range(4)]
