"""A snapshot: one iteration of training, frozen, with all that its operations have read and written so far.

It is made between two operations, in a few copies of arrays. Then training goes on, and the snapshot can be looked at,
taken apart and computed with for as long as one likes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from engine.data.dataset import Dataset
from engine.data.look import Look
from engine.inspection.frozen.trace import Sample, Trace
from engine.inspection.place import LOSS_AFTER, Variable
from engine.nn import functions
from engine.nn.network import Network
from engine.nn.operations import LOG_Y, Kind, Operation, affine_backward

_NO_VARIABLES = ("iteration", "indices")  # among the values of an iteration, but not of the network
_UNSHOWN = (*_NO_VARIABLES, LOG_Y)  # written by operations, but not in the notation of the book


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
    learning_rate
        The factor lr of its updates; 0 where there are none.
    network
        Holds the parameters that forward and backward used: as they were before the update.
    values
        All that has been computed so far, by name; read-only.
    updated
        Parameters that have been updated already, by the name of the parameter, ``"W1"``; read-only.
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
    """

    iteration: int
    position: int
    operations: tuple[Operation, ...]
    learning_rate: float
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
    training_images: np.ndarray | None = None
    _made: dict[str, np.ndarray] = field(default_factory=dict, repr=False)

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

        The losses of single samples, and what lies between the updated parameters and the loss after the update, are
        not kept by training: they are made when they are first asked for, by the same layers.
        """
        for known in (self.values, self.network.params, self._made):
            if name in known:
                return known[name]
        variable = Variable.of(name)
        if variable is None or name not in self.names():
            return None
        if variable.new and variable.kind in ("W", "b"):
            return self.updated.get(variable.base)
        self._make_losses() if name == "l" else self._make_new() if variable.new else None
        return self._made.get(name)

    def names(self) -> tuple[str, ...]:
        """All variables, in the order in which they are computed, whether or not they have been computed yet."""
        return tuple(dict.fromkeys(self._names()))

    def shape(self, name: str) -> tuple[int, ...]:
        """The shape of the variable called `name`, also of one that has not been computed yet."""
        return shape_of(self.network, name, self.batch_size)

    def axes(self, name: str) -> tuple[str, ...]:
        """What the rows and columns of the variable called `name` run over, as in `Variable.axes`."""
        return Variable.of(name).axes(self.network.depth)

    def length(self, axis: str) -> int:
        """How much there is of an axis."""
        if axis == "n":
            return self.batch_size
        return self.shape("W1")[0] if axis == "0" else self.shape(f"b{axis}")[0]

    @property
    def most_inked(self) -> int:
        """The input that is largest on average over the minibatch: in images, where there is something to see."""
        return int(np.nan_to_num(self.values["x"].mean(axis=0)).argmax())

    def operation_of(self, name: str) -> Operation | None:
        """The operation that computes `name`, or on the way to whose result it is; None for what is given."""
        variable = Variable.of(name)
        if variable.new and variable.kind not in ("W", "b"):
            made, kinds = LOSS_AFTER, (Kind.EVALUATE,)
        else:
            made = "L" if name == "l" else variable.base
            kinds = (Kind.UPDATE,) if variable.new else (Kind.DRAW, Kind.FORWARD, Kind.BACKWARD)
        return next((one for one in self.operations if made in one.writes and one.kind in kinds), None)

    def _names(self) -> Iterator[str]:
        yield from (*self.network.params, "x", *(() if self.labels is None else ("t",)))
        for operation in self.operations:
            if operation.kind is Kind.EVALUATE:
                yield from (f"{name} new" for name in _forward_names(self.network))
            for name in operation.writes:
                if name == "L":
                    yield "l"
                if name not in _UNSHOWN:
                    yield f"{name} new" if operation.kind is Kind.UPDATE else name

    @np.errstate(over="ignore", invalid="ignore", divide="ignore")
    def _make_losses(self) -> None:
        if "L" in self.values:
            self._made["l"] = _losses(self.values[LOG_Y], self.values["t"])

    @np.errstate(over="ignore", invalid="ignore", divide="ignore")
    def _make_new(self) -> None:
        """Forward once more, as the loss after the update does, but keeping every value on the way."""
        if LOSS_AFTER not in self.values:
            return
        network = Network.around(dict(self.updated), self.network.activation_name)
        values = network.forward_values(self.values["x"], self.values["t"])
        values["l"] = _losses(values[LOG_Y], values["t"])
        self._made.update(_frozen({f"{name} new": values[name] for name in _forward_names(network)}))


def shape_of(network: Network, name: str, batch_size: int) -> tuple[int, ...]:
    """The shape of the variable called `name` in an iteration of `network` on N samples."""
    variable = Variable.of(name)
    return (batch_size,) if variable.kind == "l" else network.shape(variable.base, batch_size)


def snapshot_of(trainer) -> Snapshot | None:
    """The iteration that is in progress or, between two, the last one. None where there is nothing to look at yet.

    Parameters
    ----------
    trainer : engine.training.trainer.Trainer
        Not changed; the snapshot shares nothing with it that it changes later.
    """
    if "x" not in trainer.values:
        return None
    whole = trainer.position == 0
    iteration = trainer.iteration + (not whole)
    done = trainer.operations if whole else trainer.operations[:trainer.position]
    updated = [name for one in done if one.kind is Kind.UPDATE for name in one.writes]
    values = _frozen({name: value for name, value in trainer.values.items() if name not in _NO_VARIABLES})
    dataset = trainer.dataset
    return Snapshot(
        iteration, len(done), trainer.operations, trainer.learning_rate_of(iteration),
        _frozen_network(trainer.params_before(), trainer.network.activation_name), values,
        _frozen({name: trainer.network.params[name] for name in updated}),
        np.array(trainer.values["indices"]), values["t"].argmax(axis=1), dataset.look, dataset.class_names,
        "train", trainer.config.weight_init, (iteration - 1, 0), dataset.train.x)


def snapshot_of_sample(
    trace: Trace, dataset: Dataset, *, activation: str, weight_init: str | None = None
) -> Snapshot:
    """One sample looked at alone, as an iteration with N = 1 and without an update.

    Parameters
    ----------
    trace
        What was seen of it.
    dataset
        Where it comes from, or what a drawing was made to resemble.
    activation, weight_init
        Of the network that was looked into.
    """
    network = _frozen_network(dict(trace.params), activation)
    operations = _sample_operations(network, known=trace.sample.label is not None)
    drawn = trace.sample.split == "drawn"
    return Snapshot(
        0, len(operations), operations, 0.0, network, trace.values, MappingProxyType({}),
        None if drawn else np.array([trace.sample.index]),
        None if trace.sample.label is None else np.array([trace.sample.label]),
        dataset.look, dataset.class_names, trace.sample.split, weight_init, (trace.iteration, trace.position))


def _sample_operations(network: Network, known: bool) -> tuple[Operation, ...]:
    """Forward and backward as far as it can go, with the gradient of the inputs, which training leaves out."""
    if not known:
        return tuple(one for one in network.forward_operations if "t" not in one.reads)
    first = affine_backward(network.affines[0], 1, "x")
    return (*network.forward_operations, *network.backward_operations[:-1], first)


def _forward_names(network: Network) -> tuple[str, ...]:
    """What lies between the parameters and the loss."""
    names = [name for operation in network.forward_operations for name in operation.writes if name not in (LOG_Y, "L")]
    return (*names, "l")


def _losses(log_y: np.ndarray, t: np.ndarray) -> np.ndarray:
    """The cross entropy of each sample, (N,): what `functions.cross_entropy` takes the mean of."""
    losses = functions.losses(log_y, t)
    losses.setflags(write=False)
    return losses


def _frozen_network(params: dict[str, np.ndarray], activation: str) -> Network:
    for value in params.values():
        value.setflags(write=False)
    return Network.around(params, activation)


def _frozen(values: Mapping[str, np.ndarray]) -> Mapping[str, np.ndarray]:
    copies = {name: np.array(value) for name, value in values.items()}
    for value in copies.values():
        value.setflags(write=False)
    return MappingProxyType(copies)
