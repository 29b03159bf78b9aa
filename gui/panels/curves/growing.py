"""A curve that grows at its end, and of which only the end is drawn at each frame."""

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QGraphicsItem

from gui.widgets.pens import draw_with


class GrowingCurve(pg.PlotCurveItem):
    """What was there when it was last drawn as a whole, kept as a picture, and over its end what has come since.

    Attributes
    ----------
    newest : PlotCurveItem
        What has come since.
    """

    def __init__(self) -> None:
        super().__init__(connect="finite")
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self.newest = pg.PlotCurveItem(connect="finite")
        self.newest.setParentItem(self)
        self._begin = math.inf  # where the newest part begins

    def draw_whole(self, x: np.ndarray, y: np.ndarray) -> None:
        """Draw all of it."""
        self.setData(x, y)
        self.newest.setData([], [])
        self._begin = math.inf

    def draw_newest(self, begin: float, x: np.ndarray, y: np.ndarray) -> None:
        """Draw what there is from `begin` on: the last place of the whole, which may have changed, and the rest."""
        self._begin = begin
        self.newest.setData(x, y)

    def use_pen(self, pen) -> None:
        """Draw it in this way."""
        for curve in (self, self.newest):
            draw_with(curve, pen)

    def places(self) -> tuple[np.ndarray, np.ndarray]:
        """All that is drawn; what has come since takes the place of what it covers."""
        (x, y), (newer_x, newer_y) = self.getData(), self.newest.getData()
        if self._begin == math.inf:
            return x, y
        older = x < self._begin
        return np.concatenate([x[older], newer_x]), np.concatenate([y[older], newer_y])
