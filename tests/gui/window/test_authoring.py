"""Lessons of one's own: recorded from what is done in the window, and begun from a template."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lab import LEFT, Key
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton

from engine.data import catalogue
from engine.inspection.place import Place
from engine.lessons.headless import HeadlessStage
from engine.lessons.lesson import Kind
from engine.lessons.package import open_lesson
from engine.lessons.player import Phase, Player
from engine.lessons.shelf import TEMPLATE, shipped_folder
from gui.panels.iteration.panel import BREAK, WHAT_IF
from gui.window.lesson_desk import FOLDER, data_folder


@pytest.fixture
def folder():
    return data_folder() / FOLDER


@pytest.fixture
def do(lab):
    """Carry out commands, one after the other, each once the one before is done."""
    def do(*commands: str) -> None:
        for command in commands:
            lab.window.do(command)
            lab.settle()

    return do


def recorded(lab, asked, path):
    """End the recording as a person does, and read what was written."""
    asked.answer = path
    lab.click("End and save…")
    return open_lesson(path).lesson


def commands(lesson) -> list[str]:
    return [act.text for step in lesson.steps for act in step.do_it]


def played(lesson) -> HeadlessStage:
    stage = HeadlessStage(catalogue.load)
    player = Player(lesson, stage)
    player.begin()
    while player.phase is not Phase.ENDED:
        if "do it" in player.can:
            player.do_it()
        if player.phase is not Phase.DONE:
            assert player.step.kind is Kind.OBSERVE
            player.answer("")
        player.next()
    return stage


def test_what_is_done_becomes_a_lesson_that_leads_to_the_same_place(lab, do, asked, folder):
    do("step iteration", "record lesson")
    assert lab.window.actions_["record lesson"].isChecked()
    assert "0 steps so far" in lab.notice
    lab.press(Key.Key_Right)
    lab.settle()
    lab.press(Key.Key_Right)
    lab.settle()
    lab.press(Key.Key_Down)
    lab.settle()
    lab.enter("Learning rate", "0.5")
    lab.settle()
    lab.window.session.go_to(2)
    lab.settle()
    lesson = recorded(lab, asked, folder / "mine.lesson.toml")
    assert asked.offered == ["my-lesson.lesson.toml"]
    assert lesson.id == "mine" and lesson.setup.config == lab.session.run.config
    assert [act.text for act in lesson.setup.before] == ["go to iteration 1", "sample test 0"]
    assert commands(lesson) == [
        "step iteration 2 times", "go to iteration 3 after draw", "show experiment", "set learning_rate = 0.5",
        "go to iteration 2"]
    assert not lab.window.actions_["record lesson"].isChecked()
    stage = played(lesson)
    assert (stage.trainer.iteration, stage.trainer.position) == lab.where
    mine = lab.params()
    assert {name: array.tobytes() for name, array in stage.trainer.network.params.items()} == {
        name: array.tobytes() for name, array in mine.items()}


def test_what_is_looked_at_is_recorded(lab, do, asked, folder):
    window = lab.window
    do("step iteration", "record lesson")
    window.sample.place_clicked.emit(Place("dW1", (3, 2)), None)
    lab.until(lambda: "1 step so far" in lab.notice)
    window.sample.chooser.look_at("train", 4)
    lab.until(lambda: "2 steps so far" in lab.notice)
    window.iteration.show_page(BREAK)
    lab.qtbot.mouseClick(window.iteration.breaking.choice.buttons["sum in db"], LEFT)
    lab.until(lambda: "3 steps so far" in lab.notice)
    window.iteration.show_page(WHAT_IF)
    window.iteration.what_if.try_out(Place("b2", (1,)), 0.25)
    lab.until(lambda: "4 steps so far" in lab.notice)
    lesson = recorded(lab, asked, folder / "looks.lesson.toml")
    assert commands(lesson) == ["where from dW1[3, 2]", "sample train 4", "break sum in db", "what if b2[1] = 0.25"]
    played(lesson)


@pytest.mark.parametrize("way", ["key", "pill"])
def test_each_panel_that_is_opened_is_a_step_whatever_it_is_opened_by(lab, do, asked, folder, way):
    """Also one that was open before, and made way for another one."""
    window = lab.window
    do("units", "confusion", "step iteration")
    window.workspace.bring_forward(window.iteration)
    do("record lesson", "step iteration", "step iteration")
    lab.until(lambda: "1 step so far" in lab.notice)
    for count, name in enumerate(("units", "confusion", "units"), 2):
        if way == "key":
            do(name)
        else:
            title = getattr(window, name).title
            lab.qtbot.mouseClick(next(each for each in window.workspace.findChildren(QAbstractButton)
                                      if each.isVisible() and each.text() == title), LEFT)
        lab.until(lambda count=count: f"{count} steps so far" in lab.notice)
    lesson = recorded(lab, asked, folder / "panels.lesson.toml")
    assert commands(lesson) == ["step iteration 2 times", "show units", "show confusion", "show units"]
    played(lesson)


def test_of_a_panel_that_is_opened_by_what_is_clicked_in_another_too(lab, do, asked, folder):
    do("step iteration", "record lesson")
    lab.window.sample.steps_wanted.emit()
    lab.until(lambda: "1 step so far" in lab.notice)
    do("picture")
    lab.until(lambda: "2 steps so far" in lab.notice)
    assert commands(recorded(lab, asked, folder / "opened.lesson.toml")) == ["show picture", "hide picture"]


@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_that_pictures_of_ones_own_are_not_in_it_is_said(lab, do, asked, folder, when):
    def train_on_own() -> None:
        own = lab.window.run_desk
        own.apply(own.config, adding=lambda dataset: replace(dataset, name=f"{dataset.name}+own"))
        lab.until(lambda: lab.session.run.dataset.name.endswith("+own"))
        lab.settle()

    if when == "before":
        train_on_own()
    do("step iteration", "record lesson")
    if when == "meanwhile":
        train_on_own()
    do("step iteration")
    lab.until(lambda: "so far" in lab.notice and " 0 " not in lab.notice)
    recorded(lab, asked, folder / "own.lesson.toml")
    assert "lacks the pictures of your own" in lab.notice and "press Reset, and record it again" in lab.notice
    do("reset")
    lab.window.notices.answer_default()
    lab.until(lambda: lab.session.run.dataset.name == "digits")
    do("record lesson", "step iteration")
    lab.until(lambda: "1 step so far" in lab.notice)
    recorded(lab, asked, folder / "not-own.lesson.toml")
    assert "It is a text" in lab.notice


def test_a_run_is_started_again(lab, do, asked, folder):
    do("step iteration", "record lesson")
    lab.enter("Seed", "7")
    do("reset", "reset")
    lab.ready()
    do("step iteration")
    lesson = recorded(lab, asked, folder / "again.lesson.toml")
    assert commands(lesson) == ["show experiment", "start again with seed = 7", "step iteration"]
    assert played(lesson).trainer.in_use.seed == 7


def test_where_no_lesson_can_begin_it_is_said(lab, do):
    do("step iteration")
    lab.enter("Learning rate", "0.5")
    do("step iteration", "record lesson")
    lab.until(lambda: "The settings of this run were changed on the way" in lab.notice)
    assert not lab.window.actions_["record lesson"].isChecked()


def test_nothing_recorded_is_nothing_written(lab, do, folder):
    do("record lesson", "record lesson")
    assert lab.notice == "Nothing was done that could be a step of a lesson."
    do("record lesson", "step iteration")
    lab.click("Discard")
    assert not lab.window.actions_["record lesson"].isChecked() and not list(folder.glob("*"))
    do("step iteration")
    assert "so far" not in lab.notice


def test_a_drawing_is_not_recorded_and_that_is_said(lab, do):
    do("record lesson")
    lab.window.sample.chooser.chosen.emit(None)
    sample = lab.window.sample.chooser.sample
    lab.window.sample.sample_chosen.emit(type(sample)(sample.x, None, "drawn", 0))
    assert lab.notice == "A drawing is not recorded: a lesson shows images of the data set."
    lab.click("OK")
    assert "so far" in lab.notice
    lab.window.notices.ask("other", "Something else?", [("Yes", None)])
    do("step iteration")
    assert lab.notice == "Something else?"
    lab.click("Yes")
    assert "1 step so far" in lab.notice


def test_in_another_language_it_goes_on(lab, do, asked, folder):
    do("record lesson", "step iteration")
    lab.window.actions_.languages["ja"].trigger()
    lab.settle()
    do("step operation")
    lab.window.actions_.languages["en"].trigger()
    lab.settle()
    do("step operation")
    lesson = recorded(lab, asked, folder / "two.lesson.toml")
    assert commands(lesson) == ["step iteration", "go to iteration 1 after Affine1 forward"]


def test_of_a_window_that_is_closed_what_was_recorded_is_kept(lab, do, folder):
    do("record lesson", "step iteration")
    lab.close()
    assert commands(open_lesson(folder / "recorded.lesson.toml").lesson) == ["step iteration"]


def test_a_lesson_that_is_opened_ends_the_recording(lab, do, asked, folder):
    do("record lesson", "step iteration")
    asked.answer = folder / "before"
    lab.window.lesson_wanted.emit("first-look")
    lab.until(lambda: (folder / "before.lesson.toml").exists())
    assert not lab.window.actions_["record lesson"].isEnabled()


@pytest.mark.parametrize("name", ["New one", "new.lesson.toml", "x.toml"])
def test_a_lesson_is_begun_from_the_template(lab, do, asked, folder, name):
    asked.answer = folder / name
    do("new lesson")
    stem = name.removesuffix(".toml").removesuffix(".lesson")
    path = folder / f"{stem}.lesson.toml"
    assert open_lesson(path).lesson.id == stem.lower().replace(" ", "-")
    assert lab.notice.startswith("The lesson is in ") and str(path) in lab.notice
    lab.click("Open it")
    lab.until(lambda: lab.window.lessons.player is not None)
    assert lab.window.lessons.player.lesson.id == stem.lower().replace(" ", "-")


def test_what_cannot_be_written_is_said(lab, do, asked, tmp_path):
    (tmp_path / "file").write_text("")
    asked.answer = tmp_path / "file" / "a"
    do("new lesson")
    assert "cannot be written: Not a directory. Choose another place." in lab.notice or "File exists" in lab.notice


@pytest.mark.parametrize(("command", "title"), [
    ("record lesson", "A lesson of my own"), ("new lesson", "What one update does")])
def test_what_is_written_is_listed_at_once_and_found(lab, do, asked, folder, command, title):
    do("lessons")
    column = lab.window.lessons.column
    column.list.search.setText(title)
    assert column.list.rows == []
    asked.answer = folder / "of-mine.lesson.toml"
    do(command)
    if command == "record lesson":
        do("step iteration")
        recorded(lab, asked, asked.answer)
    assert [row.lesson.id for row in column.list.rows if row.isVisible()] == ["of-mine"]


def test_the_folder_of_ones_own_lessons_is_shown(lab, do, folder, monkeypatch):
    shown = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(url) or len(shown) < 2)
    do("lessons folder")
    assert shown == [QUrl.fromLocalFile(str(folder))] and folder.is_dir()
    do("lessons folder")
    assert lab.notice == f"It lies here: {folder}"


def test_a_lesson_is_opened_by_dropping_it(lab, tmp_path):
    path = tmp_path / "dropped.lesson.toml"
    text = Path(shipped_folder(), TEMPLATE).read_text(encoding="utf-8")
    path.write_text(text.replace('"my-first-lesson"', '"dropped"'), encoding="utf-8")
    packed = tmp_path / "packed.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("packed.lesson.toml", text.replace('"my-first-lesson"', '"packed"'))
    for file, name in ((path, "dropped"), (packed, "packed")):
        assert lab.drop(QUrl.fromLocalFile(str(file)))
        lab.until(lambda name=name: lab.window.lessons.player is not None and (
            lab.window.lessons.player.lesson.id == name))
    packed.write_bytes(b"PK\x03\x04garbage")
    assert lab.drop(QUrl.fromLocalFile(str(packed)))
    assert "packed.zip: the zip cannot be used" in lab.notice


def test_the_button_in_the_list_begins_a_lesson(lab, do, asked, folder):
    do("lessons")
    asked.answer = folder / "from the list"
    lab.click("Write a lesson…")
    assert open_lesson(folder / "from the list.lesson.toml").lesson.id == "from-the-list"
