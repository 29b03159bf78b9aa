"""The value at the cursor: two lines that cross there, and words beside the cursor."""

import math

from PySide6.QtCore import QPoint

from gui.look.theme import theme
from gui.widgets.pens import line_pen
from gui.widgets.zoom_plot import ZoomPlot


class CrossHair:
    """Shows one value of a plot. Hidden until there is one to show.

    Attributes
    ----------
    label : QLabel
        The words.
    """

    def __init__(self, plot: ZoomPlot) -> None:
        self._plot = plot
        self._across, self._along = plot.add_line(90), plot.add_line(0)
        self.label = plot.add_label()
        self.hide()

    def hide(self) -> None:
        """Show no value."""
        for item in (self._across, self._along, self.label):
            item.hide()

    def show(self, x: float, y: float, text: str, cursor: QPoint) -> None:
        """Cross at a value, which may be one that has no place on the y axis, and say this of it."""
        self._across.setValue(x)
        self._across.show()
        self._along.setVisible(math.isfinite(y))
        if math.isfinite(y):
            self._along.setValue(y)
        self.label.setText(text)
        self.label.adjustSize()
        self.label.show()
        self._place_label(cursor)

    def use_theme(self) -> None:
        """Take the colours and the font of the theme."""
        palette = theme().palette
        for line in (self._across, self._along):
            line.setPen(line_pen(palette.dim, alpha=140))
        self.label.setFont(theme().caption_font())
        self.label.setStyleSheet(
            f"QLabel {{ color: {palette.text}; background: {palette.field}; border: 1px solid {palette.border};"
            f" border-radius: {theme().scaled(4)}px; padding: {theme().scaled(3)}px {theme().scaled(6)}px }}")

    def _place_label(self, cursor: QPoint) -> None:
        """Beside the cursor, on the side where there is room."""
        area, label, gap = self._plot.area(), self.label, theme().scaled(12)
        right = cursor.x() + gap
        x = right if right + label.width() <= area.right() else cursor.x() - gap - label.width()
        y = cursor.y() - gap - label.height()
        label.move(max(x, area.left()), min(max(y, area.top()), max(area.bottom() - label.height(), area.top())))
        label.raise_()
