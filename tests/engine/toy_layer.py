"""A layer that the program does not have, as a person adds one: what it computes, and beside it how it is explained."""

import numpy as np

from engine.data.dataset import Split
from engine.data.look import ImageLook
from engine.inspection.frozen.snapshot import Snapshot
from engine.nn import operations
from engine.nn.cells import Sum
from engine.nn.layers import Affine, Layer, Relu, SoftmaxWithLoss
from engine.nn.network import Network
from engine.nn.operations import Kind, Operation, Values
from engine.nn.optimizers import SGD
from engine.nn.variables import Role, Variable
from engine.problem import Problem
from engine.training.iteration import iteration_operations
from engine.training.minibatch import Minibatches

RATE, N = 0.25, 4


class ScaleShift(Layer):
    """out = x ⊙ g + s: every unit has one learnt scale and one learnt shift."""

    learns = True

    def __init__(self, params, number: int) -> None:
        self.params, self.number = params, number
        self.scale, self.shift = f"g{number}", f"s{number}"

    @classmethod
    def first_params(cls, number, inputs, units, draw):
        return {f"g{number}": np.ones(inputs), f"s{number}": np.zeros(inputs)}

    def forward(self, x: np.ndarray) -> np.ndarray:
        return x * self.params[self.scale] + self.params[self.shift]    # (N, H)

    def backward(self, dout: np.ndarray) -> np.ndarray:
        return dout * self.params[self.scale]                           # (N, H)

    def backward_params(self, dout: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return (dout * x).sum(axis=0), dout.sum(axis=0)                 # (H,), (H,)


@operations.forward.register
def scale_shift_forward(layer: ScaleShift, x: Variable) -> Operation:
    g = Variable(layer.scale, Role.PARAMETER, x.axes[1:], layer.number, symbol="g",
                 start=Problem("Every scale is 1 before training."))
    s = Variable(layer.shift, Role.PARAMETER, x.axes[1:], layer.number, symbol="s",
                 start=Problem("Every shift is 0 before training."))
    c = Variable(f"c{layer.number}", Role.VALUE, x.axes, layer.number, Sum((x, g), (s,)))

    def run(values: Values) -> None:
        values[c.name] = layer.forward(values[x.name])

    return Operation(
        name=f"Scale{layer.number} forward", kind=Kind.FORWARD, node=f"Scale{layer.number}", makes=(c,), run=run,
        code=(ScaleShift.forward,), what="Scales and shifts each unit.", why="The units may be of any size.")


@operations.backward.register
def scale_shift_backward(layer: ScaleShift, dc: Variable, with_dx: bool = True) -> Operation:
    (x, g), (s,) = dc.of.cells.products
    dx, dg, ds = x.gradient(Sum((dc, g))), g.gradient(Sum((dc, x))), s.gradient(Sum((dc,)))

    def run(values: Values) -> None:
        values[dx.name] = layer.backward(values[dc.name])
        values[dg.name], values[ds.name] = layer.backward_params(values[dc.name], values[x.name])

    return Operation(
        name=f"Scale{layer.number} backward", kind=Kind.BACKWARD, node=f"Scale{layer.number}", makes=(dx, dg, ds),
        run=run, code=(ScaleShift.backward, ScaleShift.backward_params), what="The way back.", why="To learn them.")


KINDS = (Affine, ScaleShift, Relu, Affine, SoftmaxWithLoss)


def toy_network(rng: np.random.Generator, sizes=(6, 5, 3), dtype=np.float64) -> Network:
    """Affine → ScaleShift → ReLU → Affine → softmax with loss."""
    network = Network(sizes, weight_init="he", rng=rng, dtype=dtype, kinds=KINDS)
    for name in ("g1", "s1"):
        network.params[name] += rng.uniform(-0.5, 0.5, sizes[1]).astype(dtype)
    return network


def toy_snapshot(rng: np.random.Generator) -> Snapshot:
    """One iteration of such a network, run to its end."""
    network, split = toy_network(rng), Split(rng.random((12, 6)), rng.integers(0, 3, 12))
    optimizer = SGD(network.params, RATE)
    operations = iteration_operations(network, optimizer, split, Minibatches(0, 12, N))
    before, values = network.copy(), {"iteration": 1}
    for operation in operations:
        operation.run(values)
    indices = values.pop("indices")
    return Snapshot(
        1, len(operations), operations, optimizer.copy(before.params), before, values, dict(network.params), indices,
        split.labels[indices], ImageLook((2, 3)), ("0", "1", "2"), "train")
