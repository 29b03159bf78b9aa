"""A run as a file in the whole window: saved, opened, named, and not given up with changes that are not saved."""

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from lab import CTRL, Key, no_room
from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from engine.data.digits import load_digits
from engine.runs.run import run_of
from engine.runs.run_file import open_run, save_run
from engine.training.breakpoints.breakpoint import Breakpoint, to_plain
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer
from gui import settings
from gui.training import worker
from gui.training.reports import State
from gui.window import main_window
from gui.window.dialogs.note import NoteDialog

DIGITS = load_digits()
STOPS = to_plain((Breakpoint("iteration", 7), Breakpoint("epoch", every=3, on=False)))
SHIFT = Qt.KeyboardModifier.ShiftModifier
posix = pytest.mark.skipif(os.name == "nt", reason="rights and links are others there")


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "run 1.npz"


def trained(count: int, **config: object) -> Trainer:
    trainer = Trainer(TrainingConfig(**config), DIGITS)
    for _ in range(count):
        trainer.run_iteration()
    trainer.finish_evaluation()
    return trainer


@pytest.fixture
def kept(tmp_path) -> tuple[Path, Trainer]:
    """A file with a run, and the trainer that it is of: another rate in between, and standing in the past."""
    trainer = trained(40, hidden_sizes=(20,), seed=3, iterations=500)
    trainer.set_learning_rate(0.05)
    for _ in range(20):
        trainer.run_iteration()
    trainer.plan(800)
    trainer.go_to(50)
    path = tmp_path / "学習 課題.npz"
    save_run(path, run_of(trainer, note="too fast?", comment="no", breakpoints=STOPS))
    return path, trainer


def steps(lab, count: int) -> None:
    for _ in range(count):
        lab.session.step("step iteration")
    lab.settle()


def save(lab, asked, path: Path) -> None:
    asked.answer = path
    lab.press(Key.Key_S, CTRL | SHIFT)
    lab.until(lambda: lab.notice == f"The run is saved in {path}")


def open_(lab, asked, path: Path) -> None:
    asked.answer = path
    before = lab.session.run
    lab.press(Key.Key_O, CTRL)
    lab.until(lambda: lab.session.run is not before)
    lab.ready()


def close_as_a_person(lab) -> None:
    """By the button of the window's frame."""
    lab.window.windowHandle().close()
    QApplication.processEvents()


def shown_name(lab) -> str:
    window = lab.window
    return window.windowTitle().replace("[*]", "*" if window.isWindowModified() else "")


# --- saved and opened ----------------------------------------------------------------------------------------------

def test_saved_and_opened_it_is_the_same_run(lab, asked, path):
    steps(lab, 30)
    lab.session.go_to(12)
    lab.settle()
    save(lab, asked, path)
    assert (asked.captions, asked.offered) == (["Save the run"], ["digits-30.npz"])
    losses, params = lab.losses, lab.params()
    lab.window.do("reset")
    lab.click("Reset, keep its curves")
    lab.ready()
    assert (shown_name(lab), lab.where) == ("Backprop Lab", (0, 0))
    open_(lab, asked, path)
    assert (lab.where, lab.losses, lab.session.state) == ((12, 0), losses, State.PAUSED)
    found = lab.params()
    assert all(np.array_equal(found[name], params[name]) for name in params)
    assert shown_name(lab) == "run 1.npz – Backprop Lab"


def test_opened_it_stands_where_it_was_left_and_goes_on_with_the_same_bits(lab, asked, kept):
    path, trainer = kept
    open_(lab, asked, path)
    assert (lab.where, lab.losses) == ((50, 0), trainer.history.losses().tolist())
    assert lab.session.run.sizes == (64, 20, 10)
    assert lab.line.startswith("iteration 50 / 800")
    assert lab.field("Learning rate").text() == "0.05"
    assert lab.field("Iterations").text() in ("800", "500") and not lab.pending
    assert lab.session.standing.learning_rate == 0.05
    assert lab.window.stop_desk.breakpoints == (Breakpoint("iteration", 7), Breakpoint("epoch", every=3, on=False))
    lab.until(lambda: "too fast? · no" in lab.notice)
    for target in (39, 41, 60, 0, 50):
        lab.session.go_to(target)
        lab.settle()
        trainer.go_to(target)
        found = lab.params()
        assert all(np.array_equal(found[name], trainer.network.params[name]) for name in found)
    lab.session.go_to(60)
    steps(lab, 15)
    trainer.go_to(60)
    for _ in range(15):
        trainer.run_iteration()
    assert lab.losses == trainer.history.losses().tolist()


def test_saved_again_it_keeps_what_it_has(lab, asked, kept, path):
    open_(lab, asked, kept[0])
    lab.session.go_to(60)
    steps(lab, 1)
    assert shown_name(lab) == "学習 課題.npz* – Backprop Lab"
    lab.press(Key.Key_S, CTRL)
    lab.until(lambda: "saved in" in lab.notice)
    assert shown_name(lab) == "学習 課題.npz – Backprop Lab"
    said = open_run(kept[0]).said
    assert (said["note"], said["comment"], said["breakpoints"]) == ("too fast?", "no", STOPS)
    found, _ = open_run(kept[0]).trainer(DIGITS)
    assert said["losses"] == 62 and [found.learning_rate_of(each) for each in (1, 40, 41)] == [0.1, 0.1, 0.05]


def test_a_run_of_mnist_waits_for_its_data_set(lab, asked, small_mnist, mirror, path):
    small = small_mnist.source.load(small_mnist.write(path.parent / "elsewhere"))
    trainer = Trainer(TrainingConfig(dataset="mnist", batch_size=4), small)
    trainer.run_iteration()
    save_run(path, run_of(trainer))
    asked.answer = path
    lab.press(Key.Key_O, CTRL)
    lab.until(lambda: "MNIST" in lab.offer)
    assert lab.session.run.dataset.name == "digits"
    lab.click("Not now")
    lab.settle()
    assert lab.session.run.dataset.name == "digits" and shown_name(lab) == "Backprop Lab"
    mirror.go_on.set()
    lab.press(Key.Key_O, CTRL)
    lab.until(lambda: "MNIST" in lab.offer)
    lab.click("Download")
    lab.until(lambda: lab.session.run.dataset.name == "mnist")
    lab.ready()
    assert (lab.where, lab.losses) == ((1, 0), trainer.history.losses().tolist())
    assert shown_name(lab) == "run 1.npz – Backprop Lab"


@pytest.mark.parametrize(("content", "said"), [
    (b"", "is no saved run"), (b"iteration,loss\n", "is no saved run"),
    (b"PK\x03\x04" + bytes(100), "its end is missing"), (None, "cannot be opened")])
def test_what_is_no_run_is_said_and_nothing_else_happens(lab, asked, path, content, said):
    steps(lab, 3)
    if content is not None:
        path.write_bytes(content)
    asked.answer = path
    lab.press(Key.Key_O, CTRL)
    lab.until(lambda: said in lab.notice)
    assert str(path) in lab.notice
    assert (lab.where, shown_name(lab)) == ((3, 0), "Backprop Lab")


def test_a_run_of_other_data_is_said(lab, asked, path, tiny_run):
    save_run(path, tiny_run)
    steps(lab, 2)
    lab.session.pause()
    asked.answer = path
    lab.press(Key.Key_O, CTRL)
    lab.until(lambda: "discards this run, 2 iterations" in lab.notice)
    lab.click("Open")
    lab.until(lambda: "was trained on other data" in lab.notice)
    assert (lab.where, shown_name(lab)) == ((2, 0), "Backprop Lab")
    steps(lab, 1)
    assert lab.where == (3, 0)


@pytest.fixture
def tiny_run():
    small = replace(DIGITS, train=DIGITS.test)
    return run_of(Trainer(TrainingConfig(), small))


def test_a_run_of_a_data_set_that_there_is_not_is_said(lab, asked, path, tiny_run):
    save_run(path, replace(tiny_run, config=TrainingConfig(dataset="letters")))
    asked.answer = path
    lab.press(Key.Key_O, CTRL)
    lab.until(lambda: lab.notice.startswith(f"{path} cannot be opened. There is no data set named letters"))
    steps(lab, 1)
    assert lab.where == (1, 0)


def test_the_file_of_the_command_line(open_lab, kept, monkeypatch):
    path, trainer = kept
    made = main_window.MainWindow.__init__
    monkeypatch.setattr(main_window.MainWindow, "__init__",
                        lambda window, *known: made(window, *known, file=path))
    lab = open_lab()
    lab.until(lambda: lab.session.run.sizes == (64, 20, 10))
    lab.ready()
    assert (lab.where, lab.losses) == ((50, 0), trainer.history.losses().tolist())


def test_a_file_that_is_dropped_is_opened(lab, kept):
    path, trainer = kept
    assert not lab.drop(QUrl("https://example.org/run.npz"))
    assert not lab.drop(QUrl.fromLocalFile(str(path)), QUrl.fromLocalFile(str(path)))
    assert lab.drop(QUrl.fromLocalFile(str(path)))
    lab.until(lambda: lab.session.run.sizes == (64, 20, 10))
    lab.ready()
    assert lab.losses == trainer.history.losses().tolist()


def recent(lab) -> list[str]:
    return [action.text() for action in lab.window.actions_.recent if action.isVisible()]


def test_recent_files(lab, asked, kept, tmp_path):
    for number in range(9):
        save(lab, asked, tmp_path / f"{number} & co.npz")
    assert [text.split(" – ")[0] for text in recent(lab)] == [
        f"&{place}  {number} && co.npz" for place, number in enumerate(range(8, 0, -1), 1)]
    assert lab.window.files.folder == tmp_path
    (tmp_path / "8 & co.npz").unlink()
    lab.window.actions_.recent[0].trigger()
    assert "8 & co.npz is not there any more" in lab.notice and len(recent(lab)) == 7
    lab.window.actions_.recent[6].trigger()
    lab.until(lambda: shown_name(lab).startswith("1 & co.npz"))
    assert recent(lab)[0].startswith("&1  1 && co.npz")
    lab.close()
    assert [Path(each).name[0] for each in settings.load()[0].recent] == list("1765432")


# --- names and faults ----------------------------------------------------------------------------------------------

@pytest.mark.parametrize("name", ["with spaces.npz", "学習.npz", "[*].npz", "a" * 251 + ".npz", "no end"])
def test_names(lab, asked, tmp_path, name):
    steps(lab, 2)
    save(lab, asked, tmp_path / name)
    assert lab.window.windowTitle().replace("[*][*]", "<>").replace("[*]", "").replace("<>", "[*]") == (
        f"{name} – Backprop Lab")
    assert (tmp_path / name).is_file()
    steps(lab, 1)
    assert lab.window.isWindowModified()


def test_a_name_that_is_too_long_is_said(lab, asked, tmp_path):
    steps(lab, 2)
    asked.answer = tmp_path / ("a" * 256)
    lab.press(Key.Key_S, CTRL)
    lab.until(lambda: "could not be saved: File name too long" in lab.notice)
    assert shown_name(lab) == "Backprop Lab"


@posix
def test_a_full_disk_is_said_and_the_old_file_stays(lab, asked, path):
    steps(lab, 2)
    save(lab, asked, path)
    before = path.read_bytes()
    steps(lab, 1)
    with no_room():
        lab.press(Key.Key_S, CTRL)
        lab.until(lambda: "could not be saved: File too large" in lab.notice)
    assert path.read_bytes() == before
    assert [each for each in os.listdir(path.parent) if each != "settings"] == [path.name]
    assert shown_name(lab) == "run 1.npz* – Backprop Lab"
    lab.press(Key.Key_S, CTRL)
    lab.until(lambda: "saved in" in lab.notice)
    assert open_run(path).said["losses"] == 4


@posix
def test_a_link_stays(lab, asked, tmp_path):
    link = tmp_path / "link.npz"
    (tmp_path / "target.npz").write_bytes(b"")
    link.symlink_to(tmp_path / "target.npz")
    save(lab, asked, link)
    assert link.is_symlink() and open_run(tmp_path / "target.npz").said["losses"] == 1


# --- changes that are not saved ------------------------------------------------------------------------------------

def test_a_run_that_never_was_in_a_file_is_not_asked_about(lab):
    steps(lab, 5)
    close_as_a_person(lab)
    assert not lab.window.isVisible()


def test_a_run_that_is_as_in_its_file_is_not_asked_about(lab, asked, path):
    steps(lab, 5)
    save(lab, asked, path)
    lab.session.go_to(2)
    lab.settle()
    assert not lab.window.isWindowModified(), "going back changes nothing"
    lab.window.do("quit")
    assert not lab.window.isVisible()


@pytest.mark.parametrize("way", ["frame", "quit"])
def test_changes_that_are_not_saved_are_asked_about(lab, asked, path, way):
    close = close_as_a_person if way == "frame" else lambda lab: lab.window.do("quit")
    steps(lab, 5)
    save(lab, asked, path)
    steps(lab, 1)
    for _ in range(2):
        close(lab)
        assert lab.window.isVisible() and lab.notice == "run 1.npz has changes that are not saved."
    lab.click("Cancel")
    assert lab.window.isVisible() and lab.notice == ""
    close(lab)
    lab.click("Save")
    lab.until(lambda: not lab.window.isVisible())
    assert open_run(path).said["losses"] == 7


def test_changes_can_be_left_unsaved(lab, asked, path):
    save(lab, asked, path)
    lab.enter("Learning rate", "0.5")
    assert lab.window.isWindowModified(), "another learning rate is a change"
    close_as_a_person(lab)
    lab.click("Don't save")
    assert not lab.window.isVisible() and open_run(path).said["losses"] == 1


@posix
def test_a_save_that_fails_does_not_close_the_window(lab, asked, path):
    save(lab, asked, path)
    steps(lab, 1)
    close_as_a_person(lab)
    with no_room():
        lab.click("Save")
        lab.until(lambda: "could not be saved" in lab.notice)
    assert lab.window.isVisible()
    lab.press(Key.Key_S, CTRL)
    lab.until(lambda: "saved in" in lab.notice)
    assert lab.window.isVisible(), "what waited for the save that failed waits no more"


def test_closed_by_the_program_nothing_is_asked(lab, asked, path):
    save(lab, asked, path)
    steps(lab, 1)
    lab.close()
    assert not lab.window.isVisible()


def test_opening_another_asks_as_well(lab, asked, path, kept):
    steps(lab, 4)
    asked.answer = kept[0]
    lab.press(Key.Key_O, CTRL)
    lab.until(lambda: "discards this run, 4 iterations so far" in lab.notice)
    asked.answer = path
    lab.click("Save first")
    lab.until(lambda: lab.session.run.sizes == (64, 20, 10))
    lab.ready()
    assert open_run(path).said["losses"] == 5 and shown_name(lab) == "学習 課題.npz – Backprop Lab"
    steps(lab, 1)
    lab.session.go_to(60)
    steps(lab, 1)
    asked.answer = path
    lab.press(Key.Key_O, CTRL)
    lab.until(lambda: "has changes that are not saved" in lab.notice)
    lab.click("Don't save")
    lab.until(lambda: shown_name(lab) == "run 1.npz – Backprop Lab")
    lab.ready()
    assert lab.where == (4, 0)


def test_a_run_that_there_is_no_memory_for_leaves_its_file_to_no_other(lab, asked, kept, monkeypatch):
    def no_memory(*_: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr(worker, "Trainer", no_memory)
        asked.answer = kept[0]
        lab.press(Key.Key_O, CTRL)
        lab.until(lambda: "Training stopped by an error: MemoryError" in lab.notice)
    lab.window.run_desk.apply(TrainingConfig(seed=7))
    lab.until(lambda: lab.session.run.config.seed == 7)
    lab.ready()
    assert lab.window.files.path is None


def test_a_run_that_went_on_meanwhile_is_asked_about_again(lab, asked, small_mnist, mirror, path):
    small = small_mnist.source.load(small_mnist.write(path.parent / "elsewhere"))
    save_run(path, run_of(Trainer(TrainingConfig(dataset="mnist", batch_size=4), small)))
    asked.answer = path
    lab.press(Key.Key_O, CTRL)
    lab.until(lambda: "MNIST" in lab.offer)
    steps(lab, 3)
    mirror.go_on.set()
    lab.click("Download")
    lab.until(lambda: "discards this run, 3 iterations" in lab.notice)
    assert lab.session.run.dataset.name == "digits"


def test_a_run_that_went_another_way_meanwhile_is_asked_about_again(lab, asked, small_mnist, mirror, path):
    """It is as long as it was."""
    small = small_mnist.source.load(small_mnist.write(path.parent / "elsewhere"))
    save_run(path, run_of(Trainer(TrainingConfig(dataset="mnist", batch_size=4), small)))
    steps(lab, 3)
    asked.answer = path
    lab.press(Key.Key_O, CTRL)
    lab.until(lambda: "discards this run, 3 iterations" in lab.notice)
    lab.click("Open")
    lab.until(lambda: "MNIST" in lab.offer)
    lab.session.go_to(1)
    lab.settle()
    lab.enter("Learning rate", "0.5")
    steps(lab, 2)
    mirror.go_on.set()
    lab.click("Download")
    lab.until(lambda: "discards this run, 3 iterations" in lab.notice)
    assert lab.session.run.dataset.name == "digits"


def test_closed_while_it_is_being_saved_the_file_is_whole(lab, asked, path):
    steps(lab, 3)
    asked.answer = path
    lab.press(Key.Key_S, CTRL)
    lab.until(lambda: lab.window.files.errands.busy or path.exists())
    close_as_a_person(lab)
    lab.until(lambda: not lab.window.isVisible())
    assert open_run(path).said["losses"] == 4


def test_closed_before_the_run_has_been_handed_out_to_be_saved_it_is_saved(lab, asked, path):
    steps(lab, 3)
    asked.answer = path
    lab.press(Key.Key_S, CTRL)
    close_as_a_person(lab)
    lab.until(lambda: not lab.window.isVisible())
    assert open_run(path).said["losses"] == 4


def test_closed_by_the_program_while_it_is_being_saved_nothing_is_left_over(lab, asked, path):
    steps(lab, 3)
    asked.answer = path
    lab.press(Key.Key_S, CTRL)
    lab.until(lambda: lab.window.files.errands.busy or path.exists())
    lab.close()
    assert [each for each in os.listdir(path.parent) if each != "settings"] in ([], [path.name])


# --- the note ------------------------------------------------------------------------------------------------------

def write_note(lab, note: str, comment: str) -> None:
    lab.window.do("note")
    dialog, = (each for each in lab.window.findChildren(NoteDialog) if each.isVisible())
    dialog.note.setPlainText(note)
    dialog.comment.setPlainText(comment)
    box, = dialog.findChildren(QDialogButtonBox)
    lab.qtbot.mouseClick(next(each for each in box.buttons() if each.text() == "OK"), Qt.MouseButton.LeftButton)


def test_note_and_comment_are_kept_in_the_file(lab, asked, path):
    write_note(lab, "学習率\n0.5", "")
    lab.enter("Seed", "7")
    lab.until(lambda: lab.session.run.config.seed == 7)
    lab.ready()
    steps(lab, 1)
    save(lab, asked, path)
    write_note(lab, "学習率\n0.5", "")
    assert not lab.window.isWindowModified(), "nothing was changed"
    write_note(lab, "学習率\n0.5", "good")
    assert lab.window.isWindowModified()
    lab.press(Key.Key_S, CTRL)
    lab.until(lambda: not lab.window.isWindowModified())
    assert {name: open_run(path).said[name] for name in ("note", "comment")} == {
        "note": "学習率\n0.5", "comment": "good"}
    for _ in range(2):  # the second answers the question of the first
        lab.window.do("reset")
    lab.until(lambda: shown_name(lab) == "Backprop Lab")
    assert lab.window.files.words["note"] == "", "another run, another note"


def test_in_another_language_the_question_and_the_recent_files_are_there_still(lab, asked, path):
    save(lab, asked, path)
    steps(lab, 1)
    close_as_a_person(lab)
    before = lab.window.actions_
    QApplication.sendEvent(lab.window, QEvent(QEvent.Type.LanguageChange))
    lab.until(lambda: lab.window.actions_ is not before)
    lab.settle()
    assert lab.notice == "run 1.npz has changes that are not saved." and len(recent(lab)) == 1
    lab.click("Don't save")
    assert not lab.window.isVisible()
