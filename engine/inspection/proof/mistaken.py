"""The layers with a mistake: each differs in one line from the layer that it is a subclass of.

Where a mistake makes Python stop, it stops at the lines of the book's program, so that it says here what it says to a
reader of the book. Beside the layers stand the two other places where a program of the book can go wrong: where it
takes its minibatch, and where it updates.
"""

from collections.abc import MutableMapping

import numpy as np

from engine.nn import functions
from engine.nn.layers import Affine, Layer, Relu, Sigmoid, SoftmaxWithLoss, Tanh
from engine.nn.network import Network

# --- activations --------------------------------------------------------------------------------------------------


class ReluWithoutMask(Relu):
    """A ReLU that lets every gradient back, those of silent units too."""

    def backward(self, dout: np.ndarray, x: np.ndarray, out: np.ndarray) -> np.ndarray:
        return dout.copy()                  # broken: 0 where x <= 0 is right


class ReluWithMaskTurned(Relu):
    """A ReLU whose mask is mistyped on the way back: it takes the active units for the silent ones."""

    def backward(self, dout: np.ndarray, x: np.ndarray, out: np.ndarray) -> np.ndarray:
        return functions.only_where(x <= 0, dout)       # broken: ~(x <= 0) is right


class ReluThatSilencesNone(Relu):
    """A ReLU that forgets ``out[mask] = 0``; its backward does as it should."""

    silences = False

    def forward(self, x: np.ndarray) -> np.ndarray:
        return x.copy()                     # broken: 0 where x <= 0 is right


class Straight(ReluThatSilencesNone):
    """The same with the backward that belongs to it: a straight line has slope 1 everywhere."""

    def backward(self, dout: np.ndarray, x: np.ndarray, out: np.ndarray) -> np.ndarray:
        return dout.copy()


class ReluOfTheBook(Relu):
    """ReLU with the very line of the book: no mistake, but what a mistake behind it comes to light in."""

    def backward(self, dout: np.ndarray, x: np.ndarray, out: np.ndarray) -> np.ndarray:
        dout[x <= 0] = 0
        return dout


class SigmoidWithoutSlope(Sigmoid):
    """A sigmoid that goes back as if it had been a straight line."""

    def backward(self, dout: np.ndarray, x: np.ndarray, out: np.ndarray) -> np.ndarray:
        return dout.copy()                  # broken: dout * out * (1 - out) is right


class TanhWithoutSlope(Tanh):
    """A tanh that goes back as if it had been a straight line."""

    def backward(self, dout: np.ndarray, x: np.ndarray, out: np.ndarray) -> np.ndarray:
        return dout.copy()                  # broken: dout * (1 - out * out) is right


# --- softmax with loss --------------------------------------------------------------------------------------------


class LossWithoutMean(SoftmaxWithLoss):
    """A loss whose backward forgets that the loss is a mean over the minibatch."""

    def backward(self, y: np.ndarray, t: np.ndarray) -> np.ndarray:
        return y - t                        # broken: (y - t) / len(y) is right


class LossOfOtherLabels(SoftmaxWithLoss):
    """A loss that judges each sample by the label of the one before it."""

    @staticmethod
    def loss(log_y: np.ndarray, t: np.ndarray) -> np.floating:
        return functions.cross_entropy(log_y, np.roll(t, 1, axis=0))        # broken: t is right

    def backward(self, y: np.ndarray, t: np.ndarray) -> np.ndarray:
        return (y - np.roll(t, 1, axis=0)) / len(y)                         # broken: t is right


class SoftmaxWithoutMaximum(SoftmaxWithLoss):
    """A softmax that takes exp of the logits as they are."""

    def softmax(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        exp = np.exp(x)                     # broken: np.exp(x - x.max(axis=1, keepdims=True)) is right
        y = exp / exp.sum(axis=1, keepdims=True)
        return y, np.log(y)


class LossOfTheBook(SoftmaxWithLoss):
    """The cross entropy error in the lines of the book: no mistake, but where labels that are none come to light."""

    @staticmethod
    def loss(log_y: np.ndarray, t: np.ndarray) -> np.floating:
        y = np.exp(log_y)
        if t.size == y.size:
            t = t.argmax(axis=1)
        return -np.sum(np.log(y[np.arange(len(y)), t] + 1e-7)) / len(y)


# --- Affine -------------------------------------------------------------------------------------------------------


class AffineWithoutTranspose(Affine):
    """An Affine layer that goes back through W the wrong way round; only a square W lets this pass unnoticed."""

    def backward(self, dout: np.ndarray) -> np.ndarray:
        return np.dot(dout, self.W)         # broken: np.dot(dout, self.W.T) is right


class AffineWithoutReturn(Affine):
    """An Affine layer that works out dx and keeps it to itself."""

    def backward(self, dout: np.ndarray) -> None:       # type: ignore[override]
        dx = np.dot(dout, self.W.T)  # noqa: F841       # broken: return dx behind it is right


class AffineWithTransposeElsewhere(Affine):
    """An Affine layer that transposes dout instead of x."""

    def backward_params(self, dout: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        dW = np.dot(x, dout.T)              # broken: np.dot(x.T, dout) is right
        db = dout.sum(axis=0)
        return dW, db


class AffineWithoutSum(Affine):
    """An Affine layer that takes the bias's gradient from the first sample, as if the minibatch held no other."""

    def backward_params(self, dout: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        dW = np.dot(x.T, dout)
        db = dout[0].copy()                 # broken: the sum of all rows is right
        return dW, db


class AffineWithoutAxis(Affine):
    """An Affine layer that adds up all of dout: one number, which numpy spreads over all biases."""

    def backward_params(self, dout: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        dW = np.dot(x.T, dout)
        db = np.sum(dout) + np.zeros_like(self.b)       # broken: np.sum(dout, axis=0) is right
        return dW, db


class AffineWithAllRows(Affine):
    """An Affine layer that adds up nothing: a row for each sample is left, where there is one bias for all."""

    def backward_params(self, dout: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        dW = np.dot(x.T, dout)
        db = dout.copy()                    # broken: np.sum(dout, axis=0) is right
        return dW, db


# --- where the layers are used ------------------------------------------------------------------------------------


def take_minibatch(x_train: np.ndarray, t_train: np.ndarray, batch_mask: slice) -> tuple[np.ndarray, np.ndarray]:
    """The samples of a minibatch and their labels (book, 5.7.4)."""
    x_batch = x_train[batch_mask]
    t_batch = t_train[batch_mask]
    return x_batch, t_batch


def take_labels_from_x(x_train: np.ndarray, t_train: np.ndarray, batch_mask: slice) -> tuple[np.ndarray, np.ndarray]:
    """The samples of a minibatch, twice."""
    x_batch = x_train[batch_mask]
    t_batch = x_train[batch_mask]           # broken: t_train[batch_mask] is right
    return x_batch, t_batch


def update(params: MutableMapping[str, np.ndarray], grads: MutableMapping[str, np.ndarray], lr: float) -> None:
    """A step downhill, in place as in the book (6.1.2), which holds each parameter to its shape."""
    for key in params:
        params[key] -= lr * grads[key]


# --- what is right ------------------------------------------------------------------------------------------------


FITS: dict[type[Layer], type[Layer]] = {  # where forward is another one, the layer whose backward belongs to it
    ReluThatSilencesNone: Straight, LossOfOtherLabels: LossOfOtherLabels, SoftmaxWithoutMaximum: SoftmaxWithoutMaximum}


def mended(kind: type[Layer]) -> type[Layer]:
    """The layer without its mistake, if it has one."""
    return kind.__bases__[0] if kind.__module__ == __name__ else kind


def with_right_gradient(network: Network) -> Network:
    """A copy that computes the same loss, and its gradient without a mistake."""
    return network.with_kinds([FITS.get(kind, mended(kind)) for kind in network.kinds])
