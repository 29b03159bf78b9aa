"""When was the chosen sample got right? A band beneath the loss curve, and a line that says it in words."""

from functools import partial
from html import escape

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QTextDocumentFragment
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from engine.inspection.frozen.trace import Sample
from engine.inspection.measures.prediction import Mind, Prediction, mind
from engine.problem import filled
from gui.background.inquiry import Inquiry
from gui.look.theme import theme
from gui.panels.curves.band import AnswerBand
from gui.panels.curves.buttons import FlatButton
from gui.panels.curves.plot import CurvePlot
from gui.panels.curves.revisits import Revisits
from gui.qt.guarded import Guarded
from gui.qt.later import Later
from gui.training.reports import RunStarted
from gui.widgets.card import Card
from gui.words import formatting
from gui.words.engine_texts import phrase

PART = " · "


class When(QObject):
    """The band and the line of the chosen sample, while the button is pressed.

    Signals
    -------
    position_chosen(int): an iteration was clicked
    """

    position_chosen = Signal(object)

    def __init__(self, card: Card, plot: CurvePlot, button: FlatButton, inquiry: Inquiry) -> None:
        super().__init__(card)
        self._sample: Sample | None = None
        self._names: tuple[str, ...] = ()
        self._button = button
        self.revisits = Revisits(inquiry, "when", self)
        self.band, self.line = AnswerBand(plot), LinkLine()
        for part in (self.band, self.line):
            part.hide()
            card.body.addWidget(part)
        button.toggled.connect(self._on_toggled)
        self.revisits.changed.connect(self._show)
        self.band.chosen.connect(self.position_chosen)
        self.line.chosen.connect(self.position_chosen)
        theme().changed.connect(self._show)

    def show_run(self, run: RunStarted) -> None:
        """Another network."""
        if run.dataset.class_names != self._names:
            self._names, self._sample = run.dataset.class_names, None  # of other data, until one of these is traced
            self._want()
        self.revisits.show_history(run.history)

    def show_sample(self, sample: Sample) -> None:
        """The sample that is looked at."""
        if sample is not self._sample:
            self._sample = sample
            self._want()

    def take_over(self, other: "When") -> None:
        """Be about what another one is about."""
        self._names, self._sample = other._names, other._sample
        self.revisits.show_history(other.revisits.history)
        self.revisits.show_state(other.revisits.state)
        self._button.setChecked(other._button.isChecked())

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        for part in (self.band, self.line):
            part.setVisible(on)
        self._want()

    def _want(self) -> None:
        on = self._button.isChecked() and self._sample is not None
        self.revisits.want(partial(Prediction, x=self._sample.x) if on else None)

    @Slot()
    def _show(self) -> None:
        """The band, and what to say of it."""
        if not self._button.isChecked():
            return
        iterations, found = self.revisits.record.found()
        answers = found[:, 0].astype(int) if found.size else np.empty(0, int)
        label = self._label(answers)
        self.band.show_answers(iterations, answers, label, self._names)
        if not self._sample:
            self.line.say([self.tr("No sample is chosen.")])
        elif self.revisits.problem is not None:
            self.line.say([phrase(self.revisits.problem)])
        elif self.revisits.is_whole and len(answers):
            self.line.say([self._who(), *self._story(mind(iterations, answers, label))])
        elif self.revisits.is_running:
            self.line.say([self._who(), self.tr("a few iterations looked at; all of them once training rests")])
        else:
            self.line.say([self._who(), self.tr("{part} looked at …").format(
                part=formatting.percent(self.revisits.part))])

    def _label(self, answers: np.ndarray) -> int:
        """What is right: its label; of what has none, what it is taken for now."""
        if self._sample is not None and self._sample.label is not None:
            return self._sample.label
        return int(answers[-1]) if len(answers) else 0

    def _who(self) -> str:
        sample = self._sample
        if sample.split == "drawn":
            who = self.tr("Your drawing")
            return who if sample.label is None else f"{who} ({self._names[sample.label]})"
        return self.tr("No. {index} ({label})").format(index=formatting.integer(sample.index),
                                                      label=self._names[sample.label])

    def _story(self, found: Mind) -> list[str]:
        """The parts of the line, what matters most first; places to go to in braces of their own."""
        since, labelled = _link(found.since), self._sample.label is not None
        if found.now < 0:
            parts = [self.tr("no answer since {since}").format(since=since)]
        elif not labelled or found.now != self._sample.label:
            parts = [self.tr("read as {answer} since {since}").format(
                answer=escape(self._names[found.now]), since=since)]
        else:
            parts = [self.tr("right since {since}").format(since=since)]
        if labelled:
            parts.append(self.tr("never right so far") if found.first_right is None else
                         self.tr("first right at {first}").format(first=_link(found.first_right)))
        return [*parts, filled(self.tr("changed its mind {count:,} {count:time|times}"), count=found.changes)]


def _link(iteration: int) -> str:
    """An iteration that can be gone to."""
    return (f'<a href="{iteration}" style="color: {theme().palette.accent}">'
            f'{formatting.integer(iteration)}</a>')


class LinkLine(Guarded, QLabel):
    """One line of parts, some of which are links to iterations. What has no room is left out, the last first.

    Signals
    -------
    chosen(int): a link was followed
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[str] = []
        self._fitting = Later(self, self._fit)
        self.setProperty("role", "note")
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse
                                     | Qt.TextInteractionFlag.LinksAccessibleByKeyboard)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.linkActivated.connect(self._on_link)
        theme().changed.connect(self._fitting.ask)

    def say(self, parts: list[str]) -> None:
        """Say this."""
        if parts != self._parts:
            self._parts = parts
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fitting.ask()

    def _fit(self) -> None:
        shown = len(self._parts)
        while shown > 2 and self._width(self._parts[:shown]) > self.width():
            shown -= 1
        self.setText(PART.join(self._parts[:shown]))
        self.setToolTip("" if shown == len(self._parts) else f"<qt>{PART.join(self._parts)}</qt>")

    def _width(self, parts: list[str]) -> int:
        plain = QTextDocumentFragment.fromHtml(PART.join(parts)).toPlainText()
        return self.fontMetrics().horizontalAdvance(plain)

    @Slot(str)
    def _on_link(self, target: str) -> None:
        self.chosen.emit(int(target))
