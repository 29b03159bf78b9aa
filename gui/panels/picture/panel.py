"""The panel itself, which is empty until it is first seen."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from gui.panels.late import LatePanel

translate = QCoreApplication.translate


class PicturePanel(LatePanel):
    """A picture of one's own on its way to the network."""

    stretch = 5
    is_wide = True
    on_demand = True

    @property
    def title(self) -> str:
        return translate("Workspace", "Picture")

    @property
    def tip(self) -> str:
        return translate("Workspace", "A picture of your own, and each step of its way to x")

    def make(self) -> QWidget:
        from gui.panels.picture.view import PictureView  # loaded when it is seen, not at the start

        return PictureView()
