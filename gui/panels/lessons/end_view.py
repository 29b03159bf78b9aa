"""What stands there when a lesson is over: where the book goes on, the next lesson, and what to do with the answers."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.lessons.lesson import Lesson
from engine.lessons.player import Player
from gui.look.theme import theme
from gui.panels.lessons.low_card import LEAST_SEEN
from gui.panels.lessons.texts import plain
from gui.panels.lessons.written import Pictures, Written
from gui.widgets.labels import DimLabel
from gui.widgets.small_button import SmallButton
from gui.widgets.still_scroll import StillScroll


class EndView(StillScroll):
    """The end of a lesson.

    Signals
    -------
    lesson_chosen(str): the id of the next lesson
    """

    lesson_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        content = QWidget()
        content.setObjectName("scrolled")
        self.column = QVBoxLayout(content)
        super().__init__(content, parent=parent)
        self._following = ""
        self._done, self._goes_on, self._next = Written(bold=True), Written(), Written()
        self._book = DimLabel(self.tr("The book goes on"), small=True)
        self._then = DimLabel(self.tr("The next lesson"), small=True)
        self.next, self.answers, self.again = (
            SmallButton(self.tr("Begin it")), SmallButton(self.tr("Save my answers…")),
            SmallButton(self.tr("Start over")))
        for part in (self._done, self._book, self._goes_on, self._then, self._next):
            self.column.addWidget(part)
        for button in (self.next, self.answers, self.again):
            self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)
        self.next.clicked.connect(self._on_next)
        theme().changed.connect(self._update_sizes)
        self._update_sizes()

    def show_player(self, player: Player, following: Lesson | None, pictures: Pictures) -> None:
        """Of this lesson, after which that one comes."""
        self._following = "" if following is None else following.id
        self._done.say(self.tr("That was the lesson. Your own run comes back as you left it."))
        goes_on = player.text(player.lesson.goes_on)
        self._goes_on.say(goes_on, pictures)
        self._book.setVisible(bool(goes_on))
        self._next.say("" if following is None else plain(following.title, player.language))
        for part in (self._then, self.next):
            part.setVisible(following is not None)

    @Slot()
    def _on_next(self) -> None:
        self.lesson_chosen.emit(self._following)

    @Slot()
    def _update_sizes(self) -> None:
        scaled = theme().scaled
        self.setMinimumHeight(scaled(LEAST_SEEN))
        self.column.setContentsMargins(0, 0, max(scaled(12) - self.bar_width, 0), scaled(4))
        self.column.setSpacing(scaled(8))
