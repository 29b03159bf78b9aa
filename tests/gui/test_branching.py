"""A change in the past is another way: the one that is left is kept, named and drawn, and the new one is exact."""

import pytest
from lab import Key
from PySide6.QtWidgets import QLineEdit

from engine.data.digits import load_digits
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer
from gui.training.reports import State

DIGITS = load_digits()


def straight(changes: dict[int, dict[str, object]], iterations: int) -> Trainer:
    """A run that only goes forward, with these changes after so many iterations."""
    trainer = Trainer(TrainingConfig(), DIGITS)
    for done in range(iterations):
        for name, value in changes.get(done, {}).items():
            trainer.set_live(name, value)
        trainer.run_iteration()
    trainer.finish_evaluation()
    return trainer


def kept(lab) -> list[str]:
    return [run.name for run in lab.window.run_desk.kept_runs]


def go_to(lab, iteration: int) -> None:
    lab.session.go_to(iteration)
    lab.settle()
    assert lab.where == (iteration, 0)


def run_on(lab) -> None:
    lab.leave()
    lab.press(Key.Key_Space)
    lab.until(lambda: lab.session.state is State.PAUSED and lab.session.is_settled)


def choose(lab, name: str, text: str) -> None:
    box = lab.box(name)
    box.setFocus()
    while box.currentText() != text:
        lab.qtbot.keyClick(box, Key.Key_Down)
    lab.settle()


def assert_is(lab, trainer: Trainer) -> None:
    assert lab.losses == trainer.history.losses().tolist()
    assert lab.session.run.history.accuracies() == trainer.history.accuracies()
    shown = lab.params()
    assert all(param.tobytes() == shown[name].tobytes() for name, param in trainer.network.params.items())


def test_another_learning_rate_in_the_past_keeps_what_was_run(lab):
    lab.train_to(120)
    before = lab.losses
    go_to(lab, 40)
    lab.enter("Learning rate", "1")
    lab.settle()
    assert kept(lab) == ["lr 0.1, left at 40"]
    assert lab.notice == (
        "The run so far is kept as “lr 0.1, left at 40”. From iteration 41 on this one goes another way.")
    (run,) = lab.window.run_desk.kept_runs
    assert (run.history.losses().tolist(), lab.losses, run.seconds > 0) == (before, before[:41], True)
    run_on(lab)
    assert_is(lab, straight({40: {"learning_rate": 1.0}}, 120))
    (run,) = lab.window.curves.loss_plot.kept_runs
    assert run.history.losses().tolist() == before
    for plot in (lab.window.curves.loss_plot, lab.window.curves.accuracy_plot):
        assert any(row.text.startswith("lr 0.1, left at 40") for row in plot.legend.rows)


def test_three_values_typed_in_the_past_keep_one_run(lab):
    lab.train_to(60)
    go_to(lab, 30)
    for rate in ("0.5", "0.2", "0.7"):
        lab.enter("Learning rate", rate)
        lab.settle()
    go_to(lab, 20)
    lab.enter("Learning rate", "0.3")
    lab.settle()
    assert kept(lab) == ["lr 0.1, left at 30"]
    run_on(lab)
    go_to(lab, 50)
    lab.enter("Learning rate", "0.4")
    lab.settle()
    assert kept(lab) == ["lr 0.1, left at 30", "lr 0.1, 0.3 after 20, left at 50"]


def test_where_nothing_is_lost_nothing_is_kept(lab):
    lab.train_to(30)
    lab.enter("Learning rate", "0.5")
    go_to(lab, 10)
    lab.enter("Learning rate", "0.1")  # it is so there, and is not to become another one later
    lab.settle()
    assert (kept(lab), lab.session.standing.recorded) == ([], 30)


def test_another_optimizer_and_minibatch_size_from_here_on(lab):
    lab.train_to(60)
    go_to(lab, 25)
    choose(lab, "Optimizer", "Adam")
    form = lab.words(lab.window.experiment)
    assert "In this run it begins with nothing remembered." in form and lab.pending
    assert "Changes take effect at Reset, or in this run:" in form
    lab.click("From iteration 26 on")
    lab.settle()
    lab.enter("Learning rate", "0.001")
    lab.settle()
    assert (kept(lab), lab.pending) == (["SGD, left at 25"], False)
    run_on(lab)
    assert_is(lab, straight({25: {"optimizer": "adam", "learning_rate": 0.001}}, 60))
    lab.window.workspace.bring_forward(lab.window.iteration)
    lab.press(Key.Key_Left)
    lab.settle()
    names = {name for operation in lab.window.iteration.graph._operations for name in operation.writes}
    assert {"mW1", "vW1"} <= names  # the graph is that of the updates that are made
    go_to(lab, 25)
    assert lab.box("Optimizer").currentText() == "Adam"  # of the next update
    go_to(lab, 24)
    assert lab.box("Optimizer").currentText() == "SGD" and not lab.pending
    assert "From iteration 26 on: Adam, as before." in lab.words(lab.window.experiment)
    assert lab.field("Learning rate").text() == "0.1"
    go_to(lab, 60)
    lab.enter("Iterations", "100")
    lab.enter("Batch size", "33")
    lab.click("From iteration 61 on")
    run_on(lab)
    trainer = straight({25: {"optimizer": "adam", "learning_rate": 0.001}, 60: {"batch_size": 33}}, 100)
    assert_is(lab, trainer)
    assert len(kept(lab)) == 1  # nothing had been run beyond 60
    plot = lab.window.curves.accuracy_plot
    assert plot.epochs == trainer.epochs
    assert plot.place_of(100) == (60 * 100 + 40 * 33) / 1437
    assert [plot.iteration_at(plot.place_of(iteration)) for iteration in range(101)] == list(range(101))


def test_before_training_it_is_another_network_as_ever(lab):
    choose(lab, "Optimizer", "AdaGrad")
    lab.until(lambda: lab.session.run.config.optimizer == "adagrad")
    lab.enter("Batch size", "50")
    lab.until(lambda: lab.session.run.config.batch_size == 50)
    assert (lab.pending, kept(lab)) == (False, [])


def test_in_the_middle_of_an_iteration_and_while_training_runs_it_is_from_now_on(lab):
    lab.train_to(20)
    go_to(lab, 10)
    lab.press(Key.Key_Down)
    lab.settle()
    choose(lab, "Optimizer", "Momentum")
    lab.click("From now on")
    lab.settle()
    run_on(lab)
    assert_is(lab, straight({10: {"optimizer": "momentum"}}, 20))
    lab.enter("Iterations", "10000000")
    lab.press(Key.Key_Space)
    lab.enter("Batch size", "10")
    lab.click("From now on")
    lab.until(lambda: lab.session.standing.in_use.batch_size == 10)
    lab.press(Key.Key_Space)
    lab.until(lambda: lab.session.state is State.PAUSED and lab.session.is_settled)
    settings = lab.session._worker._trainer.settings()
    (_, first), (since, second) = settings.of("batch_size")
    assert (first, second, lab.field("Batch size").text()) == (100, 10, "10")
    assert_is(lab, straight({10: {"optimizer": "momentum"}, since - 1: {"batch_size": 10}}, lab.where[0]))


@pytest.mark.parametrize("text", ["0", "1438", "many"])
def test_what_cannot_be_used_is_not_offered(lab, text):
    lab.train_to(20)
    go_to(lab, 10)
    lab.enter("Batch size", text)
    assert not lab.window.experiment._pending._here.isVisible()
    assert (kept(lab), lab.session.standing.recorded) == ([], 20)


def test_with_what_needs_a_new_network_it_takes_effect_alone(lab):
    lab.train_to(20)
    choose(lab, "Optimizer", "Momentum")
    lab.enter("Hidden units", "20")
    lab.button("From iteration 21 on").setFocus()
    lab.press(Key.Key_Space)
    lab.settle()
    assert (lab.session.standing.in_use.optimizer, lab.session.run.sizes, lab.pending) == (
        "momentum", (64, 50, 10), True)
    assert isinstance(lab.field("Hidden units"), QLineEdit) and lab.field("Hidden units").text() == "20"
    assert not lab.window.experiment._pending._here.isVisible()
