"""The bar at the top: what it says in every state, its buttons and its slider."""

import re
from dataclasses import fields

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton

from bench.rest import come_to_rest
from gui.look.theme import theme
from gui.training.reports import Standing, State
from gui.window.actions import TRAINING, Actions
from gui.window.control_bar import NOTCHES, ControlBar


@pytest.fixture
def bar(qtbot):
    theme().apply(QApplication.instance())
    theme().set_scheme("light")
    actions = Actions(QApplication.instance())
    bar = ControlBar(actions)
    bar.actions_ = actions
    qtbot.addWidget(bar)
    bar.told = []
    bar.speed_changed.connect(bar.told.append)
    bar.resize(1400, 48)
    with qtbot.waitActive(bar):
        bar.show()
        bar.activateWindow()
    yield bar
    theme().set_text_scale(1.0)
    actions.deleteLater()


def standing(**different) -> Standing:
    values = {"iteration": 1234, "iterations": 10_000, "position": 0, "operations": 15, "operation": None, "epoch": 85,
              "recorded": 1234, "learning_rate": 0.1, "evaluating": None, "replaying": None, "rate": None,
              "measured": None,
              "in_use": None, "later": {}, "rate_under_way": None, "epochs": None, "commands": 0,
              "observations": ()}
    assert set(values) == {field.name for field in fields(Standing)}
    return Standing(**{**values, **different})


def words(bar) -> str:
    """What is read of the line."""
    return re.sub("<[^>]*>", "", bar.line)


AT = "iteration 1,234 / 10,000"


@pytest.mark.parametrize(("state", "different", "said"), [
    (State.IDLE, {"iteration": 0, "epoch": 0}, "iteration 0 / 10,000 · epoch 0 · ready"),
    (State.PAUSED, {}, f"{AT} · epoch 85 · paused"),
    (State.STEPPING, {}, f"{AT} · epoch 85 · paused"),
    (State.PAUSED, {"position": 8, "operation": ("Affine2 backward", "dz1 = da2·W2ᵀ")},
     f"{AT} · operation 8 of 15: Affine2 backward · epoch 85 · paused"),
    (State.RUNNING, {}, f"{AT} · epoch 85 · running"),
    (State.RUNNING, {"rate": 0.0}, f"{AT} · epoch 85 · running"),
    (State.RUNNING, {"rate": 1850.0}, f"{AT} · epoch 85 · 1,850 it/s · 5 s left"),
    (State.RUNNING, {"rate": 1.0}, f"{AT} · epoch 85 · 1.00 it/s · 2 h 26 min left"),
    (State.RUNNING, {"evaluating": 0.5}, f"{AT} · epoch 85 · measuring accuracy"),
    (State.PAUSED, {"evaluating": 0.5}, f"{AT} · epoch 85 · measuring accuracy"),
    (State.PAUSED, {"evaluating": 0.0}, f"{AT} · epoch 85 · paused"),  # due, and done when it goes on
    (State.STEPPING, {"replaying": 0.257}, f"{AT} · epoch 85 · on the way, 25.7 %"),
    (State.RUNNING, {"replaying": 1.0, "rate": 10.0}, f"{AT} · epoch 85 · on the way, 100.0 %"),
    (State.RUNNING, {"iteration": 10_002, "rate": 10.0},  # the number of iterations has just been lowered
     "iteration 10,002 / 10,000 · epoch 85 · 10.0 it/s · 0 s left"),
    (State.ERROR, {}, f"{AT} · epoch 85 · stopped by an error"),
    (State.PAUSED, {"iteration": 10_000, "epoch": 695}, "iteration 10,000 / 10,000 · epoch 695 · finished"),
    (State.RUNNING, {"iteration": 10_000, "epoch": 695}, "iteration 10,000 / 10,000 · epoch 695 · running"),
])
def test_where_training_stands_in_words(bar, state, different, said):
    bar.show_state(state)
    bar.show_standing(standing(**different))
    assert words(bar).replace("\N{NO-BREAK SPACE}", " ") == said


def test_an_error_in_the_last_iteration_is_not_called_finished(bar):
    bar.show_standing(standing(iteration=10_000))
    bar.show_state(State.ERROR)
    assert words(bar).endswith("stopped by an error")


def test_the_state_alone_changes_the_line_too(bar):
    bar.show_standing(standing(rate=100.0))
    bar.show_state(State.RUNNING)
    assert words(bar).endswith("100 it/s · 1 min 28 s left")
    bar.show_state(State.PAUSED)
    assert words(bar).endswith("paused")


def test_without_a_network_there_is_nothing_to_say(bar):
    bar.show_standing(standing())
    bar.show_standing(None)
    assert (bar.line, bar._progress.value()) == ("", 0)


def test_the_progress_of_the_run(bar):
    bar.show_standing(standing())
    assert (bar._progress.value(), bar._progress.maximum()) == (1234, 10_000)
    bar.show_standing(standing(iteration=12_000))  # the number of iterations was lowered
    assert (bar._progress.value(), bar._progress.maximum()) == (10_000, 10_000)
    bar.show_standing(standing(iteration=9_999_999, iterations=10_000_000))
    assert bar._progress.value() == 9_999_999


# --- the buttons -------------------------------------------------------------------------------------------------


def test_a_button_for_each_action_of_training_and_one_of_them_first(bar):
    buttons = [button for button in bar.findChildren(QToolButton) if button.defaultAction() is not None]
    assert [button.defaultAction() for button in buttons] == [bar.actions_["experiment"], *bar.actions_.all(TRAINING)]
    assert [button.property("role") for button in buttons] == ["button", "primary", *["button"] * 5]
    assert [button.text() for button in buttons][1:] == [
        "▶ Run", "→ Step iteration", "↓ Step operation", "↑", "← Back", "Reset"]


def test_a_click_does_what_the_action_does(bar, qtbot):
    done, refused = [], []
    bar.refused.connect(refused.append)
    bar.actions_["step operation"].triggered.connect(lambda: done.append("step"))
    button = next(each for each in bar.findChildren(QToolButton)
                  if each.defaultAction() is bar.actions_["step operation"])
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    bar.actions_.show_state(State.PAUSED, standing(iteration=10_000), False)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (done, button.isEnabled(), refused) == (["step"], False, [bar.actions_["step operation"]])
    assert button.toolTip().startswith("All planned iterations are done.")


@pytest.mark.layout
@pytest.mark.parametrize("scale", [0.8, 1.0, 1.5])
def test_nothing_moves_when_run_becomes_pause(in_any_font, bar, scale):
    theme().set_text_scale(scale)
    QApplication.processEvents()
    before = [button.geometry() for button in bar.findChildren(QToolButton)]
    bar.actions_.show_state(State.RUNNING, standing(), False)
    QApplication.processEvents()
    assert bar._buttons[1].text() == "❚❚ Pause"
    assert [button.geometry() for button in bar.findChildren(QToolButton)] == before


@pytest.mark.layout
@pytest.mark.parametrize("width", [500, 700, 860, 1000, 1150, 1300])
def test_of_the_line_so_much_is_said_as_has_room(in_any_font, bar, width):
    bar.show_state(State.PAUSED)
    bar.show_standing(standing(position=8, operation=("Affine2 backward", "dz1 = da2·W2ᵀ")))
    bar.resize(width, 48)
    come_to_rest(bar)
    label = bar._line
    assert label.sizeHint().width() <= label.width()
    assert re.sub("<[^>]*>", "", label.text()).startswith(AT)
    assert label.text() == bar.line or label.toolTip() == bar.line


@pytest.mark.layout
@pytest.mark.parametrize("scale", [1.0, 1.3, 1.6, 2.0])
def test_the_words_about_the_speed_stand_beside_the_slider_or_not_at_all(in_any_font, bar, scale):
    theme().set_text_scale(scale)
    beside = set()
    for width in range(700, 2000, 10):
        bar.resize(width, 48)
        come_to_rest(bar)
        words = [part for part in (bar._speed_label, bar._speed) if part.isVisible()]
        assert all(part.y() < bar._slider.geometry().center().y() < part.geometry().bottom() for part in words), width
        beside.add(bool(words))
    assert beside == {True, False}


# --- the speed ---------------------------------------------------------------------------------------------------


def test_the_slider_goes_from_one_to_a_thousand_and_then_there_is_no_limit(bar):
    speeds = []
    for notch in range(NOTCHES + 1):
        bar._slider.setValue(notch)
        speeds.append(bar.speed)
    assert speeds[:4] == [1, 1.3, 1.6, 2.0]
    assert (speeds[-3], speeds[-2], speeds[-1]) == (790, 1000, None)
    assert speeds[:-1] == sorted(set(speeds[:-1]))
    assert bar.told == speeds  # from no limit at first, which is the last notch


def test_what_is_remembered_is_shown_and_not_told(bar):
    for notch in range(NOTCHES + 1):
        bar._slider.blockSignals(True)
        bar._slider.setValue(notch)
        bar._slider.blockSignals(False)
        speed = bar.speed
        bar.show_speed(None if speed is not None else 1)
        bar.show_speed(speed)
        assert (bar.speed, bar._slider.value()) == (speed, notch)
    for speed, shown in ((0.01, 1), (5e9, 1000)):
        bar.show_speed(speed)
        assert bar.speed == shown
    assert bar.told == []


def test_the_speed_in_words(bar):
    assert bar._speed.text() == "as fast as it goes"
    bar.show_speed(1000)
    assert bar._speed.text() == "1,000 it/s"
    bar._slider.setValue(0)
    assert bar._speed.text() == "1 it/s"
    bar._slider.setValue(1)
    assert bar._speed.text() == "1.3 it/s"


def test_the_slider_by_its_keys(bar, qtbot):
    bar._slider.setFocus()
    qtbot.keyClick(bar._slider, Qt.Key.Key_Home)
    qtbot.keyClick(bar._slider, Qt.Key.Key_End)
    qtbot.keyClick(bar._slider, Qt.Key.Key_PageDown)
    assert bar.told == [1, None, 120]
