"""A snapshot: one iteration of training, frozen, with all that its operations have read and written so far.

It is made between two operations, in a few copies of arrays. Then training goes on, and the snapshot can be looked at,
taken apart and computed with for as long as one likes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType

import numpy as np

from engine.data.dataset import Dataset
from engine.data.look import Look
from engine.data.pixels import Pixels
from engine.inspection.frozen.arrays import frozen
from engine.inspection.frozen.trace import Sample, Trace
from engine.nn import functions
from engine.nn.cells import Function
from engine.nn.network import Network
from engine.nn.operations import LOG_Y, Operation
from engine.nn.optimizers import Optimizer
from engine.nn.variables import SAMPLES, Role, Variables
from engine.training.iteration import LOSS_AFTER
from engine.training.trainer import Trainer

_NO_VARIABLES = ("iteration", "indices")  # among the values of an iteration, but not of the network


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """One iteration of training, frozen: what each operation read and wrote.

    Parameters
    ----------
    iteration
        Number of the iteration shown, from 1 on; 0 where one sample is looked at alone.
    position
        How many of `operations` are done.
    operations
        What the iteration consists of, to be read about. They are not to be run.
    optimizer
        What makes the step, with its slots as they were before the update; None where there is no update.
    network
        Holds the parameters that forward and backward used: as they were before the update.
    values
        All that has been computed so far, by name; read-only.
    updated
        Parameters, slots and what layers keep that have been updated already, by their names, ``"W1"``; read-only.
    indices : (N,) or None
        The number that each row's sample has in its split; None for a drawing.
    labels : (N,) or None
        Class numbers; None for a drawing that nobody has named.
    look, class_names
        As in `Dataset`.
    split
        Where the samples come from: ``"train"``, ``"test"``, ``"drawn"``.
    weight_init
        How the first weights were drawn, where that is known.
    parameters_after
        When the parameters of `network` were as they are: after so many whole iterations, and so many operations of
        the next one.
    training_images : (n, D) or None
        All that minibatches are drawn from, where it is a minibatch.
    variables
        All of them, in the order in which they are computed, whether or not they have been computed yet; if not given,
        those of `operations`.
    """

    iteration: int
    position: int
    operations: tuple[Operation, ...]
    optimizer: Optimizer | None
    network: Network
    values: Mapping[str, np.ndarray]
    updated: Mapping[str, np.ndarray]
    indices: np.ndarray | None
    labels: np.ndarray | None
    look: Look
    class_names: tuple[str, ...]
    split: str
    weight_init: str | None = None
    parameters_after: tuple[int, int] = (0, 0)
    training_images: np.ndarray | Pixels | None = None
    variables: Variables = field(default_factory=partial(Variables, (), (), {}), repr=False)
    _made: dict[str, np.ndarray] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        if not self.variables:
            found = self.network.variables_of(self.operations, labelled=self.labels is not None)
            object.__setattr__(self, "variables", found)

    @property
    def learning_rate(self) -> float:
        """The factor lr of its updates; 0 where there are none."""
        return 0.0 if self.optimizer is None else self.optimizer.learning_rate

    @property
    def slots(self) -> Mapping[str, np.ndarray]:
        """What the optimizer remembered before the update."""
        return {} if self.optimizer is None else self.optimizer.slots

    @property
    def batch_size(self) -> int:
        """N, how many samples it looks at."""
        return len(self.values["x"])

    def row_of(self, sample: Sample) -> int | None:
        """Which row of the minibatch is this sample; None if it is not among them."""
        if sample.split != self.split:
            return None
        if self.indices is None:
            return 0  # the drawing
        return next(iter(np.flatnonzero(self.indices == sample.index).tolist()), None)

    def value(self, name: str) -> np.ndarray | None:
        """The variable called `name`; None if it has not been computed yet, or there is none of this name.

        The losses of single samples, what lies between the updated parameters and the loss after the update, and the
        rates of an optimizer are not kept by training: they are made when they are first asked for.
        """
        for known in (self.values, self.network.params, self.network.kept, self.slots, self._made):
            if name in known:
                return known[name]
        variable = self.variables.get(name)
        if variable is None:
            return None
        if variable.was is not None and variable.role in (Role.PARAMETER, Role.SLOT, Role.STATISTIC):
            return self.updated.get(variable.was.name)
        if variable.new:
            self._make_new()
        elif variable.role is Role.LOSS:
            self._make_losses()
        elif variable.role is Role.RATE and isinstance(variable.cells, Function):
            self._make_rates(name, variable.cells)
        return self._made.get(name)

    def names(self) -> tuple[str, ...]:
        """All variables, in the order in which they are computed, whether or not they have been computed yet."""
        return tuple(self.variables)

    def shape(self, name: str) -> tuple[int, ...]:
        """The shape of the variable called `name`, also of one that has not been computed yet."""
        return self.variables.shape(name, self.batch_size)

    def axes(self, name: str) -> tuple[str, ...]:
        """What the rows and columns of the variable called `name` run over, as in `Variable`."""
        return self.variables[name].axes

    def length(self, axis: str) -> int:
        """How much there is of an axis."""
        return self.batch_size if axis == SAMPLES else self.variables.lengths[axis]

    def operation_of(self, name: str) -> Operation | None:
        """The operation that computes `name`, or on the way to whose result it is; None for what is given."""
        return self.variables.made_by(name)

    @property
    def constants(self) -> Mapping[str, float]:
        """The numbers in formulas that are no variables, by name."""
        return {"N": self.batch_size, "1/N": 1 / self.batch_size, "lr": self.learning_rate}

    @property
    def most_inked(self) -> int:
        """The input that is largest on average over the minibatch: in images, where there is something to see."""
        return int(np.nan_to_num(self.values["x"].mean(axis=0)).argmax())

    @np.errstate(over="ignore", invalid="ignore", divide="ignore")
    def _make_losses(self) -> None:
        if "L" in self.values:
            self._made["l"] = _losses(self.values[LOG_Y], self.values["t"])

    @np.errstate(over="ignore", invalid="ignore", divide="ignore")
    def _make_rates(self, name: str, cells: Function) -> None:
        operands = [self.value(one.name) for one in cells.operands.values()]
        if all(each is not None for each in operands):
            found = cells.compute(*operands, *(self.constants[each] for each in cells.constants))
            self._made.update(frozen({name: found.astype(self.network.dtype, copy=False)}))

    @np.errstate(over="ignore", invalid="ignore", divide="ignore")
    def _make_new(self) -> None:
        """Forward once more, as the loss after the update does, but keeping every value on the way."""
        if LOSS_AFTER not in self.values:
            return
        params = {name: self.updated[name] for name in self.network.params}
        kept = {name: self.updated.get(name, value) for name, value in self.network.kept.items()}
        network = self.network.with_params(params, kept).in_evaluation
        values = network.forward_values(self.values["x"], self.values["t"])
        values["l"] = _losses(values[LOG_Y], values["t"])
        made = {one.name: values[one.was.name] for one in self.variables.values()
                if one.was is not None and one.was.name in values and one.name not in self.values}
        self._made.update(frozen(made))


def snapshot_of(trainer: Trainer) -> Snapshot | None:
    """The iteration that is in progress or, between two, the last one. None where there is nothing to look at yet.

    Parameters
    ----------
    trainer
        Not changed; the snapshot shares nothing with it that it changes later.
    """
    if "x" not in trainer.values:
        return None
    state, now = trainer.state(), trainer.arrays()
    iteration, done = state.iteration + 1, trainer.operations[:state.position]
    params, kept = ({name: state.arrays[name] for name in mine}
                    for mine in (trainer.network.params, trainer.network.kept))
    network = trainer.network.with_params(params, kept)
    optimizer = trainer.optimizer.copy(network.params, trainer.slots_before())
    optimizer.learning_rate = trainer.learning_rate_of(iteration)
    updated = [name for one in done for name in one.writes if name in now]
    values = frozen({name: value for name, value in trainer.values.items() if name not in _NO_VARIABLES})
    dataset = trainer.dataset
    return Snapshot(
        iteration, state.position, trainer.operations, optimizer, network, values,
        frozen({name: now[name] for name in updated}),
        np.array(trainer.values["indices"]), values["t"].argmax(axis=1), dataset.look, dataset.class_names,
        "train", trainer.config.weight_init, (iteration - 1, 0), dataset.train.x,
        trainer.network.variables_of(trainer.operations))


def snapshot_of_sample(trace: Trace, dataset: Dataset, *, weight_init: str | None = None) -> Snapshot:
    """One sample looked at alone, as an iteration with N = 1 and without an update.

    Parameters
    ----------
    trace
        What was seen of it.
    dataset
        Where it comes from, or what a drawing was made to resemble.
    weight_init
        How the first weights of the network were drawn that was looked into.
    """
    drawn, known = trace.sample.split == "drawn", trace.sample.label is not None
    return Snapshot(
        0, len(trace.operations), trace.operations, None, trace.network, trace.values, MappingProxyType({}),
        None if drawn else np.array([trace.sample.index]),
        np.array([trace.sample.label]) if known else None,
        dataset.look, dataset.class_names, trace.sample.split, weight_init,
        (trace.iteration, trace.position),
        variables=trace.variables if known else trace.network.variables_of(trace.operations, labelled=False))


def _losses(log_y: np.ndarray, t: np.ndarray) -> np.ndarray:
    """The cross entropy of each sample, (N,): what `functions.cross_entropy` takes the mean of."""
    losses = functions.losses(log_y, t)
    losses.setflags(write=False)
    return losses
