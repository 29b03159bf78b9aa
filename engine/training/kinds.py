"""What the value of a hyperparameter can be: which ones can be used, and how one is typed, written and kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from engine.data import catalogue
from engine.problem import Problem
from engine.typed_numbers import real_number, whole_number, whole_numbers


class Kind:
    """One sort of value."""

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """(value, words) of each value there is; none where a value is typed."""
        return ()

    @property
    def suggestions(self) -> tuple[tuple[Any, str], ...]:
        """(value, words) of some that are often wanted, where a value is typed."""
        return ()

    def problem_of(self, value: object, name: Problem, train_size: int | None = None) -> Problem | None:
        """What is wrong with a value of the hyperparameter that is called so, or None if it can be used.

        `train_size` is how many images there are for it, where that is known: see `leaves`.
        """
        raise NotImplementedError

    def leaves(self, value: Any, train_size: int) -> int:
        """How many of the images that there are for it a value leaves to the hyperparameters that follow."""
        return train_size

    def read(self, text: str) -> object | Problem:
        """The value that was typed, which need not be one that can be used."""
        raise NotImplementedError

    def write(self, value: Any) -> str:
        """The value as it is typed; `read` gives it back."""
        raise NotImplementedError

    def words(self, value: object) -> object:
        """What a choice is called; any other value is its own name."""
        return next((words for each, words in self.choices if each == value), value)

    def from_plain(self, value: object) -> object:
        """The value that JSON has kept, where that knows less kinds of values than Python."""
        return value


@dataclass(frozen=True)
class Choice(Kind):
    """One of a few values.

    Parameters
    ----------
    values
        Those there are.
    titles
        What some of them are called.
    """

    values: Iterable[str]
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        return tuple((value, self.titles.get(value, value)) for value in self.values)

    def read(self, text: str) -> str:
        return text

    def problem_of(self, value: object, name: Problem, train_size: int | None = None) -> Problem | None:
        if value in tuple(self.values):
            return None
        return Problem("{name} is {value}; choose one of {choices}.",
                       {"name": name, "value": value, "choices": ", ".join(self.values)})


class DatasetName(Kind):
    """The name of a data set: offered are those of the catalogue, usable is any that a trainer is given."""

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        return tuple((source.name, source.title) for source in catalogue.SOURCES)

    def read(self, text: str) -> str:
        return text

    def problem_of(self, value: object, name: Problem, train_size: int | None = None) -> Problem | None:
        return None if isinstance(value, str) and value else Problem("{name}: choose one.", {"name": name})


@dataclass(frozen=True)
class WholeNumber(Kind):
    """A whole number from `lowest` to `highest`."""

    lowest: int
    highest: int

    def problem_of(self, value: object, name: Problem, train_size: int | None = None) -> Problem | None:
        if not isinstance(value, int) or isinstance(value, bool):
            return Problem("{name} is {value}; it must be a whole number.", {"name": name, "value": value})
        if not self.lowest <= value <= self.highest:
            return Problem("{name} is {value}; choose from {lowest} to {highest}.",
                           {"name": name, "value": value, "lowest": self.lowest, "highest": self.highest})
        return None

    def read(self, text: str) -> int | Problem:
        return whole_number(text)

    def write(self, value: int) -> str:
        return f"{value:,}"


class Seed(WholeNumber):
    """A number that counts nothing: its thousands are not parted."""

    def write(self, value: int) -> str:
        return str(value)


@dataclass(frozen=True)
class ImageCount(WholeNumber):
    """How many of the images there are: a whole number, or 0 for all."""

    suggested: tuple[int, ...]

    @property
    def suggestions(self) -> tuple[tuple[int, str], ...]:
        return tuple((value, self.write(value)) for value in self.suggested)

    def problem_of(self, value: object, name: Problem, train_size: int | None = None) -> Problem | None:
        problem = super().problem_of(value, name)
        if isinstance(value, int) and problem is None and train_size is not None and value > train_size:
            return Problem("{name}: {value:,} are wanted, but the data set has {train_size:,}. Choose at most so many, "
                           "or all.", {"name": name, "value": value, "train_size": train_size})
        return problem

    def leaves(self, value: int, train_size: int) -> int:
        return value or train_size

    def read(self, text: str) -> int | Problem:
        return 0 if text.strip().casefold() == self.write(0) else super().read(text)

    def write(self, value: int) -> str:
        return super().write(value) if value else "all"

    def words(self, value: Any) -> str:
        return self.write(value)


class BatchSize(WholeNumber):
    """How many samples are drawn without replacement: no more than there are, where that is known."""

    def problem_of(self, value: object, name: Problem, train_size: int | None = None) -> Problem | None:
        problem = super().problem_of(value, name)
        if isinstance(value, int) and problem is None and train_size is not None and value > train_size:
            return Problem(
                "Batch size is {value}, but there {train_size:is|are} only {train_size} training "
                "{train_size:image|images}; a minibatch is drawn without replacement, so choose at most {train_size}.",
                {"value": value, "train_size": train_size})
        return problem


@dataclass(frozen=True)
class RealNumber(Kind):
    """A number from `lowest` to `highest`."""

    lowest: float
    highest: float

    def problem_of(self, value: object, name: Problem, train_size: int | None = None) -> Problem | None:
        if not isinstance(value, (int, float)) or isinstance(value, bool):
            return Problem("{name} is {value}; it must be a number.", {"name": name, "value": value})
        return None if self._has(value) else self._out_of_range({"name": name, "value": value})

    def _has(self, value: float) -> bool:
        return self.lowest <= value <= self.highest  # NaN is not in there either

    def _out_of_range(self, said: dict[str, object]) -> Problem:
        return Problem("{name} is {value}; choose from {lowest} to {highest}.",
                       {**said, "lowest": f"{self.lowest:g}", "highest": f"{self.highest:g}"})

    def read(self, text: str) -> float | Problem:
        return real_number(text)

    def write(self, value: float) -> str:
        """As short as it can be typed: ``0.1``, ``1e-5``."""
        mantissa, _, power = repr(float(value)).partition("e")
        mantissa = mantissa.removesuffix(".0")
        return f"{mantissa}e{int(power)}" if power else mantissa

    def from_plain(self, value: object) -> object:
        """Another program may have made 1 of 1.0."""
        return float(value) if type(value) is int and self._has(value) else value


@dataclass(frozen=True)
class Share(RealNumber):
    """Which share of the images there are is kept back; 0 for none."""

    suggested: tuple[float, ...]

    @property
    def suggestions(self) -> tuple[tuple[float, str], ...]:
        return tuple((value, self.write(value)) for value in self.suggested)

    def problem_of(self, value: object, name: Problem, train_size: int | None = None) -> Problem | None:
        problem = super().problem_of(value, name)
        if problem is None and value and train_size == 1:
            return Problem("{name}: of a single image nothing can be kept back. Choose more images, or none here.",
                           {"name": name})
        return problem

    def leaves(self, value: float, train_size: int) -> int:
        """At least one is kept back, and one is left."""
        return train_size - max(min(round(value * train_size), train_size - 1), 1) if value else train_size

    def read(self, text: str) -> float | Problem:
        return 0.0 if text.strip().casefold() == self.write(0) else super().read(text)

    def write(self, value: float) -> str:
        return super().write(value) if value else "none"

    def words(self, value: Any) -> str:
        return self.write(value)


@dataclass(frozen=True)
class NumberAbove(RealNumber):
    """A number above `lowest`, as the book's."""

    book: float

    def _has(self, value: float) -> bool:
        return self.lowest < value <= self.highest

    def _out_of_range(self, said: dict[str, object]) -> Problem:
        return Problem("{name} is {value}; it must be above {lowest:g} and at most {highest:g}, as {book:g} in the "
                       "book.", {**said, "lowest": self.lowest, "highest": self.highest, "book": self.book})


@dataclass(frozen=True)
class LayerSizes(Kind):
    """The units of each hidden layer, from the input on.

    Parameters
    ----------
    most
        How many layers there can be.
    size
        How many units one can have.
    most_weights
        Between the hidden layers.
    """

    most: int
    size: WholeNumber
    most_weights: int

    def problem_of(self, value: object, name: Problem, train_size: int | None = None) -> Problem | None:
        if not isinstance(value, tuple):
            return Problem("Hidden units are {value}; give a whole number for each hidden layer.", {"value": value})
        if len(value) > self.most:
            return Problem("{count} hidden layers; at most {highest} can be shown and trained here.",
                           {"count": len(value), "highest": self.most})
        problems = [problem for size in value if (problem := self.size.problem_of(size, name)) is not None]
        if problems:
            return problems[0]
        weights = sum(before * after for before, after in pairwise(value))
        if weights > self.most_weights:
            return Problem(
                "Hidden units: {count:,} weights between the hidden layers; with more than {highest:,} a single "
                "iteration would take seconds. Choose fewer units.", {"count": weights, "highest": self.most_weights})
        return None

    def read(self, text: str) -> tuple[int, ...] | Problem:
        return whole_numbers(text, largest=self.size.highest)

    def write(self, value: tuple[int, ...]) -> str:
        """``50`` where all hidden layers are alike, else ``100, 50``."""
        return ", ".join(map(str, value if len(set(value)) > 1 else value[:1]))

    def from_plain(self, value: object) -> object:
        """JSON has no tuples."""
        return tuple(value) if isinstance(value, list) else value
