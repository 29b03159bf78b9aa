"""A run that has gone wrong, in the real window: what is said, where the curves show it, and how it is looked into."""

import numpy as np
import pytest
from lab import CTRL, Key

from engine.inspection.place import Place
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer
from gui.look.theme import theme
from gui.panels.iteration.panel import BREAK, CHECK, OPERATION, PULLS, WHAT_IF, WHERE
from gui.training.reports import State


@pytest.fixture(autouse=True)
def normal_text(qapp):
    theme().apply(qapp)
    yield
    theme().set_text_scale(1.0)


def run_at(lab, rate: str, iterations: int = 400) -> None:
    """Run at this rate until it is found to have gone wrong."""
    lab.enter("Iterations", str(iterations))
    lab.enter("Learning rate", rate)
    with lab.qtbot.waitSignal(lab.session.diverged):
        lab.press(Key.Key_Space)
    lab.until(lambda: lab.session.state is State.PAUSED)
    lab.settle()


def choices(lab) -> list[str]:
    bar = lab.window.notices.bar
    return [bar.button(button_id).text() for button_id in bar.button_ids]


def test_units_that_have_all_fallen_silent_pause_training_and_are_explained(lab):
    run_at(lab, "10")
    assert lab.where == (46, 0)
    assert "All units of hidden layer 1 have fallen silent" in lab.notice
    assert lab.notice.endswith("Training was taken back to iteration 46.")
    assert choices(lab) == ["OK", "Look at iteration 47", "Go on all the same"]
    assert len(lab.losses) == 51


def test_who_goes_on_with_silent_units_is_not_asked_again(lab):
    run_at(lab, "10", iterations=200)
    lab.click("Go on all the same")
    lab.until(lambda: lab.session.state is State.PAUSED and lab.where == (200, 0))
    lab.settle()
    assert lab.notice == "The planned 200 iterations are done."
    plain = Trainer(TrainingConfig(learning_rate=10.0), lab.session.run.dataset)
    while plain.iteration < 200:
        plain.run_iteration()
    assert lab.losses == plain.history.losses().tolist()


def test_it_is_found_at_the_same_iteration_at_any_speed(lab):
    lab.window.controls.speed_changed.emit(1000.0)
    run_at(lab, "30")
    assert (lab.where, len(lab.losses)) == ((2, 0), 11)


def test_stepping_finds_it_too_and_who_steps_there_again_stays(lab):
    lab.enter("Learning rate", "30")
    for _ in range(10):
        lab.press(Key.Key_Right)
        lab.settle()
    lab.until(lambda: lab.session.is_settled)
    assert lab.where == (2, 0) and "fallen silent" in lab.notice
    for _ in range(12):
        lab.press(Key.Key_Right)
        lab.settle()
    lab.until(lambda: lab.session.is_settled)
    assert lab.where == (14, 0)


@pytest.mark.parametrize(("rate", "broke"), [("1e30", 1), ("1e9", 3)])
def test_the_iteration_that_broke_is_looked_into(lab, rate, broke):
    run_at(lab, rate)
    assert lab.where == (0, 0) and f"The loss of iteration {broke} is no longer a number" in lab.notice
    lab.click(f"Look at iteration {broke}")
    lab.settle()
    panel = lab.window.iteration
    assert panel.isVisible() and lab.where == (broke, 0)
    assert panel._snapshot.iteration == broke
    assert not np.isfinite(panel._snapshot.value("loss after update"))
    for name in panel._snapshot.names():
        place = Place(name, tuple(0 for _ in panel._snapshot.shape(name)))
        panel.open_place(place)
        for page in (OPERATION, WHERE, CHECK, WHAT_IF, BREAK, PULLS):
            panel.show_page(page)
            lab.window.grab()
    for operation in lab.session.run.operations:
        panel.select_operation(operation.name)
        lab.window.grab()
    lab.settle()


@pytest.mark.parametrize("key", [Key.Key_Right, Key.Key_Down])
def test_who_steps_to_the_iteration_that_broke_sees_it(lab, key):
    run_at(lab, "1e30")
    assert lab.where == (0, 0)
    for _ in range(1 if key == Key.Key_Right else len(lab.session.run.operations)):
        lab.press(key)
        lab.settle()
    assert lab.where == (1, 0)
    lab.press(Key.Key_Left)
    lab.settle()
    assert lab.where == (0, 0)
    with lab.qtbot.waitSignal(lab.session.diverged):  # training itself does not go on from there
        lab.press(Key.Key_Space)
    lab.until(lambda: lab.session.state is State.PAUSED)
    assert lab.where == (0, 0)


def test_the_curves_show_where_it_was_until_the_run_takes_another_way(lab):
    run_at(lab, "1000")
    plot = lab.window.curves.loss_plot
    assert plot.view.viewRange()[1] == pytest.approx([-0.05, 2.55])  # where the first loss can be read
    assert plot.broken.broke == 1 and plot._break_line.value() == 1
    lab.enter("Learning rate", "0.1")
    lab.press(Key.Key_Right)
    lab.settle()
    assert plot.broken is None and not plot._break_line.isVisible()
    lab.press(Key.Key_R, CTRL)
    assert lab.notice
