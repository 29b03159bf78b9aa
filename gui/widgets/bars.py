"""One labelled bar a class: logits, probabilities, their gradients."""

import math
from collections.abc import Sequence
from typing import Literal

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.look.theme import theme
from gui.qt.guarded import painting
from gui.widgets import raster
from gui.widgets.cell import Cell
from gui.widgets.cell_view import CellView, Position
from gui.words import formatting

BarKind = Literal["diverging", "probability"]
_ROW, _MOST_ROW = 17, 30  # heights in pixels at normal text size
_PROBABILITY_DECIMALS = 4
_TIGHTEST = 0.9  # of the height of writing: rows closer than this are not written in
_MOST_ROWS = 26  # that a layout is asked to make room for
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_GAP, _INSET = 6, 3  # between label, bar and number, and beside all of them
_WIDEST = f"{formatting.MINUS}0.000×10⁻⁰⁰"  # number


class Bars(CellView):
    """Horizontal bars, one a class, the number at the right. Signals as of every view of cells.

    Bars of kind ``"diverging"`` leave a middle line to either side; those of ``"probability"`` start at the left
    and fill the row at 1.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = np.empty(0)
        self._labels: tuple[str, ...] = ()
        self._texts: list[str] = []
        self._kind: BarKind = "diverging"
        self._true: int | None = None
        self._predicted: int | None = None
        self._widths: tuple[float, float] | None = None  # of labels and numbers; None: to be measured
        self._names: QPixmap | None = None  # the labels as they are drawn; None: to be drawn
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_values(
        self,
        values1d: np.ndarray,
        *,
        labels: Sequence[str],
        kind: BarKind = "diverging",
        limit: float | None = None,
        marked: int | None = None,
        predicted: int | None = None,
        name: str = "",
    ) -> None:
        """Show one number a class.

        Parameters
        ----------
        values1d
            (C,).
        labels
            What each row is called.
        kind
            ``"diverging"`` about zero or ``"probability"`` from 0 to 1.
        limit
            The value that fills the room; None takes the largest magnitude, or 1 for probabilities.
        marked
            The row to outline: the true label.
        predicted
            The row whose number is lit.
        name
            The variable.
        """
        values = np.array(values1d, copy=True)
        if values.shape != (len(labels),):
            raise ValueError(f"{name or 'values'}: {len(labels)} labels for an array of shape {values.shape}")
        if len(values) != len(self._values) or tuple(labels) != self._labels:
            self._labels = tuple(labels)
            self._names = None
            self.updateGeometry()
        self._values, self._kind, self._true, self._predicted = values, kind, marked, predicted
        self._texts = _texts(values, kind)
        self._widths = None
        if limit is None:
            limit = 1.0 if kind == "probability" else raster.largest(values)
        self._values_shown(name, float(limit))

    @property
    def texts(self) -> tuple[str, ...]:
        """The numbers as they are written."""
        return tuple(self._texts)

    # Where the rows are -------------------------------------------------------------------------------

    def _cell_shape(self) -> tuple[int, int]:
        return (len(self._values), 1) if len(self._values) else (0, 0)

    def _row_height(self) -> float:
        return min(self.height() / max(1, len(self._values)), theme().scaled(_MOST_ROW))

    def _position_at(self, point: QPointF) -> Position | None:
        row = int(point.y() // self._row_height()) if self.height() else -1
        return (row, 0) if 0 <= row < len(self._values) and 0 <= point.x() < self.width() else None

    def _rect_of(self, position: Position) -> QRectF:
        height = self._row_height()
        return QRectF(0, position[0] * height, self.width(), height)

    def _cell(self, position: Position) -> Cell | None:
        row = position[0]
        return Cell(self._name, (row,), float(self._values[row])) if row < len(self._values) else None

    def _position_of(self, index: tuple[int, ...]) -> Position | None:
        return (index[0], 0) if index[0] < len(self._values) else None

    def _forget_cells(self) -> None:
        self._values, self._texts = np.empty(0), []
        self._marked = None

    def _forget_picture(self) -> None:
        self._widths = self._names = None

    # Painting -----------------------------------------------------------------------------------------

    def _font(self, *, bold: bool = False) -> QFont:
        return theme().caption_font(bold=bold)

    def _measured(self) -> tuple[float, float]:
        """Widths of the label column and of the number column."""
        if self._widths is None:
            metrics = QFontMetricsF(self._font(bold=True))
            label = max(metrics.horizontalAdvance(text) for text in self._labels)
            number = max(metrics.horizontalAdvance(text) for text in self._texts)
            least = metrics.horizontalAdvance(f"{formatting.MINUS}0.0000")  # so that bars do not jump with the figures
            number = max(number, least)  # in any case: names and bars have what it leaves
            room = self.width() - number - 2 * theme().scaled(_INSET) - theme().scaled(_GAP)
            self._widths = max(min(label, 0.35 * self.width(), room), 0.0), number
        return self._widths

    def resizeEvent(self, event) -> None:
        self._widths = self._names = None

    def _bar_room(self) -> tuple[float, float]:
        """Left and right end of the room for bars."""
        label, number = self._measured()
        gap, inset = theme().scaled(_GAP), theme().scaled(_INSET)
        return inset + label + gap, max(inset + label + gap, self.width() - inset - number - gap)

    def _paint_cells(self, painter: QPainter) -> None:
        left, right = self._bar_room()
        zero = round((left + right) / 2) if self._kind == "diverging" else round(left)
        written = self._row_height() >= _TIGHTEST * QFontMetricsF(self._font()).height()  # else there is no room for it
        if written:
            self._paint_names(painter)
        if self._kind == "diverging":
            painter.fillRect(QRectF(zero, 0, 1, len(self._values) * self._row_height()), QColor(theme().palette.line))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._limit:
            self._paint_bars(painter, zero, right)
        if written:
            self._paint_numbers(painter)
        if self._true is not None and self._true < len(self._values):
            self._paint_row_outline(painter, self._true, theme().palette.accent)

    def _paint_bars(self, painter: QPainter, zero: float, right: float) -> None:
        height, colours = self._row_height(), theme().palette
        inset, after = max(1.0, round(0.2 * height)), zero + (1 if self._kind == "diverging" else 0)
        positive, negative = QColor(colours.positive), QColor(colours.negative)
        painter.setPen(Qt.PenStyle.NoPen)
        for row, value in enumerate(self._values.tolist()):
            length = min(abs(value) / self._limit, 1.0) * (right - zero) if math.isfinite(value) else 0
            if length < 0.5:
                continue
            painter.setBrush(negative if value < 0 else positive)
            bar = QRectF(zero - length if value < 0 else after, round(row * height + inset), max(length, 1.0),
                         round(height - 2 * inset))
            corner = min(2.0, length / 3)
            painter.drawRoundedRect(bar, corner, corner)

    def _paint_names(self, painter: QPainter) -> None:
        """The labels: they stay the same while numbers change, so they are drawn once and kept."""
        ratio = self.devicePixelRatioF()
        if self._names is None or self._names.devicePixelRatio() != ratio:
            self._names = QPixmap(self.size() * ratio)
            self._names.setDevicePixelRatio(ratio)
            self._names.fill(QColor(theme().palette.card))
            with painting(self._names) as on_names:
                self._draw_names(on_names)
        painter.drawPixmap(0, 0, self._names)

    def _draw_names(self, painter: QPainter) -> None:
        label, _ = self._measured()
        inset, height, flags = theme().scaled(_INSET), self._row_height(), int(_MIDDLE | Qt.AlignmentFlag.AlignLeft)
        painter.setFont(self._font())
        painter.setPen(QColor(theme().palette.dim))
        for row, text in enumerate(self._labels):
            name = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(label + 1))
            painter.drawText(QRectF(inset, row * height, self.width() - 2 * inset, height), flags, name)

    def _paint_numbers(self, painter: QPainter) -> None:
        inset, height, flags = theme().scaled(_INSET), self._row_height(), int(_MIDDLE | Qt.AlignmentFlag.AlignRight)
        width = self.width() - 2 * inset
        painter.setFont(self._font())
        painter.setPen(QColor(theme().palette.text))
        for row, text in enumerate(self._texts):
            if row != self._predicted:
                painter.drawText(QRectF(inset, row * height, width, height), flags, text)
        if self._predicted is not None and self._predicted < len(self._texts):
            painter.setFont(self._font(bold=True))
            painter.setPen(QColor(theme().palette.accent))
            painter.drawText(QRectF(inset, self._predicted * height, width, height), flags,
                             self._texts[self._predicted])

    def _paint_outline(self, painter: QPainter, position: Position | None, colour: str) -> None:
        if position is None or self._cell(position) is None:
            return
        if colour == theme().palette.accent:  # the keyboard's place; the accent outline alone means the true label
            self._paint_row_outline(painter, position[0], colour, Qt.PenStyle.DashLine)
        else:
            self._paint_row_outline(painter, position[0], theme().palette.dim)

    def _paint_row_outline(
        self, painter: QPainter, row: int, colour: str, style: Qt.PenStyle = Qt.PenStyle.SolidLine,
    ) -> None:
        rect = self._rect_of((row, 0)).toAlignedRect()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colour), 1, style))
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)

    # Size ---------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(theme().scaled(180), max(len(self._labels), 1) * theme().scaled(_ROW))

    def minimumSizeHint(self) -> QSize:
        """So that every row can be written in, up to as many as anybody would want to see at once."""
        rows = min(max(len(self._labels), 1), _MOST_ROWS)
        metrics = QFontMetricsF(self._font(bold=True))
        width = metrics.horizontalAdvance(_WIDEST) + metrics.horizontalAdvance("0") + 2 * (
            theme().scaled(_INSET) + theme().scaled(_GAP))
        height = _TIGHTEST * QFontMetricsF(self._font()).height()
        return QSize(max(theme().scaled(96), round(width + 0.5)), rows * round(height + 0.5))


def _texts(values: np.ndarray, kind: BarKind) -> list[str]:
    if kind == "probability":
        return [formatting.fixed(float(value), _PROBABILITY_DECIMALS) for value in values]
    return formatting.column(values.tolist())
