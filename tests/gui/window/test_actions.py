"""What can be done in which state, and what an action says when it cannot be done."""

from dataclasses import replace
from itertools import chain

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from gui.settings import SCHEMES
from gui.training.reports import Standing, State
from gui.window.actions import GOING, Actions

LOADING = "The data is being loaded."
NO_NETWORK = "There is no network yet."
DONE = "All planned iterations are done. Space or Run offers to go on."
MORE = "All planned iterations are done: go on with more of them"
NOTHING_YET = "Nothing has been run yet."


def standing(iteration=5, position=0, iterations=10) -> Standing:
    return Standing(iteration=iteration, iterations=iterations, position=position, operations=15, operation=None,
                    epoch=0, recorded=iteration, learning_rate=0.1, evaluating=None, replaying=None, rate=None)


@pytest.fixture
def actions(qapp):
    owner = QObject()
    actions = Actions(owner)
    yield actions
    owner.deleteLater()


def enabled(actions) -> list[str]:
    return [name for name in ("run", "step iteration", "step operation", "back operation", "back iteration", "reset")
            if actions[name].isEnabled()]


FORWARD = ["run", "step iteration", "step operation"]
BACK = ["back operation", "back iteration"]


@pytest.mark.parametrize(("state", "now", "loading", "can"), [
    (State.IDLE, None, False, []),
    (State.IDLE, None, True, []),
    (State.ERROR, None, False, []),
    (State.IDLE, standing(0), False, [*FORWARD, "reset"]),
    (State.PAUSED, standing(0), False, [*FORWARD, "reset"]),
    (State.PAUSED, standing(0, position=1), False, [*FORWARD, *BACK, "reset"]),
    (State.PAUSED, standing(), False, [*FORWARD, *BACK, "reset"]),
    (State.STEPPING, standing(), False, [*FORWARD, *BACK, "reset"]),
    (State.RUNNING, standing(), False, [*FORWARD, *BACK, "reset"]),
    (State.ERROR, standing(), False, [*FORWARD, *BACK, "reset"]),
    (State.PAUSED, standing(10), False, ["run", *BACK, "reset"]),
    (State.RUNNING, standing(10), False, ["run", *BACK, "reset"]),  # it can be paused to the very last
    (State.PAUSED, standing(12), False, ["run", *BACK, "reset"]),
])
def test_what_can_be_done(actions, state, now, loading, can):
    actions.show_state(state, now, loading)
    assert enabled(actions) == can


@pytest.mark.parametrize(("now", "loading", "forward", "back", "reset"), [
    (None, True, LOADING, LOADING, LOADING),
    (None, False, NO_NETWORK, NO_NETWORK, NO_NETWORK),
    (standing(10), False, DONE, None, None),
    (standing(0), False, None, NOTHING_YET, None),
    (standing(), False, None, None, None),
])
def test_what_cannot_be_done_says_why(actions, now, loading, forward, back, reset):
    actions.show_state(State.PAUSED, now, loading)
    run = MORE if forward == DONE else forward or "Train on, until paused or to the end"
    assert actions["run"].toolTip() == f"{run} (Space)"
    assert actions["step iteration"].toolTip() == (
        f"{forward or 'One iteration: draw a minibatch, forward, backward, update'} (Right)")
    assert actions["step operation"].toolTip() == (
        f"{forward or 'The next operation of the iteration, and no more'} (Down)")
    assert actions["back operation"].toolTip() == f"{back or 'Take the last operation back, exactly'} (Up)"
    assert actions["back iteration"].toolTip() == f"{back or 'One iteration back, exactly'} (Left)"
    assert actions["reset"].toolTip() == f"{reset or 'Start anew with the values of the Experiment panel'} (Ctrl+R)"


@pytest.mark.parametrize(("now", "forward", "back", "there"), [
    (None, NO_NETWORK, NO_NETWORK, NO_NETWORK),
    (standing(0), "", NOTHING_YET, NOTHING_YET),
    (replace(standing(0), recorded=8), "", NOTHING_YET, ""),
    (standing(5), "", "", ""),
    (standing(10), DONE, "", ""),
])
def test_longer_ways_say_why_they_cannot_be_gone(actions, now, forward, back, there):
    actions.show_state(State.PAUSED, now, False)
    for name in GOING:
        why = there if name == "go to iteration" else forward if name.startswith("forward") else back
        assert (actions.why_not(actions[name]), actions[name].isEnabled()) == (why, not why)
        assert not why or why in actions[name].toolTip()


def test_a_long_way_can_be_paused(actions):
    actions.show_state(State.STEPPING, replace(standing(), replaying=0.5), False)
    assert (actions["run"].text(), actions["run"].isEnabled()) == ("❚❚ Pause", True)


def test_run_becomes_pause_and_run_again(actions):
    actions.show_state(State.RUNNING, standing(), False)
    assert (actions["run"].text(), actions["run"].toolTip()) == (
        "❚❚ Pause", "Stop after the iteration that is under way (Space)")
    for state in (State.PAUSED, State.STEPPING, State.ERROR, State.IDLE):
        actions.show_state(state, standing(), False)
        assert actions["run"].text() == "▶ Run"
        assert actions["run"].toolTip() == "Train on, until paused or to the end (Space)"


def test_what_was_forbidden_says_what_it_does_once_it_is_allowed(actions):
    actions.show_state(State.IDLE, None, True)
    actions.show_state(State.IDLE, standing(), False)
    assert actions["back iteration"].toolTip() == "One iteration back, exactly (Left)"


def test_a_key_held_down_steps_when_the_last_step_is_done_and_does_nothing_else_twice(actions):
    steps = [actions["step iteration"], actions["step operation"], actions["back operation"], actions["back iteration"]]
    for state in State:
        actions.show_state(state, standing(), False)
        assert [step.autoRepeat() for step in steps] == [state is not State.STEPPING] * 4
        assert not actions["run"].autoRepeat() and not actions["reset"].autoRepeat()
    assert actions["larger text"].autoRepeat() and actions["smaller text"].autoRepeat()
    assert not actions["full screen"].autoRepeat() and not actions["quit"].autoRepeat()


def test_no_key_means_two_things(actions):
    keys = list(chain.from_iterable(action.shortcuts() for action in actions.findChildren(QAction)))
    assert len(keys) == len(set(keys)) >= 14


def test_the_list_of_shortcuts_has_every_action_that_has_a_key(actions):
    listed = [action for _, group in actions.groups() for action in group]
    assert len(listed) == len(set(listed))
    assert set(listed) == {action for action in actions.findChildren(QAction) if not action.shortcut().isEmpty()}


def test_the_text_is_made_larger_with_and_without_shift(actions):
    keys = {key.toString(QKeySequence.SequenceFormat.PortableText) for key in actions["larger text"].shortcuts()}
    assert {"Ctrl++", "Ctrl+="} <= keys


def test_one_scheme_at_a_time(actions):
    assert tuple(actions.schemes) == SCHEMES
    for name in SCHEMES:
        actions.schemes[name].setChecked(True)
        assert [each for each in SCHEMES if actions.schemes[each].isChecked()] == [name]
        assert actions.schemes[name].data() == name
