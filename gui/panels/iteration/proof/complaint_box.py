"""What Python says to a mistake: a sentence, and beneath it the last lines of its message, as a terminal shows them."""

from html import escape

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QWidget

from engine.inspection.proof.complaint import Complaint, Said
from engine.problem import Problem
from gui.look.theme import theme
from gui.panels.iteration.parts.box import Box, Verdict
from gui.panels.iteration.parts.figures import in_fixed_font
from gui.words.engine_texts import phrase


class ComplaintBox(Box):
    """Shows what `what_python_says`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("What Python says"))
        self._complaint: Complaint | None = None
        self.words, self.message = Verdict(), QLabel()
        self.message.setTextFormat(Qt.TextFormat.RichText)
        self.message.setWordWrap(True)
        self.message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(self.words)
        self.body.addWidget(self.message)
        theme().changed.connect(self._write)
        self.forget()

    def show_said(self, said: Said) -> None:
        """Show this."""
        self._complaint = said.complaint
        self.words.say(None if said.complaint is None else False, phrase(said.words))
        self._write()

    def fail(self, problem: Problem) -> None:
        """It could not be run: say why."""
        self.forget()
        self.words.say(None, phrase(problem))

    def forget(self) -> None:
        """It has not been run yet."""
        self._complaint = None
        self.words.say(None, "")
        self._write()

    @Slot()
    def _write(self) -> None:
        text = "" if self._complaint is None else str(self._complaint)
        lines = [escape(line).replace("  ", "&nbsp;&nbsp;") for line in text.splitlines()]
        if lines:
            lines[-1] = f'<b style="color:{theme().palette.warning}">{lines[-1]}</b>'
        self.message.setText(in_fixed_font("<br>".join(lines)))
        self.message.setAccessibleName(text)
        self.message.setVisible(bool(lines))
