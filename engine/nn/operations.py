"""An operation: one named piece of processing, small enough to look at its result before the next one runs.

A network is run by running its operations one after the other on one dict of values: each reads some values by
name and writes others. Running them all is a forward and backward pass; running them one at a time is looking inside.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from inspect import getsourcefile, getsourcelines

from engine.nn import functions
from engine.nn.layers import Activation, Affine, SoftmaxWithLoss

LOG_Y = "log y"  # what the loss is computed from: of y itself too little is left where it is near 0
Values = dict  # of str to ndarray: every value computed so far, by its name in the notation table


class Kind(Enum):
    """The part of an iteration that an operation belongs to."""

    DRAW = "draw"
    FORWARD = "forward"
    BACKWARD = "backward"
    UPDATE = "update"
    EVALUATE = "evaluate"


@dataclass(frozen=True, slots=True, eq=False)
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
    formula
        What is computed, in the notation of the book.
    reads, writes
        Names of the values it uses and of those it makes. An update both reads and writes its parameter.
    run
        Does it: takes the dict of values, reads and writes there.
    code
        The functions whose lines do the work.
    what, why
        A sentence on what it does, and one on why it is there.
    """

    name: str
    kind: Kind
    node: str
    formula: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    run: Callable[[Values], None]
    code: tuple[Callable, ...]
    what: str
    why: str

    def source(self) -> list[tuple[str, int, str]]:
        """(file, number of the first line, text) of each function that does the work."""
        found = []
        for function in self.code:
            lines, first = getsourcelines(function)
            found.append((getsourcefile(function), first, "".join(lines)))
        return found


def affine_forward(affine: Affine, number: int, before: str) -> Operation:
    """a = x·W + b, where `before` is the name of what goes into the layer."""
    a, W, b = f"a{number}", affine.weights, affine.bias

    def run(values: Values) -> None:
        values[a] = affine.forward(values[before])

    return Operation(
        f"{affine.name} forward", Kind.FORWARD, affine.name, f"{a} = {before}·{W} + {b}", (before, W, b), (a,), run,
        (type(affine).forward,),
        "Each unit adds up all its inputs, each times its weight, and its bias.",
        "The weights decide what a unit reacts to; they are what is learnt.")


def activation_forward(activation: Activation, number: int) -> Operation:
    """z = activation(a) after Affine layer `number`."""
    a, z, node = f"a{number}", f"z{number}", f"{activation.title}{number}"

    def run(values: Values) -> None:
        values[z] = activation.forward(values[a])

    return Operation(
        f"{node} forward", Kind.FORWARD, node, f"{z} = {activation.formula.format(x=a)}", (a,), (z,), run,
        (type(activation).forward,),
        "Applies the activation function to each number by itself: " + activation.does,
        "Without a nonlinear function between them, two Affine layers would be no more than one.")


def softmax_forward(layer: SoftmaxWithLoss, depth: int) -> Operation:
    """y = softmax(a), of the last a."""
    a = f"a{depth}"

    def run(values: Values) -> None:
        values["y"], values[LOG_Y] = layer.softmax(values[a])

    return Operation(
        "Softmax forward", Kind.FORWARD, "Softmax", f"y = softmax({a})", (a,), ("y", LOG_Y), run,
        (type(layer).softmax, functions.log_softmax),
        "Turns the logits of each sample into probabilities that sum to 1.",
        "Probabilities can be compared with the right answer, which has probability 1.")


def loss_forward(layer: SoftmaxWithLoss, depth: int) -> Operation:
    """L = cross entropy of the last a against t."""
    a = f"a{depth}"

    def run(values: Values) -> None:
        values["L"] = layer.loss(values[LOG_Y], values["t"])

    return Operation(
        "Loss forward", Kind.FORWARD, "Loss", f"L = −(1/N) Σ t·log softmax({a})", (LOG_Y, "t"), ("L",), run,
        (type(layer).loss, functions.losses),
        "The cross entropy: −log of the probability of the right class, on average over the minibatch.",
        "Learning needs one number to make smaller.")


def loss_backward(layer: SoftmaxWithLoss, depth: int) -> Operation:
    """da = (y − t)/N: where backpropagation begins."""
    da = f"da{depth}"

    def run(values: Values) -> None:
        values[da] = layer.backward(values["y"], values["t"])

    return Operation(
        "Softmax+Loss backward", Kind.BACKWARD, "Softmax+Loss", f"{da} = (y − t)/N", ("y", "t"), (da,), run,
        (type(layer).backward,),
        "What the network said minus what it should have said, for each sample and class, divided by N.",
        "Backpropagation starts here: the gradient of the loss with respect to the logits.")


def affine_backward_params(affine: Affine, number: int, before: str) -> Operation:
    """dW and db alone, for the first layer: nobody needs the gradient of the pixels in order to learn."""
    da, dW, db = f"da{number}", f"d{affine.weights}", f"d{affine.bias}"

    def run(values: Values) -> None:
        values[dW], values[db] = affine.backward_params(values[da], values[before])

    return Operation(
        f"{affine.name} backward", Kind.BACKWARD, affine.name, f"{dW} = {before}ᵀ·{da}   {db} = Σ {da}", (da, before),
        (dW, db), run, (type(affine).backward_params,),
        "How the loss changes with each weight: its input times the gradient of its output, summed over the minibatch.",
        "The update needs one number for each weight and bias.")


def affine_backward(affine: Affine, number: int, before: str) -> Operation:
    """dW, db, and the gradient of what went in, for the layer before."""
    da, dx = f"da{number}", f"d{before}"
    params = affine_backward_params(affine, number, before)

    def run(values: Values) -> None:
        values[dx] = affine.backward(values[da])
        params.run(values)

    return Operation(
        params.name, Kind.BACKWARD, affine.name, f"{dx} = {da}·{affine.weights}ᵀ   {params.formula}",
        (da, before, affine.weights), (dx, *params.writes), run, (type(affine).backward, type(affine).backward_params),
        params.what + " And how it changes with each input: the gradient goes back through the same weights.",
        params.why + " The layer before needs the gradient of what it put out.")


def activation_backward(activation: Activation, number: int) -> Operation:
    """da = dz times the slope of the activation."""
    a, z, da, dz, node = f"a{number}", f"z{number}", f"da{number}", f"dz{number}", f"{activation.title}{number}"
    needed = a if activation.slope_needs == "x" else z

    def run(values: Values) -> None:
        values[da] = activation.backward(values[dz], values[a], values[z])

    return Operation(
        f"{node} backward", Kind.BACKWARD, node, f"{da} = {dz} ⊙ {activation.slope.format(x=a, out=z)}",
        (dz, needed), (da,), run, (type(activation).backward,),
        "Multiplies each gradient by the slope of the activation function at that place" + activation.slope_is,
        "Where the function is flat, a small change of its input changes neither its output nor the loss.")
