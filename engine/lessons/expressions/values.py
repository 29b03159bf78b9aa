"""What values there are in the small language, and what is said where there is none."""

from typing import Protocol

import numpy as np

from engine.inspection.place import Place
from engine.problem import EngineError

Value = float | str | bool | np.ndarray | Place


class NotUsableError(EngineError):
    """An expression that can never be computed as it stands: a name that does not exist, a text where a number is."""


class NotYetError(EngineError):
    """What is asked for is not there yet: it has not been computed, or nothing has been clicked."""


def not_yet(name: str) -> NotYetError:
    """That a thing of this name is not there yet."""
    return NotYetError("{name} has not been computed yet.", name=name)


class Lookup(Protocol):
    """What an expression looks its names up in."""

    def now(self, name: str) -> Value:
        """What a name stands for where it stands alone."""
        ...

    def value(self, name: str) -> Value:
        """What a name stands for where cells of it are taken."""
        ...

    def seen(self, panel: Value) -> bool:
        """Whether a panel is seen."""
        ...

    def new(self, place: Place) -> Value:
        """A variable, or a cell of it, once the parameters have been updated."""
        ...

    def analytic(self, place: Place) -> float:
        """The gradient of a cell of a parameter in float64."""
        ...

    def numeric(self, place: Place, h: Value = 1e-4) -> float:
        """The same by central difference."""
        ...

    def loss_if(self, place: Place, value: Value) -> float:
        """The loss of the minibatch with another number there."""
        ...

    def drawn(self, iterations: Value) -> float:
        """How many different training images the first so many minibatches had."""
        ...

    def mistaken(self, name: Value, place: Place) -> Value:
        """A gradient with a mistake in the backward pass."""
        ...


def number(value: Value) -> float | np.ndarray:
    """A value as a number, or numbers; true is 1."""
    if isinstance(value, (str, Place)):
        raise NotUsableError("{value} is no number.", value=str(value) or "''")
    return value


def logical(value: Value) -> bool | np.ndarray:
    """A value as true or false; of numbers one for each, as 0 is false."""
    if isinstance(value, str):
        raise NotUsableError("{value} is neither true nor false.", value=value or "''")
    return np.asarray(value, bool) if isinstance(value, np.ndarray) else bool(value)


def bare(value: object) -> Value:
    """A value of numpy as the language has it: of a single number the number."""
    found = np.asarray(value)
    if found.ndim:
        return found
    return bool(found) if found.dtype == bool else float(found)
