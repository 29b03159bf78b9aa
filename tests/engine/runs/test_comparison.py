"""Runs compared: figures against the history itself, and what is said to be alike against the arrays."""

from dataclasses import replace

import numpy as np
import pytest

from engine.data.digits import load_digits
from engine.runs.comparison import differing, figures, setting, shared_start
from engine.training.config import TrainingConfig
from engine.training.record.history import AccuracyPoint, History
from engine.training.run_settings import RunSettings
from engine.training.trainer import Trainer

BASE = TrainingConfig()
DIGITS = load_digits()


def unchanged(**different) -> RunSettings:
    config = replace(BASE, **different)
    return RunSettings(((1, config),), config.iterations)


def test_figures_are_those_of_the_history_and_of_what_was_measured_beside_it():
    history = History()
    losses = np.linspace(2, 1, 101)
    for iteration, loss in enumerate(losses):
        history.record_loss(iteration, loss)
    for epoch, test in enumerate((0.1, 0.8, 0.7)):
        history.record_accuracy(epoch, 40 * epoch, test + 0.05, test)
    found = figures(history)
    assert found.loss == pytest.approx(losses[-60:].mean())
    assert (found.iterations, found.test, found.best_test, found.train, found.measured_at) == (100, 0.7, 0.8, 0.75, 80)
    found = figures(history, AccuracyPoint(2, 100, 0.95, 0.9))
    assert (found.test, found.best_test, found.train, found.measured_at) == (0.9, 0.9, 0.95, 100)
    empty = figures(History())
    assert (empty.iterations, empty.loss, empty.test, empty.best_test) == (0, None, None, None)


def test_only_what_is_not_the_same_in_all_differs():
    runs = [unchanged(), unchanged(seed=3), unchanged(learning_rate=1.0, iterations=5)]
    assert differing(runs) == ("learning_rate", "seed")
    assert differing(runs[:1]) == differing([]) == ()
    changed = RunSettings(((1, BASE), (50, replace(BASE, learning_rate=0.01))), BASE.iterations)
    assert differing([unchanged(), changed]) == ("learning_rate",)
    assert setting(changed, "learning_rate") == ((1, 0.1), (50, 0.01))


@pytest.mark.parametrize("different", [
    {}, {"seed": 1}, {"batch_size": 10}, {"hidden_sizes": (20,)}, {"weight_init": "he"}, {"optimizer": "adam"},
    {"activation": "tanh"}, {"learning_rate": 1.0}, {"hidden_sizes": (50, 50)}, {"images": 100}])
def test_what_is_shared_at_the_start_is_so(different):
    one, other = (Trainer(config, DIGITS) for config in (BASE, replace(BASE, **different)))
    drawn = []
    for trainer in (one, other):
        params = {name: value.copy() for name, value in trainer.network.params.items()}
        trainer.run_operation()
        drawn.append((params, {"x": trainer.values["x"]}))
    same = [list(first) == list(second) and all(np.array_equal(value, second[name]) for name, value in first.items())
            for first, second in zip(*drawn, strict=True)]
    assert shared_start(one.config, other.config) == tuple(same)
