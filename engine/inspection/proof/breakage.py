"""Broken on purpose: the mistakes that beginners make, one at a time, for the gradient check to find, or not.

Each is a network stacked of `engine.inspection.proof.mistaken` layers, which runs as the same list of operations as any
other. Most predict as before, with the same loss; only the gradient that is computed is wrong.
"""

from collections.abc import Callable
from dataclasses import dataclass

from engine.inspection.proof import mistaken
from engine.inspection.proof.mistaken import mended, take_labels_from_x, take_minibatch
from engine.nn.layers import ACTIVATIONS, Affine, Layer, Relu, Sigmoid, SoftmaxWithLoss, Tanh
from engine.nn.network import Network
from engine.problem import EngineError, Problem

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
    stops
        Whether Python stops at it, so that there is no gradient to check.
    taking
        How a program takes its minibatch, right and broken, where that is the mistake, and not a layer.
    """

    name: str
    title: Problem
    what: Problem
    kinds: Callable[[Network], tuple[type[Layer], ...]]
    why_not: Callable[[Network, int | None], Problem | None]
    stops: bool = False
    taking: tuple[Callable, Callable] = (take_minibatch, take_minibatch)

    def applies(self, network: Network, samples: int | None = None) -> Problem | None:
        """None if this mistake can be made in `network` and shows with N = `samples`; else why not."""
        return self.why_not(network, samples)


def broken(network: Network, name: str) -> Network:
    """A copy of `network` that has the mistake called `name`, and no other.

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


def lines_of(network: Network, name: str) -> tuple[Callable, Callable]:
    """The function where the mistake is: as it is right, and as it is broken."""
    taking = BREAKAGES[name].taking
    if taking[0] is not taking[1]:
        return taking
    right, wrong = _code(network), _code(broken(network, name))
    return next((mine, its) for mine, its in zip(right, wrong, strict=True) if mine is not its)


def _code(network: Network) -> list[Callable]:
    """The functions that do the work, first those of the way back, where most mistakes are."""
    return [each for one in (*network.backward_operations, *network.forward_operations) for each in one.code]


def _instead(wrong: dict[type[Layer], type[Layer]]) -> Callable[[Network], tuple[type[Layer], ...]]:
    """All layers of these kinds as layers with a mistake."""
    return lambda network: tuple(wrong.get(kind, kind) for kind in _right(network))


def _right(network: Network) -> tuple[type[Layer], ...]:
    """The layers of the network without any mistake."""
    return tuple(mended(kind) for kind in network.kinds)


def _without_transpose(network: Network) -> tuple[type[Layer], ...]:
    squares, wrong = iter(_squares(network)), mistaken.AffineWithoutTranspose
    return tuple(wrong if kind is Affine and next(squares) else kind for kind in _right(network))


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


def _nobody_before(network: Network, samples: int | None) -> Problem | None:
    if network.depth > 1:
        return None
    return Problem("This network has a single layer: no layer before it waits for dx. Add a hidden layer to see this.")


def _fits_anyway(network: Network, samples: int | None) -> Problem | None:
    if network.sizes[0] != network.sizes[-1]:
        return None
    return Problem("This network has as many inputs as classes ({count}), so the shapes fit by chance. Look at another "
                   "data set to see this.", {"count": network.sizes[0]})


def _always(network: Network, samples: int | None) -> None:
    """Nothing stands against it."""


BREAKAGES = {each.name: each for each in (
    Breakage(
        "relu mask", Problem("ReLU without its mask"),
        Problem("The backward pass of ReLU lets every gradient pass, as if no unit had been silent. Units that had no "
                "part in the result are changed too."),
        _instead({Relu: mistaken.ReluWithoutMask}), _other_activation("relu")),
    Breakage(
        "mask sign", Problem("ReLU with its mask turned round"),
        Problem("The backward pass of ReLU silences the units that were active, and lets the gradient of those through "
                "that were silent."),
        _instead({Relu: mistaken.ReluWithMaskTurned}), _other_activation("relu")),
    Breakage(
        "mask in forward", Problem("ReLU that silences nothing"),
        Problem("The forward pass of ReLU forgets out[mask] = 0, so negative numbers go on; its backward pass masks. "
                "The check finds that the two do not fit together. It cannot know which of them was meant."),
        _instead({Relu: mistaken.ReluThatSilencesNone}), _other_activation("relu")),
    Breakage(
        "activation slope", Problem("Activation without its slope"),
        Problem("The backward pass of the activation leaves out its slope, as if it were a straight line of slope 1. "
                "The curve is never steeper, so gradients come out too large wherever it is less steep."),
        _instead({Sigmoid: mistaken.SigmoidWithoutSlope, Tanh: mistaken.TanhWithoutSlope}),
        _other_activation("sigmoid", "tanh")),
    Breakage(
        "division by N", Problem("No division by N"),
        Problem("The backward pass starts with y − t instead of (y − t)/N. Every gradient is N times too large, as if "
                "the learning rate were."),
        _instead({SoftmaxWithLoss: mistaken.LossWithoutMean}), _one_sample),
    Breakage(
        "softmax maximum", Problem("Softmax without its maximum"),
        Problem("Softmax takes exp of the logits as they are, without subtracting the largest first. Nothing changes "
                "until a logit is above 88 (float32) or 709 (float64): then exp overflows, and y is NaN."),
        _instead({SoftmaxWithLoss: mistaken.SoftmaxWithoutMaximum}), _always),
    Breakage(
        "labels of other rows", Problem("Labels of other samples"),
        Problem("Each sample gets the label of the one before it in the minibatch. The gradient is right, for wrong "
                "labels: the check finds nothing. Only a loss that stays near that of guessing tells."),
        _instead({SoftmaxWithLoss: mistaken.LossOfOtherLabels}), _one_sample),
    Breakage(
        "labels from x", Problem("Labels taken from x"),
        Problem("The line that takes the labels of a minibatch takes them from x instead of t. The loss looks for "
                "class numbers and finds inputs: Python stops there, some way behind the mistake."),
        _instead({SoftmaxWithLoss: mistaken.LossOfTheBook}), _fits_anyway,
        stops=True, taking=(take_minibatch, take_labels_from_x)),
    Breakage(
        "return dx", Problem("No return dx"),
        Problem("The backward of Affine computes dx and does not return it. A function without return gives None, and "
                "Python stops where the layer before it computes with None, not where the line is missing."),
        _instead({Affine: mistaken.AffineWithoutReturn, Relu: mistaken.ReluOfTheBook}), _nobody_before, stops=True),
    Breakage(
        "transpose", Problem("W without its transpose"),
        Problem("The gradient goes back through W instead of Wᵀ. Where W is square the shapes fit, and nothing "
                "complains; the layers before it learn from wrong gradients."),
        _without_transpose, _no_square),
    Breakage(
        "transpose side", Problem("Transpose on the wrong side"),
        Problem("dW is computed as x·doutᵀ instead of xᵀ·dout. The shapes do not fit, so numpy refuses, and says "
                "which they are."),
        _instead({Affine: mistaken.AffineWithTransposeElsewhere}), _fits_anyway, stops=True),
    Breakage(
        "sum in db", Problem("No sum in db"),
        Problem("The gradient of each bias is taken from the first sample alone instead of the sum over the minibatch. "
                "The weights are right, the biases follow one image out of N."),
        _instead({Affine: mistaken.AffineWithoutSum}), _one_sample),
    Breakage(
        "axis in db", Problem("No axis in the sum of db"),
        Problem("axis=0 is forgotten, so all of dout is added up to one number, and every bias of a layer gets the "
                "same. In the last layer it is 0, since y − t of a sample adds up to 0: those biases never learn."),
        _instead({Affine: mistaken.AffineWithoutAxis}), _always),
    Breakage(
        "rows in db", Problem("Rows left in db"),
        Problem("db is dout itself, a row for each sample, since nothing is added up. Backward runs to its end. Python "
                "stops at the update: N rows do not fit into one bias for each unit."),
        _instead({Affine: mistaken.AffineWithAllRows}), _always, stops=True),
)}
