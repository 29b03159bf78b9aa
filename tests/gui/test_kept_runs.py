"""Kept runs and what they are called."""

from dataclasses import replace

import pytest

from engine.training.config import TrainingConfig
from engine.training.history import History
from gui.kept_runs import MOST, KeptRuns, difference

BASE = TrainingConfig()


@pytest.mark.parametrize(("different", "name"), [
    ({}, ""),
    ({"learning_rate": 0.01}, "lr 0.01"),
    ({"learning_rate": 1e-9}, "lr 1×10⁻⁹"),
    ({"learning_rate": 1.0}, "lr 1"),
    ({"hidden_sizes": (100, 50)}, "100–50"),
    ({"hidden_sizes": ()}, "no hidden layer"),
    ({"activation": "tanh"}, "tanh"),
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
    assert difference(config, BASE) == name
    kept = KeptRuns()
    history = History()
    kept.keep(config, BASE, history)
    (run,) = kept
    assert (run.name, run.history is history) == (name or "lr 0.1", True)


def test_runs_of_one_name_can_be_told_apart():
    kept = KeptRuns()
    for _ in range(3):
        kept.keep(BASE, replace(BASE, learning_rate=0.5), History())
    assert [run.name for run in kept] == ["lr 0.1", "lr 0.1 (2)", "lr 0.1 (3)"]
    kept.remove(1)
    kept.keep(BASE, replace(BASE, learning_rate=0.5), History())
    names = [run.name for run in kept]
    assert names == ["lr 0.1", "lr 0.1 (3)", "lr 0.1 (4)"]


def test_no_two_of_many_have_the_same_name():
    kept = KeptRuns()
    for number in range(30):
        kept.keep(BASE, replace(BASE, learning_rate=0.5), History())
        if number % 5 == 4:
            kept.remove(number % len(kept))
        names = [run.name for run in kept]
        assert len(names) == len(set(names))


def test_only_the_last_few_are_kept_oldest_first():
    kept = KeptRuns()
    for seed in range(MOST + 3):
        kept.keep(replace(BASE, seed=seed), replace(BASE, seed=99), History())
    assert [run.name for run in kept] == [f"seed {seed}" for seed in range(3, MOST + 3)]
    assert len(kept) == MOST == 8


def test_one_is_forgotten_by_its_place():
    kept = KeptRuns()
    for seed in (1, 2, 3):
        kept.keep(replace(BASE, seed=seed), BASE, History())
    kept.remove(1)
    assert [run.name for run in kept] == ["seed 1", "seed 3"]
    kept.remove(0)
    kept.remove(0)
    assert (len(kept), list(kept)) == (0, [])


def test_a_list_in_use_is_not_changed_by_what_is_kept_next():
    kept = KeptRuns()
    kept.keep(BASE, BASE, History())
    runs = iter(kept)
    kept.keep(BASE, BASE, History())
    assert len(list(runs)) == 1
