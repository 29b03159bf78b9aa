"""What a step asks, and what it is answered with. Each kind of step has its own; all are used alike."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.lessons.player import Phase, Player
from gui.look.theme import theme
from gui.panels.lessons.written import Pictures, Written


class Question(QWidget):
    """Base: the question itself, in bold.

    Signals
    -------
    answered(object): what a person has answered, as `Player.answer` takes it
    do_it_wanted(): what is asked for is to be done for the learner
    """

    answered = Signal(object)
    do_it_wanted = Signal()

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self.ask = Written(bold=True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self.ask)
        theme().changed.connect(self._update_spacing)
        self._update_spacing()

    @property
    def given(self) -> object | None:
        """What is answered where that is said by a button; None where there is nothing to answer with yet."""
        return None

    @property
    def first(self) -> QWidget | None:
        """What Tab leads to when the step begins."""
        return None

    def show_player(self, player: Player) -> None:
        """Show how its step stands."""
        self.ask.say(player.text(player.step.ask), self._pictures)

    def take_over(self, other: "Question") -> None:
        """Have what was typed or moved in another one."""

    @Slot()
    def _update_spacing(self) -> None:
        self.column.setSpacing(theme().scaled(6))


def is_asking(player: Player) -> bool:
    """Whether the step that is shown waits for an answer."""
    return player.phase is Phase.ASKING and not player.is_reading


def walked_by_tab(*parts: QWidget) -> None:
    """Let Tab go through these in their order, and through what lies in them: what is made later would come last."""
    stops = [each for part in parts for each in (part, *part.findChildren(QWidget))
             if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    for one, other in pairwise(stops):
        QWidget.setTabOrder(one, other)


def give_focus(part: QWidget) -> None:
    """As if it had been reached by Tab."""
    part.setFocus(Qt.FocusReason.TabFocusReason)
