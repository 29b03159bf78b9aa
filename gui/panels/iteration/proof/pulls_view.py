"""What was found about who pulled a weight: its way, the strongest pullers each way, what all adds up to."""

import math
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.data.dataset import Dataset
from engine.inspection.frozen.trace import Sample
from engine.inspection.learned.pulls import Pulls
from engine.inspection.written import decimals_of, ends_of_way
from engine.problem import filled
from gui.panels.iteration.parts.box import Box, Columns, Figures, Note, Verdict
from gui.panels.iteration.proof.small_plot import Line, Scale, SmallPlot
from gui.widgets.bars import Bars
from gui.widgets.labels import SectionLabel
from gui.widgets.thumbnail_grid import ThumbnailGrid
from gui.words import formatting
from gui.words.engine_texts import phrase
from gui.words.sentences import joined

_WIDE = 380  # pixels at normal text size
_STRONGEST, _POINTS = 200, 600  # samples that are shown, each way; points of the path that are drawn
_LINES = 2  # of thumbnails
_DIGITS = 3  # of the amount under the strongest
_SMALL = 0.01  # where no amount is as large they are written in a power of ten, which stands above them all


class PullsView(QWidget):
    """Of one parameter over some iterations.

    Attributes
    ----------
    up, down : ThumbnailGrid
    plot : SmallPlot
    figures : Figures
    classes : Bars

    Signals
    -------
    sample_wanted(Sample): look at this sample
    operations_wanted(Sample): look at what each operation makes of it
    """

    sample_wanted = Signal(object)
    operations_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dataset: Dataset | None = None
        self._order: dict[ThumbnailGrid, np.ndarray] = {}  # the samples of each, strongest first
        self.said, self.problem, self.drawn = Note(), Verdict(), Note()
        self.up = ThumbnailGrid(self.tr("Samples that pulled it up"), lines=_LINES)
        self.down = ThumbnailGrid(self.tr("Samples that pulled it down"), lines=_LINES)
        self.plot, self.figures = SmallPlot(self.tr("Its value over these iterations")), Figures()
        self.classes = Bars()
        self.classes.setAccessibleName(self.tr("How far the samples of each class pulled it"))
        self._build()
        for grid in (self.up, self.down):
            grid.selected.connect(self._on_selected)
            grid.activated.connect(self._on_activated)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._parts = Columns(_WIDE, (self._pullers(), 1), (self._way(), 1))
        for part in (self.said, self.problem, self._parts):
            column.addWidget(part)

    def _pullers(self) -> QWidget:
        side, column = _side()
        self._titles = {self.up: self.tr("Pulled it up"), self.down: self.tr("Pulled it down"),
                        self.classes: self.tr("All samples of a class")}
        self._heads = {part: SectionLabel(title) for part, title in self._titles.items()}
        for part, head in self._heads.items():
            column.addWidget(head)
            column.addWidget(part)
        column.addStretch(1)
        return side

    def _way(self) -> QWidget:
        side, column = _side()
        sums = Box(self.tr("What it adds up to"))
        sums.body.addWidget(self.figures)
        sums.body.addWidget(self.drawn)
        sums.body.addWidget(Note(self.tr(
            "Each sample has a part in the gradient, which moves the weight at once, by the learning rate of that "
            "iteration, and later by what the optimizer remembers of it.")))
        column.addWidget(SectionLabel(self.tr("Its way")))
        column.addWidget(self.plot)
        column.addWidget(sums)
        column.addStretch(1)
        return side

    def show_pulls(self, pulls: Pulls, dataset: Dataset) -> None:
        """Show what was found of a run on these data."""
        self._dataset = dataset
        self.said.say(self._in_words(pulls))
        self._parts.setVisible(pulls.are_numbers)
        self.problem.say(False, "" if pulls.are_numbers else self.tr(
            "In these iterations the run has gone out of bounds: there are no numbers any more that could be told "
            "apart. Choose earlier ones."))
        if pulls.are_numbers:
            self._show_samples(self.up, pulls, up=True)
            self._show_samples(self.down, pulls, up=False)
            self._show_figures(pulls)
            self._show_path(pulls)
            self.classes.show_values(
                pulls.of_classes(dataset.train.labels, dataset.class_count), labels=dataset.class_names,
                name=self.tr("pull"))

    def _in_words(self, pulls: Pulls) -> str:
        text = self.tr("Iteration {first}: {place} went from {before} to {after}.") if pulls.first == pulls.last else (
            self.tr("Iterations {first} to {last}: {place} went from {before} to {after}."))
        before, after = ends_of_way(*pulls.path[[0, -1]].tolist())
        text = text.format(first=formatting.integer(pulls.first), last=formatting.integer(pulls.last),
                           place=pulls.place, before=before, after=after)
        if pulls.are_numbers:  # all that it adds up to may be below the edge
            text = joined((text, self.tr("Samples pulled it up by {up} in all, and down by {down}.").format(
                up=formatting.number(pulls.up), down=formatting.number(-pulls.down))))
        return text

    def _show_samples(self, grid: ThumbnailGrid, pulls: Pulls, *, up: bool) -> None:
        power, captions = _amounts(pulls.pulls)
        self._heads[grid].setText(f"{self._titles[grid]} · {power}" if power else self._titles[grid])
        order = self._order[grid] = pulls.strongest(up=up)[:_STRONGEST]
        if not len(order):
            grid.show_message(self.tr("No sample did."))
            return
        look, train, names = self._dataset.look, self._dataset.train, self._dataset.class_names
        said = self.tr("{sample}, label {label}: {pull}, drawn {draws:,} {draws:time|times}")

        def tooltip(position: int) -> str:
            index = order[position]
            return filled(
                said, sample=phrase(look.words.training_sample.given(number=int(index))),
                label=names[train.labels[index]], pull=formatting.signed(pulls.pulls[index]),
                draws=int(pulls.draws[index]))

        grid.show_pictures(
            lambda positions: look.thumbnails(train.x[order[positions]]),
            [captions(pull) for pull in pulls.pulls[order]], tooltip)

    def _show_figures(self, pulls: Pulls) -> None:
        up, down = (np.count_nonzero(one) for one in (pulls.pulls > 0, pulls.pulls < 0))
        self.figures.show_rows(
            (filled(self.tr("up, by {count:,} {count:sample|samples}"), count=up), formatting.signed(pulls.up)),
            (filled(self.tr("down, by {count:,} {count:sample|samples}"), count=down), formatting.signed(pulls.down)),
            (self.tr("remembered from before"), formatting.signed(pulls.remembered)),
            (self.tr("rounding"), formatting.signed(pulls.rounding)),
            (self.tr("together: its way"), formatting.signed(pulls.way)))
        self.drawn.say(filled(
            self.tr("{drawn:,} of {all:,} training samples {drawn:was|were} in its minibatches."),
            drawn=np.count_nonzero(pulls.draws), all=len(pulls.draws)))

    def _show_path(self, pulls: Pulls) -> None:
        shown = np.unique(np.linspace(0, len(pulls.path) - 1, _POINTS).astype(int))
        path, low, high = pulls.path[shown], pulls.path.min(), pulls.path.max()
        edge = 0.05 * (high - low) or 0.05 * abs(high) or 1.0
        self.plot.set_scales(
            Scale(pulls.first - 1, pulls.last, name=self.tr("iteration"), whole=True),
            Scale(low - edge, high + edge, name=str(pulls.place)))
        self.plot.show_lines(Line("", pulls.first - 1 + shown, path, "accent"))

    @Slot(object)
    def _on_selected(self, position: int) -> None:
        self.sample_wanted.emit(self._sample(self.sender(), position))

    @Slot(object)
    def _on_activated(self, position: int) -> None:
        self.operations_wanted.emit(self._sample(self.sender(), position))

    def _sample(self, grid: ThumbnailGrid, position: int) -> Sample:
        """What a thumbnail shows; no other is chosen."""
        for other in {self.up, self.down} - {grid}:
            other.select(None)
        index, train = int(self._order[grid][position]), self._dataset.train
        return Sample(train.x[index], int(train.labels[index]), "train", index)


def _amounts(pulls: np.ndarray) -> tuple[str, Callable[[float], str]]:
    """How all of them are written, so that they can be compared at a glance: in which power of ten, if any, and each.

    All have the same decimals, as many as the strongest needs; one that would be rounded to 0 has a digit of its own.
    """
    largest = float(np.abs(pulls).max(initial=0.0))
    power = math.floor(math.log10(largest)) if 0 < largest < _SMALL else 0
    decimals = decimals_of(largest / 10.0**power, _DIGITS) or 0

    def written(pull: float) -> str:
        amount = pull / 10.0**power
        is_seen = not amount or abs(amount) >= 0.5 * 10.0**-decimals
        text = formatting.fixed(amount, decimals) if is_seen else formatting.number(amount, 1)
        return f"+{text}" if pull > 0 else text

    return (f"×{formatting.exponent_form('', power)[1:]}" if power else ""), written


def _side() -> tuple[QWidget, QVBoxLayout]:
    """One of two columns."""
    side = QWidget()
    column = QVBoxLayout(side)
    column.setContentsMargins(0, 0, 0, 0)
    return side, column
