"""The loss of every update, by iteration."""

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QGraphicsEllipseItem

from engine.training.history import History, KeptRun
from gui import formatting
from gui.panels.curves.plot import CurvePlot, Line
from gui.theme import theme
from gui.widgets.legend import LegendRow
from gui.widgets.number_axis import round_step
from gui.widgets.pens import line_pen

HIGHEST_DRAWN = 1e6  # a loss beyond this is drawn as a gap, as one that is not a number
LOWEST_DECADE = -6  # and on the logarithmic axis one below this
TOPS = (2.5, 5, 10, 25, 50, 100, 1e3, 1e4, 1e5, 1e6)  # where the loss axis may end; the first holds ln 10 = 2.30


class LossPlot(CurvePlot):
    """The losses themselves: lowest and highest of what falls on a pixel; and over them, if wanted, their mean."""

    def __init__(self) -> None:
        super().__init__()
        self.smoothing = 1
        self.logarithmic = False
        self._drawn: tuple[History, int] | None = None  # history and version on the screen
        self.raw = pg.PlotCurveItem(connect="finite", antialias=True)
        self.smooth = pg.PlotCurveItem(connect="finite")  # wider: antialiasing would make it slow
        self._head = QGraphicsEllipseItem(-3.5, -3.5, 7, 7)
        self._head.setFlag(QGraphicsEllipseItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self._head.setPen(QPen(Qt.PenStyle.NoPen))
        self.add_curves(self.raw, self.smooth, self._head)
        self.describe(self.tr("Cross entropy error by iteration"),
                      self.tr("Press Run: the loss of every update will be drawn here."))
        self.start((self.tr("iteration (loss after each update, on the same minibatch)"),
                    self.tr("iteration (loss after each update)"), self.tr("iteration")), self.tr("loss"))

    def set_smoothing(self, count: int) -> None:
        """Draw the mean of the last `count` losses over them; 1 for the losses alone."""
        self.smoothing = count
        self.redraw()

    @Slot(bool)
    def set_logarithmic(self, on: bool) -> None:
        """Whether the loss axis is logarithmic."""
        self.logarithmic = self.getAxis("left").logarithmic = on
        self.redraw()
        self.follow()

    # -- the axes

    def place_of(self, iteration: int) -> float:
        return float(iteration)

    def height_of(self, losses: np.ndarray) -> np.ndarray:
        """Where losses are on the y axis; NaN where they cannot be shown."""
        with np.errstate(invalid="ignore", divide="ignore"):
            losses = np.where(np.abs(losses) <= HIGHEST_DRAWN, losses, np.nan)
            if not self.logarithmic:
                return losses
            return np.log10(np.where(losses >= 10.0**LOWEST_DECADE, losses, np.nan))

    def legend_corner(self) -> tuple[bool, bool]:
        return (False, True) if self.logarithmic else (True, False)

    def fit_axes(self) -> None:
        self.set_home(self._last_iteration(), self._home_heights())

    def _last_iteration(self) -> float:
        """The last iteration that is planned; or one a big step further, for a run that went on beyond it."""
        planned = max(self.iterations, 1)
        last = planned if self.history is None else max(planned, self.history.count - 1)
        if last > planned:
            last = math.ceil(last / round_step(last / 10)) * round_step(last / 10)
        return last

    def _home_heights(self) -> tuple[float, float]:
        """The ends of the first of the loss axes that holds all losses."""
        runs = [run.history for run in self.kept_runs]
        if self.history is not None:
            runs.append(self.history)
        ranges = [found for run in runs if (found := self._drawn_range(run)) is not None]
        top = next(top for top in TOPS if top >= min(max((high for _, high in ranges), default=0), HIGHEST_DRAWN))
        if not self.logarithmic:
            return -0.02 * top, 1.02 * top
        lowest = min((low for low, _ in ranges), default=1)
        decade = max(math.floor(math.log10(max(lowest, 1e-300))), LOWEST_DECADE)
        return float(min(-2, decade)), math.log10(top) + 0.05

    def _drawn_range(self, history: History) -> tuple[float, float] | None:
        found = history.loss_range(0, history.count)
        if found is None or found[1] <= HIGHEST_DRAWN:
            return found
        losses = history.curve(0, history.count, self.pixels())[1]  # the highest is a gap: what is the next?
        losses = losses[np.abs(losses) <= HIGHEST_DRAWN]
        return (losses.min(), losses.max()) if len(losses) else None

    # -- the curves

    def has_news(self) -> bool:
        return self._drawn != (self.history, self.history.version)

    def take_news(self) -> int:
        self._drawn = None if self.history is None else (self.history, self.history.version)
        return self._count()

    def use_pens(self) -> None:
        colour = theme().palette.train
        self.raw.setPen(line_pen(colour, alpha=110 if self.smoothing > 1 else 255))
        self.smooth.setPen(line_pen(colour, 2))
        self._head.setBrush(QColor(colour))

    def draw_run(self) -> None:
        self.raw.setData(*self.line_of(self.history))
        if self.smoothing > 1:
            self.smooth.setData(*self.line_of(self.history, self.smoothing))
        self.smooth.setVisible(self.smoothing > 1)
        self._draw_head(self._count() - 1)

    def kept_lines(self, run: KeptRun, colour: str) -> list[tuple[Line, QPen]]:
        return [(self.line_of(run.history, self.smoothing), line_pen(colour, alpha=150))]

    def line_of(self, history: History | None, smoothing: int = 1) -> Line:
        """What is drawn of a history for the range in view."""
        if history is None:
            return np.empty(0), np.empty(0)
        first, last = self.visible_range()
        margin = (last - first) / self.pixels() + 1  # so that lines go on to the edge of the plot
        iterations, losses = history.curve(math.floor(first - margin), math.ceil(last + margin),
                                           self.pixels(), smoothing)
        return iterations, self.height_of(losses)

    def _draw_head(self, newest: int) -> None:
        """A dot at the newest loss."""
        height = self._height_at(newest) if newest >= 0 else math.nan
        self._head.setVisible(math.isfinite(height))
        if math.isfinite(height):
            self._head.setPos(newest, height)

    def _height_at(self, iteration: int) -> float:
        return float(self.height_of(np.array([loss_at(self.history, iteration)]))[0])

    def _count(self) -> int:
        return 0 if self.history is None else self.history.count

    # -- the words

    def run_rows(self) -> list[LegendRow]:
        if self.smoothing > 1:
            return [LegendRow(theme().palette.train, self.tr("mean of the last {count}").format(
                count=formatting.integer(self.smoothing)))]
        return [LegendRow(theme().palette.train, self.tr("this run"))] if self.kept_runs else []

    def kept_row(self, run: KeptRun, colour: str) -> LegendRow:
        return LegendRow(colour, run.name)

    def read_out(self, x: float) -> tuple[float, float, str] | None:
        count = self._count()
        if count == 0:
            return None
        iteration = min(max(round(x), 0), count - 1)
        lines = [self.tr("iteration {iteration}").format(iteration=formatting.integer(iteration)),
                 self.tr("loss {loss}").format(loss=formatting.number(loss_at(self.history, iteration)))]
        if self.smoothing > 1:
            mean = self.history.mean_loss(self.smoothing, iteration)
            lines.append(self.tr("mean of {count}: {loss}").format(
                count=formatting.integer(self.smoothing), loss=formatting.number(math.nan if mean is None else mean)))
        lines += [f"{run.name}: {formatting.number(run.history.loss(iteration))}"
                  for run in self.kept_runs if iteration < run.history.count]
        return iteration, self._height_at(iteration), "\n".join(lines)


def loss_at(history: History, iteration: int) -> float:
    """The loss of an iteration, or NaN if the training thread has just gone back and forgotten it."""
    try:
        return history.loss(iteration)
    except IndexError:
        return math.nan
