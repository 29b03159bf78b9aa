"""An array drawn as coloured cells; point at one to read its value."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.look.palette import packed, rgb
from gui.look.theme import theme
from gui.widgets import raster
from gui.widgets.arrangement import Arrangement, Layout, Plain, Wrapped
from gui.widgets.cell import Cell
from gui.widgets.cell_view import CellView, Position
from gui.widgets.raster import Kind

_SMALLEST_GAPPED = 8  # pixels of a cell that leave room for a gap beside it


class HeatMap(CellView):
    """A matrix, a vector laid out as a grid, or a gradient over an image, as cells of colour.

    Zero is always the neutral tone of the colour map, `limit` always its full colour. The picture is made when it
    is next painted, so values that are never seen cost next to nothing.

    Parameters
    ----------
    keep_aspect
        Draw square cells, at the left, in place of stretching the cells over the whole widget.
    """

    def __init__(self, parent: QWidget | None = None, *, keep_aspect: bool = False) -> None:
        super().__init__(parent)
        self._keep_aspect = keep_aspect
        self._values: np.ndarray | None = None
        self._off: np.ndarray | None = None
        self._base: np.ndarray | None = None
        self._kind: Kind = "diverging"
        self._arrangement: Arrangement | None = None
        self._layout: Layout | None = None
        self._picture: QImage | None = None
        self._pixels: np.ndarray | None = None  # what the picture looks into, and so must outlive it
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def keep_aspect(self) -> bool:
        """Whether cells are square."""
        return self._keep_aspect

    @keep_aspect.setter
    def keep_aspect(self, keep: bool) -> None:
        self._keep_aspect = keep
        self._forget_layout()

    @property
    def kind(self) -> Kind:
        """The colour map in use."""
        return self._kind

    def show_values(
        self,
        values2d: np.ndarray,
        *,
        limit: float | None = None,
        kind: Kind = "diverging",
        off: np.ndarray | None = None,
        index_of: Callable[[int, int], tuple[int, ...]] | None = None,
        name: str = "",
    ) -> None:
        """Show a matrix.

        Parameters
        ----------
        values2d
            (rows, columns).
        limit
            The value that has the full colour; None takes the largest magnitude there is.
        kind
            ``"diverging"`` about zero, ``"sequential"`` for values ≥ 0, ``"image"`` for ink on paper.
        off
            (rows, columns) of bool: cells to hatch, as units that ReLU silenced.
        index_of
            From (row, column) to the index in the variable, where that is another.
        name
            The variable.
        """
        values = _own(values2d)
        self._take(Plain(values, index_of, self._smallest_gapped()), values, limit, kind, off, name)

    def show_vector(
        self,
        values1d: np.ndarray,
        *,
        columns: int | None = None,
        limit: float | None = None,
        kind: Kind = "diverging",
        off: np.ndarray | None = None,
        name: str = "",
    ) -> None:
        """Show a vector (H,) as a grid, line after line; without `columns` the cells are made nearly square."""
        values = _own(values1d)
        self._take(Wrapped(values, columns, self._smallest_gapped()), values, limit, kind, off, name)

    def show_overlay(
        self,
        base_image2d: np.ndarray,
        values2d: np.ndarray,
        limit: float | None = None,
        *,
        index_of: Callable[[int, int], tuple[int, ...]] | None = None,
        name: str = "",
    ) -> None:
        """Show values about zero in colour, with an image of the same shape faintly beneath."""
        values = _own(values2d)
        arrangement = Plain(values, index_of, self._smallest_gapped())
        self._take(arrangement, values, limit, "diverging", None, name, base=_own(base_image2d))

    def _take(
        self,
        arrangement: Arrangement,
        values: np.ndarray,
        limit: float | None,
        kind: Kind,
        off: np.ndarray | None,
        name: str,
        base: np.ndarray | None = None,
    ) -> None:
        if values.size == 0:
            raise ValueError(f"{name or 'values'}: an array of shape {values.shape} has nothing to show")
        self._arrangement, self._values, self._kind = arrangement, values, kind
        self._off = None if off is None else np.array(off, bool)
        self._base = base
        self._forget_layout()
        self._values_shown(name, raster.largest(values) if limit is None else float(limit))

    # Where the cells are ------------------------------------------------------------------------------

    def _placed(self) -> Layout | None:
        """The layout for the present size; made when it is first needed."""
        if self._layout is None and self._arrangement is not None:
            ratio = self.devicePixelRatioF()
            width, height = max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))
            self._layout = self._arrangement.layout(width, height, max(1, round(ratio)), self._keep_aspect)
        return self._layout

    def _smallest_gapped(self) -> int:
        return round(_SMALLEST_GAPPED * self.devicePixelRatioF())

    def _cell_shape(self) -> tuple[int, int]:
        layout = self._placed()
        return (0, 0) if layout is None else (len(layout.rows), len(layout.columns))

    def _position_at(self, point: QPointF) -> Position | None:
        layout = self._placed()
        if layout is None:
            return None
        ratio = self.devicePixelRatioF()
        row, column = layout.rows.cell_at(point.y() * ratio), layout.columns.cell_at(point.x() * ratio)
        if row is None or column is None or self._arrangement.index(row, column) is None:
            return None
        return row, column

    def _rect_of(self, position: Position) -> QRectF:
        layout, ratio = self._placed(), self.devicePixelRatioF()
        (row, column), rows, columns = position, layout.rows, layout.columns
        left, right = columns.starts[column] / ratio, max(columns.stops[column], columns.starts[column] + 1) / ratio
        top, bottom = rows.starts[row] / ratio, max(rows.stops[row], rows.starts[row] + 1) / ratio
        return QRectF(left, top, right - left, bottom - top)

    def _cell(self, position: Position) -> Cell | None:
        rows, columns = self._cell_shape()
        if not (position[0] < rows and position[1] < columns):
            return None
        index = self._arrangement.index(*position)
        return None if index is None else Cell(self._name, index, self._arrangement.value(*position))

    def _position_of(self, index: tuple[int, ...]) -> Position | None:
        return None if self._placed() is None else self._arrangement.place(index)

    # The picture --------------------------------------------------------------------------------------

    def _forget_cells(self) -> None:
        self._values = self._off = self._base = self._arrangement = None
        self._marked = None
        self._forget_layout()

    def _forget_layout(self) -> None:
        self._layout = None
        self._forget_picture()

    def _forget_picture(self) -> None:
        self._picture = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        marked = self.marked  # its cell may now be drawn elsewhere
        self._forget_layout()
        if marked is not None:
            self._marked = self._position_of(marked.index)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is not None and self._picture.devicePixelRatio() != self.devicePixelRatioF():
            self._forget_layout()  # moved to another screen
        super().paintEvent(event)

    def _paint_cells(self, painter: QPainter) -> None:
        if self._picture is None:
            self._pixels = self._coloured()
            height, width = self._pixels.shape
            self._picture = QImage(self._pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
            self._picture.setDevicePixelRatio(self.devicePixelRatioF())
        painter.drawImage(QPointF(0, 0), self._picture)

    def _coloured(self) -> np.ndarray:
        """The picture as pixels 0xAARRGGBB."""
        layout, arrangement = self._placed(), self._arrangement
        row_map, column_map = layout.rows.pixel_map, layout.columns.pixel_map
        card = _packed(theme().palette.card)
        pixels = raster.spread(arrangement.grid(self._cell_colours(), card), row_map, column_map, card)
        ratio = round(max(self.devicePixelRatioF(), 1))
        if self._off is not None and self._off.any():
            where = raster.spread(arrangement.grid(self._off, False), row_map, column_map, False)
            pixels[where] = card
            raster.hatch(pixels, where, _packed(theme().palette.off), 6 * ratio, ratio)
        wrong = ~np.isfinite(self._values)
        if wrong.any():
            where = raster.spread(arrangement.grid(wrong, False), row_map, column_map, False)
            raster.chequer(pixels, where, card, 3 * ratio)
        return np.ascontiguousarray(pixels)

    def _cell_colours(self) -> np.ndarray:
        if self._base is not None:
            return raster.overlay(self._base, self._values, self._limit, theme().palette)
        lut = {"diverging": theme().diverging_lut, "sequential": theme().sequential_lut, "image": theme().image_lut}
        return np.take(lut[self._kind](), raster.levels(self._values, self._limit, self._kind))

    # Size ---------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(theme().scaled(200), theme().scaled(80))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().scaled(24), theme().scaled(16))


def _own(values: np.ndarray) -> np.ndarray:
    """The values, safe from being changed by whoever handed them over."""
    values = np.asarray(values)
    return values.copy() if values.flags.writeable else values


def _packed(colour: str) -> np.uint32:
    return packed(rgb(colour))[()]
