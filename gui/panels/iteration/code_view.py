"""The source lines that an operation runs, read from the code itself."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextFormat, QWheelEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QTextEdit, QVBoxLayout, QWidget

import engine
from engine.nn.operations import Operation
from gui.panels.iteration.figures import fixed_font
from gui.theme import theme
from gui.widgets.labels import DimLabel

_PROGRAM = Path(engine.__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of code.

    Parameters
    ----------
    number
        In its file.
    code, comment
        What runs, and what is said about it.
    essential
        Whether it computes something.
    """

    number: int
    code: str
    comment: str
    essential: bool


@dataclass(frozen=True, slots=True)
class Function:
    """A function's lines without its description, which the page says in its own words."""

    file: str
    name: str
    lines: tuple[Line, ...]


def functions(operation: Operation) -> tuple[Function, ...]:
    """The functions that do the work of an operation."""
    found = zip(operation.source(), operation.code, strict=True)
    return tuple(Function(_shown(file), code.__qualname__, tuple(_lines(text, first)))
                 for (file, first, text), code in found)


def _shown(file: str) -> str:
    path = Path(file).resolve()
    return path.relative_to(_PROGRAM).as_posix() if path.is_relative_to(_PROGRAM) else path.name


def _lines(text: str, first: int) -> Iterator[Line]:
    plain = dedent(text)
    function = ast.parse(plain).body[0]
    skipped, essential = _described(function), _computing(function)
    for offset, line in enumerate(plain.splitlines()):
        if offset + 1 in skipped or not line.strip():
            continue
        code, comment = _parted(line)
        yield Line(first + offset, code, comment, offset + 1 in essential)


def _described(function: ast.FunctionDef) -> range:
    """The lines of the description."""
    if ast.get_docstring(function, clean=False) is None or len(function.body) == 1:
        return range(0)
    return range(function.body[0].lineno, function.body[0].end_lineno + 1)


def _computing(function: ast.FunctionDef) -> set[int]:
    """The lines of statements that compute: all but those that only hand on what has a name."""
    found: set[int] = set()
    for node in ast.walk(function):
        simple = isinstance(node, ast.Assign | ast.AugAssign | ast.Return | ast.Expr)
        if simple and any(isinstance(part, ast.BinOp | ast.Call | ast.AugAssign) for part in ast.walk(node)):
            found.update(range(node.lineno, node.end_lineno + 1))
    return found


def _parted(line: str) -> tuple[str, str]:
    """Code, and the comment behind it; a # in a text would be a comment too, but there is none in these lines."""
    code, mark, comment = line.partition("#")
    return code.rstrip() if code.strip() else code, (mark + comment).strip()


class CodeView(QWidget):
    """The functions of an operation, each under the name of its file. What computes stands out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Function, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._blocks: list[tuple[DimLabel, CodeBlock]] = []
        theme().changed.connect(self._update_spacing)
        self._update_spacing()

    @property
    def texts(self) -> tuple[str, ...]:
        """What is read in each block."""
        return tuple(block.toPlainText() for _, block in self._blocks if not block.isHidden())

    @property
    def titles(self) -> tuple[str, ...]:
        """File, line and name of each function."""
        return tuple(title.text() for title, _ in self._blocks if not title.isHidden())

    def show_functions(self, shown: tuple[Function, ...]) -> None:
        """Show these."""
        if shown == self._shown:
            return
        self._shown = shown
        while len(self._blocks) < len(shown):
            self._blocks.append((DimLabel(small=True), CodeBlock()))
            for part in self._blocks[-1]:
                self._column.addWidget(part)
        for position, (title, block) in enumerate(self._blocks):
            used = position < len(shown)
            title.setVisible(used)
            block.setVisible(used)
            if used:
                function = shown[position]
                title.setText(f"{function.file}:{function.lines[0].number} · {function.name}")
                block.setAccessibleName(title.text())
                block.show_lines(function.lines)

    @Slot()
    def _update_spacing(self) -> None:
        self._column.setSpacing(theme().scaled(3))


class CodeBlock(QPlainTextEdit):
    """Lines of code with their numbers, to be read and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()
        self.setReadOnly(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().changed.connect(self._on_theme_changed)

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show these."""
        self._lines = lines
        self._on_theme_changed()

    def _write(self) -> None:
        colours = theme().palette
        self.clear()
        cursor = QTextCursor(self.document())
        width = len(str(self._lines[-1].number)) if self._lines else 1
        for position, line in enumerate(self._lines):
            if position:
                cursor.insertBlock()
            cursor.insertText(f"{line.number:>{width}}  ", _ink(colours.disabled))
            cursor.insertText(line.code, _ink(colours.text if line.essential else colours.dim))
            cursor.insertText(re.sub("^#", "  #", line.comment) if line.code.strip() else line.comment,
                              _ink(colours.dim))
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _emphasise(self) -> None:
        """A quiet background for the lines that compute."""
        marks = []
        for position, line in enumerate(self._lines):
            if line.essential:
                mark = QTextEdit.ExtraSelection()
                mark.cursor = QTextCursor(self.document().findBlockByNumber(position))
                mark.format.setBackground(QColor(theme().palette.highlight))
                mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
                marks.append(mark)
        self.setExtraSelections(marks)

    @Slot()
    def _on_theme_changed(self) -> None:
        colours, font = theme().palette, fixed_font(0.88)
        self.setStyleSheet(
            f"QPlainTextEdit {{ background: {colours.field}; border: none; border-radius: {theme().scaled(6)}px;"
            f" padding: {theme().scaled(3)}px; font-family: '{font.family()}';"
            f" font-size: {font.pointSizeF():.2f}pt; }}")
        self.setFont(font)
        self._write()
        self._emphasise()
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """All lines, and room for a scroll bar where one of them is cut off."""
        self.ensurePolished()
        lines = self.document().blockCount() * self.fontMetrics().lineSpacing()
        bar = theme().scaled(10) if self._widest() + 2 * self._margins() > width else 0
        return round(lines + self._margins()) + theme().scaled(3) + bar

    def _margins(self) -> float:
        return 2 * (self.document().documentMargin() + theme().scaled(3))

    def _widest(self) -> float:
        return max(map(self.fontMetrics().horizontalAdvance, self.toPlainText().splitlines()), default=0)

    def sizeHint(self) -> QSize:
        width = round(self._widest() + 2 * self._margins())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().scaled(160), self.fontMetrics().lineSpacing())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.angleDelta().x() or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            super().wheelEvent(event)
        else:
            event.ignore()  # the page around it scrolls


def _ink(colour: str) -> QTextCharFormat:
    found = QTextCharFormat()
    found.setForeground(QColor(colour))
    return found
