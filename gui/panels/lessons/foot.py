"""The foot of a lesson: what helps, quietly, and what goes on. It stays where it is, whatever is said above."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engine.lessons.lesson import Kind
from engine.lessons.player import Phase, Player
from gui.look.theme import theme
from gui.qt.guarded import Guarded
from gui.widgets.flow import Flow
from gui.widgets.small_button import SmallButton

ANSWERED_HERE = (Kind.NUMBER, Kind.ORDER, Kind.OBSERVE)  # the others are answered by what is clicked


class Foot(Guarded, QWidget):
    """Hint, Show me and Skip; Back, and the one button that answers or goes on.

    Attributes
    ----------
    hint, show_me, skip, back, primary : QPushButton
        To be connected by whoever shows it.
    help, column : QWidget, QVBoxLayout
        Hint, Show me and Skip, and where they lie, unless they scroll along.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hint, self.show_me, self.skip, self.back = (
            SmallButton(), SmallButton(self.tr("Show me"), self.tr("The answer, or how it is done")),
            SmallButton(self.tr("Skip"), self.tr("Leave this step; the lesson goes on")),
            SmallButton(self.tr("‹ Back"), self.tr("Read the step before again")))
        self.primary = QPushButton()
        self.primary.setProperty("role", "primary")
        self.primary.setAutoDefault(False)
        self.primary.setFocusPolicy(self.back.focusPolicy())
        self.help = Flow(self.hint, self.show_me, self.skip)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.primary)
        self.column = QVBoxLayout(self)
        self.column.addWidget(self.help)
        self.column.addLayout(row)
        theme().changed.connect(self._update_sizes)
        self._update_sizes()

    def show_player(self, player: Player) -> None:
        """Offer what can be done now."""
        can, step, ended = player.can, player.step, player.phase is Phase.ENDED
        hints, shown = len(step.hints), 0 if player.is_reading else player.hints_shown
        self.hint.setText(self.tr("Hint {number} of {count}").format(number=min(shown + 1, hints), count=hints)
                          if hints > 1 else self.tr("Hint"))
        self.hint.setVisible(bool(hints) and not ended)
        asks = step.kind is not Kind.SAY and not ended
        self.show_me.setVisible(asks and (step.is_marked or step.kind is Kind.DO))
        self.skip.setVisible(asks)
        for button, name in ((self.hint, "hint"), (self.show_me, "show me"), (self.skip, "skip"), (self.back, "back")):
            button.setEnabled(name in can)
        if not self.help.isVisible():  # then it is not told that its parts have changed
            self.help.refresh()
        self.back.setVisible(not ended)
        answers = "answer" in can and step.kind in ANSWERED_HERE
        self.primary.setText(self._words(player, answers))
        self.primary.setEnabled(answers or "next" in can or ended)

    def _words(self, player: Player, answers: bool) -> str:
        if player.phase is Phase.ENDED:
            return self.tr("Back to my run")
        if answers or (player.step.kind in ANSWERED_HERE and "next" not in player.can):
            return self.tr("I have seen it") if player.step.kind is Kind.OBSERVE else self.tr("Answer")
        is_last = not player.is_reading and player.number + 1 == len(player.lesson.steps)
        return self.tr("Finish") if is_last else self.tr("Next ›")

    @Slot()
    def _update_sizes(self) -> None:
        scaled = theme().scaled
        self.column.setContentsMargins(0, scaled(8), 0, 0)
        self.column.setSpacing(scaled(8))
        self.primary.ensurePolished()
        width = self.primary.fontMetrics().horizontalAdvance
        widest = max(width(text) for text in (self.tr("Answer"), self.tr("Next ›"), self.tr("Finish")))
        self.primary.setMinimumWidth(widest + scaled(30))
