"""The column beside the panels: the list of lessons, or the lesson that is open."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QApplication, QSizePolicy, QVBoxLayout, QWidget

from engine.lessons.lesson import Lesson
from engine.lessons.player import Player
from engine.lessons.progress import Standing
from engine.problem import Problem
from gui.look.theme import theme
from gui.panels.lessons.lesson_page import LessonPage
from gui.panels.lessons.list_page import ListPage
from gui.panels.lessons.written import Pictures
from gui.qt.guarded import Guarded

WIDTH, LEAST, LOWEST = 340, 240, 130  # pixels at normal text


class LessonColumn(Guarded, QWidget):
    """What a learner sees of lessons. It shows a player, and tells what the learner does; it knows nothing else.

    Signals
    -------
    lesson_chosen(str): the lesson with this id is to be opened
    own_wanted(): a lesson of one's own is to be written
    close_wanted(): the column is to be put away
    answers_wanted(): what was answered is to be saved for handing in: in the lesson that is open, else in all
    answered(object): as `Player.answer` takes it
    next_wanted(), back_wanted(), hint_wanted(), show_me_wanted(), skip_wanted(), do_it_wanted(), start_over_wanted():
    what the methods of the player do
    leave_wanted(): the lesson is to be left, and the own run comes back
    """

    lesson_chosen = Signal(object)
    own_wanted = Signal()
    close_wanted = Signal()
    answers_wanted = Signal()
    answered = Signal(object)
    next_wanted = Signal()
    back_wanted = Signal()
    hint_wanted = Signal()
    show_me_wanted = Signal()
    skip_wanted = Signal()
    do_it_wanted = Signal()
    start_over_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lessons: tuple[Lesson, ...] = ()
        self.list, self.lesson = ListPage(), LessonPage()
        self.lesson.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for page in (self.list, self.lesson):
            column.addWidget(page)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._pass_on()
        theme().changed.connect(self.updateGeometry)

    def _pass_on(self) -> None:
        """What a person does in one of the pages is told."""
        self.list.lesson_chosen.connect(self.lesson_chosen)
        self.list.answers_wanted.connect(self.answers_wanted)
        self.list.own_wanted.connect(self.own_wanted)
        self.list.close_wanted.connect(self.close_wanted)
        lesson = self.lesson
        lesson.lesson_chosen.connect(self.lesson_chosen)
        lesson.answers_wanted.connect(self.answers_wanted)
        lesson.answered.connect(self.answered)
        lesson.next_wanted.connect(self.next_wanted)
        lesson.back_wanted.connect(self.back_wanted)
        lesson.hint_wanted.connect(self.hint_wanted)
        lesson.show_me_wanted.connect(self.show_me_wanted)
        lesson.skip_wanted.connect(self.skip_wanted)
        lesson.do_it_wanted.connect(self.do_it_wanted)
        lesson.start_over_wanted.connect(self.start_over_wanted)
        lesson.leave_wanted.connect(self.leave_wanted)

    # --- what is shown ---------------------------------------------------------------------------------------------

    @property
    def player(self) -> Player | None:
        """Of the lesson that is open; None where the list is seen."""
        return None if self.lesson.isHidden() else self.lesson.player

    def show_lessons(
        self, lessons: Sequence[Lesson], language: str, standings: Mapping[str, Standing],
        damaged: Sequence[Problem] = (),
    ) -> None:
        """What there is; see `ListPage.show_lessons`. A lesson that is open stays open."""
        self._lessons = tuple(lessons)
        self.list.show_lessons(lessons, language, standings, damaged)

    def show_player(self, player: Player | None, pictures: Pictures | None = None) -> None:
        """Show how the lesson that is open stands, and go on doing so; None: the list.

        Parameters
        ----------
        player
            Of the lesson. It is read, and nothing in it is changed from here.
        pictures
            Those that came with the lesson, by name.
        """
        turned, had_keys = (player is None) != self.lesson.isHidden(), self._has_keys()
        if player is not None:
            self.lesson.show_player(player, self._following(player.lesson), pictures)
        self.lesson.setVisible(player is not None)
        self.list.setVisible(player is None)
        if turned and had_keys:
            self.take_focus()

    def _following(self, lesson: Lesson) -> Lesson | None:
        """The lesson that comes after this one in the list."""
        ids = [each.id for each in self._lessons]
        number = ids.index(lesson.id) + 1 if lesson.id in ids else len(ids)
        return self._lessons[number] if number < len(ids) else None

    def take_over(self, other: "LessonColumn") -> None:
        """Show what another column shows, with what was typed there."""
        self.list.take_over(other.list)
        if other.player is not None:
            self.show_player(other.player, other.lesson.pictures)
            self.lesson.take_over(other.lesson)

    # --- keys and size ---------------------------------------------------------------------------------------------

    def press_default(self) -> bool:
        """What Enter does in a lesson, for whoever hears of it elsewhere: it answers, or goes on. Whether it did."""
        return self.isVisible() and self.player is not None and self.lesson.press_default()

    def _has_keys(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def take_focus(self) -> None:
        """Let the keys be those of the column: of the list, or of what the lesson asks."""
        (self.list if self.player is None else self.lesson).take_focus()

    def hasHeightForWidth(self) -> bool:
        return False  # it scrolls what it has no height for, and asks the window for none

    def sizeHint(self) -> QSize:
        return QSize(theme().scaled(WIDTH), theme().scaled(600))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().scaled(LEAST), theme().scaled(LOWEST))
