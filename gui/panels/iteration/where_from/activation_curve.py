"""An activation drawn as a curve, with the point on it that one unit is at."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.nn.layers import Activation
from gui.look.theme import theme
from gui.qt.guarded import Guarded, painting
from gui.words import formatting

_SIDE = 150, 104  # width and height in pixels at normal text size
_LEAST_RANGE = 4.0
_POINTS = 121


class ActivationCurve(Guarded, QWidget):
    """The curve of an activation: where on it a unit is, and in the backward pass how steep it is there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._activation: Activation | None = None
        self._x = self._out = self._slope = 0.0
        self._with_slope = False
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._on_theme_changed)

    def show_point(self, activation: Activation, x: float, out: float, slope: float, *, with_slope: bool) -> None:
        """Mark the point above `x`, which is as high as `out`, with the tangent there if asked for."""
        self._activation, self._x, self._out, self._slope, self._with_slope = activation, x, out, slope, with_slope
        text = self.tr("{title} at {x}: {out}, slope {slope}").format(
            title=activation.title, x=formatting.number(x), out=formatting.number(out),
            slope=formatting.number(self._slope))
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._activation is None or not np.isfinite(self._x):
            return
        reach = max(_LEAST_RANGE, 1.25 * abs(self._x))
        xs = np.linspace(-reach, reach, _POINTS)
        ys = self._activation.forward(xs)
        low, high = min(float(ys.min()), 0.0), float(ys.max())
        spread = high - low
        low, high = low - 0.12 * spread, high + 0.12 * spread
        inset = theme().scaled(4)
        room = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)

        def at(x: float, y: float) -> QPointF:
            return QPointF(room.left() + (x + reach) / (2 * reach) * room.width(),
                           room.bottom() - (y - low) / (high - low) * room.height())
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter, at(0, 0), room)
            painter.setClipRect(room.adjusted(-1, -1, 1, 1))
            painter.setPen(QPen(QColor(theme().palette.dim), 1.6))
            painter.drawPolyline(QPolygonF([at(float(x), float(y)) for x, y in zip(xs, ys, strict=True)]))
            y = self._out
            if self._with_slope:
                self._paint_tangent(painter, at, reach, y)
            self._paint_point(painter, at(self._x, y), at(self._x, 0), at(0, y))

    def _paint_ground(self, painter: QPainter, zero: QPointF, room: QRectF) -> None:
        colours, corner = theme().palette, theme().scaled(4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.field))
        painter.drawRoundedRect(QRectF(self.rect()), corner, corner)
        painter.setPen(QPen(QColor(colours.border), 1))
        painter.drawLine(QPointF(room.left(), round(zero.y()) + 0.5), QPointF(room.right(), round(zero.y()) + 0.5))
        painter.drawLine(QPointF(round(zero.x()) + 0.5, room.top()), QPointF(round(zero.x()) + 0.5, room.bottom()))
        painter.setFont(theme().font(0.8))
        painter.setPen(QColor(colours.dim))
        height = QFontMetricsF(painter.font()).height()
        painter.drawText(QRectF(room.left() + 2, room.top(), room.width(), height), int(Qt.AlignmentFlag.AlignLeft),
                         self._activation.title)

    def _paint_tangent(self, painter: QPainter, at, reach: float, y: float) -> None:
        half = 0.4 * reach
        painter.setPen(QPen(QColor(theme().palette.accent), 1.6))
        painter.drawLine(at(self._x - half, y - half * self._slope), at(self._x + half, y + half * self._slope))

    def _paint_point(self, painter: QPainter, point: QPointF, below: QPointF, beside: QPointF) -> None:
        colour = QColor(theme().palette.accent)
        painter.setPen(QPen(colour, 1, Qt.PenStyle.DotLine))
        painter.drawLine(point, below)
        painter.drawLine(point, beside)
        painter.setPen(QPen(QColor(theme().palette.field), 1.5))
        painter.setBrush(colour)
        painter.drawEllipse(point, theme().scaled(4), theme().scaled(4))

    @Slot()
    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(*map(theme().scaled, _SIDE))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())  # it may be squeezed, but not widen the page
