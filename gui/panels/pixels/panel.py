"""The panel itself, which is empty until it is first seen."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from gui.panels.late import LatePanel

translate = QCoreApplication.translate


class PixelsPanel(LatePanel):
    """Where in a sample it is decided."""

    stretch = 5
    is_wide = True
    watches = False  # what it needs is in the trace

    @property
    def title(self) -> str:
        return translate("Workspace", "Pixels")

    @property
    def tip(self) -> str:
        return translate("Workspace", "Where in the chosen sample it is decided what it is read as")

    def make(self) -> QWidget:
        from gui.panels.pixels.view import PixelsView  # loaded when it is seen, not at the start

        return PixelsView()
