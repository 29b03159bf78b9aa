"""The loss of every update, by iteration."""

import math
from weakref import WeakKeyDictionary

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QColor, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsEllipseItem

from engine.training.record.history import History
from engine.training.record.pyramid import LARGEST, bucket_size
from gui.look.theme import theme
from gui.panels.curves.growing import GrowingCurve
from gui.panels.curves.plot import CurvePlot, Line, axis_end
from gui.panels.curves.stop_marks import StopMarks
from gui.training.reports import KeptRun
from gui.widgets.legend import LegendRow
from gui.widgets.pens import line_pen
from gui.words import formatting

HIGHEST_DRAWN = 1e6  # of a loss beyond this it is only shown that it lies above the axis
LOWEST_DECADE = -6  # of the logarithmic axis; what is smaller, down to 0, is drawn at its lower edge
ABOVE = 1.1  # heights of the axis over its top: where lines end that run out of it, which Qt draws only so long
HEAD = 7  # pixels at normal text, of the dot at the newest loss
MOST_NEWEST = 200  # places that the newest part of the curve has at most; then the whole is drawn again
FIRST_END = 20  # iterations: where the x axis ends while there are no more
TOPS = (2.5, 5, 10, 25, 50, 100, 1e3, 1e4, 1e5, 1e6)  # where the loss axis may end; the first holds ln 10 = 2.30


class LossPlot(CurvePlot):
    """The losses themselves: lowest and highest of what falls on a pixel; and over them, if wanted, their mean."""

    def __init__(self) -> None:
        super().__init__()
        self.smoothing = 1
        self.logarithmic = False
        self._drawn: tuple[History, int] | None = None  # history and version on the screen
        self._roof = math.inf  # where lines end that run out of the axis
        self._whole = (0, math.nan, 1)  # of the curve drawn as a whole: last iteration, its loss, iterations a place
        self._kept_ranges: WeakKeyDictionary[History, tuple] = WeakKeyDictionary()  # of means: of which, and the range
        self._seen: tuple[int, float, float] | None = None  # how many losses have been seen, their lowest and highest
        self.raw = GrowingCurve()
        self.smooth = GrowingCurve()
        self._head = QGraphicsEllipseItem()
        self._head.setFlag(QGraphicsEllipseItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self._head.setPen(QPen(Qt.PenStyle.NoPen))
        self.add_curves(self.raw, self.smooth, self._head)
        self.stop_marks = StopMarks(self)
        self._head.setZValue(16)  # it is seen over what dims the future
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

    def iteration_at(self, x: float) -> int:
        return round(x)

    def height_of(self, losses: np.ndarray) -> np.ndarray:
        """Where losses are on the y axis; NaN where they are no number. What lies beyond its ends runs out of it."""
        heights = np.log10(np.maximum(losses, 10.0**LOWEST_DECADE)) if self.logarithmic else losses
        return np.minimum(heights, self._roof)

    def legend_corner(self) -> tuple[bool, bool]:
        return (False, True) if self.logarithmic else (True, False)

    def fit_axes(self) -> None:
        histories = [run.history for run in self.kept_runs] + ([] if self.history is None else [self.history])
        reached = max((history.count - 1 for history in histories), default=0)
        low, high = self._home_heights()
        self._roof = high + ABOVE * (high - low)  # as far as nobody can zoom out
        self.set_home(axis_end(reached, FIRST_END, self.iterations), (low, high), self.iterations)

    def _home_heights(self) -> tuple[float, float]:
        """The ends of the first of the loss axes that holds all losses."""
        found = [self._kept_range(run.history) for run in self.kept_runs] + [self._range_to_show()]
        ranges = [each for each in found if each is not None]
        top = next(top for top in TOPS if top >= min(max((high for _, high in ranges), default=0), HIGHEST_DRAWN))
        if not self.logarithmic:
            return -0.02 * top, 1.02 * top
        lowest = min((low for low, _ in ranges), default=1)
        decade = max(math.floor(math.log10(max(lowest, 1e-300))), LOWEST_DECADE)
        return float(min(-2, decade)), math.log10(top) + 0.05

    def _range_to_show(self) -> tuple[float, float] | None:
        """Of a run that has gone wrong only what came before has to be seen whole, on an axis without logarithms.

        So that it can be told from 0 beside losses of any height; what is recorded after that counts again.
        """
        broken = self.broken
        if broken is None or self.logarithmic or self.history.count - 1 > broken.found:
            return self._range_so_far()
        return self.history.loss_range(0, broken.last_good)

    def _range_so_far(self) -> tuple[float, float] | None:
        """Lowest and highest loss of the current run, for which only what is new has to be looked at."""
        if self.history is None:
            return None
        count, seen = self.history.count, self._seen
        if seen is None or count < seen[0]:
            found = self._drawn_range(self.history)
        else:
            new = self.history.loss_range(seen[0], count) or (math.inf, -math.inf)
            found = min(seen[1], new[0]), max(seen[2], new[1])
        # What cannot be drawn is not taken for seen: it is told from the whole, what the highest is without it.
        self._seen = None if found is None or found[1] > HIGHEST_DRAWN else (count, *found)
        return found if self._seen is not None or found is None else self._drawn_range(self.history)

    def _drawn_range(self, history: History) -> tuple[float, float] | None:
        found = history.loss_range(0, history.count)
        if found is None or found[1] <= HIGHEST_DRAWN:
            return found
        losses = history.curve(0, history.count, self.pixels())[1]  # the highest is a gap: what is the next?
        losses = losses[np.abs(losses) <= HIGHEST_DRAWN]
        return (losses.min(), losses.max()) if len(losses) else None

    def _kept_range(self, history: History) -> tuple[float, float] | None:
        """That of a kept run, of which only the means are drawn where there is smoothing."""
        if self.smoothing == 1:
            return self._drawn_range(history)
        key = history.version, self.smoothing
        if self._kept_ranges.get(history, (None,))[0] != key:
            means = history.curve(0, history.count, self.pixels(), self.smoothing)[1]
            means = means[np.isfinite(means)]
            self._kept_ranges[history] = key, (means.min(), means.max()) if len(means) else None
        return self._kept_ranges[history][1]

    # -- the curves

    def has_news(self) -> bool:
        return self._drawn != (self.history, self.history.version)

    def take_news(self) -> int:
        self._drawn = None if self.history is None else (self.history, self.history.version)
        return self._count()

    def use_theme(self) -> None:
        super().use_theme()
        self.stop_marks.use_theme()

    def use_pens(self) -> None:
        colour = theme().palette.train
        self.raw.use_pen(line_pen(colour, alpha=110 if self.smoothing > 1 else 255))
        self.smooth.use_pen(line_pen(colour, 2))
        self._head.setBrush(QColor(colour))
        size = theme().scaled(HEAD)
        self._head.setRect(-size / 2, -size / 2, size, size)

    def draw_run(self) -> None:
        count = self._count()
        self._whole = (count - 1, self._loss_at(count - 1), self._iterations_a_place(count))
        self._seen = None
        self.raw.draw_whole(*self.line_of(self.history))
        if self.smoothing > 1:
            self.smooth.draw_whole(*self.line_of(self.history, self.smoothing))
        self.smooth.setVisible(self.smoothing > 1)

    def draw_news(self) -> None:
        count, (last, loss, size) = self._count(), self._whole
        begin, stop = max(last, 0) // size * size, min(count, self._reach()[1])
        if (count <= last or self._loss_at(last) != loss or stop - begin > MOST_NEWEST * size
                or size != self._iterations_a_place(count)):
            self.draw_run()
            return
        places = -(-(stop - begin) // size)
        self.raw.draw_newest(begin, *self._line(self.history, begin, stop, places, 1))
        if self.smoothing > 1:
            self.smooth.draw_newest(begin, *self._line(self.history, begin, stop, places, self.smoothing))

    def kept_lines(self, run: KeptRun, colour: str) -> list[tuple[Line, QPen]]:
        return [(self.line_of(run.history, self.smoothing), line_pen(colour, alpha=150))]

    def line_of(self, history: History | None, smoothing: int = 1) -> Line:
        """What is drawn of a history for the range in view."""
        if history is None:
            return np.empty(0), np.empty(0)
        return self._line(history, *self._reach(), self.pixels(), smoothing)

    def _line(self, history: History, first: int, stop: int, points: int, smoothing: int) -> Line:
        iterations, losses = history.curve(first, stop - 1, max(points, 1), smoothing)
        return iterations, self.height_of(losses)

    def _reach(self) -> tuple[int, int]:
        """The iterations from which, and up to which, lines are drawn: they go on to the edge of the plot."""
        first, last = self.visible_range()
        margin = (last - first) / self.pixels() + 1
        return math.floor(first - margin), math.ceil(last + margin) + 1

    def _iterations_a_place(self, count: int) -> int:
        first, stop = self._reach()
        return bucket_size(max(min(stop, count) - max(first, 0), 0), self.pixels())

    def _place_position(self) -> None:
        super()._place_position()
        self._draw_head(self._position if self.is_behind else self._count() - 1)

    def _draw_head(self, newest: int) -> None:
        """A dot at the loss where the network stands; where that is no number, at the last drawn before that is one."""
        height = self._height_at(newest)
        if not math.isfinite(height):
            x, y = self.raw.places()
            last = np.flatnonzero(np.isfinite(y) & (x <= newest))[-1:]
            newest, height = (float(x[last[0]]), float(y[last[0]])) if len(last) else (newest, height)
        self._head.setVisible(math.isfinite(height))
        if math.isfinite(height):
            self._head.setPos(newest, height)

    def _height_at(self, iteration: int) -> float:
        loss = self._loss_at(iteration)
        return float(self.height_of(np.array([loss]))[0]) if abs(loss) <= LARGEST else math.nan

    def _loss_at(self, iteration: int) -> float:
        return math.nan if self.history is None else loss_at(self.history, iteration)

    def _count(self) -> int:
        return 0 if self.history is None else self.history.count

    # -- the words

    def break_words(self) -> str:
        loss = self._loss_at(self.broken.broke)
        text = super().break_words()
        if math.isfinite(self._height_at(self.broken.broke)) and loss <= self.view.viewRange()[1][1]:
            return text
        return self.tr("{what}: loss {loss}").format(what=text, loss=formatting.number(loss))

    def run_rows(self) -> list[LegendRow]:
        if self.smoothing > 1:
            return [LegendRow(theme().palette.train, self.tr("mean of the last {count}").format(
                count=formatting.integer(self.smoothing)))]
        return [LegendRow(theme().palette.train, self.tr("this run"))] if self.kept_runs else []

    def kept_row(self, run: KeptRun, colour: str, marker: QPainterPath) -> LegendRow:
        return LegendRow(colour, run.name, marker=marker)

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
        lines += [f"{run.name}: {formatting.number(self._kept_loss(run, iteration))}"
                  for run in self.kept_runs if iteration < run.history.count]
        return iteration, self._height_at(iteration), "\n".join(lines)

    def _kept_loss(self, run: KeptRun, iteration: int) -> float:
        """As its curve is drawn."""
        mean = run.history.mean_loss(self.smoothing, iteration) if self.smoothing > 1 else None
        return loss_at(run.history, iteration) if mean is None else mean


def loss_at(history: History, iteration: int) -> float:
    """The loss of an iteration, or NaN if the training thread has just gone back and forgotten it."""
    loss = history.loss_or_none(iteration)
    return math.nan if loss is None else loss
