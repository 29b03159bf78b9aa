"""A step on the way of a picture to x. It can be left out, to see what becomes of a digit that never took it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np

from engine.problem import Problem

Take = Callable[[np.ndarray, tuple[int, int]], np.ndarray]  # a picture, and (height, width) of x → the next picture


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One step.

    Parameters
    ----------
    name
        By which it is left out.
    title, what
        What it is called, and what it does.
    take
        What it makes of a picture.
    instead, without
        What is done where it is left out, and the same in words; None where there is no x without it.
    """

    name: str
    title: Problem
    what: Problem
    take: Take
    instead: Take | None = None
    without: Problem | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """A picture after a step: (height, width), from 0 for paper to 1 for ink once there is ink.

    Parameters
    ----------
    step
        The step.
    picture
        What it has led to; without any pixel where no ink was found.
    is_left_out
        Whether that was without it.
    """

    step: Step
    picture: np.ndarray
    is_left_out: bool

    @property
    def said(self) -> Problem:
        """What was done."""
        return self.step.without if self.is_left_out and self.step.without is not None else self.step.what


def stages_of(
    picture: np.ndarray, steps: tuple[Step, ...], shape: tuple[int, int], left_out: Collection[str] = (),
) -> tuple[Stage, ...]:
    """A picture after each of these steps. One without ink is a blank x from there on.

    Parameters
    ----------
    picture
        What the first step is taken with.
    shape
        (height, width) of x.
    left_out
        Names of steps that are not taken.
    """
    stages = []
    for step in steps:
        instead = step.instead if step.name in left_out else None
        picture = (instead or step.take)(picture, shape) if picture.any() else np.zeros(shape)
        stages.append(Stage(step, picture, instead is not None))
    return tuple(stages)


def as_it_is(picture: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """What is done instead of many steps."""
    return picture
