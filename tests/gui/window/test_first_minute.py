"""The first minute: what this is, a first run that can be followed, and an offer of the first lesson."""

import pytest
from lab import CTRL, LEFT, Key
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from bench.rest import arrangement, come_to_rest
from engine.data.words import POINTS
from gui import settings
from gui.settings import Settings
from gui.window import first_minute
from gui.window.main_window import MainWindow
from gui.window.welcome import Welcome
from gui.words.engine_texts import phrase


@pytest.fixture
def fresh(open_lab):
    """A function that opens a window as at the first start."""
    def open_(*size, **more):
        settings.save(Settings(**{"first_run": True, "mnist_offer_hidden": True} | more))
        return open_lab(*size)

    return open_


@pytest.fixture
def quick(monkeypatch):
    """A first run that hurries after a few iterations."""
    monkeypatch.setattr(first_minute, "SLOWLY", 100.0)
    monkeypatch.setattr(first_minute, "UNTIL", 5)


def welcome(lab) -> Welcome | None:
    found = [each for each in lab.window.findChildren(Welcome) if each.isVisible()]
    return found[0] if found else None


def pace(lab) -> float | None:
    return lab.window.session._worker._pace._speed


def said(lab) -> str:
    return " ".join(welcome(lab).words).replace("<b>", "").replace("</b>", "")


# --- what this is --------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (800, 600)])
def test_before_the_first_run_it_says_what_learns_here_what_it_sees_and_what_it_says(fresh, size):
    lab = fresh(*size)
    assert "This network learns to read handwritten digits." in said(lab)
    assert "It says: 3 (10.0 %). The right answer is 0. It has not learnt anything yet: it guesses." in said(lab)
    assert "looks at 100 images at a time" in said(lab)
    assert welcome(lab).bars.texts == lab.window.sample.forward._y.widget.texts


def test_it_follows_the_sample_that_is_chosen(fresh):
    lab = fresh()
    field = lab.field("Number of the sample")
    field.setFocus(Qt.FocusReason.MouseFocusReason)
    field.selectAll()
    lab.qtbot.keyClicks(field, "1")
    lab.qtbot.keyClick(field, Key.Key_Return)
    lab.settle()
    assert "The right answer is 2." in said(lab)
    assert welcome(lab).bars.texts == lab.window.sample.forward._y.widget.texts


def test_it_speaks_of_points_where_there_are_points():
    assert phrase(POINTS.learns) == "This network learns to tell which class a point belongs to."


def test_it_moves_nothing_when_it_goes(fresh):
    lab = fresh()
    shown = welcome(lab)
    inside = {id(each) for each in (shown, *shown.findChildren(QWidget))}
    come_to_rest(lab.window)
    before = {each: place for each, place in arrangement(lab.window).items() if each not in inside}
    lab.qtbot.mouseClick(shown.close_button, LEFT)
    come_to_rest(lab.window)
    assert welcome(lab) is None
    after = arrangement(lab.window)
    assert {each: after[each] for each in before} == before


@pytest.mark.parametrize("by", ["space", "button", "step"])
def test_it_goes_with_the_first_run_and_never_comes_again(fresh, open_lab, by):
    lab = fresh()
    if by == "button":
        lab.qtbot.mouseClick(welcome(lab).run_button, LEFT)
    else:
        lab.press(Key.Key_Space if by == "space" else Key.Key_Right)
    assert welcome(lab) is None
    lab.close()
    again = open_lab()
    assert (welcome(again) is None) == (by != "step"), "a step is no run"


def test_it_is_there_at_the_next_start_if_nothing_was_run(fresh, open_lab):
    lab = fresh()
    lab.qtbot.mouseClick(welcome(lab).close_button, LEFT)
    lab.close()
    assert settings.load()[0].first_run
    assert welcome(open_lab()) is not None


def test_who_has_started_before_is_not_welcomed(open_lab):
    lab = open_lab()
    assert welcome(lab) is None and pace(lab) is None


def test_help_brings_it_back_as_things_stand_now(fresh):
    lab = fresh()
    lab.press(Key.Key_Right)
    lab.settle()
    lab.window.workspace.bring_forward(lab.window.iteration)
    lab.trigger("Help", "What this is")
    assert "So far it has corrected itself 1 time." in said(lab)
    assert lab.window.curves.isVisible()
    lab.press(Key.Key_Right)
    assert welcome(lab) is None


def test_a_file_that_is_opened_at_the_first_start_is_not_covered(fresh, open_lab, asked, tmp_path, monkeypatch):
    lab = fresh()
    lab.press(Key.Key_Right)
    asked.answer = tmp_path / "run.npz"
    lab.press(Key.Key_S, CTRL)
    lab.until(asked.answer.exists)
    lab.close()
    made = MainWindow.__init__
    monkeypatch.setattr(MainWindow, "__init__", lambda window, *known: made(window, *known, file=asked.answer))
    again = open_lab()
    again.until(lambda: again.where == (1, 0))
    assert again.window._settings.first_run and welcome(again) is None


def test_it_stays_in_another_language(fresh):
    lab = fresh()
    lab.window.actions_.languages["ja"].trigger()
    lab.window._speak()
    come_to_rest(lab.window)
    assert welcome(lab) is not None and lab.window.controls.speed == pace(lab) == 28


# --- the first run -------------------------------------------------------------------------------------------------

def test_the_first_run_goes_slowly_and_the_control_says_so(fresh):
    lab = fresh()
    assert lab.window.controls.speed == pace(lab) == first_minute.SLOWLY


def test_then_it_hurries_by_itself_and_what_is_remembered_is_the_speed_of_before(fresh, quick):
    lab = fresh()
    lab.press(Key.Key_Space)
    lab.until(lambda: lab.window.controls.speed is None)
    lab.press(Key.Key_Space)
    lab.settle()
    assert pace(lab) is None
    lab.close()
    assert settings.load()[0].speed is None and not settings.load()[0].first_run


def test_a_person_who_has_touched_the_speed_is_not_overruled(fresh, quick):
    lab = fresh()
    lab.window.controls._slider.setValue(25)
    chosen = lab.window.controls.speed
    lab.press(Key.Key_Space)
    lab.until(lambda: lab.session.standing.iteration > 30)
    assert lab.window.controls.speed == pace(lab) == chosen
    lab.close()
    assert settings.load()[0].speed == chosen


def test_nor_is_one_who_has_chosen_it_before_the_first_run(fresh):
    lab = fresh(speed=11.0)
    assert welcome(lab) is not None and lab.window.controls.speed == pace(lab) == 11


def test_a_lesson_that_is_opened_before_it_goes_as_fast_as_it_can(fresh):
    lab = fresh()
    lab.window.set_aside()
    assert lab.window.controls.speed is None and pace(lab) is None
    lab.window.give_back()
    assert lab.window.controls.speed == first_minute.SLOWLY


# --- and then ------------------------------------------------------------------------------------------------------

def offer(lab) -> str:
    bar = lab.window.first_notices.bar
    return bar.text if bar.isVisible() else ""


@pytest.mark.parametrize("touched", [False, True])
def test_after_the_first_run_the_first_lesson_is_offered_once(fresh, open_lab, quick, touched):
    lab = fresh()
    if touched:
        lab.window.controls._slider.setValue(29)
    lab.train_to(60)
    assert offer(lab) == "It has learnt by itself. How? A first look shows it, step by step."
    assert lab.notice == ""  # one after the other: two of them would lie over the plots
    lab.click("Not now")
    assert offer(lab) == "" and lab.notice == "The planned 60 iterations are done."
    lab.train_to(90)
    assert offer(lab) == ""
    lab.close()
    again = open_lab()
    again.train_to(5)
    assert offer(again) == ""


def test_the_first_lesson_is_offered_once_nothing_else_stands_there(fresh, quick):
    lab = fresh()
    lab.window.controls._slider.setValue(29)
    lab.window.notices.say("Something else.")
    lab.train_to(60)
    assert (lab.notice, offer(lab)) == ("Something else.", "")
    lab.click("OK")
    assert (lab.notice, offer(lab)[:22]) == ("", "It has learnt by itself"[:22])
    lab.click("Not now")
    assert lab.notice == "The planned 60 iterations are done."


def test_the_offer_leads_to_the_lesson(fresh, quick):
    lab = fresh()
    lab.train_to(60)
    lab.click("A first look: a few minutes")
    assert lab.window.lessons.player.lesson.id == "first-look"
    lab.window.do("leave lesson")
    assert offer(lab) == "" and lab.window.session.standing.iteration == 60
