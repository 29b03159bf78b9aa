"""The mark of where the keys go, for what is painted by hand; the style sheet has its like for buttons and fields."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui.look.theme import theme

THICKNESS = 2  # pixels at normal text size


def paint_focus_ring(painter: QPainter, area: QRectF) -> None:
    """A ring just inside an area, with a line of the background within, so that it stands out from any colour."""
    thick, ends = theme().scaled(THICKNESS), (Qt.PenCapStyle.SquareCap, Qt.PenJoinStyle.MiterJoin)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width, depth in ((theme().palette.text, thick, thick / 2), (theme().palette.card, 1, thick + 0.5)):
        painter.setPen(QPen(QColor(colour), width, Qt.PenStyle.SolidLine, *ends))
        painter.drawRect(area.adjusted(depth, depth, -depth, -depth))
