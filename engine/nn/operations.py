"""An operation: one named piece of processing, small enough to look at its result before the next one runs.

A network is run by running its operations one after the other on one dict of values: each reads some values by
name and writes others. Running them all is a forward and backward pass; running them one at a time is looking inside.

All of the book's network, which is its `gradient` (section 5.7.2) with the forward pass before it:

    Affine1 forward          a1 = x·W1 + b1
    ReLU1 forward            z1 = max(0, a1)
    Affine2 forward          a2 = z1·W2 + b2
    Softmax forward          y = softmax(a2)
    Loss forward             L = −(1/N) Σ t·log softmax(a2)
    Softmax+Loss backward    da2 = (y − t)/N
    Affine2 backward         dz1 = da2·W2ᵀ   dW2 = z1ᵀ·da2   db2 = Σ da2
    ReLU1 backward           da1 = dz1 ⊙ [a1 > 0]
    Affine1 backward         dW1 = xᵀ·da1   db1 = Σ da1

What an operation makes is described once, beside what runs: variables whose cells say how they are computed. Its
formula, its page, and where each number comes from are read off that.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import singledispatch
from inspect import getsourcefile, getsourcelines
from typing import Any

from engine.nn import functions, terms
from engine.nn.cells import ARROW, Curve, Equation, Residual, SampleLoss, Slope, Softmax, Sum
from engine.nn.layers import Activation, Affine, Layer, SoftmaxWithLoss
from engine.nn.variables import SAMPLES, Role, Variable
from engine.problem import Problem

LOG_Y = "log y"  # what the loss is computed from: of y itself too little is left where it is near 0
Values = dict  # of str to ndarray: every value computed so far, by its name in the notation table


class Kind(Enum):
    """The part of an iteration that an operation belongs to."""

    DRAW = "draw"
    FORWARD = "forward"
    BACKWARD = "backward"
    UPDATE = "update"
    EVALUATE = "evaluate"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Operation:
    """One step of an iteration.

    Parameters
    ----------
    name
        ``"Affine1 forward"``.
    kind
        Part of the iteration.
    node
        Node of the computational graph it belongs to: ``"Affine1"``.
    makes
        The variables that it computes, and those on the way to them, in order.
    run
        Does it: takes the dict of values, reads and writes there.
    code
        The functions whose lines do the work.
    what, why
        A sentence on what it does, and one on why it is there.
    reads, writes
        Names of the values that `run` uses and of those that it makes. An update both reads and writes its parameter.
        If not given, what it makes and what that is computed from.
    formula
        What is computed, in the notation of the book; if not given, that of each variable it makes.
    equations
        The same in matrices, one equation for each variable.
    """

    name: str
    kind: Kind
    node: str
    makes: tuple[Variable, ...]
    run: Callable[[Values], None]
    code: tuple[Callable, ...]
    what: str
    why: str
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    formula: str = ""
    equations: tuple[Equation, ...] = ()

    def __post_init__(self) -> None:
        computed = [one for one in self.makes if one.cells]  # the others are drawn at random
        described = {
            "reads": lambda: tuple(one.name for one in self.uses),
            "writes": lambda: tuple(one.name for one in self.makes),
            "formula": lambda: "   ".join(one.cells.formula(one) for one in computed),
            "equations": lambda: tuple(one.cells.equation(one) for one in computed),
        }
        for name, found in described.items():
            if not getattr(self, name):
                object.__setattr__(self, name, found())

    @property
    def uses(self) -> tuple[Variable, ...]:
        """The variables that those it makes are computed from."""
        used = [each for one in self.makes for each in (one.cells.variables if one.cells else ())]
        return tuple({one.name: one for one in used if one not in self.makes}.values())

    def source(self) -> list[tuple[str, int, str]]:
        """(file, number of the first line, text) of each function that does the work."""
        found = []
        for function in self.code:
            lines, first = getsourcelines(function)
            found.append((getsourcefile(function) or "", first, "".join(lines)))
        return found


# --- each layer: its forward with what it learns, and beneath that its backward -----------------------------------


@singledispatch
def forward(layer: Layer, x: Variable) -> Operation:
    """The operation that makes out of `x`, which goes into the layer, what comes out: the first that it makes."""
    raise NotImplementedError(f"how {type(layer).__name__} goes forward is not described")


@singledispatch
def backward(layer: Layer, dout: Variable, with_dx: bool = True) -> Operation:
    """The operation that makes the gradients, that of what went in first, out of that of what came out.

    Without `with_dx` only those of the parameters, for the first layer: nobody needs the gradient of the pixels in
    order to learn.
    """
    raise NotImplementedError(f"how {type(layer).__name__} goes backward is not described")


@forward.register
def affine_forward(affine: Affine, x: Variable) -> Operation:
    """a = x·W + b."""
    number, units = affine.number, str(affine.number)
    W = Variable(affine.weights, Role.PARAMETER, (x.axes[-1], units), number, symbol="W", term=terms.WEIGHTS)
    b = Variable(affine.bias, Role.PARAMETER, (units,), number, symbol="b", term=terms.BIASES,
                 start=Problem("Every bias is 0 before training."))
    a = Variable(f"a{number}", Role.VALUE, (SAMPLES, units), number, Sum((x, W), (b,)), term=terms.SUMS)
    before, after = x.name, a.name

    def run(values: Values) -> None:
        values[after] = affine.forward(values[before])

    return Operation(
        name=f"{affine.name} forward", kind=Kind.FORWARD, node=affine.name, makes=(a,), run=run,
        code=(type(affine).forward,),
        what="Each unit adds up all its inputs, each times its weight, and its bias.",
        why="The weights decide what a unit reacts to; they are what is learnt.")


@backward.register
def affine_backward(affine: Affine, da: Variable, with_dx: bool = True) -> Operation:
    """dW = xᵀ·da, db = Σ da; before them dx = da·Wᵀ, the gradient of what went in."""
    (x, W), (b,) = da.of.cells.products
    dx, dW, db = x.gradient(Sum((da, W), over="k")), W.gradient(Sum((x, da))), b.gradient(Sum((da,)))
    came, before, goes, weights, bias = (one.name for one in (da, x, dx, dW, db))

    def run_parameters(values: Values) -> None:
        values[weights], values[bias] = affine.backward_params(values[came], values[before])

    def run(values: Values) -> None:
        values[goes] = affine.backward(values[came])
        run_parameters(values)

    what = ("How the loss changes with each weight: its input times the gradient of its output, summed over the "
            "minibatch.")
    why = "The update needs one number for each weight and bias."
    here: dict[str, Any] = {"name": f"{affine.name} backward", "kind": Kind.BACKWARD, "node": affine.name}
    if not with_dx:
        return Operation(**here, makes=(dW, db), reads=(da.name, x.name), run=run_parameters,
                         code=(type(affine).backward_params,), what=what, why=why)
    return Operation(
        **here, makes=(dx, dW, db), reads=(da.name, x.name, W.name), run=run,
        code=(type(affine).backward, type(affine).backward_params),
        what=what + " And how it changes with each input: the gradient goes back through the same weights.",
        why=why + " The layer before needs the gradient of what it put out.")


@forward.register
def activation_forward(activation: Activation, a: Variable) -> Operation:
    """z = activation(a)."""
    z = Variable(f"z{a.layer}", Role.VALUE, a.axes, a.layer, Curve(activation, a), term=terms.outputs(activation.title))
    node, before, after = f"{activation.title}{a.layer}", a.name, z.name

    def run(values: Values) -> None:
        values[after] = activation.forward(values[before])

    return Operation(
        name=f"{node} forward", kind=Kind.FORWARD, node=node, makes=(z,), run=run, code=(type(activation).forward,),
        what="Applies the activation function to each number by itself: " + activation.does,
        why="Without a nonlinear function between them, two Affine layers would be no more than one.")


@backward.register
def activation_backward(activation: Activation, dz: Variable, with_dx: bool = True) -> Operation:
    """da = dz times the slope of the activation."""
    z, a, node = dz.of, dz.of.cells.operands["x"], f"{activation.title}{dz.layer}"
    da = a.gradient(Slope(activation, dz, a, z))  # type: ignore[arg-type]  # it is of something
    came, before, after, goes = (one.name for one in (dz, a, z, da))

    def run(values: Values) -> None:
        values[goes] = activation.backward(values[came], values[before], values[after])

    return Operation(
        name=f"{node} backward", kind=Kind.BACKWARD, node=node, makes=(da,), run=run, code=(type(activation).backward,),
        what="Multiplies each gradient by the slope of the activation function at that place" + activation.slope_is,
        why="Where the function is flat, a small change of its input changes neither its output nor the loss.")


# --- the last layer, whose two halves are looked at one by one ----------------------------------------------------


def softmax_forward(layer: SoftmaxWithLoss, a: Variable) -> Operation:
    """y = softmax(a), of the last a."""
    y = Variable("y", Role.OUTPUT, a.axes, cells=Softmax(a), term=terms.PROBABILITIES)
    before = a.name

    def run(values: Values) -> None:
        values["y"], values[LOG_Y] = layer.softmax(values[before])

    return Operation(
        name="Softmax forward", kind=Kind.FORWARD, node="Softmax", makes=(y,), writes=("y", LOG_Y), run=run,
        code=(type(layer).softmax, functions.log_softmax),
        what="Turns the logits of each sample into probabilities that sum to 1.",
        why="Probabilities can be compared with the right answer, which has probability 1.")


def loss_forward(layer: SoftmaxWithLoss, y: Variable, t: Variable) -> Operation:
    """L = cross entropy of the last a against t: the mean of l, the losses of the samples one by one."""
    a = y.cells.operands["x"]
    losses = Variable("l", Role.LOSS, (SAMPLES,), cells=SampleLoss(a, y, t), term=terms.LOSSES)
    mean = Variable("L", Role.LOSS, cells=Sum((losses, "1/N")), term=terms.LOSS)

    def run(values: Values) -> None:
        values["L"] = layer.loss(values[LOG_Y], values["t"])

    return Operation(
        name="Loss forward", kind=Kind.FORWARD, node="Loss", makes=(losses, mean), run=run,
        code=(type(layer).loss, functions.losses), reads=(LOG_Y, "t"), writes=("L",),
        formula=f"L = −(1/N) Σ t·log softmax({a.name})",
        equations=(Equation.of(y, ",", t, ARROW, losses, ARROW, mean),),
        what="The cross entropy: −log of the probability of the right class, on average over the minibatch.",
        why="Learning needs one number to make smaller.")


def loss_backward(layer: SoftmaxWithLoss, y: Variable, t: Variable) -> Operation:
    """da = (y − t)/N: where backpropagation begins."""
    da = y.cells.operands["x"].gradient(Residual(y, t))
    goes = da.name

    def run(values: Values) -> None:
        values[goes] = layer.backward(values["y"], values["t"])

    return Operation(
        name="Softmax+Loss backward", kind=Kind.BACKWARD, node="Softmax+Loss", makes=(da,), run=run,
        code=(type(layer).backward,),
        what="What the network said minus what it should have said, for each sample and class, divided by N.",
        why="Backpropagation starts here: the gradient of the loss with respect to the logits.")
