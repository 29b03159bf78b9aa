"""What a lesson says: in one language or more, with numbers in it that are looked up while it is read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from engine.lessons.expressions.parse import ExpressionError, parse
from engine.lessons.expressions.tree import Expression

LANGUAGES = ("en", "ja")
# How a number is written: with four significant digits, whole, as a share of a hundred, as a setting is.
FORMS = ("", "int", "percent", "short")
OPENING, CLOSING = "{=", "}"
LIVE = re.compile(r"\{=((?:'[^'\n]*'|[^'}])*+)\}")  # a text in quotes may hold what closes


@dataclass(frozen=True, slots=True)
class Live:
    """A number in a text, ``{= L }`` or ``{= test_acc :percent}``: what is looked up, and how it is written."""

    expression: Expression
    form: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """A text in languages.

    Parameters
    ----------
    words
        By language: what is written, taken apart at the numbers in it.
    """

    words: Mapping[str, tuple[str | Live, ...]]

    def pieces(self, language: str) -> tuple[str | Live, ...]:
        """What it says in a language; where that is missing, in another one."""
        return self.words[language if language in self.words else next(iter(self.words))]

    def has(self, language: str) -> bool:
        """Whether it is written in this language."""
        return language in self.words


def pieces_of(text: str) -> tuple[str | Live, ...]:
    """A text taken apart at its numbers.

    Raises
    ------
    ExpressionError
        If something between ``{=`` and ``}`` is no expression, or there is no ``}``.
    """
    found: list[str | Live] = []
    end = 0
    for live in LIVE.finditer(text):
        found += [text[end:live.start()], _live(live[1])]
        end = live.end()
    found.append(text[end:])
    if any(isinstance(each, str) and OPENING in each for each in found):
        raise ExpressionError("A number in a text begins with {opening} and is not closed: write {form}.",
                              opening=OPENING, form=f"{OPENING} L {CLOSING}")
    return tuple(each for each in found if each)


def _live(inside: str) -> Live:
    written, colon, form = inside.rpartition(":")
    if colon and form.strip() in FORMS[1:]:
        return Live(parse(written.strip()), form.strip())
    return Live(parse(inside.strip()))


def text_of(words: Mapping[str, str]) -> Text:
    """A text from what is written in each language. Raises what `pieces_of` does."""
    return Text({language: pieces_of(written.strip()) for language, written in words.items()})
