"""Breakpoints in the window: the list, the mark on the curve, and what is said when one is hit."""

import pytest
from lab import CTRL, LEFT, Key
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel

from engine.training.breakpoints.breakpoint import MOST, Breakpoint, to_plain
from engine.training.breakpoints.conditions import CONDITIONS
from gui.training.reports import State
from gui.widgets.glyph_button import GlyphButton
from gui.widgets.value_edit import ValueEdit
from gui.window.dialogs.breakpoints import BreakpointsDialog


def dialog(lab) -> BreakpointsDialog:
    lab.leave()
    lab.press(Key.Key_B, CTRL)
    found, = lab.window.findChildren(BreakpointsDialog)
    lab.until(found.isVisible)
    return found


def add(opened, condition: str) -> None:
    actions = dict(zip(CONDITIONS, opened.add_button.menu().actions(), strict=True))
    actions[condition].trigger()


def seen(opened, kind) -> list:
    return [each for each in opened.findChildren(kind) if each.isVisibleTo(opened)]


def enter(lab, edit: ValueEdit, text: str) -> None:
    edit.setFocus()
    edit.selectAll()
    lab.qtbot.keyClicks(edit, text)
    lab.qtbot.keyClick(edit, Key.Key_Return)


def run(lab) -> tuple[int, int]:
    lab.window.do("run")
    lab.until(lambda: lab.session.state is not State.RUNNING and lab.session.is_settled)
    return lab.where


def stop_desk(lab):
    return lab.window.stop_desk


def test_the_list_is_made_and_changed(lab):
    opened = dialog(lab)
    assert "There are none yet: Add offers what training can stop at." in [each.text() for each in seen(opened, QLabel)]
    for condition in ("iteration", "loss below", "not finite"):
        add(opened, condition)
    assert stop_desk(lab).breakpoints == (
        Breakpoint("iteration", 100), Breakpoint("loss below", 0.5), Breakpoint("not finite"))
    value, limit, every, _ = seen(opened, ValueEdit)
    enter(lab, value, "250")
    enter(lab, limit, "0,1")
    enter(lab, every, "3")
    lab.qtbot.mouseClick(seen(opened, QCheckBox)[0], LEFT, pos=seen(opened, QCheckBox)[0].rect().center() * 0.2)
    assert stop_desk(lab).breakpoints == (
        Breakpoint("iteration", 250, on=False), Breakpoint("loss below", 0.1, every=3), Breakpoint("not finite"))
    lab.qtbot.mouseClick(seen(opened, GlyphButton)[1], LEFT)
    assert [each.condition for each in stop_desk(lab).breakpoints] == ["iteration", "not finite"]
    lab.qtbot.keyClick(opened, Key.Key_Escape)
    lab.until(lambda: not lab.window.findChildren(BreakpointsDialog))
    again = dialog(lab)
    assert [each.text() for each in seen(again, ValueEdit)] == ["250", "1"]
    again.close()


@pytest.mark.parametrize(("field", "bad"), [(0, "0"), (0, "x"), (0, "1.5"), (0, "99999999"), (1, "-1"), (1, "nan"),
                                            (1, "1e300"), (2, "0"), (2, "-3"), (2, "2,5")])
def test_what_cannot_be_used_changes_nothing_and_is_said(lab, field, bad):
    opened = dialog(lab)
    add(opened, "iteration")
    add(opened, "gradient above")
    before = stop_desk(lab).breakpoints
    edit = seen(opened, ValueEdit)[field]
    enter(lab, edit, bad)
    assert stop_desk(lab).breakpoints == before
    assert edit.hint and edit.property("invalid") == "true"
    opened.close()


def test_the_list_has_an_end(lab):
    stop_desk(lab).set([Breakpoint("epoch")] * MOST)
    opened = dialog(lab)
    assert not opened.add_button.isEnabled()
    opened.close()


def test_one_that_is_hit_says_which_and_why_and_three_answers_do_what_they_say(lab):
    stop_desk(lab).set((Breakpoint("iteration", 7), Breakpoint("epoch", every=2)))
    assert run(lab) == (7, 0)
    loss = lab.losses[7]
    assert lab.notice == f"Breakpoint “iteration 7”: Iteration 7 is done: its loss is {loss:.3f}."
    lab.click("Go on")
    lab.until(lambda: lab.session.state is not State.RUNNING and lab.session.is_settled)
    assert lab.where == (29, 0)
    assert lab.notice == ("Breakpoint “at the end of an epoch”, met 2 times: Epoch 2 has ended, with iteration 29.")
    lab.click("Look")
    assert lab.window.workspace.middle.front is lab.window.iteration and lab.where == (29, 0)
    run(lab)
    assert lab.where == (58, 0)
    lab.click("Switch off")
    assert stop_desk(lab).breakpoints == (Breakpoint("iteration", 7), Breakpoint("epoch", every=2, on=False))
    assert lab.notice == ""


def test_a_step_onto_one_says_it_and_the_next_step_puts_it_away(lab):
    stop_desk(lab).set((Breakpoint("iteration", 2),))
    lab.window.do("step iteration")
    lab.window.do("step iteration")
    lab.settle()
    lab.until(lambda: lab.notice.startswith("Breakpoint “iteration 2”"))
    lab.window.do("step iteration")
    lab.settle()
    assert lab.notice == ""


def test_the_iteration_where_the_run_stands_is_marked_on_the_curve(lab):
    assert not lab.window.actions_["stop here"].isEnabled()
    for _ in range(3):
        lab.window.do("step iteration")
    lab.settle()
    lab.press(Key.Key_F9)
    assert stop_desk(lab).breakpoints == (Breakpoint("iteration", 3),)
    marks = lab.window.curves.loss_plot.stop_marks
    assert marks.places == [3.0]
    lab.window.session.go_to(0)
    lab.settle()
    assert run(lab) == (3, 0)
    lab.press(Key.Key_F9)
    assert stop_desk(lab).breakpoints == () and marks.places == []


def test_they_stay_with_the_next_run_and_in_another_language(lab):
    stop_desk(lab).set((Breakpoint("iteration", 5),))
    run(lab)
    lab.trigger("View", "Language", "日本語")
    lab.window.session.reset(lab.session.run.config, lab.session.run.dataset)
    QApplication.processEvents()
    lab.ready()
    assert lab.notice == ""
    assert lab.window.curves.loss_plot.stop_marks.places == [5.0]
    assert run(lab) == (5, 0)


def test_those_kept_with_a_run_are_taken_over_and_what_cannot_be_used_is_told(lab):
    some = (Breakpoint("epoch", every=3), Breakpoint("loss above", 2.0, on=False))
    stop_desk(lab).set_plain(to_plain(some))
    assert stop_desk(lab).breakpoints == some and lab.notice == ""
    stop_desk(lab).set_plain([*to_plain(some), {"condition": "full moon"}])
    assert stop_desk(lab).breakpoints == some
    assert lab.notice.startswith("1 breakpoint was left out")
