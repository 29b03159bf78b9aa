"""Everything that decides a training run, in one frozen object: the same config gives the same run.

To the last bit on the same kind of processor, that is; on another one numpy's library may add in another order.

Every field is validated by itself, so that an input field can be checked while it is being typed. A further
hyperparameter is one more field here: whoever shows, keeps or reads hyperparameters goes through `HYPERPARAMETERS`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.nn import layers, optimizers
from engine.nn.first_weights import WEIGHT_SCALES
from engine.problem import EngineError, Problem
from engine.training import kinds
from engine.training.hyperparameter import declarations, declared

ACTIVATIONS = tuple(layers.ACTIVATIONS)
WEIGHT_INITS = tuple(WEIGHT_SCALES)
DTYPES = ("float32", "float64")

MAX_HIDDEN_LAYERS = 10
MAX_HIDDEN_SIZE = 4096
MAX_HIDDEN_WEIGHTS = 20_000_000
MAX_ITERATIONS = 10_000_000
MAX_LEARNING_RATE = 1e30
MAX_SEED = 2**32 - 1
FAR = 5  # times as much, or as little


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

    Raises
    ------
    ConfigError
        If a value cannot be used; it says which and why, field by field.
    """

    dataset: str = declared(
        "digits", kinds.DatasetName(), label="Data set", help="what to learn", short="{words}", book="3.6.1",
        tip="What the network learns from. The book uses MNIST; the built-in digits are smaller and need no download.")

    # 0 for all. Which ones is decided by the seed.
    images: int = declared(
        0, kinds.ImageCount(0, MAX_ITERATIONS, suggested=(0, 1000, 300, 100)),
        label="Training images", help="how many training images there are to learn from, or all",
        short="images {words}",
        tip="How many of the training images there are to learn from, drawn by the seed; the book has all. With few, "
            "the network soon knows them by heart: train acc goes up to 1, and test acc stays behind. Epochs are "
            "shorter then: accuracies are measured at the end of every so many, at least 25 iterations apart.")

    validation: float = declared(
        0.0, kinds.Share(0, 0.9, suggested=(0.0, 0.1, 0.2, 0.5)),
        label="Validation share", help="share of these that is kept back to validate with, or none",
        short="validation {words}", book="6.5.1",
        tip="Which share of the training images is kept back: nothing is learnt from them, and the accuracy on them "
            "is a third curve. It is what to choose hyperparameters by, since test images are to judge the choice; the "
            "book does so in section 6.5, and keeps back 0.2. None in its training program.")

    # Units of each hidden layer, from the input on; empty for no hidden layer.
    hidden_sizes: tuple[int, ...] = declared(
        (50,), kinds.LayerSizes(MAX_HIDDEN_LAYERS, kinds.WholeNumber(1, MAX_HIDDEN_SIZE), MAX_HIDDEN_WEIGHTS),
        label="Hidden units", option="hidden-size", help="units of the hidden layer", book="4.5.1",
        tip="Units of each hidden layer; the book has 50. One number for all layers, or one each, as in 100, 50. "
            "More can tell more images apart, and take more time; with few, training and test accuracy stay low.")

    activation: str = declared(
        "relu", kinds.Choice(ACTIVATIONS, {name: layer.title for name, layer in layers.ACTIVATIONS.items()}),
        label="Activation", help="function of the hidden units", short="{words}", book="5.5",
        tip="The function applied to every hidden unit; the book's training program uses ReLU. Sigmoid and tanh "
            "flatten out for large values, where hardly any of the gradient gets through. Sigmoid, whose slope is at "
            "most 1/4, learns more slowly at first; tanh starts about as fast as ReLU.")

    weight_init: str = declared(
        "std 0.01",
        kinds.Choice(WEIGHT_INITS, {"zero": "0", "std 0.01": "0.01 · N(0, 1)", "std 1": "1 · N(0, 1)",
                                    "xavier": "Xavier 1/√n", "he": "He √(2/n)"}),
        label="First weights", help="how the first weights are drawn", book="6.2",
        tip="How large the first random weights are; the book's training program draws them from 0.01 · N(0, 1). "
            "n is the number of inputs of a layer. All 0, and the units of a layer stay alike; too small, and signals "
            "fade from layer to layer; too large, and units saturate. Xavier suits sigmoid and tanh, He suits ReLU.")

    # Whether the training set has as many is checked where its size is told.
    batch_size: int = declared(
        100, kinds.BatchSize(1, MAX_ITERATIONS), on_the_way=True,
        label="Batch size", help="images in a minibatch", short="batch {value}", book="4.2.3",
        tip="N, how many training images are drawn for one iteration; the book has 100. Larger gives a smoother loss "
            "and slower iterations; smaller a noisier gradient.")

    optimizer: str = declared(
        "sgd", kinds.Choice(optimizers.OPTIMIZERS, {name: each.title for name, each in optimizers.OPTIMIZERS.items()}),
        on_the_way=True, label="Optimizer", help="what is done with a gradient", short="{words}", book="6.1",
        tip="How the gradient changes the parameters; the book's training program uses SGD: W ← W − lr · dW. Momentum "
            "and Nesterov keep a velocity; AdaGrad and RMSProp give each number a learning rate of its own, smaller "
            "where gradients have been large; Adam does both. Each has its usual learning rate.")

    # The factor lr in W ← W − lr·dW.
    learning_rate: float = declared(
        0.1, kinds.NumberAbove(0, MAX_LEARNING_RATE, book=0.1), live=True, on_the_way=True,
        label="Learning rate", help="length of a step", short="lr {value}", book="4.4.1",
        tip="How far each update goes against the gradient; the book has 0.1. Smaller learns more slowly; larger "
            "learns faster until the loss oscillates or diverges. What is entered is used from the next update on.")

    iterations: int = declared(
        10_000, kinds.WholeNumber(1, MAX_ITERATIONS), live=True,
        label="Iterations", help="updates to make", short="{value} it", book="4.5.2",
        tip="How many updates a run makes; the book has 10,000. More lets the loss fall further, and takes longer. "
            "A change takes effect at once.")

    seed: int = declared(
        0, kinds.Seed(0, MAX_SEED), label="Seed", short="seed {value}",
        help="decides the first weights and every minibatch; the same one gives the same run, to the last bit on the "
             "same kind of processor",
        tip="Decides all random draws: the first weights and every minibatch. The same seed gives the same run again, "
            "to the last bit on the same kind of processor; another one a run that differs by chance. No seed is "
            "better than another.")

    # Of network and data.
    dtype: str = declared(
        "float32", kinds.Choice(DTYPES), label="Numbers", called="Number type", help="number type",
        tip="How each number is kept: float32 has some 7 digits, float64 some 16 and takes about twice the time. "
            "The book's program computes in float64; the curves look the same.")

    def __post_init__(self) -> None:
        self.check()

    def check(self, train_size: int | None = None) -> None:
        """Raise a `ConfigError` unless every field can be used with a training set of `train_size` images."""
        values = {name: getattr(self, name) for name in declarations(type(self))}
        sizes = images_for(values, train_size)
        found = {name: each.problem_of(values[name], sizes[name]) for name, each in declarations(type(self)).items()}
        problems = {name: problem for name, problem in found.items() if problem is not None}
        if problems:
            raise ConfigError(problems)


HYPERPARAMETERS = declarations(TrainingConfig)
ON_THE_WAY = tuple(name for name, each in HYPERPARAMETERS.items() if each.on_the_way)


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
        Number of training images for this field, where it is known: a minibatch cannot be larger.
    """
    return HYPERPARAMETERS[field].problem_of(value, train_size)


def images_for(values: Mapping[str, Any], train_size: int | None) -> dict[str, int | None]:
    """How many training images there are for each field of a config, of a data set that has `train_size`.

    What is declared first takes its choice. A value that cannot be used takes nothing.
    """
    found, left = {}, train_size
    for name, each in HYPERPARAMETERS.items():
        found[name] = left
        if left is not None and name in values and each.problem_of(values[name], left) is None:
            left = each.kind.leaves(values[name], left)
    return found


def usual_rate(optimizer: str, learning_rate: float) -> float | None:
    """The learning rate that the book has for an optimizer, where another one is far from it."""
    usual = optimizers.OPTIMIZERS[optimizer].usual_rate
    return None if usual / FAR <= learning_rate <= usual * FAR else usual


def from_plain(values: Mapping[str, object]) -> tuple[TrainingConfig, list[str]]:
    """The config that `dataclasses.asdict` has taken apart, as JSON gives it back.

    Returns
    -------
    TrainingConfig
        With the default of what is missing or cannot be used.
    list of str
        The names of what cannot be used.
    """
    found: dict[str, Any] = {}
    damaged = []
    for name, each in HYPERPARAMETERS.items():
        if name in values:
            try:
                found[name] = each.from_plain(values[name])
            except ValueError:
                damaged.append(name)
    return TrainingConfig(**found), damaged
