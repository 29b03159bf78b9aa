"""Pens for the curves of plots."""

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen


def line_pen(colour: str, width: int = 1, *, dashed: bool = False, alpha: int = 255) -> QPen:
    """A pen whose width is in pixels of the screen, whatever the zoom."""
    colour = QColor(colour)
    colour.setAlpha(alpha)
    return pg.mkPen(colour, width=width, style=Qt.PenStyle.CustomDashLine if dashed else Qt.PenStyle.SolidLine,
                    dash=[4, 3] if dashed else None)
