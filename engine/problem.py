"""A problem in words: what is wrong with which thing, and what to do next.

The sentence and the values that go into it stay apart, so that a window can translate the sentence
first and fill in the values afterwards. ``str(problem)`` is the English sentence, filled in.
"""

import os
import string
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # left and right


@dataclass(frozen=True, slots=True)
class Problem:
    """One sentence or more, with named places for values.

    Parameters
    ----------
    text
        English text with ``{name}`` places, as for `filled`.
    values
        What goes into the places; also other problems, one or a tuple of them.
    """

    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return filled(self.text, **{name: listed(value, str) for name, value in self.values.items()})

    def given(self, **values: object) -> "Problem":
        """The same sentence with these values in its places."""
        return Problem(self.text, {**self.values, **values})


class _Filler(string.Formatter):
    def format_field(self, value: object, format_spec: str) -> str:
        one, choice, many = format_spec.partition("|")
        if choice:
            return one if value == 1 else many
        return super().format_field(value, format_spec)


_FILLER = _Filler()


def filled(text: str, /, **values: object) -> str:
    """A text with its places filled in as by `str.format`; a place can also choose between words for one and for many.

    ``"{count:,} {count:iteration|iterations}"`` is ``1 iteration`` or ``2,000 iterations``. The words may hold places
    themselves. A language with one form for both does without the choice.
    """
    return _FILLER.vformat(text, (), values)


def listed(value: object, words: Callable[[Problem], str]) -> object:
    """A value as it is filled in: problems in words, several after one another, anything else as it can be shown."""
    if isinstance(value, Problem):
        return words(value)
    if isinstance(value, tuple) and value and all(isinstance(each, Problem) for each in value):
        return "; ".join(map(words, value))
    return printable(value)


def printable(value: object) -> object:
    """A text or path as it can be shown anywhere: what would steer a terminal or turn the line around, as its code.

    Names of files and answers of servers may hold anything. Other values are returned as they are.
    """
    if not isinstance(value, (str, os.PathLike)):
        return value
    return "".join(map(_shown, os.fspath(value)))


def shortened(text: str, longest: int = 80) -> str:
    """The beginning of a text that somebody else wrote, who may have gone on for ever."""
    return text if len(text) <= longest else f"{text[:longest]}…"


def _shown(character: str) -> str:
    if character.isspace():
        return " "
    steers = unicodedata.category(character) in ("Cc", "Cs") or character in _TURNING
    return character.encode("unicode_escape").decode() if steers else character


class EngineError(Exception):
    """What every exception of the engine is: an exception that carries a `Problem`."""

    def __init__(self, text: str, **values: object) -> None:
        self.problem = Problem(text, values)
        super().__init__(str(self.problem))
