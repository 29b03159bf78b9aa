"""Lines of code that are right beside the same lines as they are broken."""

import inspect
import re
from collections.abc import Callable
from difflib import SequenceMatcher
from html import escape
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.look.theme import theme
from gui.panels.iteration.parts.box import Box, Columns, Note, VerdictMark
from gui.panels.iteration.parts.figures import in_fixed_font

_TOLD_TO_TOOLS = re.compile(r"\s*# (?:noqa|type):[^#]*(?=#|$)")
_WIDE = 560  # pixels at normal text size


class _Code(Box):
    """A function of a layer: where it stands, and its lines, those that differ lit."""

    def __init__(self, title: str, agrees: bool, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._agrees = agrees
        mark = VerdictMark()
        mark.show_mark(agrees)
        self.head.addWidget(mark)
        self.where, self.code = Note(), QLabel()
        self.code.setTextFormat(Qt.TextFormat.RichText)
        self.code.setWordWrap(True)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(self.where)
        self.body.addWidget(self.code)
        self.body.addStretch(1)

    def show_lines(self, where: str, lines: list[str], lit: set[int]) -> None:
        self.where.say(where)
        colours = theme().palette
        colour = colours.accent if self._agrees else colours.warning
        written = []
        for number, line in enumerate(lines):
            indent = len(line) - len(line.lstrip())
            text = "&nbsp;" * indent + escape(" ".join(line.split()))
            written.append(f'<b style="color:{colour}">{text}</b>' if number in lit else text)
        self.code.setText(in_fixed_font("<br>".join(written)))
        self.code.setAccessibleName("\n".join(lines))


class CodePair(QWidget):
    """The function with a mistake beside the one that is right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.right, self.wrong = _Code(self.tr("Right"), True), _Code(self.tr("Broken"), False)
        self._shown: tuple[Callable, Callable] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Columns(_WIDE, (self.right, 1), (self.wrong, 1)))
        theme().changed.connect(self._on_theme_changed)

    def show_functions(self, right: Callable, wrong: Callable) -> None:
        """Show these two, and light the lines in which they differ."""
        self._shown = (right, wrong)
        codes = [_code_lines(each) for each in (right, wrong)]
        lit: tuple[set[int], set[int]] = (set(), set())
        bare = [[line.split("#")[0].strip() for line in code] for code in codes]
        for kind, a, b, c, d in SequenceMatcher(None, *bare, autojunk=False).get_opcodes():
            if kind != "equal":
                lit[0].update(range(a, b))
                lit[1].update(range(c, d))
        for view, function, code, lines in zip(
                (self.right, self.wrong), (right, wrong), codes, lit, strict=True):
            view.show_lines(_where(function), code, lines)

    @Slot()
    def _on_theme_changed(self) -> None:
        if self._shown is not None:
            self.show_functions(*self._shown)


def _code_lines(function) -> list[str]:
    """The lines of a function without its docstring and what tools are told: what it does, not what is said of it."""
    lines, kept, inside = inspect.cleandoc("\n" + inspect.getsource(function)).splitlines(), [], False
    for line in lines:
        quotes = line.count('"""')
        if not (inside or quotes):
            kept.append(_TOLD_TO_TOOLS.sub("  ", line).rstrip())
        inside ^= quotes == 1
    return kept


def _where(function) -> str:
    path = Path(inspect.getsourcefile(function))
    first = inspect.getsourcelines(function)[1]
    return f"{'/'.join(path.parts[-3:])} : {first} · {function.__qualname__}"
