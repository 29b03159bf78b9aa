"""What a network makes of a whole split, against plain numpy; and the network of an iteration gone by."""

import numpy as np
import pytest

from engine.inspection.learned.answers import NO_ANSWER, NotRecordedError, answers_of, network_at
from engine.nn.network import Network
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer


@pytest.fixture(scope="module")
def trained(digits):
    trainer = Trainer(TrainingConfig(dtype="float64", hidden_sizes=(12, 9), weight_init="he", iterations=40), digits)
    while trainer.iteration < 40:
        trainer.run_iteration()
    return trainer


def test_answers_are_those_of_plain_numpy(trained, digits):
    params, split = trained.network.params, digits.test
    z = split.x[:].astype(np.float64)
    for layer in (1, 2):
        z = np.maximum(z @ params[f"W{layer}"] + params[f"b{layer}"], 0)
    exp = np.exp(z @ params["W3"] + params["b3"])
    y = exp / exp.sum(axis=1, keepdims=True)
    told = []
    found = answers_of(trained.network, split, progress=lambda *done: told.append(done))
    assert (found.predicted == y.argmax(axis=1)).all()
    np.testing.assert_allclose(found.sureness, y.max(axis=1), rtol=1e-12)
    np.testing.assert_allclose(found.of_label, y[np.arange(len(y)), split.labels], rtol=1e-10)
    np.testing.assert_allclose(found.losses, -np.log(y[np.arange(len(y)), split.labels]), rtol=1e-9, atol=1e-12)
    assert found.loss == pytest.approx(-np.log(y[np.arange(len(y)), split.labels]).mean(), rel=1e-9)
    assert found.accuracy == (y.argmax(axis=1) == split.labels).mean() == trained.network.accuracy(
        split.x, split.labels)
    assert told[-1] == (len(split), len(split))
    assert len(found) == len(split)


def test_losses_that_are_vast_have_a_mean(digits):
    network = Network((64, 8, 10), rng=np.random.default_rng(0))
    network.params["W1"] *= 1e3
    network.params["W2"] *= 1e38
    found = answers_of(network, digits.test)
    assert found.losses.dtype == np.float32
    assert found.losses.max() > 1e38  # of which 360 are no number of float32
    assert found.loss == pytest.approx(np.mean([float(each) for each in found.losses]), rel=1e-12)


def test_a_network_of_no_numbers_has_no_answers(trained, digits):
    network = trained.network.copy()
    network.params["b3"][:] = np.nan
    found = answers_of(network, digits.test)
    assert (found.predicted == NO_ANSWER).all()
    assert not found.sureness.any()
    assert found.accuracy == 0


def test_broken_off(trained, digits):
    assert answers_of(trained.network, digits.test, cancelled=lambda: True) is None
    course = trained.course()
    assert network_at(trained.config, digits, course, 30, cancelled=lambda: True) is None


def test_the_network_of_an_iteration(trained, digits, same_bits):
    course = trained.course()
    for iteration in (0, 1, 17, 40):
        again = Trainer(trained.config, digits)
        while again.iteration < iteration:
            again.run_iteration()
        assert same_bits(network_at(trained.config, digits, course, iteration).params, again.network.params)
    with pytest.raises(NotRecordedError, match="Iteration 41 has not been run: this run has come to 40"):
        network_at(trained.config, digits, course, 41)
