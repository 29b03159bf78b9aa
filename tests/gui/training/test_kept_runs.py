"""Kept runs and what they are called."""

from dataclasses import replace

import numpy as np
import pytest

from engine.data.digits import load_digits
from engine.runs.run import run_of
from engine.training.config import TrainingConfig
from engine.training.record.history import History
from engine.training.run_settings import RunSettings
from engine.training.trainer import Trainer
from gui.training.kept_runs import MOST, MOST_BYTES, KeptRuns, difference
from gui.training.reports import WholeRun

BASE = TrainingConfig()
DIGITS = load_digits()


def unchanged(config: TrainingConfig) -> RunSettings:
    """The settings of a run in which nothing was changed."""
    return RunSettings(((1, config),), config.iterations)


def whole(settings: RunSettings, history: History | None = None) -> WholeRun:
    """A run with these settings, before training."""
    trainer = Trainer(settings.start, DIGITS)
    return WholeRun(settings, history or trainer.history, run_of(trainer))


def at_rates(*rates: tuple[int, float]) -> RunSettings:
    return RunSettings(tuple((first, replace(BASE, learning_rate=rate)) for first, rate in rates), BASE.iterations)


@pytest.mark.parametrize(("different", "name"), [
    ({}, ""),
    ({"learning_rate": 0.01}, "lr 0.01"),
    ({"learning_rate": 1e-9}, "lr 1×10⁻⁹"),
    ({"learning_rate": 1.0}, "lr 1"),
    ({"hidden_sizes": (100, 50)}, "100–50"),
    ({"hidden_sizes": ()}, "no hidden layer"),
    ({"activation": "tanh"}, "Tanh"),
    ({"weight_init": "he"}, "he"),
    ({"batch_size": 32}, "batch 32"),
    ({"iterations": 500}, "500 it"),
    ({"seed": 3}, "seed 3"),
    ({"dtype": "float64"}, "float64"),
    ({"dataset": "mnist"}, "MNIST"),
    ({"learning_rate": 0.01, "hidden_sizes": (8,), "seed": 3}, "8 · lr 0.01 · seed 3"),
])
def test_a_run_is_named_by_what_the_other_has_not(different, name):
    config = replace(BASE, **different)
    assert difference(unchanged(config), BASE) == name
    kept = KeptRuns()
    history = History()
    kept.keep(whole(unchanged(config), history), BASE)
    (run,) = kept
    assert (run.name, run.history is history) == (name or "lr 0.1", True)


def test_runs_of_one_name_can_be_told_apart():
    kept = KeptRuns()
    for _ in range(3):
        kept.keep(whole(unchanged(BASE)), replace(BASE, learning_rate=0.5))
    assert [run.name for run in kept] == ["lr 0.1", "lr 0.1 (2)", "lr 0.1 (3)"]
    kept.remove(1)
    kept.keep(whole(unchanged(BASE)), replace(BASE, learning_rate=0.5))
    names = [run.name for run in kept]
    assert names == ["lr 0.1", "lr 0.1 (3)", "lr 0.1 (4)"]


def test_no_two_of_many_have_the_same_name():
    kept = KeptRuns()
    for number in range(30):
        kept.keep(whole(unchanged(BASE)), replace(BASE, learning_rate=0.5))
        if number % 5 == 4:
            kept.remove(number % len(kept))
        names = [run.name for run in kept]
        assert len(names) == len(set(names))


def test_only_the_last_few_are_kept_oldest_first():
    kept = KeptRuns()
    for seed in range(MOST + 3):
        kept.keep(whole(unchanged(replace(BASE, seed=seed))), replace(BASE, seed=99))
    assert [run.name for run in kept] == [f"seed {seed}" for seed in range(3, MOST + 3)]
    assert len(kept) == MOST == 8


def test_one_is_forgotten_by_its_place():
    kept = KeptRuns()
    for seed in (1, 2, 3):
        kept.keep(whole(unchanged(replace(BASE, seed=seed))), BASE)
    kept.remove(1)
    assert [run.name for run in kept] == ["seed 1", "seed 3"]
    kept.remove(0)
    kept.remove(0)
    assert (len(kept), list(kept)) == (0, [])


def test_a_list_in_use_is_not_changed_by_what_is_kept_next():
    kept = KeptRuns()
    kept.keep(whole(unchanged(BASE)), BASE)
    runs = iter(kept)
    kept.keep(whole(unchanged(BASE)), BASE)
    assert len(list(runs)) == 1


def test_a_kept_run_can_be_gone_on_with_and_holds_no_more_memory_than_it_may():
    trainer = Trainer(replace(BASE, hidden_sizes=(400, 200)), DIGITS)
    for _ in range(60):
        trainer.run_iteration()
    kept = KeptRuns()
    kept.keep(WholeRun(trainer.settings(), trainer.history, run_of(trainer)), BASE)
    course = kept.whole(0).run.course
    held = sum(array.nbytes for state in course.checkpoints for array in state.arrays.values())
    assert len(trainer.course().checkpoints) > len(course.checkpoints) > 1 and held <= MOST_BYTES
    again = Trainer(trainer.config, DIGITS)
    again.resume(course)
    for each in (again, trainer):
        each.go_to(37)
        each.run_iteration()
    assert all(np.array_equal(value, trainer.arrays()[name]) for name, value in again.arrays().items())


@pytest.mark.parametrize(("rates", "name"), [
    (((1, 0.1), (501, 0.01)), "lr 0.1, 0.01 after 500"),
    (((1, 0.1), (1235, 1e-5)), "lr 0.1, 1×10⁻⁵ after 1,234"),
    (((1, 0.1), (2, 0.2), (3, 0.3), (4, 0.4)), "lr 0.1, 0.2 after 1, 0.3 after 2, 0.4 after 3"),
    (((1, 0.1), (2, 0.2), (3, 0.3), (4, 0.4), (5, 0.5)), "lr 0.1, 0.2 after 1, …, 0.5 after 4"),
])
def test_a_name_tells_the_rates_one_after_the_other(rates, name):
    assert difference(at_rates(*rates), BASE) == name
    assert difference(at_rates(*rates), replace(BASE, learning_rate=rates[-1][1])) == name


def test_what_is_typed_for_the_next_run_is_not_in_the_name():
    assert difference(at_rates((1, 0.1)), replace(BASE, learning_rate=1000.0)) == "lr 0.1"
    assert difference(RunSettings(((1, BASE),), 20_000), BASE) == "20000 it"
