"""The whole of a matrix, in its true proportion, with a frame around the part that is shown large elsewhere."""

import numpy as np
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.look.theme import theme
from gui.panels.iteration.operation.matrix_map import Frame
from gui.panels.iteration.parts.thumbnail import thumbnail
from gui.qt.guarded import Guarded, painting
from gui.widgets.cell_view import Corners

_FAINT = 0.55  # of the picture: it is there to be recognised, not to be read


class Outline(Guarded, QWidget):
    """Small picture of all of a matrix. A click or a drag moves the frame.

    Signals
    -------
    moved(int, int): row and column, of all that are drawn, that are to be in the middle of what is shown
    """

    moved = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = Frame((1, 1))
        self._matrix: np.ndarray | None = None
        self._picture: QImage | None = None
        self._lit: Corners | None = None
        self.setCursor(Qt.CursorShape.SizeAllCursor)
        theme().changed.connect(self._forget_picture)

    @property
    def frame(self) -> Frame:
        """What is shown large."""
        return self._frame

    def show_frame(self, name: str, values: np.ndarray | None, frame: Frame, words: str) -> None:
        """Show a variable, and which part of it is seen elsewhere; None where it has not been computed."""
        self._frame = frame
        self._matrix = None if values is None else frame.whole(values)
        self.setAccessibleName(name)
        self.setToolTip(words)
        self._forget_picture()

    def light_cells(self, corners: Corners | None) -> None:
        """Draw a frame around all cells from one to another, or around none."""
        if corners != self._lit:
            self._lit = corners
            self.update()

    @property
    def lit_area(self) -> QRectF | None:
        """Where the cells are that are lit."""
        found = None if self._lit is None else self._frame.between(*self._lit)
        if found is None:
            return None
        (top, bottom), (left, right) = found
        return self._area(top, bottom - top + 1, left, right - left + 1)

    def framed(self) -> QRectF:
        """Where the frame is, in pixels; all of the picture where all of the matrix is shown."""
        part = self._frame.part
        return QRectF(self.rect()) if part is None else self._area(*part)

    def _area(self, row: int, high: int, column: int, wide: int) -> QRectF:
        rows, columns = self._frame.drawn
        across, down = self.width() / columns, self.height() / rows
        return QRectF(column * across, row * down, max(wide * across, 2.0), max(high * down, 2.0))

    def _forget_picture(self) -> None:
        self._picture = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._picture = None

    # What a person does ---------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._move_to(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._move_to(event)

    def _move_to(self, event: QMouseEvent) -> None:
        rows, columns = self._frame.drawn
        row, column = event.position().y() * rows / self.height(), event.position().x() * columns / self.width()
        self.moved.emit(min(max(int(row), 0), rows - 1), min(max(int(column), 0), columns - 1))

    # Painting -------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, all_of_it = theme().palette, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        with painting(self) as painter:
            if self._matrix is None:
                painter.setPen(QPen(QColor(colours.dim), 1, Qt.PenStyle.DashLine))
                painter.drawRect(all_of_it)
                return
            if self._picture is None:
                self._picture = thumbnail(
                    self._frame.role, self._matrix, self.height(), self.width(), self._frame.inputs)
            painter.setOpacity(_FAINT)
            painter.drawImage(self.rect(), self._picture)
            painter.setOpacity(1.0)
            painter.setPen(QPen(QColor(colours.dim), 1))
            painter.drawRect(all_of_it)
            if self.lit_area is not None:
                painter.setPen(QPen(QColor(colours.text), 1))
                painter.drawRect(self.lit_area.adjusted(0, 0, -1, -1))
            if self._frame.part is not None:
                painter.setPen(QPen(QColor(colours.accent), 1.5))
                painter.drawRect(self.framed().adjusted(0, 0, -1, -1))
