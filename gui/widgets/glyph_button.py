"""A small flat button with a drawn sign: +, −, ×, arrows or a die. Drawn, since not every font has a die."""

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolButton, QWidget

from gui.look.theme import theme
from gui.qt.guarded import Guarded, painting

Sign = Literal["plus", "minus", "cross", "up", "down", "die"]

_STROKES = {  # in a square from −1 to 1
    "plus": (((-1, 0), (1, 0)), ((0, -1), (0, 1))),
    "minus": (((-1, 0), (1, 0)),),
    "up": (((-0.9, 0.45), (0, -0.45)), ((0, -0.45), (0.9, 0.45))),
    "down": (((-0.9, -0.45), (0, 0.45)), ((0, 0.45), (0.9, -0.45))),
    "cross": (((-0.8, -0.8), (0.8, 0.8)), ((-0.8, 0.8), (0.8, -0.8))),
}
_PIPS = ((-0.55, -0.55), (0.55, -0.55), (0, 0), (-0.55, 0.55), (0.55, 0.55))


class GlyphButton(Guarded, QToolButton):
    """A button with a sign. What it does is said by its tooltip, and by its accessible name.

    Parameters
    ----------
    sign
        What is drawn.
    name
        What it does, in a few words.
    """

    def __init__(self, sign: Sign, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = sign
        self.setProperty("role", "flat")
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click takes no focus from the keys that drive training
        theme().changed.connect(self._update_size)
        self._update_size()

    def sizeHint(self) -> QSize:
        return QSize(theme().scaled(20), theme().scaled(22))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        colours = theme().palette
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ink = colours.disabled if not self.isEnabled() else colours.text if self.underMouse() else colours.dim
            painter.translate(QRectF(self.rect()).center())
            painter.setPen(QPen(QColor(ink), theme().scaled(1.4), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            if self._sign == "die":
                self._paint_die(painter, QColor(ink))
            else:
                reach = 4.0 * theme().text_scale
                for start, end in _STROKES[self._sign]:
                    painter.drawLine(QPointF(*start) * reach, QPointF(*end) * reach)

    def _paint_die(self, painter: QPainter, ink: QColor) -> None:
        reach = 6.0 * theme().text_scale
        painter.drawRoundedRect(QRectF(-reach, -reach, 2 * reach, 2 * reach), 0.4 * reach, 0.4 * reach)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        for pip in _PIPS:
            painter.drawEllipse(QPointF(*pip) * reach, 0.19 * reach, 0.19 * reach)

    @Slot()
    def _update_size(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()
