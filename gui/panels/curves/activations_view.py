"""The activations of each hidden layer: their histogram as the network stands, and over the run as a strip."""

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from engine.inspection.measures.activations import BINS, Activations
from engine.inspection.revisit import Record
from gui.look.theme import theme
from gui.qt.guarded import Guarded, painting
from gui.widgets.pens import line_pen
from gui.words import formatting

LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
MIDDLE = Qt.AlignmentFlag.AlignVCenter
SMALLEST = QSize(180, 110)  # pixels at normal text
GAP = 12
SHARE = 0.45                # of the height, what the histograms have


class ActivationsView(Guarded, QWidget):
    """A column for each hidden layer. Above, counts by activation; below, by iteration, dark where there are many.

    Signals
    -------
    position_chosen(int): an iteration of a strip was clicked
    """

    position_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._measure: Activations | None = None
        self._iterations = np.empty(0, int)
        self._counts = np.empty((0, 0, 1 + BINS))
        self._position: int | None = None
        self._end = 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Activations of each hidden layer"))
        theme().changed.connect(self._on_theme_changed)

    def show_record(self, record: Record) -> None:
        """Draw what has been found."""
        self._iterations, values = record.found()
        self._measure = record.measure
        self._counts = values.reshape(len(values), len(self._measure.rows), 1 + BINS)
        self.update()

    def show_position(self, iteration: int | None, end: int) -> None:
        """Where the network stands; None for at the end of what has been run."""
        if (iteration, end) != (self._position, self._end):
            self._position, self._end = iteration, max(end, 1)
            self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().scaled(SMALLEST.width()), theme().scaled(SMALLEST.height()))

    @Slot()
    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    # -- where what is

    @property
    def shown(self) -> int | None:
        """The iteration that the histograms are of: the last that is known up to where the network stands."""
        place = self._place_shown()
        return None if place is None else int(self._iterations[place])

    def _place_shown(self) -> int | None:
        at = self._end if self._position is None else self._position
        return max(int(np.searchsorted(self._iterations, at, "right")) - 1, 0) if len(self._iterations) else None

    def _line(self) -> int:
        return QFontMetrics(theme().caption_font()).height()

    def column(self, layer: int) -> QRectF:
        """The room of a layer."""
        gap, count = theme().scaled(GAP), len(self._measure.rows)
        width = (self.width() - gap * (count - 1)) / count
        return QRectF(layer * (width + gap), 0, width, self.height())

    def histogram(self, layer: int) -> QRectF:
        """Where its bars are."""
        column, line = self.column(layer), self._line()
        return QRectF(column.left(), line + 2, column.width(), (self.height() - 4 * line) * SHARE)

    def strip(self, layer: int) -> QRectF:
        """Where it is seen over the run."""
        column, line = self.column(layer), self._line()
        top = self.histogram(layer).bottom() + line + theme().scaled(4)
        return QRectF(column.left(), top, column.width(), max(self.height() - top - line, 1))

    def _iteration_at(self, at: QPointF) -> tuple[int, int] | None:
        """Layer, and which of the known iterations; None outside of the strips."""
        for layer in range(len(self._measure.rows) if self._measure else 0):
            area = self.strip(layer)
            if area.contains(at) and len(self._iterations):
                wanted = (at.x() - area.left()) / area.width() * self._end
                return layer, max(int(np.searchsorted(self._iterations, wanted, "right")) - 1, 0)
        return None

    # -- what it looks like

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(self) as painter:
            painter.setFont(theme().caption_font())
            painter.setPen(QColor(theme().palette.axis))
            if self._measure is None:
                return
            if not self._measure.rows:
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("There is no hidden layer."))
                return
            for layer in range(len(self._measure.rows)):
                self._paint_histogram(painter, layer)
                self._paint_strip(painter, layer)

    def _paint_histogram(self, painter: QPainter, layer: int) -> None:
        palette, area, place = theme().palette, self.histogram(layer), self._place_shown()
        zeros, *bins = self._counts[place, layer] if place is not None else np.zeros(1 + BINS)
        most, each = max(*bins, 1), area.width() / BINS
        painter.setPen(QColor(palette.axis))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        for i, count in enumerate(bins):
            height = count / most * area.height()
            painter.fillRect(QRectF(area.left() + i * each, area.bottom() - height, max(each - 1, 1), height),
                             QColor(palette.positive))
        self._write(painter, area.left(), 0, area.width(), self._title(layer, zeros, sum(bins), area.width()),
                    self.tr("tallest: {count}").format(count=formatting.integer(most)))
        low, high = self._measure.ends[layer]
        self._write(painter, area.left(), area.bottom(), area.width(), formatting.setting(low), self._highest(high))

    def _paint_strip(self, painter: QPainter, layer: int) -> None:
        area = self.strip(layer)
        if len(self._iterations):
            painter.drawImage(area, self._image(layer, max(round(area.width()), 1)))
        painter.setPen(QColor(theme().palette.axis))
        painter.drawRect(area.adjusted(0, 0, -1, -1))
        if self._position is not None:
            x = area.left() + self._position / self._end * area.width()
            painter.setPen(line_pen(theme().palette.accent, 2))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            painter.setPen(QColor(theme().palette.axis))
        self._write(painter, area.left() + theme().scaled(4), area.top(), area.width(),
                    self._highest(self._measure.ends[layer][1]), "")
        self._write(painter, area.left(), area.bottom(), area.width(), "0",
                    self.tr("iteration {iteration}").format(iteration=formatting.integer(self._end)))

    def _image(self, layer: int, width: int) -> QImage:
        """A column a pixel, the most frequent bin of each in full ink; large activations on top."""
        bins = self._counts[:, layer, 1:]
        parts = bins / np.maximum(bins.max(axis=1, keepdims=True), 1)
        wanted = (np.arange(width) + 0.5) / width * self._end
        places = np.maximum(np.searchsorted(self._iterations, wanted, "right") - 1, 0)
        entries = np.rint(1 + 254 * np.sqrt(parts[places])).astype(int)     # the root: few are seen, too
        pixels = np.ascontiguousarray(theme().sequential_lut()[entries].T[::-1])
        return QImage(pixels.data, width, BINS, QImage.Format.Format_ARGB32).copy()

    def _title(self, layer: int, zeros: float, others: float, room: float) -> str:
        """What it is, and how many are exactly 0, in as many words as there is room for."""
        name, part = self._measure.rows[layer], formatting.percent(zeros / max(zeros + others, 1))
        texts = (self.tr("{name} · exactly 0: {part}").format(name=name, part=part), f"{name} · 0: {part}", name)
        metrics = QFontMetrics(theme().caption_font())
        return next((text for text in texts if metrics.horizontalAdvance(text) <= room), name) if zeros else name

    def _highest(self, high: float) -> str:
        return formatting.setting(high) if self._measure.is_bounded else f"≥ {formatting.number(high, 2)}"

    def _write(self, painter: QPainter, x: float, y: float, width: float, left: str, right: str) -> None:
        """Two texts in a line, the right one where there is room for both."""
        metrics, room = painter.fontMetrics(), QRectF(x, y, width, self._line())
        painter.drawText(room, LEFT | MIDDLE, metrics.elidedText(left, Qt.TextElideMode.ElideRight, int(width)))
        if metrics.horizontalAdvance(left + "  " + right) <= width:
            painter.drawText(room, RIGHT | MIDDLE, right)

    # -- the pointer

    def words_at(self, at: QPointF) -> str:
        """What to say of a place in a strip."""
        found = self._iteration_at(at)
        if found is None:
            return ""
        (layer, place), (low, high), area = found, self._measure.ends[found[0]], self.strip(found[0])
        row = min(max(int((area.bottom() - at.y()) / area.height() * BINS), 0), BINS - 1)
        each, counts = (high - low) / BINS, self._counts[place, layer]
        return self.tr("iteration {iteration:,}: {name} from {low} to {high}: {count} of {all}").format(
            iteration=int(self._iterations[place]), name=self._measure.rows[layer],
            low=formatting.number(low + row * each, 3), high=formatting.number(low + (row + 1) * each, 3),
            count=formatting.integer(counts[1 + row]), all=formatting.integer(counts.sum()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._iteration_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and found is not None:
            self.position_chosen.emit(int(self._iterations[found[1]]))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._iteration_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        QToolTip.showText(event.globalPosition().toPoint(), self.words_at(event.position()), self)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.words_at(QPointF(event.pos())), self)
            return True
        return super().event(event)
