"""The session with its real thread, on the built-in digits, against the plain trainer of the engine."""

from dataclasses import replace
from functools import partial
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QThread

from engine.data.digits import load_digits
from engine.inspection.frozen.trace import Sample
from engine.nn.network import Network
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer
from gui.training.commands import MOVES, STEPS
from gui.training.reports import State
from gui.training.session import SLOWEST, TrainingSession

DIGITS = load_digits()
CONFIG = TrainingConfig(iterations=60)
DEEP = replace(CONFIG, hidden_sizes=(500,) * 6, weight_init="he")
ENDLESS = replace(CONFIG, iterations=10_000_000)


class Seen:
    """What a session has told, in order."""

    def __init__(self, session: TrainingSession) -> None:
        self.states, self.standings, self.traces = [], [], []
        self.runs, self.failures, self.divergences, self.classified = [], [], [], []
        session.state_changed.connect(self.states.append)
        session.standing_changed.connect(self.standings.append)
        session.trace_changed.connect(self.traces.append)
        session.run_started.connect(self.runs.append)
        session.failed.connect(self.failures.append)
        session.diverged.connect(self.divergences.append)
        session.classified.connect(self.classified.append)


@pytest.fixture
def session(qtbot):
    session = TrainingSession()
    session.seen = Seen(session)
    yield session
    session.close()


DRAGGED = [50, 45, 40, 35, 30, 20, 12, 3, 9, 22]


def steps(session, *names: str) -> list:
    """What takes steps of these names."""
    return [partial(session.step, name) for name in names]


def settle(qtbot, session) -> None:
    """Wait until the session has heard that all that was asked of the worker has been done."""
    qtbot.waitUntil(lambda: session.is_done)


def begin(qtbot, session, config=CONFIG) -> None:
    session.reset(config, DIGITS)
    settle(qtbot, session)


def run_to_the_end(qtbot, session) -> None:
    session.start()
    qtbot.waitUntil(lambda: session.state is State.PAUSED)


def sample(index=0, split="test") -> Sample:
    part = DIGITS.split(split)
    return Sample(part.x[index], int(part.labels[index]), split, index)


def trace_now(qtbot, session, chosen=None):
    """The trace of a sample, as the network stands."""
    chosen = chosen or sample()
    with qtbot.waitSignal(session.trace_changed, check_params_cb=lambda trace: trace.sample is chosen) as told:
        session.look_at(chosen)
    return told.args[0]


def trained(iterations, config=CONFIG) -> Trainer:
    """The same training without a window."""
    trainer = Trainer(config, DIGITS)
    for _ in range(iterations):
        trainer.run_iteration()
    return trainer


def same(params, others) -> bool:
    return list(params) == list(others) and all(np.array_equal(params[name], others[name]) for name in params)


def where(session) -> tuple[int, int, int]:
    return session.standing.iteration, session.standing.position, session.standing.recorded


# --- the values --------------------------------------------------------------------------------------------------


def test_a_new_network_is_announced_before_anything_of_it_is_shown(qtbot, session):
    order = []
    session.run_started.connect(lambda run: order.append("run"))
    session.standing_changed.connect(lambda standing: order.append("standing"))
    begin(qtbot, session)
    assert order[:2] == ["run", "standing"]
    assert (session.state, where(session)) == (State.IDLE, (0, 0, 0))
    assert (session.run.sizes, session.run.parameters) == ((64, 50, 10), 64 * 50 + 50 + 50 * 10 + 10)
    assert (session.run.config, session.run.dataset) == (CONFIG, DIGITS)
    assert (session.standing.operations, session.standing.iterations) == (15, 60)
    assert session.run.history.losses().tolist() == Trainer(CONFIG, DIGITS).history.losses().tolist()


def test_the_accuracies_before_training_come_without_anybody_asking(qtbot, session):
    session.reset(CONFIG, DIGITS)
    qtbot.waitUntil(lambda: session.standing is not None and session.standing.evaluating is None)
    trainer = Trainer(CONFIG, DIGITS)
    trainer.finish_evaluation()
    assert session.run.history.accuracies() == trainer.history.accuracies()
    assert len(session.run.history.accuracies()) == 1


def test_at_full_speed_it_is_the_plain_trainer_bit_for_bit(qtbot, session):
    begin(qtbot, session)
    run_to_the_end(qtbot, session)
    trainer = trained(60)
    assert where(session) == (60, 0, 60)
    assert session.run.history.losses().tolist() == trainer.history.losses().tolist()
    assert session.run.history.accuracies() == trainer.history.accuracies()
    assert len(trainer.history.accuracies()) == 5  # 60 · 100 = 4.2 · 1437, and before training
    assert same(trace_now(qtbot, session).params, trainer.network.params)


def test_iteration_by_iteration_it_is_the_plain_trainer_bit_for_bit(qtbot, session):
    begin(qtbot, session)
    for _ in range(60):
        session.step("step iteration")
        assert session.state is State.STEPPING
    settle(qtbot, session)
    trainer = trained(60)
    assert (session.state, where(session)) == (State.PAUSED, (60, 0, 60))
    assert session.run.history.losses().tolist() == trainer.history.losses().tolist()
    assert session.run.history.accuracies() == trainer.history.accuracies()
    assert same(trace_now(qtbot, session).params, trainer.network.params)


def test_operation_by_operation_it_is_the_plain_trainer_bit_for_bit(qtbot, session):
    begin(qtbot, session)
    trainer = Trainer(CONFIG, DIGITS)
    for number in range(1, 16):
        session.step("step operation")
        settle(qtbot, session)
        operation = trainer.run_operation()
        assert where(session) == (number // 15, number % 15, number // 15)
        done = (operation.name, operation.formula) if number < 15 else None
        assert session.standing.operation == done
        trace = trace_now(qtbot, session)
        assert same(trace.params, trainer.network.params)
        assert {name: value.tolist() for name, value in trace.minibatch.items()} == {
            name: np.asarray(value).tolist() for name, value in trainer.values.items()}
    for _ in range(9 * 15):
        session.step("step operation")
    settle(qtbot, session)
    assert where(session) == (10, 0, 10)
    assert same(trace_now(qtbot, session).params, trained(10).network.params)


def test_an_operation_taken_back_leaves_no_trace(qtbot, session):
    begin(qtbot, session)
    for _ in range(3):
        session.step("step iteration")
    for _ in range(13):  # past the updates of W1, b1 and W2
        session.step("step operation")
    settle(qtbot, session)
    assert where(session) == (3, 13, 3)
    assert not same(trace_now(qtbot, session).params, trained(3).network.params)
    for position in range(12, -1, -1):
        session.step("back operation")
        settle(qtbot, session)
        assert where(session) == (3, position, 3)
    assert same(trace_now(qtbot, session).params, trained(3).network.params)


def test_taking_operations_back_goes_on_across_the_border_of_an_iteration(qtbot, session):
    begin(qtbot, session)
    session.step("step iteration")
    session.step("step iteration")
    settle(qtbot, session)
    session.step("back operation")
    settle(qtbot, session)
    assert where(session) == (1, 14, 2)
    assert session.standing.operation == ("update b2", "b2 ← b2 − lr·db2")
    assert same(trace_now(qtbot, session).params, trained(2).network.params)  # all is updated, only the loss is not
    session.step("step operation")
    settle(qtbot, session)
    assert where(session) == (2, 0, 2)


def test_one_iteration_back_is_the_beginning_of_a_half_done_one_or_the_one_before(qtbot, session):
    begin(qtbot, session)
    for _ in range(5):
        session.step("step iteration")
    for _ in range(6):
        session.step("step operation")
    settle(qtbot, session)
    assert where(session) == (5, 6, 5)
    for iteration in (5, 4, 3):
        session.step("back iteration")
        settle(qtbot, session)
        assert (session.state, where(session)) == (State.PAUSED, (iteration, 0, 5))
        assert same(trace_now(qtbot, session).params, trained(iteration).network.params)


def test_any_iteration_that_was_run_can_be_gone_to_and_no_other(qtbot, session):
    begin(qtbot, session)
    run_to_the_end(qtbot, session)
    losses = session.run.history.losses().tolist()
    for iteration, reached in ((17, 17), (0, 0), (59, 59), (1, 1), (60, 60), (1000, 60)):
        session.go_to(iteration)
        settle(qtbot, session)
        assert (session.state, where(session)) == (State.PAUSED, (reached, 0, 60))
        assert same(trace_now(qtbot, session).params, trained(reached).network.params)
    assert session.run.history.losses().tolist() == losses


def test_dragging_shows_places_on_the_way_and_ends_at_the_last(qtbot, session):
    begin(qtbot, session)
    run_to_the_end(qtbot, session)
    qtbot.waitUntil(lambda: session.is_settled)
    session.seen.standings.clear()
    for iteration in DRAGGED:
        session.drag_to(iteration)
        qtbot.waitUntil(lambda: session.is_done)
    assert [standing.iteration for standing in session.seen.standings] == DRAGGED
    for iteration in DRAGGED[::-1]:  # faster than can be followed
        session.drag_to(iteration)
    settle(qtbot, session)
    assert where(session) == (50, 0, 60)
    seen = [standing.iteration for standing in session.seen.standings[len(DRAGGED):]]
    assert seen == [22, 50]  # the first goes off at once, and of the others only the last
    assert same(trace_now(qtbot, session).params, trained(50).network.params)
    assert session.is_settled


def test_what_is_asked_for_after_a_drag_is_done_after_it(qtbot, session):
    begin(qtbot, session)
    run_to_the_end(qtbot, session)
    for iteration in DRAGGED:
        session.drag_to(iteration)
    session.go_to(45)
    session.step("back 10")
    settle(qtbot, session)
    assert where(session) == (35, 0, 60)


def test_a_way_that_takes_long_can_be_paused_and_is_overtaken_by_a_drag(qtbot, session):
    begin(qtbot, session, DEEP)
    session.step("forward 100")
    qtbot.waitUntil(lambda: session.can_pause)
    assert session.state is State.STEPPING and 0 < session.standing.replaying < 1
    session.pause()
    settle(qtbot, session)
    assert 0 < session.standing.iteration < 60 and session.state is State.PAUSED
    session.step("forward 100")
    session.drag_to(1)
    settle(qtbot, session)
    assert session.standing.iteration == 1


@pytest.mark.parametrize("seed", range(3))
def test_however_it_got_there_it_is_the_plain_trainer_bit_for_bit(qtbot, session, seed):
    begin(qtbot, session)
    rng = np.random.default_rng(seed)
    moves = (*steps(session, "step iteration", "step operation", "back operation", "back iteration"),
             session.start, session.pause, lambda: session.go_to(int(rng.integers(0, 61))))
    for _ in range(100):
        moves[rng.integers(len(moves))]()
        if rng.random() < 0.3:
            settle(qtbot, session)
    session.pause()
    settle(qtbot, session)
    if session.can_go_on:
        run_to_the_end(qtbot, session)
    trainer = trained(60)
    assert where(session) == (60, 0, 60)
    assert session.run.history.losses().tolist() == trainer.history.losses().tolist()
    assert session.run.history.accuracies() == trainer.history.accuracies()
    assert same(trace_now(qtbot, session).params, trainer.network.params)
    assert session.seen.failures == []


def test_a_learning_rate_holds_from_the_next_update_on(qtbot, session):
    begin(qtbot, session)
    for _ in range(10):
        session.step("step iteration")
    session.set_live("learning_rate", 0.02)
    for _ in range(10):
        session.step("step iteration")
    settle(qtbot, session)
    trainer = trained(10)
    trainer.set_learning_rate(0.02)
    for _ in range(10):
        trainer.run_iteration()
    assert session.standing.learning_rate == 0.02
    assert same(trace_now(qtbot, session).params, trainer.network.params)
    session.go_to(5)
    settle(qtbot, session)
    assert (session.standing.learning_rate, where(session)) == (0.1, (5, 0, 20))


def test_another_learning_rate_in_the_past_makes_another_future(qtbot, session):
    begin(qtbot, session)
    for _ in range(10):
        session.step("step iteration")
    settle(qtbot, session)
    session.go_to(4)
    session.set_live("learning_rate", 0.5)
    settle(qtbot, session)
    assert where(session) == (4, 0, 4)
    assert session.run.history.losses().tolist() == trained(4).history.losses().tolist()


def test_classification_is_that_of_the_network_as_it_stands(qtbot, session):
    begin(qtbot, session)
    for _ in range(30):
        session.step("step iteration")
    for split in ("train", "test"):
        session.classify(split)
    settle(qtbot, session)
    expected = trained(30).network
    for found, split in zip(session.seen.classified, ("train", "test"), strict=True):
        assert (found.split, found.iteration) == (split, 30)
        assert found.predictions.tolist() == expected.classify(DIGITS.split(split).x).tolist()


# --- states ------------------------------------------------------------------------------------------------------


def test_the_states_of_a_run(qtbot, session):
    begin(qtbot, session)
    run_to_the_end(qtbot, session)
    assert session.seen.states == [State.RUNNING, State.PAUSED]
    session.step("back iteration")
    settle(qtbot, session)
    session.step("step operation")
    settle(qtbot, session)
    assert session.seen.states[2:] == [State.STEPPING, State.PAUSED] * 2
    session.reset(CONFIG, DIGITS)
    settle(qtbot, session)
    assert session.seen.states[6:] == [State.IDLE]


def test_back_to_the_very_beginning_before_anything_was_recorded_is_idle_again(qtbot, session):
    begin(qtbot, session)
    session.step("step operation")
    settle(qtbot, session)
    assert (session.state, session.can_go_back) == (State.PAUSED, True)
    session.step("back operation")
    settle(qtbot, session)
    assert (session.state, session.can_go_back, where(session)) == (State.IDLE, False, (0, 0, 0))


def test_what_a_state_says_is_shown_with_it(qtbot, session):
    """Nobody who hears of a state finds the numbers of the moment before."""
    found = []
    session.state_changed.connect(lambda state: found.append((state, session.standing)))
    begin(qtbot, session)
    run_to_the_end(qtbot, session)
    state, standing = found[-1]
    assert (state, standing.iteration, standing.rate) == (State.PAUSED, 60, None)


@pytest.mark.parametrize("seed", range(5))
def test_pausing_takes_effect_with_the_iteration_under_way(qtbot, session, seed):
    begin(qtbot, session, ENDLESS)
    rng = np.random.default_rng(seed)
    for _ in range(10):
        history = session.run.history
        until = history.count + int(rng.integers(1, 40))
        session.start()
        qtbot.waitUntil(lambda history=history, until=until: history.count >= until)
        session.pause()
        count = history.count
        assert session.state is State.PAUSED
        settle(qtbot, session)
        assert history.count <= count + 1
        standing, count = where(session), history.count
        for _ in range(3):
            settle(qtbot, session)
        assert (where(session), history.count, session.state) == (standing, count, State.PAUSED)
        assert standing == (count - 1, 0, count - 1)


def test_running_stops_exactly_at_the_end_and_goes_on_when_that_is_moved(qtbot, session):
    begin(qtbot, session)
    assert (session.can_go_on, session.can_go_back) == (True, False)
    run_to_the_end(qtbot, session)
    assert (session.can_go_on, session.can_go_back, where(session)) == (False, True, (60, 0, 60))
    for intent in (session.start, *steps(session, "step iteration", "step operation")):
        intent()
        settle(qtbot, session)
        assert (session.state, where(session)) == (State.PAUSED, (60, 0, 60))
    session.set_live("iterations", 75)
    settle(qtbot, session)
    assert (session.can_go_on, session.standing.iterations) == (True, 75)
    run_to_the_end(qtbot, session)
    assert where(session) == (75, 0, 75)
    assert same(trace_now(qtbot, session).params, trained(75).network.params)


def test_running_stops_when_the_end_is_moved_before_it(qtbot, session):
    begin(qtbot, session, ENDLESS)
    session.start()
    session.set_live("iterations", 1)
    qtbot.waitUntil(lambda: session.state is State.PAUSED)
    assert session.standing.iteration >= 1
    assert (session.standing.iterations, session.can_go_on) == (1, False)


def test_before_any_network_nothing_can_go_wrong(qtbot, session):
    assert not session.can_go_on and not session.can_go_back
    for intent in (session.start, session.pause, *steps(session, *STEPS)):
        intent()
    session.go_to(3)
    session.set_live("learning_rate", 0.5)
    session.set_live("iterations", 5)
    session.classify("test")
    session.set_speed(1000)
    session.set_speed(None)
    session.look_at(sample())
    qtbot.waitUntil(lambda: session.state is State.IDLE)
    assert session.seen.failures == []
    begin(qtbot, session)
    run_to_the_end(qtbot, session)
    assert (where(session), session.standing.learning_rate) == ((60, 0, 60), 0.1)


def test_what_is_asked_while_the_first_network_is_being_built_is_not_lost(qtbot, session):
    session.reset(CONFIG, DIGITS)
    session.set_live("iterations", 7)
    session.set_live("learning_rate", 0.5)
    session.start()
    assert (session.run, session.state) == (None, State.RUNNING)
    qtbot.waitUntil(lambda: session.state is State.PAUSED)
    assert (where(session), session.standing.learning_rate) == ((7, 0, 7), 0.5)
    assert same(trace_now(qtbot, session).params, trained(7, replace(CONFIG, learning_rate=0.5)).network.params)


def test_a_reset_while_running_leaves_nothing_of_the_old_run(qtbot, session):
    begin(qtbot, session, ENDLESS)
    session.look_at(sample())
    session.start()
    qtbot.waitUntil(lambda: session.standing.iteration >= 20)
    old = session.run.history
    session.reset(replace(CONFIG, hidden_sizes=(), seed=3), DIGITS)
    assert (session.state, session.standing) == (State.IDLE, None)
    session.seen.traces.clear()
    settle(qtbot, session)
    assert (session.state, where(session), session.run.sizes) == (State.IDLE, (0, 0, 0), (64, 10))
    assert session.seen.traces == []
    count = old.count
    run_to_the_end(qtbot, session)
    assert old.count == count
    assert session.run.history.losses().tolist() == trained(60, session.run.config).history.losses().tolist()


# --- storms ------------------------------------------------------------------------------------------------------


class Storm:
    """Intents at random, and what the last one that decides the state must lead to."""

    HIDDEN = ((50,), (), (8, 8, 8))

    def __init__(self, session, seed) -> None:
        self.session, self.rng = session, np.random.default_rng(seed)
        self.expected = "reset"
        self.config = ENDLESS
        session.trace_changed.connect(self.check_trace)
        session.standing_changed.connect(self.check_standing)

    def check_trace(self, trace) -> None:
        sizes = self.session.run.sizes
        shapes = [trace.params[f"W{number}"].shape for number in range(1, len(sizes))]
        assert shapes == list(pairwise(sizes))
        assert trace.values["y"].shape == (1, 10)

    def check_standing(self, standing) -> None:
        assert 0 <= standing.iteration <= standing.recorded < self.session.run.history.count + 10_000_000
        assert 0 <= standing.position < standing.operations

    def blow(self) -> None:
        session, rng = self.session, self.rng
        kind = ("start", "pause", "step", "back", "operation", "undo", "go_to", "reset", "look", "classify", "speed",
                "rate", "ahead", "far back", "drag")[rng.choice(15, p=[
                    .2, .12, .08, .06, .06, .06, .08, .06, .06, .04, .04, .04, .02, .03, .05])]
        on, back = session.can_go_on, session.can_go_back
        match kind:
            case "start":
                session.start()
            case "pause":
                session.pause()
            case "step":
                session.step("step iteration")
            case "operation":
                session.step("step operation")
            case "back":
                session.step("back iteration")
            case "undo":
                session.step("back operation")
            case "go_to":
                session.go_to(int(rng.integers(0, 200)))
            case "ahead":
                session.step(tuple(MOVES)[2 * rng.integers(3)])
            case "far back":
                session.step(tuple(MOVES)[2 * rng.integers(3) + 1])
            case "drag":
                session.drag_to(int(rng.integers(0, 200)))
            case "reset":
                self.config = replace(ENDLESS, hidden_sizes=self.HIDDEN[rng.integers(3)], seed=int(rng.integers(9)),
                                      weight_init="he")  # with smaller ones three layers of 8 units soon fall silent
                session.reset(self.config, DIGITS)
            case "look":
                session.look_at(sample(int(rng.integers(360))))
            case "classify":
                session.classify(("train", "test")[rng.integers(2)])
            case "speed":
                session.set_speed((None, 50.0, 1000.0)[rng.integers(3)])
            case "rate":
                session.set_live("learning_rate", (0.05, 0.1, 0.2)[rng.integers(3)])
        decides = {"start": on, "step": on, "operation": on, "back": back, "undo": back, "pause": True, "go_to": True,
                   "drag": True, "ahead": on, "far back": back, "reset": True}
        if decides.get(kind, False):
            self.expected = kind

    def state(self) -> State:
        """What the session must have come to, once it has settled."""
        if self.expected == "start":
            return State.RUNNING
        iteration, position, recorded = where(self.session)
        return State.PAUSED if iteration + position + recorded else State.IDLE


@pytest.mark.parametrize("seed", range(12))
def test_a_storm_of_intents_ends_in_what_the_last_one_says(qtbot, session, seed):
    storm = Storm(session, seed)
    begin(qtbot, session, ENDLESS)
    for _ in range(4):
        for _ in range(100):
            storm.blow()
            if storm.rng.random() < 0.3:
                QCoreApplication.processEvents()
        settle(qtbot, session)
        assert session.state is storm.state(), storm.expected
        assert session.run.config == storm.config
    session.set_speed(None)
    session.pause()
    settle(qtbot, session)
    meet_everything_again(qtbot, session)
    assert (session.seen.failures, session.seen.divergences) == ([], [])


def meet_everything_again(qtbot, session) -> None:
    """From the beginning to the last iteration recorded: the history refuses a loss that is not the same again."""
    recorded, losses = session.standing.recorded, session.run.history.losses().tolist()
    session.go_to(0)
    session.set_live("iterations", max(recorded, 1))
    settle(qtbot, session)
    run_to_the_end(qtbot, session)
    assert session.run.history.losses().tolist()[:len(losses)] == losses
    assert where(session) == (max(recorded, 1), 0, max(recorded, 1))


def test_run_and_pause_in_turn_a_hundred_times(qtbot, session):
    begin(qtbot, session, ENDLESS)
    for turn in range(100):
        session.start()
        assert session.state is State.RUNNING
        if turn % 3 == 0:
            QCoreApplication.processEvents()
        session.pause()
        assert session.state is State.PAUSED
        if turn % 7 == 0:
            QCoreApplication.processEvents()
            # Where the worker has not had its turn between the two, nothing is trained yet.
            assert session.state is State.PAUSED or session.run.history.count == 1
    settle(qtbot, session)
    count = session.run.history.count
    assert (session.state, where(session)) == (State.PAUSED if count > 1 else State.IDLE, (count - 1, 0, count - 1))


# --- closing -----------------------------------------------------------------------------------------------------


def nothing(qtbot, session):
    pass


def building(qtbot, session):
    session.reset(DEEP, DIGITS)


def evaluating(qtbot, session):
    session.reset(DEEP, DIGITS)
    qtbot.waitUntil(lambda: session.standing is not None)


def classifying(qtbot, session):
    begin(qtbot, session, DEEP)
    for _ in range(200):
        session.classify("train")


def paused(qtbot, session):
    begin(qtbot, session)
    session.step("step iteration")
    settle(qtbot, session)


def running(qtbot, session):
    begin(qtbot, session, ENDLESS)
    session.start()
    qtbot.waitUntil(lambda: session.standing.iteration > 5)


def running_deep(qtbot, session):
    begin(qtbot, session, replace(DEEP, iterations=10_000_000))
    session.start()
    qtbot.waitUntil(lambda: session.standing.iteration > 0)


def running_slowly(qtbot, session):
    begin(qtbot, session)
    session.set_speed(0.001)
    session.start()
    qtbot.waitUntil(lambda: session.standing.iteration == 1)


def replaying(qtbot, session):
    begin(qtbot, session, DEEP)
    session.start()
    qtbot.waitUntil(lambda: session.standing.iteration >= 16)  # from here on there are few checkpoints
    session.go_to(15)
    qtbot.waitUntil(lambda: session.standing.replaying is not None or session.state is State.PAUSED)


def stepping_many(qtbot, session):
    begin(qtbot, session, replace(DEEP, iterations=10_000_000))
    for _ in range(5000):
        session.step("step iteration")


def failed(qtbot, session):
    session.reset(replace(CONFIG, batch_size=9999), DIGITS)
    qtbot.waitUntil(lambda: session.state is State.ERROR)


@pytest.mark.parametrize("doing", [nothing, building, evaluating, classifying, paused, running, running_deep,
                                   running_slowly, replaying, stepping_many, failed])
def test_closing_ends_the_thread_whatever_is_under_way(qtbot, session, doing):
    doing(qtbot, session)
    thread, worker = session._thread, session._worker
    worker.stop()  # what `close` does, which then waits without a limit
    thread.quit()
    assert thread.wait(5000)
    session.close()
    assert thread.isFinished()
    session.close()


def test_after_closing_intents_do_nothing(qtbot, session):
    begin(qtbot, session)
    session.close()
    session.start()
    session.look_at(sample())
    session.reset(CONFIG, DIGITS)
    QCoreApplication.processEvents()
    assert session._thread.isFinished()
    assert len(session.seen.runs) == 1


def test_two_sessions_have_nothing_to_do_with_each_other(qtbot, session):
    other = TrainingSession()
    try:
        begin(qtbot, session)
        begin(qtbot, other, replace(CONFIG, seed=1))
        run_to_the_end(qtbot, session)
        run_to_the_end(qtbot, other)
        for each, seed in ((session, 0), (other, 1)):
            expected = trained(60, replace(CONFIG, seed=seed)).history.losses().tolist()
            assert each.run.history.losses().tolist() == expected
    finally:
        other.close()


# --- speed -------------------------------------------------------------------------------------------------------


def test_a_slow_run_is_paused_at_once_and_does_one_iteration_when_it_starts(qtbot, session):
    begin(qtbot, session)
    session.set_speed(0.001)  # the second iteration would be due in a quarter of an hour
    session.start()
    qtbot.waitUntil(lambda: session.standing.iteration == 1)
    session.pause()
    settle(qtbot, session)
    assert (session.state, where(session)) == (State.PAUSED, (1, 0, 1))
    session.step("step iteration")  # a step does not wait for its time
    settle(qtbot, session)
    assert where(session) == (2, 0, 2)


def test_a_slow_run_is_made_fast_at_once(qtbot, session):
    begin(qtbot, session)
    session.set_speed(0.001)
    session.start()
    qtbot.waitUntil(lambda: session.standing.iteration == 1)
    session.set_speed(None)
    qtbot.waitUntil(lambda: session.state is State.PAUSED)
    assert where(session) == (60, 0, 60)
    assert same(trace_now(qtbot, session).params, trained(60).network.params)


# --- going wrong -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rate", [1e9, 1e30])
def test_divergence_takes_training_back_to_where_it_was_well(qtbot, session, rate):
    begin(qtbot, session, replace(CONFIG, iterations=400))
    for _ in range(20):
        session.step("step iteration")
    session.set_live("learning_rate", rate)
    settle(qtbot, session)
    session.look_at(sample())
    with qtbot.waitSignal(session.diverged):
        session.start()
    qtbot.waitUntil(lambda: session.state is State.PAUSED)
    settle(qtbot, session)

    plain = trained(20)
    plain.set_learning_rate(rate)
    while plain.divergence is None:
        plain.run_iteration()
    at, (good, broke, problem, can_go_on) = plain.iteration, plain.divergence
    plain.go_to(good)
    assert [(told.iteration, told.last_good) for told in session.seen.divergences] == [(at, good)]
    told = session.seen.divergences[0]
    assert (told.problem, told.broke, told.can_go_on) == (problem, broke, can_go_on)
    assert (session.state, where(session)) == (State.PAUSED, (good, 0, at))
    assert good >= 20
    assert same(trace_now(qtbot, session).params, plain.network.params)

    session.go_to(20)
    session.set_live("learning_rate", 0.1)
    settle(qtbot, session)
    run_to_the_end(qtbot, session)
    assert where(session) == (400, 0, 400)
    assert session.run.history.losses().tolist() == trained(400).history.losses().tolist()
    assert (len(session.seen.divergences), session.seen.failures) == (1, [])


def test_stepping_finds_a_divergence_too(qtbot, session):
    begin(qtbot, session, replace(CONFIG, learning_rate=1e30))
    with qtbot.waitSignal(session.diverged):
        for _ in range(15):
            session.step("step operation")
        for _ in range(20):
            session.step("step iteration")
    settle(qtbot, session)
    told = session.seen.divergences[0]
    assert session.state is State.PAUSED
    assert session.run.history.loss(told.last_good) < 5


def broken_parameters(trainer):
    trainer.network.params["W1"] = np.zeros((3, 3), np.float32)


def broken_values(trainer):
    trainer.values["x"] = None


def stepped(session):
    session.step("step iteration")


def started(session):
    session.start()


@pytest.mark.parametrize("looking", [False, True])
@pytest.mark.parametrize("go_on", [stepped, started])
def test_an_exception_in_the_worker_leaves_a_sound_network_and_live_controls(qtbot, session, caplog, go_on, looking):
    begin(qtbot, session)
    for _ in range(10):
        session.step("step iteration")
    settle(qtbot, session)
    if looking:
        trace_now(qtbot, session)
    broken_parameters(session._worker._trainer)  # the worker waits for a command: nobody else is there
    with qtbot.waitSignal(session.failed):
        go_on(session)
    qtbot.waitUntil(lambda: session.state is State.ERROR)
    assert len(session.seen.failures) == 1
    failure = session.seen.failures[0]
    assert failure.message.startswith("ValueError: ")
    assert failure.details.startswith("Traceback (most recent call last):")
    assert failure.details.endswith(f"{failure.message}\n")
    assert "Training failed." in caplog.text
    settle(qtbot, session)
    assert (session.state, where(session)) == (State.ERROR, (10, 0, 10))
    assert same(trace_now(qtbot, session).params, trained(10).network.params)

    session.step("step iteration")
    settle(qtbot, session)
    assert (session.state, where(session)) == (State.PAUSED, (11, 0, 11))
    session.step("back iteration")
    settle(qtbot, session)
    run_to_the_end(qtbot, session)
    assert same(trace_now(qtbot, session).params, trained(60).network.params)
    session.reset(replace(CONFIG, seed=4), DIGITS)
    settle(qtbot, session)
    assert (session.state, where(session)) == (State.IDLE, (0, 0, 0))
    assert len(session.seen.failures) == 1


def test_an_exception_in_a_half_done_iteration_goes_back_to_its_beginning(qtbot, session):
    begin(qtbot, session)
    for _ in range(3):
        session.step("step iteration")
    for _ in range(12):  # past the update of W1 and b1
        session.step("step operation")
    settle(qtbot, session)
    broken_values(session._worker._trainer)
    with qtbot.waitSignal(session.failed):
        session.step("step iteration")
    settle(qtbot, session)
    assert (session.state, where(session)) == (State.ERROR, (3, 0, 3))
    assert same(trace_now(qtbot, session).params, trained(3).network.params)


def test_a_network_that_cannot_be_built_leaves_the_old_one(qtbot, session):
    begin(qtbot, session)
    for _ in range(3):
        session.step("step iteration")
    settle(qtbot, session)
    run = session.run
    with qtbot.waitSignal(session.failed):
        session.reset(replace(CONFIG, batch_size=1438), DIGITS)
    settle(qtbot, session)
    assert session.seen.failures[0].message.startswith("ConfigError: ")
    assert (session.state, where(session), session.run) == (State.ERROR, (3, 0, 3), run)
    run_to_the_end(qtbot, session)
    assert same(trace_now(qtbot, session).params, trained(60).network.params)


def test_where_the_first_network_cannot_be_built_the_next_one_can(qtbot, session):
    session.reset(replace(CONFIG, batch_size=1438), DIGITS)
    qtbot.waitUntil(lambda: session.state is State.ERROR)
    assert (session.run, session.standing) == (None, None)
    for intent in (session.start, *steps(session, "step iteration", "step operation"), session.pause):
        intent()
    session.go_to(1)
    session.set_live("learning_rate", 0.5)
    session.classify("test")
    begin(qtbot, session)
    assert len(session.seen.failures) == 1
    run_to_the_end(qtbot, session)
    assert where(session) == (60, 0, 60)


def test_a_sample_that_cannot_be_traced_does_not_end_the_worker(qtbot, session):
    begin(qtbot, session)
    with qtbot.waitSignal(session.failed):
        session.look_at(replace(sample(), label=10))
    settle(qtbot, session)
    assert session.state is State.ERROR
    trace_now(qtbot, session)
    run_to_the_end(qtbot, session)
    assert (where(session), len(session.seen.failures)) == ((60, 0, 60), 1)


def test_a_sample_of_another_size_is_left_aside(qtbot, session):
    begin(qtbot, session)
    session.look_at(Sample(np.zeros(784, np.float32), 3, "drawn", 0))
    settle(qtbot, session)
    assert (session.seen.traces, session.seen.failures) == ([], [])


# --- traces ------------------------------------------------------------------------------------------------------


def y_again(trace) -> np.ndarray:
    """y, computed once more from what the trace says the parameters are."""
    sizes = [trace.params["W1"].shape[0], *(trace.params[f"b{n}"].size for n in range(1, len(trace.params) // 2 + 1))]
    network = Network(sizes)  # of ReLU, as the session's networks here are
    network.params.update({name: value.copy() for name, value in trace.params.items()})
    return network.forward_values(trace.sample.x[np.newaxis], np.array([0]))["y"]


def test_a_trace_is_frozen_and_all_of_one_moment_while_training_runs(qtbot, session):
    begin(qtbot, session, ENDLESS)
    chosen = sample(5)
    session.look_at(chosen)
    session.start()
    qtbot.waitUntil(lambda: len({trace.iteration for trace in session.seen.traces}) >= 6)
    session.pause()
    settle(qtbot, session)
    iterations = [trace.iteration for trace in session.seen.traces]
    assert iterations == sorted(iterations)
    plain = Trainer(ENDLESS, DIGITS)
    for trace in session.seen.traces:
        while plain.iteration < trace.iteration:
            plain.run_iteration()
        assert (trace.sample is chosen, trace.position) == (True, 0)
        assert same(trace.params, plain.network.params)
        assert np.array_equal(trace.values["y"], y_again(trace))
        for arrays in (trace.values, trace.minibatch, trace.params):
            assert not any(array.flags.writeable for array in arrays.values())
            with pytest.raises(TypeError):
                arrays["y"] = None


def test_traces_have_their_turn_where_showing_takes_long(qtbot, session):
    session._budget.between_frames = lambda shortest, longest: longest
    begin(qtbot, session, ENDLESS)
    session.look_at(sample(5))
    session.start()
    qtbot.waitUntil(lambda: session._timer.interval() == SLOWEST)
    session.seen.standings.clear()
    session.seen.traces.clear()
    qtbot.waitUntil(lambda: len(session.seen.traces) >= 3)
    assert 2 <= len(session.seen.standings) <= 4


def test_a_trace_is_of_the_sample_asked_for_last(qtbot, session):
    begin(qtbot, session)
    for index in range(20):
        session.look_at(sample(index))
    last = sample(20)
    trace = trace_now(qtbot, session, last)
    assert (trace.sample, int(trace.values["t"].argmax())) == (last, last.label)
    assert np.array_equal(trace.values["x"][0], DIGITS.test.x[20])
    session.look_at(None)
    settle(qtbot, session)
    session.seen.traces.clear()
    session.step("step iteration")
    settle(qtbot, session)
    assert session.seen.traces == []


def test_a_drawing_without_a_label_is_traced_up_to_y(qtbot, session):
    begin(qtbot, session)
    trace = trace_now(qtbot, session, Sample(np.full(64, 0.5, np.float32), None, "drawn", 0))
    assert set(trace.values) == {"x", "a1", "z1", "a2", "y", "log y"}
    assert np.array_equal(trace.values["y"], y_again(trace))


# --- at rest -----------------------------------------------------------------------------------------------------


def come_to_rest(qtbot, session) -> None:
    """Wait until it looks for nothing any more; then nothing may be left to be looked at."""
    qtbot.waitUntil(lambda: not session._timer.isActive())
    assert session.is_settled
    assert not (session._untold or session._undrawn)
    worker = session._worker
    assert [box.take() for box in (worker.standings, worker.traces, worker.snapshots)] == [None] * 3


def test_it_says_when_all_that_was_asked_is_done_and_shown(qtbot, session):
    with qtbot.waitSignal(session.settled):
        session.reset(CONFIG, DIGITS)
    assert (session.is_settled, session.standing.evaluating) == (True, None)
    with qtbot.waitSignal(session.settled):
        for name in ("step iteration", "step operation"):
            session.step(name)
    assert session.is_settled and not (session._untold or session._undrawn)
    assert where(session) == (1, 1, 1)
    with qtbot.waitSignal(session.settled):
        session.start()
    assert where(session) == (60, 0, 60)


def test_it_looks_for_nothing_before_anything_was_asked(session):
    assert session.is_settled
    assert not session._timer.isActive()


def test_the_end_of_an_evaluation_wakes_it_and_lays_it_to_rest(qtbot, session):
    session.look_at(sample())
    session.look_into(True)
    session.reset(replace(CONFIG, hidden_sizes=(500,) * 3), DIGITS)
    assert session._timer.isActive()
    come_to_rest(qtbot, session)
    assert (session.state, session.standing.evaluating) == (State.IDLE, None)
    assert len(session.run.history.accuracies()) == 1


def test_whatever_was_asked_it_comes_to_rest_with_all_of_it_shown(qtbot, session):
    seen = look_into(session)
    begin(qtbot, session)
    asked = sample(3)
    for ask in (*steps(session, "step operation", "step iteration", "back operation", "back iteration"),
                lambda: session.go_to(0), lambda: session.look_at(asked), lambda: session.classify("test"),
                lambda: session.set_live("learning_rate", 0.2), session.take_apart, *steps(session, "step iteration")):
        ask()
        assert session._timer.isActive()
        come_to_rest(qtbot, session)
    assert (session.state, where(session), session.standing.learning_rate) == (State.PAUSED, (1, 0, 1), 0.2)
    last = session.seen.traces[-1]
    assert (last.sample, last.iteration) == (asked, 1)
    assert seen[-1] == (1, 15)
    assert len(session.seen.classified) == 1


def test_the_end_of_a_run_lays_it_to_rest_with_the_last_picture_drawn(qtbot, session):
    begin(qtbot, session)
    drawn = []
    session.look_at(sample())
    session.frame.connect(lambda: drawn.append(session.run.history.count - 1))
    run_to_the_end(qtbot, session)
    come_to_rest(qtbot, session)
    assert (drawn[-1], session.seen.traces[-1].iteration, session.seen.standings[-1].iteration) == (60, 60, 60)


def test_after_an_error_it_rests_too(qtbot, session):
    begin(qtbot, session)
    session.step("step iteration")
    settle(qtbot, session)
    broken_parameters(session._worker._trainer)
    session.start()
    qtbot.waitUntil(lambda: session.state is State.ERROR)
    come_to_rest(qtbot, session)
    assert where(session) == (1, 0, 1)


@pytest.mark.parametrize("seed", range(5))
def test_after_a_storm_it_rests_and_shows_where_training_stands(qtbot, session, seed):
    """The evaluation of a new network, or of an epoch, may be under way at each of these moments."""
    rng = np.random.default_rng(seed)
    session.look_into(True)
    samples = [sample(index) for index in range(5)]
    asks = (*steps(session, "step iteration", "step operation", "back operation", "back iteration"),
            session.start, session.pause, lambda: session.go_to(int(rng.integers(0, 61))),
            lambda: session.look_at(samples[rng.integers(5)]), lambda: session.classify("train"),
            lambda: session.reset(CONFIG, DIGITS))
    session.reset(CONFIG, DIGITS)
    session.look_at(samples[0])
    for _ in range(12):
        for _ in range(rng.integers(1, 8)):
            asks[rng.integers(len(asks))]()
            if rng.random() < 0.3:
                QCoreApplication.processEvents()
        session.look_at(samples[1])
        session.pause()
        come_to_rest(qtbot, session)
        trainer = session._worker._trainer  # which waits for a command: nobody else is there
        stands = (trainer.iteration, trainer.position)
        assert where(session)[:2] == stands
        assert session.seen.standings[-1] is session.standing
        assert (session.seen.traces[-1].iteration, session.seen.traces[-1].position) == stands


# --- a window that is slower than the worker ---------------------------------------------------------------------


def test_nothing_piles_up_while_the_window_is_busy(qtbot, session):
    begin(qtbot, session, ENDLESS)
    session.look_at(sample())
    session.start()
    history, frames = session.run.history, []
    session.frame.connect(lambda: frames.append(history.count))
    session.seen.standings.clear()
    session.seen.traces.clear()
    until = history.count + 500
    while history.count < until:  # the window looks at nothing
        QThread.yieldCurrentThread()
    assert (session.seen.standings, session.seen.traces, frames) == ([], [], [])
    session.pause()
    QCoreApplication.processEvents()
    settle(qtbot, session)
    assert len(session.seen.standings) == len(frames) <= 4
    assert len(session.seen.traces) <= 4
    assert session.seen.standings[-1].iteration == history.count - 1


# --- iterations taken apart ---------------------------------------------------------------------------------------


def look_into(session) -> list:
    """Look into iterations from now on: (iteration, position) of each that is shown, or None."""
    seen = []
    session.snapshot_changed.connect(
        lambda snapshot: seen.append(snapshot and (snapshot.iteration, snapshot.position)))
    session.look_into(True)
    return seen


def test_steps_are_shown_taken_apart(qtbot, session):
    begin(qtbot, session)
    seen = look_into(session)
    settle(qtbot, session)
    for step in ("step operation", "step operation", "back operation", "step iteration", "back iteration"):
        session.step(step)
        settle(qtbot, session)
    assert list(dict.fromkeys(seen)) == [None, (1, 1), (1, 2), (1, 15)]
    assert seen[-1] is None


def test_at_full_speed_they_are_shown_when_asked_for_and_after_a_pause(qtbot, session):
    begin(qtbot, session, ENDLESS)
    seen = look_into(session)
    settle(qtbot, session)
    session.start()
    qtbot.waitUntil(lambda: session.standing.iteration > 100)
    assert set(seen) == {None}
    told = len(seen)
    session.take_apart()
    qtbot.waitUntil(lambda: len(seen) == told + 1)
    asked = seen[-1]
    reached = session.standing.iteration
    qtbot.waitUntil(lambda: session.standing.iteration > reached + 100)
    assert (len(seen), asked[1]) == (told + 1, 15) and asked[0] > 0
    session.pause()
    settle(qtbot, session)
    assert seen[-1] == (session.standing.iteration, 15)


def test_a_snapshot_of_the_network_before_is_not_shown(qtbot, session):
    begin(qtbot, session, ENDLESS)
    seen = look_into(session)
    session.start()
    qtbot.waitUntil(lambda: session.standing.iteration > 20)
    session.take_apart()
    session.reset(CONFIG, DIGITS)
    order = []
    session.run_started.connect(lambda run: order.append("run"))
    session.snapshot_changed.connect(lambda snapshot: order.append(snapshot))
    settle(qtbot, session)
    assert "run" in order
    assert all(each is None for each in order[order.index("run") + 1:])
    assert seen[0] is None


@pytest.mark.parametrize("seed", [0, 1])
def test_operations_back_and_forth_at_random_are_the_plain_trainer_bit_for_bit(qtbot, session, seed):
    begin(qtbot, session)
    look_into(session)
    rng = np.random.default_rng(seed)
    for _ in range(150):
        session.step(("step operation", "back operation")[int(rng.random() < 0.4)])
        if rng.random() < 0.3:
            settle(qtbot, session)
    run_to_the_end(qtbot, session)
    settle(qtbot, session)
    plain = trained(60)
    assert where(session) == (60, 0, 60)
    assert session.run.history.losses().tolist() == plain.history.losses().tolist()
    assert same(trace_now(qtbot, session).params, plain.network.params)


def test_training_stands_by_while_the_window_has_much_to_do_and_goes_on_as_if_nothing_had_been(qtbot, session):
    begin(qtbot, session)
    session._standing_by.setInterval(10_000)  # so that this test says when it is over
    session.start()
    session.stand_by()
    qtbot.waitUntil(lambda: session._worker.commands.begun == session._worker.commands.sent)
    stood_at = session.run.history.count
    session.stand_by()  # again, while it does
    for _ in range(20):
        QCoreApplication.processEvents()
    assert session.run.history.count == stood_at
    session._on_stood_by()
    qtbot.waitUntil(lambda: session.state is State.PAUSED)
    assert session.run.history.losses().tolist() == trained(60).history.losses().tolist()


def test_a_session_that_stands_by_can_be_closed_and_paused(qtbot, session):
    begin(qtbot, session, ENDLESS)
    session.stand_by()  # at rest there is nobody to wait
    assert session.is_done
    session.start()
    session.stand_by()
    session.pause()
    settle(qtbot, session)
    assert session.state is not State.RUNNING
    session.start()
    session.stand_by()
    session.close()
    assert not session._thread.isRunning()


# --- a run is gone on with -----------------------------------------------------------------------------------------


def test_a_run_that_was_left_is_gone_on_with_where_it_stood(qtbot, session):
    begin(qtbot, session)
    run_to_the_end(qtbot, session)
    session.go_to(40)
    session.set_live("learning_rate", 0.02)
    session.set_live("iterations", 80)
    session.step("step operation")
    settle(qtbot, session)
    left = []
    session.hand_out(left.append)
    begin(qtbot, session, replace(CONFIG, hidden_sizes=(7,), seed=5))
    run_to_the_end(qtbot, session)
    session.resume(left[0].run)
    settle(qtbot, session)
    started = session.seen.runs[-1].config
    assert (started.seed, started.hidden_sizes, started.learning_rate, started.iterations) == (0, (50,), 0.02, 80)
    assert (session.state, where(session)) == (State.PAUSED, (40, 1, 40))
    straight = trained(40)
    straight.set_learning_rate(0.02)
    for _ in range(40):
        straight.run_iteration()
    run_to_the_end(qtbot, session)
    assert session.run.history.losses().tolist() == straight.history.losses().tolist()
    assert same(trace_now(qtbot, session).params, straight.network.params)
    session.go_to(13)
    settle(qtbot, session)
    assert same(trace_now(qtbot, session).params, trained(13).network.params)


def test_a_run_that_was_not_trained_is_gone_on_with_as_a_new_one(qtbot, session):
    begin(qtbot, session)
    left = []
    session.hand_out(left.append)
    run_to_the_end(qtbot, session)
    session.resume(left[0].run)
    settle(qtbot, session)
    assert (session.state, where(session), session.standing.iterations) == (State.IDLE, (0, 0, 0), 60)


# --- the network itself --------------------------------------------------------------------------------------------

def bits_of(network: Network) -> dict[str, bytes]:
    return {name: value.tobytes() for name, value in network.params.items()}


def test_the_network_is_told_where_training_rests_while_somebody_watches(qtbot, session):
    learned = []
    session.learned_changed.connect(learned.append)
    session.reset(CONFIG, DIGITS)
    settle(qtbot, session)
    assert learned == []
    session.watch_learned(True)
    settle(qtbot, session)
    for name in ("step iteration", "step operation", "back operation"):
        session.step(name)
        settle(qtbot, session)
    places = [(each.iteration, each.position) for each in learned]
    assert places == [(0, 0), (1, 0), (1, 1), (1, 0)]
    trainer = Trainer(CONFIG, DIGITS)
    assert bits_of(learned[0].network) == bits_of(trainer.network)
    trainer.run_iteration()
    for each in learned[1:]:
        assert bits_of(each.network) == bits_of(trainer.network)
    assert learned[1].is_same_as(learned[2])
    assert not learned[0].is_same_as(learned[1])
    assert not learned[0].is_same_as(None)
    session.watch_learned(False)
    session.step("step iteration")
    settle(qtbot, session)
    assert len(learned) == 4


def test_while_it_runs_the_network_is_told_at_the_end_of_epochs(qtbot, session):
    learned = []
    session.learned_changed.connect(learned.append)
    session.watch_learned(True)
    session.reset(replace(CONFIG, iterations=100), DIGITS)
    session.start()
    qtbot.waitUntil(lambda: session.is_settled and session.standing.iteration == 100)
    epochs = {each.iteration for each in session.run.history.accuracies()}
    assert {each.iteration for each in learned} <= epochs | {0, 100}
    assert learned[-1].iteration == 100
