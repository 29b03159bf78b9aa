"""The choice of what is asked about: one class rather than another, the logit of one, or the loss."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engine.data.dataset import Dataset
from engine.inspection.frozen.trace import Trace
from engine.inspection.learned.pixels import Logit, Loss, Target, decision
from gui.look.theme import theme
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.labels import DimLabel
from gui.widgets.pill import PillGroup
from gui.widgets.tips import wrapped
from gui.words import formatting

BETWEEN, ONE, LOSS = range(3)


class TargetChoice(QWidget):
    """Which number of a sample is asked about. As long as nobody chooses classes, it goes with the sample.

    The pills that choose what kind of number are a widget of their own, `kinds`, for the title row of the panel.

    Attributes
    ----------
    kinds : PillGroup
        The difference `BETWEEN` two classes, the logit of `ONE`, or the `LOSS`.
    of, rather_than : ChoiceBox
        A class number; None for the one that the sample is read as, and for its rival.

    Signals
    -------
    changed(): another one was chosen
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self.kinds = PillGroup([self.tr("two classes"), self.tr("one class"), self.tr("the loss")])
        self.kinds.set_tool_tips([
            self.tr("The difference of two logits: which of two classes it is read as depends on nothing else"),
            self.tr("The logit of one class"),
            self.tr("The loss: how wrong the network is about this sample")])
        self.of, self.rather_than = ChoiceBox(()), ChoiceBox(())
        self.of.setAccessibleName(self.tr("Class"))
        self.of.setToolTip(wrapped(self.tr(
            "The class that is asked about; “as read” is the one with the largest logit")))
        self.rather_than.setAccessibleName(self.tr("Other class"))
        self.rather_than.setToolTip(wrapped(self.tr(
            "The class that it is compared with; “its rival” is the label or, where that is the same, the runner-up")))
        self._than = DimLabel(self.tr("rather than"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for part in (self.of, self._than, self.rather_than):
            self._row.addWidget(part)
        self._row.addStretch(1)
        kept = self.of.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # so that nothing moves for what is chosen
        self.of.setSizePolicy(kept)
        self.kinds.chosen.connect(self._on_kind)
        self.of.changed.connect(self.changed)
        self.rather_than.changed.connect(self.changed)
        theme().changed.connect(self._update_spacing)
        self._update_spacing()

    def show_classes(self, dataset: Dataset) -> None:
        """The classes that there are; what was chosen among others is forgotten."""
        if dataset.class_names != self._names:
            self._names = dataset.class_names
            for box, first in ((self.of, self.tr("as read")), (self.rather_than, self.tr("its rival"))):
                box.clear()
                box.addItem(first, None)
                for number, name in enumerate(self._names):
                    box.addItem(name, number)
                box.set_value(None)

    def take_over(self, other: "TargetChoice") -> None:
        """Have what is chosen in another one, which has the same classes. Emits nothing."""
        self.kinds.choose(other.kinds.current)
        self.of.set_value(other.of.value)
        self.rather_than.set_value(other.rather_than.value)
        self._offer()

    def target(self, trace: Trace) -> Target | None:
        """What is asked about this sample; None where there is no such number: see `why_none`."""
        if self.kinds.current == LOSS:
            return None if trace.sample.label is None else Loss(trace.sample.label)
        found = decision(trace, self.of.value, self.rather_than.value)
        return Logit(found.of) if found is not None and self.kinds.current == ONE else found

    def why_none(self) -> str:
        """Why nothing can be asked."""
        if self.kinds.current == LOSS:
            return self.tr("Without a label there is no loss: say beside the drawing which digit it is.")
        return self.tr("no prediction: y is NaN")

    def written(self, target: Target, value: float, logits: str) -> str:
        """The number, and what it is: ``1 rather than 7: a2[1] − a2[7] = 3.21``."""
        if isinstance(target, Loss):
            return f"L = {formatting.number(value)}"
        of = formatting.index(logits, (target.of,))
        if isinstance(target, Logit):
            return f"{self._names[target.of]}: {of} = {formatting.number(value)}"
        other = formatting.index(logits, (target.rather_than,))
        return self.tr("{one} rather than {other}: {number}").format(
            one=self._names[target.of], other=self._names[target.rather_than],
            number=f"{of} {formatting.MINUS} {other} = {formatting.number(value)}")

    @Slot(object)
    def _on_kind(self, kind: int) -> None:
        self._offer()
        self.changed.emit()

    def _offer(self) -> None:
        self.of.setVisible(self.kinds.current != LOSS)
        for part in (self._than, self.rather_than):
            part.setVisible(self.kinds.current == BETWEEN)

    @Slot()
    def _update_spacing(self) -> None:
        self._row.setSpacing(theme().scaled(6))
