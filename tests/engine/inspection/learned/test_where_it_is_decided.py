"""Where a sample is decided, against plain numpy in float64, written anew."""

import numpy as np
import pytest

from engine.data.look import ImageLook
from engine.inspection.frozen.trace import Sample, trace
from engine.inspection.learned.pixels import Difference, Logit, Loss, Patch, decided, decision, is_quick, occlusion
from engine.nn.layers import Affine, Relu, SoftmaxWithLoss
from engine.nn.network import Network
from tests.engine.toy_layer import toy_network
from tests.engine.toy_modes import Dropout

LABEL = 3
TARGETS = (Logit(4), Difference(1, 7), Loss(LABEL))
LOOK = ImageLook((6, 7))


def made(activation, hidden, dtype=np.float64, label=LABEL):
    rng = np.random.default_rng(5)
    network = Network((42, *hidden, 10), activation=activation, weight_init="xavier", rng=rng, dtype=dtype)
    for name, value in network.params.items():
        if name.startswith("b"):
            value[:] = rng.normal(size=value.shape)
    x = rng.random(42) * (rng.random(42) < 0.5)
    return trace(network, Sample(x.astype(np.float32), label, "test", 8))


def logits_of(found, x):
    """Those of rows of inputs, layer by layer."""
    curve = {"relu": lambda a: np.maximum(a, 0), "sigmoid": lambda a: 1 / (1 + np.exp(-a)), "tanh": np.tanh}
    params = {name: value.astype(np.float64) for name, value in found.params.items()}
    last = len(params) // 2
    for layer in range(1, last):
        x = curve[found.network.activation_name](x @ params[f"W{layer}"] + params[f"b{layer}"])
    return x @ params[f"W{last}"] + params[f"b{last}"]


def number_of(target, logits):
    if target == Logit(4):
        return logits[:, 4]
    if target == Difference(1, 7):
        return logits[:, 1] - logits[:, 7]
    return np.log(np.exp(logits).sum(axis=1)) - logits[:, LABEL]


@pytest.mark.parametrize("target", TARGETS, ids=str)
@pytest.mark.parametrize("activation", ["relu", "sigmoid", "tanh"])
@pytest.mark.parametrize("hidden", [(), (9,), (9, 8, 7)], ids=str)
def test_the_gradient_is_that_of_central_differences(activation, hidden, target):
    found = made(activation, hidden)
    x, h = found.sample.x.astype(np.float64), 1e-6
    steps = h * np.eye(len(x))
    slopes = (number_of(target, logits_of(found, x + steps)) - number_of(target, logits_of(found, x - steps))) / (2 * h)
    said = decided(found, target)
    np.testing.assert_allclose(said.gradient, slopes, rtol=1e-6, atol=1e-8)
    np.testing.assert_allclose(said.product, slopes * x, rtol=1e-6, atol=1e-8)
    assert said.value == pytest.approx(number_of(target, logits_of(found, x[np.newaxis]))[0], rel=1e-12)


def test_that_of_the_loss_is_dx_to_the_last_bit():
    for dtype in (np.float32, np.float64):
        found = made("relu", (9, 8), dtype)
        assert decided(found, Loss(LABEL)).gradient.tobytes() == found.values["dx"][0].tobytes()
        assert decided(found, Loss(LABEL)).value == pytest.approx(float(found.values["L"]), rel=1e-6)


def test_through_layers_of_other_kinds(rng):
    for network in (toy_network(rng, (42, 9, 10)), Network((42, 9, 10), kinds=(
            Affine, Relu, Dropout, Affine, SoftmaxWithLoss), dtype=np.float64)):
        found = trace(network, made("relu", (9,)).sample)
        assert decided(found, Loss(LABEL)).gradient.tobytes() == found.values["dx"][0].tobytes()


def test_with_relu_and_without_biases_the_products_add_up_to_the_logit():
    found = made("relu", (9, 8))
    for name, value in found.network.params.items():
        if name.startswith("b"):
            value.setflags(write=True)
            value[:] = 0
    found = trace(found.network, found.sample)
    for target in TARGETS[:2]:
        said = decided(found, target)
        assert said.product.sum() == pytest.approx(said.value, rel=1e-12)


@pytest.mark.parametrize("target", TARGETS, ids=str)
@pytest.mark.parametrize(("side", "value"), [(1, 0.0), (3, 0.0), (5, 0.5), (15, 1.0)])
def test_occlusion_is_that_of_pictures_covered_one_by_one(target, side, value):
    found, told = made("tanh", (9,)), []
    image = found.sample.x.astype(np.float64).reshape(6, 7)
    rows, columns = np.indices(image.shape)
    before = number_of(target, logits_of(found, image.reshape(1, -1)))[0]
    expected = []
    for row in range(6):
        for column in range(7):
            under = (abs(rows - row) <= side // 2) & (abs(columns - column) <= side // 2)
            after = number_of(target, logits_of(found, np.where(under, value, image).reshape(1, -1)))[0]
            expected.append(before - after)
    falls = occlusion(found, target, LOOK, Patch(side, value), progress=lambda *done: told.append(done))
    np.testing.assert_allclose(falls, expected, rtol=1e-9, atol=1e-12)
    assert told[-1] == (42, 42)


def test_paper_on_paper_changes_nothing_at_all():
    found = made("relu", (9,), np.float32)
    falls = occlusion(found, Logit(4), LOOK, Patch(1, 0.0))
    assert (falls[found.sample.x == 0] == 0).all()
    assert (falls != 0).any()


def test_broken_off_between_two_parts(monkeypatch):
    monkeypatch.setattr("engine.nn.network.CHUNK", 10)
    found, asked, told = made("relu", (9,)), [], []

    def cancelled():
        asked.append(True)
        return len(asked) == 3

    assert occlusion(found, Logit(4), LOOK, Patch(3, 0.0), cancelled=cancelled,
                     progress=lambda *done: told.append(done)) is None
    assert told == [(10, 42), (20, 42)]
    whole = occlusion(found, Logit(4), LOOK, Patch(3, 0.0))
    monkeypatch.undo()
    np.testing.assert_allclose(whole, occlusion(found, Logit(4), LOOK, Patch(3, 0.0)), rtol=1e-12)


def test_what_decided():
    for label in (None, *range(10)):
        found = made("relu", (9,), label=label)
        order = np.argsort(logits_of(found, found.sample.x[np.newaxis].astype(np.float64))[0])
        read, runner_up = int(order[-1]), int(order[-2])
        assert decision(found) == Difference(read, runner_up if label in (None, read) else label)
        assert decision(found, rather_than=runner_up) == Difference(read, runner_up)
        assert decision(found, rather_than=read) == decision(found)
        assert decision(found, runner_up) == Difference(runner_up, read if label in (None, runner_up) else label)
        assert decision(found, int(order[0]), int(order[1])) == Difference(int(order[0]), int(order[1]))


def test_without_a_label_the_logits_can_still_be_asked_about():
    labelled, not_labelled = made("relu", (9, 8)), made("relu", (9, 8), label=None)
    for target in TARGETS:
        assert decided(not_labelled, target).gradient.tobytes() == decided(labelled, target).gradient.tobytes()


def test_a_network_that_has_diverged():
    found = made("relu", (9,))
    params = {name: value * np.inf for name, value in found.params.items()}
    found = trace(found.network.with_params(params), found.sample)
    assert decision(found) is None
    assert decision(found, 2) == Difference(2, LABEL)
    assert np.isnan(decided(found, Logit(4)).gradient).any()
    assert not np.isfinite(occlusion(found, Logit(4), LOOK, Patch(3, 0.5))).all()


def test_only_a_network_that_is_large_lets_one_wait():
    assert is_quick(made("relu", (9, 8)))
    wide = Network((784, 10_000, 2000, 10))
    assert not is_quick(trace(wide, Sample(np.zeros(784, np.float32), 0, "test", 0)))
