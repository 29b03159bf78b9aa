"""The run is kept while it goes on: killed, it is offered at the next start; closed, nothing is left of it."""

import logging
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from lab import CTRL, Key
from PySide6.QtWidgets import QApplication

from engine.data.digits import load_digits
from engine.runs.run import run_of
from engine.runs.run_file import open_run, save_run
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer
from gui.window import recovery

ROOT = Path(recovery.__file__).parents[2]
KILLED = """
import main
main.use_one_blas_thread()
import os, signal, sys
from PySide6.QtCore import QTimer
from gui import app
from gui.window.main_window import MainWindow
from PySide6.QtWidgets import QApplication
from engine.runs.npz import RunFileError
from engine.runs.run_file import open_run
from gui.window import recovery

application = app.make_application([])
asked = []

def look():
    window = next((each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow)), None)
    if window is None or window.session.standing is None:
        return
    if window.session.standing.iteration < 40:
        window.session.start()
        return
    if not asked:  # once: a second file in the place of the first would not be the one that is read here
        asked.append(window.recovery.keep())
    for file in recovery.folder().glob("*.npz"):
        try:
            print(open_run(file).said["losses"], flush=True)
        except RunFileError:
            return
        os.kill(os.getpid(), signal.SIGKILL)

timer = QTimer(interval=20)
timer.timeout.connect(look)
timer.start()
app.main([])
"""


@pytest.fixture
def folder(settings_dir) -> Path:
    found = recovery.folder()
    assert found == settings_dir / "recovery"
    return found


@pytest.fixture
def killed(folder, settings_dir, tmp_path) -> int:
    """A window has been killed in mid-run; how many losses it had kept."""
    done = subprocess.run([sys.executable, "-c", KILLED], cwd=ROOT, capture_output=True, text=True, timeout=120,
                          env={**os.environ, "XDG_DATA_HOME": str(tmp_path / "data"), "QT_QPA_PLATFORM": "offscreen"})
    assert done.returncode == -signal.SIGKILL, done.stderr
    return int(done.stdout.split()[-1])


def kept(folder: Path, iterations: int = 7) -> Path:
    """A file as a window that is no more has left it."""
    trainer = Trainer(TrainingConfig(), load_digits())
    for _ in range(iterations):
        trainer.run_iteration()
    file = folder / f"{iterations}.npz"
    save_run(file, run_of(trainer, note="mine"))
    return file


def left(lab) -> str:
    bar = lab.window.first_notices.bar
    return bar.text if bar.isVisible() else ""


def keep(lab) -> Path:
    """Keep the run of a window now; where."""
    before = set(recovery.folder().glob("*.npz"))
    lab.window.recovery.keep()
    lab.until(lambda: lab.window.recovery._own is not None and lab.window.recovery._own.file.exists())
    assert len(set(recovery.folder().glob("*.npz")) - before) <= 1
    return lab.window.recovery._own.file


def steps(lab, count: int) -> None:
    for _ in range(count):
        lab.session.step("step iteration")
    lab.settle()


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir()) if folder.exists() else []


@pytest.mark.skipif(os.name == "nt", reason="there is no such signal there")
def test_killed_the_next_start_offers_it(killed, folder, open_lab):
    lab = open_lab()
    lab.until(lambda: left(lab) != "")
    assert left(lab) == ("The program ended unexpectedly while a run was open. It was kept as it stood after "
                         f"{killed - 1:,} iterations.")
    assert lab.where == (0, 0), "nothing is opened by itself"
    file, = folder.glob("*.npz")
    lab.click("Open it")
    lab.until(lambda: len(lab.losses) == killed)
    lab.ready()
    straight = Trainer(TrainingConfig(), load_digits())
    for _ in range(killed - 1):
        straight.run_iteration()
    assert lab.losses == straight.history.losses().tolist()
    assert lab.window.windowTitle() == "Backprop Lab", "its file is none of the person's"
    assert file.exists(), "a second crash finds it, too"
    steps(lab, 1)
    assert keep(lab) == file
    lab.until(lambda: open_run(file).said["losses"] > killed)
    lab.close()
    assert names(folder) == []


def test_it_can_be_discarded_or_left_for_later(folder, open_lab):
    kept(folder)
    for answer in (None, "Discard it"):
        lab = open_lab()
        lab.until(lambda lab=lab: "after 7 iterations" in left(lab))
        if answer:
            lab.click(answer)
        lab.close()
    assert names(folder) == []
    assert left(open_lab()) == ""


def test_of_several_the_newest_comes_first(folder, open_lab):
    for iterations, age in ((3, 200), (5, 100), (4, 300)):
        os.utime(kept(folder, iterations), (age, age))
    for iterations in (4, 3, 5):
        lab = open_lab()
        lab.until(lambda lab=lab, count=iterations: f"after {count} iterations" in left(lab))
        lab.click("Discard it")
        lab.close()
    assert names(folder) == []


def test_two_windows_do_not_take_each_others(folder, open_lab):
    one = open_lab()
    steps(one, 2)
    file = keep(one)
    other = open_lab()
    steps(other, 3)
    assert left(other) == "" and keep(other) != file
    other.close()
    assert file.exists() and open_run(file).said["losses"] == 3
    one.close()
    assert names(folder) == []


def test_what_is_offered_in_one_window_is_not_in_another(folder, open_lab):
    kept(folder)
    one = open_lab()
    one.until(lambda: left(one) != "")
    assert left(open_lab()) == ""


@pytest.mark.parametrize("content", [b"", b"garbage", b"PK\x03\x04" * 1000])
def test_garbage_is_put_aside_and_said_in_the_log(folder, open_lab, caplog, content):
    file = kept(folder)
    os.utime(file, (100, 100))
    (folder / "bad.npz").write_bytes(content)
    with caplog.at_level(logging.WARNING):
        lab = open_lab()
        lab.until(lambda: "after 7 iterations" in left(lab))
    assert "cannot be opened, and is put aside" in caplog.text
    assert (folder / "bad.unusable").read_bytes() == content
    lab.click("Discard it")
    lab.close()
    assert names(folder) == ["bad.unusable"]


def test_a_folder_that_cannot_be_made_is_no_matter(settings_dir, open_lab, caplog):
    settings_dir.mkdir()
    (settings_dir / "recovery").write_text("in the way")
    lab = open_lab()
    steps(lab, 2)
    with caplog.at_level(logging.INFO):
        for _ in range(2):
            lab.window.recovery.keep()
            lab.settle()
    assert caplog.text.count("WARNING") == 1 and lab.notice == ""
    steps(lab, 1)
    assert lab.where == (3, 0)


def test_it_is_kept_after_a_while_if_something_was_run(folder, open_lab, monkeypatch):
    monkeypatch.setattr(recovery, "EVERY", 0.05)
    lab = open_lab()
    QApplication.processEvents()
    assert not lab.window.recovery._timer.isActive(), "there is nothing to keep"
    steps(lab, 4)
    lab.until(lambda: names(folder) != [] and list(folder.glob("*.npz")) != [])
    lab.until(lambda: not lab.window.recovery._timer.isActive())
    file, = folder.glob("*.npz")
    assert open_run(file).said["losses"] in range(2, 6)
    steps(lab, 2)
    lab.until(lambda: open_run(file).said["losses"] == 7)


def test_saved_or_reset_it_needs_no_recovery(folder, open_lab, asked, tmp_path):
    lab = open_lab()
    steps(lab, 2)
    file = keep(lab)
    asked.answer = tmp_path / "run.npz"
    lab.press(Key.Key_S, CTRL)
    lab.until(lambda: "saved in" in lab.notice)
    assert not file.exists()
    lab.window.recovery.keep()
    lab.settle()
    assert not file.exists(), "it is in its own file as it stands"
    steps(lab, 1)
    assert keep(lab) == file
    for _ in range(2):  # the second answers the question of the first
        lab.window.do("reset")
    lab.until(lambda: lab.session.standing is not None and lab.where == (0, 0))
    assert not file.exists()
