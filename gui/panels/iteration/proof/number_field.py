"""A number that is typed or dragged, with what is wrong with the text beneath it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from engine.problem import Problem
from engine.typed_numbers import real_number
from gui.look.theme import theme
from gui.panels.iteration.parts.box import Note
from gui.widgets.key_slider import KeySlider
from gui.widgets.value_edit import ValueEdit
from gui.words import formatting

_STEPS = 1000
_DIGITS = 6


class NumberField(QWidget):
    """Its name, a line to type into, and a slider between two numbers.

    Signals
    -------
    entered(float or str): a person has entered a number, or a text that is none
    dragged(float): the slider has been moved by a person
    """

    entered = Signal(object)
    dragged = Signal(object)

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._low, self._high, self._shown = 0.0, 1.0, 0.0
        self.label = QLabel()
        self.edit = ValueEdit(real_number, _written, smallest="−0.00123456")
        self.slider = KeySlider(name, 0, _STEPS)
        self.set_name(name)
        self.message = Note()
        self.message.setProperty("role", "warning")
        self.message.say("")
        self._row = QHBoxLayout()
        self._row.addWidget(self.label)
        self._row.addWidget(self.edit)
        self._row.addWidget(self.slider, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(self._row)
        column.addWidget(self.message)
        self.edit.typing.connect(self._on_typing)
        self.edit.entered.connect(self._on_entered)
        self.edit.taken_back.connect(self._on_taken_back)
        self.slider.valueChanged.connect(self._on_dragged)
        theme().changed.connect(self._fit)
        self._fit()

    def set_name(self, name: str) -> None:
        """Say what number it is, to those who do not see it."""
        for part in (self.edit, self.slider):
            part.setAccessibleName(name)

    def show_value(self, label: str, value: float, low: float, high: float) -> None:
        """Show another number, to be dragged between `low` and `high`."""
        self._low, self._high, self._shown = low, high, value
        if label != self.label.text():
            self.edit.take_back()  # what was being typed was meant for another cell
        self.label.setText(label)
        self.edit.set_value(value)
        self.slider.blockSignals(True)
        self.slider.setValue(round(_STEPS * (min(max(value, low), high) - low) / (high - low)))
        self.slider.blockSignals(False)
        self.show_message("")

    def show_message(self, text: str) -> None:
        """Mark the field and say what is wrong with it; nothing is wrong if the text is empty."""
        self.edit.set_invalid(bool(text))
        self.edit.setAccessibleDescription(text)
        self.message.say(text)

    @Slot()
    def _on_typing(self) -> None:
        self.show_message("")  # it was about what stood there before

    @Slot(object)
    def _on_entered(self, typed: bool) -> None:
        value = self.edit.value
        if typed:
            self.entered.emit(self.edit.text() if isinstance(value, Problem) else value)

    @Slot()
    def _on_taken_back(self) -> None:
        self.edit.set_value(self._shown)
        self.show_message("")

    @Slot(int)
    def _on_dragged(self, step: int) -> None:
        self.dragged.emit(self._low + step / _STEPS * (self._high - self._low))

    @Slot()
    def _fit(self) -> None:
        self._row.setSpacing(theme().scaled(8))
        self.edit.setMaximumWidth(theme().scaled(150))


def _written(value: float) -> str:
    """Text that can be edited: no × 10 to the power."""
    return f"{value:.{_DIGITS}g}".replace("-", formatting.MINUS)
