"""The page on which units are switched off, and what the network is without them."""

import time
from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from engine.inspection.frozen.trace import Sample, Trace
from engine.inspection.learned.without import compared, compared_sample, silent_units
from engine.inspection.unit import Unit
from gui.background.inquiry import Answer, Failure, Inquiry, Progress
from gui.look.theme import theme
from gui.panels.units.before_after import BeforeAfter
from gui.panels.units.one_by_one import OneByOne
from gui.panels.units.split_choice import SplitChoice
from gui.panels.units.switches import UnitSwitches
from gui.qt.guarded import Guarded
from gui.qt.later import Later
from gui.training.reports import Learned, RunStarted
from gui.widgets.labels import DimLabel
from gui.widgets.still_scroll import StillScroll
from gui.words.engine_texts import phrase

if TYPE_CHECKING:
    from engine.inspection.learned.answers import Answers

_AT_ONCE = 2 * 10**10  # samples times parameters, about a second of work: what is more is asked about on demand
_QUIETLY = 0.3  # seconds for which nothing is said of progress
_WIDE = 780  # pixels at normal text size, from which on the two ways to choose units stand side by side


class WithoutPage(Guarded, QWidget):
    """Which units are off, which matter most, and all samples and the chosen one before and after.

    Whoever owns it calls `stop` in the end, or threads are left running. What is not seen asks nothing.

    Attributes
    ----------
    switches : UnitSwitches
    one_by_one : OneByOne
    split : SplitChoice
    before_after : BeforeAfter
    inquiry : Inquiry
        For what is answered at once.

    Signals
    -------
    unit_hovered(Unit or None): the unit under the pointer
    """

    unit_hovered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._learned: Learned | None = None
        self._sample: Sample | None = None
        self._before: tuple[str, Answers] | None = None  # of which split, with all units
        self._stale = self._asks_again = False
        self._looking_since = 0.0  # for silent units
        self.switches, self.one_by_one = UnitSwitches(), OneByOne()
        self.split, self.before_after = SplitChoice(), BeforeAfter()
        self.inquiry = Inquiry(self)
        self._lay_out()
        self.inquiry.answered.connect(self._on_answered)
        self.inquiry.progressed.connect(self._on_progressed)
        self.inquiry.failed.connect(self._on_failed)
        self.switches.changed.connect(self._on_switched)
        self.switches.layer_chosen.connect(self._on_layer_chosen)
        self.switches.silent_wanted.connect(self._on_silent_wanted)
        self.switches.looking.cancelled.connect(self._on_silent_cancelled)
        self.one_by_one.toggled.connect(self.switches.toggle)
        self.split.chosen.connect(self._on_split_chosen)
        self.split.asking.wanted.connect(self._on_comparison_wanted)
        self.split.asking.cancelled.connect(self._on_cancelled)
        for part in (self.switches, self.one_by_one):
            part.unit_hovered.connect(self.unit_hovered)

    def _lay_out(self) -> None:
        self._about, content = DimLabel(small=True), QWidget()
        self._about.setWordWrap(True)
        content.setObjectName("scrolled")
        self._parts = (self.switches, self.one_by_one, self.split, self.before_after)
        self._body = QVBoxLayout(content)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._choosing = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        for part in (self.switches, self.one_by_one):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._choosing.addWidget(part, 1)
        self._body.addWidget(self._about)
        self._body.addLayout(self._choosing)
        self._body.addWidget(self.split)
        self._body.addWidget(self.before_after)
        self._body.addStretch(1)
        self._scroll, column = StillScroll(content), QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        self._fitting = Later(self, self._fit)
        theme().changed.connect(self._fit)
        self._fit()
        self._say_what_lacks()

    # What it is told ------------------------------------------------------------------------------------------------

    def show_run(self, run: RunStarted) -> None:
        """Another network."""
        self.inquiry.cancel_all()
        self._learned = self._sample = self._before = None
        self.one_by_one.forget()
        for asking in (self.split.asking, self.switches.looking):
            asking.end()
        self._say_what_lacks()

    def show_learned(self, learned: Learned) -> None:
        """The network as it stands."""
        if learned.is_same_as(self._learned):
            self._learned = learned
            return
        self._learned, self._before = learned, None
        self.switches.show_network(learned.network.sizes, learned.network.activation.silences)
        self._tick()
        self._say_what_lacks()
        self._renew()

    def show_trace(self, trace: Trace) -> None:
        """The chosen sample."""
        if trace.sample is not self._sample:
            self._sample = trace.sample
            self.one_by_one.show_sample(trace.sample)
            if self.isVisible():
                self._ask_sample()
            else:
                self._stale = True

    def select_units(self, layer: int, units: Collection[int]) -> None:
        """Switch off these units of a layer, and no others of it."""
        self.switches.select(layer, units)

    def mark_unit(self, unit: Unit | None) -> None:
        """Light a unit."""
        self.switches.mark_unit(unit)

    def take_over(self, other: "WithoutPage") -> None:
        """Show what another page shows."""
        self._sample = other._sample
        if other._learned is not None:
            self.show_learned(other._learned)
            self.switches.take_over(other.switches)
        self.split.take_over(other.split)
        self.one_by_one.take_over(other.one_by_one)
        self._tick()
        self._scroll.take_over(other._scroll)
        self._renew()

    def stop(self) -> None:
        """Break off all questions, and end the threads that answer them. May be called more than once."""
        self.inquiry.close()
        self.one_by_one.stop()

    # What is asked --------------------------------------------------------------------------------------------------

    @property
    def _has_units(self) -> bool:
        return self._learned is not None and self._learned.network.depth > 1

    def _say_what_lacks(self) -> None:
        for part in self._parts:
            part.setVisible(self._has_units)
        lacks = self.tr("Nothing has been computed yet.") if self._learned is None else self.tr(
            "This network has no hidden layer, and so no unit that could be switched off. Choose one hidden layer or "
            "more in the Experiment panel, and press Reset.")
        self._about.setText(lacks)
        self._about.setVisible(not self._has_units)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._renew()

    def _renew(self) -> None:
        """Ask about the network as it stands, where somebody looks."""
        self._stale = not self.isVisible()
        if self._has_units and not self._stale:
            self.one_by_one.show_network(self._learned, self.switches.layer, self.split.name)
            self._ask_sample()
            self._ask_about_all(overtake=False)

    def _ask_sample(self) -> None:
        if not self._has_units:
            return
        if self._sample is None or len(self._sample.x) != self._learned.network.sizes[0]:
            self.before_after.show_sample(None, None, ())
            return
        self.inquiry.ask("sample", _about_sample, self._learned, self.switches.off, self._sample)

    def _ask_about_all(self, *, overtake: bool, on_demand: bool = False) -> None:
        """Compare what the network makes of all samples; what takes long is compared on demand."""
        network, split = self._learned.network, self._learned.dataset.split(self.split.name)
        long = len(split) * sum(value.size for value in network.params.values()) > _AT_ONCE
        self.split.show_asked(long, len(split))
        if long and not on_demand:
            self.inquiry.cancel("all")
            self.split.asking.end()
            self._show_nothing(self.tr("not compared yet"))
        elif not overtake and self.inquiry.is_asking("all"):
            self._asks_again = True  # once it is answered: a network in training would overtake every question
        else:
            before = self._before[1] if self._before is not None and self._before[0] == self.split.name else None
            self.inquiry.ask("all", _about_all, self._learned, self.switches.off, self.split.name, before)
            if long:
                self.split.asking.begin()

    @Slot(object)
    def _on_answered(self, answer: Answer) -> None:
        if answer.key == "silent":
            self.switches.looking.end()
            self.switches.select_silent(*answer.value)
            return
        about, found, *rest = answer.value
        names = about.dataset.class_names
        if answer.key == "sample":
            self.switches.show_outputs(found.outputs)
            self.before_after.show_sample(found, rest[0], names)
            self._sum_up()
            return
        self.split.asking.end()
        if about.is_same_as(self._learned):
            self._before = rest[0], found.before
        self.before_after.show_comparison(found, names)
        self._sum_up()
        if self._asks_again:
            self._asks_again = False
            self._ask_about_all(overtake=True)

    def _show_nothing(self, text: str) -> None:
        self.before_after.show_nothing(text)
        self._sum_up()

    def _sum_up(self) -> None:
        self.switches.outcome.setText(self.before_after.in_short)

    @Slot(object)
    def _on_progressed(self, progress: Progress) -> None:
        if progress.key == "all":
            self.split.asking.show_progress(progress.done, progress.total)
        elif time.monotonic() - self._looking_since > _QUIETLY:
            looking = self.switches.looking
            if not looking.is_under_way:
                looking.begin()
                looking.show()
            looking.show_progress(progress.done, progress.total)

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        for asking in (self.split.asking, self.switches.looking):
            asking.end()
        self._show_nothing(phrase(failure.problem))

    # What a person does ---------------------------------------------------------------------------------------------

    def _tick(self) -> None:
        """The units that are off, in the order of which matters most."""
        self.one_by_one.show_off(self.switches.off.get(self.switches.layer, ()))

    @Slot()
    def _on_switched(self) -> None:
        self._tick()
        if self._has_units and self.isVisible():
            self._ask_sample()
            self._ask_about_all(overtake=True)
        else:
            self._stale = True

    @Slot()
    def _on_layer_chosen(self) -> None:
        self.one_by_one.show_network(self._learned, self.switches.layer, self.split.name)
        self._tick()

    @Slot()
    def _on_silent_wanted(self) -> None:
        if self._has_units:
            self._looking_since = time.monotonic()
            self.inquiry.ask("silent", _silent, self._learned, self.split.name, self.switches.layer)

    @Slot()
    def _on_silent_cancelled(self) -> None:
        self.inquiry.cancel("silent")

    @Slot(object)
    def _on_split_chosen(self, _: int) -> None:
        if self._has_units:
            self.one_by_one.show_network(self._learned, self.switches.layer, self.split.name)
            self._ask_about_all(overtake=True)

    @Slot()
    def _on_comparison_wanted(self) -> None:
        if self._has_units:
            self._ask_about_all(overtake=True, on_demand=True)

    @Slot()
    def _on_cancelled(self) -> None:
        self.inquiry.cancel("all")
        self._show_nothing(self.tr("broken off"))

    @Slot()
    def _fit(self) -> None:
        beside = self.width() >= theme().scaled(_WIDE)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._choosing.setDirection(direction)
        self._choosing.setSpacing(theme().scaled(16 if beside else 10))
        self._body.setSpacing(theme().scaled(10))
        self.before_after.show_seen_height(self._scroll.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fitting.ask()


# Each is answered together with what it is about: by then the page may be about something else.


def _about_sample(learned: Learned, off, sample: Sample) -> tuple:
    return learned, compared_sample(learned.network, off, sample.x), sample


def _about_all(learned: Learned, off, split: str, before, cancelled, progress) -> tuple:
    found = compared(learned.network, off, learned.dataset.split(split), before, cancelled=cancelled, progress=progress)
    return learned, found, split


def _silent(learned: Learned, split: str, layer: int, cancelled, progress) -> tuple:
    return layer, silent_units(
        learned.network, learned.dataset.split(split), layer, cancelled=cancelled, progress=progress)
