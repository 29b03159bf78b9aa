"""A small plot that is painted at once: a few curves, axes that stand where they are told to, a mark."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.look.theme import theme
from gui.qt.guarded import Guarded, painting
from gui.widgets.pens import line_pen
from gui.widgets.ticks import Tick, round_step, ticks

_SIZE, _LEAST = (260, 150), (120, 90)  # pixels at normal text size
_MIDDLE, _LEFT, _RIGHT = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_MANY_POINTS = 60  # a curve of more is drawn without its points


@dataclass(frozen=True, slots=True)
class Scale:
    """One axis.

    Parameters
    ----------
    low, high
        The values at its ends, left and right or bottom and top. `low` may be the larger one.
    logarithmic
        Whether equal distances are equal factors.
    name
        What is measured along it.
    whole
        Whether only whole numbers have a place on it.
    """

    low: float
    high: float
    logarithmic: bool = False
    name: str = ""
    whole: bool = False

    def part(self, values: np.ndarray | float) -> np.ndarray:
        """From 0 at `low` to 1 at `high`; what has no place on the axis is put beyond its lower end."""
        with np.errstate(all="ignore"):
            values = np.asarray(values, float)
            if self.logarithmic:
                values = np.where(values <= 0, -400.0, np.log10(np.maximum(values, 1e-300)))
            low, high = map(self._place, (self.low, self.high))
            return np.clip((values - low) / (high - low or 1.0), -1e3, 1e3)

    def value_at(self, part: float) -> float:
        """The value there."""
        low, high = map(self._place, (self.low, self.high))
        place = low + part * (high - low)
        return 10.0 ** place if self.logarithmic else place

    def ticks(self, length: float, room: Callable[[str], float], least: float) -> list[Tick]:
        """Round values along it, where it is so many pixels long; see `gui.widgets.ticks`."""
        low, high = sorted(map(self._place, (self.low, self.high)))
        return ticks(low, high, length, room, least=least, logarithmic=self.logarithmic, whole=self.whole)

    def _place(self, value: float) -> float:
        return math.log10(value) if self.logarithmic else value


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A curve.

    Parameters
    ----------
    name
        For the legend; none there if empty.
    x, y : (k,)
        Its points. It is parted where one is no finite number.
    colour
        The field of the palette.
    dashed
        Whether it is drawn so, to be told apart not by colour alone.
    hollow : (k,) of bool, or None
        Points that do not count, as those at a kink.
    """

    name: str
    x: np.ndarray
    y: np.ndarray
    colour: str
    dashed: bool = False
    hollow: np.ndarray | None = None


class SmallPlot(Guarded, QWidget):
    """Curves on two axes. It computes no axis: they stand still until others are given.

    Signals
    -------
    chosen(float): a place on the x axis was clicked, or dragged to
    """

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._x, self._y = Scale(0, 1), Scale(0, 1)
        self._lines: tuple[Line, ...] = ()
        self._mark: float | None = None
        self._notes = ("", "")
        self._message = ""
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme().changed.connect(self._on_theme_changed)

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is drawn."""
        return self._lines

    @property
    def mark(self) -> float | None:
        """Where the vertical line stands."""
        return self._mark

    @property
    def scales(self) -> tuple[Scale, Scale]:
        """Both axes."""
        return self._x, self._y

    def set_scales(self, x: Scale, y: Scale) -> None:
        """Other axes."""
        if (x, y) != (self._x, self._y):
            self._x, self._y = x, y
            self.update()

    def set_notes(self, left: str, right: str) -> None:
        """Say at the bottom what the left and the right part of the plot are about."""
        self._notes = (left, right)
        self.update()

    def show_lines(self, *lines: Line, message: str = "") -> None:
        """Draw these; or say something where there are none."""
        self._lines, self._message = lines, message
        self.update()

    def show_mark(self, x: float | None) -> None:
        """A dashed line at a place of the x axis; None for none."""
        self._mark = x
        self.update()

    # Where things are -----------------------------------------------------------------------------------------------

    def area(self) -> QRectF:
        """Where curves are."""
        metrics = self._metrics()
        top = metrics.height() * (1.6 if any(line.name for line in self._lines) or self._y.name else 0.5)
        bottom = metrics.height() * (2.5 if self._x.name else 1.5)
        height = max(self.height() - top - bottom, 1)
        left = theme().scaled(6) + max(
            (metrics.horizontalAdvance(text) for _, text in self._heights(height)), default=0)
        right = metrics.height() * 0.8
        return QRectF(left, top, max(self.width() - left - right, 1), height)

    def point(self, x: float, y: float) -> QPointF:
        """Where a point of a curve is drawn."""
        area = self.area()
        return QPointF(area.left() + float(self._x.part(x)) * area.width(),
                       area.bottom() - float(self._y.part(y)) * area.height())

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(theme().caption_font())

    def _heights(self, height: float) -> list[Tick]:
        """The ticks beside the curves."""
        line = self._metrics().height()
        return self._y.ticks(height, lambda text: line, 1.7 * line)

    def _widths(self, width: float) -> list[Tick]:
        """The ticks below the curves."""
        metrics, gap = self._metrics(), theme().scaled(10)
        return self._x.ticks(width, lambda text: metrics.horizontalAdvance(text) + gap, theme().scaled(30))

    def _tick_rooms(self, area: QRectF) -> list[tuple[QRectF, str]]:
        """Where the numbers of both axes are written: inside the widget, none over another."""
        metrics, line = self._metrics(), self._metrics().height()
        found = [(QRectF(0, self.point(self._x.low, value).y() - line / 2, area.left() - theme().scaled(4), line), text)
                 for value, text in self._heights(area.height())]
        end = -math.inf
        for value, text in sorted(self._widths(area.width()), key=lambda tick: float(self._x.part(tick[0]))):
            width = metrics.horizontalAdvance(text) + 1
            x = max(min(self.point(value, self._y.low).x() - width / 2, self.width() - width), 0.0)
            if x >= end:
                found.append((QRectF(x, area.bottom() + 0.45 * line, width, line), text))
                end = x + width
        return found

    # Painting -------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        area = self.area()
        with painting(self) as painter:
            painter.setFont(theme().caption_font())
            self._paint_axes(painter, area)
            self._paint_notes(painter, area)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setClipRect(area.adjusted(-4, -4, 4, 4))
            if self._mark is not None:
                x = round(self.point(self._mark, self._y.low).x()) + 0.5
                painter.setPen(line_pen(theme().palette.axis, dashed=True))
                painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            for line in self._lines:
                self._paint_line(painter, area, line)
            if self._message:
                self._paint_message(painter, area)

    def _paint_message(self, painter: QPainter, area: QRectF) -> None:
        """In place of curves, and on no line."""
        flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        taken = painter.boundingRect(area, flags, self._message)
        painter.fillRect(taken.adjusted(-4, 0, 4, 0), QColor(theme().palette.field))
        painter.setPen(QColor(theme().palette.dim))
        painter.drawText(area, flags, self._message)

    def _paint_axes(self, painter: QPainter, area: QRectF) -> None:
        colours, metrics = theme().palette, self._metrics()
        for value, _ in self._heights(area.height()):
            y = round(self.point(self._x.low, value).y())
            painter.fillRect(QRectF(area.left(), y, area.width(), 1), QColor(colours.border))
        for value, _ in self._widths(area.width()):
            x = round(self.point(value, self._y.low).x())
            painter.fillRect(QRectF(x, area.top(), 1, area.height()), QColor(colours.border))
        painter.setPen(QColor(colours.axis))
        for room, text in self._tick_rooms(area):
            painter.drawText(room, int(_MIDDLE | _RIGHT), text)
        below = QRectF(area.left(), area.bottom() + 1.4 * metrics.height(), area.width(), metrics.height())
        painter.drawText(below, int(_MIDDLE | Qt.AlignmentFlag.AlignHCenter), self._x.name)
        painter.drawText(QRectF(0, 0, self.width(), metrics.height()), int(_MIDDLE | _LEFT), self._y.name)
        self._paint_legend(painter, metrics)

    def _paint_legend(self, painter: QPainter, metrics: QFontMetricsF) -> None:
        """At the right above the curves, the last one outermost."""
        right, stroke, gap = self.width() - theme().scaled(4), theme().scaled(16), theme().scaled(5)
        for line in reversed([line for line in self._lines if line.name]):
            width = metrics.horizontalAdvance(line.name)
            painter.setPen(QColor(theme().palette.axis))
            painter.drawText(QRectF(right - width, 0, width + 2, metrics.height()), int(_MIDDLE | _LEFT), line.name)
            right -= width + gap
            painter.setPen(self._pen(line))
            y = round(metrics.height() / 2) + 0.5
            painter.drawLine(QPointF(right - stroke, y), QPointF(right, y))
            right -= stroke + 2 * gap

    def _paint_notes(self, painter: QPainter, area: QRectF) -> None:
        inside = area.adjusted(4, 0, -4, -2)
        painter.setPen(QColor(theme().palette.dim))
        for text, side in zip(self._notes, (_LEFT, _RIGHT), strict=True):
            half = QRectF(inside.left() if side == _LEFT else inside.center().x(), inside.top(), inside.width() / 2,
                          inside.height())
            flags = side | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
            painter.drawText(half, int(flags), text)

    def _pen(self, line: Line) -> QPen:
        pen = line_pen(getattr(theme().palette, line.colour), dashed=line.dashed)
        pen.setWidthF(1.6 * theme().text_scale)
        return pen

    def _paint_line(self, painter: QPainter, area: QRectF, line: Line) -> None:
        xs = area.left() + self._x.part(line.x) * area.width()
        ys = area.bottom() - self._y.part(line.y) * area.height()
        shown = np.isfinite(xs) & np.isfinite(ys)
        painter.setPen(self._pen(line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for piece in np.split(np.arange(len(xs)), np.flatnonzero(~shown)):
            points = [QPointF(xs[i], ys[i]) for i in piece if shown[i]]
            painter.drawPolyline(QPolygonF(points))
        if len(xs) > _MANY_POINTS:
            return
        hollow = np.zeros(len(xs), bool) if line.hollow is None else line.hollow
        colour, reach = QColor(getattr(theme().palette, line.colour)), 2.6 * theme().text_scale
        for i in np.flatnonzero(shown):
            painter.setPen(QPen(colour, 1.4 * theme().text_scale))
            painter.setBrush(QColor(theme().palette.field) if hollow[i] else colour)
            painter.drawEllipse(QPointF(xs[i], ys[i]), *[reach * (1.3 if hollow[i] else 1)] * 2)

    # Pointing -------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._choose(event)

    def _choose(self, event: QMouseEvent) -> None:
        area = self.area()
        part = (event.position().x() - area.left()) / area.width()
        self.chosen.emit(self._x.value_at(min(max(part, 0.0), 1.0)))

    @Slot()
    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(*map(theme().scaled, _SIZE))

    def minimumSizeHint(self) -> QSize:
        return QSize(*map(theme().scaled, _LEAST))


def nice_scale(lines: Sequence[Line], *, name: str = "", at_least: float = 0.0) -> Scale:
    """A linear axis from 0, or below, that holds all finite values of the curves, with ends that are round."""
    found = np.concatenate([np.asarray(line.y, float) for line in lines] or [np.zeros(1)])
    found = found[np.isfinite(found)]
    low, high = (min(float(found.min()), 0.0), max(float(found.max()), at_least)) if found.size else (0.0, 1.0)
    step = round_step((high - low or 1.0) / 4)
    return Scale(math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step or step, name=name)
