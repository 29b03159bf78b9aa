"""What all drawings of a number's operands have in common: each operand is a cell that one can go to."""

from collections.abc import Set

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from engine.inspection.place import Place
from engine.inspection.terms import Factor
from gui.look.theme import theme
from gui.panels.iteration.parts.figures import exact
from gui.widgets.cell import Cell
from gui.widgets.cell_view import CellView, Position
from gui.words import formatting


class OperandView(CellView):
    """Rows of operands. A subclass says which operand is where, and paints them.

    As every view of cells it is reached by Tab, and takes the arrow keys only then: Up and Down go from row to row,
    Left and Right from operand to operand, Enter opens.

    Signals
    -------
    place_chosen(Place): an operand was clicked, or Enter pressed on it
    places_hovered(tuple of Place): the operands of the row under the pointer; () when there is none
    """

    place_chosen = Signal(object)
    places_hovered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: int | None = None  # under the pointer
        self._lit: frozenset[Place] = frozenset()
        self._told: tuple[Place, ...] = ()
        self.clicked.connect(self._on_clicked)

    # What a subclass says -------------------------------------------------------------------------------------------

    def operand(self, position: Position) -> Factor | None:
        """The operand at a place of the drawing; None where there is none."""
        raise NotImplementedError

    def _row_at(self, point: QPointF) -> int | None:
        """The row under a point, wherever in it."""
        raise NotImplementedError

    def _activate_row(self, row: int) -> None:
        """A row without operands was clicked."""

    def _show_row(self, row: int) -> None:
        """Scroll so that a row can be seen."""

    # For those who use it -------------------------------------------------------------------------------------------

    def mark_places(self, places: Set[Place]) -> None:
        """Light the rows that have one of these cells as an operand: the pointer is on it elsewhere."""
        if places != self._lit:
            self._lit = frozenset(places)
            self.update()

    def places_of_row(self, row: int) -> tuple[Place, ...]:
        """The cells that the operands of a row are."""
        factors = (self.operand((row, column)) for column in range(self._cell_shape()[1]))
        return tuple(each.place for each in factors if each is not None and each.place is not None)

    def rect_of(self, row: int, column: int = 0) -> QRectF:
        """Where an operand is, in the widget's coordinates."""
        return self._rect_of((row, column))

    # Cells ----------------------------------------------------------------------------------------------------------

    def _cell(self, position: Position) -> Cell | None:
        rows, columns = self._cell_shape()
        if not (0 <= position[0] < rows and 0 <= position[1] < columns):
            return None
        factor = self.operand(position)
        if factor is None or factor.place is None:
            return None
        return Cell(factor.place.name, factor.place.index, factor.value)

    def _position_of(self, index: tuple[int, ...]) -> Position | None:
        return None  # operands are of several variables: an index alone does not name one

    def _say(self, cell: Cell, where: QPoint) -> None:
        place = cell.place
        text = f"{place} = {formatting.number(cell.value)}\n{exact(cell.value)}"
        QToolTip.showText(self.mapToGlobal(where + QPoint(0, theme().scaled(4))), text, self)

    @Slot(object)
    def _on_clicked(self, cell: Cell) -> None:
        QToolTip.hideText()
        self.place_chosen.emit(cell.place)

    # Pointer --------------------------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._point_at(event.position())

    def _point_at(self, point: QPointF) -> None:
        row = self._row_at(point)
        on_operand = self._hover is not None and self._cell(self._hover) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if on_operand else Qt.CursorShape.ArrowCursor)
        if not on_operand:
            QToolTip.hideText()
        if row != self._row:
            self._row = row
            self.update()
        self._tell(() if row is None else self.places_of_row(row))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._row = None
        self._tell(())
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            event.accept()
        else:
            event.ignore()  # the mouse's back button is for the page

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position())
        position = self._position_at(event.position())
        on_operand = position is not None and self._cell(position) is not None
        super().mouseReleaseEvent(event)
        if row is not None and not on_operand and event.button() == Qt.MouseButton.LeftButton:
            self._activate_row(row)

    def _tell(self, places: tuple[Place, ...]) -> None:
        if places != self._told:
            self._told = places
            self.places_hovered.emit(places)

    def _forget_pointer(self) -> None:
        """What was under the pointer is no more: other operands are shown."""
        self._marked = self._row = None
        self._set_hover(None)
        self._tell(())

    # Keys -----------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._marked is not None:
            cell = self._cell(self._marked)
            self._activate_row(self._marked[0]) if cell is None else self.clicked.emit(cell)
        else:
            super().keyPressEvent(event)

    def _walk(self, down: int, right: int) -> None:
        rows, columns = self._cell_shape()
        if self._marked is None:
            row = min(max(down - 1, 0), rows - 1)
            position = (row, self._nearest_column(row, 0))
        elif right:
            column = self._marked[1] + right
            while 0 <= column < columns and self._cell((self._marked[0], column)) is None:
                column += right
            position = (self._marked[0], column) if 0 <= column < columns else self._marked
        else:
            row = min(max(self._marked[0] + down, 0), rows - 1)
            position = (row, self._nearest_column(row, self._marked[1]))
        self._go_to(position)

    def _nearest_column(self, row: int, column: int) -> int:
        """The operand of a row that is nearest to a column; the column itself where the row has none."""
        columns = [each for each in range(self._cell_shape()[1]) if self._cell((row, each)) is not None]
        return min(columns, key=lambda each: abs(each - column), default=column)

    def _go_to(self, position: Position) -> None:
        self._marked = position
        self._show_row(position[0])
        cell = self._cell(position)
        self.setAccessibleDescription(self._row_text(position[0]) if cell is None else str(
            Cell(str(cell.place), (), cell.value)))
        if cell is not None:
            self._say(cell, self._rect_of(position).bottomLeft().toPoint())
        self._tell(self.places_of_row(position[0]))
        self.update()

    def _row_text(self, row: int) -> str:
        """What a row without operands says."""
        return ""

    # Painting -------------------------------------------------------------------------------------------------------

    def _paint_row_background(self, painter: QPainter, row: int, rect: QRectF) -> None:
        colours = theme().palette
        lit = bool(self._lit) and not self._lit.isdisjoint(self.places_of_row(row))
        if lit or row == self._row:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.highlight if lit else colours.hover))
            painter.drawRoundedRect(rect, theme().scaled(3), theme().scaled(3))

    def _paint_operand(self, painter: QPainter, position: Position, rect: QRectF, text: str, flags: int) -> None:
        """An operand: underlined under the pointer, outlined where the keyboard is."""
        colours, factor = theme().palette, self.operand(position)
        can_open = factor is not None and factor.place is not None
        lit = can_open and (position == self._hover or factor.place in self._lit)
        painter.setPen(QColor(colours.accent if lit else colours.text if can_open else colours.dim))
        painter.drawText(rect, flags, text)
        if lit:
            self._underline(painter, rect, text, flags)

    def _underline(self, painter: QPainter, rect: QRectF, text: str, flags: int) -> None:
        metrics = QFontMetricsF(painter.font())
        width = min(metrics.horizontalAdvance(text), rect.width())
        left = rect.right() - width if flags & int(Qt.AlignmentFlag.AlignRight) else rect.left()
        y = round(rect.center().y() + metrics.ascent() / 2 + 1.5) + 0.5
        painter.drawLine(QPointF(left, y), QPointF(left + width, y))

    def _paint_outline(self, painter: QPainter, position: Position | None, colour: str) -> None:
        if position is None or colour != theme().palette.accent or not self.hasFocus():
            return  # what the pointer is on is underlined
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colour), 1))
        painter.drawRoundedRect(self._rect_of(position).adjusted(-2.5, 1.5, 2.5, -1.5), 3, 3)

    def focusOutEvent(self, event: QEvent) -> None:
        super().focusOutEvent(event)
        self._tell(())
        self.update()
