"""Over the table, while runs are trained in turn: which one, how far it is, and what is still to come."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from gui.look.theme import theme
from gui.training.reports import KeptRun
from gui.widgets.labels import ElidedLabel
from gui.widgets.small_button import SmallButton
from gui.words import formatting


class QueueLine(QWidget):
    """A line with a bar and two buttons. Hidden while nothing is in the queue.

    Signals
    -------
    one_cancelled(), all_cancelled(): break off the run that is under way, or all of them
    """

    one_cancelled = Signal()
    all_cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = ElidedLabel(Qt.TextElideMode.ElideRight)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self._bar.setAccessibleName(self.tr("How much of the queue is done"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._label, 2)
        self._row.addWidget(self._bar, 1)
        self._runs = 0      # how many the queue has had since it was empty
        self._button(self.tr("Skip"), self.tr(
            "Break off the run that is under way, keep what is done of it, and go on with the next")).clicked.connect(
                self.one_cancelled)
        self._button(self.tr("Cancel all"), self.tr(
            "Break off the whole queue; what is done is kept")).clicked.connect(self.all_cancelled)
        theme().changed.connect(self._update_spacing)
        self._update_spacing()
        self.hide()

    def _button(self, text: str, tip: str) -> SmallButton:
        button = SmallButton(text, tip)
        self._row.addWidget(button)
        return button

    @property
    def text(self) -> str:
        """What it says."""
        return self._label.text()

    def show_queue(self, runs: Sequence[KeptRun]) -> None:
        """Show what is in the queue, in order."""
        self._runs = max(self._runs, len(runs)) if runs else 0
        self.setVisible(bool(runs))
        if not runs:
            return
        number = self._runs - len(runs) + 1
        self._label.setText(self.tr("In turn, {number} of {count}: {name}, {share}").format(
            number=number, count=self._runs, name=runs[0].name, share=formatting.percent(runs[0].done or 0)))
        self._bar.setValue(round(1000 * (number - 1 + (runs[0].done or 0)) / self._runs))

    def take_over(self, other: "QueueLine") -> None:
        """Count as another one does."""
        self._runs = other._runs

    @Slot()
    def _update_spacing(self) -> None:
        self._row.setSpacing(theme().scaled(8))
