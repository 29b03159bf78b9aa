"""The settings of a run are those that its updates were made with, whatever is typed in between."""

import random

import pytest

from engine.data import digits
from engine.training.config import TrainingConfig
from engine.training.run_settings import used
from engine.training.trainer import Trainer

DIGITS = digits.load_digits()
CONFIG = TrainingConfig(iterations=50)


def run(trainer: Trainer, iterations: int) -> None:
    for _ in range(iterations):
        trainer.run_iteration()


@pytest.fixture
def trainer() -> Trainer:
    trainer = Trainer(CONFIG, DIGITS)
    run(trainer, 10)
    return trainer


def test_a_run_that_nothing_was_changed_in_has_the_settings_of_its_start(trainer):
    settings = trainer.settings()
    assert (settings.start, settings.of("learning_rate"), settings.iterations) == (CONFIG, ((1, 0.1),), 50)


def test_a_rate_that_no_update_was_made_with_is_not_part_of_it(trainer):
    trainer.set_learning_rate(1000.0)
    assert trainer.settings().of("learning_rate") == ((1, 0.1),)
    trainer.run_operation()
    trainer.go_to(10)
    assert trainer.settings().of("learning_rate") == ((1, 0.1),)


def test_a_rate_is_part_of_it_from_its_first_update_on(trainer):
    trainer.set_learning_rate(0.01)
    run(trainer, 1)
    assert trainer.settings().of("learning_rate") == ((1, 0.1), (11, 0.01))
    trainer.set_learning_rate(0.5)
    trainer.set_learning_rate(0.001)
    run(trainer, 2)
    assert trainer.settings().of("learning_rate") == ((1, 0.1), (11, 0.01), (12, 0.001))


def test_a_rate_changed_in_the_middle_of_an_update_is_that_of_the_next(trainer):
    while trainer.position < len(trainer.operations) - 1:
        trainer.run_operation()
    trainer.set_learning_rate(0.01)
    run(trainer, 1)
    assert trainer.settings().of("learning_rate") == ((1, 0.1),)
    run(trainer, 1)
    assert trainer.settings().of("learning_rate") == ((1, 0.1), (12, 0.01))


def test_before_training_it_is_the_rate_of_the_start():
    trainer = Trainer(CONFIG, DIGITS)
    trainer.set_learning_rate(0.02)
    assert trainer.settings().of("learning_rate") == ((1, 0.02),)


def test_stepping_back_alone_forgets_nothing_and_another_way_forgets_what_came_after(trainer):
    trainer.set_learning_rate(0.01)
    run(trainer, 5)
    trainer.go_to(4)
    assert trainer.settings().of("learning_rate") == ((1, 0.1), (11, 0.01))
    trainer.set_learning_rate(0.2)
    assert trainer.settings().of("learning_rate") == ((1, 0.1),)
    run(trainer, 1)
    assert trainer.settings().of("learning_rate") == ((1, 0.1), (5, 0.2))


def test_a_rate_that_is_entered_again_is_no_change(trainer):
    trainer.set_learning_rate(0.01)
    trainer.set_learning_rate(0.1)
    run(trainer, 3)
    assert trainer.settings().of("learning_rate") == ((1, 0.1),)


def test_the_plan_counts_once_an_update_was_made_with_it(trainer):
    trainer.plan(20)
    assert trainer.settings().iterations == 50
    trainer.plan(30)
    run(trainer, 1)
    assert trainer.settings().iterations == 30
    trainer.plan(99)
    trainer.go_to(3)
    run(trainer, 8)  # the same updates again
    assert trainer.settings().iterations == 30
    trainer.go_to(3)
    trainer.set_learning_rate(0.3)
    run(trainer, 1)
    assert trainer.settings().iterations == 99


def test_what_is_used_of_changes():
    changes = ((1, "a"), (4, "b"), (7, "b"), (9, "a"))
    assert [used(changes, updates) for updates in (0, 3, 4, 8, 9)] == [
        ((1, "a"),), ((1, "a"),), ((1, "a"), (4, "b")), ((1, "a"), (4, "b")), ((1, "a"), (4, "b"), (9, "a"))]


@pytest.mark.parametrize("seed", range(8))
def test_they_are_the_rates_of_the_recorded_updates_after_anything(seed):
    """Run, step back and change at random; the rates told give the very same losses in a straight run."""
    chance = random.Random(seed)
    trainer = Trainer(CONFIG, DIGITS)
    for _ in range(25):
        what = chance.randrange(4)
        if what == 0:
            run(trainer, chance.randrange(1, 4))
        elif what == 1:
            trainer.set_learning_rate(chance.choice((0.05, 0.1, 0.3)))
        elif what == 2:
            trainer.go_to(chance.randrange(trainer.history.count))
        else:
            trainer.run_operation()
    updates = trainer.history.count - 1
    rates = dict(trainer.settings().of("learning_rate"))
    straight = Trainer(CONFIG, DIGITS)
    for iteration in range(1, updates + 1):
        if iteration in rates:
            straight.set_learning_rate(rates[iteration])
        run(straight, 1)
    assert straight.history.losses().tolist() == trainer.history.losses().tolist()
