"""One quiet line that offers, warns or reports progress. Never a dialog: nobody is interrupted."""

import re
from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QProgressBar, QPushButton, QSizePolicy, QWidget

from gui.look.theme import theme
from gui.qt.guarded import Guarded
from gui.qt.later import Later
from gui.qt.take_down import take_down

CANCEL = "cancel"
_HEIGHT = 32  # at normal text size, of one line; the same whatever is said
_LEAST_TEXT = 200  # pixels at normal text size that a text has beside its buttons
_EDGES = 4  # of the frame, left and right
_ACROSS, _DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
_BESIDE, _BELOW, _EACH_BELOW = (_ACROSS, _ACROSS), (_DOWN, _ACROSS), (_DOWN, _DOWN)  # the text; the buttons
_STEPS = 1000  # of the progress bar, whose ends are int while bytes can be many


class NoticeBar(Guarded, QFrame):
    """A line of text with buttons, or with progress and a Cancel button. Hidden until there is something to say.

    Enter presses the default button while the focus is in the line; `press_default` does so from elsewhere.

    Signals
    -------
    answered
        The id of the button that was pressed; ``"cancel"`` for Cancel.
    changed
        It may need another height. Whoever shows it gives it the `heightForWidth`.
    """

    answered = Signal(object)
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setProperty("kind", "info")  # from the start: the style sheet has another edge for each
        self._said = ""
        self._default: str | None = None
        self._buttons: dict[str, QPushButton] = {}
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._text.setWordWrap(True)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._turning = Later(self, self._turn)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.addWidget(self._text, 1)
        self._answers = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._answers.addWidget(self._progress)
        self._row.addLayout(self._answers)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().changed.connect(self._update_sizes)
        self._update_sizes()
        self.hide()

    @property
    def text(self) -> str:
        """What is being said."""
        return self._said

    @property
    def button_ids(self) -> tuple[str, ...]:
        """The buttons offered, from left to right."""
        return tuple(self._buttons)

    def button(self, button_id: str) -> QPushButton:
        """One of the buttons."""
        return self._buttons[button_id]

    def show_notice(
        self,
        text: str,
        buttons: Sequence[tuple[str, str]] = (),
        *,
        kind: Literal["info", "warning"] = "info",
        default: str | None = None,
    ) -> None:
        """Say something, and offer answers.

        Parameters
        ----------
        text
            One line.
        buttons
            (id, text) of each answer.
        kind
            ``"warning"`` for what asks for attention.
        default
            The id of the answer that Enter gives.
        """
        self._progress.hide()
        self._say(text, kind)
        self._offer(buttons, default)
        self.show()
        if default in self._buttons and self.window().focusWidget() is None:
            self._buttons[default].setFocus()

    def reword(self, text: str) -> None:
        """Say it in other words: the answers stay as they are, also under a hand that is about to click one."""
        self._say(text, self.property("kind"))

    def show_progress(self, text: str, done: float, total: float) -> None:
        """Say how far something has come. A total of 0 means that nobody knows how much there is."""
        self._say(text, "info")
        if tuple(self._buttons) != (CANCEL,):
            self._offer([(CANCEL, self.tr("Cancel"))], None)
        self._progress.setRange(0, _STEPS if total > 0 else 0)
        if total > 0:
            self._progress.setValue(round(_STEPS * min(max(done / total, 0), 1)))
        self._progress.show()
        self.show()

    def hide_notice(self) -> None:
        """There is nothing more to say. The focus, if it was here, goes to nobody in particular."""
        focused = self.window().focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            (self.parentWidget() or self).setFocus()
        self.hide()
        self._offer((), None)
        self._said = ""
        self._text.clear()

    def press_default(self) -> bool:
        """Give the default answer, if one is offered; says whether it was."""
        if not self.isVisible() or self._default not in self._buttons:
            return False
        self.answered.emit(self._default)
        return True

    def _say(self, text: str, kind: str) -> None:
        if text != self._said:
            self._said = text
            self._text.setText(_breakable(text))
            self.setAccessibleName(text)
            self.changed.emit()
        if kind != self.property("kind"):
            self.setProperty("kind", kind)
            self.style().unpolish(self)
            self.style().polish(self)

    def _offer(self, buttons: Sequence[tuple[str, str]], default: str | None) -> None:
        for button in self._buttons.values():
            self._answers.removeWidget(button)
            take_down(button)
        self._buttons = {}
        self._default = default
        for button_id, text in buttons:
            self._buttons[button_id] = self._button(button_id, text, primary=button_id == default)
        self._turning.ask()
        self.changed.emit()

    def _button(self, button_id: str, text: str, *, primary: bool) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("role", "primary-small" if primary else "small")
        button.setProperty("answer", button_id)
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys to whoever had them
        button.clicked.connect(self._on_clicked)
        self._answers.addWidget(button)
        button.show()  # at once, and not with the next event, so that it can take the focus
        return button

    @Slot()
    def _on_clicked(self) -> None:
        self.answered.emit(self.sender().property("answer"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focused = self.focusWidget()
        if isinstance(focused, QPushButton) and focused.hasFocus():
            focused.click()
        else:
            self.press_default()

    @Slot()
    def _update_sizes(self) -> None:
        for row in (self._row, self._answers):
            row.setSpacing(theme().scaled(8))
        self._progress.setFixedWidth(theme().scaled(220))
        self._turning.ask()
        self.changed.emit()

    @property
    def least_height(self) -> int:
        """With one line."""
        return max(theme().scaled(_HEIGHT), self._text.fontMetrics().height() + theme().scaled(14))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """One line high, or as many as the text needs beside the buttons; or above them, where they take its room."""
        arrangement, room, taken = self._arrangement(width)
        gap, heights = self._row.spacing(), [each.sizeHint().height() for each in self._beside]
        if arrangement is _BESIDE:
            needed = self._text.heightForWidth(max(room - taken, 1))
        else:
            below = max(heights) if arrangement is _BELOW else sum(heights) + gap * (len(heights) - 1)
            needed = self._text.heightForWidth(max(room, 1)) + gap + below
        return max(self.least_height, needed + theme().scaled(12))

    @property
    def _beside(self) -> list[QWidget]:
        """What stands beside the text."""
        return [*([self._progress] if self._progress.isVisibleTo(self) else []), *self._buttons.values()]

    def _arrangement(self, width: int) -> tuple[tuple, int, int]:
        """How text and buttons stand in this width; the room for both, and what the buttons take side by side."""
        room = width - theme().scaled(12) - theme().scaled(8) - _EDGES
        taken = sum(_width(each) + self._row.spacing() for each in self._beside)
        if not taken or room - taken >= theme().scaled(_LEAST_TEXT):
            return _BESIDE, room, taken
        return _BELOW if taken - self._row.spacing() <= room else _EACH_BELOW, room, taken

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turning.ask()

    def _turn(self) -> None:
        across, answers = self._arrangement(self.width())[0]
        above = theme().scaled(6) if across is _DOWN else 0
        self._row.setContentsMargins(theme().scaled(12), above, theme().scaled(8), above)
        self._row.setDirection(across)
        self._answers.setDirection(answers)


def _width(part: QWidget) -> int:
    return max(part.sizeHint().width(), part.minimumWidth())


def _breakable(text: str) -> str:
    """The same to read, with places where a long name may go on in the next line."""
    return re.sub(r"([_.\-/\\]|\S{30})(?=\S)", "\\1\N{ZERO WIDTH SPACE}", text)
