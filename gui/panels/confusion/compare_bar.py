"""What the network is compared with: nothing, another iteration of its run, or a run that is kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engine.problem import Problem
from engine.typed_numbers import place_number
from gui.look.theme import theme
from gui.training.reports import KeptRun
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.labels import DimLabel
from gui.widgets.tips import wrapped
from gui.widgets.value_edit import ValueEdit
from gui.words import formatting

_LARGEST = "1,000,000"  # the longest number that has to be read
_MOST_LETTERS = 28      # of the name of a run; the tooltip has all of it


@dataclass(frozen=True, slots=True)
class Other:
    """What is compared with: the run of this key, the present one if it is 0, after an iteration; None: the last."""

    key: int
    iteration: int | None = None


class CompareBar(QWidget):
    """One row.

    Signals
    -------
    changed(): a person has chosen something else
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recorded = 0
        self._names: dict[int, str] = {}
        self.box = ChoiceBox(())
        self.box.setAccessibleName(self.tr("Compare with"))
        self.box.setToolTip(wrapped(self.tr(
            "Which samples are right or wrong anew, against another iteration of this run, or a run that is kept")))
        self.field = ValueEdit(self._read, formatting.integer, smallest=_LARGEST, explains=True)
        self.field.setAccessibleName(self.tr("Iteration to compare with"))
        self.field.set_value(0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(DimLabel(self.tr("compare with"), small=True))
        row.addWidget(self.box)
        row.addWidget(self.field)
        self.show_kept_runs(())
        self.box.changed.connect(self._on_chosen)
        self.field.entered.connect(self._on_chosen)
        theme().changed.connect(self._update_sizes)
        self._update_sizes()

    @property
    def other(self) -> Other | None:
        """What is chosen; None: nothing."""
        key = self.box.value
        return None if key is None else Other(key, None if key else self.field.value)

    @property
    def other_name(self) -> str:
        """What it is called."""
        other = self.other
        if other is None:
            return ""
        return self._names.get(other.key) or self.tr("iteration {iteration}").format(
            iteration=formatting.integer(other.iteration))

    @property
    def keys(self) -> frozenset[int]:
        """Of the runs that are offered."""
        return frozenset(self._names)

    def show_recorded(self, recorded: int) -> None:
        """The run has come so far."""
        self._recorded = recorded

    def show_kept_runs(self, runs: Sequence[KeptRun]) -> None:
        """Offer these runs. One that is chosen stays so, unless it is gone."""
        self._offer({run.key: run.name for run in runs if run.key and run.done is None and run.problem is None})

    def _offer(self, names: dict[int, str]) -> None:
        """These runs, by their keys."""
        before, self._names = self.box.value, names
        self.box.clear()
        self.box.addItem(self.tr("nothing"), None)
        self.box.addItem(self.tr("an iteration"), 0)
        for key, name in self._names.items():
            self.box.addItem(name if len(name) <= _MOST_LETTERS else f"{name[:_MOST_LETTERS]}…", key)
            self.box.setItemData(self.box.count() - 1, name, Qt.ItemDataRole.ToolTipRole)
        # Qt keeps the least width that it found while there was nothing to choose from.
        QCoreApplication.sendEvent(self.box, QEvent(QEvent.Type.StyleChange))
        self.box.set_value(before)
        self._update()

    def choose(self, other: Other | None) -> None:
        """Choose something. Emits nothing."""
        self.box.set_value(None if other is None else other.key)
        if other is not None and other.iteration is not None:
            self.field.set_value(other.iteration)
        self._update()

    def take_over(self, other: "CompareBar") -> None:
        """Offer and choose what another one does. Emits nothing."""
        self._recorded = other._recorded
        self._offer(other._names)
        self.box.set_value(other.box.value)
        self.field.take_over(other.field)
        self._update()

    def _read(self, text: str) -> int | Problem:
        return place_number(text, self._recorded + 1)

    def _update(self) -> None:
        if self.box.value != 0:
            self.field.clearFocus()  # a field that is hidden would pass it on to whatever comes next
        self.field.setVisible(self.box.value == 0)

    @Slot()
    def _on_chosen(self) -> None:
        self._update()
        self.changed.emit()

    @Slot()
    def _update_sizes(self) -> None:
        self.layout().setSpacing(theme().scaled(6))
        self.field.setFixedWidth(self.field.fontMetrics().horizontalAdvance(_LARGEST) + theme().scaled(20))
