"""A seat of the window: all its panels where there is height for them, else one of them, chosen by a tab."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QPushButton

from gui.look.theme import theme
from gui.panels.panel import Panel
from gui.window.turns import Turns

HIGH = 780


class Curves(Panel):
    title, tip, stretch = "Curves", "", 2


class Iteration(Panel):
    title, tip, stretch = "Iteration", "", 5


@pytest.fixture
def middle(qtbot, qapp):
    theme().apply(qapp)
    made = Turns([Curves(), Iteration()], HIGH)
    qtbot.addWidget(made)
    made.resize(600, HIGH - 100)
    made.take_room(HIGH - 100)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    theme().set_text_scale(1.0)


def give_height(middle, height: int) -> None:
    middle.take_room(height)
    QCoreApplication.processEvents()


def seen(middle) -> tuple[bool, bool]:
    curves, iteration = middle._panels
    return curves.isVisible(), iteration.isVisible()


def click(qtbot, middle, name: str) -> None:
    button, = (each for each in middle.tabs.findChildren(QPushButton) if each.text() == name)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_in_a_low_window_one_of_the_two_is_seen(qtbot, middle):
    assert (middle.shows_all, middle.tabs.isVisible(), seen(middle)) == (False, True, (True, False))
    click(qtbot, middle, "Iteration")
    assert seen(middle) == (False, True)
    click(qtbot, middle, "Curves")
    assert seen(middle) == (True, False)


def test_in_a_high_window_both_are_seen(middle):
    give_height(middle, HIGH + 100)
    assert (middle.shows_all, middle.tabs.isVisible(), seen(middle)) == (True, False, (True, True))
    curves, iteration = middle.splitter.sizes()
    assert 0 < curves < iteration


@pytest.mark.parametrize("forward", [0, 1])
def test_what_was_brought_forward_is_still_there_after_higher_and_lower(middle, forward):
    middle.bring_forward(middle._panels[forward])
    for _ in range(2):
        give_height(middle, HIGH + 100)
        assert seen(middle) == (True, True)
        give_height(middle, HIGH - 100)
        assert seen(middle) == (forward == 0, forward == 1)


def test_what_is_brought_forward_in_a_high_window_is_seen_in_a_lower_one(middle):
    give_height(middle, HIGH + 100)
    middle.bring_forward(middle._panels[1])
    assert seen(middle) == (True, True)
    give_height(middle, HIGH - 100)
    assert (middle.tabs.current, seen(middle)) == (1, (False, True))


def test_larger_text_needs_more_height(middle):
    give_height(middle, HIGH + 100)
    theme().set_text_scale(1.5)
    assert (middle.shows_all, seen(middle)) == (False, (True, False))
    theme().set_text_scale(1.0)
    assert (middle.shows_all, seen(middle)) == (True, (True, True))
