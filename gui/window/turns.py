"""A seat of the window: its panels one above the other, or one at a time where there is no height for that.

Where there is height for two, the first is above, and those after it take turns below.
"""

import math
from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from gui.look.theme import theme
from gui.panels.panel import Panel
from gui.widgets.pill import PillGroup

FIRST_SHARE = 0.3  # of the height, for the first panel where all are seen


class Turns(QWidget):
    """Panels that share a place. They stay where they are: of those that are not seen, nothing moves.

    Parameters
    ----------
    panels
        The panels, from top to bottom.
    high
        Pixels at normal text from which there is height for two; by default all of them take turns.

    Signals
    -------
    turned(): other panels are seen than before
    chosen(Panel): a person has chosen this one
    """

    turned = Signal()
    chosen = Signal(object)

    def __init__(self, panels: Sequence[Panel], high: float = math.inf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panels = tuple(panels)
        self._high = high
        self._height = 0
        self._one = False
        self._all: bool | None = None
        self._below = min(1, len(panels) - 1)   # the one that is seen below the first
        self._offered = {index for index, panel in enumerate(panels) if not panel.on_demand}
        self._only: frozenset[int] | None = None   # those that can be seen at all; None: any
        self.tabs, self.switch = (PillGroup([panel.title for panel in panels]) for _ in range(2))
        for pills in (self.tabs, self.switch):
            pills.set_tool_tips([panel.tip for panel in panels])
            pills.chosen.connect(self._on_pill)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self._lower = QWidget()
        self._under = QVBoxLayout(self._lower)
        self._under.setContentsMargins(0, 0, 0, 0)
        self._under.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignLeft)
        self.splitter.addWidget(panels[0])
        self.splitter.setStretchFactor(0, panels[0].stretch)
        if len(panels) > 1:
            self.splitter.addWidget(self._lower)
            self.splitter.setStretchFactor(1, panels[1].stretch)
        for panel in panels[1:]:
            self._under.addWidget(panel, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.splitter, 1)
        theme().changed.connect(self._on_theme_changed)
        self._offer()
        self._on_theme_changed()

    @property
    def shows_all(self) -> bool:
        """Whether two panels are seen."""
        return bool(self._all)

    @property
    def opened(self) -> set[int]:
        """The panels that can be chosen, by their places."""
        return self._offered if self._only is None else self._offered & self._only

    @property
    def panels(self) -> tuple[Panel, ...]:
        """The same, the panels themselves."""
        return tuple(self._panels[index] for index in sorted(self.opened))

    @property
    def front(self) -> Panel:
        """The panel that is seen where they take turns."""
        return self._panels[self.tabs.current]

    def bring_forward(self, panel: QWidget) -> None:
        """Let this panel be seen; one on demand is open from then on."""
        index = self._panels.index(panel)
        self._offered.add(index)
        self._offer()
        self.tabs.choose(index)
        self._on_chosen(index)

    def close_panel(self, panel: QWidget) -> None:
        """Let one on demand be seen no longer, nor be chosen."""
        index = self._panels.index(panel)
        self._offered.discard(index)
        if self._below == index:
            self._below = 1
        if self.tabs.current == index:
            self.tabs.choose(1)
        self._offer()
        self._show_panels()
        self.turned.emit()

    def show_only(self, panels: Collection[QWidget] | None) -> None:
        """Let none but these be seen, one on demand too; None: as there is room."""
        self._only = None if panels is None else frozenset(i for i, each in enumerate(self._panels) if each in panels)
        self._offered |= self._only or set()
        found = self.opened
        if found and self.tabs.current not in found:
            self.tabs.choose(min(found))
        if found - {0} and self._below not in found:
            self._below = min(found - {0})
        self._offer()
        self._arrange()
        self._show_panels()

    def _offer(self) -> None:
        """What can be chosen: of those below, if there is a choice at all."""
        self.tabs.offer(self.opened)
        self.switch.offer(self.opened - {0})
        self.switch.setVisible(self.shows_all and len(self.opened) > 2)

    @property
    def arrangement(self) -> tuple:
        """What is seen, and in which shares, for `arrange_as`."""
        return set(self._offered), self._below, self.tabs.current, self.splitter.sizes()

    def arrange_as(self, arrangement: tuple) -> None:
        """Show what was seen then, in the same shares."""
        offered, self._below, current, sizes = arrangement
        self._offered = set(offered)
        self._offer()
        self.tabs.choose(current)
        self._arrange()
        self.splitter.setSizes(sizes)
        self._show_panels()

    def take_over(self, other: "Turns") -> None:
        """Show what another one shows, in the same shares."""
        self._height, self._one, self._only = other._height, other._one, other._only
        self.arrange_as(other.arrangement)

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
    def _on_pill(self, index: int) -> None:
        self._on_chosen(index)
        self.chosen.emit(self._panels[index])

    def _on_chosen(self, index: int) -> None:
        self.tabs.choose(index)
        before, self._below = self._below, index or self._below
        if self._below != before or (not self._all and len(self._panels) > 1):
            self._show_panels()
            self.turned.emit()

    @Slot()
    def _on_theme_changed(self) -> None:
        for column in (self._column, self._under):
            column.setSpacing(theme().scaled(6))
        self.splitter.setHandleWidth(theme().scaled(8))
        self._arrange()

    def _arrange(self) -> None:
        high = self._high if self._high == math.inf else theme().scaled(self._high)
        everything = not self._one and self._height >= high and (self._only is None or {0} < self.opened)
        self.tabs.setVisible(not everything and not self._one and len(self.opened) > 1)
        if everything == self._all:
            return
        self._all = everything
        self._offer()
        self._show_panels()
        if everything:
            first = round(FIRST_SHARE * self._height)
            self.splitter.setSizes([first, self._height - first])
        self.turned.emit()

    @property
    def _seen(self) -> set[int]:
        return {0, self._below} if self.shows_all else {self.tabs.current}

    def _show_panels(self) -> None:
        self.switch.choose(self._below)
        self._lower.setVisible(bool(self._seen - {0}))
        for index, panel in enumerate(self._panels):
            panel.setVisible(index in self._seen)
