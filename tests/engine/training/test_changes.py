"""Whatever keeps the shapes can be changed on the way, and the run is the straight one with those changes."""

import random
from dataclasses import replace

import numpy as np
import pytest

from engine.inspection.frozen.snapshot import snapshot_of
from engine.nn.optimizers import OPTIMIZERS
from engine.runs.run import run_of
from engine.runs.run_file import open_run, save_run
from engine.training.changes import Changes
from engine.training.config import ON_THE_WAY, ConfigError, TrainingConfig
from engine.training.epochs import Epochs
from engine.training.trainer import Trainer

CONFIG = TrainingConfig()


def run(trainer: Trainer, iterations: int) -> Trainer:
    for _ in range(iterations):
        trainer.run_iteration()
    trainer.finish_evaluation()
    return trainer


def bits(trainer: Trainer) -> dict[str, bytes]:
    """All that a run stands on and shows, and the slots of the iteration that is looked at."""
    snapshot = snapshot_of(trainer)
    found = {**trainer.arrays(), **trainer.values}
    found |= {} if snapshot is None else {f"before {name}": slot for name, slot in snapshot.slots.items()}
    return {name: np.asarray(value).tobytes() for name, value in found.items()}


def straight(trainer: Trainer, like: Trainer) -> Trainer:
    """A run that only goes forward, made with what the updates of another one were made with."""
    changes = dict(like.settings().configs)
    for iteration in range(1, like.history.count + 1):
        for name in ON_THE_WAY if iteration in changes else ():
            trainer.change(name, getattr(changes[iteration], name))
        if iteration < like.history.count:
            trainer.run_iteration()
    trainer.finish_evaluation()
    return trainer


def record(trainer: Trainer) -> tuple:
    return trainer.history.losses().tobytes(), trainer.history.accuracies(), trainer.settings()


# --- which config each update has ----------------------------------------------------------------------------------

def test_which_config_an_update_has():
    changes = Changes(((1, CONFIG),), 60)
    assert changes.set(5, "learning_rate", 0.5) == 5
    assert changes.set(9, "optimizer", "adam") == 9
    assert [(changes.config(i).learning_rate, changes.config(i).optimizer) for i in (1, 4, 5, 8, 9, 1000)] == [
        (0.1, "sgd"), (0.1, "sgd"), (0.5, "sgd"), (0.5, "sgd"), (0.5, "adam"), (0.5, "adam")]
    assert (changes.next_of("optimizer", 8), changes.next_of("optimizer", 9)) == ((9, "adam"), None)
    assert (changes.next_of("learning_rate", 4), changes.next_of("learning_rate", 5)) == ((5, 0.5), None)


def test_a_change_drops_those_that_come_after_what_it_changes():
    changes = Changes(((1, CONFIG),), 60)
    changes.set(5, "learning_rate", 0.5)
    changes.set(9, "optimizer", "adam")
    changes.set(9, "learning_rate", 0.001)
    assert changes.set(20, "learning_rate", 0.001) is None      # it is so already
    assert changes.set(3, "optimizer", "sgd") == 9              # no news until then
    assert changes.configs == ((1, CONFIG), (5, replace(CONFIG, learning_rate=0.5)))
    assert changes.set(5, "learning_rate", 0.1) == 5
    assert changes.configs == ((1, CONFIG),)
    assert changes.set(1, "batch_size", 7) == 1
    assert changes.configs == ((1, replace(CONFIG, batch_size=7)),)


@pytest.mark.parametrize("seed", range(5))
def test_epochs_where_minibatches_change_their_size(seed):
    chance = random.Random(seed)
    sizes = [(1, chance.randint(1, 60)), *((first, chance.randint(1, 60)) for first in (8, 9, 31))]
    epochs, drawn, before = Epochs(tuple(sizes), 60), 0, 0
    for iteration in range(1, 80):
        drawn += [size for first, size in sizes if first <= iteration][-1]
        assert (epochs.drawn(iteration), epochs.after(iteration)) == (drawn, drawn // 60)
        if drawn // 60 > before:
            before = drawn // 60
            assert epochs.iteration(before) == iteration
        assert epochs.end_of(drawn / 60) == pytest.approx(iteration)
    assert epochs.after(np.arange(80)).tolist() == [epochs.after(i) for i in range(80)]


# --- what happens to a run -----------------------------------------------------------------------------------------

@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_walk_with_changes_of_all_kinds_is_the_straight_run(tiny, tiny_trainer, tmp_path, optimizer, dtype):
    """At each stop bits, losses, accuracies and settings are those of a run that was made straight with them."""
    chance = random.Random(f"{optimizer} {dtype}")
    start = {"optimizer": optimizer, "dtype": dtype, "batch_size": 20, "learning_rate": 0.01}
    trainer = tiny_trainer(**start)
    values = {"optimizer": tuple(OPTIMIZERS), "learning_rate": (0.002, 0.01, 0.05), "batch_size": (7, 20, 33, 60)}
    for turn in range(60):
        what = chance.choice(("run", "run", "step", "back", "go to", "change", "change", "reopen"))
        if what == "run":
            run(trainer, chance.randint(1, 40))
        elif what == "step":
            for _ in range(chance.randint(1, 20)):
                trainer.run_operation()
        elif what == "back":
            for _ in range(chance.randint(1, 20)):
                trainer.undo_operation()
        elif what == "go to":
            trainer.go_to(chance.randrange(trainer.history.count))
        elif what == "change":
            name = chance.choice(ON_THE_WAY)
            trainer.set_live(name, chance.choice(values[name]))
        else:
            save_run(tmp_path / "run.npz", run_of(trainer))
            before, trainer = trainer, open_run(tmp_path / "run.npz").trainer(tiny)[0]
            assert (bits(trainer), record(trainer)) == (bits(before), record(before))
        if turn % 6 == 5:
            trainer.finish_evaluation()
            other = straight(tiny_trainer(**start), trainer)
            assert record(trainer) == record(other), what
            there, into = trainer.iteration, trainer.position
            if there + (into > 0) < other.history.count and not into:
                other.go_to(there)
                assert bits(trainer) == bits(other), what
    assert len(trainer.settings().configs) > 1


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_the_old_optimizer_stands_again_before_the_change(tiny_trainer, optimizer):
    other = "momentum" if optimizer == "adam" else "adam"
    trainer = run(tiny_trainer(optimizer=optimizer, learning_rate=0.01), 30)
    before = bits(trainer)
    trainer.set_live("optimizer", other)
    assert bits(trainer) == before  # until the next update there is nothing of it
    run(trainer, 1)
    after = bits(trainer)
    assert set(trainer.optimizer.slots) == set(OPTIMIZERS[other](trainer.network.params).slots)
    assert all(not slot.any() for slot in snapshot_of(trainer).slots.values())
    trainer.go_to(30)
    assert bits(trainer) == before
    trainer.run_operation()
    assert type(trainer.optimizer) is OPTIMIZERS[other]
    trainer.undo_operation()
    assert bits(trainer) == before
    trainer.run_iteration()
    assert bits(trainer) == after


def test_the_updates_are_those_of_the_new_optimizer(tiny_trainer):
    """Against its formula: the first step of Adam is lr times the sign of the gradient, all but."""
    trainer = run(tiny_trainer(dtype="float64"), 10)
    trainer.set_live("optimizer", "adam")
    trainer.set_live("learning_rate", 0.001)
    before = {name: param.copy() for name, param in trainer.network.params.items()}
    trainer.run_iteration()
    for name, param in before.items():
        gradient = trainer.values[f"d{name}"]
        lr = 0.001 * (1 - 0.999) ** 0.5 / (1 - 0.9)
        wanted = param - lr * 0.1 * gradient / (np.sqrt(0.001 * gradient**2) + 1e-7)
        assert np.allclose(trainer.network.params[name], wanted, rtol=1e-12, atol=0)


def test_a_minibatch_depends_on_the_seed_and_its_number_whatever_came_before(tiny_trainer):
    trainer = run(tiny_trainer(batch_size=10), 4)
    trainer.set_live("batch_size", 25)
    run(trainer, 3)
    assert np.array_equal(trainer.values["indices"], run(tiny_trainer(batch_size=25), 7).values["indices"])
    assert [(point.epoch, point.iteration) for point in trainer.history.accuracies()] == [(0, 0), (1, 5)]
    assert trainer.epoch == 1  # 4 · 10 + 3 · 25 of 60


@pytest.mark.parametrize(("name", "value", "reached"), [
    ("batch_size", 7, [1, 2, 2]), ("optimizer", "adam", [1, 1, 2]), ("learning_rate", 0.7, [1, 1, 2])])
def test_in_the_middle_of_an_iteration_it_is_used_from_where_it_still_can_be(tiny_trainer, name, value, reached):
    """A minibatch that was drawn stays, and so does an update that has begun."""
    for operations, first in zip((0, 3, -2), reached, strict=True):
        trainer = tiny_trainer()
        for _ in range(operations % len(trainer.operations)):
            trainer.run_operation()
        trainer.set_live(name, value)
        run(trainer, 5)
        configs = dict(trainer.settings().of(name))
        assert configs == ({1: value} if first == 1 else {1: getattr(trainer.config, name), first: value})
        assert record(trainer) == record(straight(tiny_trainer(), trainer))


@pytest.mark.parametrize(("name", "value"), [("batch_size", 7), ("optimizer", "adam")])
def test_before_the_first_update_it_is_another_start(tiny_trainer, name, value):
    trainer = run(tiny_trainer(), 30)
    trainer.go_to(0)
    trainer.set_live(name, value)
    assert (trainer.history.count, len(trainer.history.accuracies())) == (1, 1)
    run(trainer, 30)
    begun_so = run(tiny_trainer(**{name: value}), 30)
    assert (bits(trainer), record(trainer)) == (bits(begun_so), record(begun_so))
    trainer.go_to(0)
    begun_so.go_to(0)
    assert bits(trainer) == bits(begun_so)


@pytest.mark.parametrize(("name", "value"), [("batch_size", 61), ("batch_size", 0), ("learning_rate", -1.0)])
def test_what_cannot_be_used_changes_nothing(tiny_trainer, name, value):
    trainer = run(tiny_trainer(), 5)
    before = bits(trainer), record(trainer)
    with pytest.raises(ConfigError):
        trainer.set_live(name, value)
    assert (bits(trainer), record(trainer), trainer.in_use) == (*before, trainer.config)


def test_memory_stays_within_its_bounds_where_the_optimizer_remembers_more(tiny_trainer, monkeypatch):
    monkeypatch.setattr("engine.training.timeline.MAX_BYTES", 60_000)
    trainer = run(tiny_trainer(), 100)
    trainer.set_live("optimizer", "adam")
    run(trainer, 200)
    kept = trainer.course().checkpoints
    assert sum(array.nbytes for state in kept for array in state.arrays.values()) <= 60_000
    assert {"mW1" in state.arrays for state in kept if state.iteration > 100} == {True}
