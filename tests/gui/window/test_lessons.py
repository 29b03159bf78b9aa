"""Lessons in the window: gone through with real clicks and keys, left and disturbed at every step."""

import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from lab import CTRL, LEFT, Key
from PySide6.QtCore import QCoreApplication, QPoint, QRect, QSize, Qt, QUrl
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QLineEdit
from test_set_aside import bits, whole

from bench.rest import come_to_rest
from engine.data.digits import load_digits
from engine.inspection.place import Place
from engine.inspection.proof.breakage import BREAKAGES
from engine.lessons.acts import ACTS, PAGES, PANELS, parse_act
from engine.lessons.headless import HeadlessStage
from engine.lessons.lesson import Kind
from engine.lessons.package import open_lesson
from engine.lessons.player import Phase
from engine.lessons.progress import Progress
from engine.runs.run import run_of
from engine.runs.run_file import save_run
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer
from gui.look.theme import theme
from gui.panels.lessons.lesson_row import LessonRow
from gui.panels.lessons.option import OptionButton
from gui.panels.lessons.ordering import OrderRow
from gui.panels.lessons.written import Written
from gui.training.reports import State
from gui.widgets.small_button import SmallButton
from gui.widgets.still_scroll import StillScroll
from gui.window.lesson_desk import FOLDER, data_folder

LESSON = """
format = 1
id = "all-kinds"
book = "5.6.3"
minutes = 6
[title]
en = "Every kind of step"
ja = "すべての種類"
[setup]
config = { dataset = "digits", batch_size = 4, hidden_sizes = [8], seed = 1, iterations = 800 }
before = ["step operation"]
show = ["iteration"]

[[step]]
kind = "say"
text.en = "Here is `N = {= N :int}`."
text.ja = "ここでは `N = {= N :int}` です。"

[[step]]
kind = "do"
task.en = "Go on until **Softmax+Loss backward**."
task.ja = "進めてください。"
done = "operation == 'Softmax+Loss backward'"
do_it = ["step operation until Softmax+Loss backward"]
highlight = "step operation"

[[step]]
kind = "choice"
name = "guess"
predict = true
ask.en = "What becomes of it?"
ask.ja = "どうなりますか。"
[[step.option]]
en = "It doubles."
ja = "2 倍"
[[step.option]]
en = "It stays."
ja = "同じ"

[[step]]
kind = "choice"
recall = "guess"
ask.en = "How many are there?"
ask.ja = "いくつありますか。"
[[step.option]]
en = "Three."
ja = "3"
says.en = "Look again."
says.ja = "もう一度"
[[step.option]]
en = "Four."
ja = "4"
right = "N == 4"

[[step]]
kind = "number"
ask.en = "Work out `da2[0, 3]`."
ask.ja = "計算してください。"
answer = "da2[0, 3]"
within = 0.02
reveal = "where from da2[0, 3]"

[[step]]
kind = "cell"
ask.en = "Click the largest of `da2[0]`."
ask.ja = "最大のものをクリックしてください。"
answer = "da2[0, argmax(da2[0, :])]"

[[step]]
kind = "order"
ask.en = "In which order?"
ask.ja = "順番は。"
[[step.item]]
en = "a1"
ja = "a1"
[[step.item]]
en = "z1"
ja = "z1"
[[step.item]]
en = "a2"
ja = "a2"

[[step]]
kind = "observe"
ask.en = "Look at the curves."
ask.ja = "曲線を見てください。"
show = ["curves"]
before = ["run to iteration 30"]
done = "iteration >= 30"
write = true
"""
KINDS = [Kind.SAY, Kind.DO, Kind.CHOICE, Kind.CHOICE, Kind.NUMBER, Kind.CELL, Kind.ORDER, Kind.OBSERVE]


@pytest.fixture(autouse=True)
def plain_look():
    yield
    theme().set_scheme("light")
    theme().set_text_scale(1.0)


class Learner:
    """A person in front of the window, with a run of their own, and a lesson."""

    def __init__(self, lab, folder: Path) -> None:
        self.lab, self.window, self.desk = lab, lab.window, lab.window.lessons
        self.file = folder / "all-kinds.lesson.toml"
        self.file.write_text(LESSON, encoding="utf-8")

    def open(self, at: int = 0) -> "Learner":
        self.desk._progress = Progress(None)
        self.desk._progress.stand("all-kinds", at, datetime.now(UTC))
        return self.open_again()

    def open_again(self) -> "Learner":
        self.window.opening.open(self.file)
        self.player = self.desk.player
        assert self.player is not None, self.window.notices.bar.text
        return self.rest()

    def rest(self) -> "Learner":
        self.lab.until(lambda: not self.desk.stage.is_busy and self.window.session.is_done)
        for _ in range(4):
            QCoreApplication.processEvents()
        self.lab.until(lambda: not self.desk.stage.is_busy)
        return self

    @property
    def primary(self):
        return self.desk.column.lesson.foot.primary

    def go_on(self) -> None:
        self.lab.qtbot.mouseClick(self.primary, LEFT)
        self.rest()

    def parts(self, kind: type) -> list:
        return [each for each in self.desk.column.findChildren(kind) if each.isVisible()]

    @property
    def texts(self) -> str:
        rows = [each.accessibleName() for each in self.parts(LessonRow)]
        return "\n".join((*(each.text() for kind in (QLabel, Written) for each in self.parts(kind)), *rows))

    def choose(self, number: int) -> None:
        self.lab.qtbot.mouseClick(self.parts(OptionButton)[number], LEFT)
        self.rest()

    def button(self, text: str) -> SmallButton:
        found, = (each for each in self.parts(SmallButton) if each.text() == text)
        return found

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
        self.lab.press(key, modifiers)
        self.rest()


@pytest.fixture
def learner(lab, tmp_path) -> Learner:
    lab.window.do("forward 10")
    lab.window.do("step operation")
    lab.settle()
    lab.until(lambda: lab.session.is_settled)
    return Learner(lab, tmp_path)


def click_cell(learner: Learner, place: Place) -> None:
    """With the mouse, in the map of the operation."""
    iteration = learner.window.iteration
    found = iteration.operation.map_of(place)
    learner.lab.qtbot.mouseClick(found, LEFT, pos=found.rect_of(place.index).center())
    learner.rest()


# --- gone through ----------------------------------------------------------------------------------------------------

def test_every_kind_of_step_with_clicks_and_keys(learner):
    before = bits(whole(learner.lab).run.course)
    learner.open()
    player, window = learner.player, learner.window
    assert "N = 4" in learner.texts.replace("`", "")
    assert window.session.standing.position == 1
    learner.go_on()

    for _ in range(6):
        assert player.phase is Phase.ASKING
        learner.press(Key.Key_Down)
    assert player.number == 1 and window.session.standing.operation[0] == "Softmax+Loss backward"
    learner.press(Key.Key_Return)

    learner.choose(1)
    assert player.phase is Phase.DONE
    learner.go_on()

    learner.choose(0)
    assert "Look again." in learner.texts and player.phase is Phase.ASKING
    learner.choose(1)
    assert player.phase is Phase.DONE and "It stays." in learner.texts
    learner.go_on()

    line, = learner.parts(QLineEdit)
    answer = float(player.view.value("da2")[0, 3])
    line.setFocus()
    learner.lab.qtbot.keyClicks(line, f"{2 * answer:.4f}")
    learner.press(Key.Key_Return)
    assert "2.0 times too large" in learner.texts
    line.clear()
    learner.lab.qtbot.keyClicks(line, f"{answer:.4f}")
    learner.press(Key.Key_Return)
    assert player.phase is Phase.DONE
    assert str(window.iteration.place) == "da2[0, 3]"
    learner.go_on()

    row = player.view.value("da2")[0]
    click_cell(learner, Place("da2", (0, int(row.argmin()))))
    assert "is another cell" in learner.texts and player.phase is Phase.ASKING
    click_cell(learner, Place("da2", (0, int(row.argmax()))))
    assert player.phase is Phase.DONE
    learner.go_on()

    for item in range(3):
        rows = {each.item: each for each in learner.parts(OrderRow)}
        rows[item].setFocus()
        for _ in range(3):
            order = sorted(rows, key=lambda each: rows[each].y())
            if order.index(item) > item:
                learner.press(Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    learner.go_on()
    assert player.phase is Phase.DONE
    learner.go_on()

    assert player.number == 7 and window.session.standing.iteration == 30
    assert window.curves.isVisible() and not window.iteration.isVisible()
    learner.go_on()
    assert player.phase is Phase.DONE
    learner.go_on()
    assert player.phase is Phase.ENDED
    learner.go_on()
    assert learner.desk.player is None and window.session is learner.lab.session
    assert learner.lab.where == (10, 1)
    assert bits(whole(learner.lab).run.course) == before


def end_the_run(learner: Learner) -> None:
    """Let the run of the lesson come to its end, as it does where the lesson has planned a few iterations."""
    window = learner.window
    window.run_desk.set_live("iterations", window.session.standing.iteration + 3)
    window.do("run")
    learner.lab.until(lambda: window.session.has_ended and window.session.state is State.PAUSED)
    learner.rest()


def test_enter_goes_on_in_the_lesson_whatever_is_said_or_asked_at_the_foot(learner):
    learner.open(2)
    player, window = learner.player, learner.window
    window.centralWidget().setFocus()
    end_the_run(learner)
    ended = window.session.standing.iteration
    assert learner.window.notices.topic == ""
    learner.press(Key.Key_1)
    learner.press(Key.Key_Return)
    assert (player.number, window.session.standing.iteration) == (3, ended)
    window.do("run")
    assert window.notices.bar.text == f"The planned {ended} iterations are done."
    assert [each.text() for each in window.notices.bar.findChildren(QAbstractButton)] == ["OK"]
    learner.press(Key.Key_2)
    learner.press(Key.Key_Return)
    assert (player.number, window.session.standing.iteration) == (4, ended)
    run = window.session.run
    window.do("reset")
    assert window.notices.topic == "reset"
    window.centralWidget().setFocus()
    learner.press(Key.Key_Return)
    assert window.session.run is run and window.session.standing.iteration == ended
    assert learner.parts(QLineEdit)[0].hasFocus()
    window.do("reset")
    learner.rest()
    assert window.session.run is not run


def test_what_is_said_first_has_no_focus_that_enter_would_be_given_to(learner):
    learner.open(2)
    learner.window.focusWidget().clearFocus()
    learner.window.run_desk.reset()
    assert learner.window.notices.topic == "reset" and learner.window.focusWidget() is None


def test_that_a_run_has_ended_is_left_to_the_lesson_also_under_the_curves(learner):
    learner.open(7)
    end_the_run(learner)
    assert "finished" in [each.name for each in learner.window.session.standing.observations]
    assert "Finished" not in learner.window.curves.line.text


@pytest.mark.parametrize("by", ["enter", "click"])
def test_a_number_that_is_asked_for_can_be_typed_at_once(learner, by):
    learner.open(3)
    learner.choose(1)
    learner.window.centralWidget().setFocus()
    if by == "enter":
        learner.press(Key.Key_Return)
    else:
        learner.go_on()
    assert learner.player.step.kind is Kind.NUMBER
    assert learner.parts(QLineEdit)[0].hasFocus()


def test_of_a_field_that_is_being_typed_in_the_keys_are_not_taken(learner):
    learner.open(3)
    learner.desk.stage.show(("iteration", "experiment"))
    learner.choose(1)
    field = next(each for each in learner.window.experiment.findChildren(QLineEdit) if each.isVisible())
    field.setFocus()
    learner.desk.column.press_default()  # the step may also come while somebody has begun to type
    learner.rest()
    assert learner.player.step.kind is Kind.NUMBER
    assert field.hasFocus()


def test_the_same_with_do_it_for_me_and_show_me(learner):
    learner.open()
    player = learner.player
    for kind in KINDS:
        assert player.step.kind is kind
        if kind is Kind.DO:
            learner.lab.qtbot.mouseClick(learner.button("Do it for me"), LEFT)
            learner.rest()
        elif player.phase is Phase.ASKING and "show me" in player.can:
            learner.lab.qtbot.mouseClick(learner.button("Show me"), LEFT)
            learner.rest()
        elif kind is Kind.CHOICE:
            learner.choose(0)
        elif kind is Kind.OBSERVE:
            learner.go_on()
        assert player.phase is Phase.DONE, kind
        learner.go_on()
    assert player.phase is Phase.ENDED
    assert learner.desk._progress.is_done("all-kinds")


def test_all_of_it_can_be_skipped(learner):
    learner.open()
    learner.go_on()
    for _ in KINDS[1:]:
        learner.lab.qtbot.mouseClick(learner.button("Skip"), LEFT)
        learner.rest()
    assert learner.player.phase is Phase.ENDED


# --- left and disturbed ----------------------------------------------------------------------------------------------

def test_it_is_left_at_every_step(learner):
    before = bits(whole(learner.lab).run.course)
    for number, kind in enumerate(KINDS):
        learner.open(number)
        assert learner.player.step.kind is kind and learner.player.phase in (Phase.ASKING, Phase.DONE)
        learner.window.do("leave lesson")
        assert learner.desk.player is None and learner.window.session is learner.lab.session
        assert learner.lab.where == (10, 1) and learner.lab.session.state is State.PAUSED
    learner.rest()
    assert bits(whole(learner.lab).run.course) == before


@pytest.mark.parametrize(("left_at", "goes_on_at"), [(3, 3), (len(KINDS) - 1, 0)])
def test_it_goes_on_where_it_was_left_also_if_it_has_been_done_before(learner, left_at, goes_on_at):
    desk, now = learner.desk, datetime.now(UTC)
    desk._progress = Progress(None)
    desk._progress.stand("all-kinds", len(KINDS) - 1, now, done=True)
    desk._progress.stand("all-kinds", left_at, now + timedelta(minutes=1))
    assert learner.open_again().player.number == goes_on_at


def test_it_waits_for_no_data_that_is_not_there(learner):
    learner.open()
    desk = learner.window.run_desk
    desk.apply(replace(desk.config, dataset="mnist"))
    QCoreApplication.processEvents()
    assert desk.is_loading and not desk.is_about_to_begin
    before = learner.window.session.standing.iteration
    learner.desk.stage.carry_out([parse_act("step iteration")])
    learner.lab.until(lambda: not learner.desk.stage.is_busy)
    assert learner.window.session.standing.iteration == before + 1


def test_it_is_opened_from_the_menu_as_a_run_is(learner, asked):
    asked.answer = learner.file
    learner.lab.press(Key.Key_O, CTRL)
    learner.rest()
    assert learner.desk.player.lesson.id == "all-kinds" and learner.window.session is not learner.lab.session


def test_it_is_left_while_it_is_being_set_up(learner):
    before = bits(whole(learner.lab).run.course)
    learner.window.opening.open(learner.file)
    learner.window.give_back()
    learner.window.opening.open(learner.file)
    QCoreApplication.processEvents()
    learner.window.opening.open(learner.file)
    learner.window.give_back()
    assert bits(whole(learner.lab).run.course) == before


@pytest.mark.parametrize("what", ["run", "reset", "another network", "another lesson", "start over"])
def test_it_is_disturbed_at_every_step(learner, what):
    before = bits(whole(learner.lab).run.course)
    window = learner.window
    for number in (0, 1, 4, 7):
        learner.open(number)
        if what == "run":
            window.do("run")
            learner.lab.until(lambda: window.session.standing is not None and window.session.standing.iteration > 40)
        elif what == "reset":
            window.do("reset")
            window.notices.answer_default()
            learner.lab.until(lambda: window.session.standing is not None and window.session.standing.iteration == 0)
        elif what == "another network":
            window.run_desk.apply(TrainingConfig(hidden_sizes=(5, 4), batch_size=2))
            learner.lab.until(lambda: window.session.run.sizes == (64, 5, 4, 10))
        elif what == "another lesson":
            learner.desk.open("first-look")
            learner.lab.until(lambda: learner.desk.player.phase is not Phase.BUSY)
            assert learner.desk.player.lesson.id == "first-look"
        else:
            window.do("start lesson over")
            learner.rest()
            assert learner.player.number == 0 and learner.player.phase is Phase.DONE
        player = learner.desk.player
        player.look()
        if "skip" in player.can:
            player.skip()
        player.next()
        assert learner.lab.session is window.own.session
    window.give_back()
    learner.lab.settle()
    assert bits(whole(learner.lab).run.course) == before
    assert learner.lab.where == (10, 1)


@pytest.mark.parametrize("number", range(0, len(KINDS), 3))
def test_the_window_is_closed_in_the_middle_of_a_step(learner, number):
    learner.open(number)
    learner.window.do("run")
    learner.window.close()
    assert not learner.window.isVisible()


def test_what_it_does_is_broken_off_by_the_person(learner):
    learner.open()
    stage, told = learner.desk.stage, []
    stage.refused.connect(lambda why: told.append(why()))
    learner.window.run_desk.set_live("iterations", 100_000)
    stage.carry_out([parse_act("run to iteration 5000"), parse_act("step operation")])
    learner.lab.until(lambda: (learner.window.session.standing.iteration or 0) > 20)
    learner.window.do("run")  # it pauses
    learner.lab.until(lambda: bool(told))
    assert told == ["What the lesson was doing was broken off. It goes on with what is there."]
    assert not stage.is_busy and learner.window.session.standing.iteration < 5000
    assert learner.window.session.standing.position == 0


def test_what_cannot_be_done_is_said(learner):
    learner.open()
    for act, said in (("where from x[77, 3]", "x has the shape"), ("break no return dx", "There are"),
                      ("step operation until nowhere", "there is no operation nowhere"),
                      ("short run", "make a mistake")):
        learner.desk.stage.carry_out([parse_act(act)])
        learner.rest()
        assert said in learner.window.notices.bar.text or act.startswith("break"), act
        learner.window.notices.clear()
        assert not learner.desk.stage.is_busy


# --- the acts are those that a lesson is proven with -----------------------------------------------------------------

ACTED = (
    "step iteration", "step iteration 5 times", "step operation", "step operation until Affine2 backward",
    "where from dW2[3, 4]", "check W1[30, 2] with h = 1e-3", "select operation Affine1 forward",
    "back operation",
    "back iteration", "forward 10", "run to iteration 37", "back 10", "go to iteration 12", "go to iteration 40",
    "go to iteration 20 after Loss forward", "forward epoch", "back epoch", "go to iteration 400", "back 100",
    "forward 100",
    "set learning_rate = 0.5",
    "set batch_size = 8", "step iteration", "sample train 7", "draw test 3 shifted 1 0", "draw test 5 thinned",
    "sample test 4", "what if W2[3, 4] = 0.5", "what if x[0, 27] = 0", "check all", "break no division by N",
    "short run", "break nothing", "show sample", "hide sample", "show check", "gradient of minibatch", "smooth 60",
    "logarithmic on", "logarithmic off", "start again with batch_size = 5, seed = 3 keeping the curves", "run",
    "forward 100", "back 100", "pause", "start again")


def test_each_act_does_what_it_does_without_a_window(learner):
    learner.open()
    alone = HeadlessStage(lambda name: load_digits())
    alone.set_up(open_lesson(learner.file).lesson)
    breakable = next(iter(BREAKAGES))
    done = set()
    for text in ACTED:
        act = parse_act(text.replace("no division by N", breakable))
        done.add(act.name)
        learner.desk.stage.carry_out([act])
        learner.rest()
        alone.carry_out([act])
        mine, its = learner.desk.stage.view, alone.view
        for name in ("iteration", "iterations", "position", "operation", "epoch", "kept_runs", "diverged"):
            assert getattr(mine, name) == getattr(its, name), (text, name)
        assert mine.history.losses().tolist() == its.history.losses().tolist(), text
        assert mine.config == its.config, text
        assert (mine.snapshot is None) == (its.snapshot is None), text
        if its.snapshot is not None:
            assert mine.snapshot.values["x"].tobytes() == its.snapshot.values["x"].tobytes(), text
        assert mine.trace.sample.x.tobytes() == its.trace.sample.x.tobytes(), text
        assert mine.trace.sample.label == its.trace.sample.label, text
        assert mine.trace.values["a2"].tobytes() == its.trace.values["a2"].tobytes(), text
        for name in ("place", "checked", "tried", "mistake", "right_loss", "broken_loss"):
            if act.name in ("where from", "check", "check all", "what if", "break", "break nothing", "short run"):
                assert getattr(mine.looking, name) == getattr(its.looking, name), (text, name)
    assert set(ACTS) - done == set()


# --- what is seen ----------------------------------------------------------------------------------------------------

def test_only_what_the_lesson_needs_is_seen_and_all_is_back_afterwards(learner):
    window = learner.window
    seen = [panel.isVisible() for panel in window.panels]
    learner.open()
    assert [panel for panel in window.panels if panel.isVisible()] == [window.iteration]
    assert learner.desk.column.isVisible() and learner.desk.column.width() == 340
    assert window.iteration.width() > 800
    window.do("experiment")
    come_to_rest(window)
    assert window.experiment.isVisible()
    window.do("leave lesson")
    learner.desk.close_list()
    come_to_rest(window)
    assert [panel.isVisible() for panel in window.panels] == seen


@pytest.mark.parametrize("size", [(1280, 720), (960, 640), (1920, 1080)])
@pytest.mark.parametrize("panels", [("iteration",), ("confusion",), ("units", "sample"), ("sample",), ("curves",),
                                    ("iteration", "sample"), ("curves", "experiment"), ("experiment",), ("runs",),
                                    ("check", "curves")])
def test_any_panels_come_to_rest_in_any_room(learner, size, panels):
    learner.open()
    learner.lab.resize(*size)
    learner.desk.stage.show(panels)
    come_to_rest(learner.window)
    seen = learner.desk.stage.view.looking.panels
    wanted = {*panels, *(["iteration"] if set(panels) & set(PAGES) else [])}
    assert seen & set(PANELS) <= (wanted or {"experiment"})
    assert seen
    tabs = learner.window.workspace.tabs
    for each in [name for name in wanted if name not in PAGES]:
        learner.desk.stage.carry_out([parse_act(f"show {each}")])
        learner.rest()
        assert getattr(learner.window, each).isVisible(), (each, tabs.isVisible())


def test_it_goes_on_in_another_language(learner):
    from gui.app import Translators

    translators = Translators(QApplication.instance())
    learner.open(3)
    try:
        translators.use("ja")
        learner.rest()
        assert learner.player.language == "ja" and learner.player.number == 3
        assert "いくつありますか。" in learner.texts
        learner.choose(1)
        assert learner.player.phase is Phase.DONE
        learner.player.next()
        learner.player.next()
        learner.rest()
        learner.player.skip()
        learner.rest()
        row = learner.player.view.value("da2")[0]
        click_cell(learner, Place("da2", (0, int(row.argmax()))))
        assert learner.player.phase is Phase.DONE and learner.player.number == 5
    finally:
        translators.use("en")
    learner.rest()
    assert "Click the largest" in learner.texts
    learner.window.give_back()
    learner.lab.until(lambda: learner.lab.where == (10, 1))


# --- the list, files, progress ---------------------------------------------------------------------------------------

def test_the_list_is_opened_and_closed_by_its_key(learner):
    learner.lab.press(Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert learner.desk.column.isVisible() and "A first look: one iteration" in learner.texts
    learner.press(Key.Key_Return)
    learner.lab.until(lambda: learner.desk.player is not None)
    learner.window.do("lessons")
    assert learner.desk.column.isVisible()
    learner.window.do("leave lesson")
    assert learner.desk.column.isVisible()
    learner.window.do("lessons")
    assert not learner.desk.column.isVisible()


def test_it_is_gone_on_with_where_it_was_left(learner):
    learner.open()
    learner.go_on()
    learner.player.do_it()
    learner.rest()
    learner.go_on()
    learner.window.do("leave lesson")
    learner.open_again()
    assert learner.player.number == 2 and learner.player.phase is Phase.ASKING
    assert learner.window.session.standing.operation[0] == "Softmax+Loss backward"


def test_a_lesson_is_dropped_and_one_that_is_none_is_told(learner, tmp_path):
    assert learner.lab.drop(QUrl.fromLocalFile(str(learner.file)))
    learner.rest()
    assert learner.desk.player.lesson.id == "all-kinds"
    bad = tmp_path / "bad.lesson.toml"
    bad.write_text(LESSON.replace('kind = "cell"', 'kind = "cells"'), encoding="utf-8")
    assert learner.lab.drop(QUrl.fromLocalFile(str(bad)))
    assert "bad.lesson.toml, line" in learner.window.notices.bar.text
    assert learner.desk.player is not None


def test_lessons_of_ones_own_are_in_the_list(learner):
    own = data_folder() / FOLDER
    own.mkdir(parents=True)
    own.joinpath("mine.lesson.toml").write_text(LESSON.replace("all-kinds", "mine"), encoding="utf-8")
    own.joinpath("bad.lesson.toml").write_text("format = 1", encoding="utf-8")
    learner.window.do("lessons")
    assert "Every kind of step" in learner.texts and "bad.lesson.toml" in learner.texts
    learner.desk.open("mine")
    learner.rest()
    assert learner.desk.player.lesson.id == "mine"


def test_a_lesson_whose_data_is_not_here(learner):
    text = LESSON.replace('dataset = "digits"', 'dataset = "mnist"')
    learner.file.write_text(text, encoding="utf-8")
    learner.window.opening.open(learner.file)
    assert learner.desk.player is None and "needs MNIST, which is not here" in learner.window.notices.bar.text
    assert learner.window.session is learner.lab.session


def test_answers_are_saved(learner, asked, tmp_path):
    asked.answer = tmp_path / "mine.csv"
    learner.window.do("save answers")
    assert "Nothing has been answered" in learner.window.notices.bar.text
    learner.open(2)
    learner.choose(1)
    learner.window.do("save answers")
    dialog, = (each for each in learner.window.findChildren(QDialog) if each.isVisible())
    assert dialog.lesson.value == "all-kinds"
    learner.lab.qtbot.keyClicks(dialog.name, "Ada")
    learner.lab.qtbot.keyClick(dialog.name, Key.Key_Return)
    learner.lab.until(lambda: asked.answer.exists())
    written = asked.answer.read_text(encoding="utf-8-sig")
    assert "Ada" in written and "It stays." in written and "predicted" in written
    learner.lab.until(lambda: "Written" in learner.window.notices.bar.text)


def test_a_saved_run_comes_with_it(learner, tmp_path):
    trainer = Trainer(TrainingConfig(batch_size=6, seed=9), load_digits())
    for _ in range(12):
        trainer.run_iteration()
    save_run(tmp_path / "saved.npz", run_of(trainer))
    path = tmp_path / "with-run.zip"
    start, end = LESSON.index("config ="), LESSON.index("before =")
    text = LESSON[:start] + 'run = "saved.npz"\n' + LESSON[end:]
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("x.lesson.toml", text)
        file.write(tmp_path / "saved.npz", "saved.npz")
    assert learner.lab.drop(QUrl.fromLocalFile(str(path)))
    learner.rest()
    assert learner.window.session.standing.iteration == 12
    assert learner.window.session.run.history.losses().tolist() == trainer.history.losses().tolist()


def test_the_first_lesson_is_there_when_it_is_offered(learner):
    learner.window.lesson_wanted.emit("first-look")
    learner.lab.until(lambda: learner.desk.player is not None)
    learner.rest()
    assert learner.desk.player.lesson.id == "first-look"
    learner.window.lesson_wanted.emit("no-such-lesson")
    assert "no lesson no-such-lesson" in learner.window.notices.bar.text


def test_a_click_on_the_sample_is_a_place_of_the_sample(learner):
    learner.open()
    learner.desk.stage.show(("sample",))
    learner.rest()
    view = learner.window.sample.forward.view_of("y")
    learner.lab.qtbot.mouseClick(view.widget, LEFT, pos=QPoint(10, view.widget.height() // 2))
    learner.rest()
    assert learner.desk.stage.view.looking.place.startswith("sample.y[")
    assert learner.desk.stage.view.looking.clicks == 1


# --- large text in a small window ------------------------------------------------------------------------------------

SCREEN = QSize(1280, 720)


def seen_of(window, button) -> QRect:
    """Where a button is in the window, as far as nothing that it lies in cuts it off."""
    seen, parent = QRect(button.mapTo(window, QPoint(0, 0)), button.size()), button.parentWidget()
    while parent is not None:
        seen &= QRect(parent.mapTo(window, QPoint(0, 0)), parent.size())
        parent = None if parent is window else parent.parentWidget()
    return seen


def fit(learner, scale: float) -> None:
    """In a small window everything of the column can be reached: in sight, or scrolled to."""
    window, column = learner.window, learner.desk.column
    theme().set_text_scale(scale)
    come_to_rest(window)
    window.resize(SCREEN)
    come_to_rest(window)
    assert window.minimumSizeHint().height() <= SCREEN.height() and window.size() == SCREEN
    still = [] if column.player is None else [learner.primary, column.lesson.foot.back]
    buttons = [each for each in column.findChildren(QAbstractButton) if each.isVisible()]
    assert set(still) <= {*buttons, column.lesson.foot.back}
    for button in buttons:
        scroll = next((each for each in column.findChildren(StillScroll) if each.isAncestorOf(button)), None)
        assert scroll is None or button not in still
        if scroll is not None:
            scroll.ensureWidgetVisible(button, 0, 0)
        height = button.height() if scroll is None else min(button.height(), scroll.viewport().height())
        assert seen_of(window, button).size() == QSize(button.width(), height), button.text()


@pytest.mark.parametrize("scale", [1.0, 1.6, 2.0, 2.5])
def test_each_step_fits_a_small_window_with_large_text(learner, scale):
    learner.window.do("lessons")
    fit(learner, scale)
    for number, kind in enumerate(KINDS):
        learner.open(number)
        assert learner.player.step.kind is kind
        fit(learner, scale)
    learner.player.skip()
    learner.rest()
    assert learner.player.phase is Phase.ENDED
    fit(learner, scale)


def test_what_scrolls_along_with_large_text_goes_back_with_small(learner):
    learner.open(3)
    foot, step = learner.desk.column.lesson.foot, learner.desk.column.lesson.step
    for scale, scrolls in ((1.0, False), (2.5, True), (1.0, False)):
        fit(learner, scale)
        assert step.isAncestorOf(foot.skip) is scrolls and foot.isAncestorOf(foot.skip) is not scrolls
