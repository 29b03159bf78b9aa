"""A matrix of an equation as a heat map: perhaps transposed, perhaps only one row of the minibatch."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.panels.iteration.thumbnail import kind_of
from gui.theme import theme
from gui.widgets import raster
from gui.widgets.cell_view import Position
from gui.widgets.guarded import painting
from gui.widgets.heatmap import HeatMap

Index = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """Which cells of a variable are drawn, and where.

    Parameters
    ----------
    shape
        Of the variable.
    transposed
        Whether rows and columns change places.
    batch
        Whether its first axis runs over the minibatch.
    row
        The only row of the minibatch that is drawn; None for all.
    """

    shape: tuple[int, ...]
    transposed: bool = False
    batch: bool = False
    row: int | None = None

    @property
    def drawn(self) -> tuple[int, int]:
        """Rows and columns of the picture."""
        rows, columns = self._two(self.shape, 1)
        rows = 1 if self._alone else rows
        return (columns, rows) if self.transposed else (rows, columns)

    def _two(self, along: Index, other: int) -> tuple[int, int]:
        """(row, column) of what has fewer axes: a vector of the minibatch is a column, any other a row."""
        match len(along):
            case 0:
                return other, other
            case 1:
                return (along[0], other) if self.batch else (other, along[0])
            case _:
                return along

    @property
    def _alone(self) -> bool:
        return self.batch and self.row is not None

    def matrix(self, values: np.ndarray) -> np.ndarray:
        """The values as they are drawn."""
        values = np.asarray(values)
        if self._alone:
            values = values[self.row:self.row + 1]
        if values.ndim < 2:
            return values.reshape(self.drawn)
        return values.T if self.transposed else values

    def index(self, row: int, column: int) -> Index:
        """The index in the variable of a cell of the picture."""
        if self.transposed:
            row, column = column, row
        row = self.row if self._alone else row
        match len(self.shape):
            case 0:
                return ()
            case 1:
                return (row,) if self.batch else (column,)
            case _:
                return (row, column)

    def cell(self, index: Index) -> Position | None:
        """Where the cell with an index is drawn; None if it is not."""
        if len(index) != len(self.shape) or any(i is None or not 0 <= i < n
                                                for i, n in zip(index, self.shape, strict=True)):
            return None
        if self._alone and index[0] != self.row:
            return None
        row, column = self._two(index, 0)
        row = 0 if self._alone else row
        return (column, row) if self.transposed else (row, column)


class MatrixMap(HeatMap):
    """A heat map of one operand, with the row that is looked at marked. What is not computed is an empty frame."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = Frame((1, 1))
        self._row: int | None = None
        self._missing = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def frame(self) -> Frame:
        """What is drawn where."""
        return self._frame

    @property
    def is_missing(self) -> bool:
        """Whether there is nothing to show yet."""
        return self._missing

    def show_variable(self, name: str, values: np.ndarray | None, frame: Frame, row: int, missing: str) -> None:
        """Show a variable, its row of the minibatch marked; None: say that it is missing.

        Parameters
        ----------
        name, values
            The variable.
        frame
            What of it is drawn.
        row
            The row to mark, where all are drawn.
        missing
            What is said of a variable that is missing.
        """
        self._frame, self._missing = frame, values is None
        self._row = row if frame.batch and frame.row is None and frame.shape and frame.shape[0] > 1 else None
        if values is None:
            self.show_message(missing)
            self.setAccessibleName(name)
            self.setToolTip(f"{name}: {missing}")
            return
        self.setToolTip("")
        matrix = frame.matrix(values)
        kind = kind_of(name, np.asarray(values))
        limit = 1.0 if kind == "image" else raster.largest(np.asarray(values))
        self.show_values(matrix, limit=limit, kind=kind, index_of=frame.index, name=name)

    def _position_of(self, index: Index) -> Position | None:
        return self._frame.cell(tuple(index))

    def _paint_message(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor(theme().palette.dim), 1, Qt.PenStyle.DashLine))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -1, -1))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with painting(self) as painter:
            painter.setPen(QPen(QColor(theme().palette.border), 1))
            if not self._missing:
                painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
            if self._row is not None and not self._missing:
                painter.setPen(QPen(QColor(theme().palette.accent), 1))
                painter.drawRect(self._band())

    def _band(self) -> QRectF:
        """All cells of the row that is looked at."""
        rows, columns = self._frame.drawn
        first, last = ((0, self._row), (rows - 1, self._row)) if self._frame.transposed else (
            (self._row, 0), (self._row, columns - 1))
        band, inside = self._rect_of(first).united(self._rect_of(last)), QRectF(self.rect()).adjusted(0, 0, -1, -1)
        band = band.adjusted(-1, 0, 0, 0) if self._frame.transposed else band.adjusted(0, -1, 0, 0)
        if band.left() < 0 or band.top() < 0:
            band = band.translated(max(-band.left(), 0), max(-band.top(), 0))
        return band.intersected(inside)
