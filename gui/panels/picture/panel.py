"""The panel itself, which is empty until it is first seen."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from gui.panels.late import LatePanel

translate = QCoreApplication.translate


class PicturePanel(LatePanel):
    """A picture of one's own on its way to the network.

    Signals
    -------
    drawing_wanted(Sample), file_wanted(), keep_wanted(Own), removal_wanted(Own), training_wanted(int)
        As of its contents.
    seen(): it is seen from now on
    """

    stretch = 5
    is_wide = True
    on_demand = True

    drawing_wanted = Signal(object)
    file_wanted = Signal()
    keep_wanted = Signal(object)
    removal_wanted = Signal(object)
    training_wanted = Signal(object)
    seen = Signal()

    @property
    def title(self) -> str:
        return translate("Workspace", "Picture")

    @property
    def tip(self) -> str:
        return translate("Workspace", "A picture of your own, and each step of its way to x")

    def make(self) -> QWidget:
        from gui.panels.picture.view import PictureView  # loaded when it is seen, not at the start

        view = PictureView()
        for name in ("drawing_wanted", "file_wanted", "keep_wanted", "removal_wanted", "training_wanted"):
            getattr(view, name).connect(getattr(self, name))
        return view

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.seen.emit()
