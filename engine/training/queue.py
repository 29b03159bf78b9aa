"""Runs to be made in turn: the configs that differ in one hyperparameter, and what of the values cannot be used.

All of them have the seed of the config that they are made from, so that they begin from the same first weights and
learn from the same minibatches, wherever the value itself does not rule that out.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from engine.nn.optimizers import OPTIMIZERS
from engine.problem import Problem, shortened
from engine.training.config import HYPERPARAMETERS, ConfigError, TrainingConfig
from engine.training.kinds import LayerSizes

NOT_VARIED = ("dataset", "iterations")  # another data set is to be loaded first; how far they go is asked beside

OTHER_IMAGES = Problem("The same first weights; from other training images, other minibatches are drawn.")
DRAWN_ANEW = {  # why runs with other values of a hyperparameter cannot begin alike
    "seed": Problem("Each seed has first weights and minibatches of its own: what differs is chance."),
    "hidden_sizes": Problem("The same seed, but weights of other shapes are other numbers."),
    "weight_init": Problem("From the same seed, each weight is the same draw, made larger or smaller."),
    "images": OTHER_IMAGES,
    "validation": OTHER_IMAGES,
    "batch_size": Problem("The same first weights; minibatches of another size hold other images."),
}
ALIKE = Problem("All begin from the same first weights, and learn from the same minibatches.")


@dataclass(frozen=True, slots=True)
class Queue:
    """What is to be run in turn.

    Parameters
    ----------
    configs
        One for each value that can be used, in order.
    problems
        Of the other values: which one, and why it is left out.
    """

    configs: tuple[TrainingConfig, ...] = ()
    problems: tuple[Problem, ...] = ()


def queue_of_text(base: TrainingConfig, field: str, text: str, train_size: int | None = None) -> Queue:
    """The runs for values that were typed: ``"0.01, 0.1, 1"``, ``"0,01; 0,1; 1"``; of layers also ``"50; 100, 50"``."""
    kind, values, problems = HYPERPARAMETERS[field].kind, [], []
    for item in _sizes(text) if isinstance(kind, LayerSizes) else _items(text, kind.read):
        value = kind.read(item)
        if isinstance(value, Problem):
            problems.append(_left_out(item, value))
        else:
            values.append((item, _for_each_layer(base, value) if isinstance(value, tuple) else value))
    queue = _queue(base, field, values, train_size)
    return Queue(queue.configs, (*problems, *queue.problems))


def queue_of_choices(base: TrainingConfig, field: str, values: Iterable[str], *, usual_rates: bool = False) -> Queue:
    """The runs for some of the values that are offered; optimizers may each have the learning rate that is usual."""
    queue = _queue(base, field, [(value, value) for value in values], None)
    if not (usual_rates and field == "optimizer"):
        return queue
    return replace(queue, configs=tuple(
        replace(config, learning_rate=OPTIMIZERS[config.optimizer].usual_rate) for config in queue.configs))


def begins_alike(field: str) -> Problem:
    """Whether runs that differ in this have the same first weights and minibatches, and if not, why."""
    return DRAWN_ANEW.get(field, ALIKE)


def _queue(base: TrainingConfig, field: str, values: list[tuple[str, object]], train_size: int | None) -> Queue:
    configs: list[TrainingConfig] = []
    problems = []
    for typed, value in values:
        try:
            config = replace(base, **{field: value})  # type: ignore[arg-type]
            config.check(train_size)
        except ConfigError as error:
            problems.append(_left_out(typed, *error.problems.values()))
        else:
            configs += [config] * (config not in configs)
    return Queue(tuple(configs), tuple(problems))


def _left_out(typed: str, *problems: Problem) -> Problem:
    return Problem("{typed} is left out. {problems}", {"typed": shortened(typed.strip()), "problems": problems})


def _items(text: str, read: Callable[[str], object]) -> list[str]:
    """What is listed: parted by semicolons, else by commas and spaces; a comma within a number is one of decimals."""
    items = re.split(r"[;；]", text) if re.search("[;；]", text) else re.split(r"[,，]\s+|\s+|[、､]\s*", text.strip())
    found = []
    for item in filter(None, (each.strip(" \t,，、") for each in items)):
        parts = re.split("[,，]", item)
        are_values = not any(isinstance(read(part), Problem) or re.match(r"0\d", part) for part in parts)
        found += parts if are_values and isinstance(read(item), Problem) else [item]
    return found


def _sizes(text: str) -> list[str]:
    """Networks parted by semicolons, each with the units of its layers; without any, each number is a network."""
    if re.search("[;；]", text) or not text.strip():
        return [item for item in re.split("[;；]", text) if item.strip()]
    numbers = HYPERPARAMETERS["hidden_sizes"].kind.read(text)
    return [str(number) for number in numbers] if isinstance(numbers, tuple) else [text]


def _for_each_layer(base: TrainingConfig, sizes: tuple[int, ...]) -> tuple[int, ...]:
    """One number is for all the hidden layers that there are."""
    return sizes * max(len(base.hidden_sizes), 1) if len(sizes) == 1 else sizes
