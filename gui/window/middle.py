"""The middle of the window: the curves above the iteration, or one of the two where there is no height for both."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from gui.look.theme import theme
from gui.widgets.pill import PillGroup

HIGH = 780  # pixels at normal text from which both are shown
CURVES_SHARE = 0.3  # of the height, for the curves


class Middle(QWidget):
    """Two panels that share a place. They stay in one splitter: of those that are not seen, nothing moves.

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
        self._height = 0
        self._one = False
        self._both: bool | None = None
        self.tabs = PillGroup(self.names())
        self.tabs.set_tool_tips(self.tips())
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        for panel, stretch in zip(self._panels, (2, 5), strict=True):
            self.splitter.addWidget(panel)
            self.splitter.setStretchFactor(self.splitter.count() - 1, stretch)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.splitter, 1)
        self.tabs.chosen.connect(self._on_chosen)
        theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def names(self) -> list[str]:
        """What the tabs of the panels are called."""
        return [self.tr("Curves"), self.tr("Iteration")]

    def tips(self) -> list[str]:
        """What they are for."""
        return [self.tr("Loss and accuracy of the whole run"), self.tr("One iteration taken apart, number by number")]

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

    def take_over(self, other: "Middle") -> None:
        """Show what another one shows, in the same shares."""
        self.tabs.choose(other.tabs.current)
        self.take_room(other._height, other._one)
        self.splitter.setSizes(other.splitter.sizes())
        self._show_panels()

    def take_room(self, height: int, one: bool = False) -> None:
        """Show what there is room for.

        Parameters
        ----------
        height
            Of what this lies in, in pixels. Its own height would not do: that depends on what is shown.
        one
            Whether one of the two is shown, whatever the height, and chosen elsewhere.
        """
        self._height, self._one = height, one
        self._arrange()

    @Slot(object)
    def _on_chosen(self, index: int) -> None:
        if not self._both:
            self._show_panels()
            self.turned.emit()

    @Slot()
    def _on_theme_changed(self) -> None:
        self._column.setSpacing(theme().scaled(6))
        self.splitter.setHandleWidth(theme().scaled(8))
        self._arrange()

    def _arrange(self) -> None:
        both = not self._one and self._height >= theme().scaled(HIGH)
        self.tabs.setVisible(not both and not self._one)
        if both == self._both:
            return
        self._both = both
        self._show_panels()
        if both:
            curves = round(CURVES_SHARE * self._height)
            self.splitter.setSizes([curves, self._height - curves])
        self.turned.emit()

    def _show_panels(self) -> None:
        for index, panel in enumerate(self._panels):
            panel.setVisible(self.shows_both or index == self.tabs.current)
