"""Backpropagation through whole networks, against central differences and the complex step; and against the book."""

import numpy as np
import pytest

from engine.nn.book import TwoLayerNet
from engine.nn.gradient_check import check_gradients
from engine.nn.network import Network
from engine.nn.numerical import complex_step_gradient, relative_error
from engine.training.config import TrainingConfig
from engine.training.minibatch import Minibatches
from engine.training.trainer import Trainer

DEPTHS = (1, 2, 3, 4, 5, 6)
EACH_NETWORK = pytest.mark.parametrize("activation", ["relu", "sigmoid", "tanh"])


def network_and_minibatch(depth: int, activation: str, weight_init: str | float):
    rng = np.random.default_rng([depth, len(activation)])
    sizes = (7, *(6, 5, 6, 5, 6)[:depth - 1], 4)
    network = Network(sizes, activation=activation, weight_init=weight_init, rng=rng, dtype=np.float64)
    for number in range(1, depth + 1):  # biases as they are in the middle of training
        network.params[f"b{number}"] += 0.3 * rng.standard_normal(sizes[number])
    return network, rng.random((8, 7)), rng.integers(0, 4, 8)


@EACH_NETWORK
@pytest.mark.parametrize("weight_init", ["std 0.01", "xavier", "he"])
@pytest.mark.parametrize("depth", DEPTHS)
def test_complex_step(depth, activation, weight_init):
    """To 1e-13 at any depth, even where std 0.01 leaves the first layers gradients of 1e-12."""
    network, x, t = network_and_minibatch(depth, activation, weight_init)
    analytic = network.gradient(x, t)
    twin = network.copy(np.complex128)
    for name, param in network.params.items():
        def loss(p: np.ndarray, name: str = name) -> complex:
            twin.params[name] = p
            return twin.loss(x, t)

        assert relative_error(complex_step_gradient(loss, param), analytic[name]) <= 1e-13, name
        assert analytic[name].any() or activation == "relu", name
        twin.params[name] = param.astype(complex)


@EACH_NETWORK
@pytest.mark.parametrize("weight_init", ["xavier", "he"])
@pytest.mark.parametrize("depth", DEPTHS)
def test_central_differences(depth, activation, weight_init):
    network, x, t = network_and_minibatch(depth, activation, weight_init)
    for name, check in check_gradients(network, x, t).items():
        assert check.relative_error <= 1e-7, name
        assert check.compared + check.at_kink == network.params[name].size
        assert check.at_kink <= 0.1 * check.compared, name


@EACH_NETWORK
@pytest.mark.parametrize("depth", [1, 2])
def test_central_differences_with_the_book_s_first_weights(depth, activation):
    """Deeper ones have gradients too small for a difference of two losses to show; the complex step shows them."""
    network, x, t = network_and_minibatch(depth, activation, "std 0.01")
    assert max(check.relative_error for check in check_gradients(network, x, t).values()) <= 1e-7


# --- the formulas of the book, written out ----------------------------------------------------------------------------


def book_loss_and_gradients(p, x, t):
    """Affine, ReLU, Affine, softmax, cross entropy, and back: the formulas of sections 5.5 and 5.6."""
    N = x.shape[0]
    a1 = np.dot(x, p["W1"]) + p["b1"]
    z1 = np.where(a1 > 0, a1, 0.0)
    a2 = np.dot(z1, p["W2"]) + p["b2"]
    exp_a = np.exp(a2 - np.max(a2, axis=1).reshape(N, 1))
    y = exp_a / np.sum(exp_a, axis=1).reshape(N, 1)
    loss = -np.sum(t * np.log(y)) / N
    dy = (y - t) / N
    dz1 = np.dot(dy, p["W2"].T)
    da1 = np.where(a1 > 0, dz1, 0.0)
    grads = {"W1": np.dot(x.T, da1), "b1": np.sum(da1, axis=0), "W2": np.dot(z1.T, dy), "b2": np.sum(dy, axis=0)}
    return loss, grads


def largest_difference(one, other) -> float:
    assert one.keys() == other.keys()
    return max(float(np.abs(one[name] - other[name]).max()) for name in one)


def test_gradients_agree_with_the_book_s_formulas(digits):
    network = TwoLayerNet(64, 50, 10, rng=np.random.default_rng(1), dtype=np.float64)
    x, t = digits.train.x[:100].astype(np.float64), np.eye(10)[digits.train.labels[:100]]
    loss, grads = book_loss_and_gradients(network.params, x, t)
    assert max(np.abs(grad).max() for grad in grads.values()) > 1e-3
    assert network.loss(x, t) == pytest.approx(loss, rel=1e-14)
    assert largest_difference(network.gradient(x, t), grads) <= 1e-14


def test_training_agrees_with_the_book_s_formulas(digits):
    """50 updates from the same first weights on the same minibatches."""
    config = TrainingConfig(dtype="float64", learning_rate=0.5, seed=4)
    trainer = Trainer(config, digits)
    p = {name: param.copy() for name, param in trainer.network.params.items()}
    draws = Minibatches(config.seed, len(digits.train), config.batch_size)
    start = {name: param.copy() for name, param in p.items()}
    for i in range(1, 51):
        trainer.run_iteration()
        chosen = draws.indices(i)
        x, t = digits.train.x[chosen].astype(np.float64), np.eye(10)[digits.train.labels[chosen]]
        _, grads = book_loss_and_gradients(p, x, t)
        assert largest_difference({name: trainer.values[f"d{name}"] for name in p}, grads) <= 1e-10
        for name in p:
            p[name] = p[name] - 0.5 * grads[name]
        assert trainer.history.loss(i) == pytest.approx(book_loss_and_gradients(p, x, t)[0], abs=1e-10)
    assert largest_difference(trainer.network.params, p) <= 1e-10
    assert largest_difference(p, start) > 0.1
