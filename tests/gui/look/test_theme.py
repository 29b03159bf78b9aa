"""Dark and light, text size, and what the colour maps promise."""

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QCheckBox, QLabel

from gui.look import glyphs
from gui.look.palette import DARK, LIGHT, diverging_lut, image_lut, sequential_lut
from gui.look.theme import theme


@pytest.fixture(autouse=True)
def plain_theme(qapp):
    theme().apply(qapp)
    theme().set_scheme("light")
    yield
    theme().set_scheme("light")
    theme().set_text_scale(1.0)


def colour(lut: np.ndarray, entry: int) -> str:
    return f"#{lut[entry] & 0xFFFFFF:06x}"


def luminance(colour: str) -> float:
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=["dark", "light"])
def test_maps_have_their_colours_at_the_ends_and_zero_in_the_middle(palette):
    diverging, sequential, image = diverging_lut(palette), sequential_lut(palette), image_lut(palette)
    assert [colour(diverging, i) for i in (0, 1, 128, 255)] == [
        palette.not_finite, palette.negative, palette.neutral, palette.positive]
    assert [colour(sequential, i) for i in (1, 255)] == [palette.neutral, palette.positive]
    assert [colour(image, i) for i in (1, 255)] == [palette.neutral, palette.ink]
    assert all(lut.dtype == np.uint32 and lut.shape == (256,) and (lut >> 24 == 255).all()
               for lut in (diverging, sequential, image))


@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=["dark", "light"])
def test_writing_can_be_read(palette):
    assert contrast(palette.text, palette.card) >= 12
    for paper in (palette.card, palette.field, palette.window):
        assert contrast(palette.dim, paper) >= 4.3
    assert contrast(palette.on_accent, palette.accent) >= 4.5
    assert contrast(palette.warning, palette.card) >= 3


def test_switching_the_scheme_tells_once_and_colours_the_application(qapp, qtbot):
    with qtbot.waitSignal(theme().changed) as told:
        theme().set_scheme("dark")
    assert told.args == [DARK]
    assert theme().palette is DARK
    assert qapp.palette().color(QPalette.ColorRole.WindowText) == QColor(DARK.text)
    with qtbot.assertNotEmitted(theme().changed):
        theme().set_scheme("dark")


def test_text_scale_reaches_fonts_and_lengths_and_stays_in_bounds(qapp, qtbot):
    label = QLabel("9")
    qtbot.addWidget(label)
    small = label.fontMetrics().height()
    with qtbot.waitSignal(theme().changed):
        theme().set_text_scale(2.0)
    label.ensurePolished()
    assert label.fontMetrics().height() == pytest.approx(2 * small, abs=2)
    assert theme().scaled(10) == 20
    assert theme().scaled(0) == 0
    theme().set_text_scale(99)
    assert theme().text_scale == 2.5
    theme().set_text_scale(0.01)
    assert theme().text_scale == 0.7
    assert theme().scaled(1) == 1


@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("name", ["arrow", "arrow_disabled", "tick", "dot"])
def test_marks_of_the_style_sheet_have_the_colours_of_the_palette_at_every_resolution(qapp, palette, name):
    path = glyphs.paths(palette)[name]
    colour = {"arrow": palette.dim, "arrow_disabled": palette.disabled}.get(name, palette.on_accent)
    for ratio, suffix in ((1, ""), (2, "@2x"), (3, "@3x")):
        image = QImage(path.replace(".png", f"{suffix}.png"))
        assert (image.width(), image.height()) == (16 * ratio, 16 * ratio)
        opaque = {image.pixelColor(x, y).name() for x in range(16 * ratio) for y in range(16 * ratio)
                  if image.pixelColor(x, y).alpha() == 255}
        assert opaque == {colour}


def test_a_tick_is_drawn(qapp, qtbot):
    box = QCheckBox("")
    qtbot.addWidget(box)
    shown = []
    for checked in (False, True):
        box.setChecked(checked)
        image = box.grab().toImage()
        shown.append({image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())})
    assert LIGHT.on_accent in shown[1] and LIGHT.accent in shown[1] - shown[0]
