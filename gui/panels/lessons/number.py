"""A question whose answer is a number that is typed."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from engine.lessons.player import Player
from gui.look.theme import theme
from gui.panels.lessons.question import Question, is_asking
from gui.panels.lessons.written import Pictures
from gui.qt.guarded import Guarded
from gui.widgets.labels import DimLabel

LONGEST = 80  # characters of an answer that is a number


class AnswerLine(Guarded, QLineEdit):
    """A line for an answer. It is given with Enter or by the button, and by nothing else: one may look things up.

    Escape only gives the keys back.

    Signals
    -------
    entered(): Enter was pressed
    """

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clearFocus()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.isReadOnly():
            event.accept()  # or it would go on to whoever has the focus once this is answered
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class NumberQuestion(Question):
    """A line for the number, and its unit."""

    def __init__(self, player: Player, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(pictures, parent)
        self.line = AnswerLine()
        self.line.setMaxLength(LONGEST)
        self.line.setPlaceholderText(self.tr("a number, as 0.25, 1/4 or 2e-3"))
        self._unit = DimLabel(player.step.unit)
        self._unit.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout()
        row.addWidget(self.line, 1)
        row.addWidget(self._unit)
        self.column.addLayout(row)
        self._unit.setVisible(bool(player.step.unit))
        self.line.setText(player.answered)
        self.line.entered.connect(self._on_entered)
        theme().changed.connect(self.line.update)

    @property
    def given(self) -> str | None:
        return self.line.text().strip() or None

    @property
    def first(self) -> QWidget:
        return self.line

    def show_player(self, player: Player) -> None:
        super().show_player(player)
        self.line.setReadOnly(not is_asking(player))
        self.line.setAccessibleName(self.ask.text() or self.tr("Your answer"))

    def take_over(self, other: "NumberQuestion") -> None:
        self.line.setText(other.line.text())

    @Slot()
    def _on_entered(self) -> None:
        self.answered.emit(self.given or "")
