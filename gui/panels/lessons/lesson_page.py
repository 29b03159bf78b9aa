"""A lesson that is open: its title, how far it has come, the step, and the foot with what goes on."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from engine.lessons.lesson import Kind, Lesson
from engine.lessons.player import Phase, Player
from gui.look.theme import theme
from gui.panels.lessons.dots import Dots
from gui.panels.lessons.end_view import EndView
from gui.panels.lessons.foot import Foot
from gui.panels.lessons.low_card import LowCard, place
from gui.panels.lessons.question import give_focus, is_asking, walked_by_tab
from gui.panels.lessons.step_view import StepView
from gui.panels.lessons.written import Pictures, Written
from gui.widgets.labels import DimLabel
from gui.widgets.small_button import SmallButton

LANGUAGES = {"en": "English", "ja": "日本語"}  # each as it calls itself
_TYPED_INTO = (QLineEdit, QAbstractSpinBox, QTextEdit, QPlainTextEdit)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LessonPage(LowCard):
    """Shows a player. What the learner does is told by signals; the player says what becomes of it.

    Signals
    -------
    answered(object): as `Player.answer` takes it
    next_wanted(), back_wanted(), hint_wanted(), show_me_wanted(), skip_wanted(), do_it_wanted(), start_over_wanted():
    what the methods of the player do
    leave_wanted(): back to the own run
    lesson_chosen(str): the id of the lesson that comes next
    answers_wanted(): what was answered is to be saved for handing in
    """

    answered = Signal(object)
    next_wanted = Signal()
    back_wanted = Signal()
    hint_wanted = Signal()
    show_me_wanted = Signal()
    skip_wanted = Signal()
    do_it_wanted = Signal()
    start_over_wanted = Signal()
    leave_wanted = Signal()
    lesson_chosen = Signal(object)
    answers_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Lesson"), parent)
        self._player: Player | None = None
        self.pictures: Pictures = {}
        self._shown: tuple[object, ...] = ()  # which step, and what it waits for
        self._goes_on = False                 # whether the next step has been asked for, and may be being prepared
        self._name = Written(size=1.3, bold=True)
        self._fallback = DimLabel(small=True)
        self._fallback.setWordWrap(True)
        self._standing, self._dots = DimLabel(small=True), Dots()
        self.step, self.end, self.foot = StepView(), EndView(), Foot()
        self.again = SmallButton(self.tr("Start over"), self.tr("Begin this lesson from its first step"))
        self.leave = SmallButton(self.tr("Leave"), self.tr("Back to your own run, as you left it"))
        for button in (self.again, self.leave):
            self.header_layout.addWidget(button)
        row = QHBoxLayout()
        row.addWidget(self._standing)
        row.addWidget(self._dots, 1)
        self._about = QWidget()
        about = QVBoxLayout(self._about)
        about.setContentsMargins(0, 0, 0, 0)
        for part in (self._name, self._fallback):
            about.addWidget(part)
        about.addLayout(row)
        for part, share in ((self._about, 0), (self.step, 1), (self.end, 1), (self.foot, 0)):
            self.body.addWidget(part, share)
        theme().changed.connect(self._update_sizes)
        self._update_sizes()
        self._connect()

    def _connect(self) -> None:
        self.step.answered.connect(self.answered)
        self.step.do_it_wanted.connect(self.do_it_wanted)
        foot = self.foot
        foot.hint.clicked.connect(self.hint_wanted)
        foot.show_me.clicked.connect(self.show_me_wanted)
        foot.skip.clicked.connect(self.skip_wanted)
        foot.back.clicked.connect(self.back_wanted)
        foot.primary.clicked.connect(self.press_default)
        self.end.lesson_chosen.connect(self.lesson_chosen)
        self.end.answers.clicked.connect(self.answers_wanted)
        for button in (self.again, self.end.again):
            button.clicked.connect(self.start_over_wanted)
        self.leave.clicked.connect(self.leave_wanted)

    @Slot()
    def _update_sizes(self) -> None:
        self._about.layout().setSpacing(theme().scaled(8))

    def arrange(self) -> None:
        """Where it is low, only Back and what goes on stand still; what is to be read comes first, and all scrolls."""
        scrolled = (self.step if self.end.isHidden() else self.end).column
        place(self.foot.help, *((scrolled, -1) if self.is_low else (self.foot.column, 0)))
        place(self._about, *((scrolled, -1) if self.is_low else (self.body, 0)))

    @property
    def player(self) -> Player | None:
        """What is shown."""
        return self._player

    # --- what is shown ---------------------------------------------------------------------------------------------

    def show_player(self, player: Player, following: Lesson | None = None, pictures: Pictures | None = None) -> None:
        """Show how a lesson stands.

        Parameters
        ----------
        player
            Of the lesson.
        following
            The lesson that comes after it.
        pictures
            Those that came with the lesson, by name.
        """
        had_keys, goes_back = self._has_keys(), self.foot.back.hasFocus()
        self._player, self.pictures = player, pictures or {}
        ended = player.phase is Phase.ENDED
        self._name.say(player.text(player.lesson.title))
        self.set_subtitle(self.tr("{section} of the book").format(section=player.lesson.book)
                          if player.lesson.book else "")
        self._show_standing(player, ended)
        self._show_fallback(player)
        if ended:
            self.end.show_player(player, following, self.pictures)
        else:
            before = self.step.question
            self.step.show_player(player, self.pictures)
            if self.step.question is not before and self.step.question is not None:
                foot = self.foot
                walked_by_tab(self.again, self.leave, self.step.question, foot.help, foot.back, foot.primary)
        self.step.setVisible(not ended)
        self.end.setVisible(ended)
        self.arrange()
        self.foot.show_player(player)
        self.again.setVisible(not ended)
        shown = (player, player.reading, player.phase)
        if had_keys and shown != self._shown and not (goes_back and self.foot.back.isEnabled()):
            self.take_focus()
        elif self._goes_on and self._asks_for_number and not isinstance(QApplication.focusWidget(), _TYPED_INTO):
            give_focus(self.step.question.first)  # of who is typing elsewhere the keys are left alone
        self._goes_on &= player.phase is Phase.BUSY
        self._shown = shown

    def _show_standing(self, player: Player, ended: bool) -> None:
        count = len(player.lesson.steps)
        text = self.tr("step {step} of {steps}").format(step=player.reading + 1, steps=count)
        if player.is_reading:
            text = self.tr("{step}, read again").format(step=text)
        elif player.phase is Phase.BUSY:
            text = self.tr("{step}, getting ready").format(step=text)
        self._standing.setText(self.tr("{steps} steps, done").format(steps=count) if ended else text)
        self._dots.show_steps(count, -1 if ended else player.reading, player.completed)
        self._dots.setAccessibleName(self._standing.text())

    def _show_fallback(self, player: Player) -> None:
        """Say so where the lesson is written in another language than the window."""
        missing = player.language not in player.lesson.languages
        written = ", ".join(LANGUAGES.get(each, each) for each in player.lesson.languages)
        self._fallback.setText(self.tr("This lesson is written in {language}.").format(language=written)
                               if missing else "")
        self._fallback.setVisible(missing)

    def take_over(self, other: "LessonPage") -> None:
        """With what was typed there."""
        self.step.take_over(other.step)

    # --- keys ------------------------------------------------------------------------------------------------------

    @Slot()
    def press_default(self) -> bool:
        """Give the answer, or go on: what the button does and Enter. Returns whether there was something to do."""
        player = self._player
        if player is None or not self.foot.primary.isEnabled():
            return False
        if player.phase is Phase.ENDED:
            self.leave_wanted.emit()
        elif "next" in player.can:
            self._goes_on = True
            self.next_wanted.emit()
        else:
            given = self.step.question.given
            if given is None:  # nothing to answer with yet
                give_focus(self.step.question.first)
            self.answered.emit("" if given is None else given)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keys, else it goes on; Escape gives the keys back."""
        focused = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            if focused is not None:
                focused.clearFocus()
        elif event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif isinstance(focused, QAbstractButton) and focused.hasFocus():
            focused.click()
        else:
            self.press_default()

    def _has_keys(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and (focused is self or self.isAncestorOf(focused))

    def take_focus(self) -> None:
        """Let the keys be at what goes on, or where something is typed.

        Else they are here, where Space and the arrows are training's, digits choose, and Tab leads to what is asked.
        """
        if self._player.phase is Phase.ENDED or "next" in self._player.can:
            give_focus(self.foot.primary)
        elif self._asks_for_number:
            give_focus(self.step.question.first)
        else:
            self.setFocus()

    @property
    def _asks_for_number(self) -> bool:
        player = self._player
        return player is not None and is_asking(player) and player.step.kind is Kind.NUMBER

    def focusNextPrevChild(self, forward: bool) -> bool:
        first = None if self.step.question is None else self.step.question.first
        if forward and self.hasFocus() and first is not None and first.isEnabled():
            give_focus(first)
            return True
        return super().focusNextPrevChild(forward)
