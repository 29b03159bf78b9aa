"""Two networks and the same samples: how many are right in both, right anew, wrong anew, wrong in both."""

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from gui.look.theme import theme
from gui.widgets.labels import DimLabel
from gui.widgets.small_button import SmallButton
from gui.words import formatting

KINDS = ((True, True), (True, False), (False, True), (False, False))  # was right, is right


class MovedTable(QWidget):
    """Four numbers, each of which opens its samples.

    Signals
    -------
    chosen(bool, bool): the samples that were, and that are, right or not, are wanted
    """

    chosen = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self.before = (DimLabel(small=True), DimLabel(small=True))
        for column, words in enumerate((self.tr("now right"), self.tr("now wrong")), 1):
            self._grid.addWidget(DimLabel(words, small=True), 0, column, Qt.AlignmentFlag.AlignCenter)
        for row, (label, words) in enumerate(zip(
                self.before, (self.tr("then right"), self.tr("then wrong")), strict=True), 1):
            label.setText(words)
            self._grid.addWidget(label, row, 0)
        for kind, tip in zip(KINDS, (
                self.tr("Right then and now"), self.tr("Wrong anew: right then, wrong now"),
                self.tr("Right anew: wrong then, right now"), self.tr("Wrong then and now")), strict=True):
            button = SmallButton("", tip)
            button.setProperty("role", "pill")  # which shows that it is the chosen one
            button.setCheckable(True)
            self._group.addButton(button, KINDS.index(kind))
            self._grid.addWidget(button, 2 - kind[0], 2 - kind[1])
        self._grid.setColumnStretch(3, 1)
        self._group.idClicked.connect(self._on_clicked)
        theme().changed.connect(self._update_sizes)
        self._update_sizes()

    def show_table(self, table: np.ndarray) -> None:
        """Show these numbers, (2, 2): rows were right or wrong, columns are right or wrong."""
        for button, amount in zip(self.buttons, table.ravel().tolist(), strict=True):
            button.setText(formatting.integer(amount))
            button.setAccessibleName(f"{button.toolTip()}: {button.text()}")

    @property
    def buttons(self) -> tuple[SmallButton, ...]:
        """In the order of `KINDS`."""
        return tuple(self._group.button(each) for each in range(len(KINDS)))

    def mark(self, kind: tuple[bool, bool] | None) -> None:
        """Show which of them is opened."""
        for each, button in zip(KINDS, self.buttons, strict=True):
            button.setChecked(each == kind)

    @Slot(int)
    def _on_clicked(self, number: int) -> None:
        self.mark(KINDS[number])
        self.chosen.emit(*KINDS[number])

    @Slot()
    def _update_sizes(self) -> None:
        self._grid.setHorizontalSpacing(theme().scaled(10))
        self._grid.setVerticalSpacing(theme().scaled(2))
