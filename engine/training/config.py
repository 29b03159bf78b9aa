"""Everything that decides a training run, in one frozen object: the same config gives the same run.

To the last bit on the same kind of processor, that is; on another one numpy's library may add in another order.

Every field is validated by itself, so that an input field can be checked while it is being typed.
"""

from dataclasses import dataclass, fields
from typing import ClassVar

from engine.nn import layers, network
from engine.problem import EngineError, Problem

ACTIVATIONS = tuple(layers.ACTIVATIONS)
WEIGHT_INITS = tuple(network.WEIGHT_SCALES)
DTYPES = ("float32", "float64")

MAX_HIDDEN_LAYERS = 10
MAX_HIDDEN_SIZE = 4096
MAX_HIDDEN_WEIGHTS = 20_000_000
MAX_ITERATIONS = 10_000_000
MAX_LEARNING_RATE = 1e30
MAX_SEED = 2**32 - 1


class ConfigError(EngineError):
    """A config with a value that cannot be used.

    Attributes
    ----------
    problems : dict of str to Problem
        What is wrong, by the name of the field.
    """

    def __init__(self, problems: dict[str, Problem]) -> None:
        super().__init__("{problems}", problems=" ".join(str(problem) for problem in problems.values()))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class TrainingConfig:
    """The hyperparameters of a run, with the values of the book (section 5.7.4) as defaults.

    Parameters
    ----------
    dataset
        Name of the data set.
    hidden_sizes
        Units of each hidden layer, from the input on; empty for no hidden layer.
    activation
        One of `ACTIVATIONS`.
    weight_init
        How the first weights are drawn, one of `WEIGHT_INITS`.
    batch_size
        N, samples a minibatch. Whether the training set has as many is checked by `problem_of`
        when it is told the size of the training set.
    learning_rate
        The factor lr in W ← W − lr·dW.
    iterations
        How many updates a run makes.
    seed
        Decides the first weights and every minibatch.
    dtype
        Floating-point type of network and data.

    Raises
    ------
    ConfigError
        If a value cannot be used; it says which and why, field by field.
    """

    dataset: str = "digits"
    hidden_sizes: tuple[int, ...] = (50,)
    activation: str = "relu"
    weight_init: str = "std 0.01"
    batch_size: int = 100
    learning_rate: float = 0.1
    iterations: int = 10_000
    seed: int = 0
    dtype: str = "float32"
    optimizer: ClassVar[str] = "sgd"  # the only one of `OPTIMIZERS`: a choice of one is not offered

    def __post_init__(self) -> None:
        self.check()

    def check(self, train_size: int | None = None) -> None:
        """Raise a `ConfigError` unless every field can be used with a training set of `train_size` images."""
        problems = {f.name: problem_of(f.name, getattr(self, f.name), train_size=train_size) for f in fields(self)}
        problems = {name: problem for name, problem in problems.items() if problem is not None}
        if problems:
            raise ConfigError(problems)


def as_in_the_book(seed: int) -> TrainingConfig:
    """The config of the training program of the book (section 5.7.4), with a seed, which the book does not set.

    The defaults differ from it in what is quicker to begin with: the data that comes along, and shorter numbers.
    """
    return TrainingConfig(dataset="mnist", dtype="float64", seed=seed)


def problem_of(field: str, value: object, *, train_size: int | None = None) -> Problem | None:
    """What is wrong with one value, or None if it can be used.

    Parameters
    ----------
    field
        Name of a field of `TrainingConfig`.
    value
        The value it would get, already of the field's type where it can be.
    train_size
        Number of training images, where it is known: a minibatch cannot be larger.
    """
    match field:
        case "dataset":
            return None if isinstance(value, str) and value else Problem("Data set: choose one.")
        case "hidden_sizes":
            return _problem_of_hidden_sizes(value)
        case "activation":
            return _problem_of_choice("Activation", value, ACTIVATIONS)
        case "weight_init":
            return _problem_of_choice("First weights", value, WEIGHT_INITS)
        case "batch_size":
            return _problem_of_batch_size(value, train_size)
        case "learning_rate":
            return _problem_of_learning_rate(value)
        case "iterations":
            return _problem_of_whole_number("Iterations", value, 1, MAX_ITERATIONS)
        case "seed":
            return _problem_of_whole_number("Seed", value, 0, MAX_SEED)
        case "dtype":
            return _problem_of_choice("Number type", value, DTYPES)
    raise KeyError(field)


def _problem_of_choice(name: str, value: object, choices: tuple[str, ...]) -> Problem | None:
    if value in choices:
        return None
    return Problem("{name} is {value}; choose one of {choices}.",
                   {"name": name, "value": value, "choices": ", ".join(choices)})


def _problem_of_whole_number(name: str, value: object, lowest: int, highest: int) -> Problem | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return Problem("{name} is {value}; it must be a whole number.", {"name": name, "value": value})
    if not lowest <= value <= highest:
        return Problem("{name} is {value}; choose from {lowest} to {highest}.",
                       {"name": name, "value": value, "lowest": lowest, "highest": highest})
    return None


def _problem_of_hidden_sizes(value: object) -> Problem | None:
    if not isinstance(value, tuple):
        return Problem("Hidden units are {value}; give a whole number for each hidden layer.", {"value": value})
    if len(value) > MAX_HIDDEN_LAYERS:
        return Problem("{count} hidden layers; at most {highest} can be shown and trained here.",
                       {"count": len(value), "highest": MAX_HIDDEN_LAYERS})
    for size in value:
        problem = _problem_of_whole_number("Hidden units", size, 1, MAX_HIDDEN_SIZE)
        if problem is not None:
            return problem
    weights = sum(before * after for before, after in zip(value[:-1], value[1:], strict=True))
    if weights > MAX_HIDDEN_WEIGHTS:
        return Problem(
            "Hidden units: {count:,} weights between the hidden layers; with more than {highest:,} a single iteration "
            "would take seconds. Choose fewer units.", {"count": weights, "highest": MAX_HIDDEN_WEIGHTS})
    return None


def _problem_of_batch_size(value: object, train_size: int | None) -> Problem | None:
    problem = _problem_of_whole_number("Batch size", value, 1, MAX_ITERATIONS)
    if problem is None and train_size is not None and value > train_size:
        return Problem(
            "Batch size is {value}, but there are only {train_size} training images; "
            "a minibatch is drawn without replacement, so choose at most {train_size}.",
            {"value": value, "train_size": train_size})
    return problem


def _problem_of_learning_rate(value: object) -> Problem | None:
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return Problem("Learning rate is {value}; it must be a number.", {"value": value})
    if not 0 < value <= MAX_LEARNING_RATE:  # NaN is not in there either
        return Problem("Learning rate is {value}; it must be above 0 and at most {highest:g}, as 0.1 in the book.",
                       {"value": value, "highest": MAX_LEARNING_RATE})
    return None
