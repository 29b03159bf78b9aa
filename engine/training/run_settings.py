"""The settings that a run had: those that it started with, and what was changed while it went on."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from engine.training.config import TrainingConfig

Configs = tuple[tuple[int, TrainingConfig], ...]


@dataclass(frozen=True, slots=True)
class RunSettings:
    """What the updates of a run were made with. It is the run's own: what is typed afterwards is not in it.

    Parameters
    ----------
    configs
        The configs, oldest first, each with the first iteration whose update used it.
    iterations
        How many updates were planned when the last of them was made.
    """

    configs: Configs
    iterations: int

    @property
    def start(self) -> TrainingConfig:
        """The config that it started with."""
        return self.configs[0][1]

    def of(self, name: str) -> tuple[tuple[int, Any], ...]:
        """The values of a hyperparameter, oldest first, each with the first iteration whose update used it."""
        return values_of(name, self.configs)


def values_of(name: str, configs: Configs) -> tuple[tuple[int, Any], ...]:
    """What a hyperparameter is in these configs, with the first iteration of each value."""
    return used(((first, getattr(config, name)) for first, config in configs), configs[-1][0])


def used(changes: Iterable[tuple[int, Any]], updates: int) -> tuple[tuple[int, Any], ...]:
    """Of changes (first iteration, value), those that one of so many updates was made with and that changed something.

    The first is of the start, and stays even where no update was made.
    """
    found: list[tuple[int, Any]] = []
    for first, value in changes:
        if not found or (first <= updates and value != found[-1][1]):
            found.append((first, value))
    return tuple(found)
