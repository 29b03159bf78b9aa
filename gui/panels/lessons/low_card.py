"""A card that may be low: what stands above and below what it scrolls then scrolls along."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from gui.look.theme import theme
from gui.qt.guarded import Guarded
from gui.qt.later import Later
from gui.widgets.card import Card

LOW = 300  # pixels at normal text; below that too few lines would be left between what stands still
LEAST_SEEN = 40  # of what scrolls, however low


class LowCard(Guarded, Card):
    """Tells `arrange` when its height or the size of the text is another. What it does may not change the height."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._arranging = Later(self, self.arrange)
        theme().changed.connect(self._arranging.ask)

    @property
    def is_low(self) -> bool:
        """Whether only what is needed to go on may stand still."""
        return self.height() < theme().scaled(LOW)

    def arrange(self) -> None:
        """Have each part where it belongs in this height."""
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arranging.ask()


def place(part: QWidget, column: QBoxLayout, at: int = -1) -> None:
    """Let a part lie in this column, at its end or at a place, if it does not yet."""
    if column.indexOf(part) < 0:
        column.insertWidget(at, part)
        part.show()
