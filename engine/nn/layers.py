"""The layers: each has a forward and, beside it, the backward that the chain rule makes of it.

A forward takes x and gives out. A backward takes dout = ∂L/∂out and gives ∂L/∂ everything the forward used.

The book's layers remember what their forward saw (``self.x = x``). Here the caller keeps every value under its
name, in one place (`engine.training.iteration`), and hands a backward what it needs. So every value can be looked at,
one step can be taken back, and a forward done only to look can never spoil a backward that is still to come.

No layer writes into an array that it was handed.
"""

from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field

import numpy as np

from engine.nn import functions
from engine.nn.streams import LAYERS, stream

Shape = tuple[int, ...]
Arrays = dict[str, np.ndarray]
Draw = Callable[[Shape, int], np.ndarray]  # first weights of a shape, for units with so many inputs


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """What a layer is told by the network that it is stacked into.

    Parameters
    ----------
    place
        How many layers are before it.
    seed
        Of the run.
    kept
        What layers keep that is not learnt, by name. An operation puts a new array in the place of an old one.
    training
        Whether its operations are those of training, or those of evaluation.
    """

    place: int = 0
    seed: int = 0
    kept: Arrays = field(default_factory=dict)
    training: bool = True


class Layer:
    """What a network is stacked of. Its `forward`, by itself, is that of evaluation.

    What its operations are, and how they are explained, stands in `engine.nn.operations`.

    Attributes
    ----------
    learns
        Whether it has parameters; it is then made with the network's, by name, and its number.
    begins
        Whether what it makes are new units: it then has a number of its own and a size of its own, as Affine1.
    differs
        Whether its operations in training are others than in evaluation.
    setting : Setting
        Where it stands.
    """

    learns = begins = differs = False
    setting = Setting()

    @classmethod
    def first_params(cls, number: int, inputs: Shape, units: int, draw: Draw) -> Arrays:
        """What it learns, by name, before training.

        Parameters
        ----------
        number
            Its own, or that of the last layer before it that begins.
        inputs
            The shape of what goes in, of one sample.
        units
            How many there are to be, where it begins.
        draw
            Draws weights.
        """
        return {}

    @classmethod
    def first_kept(cls, number: int, inputs: Shape) -> Arrays:
        """What it keeps that is not learnt, by name, before training."""
        return {}

    def shape(self, inputs: Shape) -> Shape:
        """The shape of what comes out of it, of one sample, given that of what goes in."""
        return inputs

    def rng(self, iteration: int) -> np.random.Generator:
        """What it draws with in an iteration: its own stream, the same whenever this iteration is run."""
        return stream(self.setting.seed, LAYERS, self.setting.place, iteration)

    def forward(self, x: np.ndarray, /) -> np.ndarray:
        """out, which goes on to the next layer; the last one goes on to the loss in a way of its own."""
        raise NotImplementedError


class Affine(Layer):
    """out = x·W + b: every output is a weighted sum of all inputs, plus a bias (book, 5.6.2).

    W and b are looked up by name in `params` whenever they are used, so whoever changes them there, in place or by
    putting in another array, is seen here.

    Parameters
    ----------
    params
        The parameters of the network, by name.
    number
        1 for the first Affine layer (W1, b1), 2 for the second (W2, b2), ...
    """

    learns = begins = True

    def __init__(self, params: MutableMapping[str, np.ndarray], number: int) -> None:
        self.params = params
        self.number = number
        self.name = f"Affine{number}"
        self.weights = f"W{number}"
        self.bias = f"b{number}"

    @classmethod
    def first_params(cls, number: int, inputs: Shape, units: int, draw: Draw) -> Arrays:
        """Weights from a normal distribution, biases 0."""
        return {f"W{number}": draw((*inputs, units), *inputs), f"b{number}": np.zeros(units)}

    def shape(self, inputs: Shape) -> Shape:
        """(D,) → (H,)."""
        return self.b.shape

    @property
    def W(self) -> np.ndarray:
        """Weights, (D, H)."""
        return self.params[self.weights]

    @property
    def b(self) -> np.ndarray:
        """Biases, (H,)."""
        return self.params[self.bias]

    def forward(self, x: np.ndarray) -> np.ndarray:
        """out, (N, H), of x (N, D)."""
        out = np.dot(x, self.W)             # (N, D)·(D, H) → (N, H)
        out += self.b                       # (H,) is added to each of the N rows
        return out

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """∂L/∂x: each input gets the gradient of every output it went into, times the weight in between."""
        return np.dot(dout, self.W.T)       # (N, H)·(H, D) → (N, D)

    def backward_params(self, dout: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """∂L/∂W and ∂L/∂b: input times gradient, added up over the minibatch."""
        dW = np.dot(x.T, dout)              # (D, N)·(N, H) → (D, H)
        db = functions.sum_of_rows(dout)    # (N, H) → (H,): b was added to every row, so every row has a say
        return dW, db


class Activation(Layer):
    """Each number by itself is put through one function, which is not linear.

    A further activation is one class like those below.

    Attributes
    ----------
    title
        What it is called.
    formula, slope
        out as a function of x, and the slope of that function, with ``{x}`` and ``{out}`` for the names.
    slope_needs
        ``"x"`` or ``"out"``: which of the two the slope is computed from.
    silences
        Whether it switches units off, so that out is exactly 0; where it does there is a kink, and no derivative.
    does, slope_is
        What it does, and what its slope is, in words.
    """

    title: str
    formula: str
    slope: str
    slope_needs: str
    silences = False
    does = "large ones are squeezed towards the ends of a range."
    slope_is = "."

    def backward(self, dout: np.ndarray, x: np.ndarray, out: np.ndarray) -> np.ndarray:
        """∂L/∂x, of the shape of x: dout times the slope at each place."""
        raise NotImplementedError


class Relu(Activation):
    """out = max(0, x) (book, 5.5.1)."""

    title = "ReLU"
    formula = "max(0, {x})"
    slope = "[{x} > 0]"
    slope_needs = "x"
    silences = True
    does = "negative ones become 0."
    slope_is = ": 1 where the unit was active, 0 where it was silent."
    forward = staticmethod(functions.relu)

    def backward(self, dout: np.ndarray, x: np.ndarray, out: np.ndarray) -> np.ndarray:
        """The gradient passes where the input was positive; at 0 and below it is 0 (the book: ``dout[x <= 0] = 0``)."""
        return functions.only_where(~(x <= 0), dout)


class Sigmoid(Activation):
    """out = 1 / (1 + exp(−x)) (book, 5.5.2)."""

    title = "Sigmoid"
    formula = "1 / (1 + exp(−{x}))"
    slope = "{out} ⊙ (1 − {out})"
    slope_needs = "out"
    forward = staticmethod(functions.sigmoid)

    def backward(self, dout: np.ndarray, x: np.ndarray, out: np.ndarray) -> np.ndarray:
        """The slope of the sigmoid can be read off its output: out·(1 − out), never more than 1/4."""
        return dout * out * (1 - out)


class Tanh(Activation):
    """out = tanh(x)."""

    title = "Tanh"
    formula = "tanh({x})"
    slope = "(1 − {out}²)"
    slope_needs = "out"
    forward = staticmethod(functions.tanh)

    def backward(self, dout: np.ndarray, x: np.ndarray, out: np.ndarray) -> np.ndarray:
        """The slope of tanh can be read off its output: 1 − out², never more than 1."""
        return dout * (1 - out * out)


class SoftmaxWithLoss(Layer):
    """y = softmax(x), L = cross entropy of y against t, mean over the minibatch (book, 5.6.3).

    The two are one layer because together their backward is as simple as can be: y − t.
    """

    loss = staticmethod(functions.cross_entropy)        # of log y and t

    def softmax(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """y and log y, the probability of each class and its logarithm: (N, C) → two of (N, C)."""
        log_y = functions.log_softmax(x)
        return np.exp(log_y), log_y

    def backward(self, y: np.ndarray, t: np.ndarray) -> np.ndarray:
        """(y − t)/N: what the network said minus what it should have said; L is a mean, so each sample counts 1/N."""
        return (y - t) / len(y)


ACTIVATIONS = {"relu": Relu, "sigmoid": Sigmoid, "tanh": Tanh}
