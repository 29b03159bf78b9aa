"""Lengths and colours of bars, their numbers, the row under the pointer."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF

from gui.look.theme import theme
from gui.widgets.bars import Bars
from gui.widgets.cell import Cell

DIGITS = [str(digit) for digit in range(10)]


@pytest.fixture
def bars(qtbot, qapp):
    theme().apply(qapp)
    theme().set_scheme("light")
    widget = Bars()
    qtbot.addWidget(widget)
    widget.resize(300, 200)
    return widget


def lengths(widget, row, colour):
    """How many pixels in the middle of a row have a colour."""
    image = widget.grab().toImage()
    y = int((row + 0.5) * min(widget.height() / len(widget.texts), 30))  # rows do not grow beyond 30 pixels
    return sum(image.pixelColor(x, y).name() == colour for x in range(image.width()))


def test_diverging_bars_leave_zero_to_either_side_in_proportion(bars):
    bars.show_values(np.array([1.0, -2.0, 0.0, 2.0]), labels="abcd", name="a2")
    palette = theme().palette
    half, full = lengths(bars, 0, palette.positive), lengths(bars, 3, palette.positive)
    assert lengths(bars, 1, palette.negative) == pytest.approx(full, abs=2)
    assert half == pytest.approx(full / 2, abs=2)
    assert lengths(bars, 2, palette.positive) == lengths(bars, 2, palette.negative) == 0
    assert bars.texts == ("1.000", "−2.000", "0.000", "2.000")


def test_probabilities_fill_the_room_at_one(bars):
    bars.show_values(np.array([1.0, 0.25]), labels="ab", kind="probability", name="y")
    full, quarter = (lengths(bars, row, theme().palette.positive) for row in (0, 1))
    assert quarter == pytest.approx(full / 4, abs=2)
    assert bars.limit == 1.0
    assert bars.texts == ("1.0000", "0.2500")


def test_a_held_limit_clips(bars):
    bars.show_values(np.array([5.0, 50.0]), labels="ab", limit=5.0, name="a2")
    assert lengths(bars, 0, theme().palette.positive) == lengths(bars, 1, theme().palette.positive)


def test_what_is_not_finite_is_said_and_not_drawn(bars):
    bars.show_values(np.array([np.nan, np.inf, 1.0]), labels="abc", name="a2")
    assert bars.texts[:2] == ("NaN", "∞")
    assert lengths(bars, 0, theme().palette.positive) == lengths(bars, 1, theme().palette.positive) == 0
    assert bars.limit == 1.0


def test_the_true_label_is_outlined(bars):
    bars.show_values(np.zeros(10), labels=DIGITS, marked=5, name="y")
    image = bars.grab().toImage()
    assert [image.pixelColor(150, y).name() == theme().palette.accent for y in (100, 119, 80)] == [True, True, False]


def test_rows_are_read_by_pointing_and_clicking(bars, qtbot):
    bars.show_values(np.arange(10.0), labels=DIGITS, name="a2")
    with qtbot.waitExposed(bars):
        bars.show()
    seen = []
    bars.hovered.connect(seen.append)
    qtbot.mouseMove(bars, QPoint(50, 70))
    assert seen == [Cell("a2", (3,), 3.0)]
    with qtbot.waitSignal(bars.clicked) as told:
        qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(50, 190))
    assert told.args == [Cell("a2", (9,), 9.0)]


@pytest.mark.parametrize("count", [1, 2, 26, 1000])
def test_any_number_of_classes(bars, qtbot, count):
    bars.show_values(np.linspace(-1, 1, count), labels=[f"class {i}" for i in range(count)], name="a2")
    bars.grab()
    assert bars.minimumSizeHint().height() <= 26 * bars.fontMetrics().height()
    with qtbot.waitSignal(bars.clicked) as told:
        qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(50, 1))
    assert told.args[0].index[0] < count


def test_rows_grow_with_the_text(bars):
    bars.show_values(np.zeros(10), labels=DIGITS, name="a2")
    before = bars.sizeHint().height()
    theme().set_text_scale(2.0)
    after = bars.sizeHint().height()
    theme().set_text_scale(1.0)
    assert after == 2 * before


def test_labels_and_values_must_match(bars):
    with pytest.raises(ValueError, match="3 labels"):
        bars.show_values(np.zeros(2), labels="abc", name="a2")


@pytest.mark.layout
@pytest.mark.parametrize("scale", [1.0, 1.6])
@pytest.mark.parametrize("values", [[0.5, -0.25], [-1.234e-12, 9.876e-13], [-98765.4, 12345.6], [-1e30, np.nan]])
def test_nothing_lies_over_the_numbers(in_any_font, bars, values, scale):
    theme().set_text_scale(scale)
    widget = bars
    widget.show_values(np.array(values), labels=["0", "a long name of a class"])
    for width in range(widget.minimumSizeHint().width(), 400, 7):
        widget.resize(width, widget.minimumSizeHint().height())
        metrics, inset = QFontMetricsF(widget._font(bold=True)), theme().scaled(3)
        numbers = width - inset - max(metrics.horizontalAdvance(text) for text in widget.texts)
        left, right = widget._bar_room()
        assert inset + widget._measured()[0] <= left <= right <= numbers
        assert numbers >= inset
