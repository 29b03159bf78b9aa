"""What is handed in: the answers of one lesson or of all, and whose they are."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from gui.look.theme import theme
from gui.widgets.choice_box import ChoiceBox

LONGEST_NAME = 80


class AnswersDialog(QDialog):
    """Asks which lesson, and for a name, which may be left out.

    Parameters
    ----------
    titles
        The lessons that something was answered in: titles by id.
    chosen
        The id of the lesson that is open; empty for none.

    Signals
    -------
    chosen(str, str): the id of the lesson, empty for all of them, and the name
    """

    chosen = Signal(object, object)

    def __init__(self, titles: Mapping[str, str], chosen: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Save my answers"))
        self.lesson = ChoiceBox([("", self.tr("All lessons")), *titles.items()])
        self.lesson.set_value(chosen if chosen in titles else "")
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self._layout = QVBoxLayout(self)
        for title, field in ((self.tr("Answers in:"), self.lesson),
                             (self.tr("Your name, if it is to stand there:"), self.name)):
            label = QLabel(title)
            label.setBuddy(field)
            field.setAccessibleName(title.rstrip(":"))
            self._layout.addWidget(label)
            self._layout.addWidget(field)
        hint = QLabel(self.tr("They are written to a file, and sent nowhere: every attempt, with its time."))
        hint.setProperty("role", "note")
        hint.setWordWrap(True)
        box = QDialogButtonBox()
        box.addButton(self.tr("Save…"), QDialogButtonBox.ButtonRole.AcceptRole).setDefault(True)
        box.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        for part in (hint, box):
            self._layout.addWidget(part)
        box.accepted.connect(self._on_accepted)
        box.rejected.connect(self.reject)
        theme().changed.connect(self._update_sizes)
        self._update_sizes()

    @Slot()
    def _on_accepted(self) -> None:
        self.accept()
        self.chosen.emit(self.lesson.value, self.name.text())

    @Slot()
    def _update_sizes(self) -> None:
        edge = theme().scaled(16)
        self._layout.setContentsMargins(edge, edge, edge, edge)
        self._layout.setSpacing(theme().scaled(8))
        self.setMinimumWidth(theme().scaled(420))
