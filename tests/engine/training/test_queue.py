"""Runs to be made in turn, from what a person types and ticks."""

from dataclasses import replace

import numpy as np
import pytest

from engine.data.digits import load_digits
from engine.training.config import HYPERPARAMETERS, TrainingConfig
from engine.training.queue import NOT_VARIED, begins_alike, queue_of_choices, queue_of_text
from engine.training.trainer import Trainer

BASE = TrainingConfig(iterations=20)
DIGITS = load_digits()


def values(field: str, text: str, base: TrainingConfig = BASE) -> list:
    queue = queue_of_text(base, field, text, len(DIGITS.train))
    assert queue.problems == ()
    return [getattr(config, field) for config in queue.configs]


@pytest.mark.parametrize("text", [
    "0.01, 0.1, 1", "0.01 0.1 1", "0.01,0.1,1", "0.01; 0.1; 1", "0,01; 0,1; 1", "0,01, 0,1, 1", " 0.01,  .1 ,1,",
    "０．０１、０．１、１", "1e-2, 1×10⁻¹, 1", "0.01; 0.1; 0.1; 1", "0.01\n0.1\n1"])
def test_a_list_is_understood_as_people_type_it(text):
    assert values("learning_rate", text) == [0.01, 0.1, 1.0]


def test_whole_numbers_are_listed_too():
    assert values("seed", "0, 1, 2") == values("seed", "0,1,2") == [0, 1, 2]
    assert values("batch_size", "10, 1,000") == [10, 1000]


def test_layers_are_parted_by_semicolons_and_one_number_is_for_all_of_them():
    assert values("hidden_sizes", "20, 50, 100") == [(20,), (50,), (100,)]
    assert values("hidden_sizes", "50; 100, 50") == [(50,), (100, 50)]
    assert values("hidden_sizes", "20, 50", replace(BASE, hidden_sizes=(7, 8, 9))) == [(20,) * 3, (50,) * 3]
    assert values("hidden_sizes", "20", replace(BASE, hidden_sizes=())) == [(20,)]


@pytest.mark.parametrize(("field", "text", "left", "said"), [
    ("learning_rate", "-1, 0.1, 1", [0.1, 1.0],
     ["-1 is left out. Learning rate is -1.0; it must be above 0 and at most 1e+30, as 0.1 in the book."]),
    ("learning_rate", "0.1, ten, nan", [0.1],
     ["ten is left out. ten is not a number. Write one such as 0.05 or 1e-3.",
      "nan is left out. Learning rate is nan; it must be above 0 and at most 1e+30, as 0.1 in the book."]),
    ("learning_rate", "1,000", [],
     ["1,000 is left out. 1,000 can mean 1 or 1000: write 1 or 1000."]),
    ("hidden_sizes", "50, 99999", [(50,)],
     ["99999 is left out. Hidden units is 99999; choose from 1 to 4096."]),
    ("batch_size", "100, 5000", [100],
     ["5000 is left out. Batch size is 5000, but there are only 1437 training images; a minibatch is drawn without "
      "replacement, so choose at most 1437."]),
    ("seed", "1, 2.5", [1], ["2.5 is left out. 2.5 is no whole number. Write one such as 100 or 10000."]),
    ("seed", "", [], []), ("seed", " ,; ", [], []), ("hidden_sizes", " ", [], []),
])
def test_a_value_that_cannot_be_used_is_said_and_the_rest_runs(field, text, left, said):
    queue = queue_of_text(BASE, field, text, len(DIGITS.train))
    assert [getattr(config, field) for config in queue.configs] == left
    assert [str(problem) for problem in queue.problems] == said


def test_optimizers_have_the_rate_that_is_usual_for_each_if_wished():
    names = ("sgd", "momentum", "adam")
    usual = queue_of_choices(BASE, "optimizer", names, usual_rates=True)
    assert [(config.optimizer, config.learning_rate) for config in usual.configs] == [
        ("sgd", 0.1), ("momentum", 0.01), ("adam", 0.001)]
    alike = queue_of_choices(BASE, "optimizer", names)
    assert [config.learning_rate for config in alike.configs] == [0.1] * 3
    assert queue_of_choices(BASE, "activation", ("relu", "tanh"), usual_rates=True).configs == (
        BASE, replace(BASE, activation="tanh"))


ALIKE = "All begin from the same first weights, and learn from the same minibatches."
LISTED = {"learning_rate": "0.01, 1", "hidden_sizes": "20, 50", "batch_size": "10, 100", "seed": "0, 1",
          "images": "100, 300", "validation": "0.1, 0.2"}


@pytest.mark.parametrize("field", [name for name in HYPERPARAMETERS if name not in NOT_VARIED])
def test_what_is_said_of_their_beginning_is_so(field):
    choices = [value for value, _ in HYPERPARAMETERS[field].kind.choices][:2]
    queue = queue_of_choices(BASE, field, choices) if choices else queue_of_text(BASE, field, LISTED[field])
    trainers = [Trainer(config, DIGITS) for config in queue.configs]
    weights, drawn = ([each.network.params["W1"] for each in trainers], [])
    for trainer in trainers:
        trainer.run_operation()
        drawn.append(trainer.values["x"])
    same = all(one.shape == other.shape and np.allclose(one, other) for one, other in (weights, drawn))
    assert (str(begins_alike(field)) == ALIKE) == same
