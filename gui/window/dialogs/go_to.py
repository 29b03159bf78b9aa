"""Which iteration of the run is to be seen, as a number that is typed."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from engine.problem import Problem
from engine.typed_numbers import place_number
from gui.look.theme import theme
from gui.words import formatting
from gui.words.engine_texts import phrase

LONGEST = 80  # characters; more is no number of an iteration


class GoToDialog(QDialog):
    """A field for the number, and beneath it what is wrong with what was entered.

    Parameters
    ----------
    iteration
        Where the run stands.
    recorded
        Tells the last iteration that has been run, which may come to be a later one meanwhile.

    Signals
    -------
    chosen(int): the iteration to go to
    """

    chosen = Signal(object)

    def __init__(self, iteration: int, recorded: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._recorded = recorded
        self.setWindowTitle(self.tr("Go to iteration"))
        label = QLabel(self.tr("Iteration, from 0 (before training) to {last} (run so far):").format(
            last=formatting.integer(recorded())))
        self.field = QLineEdit(str(iteration))
        self.field.setMaxLength(LONGEST)
        self.field.selectAll()
        label.setBuddy(self.field)
        self.field.setAccessibleName(label.text())
        self.message = QLabel()
        self.message.setProperty("role", "warning")
        self.message.setWordWrap(True)
        self.message.setMinimumHeight(2 * self.message.fontMetrics().lineSpacing())  # so that nothing moves
        box = QDialogButtonBox()
        box.addButton(self.tr("Go"), QDialogButtonBox.ButtonRole.AcceptRole).setDefault(True)
        box.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._layout = QVBoxLayout(self)
        for part in (label, self.field, self.message, box):
            self._layout.addWidget(part)
        self.field.textEdited.connect(self.message.clear)
        box.accepted.connect(self._on_go)
        box.rejected.connect(self.reject)
        theme().changed.connect(self._update_sizes)
        self._update_sizes()

    @Slot()
    def _on_go(self) -> None:
        number = place_number(self.field.text(), self._recorded() + 1)
        if isinstance(number, Problem):
            self.message.setText(phrase(number))
            self.field.selectAll()
            self.field.setFocus()
        else:
            self.chosen.emit(number)
            self.accept()

    @Slot()
    def _update_sizes(self) -> None:
        edge = theme().scaled(16)
        self._layout.setContentsMargins(edge, edge, edge, edge)
        self._layout.setSpacing(theme().scaled(10))
        self.setMinimumWidth(theme().scaled(380))
