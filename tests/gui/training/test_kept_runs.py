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
from gui.training.kept_runs import ALL_BYTES, MOST_BYTES, MOST_SHOWN, KeptRuns
from gui.training.reports import WholeRun
from gui.words.run_names import difference, unchanged

BASE = TrainingConfig()
DIGITS = load_digits()


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
    kept.remove(2)
    kept.keep(whole(unchanged(BASE)), replace(BASE, learning_rate=0.5))
    names = [run.name for run in kept]
    assert names == ["lr 0.1", "lr 0.1 (3)", "lr 0.1 (4)"]


def test_no_two_of_many_have_the_same_name():
    kept = KeptRuns()
    for number in range(30):
        kept.keep(whole(unchanged(BASE)), replace(BASE, learning_rate=0.5))
        if number % 5 == 4:
            kept.remove(list(kept)[number % len(kept)].key)
        names = [run.name for run in kept]
        assert len(names) == len(set(names))


def some(count: int) -> KeptRuns:
    """So many kept runs, with seeds from 1 on."""
    kept = KeptRuns()
    for seed in range(1, count + 1):
        kept.keep(whole(unchanged(replace(BASE, seed=seed))), BASE)
    return kept


def test_any_number_is_kept_oldest_first_and_the_newest_are_drawn():
    kept = some(MOST_SHOWN + 3)
    assert [run.name for run in kept] == [f"seed {seed}" for seed in range(1, MOST_SHOWN + 4)]
    assert [run.shown for run in kept] == [False] * 3 + [True] * MOST_SHOWN
    assert len({run.look for run in kept if run.shown}) == MOST_SHOWN == 8


def test_one_is_forgotten_by_its_key():
    kept = some(3)
    bring_back = kept.remove(2)
    assert [run.name for run in kept] == ["seed 1", "seed 3"]
    bring_back()
    assert [run.name for run in kept] == ["seed 1", "seed 2", "seed 3"]
    for key in (1, 2, 3):
        kept.remove(key)
    assert (len(kept), list(kept)) == (0, [])


def test_a_run_keeps_its_look_when_others_go_and_are_hidden():
    kept = some(4)
    looks = {run.key: run.look for run in kept}
    bring_back = kept.remove(2)
    kept.show(1, False)
    assert [(run.key, run.look) for run in kept] == [(key, looks[key]) for key in (1, 3, 4)]
    kept.keep(whole(unchanged(BASE)), replace(BASE, learning_rate=0.5))
    bring_back()
    assert kept.show(1, True)
    drawn = [run.look for run in kept if run.shown]
    assert len(set(drawn)) == len(drawn) == 5
    assert [kept.told(key).look for key in (1, 3, 4)] == [looks[key] for key in (1, 3, 4)]


def test_no_more_are_drawn_than_can_be_told_apart():
    kept = some(MOST_SHOWN + 1)
    assert not kept.show(1, True) and not kept.told(1).shown
    kept.show(5, False)
    assert kept.show(1, True)
    assert len({run.look for run in kept if run.shown}) == MOST_SHOWN


def test_a_name_that_was_given_stays_and_its_own_comes_back():
    kept = some(2)
    kept.rename(1, "  the good one ")
    kept.set_note(1, "as on page 12")
    assert [(run.name, run.note) for run in kept] == [("the good one", "as on page 12"), ("seed 2", "")]
    kept.rename(1, "")
    assert kept.told(1).name == "seed 1"
    kept.rename(0, "mine")
    left = whole(unchanged(BASE))
    key = kept.keep(replace(left, run=replace(left.run, note="before the change")), BASE, seconds=2.5)
    run = kept.told(key)
    assert (run.name, run.note, run.seconds, kept.name) == ("mine", "before the change", 2.5, "")


def test_the_more_runs_the_fewer_checkpoints_of_each():
    trainer = Trainer(replace(BASE, hidden_sizes=(400, 200)), DIGITS)
    for _ in range(60):
        trainer.run_iteration()
    kept = KeptRuns()
    for _ in range(40):
        kept.keep(WholeRun(trainer.settings(), trainer.history, run_of(trainer)), BASE)
    courses = [kept.whole(run.key).run.course for run in kept]
    held = sum(array.nbytes for course in courses for state in course.checkpoints for array in state.arrays.values())
    assert held <= ALL_BYTES and all(course.checkpoints[0].iteration == 0 for course in courses)
    again = Trainer(trainer.config, DIGITS)
    again.resume(courses[0])
    assert all(np.array_equal(value, trainer.arrays()[name]) for name, value in again.arrays().items())


def test_a_run_of_a_queue_is_named_by_what_is_varied_in_it():
    kept = KeptRuns()
    first, second = (kept.plan(replace(BASE, optimizer=name), ("optimizer", "learning_rate")) for name in (
        "sgd", "adam"))
    assert [(run.name, run.waits) for run in kept] == [("SGD · lr 0.1", True), ("Adam · lr 0.1", True)]
    history = Trainer(BASE, DIGITS).history
    kept.begin(first, history)
    kept.advance(first, 0.25)
    assert [(run.waits, run.done) for run in kept] == [(False, 0.25), (True, 0.0)]
    assert kept.whole(second) is None


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
    course = kept.whole(1).run.course
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
