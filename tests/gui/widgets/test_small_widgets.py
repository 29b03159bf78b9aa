"""Card, pills, tensor view, thumbnails, drawing pad, notice line: what they show and tell."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton

from bench.rest import come_to_rest
from gui.look.theme import theme
from gui.widgets.bars import Bars
from gui.widgets.card import Card
from gui.widgets.cell import Cell
from gui.widgets.digit_strip import DigitStrip
from gui.widgets.draw_pad import DrawPad
from gui.widgets.heatmap import HeatMap
from gui.widgets.notice import NoticeBar
from gui.widgets.pill import PillGroup
from gui.widgets.tensor_view import ColourBar, TensorView

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def plain_theme(qapp):
    theme().apply(qapp)
    theme().set_scheme("light")
    yield
    theme().set_text_scale(1.0)


@pytest.fixture
def show(qtbot):
    def show_widget(widget, width, height):
        qtbot.addWidget(widget)
        widget.resize(width, height)
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()
        return widget
    return show_widget


def test_a_card_names_itself_and_keeps_room_for_controls(qtbot):
    card = Card("Sample")
    qtbot.addWidget(card)
    card.set_subtitle("test data, no. 8 of 10,000")
    card.header_layout.addWidget(QPushButton("x"))
    card.body.addWidget(QPushButton("y"))
    assert (card.title, card.subtitle, card.accessibleName()) == ("Sample", "test data, no. 8 of 10,000", "Sample")
    card.set_title("Curves")
    assert (card.title, card.accessibleName()) == ("Curves", "Curves")


def test_pills_tell_only_what_a_person_chose(show, qtbot):
    pills = show(PillGroup(["this sample", "minibatch"]), 240, 30)
    told = []
    pills.chosen.connect(told.append)
    first, second = pills.findChildren(QPushButton)
    assert (pills.current, first.isChecked()) == (0, True)
    pills.choose(1)
    assert (pills.current, second.isChecked(), told) == (1, True, [])
    qtbot.mouseClick(second, LEFT)
    assert told == []
    qtbot.mouseClick(first, LEFT)
    assert (pills.current, told) == (0, [0])
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert (pills.current, told, second.hasFocus()) == (1, [0, 1], True)
    qtbot.keyClick(second, Qt.Key.Key_Right)
    assert told == [0, 1]


def test_a_tensor_view_names_what_it_shows(qtbot):
    widget = HeatMap()
    view = TensorView(widget, "dW1")
    qtbot.addWidget(view)
    assert (view.name, widget.accessibleName()) == ("dW1", "dW1")
    widget.show_message("not computed")
    with qtbot.assertNotEmitted(view.clicked):
        qtbot.mouseClick(widget, LEFT, pos=QPoint(1, 1))


def test_a_colour_bar_writes_its_limits(qtbot):
    bar = ColourBar()
    qtbot.addWidget(bar)
    assert bar.texts == ()
    bar.show_limit(4.98)
    assert bar.texts == ("−4.98", "0", "+4.98")
    bar.show_limit(0.5, "sequential")
    assert bar.texts == ("0", "0.500")
    bar.show_limit(None)
    assert bar.texts == ()


@pytest.mark.layout
def test_a_note_says_as_much_as_has_room_and_ends_with_the_number(in_any_font, show):
    view = TensorView(HeatMap(), "dW1")
    view.set_note("50 units, 8 × 8 each · ± 0.0148")
    show(view, 400, 100)
    label, said = view.findChildren(QLabel)[-1], []
    for width in (400, 140, 70, 30):
        view.resize(width, 100)
        come_to_rest(view)
        assert label.sizeHint().width() <= label.width()
        assert (label.toolTip() == view.note) == (label.text() != view.note)
        said.append(label.text())
    assert view.note == said[0] == "50 units, 8 × 8 each · ± 0.0148"
    assert said[1] == "± 0.0148"



def test_a_tensor_view_passes_signals_on(show, qtbot):
    bars = Bars()
    view = show(TensorView(bars, "a2"), 200, 100)
    bars.show_values(np.array([1.0]), labels=["0"], name="a2")
    with qtbot.waitSignal(view.clicked) as told:
        qtbot.mouseClick(bars, LEFT, pos=QPoint(10, 5))
    assert told.args == [Cell("a2", (0,), 1.0)]


def strip_of(show, count=6, selected=None):
    strip = show(DigitStrip(), 400, 40)
    images = np.zeros((count, 8, 8), np.float32)
    strip.show_images(images, [""] * count, [f"no. {i}, label {i}" for i in range(count)], selected, flags=[1])
    return strip


def test_thumbnails_are_chosen_by_mouse_and_keyboard(show, qtbot):
    strip = strip_of(show, selected=0)
    pictures = strip.thumbnails
    told, pages = [], []
    strip.selected.connect(told.append)
    strip.previous.connect(lambda: pages.append("previous"))
    strip.next.connect(lambda: pages.append("next"))
    qtbot.mouseClick(pictures, LEFT, pos=pictures.rect_of(2).center().toPoint())
    qtbot.keyClick(pictures, Qt.Key.Key_Right)
    assert (told, pictures.selection) == ([2, 3], 3)
    assert pictures.accessibleDescription() == "no. 3, label 3"
    for _ in range(3):
        qtbot.keyClick(pictures, Qt.Key.Key_Right)
    assert (told, pages) == ([2, 3, 4, 5], ["next"])
    for _ in range(6):
        qtbot.keyClick(pictures, Qt.Key.Key_Left)
    assert pages == ["next", "previous"]
    qtbot.mouseClick(pictures, LEFT, pos=QPoint(pictures.width() - 1, 5))
    assert pictures.selection == 0


def test_pages_are_turned_by_buttons(show, qtbot):
    strip = strip_of(show)
    back, forth = strip.findChildren(QToolButton)
    strip.set_pages(before=False, after=True)
    assert (back.isEnabled(), forth.isEnabled()) == (False, True)
    with qtbot.waitSignal(strip.next):
        qtbot.mouseClick(forth, LEFT)


def test_the_strip_tells_how_many_fit(show, qtbot):
    strip = strip_of(show)
    before = strip.capacity()
    with qtbot.waitSignal(strip.capacity_changed) as told:
        strip.resize(800, 40)
    assert told.args == [strip.capacity()]
    assert strip.capacity() > before
    with qtbot.waitSignal(strip.capacity_changed):
        theme().set_text_scale(2.0)


def test_wrong_ones_are_underlined_and_the_chosen_one_framed(show):
    strip = strip_of(show, selected=0)
    pictures, palette = strip.thumbnails, theme().palette
    pictures.clearFocus()
    image = pictures.grab().toImage()
    chosen, wrong, plain = (pictures.rect_of(i).toRect() for i in (0, 1, 2))
    assert image.pixelColor(chosen.left(), 10).name() == palette.accent
    assert image.pixelColor(plain.left(), 10).name() == palette.border
    assert image.pixelColor(wrong.center().x(), wrong.bottom() - 3).name() == palette.warning
    assert image.pixelColor(plain.center().x(), plain.bottom() - 3).name() == palette.neutral


@pytest.mark.parametrize("shape", [(28, 28), (8, 8), (16, 8)])
def test_drawing_puts_ink_where_the_pointer_was(show, qtbot, shape):
    pad = show(DrawPad(shape), 140, 140)
    assert pad.is_blank
    assert max(pad.sizeHint().width(), pad.sizeHint().height()) >= 224
    drawn = []
    pad.changed.connect(drawn.append)
    height, width = shape
    side = 140 / max(shape)
    start = QPoint(round(side * (width // 2 + 0.5)), round(side * height / 4))
    end = QPoint(start.x(), round(side * 3 * height / 4))
    qtbot.mousePress(pad, LEFT, pos=start)
    qtbot.mouseMove(pad, end)
    qtbot.mouseRelease(pad, LEFT, pos=end)
    image, ink = pad.image(), drawn[-1]
    fineness = len(ink) // height
    assert fineness > 1 and ink.shape == (fineness * height, fineness * width) and ink.dtype == np.float32
    np.testing.assert_allclose(image, ink.reshape(height, fineness, width, fineness).mean(axis=(1, 3)), atol=1e-6)
    assert image[height // 2, width // 2] > 0.6
    assert image[0, 0] == 0 and image[-1, -1] == 0
    assert 0 <= image.min() and image.max() <= 1
    assert not pad.is_blank
    pad.clear()
    assert pad.is_blank and not drawn[-1].any()


def test_a_notice_offers_answers_and_enter_gives_the_default(show, qtbot):
    bar = show(NoticeBar(), 700, 36)
    bar.show_notice("MNIST can be fetched (11 MB).", [("get", "Download"), ("no", "Not now")], default="get")
    assert (bar.isVisible(), bar.text, bar.button_ids) == (True, "MNIST can be fetched (11 MB).", ("get", "no"))
    told = []
    bar.answered.connect(told.append)
    qtbot.keyClick(bar, Qt.Key.Key_Return)
    qtbot.mouseClick(bar.button("no"), LEFT)
    bar.button("no").setFocus()
    qtbot.keyClick(bar.button("no"), Qt.Key.Key_Return)
    assert told == ["get", "no", "no"]
    assert bar.press_default()
    bar.hide_notice()
    assert (bar.isVisible(), bar.button_ids, bar.press_default()) == (False, (), False)


def test_progress_can_be_cancelled_and_is_as_high_as_a_notice(show, qtbot):
    bar = show(NoticeBar(), 700, 36)
    bar.show_notice("Hello", kind="warning")
    height = bar.height()
    bar.show_progress("Downloading: 4.2 MB of 11 MB", 4_200_000_000, 11_000_000_000)
    cancel = bar.button("cancel")
    bar.show_progress("Downloading: 4.4 MB of 11 MB", 4_400_000_000, 11_000_000_000)
    assert bar.button("cancel") is cancel
    assert bar.height() == height
    with qtbot.waitSignal(bar.answered) as told:
        qtbot.mouseClick(cancel, LEFT)
    assert told.args == ["cancel"]
    bar.show_progress("Downloading", 1, 0)
