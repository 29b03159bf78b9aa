"""Thumbnails in lines: what is seen, chosen, opened and said, among a few and among thousands."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication

from bench.rest import come_to_rest
from gui.look.theme import theme
from gui.widgets.thumbnail_grid import ThumbnailGrid

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def plain_theme(qapp):
    theme().apply(qapp)
    theme().set_scheme("light")
    yield
    theme().set_text_scale(1.0)


@pytest.fixture
def grid(qtbot):
    """A thousand pictures, each of one tone, of which a few lines have room."""
    widget = ThumbnailGrid("Samples")
    qtbot.addWidget(widget)
    widget.asked, widget.heard = [], []

    def pictures(positions):
        widget.asked += positions.tolist()
        return np.broadcast_to((positions % 2)[:, None, None], (len(positions), 8, 8)).astype(np.float32)

    widget.show_pictures(pictures, [str(i) for i in range(1000)], "picture {}".format, flags={1})
    widget.selected.connect(lambda at: widget.heard.append(("selected", at)))
    widget.activated.connect(lambda at: widget.heard.append(("activated", at)))
    widget.resize(400, 200)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    come_to_rest(widget)
    return widget


def tone(grid, position) -> str:
    centre = grid.rect_of(position).center()
    return QColor(grid.grab().toImage().pixel(centre)).name()


def click(qtbot, grid, position, press=None):
    (press or qtbot.mouseClick)(grid.thumbnails, LEFT, pos=grid.rect_of(position).center())


def test_only_pictures_in_sight_are_made(grid):
    tone(grid, 0)
    seen = len(set(grid.asked))
    assert set(grid.asked) == set(range(seen)) and 20 < seen < 60
    assert grid.count() == 1000
    assert (tone(grid, 0), tone(grid, 1)) == (theme().palette.neutral, theme().palette.ink)


def test_a_click_chooses_and_two_open(grid, qtbot):
    grid.thumbnails.clearFocus()
    click(qtbot, grid, 9)
    assert (grid.selection, grid.heard) == (9, [("selected", 9)])
    assert grid.thumbnails.accessibleDescription() == "picture 9"
    assert not grid.thumbnails.hasFocus()  # the keys go on driving training
    click(qtbot, grid, 9, qtbot.mouseDClick)
    assert grid.heard[-1] == ("activated", 9)


def test_keys_walk_scroll_and_open(grid, qtbot):
    first_of_second_line = next(i for i in range(1, 1000) if grid.rect_of(i).y() > grid.rect_of(0).y())
    grid.thumbnails.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
        qtbot.keyClick(grid.thumbnails, key)
    assert grid.selection == 1 + first_of_second_line
    qtbot.keyClick(grid.thumbnails, Qt.Key.Key_End)
    assert grid.selection == 999
    assert grid.rect().contains(grid.rect_of(999)) and not grid.rect().contains(grid.rect_of(0))
    qtbot.keyClick(grid.thumbnails, Qt.Key.Key_PageUp)
    qtbot.keyClick(grid.thumbnails, Qt.Key.Key_Return)
    assert grid.heard[-1] == ("activated", grid.selection) and grid.selection < 999 - first_of_second_line
    qtbot.keyClick(grid.thumbnails, Qt.Key.Key_Home)
    qtbot.keyClick(grid.thumbnails, Qt.Key.Key_Left)
    assert grid.selection == 0
    qtbot.keyClick(grid.thumbnails, Qt.Key.Key_Escape)
    assert not grid.thumbnails.hasFocus()


def test_the_wheel_scrolls_to_others(grid):
    at = grid.thumbnails.rect().center()
    QApplication.sendEvent(grid.thumbnails, QWheelEvent(
        QPointF(at), QPointF(grid.thumbnails.mapToGlobal(at)), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False))
    assert grid.rect_of(0).bottom() < 0


def test_what_is_shown_anew_is_seen_from_its_start(grid):
    grid.select(999)
    grid.show_pictures(np.zeros((3, 28, 28)).__getitem__, ["", "", ""], "abc".__getitem__, selected=2)
    assert (grid.count(), grid.selection, grid.rect_of(0).y()) == (3, 2, 0)
    assert grid.thumbnails.accessibleDescription() == "c"
    assert grid.heard == []
    grid.show_message("no sample")
    assert (grid.count(), grid.message, grid.thumbnails.accessibleDescription()) == (0, "no sample", "no sample")
    assert not grid.bar.isEnabled()


def test_weights_are_shown_about_zero_each_by_its_own_largest(grid):
    weights = np.array([np.full((8, 8), 0.02), np.full((8, 8), -5.0)])
    grid.show_pictures(weights.__getitem__, ["", ""], str, kind="diverging", limit=None)
    assert (tone(grid, 0), tone(grid, 1)) == (theme().palette.positive, theme().palette.negative)


def test_long_captions_have_their_room_at_every_size_of_text(grid):
    grid.show_pictures(np.zeros((4, 8, 8)).__getitem__, ["−0.000123456", "1", "", "2"], str)
    for scale in (1.0, 2.0):
        theme().set_text_scale(scale)
        come_to_rest(grid)
        wide = grid.thumbnails.fontMetrics().horizontalAdvance("−0.000123456") * 0.8
        assert grid.rect_of(1).x() - grid.rect_of(0).x() > 0.95 * wide


def test_one_of_so_many_lines_keeps_its_height(qtbot):
    grid = ThumbnailGrid("Worst", lines=1)
    qtbot.addWidget(grid)
    grid.show_pictures(np.zeros((99, 8, 8)).__getitem__, ["4 → 9"] * 99, str)
    assert grid.sizeHint().height() == grid.minimumSizeHint().height()
    two = ThumbnailGrid("Worst", lines=2)
    qtbot.addWidget(two)
    two.show_pictures(np.zeros((99, 8, 8)).__getitem__, ["4 → 9"] * 99, str)
    assert two.sizeHint().height() > 1.9 * grid.sizeHint().height()
