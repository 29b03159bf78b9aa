"""The settings that a run had: those that it started with, and what was changed while it went on."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from engine.training.config import TrainingConfig


@dataclass(frozen=True, slots=True)
class RunSettings:
    """What the updates of a run were made with. It is the run's own: what is typed afterwards is not in it.

    Parameters
    ----------
    start
        The config that the run started with.
    rates
        The learning rates, oldest first, each with the first iteration whose update used it.
    iterations
        How many updates were planned when the last of them was made.
    """

    start: TrainingConfig
    rates: tuple[tuple[int, float], ...]
    iterations: int


def used(changes: Iterable[tuple[int, Any]], updates: int) -> tuple[tuple[int, Any], ...]:
    """Of changes (first iteration, value), those that one of so many updates was made with and that changed something.

    The first is of the start, and stays even where no update was made.
    """
    found: list[tuple[int, Any]] = []
    for first, value in changes:
        if not found or (first <= updates and value != found[-1][1]):
            found.append((first, value))
    return tuple(found)
