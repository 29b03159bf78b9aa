"""Training stops at breakpoints: at full speed, at a slow pace, and by steps, at the same iterations as the engine."""

import numpy as np
import pytest

from engine.data.digits import load_digits
from engine.inspection.frozen.trace import Sample
from engine.training.breakpoints.breakpoint import Breakpoint, to_plain
from engine.training.config import TrainingConfig
from gui.training.reports import State
from gui.training.session import TrainingSession

DIGITS = load_digits()
CONFIG = TrainingConfig(iterations=100, learning_rate=0.5, weight_init="he", hidden_sizes=(20,))


@pytest.fixture
def session(qtbot):
    session = TrainingSession()
    session.stops = []
    session.stopped.connect(session.stops.append)
    session.reset(CONFIG, DIGITS)
    yield session
    session.close()


def rest(qtbot, session) -> tuple[int, int]:
    """Wait for the end of what was asked; where the run stands then."""
    qtbot.waitUntil(lambda: session.is_settled)
    return session.standing.iteration, session.standing.position


def told(session) -> list[tuple[int, str]]:
    found = [(stop.iteration, hit.breakpoint.condition) for stop in session.stops for hit in stop.hits]
    session.stops.clear()
    return found


@pytest.mark.parametrize("speed", [None, 400.0])
def test_it_stops_and_goes_on(qtbot, session, speed):
    session.set_speed(speed)
    session.watch_for((Breakpoint("iteration", 7), Breakpoint("epoch", every=2)))
    session.start()
    assert rest(qtbot, session) == (7, 0) and session.state is State.PAUSED
    assert told(session) == [(7, "iteration")]
    session.start()
    assert rest(qtbot, session) == (29, 0)
    assert told(session) == [(29, "epoch")]
    session.watch_for(())
    session.start()
    assert rest(qtbot, session) == (100, 0) and told(session) == []


def test_a_step_onto_one_says_it_too_and_going_back_does_not(qtbot, session):
    session.watch_for((Breakpoint("iteration", 3),))
    for _ in range(3):
        session.step("step iteration")
    assert rest(qtbot, session) == (3, 0) and told(session) == [(3, "iteration")]
    session.step("back iteration")
    assert rest(qtbot, session) == (2, 0) and told(session) == []
    for _ in range(session.standing.operations):
        session.step("step operation")
    assert rest(qtbot, session) == (3, 0) and told(session) == [(3, "iteration")]
    session.step("forward 10")
    session.go_to(5)
    session.go_to(0)
    assert rest(qtbot, session) == (0, 0) and told(session) == []
    session.step("forward 10")  # these have been run before
    assert rest(qtbot, session) == (10, 0) and told(session) == []
    session.go_to(0)
    session.start()
    assert rest(qtbot, session) == (3, 0) and told(session) == [(3, "iteration")]


def test_a_long_step_stops_in_what_is_new(qtbot, session):
    session.watch_for((Breakpoint("iteration", 30),))
    session.step("forward 100")
    assert rest(qtbot, session) == (30, 0) and told(session) == [(30, "iteration")]


def test_the_accuracies_are_told_where_it_stops(qtbot, session):
    session.watch_for((Breakpoint("iteration", 5),))
    session.start()
    rest(qtbot, session)
    assert session.standing.measured.iteration == 5


def test_the_chosen_sample_is_the_one_that_is_looked_at(qtbot, session):
    session.watch_for((Breakpoint("prediction"),))
    qtbot.waitUntil(lambda: session.run is not None)
    session.look_at(Sample(DIGITS.test.x[3], int(DIGITS.test.labels[3]), "test", 3))
    session.start()
    iteration, _ = rest(qtbot, session)
    (found,) = told(session)
    assert found == (iteration, "prediction") and 0 < iteration < 100


def test_the_first_value_that_is_not_finite_is_shown_where_it_was_made(qtbot, session):
    config = TrainingConfig(learning_rate=1e8, hidden_sizes=(10, 10, 10), weight_init="he")
    session.reset(config, DIGITS)
    session.watch_for((Breakpoint("not finite"),))
    session.start()
    iteration, position = rest(qtbot, session)
    assert session.run.operations[position - 1].name == "Affine3 backward"
    assert session.stops[0].iteration == iteration + 1 and session.state is State.PAUSED
    with qtbot.waitSignal(session.diverged):  # who goes on hears what is to be heard then
        session.start()
    rest(qtbot, session)
    assert len(session.stops) == 1


def test_they_are_handed_out_and_hold_for_the_next_run(qtbot, session):
    some = (Breakpoint("iteration", 7), Breakpoint("loss below", 0.5, every=3, on=False))
    session.watch_for(some)
    handed = []
    session.hand_out(handed.append)
    rest(qtbot, session)
    assert handed[0].run.breakpoints == to_plain(some)
    session.reset(CONFIG, DIGITS)
    session.start()
    assert rest(qtbot, session) == (7, 0)
    losses = session.run.history.losses()
    session.watch_for(())
    session.go_to(0)
    session.start()
    rest(qtbot, session)
    assert np.array_equal(session.run.history.losses()[:8], losses)
