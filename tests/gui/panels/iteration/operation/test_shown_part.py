"""Which part of each matrix there is room for."""

import pytest

from gui.panels.iteration.operation.shown_part import LEAST, Extent, Firsts, Line, furnish

CELLS = (10, 14, 18)
X, W, B, A = (Extent(100, 784, ("n", "0")), Extent(784, 50, ("0", "1")), Extent(1, 50, (None, "1")),
              Extent(100, 50, ("n", "1")))
AFFINE = Line((X, W, B, A), 60)


@pytest.mark.parametrize("width", [100, 200, 430, 700, 1500])
@pytest.mark.parametrize("height", [20, 98, 200])
def test_matrices_fit_and_share_what_they_have_in_common(width, height):
    room = furnish([AFFINE], width, height, CELLS)
    assert width < 180 or AFFINE.width(room) <= width
    assert min(room.counts.values()) >= LEAST
    (n, D), (D_too, H), (one, H_too), shape = map(room.shown, (X, W, B, A))
    assert (D, H, (n, H)) == (D_too, H_too, shape)
    assert one == 1
    assert n * room.cell <= max(height, LEAST * room.cell)


def test_a_cell_is_as_large_as_can_be_hit_before_it_becomes_fewer_pixels():
    assert furnish([AFFINE], 430, 98, CELLS).cell == 14
    narrow = furnish([AFFINE], 60 + 4 * 3 * 11, 98, CELLS)
    assert (narrow.cell, narrow.counts["0"]) == (11, 3)


def test_what_has_no_room_in_one_line_is_large_enough_for_several():
    room = furnish([AFFINE], 150, 98, CELLS)
    assert (room.cell, room.counts["0"]) == (14, 6)


def test_what_is_shown_whole_has_larger_cells():
    small = Line((Extent(4, 5, ("n", "1")), Extent(5, 3, ("1", "2"))), 20)
    room = furnish([small], 400, 98, CELLS)
    assert (room.cell, room.shown(small.extents[0])) == (18, (4, 5))
    assert furnish([small], 400, 80, CELLS).cell == 16


def test_an_image_is_as_high_as_there_is_room():
    x = Extent(1, 784, (None, "0"), (28, 28))
    room = furnish([Line((x, W), 20)], 400, 98, CELLS)
    assert (room.pixel, room.size(x), room.is_whole(x)) == (3, (84, 84), True)


def test_what_comes_into_sight_comes_into_the_middle_and_what_is_there_stays():
    firsts = Firsts()
    assert not firsts.bring_in("0", 5, 6, 784)
    assert firsts.bring_in("0", 400, 6, 784)
    assert firsts.of("0", 6, 784) == 397
    assert not firsts.bring_in("0", 402, 6, 784)
    assert firsts.bring_in("0", 783, 6, 784)
    assert firsts.of("0", 6, 784) == 778
    assert firsts.of("0", 9, 10) == 1  # of another network
