"""Notices come and go, and nothing moves: neither what is under the hand nor what is looked at."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QCursor, QEnterEvent
from PySide6.QtWidgets import QApplication, QWidget

from bench.rest import arrangement, come_to_rest
from gui.look.theme import theme
from gui.widgets.notice_strip import NoticeStrip

LONG = "Something has happened that takes many words to be said, and what is to be done next needs some more. " * 3


@pytest.fixture
def window(open_lab):
    QCursor.setPos(0, 0)  # where no notice comes
    lab = open_lab(1280, 720)
    for notices in (lab.window.notices, lab.window.data_notices):
        notices.clear()
    come_to_rest(lab.window)
    yield lab.window
    theme().set_text_scale(1.0)


def around(window) -> dict[int, tuple]:
    """Where everything is but the notices."""
    bars = (window.notices.bar, window.data_notices.bar)
    inside = {id(each) for bar in bars for each in (bar, *bar.findChildren(QWidget))}
    return {key: place for key, place in arrangement(window).items() if key not in inside}


@pytest.mark.parametrize("scale", [1.0, 1.6])
@pytest.mark.parametrize("text", ["Short.", LONG])
def test_a_notice_moves_nothing(window, text, scale):
    theme().set_text_scale(scale)
    come_to_rest(window)
    before = around(window)
    window.notices.ask("reset", text, [("Reset", None), ("Reset, keep its curves", None), ("Cancel", None)])
    come_to_rest(window)
    assert around(window) == before
    window.data_notices.progress("data", text, 1, 3, print)
    come_to_rest(window)
    assert around(window) == before
    window.notices.clear()
    window.data_notices.clear()
    come_to_rest(window)
    assert around(window) == before


def test_a_notice_of_one_line_covers_nothing_and_two_are_both_seen(window):
    strip, page = window.findChild(NoticeStrip), window.centralWidget()
    one, other = window.notices, window.data_notices
    one.say("Short.")
    come_to_rest(window)
    assert strip.geometry().contains(one.bar.geometry())
    other.say("Short, too.")
    come_to_rest(window)
    assert not one.bar.geometry().intersects(other.bar.geometry())
    assert page.rect().contains(other.bar.geometry()) and other.bar.isVisible() and one.bar.isVisible()
    one.clear()
    come_to_rest(window)
    assert strip.geometry().contains(other.bar.geometry())


def test_a_second_notice_does_not_take_the_place_of_the_first(window, qtbot):
    one, other = window.data_notices, window.notices
    one.ask("data", "Which?", [("This", None), ("That", None)])
    come_to_rest(window)
    before = one.bar.geometry()
    other.say("Short.")
    come_to_rest(window)
    assert one.bar.geometry() == before
    assert other.bar.geometry().bottom() + 1 == before.top()  # no gap, in which the pointer would be near neither


def test_what_is_above_falls_to_the_foot_when_the_hand_has_gone(window, qtbot):
    """Not at once: the second click of a double click would give an answer to another question."""
    strip, one, other = window.findChild(NoticeStrip), window.data_notices, window.notices
    one.ask("data", "Which?", [("This", None), ("That", None)])
    other.say("Short.")
    come_to_rest(window)
    above = other.bar.geometry()
    QApplication.sendEvent(strip, QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5)))
    one.clear()
    come_to_rest(window)
    assert other.bar.geometry() == above
    QApplication.sendEvent(strip, QEvent(QEvent.Type.Leave))
    come_to_rest(window)
    assert strip.geometry().contains(other.bar.geometry())


def test_a_long_notice_is_as_high_as_its_text(window):
    window.notices.say(LONG)
    come_to_rest(window)
    label = window.notices.bar._text
    assert label.height() >= label.heightForWidth(label.width())


def test_a_long_name_is_read_to_its_end(window):
    name = "_".join(["folder"] * 60)
    window.notices.say(f"{name} is not there.")
    come_to_rest(window)
    label = window.notices.bar._text
    assert window.notices.bar.text == f"{name} is not there."
    widest = label.fontMetrics().boundingRect(
        label.rect(), int(Qt.TextFlag.TextWordWrap), label.text()).width()
    assert widest <= label.width() < label.fontMetrics().horizontalAdvance(name)
