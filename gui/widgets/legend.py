"""The legend of a plot."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.look.theme import theme
from gui.qt.guarded import Guarded, painting
from gui.widgets.pens import line_pen


@dataclass(frozen=True, slots=True)
class LegendRow:
    """One line of a legend: what a curve looks like, and what it is. Without a colour it is about those below it."""

    colour: str
    text: str
    dashed: bool = False
    marker: str | QPainterPath = ""


class Legend(Guarded, QWidget):
    """Names the curves, over the plot. It lets the mouse through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.rows: tuple[LegendRow, ...] = ()

    def show_rows(self, rows: Sequence[LegendRow]) -> None:
        """Show other rows."""
        self.rows = tuple(rows)
        self.setAccessibleName("; ".join(row.text for row in rows))
        self.update()

    def fit(self, most_width: int) -> None:
        """Take the size that the rows need, but no more than this width."""
        metrics = QFontMetrics(theme().caption_font())
        widest = max((metrics.horizontalAdvance(row.text) for row in self.rows), default=0)
        pad = theme().scaled(5)
        width = min(widest + self._sample_width() + 3 * pad, most_width)
        self.resize(width, self._row_height() * len(self.rows) + pad if self.rows else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        pad = theme().scaled(5)
        with painting(self) as painter:
            paper = QColor(theme().palette.card)
            paper.setAlpha(215)  # what it says is read, wherever curves go below it
            painter.fillRect(self.rect(), paper)
            painter.setFont(theme().caption_font())
            for i, row in enumerate(self.rows):
                y, height = pad // 2 + i * self._row_height(), self._row_height()
                if row.colour:
                    self._paint_sample(painter, row, pad, y + height // 2)
                x = pad + self._sample_width() + pad
                text = painter.fontMetrics().elidedText(row.text, Qt.TextElideMode.ElideMiddle, self.width() - x)
                painter.setPen(QColor(theme().palette.axis))
                painter.drawText(QRect(x, y, self.width() - x, height), Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_sample(self, painter: QPainter, row: LegendRow, x: int, y: int) -> None:
        width = self._sample_width()
        painter.setPen(line_pen(row.colour, 2, dashed=row.dashed))
        painter.drawLine(x, y, x + width, y)
        if row.marker:
            self._paint_marker(painter, row, x + width // 2, y)

    def _paint_marker(self, painter: QPainter, row: LegendRow, x: int, y: int) -> None:
        half = theme().scaled(3)
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(row.colour))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, row.marker != "s")
        painter.translate(x, y)
        if isinstance(row.marker, str):
            draw = painter.drawEllipse if row.marker == "o" else painter.drawRect
            draw(-half, -half, 2 * half, 2 * half)
        else:
            painter.scale(3 * half, 3 * half)  # a shape with points looks smaller than it is
            painter.drawPath(row.marker)
        painter.restore()

    def _row_height(self) -> int:
        return QFontMetrics(theme().caption_font()).height() + theme().scaled(2)

    def _sample_width(self) -> int:
        return theme().scaled(22)
