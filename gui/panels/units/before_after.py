"""What a network makes of its samples before and after units were switched off, and the change."""

from collections.abc import Mapping, Sequence
from enum import Enum

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from engine.inspection.frozen.trace import Sample
from engine.inspection.learned.comparison import Comparison
from engine.inspection.learned.confusion import confusion_of
from engine.inspection.learned.without import SampleComparison
from gui.look.theme import theme
from gui.qt.guarded import Guarded
from gui.qt.later import Later
from gui.widgets.bars import Bars
from gui.widgets.confusion_map import ConfusionMap
from gui.widgets.labels import PART, DimLabel, SectionLabel
from gui.widgets.pill import PillGroup
from gui.words import formatting

_BEFORE, _AFTER, _CHANGE = range(3)
_HEAD, _FIGURES, _MAPS = range(3)  # rows of all samples
_SAMPLE, _SAMPLE_HEAD, _BARS, _VERDICTS = range(4)  # and of the one
_WIDE = 780  # pixels at normal text size, from which on the one sample may stand beside all of them
_HIGH = 900  # that are seen of the page, from which on three matrices have room above it
_DECIMALS = 4


class Arrangement(Enum):
    """What stands where: all that matters is to be in sight at once, and what is written to be readable."""

    THREE = "three"    # matrices side by side, the sample beneath them
    BESIDE = "beside"  # one matrix, the sample at its right
    ONE = "one"        # one matrix, the sample beneath it


class BeforeAfter(Guarded, QWidget):
    """Three columns: with all units, without those that are off, and the change. For all samples, and for the one.

    Where three matrices have no room with their numbers, one of them has all of it, and pills choose which.

    Attributes
    ----------
    maps : tuple of ConfusionMap
        By column.
    bars : tuple of Bars
        y of the chosen sample, by column.
    figures, verdicts : tuple of QLabel
        In words, by column: of all samples, and of the one.
    in_short : str
        What has become of both, in a line.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fitting = Later(self, self._fit)
        self._arrangement: Arrangement | None = None
        self._seen_height = 0
        titles = self.tr("with all units"), self.tr("without them"), self.tr("change")
        self._heads, self._sample_heads = (tuple(SectionLabel(title) for title in titles) for _ in range(2))
        self.maps = tuple(ConfusionMap(sums=False) for _ in range(3))
        self.pills = PillGroup(titles)
        self.pills.choose(_CHANGE)
        self.figures, self.verdicts = (tuple(_words() for _ in range(3)) for _ in range(2))
        self.bars = tuple(Bars() for _ in range(3))
        self.about_sample = DimLabel(small=True)
        self._accuracy = self._reading = ""
        self._all = _columns({_HEAD: self._heads, _FIGURES: self.figures})
        self._one = _columns({_SAMPLE_HEAD: self._sample_heads, _BARS: self.bars, _VERDICTS: self.verdicts})
        self._all.addWidget(self.pills, _HEAD, 0, 1, 3)
        self._one.addWidget(self.about_sample, _SAMPLE, 0, 1, 3)
        for column, each in enumerate(self.maps):
            each.setAccessibleName(self.tr("Confusion matrix, {which}").format(which=titles[column]))
        self._body = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._body.setContentsMargins(0, 0, 0, 0)
        beside = QVBoxLayout()
        beside.addLayout(self._one)
        beside.addStretch(1)
        self._body.addLayout(self._all, 1)
        self._body.addLayout(beside, 1)
        self.pills.chosen.connect(self._on_chosen)
        theme().changed.connect(self._fit)
        self._fit()

    def show_seen_height(self, height: int) -> None:
        """Of the page that this is a part of, so many pixels are in sight."""
        self._seen_height = height
        self._fitting.ask()

    def show_comparison(self, found: Comparison, class_names: Sequence[str]) -> None:
        """What becomes of all samples."""
        before, after = found.before, found.after
        losses = [each.loss for each in (before, after)]
        for label, answers, loss in zip(self.figures, (before, after), losses, strict=False):
            label.setText(self.tr("accuracy {accuracy}\nL {loss}").format(
                accuracy=formatting.fixed(answers.accuracy, _DECIMALS), loss=formatting.number(loss)))
        (_, worse), (better, _) = found.table
        self.figures[_CHANGE].setText(self.tr(
            "accuracy {accuracy}, L {loss}\n{worse} wrong anew, {better} right anew").format(
            accuracy=_signed(after.accuracy - before.accuracy), loss=formatting.signed(losses[1] - losses[0], 3),
            worse=formatting.integer(worse), better=formatting.integer(better)))
        self._accuracy = self.tr("accuracy {before} → {after}").format(
            before=formatting.fixed(before.accuracy, _DECIMALS), after=formatting.fixed(after.accuracy, _DECIMALS))
        first, second = (confusion_of(answers, len(class_names)) for answers in (before, after))
        names, limit = tuple(class_names), float(max(first.errors.max(), second.errors.max()))
        self.maps[_BEFORE].show_confusion(first, names, limit=limit)
        self.maps[_AFTER].show_confusion(second, names, limit=limit)
        self.maps[_CHANGE].show_confusion(second, names, before=first)
        self._fitting.ask()

    def show_nothing(self, text: str) -> None:
        """Say why nothing is known of all samples."""
        self._accuracy = ""
        for label, each in zip(self.figures, self.maps, strict=True):
            label.setText("")
            each.show_message(text)

    def show_sample(self, found: SampleComparison | None, sample: Sample | None, class_names: Sequence[str]) -> None:
        """What becomes of the chosen one; None: nothing is chosen."""
        self.about_sample.setText(self._about(sample, class_names))
        self._reading = ""
        if found is None or sample is None:
            for bars, verdict in zip(self.bars, self.verdicts, strict=True):
                bars.show_message(self.tr("no sample"))
                verdict.setText("")
            return
        change, names = found.after - found.before, []
        for bars, verdict, y in zip(self.bars, self.verdicts, (found.before, found.after), strict=False):
            read = None if np.isnan(y).any() else int(y.argmax())
            names.append(formatting.NOTHING if read is None else class_names[read])
            bars.show_values(y, labels=class_names, kind="probability", marked=sample.label, predicted=read, name="y")
            verdict.setText(self._verdict(read, y, class_names))
        self.bars[_CHANGE].show_values(
            change.round(_DECIMALS), labels=class_names, limit=1.0, marked=sample.label, name="y")
        self.verdicts[_CHANGE].setText("" if sample.label is None else self.tr("of the label: {change}").format(
            change=_signed(float(change[sample.label]))))
        self._reading = self.tr("this sample: {before} → {after}").format(before=names[_BEFORE], after=names[_AFTER])

    @property
    def in_short(self) -> str:
        return PART.join(filter(None, (self._accuracy, self._reading)))

    def _verdict(self, read: int | None, y: np.ndarray, class_names: Sequence[str]) -> str:
        if read is None:
            return self.tr("no answer: y is NaN")
        return self.tr("read as {name} ({probability})").format(
            name=class_names[read], probability=formatting.percent(float(y[read])))

    def _about(self, sample: Sample | None, class_names: Sequence[str]) -> str:
        if sample is None:
            return self.tr("The chosen sample")
        if sample.split == "drawn" or sample.label is None:
            return self.tr("What was drawn")
        text = self.tr("Test sample {index}, label {label}") if sample.split == "test" else self.tr(
            "Training sample {index}, label {label}")
        return text.format(index=formatting.integer(sample.index), label=class_names[sample.label])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fitting.ask()

    @Slot(object)
    def _on_chosen(self, _: int) -> None:
        self._place_maps()

    @Slot()
    def _fit(self) -> None:
        for grid in (self._all, self._one):
            grid.setHorizontalSpacing(theme().scaled(12))
            grid.setVerticalSpacing(theme().scaled(5))
        arrangement = self._fitting_arrangement()
        self._body.setSpacing(theme().scaled(24 if arrangement is Arrangement.BESIDE else 5))
        if arrangement is not self._arrangement:
            self._arrangement = arrangement
            self._place_maps()

    def _fitting_arrangement(self) -> Arrangement:
        if self.width() < theme().scaled(_WIDE):
            return Arrangement.ONE
        third = (self.width() - 2 * self._all.horizontalSpacing()) // 3
        if self._seen_height >= theme().scaled(_HIGH) and all(each.has_room_for_numbers(third) for each in self.maps):
            return Arrangement.THREE
        return Arrangement.BESIDE

    def _place_maps(self) -> None:
        """Each in its column, or the chosen one across all three, with the pills in the place of the headings."""
        is_three, is_beside = (self._arrangement is each for each in (Arrangement.THREE, Arrangement.BESIDE))
        self._body.setDirection(QBoxLayout.Direction.LeftToRight if is_beside else QBoxLayout.Direction.TopToBottom)
        self.pills.setVisible(not is_three)
        for head, of_sample in zip(self._heads, self._sample_heads, strict=True):
            head.setVisible(is_three)
            of_sample.setVisible(not is_three)
        for column, each in enumerate(self.maps):
            self._all.removeWidget(each)
            self._all.addWidget(each, _MAPS, *((column, 1, 1) if is_three else (0, 1, 3)))
            each.setVisible(is_three or column == self.pills.current)


def _columns(rows: Mapping[int, Sequence[QWidget]]) -> QGridLayout:
    """Three of one width, with these parts in their rows."""
    grid = QGridLayout()
    for column in range(3):
        grid.setColumnStretch(column, 1)
        for row, parts in rows.items():
            grid.addWidget(parts[column], row, column)
    return grid


def _words() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label


def _signed(change: float) -> str:
    text = formatting.fixed(change, _DECIMALS)
    return f"+{text}" if change > 0 else text
