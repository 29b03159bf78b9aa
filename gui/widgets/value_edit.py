"""A line of text that stands for a value, and never changes what was typed behind the typist's back."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gui.widgets.guarded import Guarded

_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
_DONE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
_LONGEST = 80  # characters; more is no value of any field
_SMALLEST = "100,000"  # what must be readable at least


class ValueEdit(Guarded, QLineEdit):
    """A line edit with a value.

    Parameters
    ----------
    parse
        From text to value; text that is no value comes back as text.
    write
        From value to text.
    smallest
        Text that must be readable at least.

    Signals
    -------
    changed(): a person has changed the text
    entered(): Enter was pressed, or the focus has moved on
    stepped(int): up (1) or down (−1) was pressed, where `steps` is set
    """

    changed = Signal()
    entered = Signal()
    stepped = Signal(object)

    def __init__(
        self, parse: Callable[[str], object], write: Callable[[object], str], parent: QWidget | None = None,
        *, smallest: str = _SMALLEST, steps: bool = False,
    ) -> None:
        super().__init__(parent)
        self._parse = parse
        self._write = write
        self._smallest = smallest
        self._steps = steps
        self._entered_by_click = False
        self.setMaxLength(_LONGEST)
        self.textEdited.connect(self._on_text_edited)
        self.editingFinished.connect(self._on_editing_finished)

    @property
    def value(self) -> object:
        """What the text stands for; the text itself where it is no value."""
        return self._parse(self.text())

    @property
    def is_being_typed(self) -> bool:
        """Whether a person has changed the text, and has neither pressed Enter nor gone elsewhere since."""
        return self.hasFocus() and self.isModified()

    def set_value(self, value: object) -> None:
        """Write a value, unless the text that is being typed stands for it. Emits nothing."""
        if self.value != value or not self.is_being_typed:
            self._write_text(value)

    def tidy(self) -> None:
        """Write the value as all such values are written: 10000 as 10,000."""
        self._write_text(self.value)

    def _write_text(self, value: object) -> None:
        text = self._write(value)
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)
        self.setModified(False)

    def set_invalid(self, invalid: bool) -> None:
        """Draw the edge in the colour of a warning, or as usual."""
        word = "true" if invalid else "false"
        if self.property("invalid") != word:
            self.setProperty("invalid", word)
            self.style().unpolish(self)
            self.style().polish(self)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        frame = super().sizeHint().width() - 17 * self.fontMetrics().horizontalAdvance("x")  # as Qt makes the hint
        return QSize(self.fontMetrics().horizontalAdvance(self._smallest) + max(frame, 0), hint.height())

    def sizeHint(self) -> QSize:
        return QSize(self.minimumSizeHint().width(), super().sizeHint().height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._entered_by_click = event.reason() == Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._steps and event.key() in _STEPS:
            self.stepped.emit(_STEPS[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)
        if event.key() in _DONE and self._entered_by_click:
            self.clearFocus()  # the next key is meant for training; who came by Tab goes on by Tab

    @Slot()
    def _on_text_edited(self) -> None:
        self.changed.emit()

    @Slot()
    def _on_editing_finished(self) -> None:
        self.entered.emit()
