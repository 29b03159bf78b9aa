"""An axis of a plot whose numbers are few and round."""

import math

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetrics

from gui import formatting
from gui.theme import theme
from gui.widgets.guarded import Guarded

WIDEST_NUMBER = "10,000,000"


class NumberAxis(Guarded, pg.AxisItem):
    """An axis with few round numbers, each with its grid line; of logarithms where `logarithmic`."""

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation, pen=pg.mkPen(None))
        self.logarithmic = False
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

    def tickValues(self, lowest: float, highest: float, size: float) -> list[tuple[float, list[float]]]:
        most = max(size / theme().scaled(70 if self.orientation == "bottom" else 20), 1.5)
        if not self.logarithmic:
            step = round_step((highest - lowest) / most)
            return [(step, multiples(step, lowest, highest))]
        if highest - lowest < 1:
            step = round_step((10**highest - 10**lowest) / most)
            return [(step, [math.log10(value) for value in multiples(step, 10**lowest, 10**highest) if value > 0])]
        each = math.ceil((highest - lowest) / most)
        within = (1, 2, 5) if (highest - lowest) * 3 < most else (1,)
        decades = range(math.floor(lowest / each) * each, math.ceil(highest) + 1, each)
        return [(1, [decade + math.log10(digit) for decade in decades for digit in within])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [formatting.setting(float(f"{10**value if self.logarithmic else value:.6g}")) for value in values]


def round_step(least: float) -> float:
    """The smallest of 1, 2, 5, 10, 20, 50, … (and 0.1, 0.2, …) that is not below `least`."""
    power = 10.0 ** math.floor(math.log10(max(least, 1e-300)))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least * (1 - 1e-9))


def multiples(step: float, lowest: float, highest: float) -> list[float]:
    """The multiples of `step` from `lowest` to `highest`."""
    return [i * step for i in range(math.ceil(lowest / step - 1e-9), math.floor(highest / step + 1e-9) + 1)]
