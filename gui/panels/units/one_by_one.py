"""Which unit matters most: each is switched off by itself, for the chosen sample or for all."""

from collections.abc import Collection

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.inspection.frozen.trace import Sample
from engine.inspection.learned.without import Ablations, ablations, ablations_for
from engine.inspection.unit import Unit
from gui.background.inquiry import Answer, Failure, Inquiry, Progress
from gui.look.theme import theme
from gui.panels.units.ranking import UnitRanking
from gui.training.reports import Learned
from gui.widgets.asking import Asking
from gui.widgets.labels import DimLabel, SectionLabel
from gui.widgets.pill import PillGroup
from gui.words import formatting
from gui.words.engine_texts import phrase
from gui.words.sentences import joined

_SAMPLE, _ALL = range(2)


class OneByOne(QWidget):
    """Asked on demand, and shown until it is asked again: a line says of which network and of what it was.

    Attributes
    ----------
    pills : PillGroup
        The chosen sample, or all.
    asking : Asking
    ranking : UnitRanking
    inquiry : Inquiry
        Its own: for thousands of units a person waits a while.

    Signals
    -------
    toggled(int): this unit of the layer is to be switched off or on
    unit_hovered(Unit or None)
    """

    toggled = Signal(object)
    unit_hovered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._learned: Learned | None = None
        self._sample: Sample | None = None
        self._layer, self._split = 1, "test"
        self._shown: tuple | None = None  # what the ranking is of: see `_ask`
        self.pills = PillGroup((self.tr("this sample"), self.tr("all samples")))
        self.asking = Asking(self.tr("Which unit matters most?"), self.tr(
            "Switch off each unit of the layer by itself, and compare"))
        self.ranking, self.note = UnitRanking(), DimLabel(small=True)
        self.note.setWordWrap(True)
        self.inquiry = Inquiry(self)
        self._lay_out()
        self.inquiry.answered.connect(self._on_answered)
        self.inquiry.progressed.connect(self._on_progressed)
        self.inquiry.failed.connect(self._on_failed)
        self.pills.chosen.connect(self._on_chosen)
        self.asking.wanted.connect(self.ask)
        self.asking.cancelled.connect(self._on_cancelled)
        self.ranking.toggled.connect(self.toggled)
        self.ranking.unit_hovered.connect(self._on_hovered)

    def _lay_out(self) -> None:
        head, self._column = QHBoxLayout(), QVBoxLayout(self)
        for part in (SectionLabel(self.tr("Each by itself")), self.pills):
            head.addWidget(part)
        head.addStretch(1)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(head)
        for part, share in ((self.asking, 0), (self.note, 0), (self.ranking, 1)):
            self._column.addWidget(part, share)
        self._column.addStretch(0)  # all stands at the top where there is no ranking yet
        theme().changed.connect(self._fit)
        self._fit()
        self.forget()

    # What it is told ------------------------------------------------------------------------------------------------

    def show_network(self, learned: Learned, layer: int, split: str) -> None:
        """Be about a layer of this network, and about this split."""
        if layer != self._layer:
            self.forget()
        self._learned, self._layer, self._split = learned, layer, split
        self._say()

    def show_sample(self, sample: Sample) -> None:
        """Be about this sample."""
        self._sample = sample
        self._say()

    def show_off(self, off: Collection[int]) -> None:
        """Tick the units that are off."""
        self.ranking.model_.show_off(off)

    def forget(self) -> None:
        """What was found out is of no use any more."""
        self.inquiry.cancel_all()
        self.asking.end()
        self._shown = None
        self.ranking.show_ablations(None)
        self.ranking.hide()
        self._say()

    def take_over(self, other: "OneByOne") -> None:
        """Show what another one shows, and go on asking what it asks."""
        self._learned, self._sample, self._layer, self._split = (
            other._learned, other._sample, other._layer, other._split)
        self.pills.choose(other.pills.current)
        if other._shown is not None:
            self._show(other._shown, other.ranking.model_.found)
        if other.asking.is_under_way:
            self.ask()
        self._say()

    def stop(self) -> None:
        """Break off, and end the thread."""
        self.inquiry.close()

    # What is asked --------------------------------------------------------------------------------------------------

    @Slot()
    def ask(self) -> None:
        """Find it out for the network as it stands."""
        about = self._about()
        if about is None:
            return
        learned, layer, of = about
        self.asking.begin()
        self.note.setText("")
        if isinstance(of, Sample):
            self.inquiry.ask("units", _for_sample, about, learned.network, of, layer)
        else:
            self.inquiry.ask("units", _for_all, about, learned.network, learned.dataset.split(of), layer)

    def _about(self) -> tuple | None:
        """What is to be asked about: (network, layer, sample or split); None where there is nothing to ask."""
        of = self._sample if self.pills.current == _SAMPLE else self._split
        return None if of is None or self._learned is None else (self._learned, self._layer, of)

    @Slot(object)
    def _on_answered(self, answer: Answer) -> None:
        self.asking.end()
        self._show(*answer.value)

    def _show(self, about: tuple, found: Ablations) -> None:
        *_, of = self._shown = about
        title = self.tr("change of accuracy")
        if isinstance(of, Sample):
            title = self.tr("change of {name}").format(name="y" if of.label is None else f"y[{of.label}]")
        self.ranking.show_ablations(found, title)
        self.ranking.show()
        self._say()

    def _say(self) -> None:
        """Of what the ranking is, and whether that is what is seen around it."""
        self.asking.button.setEnabled(self._about() is not None and not self.asking.is_under_way)
        if self._shown is None:
            self.note.setText(self.tr("Not computed yet: each unit is switched off by itself, and what becomes of the "
                                      "loss tells how much it matters."))
            return
        learned, _, of = self._shown
        about = self._about()
        same = about is not None and learned.is_same_as(about[0]) and about[2] is of
        text = self._in_words(of).format(iteration=formatting.integer(learned.iteration))
        self.note.setText(text if same else joined((
            text, self.tr("Something else is seen now: press the button again."))))

    def _in_words(self, of: Sample | str) -> str:
        if isinstance(of, Sample):
            return self.tr("For the one sample, after iteration {iteration}. A click on a row switches its unit off.")
        return self.tr("For all test samples, after iteration {iteration}. A click on a row switches its unit off.") \
            if of == "test" else self.tr(
                "For all training samples, after iteration {iteration}. A click on a row switches its unit off.")

    @Slot(object)
    def _on_progressed(self, progress: Progress) -> None:
        self.asking.show_progress(progress.done, progress.total)

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        self.asking.end()
        self.note.setText(phrase(failure.problem))

    @Slot()
    def _on_cancelled(self) -> None:
        self.inquiry.cancel("units")
        self._say()

    @Slot(object)
    def _on_chosen(self, _: int) -> None:
        if self.asking.is_under_way:
            self.inquiry.cancel("units")
            self.asking.end()
        self._say()

    @Slot(object)
    def _on_hovered(self, unit: int | None) -> None:
        self.unit_hovered.emit(None if unit is None else Unit(self._layer, unit))

    @Slot()
    def _fit(self) -> None:
        self._column.setSpacing(theme().scaled(5))


# Each is answered together with what it is about.


def _for_sample(about: tuple, network, sample: Sample, layer: int, cancelled, progress) -> tuple:
    return about, ablations_for(network, sample, layer, cancelled=cancelled, progress=progress)


def _for_all(about: tuple, network, split, layer: int, cancelled, progress) -> tuple:
    return about, ablations(network, split, layer, cancelled=cancelled, progress=progress)
