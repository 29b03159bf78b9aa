"""The line under the curves: what it says of real runs, and what its buttons do."""

from dataclasses import replace

import pytest
from lab import LEFT
from PySide6.QtWidgets import QApplication

from engine.data.dataset import Split
from engine.data.digits import load_digits
from engine.inspection.place import Place
from engine.training.config import TrainingConfig
from engine.training.observations.observer import Observer
from engine.training.trainer import Trainer
from gui import settings
from gui.panels.curves.observation_line import WIDE
from gui.training.reports import State

DIGITS = load_digits()
VANISHING = TrainingConfig(hidden_sizes=(100,) * 5, activation="tanh")
SHORT = TrainingConfig(weight_init="he", iterations=40)
FLAT = TrainingConfig(weight_init="he", hidden_sizes=(100, 100), learning_rate=0.5, iterations=1200)


def start(lab, config: TrainingConfig):
    """A run with this config; the line."""
    lab.window.run_desk.apply(config)
    lab.until(lambda: lab.session.run is not None and lab.session.run.config == config)
    lab.ready()
    return lab.window.curves.line


def train(lab, iteration: int) -> None:
    lab.session.set_live("iterations", iteration)
    lab.session.start()
    lab.until(lambda: lab.session.state is not State.RUNNING and lab.session.is_settled, timeout=60_000)


def press(lab, line, text: str) -> None:
    button, = (each for each in line.buttons if each.text() == text)
    lab.qtbot.mouseClick(button, LEFT)
    lab.settle()


def test_it_says_what_the_engine_has_seen_and_how_to_look(lab):
    line = start(lab, VANISHING)
    assert (line.text, line.buttons) == ("", [])
    train(lab, 30)
    lab.window.notices.clear()
    trainer = Trainer(VANISHING, DIGITS)
    while trainer.iteration < 30:
        trainer.run_iteration()
    seen = Observer().look(trainer, 10_000)[0]
    assert line.text == str(seen.said).replace("-", "−") and line.text.startswith("Vanishing gradient: ‖dW1‖ = ")
    assert [each.text() for each in line.buttons] == ["Look at dW1", "Use Xavier 1/√n"]
    press(lab, line, "Look at dW1")
    assert lab.window.workspace.middle.front is lab.window.iteration
    assert lab.window.iteration.where.place == Place("dW1", seen.steps[0].at)


def test_what_helps_is_put_into_the_form_and_takes_effect_at_reset(lab):
    lab.resize(1920, 1080)
    line = start(lab, VANISHING)
    train(lab, 30)
    press(lab, line, "Use Xavier 1/√n")
    assert lab.window.experiment.isVisible() and lab.pending
    assert lab.window.experiment.draft.weight_init == "xavier"
    assert lab.session.run.config == VANISHING
    lab.window.notices.clear()
    lab.click("Reset now")
    lab.window.notices.answer_default()
    lab.until(lambda: lab.session.run.config.weight_init == "xavier")
    lab.ready()
    assert line.text == ""


def test_the_end_is_not_said_twice(lab):
    line = start(lab, SHORT)
    train(lab, 40)
    assert lab.notice == "The planned 40 iterations are done." and line.text == ""
    lab.click("OK")
    assert lab.notice == "" and line.text.startswith("Finished: loss ")
    press(lab, line, "More iterations")
    assert lab.notice == "The planned 40 iterations are done." and line.text == ""


def test_a_loss_off_the_scale_is_seen_on_a_logarithmic_axis(lab):
    line = start(lab, FLAT)
    train(lab, 1200)
    assert line.text.startswith("Off the scale: loss 0.00") and lab.window.notices.topic == "ended"
    press(lab, line, "Log axis")
    assert lab.window.curves.logarithmic and line.text == ""
    lab.window.curves.set_logarithmic(False)
    assert line.text.startswith("Off the scale")


def test_a_field_is_asked_for(lab):
    line = start(lab, TrainingConfig(learning_rate=1e-4))
    train(lab, 620)
    assert line.text.startswith("Plateau: loss 2.302 (mean of 300)")
    press(lab, line, "Learning rate…")
    assert lab.field("Learning rate").hasFocus() and lab.field("Learning rate").selectedText() == "0.0001"


def test_overfitting_leads_back_to_where_it_was_best(lab):
    few = replace(DIGITS, train=Split(DIGITS.train.x[:100], DIGITS.train.labels[:100]))
    line = lab.window.curves.line
    lab.session.reset(TrainingConfig(weight_init="he", learning_rate=0.5, batch_size=50), few)
    lab.ready()
    train(lab, 405)
    assert line.text.startswith("Overfitting after epoch 202: train acc 1.0000, test acc 0.")
    button, = line.buttons
    place = int(button.text().removeprefix("Go to iteration ").replace(",", ""))
    points = lab.session.run.history.accuracies()
    now = [point for point in points if point.iteration <= lab.session.standing.iteration]
    assert place == max(now, key=lambda point: (point.test, -point.epoch)).iteration
    lab.qtbot.mouseClick(button, LEFT)
    lab.settle()
    assert lab.where == (place, 0)


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_it_is_one_line_and_nothing_jumps(open_lab, size):
    lab = open_lab(*size)
    line = start(lab, VANISHING)
    before = line.geometry(), lab.window.curves.loss_plot.geometry()
    train(lab, 30)
    QApplication.processEvents()
    assert line.text and (line.geometry(), lab.window.curves.loss_plot.geometry()) == before
    seen = [each for each in line.buttons if each.isVisible()]
    assert len(seen) == (2 if line.width() >= WIDE else 1)
    assert all(line.rect().contains(each.geometry()) for each in seen)


def test_a_click_puts_it_off_for_good_and_the_view_menu_brings_it_back(lab):
    line = start(lab, VANISHING)
    train(lab, 30)
    high = lab.window.curves.loss_plot.height()
    lab.qtbot.mouseClick(line.off, LEFT)
    QApplication.processEvents()
    assert not line.isVisible() and lab.window.curves.loss_plot.height() > high
    assert not lab.window.actions_["remarks"].isChecked()
    lab.until(lambda: settings.load()[0].observations is False)
    assert line.text  # it is known all the same
    lab.window.do("remarks")
    assert line.isVisible() and line.text.startswith("Vanishing")
    lab.until(lambda: settings.load()[0].observations is True)
