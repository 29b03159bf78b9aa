"""Every value that cannot be used is refused, under the name of its field, in words that name it."""

import math

import numpy as np
import pytest

from engine.training.config import ConfigError, TrainingConfig, problem_of
from engine.training.trainer import Trainer

BAD = [
    ("dataset", "", "Data set: choose one."),
    ("dataset", None, "Data set: choose one."),
    ("hidden_sizes", (0,), "Hidden units is 0; choose from 1 to 4096."),
    ("hidden_sizes", (50, -1), "Hidden units is -1; choose from 1 to 4096."),
    ("hidden_sizes", (10**6,), "Hidden units is 1000000; choose from 1 to 4096."),
    ("hidden_sizes", (50.0,), "Hidden units is 50.0; it must be a whole number."),
    ("hidden_sizes", (1,) * 11, "11 hidden layers; at most 10"),
    ("hidden_sizes", [50], "Hidden units are [50]; give a whole number for each hidden layer."),
    ("hidden_sizes", 50, "Hidden units are 50;"),
    ("activation", "softplus", "Activation is softplus; choose one of relu, sigmoid, tanh."),
    ("activation", None, "Activation is None;"),
    ("weight_init", "He", "First weights is He; choose one of zero, std 0.01, std 1, xavier, he."),
    ("batch_size", 0, "Batch size is 0; choose from 1"),
    ("batch_size", -5, "Batch size is -5; choose from 1"),
    ("batch_size", 10.0, "Batch size is 10.0; it must be a whole number."),
    ("batch_size", "", "Batch size is ; it must be a whole number."),
    ("batch_size", True, "Batch size is True; it must be a whole number."),
    ("learning_rate", 0, "Learning rate is 0; it must be above 0"),
    ("learning_rate", -0.1, "Learning rate is -0.1; it must be above 0"),
    ("learning_rate", math.nan, "Learning rate is nan; it must be above 0"),
    ("learning_rate", math.inf, "Learning rate is inf; it must be above 0"),
    ("learning_rate", 2e30, "Learning rate is 2e+30; it must be above 0 and at most 1e+30"),
    ("learning_rate", 10**400, "it must be above 0 and at most 1e+30"),
    ("learning_rate", "0.1", "Learning rate is 0.1; it must be a number."),
    ("learning_rate", True, "Learning rate is True; it must be a number."),
    ("iterations", 0, "Iterations is 0; choose from 1 to 10000000."),
    ("iterations", 10_000_001, "Iterations is 10000001; choose from 1 to 10000000."),
    ("iterations", 1e4, "Iterations is 10000.0; it must be a whole number."),
    ("seed", -1, "Seed is -1; choose from 0 to 4294967295."),
    ("seed", 2**32, "Seed is 4294967296; choose from 0 to 4294967295."),
    ("dtype", "float16", "Number type is float16; choose one of float32, float64."),
]


@pytest.mark.parametrize(("field", "value", "message"), BAD)
def test_a_bad_value_is_a_problem_of_its_field(field, value, message):
    assert message in str(problem_of(field, value))
    with pytest.raises(ConfigError) as caught:
        TrainingConfig(**{field: value})
    assert list(caught.value.problems) == [field]
    assert message in str(caught.value)


def test_all_problems_are_told_at_once():
    with pytest.raises(ConfigError) as caught:
        TrainingConfig(hidden_sizes=(0,), seed=-1, learning_rate=0)
    assert caught.value.problems.keys() == {"hidden_sizes", "learning_rate", "seed"}
    for problem in caught.value.problems.values():
        assert str(problem) in str(caught.value)


@pytest.mark.parametrize(("field", "value"), [
    ("hidden_sizes", ()), ("hidden_sizes", (1000,) * 10), ("hidden_sizes", (1,)), ("batch_size", 1),
    ("learning_rate", 1e30), ("learning_rate", 5e-324), ("learning_rate", 1), ("learning_rate", np.float64(0.5)),
    ("iterations", 1), ("iterations", 10_000_000), ("seed", 0), ("seed", 2**32 - 1), ("activation", "tanh"),
    ("weight_init", "xavier"), ("dtype", "float64"), ("dataset", "a third one"),
])
def test_values_at_the_limits_can_be_used(field, value):
    assert problem_of(field, value) is None
    assert getattr(TrainingConfig(**{field: value}), field) == value


def test_the_defaults_are_the_book_s():
    config = TrainingConfig()
    assert (config.hidden_sizes, config.batch_size) == ((50,), 100)
    assert (config.learning_rate, config.iterations) == (0.1, 10_000)
    assert (config.activation, config.weight_init, config.dtype) == ("relu", "std 0.01", "float32")


def test_a_minibatch_larger_than_the_training_set(digits):
    assert problem_of("batch_size", 1437, train_size=1437) is None
    message = "Batch size is 1438, but there are only 1437 training images;"
    assert message in str(problem_of("batch_size", 1438, train_size=1437))
    with pytest.raises(ConfigError, match=message) as caught:
        Trainer(TrainingConfig(batch_size=1438), digits)
    assert list(caught.value.problems) == ["batch_size"]


def test_an_unknown_field():
    with pytest.raises(KeyError, match="momentum"):
        problem_of("momentum", 0.9)


def test_hidden_layers_that_would_take_seconds_for_an_iteration_are_refused():
    assert problem_of("hidden_sizes", (4096, 4096)) is None
    problem = problem_of("hidden_sizes", (4096, 4096, 1024))
    assert str(problem).startswith("Hidden units: 20,971,520 weights between the hidden layers; with more than 20,000,")
