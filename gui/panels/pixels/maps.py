"""Three maps over one sample, side by side, and beneath each in two sentences what it says and what it does not."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from engine.data.look import Look
from gui.look.theme import theme
from gui.qt.guarded import Guarded
from gui.qt.later import Later
from gui.widgets.heatmap import HeatMap
from gui.widgets.labels import DimLabel
from gui.widgets.tensor_view import ColourBar

LEAST = 100  # pixels of height in which a map can be read, at normal text size
TITLE, MAP, BAR, SAYS, SAYS_NOT, REST = range(6)  # rows


class PixelMap:
    """A number for each input, in colour over the sample itself.

    Parameters
    ----------
    name
        What it is called.

    Attributes
    ----------
    map : HeatMap
        Its cells are known by row and column in the picture of the sample.
    bar : ColourBar
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.title, self.map, self.bar = QLabel(name), HeatMap(keep_aspect=True), ColourBar()
        self.map.setAccessibleName(name)
        self._says, self._says_not = DimLabel(small=True), DimLabel(small=True)
        for sentence in (self._says, self._says_not):
            sentence.setWordWrap(True)
            sentence.setMinimumWidth(1)
            sentence.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.rows = (self.title, self.map, self.bar, self._says, self._says_not)

    def explain(self, says: str, says_not: str) -> None:
        """Say what it says, and what it does not."""
        self._says.setText(says)
        self._says_not.setText(says_not)

    def show_values(self, values: np.ndarray, x: np.ndarray, look: Look) -> None:
        """Show a number for each input, (D,), over the sample (D,)."""
        found = look.picture(values)
        if look.is_picture:
            self.map.show_overlay(look.picture(x), found, name=self.name)
        else:
            self.map.show_values(found, name=self.name)
        self.bar.show_limit(self.map.limit)

    def show_message(self, text: str) -> None:
        """Say why there are no numbers."""
        self.map.show_message(text)
        self.bar.show_limit(None)


class Maps(Guarded, QWidget):
    """Maps in columns of one width. None is higher than its picture, so that what is said of it stands beneath it."""

    def __init__(self, maps: Sequence[PixelMap], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._maps = maps
        self._shape = (1, 1)
        self._fitting = Later(self, self._fit)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for column, each in enumerate(maps):
            self._grid.setColumnStretch(column, 1)
            for row, part in enumerate(each.rows):
                part.setSizePolicy(QSizePolicy.Policy.Ignored, part.sizePolicy().verticalPolicy())
                self._grid.addWidget(part, row, column)
        self._grid.setRowStretch(MAP, 1000)
        self._grid.setRowStretch(REST, 1)  # what the maps leave over
        theme().changed.connect(self._update_sizes)
        self._update_sizes()

    def show_shape(self, shape: tuple[int, int]) -> None:
        """The pictures have so many rows and columns."""
        self._shape = shape
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fitting.ask()

    def _fit(self) -> None:
        rows, columns = self._shape
        width = (self.width() - 2 * self._grid.horizontalSpacing()) // 3
        for each in self._maps:
            each.map.setMaximumHeight(max(each.map.minimumHeight(), width * rows // columns))

    @Slot()
    def _update_sizes(self) -> None:
        self._grid.setHorizontalSpacing(theme().scaled(14))
        self._grid.setVerticalSpacing(theme().scaled(4))
        for each in self._maps:
            each.map.setMinimumHeight(theme().scaled(LEAST))
        self._fit()
