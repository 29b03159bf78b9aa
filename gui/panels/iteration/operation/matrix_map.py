"""A part of a matrix of an equation as a heat map: perhaps transposed, perhaps only one row of the minibatch."""

import math
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.data.look import Look
from engine.nn.variables import Role
from gui.look.theme import theme
from gui.panels.iteration.parts.thumbnail import kind_of
from gui.qt.guarded import painting
from gui.widgets import raster
from gui.widgets.cell_view import Position
from gui.widgets.focus_ring import paint_focus_ring
from gui.widgets.heatmap import HeatMap
from gui.widgets.raster import Kind

Index = tuple[int, ...]
Part = tuple[int, int, int, int]  # first row and how many, first column and how many


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
    picture
        The look of the inputs, where that row is drawn as the picture that they make; None for a row.
    part
        What of it is shown; None for all.
    role
        Of the variable.
    inputs
        The colour map of x.
    """

    shape: tuple[int, ...]
    transposed: bool = False
    batch: bool = False
    row: int | None = None
    picture: Look | None = None
    part: Part | None = None
    role: Role = Role.VALUE
    inputs: Kind = "image"

    @property
    def drawn(self) -> tuple[int, int]:
        """Rows and columns of all of it."""
        rows, columns = self.lengths
        rows = rows // self.shape[0] if self._alone else rows
        return (columns, rows) if self.transposed else (rows, columns)

    @property
    def shown(self) -> tuple[int, int]:
        """Rows and columns of the picture."""
        if self.picture is not None:
            return self.picture.shape
        return self.drawn if self.part is None else (self.part[1], self.part[3])

    @property
    def _first(self) -> tuple[int, int]:
        return (0, 0) if self.part is None else (self.part[0], self.part[2])

    @property
    def lengths(self) -> tuple[int, int]:
        """How many rows and columns the variable has: a vector of the minibatch is a column, any other a row.

        Of more than two axes the last is that of the columns: the slices stand one below the other.
        """
        if len(self.shape) < 2:
            count = math.prod(self.shape)
            return (count, 1) if self.batch else (1, count)
        return math.prod(self.shape[:-1]), self.shape[-1]

    @property
    def _alone(self) -> bool:
        return self.batch and self.row is not None

    def whole(self, values: np.ndarray) -> np.ndarray:
        """All the values as they are drawn."""
        values = np.asarray(values)
        if self._alone:
            values = values[self.row:self.row + 1]
        if values.ndim != 2:
            return values.reshape(self.drawn)
        return values.T if self.transposed else values

    def matrix(self, values: np.ndarray) -> np.ndarray:
        """The values that are shown."""
        if self.picture is not None:
            return self.picture.picture(self.whole(values).ravel())
        (row, column), (rows, columns) = self._first, self.shown
        return self.whole(values)[row:row + rows, column:column + columns]

    def index(self, row: int, column: int) -> Index:
        """The index in the variable of a cell of the picture."""
        if self.picture is not None:
            row, (column,) = 0, self.picture.index_of(row, column)
        else:
            row, column = row + self._first[0], column + self._first[1]
            if self.transposed:
                row, column = column, row
        if self._alone:
            row += self.row * (self.lengths[0] // self.shape[0])
        number = row * self.lengths[1] + column
        return tuple(int(i) for i in np.unravel_index(number, self.shape)) if self.shape else ()

    def place(self, index: Index) -> Position | None:
        """Row and column of an index in all that is drawn; None if it is not."""
        if len(index) != len(self.shape) or any(i is None or not 0 <= i < n
                                                for i, n in zip(index, self.shape, strict=True)):
            return None
        if self._alone and index[0] != self.row:
            return None
        number = int(np.ravel_multi_index(index, self.shape)) if self.shape else 0
        row, column = divmod(number, self.lengths[1])
        if self._alone:
            row %= self.lengths[0] // self.shape[0]
        return (column, row) if self.transposed else (row, column)

    def between(self, first: Index, last: Index) -> tuple[tuple[int, int], tuple[int, int]] | None:
        """The first and the last row, and column, of all that is drawn, that the cells from one to another are in.

        Of the samples all that are drawn, which may be one.
        """
        if self._alone:
            first, last = ((self.row, *each[1:]) for each in (first, last))
        ends = self.place(first), self.place(last)
        if None in ends:
            return None
        rows, columns = (sorted(pair) for pair in zip(*ends, strict=True))
        return (rows[0], rows[1]), (columns[0], columns[1])

    def cell(self, index: Index) -> Position | None:
        """Where the cell with an index is shown; None if it is not."""
        place = self.place(index)
        if place is None:
            return None
        if self.picture is not None:
            return self.picture.cell(max(place))
        row, column = place[0] - self._first[0], place[1] - self._first[1]
        rows, columns = self.shown
        return (row, column) if 0 <= row < rows and 0 <= column < columns else None

    def beyond(self, position: Position, down: int, right: int) -> Index | None:
        """The index beside a cell of the picture, if it is there but not shown."""
        if self.part is None:
            return None
        row, column = position[0] + down, position[1] + right
        place, (rows, columns), all_of_it = (row + self._first[0], column + self._first[1]), self.shown, self.drawn
        if (0 <= row < rows and 0 <= column < columns) or not all(
                0 <= i < n for i, n in zip(place, all_of_it, strict=True)):
            return None
        return replace(self, part=None).index(*place)


class MatrixMap(HeatMap):
    """A heat map of one operand, with the row that is looked at marked. What is not computed is an empty frame.

    Signals
    -------
    wanted(tuple): the index of a cell beside what is shown, which somebody walks to
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = Frame((1, 1))
        self._row: int | None = None
        self._lit: tuple[int | None, int | None] = (None, None)
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
        marked = self.marked
        self._frame, self._missing = frame, values is None
        self._row = row if frame.batch and frame.row is None and frame.shape and frame.shape[0] > 1 else None
        if values is None:
            self.show_message(missing)
            self.setAccessibleName(name)
            self.setToolTip(f"{name}: {missing}")
            return
        self.setToolTip("")
        matrix = frame.matrix(values)
        kind = kind_of(frame.role, np.asarray(values), frame.inputs)
        limit = 1.0 if kind == "image" else raster.largest(np.asarray(values))
        self.show_values(matrix, limit=limit, kind=kind, index_of=frame.index, name=name)
        self._marked = None if marked is None else self._position_of(marked.index)  # it may be shown elsewhere now

    def light(self, row: int | None, column: int | None) -> None:
        """Show which row and column, of all that are drawn, take part in what is pointed at."""
        if (row, column) != self._lit:
            self._lit = row, column
            self.update()

    def _position_of(self, index: Index) -> Position | None:
        return self._frame.cell(tuple(index))

    def _paint_message(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor(theme().palette.dim), 1, Qt.PenStyle.DashLine))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -1, -1))

    def _walk(self, down: int, right: int) -> None:
        beyond = None if self._marked is None else self._frame.beyond(self._marked, down, right)
        if beyond is not None:
            self.wanted.emit(beyond)
        super()._walk(down, right)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with painting(self) as painter:
            if not self._missing:
                painter.setPen(QPen(QColor(theme().palette.border), 1))
                painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
                self._paint_bands(painter)
            if self.hasFocus():
                paint_focus_ring(painter, QRectF(self.rect()))

    def _area_between(self, first: Index, last: Index) -> QRectF | None:
        """As far as it is shown."""
        found, frame = self._frame.between(first, last), self._frame
        if found is None or frame.picture is not None:
            return None
        (top, bottom), (left, right) = (
            (max(begin - before, 0), min(end - before, shown - 1))
            for (begin, end), before, shown in zip(found, frame._first, frame.shown, strict=True))
        seen = top <= bottom and left <= right
        return self._rect_of((top, left)).united(self._rect_of((bottom, right))) if seen else None

    def _paint_bands(self, painter: QPainter) -> None:
        """The row that is looked at, and those that take part in the cell that is pointed at."""
        looked_at = (None, self._row) if self._frame.transposed else (self._row, None)
        for (row, column), colour in ((self._lit, theme().palette.text), (looked_at, theme().palette.accent)):
            painter.setPen(QPen(QColor(colour), 1))
            for band in (self._band(row, 0), self._band(column, 1)):
                if band is not None:
                    painter.drawRect(band)

    def _band(self, number: int | None, axis: int) -> QRectF | None:
        """All cells of a row (axis 0) or a column (axis 1); None where they are not shown."""
        if number is None or self._frame.picture is not None:
            return None
        number, shown = number - self._frame._first[axis], self._frame.shown
        if not 0 <= number < shown[axis]:
            return None
        last = shown[1 - axis] - 1
        first, last = ((number, 0), (number, last)) if axis == 0 else ((0, number), (last, number))
        band, inside = self._rect_of(first).united(self._rect_of(last)), QRectF(self.rect()).adjusted(0, 0, -1, -1)
        band = band.adjusted(0, -1, 0, 0) if axis == 0 else band.adjusted(-1, 0, 0, 0)
        if band.left() < 0 or band.top() < 0:
            band = band.translated(max(-band.left(), 0), max(-band.top(), 0))
        return band.intersected(inside)
