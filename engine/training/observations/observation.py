"""An observation: what is going on, in a sentence, and what to do next about it; and the moment that it is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.problem import Problem
from engine.training.config import TrainingConfig
from engine.training.record.history import History


@dataclass(frozen=True, slots=True)
class Step:
    """A next step that makes sense.

    Parameters
    ----------
    what
        ``"look"``: at the cell `at` of a variable. ``"use"``: other hyperparameters, `settings`, from Reset on.
        ``"set"``: a value for the hyperparameter `name`. ``"go to"``: the iteration `iteration`. ``"log axis"``,
        ``"more iterations"``.
    """

    what: str
    name: str = ""
    at: tuple[int, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    iteration: int = 0


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing that is going on.

    Parameters
    ----------
    name
        Which it is, of `OBSERVATIONS`.
    said
        What is seen, with the figures.
    steps
        What to do next, the first thing first.
    """

    name: str
    said: Problem
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """What is known of a run after an iteration.

    Parameters
    ----------
    iteration, planned
        Whole iterations done, and how many are planned.
    config
        Of the run.
    history
        Its curves; what comes after `iteration` does not count.
    gradients
        Of each layer of weights, from the input on, the name of their gradient and its norm in that iteration; empty
        before the first.
    steepest
        The cell of the first of these gradients that is largest.
    silent
        The first hidden layer through which no gradient came back from any sample of the minibatch, and the name of
        what it puts out; or None.
    silences
        Whether the activation function silences units.
    """

    iteration: int
    planned: int
    config: TrainingConfig
    history: History
    gradients: tuple[tuple[str, float], ...] = ()
    steepest: tuple[int, ...] = ()
    silent: tuple[int, str] | None = None
    silences: bool = False
