"""How the numbers of an array are laid out as cells: as they are, a vector as a grid, columns as small pictures."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np

from engine.data.look import Look
from gui.widgets.raster import Axis, axis, tiled_axis

Index = tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Cells laid out for one size of picture: where each row and column of them lies, in pixels."""

    rows: Axis
    columns: Axis


class Arrangement(Protocol):
    """Which number is in which cell."""

    def layout(self, width: int, height: int, gap: int, keep_aspect: bool) -> Layout:
        """Lay the cells out in a picture of this many pixels."""

    def grid(self, values: np.ndarray, fill: float | bool) -> np.ndarray:
        """The numbers (or a mask over them) as rows and columns of cells; `fill` where there is none."""

    def index(self, row: int, column: int) -> Index | None:
        """The index in the array of the number in a cell; None where the cell is empty."""

    def place(self, index: Index) -> tuple[int, int] | None:
        """The cell of an index."""

    def value(self, row: int, column: int) -> float:
        """The number in a cell."""


class Plain:
    """A two-dimensional array as it is: one row of cells a row.

    Parameters
    ----------
    values
        (rows, columns).
    index_of
        From (row, column) to the index to report, where the array is a part or another shape of the variable.
    smallest_gapped
        Cells of at least this many pixels are set apart by gaps.
    """

    def __init__(self, values: np.ndarray, index_of: Callable[[int, int], Index] | None, smallest_gapped: int) -> None:
        self._values = values
        self._index_of = index_of
        self._smallest_gapped = smallest_gapped

    def layout(self, width: int, height: int, gap: int, keep_aspect: bool) -> Layout:
        rows, columns = self._values.shape
        if keep_aspect:
            width, height = in_proportion(rows, columns, width, height)
        gap = gap if min(width / columns, height / rows) >= self._smallest_gapped else 0
        return Layout(axis(rows, height, gap), axis(columns, width, gap))

    def grid(self, values: np.ndarray, fill: float | bool) -> np.ndarray:
        return values

    def index(self, row: int, column: int) -> Index | None:
        return (row, column) if self._index_of is None else tuple(self._index_of(row, column))

    def place(self, index: Index) -> tuple[int, int] | None:
        rows, columns = self._values.shape
        if self._index_of is None:
            row, column = index
            return (row, column) if row < rows and column < columns else None
        turned = index[::-1]  # lying down, as a wide map does: tried first, since there may be very many cells
        if len(index) == 2 and turned[0] < rows and turned[1] < columns and tuple(self._index_of(*turned)) == index:
            return turned
        every = ((row, column) for row in range(rows) for column in range(columns))
        return next((cell for cell in every if tuple(self._index_of(*cell)) == index), None)

    def value(self, row: int, column: int) -> float:
        return float(self._values[row, column])


class Wrapped:
    """A vector (H,) as a grid, line after line; the last line may be short."""

    def __init__(self, values: np.ndarray, columns: int | None, smallest_gapped: int) -> None:
        self._values = values
        self._wanted = columns
        self._smallest_gapped = smallest_gapped
        self._columns = columns or len(values)

    def layout(self, width: int, height: int, gap: int, keep_aspect: bool) -> Layout:
        count = len(self._values)
        self._columns = self._wanted or grid_columns(count, width, height)
        rows = -(-count // self._columns)
        if keep_aspect:
            width, height = in_proportion(rows, self._columns, width, height)
        gap = gap if min(width / self._columns, height / rows) >= self._smallest_gapped else 0
        return Layout(axis(rows, height, gap), axis(self._columns, width, gap))

    def grid(self, values: np.ndarray, fill: float | bool) -> np.ndarray:
        rows = -(-len(values) // self._columns)
        padded = np.full(rows * self._columns, fill, values.dtype)
        padded[:len(values)] = values
        return padded.reshape(rows, self._columns)

    def index(self, row: int, column: int) -> Index | None:
        i = row * self._columns + column
        return (i,) if i < len(self._values) else None

    def place(self, index: Index) -> tuple[int, int] | None:
        return divmod(index[0], self._columns) if index[0] < len(self._values) else None

    def value(self, row: int, column: int) -> float:
        return float(self._values[row * self._columns + column])


class Tiles:
    """The columns of a (D, H) array as H small pictures, line after line, as large as there is room for."""

    def __init__(self, values: np.ndarray, look: Look) -> None:
        self._values = values
        self._look = look
        self._across = values.shape[1]

    def layout(self, width: int, height: int, gap: int, keep_aspect: bool) -> Layout:
        rows, columns = self._look.shape
        count = self._values.shape[1]
        self._across, scale = tiles_across(count, self._look.shape, width, height, gap)
        tile_width, tile_height = max(1, int(columns * scale)), max(1, int(rows * scale))
        down = -(-count // self._across)
        return Layout(tiled_axis(down, rows, tile_height, gap), tiled_axis(self._across, columns, tile_width, gap))

    def grid(self, values: np.ndarray, fill: float | bool) -> np.ndarray:
        rows, columns = self._look.shape
        count, across = values.shape[1], self._across
        down = -(-count // across)
        padded = np.full((down * across, rows, columns), fill, values.dtype)
        padded[:count] = self._look.picture(values.T)
        tiles = padded.reshape(down, across, rows, columns)
        return tiles.transpose(0, 2, 1, 3).reshape(down * rows, across * columns)

    def index(self, row: int, column: int) -> Index | None:
        rows, columns = self._look.shape
        unit = row // rows * self._across + column // columns
        return (*self._look.index_of(row % rows, column % columns), unit) if unit < self._values.shape[1] else None

    def place(self, index: Index) -> tuple[int, int] | None:
        i, unit = index
        if not (i < self._values.shape[0] and unit < self._values.shape[1]):
            return None
        (down, right), (row, column), (rows, columns) = divmod(unit, self._across), self._look.cell(i), self._look.shape
        return down * rows + row, right * columns + column

    def value(self, row: int, column: int) -> float:
        index = self.index(row, column)
        return float("nan") if index is None else float(self._values[index])


def in_proportion(rows: int, columns: int, width: int, height: int) -> tuple[int, int]:
    """The largest size with square cells."""
    side = min(width / columns, height / rows)
    return max(1, round(columns * side)), max(1, round(rows * side))


@lru_cache(maxsize=64)
def grid_columns(count: int, width: int, height: int) -> int:
    """Columns that make the cells of a grid nearly square, preferring lines that come out even."""
    columns = np.arange(1, count + 1)
    rows = -(-count // columns)
    out_of_square = np.abs(np.log((max(width, 1) / columns) / (max(height, 1) / rows)))
    empty = (rows * columns - count) / count
    return int(columns[np.argmin(out_of_square + 4 * empty)])


@lru_cache(maxsize=16)
def tiles_across(count: int, shape: tuple[int, int], width: int, height: int, gap: int) -> tuple[int, float]:
    """How many tiles in a line make them largest, and how many pixels a cell of theirs then has."""
    across = np.arange(1, count + 1)
    down = -(-count // across)
    scales = np.minimum((width - gap * (across - 1)) / (across * shape[1]),
                        (height - gap * (down - 1)) / (down * shape[0]))
    best = int(np.argmax(scales))
    return int(across[best]), max(float(scales[best]), 0.0)
