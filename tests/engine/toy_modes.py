"""Layers that compute otherwise in training than in evaluation: one draws at random, one keeps what is not learnt."""

import numpy as np

from engine.nn import operations
from engine.nn.cells import Function, Sum
from engine.nn.layers import Affine, Layer, Relu, SoftmaxWithLoss
from engine.nn.operations import Kind, Operation, Values
from engine.nn.variables import Role, Variable
from engine.problem import Problem
from tests.engine.toy_convolution import simple

LEFT = 0.75     # part of the units that are left
WEARS_OFF = 0.9


class Dropout(Layer):
    """In training some units, drawn anew for each sample, are 0; in evaluation all are there, and weaker (6.4.3)."""

    differs = True

    def forward(self, x):
        return LEFT * x


@operations.forward.register
def dropout_forward(layer: Dropout, z: Variable) -> Operation:
    name, mask = f"k{z.layer}", Variable(f"m{z.layer}", Role.DRAWN, z.axes, z.layer)
    on_average = Function("0.75·{z}", lambda z: LEFT * z, z=z)
    k = Variable(name, Role.VALUE, z.axes, z.layer, Sum((z, mask)) if layer.setting.training else on_average)

    def run(values: Values) -> None:
        x = values[z.name]
        if not layer.setting.training:
            values[name] = layer.forward(x)
            return
        if mask.name not in values:
            drawn = layer.rng(values.get("iteration", 0)).random(x.shape) < LEFT
            values[mask.name] = drawn.astype(x.dtype)
        values[name] = x * values[mask.name]

    makes = (k, mask) if layer.setting.training else (k,)
    return simple(f"Dropout{z.layer} forward", Kind.FORWARD, f"Dropout{z.layer}", makes, run, (Dropout.forward,))


@operations.backward.register
def dropout_backward(layer: Dropout, dk: Variable, with_dx: bool = True) -> Operation:
    if layer.setting.training:
        ((z, mask),) = dk.of.cells.products
        dz = z.gradient(Sum((dk, mask)))
    else:
        z = dk.of.cells.operands["z"]
        dz = z.gradient(Function("0.75·{dk}", lambda dk: LEFT * dk, dk=dk))

    def run(values: Values) -> None:
        values[dz.name] = values[dk.name] * (values[mask.name] if layer.setting.training else LEFT)

    return simple(f"Dropout{z.layer} backward", Kind.BACKWARD, f"Dropout{z.layer}", (dz,), run, (Dropout.forward,))


class Centre(Layer):
    """Subtracts from each unit its mean over the minibatch; in evaluation the mean that it remembers of all those."""

    differs = True

    @classmethod
    def first_kept(cls, number, inputs):
        return {f"r{number}": np.zeros(inputs)}

    def forward(self, x):
        (remembered,) = self.setting.kept.values()
        return x - remembered


@operations.forward.register
def centre_forward(layer: Centre, a: Variable) -> Operation:
    kept = Variable(f"r{a.layer}", Role.STATISTIC, a.axes[1:], a.layer, start=Problem("Every mean is 0 before."))
    mean = Variable(f"u{a.layer}", Role.VALUE, a.axes[1:], a.layer, Sum((a, "1/N")))
    training = layer.setting.training
    c = Variable(f"c{a.layer}", Role.VALUE, a.axes, a.layer,
                 Function("{a} − {u}", np.subtract, a=a, u=mean if training else kept))
    newer = kept.updated(Function("0.9·{r} + 0.1·{u}", lambda r, u: WEARS_OFF * r + (1 - WEARS_OFF) * u,
                                  r=kept, u=mean))

    def run(values: Values) -> None:
        x = values[a.name]
        if not training:
            values[c.name] = layer.forward(x)
            return
        values[mean.name] = x.mean(axis=0)
        values[c.name] = x - values[mean.name]
        arrays = layer.setting.kept
        arrays[kept.name] = (WEARS_OFF * arrays[kept.name] + (1 - WEARS_OFF) * values[mean.name]).astype(x.dtype)

    return Operation(
        name=f"Centre{a.layer} forward", kind=Kind.FORWARD, node=f"Centre{a.layer}",
        makes=(c, mean, newer) if training else (c,), run=run, code=(Centre.forward,), what="Centres.", why="Why.",
        reads=(a.name, kept.name), writes=(c.name, mean.name, kept.name) if training else (c.name,))


@operations.backward.register
def centre_backward(layer: Centre, dc: Variable, with_dx: bool = True) -> Operation:
    a, u = dc.of.cells.operands.values()
    if layer.setting.training:
        du = u.gradient(Sum((dc, "−1")))
        da = a.gradient(Sum((dc,), (du, "1/N")))
        makes = (da, du)
    else:
        makes = (da,) = (a.gradient(Sum((dc,))),)

    def run(values: Values) -> None:
        dout = values[dc.name]
        values[da.name] = dout
        if layer.setting.training:
            values[du.name] = -dout.sum(axis=0)
            values[da.name] = dout + values[du.name] / len(dout)

    return simple(f"Centre{a.layer} backward", Kind.BACKWARD, f"Centre{a.layer}", makes, run, (Centre.forward,))


KINDS = (Affine, Centre, Relu, Dropout, Affine, SoftmaxWithLoss)
SIZES = (64, 12, 10)
