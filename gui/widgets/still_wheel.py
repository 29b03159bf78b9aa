"""The wheel changes nothing that it only passes over: one rule for everything that holds a value."""

from PySide6.QtGui import QWheelEvent

from gui.qt.guarded import Guarded


class StillWheel(Guarded):
    """To be named first among the bases of a drop-down, a slider, or whatever else turns the wheel into a value.

    It does so only while it has the focus. Otherwise what it lies in scrolls.
    """

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
