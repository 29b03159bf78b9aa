"""Two set side by side in the whole window: a network of the run is fetched, and its numbers lead to where from."""

import numpy as np
import pytest
from lab import CTRL, LEFT, Key
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from engine.data.digits import load_digits
from engine.training.trainer import Trainer
from gui.training.reports import State

DIGITS = load_digits()


def run_to(lab, iteration: int) -> None:
    while lab.session.standing.iteration < iteration:
        lab.press(Key.Key_Right)
        lab.settle()


def named(lab, kind: type, name: str) -> QWidget:
    found, = (each for each in lab.window.sample.findChildren(kind) if each.accessibleName() == name)
    return found


def choose_run(lab, index: int) -> None:
    box = named(lab, QComboBox, "What the sample is set beside")
    box.showPopup()
    box.view().setCurrentIndex(box.model().index(index, 0))
    lab.qtbot.keyClick(box.view(), Key.Key_Return)


def enter_iteration(lab, text: str) -> None:
    field = named(lab, QLineEdit, "Iteration of A")
    field.setFocus()
    field.selectAll()
    lab.qtbot.keyClicks(field, text)
    lab.qtbot.keyClick(field, Key.Key_Return)


def beside(lab):
    return lab.window.sample._beside


def network_at(lab, iteration: int):
    """The network of the run in training, made anew."""
    trainer = Trainer(lab.session.run.config, DIGITS)
    for _ in range(iteration):
        trainer.run_iteration()
    return trainer.network


def a2(network, index: int) -> np.ndarray:
    params, x = network.params, DIGITS.test.x[index]
    return np.maximum(x @ params["W1"] + params["b1"], 0) @ params["W2"] + params["b2"]


def test_another_iteration_of_the_run_in_training_and_where_its_numbers_come_from(lab):
    lab.ready()
    run_to(lab, 6)
    lab.click("Compare")
    choose_run(lab, 1)
    lab.until(lambda: beside(lab).other._visited is not None)
    enter_iteration(lab, "4")
    lab.until(lambda: beside(lab).other.now.trace.iteration == 4)
    pair = beside(lab).columns._pairs["a2"]
    assert pair.a == pytest.approx(a2(network_at(lab, 4), 0), rel=1e-5, abs=1e-6)
    assert pair.b == pytest.approx(a2(network_at(lab, 6), 0), rel=1e-5, abs=1e-6)
    assert (lab.session.standing.iteration, lab.session.state) == (6, State.PAUSED)  # which noticed nothing
    widget = beside(lab).columns._rows["a2"].views[0].widget
    lab.qtbot.mouseClick(widget, LEFT, pos=QPoint(widget.width() // 2, widget.height() // 20))
    lab.settle()
    assert lab.window.iteration.isVisible()
    assert lab.window.iteration.where.place.name == "a2"
    shown = lab.window.iteration._context.values["a2"][0]
    assert shown == pytest.approx(pair.a, rel=1e-6)


def test_while_training_runs_b_follows_and_a_stays(lab):
    lab.ready()
    lab.click("Compare")
    lab.press(Key.Key_Space)
    lab.until(lambda: lab.session.standing.iteration > 30)
    lab.press(Key.Key_Space)
    lab.until(lambda: lab.session.state is State.PAUSED)
    lab.settle()
    a, b = beside(lab).other.now.trace, beside(lab)._b
    assert a.iteration == 0 and b.iteration == lab.session.standing.iteration
    difference = beside(lab).columns._pairs["a2"].difference
    assert difference.tolist() == (b.values["a2"][0].astype(float) - a.values["a2"][0]).tolist()


def test_a_kept_run(lab):
    lab.ready()
    run_to(lab, 3)
    before = a2(network_at(lab, 3), 0)
    lab.press(Key.Key_R, CTRL)
    lab.click("Reset, keep its curves")
    lab.ready()
    lab.click("Compare")
    choose_run(lab, 2)
    lab.until(lambda: beside(lab).other.now.run > 0)
    assert beside(lab).columns._pairs["a2"].a == pytest.approx(before, rel=1e-5, abs=1e-6)
    assert beside(lab).other.now.trace.iteration == 3
