"""A line of text that stands for a value: what is typed counts once it is entered, and not before.

It is entered with Enter, or by leaving the field: with Tab, or with a click on anything else. Escape takes it back. A
pause in typing means nothing, nor does a look into another program.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollBar, QWidget

from engine.problem import Problem
from gui.qt.guarded import Guarded
from gui.widgets.typing_hint import TypingHint
from gui.words.engine_texts import phrase

TAKES_BACK = "takes_back"  # property of a button that takes back what is typed: a click on it enters nothing

_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_DONE = (*_ENTER, Qt.Key.Key_Escape)
_NOT_LEFT = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason,
             Qt.FocusReason.MenuBarFocusReason)
_LONGEST = 80  # characters; more is no value of any field
_SMALLEST = "100,000"  # what must be readable at least


class ValueEdit(Guarded, QLineEdit):
    """A line edit with a value.

    Parameters
    ----------
    read
        From text to value, or to a `Problem`.
    write
        From value to text.
    smallest
        Text that must be readable at least.
    steps
        Whether ↑ and ↓ are told.
    explains
        Whether it says itself what is wrong with what was entered. Then that has no effect, and is taken back when the
        field is left. Otherwise the `Problem` becomes the value, and whoever made the field says it.

    Signals
    -------
    typing(): a person has changed the text, which has no effect yet
    entered(bool): the value is what was typed; False if Enter was pressed on a value that was there before
    taken_back(): Escape was pressed, and the text is that of the value again
    stepped(int): up (1) or down (−1) was pressed, where `steps` is set
    """

    typing = Signal()
    entered = Signal(object)
    taken_back = Signal()
    stepped = Signal(object)

    def __init__(
        self, read: Callable[[str], object], write: Callable[[object], str], parent: QWidget | None = None,
        *, smallest: str = _SMALLEST, steps: bool = False, explains: bool = False,
    ) -> None:
        super().__init__(parent)
        self._read = read
        self._write = write
        self._smallest = smallest
        self._steps = steps
        self._explains = explains
        self._value: object = None
        self._entered_by_click = False
        self._hint: TypingHint | None = None  # made when there is something to say for the first time
        self.setMaxLength(_LONGEST)
        self.textEdited.connect(self._on_text_edited)

    # --- its value -------------------------------------------------------------------------------------------------

    @property
    def value(self) -> object:
        """What was entered or set last; a `Problem` where that was no value."""
        return self._value

    @property
    def typed_value(self) -> object:
        """What the text stands for, entered or not."""
        return self._read(self.text()) if self.is_being_typed else self._value

    @property
    def is_being_typed(self) -> bool:
        """Whether a person has changed the text, and has neither entered it nor taken it back since."""
        return self.isModified()

    @property
    def hint(self) -> str:
        """What is said beside the text; nothing while there is nothing to say."""
        return self._hint.text() if self._hint is not None else ""

    def written(self, value: object) -> str:
        """A value as it stands in the field."""
        return self._write(value)

    def set_value(self, value: object) -> None:
        """Give it a value. The text that is being typed is left alone. Emits nothing."""
        if self._value is None or value != self._value:
            self._value = value
            if not self.is_being_typed:
                self._write_text()
        self._update_hint()

    def enter(self) -> None:
        """Let what is typed have effect, as Enter does."""
        typed, value = self.is_being_typed, self.typed_value
        if self._explains and isinstance(value, Problem):
            self.set_invalid(True)
            self._say(phrase(value), warning=True)
            return
        self._value = value
        self._end_typing()
        if self._can_be_written():
            self._write_text()
        self.entered.emit(typed)

    def leave(self) -> None:
        """Let what is typed, if anything is, have effect as where a person leaves the field."""
        if not self.is_being_typed:
            return
        if self._explains and isinstance(self.typed_value, Problem):
            self.take_back()
        else:
            self.enter()

    def _can_be_written(self) -> bool:
        """Whether there is a value, of which nothing gets lost where it is written."""
        value = self._value
        return value is not None and not isinstance(value, Problem) and self._read(self._write(value)) == value

    def take_over(self, other: "ValueEdit") -> None:
        """Have the value and the text of another one, as it is being typed there. Emits nothing."""
        self._value = other._value
        self.setText(other.text())
        if not other.is_being_typed and self._can_be_written():
            self._write_text()  # it may be a word, which is another one here
        self.setModified(other.isModified())
        self.setCursorPosition(other.cursorPosition())
        self._entered_by_click = other._entered_by_click
        self.set_invalid(other.property("invalid") == "true")
        if self.is_being_typed:
            QApplication.instance().installEventFilter(self)
        self._update_hint()

    def take_back(self) -> None:
        """Let the text be that of the value again."""
        self._end_typing()
        if self._value is not None and not isinstance(self._value, Problem):
            self._write_text()

    def _end_typing(self) -> None:
        self.setModified(False)
        QApplication.instance().removeEventFilter(self)
        if self._explains:
            self.set_invalid(False)
        self._update_hint()

    def _write_text(self) -> None:
        text = self._write(self._value)
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)
        self.setModified(False)

    # --- what is seen of it ----------------------------------------------------------------------------------------

    def set_invalid(self, invalid: bool) -> None:
        """Draw the edge in the colour of a warning, or as usual."""
        self._mark("invalid", invalid)

    def _mark(self, name: str, on: bool) -> None:
        word = "true" if on else "false"
        if (self.property(name) or "false") != word:
            self.setProperty(name, word)
            self.style().unpolish(self)
            self.style().polish(self)

    def _update_hint(self) -> None:
        """Say that what is typed has no effect yet, and what has."""
        self._mark("typed", self.is_being_typed)
        if not self.is_being_typed or self.property("invalid") == "true" or isinstance(self._value, Problem):
            self._say("")
        else:
            self._say(self.tr("Enter applies · Esc: back to {value}").format(value=self._write(self._value)))

    def _say(self, text: str, *, warning: bool = False) -> None:
        if text and self._hint is None:
            self._hint = TypingHint(self)
        if self._hint is not None:
            self._hint.say(text, warning=warning)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        frame = super().sizeHint().width() - 17 * self.fontMetrics().horizontalAdvance("x")  # as Qt makes the hint
        return QSize(self.fontMetrics().horizontalAdvance(self._smallest) + max(frame, 0), hint.height())

    def sizeHint(self) -> QSize:
        return QSize(self.minimumSizeHint().width(), super().sizeHint().height())

    # --- what a person does ----------------------------------------------------------------------------------------

    @Slot()
    def _on_text_edited(self) -> None:
        QApplication.instance().installEventFilter(self)  # only now: it is asked about every event of the program
        if self._explains:
            self.set_invalid(False)
        self.typing.emit()
        self._update_hint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._entered_by_click = event.reason() == Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _NOT_LEFT:
            self.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._steps and event.key() in _STEPS:
            self.stepped.emit(_STEPS[Qt.Key(event.key())])
            return
        if event.key() not in _DONE:
            super().keyPressEvent(event)
            return
        event.accept()
        if event.key() in _ENTER:
            self.enter()
        else:
            self.take_back()
            self.taken_back.emit()
        if not self.is_being_typed:
            self._give_up_focus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click on something that takes no focus leaves the field, too."""
        if event.type() == QEvent.Type.MouseButtonPress and self.is_being_typed and self._is_elsewhere(watched):
            self.leave()
            self._give_up_focus()
        return super().eventFilter(watched, event)

    def _is_elsewhere(self, watched: QObject) -> bool:
        return (isinstance(watched, QWidget) and watched is not self and watched.window() is self.window()
                and not isinstance(watched, QScrollBar) and not watched.property(TAKES_BACK))

    def _give_up_focus(self) -> None:
        if self._entered_by_click:
            self.clearFocus()  # the next key is meant for training; who came by Tab goes on by Tab
