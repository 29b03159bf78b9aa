"""Buttons side by side, in as many lines as they need."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QRect, QSize, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.look.theme import theme
from gui.qt.guarded import Guarded

_GAP = 6  # pixels at normal text


class Flow(Guarded, QWidget):
    """Its parts in lines, from left to right; those that are hidden take no room."""

    def __init__(self, *parts: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        for part in parts:
            part.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().changed.connect(self.refresh)

    @Slot()
    def refresh(self) -> None:
        """Its parts have changed."""
        self.updateGeometry()
        self._place()

    def _places(self, width: int) -> Iterator[tuple[QWidget, QRect]]:
        x = y = line = 0
        gap = theme().scaled(_GAP)
        for part in self._parts:
            if not part.isHidden():
                size = part.sizeHint()
                if x and x + size.width() > width:
                    x, y, line = 0, y + line + gap, 0
                yield part, QRect(x, y, min(size.width(), width), size.height())
                x, line = x + size.width() + gap, max(line, size.height())

    def _place(self) -> None:
        for part, place in self._places(self.width()):
            part.setGeometry(place)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((place.bottom() + 1 for _, place in self._places(width)), default=0)

    def sizeHint(self) -> QSize:
        width = theme().scaled(240)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(max((part.sizeHint().width() for part in self._parts if not part.isHidden()), default=0), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a part needs another size
            self.refresh()
        return super().event(event)
