"""A sum in one line, with what each number is beneath it; two lines where it has no room."""

import math
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.look.theme import theme
from gui.panels.iteration.parts.figures import fixed_font
from gui.qt.guarded import Guarded, painting

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class Part(NamedTuple):
    """One number: the sign before it, how it is written, and what it is."""

    sign: str
    number: str
    caption: str


class SumView(Guarded, QWidget):
    """``0.1244 − 0.1 × 0.02419 = 0.1220``, each number with its name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[Part, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)  # higher than the hint if narrow
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().changed.connect(self._on_theme_changed)

    @property
    def text(self) -> str:
        """The sum, as it is written."""
        return " ".join(f"{part.sign} {part.number}".strip() for part in self._parts)

    def show_parts(self, *parts: Part) -> None:
        """Show another sum; the last part is what it comes to."""
        self._parts = parts
        self.setAccessibleName(self.text)
        self.setAccessibleDescription(", ".join(f"{part.caption} {part.number}" for part in parts))
        self.updateGeometry()
        self.update()

    def _widths(self) -> list[tuple[float, float]]:
        """Of the sign and of the number with its caption, for each part."""
        number, caption = QFontMetricsF(fixed_font(1.0)), QFontMetricsF(theme().font(0.85))
        gap = theme().scaled(7)
        return [(number.horizontalAdvance(part.sign) + gap if part.sign else 0.0,
                 max(number.horizontalAdvance(part.number), caption.horizontalAdvance(part.caption)) + gap)
                for part in self._parts]

    def _places(self, width: float) -> list[QPointF]:
        """Where each part begins."""
        places, x, row = [], 0.0, 0
        for sign, number in self._widths():
            if x and x + sign + number > width:
                x, row = 0.0, row + 1
            places.append(QPointF(x, row * self._row_height()))
            x += sign + number
        return places

    def _row_height(self) -> float:
        return (QFontMetricsF(fixed_font(1.0)).height() + QFontMetricsF(theme().font(0.85)).height()
                + theme().scaled(5))

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().palette
        with painting(self) as painter:
            line = QFontMetricsF(fixed_font(1.0)).height()
            places = self._places(self.width())
            for part, place, (sign, number) in zip(self._parts, places, self._widths(), strict=True):
                painter.setFont(fixed_font(1.0))
                painter.setPen(QColor(colours.dim))
                painter.drawText(QRectF(place.x(), place.y(), sign, line), _LEFT, part.sign)
                painter.setPen(QColor(colours.text))
                painter.drawText(QRectF(place.x() + sign, place.y(), number, line), _LEFT, part.number)
                painter.setFont(theme().font(0.85))
                painter.setPen(QColor(colours.dim))
                painter.drawText(QRectF(place.x() + sign, place.y() + line, number, line), _LEFT, part.caption)

    @Slot()
    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        places = self._places(width)
        return math.ceil((places[-1].y() if places else 0) + self._row_height())

    def sizeHint(self) -> QSize:
        width = theme().scaled(260)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().scaled(100), self.sizeHint().height())
