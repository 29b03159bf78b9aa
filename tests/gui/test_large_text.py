"""However large the text: no window is made wider than the screen, and whatever can be pressed is inside of it."""

import re

import pytest
from fits import outside, too_narrow
from lab import Key
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QAbstractButton, QSlider, QWidget
from test_language import open_speaking, switch, translators  # noqa: F401

from bench.rest import come_to_rest
from gui.look.theme import LARGEST_TEXT, SMALLEST_TEXT, theme
from gui.training.reports import Standing, State
from gui.widgets.labels import PART

SCALES = (SMALLEST_TEXT, 0.8, 1.0, 1.1 ** 3, 1.1 ** 6, 2.0, LARGEST_TEXT)
SIZES = ((1280, 720), (1024, 700))


@pytest.fixture(autouse=True)
def normal_text():
    yield
    theme().set_text_scale(1.0)


def out_of_reach(window: QWidget, *parents: QWidget) -> list[str]:
    """What can be pressed there, and is not whole inside the window and what it lies in, or lies on another."""
    found, places = [], []
    for parent in parents:
        for each in parent.findChildren(QWidget):
            if not isinstance(each, QAbstractButton | QSlider) or not each.isVisible():
                continue
            inside = QRect(each.mapTo(parent, QPoint(0, 0)), each.size())
            place = QRect(each.mapTo(window, QPoint(0, 0)), each.size())
            if not (parent.rect().contains(inside) and window.rect().contains(place)):
                found.append(f"{each.accessibleName() or each.text()!r} at {place}")
            if isinstance(each, QAbstractButton) and each.width() < each.minimumSizeHint().width():
                found.append(f"{each.text()!r} is cut")
            found += [f"{each} lies on another" for other in places if other.intersects(place)]
            places.append(place)
    return found


@pytest.mark.layout
@pytest.mark.parametrize("size", SIZES)
def test_all_can_be_reached_at_any_text_size(in_any_font, open_speaking, size):  # noqa: F811
    lab = open_speaking("en", *size)
    window = lab.window
    lab.press(Key.Key_Right)
    lab.settle()
    window.do("reset")
    assert lab.notice and lab.offer
    for language in ("en", "ja"):
        switch(lab, language)
        for scale in SCALES:
            theme().set_text_scale(scale)
            window.resize(*size)
            come_to_rest(window)
            assert (window.width(), window.height()) == size, (language, scale)
            assert out_of_reach(window, window.controls, window.notices.bar, window.data_notices.bar) == [], (
                language, scale)


@pytest.mark.layout
def test_at_any_text_size_the_panels_are_as_wide_as_the_window(open_speaking):  # noqa: F811
    lab = open_speaking("en", 1280, 720)
    window = lab.window
    lab.press(Key.Key_Right)
    lab.settle()
    for language in ("en", "ja"):
        switch(lab, language)
        for scale in SCALES:
            theme().set_text_scale(scale)
            lab.settle()
            come_to_rest(window)
            for _ in range(2):
                window.do("experiment")
                for panel in (window.curves, window.iteration, window.sample):
                    window.workspace.bring_forward(panel)
                    come_to_rest(window)
                    case = (language, scale, panel)
                    assert panel.isVisible(), case
                    assert window.room._scroll.horizontalScrollBar().maximum() == 0, case
                    assert (too_narrow(window), outside(window)) == ([], []), case


STANDINGS = (
    (State.RUNNING, {"iteration": 1_234, "rate": 1_850.0}),
    (State.PAUSED, {"iteration": 9_999}),
    (State.PAUSED, {"iteration": 9_999, "position": 13, "operation": ("Softmax+Loss backward", "")}),
    (State.STEPPING, {"iteration": 900_000, "replaying": 0.5}),
    (State.PAUSED, {"iteration": 10_000}),
)


@pytest.mark.layout
@pytest.mark.parametrize("size", SIZES)
def test_no_part_of_the_line_about_training_is_cut(in_any_font, open_speaking, size):  # noqa: F811
    lab = open_speaking("en", *size)
    controls = lab.window.controls
    for language in ("en", "ja"):
        switch(lab, language)
        controls = lab.window.controls
        for scale in SCALES:
            theme().set_text_scale(scale)
            come_to_rest(lab.window)
            for state, values in STANDINGS:
                controls.show_state(state)
                controls.show_standing(standing(**values))
                come_to_rest(lab.window)
                label = controls._line
                document = QTextDocument()
                document.setDefaultFont(label.font())
                document.setHtml(label.text())
                document.setDocumentMargin(0)
                assert document.idealWidth() <= label.width() + 1, (language, scale, label.text())
                whole = label.toolTip() or label.text()
                shown = re.sub("<[^>]*>", "", label.text()).split(PART)
                assert set(shown) <= set(re.sub("<[^>]*>", "", whole).split(PART))
                assert whole == controls.line


def standing(iteration: int, **values) -> Standing:
    found = {"iteration": iteration, "iterations": 10_000, "position": 0, "operations": 15, "operation": None,
             "epoch": iteration // 14, "rate": None, "replaying": None, "evaluating": None, "recorded": iteration,
             "learning_rate": 0.1}
    return Standing(**(found | values))
