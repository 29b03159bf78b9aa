"""A few numbers about the network by iteration, as curves: one of each layer, or of one cell."""

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFontMetrics

from engine.inspection.measures.measure import Measure
from engine.inspection.revisit import Record
from gui.look.theme import theme
from gui.panels.curves.plot import CurvePlot, Line, axis_end
from gui.widgets.kept_look import kept_marker
from gui.widgets.legend import LegendRow
from gui.widgets.pens import draw_with, line_pen
from gui.widgets.ticks import round_step
from gui.words import formatting

LOWEST_DECADE = -12  # of a logarithmic axis: what is smaller, down to 0, is drawn at its lower edge
FIRST_END = 20       # iterations: where the x axis ends while there are no more
MARKERS = 5          # of each curve in view, so that curves are told apart without their colours
MARKER_SIZE = 9
LEGEND = 0.45        # of the height, what the legend may take
CORNERS = ((True, False), (True, True), (False, False), (False, True))  # whether at the right, whether at the bottom
LEAST_HEIGHT = 44    # pixels at normal text: two of them, a field and a sentence stand in a card that is not high
WIDEST_HEIGHT = f"{formatting.MINUS}0.00000"


class MeasurePlot(CurvePlot):
    """Some of the rows of a record. A plot can show one measure after another, so that none has to be taken down."""

    def __init__(self) -> None:
        super().__init__()
        self._is_logarithmic = self._is_share = False
        self._columns, self._rows = slice(0, 0), ()
        self._iterations, self._values = np.empty(0, int), np.empty((0, 0))
        self._corner = CORNERS[0]
        self.lines: list[pg.PlotCurveItem] = []
        self.markers: list[pg.ScatterPlotItem] = []
        self.start((self.tr("iteration"),), "")

    def sizeHint(self) -> QSize:
        """No more than it needs: it is given what is left, and the losses beside it keep their half."""
        return self.minimumSize()

    @property
    def least_height(self) -> int:
        return LEAST_HEIGHT

    def show_measure(self, measure: Measure, first: int, count: int, y_label: str) -> None:
        """Be about so many rows of a measure, of which nothing is known yet.

        Parameters
        ----------
        measure
            What they are of.
        first, count
            Which rows.
        y_label
            What its numbers are.
        """
        self._is_logarithmic, self._is_share = measure.logarithmic, measure.is_share
        self._columns, self._rows = slice(first, first + count), measure.rows[first:first + count]
        self._iterations, self._values = np.empty(0, int), np.empty((0, count))
        while len(self.lines) < count:
            self.lines.append(pg.PlotCurveItem(connect="finite"))
            self.markers.append(pg.ScatterPlotItem(pxMode=True, pen=None, symbol=kept_marker(len(self.markers))))
            self.add_curves(self.lines[-1], self.markers[-1])
        for unused in (*self.lines[count:], *self.markers[count:]):
            unused.setData([], [])
        self.getAxis("left").logarithmic = measure.logarithmic
        self.describe(", ".join(self._rows), self.tr("Nothing has been run yet."))
        self.name_axes((self.tr("iteration"),), y_label)

    def show_record(self, record: Record) -> None:
        """Draw what has been found."""
        self._iterations, values = record.found()
        self._values = values[:, self._columns]
        self._corner = self._emptiest_corner()
        self.redraw()

    # -- the axes

    def place_of(self, iteration: int) -> float:
        return float(iteration)

    def iteration_at(self, x: float) -> int:
        return round(x)

    def height_of(self, values: np.ndarray) -> np.ndarray:
        """Where values are on the y axis; NaN where they are no finite numbers."""
        values = np.where(np.isfinite(values), values, math.nan)
        return np.log10(np.maximum(values, 10.0**LOWEST_DECADE)) if self._is_logarithmic else values

    def legend_corner(self) -> tuple[bool, bool]:
        """Where the fewest curves are."""
        return self._corner

    def _emptiest_corner(self) -> tuple[bool, bool]:
        if not len(self._iterations):
            return True, False
        heights, (low, high) = self.height_of(self._values), self._home_heights()
        late = self._iterations > self._home_end() / 2
        inside = {True: heights < low + LEGEND * (high - low), False: heights > high - LEGEND * (high - low)}
        return min(CORNERS, key=lambda corner: np.count_nonzero(inside[corner[1]][late == corner[0]]))

    def _widest_height(self, metrics: QFontMetrics) -> int:
        """The same for nearly all cells, so that plots that stand one above the other have one x axis."""
        return max(super()._widest_height(metrics), metrics.horizontalAdvance(WIDEST_HEIGHT))

    def fit_axes(self) -> None:
        self.set_home(self._home_end(), self._home_heights(), self.iterations)

    def _home_end(self) -> float:
        """Where the x axis ends."""
        reached = 0 if self.history is None else self.history.count - 1
        return axis_end(reached, FIRST_END, self.iterations)

    def _home_heights(self) -> tuple[float, float]:
        """The ends of the y axis: those of all values, to the next round one."""
        if self._is_share:
            return -0.02, 1.03
        heights = self.height_of(self._values)
        heights = heights[np.isfinite(heights)]
        low, high = (float(heights.min()), float(heights.max())) if heights.any() else (0.0, 1.0)  # nothing, or all 0
        step = 1.0 if self._is_logarithmic else round_step(max(high - low, 1e-3 * max(abs(high), 1e-30)) / 4)
        low, high = math.floor(low / step) * step, math.ceil(high / step) * step
        return low - 0.02 * step, max(high, low + step) + 0.02 * step

    # -- the curves

    def has_news(self) -> bool:
        return False  # it is shown the record whenever there is more of it

    def take_news(self) -> int:
        return 0 if self.history is None else self.history.count

    def use_pens(self) -> None:
        for i, (line, markers) in enumerate(zip(self.lines, self.markers, strict=True)):
            colour, dashed = self._look(i)
            draw_with(line, line_pen(colour, dashed=dashed))
            markers.setBrush(QColor(colour))
            markers.setSize(theme().scaled(MARKER_SIZE))

    @staticmethod
    def _look(row: int) -> tuple[str, bool]:
        """Colour, and whether it is dashed; the markers differ, too."""
        palette = theme().palette
        colours = palette.train, palette.test, *palette.kept_runs[1:]
        return colours[row % len(colours)], row % 2 == 1

    def draw_run(self) -> None:
        first, last = self.visible_range()
        begin = max(np.searchsorted(self._iterations, first) - 1, 0)
        stop = np.searchsorted(self._iterations, last, "right") + 1
        x, heights = self._iterations[begin:stop], self.height_of(self._values[begin:stop])
        wanted = first + (np.arange(MARKERS) + 0.5) / MARKERS * (last - first)
        for i, line, markers in zip(range(len(self._rows)), self.lines, self.markers, strict=False):
            line.setData(*outline(x, heights[:, i], self.pixels()))
            shift = (last - first) / MARKERS * 0.3 * i
            places = np.unique(np.searchsorted(x, (wanted + shift)[wanted + shift <= (x[-1] if len(x) else -1)]))
            markers.setData(x[places], heights[places, i]) if len(self._rows) > 1 else markers.setData([], [])

    # -- the words

    def run_rows(self) -> list[LegendRow]:
        at = self._place_at(self._position if self._position is not None else self._end)
        several = len(self._rows) > 1
        if self._is_named_by_axis:
            return [LegendRow(self._look(0)[0], self._number(0, at))]
        return [LegendRow(self._look(i)[0], self._text(i, at), dashed=self._look(i)[1],
                          marker=kept_marker(i) if several else "") for i in range(len(self._rows))]

    def read_out(self, x: float) -> tuple[float, float, str] | None:
        at = self._place_at(x)
        if at is None:
            return None
        lines = [self.tr("iteration {iteration}").format(iteration=formatting.integer(self._iterations[at]))]
        lines += [self._text(i, at) for i in range(len(self._rows))]
        return float(self._iterations[at]), float(self.height_of(self._values[at])[0]), "\n".join(lines)

    def _place_at(self, iteration: float) -> int | None:
        """Which of the iterations that are known is nearest."""
        return int(np.abs(self._iterations - iteration).argmin()) if len(self._iterations) else None

    @property
    def _is_named_by_axis(self) -> bool:
        return self._rows == (self.getAxis("left").labelText,)

    def _text(self, row: int, at: int | None) -> str:
        return f"{self._rows[row]}  {self._number(row, at)}"

    def _number(self, row: int, at: int | None) -> str:
        value = math.nan if at is None else self._values[at, row]
        return formatting.NOTHING if math.isnan(value) else formatting.number(value)


def outline(x: np.ndarray, y: np.ndarray, pixels: int) -> Line:
    """The lowest and the highest of what falls together, where there are more places than can be seen."""
    size = len(x) // (2 * pixels) + 1
    if size == 1:
        return x, y
    count = len(x) // size * size
    rows = y[:count].reshape(-1, size)
    ends = np.stack([np.fmin.reduce(rows, 1), np.fmax.reduce(rows, 1)], 1).ravel()
    return (np.concatenate([np.repeat(x[:count:size], 2), x[count:]]), np.concatenate([ends, y[count:]]))
