"""What is written beside a run: a note of whoever trained it, and the comment of a teacher."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from gui.look.theme import theme


class NoteDialog(QDialog):
    """Two fields for text of any length.

    Signals
    -------
    written(str, str): note and comment, where one of them was changed
    """

    written = Signal(object, object)

    def __init__(self, note: str, comment: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Note"))
        self._before = note, comment
        self._layout = QVBoxLayout(self)
        self.note, self.comment = (self._field(*each) for each in (
            (self.tr("Note on this run:"), note), (self.tr("Comment of the teacher:"), comment)))
        hint = QLabel(self.tr("Both are kept in the file of the run."))
        hint.setProperty("role", "note")
        box = QDialogButtonBox()
        box.addButton(self.tr("OK"), QDialogButtonBox.ButtonRole.AcceptRole).setDefault(True)
        box.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        for part in (hint, box):
            self._layout.addWidget(part)
        box.accepted.connect(self._on_accepted)
        box.rejected.connect(self.reject)
        theme().changed.connect(self._update_sizes)
        self._update_sizes()

    def _field(self, name: str, text: str) -> QPlainTextEdit:
        label, field = QLabel(name), QPlainTextEdit(text)
        label.setBuddy(field)
        field.setAccessibleName(name)
        field.setTabChangesFocus(True)
        self._layout.addWidget(label)
        self._layout.addWidget(field)
        return field

    @Slot()
    def _on_accepted(self) -> None:
        now = self.note.toPlainText(), self.comment.toPlainText()
        if now != self._before:
            self.written.emit(*now)
        self.accept()

    @Slot()
    def _update_sizes(self) -> None:
        edge = theme().scaled(16)
        self._layout.setContentsMargins(edge, edge, edge, edge)
        self._layout.setSpacing(theme().scaled(8))
        self.setMinimumSize(theme().scaled(460), theme().scaled(340))
