"""Marks on the loss curve: the iterations that training is to stop at."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gui.look.theme import theme
from gui.widgets.pens import line_pen
from gui.widgets.zoom_plot import ZoomPlot

if TYPE_CHECKING:
    import pyqtgraph as pg

SIZE = 7  # pixels at normal text, of the dot at the lower edge


class StopMarks:
    """A dashed line for each, with a dot at its foot.

    Parameters
    ----------
    plot
        Where they are seen.
    """

    def __init__(self, plot: ZoomPlot) -> None:
        self._plot = plot
        self._lines: list[pg.InfiniteLine] = []

    def show(self, iterations: Sequence[int]) -> None:
        """Mark these, and no others."""
        while len(self._lines) > len(iterations):
            self._plot.removeItem(self._lines.pop())
        while len(self._lines) < len(iterations):
            self._lines.append(self._plot.add_line(90))
        for line, iteration in zip(self._lines, iterations, strict=True):
            line.setValue(iteration)
            line.show()
        self.use_theme()

    @property
    def places(self) -> list[float]:
        """Where they are on the x axis."""
        return [line.value() for line in self._lines]

    def use_theme(self) -> None:
        """Take the colours of now."""
        for line in self._lines:
            line.setPen(line_pen(theme().palette.warning, dashed=True, alpha=170))
            line.clearMarkers()
            line.addMarker("o", 0, theme().scaled(SIZE))
