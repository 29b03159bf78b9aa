"""The training program in the manner of the text (5.7.4), with its layers as they are built there (5.5 to 5.7).

Parameters in float64, images in float32; layers that remember their input; a gradient for the pixels too, which nobody
uses; a draw that shuffles all 60,000 numbers; the loss computed once more after the update.
"""

from collections import OrderedDict

import numpy as np

from engine.data.dataset import Dataset, one_hot


class Relu:
    def forward(self, x):
        self.mask = x <= 0
        out = x.copy()
        out[self.mask] = 0
        return out

    def backward(self, dout):
        dout[self.mask] = 0
        return dout


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x.reshape(x.shape[0], -1)
        return np.dot(self.x, self.W) + self.b

    def backward(self, dout):
        dx = np.dot(dout, self.W.T)
        self.dW = np.dot(self.x.T, dout)
        self.db = np.sum(dout, axis=0)
        return dx


class SoftmaxWithLoss:
    def forward(self, x, t):
        self.t = t
        self.y = softmax(x)
        return cross_entropy_error(self.y, t)

    def backward(self, dout=1):
        return (self.y - self.t) / self.t.shape[0]


def softmax(x):
    x = x.T
    x = x - np.max(x, axis=0)
    return (np.exp(x) / np.sum(np.exp(x), axis=0)).T


def cross_entropy_error(y, t):
    t = t.argmax(axis=1)
    batch_size = y.shape[0]
    return -np.sum(np.log(y[np.arange(batch_size), t] + 1e-7)) / batch_size


class TwoLayerNet:
    """Affine, ReLU, Affine, softmax with loss."""

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        self.params = {
            "W1": weight_init_std * np.random.randn(input_size, hidden_size), "b1": np.zeros(hidden_size),
            "W2": weight_init_std * np.random.randn(hidden_size, output_size), "b2": np.zeros(output_size)}
        self.layers = OrderedDict()
        self.layers["Affine1"] = Affine(self.params["W1"], self.params["b1"])
        self.layers["Relu1"] = Relu()
        self.layers["Affine2"] = Affine(self.params["W2"], self.params["b2"])
        self.last_layer = SoftmaxWithLoss()

    def predict(self, x):
        for layer in self.layers.values():
            x = layer.forward(x)
        return x

    def loss(self, x, t):
        return self.last_layer.forward(self.predict(x), t)

    def accuracy(self, x, t):
        y = np.argmax(self.predict(x), axis=1)
        return np.sum(y == np.argmax(t, axis=1)) / float(x.shape[0])

    def gradient(self, x, t):
        self.loss(x, t)
        dout = self.last_layer.backward(1)
        for layer in reversed(list(self.layers.values())):
            dout = layer.backward(dout)
        first, second = self.layers["Affine1"], self.layers["Affine2"]
        return {"W1": first.dW, "b1": first.db, "W2": second.dW, "b2": second.db}


class TextProgram:
    """The loop of the program, in pieces that can be timed.

    Parameters
    ----------
    dataset
        What to learn.
    batch_size, hidden_size, learning_rate
        As in the text.
    """

    def __init__(self, dataset: Dataset, batch_size: int = 100, hidden_size: int = 50, learning_rate: float = 0.1):
        self.x_train, self.x_test = np.asarray(dataset.train.x), np.asarray(dataset.test.x)
        self.t_train, self.t_test = (one_hot(split.labels, dataset.class_count, np.float64)
                                     for split in (dataset.train, dataset.test))
        self.batch_size, self.learning_rate = batch_size, learning_rate
        self.train_size = len(self.x_train)
        self.network = TwoLayerNet(dataset.input_size, hidden_size, dataset.class_count)
        self.train_loss_list, self.train_acc_list, self.test_acc_list = [], [], []

    def iterate(self) -> None:
        """One iteration."""
        batch_mask = np.random.choice(self.train_size, self.batch_size, replace=False)
        x_batch = self.x_train[batch_mask]
        t_batch = self.t_train[batch_mask]
        grad = self.network.gradient(x_batch, t_batch)
        for key in ("W1", "b1", "W2", "b2"):
            self.network.params[key] -= self.learning_rate * grad[key]
        self.train_loss_list.append(self.network.loss(x_batch, t_batch))

    def evaluate(self) -> None:
        """Both accuracies."""
        self.train_acc_list.append(self.network.accuracy(self.x_train, self.t_train))
        self.test_acc_list.append(self.network.accuracy(self.x_test, self.t_test))

    def run(self, iterations: int) -> None:
        """The whole program; the accuracies are taken in the first iteration of each epoch, as in the text."""
        iter_per_epoch = max(self.train_size // self.batch_size, 1)
        for i in range(iterations):
            self.iterate()
            if i % iter_per_epoch == 0:
                self.evaluate()
