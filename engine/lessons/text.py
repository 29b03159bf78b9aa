"""What a lesson says: in one language or more, with numbers in it that are looked up while it is read."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.lessons.expressions.parse import parse
from engine.lessons.expressions.tree import Expression

LANGUAGES = ("en", "ja")
# How a number is written: with four significant digits, whole, as a share of a hundred, as a setting is.
FORMS = ("", "int", "percent", "short")
OPENING, CLOSING = "{=", "}"


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
        If something between ``{=`` and ``}`` is no expression.
    """
    found: list[str | Live] = []
    before, *others = text.split(OPENING)
    if before:
        found.append(before)
    for other in others:
        inside, _, after = other.partition(CLOSING)
        written, colon, form = inside.rpartition(":")
        if colon and form.strip() in FORMS[1:]:
            found.append(Live(parse(written.strip()), form.strip()))
        else:
            found.append(Live(parse(inside.strip())))
        if after:
            found.append(after)
    return tuple(found)


def text_of(words: Mapping[str, str]) -> Text:
    """A text from what is written in each language. Raises what `pieces_of` does."""
    return Text({language: pieces_of(written.strip()) for language, written in words.items()})
