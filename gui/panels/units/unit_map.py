"""The weights of a unit, or what they make of a sample, as a picture: of the inputs, or as a grid of units."""

from dataclasses import replace

import numpy as np

from engine.data.look import Look
from gui.widgets.cell import Cell
from gui.widgets.cell_view import Position
from gui.widgets.heatmap import HeatMap

Index = tuple[int, ...]


class UnitMap(HeatMap):
    """One column or one row of a matrix. It reports cells with their index in the whole matrix."""

    def __init__(self) -> None:
        super().__init__(keep_aspect=True)
        self._unit: int | None = None
        self._axis = 0  # along which the numbers lie

    def show_weights(
        self, values: np.ndarray, look: Look | None, unit: int, axis: int, name: str, limit: float | None = None,
    ) -> None:
        """Show a vector of a matrix.

        Parameters
        ----------
        values
            (D,), or (H,).
        look
            What picture D inputs make; None: they are units, which are laid out as a grid.
        unit, axis
            Its place in the matrix is (i, unit) for axis 0, (unit, i) for axis 1.
        name, limit
            As in every heat map.
        """
        self._unit, self._axis = unit, axis
        if look is None:
            self.show_vector(values, limit=limit, name=name)
        else:
            self.show_values(look.picture(values), limit=limit, name=name, index_of=look.index_of)

    def _cell(self, position: Position) -> Cell | None:
        cell = super()._cell(position)
        return None if cell is None else replace(cell, index=self._whole(cell.index[0]))

    def _whole(self, i: int) -> Index:
        return (i, self._unit) if self._axis == 0 else (self._unit, i)

    def _position_of(self, index: Index) -> Position | None:
        return super()._position_of((index[self._axis],)) if index[1 - self._axis] == self._unit else None
