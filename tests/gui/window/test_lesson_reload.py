"""A lesson that is written while it is open."""

import pytest

from gui.panels.lessons.written import Written
from gui.training.reports import State
from gui.window.lesson_desk import FOLDER, data_folder

TEXT = '''\
format = 1
id = "mine"
title.en = "Mine"
setup.config = { batch_size = 4, seed = 1 }
[[step]]
kind = "say"
text.en = "Hello."
[[step]]
kind = "do"
name = "going"
task.en = "Go on."
done = "iteration >= 2"
do_it = ["step iteration 2 times"]
[[step]]
kind = "say"
text.en = "So many: {= iteration :int}."
'''


@pytest.fixture
def path():
    path = data_folder() / FOLDER / "mine.lesson.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def desk(lab, path):
    """The lesson, at its second step, after one iteration."""
    lab.window.opening.open(path)
    desk = lab.window.lessons
    asks = lambda: "skip" in desk.player.can or "next" in desk.player.can  # noqa: E731
    lab.until(lambda: desk.player is not None and asks())
    desk.column.next_wanted.emit()
    lab.until(lambda: desk.player.number == 1 and asks())
    lab.window.do("step iteration")
    lab.until(lambda: desk.player.view.iteration == 1)
    return desk


def is_seen(lab, text) -> bool:
    parts = lab.window.lessons.column.findChildren(Written)
    return any(text in part.markdown and part.isVisible() for part in parts)


def save(path, text):
    path.write_text(text, encoding="utf-8")


def test_other_words_are_seen_and_the_run_goes_on(lab, desk, path):
    player, session = desk.player, lab.window.session
    save(path, TEXT.replace("Go on.", "Go on twice.").replace("Mine", "All mine"))
    lab.until(lambda: player.lesson.title.pieces("en") == ("All mine",))
    assert desk.player is player and player.number == 1 and lab.window.session is session
    assert session.standing.iteration == 1
    lab.until(lambda: is_seen(lab, "Go on twice.") and is_seen(lab, "All mine"))
    assert lab.notice == ""


def test_another_way_is_begun_anew_at_the_same_step(lab, desk, path):
    save(path, TEXT.replace("Hello.", "One.").replace('[[step]]\nkind = "do"', (
        '[[step]]\nkind = "say"\ntext.en = "Two."\n[[step]]\nkind = "do"')).replace("seed = 1", "seed = 5"))
    lab.until(lambda: desk.player is not None and desk.player.number == 2 and "skip" in desk.player.can)
    assert desk.player.step.name == "going" and lab.window.session.run.config.seed == 5
    assert lab.window.session.standing.iteration == 0


def test_a_fault_is_said_in_one_line_and_the_lesson_goes_on(lab, desk, path):
    player = desk.player
    save(path, TEXT.replace('kind = "do"', 'kind = "doo"'))
    lab.until(lambda: "mine.lesson.toml, line 9: there is no kind doo." in lab.notice)
    assert lab.notice.endswith("The lesson goes on as it was.") and desk.player is player
    desk.column.do_it_wanted.emit()
    lab.until(lambda: "next" in player.can)
    save(path, TEXT.replace("Hello.", "Hello again."))
    lab.until(lambda: player.lesson.steps[0].text.pieces("en") == ("Hello again.",))
    assert lab.notice == "" and player.number == 1 and "next" in player.can


def test_a_file_that_is_gone_takes_nothing_along(lab, desk, path):
    player = desk.player
    path.unlink()
    path.with_name("witness").write_text("", encoding="utf-8")
    save(path, TEXT.replace("Go on.", "Back."))
    lab.until(lambda: player.lesson.steps[1].ask.pieces("en") == ("Back.",))
    assert desk.player is player


def test_once_it_is_left_its_file_is_nobodys_business(lab, desk, path):
    lab.window.do("leave lesson")
    save(path, "garbage")
    desk.open_file(path)  # which says so itself
    assert "mine.lesson.toml, line 1: this is not TOML" in lab.notice and "goes on" not in lab.notice
    assert desk.player is None and lab.window.session.state is not State.ERROR
