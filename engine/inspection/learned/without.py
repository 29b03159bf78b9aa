"""The network without some of its hidden units, and which of them matters most.

A unit acts on what comes after it through its outgoing weights alone: a2 = z1·W2 + b2 is a sum over all units, to which
unit j adds z1[:, j]·W2[j]. With that row of W2 at 0 it adds nothing, whatever its output, and all is as if it were not
there. So nothing is trained anew, and the network itself stays as it is: this is done to a copy.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.data.dataset import Split
from engine.inspection.frozen.trace import Sample
from engine.inspection.learned.answers import Answers, answers_of
from engine.inspection.learned.comparison import Comparison
from engine.nn import functions
from engine.nn.layers import Affine, Layer
from engine.nn.network import Network

Off = Mapping[int, Collection[int]]  # by hidden layer, counted from 1: the numbers of the units that are off


@dataclass(frozen=True, slots=True, eq=False)
class SampleComparison:
    """What a network makes of one sample, and what it makes of it without some units.

    Parameters
    ----------
    before, after : (C,)
        y, the probability of each class.
    outputs
        Of each hidden layer, from the first: the outputs of its units while all are there, z (H,).
    """

    before: np.ndarray
    after: np.ndarray
    outputs: Sequence[np.ndarray]


@dataclass(frozen=True, slots=True, eq=False)
class Ablations:
    """What becomes of a network without each of the units of a layer, one by one.

    Parameters
    ----------
    layer
        The hidden layer, counted from 1.
    count
        How many samples were asked about.
    active : (H,)
        For how many of them each unit has an output other than 0. Without a unit that has none, nothing changes.
    accuracy, probability, loss
        Of the whole network: the share that is read right, and the means of the probability of the label and of the
        cross entropy.
    accuracies, probabilities, losses : (H,)
        The same without each unit.
    """

    layer: int
    count: int
    active: np.ndarray
    accuracy: float
    probability: float
    loss: float
    accuracies: np.ndarray
    probabilities: np.ndarray
    losses: np.ndarray

    @property
    def changes(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """By how much accuracy, probability and loss change without each unit; each (H,)."""
        return self.accuracies - self.accuracy, self.probabilities - self.probability, self.losses - self.loss

    @property
    def activity(self) -> np.ndarray:
        """The share of the samples for which each unit has an output, (H,)."""
        return self.active / self.count


def without(network: Network, off: Off) -> Network:
    """A copy in which the weights that lead away from these units are 0: their output counts no more.

    It shares with the network what is the same in both.
    """
    params = dict(network.params)
    for layer, units in off.items():
        name = _around(network, layer)[1].weights
        params[name] = params[name].copy()
        params[name][list(units)] = 0
    return network.with_params(params)


def compared(
    network: Network, off: Off, split: Split, before: Answers | None = None, *,
    cancelled: Callable[[], bool] = lambda: False, progress: Callable[[int, int], None] = lambda done, total: None,
) -> Comparison | None:
    """Ask a network about every sample of a split, with and without these units. None if it was broken off.

    `before` is what it makes of them with all units, where that is known.
    """
    count = len(split)
    if before is None:
        before = answers_of(network, split, cancelled=cancelled, progress=lambda done, _: progress(done, 2 * count))
    if before is None or not any(off.values()):
        return None if before is None else Comparison(before, before)
    after = answers_of(without(network, off), split, cancelled=cancelled,
                       progress=lambda done, _: progress(count + done, 2 * count))
    return None if after is None else Comparison(before, after)


@np.errstate(over="ignore", invalid="ignore", divide="ignore")  # one may ask a network that has diverged, too
def compared_sample(network: Network, off: Off, x: np.ndarray) -> SampleComparison:
    """Ask a network about one sample (D,), with and without these units."""
    network = network.in_evaluation
    outputs = []
    for layer in range(1, network.depth):
        up_to, *_ = _around(network, layer)
        outputs.append(_through(up_to, x[np.newaxis].astype(network.dtype, copy=False))[0])
    before, after = (functions.softmax(each.predict(x[np.newaxis]))[0] for each in (network, without(network, off)))
    return SampleComparison(before, after, outputs)


@np.errstate(over="ignore", invalid="ignore")
def silent_units(
    network: Network, split: Split, layer: int, *,
    cancelled: Callable[[], bool] = lambda: False, progress: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[int, ...] | None:
    """The units of a hidden layer whose output is 0 for every sample of a split. None if it was broken off."""
    active = np.zeros(network.sizes[layer], bool)
    for first, z in _outputs(network.in_evaluation, split, layer):
        if cancelled():
            return None
        active |= (z != 0).any(axis=0)
        progress(first + len(z), len(split))
    return tuple(np.flatnonzero(~active).tolist())


@np.errstate(over="ignore", invalid="ignore", divide="ignore")
def ablations(
    network: Network, split: Split, layer: int, *,
    cancelled: Callable[[], bool] = lambda: False, progress: Callable[[int, int], None] = lambda done, total: None,
) -> Ablations | None:
    """Do without each unit of a hidden layer, one by one. None if it was broken off.

    Nothing before the layer changes, so that is computed once: without unit j, a2 is what it was less z1[:, j]·W2[j].
    Where its output is 0 that is nothing at all, and what comes after is not computed again either.

    Parameters
    ----------
    network, split, layer
        What is asked, about what, and which hidden layer, counted from 1.
    cancelled
        Asked after each part whether to break off.
    progress
        Told how many pairs of a unit and a sample are done, of how many.
    """
    network, units = network.in_evaluation, network.sizes[layer]
    before, changes, active = np.zeros(3), np.zeros((3, units)), np.zeros(units, np.int64)
    for first, z in _outputs(network, split, layer):
        whole, parts = _one_by_one(network, layer, z, split.labels[first:first + len(z)])
        before += whole.sum(axis=1)
        for unit, found in parts:
            if cancelled():
                return None
            active += np.bincount(unit, minlength=units)
            changes += [np.bincount(unit, each, minlength=units) for each in found]
            progress(first * units + len(z) * int(unit[-1]), len(split) * units)
        progress((first + len(z)) * units, len(split) * units)
    one_by_one = (before[:, np.newaxis] + changes) / len(split)
    return Ablations(layer, len(split), active, *(before / len(split)).tolist(), *one_by_one)


def ablations_for(
    network: Network, sample: Sample, layer: int, *,
    cancelled: Callable[[], bool] = lambda: False, progress: Callable[[int, int], None] = lambda done, total: None,
) -> Ablations | None:
    """`ablations` for one sample alone; for a drawing without a label the class that it is read as stands for it."""
    x = sample.x[np.newaxis]
    label = int(network.in_evaluation.classify(x)[0]) if sample.label is None else sample.label
    return ablations(network, Split(x, np.array([label])), layer, cancelled=cancelled, progress=progress)


def _one_by_one(
    network: Network, layer: int, z: np.ndarray, labels: np.ndarray,
) -> tuple[np.ndarray, Iterator[tuple[np.ndarray, np.ndarray]]]:
    """The figures of some samples, and parts of (unit, how they change without it); both (k,) and (3, k)."""
    _, into, after = _around(network, layer)
    a = into.forward(z)
    whole = _figures(_through(after, a), labels)

    def parts() -> Iterator[tuple[np.ndarray, np.ndarray]]:
        units, samples = np.nonzero(z.T)
        for first in range(0, len(units), network.chunk):
            j, n = units[first:first + network.chunk], samples[first:first + network.chunk]
            less = a[n] - z[n, j, np.newaxis] * into.W[j]
            yield j, _figures(_through(after, less), labels[n]) - whole[:, n]

    return whole, parts()


def _figures(logits: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Whether each sample is read right, the probability of its label, and its cross entropy: (3, n)."""
    log_y = functions.log_softmax(logits)
    of_label = log_y[np.arange(len(labels)), labels].astype(np.float64)
    right = (log_y.argmax(axis=1) == labels) & ~np.isnan(of_label)
    return np.array([right, np.exp(of_label), -of_label])


def _outputs(network: Network, split: Split, layer: int) -> Iterator[tuple[int, np.ndarray]]:
    """The outputs of a hidden layer for some samples at a time, z (n, H), and the number of the first of them."""
    up_to, *_ = _around(network, layer)
    for first in range(0, len(split), network.chunk):
        x = split.x[first:first + network.chunk].astype(network.dtype, copy=False)
        yield first, _through(up_to, x)


def _around(network: Network, layer: int) -> tuple[Sequence[Layer], Affine, Sequence[Layer]]:
    """The layers that make the outputs of a hidden layer, the one that they go into, and those from there to logits."""
    into = network.affines[layer]
    place = network.layers.index(into)
    return network.layers[:place], into, network.layers[place + 1:-1]


def _through(layers: Sequence[Layer], x: np.ndarray) -> np.ndarray:
    for layer in layers:
        x = layer.forward(x)
    return x
