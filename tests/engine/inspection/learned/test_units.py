"""The hidden units one by one, against plain numpy."""

import numpy as np
import pytest

from engine.inspection.frozen.trace import Sample, trace
from engine.inspection.learned.units import (
    MOST_EXCITING,
    contribution,
    orders,
    silent_since,
    unit_statistics,
    weights_into,
    weights_out_of,
    work_of_sample,
)
from engine.inspection.place import Place
from engine.inspection.unit import Unit
from engine.nn.network import Network
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer

FUNCTIONS = {"relu": lambda a: np.maximum(a, 0), "sigmoid": lambda a: 1 / (1 + np.exp(-a)), "tanh": np.tanh}


def trained(digits, iterations=40, **config):
    config = {"dtype": "float64", "hidden_sizes": (12, 9), "weight_init": "he", "iterations": iterations} | config
    trainer = Trainer(TrainingConfig(**config), digits)
    while trainer.iteration < iterations:
        trainer.run_iteration()
    return trainer


def plain(params, x, layer, function):
    z = np.asarray(x, np.float64)
    for number in range(1, layer + 1):
        a = z @ params[f"W{number}"] + params[f"b{number}"]
        z = function(a)
    return a, z


@pytest.mark.parametrize("activation", FUNCTIONS)
@pytest.mark.parametrize("layer", [1, 2])
def test_statistics_are_those_of_plain_numpy(digits, activation, layer):
    network, split, told = trained(digits, activation=activation).network, digits.test, []
    found = unit_statistics(network, split, layer, progress=lambda *done: told.append(done))
    a, z = plain(network.params, split.x, layer, FUNCTIONS[activation])
    for label in range(10):
        of_class = z[split.labels == label]
        np.testing.assert_allclose(found.means[label], of_class.mean(axis=0), rtol=1e-10, atol=1e-13)
        np.testing.assert_allclose(found.spreads[label], of_class.std(axis=0), rtol=1e-8, atol=1e-10)
        others = z[split.labels != label]
        with np.errstate(invalid="ignore", divide="ignore"):
            contrast = (of_class.mean(axis=0) - others.mean(axis=0)) / z.std(axis=0)
        contrast[z.std(axis=0) <= 1e-7 * abs(z.mean(axis=0))] = 0
        np.testing.assert_allclose(found.contrasts[label], contrast, rtol=1e-8, atol=1e-9)
    np.testing.assert_allclose(found.mean, z.mean(axis=0), rtol=1e-10, atol=1e-13)
    np.testing.assert_allclose(found.spread, z.std(axis=0), rtol=1e-8, atol=1e-10)
    slopes = {"relu": a > 0, "sigmoid": z * (1 - z), "tanh": 1 - z**2}[activation]
    assert found.silent.tolist() == (slopes < 0.01).mean(axis=0).tolist()
    order = np.argsort(-z, axis=0, kind="stable")[:MOST_EXCITING].T
    np.testing.assert_allclose(found.top_values, np.take_along_axis(z.T, order, 1), rtol=1e-12)
    np.testing.assert_allclose(z[found.top, np.arange(z.shape[1])[:, None]], found.top_values, rtol=1e-12)
    assert (found.selectivity == found.contrasts.max(axis=0)).all()
    assert (found.contrasts[found.favourite, np.arange(z.shape[1])] == found.selectivity).all()
    assert found.samples == len(split) == told[-1][0] == told[-1][1]


def test_a_part_of_the_samples_and_broken_off(digits):
    network = trained(digits, iterations=1).network
    part = unit_statistics(network, digits.test, 1, samples=25)
    z = plain(network.params, digits.test.x[:25], 1, FUNCTIONS["relu"])[1]
    np.testing.assert_allclose(part.mean, z.mean(axis=0), rtol=1e-12)
    assert part.samples == 25
    assert part.top.max() < 25
    assert unit_statistics(network, digits.test, 1, cancelled=lambda: True) is None


def test_a_class_without_samples_has_no_numbers_and_does_not_spoil_those_of_others(digits):
    network = trained(digits, iterations=5).network
    without = digits.test.part(np.flatnonzero(digits.test.labels != 3))
    found = unit_statistics(network, without, 1)
    assert np.isnan(found.means[3]).all()
    assert np.isnan(found.contrasts[3]).all()
    assert np.isfinite(found.selectivity).all()
    z = plain(network.params, without.x, 1, FUNCTIONS["relu"])[1]
    np.testing.assert_allclose(found.spread, z.std(axis=0), rtol=1e-9)
    assert not (found.favourite == 3).any()


def test_what_units_are_sorted_by(digits):
    network = trained(digits).network
    found = unit_statistics(network, digits.test, 2)
    by = orders(network, 2, found)
    params, z = network.params, plain(network.params, digits.test.x, 2, FUNCTIONS["relu"])[1]
    assert (weights_into(network, 2), weights_out_of(network, 2)) == ("W2", "W3")
    np.testing.assert_allclose(by["weights"], np.sqrt((params["W2"]**2).sum(axis=0)), rtol=1e-12)
    np.testing.assert_allclose(by["weights out"], np.sqrt((params["W3"]**2).sum(axis=1)), rtol=1e-12)
    np.testing.assert_allclose(by["spread"], z.std(axis=0), rtol=1e-8)
    np.testing.assert_allclose(by["largest"], z.max(axis=0), rtol=1e-12)
    np.testing.assert_allclose(by["influence"], z.std(axis=0) * np.sqrt((params["W3"]**2).sum(axis=1)), rtol=1e-8)
    assert list(orders(network, 2, None)) == ["number", "weights", "weights out"]
    assert work_of_sample(network, 1) == 64 * 12 + 12
    assert work_of_sample(network, 2) == 64 * 12 + 12 + 12 * 9 + 9


def test_what_a_sample_adds_to_the_sum_of_a_unit(digits):
    network = trained(digits).network
    sample = Sample(digits.test.x[4], int(digits.test.labels[4]), "test", 4)
    a1, z1 = plain(network.params, sample.x[None], 1, FUNCTIONS["relu"])
    for layer, inputs, name, j in ((1, sample.x.astype(float), "x", 7), (2, z1[0], "z1", 3)):
        found = contribution(trace(network, sample), Unit(layer, j))
        weights = network.params[f"W{layer}"][:, j]
        assert (found.inputs, found.weights, found.place) == (name, f"W{layer}", Place(f"a{layer}", (0, j)))
        np.testing.assert_allclose(found.values, inputs * weights, rtol=1e-12)
        np.testing.assert_allclose(found.values.sum() + network.params[f"b{layer}"][j], found.total, rtol=1e-10)
    np.testing.assert_allclose(contribution(trace(network, sample), Unit(1, 7)).total, a1[0, 7], rtol=1e-12)


def test_a_network_that_has_diverged_is_asked_without_an_error(digits):
    network = Network((64, 6, 10), rng=np.random.default_rng(0))
    network.params["W1"][:, 2] = np.nan
    found = unit_statistics(network, digits.test, 1)
    assert np.isnan(found.mean[2])
    assert np.isfinite(found.mean[[0, 1, 3, 4, 5]]).all()
    assert found.silent[2] == 0


@pytest.mark.parametrize(("optimizer", "rate"), [("sgd", 5.0), ("adam", 0.3)])
def test_since_when_units_are_silent_is_when_they_were_last_at_work(digits, optimizer, rate):
    config = TrainingConfig(hidden_sizes=(20, 8), learning_rate=rate, iterations=90, optimizer=optimizer,
                            weight_init="he", batch_size=20)
    trainer, seen = Trainer(config, digits), []
    while trainer.iteration < 90:
        trainer.run_iteration()
        seen.append({1: (trainer.values["a1"] > 0).any(axis=0), 2: (trainer.values["a2"] > 0).any(axis=0)})
    for layer, width in ((1, 20), (2, 8)):
        for iteration in (90, 33, 1):
            at_work = np.array([each[layer] for each in seen[:iteration]])
            wanted = [1 + max((i + 1 for i in range(iteration) if at_work[i, j]), default=0) for j in range(width)]
            found = silent_since(config, digits, trainer.course(), iteration, layer, range(width))
            assert found.tolist() == wanted
    assert min(wanted) < 2
    some = silent_since(config, digits, trainer.course(), 90, 1, [3, 5])
    assert some.tolist() == silent_since(config, digits, trainer.course(), 90, 1, range(20))[[3, 5]].tolist()


def test_looking_for_since_when_can_be_broken_off_and_tells_how_far_it_is(digits):
    trainer, told = trained(digits, iterations=30), []
    course = trainer.course()
    assert silent_since(trainer.config, digits, course, 30, 1, [0], cancelled=lambda: True) is None
    silent_since(trainer.config, digits, course, 30, 1, range(12), progress=lambda *done: told.append(done))
    assert told[0] == (1, 30)
    assert told == sorted(told)
    assert silent_since(trainer.config, digits, course, 0, 1, [0]).tolist() == [1]
