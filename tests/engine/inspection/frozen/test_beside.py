"""Two traces side by side: what is subtracted from what, and what cannot be."""

import math

import numpy as np
import pytest

from engine.inspection.frozen.beside import Beside
from engine.inspection.frozen.trace import Sample, trace
from engine.nn.network import Network

NAMES = ("x", "a1", "z1", "a2", "y", "da2", "dz1", "da1", "dx", "dW1", "db1", "dW2", "db2")


def sample_of(dataset, index: int) -> Sample:
    return Sample(dataset.test.x[index], int(dataset.test.labels[index]), "test", index)


def in_plain_numpy(params, sample) -> dict[str, np.ndarray]:
    """Every value and gradient of one sample in a network with one hidden layer of ReLU, in float64."""
    W1, b1, W2, b2 = (np.asarray(params[name], np.float64) for name in ("W1", "b1", "W2", "b2"))
    x = np.asarray(sample.x, np.float64)
    a1 = x @ W1 + b1
    z1 = np.maximum(a1, 0)
    a2 = z1 @ W2 + b2
    y = np.exp(a2 - a2.max()) / np.exp(a2 - a2.max()).sum()
    da2 = y - np.eye(len(y))[sample.label]
    dz1 = W2 @ da2
    da1 = dz1 * (a1 > 0)
    return {"x": x, "a1": a1, "z1": z1, "a2": a2, "y": y, "L": -np.log(y[sample.label]), "da2": da2, "dz1": dz1,
            "da1": da1, "dx": W1 @ da1, "dW1": np.outer(x, da1), "db1": da1, "dW2": np.outer(z1, da2), "db2": da2}


def test_every_difference_against_plain_numpy_for_two_samples_and_two_iterations(tiny_trainer, tiny):
    trainer = tiny_trainer(dtype="float64")
    first, second = sample_of(tiny, 3), sample_of(tiny, 8)
    params = {name: value.copy() for name, value in trainer.network.params.items()}
    a = trace(trainer.network, first)
    for _ in range(7):
        trainer.run_iteration()
    found = Beside(a, trace(trainer.network, second, iteration=7))
    before, now = in_plain_numpy(params, first), in_plain_numpy(trainer.network.params, second)
    for name in (*NAMES, "L"):
        pair = found.pair(name)
        assert pair.a == pytest.approx(before[name], rel=1e-12, abs=1e-14), name
        assert pair.b == pytest.approx(now[name], rel=1e-12, abs=1e-14), name
        assert pair.difference == pytest.approx(now[name] - before[name], rel=1e-12, abs=1e-14), name
        assert pair.difference.shape == np.shape(now[name]) and pair.difference.dtype == np.float64
        assert not pair.difference.flags.writeable
    assert found.apart == ()


def test_of_float32_the_difference_is_that_of_the_very_numbers(tiny_trainer, tiny):
    network = tiny_trainer().network
    a, b = (trace(network, sample_of(tiny, index)) for index in (0, 5))
    pair = Beside(a, b).pair("a1")
    assert a.values["a1"].dtype == np.float32
    assert pair.difference.tolist() == [float(q) - float(p) for p, q in zip(
        a.values["a1"][0].tolist(), b.values["a1"][0].tolist(), strict=True)]


def test_a_trace_beside_itself_differs_nowhere(tiny_trainer, tiny):
    a = trace(tiny_trainer(hidden_sizes=(5, 4)).network, sample_of(tiny, 1))
    assert not any(Beside(a, a).pair(name).difference.any() for name in (*NAMES, "a3", "dW3", "L"))


def test_networks_of_another_width_go_together_where_their_shapes_do(tiny_trainer, tiny):
    a = trace(tiny_trainer(hidden_sizes=(7,)).network, sample_of(tiny, 1))
    b = trace(tiny_trainer().network, sample_of(tiny, 1))
    found = Beside(a, b)
    assert set(found.apart) == {"a1", "z1", "dz1", "da1", "dW1", "db1", "dW2"}
    assert found.pair("a1").difference is None
    assert (len(found.pair("a1").a), len(found.pair("a1").b)) == (7, 5)
    for name in ("x", "a2", "y", "da2", "db2", "dx"):
        assert found.pair(name).difference is not None, name


def test_the_last_layer_is_set_beside_the_last_however_deep_the_networks_are(tiny_trainer, tiny):
    shallow = trace(tiny_trainer().network, sample_of(tiny, 1))
    deep = trace(tiny_trainer(hidden_sizes=(5, 6, 5)).network, sample_of(tiny, 1))
    found = Beside(shallow, deep)
    assert [found.name_in_a(name) for name in ("a1", "z1", "a2", "a4", "da4", "dW4", "y", "L", "dx")] == \
        ["a1", "z1", None, "a2", "da2", "dW2", "y", "L", "dx"]
    assert found.pair("a4").difference == pytest.approx(
        deep.values["a4"][0].astype(float) - shallow.values["a2"][0].astype(float), rel=1e-15)
    assert set(found.apart) == {"a2", "z2", "a3", "z3"} | {
        f"d{name}" for name in ("a2", "z2", "a3", "z3", "W2", "b2", "W3", "b3")}
    assert Beside(deep, shallow).name_in_a("a2") == "a4"
    assert set(Beside(deep, shallow).apart) == set()  # its hidden layer of 5 is the first of the other


def test_without_a_hidden_layer_the_only_one_is_the_last(tiny_trainer, tiny):
    none = trace(tiny_trainer(hidden_sizes=()).network, sample_of(tiny, 1))
    one = trace(tiny_trainer().network, sample_of(tiny, 1))
    assert Beside(one, none).name_in_a("a1") == "a2"
    assert Beside(none, one).name_in_a("a1") is None
    assert Beside(none, one).pair("a1").a is None


def test_the_activation_makes_no_other_variable(tiny_trainer, tiny):
    a = trace(tiny_trainer(activation="sigmoid").network, sample_of(tiny, 1))
    assert Beside(a, trace(tiny_trainer().network, sample_of(tiny, 1))).apart == ()


def test_of_a_drawing_without_a_label_there_are_values_and_no_gradients(tiny_trainer, tiny):
    network = tiny_trainer().network
    a = trace(network, Sample(tiny.test.x[0], None, "drawn", 0))
    found = Beside(a, trace(network, sample_of(tiny, 0)))
    assert not found.pair("y").difference.any()
    for name in ("L", "da2", "dW1", "dx"):
        pair = found.pair(name)
        assert (pair.a, pair.difference) == (None, None)
        assert pair.b is not None


def test_beside_a_network_that_has_diverged():
    network = Network((2, 2, 2), dtype=np.float64)
    network.params["W1"][...] = 1
    network.params["W2"][...] = [[1, 2], [3, 4]]
    sample = Sample(np.array([1.0, 2.0]), 1, "test", 0)
    a = trace(network, sample)
    network.params["W1"][...] = math.inf
    pair = Beside(a, trace(network, sample)).pair("y")
    assert np.isfinite(pair.a).all() and np.isnan(pair.difference).all()
