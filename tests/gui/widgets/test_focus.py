"""Where the keys go is seen from afar: in both themes, on everything that Tab reaches."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from gui.look.theme import theme
from gui.widgets.bars import Bars
from gui.widgets.digit_strip import DigitStrip
from gui.widgets.heatmap import HeatMap
from gui.widgets.pill import PillGroup


def button(role: str) -> QPushButton:
    found = QToolButton() if role == "flat" else QPushButton()
    found.setText("Run")
    found.setProperty("role", role)
    found.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return found


def a_map() -> HeatMap:
    found = HeatMap()
    found.show_values(np.array([[1.0, -1.0], [0.0, 0.5]]))
    return found


def some_bars() -> Bars:
    found = Bars()
    found.show_values(np.array([0.5, -0.5]), labels=["0", "1"])
    return found


def thumbnails() -> QWidget:
    strip = DigitStrip()
    strip.show_images(np.ones((3, 8, 8)), ["", "", ""], ["a", "b", "c"], 1)
    return strip.thumbnails.parentWidget()


def combo() -> QComboBox:
    found = QComboBox()
    found.addItems(["MNIST"])
    return found


KINDS = {
    "map": a_map, "bars": some_bars, "thumbnails": thumbnails, "pills": lambda: PillGroup(["one", "two"]),
    "button": lambda: button(""), "primary": lambda: button("primary"), "small": lambda: button("small"),
    "flat": lambda: button("flat"), "field": QLineEdit, "combo": combo, "tick": lambda: QCheckBox("held"),
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_has_the_keys_has_a_ring_that_stands_out_and_moves_nothing(qtbot, qapp, kind, scheme):
    theme().apply(qapp)
    theme().set_scheme(scheme)
    window, other, widget = QWidget(), QLineEdit(), KINDS[kind]()
    qtbot.addWidget(window)
    window.setObjectName("page")
    column = QVBoxLayout(window)
    column.addWidget(other)
    column.addWidget(widget)
    window.resize(300, 200)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    other.setFocus()
    places = geometries(window)
    before = seen(widget)
    qtbot.keyClick(other, Qt.Key.Key_Tab)
    assert not other.hasFocus()
    after = seen(widget)
    assert geometries(window) == places
    changed = (before != after).any(axis=2)
    contrasts = contrast(before[changed], after[changed])
    assert (contrasts >= 3).sum() >= 40  # pixels: a ring of two around even the smallest of them


def geometries(window: QWidget) -> list:
    return [each.geometry() for each in window.findChildren(QWidget) if each.isVisible()]


def seen(widget: QWidget) -> np.ndarray:
    """(height, width, 3) of what is on the screen."""
    picture = widget.window().grab(widget.geometry()).toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), picture.bytesPerLine() // 4, 4)
    return pixels[:, :picture.width(), 2::-1].astype(float)


def contrast(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Contrast ratios of colours (k, 3), as WCAG 2.2 defines them."""
    lighter, darker = np.maximum(luminance(one), luminance(other)), np.minimum(luminance(one), luminance(other))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colours: np.ndarray) -> np.ndarray:
    part = colours / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return linear @ (0.2126, 0.7152, 0.0722)


def test_the_contrast_is_that_of_the_recommendation():
    white, black, grey = (np.array([[QColor(name).red()] * 3], float) for name in ("white", "black", "#767676"))
    assert contrast(white, black)[0] == pytest.approx(21)
    assert contrast(white, grey)[0] == pytest.approx(4.54, abs=0.01)
