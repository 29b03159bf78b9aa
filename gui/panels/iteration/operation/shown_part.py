"""Which part of a matrix is drawn where there is no room for all of it. Knows nothing of Qt.

All matrices of an operation show the same part of what they have in common: where x shows the pixels 388 to 393, W1
shows the rows 388 to 393, for these are multiplied with each other. So the parts are kept by axis, not by matrix.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

LEAST = 3  # cells of an axis that are shown, however little room there is

# As in `Variable`; several where rows run over all of them, slice after slice; None for the one row of a vector and the
# one cell of a number.
Axis = str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Extent:
    """How large a matrix is as it is drawn.

    Parameters
    ----------
    rows, columns
        How many there are.
    axes
        What rows and columns run over.
    picture
        Rows and columns of the image as which its only row is drawn, if it is.
    least
        Pixels across that its name needs.
    """

    rows: int
    columns: int
    axes: tuple[Axis, Axis]
    picture: tuple[int, int] | None = None
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class Room:
    """How much of each axis is shown, and how large.

    Parameters
    ----------
    cell
        Pixels of a cell, a square.
    pixel
        Pixels of a cell of an image.
    counts
        How many cells of each axis are shown.
    """

    cell: int
    pixel: int
    counts: Mapping[Axis, int]

    def shown(self, extent: Extent) -> tuple[int, int]:
        """Rows and columns of a matrix that are shown."""
        if extent.picture is not None:
            return extent.picture
        return tuple(min(length, self.counts.get(axis, 1))
                     for length, axis in zip((extent.rows, extent.columns), extent.axes, strict=True))

    def size(self, extent: Extent) -> tuple[int, int]:
        """Pixels across and down of what is shown of a matrix."""
        rows, columns = self.shown(extent)
        cell = self.cell if extent.picture is None else self.pixel
        return columns * cell, rows * cell

    def is_whole(self, extent: Extent) -> bool:
        """Whether all of it is shown."""
        return extent.picture is not None or self.shown(extent) == (extent.rows, extent.columns)


@dataclass(frozen=True, slots=True)
class Line:
    """The matrices of one equation, and the pixels that its signs need."""

    extents: tuple[Extent, ...]
    signs: float

    def width(self, room: Room) -> float:
        """Pixels across."""
        return self.signs + sum(max(room.size(extent)[0], extent.least) for extent in self.extents)


def furnish(lines: Sequence[Line], width: float, height: float, cells: tuple[int, int, int]) -> Room:
    """The most that can be shown of these equations, each in a line of this width and height.

    Where even a little of all the matrices of an equation has no room in one line, it takes several.

    Parameters
    ----------
    lines
        The equations.
    width, height
        Pixels there are for an equation.
    cells
        Pixels of a cell: as few as can be, as many as are easy to hit, and the most where all is shown.
    """
    smallest, wanted, largest = cells
    lengths = _lengths(lines)
    for cell in range(wanted, smallest - 1, -1):
        most = min(max(lengths.values(), default=1), max(int(width // cell), LEAST))
        for count in range(most, LEAST - 1, -1):
            room = _room(lines, lengths, cell, count, height)
            if all(line.width(room) <= width for line in lines):
                return _enlarged(lines, room, width, height, largest)
    return _room(lines, lengths, wanted, min(2 * LEAST, most), height)


def _enlarged(lines: Sequence[Line], room: Room, width: float, height: float, largest: int) -> Room:
    """Larger cells, where there is more room than cells."""
    if not all(room.is_whole(extent) for line in lines for extent in line.extents):
        return room
    for cell in range(largest, room.cell, -1):
        larger = Room(cell, room.pixel, room.counts)
        if all(line.width(larger) <= width for line in lines) and max(
                (larger.size(extent)[1] for line in lines for extent in line.extents), default=0) <= height:
            return larger
    return room


def _room(lines: Sequence[Line], lengths: Mapping[Axis, int], cell: int, columns: int, height: float) -> Room:
    rows = max(int(height // cell), LEAST)
    across = {extent.axes[1] for line in lines for extent in line.extents if extent.picture is None}
    down = {extent.axes[0] for line in lines for extent in line.extents if extent.picture is None}
    counts = {axis: min(length, columns if axis in across else length, rows if axis in down else length)
              for axis, length in lengths.items()}
    highest = max((extent.picture[0] for line in lines for extent in line.extents if extent.picture), default=1)
    return Room(cell, max(min(int(height // highest), cell), 1), counts)


def _lengths(lines: Iterable[Line]) -> dict[Axis, int]:
    found = {}
    for extent in (extent for line in lines for extent in line.extents):
        found |= dict(zip(extent.axes, (extent.rows, extent.columns), strict=True))
    found.pop(None, None)
    return found


@dataclass(slots=True)
class Firsts:
    """The first cell that is shown of each axis.

    Parameters
    ----------
    starts
        By axis; one that is not there begins at its first cell.
    """

    starts: dict[Axis, int] = field(default_factory=dict)

    def of(self, axis: Axis, count: int, length: int) -> int:
        """The first of `count` cells of an axis that has `length`."""
        return min(max(self.starts.get(axis, 0), 0), length - count)

    def bring_in(self, axis: Axis, index: int, count: int, length: int) -> bool:
        """Have a cell shown, in the middle if it was not; says whether anything has moved."""
        first = self.of(axis, count, length)
        if axis is None or first <= index < first + count:
            return False
        self.centre(axis, index, count, length)
        return True

    def centre(self, axis: Axis, index: int, count: int, length: int) -> None:
        """Have a cell shown in the middle, as far as there are cells on both sides."""
        self.starts[axis] = min(max(index - count // 2, 0), length - count)
