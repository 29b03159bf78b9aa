"""A seat of the window: its panels one above the other, or one at a time where there is no height for that."""

import math
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from gui.look.theme import theme
from gui.panels.panel import Panel
from gui.widgets.pill import PillGroup

FIRST_SHARE = 0.3  # of the height, for the first panel where all are seen


class Turns(QWidget):
    """Panels that share a place. They stay in one splitter: of those that are not seen, nothing moves.

    Parameters
    ----------
    panels
        The panels, from top to bottom.
    high
        Pixels at normal text from which all of them are shown; by default they always take turns.

    Signals
    -------
    turned(): other panels are seen than before
    """

    turned = Signal()

    def __init__(self, panels: Sequence[Panel], high: float = math.inf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panels = tuple(panels)
        self._high = high
        self._height = 0
        self._one = False
        self._all: bool | None = None
        self.tabs = PillGroup([panel.title for panel in panels])
        self.tabs.set_tool_tips([panel.tip for panel in panels])
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        for panel in panels:
            self.splitter.addWidget(panel)
            self.splitter.setStretchFactor(self.splitter.count() - 1, panel.stretch)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.splitter, 1)
        self.tabs.chosen.connect(self._on_chosen)
        theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    @property
    def shows_all(self) -> bool:
        """Whether all panels are seen."""
        return bool(self._all)

    @property
    def front(self) -> Panel:
        """The panel that is seen where they take turns."""
        return self._panels[self.tabs.current]

    def bring_forward(self, panel: QWidget) -> None:
        """Let this panel be seen."""
        index = self._panels.index(panel)
        self.tabs.choose(index)
        self._on_chosen(index)

    def take_over(self, other: "Turns") -> None:
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
            Whether one of them is shown, whatever the height, and chosen elsewhere.
        """
        self._height, self._one = height, one
        self._arrange()

    @Slot(object)
    def _on_chosen(self, index: int) -> None:
        if not self._all and len(self._panels) > 1:
            self._show_panels()
            self.turned.emit()

    @Slot()
    def _on_theme_changed(self) -> None:
        self._column.setSpacing(theme().scaled(6))
        self.splitter.setHandleWidth(theme().scaled(8))
        self._arrange()

    def _arrange(self) -> None:
        high = self._high if self._high == math.inf else theme().scaled(self._high)
        everything = not self._one and self._height >= high
        self.tabs.setVisible(not everything and not self._one and len(self._panels) > 1)
        if everything == self._all:
            return
        self._all = everything
        self._show_panels()
        if everything:
            first, others = round(FIRST_SHARE * self._height), len(self._panels) - 1
            self.splitter.setSizes([first, *[(self._height - first) // max(others, 1)] * others])
        self.turned.emit()

    def _show_panels(self) -> None:
        for index, panel in enumerate(self._panels):
            panel.setVisible(self.shows_all or index == self.tabs.current)
