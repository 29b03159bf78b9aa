"""The middle of the window: the curves above the iteration, or one of the two where there is no height for both."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gui.theme import theme
from gui.widgets.pill import PillGroup

HIGH = 780  # pixels at normal text from which both are shown


class Middle(QWidget):
    """Two panels that share a place.

    Parameters
    ----------
    curves, iteration
        The panels.

    Signals
    -------
    turned(): other panels are seen than before
    """

    turned = Signal()

    def __init__(self, curves: QWidget, iteration: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panels = (curves, iteration)
        self.tabs = PillGroup([self.tr("Curves"), self.tr("Iteration")])
        self.tabs.set_tool_tips([
            self.tr("Loss and accuracy of the whole run"), self.tr("One iteration taken apart, number by number")])
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self._stack = QStackedWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._stack, 1)
        self._column.addWidget(self.splitter, 1)
        self._both: bool | None = None
        self.tabs.chosen.connect(self._on_chosen)
        theme().changed.connect(self._arrange)
        self._arrange()

    @property
    def shows_both(self) -> bool:
        """Whether both panels are seen."""
        return bool(self._both)

    @property
    def shows_iteration_alone(self) -> bool:
        """Whether the iteration is seen and the curves are not."""
        return not self._both and self.tabs.current == 1

    def bring_forward(self, panel: QWidget) -> None:
        """Let this panel be seen."""
        index = self._panels.index(panel)
        self.tabs.choose(index)
        self._on_chosen(index)

    @Slot(object)
    def _on_chosen(self, index: int) -> None:
        if not self._both:
            self._stack.setCurrentIndex(index)
            self.turned.emit()

    @Slot()
    def _arrange(self) -> None:
        self._column.setSpacing(theme().scaled(6))
        self.splitter.setHandleWidth(theme().scaled(8))
        both = self.height() >= theme().scaled(HIGH)
        if both == self._both:
            return
        self._both = both
        place = self.splitter if both else self._stack
        for panel in self._panels:
            place.addWidget(panel)
            if both:  # of those in a stack, only one is seen
                panel.setVisible(True)
        self.tabs.setVisible(not both)
        self._stack.setVisible(not both)
        self.splitter.setVisible(both)
        if both:
            self.splitter.setStretchFactor(0, 2)
            self.splitter.setStretchFactor(1, 5)
            self.splitter.setSizes([round(0.3 * self.height()), round(0.7 * self.height())])
        else:
            self._stack.setCurrentIndex(self.tabs.current)
        self.turned.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
