"""Networks of other layers, trained by the trainer itself: with values of four axes, with draws, with statistics."""

import numpy as np
import pytest

from engine.data.digits import load_digits
from engine.inspection.frozen.snapshot import snapshot_of, snapshot_of_sample
from engine.inspection.frozen.trace import Sample, trace
from engine.inspection.place import Place
from engine.inspection.proof.check import check_parameters
from engine.inspection.proof.what_if import WhatIf
from engine.inspection.provenance.provenance import Way, provenance
from engine.inspection.typed_place import place_from
from engine.nn.gradient_check import check_gradients
from engine.nn.network import Network
from engine.nn.variables import Role
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer
from tests.engine import toy_convolution, toy_modes

DIGITS = load_digits()
TOYS = pytest.mark.parametrize("toy", [toy_convolution, toy_modes], ids=lambda toy: toy.__name__.rpartition("_")[2])


def trainer_of(toy, dtype="float64", **more) -> Trainer:
    config = TrainingConfig(dataset="digits", batch_size=6, hidden_sizes=(), dtype=dtype, **more)
    network = Network(toy.SIZES, weight_init="he", rng=np.random.default_rng(1), dtype=dtype, kinds=toy.KINDS, seed=3)
    return Trainer(config, DIGITS, network)


def losses(trainer: Trainer) -> list[float]:
    return [trainer.history.loss(i) for i in range(trainer.history.count)]


@TOYS
@pytest.mark.numeric
def test_it_learns_and_any_iteration_can_be_visited_again(toy):
    trainer = trainer_of(toy, "float32")
    while trainer.iteration < 400:
        trainer.run_iteration()
    assert np.mean(losses(trainer)[-50:]) < 0.5 * np.mean(losses(trainer)[:10])
    recorded, arrays = losses(trainer), {name: value.copy() for name, value in trainer.arrays().items()}
    trainer.go_to(150)
    for _ in range(4):
        trainer.run_operation()
    for _ in range(9):
        trainer.undo_operation()
    while trainer.iteration < 400:
        trainer.run_iteration()
    assert losses(trainer) == recorded
    assert all(np.array_equal(trainer.arrays()[name], value) for name, value in arrays.items())


@TOYS
def test_every_number_is_the_sum_of_its_terms(toy):
    trainer = trainer_of(toy)
    for _ in range(3):
        trainer.run_iteration()
    snapshot, rng = snapshot_of(trainer), np.random.default_rng(0)
    alone = snapshot_of_sample(trace(trainer.network, Sample(DIGITS.train.x[7], 3, "train", 7)), DIGITS)
    for seen in (snapshot, alone):
        for name in seen.names():
            value = seen.value(name)
            assert value.shape == seen.shape(name), name
            for flat in rng.choice(value.size, min(value.size, 12), replace=False):
                index = tuple(int(i) for i in np.unravel_index(flat, value.shape))
                made = provenance(seen, Place(name, index))
                assert made.difference == pytest.approx(0, abs=1e-12), made.place
                if made.way is Way.SUM:
                    assert made.terms.values.sum() == pytest.approx(made.value, abs=1e-12)
                    for term in made.terms[:3]:
                        for factor in (each for each in term.factors if each.place):
                            assert factor.value == seen.value(factor.place.name)[factor.place.index]
                            assert made.terms.position_of(factor.place) is not None


@TOYS
def test_its_gradient_is_checked_and_tried_out(toy):
    trainer = trainer_of(toy)
    for _ in range(3):
        trainer.run_iteration()
    network, snapshot = trainer.network, snapshot_of(trainer)
    found = check_gradients(network, trainer.values["x"], trainer.values["t"])
    assert set(found) == set(network.params)
    if toy is toy_modes:
        del found["b1"]  # what it adds to all samples is taken away with their mean: its gradient is 0
        assert network.gradient(trainer.values["x"], trainer.values["t"])["b1"] == pytest.approx(0, abs=1e-15)
    assert max(each.relative_error for each in found.values()) <= 1e-7
    for each in check_parameters(snapshot, cells=40):
        assert each.agrees is not False and each.worst_error <= 1e-7, each.name
    tried = WhatIf(snapshot, 1)
    name = next(iter(network.params))
    index = (0,) * network.params[name].ndim
    tried.set(Place(name, index), snapshot.value(name)[index] + 1e-6)
    assert tried.true == pytest.approx(tried.predicted, rel=1e-3, abs=1e-13)


def test_a_convolution_sums_over_several_things_at_once():
    trainer = trainer_of(toy_convolution)
    trainer.run_iteration()
    snapshot = snapshot_of(trainer)
    assert snapshot.shape("a1") == (6, 4, 6, 6)
    assert snapshot.shape("K1") == (4, 1, 3, 3)
    made = provenance(snapshot, Place("a1", (2, 3, 1, 4)))
    assert made.formula == "a1[2, 3, 1, 4] = Σc,p,q p[2, c, 1+p, 4+q]·K1[3, c, p, q] + b1[3]"
    assert len(made.terms) == 10
    made = provenance(snapshot, Place("dK1", (3, 0, 1, 2)))
    assert made.formula == "dK1[3, 0, 1, 2] = Σn,i,j p[n, 0, i+1, j+2]·da1[n, 3, i, j]"
    assert len(made.terms) == 6 * 36
    alone = snapshot_of_sample(trace(trainer.network, Sample(DIGITS.train.x[7], 3, "train", 7)), DIGITS)
    made = provenance(alone, Place("dp", (0, 0, 0, 1)))  # in the corner: only where a window reaches it
    assert made.formula == "dp[0, 0, 0, 1] = Σf,p,q da1[0, f, 0−p, 1−q]·K1[f, 0, p, q]"
    assert len(made.terms) == 4 * 2
    assert provenance(alone, Place("dx", (0, 9))).formula == "dx[0, 9] = dp[0, 0, 1, 1]"
    assert place_from("dK1[3, 0, 1, 2]", snapshot) == Place("dK1", (3, 0, 1, 2))


def test_what_layers_draw_depends_on_seed_layer_and_iteration_alone():
    trainer = trainer_of(toy_modes)
    masks = []
    for _ in range(3):
        trainer.run_iteration()
        masks.append(trainer.values["m1"])
    assert not np.array_equal(masks[0], masks[1])
    assert 0.4 < np.mean(masks) < 0.95
    trainer.go_to(1)
    assert np.array_equal(trainer.values["m1"], masks[0])
    other = Network(toy_modes.SIZES, kinds=toy_modes.KINDS, seed=4)
    assert not np.array_equal(other.values(DIGITS.train.x[:6], np.arange(6))["m1"], masks[0])
    assert snapshot_of(trainer).variables["m1"].role is Role.DRAWN


def test_evaluation_computes_otherwise_than_training():
    trainer = trainer_of(toy_modes)
    for _ in range(20):
        trainer.run_iteration()
    network, x = trainer.network, DIGITS.test.x[:5]
    W1, b1, W2, b2 = (network.params[name] for name in ("W1", "b1", "W2", "b2"))
    centred = x.astype(np.float64) @ W1 + b1 - network.kept["r1"]
    by_hand = 0.75 * np.maximum(centred, 0) @ W2 + b2
    assert network.predict(x) == pytest.approx(by_hand, rel=1e-12)
    seen = trace(network, Sample(x[2], 1, "test", 2))
    assert seen.values["a2"][0] == pytest.approx(by_hand[2], rel=1e-12)
    assert "m1" not in seen.values
    assert network.forward_values(x, np.arange(5))["a2"] != pytest.approx(by_hand, rel=1e-3)
    assert network.in_evaluation.kept is network.kept and network.in_evaluation.params is network.params


def test_what_a_layer_keeps_belongs_to_the_state_of_a_run():
    trainer = trainer_of(toy_modes)
    for _ in range(5):
        trainer.run_iteration()
    before, state = trainer.network.kept["r1"], trainer.state()
    snapshot = snapshot_of(trainer)
    assert np.array_equal(snapshot.value("r1 new"), before)
    assert not np.array_equal(snapshot.value("r1"), before)
    assert str(provenance(snapshot, Place("r1 new", (2,))).formula) == "r1 new[2] = 0.9·r1[2] + 0.1·u1[2]"
    for _ in range(2):
        trainer.run_iteration()
    assert not np.array_equal(trainer.network.kept["r1"], before)
    trainer.restore(state)
    assert np.array_equal(trainer.network.kept["r1"], before)
    assert np.array_equal(trainer.network.copy(np.float32).kept["r1"], before.astype(np.float32))
