"""Who gets Space and the arrow keys: training, unless the focus is on something that uses them itself."""

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QMenuBar,
    QTextEdit,
    QWidget,
)

from gui.qt.guarded import Guarded

KEYS = {Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}
KEEP_ALL = (QLineEdit, QAbstractSpinBox, QComboBox, QAbstractSlider, QAbstractItemView, QTextEdit, QMenu,
            QMenuBar)


class KeysOfTraining(Guarded, QObject):
    """Lets a widget that has the focus keep the keys that it needs, where a shortcut of training would take them.

    What is focused by a click does not count, as long as it takes focus by Tab only: so clicking around never
    takes the keys away from training, and a person without a mouse can still press every button.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._typed = False  # whether the last key was typed into something that uses it itself
        # Only what has the focus is watched: to look at every event of the program, in Python, holds up training.
        QApplication.instance().focusChanged.connect(self._on_focus_changed)
        self._on_focus_changed(None, QApplication.focusWidget())

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None:
            before.removeEventFilter(self)
        if now is not None:
            now.installEventFilter(self)

    def was_typed(self) -> bool:
        """Whether the key that has come to the window was typed into a field, which may have let go of the focus since.

        Asked once for each key: Enter in a field is an answer to nothing that stands elsewhere.
        """
        typed, self._typed = self._typed, False
        return typed

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            self._typed = isinstance(watched, KEEP_ALL)
            if event.key() in KEYS and needs(watched, event.key()):
                event.accept()
                return True
        return super().eventFilter(watched, event)


def needs(widget: QObject, key: int) -> bool:
    """Whether a widget that has the focus uses this key itself."""
    return isinstance(widget, KEEP_ALL) or (isinstance(widget, QAbstractButton) and key == Qt.Key.Key_Space)
