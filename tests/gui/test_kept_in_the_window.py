"""A run that is kept keeps its own settings, whatever is typed before it is given up."""

import math

import pytest
from lab import CTRL, Key
from PySide6.QtCore import Qt

from engine.data.digits import load_digits
from engine.training.config import TrainingConfig
from engine.training.evaluation import Evaluation
from engine.training.trainer import Trainer
from gui.training.reports import State
from gui.words import formatting

DIGITS = load_digits()


def keep(lab) -> str:
    """Reset, and keep the curves; returns the name of what was kept last."""
    lab.press(Key.Key_R, CTRL)
    lab.click("Reset, keep its curves")
    lab.ready()
    return list(lab.window.run_desk.kept_runs)[-1].name


def cells(lab) -> list[dict]:
    """The cells of the table of runs, by row and by what the column is called."""
    model = lab.window.runs.table.sorted
    titles = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(model.columnCount())]
    return [{title: model.index(row, place) for place, title in enumerate(titles)} for row in range(model.rowCount())]


def run_to(lab, iteration: int) -> None:
    while lab.session.standing.iteration < iteration:
        lab.press(Key.Key_Right)
        lab.settle()


def test_a_rate_that_is_typed_for_the_next_run_does_not_name_this_one(lab):
    run_to(lab, 6)
    lab.enter("Learning rate", "1000")
    assert keep(lab) == "lr 0.1"
    assert lab.session.run.config.learning_rate == 1000.0
    rows = [row.text for row in lab.window.curves.accuracy_plot.legend.rows]
    assert rows[-1].startswith("lr 0.1: test acc ") and rows[-1].endswith(", epoch 0")
    lab.press(Key.Key_Right)
    lab.settle()
    lab.enter("Learning rate", "0.1")
    assert keep(lab) == "lr 1,000"


def test_a_name_tells_when_the_rate_was_changed_and_forgets_what_was_taken_back(lab):
    run_to(lab, 5)
    lab.enter("Learning rate", "0.01")
    run_to(lab, 8)
    lab.enter("Learning rate", "0.5")
    run_to(lab, 9)
    for _ in range(2):
        lab.press(Key.Key_Left)
    lab.settle()
    lab.enter("Learning rate", "0.2")
    run_to(lab, 8)
    assert lab.session.standing.recorded == 8
    assert keep(lab) == "lr 0.1, 0.01 after 5, 0.2 after 7"


def test_curves_are_kept_when_the_run_is_given_up_and_not_before(lab):
    run_to(lab, 3)
    lab.choose_dataset("MNIST")  # which is not here
    lab.press(Key.Key_R, CTRL)
    lab.click("Reset, keep its curves")
    assert len(lab.window.run_desk.kept_runs) == 0
    lab.window.data_notices.clear()
    lab.choose_dataset("Built-in")
    assert keep(lab) == "lr 0.1"
    assert len(lab.window.run_desk.kept_runs) == 1


def now(lab) -> tuple[str, str, str]:
    """Of which iteration the accuracies in the panel are, and these."""
    texts = [text for text in lab.words(lab.window.experiment) if text]
    return tuple(texts[texts.index(name) + 1] for name in ("Accuracy at iteration", "Train acc", "Test acc"))


def accuracies(iteration: int) -> tuple[str, str]:
    trainer = Trainer(TrainingConfig(), DIGITS)
    for _ in range(iteration):
        trainer.run_iteration()
    return tuple(f"{accuracy:.4f}" for accuracy in Evaluation(trainer.network, DIGITS).run())


def test_each_accuracy_says_of_which_iteration_it_is(lab):
    """In the panel that of now, in the legend and in the list those of the end of an epoch, each with its iteration."""
    lab.train_to(34)
    lab.ready()
    measured = lab.session.run.history.accuracies()[-1]
    assert (measured.epoch, measured.iteration) == (2, 29)
    assert now(lab) == ("34", *accuracies(34))
    rows = [row.text for row in lab.window.curves.accuracy_plot.legend.rows]
    assert rows[:3] == ["epoch 2, iteration 29", f"train acc {measured.train:.4f}", f"test acc {measured.test:.4f}"]
    lab.press(Key.Key_Left)
    lab.settle()
    assert now(lab) == ("29", f"{measured.train:.4f}", f"{measured.test:.4f}")
    lab.press(Key.Key_Right)
    lab.settle()
    assert now(lab)[0] == "29"
    keep(lab)
    lab.press(Key.Key_T, CTRL)
    cell = cells(lab)[1]["Test acc"]
    assert cell.data() == f"{measured.test:.4f}"
    assert cell.data(Qt.ItemDataRole.ToolTipRole).endswith("at iteration 29</qt>")


def test_where_a_run_is_paused_the_accuracies_are_of_there(lab):
    lab.press(Key.Key_E, CTRL)
    lab.press(Key.Key_Space)
    lab.until(lambda: lab.session.standing.iteration > 40)
    lab.press(Key.Key_Space)
    lab.ready()
    at = lab.session.standing.iteration
    assert now(lab) == (formatting.integer(at), *accuracies(at))
    assert all(point.iteration == math.ceil(point.epoch * 14.37) or not point.epoch
               for point in lab.session.run.history.accuracies())  # the curve is the book's


def test_after_going_back_the_panel_tells_the_accuracy_of_before(lab):
    lab.train_to(16)
    for _ in range(3):
        lab.press(Key.Key_Left)
    lab.settle()
    now = [text for text in lab.words(lab.window.experiment) if text]
    assert now[now.index("Accuracy at iteration") + 1] == "0"


# --- the end of a run ----------------------------------------------------------------------------------------------

@pytest.fixture
def ended(lab):
    lab.train_to(20)
    return lab


def test_the_end_is_said_and_goes_on(ended):
    assert ended.notice == "The planned 20 iterations are done."
    ended.click("10,000 more")
    assert ended.session.state is State.RUNNING
    ended.until(lambda: ended.session.standing.iteration > 20)
    ended.press(Key.Key_Space)
    ended.settle()
    assert ended.notice == ""
    assert ended.session.standing.iterations == 10_020
    assert ended.field("Iterations").text() == "10,020" and not ended.pending
    assert ended.window.curves.loss_plot.iterations == 10_020
    assert ended.window._remember().config.iterations == 10_020


@pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_Return])
def test_it_goes_on_by_keyboard(ended, key):
    ended.press(key)
    assert ended.session.state is State.RUNNING
    ended.press(Key.Key_Space)
    ended.settle()


def test_what_was_put_away_is_offered_again(ended):
    ended.click("OK")
    assert ended.notice == ""
    assert ended.window.actions_["run"].isEnabled()
    ended.press(Key.Key_Space)
    assert (ended.notice, ended.session.state) == ("The planned 20 iterations are done.", State.PAUSED)
    ended.press(Key.Key_Left)
    ended.settle()
    assert ended.notice == ""  # there is one to run again
    ended.press(Key.Key_Right)
    ended.settle()
    assert ended.notice == "The planned 20 iterations are done."
    ended.enter("Iterations", "30")
    ended.settle()
    assert ended.notice == ""


def test_at_the_largest_number_there_is_no_more(ended, monkeypatch):
    monkeypatch.setattr("gui.window.run_desk.MAX_ITERATIONS", 20)
    ended.click("OK")
    ended.press(Key.Key_Space)
    assert (ended.notice, ended.window.notices.bar.button_ids) == ("The planned 20 iterations are done.", ("0",))
    ended.press(Key.Key_Space)
    assert (ended.notice, ended.session.state) == ("", State.PAUSED)


@pytest.mark.parametrize(("key", "button"), [(Key.Key_Left, "← Back"), (Key.Key_Up, "↑")])
def test_why_nothing_can_be_taken_back_is_said_in_the_line(lab, key, button):
    lab.press(key)
    assert lab.notice == "Nothing has been run yet."
    lab.click("OK")
    lab.click(button)
    assert lab.notice == "Nothing has been run yet."
    lab.press(Key.Key_Right)
    lab.settle()
    assert lab.notice == ""


@pytest.mark.parametrize(("key", "button"), [(Key.Key_Right, "→ Step iteration"), (Key.Key_Down, "↓ Step operation")])
def test_why_no_step_can_be_made_is_said_in_the_line(ended, key, button):
    said = "All planned iterations are done. Space or Run offers to go on."
    ended.click("OK")
    ended.press(key)
    assert ended.notice == said
    ended.click("OK")
    ended.click(button)
    assert ended.notice == said
    ended.press(Key.Key_Space)
    assert ended.notice == "The planned 20 iterations are done."
    assert formatting.integer(20) in ended.notice


def test_a_question_is_not_put_away_by_a_key_that_does_nothing(ended):
    ended.press(Key.Key_R, CTRL)
    asked = ended.notice
    assert asked.startswith("Reset discards")
    ended.press(Key.Key_Right)
    assert ended.notice == asked


@pytest.mark.parametrize("field", ["Iterations", "Learning rate"])
def test_enter_in_a_field_is_no_answer_to_what_stands_in_the_line(ended, field):
    ended.enter(field, "0.2" if field == "Learning rate" else "20")
    ended.settle()
    assert (ended.session.state, ended.where) == (State.PAUSED, (20, 0))
    ended.press(Key.Key_R, CTRL)
    asked = ended.notice
    ended.enter(field, "0.3" if field == "Learning rate" else "19")
    ended.settle()
    assert (ended.notice, ended.where) == (asked, (20, 0))
    ended.press(Key.Key_Return)  # beside everything
    ended.ready()
    assert ended.where == (0, 0)


def test_whether_a_step_is_left_is_known_as_soon_as_another_number_is_entered(ended):
    actions, there = ended.window.actions_, ended.session.standing.iteration
    assert not actions["step iteration"].isEnabled()
    ended.window.experiment.live_changed.emit("iterations", there + 1)
    assert actions["step iteration"].isEnabled() and actions["step operation"].isEnabled()
    ended.window.experiment.live_changed.emit("iterations", there)
    assert not actions["step iteration"].isEnabled() and not actions["step operation"].isEnabled()
