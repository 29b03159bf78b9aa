"""How far a lesson has come: a dot for each step."""

from collections.abc import Collection

from PySide6.QtCore import QPointF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.look.theme import theme
from gui.qt.guarded import Guarded, painting

_RADIUS, _APART = 3.0, 11.0  # pixels at normal text
_LEAST_APART = 3.0           # where there are so many that they touch, they are drawn as a line


class Dots(Guarded, QWidget):
    """Filled where a step is done, a ring in the accent colour where one is, faint where one is to come."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count, self._now, self._done = 0, 0, frozenset[int]()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._on_theme_changed)

    @property
    def shown(self) -> tuple[int, int, frozenset[int]]:
        """How many there are, which one is now (from 0), and which are done."""
        return self._count, self._now, self._done

    def show_steps(self, count: int, now: int, done: Collection[int]) -> None:
        """Of so many steps this one is now (from 0), and those are done."""
        shown = (count, now, frozenset(done))
        if shown != self.shown:
            self._count, self._now, self._done = shown
            self.update()

    @Slot()
    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().scaled(100), theme().scaled(12))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().scaled(20), theme().scaled(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._count:
            return
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            unit = theme().scaled(10) / 10
            apart = min(_APART * unit, (self.width() - 4 * _RADIUS * unit) / max(self._count - 1, 1))
            radius = min(_RADIUS * unit, max(apart / _LEAST_APART, 1.0))
            for number in range(self._count):
                middle = QPointF(2 * _RADIUS * unit + number * apart, self.height() / 2)
                self._paint_dot(painter, middle, radius, number)

    def _paint_dot(self, painter: QPainter, middle: QPointF, radius: float, number: int) -> None:
        colours = theme().palette
        now, done = number == self._now, number in self._done
        painter.setPen(QPen(QColor(colours.accent), 1.5) if now else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent if done else colours.card if now else colours.off))
        painter.drawEllipse(middle, *[radius * 1.45 if now else radius] * 2)
