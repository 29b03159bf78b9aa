"""All lessons there are, by the chapters of the book; what is searched for; and files that could not be read."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from engine.lessons.lesson import Lesson
from engine.lessons.progress import Standing
from engine.problem import Problem
from gui.look.theme import theme
from gui.panels.lessons.chapters import CHAPTERS, chapter_of, heading
from gui.panels.lessons.lesson_row import LessonRow
from gui.panels.lessons.low_card import LEAST_SEEN, LowCard, place
from gui.panels.lessons.question import give_focus, walked_by_tab
from gui.panels.lessons.texts import is_about
from gui.qt.take_down import take_down
from gui.widgets.flow import Flow
from gui.widgets.glyph_button import GlyphButton
from gui.widgets.labels import DimLabel, SectionLabel
from gui.widgets.small_button import SmallButton
from gui.widgets.still_scroll import StillScroll
from gui.words.engine_texts import phrase

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LONGEST = 80  # characters to search for


class ListPage(LowCard):
    """The list of lessons. Up and down walk it, Enter opens; what is typed searches.

    Signals
    -------
    lesson_chosen(str): the id of a lesson that is to be opened
    answers_wanted(): what was answered in all lessons is to be saved for handing in
    own_wanted(): a lesson of one's own is to be written
    close_wanted(): the list is to be put away
    """

    lesson_chosen = Signal(object)
    answers_wanted = Signal()
    own_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Lessons"), parent)
        self._groups: list[tuple[SectionLabel, list[LessonRow]]] = []
        self._language = "en"
        self.away = GlyphButton("cross", self.tr("Put the lessons away"))
        self.header_layout.addWidget(self.away)
        self._build_search()
        self._build_list()
        hint = DimLabel(small=True)
        hint.setText(self.tr(
            "A lesson is one text file: put your own into your folder of lessons, or drop it on the window."))
        hint.setWordWrap(True)
        self.own, self.answers = SmallButton(self.tr("Write a lesson…")), SmallButton(self.tr("Save my answers…"))
        self._own = QWidget()
        own = QVBoxLayout(self._own)
        own.setContentsMargins(0, 0, 0, 0)
        for part in (hint, Flow(self.own, self.answers)):
            own.addWidget(part)
        for part, share in ((self.search, 0), (self._scroll, 1), (self._own, 0)):
            self.body.addWidget(part, share)
        self.away.clicked.connect(self.close_wanted)
        self.own.clicked.connect(self.own_wanted)
        self.answers.clicked.connect(self.answers_wanted)
        theme().changed.connect(self._update_sizes)
        self._update_sizes()

    def _build_search(self) -> None:
        self.search = QLineEdit()
        self.search.setMaxLength(_LONGEST)
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search the lessons"))
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self._show_found)

    def _build_list(self) -> None:
        content = QWidget()
        content.setObjectName("scrolled")
        self._column = QVBoxLayout(content)
        self._nothing, self._damaged = DimLabel(self.tr("No lesson is about that.")), DimLabel(small=True)
        for label in (self._nothing, self._damaged):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.hide()
            self._column.addWidget(label)
        self._column.addStretch(1)
        self._scroll = StillScroll(content)

    def arrange(self) -> None:
        """Where it is low, what there is to say of one's own lessons scrolls along."""
        place(self._own, self._column if self.is_low else self.body)

    # --- what is shown ---------------------------------------------------------------------------------------------

    def show_lessons(
        self, lessons: Sequence[Lesson], language: str, standings: Mapping[str, Standing],
        damaged: Sequence[Problem] = (),
    ) -> None:
        """Show these lessons, in their order within each chapter.

        Parameters
        ----------
        lessons
            All there are.
        language
            In which their titles are wanted.
        standings
            Where each was left, by its id, of those that were begun.
        damaged
            What is wrong with files that are no lessons.
        """
        self._language = language
        for label, rows in self._groups:
            for old in (label, *rows):
                self._column.removeWidget(old)
                take_down(old)
        self._groups = []
        for chapter in (*CHAPTERS, ""):
            those = [lesson for lesson in lessons if chapter_of(lesson) == chapter]
            if those:
                self._add_group(chapter, those, standings)
        self._damaged.setText("\n".join(map(phrase, damaged)))
        self._damaged.setVisible(bool(damaged))
        self._show_found()

    def _add_group(self, chapter: str, lessons: Sequence[Lesson], standings: Mapping[str, Standing]) -> None:
        label = SectionLabel(heading(chapter))
        label.setWordWrap(True)
        rows = [LessonRow(lesson, self._language, standings.get(lesson.id)) for lesson in lessons]
        for part in (label, *rows):
            self._column.insertWidget(self._column.indexOf(self._nothing), part)
            part.show()
        for row in rows:
            row.clicked.connect(self._on_clicked)
            row.installEventFilter(self)
        self._groups.append((label, rows))

    @property
    def rows(self) -> list[LessonRow]:
        """The lessons that are seen, from top to bottom."""
        return [row for _, rows in self._groups for row in rows if not row.isHidden()]

    def take_focus(self) -> None:
        """Let the keys be at the first lesson."""
        self._walk(0)

    def take_over(self, other: "ListPage") -> None:
        """Search for the same, scrolled alike."""
        self.search.setText(other.search.text())
        self._scroll.take_over(other._scroll)

    @Slot()
    def _show_found(self) -> None:
        """Only what is searched for."""
        words = self.search.text()
        for label, rows in self._groups:
            for row in rows:
                row.setVisible(is_about(row.lesson, words, self._language))
            label.setVisible(any(not row.isHidden() for row in rows))
        self._nothing.setVisible(bool(words) and not self.rows)
        for number, row in enumerate(self.rows):  # one stop for Tab; up and down lead on
            row.setFocusPolicy(Qt.FocusPolicy.NoFocus if number else Qt.FocusPolicy.TabFocus)
        walked_by_tab(self.away, self.search, *self.rows[:1], self.own, self.answers)

    # --- what a person does ----------------------------------------------------------------------------------------

    @Slot()
    def _on_clicked(self) -> None:
        self.lesson_chosen.emit(self.sender().lesson.id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the list, on a lesson and in the line to search in."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._press(watched, event):
            return True
        return super().eventFilter(watched, event)

    def _press(self, watched: QObject, event: QKeyEvent) -> bool:
        """Whether a key is one of the list's; then what it does has been done."""
        rows, key = self.rows, event.key()
        at = rows.index(watched) if watched in rows else -1
        if key in _STEPS:
            self._walk(at + _STEPS[Qt.Key(key)])
        elif key in _ENTER and rows:
            self.lesson_chosen.emit(rows[max(at, 0)].lesson.id)
        elif key == Qt.Key.Key_Escape:
            self.search.clear()
            watched.clearFocus()
        elif watched is not self.search and event.text().strip() and not event.modifiers() & ~_SHIFT:
            give_focus(self.search)
            QApplication.sendEvent(self.search, event)
        else:
            return False
        return True

    def _walk(self, number: int) -> None:
        rows = self.rows
        if number < 0 or not rows:
            give_focus(self.search)
        elif number < len(rows):
            give_focus(rows[number])
            self._scroll.ensureWidgetVisible(rows[number], 0, theme().scaled(8))

    @Slot()
    def _update_sizes(self) -> None:
        self._column.setContentsMargins(0, 0, max(theme().scaled(12) - self._scroll.bar_width, 0), 0)
        self._column.setSpacing(theme().scaled(4))
        self._scroll.setMinimumHeight(theme().scaled(LEAST_SEEN))
        self._own.layout().setSpacing(theme().scaled(8))


_SHIFT = Qt.KeyboardModifier.ShiftModifier
