"""A small switch between a few choices: this sample | minibatch."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from gui.look.theme import theme
from gui.qt.guarded import Guarded
from gui.widgets.tips import wrapped

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class PillGroup(Guarded, QWidget):
    """Pills of which exactly one is chosen. One stop for Tab; left and right choose.

    Signals
    -------
    chosen
        The index, when a person has chosen another one.
    """

    chosen = Signal(object)

    def __init__(self, labels: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for i, label in enumerate(labels):
            self._group.addButton(self._pill(label), i)
        self._offered = set(range(len(labels)))
        self._current = 0
        self._group.button(0).setChecked(True)
        self._update_focus()
        self._group.idClicked.connect(self._on_clicked)
        theme().changed.connect(self._update_spacing)
        self._update_spacing()

    @property
    def current(self) -> int:
        """The index of the chosen pill."""
        return self._current

    def pill(self, index: int) -> QPushButton:
        """One of them."""
        return self._group.button(index)

    def choose(self, index: int) -> None:
        """Choose a pill. Emits nothing."""
        self._current = index
        self._group.button(index).setChecked(True)
        self._update_focus()

    def offer(self, indices: Collection[int]) -> None:
        """Show these pills only. The chosen one is to be among them."""
        self._offered = set(indices)
        for i, button in enumerate(self._group.buttons()):
            button.setVisible(i in self._offered)

    def set_tool_tips(self, texts: Sequence[str]) -> None:
        """Explain each choice."""
        for i, text in enumerate(texts):
            self._group.button(i).setToolTip(wrapped(text))

    def _pill(self, label: str) -> QPushButton:
        button = QPushButton(label)
        button.setProperty("role", "pill")
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setAccessibleName(label)
        button.installEventFilter(self)
        self._row.addWidget(button)
        return button

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:
        """Arrow keys on a pill choose its neighbour, and are no shortcut of the window meanwhile."""
        if isinstance(event, QKeyEvent) and event.key() in _STEPS and not event.modifiers() & ~_KEYPAD:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._step(_STEPS[Qt.Key(event.key())])
                return True
        return super().eventFilter(watched, event)

    def _step(self, step: int) -> None:
        index = self._current + step
        if index in self._offered:
            self._on_clicked(index)
            self._group.button(index).setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(int)
    def _on_clicked(self, index: int) -> None:
        if index != self._current:
            self.choose(index)
            self.chosen.emit(index)

    def _update_focus(self) -> None:
        """Tab stops at the chosen one only; a click takes no focus from the training's keys."""
        for i, button in enumerate(self._group.buttons()):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if i == self._current else Qt.FocusPolicy.NoFocus)

    @Slot()
    def _update_spacing(self) -> None:
        self._row.setSpacing(theme().scaled(4))


_KEYPAD = Qt.KeyboardModifier.KeypadModifier
