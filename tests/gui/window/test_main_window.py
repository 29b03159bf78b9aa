"""The whole window with real clicks and keys, a real engine and its thread: what a person does and sees."""

import io
import os
from pathlib import Path

import numpy as np
import pytest
import shiboken6
from fits import outside, too_narrow
from lab import CTRL, LEFT, Key
from PySide6.QtCore import QCoreApplication, QMetaMethod, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSlider,
    QWidget,
)

import resources
from bench.rest import come_to_rest
from engine.data.digits import load_digits
from engine.inspection.frozen.trace import Sample, trace
from engine.terminal.run import LineReport
from engine.terminal.run import run as run_in_terminal
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer
from gui import app, settings
from gui.look.theme import theme
from gui.training.reports import State
from gui.widgets.digit_strip import Thumbnails
from gui.window.main_window import MainWindow
from gui.words import formatting

DIGITS = load_digits()


def trained(iterations: int, **config) -> Trainer:
    """The same training without a window."""
    trainer = Trainer(TrainingConfig(**config), DIGITS)
    for _ in range(iterations):
        trainer.run_iteration()
    return trainer


@pytest.fixture(scope="module", autouse=True)
def light(qapp):
    theme().apply(qapp)
    theme().set_scheme("light")


@pytest.fixture(autouse=True)
def plain_look():
    yield
    theme().set_scheme("light")
    theme().set_text_scale(1.0)


# --- commands ------------------------------------------------------------------------------------------------------

def test_a_command_does_what_its_key_does(lab):
    for command, where in (("step iteration", (1, 0)), ("step operation", (1, 1)), ("back operation", (1, 0)),
                           ("back iteration", (0, 0)), ("back iteration", (0, 0))):
        lab.window.do(command)
        lab.settle()
        assert lab.where == where


def test_every_action_is_connected(lab):
    actions = lab.window.actions_.findChildren(QAction)
    assert len(actions) == 70
    assert [each.text() for each in actions if not each.isSignalConnected(QMetaMethod.fromSignal(each.triggered))] == []


# --- the walk ------------------------------------------------------------------------------------------------------

def test_the_walk(lab):
    """Run, pause, step 20 times, choose a sample, watch its gradients change, reset."""
    session = lab.session
    lab.press(Key.Key_E, CTRL)
    # It opens on the digits, measured before training.
    assert (session.state, lab.where, session.run.sizes) == (State.IDLE, (0, 0), (64, 50, 10))
    untrained = Trainer(TrainingConfig(), DIGITS)
    untrained.finish_evaluation()
    before, = untrained.history.accuracies()
    assert session.run.history.accuracies() == (before,)
    assert f"{before.test:.4f}" in lab.words(lab.window.experiment)
    assert lab.line == "iteration 0 / 10,000 · epoch 0 · ready"

    # Space runs, Space pauses.
    lab.press(Key.Key_Space)
    assert (session.state, lab.button("❚❚ Pause").text()) == (State.RUNNING, "❚❚ Pause")
    lab.until(lambda: session.standing.iteration > 50)
    lab.press(Key.Key_Space)
    assert session.state is State.PAUSED
    lab.settle()
    paused, position = lab.where
    assert (position, paused > 50, lab.button("▶ Run").text()) == (0, True, "▶ Run")

    # → 20 times.
    for _ in range(20):
        lab.press(Key.Key_Right)
    lab.settle()
    assert lab.where == (paused + 20, 0)
    assert lab.line.startswith(f"iteration {formatting.integer(paused + 20)} / 10,000")
    assert lab.losses == trained(paused + 20).history.losses().tolist()

    # ↓ the operations of an iteration, ↑ and ← back.
    for done in range(1, 9):
        lab.press(Key.Key_Down)
        lab.settle()
        assert lab.where == (paused + 20, done)
    assert "operation 8 of 15: Affine2 backward" in lab.line
    lab.press(Key.Key_Up)
    lab.settle()
    assert lab.where == (paused + 20, 7)
    lab.press(Key.Key_Left)
    lab.settle()
    assert lab.where == (paused + 20, 0)
    lab.press(Key.Key_Left)
    lab.settle()
    assert lab.where == (paused + 19, 0)

    # A sample by a click on it; its gradients are those of the network as it stands, and change with it.
    thumbnails = lab.window.findChild(Thumbnails)
    lab.qtbot.mouseClick(thumbnails, LEFT, pos=thumbnails.rect_of(3).center().toPoint())
    lab.settle()
    sample, trainer = Sample(DIGITS.test.x[3], int(DIGITS.test.labels[3]), "test", 3), trained(paused + 19)
    seen = lab.bars("da2")
    assert seen == tuple(formatting.column(trace(trainer.network, sample).values["da2"][0].tolist()))
    lab.press(Key.Key_Right)
    lab.settle()
    trainer.run_iteration()
    assert lab.bars("da2") != seen
    assert lab.bars("da2") == tuple(formatting.column(trace(trainer.network, sample).values["da2"][0].tolist()))

    # Ctrl+R asks in a line, not in a dialog.
    lab.press(Key.Key_R, CTRL)
    assert lab.notice.startswith("Reset discards this run")
    assert formatting.integer(paused + 20) in lab.notice
    assert QApplication.activeModalWidget() is None
    lab.click("Cancel")
    assert (lab.notice, lab.where) == ("", (paused + 20, 0))

    # Its curves are kept.
    lab.press(Key.Key_R, CTRL)
    lab.click("Reset, keep its curves")
    lab.ready()
    kept, = lab.window.run_desk.kept_runs
    assert (len(kept.history.losses()), lab.where, lab.losses) == (paused + 21, (0, 0), lab.losses[:1])
    assert "lr 0.1" in lab.words(lab.window.curves) or kept.name == "lr 0.1"

    # And Reset at once, since Ctrl+R twice is asking and saying yes.
    lab.press(Key.Key_Right)
    lab.settle()
    lab.press(Key.Key_R, CTRL)
    lab.press(Key.Key_R, CTRL)
    lab.ready()
    assert (lab.where, lab.notice, session.state) == ((0, 0), "", State.IDLE)


def test_a_window_that_nobody_sees_begins_all_the_same(qtbot, small_mnist):
    window = MainWindow(*settings.load())
    window.showMinimized()
    qtbot.waitUntil(lambda: window.session.standing is not None, timeout=10_000)
    window.close()
    shiboken6.delete(window)


def test_a_window_that_was_closed_before_it_began_keeps_what_was_remembered(small_mnist):
    window = MainWindow(settings.Settings(config=TrainingConfig(iterations=123)))
    window.show()
    window.close()
    QCoreApplication.processEvents()
    assert settings.load()[0].config.iterations == 123
    assert window.session.run is None
    shiboken6.delete(window)


def test_one_seed_has_the_same_bits_in_the_window_step_by_step_and_in_the_terminal(open_lab):
    terminal = Trainer(TrainingConfig(iterations=60, seed=3), DIGITS)
    run_in_terminal(terminal, LineReport(io.StringIO()))
    lab = open_lab()
    lab.enter("Seed", "3")
    lab.until(lambda: lab.session.run.config.seed == 3)
    lab.ready()
    lab.enter("Iterations", "61")  # the last one is left to look at the parameters by
    for _ in range(60):
        lab.press(Key.Key_Right)
    lab.settle()
    stepped, stepped_params = lab.losses, lab.params()
    accuracies = lab.session.run.history.accuracies()
    lab.press(Key.Key_R, CTRL)
    lab.press(Key.Key_R, CTRL)
    lab.until(lambda: lab.session.standing is not None and lab.where == (0, 0))
    lab.train_to(60)
    lab.enter("Iterations", "61")
    run, run_params = lab.losses, lab.params()
    assert stepped == run == terminal.history.losses().tolist()
    assert accuracies == lab.session.run.history.accuracies() == terminal.history.accuracies()
    for name, value in terminal.network.params.items():
        assert np.array_equal(stepped_params[name], value) and np.array_equal(run_params[name], value)


# --- what is changed in the Experiment panel -----------------------------------------------------------------------

def test_before_training_a_change_makes_a_new_network_at_once(lab):
    lab.enter("Hidden units", "20")
    lab.until(lambda: lab.session.run.sizes == (64, 20, 10))
    lab.type_into("Seed", "7")
    lab.settle()
    assert lab.session.run.config.seed == 0  # it may become 77
    lab.leave()
    lab.until(lambda: lab.session.run.config.seed == 7)
    lab.ready()
    assert (lab.pending, lab.notice, lab.where) == (False, "", (0, 0))
    assert lab.losses == Trainer(TrainingConfig(seed=7, hidden_sizes=(20,)), DIGITS).history.losses().tolist()


def test_after_training_a_change_waits_for_reset(lab):
    for _ in range(3):
        lab.press(Key.Key_Right)
    lab.settle()
    lab.enter("Hidden units", "20")
    lab.enter("Seed", "5")
    assert lab.pending
    lab.settle()
    assert (lab.session.run.sizes, lab.where) == ((64, 50, 10), (3, 0))
    lab.press(Key.Key_R, CTRL)
    lab.window.notices.answer_default()
    lab.until(lambda: lab.session.run.sizes == (64, 20, 10))
    lab.ready()
    assert (lab.session.run.config.seed, lab.pending, lab.where) == (5, False, (0, 0))


def test_the_learning_rate_changes_while_training_runs(open_lab):
    lab = open_lab()
    lab.press(Key.Key_Space)
    lab.enter("Learning rate", "0.02")
    lab.until(lambda: lab.session.standing.learning_rate == 0.02)
    assert lab.session.state is State.RUNNING
    assert not lab.pending
    lab.press(Key.Key_Space)
    lab.close()
    assert settings.load()[0].config.learning_rate == 0.02


def test_the_iterations_change_while_it_pauses(lab):
    lab.train_to(30)
    assert lab.line == "iteration 30 / 30 · epoch 2 · finished"
    assert not lab.window.actions_["step iteration"].isEnabled()
    lab.enter("Iterations", "40")
    lab.settle()
    assert lab.window.actions_["step iteration"].isEnabled()
    lab.press(Key.Key_Space)
    lab.until(lambda: lab.where == (40, 0) and lab.session.state is State.PAUSED)
    assert lab.losses == trained(40).history.losses().tolist()


@pytest.mark.parametrize(("rate", "iterations"), [("1e9", 150), ("1e30", 10)])
def test_a_learning_rate_beyond_reason(lab, rate, iterations):
    for _ in range(5):
        lab.press(Key.Key_Right)
    lab.settle()
    lab.enter("Learning rate", rate)
    lab.press(Key.Key_Space)
    lab.until(lambda: "Training was taken back" in lab.notice)
    lab.settle()
    last_good = lab.where[0]
    assert lab.session.state is State.PAUSED
    assert f"Training was taken back to iteration {last_good}." in lab.notice
    assert lab.where[1] == 0 and np.isfinite(lab.losses[last_good]) and lab.losses[last_good] < 5
    good = trained(min(last_good, 5))
    assert lab.losses[:min(last_good, 5) + 1] == good.history.losses().tolist()
    lab.click("OK")
    lab.enter("Learning rate", "0.1")
    lab.press(Key.Key_Right)
    lab.settle()
    assert lab.where == (last_good + 1, 0)


UNUSABLE = (
    ("Learning rate", "0", "0.1"), ("Learning rate", "-1", "0.1"), ("Learning rate", "nan", "0.1"),
    ("Batch size", "99999", "100"), ("Hidden units", "0", "50"), ("Hidden units", "1000000", "50"),
    ("Seed", "-1", "0"), ("Iterations", "", "10000"),
)


def test_reset_with_a_field_that_cannot_be_used(lab):
    lab.press(Key.Key_Right)
    lab.settle()
    for name, text, usable in UNUSABLE:
        lab.enter(name, text)
        lab.window.actions_["experiment"].setChecked(False)
        lab.press(Key.Key_R, CTRL)
        assert lab.notice.startswith("Reset needs values that can be used"), name
        assert lab.window.experiment.isVisible()  # opened, so that the field is seen
        assert (lab.where, lab.session.run.config) == ((1, 0), TrainingConfig())
        lab.click("OK")
        assert lab.notice == ""
        lab.enter(name, usable)
        assert not lab.pending


# --- MNIST ---------------------------------------------------------------------------------------------------------

def test_mnist_is_offered_at_the_start_in_a_line(lab):
    assert lab.offer.startswith("MNIST, the data of the book, can be downloaded once")
    lab.click("Not now")
    assert lab.offer == ""
    lab.close()
    assert settings.load()[0].mnist_offer_hidden


def test_mnist_is_downloaded_and_trained(lab):
    lab.click("Download")
    lab.until(lambda: lab.session.run.config.dataset == "mnist")
    lab.ready()
    assert (lab.session.run.sizes, lab.offer, lab.pending) == ((784, 50, 10), "", False)
    assert lab.box("Data set").currentText().startswith("MNIST")
    lab.press(Key.Key_Right)
    lab.settle()
    assert lab.where == (1, 0)


def test_mnist_that_is_there_is_switched_to(open_lab, small_mnist, tmp_path, monkeypatch):
    monkeypatch.setenv("MNIST_DIR", str(small_mnist.write(tmp_path / "mnist")))
    lab = open_lab()
    assert lab.offer == ""
    lab.press(Key.Key_E, CTRL)
    lab.choose_dataset("MNIST")
    lab.until(lambda: lab.session.run.config.dataset == "mnist")
    lab.ready()
    assert lab.session.run.sizes == (784, 50, 10)
    lab.choose_dataset("Built-in digits")
    lab.until(lambda: lab.session.run.config.dataset == "digits")


def test_mnist_is_chosen_and_declined(lab):
    lab.press(Key.Key_E, CTRL)
    lab.click("Not now")
    lab.choose_dataset("MNIST")
    lab.until(lambda: lab.offer != "")
    lab.click("Not now")
    assert lab.box("Data set").currentText().startswith("Built-in digits")
    assert not lab.pending
    lab.press(Key.Key_Right)
    lab.settle()
    assert (lab.where, lab.session.run.config.dataset) == ((1, 0), "digits")


def test_mnist_comes_while_other_data_is_trained(lab):
    lab.press(Key.Key_Right)
    lab.settle()
    lab.click("Download")
    lab.until(lambda: lab.notice == "MNIST is ready. It takes effect at Reset.")
    assert (lab.where, lab.session.run.config.dataset, lab.pending) == ((1, 0), "digits", True)


def test_a_run_that_was_started_meanwhile_is_not_discarded(lab):
    """MNIST was chosen before training, but training went on with the digits until it came."""
    lab.press(Key.Key_E, CTRL)
    lab.choose_dataset("MNIST")
    lab.until(lambda: lab.window.run_desk.is_loading)
    for _ in range(3):
        lab.press(Key.Key_Right)
    lab.settle()
    lab.click("Download")
    lab.until(lambda: lab.offer == "")
    lab.settle()
    assert (lab.where, lab.session.run.config.dataset, lab.pending) == ((3, 0), "digits", True)
    assert lab.notice == "MNIST is ready. It takes effect at Reset."


def test_reset_to_data_that_has_to_be_loaded_stops_the_run(open_lab, small_mnist, tmp_path, monkeypatch):
    monkeypatch.setenv("MNIST_DIR", str(small_mnist.write(tmp_path / "mnist")))
    lab = open_lab()
    lab.press(Key.Key_E, CTRL)
    lab.press(Key.Key_Space)
    lab.until(lambda: lab.where[0] > 5)
    lab.choose_dataset("MNIST")
    assert lab.pending
    lab.press(Key.Key_R, CTRL)
    lab.press(Key.Key_R, CTRL)
    assert lab.session.state is State.PAUSED
    lab.until(lambda: lab.session.run.config.dataset == "mnist")
    lab.ready()
    assert (lab.session.state, lab.where, lab.pending) == (State.IDLE, (0, 0), False)


def test_the_folder_with_the_files_is_chosen_in_a_dialog(lab, small_mnist, tmp_path):
    folder = small_mnist.write(tmp_path / "my files")

    def answer() -> None:
        found = QApplication.activeModalWidget()
        if not isinstance(found, QFileDialog):
            QTimer.singleShot(10, answer)
            return
        name = found.findChild(QLineEdit, "fileNameEdit")
        name.setText(str(folder))
        lab.qtbot.keyClick(name, Key.Key_Return)

    QTimer.singleShot(0, answer)
    lab.click("Choose the folder with the files…")
    lab.until(lambda: lab.session.run.config.dataset == "mnist")
    lab.ready()
    lab.close()
    assert settings.load()[0].data_dir == str(folder)


def test_a_download_that_fails_names_the_mirrors(lab, small_mnist, mirror):
    small_mnist.mirrors[:] = [mirror.address("forbidden")]
    lab.click("Download")
    lab.until(lambda: "403 Forbidden" in lab.offer)
    assert f"127.0.0.1:{mirror.server_port}" in lab.offer
    lab.press(Key.Key_Right)  # the window goes on meanwhile
    lab.settle()
    assert lab.where == (1, 0)
    small_mnist.mirrors[:] = [mirror.address("good")]
    lab.click("Try again")
    lab.until(lambda: "MNIST is ready" in lab.notice)


def test_a_minibatch_that_the_data_is_too_small_for(open_lab, small_mnist, tmp_path, monkeypatch):
    monkeypatch.setenv("MNIST_DIR", str(small_mnist.write(tmp_path / "mnist")))
    settings.save(settings.Settings(config=TrainingConfig(dataset="mnist", batch_size=1000)))
    lab = open_lab()
    assert "1000" in lab.notice.replace(",", "")
    assert (lab.session.run.config.batch_size, lab.session.run.config.dataset) == (100, "mnist")


def test_a_start_with_mnist_that_is_gone(open_lab):
    settings.save(settings.Settings(config=TrainingConfig(dataset="mnist", seed=4)))
    lab = open_lab()
    assert lab.session.run.config == TrainingConfig(seed=4)
    assert lab.offer.startswith("MNIST")


def test_a_start_with_mnist_that_is_damaged(open_lab, small_mnist, tmp_path, monkeypatch):
    folder = small_mnist.write(tmp_path / "mnist")
    (folder / "train-labels-idx1-ubyte.gz").write_bytes(b"damaged")
    monkeypatch.setenv("MNIST_DIR", str(folder))
    settings.save(settings.Settings(config=TrainingConfig(dataset="mnist")))
    lab = open_lab()
    assert lab.session.run.config == TrainingConfig()  # a network there is in any case
    assert str(folder / "train-labels-idx1-ubyte.gz") in lab.offer
    lab.press(Key.Key_Right)
    lab.settle()
    lab.click("Download")
    lab.until(lambda: lab.notice == "MNIST is ready. It takes effect at Reset.")
    assert lab.where == (1, 0)


@pytest.mark.skipif(os.name == "nt", reason="links and names are others there")
@pytest.mark.parametrize("named", ["by MNIST_DIR", "in the settings"])
@pytest.mark.parametrize("name", ["a file", "n" * 256, "~nobody-of-this-name", "circle"])
def test_a_start_with_mnist_in_a_folder_that_cannot_be_looked_into(open_lab, tmp_path, monkeypatch, name, named):
    (tmp_path / "a file").touch()
    (tmp_path / "circle").symlink_to("circle")
    folder = name if name.startswith("~") else str(tmp_path / name)
    if named == "by MNIST_DIR":
        monkeypatch.setenv("MNIST_DIR", folder)
    settings.save(settings.Settings(config=TrainingConfig(dataset="mnist", seed=4), mnist_offer_hidden=True,
                                    data_dir="" if named == "by MNIST_DIR" else folder))
    lab = open_lab()
    assert lab.session.run.config == TrainingConfig(seed=4)
    assert lab.offer.startswith(f"MNIST: {folder} ") and "download them" in lab.offer
    lab.press(Key.Key_Right)
    lab.settle()
    assert lab.where == (1, 0)
    lab.click("Download")
    lab.until(lambda: lab.notice == "MNIST is ready. It takes effect at Reset.")


@pytest.fixture
def damaged_digits(tmp_path, monkeypatch) -> Path:
    """The digits that come with the program, cut off."""
    damaged, path = tmp_path / "digits.npz", resources.path
    damaged.write_bytes(path("digits.npz").read_bytes()[:-1])
    monkeypatch.setattr(resources, "path", lambda name: damaged if name == "digits.npz" else path(name))
    return damaged


def test_damaged_digits_are_said_with_what_helps(open_lab, damaged_digits):
    lab = open_lab(wait=False)
    lab.until(lambda: str(damaged_digits) in lab.offer)
    assert "git checkout -- resources" in lab.offer
    assert lab.session.run is None and not lab.window.desk.busy  # it is not tried for ever
    for key in (Key.Key_Space, Key.Key_Right, Key.Key_Down, Key.Key_Up):
        lab.press(key)
    lab.close()
    assert ended(lab)


def test_with_damaged_digits_it_begins_on_mnist_that_is_here(open_lab, damaged_digits, small_mnist, tmp_path,
                                                             monkeypatch):
    monkeypatch.setenv("MNIST_DIR", str(small_mnist.write(tmp_path / "mnist")))
    lab = open_lab()
    assert lab.session.run.config.dataset == "mnist"
    assert str(damaged_digits) in lab.offer


# --- look ----------------------------------------------------------------------------------------------------------

def test_theme(lab):
    for name, text in (("dark", "Dark"), ("light", "Light"), ("system", "As the system")):
        lab.trigger("View", "Theme", text)
        assert theme().scheme == name
        colour = lab.window.grab().toImage().pixelColor(3, lab.window.height() - 3).name()
        assert colour == theme().palette.window
    lab.trigger("View", "Theme", "Dark")
    lab.close()
    assert settings.load()[0].scheme == "dark"


def test_text_size(lab):
    before = lab.button("Reset").height()
    lab.press(Key.Key_Plus, CTRL)
    lab.press(Key.Key_Equal, CTRL)
    assert theme().text_scale == pytest.approx(1.21)
    assert lab.button("Reset").sizeHint().height() > before
    lab.press(Key.Key_Minus, CTRL)
    assert theme().text_scale == pytest.approx(1.1)
    lab.press(Key.Key_0, CTRL)
    assert theme().text_scale == 1.0
    lab.press(Key.Key_Plus, CTRL)
    lab.close()
    assert settings.load()[0].text_scale == pytest.approx(1.1)


def test_text_size_has_ends(open_lab):
    theme().set_text_scale(2.2)
    lab = open_lab()
    for _ in range(4):
        lab.press(Key.Key_Plus, CTRL)
    assert theme().text_scale == settings.LARGEST_TEXT
    lab.close()
    assert settings.load()[1] is None
    assert settings.load()[0].text_scale == settings.LARGEST_TEXT


def test_the_layout_comes_back(open_lab):
    theme().set_text_scale(0.7)  # so that there is room on the small screen of tests
    first = open_lab(780, 700)
    before = first.window.workspace.splitter.sizes()
    handle = first.window.workspace.splitter.handle(2)
    first.qtbot.mousePress(handle, LEFT, pos=QPoint(2, 50))
    first.qtbot.mouseMove(handle, QPoint(-38, 50))
    first.qtbot.mouseRelease(handle, LEFT, pos=QPoint(-38, 50))
    sizes = first.window.workspace.splitter.sizes()
    assert (sizes[1], sizes[2]) == (before[1] - 40, before[2] + 40)
    first.close()
    second = open_lab(None, None)
    assert second.window.size() == first.window.size()
    assert second.window.workspace.splitter.sizes() == sizes
    second.trigger("View", "Reset layout")
    assert theme().text_scale == 1.0
    second.close()
    assert settings.load()[0].splitters == {}


def test_the_choices_come_back(open_lab):
    first = open_lab()
    first.press(Key.Key_E, CTRL)  # against what the width says
    first.click("minibatch")
    first.click("held")
    first.window.controls.findChild(QSlider).setValue(10)
    speed = first.window.controls.speed
    first.close()
    second = open_lab()
    assert second.window.experiment.isVisible()
    assert second.window.controls.speed == speed
    assert second.button("minibatch").isChecked() and second.button("held").isChecked()
    second.trigger("View", "Reset layout")
    second.resize(1280, 720)
    assert not second.window.experiment.isVisible()
    second.close()
    assert settings.load()[0].folded == []


def test_the_hyperparameters_come_back(open_lab):
    first = open_lab()
    first.enter("Hidden units", "30")
    first.until(lambda: first.session.run.sizes == (64, 30, 10))
    first.ready()
    first.train_to(25)
    first.close()
    second = open_lab()
    assert second.session.run.config == TrainingConfig(hidden_sizes=(30,), iterations=25)
    assert second.where == (0, 0)


def test_the_experiment_panel_folds_away_in_a_narrow_window(lab):
    assert not lab.window.experiment.isVisible()
    lab.resize(1920, 1080)
    assert lab.window.experiment.isVisible()
    lab.resize(1280, 720)
    assert not lab.window.experiment.isVisible()
    lab.press(Key.Key_E, CTRL)
    assert lab.window.experiment.isVisible()
    lab.resize(1281, 720)
    assert lab.window.experiment.isVisible()  # who has opened it is not overruled


def dialog(lab) -> QDialog:
    lab.until(lambda: any(each.isVisible() for each in lab.window.findChildren(QDialog)))
    found, = (each for each in lab.window.findChildren(QDialog) if each.isVisible())
    return found


def test_the_list_of_shortcuts(lab):
    lab.press(Key.Key_F1)
    found = dialog(lab)
    keys = {text: keys for _, text, keys in found.rows()}
    assert {"Space", "→", "Right"} & set(keys.values())
    assert found.windowTitle() == "Keyboard shortcuts"
    lab.qtbot.keyClick(found, Key.Key_Escape)
    lab.until(lambda: not any(each.isVisible() for each in lab.window.findChildren(QDialog)))


def test_about(lab):
    lab.trigger("Help", "About Backprop Lab")
    found = dialog(lab)
    text = " ".join(label.text() for label in found.findChildren(QLabel))
    assert "MIT" in text
    lab.qtbot.keyClick(found, Key.Key_Escape)


# --- speed ---------------------------------------------------------------------------------------------------------

def test_slow_enough_to_be_followed(lab):
    slider = lab.window.controls.findChild(QSlider)
    slider.setFocus(Qt.FocusReason.TabFocusReason)
    lab.qtbot.keyClick(slider, Key.Key_Home)
    assert lab.window.controls.speed == 1
    lab.leave()
    lab.press(Key.Key_Space)
    lab.until(lambda: lab.where[0] >= 1)
    lab.press(Key.Key_Space)
    lab.settle()
    assert 1 <= lab.where[0] <= 3
    assert lab.losses == trained(lab.where[0]).history.losses().tolist()


# --- the end -------------------------------------------------------------------------------------------------------

def ended(lab) -> bool:
    return not lab.window.isVisible() and not lab.session._thread.isRunning() and not lab.window.desk.busy


def test_closed_while_training(lab):
    lab.press(Key.Key_Space)
    lab.until(lambda: lab.where[0] > 10)
    lab.press(Key.Key_Q, CTRL)
    assert ended(lab)


def test_closed_while_a_large_network_is_measured_and_trained(open_lab):
    settings.save(settings.Settings(config=TrainingConfig(hidden_sizes=(2000, 2000), weight_init="he")))
    lab = open_lab(wait=False)
    lab.until(lambda: lab.session.standing is not None)
    lab.press(Key.Key_Space)
    lab.close()
    assert ended(lab)


def test_closed_at_once(open_lab):
    lab = open_lab(wait=False)
    lab.close()
    assert ended(lab)


def test_closed_while_downloading(lab, small_mnist, mirror):
    small_mnist.mirrors[:] = [mirror.address("stalled")]
    lab.click("Download")
    lab.until(lambda: lab.window.desk.busy)
    lab.close()
    assert ended(lab)


def test_closed_while_loading(open_lab, small_mnist, tmp_path, monkeypatch):
    monkeypatch.setenv("MNIST_DIR", str(small_mnist.write(tmp_path / "mnist")))
    settings.save(settings.Settings(config=TrainingConfig(dataset="mnist")))
    lab = open_lab(wait=False)
    lab.close()
    assert ended(lab)


def test_closed_while_going_back(lab):
    lab.train_to(700)
    lab.session.go_to(3)
    lab.close()
    assert ended(lab)


def test_closed_twice(lab):
    lab.close()
    lab.close()
    assert ended(lab)


def test_settings_that_cannot_be_read_are_told_of(open_lab, settings_dir):
    settings_dir.mkdir(parents=True)
    (settings_dir / settings.FILE_NAME).write_text("{ this is no JSON")
    lab = open_lab()
    assert "settings.json.old" in lab.window.first_notices.bar.text
    assert lab.session.run.config == TrainingConfig()


def test_an_error_of_training_is_told_and_can_be_copied(lab):
    """The window is handed what cannot be trained on: the worker fails, the window goes on."""
    lab.press(Key.Key_Right)
    lab.settle()
    lab.session.look_at(Sample(np.full(64, "x"), 3, "test", 0))
    lab.until(lambda: lab.session.state is State.ERROR)
    assert lab.notice.startswith("Training stopped by an error")
    lab.click("Copy details")
    assert "Traceback" in QApplication.clipboard().text()
    lab.qtbot.mouseClick(lab.window.findChild(Thumbnails), LEFT, pos=QPoint(5, 5))
    lab.press(Key.Key_Right)
    lab.settle()
    assert lab.where[0] >= 1


def test_closed_while_a_question_stands(lab):
    lab.press(Key.Key_Right)
    lab.settle()
    lab.press(Key.Key_R, CTRL)
    assert lab.notice
    lab.close()
    assert ended(lab)


# --- whatever is pressed -------------------------------------------------------------------------------------------

def test_a_storm_of_keys_and_clicks(lab):
    """Two thousand of them, in any order; in the end everything is as the plain trainer would have it."""
    rng = np.random.default_rng(0)
    window, session = lab.window, lab.session
    keys = (Key.Key_Space, Key.Key_Right, Key.Key_Left, Key.Key_Down, Key.Key_Up)
    thumbnails, slider = window.findChild(Thumbnails), window.controls.findChild(QSlider)
    texts = ("this sample", "minibatch", "scale follows", "held", "test", "training", "draw", "Random", "›", "‹",
             "only wrong ones", "→ Step iteration", "← Back", "↑")

    def click_something() -> None:
        text = texts[rng.integers(len(texts))]
        for each in window.findChildren(QAbstractButton):
            if each.text() == text and each.isVisibleTo(window):
                lab.qtbot.mouseClick(each, LEFT, pos=QPoint(6, 6))

    def click_thumbnail() -> None:
        if thumbnails.isVisibleTo(window) and thumbnails.count():
            position = int(rng.integers(thumbnails.count()))
            lab.qtbot.mouseClick(thumbnails, LEFT, pos=thumbnails.rect_of(position).center().toPoint())

    def reset() -> None:
        lab.press(Key.Key_R, CTRL)
        lab.press(Key.Key_R, CTRL)

    deeds = ((0.75, lambda: lab.press(keys[rng.integers(len(keys))])), (0.1, click_something), (0.06, click_thumbnail),
             (0.03, lambda: slider.setValue(int(rng.integers(20, 31)))), (0.01, reset),
             (0.05, lambda: QCoreApplication.processEvents()))
    chances = np.array([chance for chance, _ in deeds])
    for which in rng.choice(len(deeds), size=2000, p=chances / chances.sum()):
        deeds[which][1]()
    slider.setValue(30)
    session.pause()
    lab.click("test")
    lab.leave()
    lab.settle()
    lab.until(lambda: session.state in (State.PAUSED, State.IDLE) and session.standing is not None)
    lab.press(Key.Key_Right)  # to the end of the iteration in progress
    lab.settle()
    iteration, position = lab.where
    recorded = session.standing.recorded
    assert (position, 0 < iteration <= recorded) == (0, True)
    trainer = trained(recorded)
    assert lab.losses == trainer.history.losses().tolist()
    trainer.go_to(iteration)
    params = lab.params()
    assert all(np.array_equal(params[name], value) for name, value in trainer.network.params.items())
    assert lab.line.startswith(f"iteration {formatting.integer(iteration)} / 10,000")


# --- everything can be read ----------------------------------------------------------------------------------------

@pytest.fixture(params=["en", "ja"])
def language(qapp, request):
    translators = app.Translators(qapp)
    translators.use(request.param)
    yield request.param
    translators.use("en")


@pytest.mark.layout
@pytest.mark.parametrize(("size", "text_scale"), [
    ((1280, 720), 1.0), ((1280, 720), 1.3), ((1920, 1080), 1.0), ((1920, 1080), 1.5)])
def test_every_text_fits(in_any_font, language, open_lab, size, text_scale):
    theme().set_text_scale(text_scale)
    lab = open_lab(*size)
    for _ in range(3):
        lab.press(Key.Key_Right)
    lab.press(Key.Key_Down)
    lab.settle()
    lab.press(Key.Key_R, CTRL)
    come_to_rest(lab.window)
    assert (lab.window.width(), lab.window.height()) == size
    panels, = (area for area in lab.window.findChildren(QScrollArea) if area.widget() is lab.window.workspace)
    if in_any_font == "own":
        assert panels.widget().width() <= panels.viewport().width()
        assert panels.widget().height() <= panels.viewport().height()
    else:  # letters of 1.3 times 114 % need more than 1280 × 720: then all of it can be scrolled to
        assert panels.widget().width() == panels.viewport().width() + panels.horizontalScrollBar().maximum()
        assert panels.widget().height() == panels.viewport().height() + panels.verticalScrollBar().maximum()
    for panel, scheme in ((lab.window.curves, "light"), (lab.window.iteration, "dark")):
        lab.window.workspace.bring_forward(panel)
        theme().set_scheme(scheme)
        come_to_rest(lab.window)
        assert (too_narrow(lab.window), outside(lab.window)) == ([], [])


@pytest.mark.layout
@pytest.mark.parametrize("height", [860, 900, 940])
def test_the_curves_have_room_in_their_cards(in_any_font, open_lab, height):
    lab = open_lab(1400, height)
    for card in lab.window.curves._cards:
        if card.isVisible():
            for each in card.findChildren(QWidget):
                assert not each.isVisible() or card.rect().contains(
                    QRect(each.mapTo(card, QPoint(0, 0)), each.size())), each
