"""What a network makes of its samples before and after units were switched off, and the change: side by side."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

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
_HEAD, _FIGURES, _PILLS, _MAPS, _SAMPLE, _BARS, _VERDICTS = range(7)  # rows
_WIDE = 780  # pixels at normal text size, from which on three matrices with numbers stand side by side
_DECIMALS = 4


class BeforeAfter(Guarded, QWidget):
    """Three columns: with all units, without those that are off, and the change. All samples above, the one below.

    Where three matrices have no room side by side, one of them has all of it, and pills choose which.

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
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._fitting = Later(self, self._fit)
        self._is_wide: bool | None = None
        titles = self.tr("with all units"), self.tr("without them"), self.tr("change")
        self._heads = tuple(SectionLabel(title) for title in titles)
        self.maps = tuple(ConfusionMap(sums=False) for _ in range(3))
        self.pills = PillGroup(titles)
        self.pills.choose(_CHANGE)
        self.figures, self.verdicts = (tuple(_words() for _ in range(3)) for _ in range(2))
        self.bars = tuple(Bars() for _ in range(3))
        self.about_sample = DimLabel(small=True)
        self._accuracy = self._reading = ""
        for column in range(3):
            self._grid.setColumnStretch(column, 1)
            for row, parts in ((_HEAD, self._heads), (_FIGURES, self.figures), (_BARS, self.bars),
                               (_VERDICTS, self.verdicts)):
                self._grid.addWidget(parts[column], row, column)
        for column, each in enumerate(self.maps):
            each.setAccessibleName(self.tr("Confusion matrix, {which}").format(which=titles[column]))
        self._grid.addWidget(self.pills, _PILLS, 0, 1, 3)
        self._grid.addWidget(self.about_sample, _SAMPLE, 0, 1, 3)
        self.pills.chosen.connect(self._on_chosen)
        theme().changed.connect(self._fit)
        self._fit()

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
        self._grid.setHorizontalSpacing(theme().scaled(12))
        self._grid.setVerticalSpacing(theme().scaled(5))
        is_wide = self.width() >= theme().scaled(_WIDE)
        if is_wide != self._is_wide:
            self._is_wide = is_wide
            self._place_maps()

    def _place_maps(self) -> None:
        """Each in its column, or the chosen one across all three."""
        self.pills.setVisible(not self._is_wide)
        for column, each in enumerate(self.maps):
            self._grid.removeWidget(each)
            self._grid.addWidget(each, _MAPS, *((column, 1, 1) if self._is_wide else (0, 1, 3)))
            each.setVisible(bool(self._is_wide) or column == self.pills.current)


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
