"""How formulas and numbers are written where one number is taken apart."""

import re
from html import escape

from PySide6.QtGui import QFont

from gui.look.theme import css, theme

_RUNNING = re.compile(r"(Σ|max)([a-z])\b")


def fixed_font(size: float = 0.92, *, bold: bool = False) -> QFont:
    """The font with letters of equal width; `size` is relative to running text."""
    return theme().fixed_font(size, bold=bold)


def exact(value: float) -> str:
    """All digits that a float has, as Python writes them, to be copied."""
    return repr(float(value))


def in_fixed_font(rich_text: str) -> str:
    """Rich text in letters of equal width. Said in the text: the window's style takes a font away from a label."""
    return f'<span style="{css(fixed_font())}">{rich_text}</span>'


def rich(formula: str) -> str:
    """A formula as rich text, with what a sum or a maximum runs over written low: Σn x[n, 3]."""
    return _RUNNING.sub(r"\1<sub>\2</sub>", escape(formula))
