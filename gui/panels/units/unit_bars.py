"""Bars of a unit: what it sends on to each class, and what each class makes of it, with whiskers for the spread."""

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QToolTip

from gui.look.theme import theme
from gui.widgets.bars import Bars
from gui.widgets.cell import Cell
from gui.widgets.cell_view import Position

_WHISKER = 0.5  # height of a whisker's end, as a part of the row

Index = tuple[int, ...]


class UnitBars(Bars):
    """Bars whose rows are cells of a larger variable, or figures of a statistic with words of their own."""

    def __init__(self) -> None:
        super().__init__()
        self._index: Callable[[int], Index] | None = None
        self._tips: tuple[str, ...] = ()
        self._spreads: np.ndarray | None = None

    def show_weights(
        self, values: np.ndarray, labels: Sequence[str], index: Callable[[int], Index], name: str,
    ) -> None:
        """Show a row or a column of a matrix; `index` gives the index in it of each number."""
        self._index, self._tips, self._spreads = index, (), None
        self.show_values(values, labels=labels, name=name)

    def show_means(
        self, means: np.ndarray, spreads: np.ndarray, labels: Sequence[str], tips: Sequence[str], *,
        counts: np.ndarray, none: str, lit: int | None,
    ) -> None:
        """Show means with whiskers.

        Parameters
        ----------
        means, spreads, counts : (C,)
            And of how many numbers each is.
        labels, tips
            What each row is called, and what is said of it.
        none
            What is written where it is of none.
        lit
            The row whose number is lit.
        """
        self._index, self._tips, self._spreads = None, tuple(tips), spreads
        limit = float(np.nan_to_num(np.abs(means) + spreads, posinf=0, neginf=0).max(initial=0))
        about_zero = np.nan_to_num(means).min(initial=0) < 0
        self.show_values(means, labels=labels, limit=limit, kind="diverging" if about_zero else "probability",
                         predicted=lit)
        self._texts = [text if count else none for count, text in zip(counts, self._texts, strict=True)]

    def _cell(self, position: Position) -> Cell | None:
        cell = super()._cell(position)
        return cell if cell is None or self._index is None else Cell(cell.name, self._index(position[0]), cell.value)

    def _position_of(self, index: Index) -> Position | None:
        if self._index is None:
            return super()._position_of(index)
        return next(((row, 0) for row in range(len(self._values)) if self._index(row) == index), None)

    def _say(self, cell: Cell, where: QPoint) -> None:
        if self._tips and cell.index[0] < len(self._tips):
            QToolTip.showText(self.mapToGlobal(where), self._tips[cell.index[0]], self)
        elif not self._tips:
            super()._say(cell, where)

    def _paint_bars(self, painter: QPainter, zero: float, right: float) -> None:
        super()._paint_bars(painter, zero, right)
        if self._spreads is None:
            return
        height, left = self._row_height(), self._bar_room()[0]
        painter.setPen(QPen(QColor(theme().palette.text), 1))
        for row, (mean, spread) in enumerate(zip(self._values, self._spreads, strict=True)):
            if not np.isfinite(mean + spread) or not spread:
                continue
            ends = [zero + (mean + sign * spread) / self._limit * (right - zero) for sign in (-1, 1)]
            begin, end = (min(max(each, left), right) for each in ends)
            middle, reach = (row + 0.5) * height, _WHISKER * height / 2
            painter.drawLine(QRectF(begin, middle, end - begin, 0).topLeft(), QRectF(end, middle, 0, 0).topLeft())
            for x in (begin, end):
                painter.drawLine(QRectF(x, middle - reach, 0, 0).topLeft(), QRectF(x, middle + reach, 0, 0).topLeft())
