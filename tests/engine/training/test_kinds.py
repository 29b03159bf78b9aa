"""What is typed, written and kept of the values of hyperparameters."""

import json
from dataclasses import asdict

import pytest

from engine.problem import Problem
from engine.training.config import HYPERPARAMETERS, TrainingConfig, from_plain
from engine.training.kinds import RealNumber

SHARE = RealNumber(0, 1)


@pytest.mark.parametrize(("name", "value", "text"), [
    ("hidden_sizes", (50,), "50"), ("hidden_sizes", (100, 50), "100, 50"), ("batch_size", 100, "100"),
    ("iterations", 10_000, "10,000"), ("seed", 4_294_967_295, "4294967295"), ("learning_rate", 0.1, "0.1"),
    ("learning_rate", 1.0, "1"), ("learning_rate", 1e-5, "1e-5"), ("learning_rate", 1e30, "1e30"),
])
def test_a_value_is_written_as_it_is_typed(name, value, text):
    assert HYPERPARAMETERS[name].kind.write(value) == text
    assert HYPERPARAMETERS[name].parse(text) == value


def test_layers_that_are_all_alike_are_written_as_one_number():
    assert HYPERPARAMETERS["hidden_sizes"].kind.write((50, 50)) == "50"


@pytest.mark.parametrize("value", [0.1, 1.0, 0.05, 1e-5, 1e30, 123456.789, 3e-7, 1 / 3])
def test_a_real_number_is_written_so_that_it_is_read_back(value):
    assert SHARE.read(SHARE.write(value)) == value


@pytest.mark.parametrize(("value", "message"), [
    (0.0, ""), (1, ""), (-0.1, "Share is -0.1; choose from 0 to 1."), (float("nan"), "Share is nan; choose from 0"),
    ("0", "Share is 0; it must be a number."),
])
def test_a_real_number_within_limits(value, message):
    problem = SHARE.problem_of(value, Problem("Share"))
    assert str(problem or "").startswith(message) and (problem is None) == (not message)


def test_a_config_comes_back_from_plain_data():
    config = TrainingConfig(dataset="mnist", hidden_sizes=(30, 20), activation="tanh", learning_rate=2.0, seed=7)
    assert from_plain(json.loads(json.dumps(asdict(config)))) == (config, [])
    found, damaged = from_plain({"seed": -1, "hidden_sizes": [8], "learning_rate": 1, "moon": 3, "dataset": "letters"})
    assert (found, damaged) == (TrainingConfig(hidden_sizes=(8,), learning_rate=1.0), ["dataset", "seed"])
    assert type(found.learning_rate) is float
