"""Broken on purpose: the mistakes that beginners make in a backward, one at a time, for the gradient check to find.

Each is a subclass of a layer that differs from it in one line of its backward. A network that is stacked of such a
layer still predicts the same, with the same loss; only the gradient that it computes is wrong. It runs as the same list
of operations as any other network.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.nn.layers import ACTIVATIONS, Affine, Layer, Relu, Sigmoid, SoftmaxWithLoss, Tanh
from engine.nn.network import Network
from engine.problem import EngineError, Problem

# --- the layers with a mistake ------------------------------------------------------------------------------------


class ReluWithoutMask(Relu):
    """A ReLU that lets every gradient back, those of silent units too."""

    def backward(self, dout: np.ndarray, x: np.ndarray, out: np.ndarray) -> np.ndarray:
        return dout.copy()                  # broken: 0 where x <= 0 is right


class SigmoidWithoutSlope(Sigmoid):
    """A sigmoid that goes back as if it had been a straight line."""

    def backward(self, dout: np.ndarray, x: np.ndarray, out: np.ndarray) -> np.ndarray:
        return dout.copy()                  # broken: dout * out * (1 - out) is right


class TanhWithoutSlope(Tanh):
    """A tanh that goes back as if it had been a straight line."""

    def backward(self, dout: np.ndarray, x: np.ndarray, out: np.ndarray) -> np.ndarray:
        return dout.copy()                  # broken: dout * (1 - out * out) is right


class LossWithoutMean(SoftmaxWithLoss):
    """A loss whose backward forgets that the loss is a mean over the minibatch."""

    def backward(self, y: np.ndarray, t: np.ndarray) -> np.ndarray:
        return y - t                        # broken: (y - t) / len(y) is right


class AffineWithoutTranspose(Affine):
    """An Affine layer that goes back through W the wrong way round; only a square W lets this pass unnoticed."""

    def backward(self, dout: np.ndarray) -> np.ndarray:
        return np.dot(dout, self.W)         # broken: np.dot(dout, self.W.T) is right


class AffineWithoutSum(Affine):
    """An Affine layer that takes the bias's gradient from the first sample, as if the minibatch held no other."""

    def backward_params(self, dout: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        dW = np.dot(x.T, dout)
        db = dout[0].copy()                 # broken: the sum of all rows is right
        return dW, db


# --- what can be broken -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Breakage:
    """One mistake that can be put into a network.

    Parameters
    ----------
    name
        Its name in `BREAKAGES`.
    title, what
        What is broken, in a few words, and what the mistake is and does, in a sentence or two.
    kinds
        The layers of a network with this mistake, from the layers of the right one.
    why_not
        What stands against it in a network and with so many samples a minibatch; None: nothing does.
    """

    name: str
    title: Problem
    what: Problem
    kinds: Callable[[Network], tuple[type[Layer], ...]]
    why_not: Callable[[Network, int | None], Problem | None]

    def applies(self, network: Network, samples: int | None = None) -> Problem | None:
        """None if this mistake can be made in `network` and shows with N = `samples`; else why not."""
        return self.why_not(network, samples)


def broken(network: Network, name: str) -> Network:
    """A copy of `network` whose backward has the mistake called `name`, and no other.

    Raises
    ------
    EngineError
        If this network has no place for that mistake; it says why.
    """
    breakage = BREAKAGES[name]
    problem = breakage.applies(network)
    if problem is not None:
        raise EngineError(problem.text, **problem.values)
    return network.with_kinds(breakage.kinds(network))


def _instead(wrong: dict[type[Layer], type[Layer]]) -> Callable[[Network], tuple[type[Layer], ...]]:
    """All layers of these kinds as layers with a mistake."""
    return lambda network: tuple(wrong.get(kind, kind) for kind in _right(network))


def _right(network: Network) -> tuple[type[Layer], ...]:
    """The layers of the network without any mistake."""
    mistaken = (ReluWithoutMask, SigmoidWithoutSlope, TanhWithoutSlope, LossWithoutMean, AffineWithoutTranspose,
                AffineWithoutSum)
    return tuple(kind.__bases__[0] if kind in mistaken else kind for kind in network.kinds)


def _without_transpose(network: Network) -> tuple[type[Layer], ...]:
    squares = iter(_squares(network))
    return tuple(AffineWithoutTranspose if kind is Affine and next(squares) else kind for kind in _right(network))


def _squares(network: Network) -> list[bool]:
    """For each Affine layer, whether its W is square and its gradient goes on to a layer before it."""
    return [number > 1 and network.sizes[number - 1] == network.sizes[number]
            for number in range(1, network.depth + 1)]


def _other_activation(*names: str) -> Callable[[Network, int | None], Problem | None]:
    def why_not(network: Network, samples: int | None) -> Problem | None:
        if network.depth == 1:
            return Problem("This network has no hidden layer, so it has no activation function. Add a hidden layer to "
                           "see this.")
        if network.activation_name in names:
            return None
        return Problem("The activation function of this network is {activation}. Choose {names} to see this.",
                       {"activation": network.activation.title,
                        "names": " / ".join(ACTIVATIONS[name].title for name in names)})

    return why_not


def _no_square(network: Network, samples: int | None) -> Problem | None:
    if any(_squares(network)):
        return None
    if network.depth == 1:
        return Problem("This network has no hidden layer, so no gradient goes back through a W. Add two hidden layers "
                       "with the same number of units to see this.")
    return Problem(
        "No W behind the first layer is square here ({shapes}): numpy refuses the product without the transpose, and "
        "the mistake shows at once. Give two hidden layers the same number of units to see it pass unnoticed.",
        {"shapes": ", ".join(f"{a.weights} {a.W.shape}" for a in network.affines[1:])})


def _one_sample(network: Network, samples: int | None) -> Problem | None:
    if samples != 1:
        return None
    return Problem("With a single sample N is 1, and this mistake changes nothing. Look at a minibatch to see it.")


BREAKAGES = {each.name: each for each in (
    Breakage(
        "relu mask", Problem("ReLU without its mask"),
        Problem("The backward pass of ReLU lets every gradient pass, as if no unit had been silent. Units that had no "
                "part in the result are changed too."),
        _instead({Relu: ReluWithoutMask}), _other_activation("relu")),
    Breakage(
        "activation slope", Problem("Activation without its slope"),
        Problem("The backward pass of the activation leaves out its slope, as if it were a straight line of slope 1. "
                "The curve is never steeper, so gradients come out too large wherever it is less steep."),
        _instead({Sigmoid: SigmoidWithoutSlope, Tanh: TanhWithoutSlope}), _other_activation("sigmoid", "tanh")),
    Breakage(
        "division by N", Problem("No division by N"),
        Problem("The backward pass starts with y − t instead of (y − t)/N. Every gradient is N times too large, as if "
                "the learning rate were."),
        _instead({SoftmaxWithLoss: LossWithoutMean}), _one_sample),
    Breakage(
        "transpose", Problem("W without its transpose"),
        Problem("The gradient goes back through W instead of Wᵀ. Where W is square the shapes fit, and nothing "
                "complains; the layers before it learn from wrong gradients."),
        _without_transpose, _no_square),
    Breakage(
        "sum in db", Problem("No sum in db"),
        Problem("The gradient of each bias is taken from the first sample alone instead of the sum over the minibatch. "
                "The weights are right, the biases follow one image out of N."),
        _instead({Affine: AffineWithoutSum}), _one_sample),
)}
