"""Two parts of which the first has a share of the room, until a person moves what parts them."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from gui.look.theme import theme
from gui.qt.guarded import Guarded
from gui.qt.later import Later


class SharedSplitter(Guarded, QSplitter):
    """Two parts side by side, or one above the other.

    Parameters
    ----------
    orientation
        The way they follow each other.
    share
        Of the length, for the first part.
    least
        Length of the first part in pixels at normal text size, however small its share is.
    """

    def __init__(
        self, orientation: Qt.Orientation, share: float, least: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(orientation, parent)
        self._share, self._least = share, least
        self._by_hand = False
        self._sharing = Later(self, self.share_out)
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(self._on_moved)
        theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def take_over(self, other: "SharedSplitter") -> None:
        """Share the room as a person does in another one, if one does."""
        if other._by_hand:
            self._by_hand = True
            self.setSizes(other.sizes())

    @Slot()
    def share_out(self) -> None:
        """Give the parts their room anew, unless a person has."""
        if not self._by_hand:
            length = self.width() if self.orientation() is Qt.Orientation.Horizontal else self.height()
            first = max(theme().scaled(self._least), round(self._share * length))
            self.setSizes([first, length - first])

    @Slot()
    def _on_theme_changed(self) -> None:
        self.setHandleWidth(theme().scaled(10))
        self.share_out()

    @Slot()
    def _on_moved(self) -> None:
        self._by_hand = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._sharing.ask()
