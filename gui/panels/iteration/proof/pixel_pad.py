"""A sample whose inputs are chosen by a click; an image is drawn over by dragging."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from gui.widgets.heatmap import HeatMap

_VALUES = {Qt.MouseButton.LeftButton: 1.0, Qt.MouseButton.RightButton: 0.0}


class PixelPad(HeatMap):
    """An image. A click chooses a pixel (`clicked`); dragging draws, with the right button it wipes out.

    Signals
    -------
    drawn((index, value)): a pixel was drawn over
    """

    drawn = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, keep_aspect=True)
        self._pressed: tuple[int, int] | None = None
        self._dragged = False
        self._ink = _VALUES  # that a button draws
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)  # the right button wipes out

    def let_draw(self, on: bool) -> None:
        """Whether dragging draws. On what is no image there is only to choose."""
        self._ink = _VALUES if on else {}

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pressed, self._dragged = self._position_at(event.position()), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        position = self._position_at(event.position())
        value = next((value for button, value in self._ink.items() if event.buttons() & button), None)
        if value is None or position is None or (position == self._pressed and not self._dragged):
            return
        if not self._dragged and self._pressed is not None:
            self._draw(self._pressed, value)
        self._dragged = True
        self._draw(position, value)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._dragged:
            super().mouseReleaseEvent(event)
        self._pressed, self._dragged = None, False

    def _draw(self, position: tuple[int, int], value: float) -> None:
        cell = self._cell(position)
        if cell is not None:
            self.drawn.emit((cell.index, value))
