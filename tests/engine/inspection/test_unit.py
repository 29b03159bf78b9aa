"""Which hidden unit a cell belongs to, and where a unit is in each variable."""

import pytest

from engine.inspection.place import Place
from engine.inspection.unit import Unit, cells_of, corners_of, unit_of
from engine.nn.network import Network

VARIABLES = Network((6, 5, 4, 3)).variables


@pytest.mark.parametrize(("place", "unit"), [
    (Place("a1", (0, 4)), Unit(1, 4)), (Place("dz2", (1, 3)), Unit(2, 3)), (Place("b1", (2,)), Unit(1, 2)),
    (Place("dW1", (5, 1)), Unit(1, 1)), (Place("W2", (4, 3)), Unit(2, 3)), (Place("W3", (2, 1)), Unit(2, 2)),
    (Place("a1", (None, 4)), Unit(1, 4)), (Place("x", (0, 3)), None), (Place("a3", (0, 1)), None),
    (Place("db3", (1,)), None), (Place("y", (0, 1)), None), (Place("L"), None), (Place("nothing", (1,)), None),
    (Place("a1", ()), None),
])
def test_the_unit_of_a_cell(place, unit):
    assert unit_of(place, VARIABLES) == unit


@pytest.mark.parametrize(("unit", "name", "cells"), [
    (Unit(1, 4), "a1", (None, 4)), (Unit(1, 4), "W1", (None, 4)), (Unit(1, 4), "dW2", (4, None)),
    (Unit(1, 4), "db1", (4,)), (Unit(2, 3), "W2", (None, 3)), (Unit(2, 3), "W3", (3, None)), (Unit(2, 3), "a1", None),
    (Unit(1, 4), "x", None), (Unit(3, 1), "a3", None), (Unit(1, 4), "nothing", None),
])
def test_where_a_unit_is(unit, name, cells):
    assert cells_of(unit, name, VARIABLES) == cells


def test_the_first_and_the_last_of_the_cells_of_a_unit():
    assert corners_of((None, 7), (784, 50)) == ((0, 7), (783, 7))
    assert corners_of((7, None), (50, 10)) == ((7, 0), (7, 9))
    assert corners_of((4,), (5,)) == ((4,), (4,))
