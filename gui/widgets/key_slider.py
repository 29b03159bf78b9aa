"""A slider whose keys are its own while it has the focus, which it gets by Tab only."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QSlider, QWidget

from gui.widgets.still_wheel import StillWheel

_KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End,
         Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class KeySlider(StillWheel, QSlider):
    """A horizontal slider.

    Parameters
    ----------
    name
        What it sets.
    low, high
        Its ends, as whole numbers.
    """

    def __init__(self, name: str, low: int, high: int, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setRange(low, high)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and event.key() in _KEYS and not (
                event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier):
            event.accept()
            return True
        return super().event(event)
