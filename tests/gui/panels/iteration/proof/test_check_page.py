"""The page of proof with a real iteration of training: what it shows, what it says, and that it can be broken off."""

import re
from decimal import Decimal

import numpy as np
import pytest
from PySide6.QtCore import Qt

from engine.data import catalogue
from engine.inspection.frozen.snapshot import snapshot_of
from engine.inspection.place import Place
from engine.inspection.proof.check import check_cell, check_parameters
from engine.inspection.proof.effect import effect_of_update
from engine.inspection.written import comes_out, read
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer
from gui.panels.iteration.proof.check_page import CheckPage
from gui.panels.iteration.proof.cost_view import time_text
from gui.words import formatting


@pytest.fixture(scope="module")
def place(snapshot) -> Place:
    """The cell of W1 with the largest gradient."""
    gradient = snapshot.value("dW1")
    return Place("dW1", tuple(map(int, np.unravel_index(np.abs(gradient).argmax(), gradient.shape))))


@pytest.fixture
def page(qtbot):
    made = CheckPage()
    qtbot.addWidget(made)
    made.resize(620, 420)
    made.show()
    yield made
    made.stop()


def settle(qtbot, page) -> None:
    qtbot.waitUntil(lambda: not any(
        inquiry.is_asking(key) for inquiry in (page.inquiry, page.long_inquiry)
        for key in ("cell", "curve", "effect", "cost", "all")), timeout=20_000)


def test_a_cell(qtbot, page, snapshot, place):
    page.show_snapshot(snapshot)
    page.show_place(place)
    settle(qtbot, page)
    check, box = check_cell(snapshot, place), page.cell_box
    assert box.title == f"Gradient check of {check.place}"
    above, below, numeric, analytic, error = check.written
    assert box.figures.number_of("numeric") == numeric
    assert box.figures.number_of("backprop") == analytic
    assert box.figures.number_of("relative error") == error
    assert box.figures.number_of("in training") == formatting.number(float(snapshot.value("dW1")[place.index]), 8)
    assert (box.figures.number_of("L(W + h)"), box.figures.number_of("L(W − h)")) == (above, below)
    assert box.verdict.agrees is True
    assert box.verdict.text.startswith("The two agree: relative error ")
    line, = box.plot.lines
    assert line.x == pytest.approx(10.0 ** -np.arange(1, 13))
    assert line.y[3] == check.relative_error
    assert page.about == "About iteration 30, as it was; training may have gone on since."


def test_another_h_gives_another_check_and_the_axes_stand_still(qtbot, page, snapshot, place):
    page.show_snapshot(snapshot)
    page.show_place(place)
    settle(qtbot, page)
    scales = page.cell_box.plot.scales
    page.cell_box.set_h(12)
    settle(qtbot, page)
    check = check_cell(snapshot, place, 1e-12)
    assert page.cell_box.figures.number_of("numeric") == check.written[2]
    assert page.cell_box.plot.mark == 1e-12
    assert page.cell_box.plot.scales == scales


def test_another_h_before_the_check_has_come_keeps_the_curve(qtbot, page, snapshot, place):
    page.show_snapshot(snapshot)
    page.show_place(place)
    page.cell_box.set_h(12)
    settle(qtbot, page)
    line, = page.cell_box.plot.lines
    assert line.y[11] == check_cell(snapshot, place, 1e-12).relative_error


def test_a_click_into_the_plot_chooses_h(qtbot, page, snapshot, place):
    page.show_snapshot(snapshot)
    page.show_place(place)
    settle(qtbot, page)
    plot = page.cell_box.plot
    qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=plot.point(1.2e-7, 1e-5).toPoint())
    assert page.cell_box.h == 1e-7
    settle(qtbot, page)


def test_the_update(qtbot, page, snapshot, place):
    page.show_snapshot(snapshot)
    page.show_place(place)
    settle(qtbot, page)
    old, new = (float(snapshot.value(name)[place.index]) for name in ("W1", "W1 new"))
    gradient = float(snapshot.value("dW1")[place.index])
    texts = re.fullmatch(r"(.*) − 0\.1 × (.*) = (.*)", page.update_box.sum.text).groups()
    assert tuple(map(read, texts)) == pytest.approx((old, gradient, new), rel=1e-6)
    by_hand = Decimal(repr(read(texts[0]))) - Decimal("0.1") * Decimal(repr(read(texts[1])))
    assert comes_out(float(by_hand), texts[2], 7)
    effect, box = effect_of_update(snapshot), page.update_box
    assert box.figures.number_of("predicted −lr·‖g‖²") == formatting.number(effect.predicted)
    assert box.figures.number_of("measured change of L") == formatting.number(effect.measured)
    assert box.figures.number_of("in training") == formatting.number(effect.recorded)
    assert box.verdict.text == str(effect.verdict)
    predicted, measured = box.plot.lines
    assert predicted.y[0] == measured.y[0] == 0
    assert effect.learning_rate in predicted.x
    assert box.plot.mark == effect.learning_rate


def test_before_the_update_there_is_no_new_value(qtbot, page, place):
    trainer = Trainer(TrainingConfig(hidden_sizes=(8,), batch_size=20), catalogue.load("digits"))
    trainer.run_operation()
    trainer.run_operation()
    page.show_snapshot(snapshot_of(trainer))
    page.show_place(Place("W1", place.index))
    settle(qtbot, page)
    assert page.update_box.sum.text.endswith("× not yet = not yet")
    assert page.cell_box.figures.number_of("in training") == "not computed yet"
    assert page.cell_box.verdict.agrees is not False


def test_of_another_variable_it_says_what_the_check_is_about(qtbot, page, snapshot):
    page.show_snapshot(snapshot)
    page.show_place(Place("a1", (3, 4)))
    settle(qtbot, page)
    assert page.cell_box.note.text().startswith("a1[3, 4] is no parameter: the check is about W and b")
    assert page.cell_box.figures.isHidden()
    assert page.update_box.sum.isHidden()


def test_all_parameters(qtbot, page, snapshot):
    page.show_snapshot(snapshot)
    page.asking.button.click()
    assert page.asking.is_under_way
    settle(qtbot, page)
    checks = check_parameters(snapshot)
    assert [check.name for check in page.table.checks] == ["W1", "b1", "W2", "b2"]
    assert page.table.texts(0) == (
        "W1", "agrees", f"{checks[0].compared} of 512", str(checks[0].at_kink),
        formatting.number(checks[0].worst_error, 2), str(checks[0].worst))
    cells = sum(check.telling for check in checks)
    assert (page.outcome.agrees, page.outcome.text) == (
        True, f"All {cells} cells that were compared and are not 0 are right, in every parameter.")
    assert not page.asking.is_under_way


def test_a_click_on_a_row_goes_to_its_worst_cell(qtbot, page, snapshot):
    page.show_snapshot(snapshot)
    page.check_all()
    settle(qtbot, page)
    with qtbot.waitSignal(page.place_chosen) as signal:
        where = page.table._rect_of((1, 0)).center().toPoint()
        qtbot.mouseClick(page.table, Qt.MouseButton.LeftButton, pos=where)
    assert signal.args == [page.table.checks[1].worst]
    assert signal.args[0].name == "b1"


def test_cancel(qtbot, page, snapshot):
    page.show_snapshot(snapshot)
    settle(qtbot, page)
    page.asking.button.click()
    page.asking.cancel.click()
    assert not page.asking.is_under_way
    assert not page.long_inquiry.is_asking("all")
    assert page.table.isHidden()
    assert page.asking.button.isEnabled()


def test_the_cost(qtbot, page, snapshot):
    page.show_snapshot(snapshot)
    settle(qtbot, page)
    assert [name for name, _ in page.cost_view.figures.rows] == [
        "full numerical gradient", "one backpropagation", "ratio"]
    assert f"each of {snapshot.network.params['W1'].size + 8 + 80 + 10} parameters" in page.cost_view.note.text()


@pytest.mark.parametrize(("seconds", "text"), [
    (21.3, "21.3 s"), (0.00054, "0.540 ms"), (0.0000123, "12.3 µs"), (11_100, "3 h 5 min")])
def test_times(seconds, text):
    assert time_text(seconds) == text


def test_what_is_not_seen_asks_nothing(qtbot, page, snapshot, place):
    page.hide()
    page.show_snapshot(snapshot)
    page.show_place(place)
    assert not page.inquiry.is_asking("cell")
    page.show()
    settle(qtbot, page)
    assert page.cell_box.verdict.agrees is True


def test_without_an_iteration(page):
    page.show_snapshot(None)
    page.check_all()
    assert page.about.startswith("Nothing has been computed yet.")
    assert page.cell_box.isHidden()


def test_stopping_twice_and_asking_afterwards(qtbot, page, snapshot, place):
    page.show_snapshot(snapshot)
    page.stop()
    page.stop()
    page.show_place(place)
    page.check_all()


def test_where_too_little_can_be_told_the_sign_is_neither_a_tick_nor_a_cross(qtbot, page, dataset):
    trainer = Trainer(TrainingConfig(hidden_sizes=(8,), learning_rate=30.0), dataset)
    while trainer.iteration < 30:
        trainer.run_iteration()
    page.show_snapshot(snapshot_of(trainer))
    page.check_all()
    qtbot.waitUntil(lambda: not page.long_inquiry.is_asking("all"), timeout=20_000)
    assert page.outcome.agrees is None
    assert page.outcome.text.endswith("of W1, b1, W2 too little can be told: of 48 cells 48 are 0 both ways.")
