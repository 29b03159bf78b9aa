"""The panel itself, which is empty until it is first seen."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from gui.panels.late import LatePanel

translate = QCoreApplication.translate


class UnitsPanel(LatePanel):
    """The hidden units, one by one."""

    stretch = 5
    is_wide = True

    @property
    def title(self) -> str:
        return translate("Workspace", "Units")

    @property
    def tip(self) -> str:
        return translate("Workspace", "What each hidden unit looks for, and what becomes of the network without it")

    def make(self) -> QWidget:
        from gui.panels.units.view import UnitsView  # loaded when it is seen, not at the start

        return UnitsView()
