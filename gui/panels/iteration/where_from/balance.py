"""How the positive and the negative terms of a sum stand against each other, and what is left."""

import math

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.inspection.provenance.provenance import Provenance
from gui.look.theme import theme
from gui.panels.iteration.parts.figures import fixed_font
from gui.qt.guarded import Guarded, painting

_ROW, _GAP = 17, 8  # pixels at normal text size
_LEFT, _RIGHT = (int(each | Qt.AlignmentFlag.AlignVCenter) for each in (
    Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight))


class Balance(Guarded, QWidget):
    """Three bars: up by the positive terms, back by the negative ones, and where that ends.

    What is taken away lies beneath what it is taken from, so that terms that nearly cancel are seen to.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._provenance: Provenance | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._on_theme_changed)

    @property
    def texts(self) -> tuple[str, ...]:
        """The three numbers as they are written."""
        return () if self._provenance is None else self._provenance.balance

    def show_provenance(self, provenance: Provenance) -> None:
        """Show what the terms of a number add up to."""
        self._provenance = provenance
        self.setAccessibleName(" · ".join(
            f"{name} {text}" for name, text in zip(self._names(), self.texts, strict=True)))
        self.update()

    def show_nothing(self) -> None:
        """Keep nothing of what was shown."""
        self._provenance = None
        self.update()

    def _names(self) -> tuple[str, str, str]:
        return self.tr("positive"), self.tr("negative"), self.tr("sum")

    def _row_height(self) -> int:
        return max(theme().scaled(_ROW), math.ceil(QFontMetricsF(fixed_font()).height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._provenance is None:
            return
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            names, texts = self._names(), self.texts
            caption, number = theme().caption_font(), fixed_font()
            left = max(map(QFontMetricsF(caption).horizontalAdvance, names)) + theme().scaled(_GAP)
            right = max(map(QFontMetricsF(fixed_font(bold=True)).horizontalAdvance, texts)) + theme().scaled(_GAP)
            height = self._row_height()
            for row, (name, text) in enumerate(zip(names, texts, strict=True)):
                area = QRectF(0, row * height, self.width(), height)
                painter.setFont(caption)
                painter.setPen(QColor(theme().palette.dim))
                painter.drawText(area, _LEFT, name)
                painter.setFont(fixed_font(bold=True) if row == 2 else number)
                painter.setPen(QColor(theme().palette.text))
                painter.drawText(area, _RIGHT, text)
            self._paint_bars(painter, QRectF(left, 0, max(self.width() - left - right, 1), height))

    def _paint_bars(self, painter: QPainter, room: QRectF) -> None:
        made, colours = self._provenance, theme().palette
        up, end = made.positive, made.positive + made.negative
        low, high = min(0.0, end), max(up, 0.0)
        if not (math.isfinite(low) and math.isfinite(high)) or high <= low:
            return
        def x(value: float) -> float:
            return room.left() + (value - low) / (high - low) * room.width()
        total = colours.negative if end < 0 else colours.positive
        bars = ((0.0, up, colours.positive), (up, end, colours.negative), (0.0, end, total))
        inset = round(0.24 * room.height())
        painter.setPen(Qt.PenStyle.NoPen)
        for row, (start, stop, colour) in enumerate(bars):
            first, last = sorted((x(start), x(stop)))
            painter.setBrush(QColor(colour))
            if start != stop:
                painter.drawRoundedRect(QRectF(first, row * room.height() + inset, max(last - first, 1.5),
                                               room.height() - 2 * inset), 2, 2)
        painter.fillRect(QRectF(round(x(0.0)), 0, 1, 3 * room.height()), QColor(colours.dim))
        painter.fillRect(QRectF(round(x(end)), room.height(), 1, 2 * room.height()), QColor(colours.dim))

    @Slot()
    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().scaled(200), 3 * self._row_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 3 * self._row_height())
