"""The source lines that an operation runs, read from the code itself."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QColor, QResizeEvent, QTextCharFormat, QTextCursor, QTextFormat, QWheelEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QTextEdit, QVBoxLayout, QWidget

import engine
from engine.nn.operations import Operation
from gui.look.theme import css, theme
from gui.panels.iteration.parts.figures import fixed_font
from gui.qt.guarded import Guarded
from gui.qt.later import Later
from gui.widgets.labels import DimLabel

_FEWEST_COLUMNS = 30  # of code, however narrow the page
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


_read: dict[tuple, tuple[Function, ...]] = {}  # what has been read once, by the functions of an operation


def functions(operation: Operation) -> tuple[Function, ...]:
    """The functions that do the work of an operation."""
    if operation.code not in _read:
        found = zip(operation.source(), operation.code, strict=True)
        _read[operation.code] = tuple(Function(_shown(file), code.__qualname__, tuple(_lines(text, first)))
                                      for (file, first, text), code in found)
    return _read[operation.code]


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


def _folded(line: Line, columns: int) -> list[list[tuple[str, bool]]]:
    """A line as rows of so many columns, each of (text, whether it is code); the comment may go below the code."""
    if not line.code.strip():
        return [[(row, False)] for row in _cut(line.code + line.comment, columns)]
    rows = [[(row, True)] for row in _cut(line.code, columns)]
    if line.comment:
        beside = "  " + line.comment
        if len(rows[-1][0][0]) + len(beside) <= columns:
            rows[-1].append((beside, False))
        else:
            rows += [[(row, False)] for row in _cut(" " * _further(line.code, columns) + line.comment, columns)]
    return rows


def _cut(text: str, columns: int) -> list[str]:
    """Rows of so many columns, the later ones further in; cut at spaces where there are any."""
    rows, further = [], _further(text, columns)
    while len(text) > columns:
        inside = len(text) - len(text.lstrip())
        cut = text.rfind(" ", inside, columns + 1)
        cut = cut if cut > inside else columns
        rows.append(text[:cut].rstrip())
        text = " " * further + text[cut:].lstrip()
    return [*rows, text]


def _further(text: str, columns: int) -> int:
    """Where the rows of a line go on: further in than it begins."""
    return min(len(text) - len(text.lstrip()) + 4, columns // 2)


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


class CodeBlock(Guarded, QPlainTextEdit):
    """Lines of code with their numbers, to be read and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()
        self._columns = _FEWEST_COLUMNS
        self._folding = Later(self, self._fold)
        self.setReadOnly(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show these."""
        self._lines = lines
        self._show_lines()

    def _show_lines(self) -> None:
        self._write()
        self._emphasise()
        self.updateGeometry()

    def _write(self) -> None:
        colours = theme().palette
        self._columns = self._columns_in(self.width())
        self.clear()
        cursor = QTextCursor(self.document())
        for position, (number, parts, line) in enumerate(self._rows(self._columns)):
            if position:
                cursor.insertBlock()
            cursor.insertText(number, _ink(colours.disabled))
            code = colours.text if line.essential else colours.dim
            for text, is_code in parts:
                cursor.insertText(text, _ink(code if is_code else colours.dim))
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _rows(self, columns: int) -> Iterator[tuple[str, list[tuple[str, bool]], Line]]:
        """Number, (text, whether it is code) and line of each row, where a line may need several rows."""
        width = len(str(self._lines[-1].number)) if self._lines else 1
        for line in self._lines:
            for position, parts in enumerate(_folded(line, columns - width - 2)):
                yield f"{'' if position else line.number:>{width}}  ", parts, line

    def _columns_in(self, width: float) -> int:
        return max(_FEWEST_COLUMNS, int((width - 2 * self._margins()) / self.fontMetrics().horizontalAdvance("0")))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._folding.ask()

    def _fold(self) -> None:
        """Cut the lines anew where there is room for more columns, or for fewer."""
        if self._columns_in(self.width()) != self._columns:
            self._write()
            self._emphasise()

    def _emphasise(self) -> None:
        """A quiet background for the lines that compute."""
        marks = []
        for position, (_, _, line) in enumerate(self._rows(self._columns)):
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
            f" padding: {theme().scaled(3)}px; {css(font)}; }}")
        self.setFont(font)
        self._show_lines()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """All lines, those that are too long in several rows."""
        self.ensurePolished()
        rows = sum(1 for _ in self._rows(self._columns_in(width)))
        return round(rows * self.fontMetrics().lineSpacing() + self._margins()) + theme().scaled(3)

    def _margins(self) -> float:
        return 2 * (self.document().documentMargin() + theme().scaled(3))

    def _widest(self) -> float:
        """Width of the longest line where it is not folded."""
        rows = ("".join((number, *(text for text, _ in parts))) for number, parts, _ in self._rows(10 ** 6))
        return max(map(self.fontMetrics().horizontalAdvance, rows), default=0)

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
