"""Which cell is at which pixel, and which colour a value has."""

import numpy as np
import pytest

from engine.data.look import ImageLook
from gui.look.palette import DARK, packed, rgb
from gui.widgets import raster
from gui.widgets.arrangement import Tiles, Wrapped, grid_columns, tiles_across


def colour(value: str) -> int:
    return int(packed(rgb(value)))


def test_cells_share_the_pixels_and_leave_gaps():
    axis = raster.axis(3, 11, gap=1)
    assert axis.starts.tolist() == [0, 4, 8]
    assert axis.stops.tolist() == [3, 7, 11]
    assert axis.pixel_map.tolist() == [0, 0, 0, 3, 1, 1, 1, 3, 2, 2, 2]
    assert [axis.cell_at(pixel) for pixel in (0, 2.9, 3, 4, 10.9, 11, -1)] == [0, 0, 0, 1, 2, None, None]


@pytest.mark.parametrize(("count", "length"), [(7, 100), (28, 150), (784, 90), (1, 5)])
def test_every_pixel_has_the_cell_that_is_found_at_it(count, length):
    axis = raster.axis(count, length)
    assert axis.pixel_map.tolist() == [axis.cell_at(pixel + 0.5) for pixel in range(length)]


def test_tiles_are_all_alike():
    axis = raster.tiled_axis(2, 2, 5, gap=1)
    assert axis.pixel_map.tolist() == [0, 0, 1, 1, 1, 4, 2, 2, 3, 3, 3]


def test_levels_put_zero_in_the_middle_and_clip_at_the_limit():
    values = np.array([-2, -1, 0, 1, 2, np.nan, np.inf, -np.inf], np.float32)
    assert raster.levels(values, 1.0, "diverging").tolist() == [1, 1, 128, 255, 255, 0, 0, 0]
    assert raster.levels(values, 1.0, "image").tolist() == [1, 1, 1, 255, 255, 0, 0, 0]
    assert raster.levels(np.zeros(2), 0.0, "diverging").tolist() == [128, 128]
    assert raster.levels(np.array([1e30], np.float32), 1e-40, "diverging").tolist() == [255]


def test_the_largest_magnitude_leaves_out_what_is_not_finite():
    assert raster.largest(np.array([-3.0, 2.0, np.nan, np.inf])) == 3.0
    assert raster.largest(np.array([np.nan])) == 0.0


def test_an_overlay_shows_values_over_a_faint_image():
    base, values = np.array([[0.0, 1.0, 1.0, 0.0, 0.0]]), np.array([[0.0, 0.0, 2.0, -2.0, np.nan]])
    pixels = raster.overlay(base, values, 2.0, DARK)[0].tolist()
    neutral, ink = rgb(DARK.neutral), rgb(DARK.ink)
    assert pixels[0] == colour(DARK.neutral)
    assert pixels[1] == int(packed(neutral + np.float32(0.30) * (ink - neutral)))
    assert pixels[2:] == [colour(DARK.positive), colour(DARK.negative), colour(DARK.not_finite)]


def test_grids_are_nearly_square_and_come_out_even():
    assert grid_columns(50, 260, 100) == 10
    assert grid_columns(50, 100, 260) == 5
    assert grid_columns(7, 70, 10) == 7
    assert grid_columns(1, 10, 100) == 1


def test_tiles_are_as_large_as_there_is_room_for():
    across, scale = tiles_across(50, (28, 28), 538, 92, 1)
    best = max(min((538 - (c - 1)) / (28 * c), (92 - (-(-50 // c) - 1)) / (28 * -(-50 // c))) for c in range(1, 51))
    assert scale == pytest.approx(best)
    assert across * 28 * scale + across - 1 <= 538


def test_tiles_keep_each_number_at_its_index():
    values = np.arange(6 * 5, dtype=np.float32).reshape(6, 5)  # five units that look at 2 × 3 pixels
    tiles = Tiles(values, ImageLook((2, 3)))
    layout = tiles.layout(60, 40, 1, False)
    grid = tiles.grid(values, np.nan)
    assert grid.shape == (len(layout.rows), len(layout.columns))
    for row, column in np.ndindex(grid.shape):
        index = tiles.index(row, column)
        assert np.isnan(grid[row, column]) if index is None else grid[row, column] == values[index]
        assert index is None or tiles.place(index) == (row, column)
    assert np.isfinite(grid).sum() == values.size


def test_a_vector_is_wrapped_with_empty_cells_at_the_end():
    values = np.arange(7.0)
    wrapped = Wrapped(values, 3, 8)
    wrapped.layout(30, 30, 1, False)
    assert wrapped.grid(values, -1).tolist() == [[0, 1, 2], [3, 4, 5], [6, -1, -1]]
    assert wrapped.index(2, 0) == (6,)
    assert wrapped.index(2, 1) is None
    assert wrapped.place((5,)) == (1, 2)
