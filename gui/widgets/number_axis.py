"""An axis of a plot whose numbers are few and round."""

import math

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetrics

from gui.look.theme import theme
from gui.qt.guarded import Guarded
from gui.widgets.ticks import Tick, ticks

WIDEST_NUMBER = "10,000,000"


class NumberAxis(Guarded, pg.AxisItem):
    """An axis with few round numbers, each with its grid line; of logarithms where `logarithmic`.

    The one at the bottom is of iterations or epochs, which are whole numbers.
    """

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation, pen=pg.mkPen(None))
        self.logarithmic = False
        self._texts: dict[float, str] = {}
        self.setGrid(255)
        self.setStyle(tickAlpha=255, tickLength=0, hideOverlappingLabels=False, autoExpandTextSpace=False)
        self.enableAutoSIPrefix(False)

    def boundingRect(self) -> QRectF:
        """As far as the first and the last number reach over the ends of the axis."""
        metrics = QFontMetrics(theme().caption_font())
        if self.orientation == "left":
            return super().boundingRect().adjusted(0, -metrics.height(), 0, metrics.height())
        half = metrics.horizontalAdvance(WIDEST_NUMBER) // 2
        return super().boundingRect().adjusted(-half, 0, half, 0)

    def ticks(self, lowest: float, highest: float, size: float) -> list[Tick]:
        """The ticks between two places on the axis, which is so many pixels long."""
        metrics = QFontMetrics(theme().caption_font())
        if self.orientation == "left":
            return ticks(lowest, highest, size, lambda text: metrics.height(), least=theme().scaled(20),
                         logarithmic=self.logarithmic)
        gap = theme().scaled(10)
        return ticks(lowest, highest, size, lambda text: metrics.horizontalAdvance(text) + gap,
                     least=theme().scaled(70), whole=True)

    def tickValues(self, lowest: float, highest: float, size: float) -> list[tuple[float, list[float]]]:
        found = self.ticks(lowest, highest, size)
        self._texts = {math.log10(value) if self.logarithmic else value: text for value, text in found}
        return [(1.0, list(self._texts))]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [self._texts.get(value, "") for value in values]
