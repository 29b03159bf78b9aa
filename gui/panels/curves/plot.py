"""What the plots of loss and accuracy have in common."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QMouseEvent, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsRectItem

from engine.training.epochs import Epochs
from engine.training.record.history import History
from gui.look.theme import theme
from gui.panels.curves.handle import PositionHandle
from gui.training.reports import KeptRun
from gui.widgets.cross_hair import CrossHair
from gui.widgets.kept_look import kept_colour, kept_marker
from gui.widgets.legend import Legend, LegendRow
from gui.widgets.pens import draw_with, line_pen
from gui.widgets.ticks import round_step
from gui.widgets.zoom_plot import ZoomPlot
from gui.words import formatting

PAPER = 170  # of 255, how much words over the curves cover
VEIL = 165   # and what dims the curves beyond the position

Line = tuple[np.ndarray, np.ndarray]  # places on both axes; NaN for a gap
MARKERS_APART = 90  # pixels at normal text size between two markers of a kept run
MARKER_SIZE = 9


@dataclass(frozen=True, slots=True)
class Break:
    """That a run has gone wrong: after iteration `last_good`, as `broke` shows, which was found out at `found`."""

    last_good: int
    broke: int
    found: int


def axis_end(reached: float, first: float, planned: float) -> float:
    """Where an x axis ends that holds `reached`: at `first`, or a big step further on; at `planned` before beyond it.

    So the first steps of a run can be told apart, the axis stands still nearly always, and the whole run just fits.
    """
    if reached <= planned:
        return min(round_step(max(reached, first)), planned)
    step = round_step(reached / 10)
    return math.ceil(reached / step) * step


class CurvePlot(ZoomPlot):
    """Curves of a run and of the kept ones, a handle at the position, a legend, a read-out at the cursor.

    A subclass knows what there is to draw, and what to say of it.

    Signals
    -------
    position_dragged(int): the handle has been dragged to this iteration, and is still held
    position_chosen(int): it was let go there, or a key chose it
    """

    position_dragged = Signal(object)
    position_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.history: History | None = None
        self.kept_runs: tuple[KeptRun, ...] = ()
        self.iterations = 1
        self.epochs = Epochs(((1, 1),), 1)
        self._cursor: QPoint | None = None
        self._kept_curves: list[pg.PlotCurveItem] = []
        self._kept_markers: list[pg.ScatterPlotItem] = []
        self._position: int | None = None   # where the network stands, if that is to be seen
        self._end = 0                       # and the last iteration that has been run
        self._mark = self.add_line(90)
        self._veil = QGraphicsRectItem()
        self._veil.setPen(QPen(Qt.PenStyle.NoPen))
        self._veil.setZValue(15)            # over the curves
        self._veil.hide()
        self.addItem(self._veil, ignoreBounds=True)
        self.broken: Break | None = None
        self._loss_when_broken: float | None = None
        self._break_line = self.add_line(90)
        self._break_label = self.add_label()
        self.legend = Legend(self.viewport())
        self.handle = PositionHandle(self.viewport())   # over the legend
        self.handle.dragged.connect(self._on_dragged)
        self.handle.dropped.connect(self._on_dropped)
        self.handle.ended.connect(self._on_ended)
        self._hint = ""
        self.hint = self.add_label()
        self.hint.setWordWrap(True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._cross_hair = CrossHair(self)
        self.read_out_label = self._cross_hair.label

    def describe(self, name: str, hint: str) -> None:
        """What the plot is called where it is not seen, and what it says while there is no curve."""
        self.setAccessibleName(name)
        self._hint = hint

    def add_curves(self, *items: QGraphicsItem) -> None:
        """What shows the current run, each over the one before; kept runs lie below."""
        for z, item in enumerate(items, 10):
            item.setZValue(z)
            self.addItem(item, ignoreBounds=True)

    # -- for subclasses

    def has_news(self) -> bool:
        """Whether the history has something that is not drawn yet."""
        raise NotImplementedError

    def take_news(self) -> int:
        """Remember the history as it is now: this is being drawn. Returns how many places it has."""
        raise NotImplementedError

    def fit_axes(self) -> None:
        """`set_home` to where the curves are."""
        raise NotImplementedError

    def use_pens(self) -> None:
        """Colour the curves of the current run."""
        raise NotImplementedError

    def draw_run(self) -> None:
        """Draw the current run for the range in view."""
        raise NotImplementedError

    def draw_news(self) -> None:
        """Draw what the current run has gained since it was drawn, the range in view being the same."""
        self.draw_run()

    def kept_lines(self, run: KeptRun, colour: str) -> list[tuple[Line, QPen]]:
        """The curves of a kept run for the range in view: as many for each run."""
        raise NotImplementedError

    def run_rows(self) -> list[LegendRow]:
        """What the legend says of the current run."""
        raise NotImplementedError

    def kept_row(self, run: KeptRun, colour: str, marker: QPainterPath) -> LegendRow:
        """What the legend says of a kept run."""
        raise NotImplementedError

    def read_out(self, x: float) -> tuple[float, float, str] | None:
        """The place nearest to `x` that has a value, and what to say of it."""
        raise NotImplementedError

    def place_of(self, iteration: int) -> float:
        """Where an iteration is on the x axis."""
        raise NotImplementedError

    def iteration_at(self, x: float) -> int:
        """Which iteration is nearest to a place on the x axis: the inverse of `place_of`."""
        raise NotImplementedError

    def legend_corner(self) -> tuple[bool, bool]:
        """Whether the legend is at the right, and whether at the bottom: where curves seldom are."""
        raise NotImplementedError

    def take_over(self, other: "CurvePlot") -> None:
        """Have the mark of what went wrong in another plot of the run, and its range where a person zoomed."""
        self.show_break(other.broken)
        super().take_over(other)

    # -- what is drawn

    def show_run(self, history: History | None, iterations: int, epochs: Epochs) -> None:
        """Draw this run from now on, and follow it; or the same one with another plan."""
        is_new = history is not self.history
        if is_new:
            self.broken = None
        self.history, self.iterations, self.epochs = history, iterations, epochs
        self.redraw()
        if is_new:
            self.follow()

    def show_kept_runs(self, runs: Sequence[KeptRun]) -> None:
        """Draw those of these runs that are to be seen, fainter, below the current one."""
        self.kept_runs = tuple(run for run in runs if run.shown and not run.waits)
        self.redraw()

    def refresh(self) -> None:
        """Draw what has come since the last time."""
        if self.history is not None and self.has_news():
            self._draw(everything=False)

    @Slot()
    def redraw(self) -> None:
        self._draw(everything=True)

    def _draw(self, everything: bool) -> None:
        """Draw the current run; `everything`: kept runs and colours too, as where another range has come into view."""
        is_empty = self.take_news() <= 1
        self._forget_break()
        self.hint.setVisible(is_empty and self.broken is None and not self.kept_runs)
        before = self.view.viewRange()
        self.fit_axes()
        if everything or self.view.viewRange() != before:
            self._draw_kept_runs()
            self.use_pens()
            self.draw_run()
            self._show_legend()
            self.viewport().update()  # single points that have moved far leave their old place behind otherwise
            self._place_over()
            self._show_read_out()
        else:
            self.draw_news()
            self._show_legend()
        self._place_break()
        self._place_position()

    def _show_legend(self) -> None:
        kept = (self.kept_row(run, kept_colour(run.look), kept_marker(run.look)) for run in self.kept_runs)
        rows = (*self.run_rows(), *kept)
        if rows != self.legend.rows:
            self.legend.show_rows(rows)
            self._place_over()

    def _draw_kept_runs(self) -> None:
        lines = [(run.look, *line) for run in self.kept_runs for line in self.kept_lines(run, kept_colour(run.look))]
        for items in (self._kept_curves, self._kept_markers):
            while len(items) > len(lines):
                self.removeItem(items.pop())
        while len(self._kept_curves) < len(lines):
            self._kept_curves.append(pg.PlotCurveItem(connect="finite"))
            self._kept_markers.append(pg.ScatterPlotItem(pxMode=True, pen=None))
            for item in (self._kept_curves[-1], self._kept_markers[-1]):
                self.addItem(item, ignoreBounds=True)
        for curve, markers, (look, places, pen) in zip(self._kept_curves, self._kept_markers, lines, strict=True):
            curve.setData(*places)
            draw_with(curve, pen)
            markers.setData(*self._marked(*places, look), symbol=kept_marker(look), brush=QColor(kept_colour(look)),
                            size=theme().scaled(MARKER_SIZE))

    def _marked(self, x: np.ndarray, y: np.ndarray, look: int) -> Line:
        """Which places of a kept run have a marker: some far apart, others in each run, and where it ends."""
        x, y = x[np.isfinite(y)], y[np.isfinite(y)]
        if not len(x):
            return x, y
        first, last = self.visible_range()
        apart = max(theme().scaled(MARKERS_APART) * (last - first) / self.pixels(), 1e-9)
        wanted = np.arange(first + apart * (0.1 + 0.3 * look % 1), last, apart)
        chosen = np.unique(np.append(np.searchsorted(x, wanted[wanted <= x[-1]]), len(x) - 1))
        return x[chosen], y[chosen]

    # -- what lies over the curves

    def show_break(self, broken: Break | None) -> None:
        """Mark where the run went wrong, until it is run again from before that; None for nowhere."""
        self.broken = broken
        self._loss_when_broken = self._loss_at_break()
        self.redraw()

    def break_words(self) -> str:
        """What to say of the place where the run went wrong."""
        return self.tr("went wrong at iteration {iteration}").format(
            iteration=formatting.integer(self.broken.broke))

    def _forget_break(self) -> None:
        """A run that was taken another way has not gone wrong any more."""
        now, then = self._loss_at_break(), self._loss_when_broken
        if now is None or (now != then and not (math.isnan(now) and math.isnan(then))):
            self.broken = None

    def _loss_at_break(self) -> float | None:
        """The loss of the iteration that went wrong; None where there is none, or none any more."""
        return None if self.broken is None or self.history is None else self.history.loss_or_none(self.broken.broke)

    def _place_break(self) -> None:
        """The line where the run went wrong, and the words beside it, clear of the legend."""
        for item in (self._break_line, self._break_label):
            item.setVisible(self.broken is not None)
        if self.broken is None:
            return
        place = self.place_of(self.broken.broke)
        self._break_line.setValue(place)
        label, area, gap = self._break_label, self.area(), theme().scaled(4)
        label.setText(self.break_words())
        label.adjustSize()
        x = self.mapFromScene(self.view.mapViewToScene(QPointF(place, self.view.viewRange()[1][0]))).x()
        label.setVisible(area.left() <= x <= area.right() and label.width() < area.width())
        at_left = x + gap + label.width() > area.right()
        label.move(max(x - gap - label.width(), area.left()) if at_left else x + gap, area.top() + gap)
        if not self.legend_corner()[1] and self.legend.geometry().intersects(label.geometry()):
            label.move(label.x(), self.legend.geometry().bottom() + gap)

    def show_position(self, iteration: int | None, end: int) -> None:
        """Where the network stands in what has been run up to `end`; None where that is not to be seen."""
        if (iteration, end) != (self._position, self._end):
            self._position, self._end = iteration, end
            self._place_position()
            self._show_legend()

    @property
    def is_behind(self) -> bool:
        """Whether the network stands where more than that has been run."""
        return self._position is not None and self._position < self._end

    def _place_position(self) -> None:
        """The handle; and where there is a future, a line at the position, and the future dimmed."""
        for item in (self._mark, self._veil):
            item.setVisible(self.is_behind)
        if self._position is None or self._end == 0:
            self.handle.hide()
            return
        place = self.place_of(self._position)
        self._mark.setValue(place)
        view = self.view.viewRect()
        self._veil.setRect(QRectF(QPointF(place, view.top()), QPointF(max(view.right(), place), view.bottom())))
        x = self.viewportTransform().map(self.view.mapViewToScene(QPointF(place, view.top()))).x()
        self.handle.place(math.floor(x), self.area())

    @Slot(object)
    def _on_dragged(self, x: int) -> None:
        place = self.view.mapSceneToView(self.mapToScene(QPoint(x, 0))).x()
        iteration = min(max(self.iteration_at(place), 0), self._end)
        self.show_position(iteration, self._end)
        self._cursor = QPoint(self.handle.geometry().center().x(), self.area().center().y())
        self._show_read_out()
        self.position_dragged.emit(iteration)

    @Slot()
    def _on_dropped(self) -> None:
        self._place_position()  # it may be let go out of sight
        self._cursor = None
        self._show_read_out()
        self.position_chosen.emit(self._position)

    @Slot(object)
    def _on_ended(self, at_end: bool) -> None:
        self.position_chosen.emit(self._end if at_end else 0)

    @property
    def mark(self) -> float | None:
        """Where the mark is on the x axis, if there is one."""
        return self._mark.value() if self._mark.isVisible() else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._cursor = event.position().toPoint()
        self._show_read_out()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._cursor = None
        self._show_read_out()

    def _show_read_out(self) -> None:
        """The value nearest to the cursor; nothing outside the plot."""
        found = None
        if self._cursor is not None and self.area().contains(self._cursor):
            found = self.read_out(self.view.mapSceneToView(self.mapToScene(self._cursor)).x())
        if found is None:
            self._cross_hair.hide()
        else:
            self._cross_hair.show(*found, self._cursor)

    def _place_over(self) -> None:
        """Legend and hint, where the plot is now."""
        area, gap = self.area(), theme().scaled(6)
        self.legend.fit(max(area.width() - 2 * gap, 0))
        at_right, at_bottom = self.legend_corner()
        self.legend.move(area.right() - gap - self.legend.width() if at_right else area.left() + gap,
                         area.bottom() - gap - self.legend.height() if at_bottom else area.top() + gap)
        room = area.adjusted(gap, gap, -gap, -gap)
        if at_bottom:
            room.setBottom(self.legend.geometry().top() - gap)
        else:
            room.setTop(self.legend.geometry().bottom() + gap)
        self.hint.setGeometry(room)
        self.hint.setText(self._hint if room.height() >= self._hint_height(room.width()) else "")

    def _hint_height(self, width: int) -> int:
        """What the hint needs at this width."""
        flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        return self.hint.fontMetrics().boundingRect(0, 0, max(width, 1), 0, flags, self._hint).height()

    def use_theme(self) -> None:
        super().use_theme()
        self._mark.setPen(line_pen(theme().palette.accent))
        veil = QColor(theme().palette.card)
        veil.setAlpha(VEIL)
        self._veil.setBrush(veil)
        self._break_line.setPen(line_pen(theme().palette.warning, 2))
        self._break_label.setFont(theme().caption_font())
        paper = QColor(theme().palette.card)
        self._break_label.setStyleSheet(
            f"QLabel {{ color: {theme().palette.warning}; background: rgba{(*paper.getRgb()[:3], PAPER)} }}")
        self._cross_hair.use_theme()
        self.hint.setFont(theme().caption_font())
        self.hint.setStyleSheet(f"QLabel {{ color: {theme().palette.dim}; background: transparent }}")
