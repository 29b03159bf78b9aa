"""What another optimizer costs: a class and a row in `OPTIMIZERS`. Its slots are then treated like parameters."""

import numpy as np
import pytest

from engine.inspection.frozen.snapshot import snapshot_of
from engine.inspection.place import Place
from engine.inspection.proof.effect import effect_of_update
from engine.inspection.proof.short_run import short_run
from engine.inspection.provenance.provenance import provenance
from engine.nn.operations import Kind
from engine.nn.optimizers import OPTIMIZERS
from engine.training.trainer import Trainer
from tests.engine.toy_optimizer import Rolling

ITERATIONS = 300  # more than there are checkpoints
SLOTS = ("vW1", "vb1", "vW2", "vb2")


@pytest.fixture(params=["float32", "float64"])
def make(request, tiny_trainer, monkeypatch):
    """Makes a trainer that uses it."""
    monkeypatch.setitem(OPTIMIZERS, "rolling", Rolling)
    return lambda **changes: tiny_trainer(
        **{"optimizer": "rolling", "dtype": request.param, "learning_rate": 0.05, **changes})


def bits(trainer: Trainer) -> dict[str, bytes]:
    return {name: np.asarray(value).tobytes() for name, value in {**trainer.arrays(), **trainer.values}.items()}


@pytest.fixture
def straight(make):
    """The arrays and values after each iteration of a run that only goes forward, and its losses."""
    trainer, found = make(), []
    for _ in range(ITERATIONS):
        found.append(bits(trainer))
        trainer.run_iteration()
    return [*found, bits(trainer)], trainer.history.losses().tolist()


def test_it_does_what_it_says(make):
    trainer = make()
    params = {name: value.astype(float) for name, value in trainer.network.params.items()}
    v = {name: np.zeros_like(value) for name, value in params.items()}
    for _ in range(5):
        trainer.run_iteration()
        for key in params:
            v[key] = 0.8 * v[key] - 0.05 * trainer.values[f"d{key}"]
            params[key] += v[key]
            assert trainer.network.params[key] == pytest.approx(params[key], rel=1e-4, abs=1e-6)
            assert trainer.optimizer.slots[f"v{key}"] == pytest.approx(v[key], rel=1e-4, abs=1e-6)
            assert trainer.optimizer.slots[f"v{key}"].dtype == trainer.network.dtype


def test_its_updates_say_what_they_do(make):
    updates = [one for one in make().operations if one.kind is Kind.UPDATE]
    assert [(one.name, one.reads, one.writes) for one in updates] == [
        (f"update {name}", (name, f"d{name}", f"v{name}"), (name, f"v{name}")) for name in ("W1", "b1", "W2", "b2")]
    assert updates[0].formula == "vW1 ← 0.8·vW1 − lr·dW1   W1 ← W1 + vW1"
    assert (updates[0].what, updates[0].why) == (Rolling.what, Rolling.why)
    assert "v = 0.8 * v - self.rate * grad" in updates[0].source()[0][2]


def test_stepped_forward_and_back_it_is_the_straight_run(make, straight):
    known, losses = straight
    trainer = make()
    steps = [bits(trainer)]
    for _ in range(4 * len(trainer.operations)):
        trainer.run_operation()
        steps.append(bits(trainer))
    assert steps[::len(trainer.operations)] == known[:5]
    for before in steps[-2::-1]:
        trainer.undo_operation()
        assert bits(trainer) == before
    while trainer.iteration < ITERATIONS:
        trainer.advance(50)
    assert trainer.history.losses().tolist() == losses


def test_back_and_forth_across_checkpoints_it_is_the_straight_run(make, straight):
    known, losses = straight
    trainer = make()
    for _ in range(ITERATIONS):
        trainer.run_iteration()
    for target in (299, 17, 18, 255, 0, 1, 129, 128, 300):
        assert trainer.go_to(target)
        assert bits(trainer) == known[target]
    trainer.go_to(200)
    for _ in range(13):
        trainer.run_operation()
    state, half = trainer.state(), bits(trainer)
    assert {*SLOTS} < state.arrays.keys()
    trainer.go_to(3)
    trainer.restore(state)
    assert (trainer.iteration, trainer.position, bits(trainer)) == (200, 13, half)
    trainer.run_iteration()
    assert bits(trainer) == known[201]
    assert trainer.history.losses().tolist() == losses


def test_a_snapshot_has_its_slots_before_and_after(make, same_bits):
    trainer = make()
    for _ in range(3):
        trainer.run_iteration()
    before = {name: value.copy() for name, value in trainer.arrays().items()}
    for _ in range(12):  # W1 and b1 have been updated
        trainer.run_operation()
    snapshot = snapshot_of(trainer)
    assert {*SLOTS, *(f"{name} new" for name in SLOTS)} < {*snapshot.names()}
    assert same_bits({name: snapshot.value(name) for name in before}, before)
    done = {name: trainer.arrays()[name] for name in ("W1", "vW1", "b1", "vb1")}
    assert same_bits(snapshot.updated, done)
    assert same_bits({name: snapshot.value(f"{name} new") for name in done}, done)
    assert snapshot.value("vW2 new") is None
    with pytest.raises(ValueError, match="read-only"):
        snapshot.value("vW1")[...] = 0
    trainer.run_iteration()
    assert same_bits({name: snapshot.value(name) for name in before}, before)
    assert snapshot_of(trainer).value("y new").shape == (10, 4)


def test_the_effect_of_its_update_is_that_of_its_own_step(make):
    trainer = make()
    for _ in range(4):
        trainer.run_iteration()
    snapshot = snapshot_of(trainer)
    effect = effect_of_update(snapshot)
    grads = [snapshot.value(f"d{name}").astype(float) for name in trainer.network.params]
    steps = [trainer.optimizer.slots[name].astype(float) for name in SLOTS]
    promised = sum(float((grad * step).sum()) for grad, step in zip(grads, steps, strict=True))
    assert effect.predicted == pytest.approx(promised, rel=1e-4)
    assert effect.predicted < -0.05 * effect.squared_norm  # the velocity adds to the step of SGD
    assert effect.measured == pytest.approx(effect.recorded, abs=1e-5)


def test_a_short_run_goes_on_from_its_slots(make, tiny):
    trainer = make()
    for _ in range(4):
        trainer.run_iteration()
    run = short_run(trainer.network, trainer.network.copy(), trainer.config, tiny.train, first=5, iterations=20,
                    optimizer=trainer.optimizer)
    for _ in range(20):
        trainer.run_iteration()
    assert run.right.tolist() == run.wrong.tolist() == [trainer.history.loss(i) for i in range(5, 25)]


def test_each_number_of_its_updates_is_explained(make):
    trainer = make()
    trainer.run_iteration()
    first = snapshot_of(trainer)
    assert str(provenance(first, Place("vW1", (4, 2))).why) == "Every velocity is 0 before training."
    trainer.run_iteration()
    snapshot = snapshot_of(trainer)
    assert str(provenance(snapshot, Place("vW1", (4, 2))).why) == "As the update of iteration 1 left it."
    for W in trainer.network.params:
        for index in np.ndindex(snapshot.shape(W)):
            step, moved = (provenance(snapshot, Place(f"{name} new", index)) for name in (f"v{W}", W))
            assert step.total == pytest.approx(step.value, rel=1e-5, abs=1e-9)
            assert moved.total == pytest.approx(moved.value, rel=1e-5, abs=1e-9)
    assert step.formula == "vb2 new[3] = 0.8·vb2[3] − lr·db2[3]"
    assert [term.factors[0].place.name for term in step.terms] == ["vb2", "db2"]
    assert moved.formula == "b2 new[3] = b2[3] + vb2 new[3]"
    assert step.made_by == moved.made_by == "update b2"
    assert snapshot.axes("vW1 new") == snapshot.axes("vW1") == snapshot.axes("W1")
