"""The hidden units one by one: what each weighs, how it answers to the classes, which samples excite it, what it moves.

Which samples a unit answers to is counted over a whole data set, a part of it at a time, and only for one layer: of a
large network that is much to compute. All sums are in float64.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engine.data.dataset import Dataset, Split
from engine.inspection.frozen.trace import Trace
from engine.inspection.measures.silent_units import FLAT
from engine.inspection.place import Place
from engine.inspection.unit import Unit
from engine.nn.cells import Curve
from engine.nn.layers import Activation
from engine.nn.network import Network
from engine.nn.variables import Role
from engine.training.config import TrainingConfig
from engine.training.course import Course
from engine.training.trainer import Trainer

MOST_EXCITING = 24  # samples that are kept of each unit
ROUNDING = 1e-7     # outputs that differ by a smaller part than this are the same


@dataclass(frozen=True, eq=False)
class UnitStatistics:
    """How the H units of a hidden layer answer to n samples of C classes. Their outputs are z, after the activation.

    Parameters
    ----------
    layer
        Which, counted from 1.
    counts : (C,)
        How many samples there are of each class.
    means, spreads : (C, H)
        The mean of z over each class, and its standard deviation; NaN for a class without samples.
    silent : (H,)
        The share of samples that nothing gets back from through the unit: the slope of its activation is below `FLAT`.
    top, top_values : (H, k)
        The numbers of the samples with the largest z, the largest first, and these z.
    """

    layer: int
    counts: np.ndarray
    means: np.ndarray
    spreads: np.ndarray
    silent: np.ndarray
    top: np.ndarray
    top_values: np.ndarray

    @cached_property
    def samples(self) -> int:
        """How many samples were asked."""
        return int(self.counts.sum())

    @cached_property
    def mean(self) -> np.ndarray:
        """The mean of z over all samples, (H,)."""
        return self._weighted(self.means)

    @cached_property
    def spread(self) -> np.ndarray:
        """The standard deviation of z over all samples, (H,): within the classes and between them."""
        return np.sqrt(self._weighted(self.spreads**2 + (self.means - self.mean)**2))

    @cached_property
    def contrasts(self) -> np.ndarray:
        """How far the mean over each class is above that over all other samples, in standard deviations, (C, H).

        0 where a unit gives the same for all samples; NaN for a class without samples, or with all of them.
        """
        counts = self.counts[:, np.newaxis]
        with np.errstate(invalid="ignore", divide="ignore"):
            others = (self.samples * self.mean - counts * self.means) / (self.samples - counts)
            differs = self.spread > ROUNDING * np.abs(self.mean)
            return np.where(differs, (self.means - others) / self.spread, 0 * self.means)

    @cached_property
    def favourite(self) -> np.ndarray:
        """The class that each unit stands out for, (H,)."""
        return np.where(np.isnan(self.contrasts), -np.inf, self.contrasts).argmax(axis=0)

    @cached_property
    def selectivity(self) -> np.ndarray:
        """How far it stands out for that class, in standard deviations, (H,)."""
        return np.take_along_axis(self.contrasts, self.favourite[np.newaxis], axis=0)[0]

    def _weighted(self, of_classes: np.ndarray) -> np.ndarray:
        there = self.counts > 0
        return self.counts[there] @ of_classes[there] / self.samples


def work_of_sample(network: Network, layer: int) -> int:
    """How many weights a sample meets on its way to the units of a layer."""
    known = network.variables
    return sum(value.size for name, value in network.params.items() if known[name].layer <= layer)


def outputs(network: Network, layer: int, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What the units of a hidden layer give for samples x (n, D), and where nothing gets back: z and bool, (n, H)."""
    z, begun = x.astype(network.dtype, copy=False), 0
    silent = np.zeros((len(x), 0), bool)
    for each in network.in_evaluation.layers[:-1]:
        if each.begins and begun == layer:
            break
        begun += each.begins
        a, z = z, each.forward(z)
        if isinstance(each, Activation) and begun == layer:
            silent = np.abs(each.backward(np.ones_like(a), a, z)) < FLAT
    return z, silent if silent.shape == z.shape else np.zeros(z.shape, bool)


@np.errstate(over="ignore", invalid="ignore")  # one may ask a network that has diverged, too
def unit_statistics(
    network: Network, split: Split, layer: int, *, samples: int | None = None,
    cancelled: Callable[[], bool] = lambda: False, progress: Callable[[int, int], None] = lambda done, total: None,
) -> UnitStatistics | None:
    """Ask the units of a layer about the first samples of a split. None if it was broken off.

    Parameters
    ----------
    network, split, layer
        Whose units are asked, and about what.
    samples
        How many; None for all.
    cancelled
        Asked after each part whether to break off.
    progress
        Told how many samples are done, of how many.
    """
    total = min(samples or len(split), len(split))
    sums = _Sums(network.sizes[-1], network.sizes[layer])
    for first in range(0, total, network.chunk):
        if cancelled():
            return None
        rows = slice(first, min(first + network.chunk, total))
        sums.add(*outputs(network, layer, split.x[rows]), split.labels[rows], first)
        progress(rows.stop, total)
    return sums.statistics(layer)


class _Sums:
    """Means and squares of distances from them, by class, of what has been added so far; and the largest of all."""

    def __init__(self, classes: int, units: int) -> None:
        self._counts = np.zeros(classes, np.int64)
        self._means, self._squares = np.zeros((classes, units)), np.zeros((classes, units))
        self._silent = np.zeros(units, np.int64)
        self._top, self._values = np.empty((0, units), np.int64), np.empty((0, units))

    def add(self, z: np.ndarray, silent: np.ndarray, labels: np.ndarray, first: int) -> None:
        """Further samples, of which the first has this number. Parts are put together as Chan and others do it."""
        of_class = (labels == np.arange(len(self._counts))[:, np.newaxis]).astype(float)
        counts = of_class.sum(axis=1)[:, np.newaxis]
        means = of_class @ z.astype(float, copy=False) / np.maximum(counts, 1)
        before, off = self._counts[:, np.newaxis], means - self._means
        after = np.maximum(before + counts, 1)
        self._squares += of_class @ (z - means[labels])**2 + off**2 * before * counts / after
        self._means += off * counts / after
        self._counts += counts[:, 0].astype(np.int64)
        self._silent += silent.sum(axis=0)
        self._keep_the_largest(z, first)

    def _keep_the_largest(self, z: np.ndarray, first: int) -> None:
        values = np.concatenate((self._values, np.where(np.isnan(z), -np.inf, z)))
        numbers = np.concatenate((self._top, np.broadcast_to(np.arange(first, first + len(z))[:, np.newaxis], z.shape)))
        if len(values) > MOST_EXCITING:
            chosen = np.argpartition(-values, MOST_EXCITING - 1, axis=0)[:MOST_EXCITING]
            values, numbers = np.take_along_axis(values, chosen, 0), np.take_along_axis(numbers, chosen, 0)
        self._values, self._top = values, numbers

    def statistics(self, layer: int) -> UnitStatistics:
        """Of all that was added."""
        with np.errstate(invalid="ignore", divide="ignore"):
            counts = np.where(self._counts > 0, self._counts, np.nan)[:, np.newaxis]
            means, spreads = 0 * counts + self._means, np.sqrt(self._squares / counts)
        order = np.lexsort((self._top, -self._values), axis=0)
        return UnitStatistics(
            layer, self._counts, means, spreads, self._silent / self._counts.sum(),
            np.take_along_axis(self._top, order, 0).T, np.take_along_axis(self._values, order, 0).T)


def weights_into(network: Network, layer: int) -> str:
    """The name of the weights that lead into the units of a layer: a column each."""
    return _weights(network, str(layer - 1), str(layer))


def weights_out_of(network: Network, layer: int) -> str:
    """The name of the weights that lead on from the units of a layer: a row each."""
    return _weights(network, str(layer), str(layer + 1))


def _weights(network: Network, *axes: str) -> str:
    return next(one.name for one in network.variables.values() if one.role is Role.PARAMETER and one.axes == axes)


@dataclass(frozen=True, slots=True, eq=False)
class Contribution:
    """What each input of a unit adds to its sum, for one sample.

    Parameters
    ----------
    inputs, weights
        The names of what is multiplied: x and W1, or z1 and W2.
    values : (D,) or (H,)
        The products. Together with the bias they add up to `total`.
    place
        The cell that they add up to, in what the sample is when it is looked at alone.
    total
        Its value.
    """

    inputs: str
    weights: str
    values: np.ndarray
    place: Place
    total: float


def contribution(trace: Trace, unit: Unit) -> Contribution:
    """What each input of a hidden unit adds to its sum, for the sample of a trace."""
    weights = weights_into(trace.network, unit.layer)
    made, uses = next((one, one.cells.variables) for one in trace.variables.values() if one.of_samples
                      and one.cells and not one.is_gradient and weights in {each.name for each in one.cells.variables})
    inputs = next(each.name for each in uses if each.of_samples)
    return Contribution(
        inputs, weights, trace.values[inputs][0] * trace.params[weights][:, unit.index],
        Place(made.name, (0, unit.index)), float(trace.values[made.name][0, unit.index]))


def orders(network: Network, layer: int, statistics: UnitStatistics | None) -> dict[str, np.ndarray]:
    """What the units of a layer can be sorted by: a number for each, (H,), by what it is.

    ``"weights"`` and ``"weights out"``: the length of the vector of all that lead in, and of all that lead on; and once
    there are statistics ``"silent"``, ``"mean"``, ``"spread"``, ``"largest"``, ``"selectivity"`` and ``"influence"``:
    the spread of z times the length of the weights that lead on, which is how far the sums of the next layer are moved
    by it.
    """
    into, out = (network.params[name] for name in (weights_into(network, layer), weights_out_of(network, layer)))
    on = np.sqrt(np.einsum("ij,ij->i", out, out, dtype=float))
    found = {"number": np.arange(len(on), dtype=float),
             "weights": np.sqrt(np.einsum("ij,ij->j", into, into, dtype=float)), "weights out": on}
    if statistics is not None:
        found |= {"silent": statistics.silent, "mean": statistics.mean, "spread": statistics.spread,
                  "largest": statistics.top_values[:, 0], "selectivity": statistics.selectivity,
                  "influence": statistics.spread * on}
    return found


def silent_since(
    config: TrainingConfig, dataset: Dataset, course: Course, iteration: int, layer: int, units: Sequence[int], *,
    cancelled: Callable[[], bool] = lambda: False, progress: Callable[[int, int], None] = lambda done, total: None,
) -> np.ndarray | None:
    """From which iteration on nothing has got back through some units of a layer in any minibatch of a run, up to one.

    One more than that iteration for a unit that was at work in it. The run is gone through from there backwards, one
    checkpoint after the other, until each of the units has been seen at work. None if it was broken off.

    Parameters
    ----------
    config, dataset, course
        The run.
    iteration
        Up to which; it must have been recorded.
    layer, units
        Which hidden layer, and which of its units.
    cancelled
        Asked at each iteration whether to break off.
    progress
        Told how many iterations have been gone through, of how many.
    """
    trainer = Trainer(config, dataset)
    trainer.resume(course)
    at_work = np.zeros(len(units), np.int64)  # the last iteration in which each was, as far as is known
    starts = [state.iteration for state in course.checkpoints if state.iteration < iteration]
    for end in reversed([*starts[1:], iteration] if starts else []):
        later = at_work > 0

        def look(done: int, _: int, end: int = end, later: np.ndarray = later) -> None:
            at_work[~later & _at_work(trainer, layer)[units]] = trainer.iteration
            progress(iteration - end + done, iteration)

        if not trainer.go_to(end, cancelled=cancelled, progress=look):
            return None
        if at_work.all():
            break
    return at_work + 1


def _at_work(trainer: Trainer, layer: int) -> np.ndarray:
    """Which units of a layer something has got back through in the minibatch of the last iteration, (H,) bool."""
    z, curve = next((one, one.cells) for one in trainer.network.variables.values()
                    if isinstance(one.cells, Curve) and one.axes[-1] == str(layer))
    a, out = trainer.values[curve.operands["x"].name], trainer.values[z.name]
    return ~(np.abs(curve.activation.backward(np.ones_like(a), a, out)) < FLAT).all(axis=0)
