"""The page of one operation: its formula, its matrices, what it does and why, and the lines of code that do it."""

import re

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from engine.inspection.frozen.snapshot import Snapshot
from engine.inspection.place import Place
from engine.nn.operations import Kind, Operation
from gui.look.theme import theme
from gui.panels.iteration.operation.code_view import CodeView, functions
from gui.panels.iteration.operation.equations import shapes
from gui.panels.iteration.operation.equations_view import EquationsView
from gui.panels.iteration.operation.formula_view import FormulaView, parts
from gui.panels.iteration.operation.matrix_map import MatrixMap
from gui.panels.iteration.operation.row_chooser import RowChooser
from gui.qt.guarded import Guarded
from gui.qt.later import Later
from gui.widgets.cell import Cell
from gui.widgets.labels import DimLabel
from gui.widgets.still_scroll import StillScroll
from gui.words import formatting
from gui.words.engine_texts import operation_name, translated

_WIDE = 760  # pixels at normal text size from which on the words stand beside the matrices
_LEAST_HIGH, _MOST_HIGH, _PART = 98, 200, 0.3  # of a matrix: pixels, and the part of the page's height


class FormulaLine(Guarded, QWidget):
    """A formula with the shapes of its matrices behind it, or beneath it where there is no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.formula = FormulaView()
        self.shapes = DimLabel(small=True)
        self.shapes.setWordWrap(False)
        self._turning = Later(self, self._turn)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self.formula)
        self._box.addWidget(self.shapes)
        self._box.addStretch(1)

    def show_formula(self, formula: str, shapes: str) -> None:
        """Show another one."""
        self.formula.show_formula(formula)
        self.shapes.setText(shapes)
        self.shapes.setVisible(bool(shapes))
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turning.ask()

    def _turn(self) -> None:
        needed = self.formula.sizeHint().width() + theme().scaled(18) + self.shapes.sizeHint().width()
        way = QBoxLayout.Direction
        fits = needed <= self.width()
        self._box.setDirection(way.LeftToRight if fits else way.TopToBottom)
        self._box.setSpacing(theme().scaled(18 if fits else 1))


class OperationPage(Guarded, QWidget):
    """Shows one operation of a snapshot.

    Signals
    -------
    place_chosen(Place): a cell was clicked: show this place next
    cell_hovered(Cell or None): the cell under the pointer
    row_chosen(int): another row of the minibatch is to be looked at; it is shown already
    """

    place_chosen = Signal(object)
    cell_hovered = Signal(object)
    row_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._snapshot: Snapshot | None = None
        self._operation: Operation | None = None
        self._lines: list[FormulaLine] = []
        self._turning = Later(self, self._turn)
        self._build_head()
        self._build_body()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._head)
        column.addWidget(self._scroll, 1)
        self.matrices.clicked.connect(self._on_clicked)
        self.matrices.hovered.connect(self.cell_hovered)
        self.rows.row_chosen.connect(self._on_row)
        self.rows.only_row_chosen.connect(self._on_only_row)
        theme().changed.connect(self._update_sizes)
        self._update_sizes()
        self.show_nothing()

    def _build_head(self) -> None:
        self._title = QLabel()
        self._title.setProperty("role", "title")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._standing = DimLabel(small=True)
        self._standing.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._head = QHBoxLayout()
        self._head.addWidget(self._title)
        self._head.addWidget(self._standing, 1)

    def _build_body(self) -> None:
        self._message = DimLabel()
        self._message.setWordWrap(True)
        self._formulas = QVBoxLayout()
        self.matrices, self.rows, self.code = EquationsView(), RowChooser(), CodeView()
        self._what, self._why, self._missing = QLabel(), DimLabel(), DimLabel(small=True)
        self._missing.setWordWrap(True)
        self._losses = DimLabel(self.tr("l is the loss of each sample, L the mean of them."), small=True)
        self._losses.setWordWrap(True)
        words = QVBoxLayout()
        for label in (self._what, self._why):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            words.addWidget(label)
        words.addStretch(1)
        self._words = words
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.addWidget(self.matrices, 3)
        self._middle.addLayout(words, 2)
        content = QWidget()
        content.setObjectName("scrolled")
        self._body = QVBoxLayout(content)
        self._body.addWidget(self._message)
        self._body.addLayout(self._formulas)
        self._body.addLayout(self._middle)
        self._body.addWidget(self._losses)
        self._body.addWidget(self._missing)
        self._body.addWidget(self.rows)
        self._body.addWidget(self.code)
        self._body.addStretch(1)
        self._scroll = StillScroll(content)

    def map_of(self, place: Place) -> MatrixMap | None:
        """The matrix that has this cell, in sight or not; None where there is none."""
        return next((each for each in self.matrices.maps
                     if each.accessibleName() == place.name and each.frame.place(place.index) is not None), None)

    # What is shown --------------------------------------------------------------------------------------------------

    @property
    def operation(self) -> str | None:
        """Name of the operation that is shown."""
        return None if self._operation is None else self._operation.name

    @property
    def row(self) -> int:
        """The row of the minibatch that is looked at."""
        return self.rows.row

    @property
    def title(self) -> str:
        """What the page is called."""
        return self._title.text()

    @property
    def standing(self) -> str:
        """How far the operation has come."""
        return self._standing.text()

    def show_nothing(self) -> None:
        """Say that nothing has been computed."""
        self._snapshot = self._operation = None
        self._title.setText(self.tr("No operation yet"))
        self._standing.setText("")
        self._message.setText(self.tr("↓ runs the first operation of an iteration. It is then shown here, with "
                                      "everything that it reads and computes."))
        self.rows.show_nothing()
        self.matrices.show_nothing()
        self._show_parts(False)

    def show_operation(self, snapshot: Snapshot, name: str, row: int = 0) -> None:
        """Show an operation of a snapshot, whether or not it has been run.

        Parameters
        ----------
        snapshot
            Where the values are from.
        name
            One of its operations.
        row
            Which row of the minibatch is looked at.
        """
        operation = next(one for one in snapshot.operations if one.name == name)
        other = operation is not self._operation
        self._snapshot, self._operation = snapshot, operation
        self._show_head()
        if other:
            self._show_words()
        self._show_formulas()
        self.rows.show_minibatch(snapshot, row)
        self._show_values()
        if other:
            self._show_parts(True)
            self._scroll.verticalScrollBar().setValue(0)
        self.rows.setVisible(snapshot.batch_size > 1 and any(each.frame.batch for each in self.matrices.maps))

    def take_over(self, other: "OperationPage") -> None:
        """Show what another page shows."""
        self.rows.take_over(other.rows)
        if other._snapshot is not None:
            self.show_operation(other._snapshot, other.operation, other.row)
        self._scroll.take_over(other._scroll)

    def mark_places(self, places: tuple[Place, ...]) -> None:
        """Mark these cells in the matrices, and no others: operands of a term that is pointed at."""
        self.matrices.mark(places)

    def bring_in(self, place: Place) -> None:
        """Have a cell of the iteration in sight, if one of the matrices shows it."""
        self.matrices.bring_in(place)

    def _show_parts(self, there: bool) -> None:
        self._message.setVisible(not there)
        count = len(parts(self._operation.formula)) if there else 0
        for position, line in enumerate(self._lines):
            line.setVisible(position < count)
        for part in (self.matrices, self.rows, self.code, self._what, self._why):
            part.setVisible(there)
        self._losses.setVisible(there and any(each.accessibleName() == "l" for each in self.matrices.maps))
        self._missing.setVisible(there and bool(self._missing.text()))

    def _show_head(self) -> None:
        operation, snapshot = self._operation, self._snapshot
        self._title.setText(operation_name(operation.name))
        number = snapshot.operations.index(operation) + 1
        where = self.tr("operation {number} of {all}").format(number=number, all=len(snapshot.operations))
        waits = "" if number <= snapshot.position else " · " + self.tr("not run yet")
        self._standing.setText(where + waits)

    def _show_words(self) -> None:
        operation = self._operation
        self._what.setText(translated(operation.what))
        self._why.setText(translated(operation.why))
        self.code.show_functions(functions(operation))

    def _show_formulas(self) -> None:
        operation, found = self._operation, self._operation.equations
        formulas = parts(operation.formula)
        while len(self._lines) < len(formulas):
            self._lines.append(FormulaLine())
            self._formulas.addWidget(self._lines[-1])
        for position, line in enumerate(self._lines):
            line.setVisible(position < len(formulas))
            if position < len(formulas):
                shown = formulas[position], self._words_under(position, found)
                if (line.formula.formula, line.shapes.text()) != shown:
                    line.show_formula(*shown)

    def _words_under(self, position: int, found: tuple) -> str:
        """The shapes, or in words what the formula can only hint at."""
        if self._operation.kind in (Kind.DRAW, Kind.EVALUATE):
            return translated(self._operation.formula)
        text = shapes(found[position], self._snapshot.shape)
        if self._operation.kind is Kind.UPDATE and re.search(r"\blr\b", parts(self._operation.formula)[position]):
            return f"{text}   lr = {formatting.setting(self._snapshot.learning_rate)}"
        return text

    def _show_values(self) -> None:
        snapshot = self._snapshot
        only_row = self.rows.only_row and snapshot.batch_size > 1
        self.matrices.show_values(
            self._operation.equations, snapshot, self.rows.row, only_row, self.tr("not computed yet"))
        missing = dict.fromkeys(each.accessibleName() for each in self.matrices.maps if each.is_missing)
        self._missing.setText(self.tr("Not computed yet: {names}").format(names=", ".join(missing)) if missing else "")
        self._missing.setVisible(bool(missing))

    # What a person does ---------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_clicked(self, cell: Cell) -> None:
        self.place_chosen.emit(cell.place)

    @Slot(int)
    def _on_row(self, row: int) -> None:
        self._show_values()
        self.row_chosen.emit(row)

    @Slot(bool)
    def _on_only_row(self, only: bool) -> None:
        self._show_values()

    # Size -----------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turning.ask()

    def _turn(self) -> None:
        way = QBoxLayout.Direction
        room = self.height() / theme().text_scale
        self.matrices.set_highest(min(max(_LEAST_HIGH, _PART * room), _MOST_HIGH))
        wide = self.width() >= theme().scaled(_WIDE)
        self._middle.setDirection(way.LeftToRight if wide else way.TopToBottom)

    @Slot()
    def _update_sizes(self) -> None:
        self._head.setSpacing(theme().scaled(10))
        self._body.setSpacing(theme().scaled(10))
        self._body.setContentsMargins(0, 0, 0, 0)
        self._formulas.setSpacing(theme().scaled(4))
        self._middle.setSpacing(theme().scaled(14))
        self._words.setSpacing(theme().scaled(8))
        self._turn()
