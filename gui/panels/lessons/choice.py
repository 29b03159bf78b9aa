"""A question with some answers to choose from: one click, one digit, or Enter on one of them."""

from PySide6.QtCore import QSignalMapper, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from engine.lessons.attempt import Outcome
from engine.lessons.player import Player
from gui.panels.lessons.option import OptionButton
from gui.panels.lessons.question import Question, give_focus, is_asking
from gui.panels.lessons.written import Pictures

_DIGITS = 9


class ChoiceQuestion(Question):
    """Answers one below the other. A digit chooses one as long as nothing that is typed into has the focus."""

    def __init__(self, player: Player, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(pictures, parent)
        self._options = [OptionButton(str(number + 1)) for number in range(len(player.step.options))]
        self._by_digit = QSignalMapper(self)
        self._by_digit.mappedInt.connect(self._on_digit)
        for number, option in enumerate(self._options):
            self.column.addWidget(option)
            option.clicked.connect(self._on_clicked)
            option.neighbour_wanted.connect(self._on_neighbour_wanted)
            if number < _DIGITS:
                shortcut = QShortcut(QKeySequence(Qt.Key(Qt.Key.Key_1 + number)), self)
                shortcut.activated.connect(self._by_digit.map)
                self._by_digit.setMapping(shortcut, number)

    @property
    def first(self) -> QWidget | None:
        return self._options[0] if self._options else None

    def show_player(self, player: Player) -> None:
        super().show_player(player)
        asking, given = is_asking(player), player.answered
        right = player.feedback is not None and player.feedback.outcome in (Outcome.RIGHT, Outcome.SHOWN)
        for number, (button, option) in enumerate(zip(self._options, player.step.options, strict=True)):
            button.say(player.text(option.text), self._pictures)
            chosen = given == str(number)
            button.show_chosen(chosen, chosen and right and player.step.is_marked)
            button.setEnabled(asking)

    @Slot()
    def _on_clicked(self) -> None:
        self.answered.emit(self._options.index(self.sender()))

    @Slot(int)
    def _on_digit(self, number: int) -> None:
        if self._options[number].isEnabled():
            self.answered.emit(number)

    @Slot(object)
    def _on_neighbour_wanted(self, step: int) -> None:
        number = self._options.index(self.sender()) + step
        if 0 <= number < len(self._options):
            give_focus(self._options[number])
