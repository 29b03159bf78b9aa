"""A hidden unit, and which one a cell of a variable belongs to."""

from dataclasses import dataclass

from engine.inspection.place import Place
from engine.nn.variables import INPUTS, Role, Variables


@dataclass(frozen=True, slots=True)
class Unit:
    """One hidden unit.

    Parameters
    ----------
    layer
        Its hidden layer, counted from 1.
    index
        Its number in the layer, from 0.
    """

    layer: int
    index: int


def unit_of(place: Place, variables: Variables) -> Unit | None:
    """The hidden unit that a cell belongs to; None if it is of none.

    A value of the unit, a1[n, j] or da1[n, j], its bias, and a weight into it, W1[i, j]. A weight that leads from one
    hidden unit to another, W2[j, k] in a deeper network, belongs to the one that it leads into; into the classes, to
    the one that it leads from.
    """
    variable = variables.get(place.name)
    if variable is None or len(variable.axes) != len(place.index):
        return None
    classes = variables["y"].axes[-1]
    for axis, index in reversed(tuple(zip(variable.axes, place.index, strict=True))):
        if axis.isdecimal() and axis not in (INPUTS, classes) and index is not None:
            return Unit(int(axis), index)
    return None


def cells_of(unit: Unit, name: str, variables: Variables) -> tuple[int | None, ...] | None:
    """Where a unit is in a variable, along each of its axes; None along those of which it has all.

    None altogether where it has nothing there: (None, 7) of W1 for unit 7 of the first layer, (7, None) of W2.
    """
    variable = variables.get(name)
    if variable is None or variable.role in (Role.LOSS, Role.TARGET) or str(unit.layer) not in variable.axes:
        return None
    if str(unit.layer) == variables["y"].axes[-1]:
        return None
    return tuple(unit.index if axis == str(unit.layer) else None for axis in variable.axes)


def corners_of(cells: tuple[int | None, ...], shape: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The first and the last of such cells in a variable of this shape; (None, 7) of (784, 50): (0, 7) and (783, 7)."""
    return (tuple(0 if i is None else i for i in cells),
            tuple(n - 1 if i is None else i for i, n in zip(cells, shape, strict=True)))
