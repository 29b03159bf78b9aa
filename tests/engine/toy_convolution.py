"""A convolution that the program does not have (book, chapter 7), as layers alone: values of four axes, (N, C, H, W).

Between it and what goes through the program as rows stand two layers that only put numbers elsewhere.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from engine.nn import operations
from engine.nn.cells import Sum
from engine.nn.indices import Flat, Part, Picked, Shift
from engine.nn.layers import Affine, Layer, Relu, SoftmaxWithLoss
from engine.nn.operations import Kind, Operation, Values
from engine.nn.variables import INPUTS, SAMPLES, Role, Variable
from engine.problem import Problem

SIDE = 8        # of an image
KERNEL = 3      # side of a kernel
IMAGE = (1, SIDE, SIDE)
PIXEL = ("c0", "i0", "j0")
INSIDE = ("1", "i1", "j1")
WINDOW = ("p1", "q1")


class Picture(Layer):
    """Each row of 64 numbers as a picture of one channel."""

    def shape(self, inputs):
        return IMAGE

    def forward(self, x):
        return x.reshape(-1, *IMAGE)                                    # (N, D) → (N, C, H, W)

    def backward(self, dout):
        return dout.reshape(len(dout), -1)


class Convolution(Layer):
    """out[n, f, i, j] = Σ x[n, c, i + p, j + q]·K[f, c, p, q] + b[f]: the same few weights everywhere."""

    learns = begins = True

    def __init__(self, params, number):
        self.params, self.number, self.kernels, self.bias = params, number, f"K{number}", f"b{number}"

    @classmethod
    def first_params(cls, number, inputs, units, draw):
        shape = (units, inputs[0], KERNEL, KERNEL)
        return {f"K{number}": draw(shape, inputs[0] * KERNEL ** 2), f"b{number}": np.zeros(units)}

    def shape(self, inputs):
        return (len(self.params[self.bias]), *(size - KERNEL + 1 for size in inputs[1:]))

    def forward(self, x):
        out = np.einsum("ncijpq,fcpq->nfij", windows(x), self.params[self.kernels])
        return out + self.params[self.bias][:, np.newaxis, np.newaxis]

    def backward(self, dout):
        edge = KERNEL - 1
        padded = np.pad(dout, ((0, 0), (0, 0), (edge, edge), (edge, edge)))
        return np.einsum("nfijpq,fcpq->ncij", windows(padded), self.params[self.kernels][:, :, ::-1, ::-1])

    def backward_params(self, dout, x):
        return np.einsum("ncijpq,nfij->fcpq", windows(x), dout), dout.sum(axis=(0, 2, 3))


class Flatten(Layer):
    """All numbers of a sample in one row, for the Affine layer behind."""

    def shape(self, inputs):
        return (int(np.prod(inputs)),)

    def forward(self, x):
        return x.reshape(len(x), -1)


def windows(x: np.ndarray) -> np.ndarray:
    """(N, C, H, W) → (N, C, H', W', p, q)."""
    return sliding_window_view(x, (KERNEL, KERNEL), axis=(2, 3))


def simple(name: str, kind: Kind, node: str, made: tuple[Variable, ...], run, code) -> Operation:
    return Operation(name=name, kind=kind, node=node, makes=made, run=run, code=code, what="What it does.", why="Why.")


@operations.forward.register
def picture_forward(layer: Picture, x: Variable) -> Operation:
    p = Variable("p", Role.VALUE, (SAMPLES, *PIXEL), cells=Sum((Picked(x, (SAMPLES, Flat(PIXEL, IMAGE))),)))

    def run(values: Values) -> None:
        values["p"] = layer.forward(values["x"])

    return simple("Picture forward", Kind.FORWARD, "Picture", (p,), run, (Picture.forward,))


@operations.backward.register
def picture_backward(layer: Picture, dp: Variable, with_dx: bool = True) -> Operation:
    dx = Variable("x", Role.INPUT, (SAMPLES, INPUTS)).gradient(
        Sum((Picked(dp, (SAMPLES, *(Part(INPUTS, IMAGE, which) for which in range(3)))),)))

    def run(values: Values) -> None:
        values["dx"] = layer.backward(values["dp"])

    return simple("Picture backward", Kind.BACKWARD, "Picture", (dx,), run, (Picture.backward,))


@operations.forward.register
def convolution_forward(layer: Convolution, p: Variable) -> Operation:
    K = Variable(layer.kernels, Role.PARAMETER, ("1", "c0", *WINDOW), 1, symbol="K",
                 start=Problem("Drawn at random before training."))
    b = Variable(layer.bias, Role.PARAMETER, ("1",), 1, symbol="b", start=Problem("Every bias is 0 before training."))
    seen = Picked(p, (SAMPLES, "c0", Shift("i1", "p1"), Shift("j1", "q1")))
    a = Variable("a1", Role.VALUE, (SAMPLES, *INSIDE), 1, Sum((seen, K), (b,), over="cpq"))

    def run(values: Values) -> None:
        values["a1"] = layer.forward(values["p"])

    return simple("Convolution1 forward", Kind.FORWARD, "Convolution1", (a,), run, (Convolution.forward,))


@operations.backward.register
def convolution_backward(layer: Convolution, da: Variable, with_dx: bool = True) -> Operation:
    (seen, K), (b,) = da.of.cells.products
    came = Picked(da, (SAMPLES, "1", Shift("i0", "p1", back=True), Shift("j0", "q1", back=True)))
    dp = seen.variable.gradient(Sum((came, K), over="fpq"))
    dK, db = K.gradient(Sum((seen, da), over="ij")), b.gradient(Sum((da,), over="ij"))

    def run(values: Values) -> None:
        if with_dx:
            values["dp"] = layer.backward(values["da1"])
        values[dK.name], values[db.name] = layer.backward_params(values["da1"], values["p"])

    return simple("Convolution1 backward", Kind.BACKWARD, "Convolution1", (dp, dK, db) if with_dx else (dK, db), run,
                  (Convolution.backward_params,))


@operations.forward.register
def flatten_forward(layer: Flatten, z: Variable) -> Operation:
    lengths = (4, SIDE - KERNEL + 1, SIDE - KERNEL + 1)
    parts = (Part("flat", lengths, which) for which in range(3))
    f = Variable("f1", Role.VALUE, (SAMPLES, "flat"), 1, Sum((Picked(z, (SAMPLES, *parts)),)))

    def run(values: Values) -> None:
        values["f1"] = layer.forward(values[z.name])

    return simple("Flatten forward", Kind.FORWARD, "Flatten", (f,), run, (Flatten.forward,))


@operations.backward.register
def flatten_backward(layer: Flatten, df: Variable, with_dx: bool = True) -> Operation:
    ((z,),) = df.of.cells.products
    lengths = (4, SIDE - KERNEL + 1, SIDE - KERNEL + 1)
    dz = z.variable.gradient(Sum((Picked(df, (SAMPLES, Flat(INSIDE, lengths))),)))

    def run(values: Values) -> None:
        values[dz.name] = values["df1"].reshape(-1, *lengths)

    return simple("Flatten backward", Kind.BACKWARD, "Flatten", (dz,), run, (Flatten.forward,))


KINDS = (Picture, Convolution, Relu, Flatten, Affine, SoftmaxWithLoss)
SIZES = (SIDE * SIDE, 4, 10)  # 4 kernels
