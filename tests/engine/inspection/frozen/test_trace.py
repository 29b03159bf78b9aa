"""The trace of a sample: right values, frozen, and training does not notice that it was looked at."""

import dataclasses
import math

import numpy as np
import pytest

from engine.inspection.frozen.trace import Sample, trace
from engine.nn.network import Network
from engine.training.trainer import Trainer


def sample_of(dataset, index: int, split: str = "train") -> Sample:
    part = dataset.split(split)
    return Sample(part.x[index], int(part.labels[index]), split, index)


def look(trainer: Trainer, sample: Sample):
    return trace(trainer.network, sample, iteration=trainer.iteration, position=trainer.position,
                 minibatch=trainer.values)


def test_values_and_gradients_worked_by_hand():
    network = Network((2, 2, 2), dtype=np.float64)
    network.params["W1"][...] = [[1, -1], [0.5, 0.25]]
    network.params["b1"][...] = [-1, 0.25]
    network.params["W2"][...] = [[1, 0], [5, 7]]
    network.params["b2"][...] = [math.log(3) - 1, 0]
    found = trace(network, Sample(np.array([1.0, 2.0]), 1, "drawn", 0))
    # a1 = [1·1 + 2·0.5 − 1, −1 + 2·0.25 + 0.25], a2 = [ln 3, 0], y = [3, 1]/4; then back through both layers.
    expected = {
        "x": [[1, 2]], "t": [[0, 1]], "a1": [[1, -0.25]], "z1": [[1, 0]], "a2": [[math.log(3), 0]],
        "y": [[0.75, 0.25]],
        "log y": [[math.log(0.75), math.log(0.25)]], "L": math.log(4),
        "da2": [[0.75, -0.75]], "dz1": [[0.75, -1.5]], "da1": [[0.75, 0]],
        "dx": [[0.75, 0.375]], "dW2": [[0.75, -0.75], [0, 0]], "db2": [0.75, -0.75], "dW1": [[0.75, 0], [1.5, 0]],
        "db1": [0.75, 0]}
    assert found.values.keys() == expected.keys()
    for name, value in expected.items():
        assert found.values[name] == pytest.approx(np.array(value), rel=1e-15, abs=1e-15), name
        assert found.values[name].shape == np.shape(value)
    assert found.gradient("dz1", of_minibatch=False) == pytest.approx(np.array([0.75, -1.5]))
    assert found.gradient("dW1", of_minibatch=False).tolist() == found.values["dW1"].tolist()
    assert found.silent("z1").tolist() == [False, True]
    assert (found.prediction, found.probability) == (0, pytest.approx(0.75))
    assert found.minibatch == {}
    assert found.network.activation.silences


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("activation", ["relu", "sigmoid", "tanh"])
@pytest.mark.parametrize("hidden", [(), (5,), (5, 4, 3)])
def test_every_value_of_the_notation_table_for_any_network(tiny_trainer, tiny, hidden, activation, dtype):
    trainer = tiny_trainer(hidden_sizes=hidden, activation=activation, dtype=dtype)
    trainer.run_iteration()
    found = look(trainer, sample_of(tiny, 3, "test"))
    layers = range(1, len(hidden) + 2)
    names = {"x", "t", "y", "log y", "L", "dx"} | {f"{kind}{n}" for n in layers for kind in ("a", "da", "dW", "db")}
    names |= {f"{kind}{n}" for n in layers[:-1] for kind in ("z", "dz")}
    assert found.values.keys() == names
    assert found.params.keys() == {f"{kind}{n}" for n in layers for kind in ("W", "b")}
    shown = {**found.values, **found.params}
    assert shown.pop("log y").shape == found.values["y"].shape
    for name, value in shown.items():
        assert value.shape == trainer.network.shape(name, 1), name
        assert value.dtype == dtype, name
    assert found.minibatch.keys() == (names - {"dx"}) | {"iteration", "indices", "loss after update"}
    assert found.values["x"][0].tolist() == tiny.test.x[3].tolist()
    assert found.values["t"][0].argmax() == tiny.test.labels[3]
    assert found.prediction == trainer.network.classify(tiny.test.x)[3]


def test_all_of_it_is_frozen(tiny_trainer, tiny):
    trainer = tiny_trainer()
    trainer.run_iteration()
    found = look(trainer, sample_of(tiny, 0))
    for part in (found.values, found.minibatch, found.params):
        for name, value in part.items():
            with pytest.raises(ValueError, match="read-only"):
                value[...] = 0
            with pytest.raises(TypeError):
                part[name] = np.zeros(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.iteration = 7


def test_it_stays_as_it_was_while_training_goes_on(tiny_trainer, tiny):
    trainer = tiny_trainer()
    for _ in range(3):
        trainer.run_operation()
    found = look(trainer, sample_of(tiny, 0))
    parts = (found.values, found.minibatch, found.params)
    before = [{name: value.tobytes() for name, value in part.items()} for part in parts]
    for _ in range(3):
        trainer.run_iteration()
    for name, param in trainer.network.params.items():
        trainer.network.params[name] = param + 1
    assert [{name: value.tobytes() for name, value in part.items()} for part in parts] == before
    assert (found.iteration, found.position) == (0, 3)


def test_training_does_not_notice(tiny_trainer, tiny, same_bits):
    watched, alone = tiny_trainer(), tiny_trainer()
    samples = [sample_of(tiny, 0), sample_of(tiny, 1, "test"), Sample(tiny.train.x[2], None, "drawn", 0)]
    for i in range(60):
        look(watched, samples[i % 3])
        watched.run_operation()
    for _ in range(4):
        alone.run_iteration()
    assert (watched.iteration, watched.position) == (4, 0)
    assert same_bits(watched.network.params, alone.network.params)
    assert same_bits(watched.values, alone.values)
    assert watched.history.losses().tolist() == alone.history.losses().tolist()


@pytest.mark.parametrize("name", ["da1", "dz1", "da2", "dW1", "db1", "dW2", "db2"])
def test_the_gradient_of_the_minibatch_is_the_mean_of_those_of_its_samples(tiny_trainer, tiny, name):
    trainer = tiny_trainer(dtype="float64")
    for _ in range(10):  # up to where all gradients are there and nothing is updated yet
        trainer.run_operation()
    traces = [look(trainer, sample_of(tiny, index)) for index in trainer.values["indices"]]
    assert len(traces) == 10
    mean = np.mean([one.gradient(name, of_minibatch=False) for one in traces], axis=0)
    assert np.abs(mean).max() > 1e-3
    found = traces[0].gradient(name, of_minibatch=True)
    assert found.shape == mean.shape
    assert found == pytest.approx(mean, rel=1e-12, abs=1e-15)


def test_what_has_not_been_computed_is_none_and_not_zero(tiny_trainer, tiny):
    trainer = tiny_trainer()
    found = look(trainer, sample_of(tiny, 0))
    assert found.minibatch == {}
    assert found.gradient("da1", of_minibatch=True) is None
    for _ in range(8):  # draw, five forward, two back: da2, and then dz1, dW2, db2
        trainer.run_operation()
    found = look(trainer, sample_of(tiny, 0))
    computed = [name for name in ("da2", "dz1", "dW2", "db2", "da1", "dW1", "db1", "dx")
                if found.gradient(name, of_minibatch=True) is not None]
    assert computed == ["da2", "dz1", "dW2", "db2"]
    trainer.run_iteration()
    found = look(trainer, sample_of(tiny, 0))
    assert found.gradient("dW1", of_minibatch=True).tolist() == trainer.values["dW1"].tolist()
    assert found.gradient("dx", of_minibatch=True) is None
    assert found.gradient("dx", of_minibatch=False).shape == (9,)


def test_a_sample_without_a_label_goes_forward_only(tiny_trainer, tiny):
    trainer = tiny_trainer()
    trainer.run_iteration()
    named, unnamed = sample_of(tiny, 0), Sample(tiny.train.x[0], None, "drawn", 0)
    found, expected = look(trainer, unnamed), look(trainer, named)
    assert found.values.keys() == {"x", "a1", "z1", "a2", "y", "log y"}
    for name, value in found.values.items():
        assert value.tobytes() == expected.values[name].tobytes()
    assert found.prediction == expected.prediction
    assert found.probability == expected.probability
    for name in ("dx", "da1", "dW1"):
        assert found.gradient(name, of_minibatch=False) is None
    assert found.gradient("dW1", of_minibatch=True) is not None


def test_the_sample_s_own_pixels_are_copied(tiny_trainer, tiny):
    pixels = tiny.train.x[0].copy()
    found = trace(tiny_trainer().network, Sample(pixels, None, "drawn", 0))
    pixels[...] = 9
    assert found.values["x"].max() <= 1


def test_a_network_that_has_diverged_can_be_looked_at_without_a_warning(digits):
    network = Network((64, 5, 10))
    for spoil in (np.nan, np.inf, 1e38):
        for param in network.params.values():
            param[...] = spoil
        assert trace(network, sample_of(digits, 0)).values.keys() >= {"y", "L", "dW1"}
