"""The page of mistakes with a real network: the check finds what was broken, and training is never touched."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from engine.inspection.frozen.snapshot import snapshot_of
from engine.inspection.place import Place
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer
from gui.panels.iteration.proof.break_page import ITERATIONS, BreakPage


@pytest.fixture
def page(qtbot, snapshot, config, dataset):
    made = BreakPage()
    qtbot.addWidget(made)
    made.set_training(config, dataset.train)
    made.resize(620, 420)
    made.show()
    made.show_snapshot(snapshot)
    yield made
    made.stop()


def settle(qtbot, page) -> None:
    qtbot.waitUntil(lambda: not any(page.inquiry.is_asking(key) for key in ("run", "python")) and
                    not page.long_inquiry.is_asking("all"), timeout=20_000)


def wrong(page) -> set[str]:
    return {check.name for check in page.table.checks if check.agrees is False}


def test_nothing_is_broken_at_first(page):
    assert page.choice.name is None
    assert page.banner.isHidden()
    assert page.table.isHidden()


@pytest.mark.parametrize(("name", "expected"), [
    ("relu mask", {"W1", "b1"}), ("division by N", {"W1", "b1", "W2", "b2"}), ("sum in db", {"b1", "b2"}),
    ("mask in forward", {"W1", "b1"})])
def test_the_check_finds_the_mistake(qtbot, page, name, expected):
    page.choice.buttons[name].click()
    settle(qtbot, page)
    assert wrong(page) == expected
    assert page.outcome.agrees is False
    assert page.warning.text == "BROKEN on a copy: training is not touched."
    assert not page.banner.isHidden()
    assert page.table.texts(1)[1] == "disagrees"


def test_where_it_is_is_said(qtbot, page):
    page.choice.buttons["relu mask"].click()
    settle(qtbot, page)
    assert page.outcome.text.startswith("W2, b2: right. W1, b1: wrong. Look at dz1 in")


def test_the_code_shows_the_line(page):
    page.choice.buttons["relu mask"].click()
    assert "    return functions.only_where(~(x <= 0), dout)" in page.code.right.code.accessibleName().splitlines()
    assert "return dout.copy()" in page.code.wrong.code.accessibleName()
    assert '"""' not in page.code.right.code.accessibleName()


def test_a_mistake_that_the_check_cannot_find(qtbot, page):
    page.choice.buttons["labels of other rows"].click()
    settle(qtbot, page)
    assert wrong(page) == set()
    assert page.outcome.agrees is True
    assert "the check finds nothing" in page.choice.notes["labels of other rows"].text()
    assert page.python.words.text == "Nothing: every line runs."
    assert page.python.message.isHidden()


def test_where_python_stops_there_is_no_gradient_to_check_and_nothing_is_learnt(qtbot, page):
    page.choice.buttons["sum in db"].click()
    settle(qtbot, page)
    page.choice.buttons["return dx"].click()
    settle(qtbot, page)
    assert page.python.words.text == "Python stops here. Nothing is learnt, and there is no gradient to check."
    assert page.python.message.accessibleName().splitlines()[1:] == [
        "  dout[x <= 0] = 0", "TypeError: 'NoneType' object does not support item assignment"]
    assert page.code.wrong.code.accessibleName().splitlines() == [
        "def backward(self, dout: np.ndarray) -> None:",
        "    dx = np.dot(dout, self.W.T)  # broken: return dx behind it is right"]
    assert page.code.isVisible()
    assert not any(part.isVisible() for part in (page.table, page.checking, page.asking, page.plot, page.outcome))
    page.run()
    assert not page.inquiry.is_asking("run")
    page.off.click()
    assert page.python.isHidden()
    page.choice.buttons["sum in db"].click()
    settle(qtbot, page)
    assert page.table.isVisible()
    assert page.asking.isVisible()


def test_labels_from_x_shows_where_they_are_taken(qtbot, page):
    page.choice.buttons["labels from x"].click()
    settle(qtbot, page)
    assert "t_batch = x_train[batch_mask]" in page.code.wrong.code.accessibleName()
    assert page.python.message.accessibleName().endswith(
        "IndexError: arrays used as indices must be of integer (or boolean) type")


def test_what_cannot_be_broken_says_why(page):
    assert not page.choice.buttons["transpose"].isEnabled()
    assert page.choice.notes["transpose"].text().startswith("No W behind the first layer is square here")
    assert "square" in page.choice.buttons["transpose"].toolTip()
    assert not page.choice.buttons["activation slope"].isEnabled()


def test_a_short_run(qtbot, page, trainer):
    before = {name: param.copy() for name, param in trainer.network.params.items()}
    page.choice.buttons["division by N"].click()
    page.asking.button.click()
    assert page.asking.is_under_way
    settle(qtbot, page)
    right, broken = page.plot.lines
    assert len(right.y) == len(broken.y) == ITERATIONS
    assert right.x[0] == 30
    assert not np.array_equal(right.y, broken.y)
    assert not page.asking.is_under_way
    for name, param in trainer.network.params.items():
        assert np.array_equal(param, before[name])


def test_a_short_run_where_minibatches_have_changed_their_size(qtbot, page, trainer):
    trainer.set_live("batch_size", 7)
    for _ in range(ITERATIONS):
        trainer.run_iteration()
    trainer.go_to(31)
    page.show_snapshot(snapshot_of(trainer))
    page.choice.buttons["division by N"].click()
    page.asking.button.click()
    settle(qtbot, page)
    first, count = 31, trainer.history.count - 31
    assert page.plot.lines[0].y[:count].tolist() == trainer.history.losses()[first:].tolist()


def test_a_short_run_is_cancelled(qtbot, page):
    page.choice.buttons["sum in db"].click()
    settle(qtbot, page)
    page.asking.button.click()
    page.asking.cancel.click()
    assert not page.inquiry.is_asking("run")
    assert not page.asking.is_under_way
    assert page.plot.lines == ()


def test_off_with_one_click(qtbot, page):
    page.choice.buttons["sum in db"].click()
    settle(qtbot, page)
    page.off.click()
    assert page.choice.name is None
    assert page.choice.buttons[None].isChecked()
    assert page.banner.isHidden()
    assert page.table.checks == ()


def test_another_iteration_is_broken_in_the_same_way(qtbot, page, trainer):
    page.choice.buttons["sum in db"].click()
    settle(qtbot, page)
    page.show_snapshot(snapshot_of(trainer))
    settle(qtbot, page)
    assert wrong(page) == {"b1", "b2"}


def test_a_network_without_that_place_is_not_broken(qtbot, page, dataset):
    page.choice.buttons["relu mask"].click()
    settle(qtbot, page)
    other = Trainer(TrainingConfig(hidden_sizes=(), batch_size=20), dataset)
    other.run_iteration()
    page.show_snapshot(snapshot_of(other))
    settle(qtbot, page)
    assert page.choice.name is None
    assert page.banner.isHidden()


def test_without_an_iteration_or_training(qtbot, page):
    page.set_training(None, None)
    page.choice.buttons["sum in db"].click()
    assert not page.asking.button.isEnabled()
    page.run()
    page.show_place(Place("W1", (0, 0)))
    page.show_snapshot(None)
    assert page.choice.isHidden()
    assert page.choice.name is None
    page.reset()


def test_where_nothing_but_zeros_can_be_compared_it_says_that_it_cannot_be_told(qtbot, page, dataset):
    trainer = Trainer(TrainingConfig(hidden_sizes=(8,), learning_rate=30.0), dataset)
    while trainer.iteration < 30:
        trainer.run_iteration()
    assert not trainer.values["z1"].any(), "all units have died"
    page.show_snapshot(snapshot_of(trainer))
    page.choice.buttons["division by N"].click()
    settle(qtbot, page)
    assert page.outcome.agrees is False
    assert "Which of the two it is, W2 cannot tell: of 20 cells 20 are 0 both ways." in page.outcome.text
    assert [page.table.texts(row)[1] for row in range(4)] == ["cannot tell"] * 3 + ["disagrees"]


def test_once_one_is_chosen_the_others_go_and_arrow_keys_go_through_all(qtbot, page):
    buttons = page.choice.buttons
    assert all(button.isVisible() for button in buttons.values())
    buttons["return dx"].click()
    assert {name for name, button in buttons.items() if button.isVisible()} == {None, "return dx"}
    assert page.choice.notes["return dx"].isVisible()
    qtbot.keyClick(buttons["return dx"], Qt.Key.Key_Down)
    assert page.choice.name == "transpose side", "W without its transpose cannot be chosen here"
    qtbot.keyClick(buttons["transpose side"], Qt.Key.Key_Up)
    qtbot.keyClick(buttons["return dx"], Qt.Key.Key_Left)
    assert page.choice.name == "labels from x"
    settle(qtbot, page)
    assert page.python.message.accessibleName().split(": ")[0].endswith("IndexError")
    buttons[None].click()
    assert all(button.isVisible() for button in buttons.values())
    qtbot.keyClick(buttons[None], Qt.Key.Key_Up)
    assert page.choice.name == "rows in db", "round to the last one"
