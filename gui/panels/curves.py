"""The two curves of a run, as in the book: cross entropy error by iteration, accuracy by epoch.

The history brings the line for the pixels there are; here it is put on the screen. Axes stand still while a run
goes on, since an axis that moves is drawn anew by Python each time.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QBoxLayout, QGraphicsEllipseItem, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from engine.training.history import AccuracyPoint, History, KeptRun
from gui import formatting
from gui.theme import theme
from gui.widgets.card import Card

SMOOTHINGS = (1, 10, 60, 300, 1000)  # losses that a point of the smoothed curve is the mean of; 1: no smoothing
HIGHEST_DRAWN = 1e6  # a loss beyond this is drawn as a gap, as one that is not a number
LOWEST_DECADE = -6  # and on the logarithmic axis one below this
TOPS = (2.5, 5, 10, 25, 50, 100, 1e3, 1e4, 1e5, 1e6)  # where the loss axis may end; the first holds ln 10 = 2.30
MOST_EPOCHS = 400  # accuracies drawn at once
MARGIN = 0.015  # of an axis, beyond its ends, so that markers there are whole
MARKER_DISTANCE = 20  # pixels, at least, between two markers
WIDEST_NUMBER = "10,000,000"


class NumberAxis(pg.AxisItem):
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


@dataclass(frozen=True, slots=True)
class LegendRow:
    """One line of a legend: what a curve looks like, and what it is."""

    colour: str
    text: str
    dashed: bool = False
    marker: str = ""


class Legend(QWidget):
    """Names the curves, over the plot. It lets the mouse through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.rows: tuple[LegendRow, ...] = ()

    def show_rows(self, rows: Sequence[LegendRow]) -> None:
        """Show other rows."""
        self.rows = tuple(rows)
        self.setAccessibleName("; ".join(row.text for row in rows))
        self.update()

    def fit(self, most_width: int) -> None:
        """Take the size that the rows need, but no more than this width."""
        metrics = QFontMetrics(theme().caption_font())
        widest = max((metrics.horizontalAdvance(row.text) for row in self.rows), default=0)
        pad = theme().scaled(5)
        width = min(widest + self._sample_width() + 3 * pad, most_width)
        self.resize(width, self._row_height() * len(self.rows) + pad if self.rows else 0)

    def paintEvent(self, event) -> None:
        painter, pad = QPainter(self), theme().scaled(5)
        paper = QColor(theme().palette.card)
        paper.setAlpha(150)
        painter.fillRect(self.rect(), paper)
        painter.setFont(theme().caption_font())
        for i, row in enumerate(self.rows):
            y, height = pad // 2 + i * self._row_height(), self._row_height()
            self._paint_sample(painter, row, pad, y + height // 2)
            x = pad + self._sample_width() + pad
            text = painter.fontMetrics().elidedText(row.text, Qt.TextElideMode.ElideMiddle, self.width() - x)
            painter.setPen(QColor(theme().palette.axis))
            painter.drawText(QRect(x, y, self.width() - x, height), Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()

    def _paint_sample(self, painter: QPainter, row: LegendRow, x: int, y: int) -> None:
        width = self._sample_width()
        painter.setPen(line_pen(row.colour, 2, dashed=row.dashed))
        painter.drawLine(x, y, x + width, y)
        if row.marker:
            half = theme().scaled(3)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(row.colour))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, row.marker == "o")
            draw = painter.drawEllipse if row.marker == "o" else painter.drawRect
            draw(x + width // 2 - half, y - half, 2 * half, 2 * half)

    def _row_height(self) -> int:
        return QFontMetrics(theme().caption_font()).height() + theme().scaled(2)

    def _sample_width(self) -> int:
        return theme().scaled(22)


def line_pen(colour: str, width: int = 1, *, dashed: bool = False, alpha: int = 255) -> QPen:
    """A pen whose width is in pixels of the screen, whatever the zoom."""
    colour = QColor(colour)
    colour.setAlpha(alpha)
    return pg.mkPen(colour, width=width, style=Qt.PenStyle.CustomDashLine if dashed else Qt.PenStyle.SolidLine,
                    dash=[4, 3] if dashed else None)


class CurvePlot(pg.PlotWidget):
    """What both plots share: axes that stand still, zoom and follow, a mark, a legend, a read-out at the cursor.

    A subclass knows how to `draw` for the range in view and what to `read_out` at a place.

    Signals
    -------
    following_changed
        Whether the whole run is in view (True), or what the person zoomed to (False).
    """

    following_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__(enableMenu=False, axisItems={side: NumberAxis(side) for side in ("bottom", "left")})
        self._x_labels, self._y_label = ("",), ""
        self._last_number = "0"
        self.history: History | None = None
        self.kept_runs: tuple[KeptRun, ...] = ()
        self.following = True
        self._home = ((0.0, 1.0), (0.0, 1.0))
        self._cursor: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the buttons of the card do all that the mouse does here
        self.setFrameShape(self.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.hideButtons()
        for side in ("bottom", "left"):
            self.getAxis(side).setZValue(-1)  # grid lines lie below the curves
        self.view = self.getViewBox()
        self.view.disableAutoRange()
        self._make_marks()

    def start(self, x_labels: Sequence[str], y_label: str, name: str, hint: str) -> None:
        """The last step of a subclass' construction: its words, and the first drawing.

        Of `x_labels`, longest first, the first that fits is shown.
        """
        self._x_labels, self._y_label = tuple(x_labels), y_label
        self.setAccessibleName(name)
        self.hint.setText(hint)
        self._use_theme()
        self.draw(everything=True)
        theme().changed.connect(self._on_theme_changed)
        self.view.sigRangeChanged.connect(self.redraw)
        self.view.sigResized.connect(self._on_resized)
        self.view.sigRangeChangedManually.connect(self._on_zoomed)

    # -- for subclasses

    def draw(self, everything: bool) -> None:
        """Draw the current run for the range in view; `everything`: kept runs, colours and legend too."""
        raise NotImplementedError

    def read_out(self, x: float) -> tuple[float, float, str] | None:
        """The place nearest to `x` that has a value, and what to say of it."""
        raise NotImplementedError

    def place_of(self, iteration: int) -> float:
        """Where an iteration is on the x axis."""
        raise NotImplementedError

    # -- the range in view

    def set_home(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        """The range that `follow` shows. It changes seldom, in big steps."""
        if (x, y) == self._home:
            return
        if x != self._home[0]:
            self._last_number = formatting.setting(round(x[1] / (1 + MARGIN)))
            self._fit_axes_to_text()
        self._home = (x, y)
        width, height = x[1] - x[0], y[1] - y[0]
        self.view.setLimits(xMin=x[0] - width * 0.02, xMax=x[1] + width * 0.02, minXRange=min(4, width),
                            yMin=y[0] - height, yMax=y[1] + height, minYRange=height * 1e-6)
        if self.following:
            self._go_home()

    def follow(self, on: bool = True) -> None:
        """Show the whole run from now on, or hold the range that is in view."""
        if on:
            self._go_home()
        if on != self.following:
            self.following = on
            self.following_changed.emit(on)

    def visible_range(self) -> tuple[float, float]:
        """First and last place on the x axis that are in view."""
        return tuple(self.view.viewRange()[0])

    def pixels(self) -> int:
        """The width to draw at."""
        return max(int(self.view.width()), 50)

    def _go_home(self) -> None:
        self.view.setRange(xRange=self._home[0], yRange=self._home[1], padding=0)

    def mouseDoubleClickEvent(self, event) -> None:
        super().mouseDoubleClickEvent(event)
        self.follow()

    @Slot()
    def _on_zoomed(self) -> None:
        self.follow(False)

    @Slot()
    def _on_resized(self) -> None:
        self._fit_axes_to_text()
        self.redraw()

    @Slot()
    def redraw(self) -> None:
        """Draw all there is, for the range in view."""
        self.draw(everything=True)
        self._place_over()
        self._show_read_out()

    # -- marks over the curves

    def _make_marks(self) -> None:
        self._mark, self._across, self._along = (pg.InfiniteLine(angle=angle) for angle in (90, 90, 0))
        for line in (self._mark, self._across, self._along):
            line.setZValue(20)
            line.hide()
            self.addItem(line, ignoreBounds=True)
        self.legend = Legend(self.viewport())
        self.hint = QLabel(self.viewport())
        self.read_out_label = QLabel(self.viewport())
        self.hint.setWordWrap(True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.read_out_label.hide()
        for label in (self.hint, self.read_out_label):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_mark(self, iteration: int | None) -> None:
        """A dashed line where the network stands; None for no line."""
        self._mark.setVisible(iteration is not None)
        if iteration is not None:
            self._mark.setValue(self.place_of(iteration))

    @property
    def mark(self) -> float | None:
        """Where the mark is on the x axis, if there is one."""
        return self._mark.value() if self._mark.isVisible() else None

    def mouseMoveEvent(self, event) -> None:
        super().mouseMoveEvent(event)
        self._cursor = event.position()
        self._show_read_out()

    def leaveEvent(self, event) -> None:
        super().leaveEvent(event)
        self._cursor = None
        self._show_read_out()

    def _show_read_out(self) -> None:
        """Cross hair and values at the sample nearest to the cursor; nothing of it outside the plot."""
        found = None
        if self._cursor is not None and self._area().contains(self._cursor.toPoint()):
            found = self.read_out(self.view.mapSceneToView(self.mapToScene(self._cursor.toPoint())).x())
        for item in (self._across, self._along, self.read_out_label):
            item.setVisible(found is not None)
        if found is None:
            return
        x, y, text = found
        self._across.setValue(x)
        self._along.setVisible(math.isfinite(y))
        if math.isfinite(y):
            self._along.setValue(y)
        self.read_out_label.setText(text)
        self.read_out_label.adjustSize()
        self._place_read_out()

    def _place_read_out(self) -> None:
        """Beside the cursor, on the side where there is room."""
        area, label, gap = self._area(), self.read_out_label, theme().scaled(12)
        right = int(self._cursor.x()) + gap
        x = right if right + label.width() <= area.right() else int(self._cursor.x()) - gap - label.width()
        y = int(self._cursor.y()) - gap - label.height()
        label.move(max(x, area.left()), min(max(y, area.top()), max(area.bottom() - label.height(), area.top())))
        label.raise_()

    def _area(self) -> QRect:
        """The part of the widget in which curves are."""
        return self.mapFromScene(self.view.sceneBoundingRect()).boundingRect()

    def legend_corner(self) -> tuple[bool, bool]:
        """Whether the legend is at the right, and whether at the bottom: where curves seldom are."""
        return True, False

    def show_legend(self, rows: Sequence[LegendRow]) -> None:
        """Name the curves; nothing happens if they have these names already."""
        if tuple(rows) != self.legend.rows:
            self.legend.show_rows(rows)
            self._place_over()

    def _place_over(self) -> None:
        """Legend and hint, where the plot is now."""
        area, gap = self._area(), theme().scaled(6)
        self.legend.fit(max(area.width() - 2 * gap, 0))
        at_right, at_bottom = self.legend_corner()
        self.legend.move(area.right() - gap - self.legend.width() if at_right else area.left() + gap,
                         area.bottom() - gap - self.legend.height() if at_bottom else area.top() + gap)
        self.hint.setGeometry(area.adjusted(gap, gap, -gap, -gap))

    # -- the look

    @Slot()
    def _on_theme_changed(self) -> None:
        self._use_theme()
        self.redraw()

    def _use_theme(self) -> None:
        palette, font = theme().palette, theme().caption_font()
        self.setBackground(palette.card)
        for side in ("bottom", "left"):
            axis = self.getAxis(side)
            axis.setTickPen(palette.grid)
            axis.setTextPen(palette.axis)
            axis.setTickFont(font)
        self._fit_axes_to_text()
        self._mark.setPen(line_pen(palette.axis, dashed=True))
        for line in (self._across, self._along):
            line.setPen(line_pen(palette.dim, alpha=140))
        for label in (self.hint, self.read_out_label):
            label.setFont(font)
        self.hint.setStyleSheet(f"color: {palette.dim}; background: transparent")
        self.read_out_label.setStyleSheet(
            f"color: {palette.text}; background: {palette.field}; border: 1px solid {palette.border};"
            f" border-radius: {theme().scaled(4)}px; padding: {theme().scaled(3)}px {theme().scaled(6)}px")

    def _fit_axes_to_text(self) -> None:
        """Room for the axes that does not depend on the numbers there, so that the plot does not jump."""
        metrics, gap = QFontMetrics(theme().caption_font()), theme().scaled(4)
        named = self.height() >= theme().scaled(110)  # where there is little room, numbers need it more than names
        left, bottom = self.getAxis("left"), self.getAxis("bottom")
        left.setWidth(metrics.height() + metrics.horizontalAdvance("1×10⁻⁶") + 2 * gap)
        bottom.setHeight((2 if named else 1) * metrics.height() + gap)
        self.plotItem.layout.setContentsMargins(
            0, metrics.height() // 2, metrics.horizontalAdvance(self._last_number) // 2, 0)
        room = self.width() - left.width()
        fitting = [text for text in self._x_labels if metrics.horizontalAdvance(text) <= room]
        for axis, text in ((left, self._y_label), (bottom, fitting[0] if named and fitting else "")):
            wanted = {"color": theme().palette.axis, "font-size": f"{theme().caption_font().pointSizeF():.1f}pt"}
            if (axis.labelText, axis.labelStyle) != (text, wanted):
                axis.setLabel(text, **wanted)
                axis.resizeEvent()  # puts the label in its place
        self.setMinimumSize(theme().scaled(180), theme().scaled(70))


class LossPlot(CurvePlot):
    """The loss of every update, by iteration: lowest and highest of what falls on a pixel."""

    def __init__(self) -> None:
        super().__init__()
        self.iterations = 1
        self.smoothing = 1
        self.logarithmic = False
        self._drawn = None  # history and version on the screen
        self._kept_curves: list[pg.PlotCurveItem] = []
        self.raw = pg.PlotCurveItem(connect="finite", antialias=True)
        self.smooth = pg.PlotCurveItem(connect="finite")  # wider: antialiasing would make it slow
        for z, curve in ((10, self.raw), (11, self.smooth)):
            curve.setZValue(z)
            self.addItem(curve, ignoreBounds=True)
        self._head = QGraphicsEllipseItem(-3.5, -3.5, 7, 7)
        self._head.setFlag(QGraphicsEllipseItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self._head.setZValue(12)
        self.view.addItem(self._head, ignoreBounds=True)
        self.start((self.tr("iteration (loss after each update, on the same minibatch)"),
                    self.tr("iteration (loss after each update)"), self.tr("iteration")), self.tr("loss"),
                   self.tr("Cross entropy error by iteration"),
                   self.tr("Press Run: the loss of every update will be drawn here."))

    def refresh(self) -> None:
        """Draw what has come since the last time."""
        if self.history is not None and self._drawn != (self.history, self.history.version):
            self.draw(everything=False)

    def place_of(self, iteration: int) -> float:
        return float(iteration)

    def legend_corner(self) -> tuple[bool, bool]:
        return (False, True) if self.logarithmic else (True, False)

    def draw(self, everything: bool) -> None:
        count = 0 if self.history is None else self.history.count
        self._drawn = None if self.history is None else (self.history, self.history.version)
        self.hint.setVisible(count <= 1)
        self._fit_axes()
        if everything:
            self._draw_kept_runs()
            self._use_pens()
            self.show_legend(self._legend_rows())
        self.raw.setData(*self.line_of(self.history))
        if self.smoothing > 1:
            self.smooth.setData(*self.line_of(self.history, self.smoothing))
        self.smooth.setVisible(self.smoothing > 1)
        self._draw_head(count)

    def line_of(self, history: History | None, smoothing: int = 1) -> tuple[np.ndarray, np.ndarray]:
        """What is drawn of a history for the range in view: places on both axes, NaN for a gap."""
        if history is None:
            return np.empty(0), np.empty(0)
        first, last = self.visible_range()
        margin = (last - first) / self.pixels() + 1  # so that lines go on to the edge of the plot
        iterations, losses = history.curve(math.floor(first - margin), math.ceil(last + margin),
                                           self.pixels(), smoothing)
        return iterations, self.height_of(losses)

    def height_of(self, losses: np.ndarray) -> np.ndarray:
        """Where losses are on the y axis; NaN where they cannot be shown."""
        with np.errstate(invalid="ignore", divide="ignore"):
            losses = np.where(np.abs(losses) <= HIGHEST_DRAWN, losses, np.nan)
            if not self.logarithmic:
                return losses
            return np.log10(np.where(losses >= 10.0**LOWEST_DECADE, losses, np.nan))

    def read_out(self, x: float) -> tuple[float, float, str] | None:
        if self.history is None or self.history.count == 0:
            return None
        iteration = min(max(round(x), 0), self.history.count - 1)
        loss = loss_at(self.history, iteration)
        lines = [self.tr("iteration {iteration}").format(iteration=formatting.integer(iteration)),
                 self.tr("loss {loss}").format(loss=formatting.number(loss))]
        if self.smoothing > 1:
            mean = self.history.mean_loss(self.smoothing, iteration)
            lines.append(self.tr("mean of {count}: {loss}").format(
                count=formatting.integer(self.smoothing), loss=formatting.number(math.nan if mean is None else mean)))
        lines += [f"{run.name}: {formatting.number(run.history.loss(iteration))}"
                  for run in self.kept_runs if iteration < run.history.count]
        return iteration, float(self.height_of(np.array([loss]))[0]), "\n".join(lines)

    def _fit_axes(self) -> None:
        """The planned iterations, and the first loss axis that holds all losses: both change in big steps."""
        runs = [run.history for run in self.kept_runs]
        if self.history is not None:
            runs.append(self.history)
        ranges = [found for run in runs if (found := self._drawn_range(run)) is not None]
        top = next(top for top in TOPS if top >= min(max((high for _, high in ranges), default=0), HIGHEST_DRAWN))
        low, high = -0.02 * top, 1.02 * top
        if self.logarithmic:
            lowest = min((low for low, _ in ranges), default=1)
            low = float(min(-2, max(math.floor(math.log10(max(lowest, 1e-300))), LOWEST_DECADE)))
            high = math.log10(top) + 0.05
        last = self.iterations if self.history is None else max(self.iterations, self.history.count - 1)
        if last > self.iterations:
            last = math.ceil(last / round_step(last / 10)) * round_step(last / 10)
        self.set_home((-MARGIN * last, (1 + MARGIN) * last), (low, high))

    def _drawn_range(self, history: History) -> tuple[float, float] | None:
        found = history.loss_range(0, history.count)
        if found is None or found[1] <= HIGHEST_DRAWN:
            return found
        losses = history.curve(0, history.count, self.pixels())[1]  # the highest is a gap: what is the next?
        losses = losses[np.abs(losses) <= HIGHEST_DRAWN]
        return (losses.min(), losses.max()) if len(losses) else None

    def _draw_kept_runs(self) -> None:
        while len(self._kept_curves) > len(self.kept_runs):
            self.removeItem(self._kept_curves.pop())
        while len(self._kept_curves) < len(self.kept_runs):
            self._kept_curves.append(pg.PlotCurveItem(connect="finite", antialias=True))
            self.addItem(self._kept_curves[-1], ignoreBounds=True)
        for curve, run in zip(self._kept_curves, self.kept_runs, strict=True):
            curve.setData(*self.line_of(run.history, self.smoothing))

    def _use_pens(self) -> None:
        palette = theme().palette
        self.raw.setPen(line_pen(palette.train, alpha=110 if self.smoothing > 1 else 255))
        self.smooth.setPen(line_pen(palette.train, 2))
        for i, curve in enumerate(self._kept_curves):
            curve.setPen(line_pen(kept_colour(i), alpha=150))
        self._head.setPen(QPen(Qt.PenStyle.NoPen))
        self._head.setBrush(QColor(palette.train))

    def _legend_rows(self) -> list[LegendRow]:
        rows = []
        if self.smoothing > 1:
            rows.append(LegendRow(theme().palette.train, self.tr("mean of the last {count}").format(
                count=formatting.integer(self.smoothing))))
        elif self.kept_runs:
            rows.append(LegendRow(theme().palette.train, self.tr("this run")))
        return rows + [LegendRow(kept_colour(i), run.name) for i, run in enumerate(self.kept_runs)]

    def _draw_head(self, count: int) -> None:
        """A dot at the newest loss."""
        place = float(self.height_of(np.array([loss_at(self.history, count - 1)]))[0]) if count else math.nan
        self._head.setVisible(math.isfinite(place))
        if math.isfinite(place):
            self._head.setPos(count - 1, place)


def loss_at(history: History, iteration: int) -> float:
    """The loss of an iteration, or NaN if the training thread has just gone back and forgotten it."""
    try:
        return history.loss(iteration)
    except IndexError:
        return math.nan


class AccuracyPlot(CurvePlot):
    """Accuracy over all training data and all test data, by epoch."""

    def __init__(self) -> None:
        super().__init__()
        self.epochs = 1.0
        self.iterations_per_epoch = 1.0
        self._drawn: tuple[AccuracyPoint, ...] | None = None
        self._kept_curves: list[pg.PlotCurveItem] = []
        self.lines = {kind: pg.PlotCurveItem(antialias=True) for kind in ("train", "test")}
        self.markers = {kind: pg.ScatterPlotItem(pxMode=True, symbol=symbol, pen=None)
                        for kind, symbol in (("train", "o"), ("test", "s"))}
        for z, item in enumerate((*self.lines.values(), *self.markers.values())):
            item.setZValue(10 + z)
            self.addItem(item, ignoreBounds=True)
        self.start((self.tr("epochs"),), self.tr("acc"), self.tr("Accuracy by epoch"),
                   self.tr("Accuracy over all training and test data, after each epoch."))

    def refresh(self) -> None:
        """Draw what has come since the last time."""
        if self.history is not None and self._drawn is not self.history.accuracies():
            self.draw(everything=False)

    def place_of(self, iteration: int) -> float:
        return iteration / self.iterations_per_epoch

    def legend_corner(self) -> tuple[bool, bool]:
        return True, True

    def draw(self, everything: bool) -> None:
        self._drawn = () if self.history is None else self.history.accuracies()
        self.hint.setVisible(len(self._drawn) <= 1)
        last = max([self.epochs, *(point.epoch for point in self._drawn[-1:])])
        self.set_home((-MARGIN * last, (1 + MARGIN) * last), (-0.02, 1.03))
        if everything:
            self._draw_kept_runs()
            self._use_pens()
        for kind in ("train", "test"):
            epochs, accuracies = self.line_of(self._drawn, kind)
            self.lines[kind].setData(epochs, accuracies)
            marked = epochs % self._marker_step() == 0
            self.markers[kind].setData(epochs[marked], accuracies[marked])
        self.show_legend(self._legend_rows())

    def _marker_step(self) -> int:
        """Every how many epochs there is room for a marker."""
        first, last = self.visible_range()
        least = theme().scaled(MARKER_DISTANCE) * (last - first) / self.pixels()
        return max(int(round_step(least)), 1)

    def line_of(self, points: Sequence[AccuracyPoint], kind: str) -> tuple[np.ndarray, np.ndarray]:
        """What is drawn of accuracies for the range in view: epochs and values, at most `MOST_EPOCHS`."""
        first, last = self.visible_range()
        points = points[max(math.floor(first), 0):max(math.ceil(last) + 1, 0)]
        step = max(-(-len(points) // MOST_EPOCHS), 1)
        points = [point for i, point in enumerate(points) if point.epoch % step == 0 or i == len(points) - 1]
        return np.array([point.epoch for point in points]), np.array([getattr(point, kind) for point in points])

    def read_out(self, x: float) -> tuple[float, float, str] | None:
        if not self._drawn:
            return None
        point = self._drawn[min(max(round(x), 0), len(self._drawn) - 1)]
        lines = [self.tr("epoch {epoch}, iteration {iteration}").format(
                     epoch=formatting.integer(point.epoch), iteration=formatting.integer(point.iteration)),
                 self.tr("train acc {accuracy}").format(accuracy=accuracy_text(point.train)),
                 self.tr("test acc {accuracy}").format(accuracy=accuracy_text(point.test))]
        for run in self.kept_runs:
            kept = run.history.accuracies()[point.epoch:point.epoch + 1]
            lines += [f"{run.name}: {accuracy_text(found.train)}, {accuracy_text(found.test)}" for found in kept]
        return float(point.epoch), point.test, "\n".join(lines)

    def _draw_kept_runs(self) -> None:
        while len(self._kept_curves) > 2 * len(self.kept_runs):
            self.removeItem(self._kept_curves.pop())
        while len(self._kept_curves) < 2 * len(self.kept_runs):
            self._kept_curves.append(pg.PlotCurveItem(antialias=True))
            self.addItem(self._kept_curves[-1], ignoreBounds=True)
        for i, run in enumerate(self.kept_runs):
            for curve, kind in zip(self._kept_curves[2 * i:2 * i + 2], ("train", "test"), strict=True):
                curve.setData(*self.line_of(run.history.accuracies(), kind))
                curve.setPen(line_pen(kept_colour(i), dashed=kind == "test", alpha=170))

    def _use_pens(self) -> None:
        palette = theme().palette
        for kind, colour, size in (("train", palette.train, 7), ("test", palette.test, 5)):
            self.lines[kind].setPen(line_pen(colour, 2, dashed=kind == "test"))
            self.markers[kind].setBrush(QColor(colour))
            self.markers[kind].setSize(theme().scaled(size))

    def _legend_rows(self) -> list[LegendRow]:
        palette, newest = theme().palette, self._drawn[-1] if self._drawn else None
        rows = [
            LegendRow(palette.train, self.tr("train acc {accuracy}").format(
                accuracy=accuracy_text(newest.train) if newest else "").rstrip(), marker="o"),
            LegendRow(palette.test, self.tr("test acc {accuracy}").format(
                accuracy=accuracy_text(newest.test) if newest else "").rstrip(), dashed=True, marker="s")]
        for i, run in enumerate(self.kept_runs):
            points = run.history.accuracies()
            rows.append(LegendRow(kept_colour(i), self.tr("{name}: test acc {accuracy}").format(
                name=run.name, accuracy=accuracy_text(points[-1].test if points else math.nan)), dashed=True))
        return rows


def kept_colour(place: int) -> str:
    """The colour of a kept run, by its place in the list."""
    colours = theme().palette.kept_runs
    return colours[place % len(colours)]


def accuracy_text(accuracy: float) -> str:
    """``0.9550``."""
    return formatting.fixed(accuracy, 4)


class CurvesPanel(QWidget):
    """Both plots in their cards: side by side where there is room, else one above the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.loss_plot, self.accuracy_plot = LossPlot(), AccuracyPlot()
        self._end: int | None = None
        self._position: int | None = None
        self._cards = (Card(self.tr("Cross Entropy Error")), Card(self.tr("Accuracy")))
        self._make_controls()
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSizeConstraint(QBoxLayout.SizeConstraint.SetNoConstraint)
        for card, plot in zip(self._cards, (self.loss_plot, self.accuracy_plot), strict=True):
            card.body.addWidget(plot)
            self._layout.addWidget(card, 1)
        self.loss_plot.setToolTip(self.tr(
            "The loss of each minibatch, taken after the update that was made with it, as in the book. "
            "Iteration 0 is the loss before training. Wheel and drag zoom; a double click shows the whole run again."))
        self.accuracy_plot.setToolTip(self.tr(
            "The share of right answers over all training data and all test data, at the end of each epoch. "
            "Epoch 0 is before training. Wheel and drag zoom; a double click shows the whole run again."))
        theme().changed.connect(self._on_theme_changed)
        self._arrange()

    # -- what the window says

    def show_run(self, history: History | None, iterations: int, iterations_per_epoch: float) -> None:
        """Draw this run from now on; or the same one with another plan.

        Parameters
        ----------
        history
            What is recorded of the run; None where there is none yet.
        iterations
            How many updates are planned: the length of the x axis.
        iterations_per_epoch
            Updates that use as many samples as there are training data.
        """
        is_new = history is not self.loss_plot.history
        loss, accuracy = self.loss_plot, self.accuracy_plot
        loss.iterations = max(iterations, 1)
        accuracy.iterations_per_epoch = iterations_per_epoch
        accuracy.epochs = max(iterations / iterations_per_epoch, 1.0)
        for plot in (loss, accuracy):
            plot.history = history
            plot.redraw()
            if is_new:
                plot.follow()
        if is_new:
            self.show_position(None)

    def show_kept_runs(self, runs: Sequence[KeptRun]) -> None:
        """Draw these runs too, fainter, below the current one."""
        for plot in (self.loss_plot, self.accuracy_plot):
            plot.kept_runs = tuple(runs)
            plot.redraw()

    def show_position(self, iteration: int | None) -> None:
        """Mark where the network now stands, if that is not the end of the curve."""
        self._position = iteration
        self._update_mark()

    @Slot()
    def refresh(self) -> None:
        """Draw what has come since the last time; free of cost if nothing has, or if nobody sees it."""
        if self.isVisible():
            self.loss_plot.refresh()
            self.accuracy_plot.refresh()
            self._update_mark()

    def _update_mark(self) -> None:
        history = self.loss_plot.history
        end = None if history is None else history.count - 1
        mark = self._position if end is not None and self._position is not None and self._position < end else None
        for plot in (self.loss_plot, self.accuracy_plot):
            plot.show_mark(mark)

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self.refresh()

    # -- the controls in the cards

    def _make_controls(self) -> None:
        self.smoothing_button = flat_button(self.tr("Draw the mean of the last losses over the losses themselves"))
        self.smoothing_button.setMenu(self._smoothing_menu())
        self.smoothing_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.smoothing_button.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.log_button = flat_button(self.tr("Logarithmic loss axis: small losses far apart"), checkable=True)
        self.log_button.setText(self.tr("log"))
        self.log_button.setAccessibleName(self.tr("Logarithmic loss axis"))
        self.log_button.toggled.connect(self._on_log_toggled)
        self.follow_buttons = tuple(self._follow_button(plot) for plot in (self.loss_plot, self.accuracy_plot))
        for button in (self.smoothing_button, self.log_button, self.follow_buttons[0]):
            self._cards[0].header_layout.addWidget(button)
        self._cards[1].header_layout.addWidget(self.follow_buttons[1])
        self._update_smoothing_text()

    def _follow_button(self, plot: CurvePlot) -> QToolButton:
        button = flat_button(self.tr("Show the whole run and follow it. Zooming ends it, a double click restores it"),
                             checkable=True)
        button.setText(self.tr("follow"))
        button.setAccessibleName(self.tr("Follow the run: {plot}").format(plot=plot.accessibleName()))
        button.setChecked(True)
        button.toggled.connect(plot.follow)
        plot.following_changed.connect(button.setChecked)
        return button

    def _smoothing_menu(self) -> QMenu:
        menu, group = QMenu(self), QActionGroup(self)
        for count in SMOOTHINGS:
            text = self.tr("off") if count == 1 else self.tr("mean of the last {count}").format(
                count=formatting.integer(count))
            action = QAction(text, group, checkable=True, checked=count == 1)
            action.setData(count)
            menu.addAction(action)
        group.triggered.connect(self._on_smoothing_chosen)
        return menu

    @Slot(QAction)
    def _on_smoothing_chosen(self, action: QAction) -> None:
        self.set_smoothing(action.data())

    def set_smoothing(self, count: int) -> None:
        """Draw the mean of the last `count` losses, one of `SMOOTHINGS`; 1 for the losses alone."""
        self.loss_plot.smoothing = count
        for action in self.smoothing_button.menu().actions():
            action.setChecked(action.data() == count)
        self._update_smoothing_text()
        self.loss_plot.redraw()

    def set_logarithmic(self, on: bool) -> None:
        """Whether the loss axis is logarithmic."""
        self.log_button.setChecked(on)

    def _update_smoothing_text(self) -> None:
        count = self.loss_plot.smoothing
        text = self.tr("smoothing off") if count == 1 else self.tr("smoothing {count}").format(
            count=formatting.integer(count))
        self.smoothing_button.setText(text)
        self.smoothing_button.setAccessibleName(text)

    @Slot(bool)
    def _on_log_toggled(self, on: bool) -> None:
        plot = self.loss_plot
        plot.logarithmic = plot.getAxis("left").logarithmic = on
        plot.redraw()
        plot.follow()

    # -- the arrangement

    @Slot()
    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self._arrange()

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        card = self._cards[0].minimumSizeHint()
        return card

    def _arrange(self) -> None:
        """One above the other where two would be too narrow side by side, or taller than wide."""
        narrowest = max(card.minimumSizeHint().width() for card in self._cards)
        spacing = theme().scaled(10)
        too_narrow = self.width() < 2 * narrowest + spacing
        stacked = self.width() < (2.5 if too_narrow else 1.4) * self.height()
        wanted = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        if self._layout.direction() != wanted:
            self._layout.setDirection(wanted)
        self._layout.setSpacing(spacing)


def flat_button(tool_tip: str, *, checkable: bool = False) -> QToolButton:
    """A quiet button for the header of a card."""
    button = QToolButton()
    button.setProperty("role", "flat")
    button.setCheckable(checkable)
    button.setToolTip(tool_tip)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
