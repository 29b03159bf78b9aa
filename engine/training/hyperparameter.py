"""A hyperparameter is declared once: its default, what it can be, and what is said of it wherever it is seen.

The form of the window with its tips, the settings, the options of the terminal and the names of kept runs are made
from these declarations.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any

from engine.problem import Problem
from engine.training.kinds import Kind

_KEY = "hyperparameter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hyperparameter:
    """What there is to know of a hyperparameter beside its value. The texts are English, for a window to translate.

    Parameters
    ----------
    kind
        What its values can be.
    label
        What it is called where it is set.
    tip
        What it is, what the book has, and what more or less of it does.
    book
        The section of the book that is about it; none where the book has no such choice.
    live
        Whether a change has effect from the next update on. Otherwise it needs a new network, with Reset.
    on_the_way
        Whether it keeps the shapes of all arrays, so that an update in the middle of a run can be made with another
        value. If it is not live, that is to be asked for.
    called
        Its name within a sentence, where that is not the label.
    option
        Its option of the command line, where that is not its name.
    help
        What the command line says of it, where that is not the label.
    short
        What the name of a run says of it, with ``{value}`` or what that is called, ``{words}``.
    """

    kind: Kind
    label: str
    tip: str
    book: str = ""
    live: bool = False
    on_the_way: bool = False
    called: str = ""
    option: str = ""
    help: str = ""
    short: str = "{value}"

    def problem_of(self, value: object, train_size: int | None = None) -> Problem | None:
        """What is wrong with a value, or None if it can be used."""
        title = self.called or self.label
        return self.kind.problem_of(value, Problem(title), train_size)

    def parse(self, text: str) -> object | Problem:
        """The value that was typed, or what is wrong with it."""
        value = self.kind.read(text)
        problem = value if isinstance(value, Problem) else self.problem_of(value)
        return value if problem is None else problem

    def from_plain(self, value: object) -> object:
        """The value that JSON has kept; ValueError if it cannot be used, or is none of those that are offered."""
        value, choices = self.kind.from_plain(value), [each for each, _ in self.kind.choices]
        if self.problem_of(value) is not None or (choices and value not in choices):
            raise ValueError(f"{value!r} cannot be used")
        return value


def declared(default: Any, kind: Kind, **words: Any) -> Any:
    """A field of a config with its declaration; the keywords are those of `Hyperparameter`."""
    return field(default=default, metadata={_KEY: Hyperparameter(kind=kind, **words)})


def declarations(config: type) -> Mapping[str, Hyperparameter]:
    """The hyperparameters of a config by their names, in the order in which they are declared."""
    return MappingProxyType({each.name: each.metadata[_KEY] for each in fields(config)})
