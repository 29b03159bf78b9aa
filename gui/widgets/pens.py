"""Pens for the curves of plots."""

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from gui.look.theme import theme


def line_pen(colour: str, width: float = 1, *, dashed: bool = False, alpha: int = 255) -> QPen:
    """A pen whose width is in pixels at normal text, whatever the zoom; it grows with the text."""
    colour = QColor(colour)
    colour.setAlpha(alpha)
    style = Qt.PenStyle.CustomDashLine if dashed else Qt.PenStyle.SolidLine
    return pg.mkPen(colour, width=theme().scaled(width), style=style, dash=[4, 3] if dashed else None)


def draw_with(curve: pg.PlotCurveItem, pen: QPen) -> None:
    """Draw a curve with this pen. One that is wider than 1 is fast without antialiasing only."""
    curve.opts["antialias"] = pen.widthF() <= 1
    curve.setPen(pen)
