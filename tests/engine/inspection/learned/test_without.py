"""A network without some units, against plain numpy in which these units are cut out of the matrices."""

import numpy as np
import pytest

from engine.data.dataset import Split
from engine.inspection.frozen.trace import Sample
from engine.inspection.learned.answers import answers_of
from engine.inspection.learned.without import (
    ablations,
    ablations_for,
    compared,
    compared_sample,
    silent_units,
    without,
)
from engine.nn.network import Network
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer

CURVES = {"relu": lambda a: np.maximum(a, 0), "sigmoid": lambda a: 1 / (1 + np.exp(-a)), "tanh": np.tanh}


def trained(digits, activation="relu", sizes=(12, 9), dtype="float64", iterations=40):
    trainer = Trainer(TrainingConfig(dtype=dtype, hidden_sizes=sizes, weight_init="he", activation=activation,
                                     iterations=iterations), digits)
    while trainer.iteration < iterations:
        trainer.run_iteration()
    return trainer.network


@pytest.fixture(scope="module")
def network(digits):
    return trained(digits)


def plain(network, x, off, curve=CURVES["relu"]):
    """The probabilities of a network in which these units are not there: their rows and columns are cut out."""
    z, rows = x.astype(np.float64), slice(None)
    for layer in range(1, network.depth + 1):
        W, b = network.params[f"W{layer}"][rows], network.params[f"b{layer}"]
        columns = np.setdiff1d(np.arange(W.shape[1]), list(off.get(layer, ())))
        a = z @ W[:, columns] + b[columns]
        z, rows = curve(a), columns
    exp = np.exp(a - a.max(axis=1, keepdims=True))
    return exp / exp.sum(axis=1, keepdims=True)


@pytest.mark.parametrize("activation", CURVES)
@pytest.mark.parametrize("off", [{1: {3}}, {1: {0, 5, 11}, 2: {4}}, {2: set(range(9))}, {}, {1: set()}])
def test_without_units_it_is_as_if_they_were_not_there(digits, activation, off):
    network, x, labels = trained(digits, activation), digits.test.x[:], digits.test.labels
    before = {name: value.copy() for name, value in network.params.items()}
    y, whole = plain(network, x, off, CURVES[activation]), plain(network, x, {}, CURVES[activation])
    found = compared(network, off, digits.test)
    np.testing.assert_allclose(np.exp(found.after.log_y), y, rtol=1e-9, atol=1e-15)
    np.testing.assert_allclose(np.exp(found.before.log_y), whole, rtol=1e-9, atol=1e-15)
    right, was_right = y.argmax(axis=1) == labels, whole.argmax(axis=1) == labels
    assert found.after.accuracy == right.mean()
    assert (found.table[0, 1], found.table[1, 0]) == ((was_right & ~right).sum(), (right & ~was_right).sum())
    assert all((network.params[name] == value).all() for name, value in before.items())


def test_all_units_off_leaves_the_biases_of_the_last_layer(network, digits):
    found = compared(network, {2: range(9)}, digits.test)
    assert (found.after.predicted == network.params["b3"].argmax()).all()
    assert found.after.accuracy == (digits.test.labels == network.params["b3"].argmax()).mean()


def test_nothing_off_changes_nothing_and_what_is_known_is_not_asked_again(network, digits):
    before = answers_of(network, digits.test)
    assert compared(network, {1: ()}, digits.test, before).after is before
    assert compared(network, {1: (2,)}, digits.test, before).before is before


def test_one_sample_with_and_without(network, digits):
    x = digits.test.x[7]
    found = compared_sample(network, {1: {2, 3}, 2: {8}}, x)
    np.testing.assert_allclose(found.before, plain(network, x[None], {})[0], rtol=1e-10)
    np.testing.assert_allclose(found.after, plain(network, x[None], {1: {2, 3}, 2: {8}})[0], rtol=1e-10)
    z1 = np.maximum(x.astype(np.float64) @ network.params["W1"] + network.params["b1"], 0)
    z2 = np.maximum(z1 @ network.params["W2"] + network.params["b2"], 0)
    np.testing.assert_allclose(found.outputs[0], z1, rtol=1e-12)
    np.testing.assert_allclose(found.outputs[1], z2, rtol=1e-12)


@pytest.mark.parametrize("activation", CURVES)
@pytest.mark.parametrize("layer", [1, 2])
def test_ablations_are_those_of_plain_numpy(digits, activation, layer):
    network, x, labels = trained(digits, activation), digits.test.x[:], digits.test.labels
    told = []
    found = ablations(network, digits.test, layer, progress=lambda *done: told.append(done))
    everyone = np.arange(len(labels))
    y = plain(network, x, {}, CURVES[activation])
    assert found.accuracy == (y.argmax(axis=1) == labels).mean()
    assert found.probability == pytest.approx(y[everyone, labels].mean(), rel=1e-10)
    assert found.loss == pytest.approx(-np.log(y[everyone, labels]).mean(), rel=1e-10)
    for unit in range(network.sizes[layer]):
        y = plain(network, x, {layer: {unit}}, CURVES[activation])
        assert found.accuracies[unit] == pytest.approx((y.argmax(axis=1) == labels).mean(), abs=1e-12)
        assert found.probabilities[unit] == pytest.approx(y[everyone, labels].mean(), rel=1e-10)
        assert found.losses[unit] == pytest.approx(-np.log(y[everyone, labels]).mean(), rel=1e-10)
    units = network.sizes[layer]
    assert told[-1] == (len(labels) * units, len(labels) * units)
    assert told == sorted(told)
    if activation == "relu":
        a1 = x.astype(np.float64) @ network.params["W1"] + network.params["b1"]
        a2 = np.maximum(a1, 0) @ network.params["W2"] + network.params["b2"]
        assert (found.active == ((a1, a2)[layer - 1] > 0).sum(axis=0)).all()
    else:
        assert (found.active == len(labels)).all()


def test_ablations_in_float32_are_those_of_the_networks_without_each_unit(digits):
    network = trained(digits, sizes=(30,), dtype="float32")
    found = ablations(network, digits.test, 1)
    for unit in range(30):
        after = answers_of(without(network, {1: {unit}}), digits.test)
        assert found.accuracies[unit] == pytest.approx(after.accuracy, abs=1.5 / len(after))  # one may be on the edge
        assert found.losses[unit] == pytest.approx(after.losses.mean(), rel=1e-5)


def test_ablations_for_one_sample(network, digits):
    x, label = digits.test.x[5], int(digits.test.labels[5])
    found = ablations_for(network, Sample(x, label, "test", 5), 1)
    whole = plain(network, x[None], {})[0]
    for unit in range(12):
        y = plain(network, x[None], {1: {unit}})[0]
        assert found.probabilities[unit] == pytest.approx(y[label], rel=1e-10)
        assert found.losses[unit] == pytest.approx(-np.log(y[label]), rel=1e-10)
        assert found.accuracies[unit] == (y.argmax() == label)
    drawn = ablations_for(network, Sample(x, None, "drawn", 0), 1)
    assert drawn.probability == pytest.approx(whole.max(), rel=1e-10)


def test_silent_units_are_those_that_no_sample_wakes(digits):
    network = trained(digits, sizes=(12,)).copy()
    network.params["b1"][[2, 9]] = -100
    silent = silent_units(network, digits.test, 1)
    a1 = digits.test.x[:].astype(np.float64) @ network.params["W1"] + network.params["b1"]
    assert silent == tuple(np.flatnonzero((a1 <= 0).all(axis=0)))
    assert {2, 9} <= set(silent)
    same = compared(network, {1: silent}, digits.test)
    np.testing.assert_allclose(same.after.log_y, same.before.log_y, rtol=1e-12)
    assert silent_units(trained(digits, "sigmoid"), digits.test, 1) == ()
    found = ablations(network, digits.test, 1)
    assert (np.flatnonzero(found.active == 0) == silent).all()
    assert (found.losses[list(silent)] == found.loss).all()


def test_broken_off(network, digits):
    split = digits.test
    assert ablations(network, split, 1, cancelled=lambda: True) is None
    assert silent_units(network, split, 1, cancelled=lambda: True) is None
    assert compared(network, {1: {2}}, split, cancelled=lambda: True) is None
    assert compared(network, {1: {2}}, split, answers_of(network, split), cancelled=lambda: True) is None


def test_a_network_of_no_numbers_has_no_answers_without_a_unit_either(network, digits):
    broken = network.copy()
    broken.params["b3"][:] = np.nan
    found = ablations(broken, digits.test, 2)
    assert found.accuracy == 0
    assert not found.accuracies.any()
    assert np.isnan(found.losses).all()
    assert compared(broken, {1: {1}}, digits.test).after.accuracy == 0
    assert np.isnan(compared_sample(broken, {}, digits.test.x[0]).after).all()


def test_two_and_forty_seven_classes():
    for classes in (2, 47):
        rng = np.random.default_rng(classes)
        network = Network((9, 7, classes), weight_init="he", rng=rng, dtype=np.float64)
        split = Split(rng.random((30, 9), np.float32), rng.integers(0, classes, 30))
        found = ablations(network, split, 1)
        for unit in (0, 6):
            y = plain(network, split.x, {1: {unit}})
            assert found.accuracies[unit] == pytest.approx((y.argmax(axis=1) == split.labels).mean(), abs=1e-12)
