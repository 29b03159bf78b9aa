"""A drop-down that keeps its choice while the wheel only passes over it."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QWidget

from gui.widgets.still_wheel import StillWheel


class ChoiceBox(StillWheel, QComboBox):
    """One of a few values, each with the words that stand for it.

    A click takes no focus from the keys that drive training; Tab does.

    Parameters
    ----------
    choices
        (value, words) of each.

    Signals
    -------
    changed(): a person has chosen another value
    """

    changed = Signal()

    def __init__(self, choices: Sequence[tuple[object, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for value, words in choices:
            self.addItem(words, value)
        self._last = 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(self._on_activated)

    @property
    def value(self) -> object:
        """The value chosen."""
        return self.currentData()

    def set_value(self, value: object) -> None:
        """Choose a value; one that is not offered is left alone. Emits nothing."""
        index = self.findData(value)
        if index >= 0:
            self.setCurrentIndex(index)
            self._last = index

    def minimumSizeHint(self) -> QSize:
        """Room for the longest choice and the arrow, and not the generous space that Qt adds."""
        widest = max((self.fontMetrics().horizontalAdvance(self.itemText(i)) for i in range(self.count())), default=0)
        return QSize(widest + self._around(), super().minimumSizeHint().height())

    def _around(self) -> int:
        """How much wider the box is than the words in it."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.rect = QRect(0, 0, 1000, 50)
        words = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self)
        return option.rect.width() - words.width() + 2  # a pixel is left free on either side

    @Slot(int)
    def _on_activated(self, index: int) -> None:
        if index != self._last:
            self._last = index
            self.changed.emit()
