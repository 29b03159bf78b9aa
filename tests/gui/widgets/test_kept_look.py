"""Kept runs are told apart without colour."""

from itertools import combinations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from gui.training.kept_runs import MOST_SHOWN
from gui.widgets.kept_look import kept_colour, kept_marker

SIDE = 24  # pixels


def picture(place: int) -> np.ndarray:
    """A marker in black on white, as who sees no colours sees it."""
    image = QImage(SIDE, SIDE, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.translate(SIDE / 2, SIDE / 2)
    painter.scale(SIDE, SIDE)
    painter.fillPath(kept_marker(place), Qt.GlobalColor.black)
    painter.end()
    return np.frombuffer(image.constBits(), np.uint8).reshape(SIDE, image.bytesPerLine())[:, :SIDE] < 128


def test_of_as_many_runs_as_are_kept_each_has_a_shape_of_its_own(qapp):
    pictures = [picture(place) for place in range(MOST_SHOWN)]
    for one, other in combinations(pictures, 2):
        assert np.count_nonzero(one != other) > 0.08 * SIDE**2


def test_all_shapes_have_about_the_same_size(qapp):
    for place in range(MOST_SHOWN):
        assert QRectF(-0.51, -0.51, 1.02, 1.02).contains(kept_marker(place).boundingRect())
        assert 0.15 < np.count_nonzero(picture(place)) / SIDE**2 < 0.55


def test_place_after_place_has_a_look_for_good(qapp):
    assert kept_marker(MOST_SHOWN) == kept_marker(0) and kept_marker(3) == kept_marker(3)
    assert len({kept_colour(place) for place in range(MOST_SHOWN)}) == MOST_SHOWN
