"""The panel itself, which is empty until it is first seen."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from gui.panels.late import LatePanel

translate = QCoreApplication.translate


class ConfusionPanel(LatePanel):
    """What the network makes of a whole data set: a table that opens its samples."""

    stretch = 5
    is_wide = True

    @property
    def title(self) -> str:
        return translate("Workspace", "Confusion")

    @property
    def tip(self) -> str:
        return translate("Workspace", "Which samples are read as which: of all test data, or of all training data")

    def make(self) -> QWidget:
        from gui.panels.confusion.view import ConfusionView  # loaded when it is seen, not at the start

        return ConfusionView()
