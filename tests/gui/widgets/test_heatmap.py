"""Colours of cells, the cell under the pointer, the keyboard, and what a thousand paints cost."""

import sys

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow

from engine.data.look import ImageLook
from gui.look.palette import DARK, LIGHT
from gui.look.theme import theme
from gui.widgets.cell import Cell
from gui.widgets.heatmap import HeatMap
from gui.widgets.mosaic import Mosaic


@pytest.fixture(params=["light", "dark"])
def palette(request, qapp):
    theme().apply(qapp)
    theme().set_scheme(request.param)
    yield {"light": LIGHT, "dark": DARK}[request.param]
    theme().set_scheme("light")


@pytest.fixture
def heatmap(qtbot):
    widget = HeatMap()
    qtbot.addWidget(widget)
    widget.resize(100, 40)
    return widget


def shown(widget, qtbot):
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def colours(widget, *points):
    image = widget.grab().toImage()
    return [image.pixelColor(x, y).name() for x, y in points]


def test_zero_is_neutral_and_limits_are_full(heatmap, palette):
    heatmap.show_values(np.array([[-2.0, 0.0, 1.0, 2.0, 9.0]]), limit=2.0, name="v")
    left, zero, half, right, beyond = colours(heatmap, *((20 * i + 8, 20) for i in range(5)))
    assert (left, zero, right, beyond) == (palette.negative, palette.neutral, palette.positive, palette.positive)
    assert half not in (zero, right)


def test_without_a_limit_the_largest_magnitude_is_full(heatmap, palette):
    heatmap.show_values(np.array([[-0.5, 0.25]], np.float32), name="v")
    assert heatmap.limit == 0.5
    assert colours(heatmap, (10, 20)) == [palette.negative]


def test_nothing_but_zeros_is_neutral(heatmap, palette):
    heatmap.show_values(np.zeros((2, 2)), name="v")
    assert colours(heatmap, (10, 10), (90, 30)) == [palette.neutral, palette.neutral]


def test_an_image_goes_from_paper_to_ink(heatmap, palette):
    heatmap.show_values(np.array([[0.0, 1.0]]), limit=1, kind="image", name="x")
    assert colours(heatmap, (20, 20), (80, 20)) == [palette.neutral, palette.ink]


def test_silenced_cells_and_those_not_finite_look_unlike_zero(heatmap, palette):
    heatmap.show_values(np.array([[0.0, 0.0, np.nan]]), off=np.array([[False, True, False]]), name="z1")
    image = heatmap.grab().toImage()
    seen = [{image.pixelColor(x, y).name() for x in range(start, start + 25) for y in range(40)}
            for start in (2, 36, 70)]
    assert seen[0] == {palette.neutral}
    assert seen[1] == {palette.card, palette.off}
    assert seen[2] == {palette.card, palette.not_finite}


def test_pictures_follow_the_theme(heatmap, qapp):
    theme().apply(qapp)
    heatmap.show_values(np.array([[1.0]]), name="v")
    seen = []
    for scheme in ("light", "dark"):
        theme().set_scheme(scheme)
        seen += colours(heatmap, (50, 20))
    theme().set_scheme("light")
    assert seen == [LIGHT.positive, DARK.positive]


def test_wide_cells_have_gaps_and_narrow_ones_none(heatmap, palette):
    background = colours(heatmap, (50, 20))[0]
    heatmap.show_values(np.ones((1, 5)), name="v")
    assert colours(heatmap, (18, 20), (19, 20), (20, 20)) == [palette.positive, background, palette.positive]
    heatmap.show_values(np.ones((1, 50)), name="v")
    image = heatmap.grab().toImage()
    assert {image.pixelColor(x, 20).name() for x in range(100)} == {palette.positive}


def test_cells_stay_square_where_asked(qtbot, palette):
    widget = HeatMap(keep_aspect=True)
    qtbot.addWidget(widget)
    widget.resize(100, 40)
    widget.show_values(np.ones((4, 4)), name="v")
    background = HeatMap()
    qtbot.addWidget(background)
    assert colours(widget, (38, 38))[0] == palette.positive
    assert colours(widget, (60, 20)) == colours(background, (0, 0))


def test_pointing_reads_the_cell_and_leaving_ends_it(heatmap, qtbot):
    heatmap.show_values(np.arange(10.0).reshape(2, 5), name="W2")
    shown(heatmap, qtbot)
    seen = []
    heatmap.hovered.connect(seen.append)
    qtbot.mouseMove(heatmap, QPoint(50, 30))
    qtbot.mouseMove(heatmap, QPoint(52, 31))  # the same cell: not told again
    qtbot.mouseMove(heatmap, QPoint(90, 30))
    assert seen == [Cell("W2", (1, 2), 7.0), Cell("W2", (1, 4), 9.0)]
    heatmap.show_values(np.zeros((2, 5)), name="W2")
    assert seen[-1] == Cell("W2", (1, 4), 0.0)
    heatmap.show_message("not computed")
    assert seen[-1] is None


def test_clicking_tells_the_cell_with_the_index_of_the_variable(heatmap, qtbot):
    heatmap.show_values(np.arange(10.0).reshape(2, 5), name="x", index_of=lambda row, column: (row * 5 + column,))
    shown(heatmap, qtbot)
    with qtbot.waitSignal(heatmap.clicked) as told:
        qtbot.mouseClick(heatmap, Qt.MouseButton.LeftButton, pos=QPoint(70, 10))
    assert told.args == [Cell("x", (3,), 3.0)]


def test_a_vector_is_a_grid_whose_blank_cells_are_nobody(heatmap, qtbot):
    heatmap.show_vector(np.arange(7.0), columns=5, name="a1")
    shown(heatmap, qtbot)
    told = []
    heatmap.clicked.connect(told.append)
    qtbot.mouseClick(heatmap, Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
    qtbot.mouseClick(heatmap, Qt.MouseButton.LeftButton, pos=QPoint(90, 30))
    assert told == [Cell("a1", (6,), 6.0)]


def test_a_mosaic_tells_pixel_and_unit(qtbot, palette):
    widget = Mosaic()
    qtbot.addWidget(widget)
    widget.resize(83, 20)  # four tiles of 20 pixels with a gap between
    values = np.zeros((4, 4), np.float32)
    values[3, 2] = 1
    widget.show_columns(values, ImageLook((2, 2)), name="dW1")
    assert colours(widget, (42 + 15, 15), (42 + 5, 15)) == [palette.positive, palette.neutral]
    with qtbot.waitSignal(widget.clicked) as told:
        qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(42 + 15, 15))
    assert told.args == [Cell("dW1", (3, 2), 1.0)]


def test_arrows_walk_the_cells_only_with_the_focus(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    widget = HeatMap()
    window.setCentralWidget(widget)
    stepped = []
    action = QAction("step", window)
    action.setShortcut(Qt.Key.Key_Right)
    action.triggered.connect(lambda: stepped.append("stepped"))
    window.addAction(action)
    widget.show_values(np.arange(6.0).reshape(2, 3), name="v")
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    seen = []
    widget.hovered.connect(seen.append)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Left):
        qtbot.keyClick(widget, key)
    assert [cell.index for cell in seen] == [(0, 0), (0, 1), (1, 1), (1, 1), (1, 0)]
    assert widget.accessibleDescription() == "v[1, 0] = 3.000"
    assert stepped == []
    with qtbot.waitSignal(widget.clicked) as told:
        qtbot.keyClick(widget, Qt.Key.Key_Return)
    assert told.args == [Cell("v", (1, 0), 3.0)]
    qtbot.keyClick(widget, Qt.Key.Key_Escape)
    assert not widget.hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_Right)
    assert len(stepped) == 1


def test_a_mark_stays_on_its_index_when_the_grid_is_laid_out_anew(heatmap, palette):
    heatmap.show_vector(np.arange(12.0), name="a1")
    heatmap.mark((7,))
    heatmap.resize(30, 200)
    assert heatmap.marked == Cell("a1", (7,), 7.0)
    heatmap.mark(None)
    assert heatmap.marked is None
    heatmap.mark((99,))
    assert heatmap.marked is None


def test_fewer_cells_than_before_leave_no_mark_outside(heatmap):
    heatmap.show_values(np.ones((5, 5)), name="v")
    heatmap.mark((4, 4))
    heatmap.show_values(np.ones((2, 2)), name="v")
    assert heatmap.marked is None
    heatmap.grab()


def test_values_are_kept_as_they_were_handed_over(heatmap, palette):
    values = np.array([[1.0, 1.0]])
    heatmap.show_values(values, limit=1.0, name="v")
    values[:] = -1
    assert colours(heatmap, (20, 20)) == [palette.positive]


def test_a_message_stands_in_place_of_values(heatmap, qtbot):
    heatmap.show_values(np.ones((2, 2)), name="dW1")
    heatmap.show_message("not computed")
    assert (heatmap.message, heatmap.limit) == ("not computed", None)
    assert heatmap.accessibleDescription() == "not computed"
    with qtbot.assertNotEmitted(heatmap.clicked):
        qtbot.mouseClick(heatmap, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    heatmap.show_values(np.ones((2, 2)), name="dW1")
    assert (heatmap.message, heatmap.limit) == ("", 1.0)


def test_more_cells_than_pixels_can_be_shown_and_read(heatmap, qtbot):
    heatmap.show_values(np.arange(784.0 * 300).reshape(784, 300), name="W1")
    heatmap.mark((783, 299))
    heatmap.grab()
    with qtbot.waitSignal(heatmap.clicked) as told:
        qtbot.mouseClick(heatmap, Qt.MouseButton.LeftButton, pos=QPoint(99, 39))
    assert told.args[0].value == told.args[0].index[0] * 300 + told.args[0].index[1]


def test_the_cells_of_a_unit_are_framed_wherever_they_lie(heatmap, palette, qtbot):
    heatmap.show_values(np.zeros((4, 10)), name="W")
    heatmap.light_cells(((0, 3), (3, 3)))
    assert heatmap.lit_area.getRect() == (30, 0, 9, 40)  # a gap follows
    assert colours(heatmap, (29, 20), (35, 20)) == [palette.text, palette.neutral]
    heatmap.show_values(np.zeros((10, 4)).T, name="W", index_of=lambda row, column: (column, row))
    heatmap.light_cells(((3, 0), (3, 3)))
    assert heatmap.lit_area.getRect() == (30, 0, 9, 40)  # a gap follows
    heatmap.light_cells(((12, 0), (12, 3)))  # there is none
    assert heatmap.lit_area is None
    heatmap.show_message("not computed yet")
    heatmap.light_cells(((3, 0), (3, 3)))
    assert heatmap.lit_area is None
    tiles = Mosaic()
    qtbot.addWidget(tiles)
    tiles.resize(100, 40)
    tiles.show_columns(np.zeros((16, 10)), ImageLook((4, 4)), name="dW1")
    tiles.light_cells(((0, 7), (15, 7)))
    first, last = tiles.rect_of((0, 7)), tiles.rect_of((15, 7))
    assert tiles.lit_area.toAlignedRect() == first.united(last)


def test_a_thousand_paints_keep_the_references_to_none(heatmap, qtbot):
    """A binding that loses a reference to None on each paint aborts the process in the end."""
    class Counted(HeatMap):
        paints = 0

        def paintEvent(self, event):
            Counted.paints += 1
            super().paintEvent(event)

    widget = Counted()
    qtbot.addWidget(widget)
    widget.resize(120, 60)
    widget.show_values(np.random.default_rng(0).normal(size=(10, 20)), name="v")
    shown(widget, qtbot)
    widget.repaint()
    paints, references = Counted.paints, sys.getrefcount(None)
    for _ in range(1000):
        widget.repaint()
    assert Counted.paints - paints >= 1000
    assert abs(sys.getrefcount(None) - references) < 100
