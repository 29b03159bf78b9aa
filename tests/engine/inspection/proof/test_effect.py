"""What the gradient promised of an update, beside what the loss did."""

import dataclasses

import numpy as np
import pytest

from engine.data.look import ImageLook
from engine.figures import number
from engine.inspection.frozen.snapshot import Snapshot, snapshot_of
from engine.inspection.proof.effect import effect_of_update
from engine.nn.network import Network
from engine.nn.optimizers import SGD
from engine.problem import EngineError


@pytest.fixture(params=["float32", "float64"])
def snapshot(tiny_trainer, request) -> Snapshot:
    trainer = tiny_trainer(dtype=request.param)
    for _ in range(3):
        trainer.run_iteration()
    return snapshot_of(trainer)


@np.errstate(over="ignore")
def at_rate(snapshot: Snapshot, rate: float) -> Snapshot:
    return dataclasses.replace(snapshot, optimizer=SGD(snapshot.network.params, rate))


def test_promise_and_change_of_the_iteration_s_own_update(snapshot):
    effect = effect_of_update(snapshot)
    squared = sum(float((snapshot.values[f"d{name}"].astype(float)**2).sum()) for name in snapshot.network.params)
    assert effect.learning_rate == 0.5
    assert effect.squared_norm == pytest.approx(squared, rel=1e-5)
    assert effect.predicted == -0.5 * effect.squared_norm
    updated = snapshot.network.with_params({name: value.astype(float) for name, value in snapshot.updated.items()})
    x, t = (snapshot.values[name].astype(float) for name in ("x", "t"))
    change = updated.loss(x, t) - snapshot.network.copy(np.float64).loss(x, t)
    assert effect.measured == pytest.approx(float(change), abs=1e-7)
    assert effect.recorded == float(snapshot.values["loss after update"]) - float(snapshot.values["L"])
    assert effect.recorded == pytest.approx(effect.measured, abs=1e-6)
    assert effect.measured < 0


def test_before_the_end_of_the_iteration_nothing_is_recorded_and_the_rest_is_known(tiny_trainer):
    trainer = tiny_trainer()
    trainer.run_operation()
    early = effect_of_update(snapshot_of(trainer))
    for _ in trainer.operations[1:]:
        trainer.run_operation()
    late = effect_of_update(snapshot_of(trainer))
    assert early.recorded is None
    assert (early.predicted, early.measured) == (late.predicted, late.measured)
    assert early.measured_at.tolist() == late.measured_at.tolist()


def test_other_learning_rates_lie_around_the_present_one(snapshot):
    effect = effect_of_update(snapshot)
    assert effect.rates[[0, 8, -1]].tolist() == [0.5 / 16, 0.5, 32]
    assert effect.predicted_at.tolist() == (-effect.rates * effect.squared_norm).tolist()
    assert effect.measured_at[8] == effect.measured
    assert effect.angles[8] == effect.angle
    alone = [effect_of_update(at_rate(snapshot, float(rate))).measured for rate in effect.rates]
    assert effect.measured_at.tolist() == alone


def test_the_surprise_vanishes_with_the_learning_rate_and_grows_with_it(snapshot):
    effect = effect_of_update(snapshot, 2.0 ** np.arange(-12, 10))
    assert abs(effect.angles[0]) < 0.1
    # What is left of the promise is curvature: it halves with the step.
    rest = (effect.measured_at / effect.predicted_at - 1)[:4]
    assert (rest[1:] / rest[:-1]).tolist() == pytest.approx([2, 2, 2], rel=0.05)
    assert effect.angles[-1] > 90
    ratio = effect.measured_at / np.abs(effect.predicted_at)
    assert effect.angles.tolist() == pytest.approx((45 + np.degrees(np.arctan(ratio))).tolist())


@pytest.mark.parametrize(("rate", "words"), [
    (1e-3, "about as the gradient promised"), (1e-17, "so little that rounding hides it"), (256.0, "the loss rose"),
    (1e300, "no finite number"),
])
def test_in_words(snapshot, rate, words):
    assert words in str(effect_of_update(at_rate(snapshot, rate)).verdict)


def test_in_words_how_much_of_the_promise_was_kept(snapshot):
    effect = next(each for rate in (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
                  if (each := effect_of_update(at_rate(snapshot, rate))).angle > 5)
    assert f"by {number(100 * effect.measured / effect.predicted, 2)}% of what" in str(effect.verdict)


def test_without_a_gradient_nothing_is_promised():
    network = Network((2, 2), dtype=np.float64)
    network.params["W1"][...] = 0
    x, t = np.ones((2, 2)), np.eye(2)  # two like images with different labels: as good as it gets
    snapshot = Snapshot(1, 1, (), SGD(network.params), network, {"x": x, "t": t}, {}, None, np.array([0, 1]),
                        ImageLook((1, 2)), ("0", "1"), "train")
    effect = effect_of_update(snapshot)
    assert (effect.squared_norm, effect.predicted, effect.measured) == (0, 0, 0)
    assert "exactly 0" in str(effect.verdict)


def test_the_snapshot_is_not_touched(snapshot, same_bits):
    before = {name: value.copy() for name, value in {**snapshot.values, **snapshot.network.params}.items()}
    effect_of_update(snapshot)
    assert same_bits({**snapshot.values, **snapshot.network.params}, before)


def test_a_sample_looked_at_alone_has_no_update(snapshot):
    with pytest.raises(EngineError, match="Look at an iteration"):
        effect_of_update(dataclasses.replace(snapshot, optimizer=None))


def test_it_can_be_broken_off_between_two_steps(snapshot):
    asked = []
    assert effect_of_update(snapshot, cancelled=lambda: asked.append(1) or len(asked) == 3) is None
    assert len(asked) == 3


def test_a_run_that_has_diverged_is_not_put_down_to_the_step(snapshot):
    network = snapshot.network.copy()
    network.params["W2"][0, 0] = np.nan
    effect = effect_of_update(dataclasses.replace(snapshot, network=network))
    assert effect.good is None
    assert str(effect.verdict) == "The loss is no finite number even before the step: the run has diverged."


def test_a_gradient_whose_square_is_0_is_not_called_0():
    network = Network((2, 2), dtype=np.float64)
    network.params["W1"][...] = [[0, 500], [0, 0]]
    values = {"x": np.array([[1.0, 0]]), "t": np.array([[0.0, 1]])}
    snapshot = Snapshot(1, 1, (), SGD(network.params), network, values, {}, None, np.array([1]), ImageLook((1, 2)),
                        ("0", "1"), "train")
    effect = effect_of_update(snapshot)
    assert effect.squared_norm == 0
    assert "so little that rounding hides it" in str(effect.verdict)
