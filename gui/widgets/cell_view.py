"""What every view of an array's cells has in common: pointing, clicking, walking by keyboard, reading out."""

from PySide6.QtCore import QEvent, QMetaMethod, QPoint, QPointF, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from gui.look.theme import theme
from gui.qt.guarded import Guarded, painting
from gui.widgets.cell import Cell
from gui.widgets.focus_ring import paint_focus_ring
from gui.widgets.picture import note_click

_ARROWS = {
    Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
}
_PRESS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

Position = tuple[int, int]  # (row, column) as drawn, which need not be the index in the array
Corners = tuple[tuple[int, ...], tuple[int, ...]]  # the indices of the first and the last cell of an area


class CellView(Guarded, QWidget):
    """Base of the heat map, the mosaic and the bars. Reached by Tab; a click leaves the focus where it was.

    So the arrow keys go on stepping the training while one points and clicks, and walk the cells only after Tab.
    Escape gives them back. A subclass says where its cells are and paints them.

    Signals
    -------
    hovered
        The `Cell` under the pointer or reached by keyboard, again when its value changes; None when there is none.
    clicked
        The `Cell` that was clicked, or on which Enter was pressed.
    """

    hovered = Signal(object)
    clicked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._limit: float | None = None
        self._message = ""
        self._hover: Position | None = None
        self._marked: Position | None = None
        self._lit_cells: Corners | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # so that what it lies on is not painted each time
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme().changed.connect(self._on_theme_changed)

    # What a subclass says about its cells -------------------------------------------------------------

    def _cell_shape(self) -> tuple[int, int]:
        """Rows and columns as drawn; (0, 0) when nothing is shown."""
        raise NotImplementedError

    def _position_at(self, point: QPointF) -> Position | None:
        """The cell under a point of the widget."""
        raise NotImplementedError

    def _rect_of(self, position: Position) -> QRectF:
        """Where a cell is, in the widget's coordinates."""
        raise NotImplementedError

    def _cell(self, position: Position) -> Cell | None:
        """Index and value of a cell; None where the drawing has no cell, as after the last unit of a grid."""
        raise NotImplementedError

    def _position_of(self, index: tuple[int, ...]) -> Position | None:
        """Where the cell with an index is drawn."""
        raise NotImplementedError

    def _paint_cells(self, painter: QPainter) -> None:
        raise NotImplementedError

    def _forget_cells(self) -> None:
        """Show nothing any more."""
        raise NotImplementedError

    def _forget_picture(self) -> None:
        """The theme has changed: what was made for the old one is of no use."""

    # For those who use it -----------------------------------------------------------------------------

    @property
    def limit(self) -> float | None:
        """The value that has the full colour or length; None when nothing is shown."""
        return self._limit

    @property
    def message(self) -> str:
        """What is said in place of values, if anything."""
        return self._message

    def show_message(self, text: str) -> None:
        """Say something in place of values: ``"not computed"``."""
        self._forget_cells()
        self._message = text
        self.setAccessibleDescription(text)
        self._limit = None
        self._set_hover(None)
        self.update()

    def mark(self, index: tuple[int, ...] | None) -> None:
        """Draw a lasting outline around the cell with this index, or take it away."""
        marked = None if index is None else self._position_of(tuple(index))
        if marked != self._marked:
            self._marked = marked
            self.update()

    def light_cells(self, corners: Corners | None) -> None:
        """Draw a frame around all cells from one to another, as of a unit pointed at elsewhere; None: around none."""
        if corners != self._lit_cells:
            self._lit_cells = corners
            self.update()

    @property
    def lit_area(self) -> QRectF | None:
        """Where the cells are that are lit; None where none is, or they are not seen."""
        known = self._lit_cells is not None and self._cell_shape() != (0, 0)
        return self._area_between(*self._lit_cells) if known else None

    def _area_between(self, first: tuple[int, ...], last: tuple[int, ...]) -> QRectF | None:
        ends = self._position_of(first), self._position_of(last)
        return None if None in ends else self._rect_of(ends[0]).united(self._rect_of(ends[1]))

    def rect_of(self, index: tuple[int, ...]) -> QRect | None:
        """Where the cell with this index is; None if it is not drawn."""
        position = None if self._cell_shape() == (0, 0) else self._position_of(tuple(index))
        return None if position is None else self._rect_of(position).toAlignedRect()

    @property
    def marked(self) -> Cell | None:
        """The cell with the lasting outline."""
        return None if self._marked is None else self._cell(self._marked)

    # For subclasses -----------------------------------------------------------------------------------

    def _values_shown(self, name: str, limit: float) -> None:
        """To be called when new values have been taken in."""
        if self._message:  # which is not so any more
            self._message = ""
            self.setAccessibleDescription("")
        if name != self._name:
            self._name = name
            self.setAccessibleName(name)
        self._limit = limit
        rows, columns = self._cell_shape()
        if self._marked is not None and not (self._marked[0] < rows and self._marked[1] < columns):
            self._marked = None
        if self._hover is not None:
            self._set_hover(self._hover)  # the same place, and very likely another value
        self.update()

    def _set_hover(self, position: Position | None) -> None:
        cell = None if position is None else self._cell(position)
        before, self._hover = self._hover, position if cell is not None else None
        if cell is not None or before is not None:
            self.hovered.emit(cell)
        if before != self._hover:
            self._show_pointer(cell is not None)
            self.update()
        if cell is None:
            if before is not None:
                QToolTip.hideText()
        elif QToolTip.isVisible() and self.underMouse():
            self._say(cell, self.mapFromGlobal(self.cursor().pos()))

    def _show_pointer(self, on_cell: bool) -> None:
        """A hand where a click leads somewhere."""
        opens = on_cell and self.isSignalConnected(QMetaMethod.fromSignal(self.clicked))
        self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)

    def _say(self, cell: Cell, where: QPoint) -> None:
        QToolTip.showText(self.mapToGlobal(where), str(cell), self)

    # Events -------------------------------------------------------------------------------------------

    @Slot()
    def _on_theme_changed(self) -> None:
        self._forget_picture()
        self.updateGeometry()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        position = self._position_at(event.position())
        if position != self._hover:
            self._set_hover(position)
        cell = None if position is None else self._cell(position)
        if cell is not None:
            self._say(cell, event.position().toPoint())

    def leaveEvent(self, event: QEvent) -> None:
        if self._hover is not None:
            self._set_hover(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        position = self._position_at(event.position())
        cell = None if position is None else self._cell(position)
        if event.button() == Qt.MouseButton.LeftButton and cell is not None:
            self.clicked.emit(cell)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        note_click(self)
        event.accept()  # so that the release comes here too

    def event(self, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and self._takes(event):
            event.accept()  # this key is for walking the cells, not for the window's shortcut
            return True
        if kind == QEvent.Type.ToolTip and self._hover is not None:
            return True  # the read-out is there already
        return super().event(event)

    def _takes(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        return plain and event.key() in _ARROWS and self._cell_shape() != (0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._takes(event):
            self._walk(*_ARROWS[Qt.Key(event.key())])
        elif event.key() in _PRESS and self.marked is not None:
            self.clicked.emit(self.marked)
        elif event.key() == Qt.Key.Key_Escape and self.hasFocus():
            self.clearFocus()
        else:
            super().keyPressEvent(event)

    def _walk(self, down: int, right: int) -> None:
        rows, columns = self._cell_shape()
        row, column = self._marked or (0, 0)
        position = (row, column) if self._marked is None else (
            min(max(row + down, 0), rows - 1), min(max(column + right, 0), columns - 1))
        cell = self._cell(position)
        if cell is None:
            return
        self._marked = position
        self.setAccessibleDescription(str(cell))  # read out by a screen reader
        self.hovered.emit(cell)
        self._say(cell, self._rect_of(position).bottomRight().toPoint())
        self.update()

    # Painting -----------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(self) as painter:
            painter.fillRect(event.rect(), QColor(theme().palette.card))
            if self._message:
                self._paint_message(painter)
            elif self._cell_shape() != (0, 0):
                self._paint_cells(painter)
                self._paint_outline(painter, self._hover, theme().palette.text)
                self._paint_outline(painter, self._marked, theme().palette.accent)
                self._paint_lit(painter)
            if self.hasFocus():
                paint_focus_ring(painter, QRectF(self.rect()))

    def _paint_message(self, painter: QPainter) -> None:
        colours = theme().palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.field))
        painter.drawRoundedRect(QRectF(self.rect()), theme().scaled(4), theme().scaled(4))
        painter.setPen(QColor(colours.dim))
        painter.setFont(theme().caption_font())
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.rect().adjusted(4, 0, -4, 0), int(flags), self._message)

    def _paint_lit(self, painter: QPainter) -> None:
        area = self.lit_area
        if area is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme().palette.text), 2))
            painter.drawRect(area.adjusted(-1, -1, 1, 1).intersected(QRectF(self.rect()).adjusted(1, 1, -1, -1)))

    def _paint_outline(self, painter: QPainter, position: Position | None, colour: str) -> None:
        if position is None or self._cell(position) is None:
            return
        rect = self._rect_of(position)
        if min(rect.width(), rect.height()) < 4:  # too small to be outlined from inside
            rect = rect.adjusted(-1.5, -1.5, 1.5, 1.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colour), 1))
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
