"""Accuracy over all training data, all test data and what is kept back for validation, by epoch."""

import math
from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from pyqtgraph.graphicsItems.ScatterPlotItem import Symbols
from PySide6.QtGui import QColor, QPainterPath, QPen

from engine.training.record.history import AccuracyPoint
from gui.look.theme import theme
from gui.panels.curves.plot import CurvePlot, Line, axis_end
from gui.training.reports import KeptRun
from gui.widgets.legend import LegendRow
from gui.widgets.pens import line_pen
from gui.widgets.ticks import round_step
from gui.words import formatting

KINDS = {"train": "o", "test": "s", "validation": Symbols["d"]}  # and their markers
MOST_EPOCHS = 400  # accuracies drawn at once
MOST_TOLD = 3    # kept runs of which the legend tells the accuracy: more of them would lie over the curves
MARKER_DISTANCE = 20  # pixels, at least, between two markers


class AccuracyPlot(CurvePlot):
    """Two curves, or three where images are kept back for validation, with markers where there is room for them."""

    def __init__(self) -> None:
        super().__init__()
        self._drawn: tuple[AccuracyPoint, ...] = ()  # what is on the screen
        self.lines = {kind: pg.PlotCurveItem(antialias=True) for kind in KINDS}
        self.markers = {kind: pg.ScatterPlotItem(pxMode=True, symbol=symbol, pen=None)
                        for kind, symbol in KINDS.items()}
        self.add_curves(*self.lines.values(), *self.markers.values())
        self.describe(self.tr("Accuracy by epoch"),
                      self.tr("Accuracy over all training and test data, after each epoch."))
        self.start((self.tr("epochs"),), self.tr("acc"))

    # -- the axes

    def place_of(self, iteration: int) -> float:
        return self.epochs.passed(iteration)

    def iteration_at(self, x: float) -> int:
        return round(self.epochs.end_of(x))

    def legend_corner(self) -> tuple[bool, bool]:
        """At the right, where the curves end: above them while they are low, and below them from then on."""
        some = self._drawn[::len(self._drawn) // MOST_EPOCHS + 1]
        highest = max((point.train for point in some), default=0)
        return True, highest > 0.5 or bool(self.kept_runs)

    def fit_axes(self) -> None:
        runs = (self._drawn, *(run.history.accuracies() for run in self.kept_runs))
        reached = max((points[-1].epoch for points in runs if points), default=0)
        planned = max(self.epochs.passed(self.iterations), 1.0)
        self.set_home(axis_end(reached, 1, planned), (-0.02, 1.03), planned)

    # -- the curves

    def has_news(self) -> bool:
        return self._drawn is not self.history.accuracies()

    def take_news(self) -> int:
        self._drawn = () if self.history is None else self.history.accuracies()
        return len(self._drawn)

    def use_pens(self) -> None:
        palette = theme().palette
        for kind, colour, size in (
                ("train", palette.train, 7), ("test", palette.test, 5), ("validation", palette.validation, 7)):
            self.lines[kind].setPen(line_pen(colour, 2, dashed=kind != "train"))
            self.markers[kind].setBrush(QColor(colour))
            self.markers[kind].setSize(theme().scaled(size))

    def draw_run(self) -> None:
        for kind in KINDS:
            epochs, accuracies = self.line_of(self._drawn, kind)
            self.lines[kind].setData(epochs, accuracies)
            apart, step = epochs[1] - epochs[0] if len(epochs) > 1 else 1, self._marker_step()
            marked = epochs // step > (epochs - apart) // step
            self.markers[kind].setData(epochs[marked], accuracies[marked])

    def kept_lines(self, run: KeptRun, colour: str) -> list[tuple[Line, QPen]]:
        return [(self.line_of(run.history.accuracies(), kind), line_pen(colour, dashed=kind == "test", alpha=170))
                for kind in ("train", "test")]

    def line_of(self, points: Sequence[AccuracyPoint], kind: str) -> Line:
        """What is drawn of accuracies for the range in view: at most some `MOST_EPOCHS`."""
        first, last = self.visible_range()
        begin, end = _first_from(points, math.floor(first)), _first_from(points, math.ceil(last) + 1)
        step = max(-(-(end - begin) // MOST_EPOCHS), 1)
        # Not all of them are looked through: after a million iterations they are many, and this is done at each frame.
        places = [*range(-(-begin // step) * step, end, step)]
        if begin < end and places[-1:] != [end - 1]:
            places.append(end - 1)
        points = [point for point in map(points.__getitem__, places) if getattr(point, kind) is not None]
        return np.array([point.epoch for point in points]), np.array([getattr(point, kind) for point in points])

    def _marker_step(self) -> int:
        """Every how many epochs there is room for a marker."""
        first, last = self.visible_range()
        least = theme().scaled(MARKER_DISTANCE) * (last - first) / self.pixels()
        return max(int(round_step(least)), 1)

    # -- the words

    def run_rows(self) -> list[LegendRow]:
        palette, newest = theme().palette, self._newest()
        when = [] if newest is None else [LegendRow("", self._when_text(newest))]
        rows = [*when, LegendRow(palette.train, self._train_text(newest), marker=KINDS["train"]),
                LegendRow(palette.test, self._test_text(newest), dashed=True, marker=KINDS["test"])]
        if newest is not None and newest.validation is not None:
            rows.append(LegendRow(palette.validation, self._validation_text(newest), dashed=True,
                                  marker=KINDS["validation"]))
        return rows

    def kept_row(self, run: KeptRun, colour: str, marker: QPainterPath) -> LegendRow:
        if len(self.kept_runs) > MOST_TOLD:
            return LegendRow(colour, run.name, dashed=True, marker=marker)
        newest = run.history.accuracy_at(run.history.count)
        text = self.tr("{name}: test acc {accuracy}, epoch {epoch}").format(
            name=run.name, accuracy=accuracy_text(newest.test if newest else math.nan),
            epoch=formatting.integer(newest.epoch) if newest else formatting.NOTHING)
        return LegendRow(colour, text, dashed=True, marker=marker)

    def read_out(self, x: float) -> tuple[float, float, str] | None:
        if not self._drawn:
            return None
        point = min(self._drawn, key=lambda each: abs(each.epoch - x))
        lines = [self._when_text(point), self._train_text(point), self._test_text(point)]
        if point.validation is not None:
            lines.append(self._validation_text(point))
        for run in self.kept_runs:
            kept = [each for each in run.history.accuracies() if each.epoch == point.epoch]
            lines += [f"{run.name}: {accuracy_text(found.train)}, {accuracy_text(found.test)}" for found in kept]
        return float(point.epoch), point.test, "\n".join(lines)

    def _newest(self) -> AccuracyPoint | None:
        """The last accuracies up to where the network stands."""
        known = [point for point in self._drawn if point.iteration <= self._position] if self.is_behind else self._drawn
        return known[-1] if known else None

    def _when_text(self, point: AccuracyPoint) -> str:
        return self.tr("epoch {epoch}, iteration {iteration}").format(
            epoch=formatting.integer(point.epoch), iteration=formatting.integer(point.iteration))

    def _train_text(self, point: AccuracyPoint | None) -> str:
        return self.tr("train acc {accuracy}").format(accuracy=accuracy_text(point.train) if point else "").rstrip()

    def _test_text(self, point: AccuracyPoint | None) -> str:
        return self.tr("test acc {accuracy}").format(accuracy=accuracy_text(point.test) if point else "").rstrip()

    def _validation_text(self, point: AccuracyPoint) -> str:
        return self.tr("val acc {accuracy}").format(accuracy=accuracy_text(point.validation))


def _first_from(points: Sequence[AccuracyPoint], epoch: int) -> int:
    return bisect_left(points, epoch, key=lambda point: point.epoch)


def accuracy_text(accuracy: float) -> str:
    """``0.9550``."""
    return formatting.fixed(accuracy, 4)
