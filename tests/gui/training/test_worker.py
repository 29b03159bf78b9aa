"""The worker's loop, run here in the test's own thread so that the order of things is certain; mailbox and pace."""

import weakref
from dataclasses import replace
from threading import Thread

import numpy as np
import pytest

from engine.data.digits import load_digits
from engine.inspection.frozen.trace import Sample
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer
from gui.training.mailbox import Mailbox
from gui.training.pace import WINDOW, Budget, Pace, Pulse
from gui.training.reports import State
from gui.training.worker import MOST_BUNDLED, TrainingWorker

DIGITS = load_digits()
CONFIG = TrainingConfig(iterations=30)


class Told:
    """What a worker has told, in order: (what, with which values)."""

    def __init__(self, worker: TrainingWorker) -> None:
        self.all = []
        worker.run_started.connect(lambda run: self.all.append(("run", run.sizes)))
        worker.state_reported.connect(lambda report: self.all.append(("state", *report)))
        worker.failed.connect(lambda failure: self.all.append(("failed", failure.message)))
        worker.diverged.connect(lambda divergence: self.all.append(("diverged", divergence.last_good)))
        worker.classified.connect(lambda found: self.all.append(("classified", found.split, found.iteration)))
        worker.finished.connect(lambda: self.all.append(("finished",)))

    def of(self, what: str) -> list[tuple]:
        return [told[1:] for told in self.all if told[0] == what]


@pytest.fixture
def worker(qapp):
    worker = TrainingWorker()
    worker.told = Told(worker)
    return worker


def carry_out(worker) -> None:
    """Do all that was sent before this call, and no more."""
    worker.commands.send("stop")
    worker.run()
    worker._stopping.clear()  # so that it can be done again


def trained(iterations, config=CONFIG) -> Trainer:
    trainer = Trainer(config, DIGITS)
    for _ in range(iterations):
        trainer.run_iteration()
    return trainer


def build(worker, config=CONFIG) -> None:
    worker.commands.send("build", config, DIGITS)


# --- the loop ----------------------------------------------------------------------------------------------------


def test_every_command_is_reported_by_its_number_in_order(worker):
    assert [worker.commands.send("build", CONFIG, DIGITS), worker.commands.send("step iteration"),
            worker.commands.send("set speed", 5.0), worker.commands.send("step operation")] == [1, 2, 3, 4]
    carry_out(worker)
    assert worker.told.all[:-2] == [("run", (64, 50, 10)), ("state", 1, State.IDLE), ("state", 2, State.PAUSED),
                                    ("state", 3, State.PAUSED), ("state", 4, State.PAUSED)]
    assert worker.told.all[-1] == ("finished",)
    standing = worker.standings.take()
    assert (standing.iteration, standing.position, standing.operation[0]) == (1, 1, "draw")


def test_nothing_advances_between_start_and_a_pause_that_follows_at_once(worker):
    build(worker)
    worker.commands.send("start")
    worker.commands.send("pause", urgent=True)
    carry_out(worker)
    assert worker.told.of("state")[:3] == [(1, State.IDLE), (2, State.RUNNING), (3, State.IDLE)]
    assert worker.standings.take().recorded == 0


def test_the_end_of_a_run_is_reported_once_with_the_number_of_the_last_command(worker):
    build(worker)
    worker.commands.send("start")
    worker.state_reported.connect(lambda report: worker.stop() if report[1] is State.PAUSED else None)
    worker.run()
    assert worker.told.of("state") == [(1, State.IDLE), (2, State.RUNNING), (2, State.PAUSED)]
    standing = worker.standings.take()
    assert (standing.iteration, standing.recorded, standing.rate) == (30, 30, None)
    assert worker._trainer.history.losses().tolist() == trained(30).history.losses().tolist()


def test_steps_that_a_pause_overtakes_are_left_out(worker):
    build(worker)
    worker.commands.send("step iteration")
    for command in ("step iteration", "step operation", "back operation", "back iteration"):
        worker.commands.send(command)
    worker.commands.send("pause", urgent=True)
    worker.commands.send("step operation")
    carry_out(worker)
    standing = worker.standings.take()
    assert (standing.iteration, standing.position, standing.recorded) == (0, 1, 0)
    assert worker.told.of("failed") == []


def test_settings_that_a_pause_overtakes_are_not_left_out(worker):
    build(worker)
    worker.commands.send("set live", "learning_rate", 0.5)
    worker.commands.send("set live", "iterations", 77)
    worker.commands.send("pause", urgent=True)
    carry_out(worker)
    standing = worker.standings.take()
    assert (standing.learning_rate, standing.iterations) == (0.5, 77)


def test_of_two_ways_back_only_the_last_is_gone(worker):
    build(worker)
    for _ in range(12):
        worker.commands.send("step iteration")
    carry_out(worker)
    worker.commands.send("go to", 3, urgent=True)
    worker.note = lambda: positions.append(worker._trainer.iteration)
    worker.commands.send("note")
    worker.commands.send("go to", 7, urgent=True)
    positions = []
    carry_out(worker)
    standing = worker.standings.take()
    assert (positions, standing.iteration, standing.recorded) == ([12], 7, 12)


LONG = replace(CONFIG, iterations=200)


def test_moves_run_again_what_was_run_and_train_beyond_it(worker):
    straight, states = trained(0, LONG), []
    for _ in range(201):
        states.append({name: value.tobytes() for name, value in straight.network.params.items()})
        straight.run_iteration()
    build(worker, LONG)
    for unit, count, at, recorded in (
        ("iterations", 10, 10, 10), ("iterations", 100, 110, 110), ("iterations", -10, 100, 110),
        ("epochs", -1, 87, 110), ("epochs", -1, 72, 110), ("epochs", 1, 87, 110), ("epochs", 1, 101, 110),
        ("epochs", 1, 115, 115), ("iterations", 10, 125, 125), ("iterations", -100, 25, 125),
        ("iterations", -100, 0, 125), ("epochs", -1, 0, 125), ("iterations", 100, 100, 125),
        ("iterations", 100, 200, 200), ("iterations", 10, 200, 200), ("epochs", 1, 200, 200),
    ):
        worker.commands.send("move", unit, count)
        carry_out(worker)
        standing, trainer = worker.standings.take(), worker._trainer
        assert (standing.iteration, standing.position, standing.recorded) == (at, 0, recorded)
        assert {name: value.tobytes() for name, value in trainer.network.params.items()} == states[at]
        assert standing.replaying is None
    assert trainer.history.losses().tolist() == straight.history.losses().tolist()[:201]


@pytest.mark.parametrize(("count", "at"), [(10, 60), (-10, 41)])
def test_a_move_from_within_an_iteration_counts_from_its_beginning_or_its_end(worker, count, at):
    build(worker, LONG)
    worker.commands.send("move", "iterations", 50)
    worker.commands.send("step operation")
    worker.commands.send("move", "iterations", count)
    carry_out(worker)
    standing = worker.standings.take()
    assert (standing.iteration, standing.position) == (at, 0)


def test_a_long_way_shows_pictures_and_makes_way_for_a_newer_one(worker, monkeypatch):
    monkeypatch.setattr("gui.training.worker.AT_ONCE", -1.0)
    build(worker, LONG)
    worker.commands.send("look into", True)
    carry_out(worker)
    worker._trainer.finish_evaluation()
    worker.standings.take()
    seen = []

    def post(standing) -> None:
        if standing.iteration:
            seen.append((standing.iteration, standing.replaying))
        if standing.iteration == 30 and standing.replaying:
            worker.commands.send("go to", 7, urgent=True)

    monkeypatch.setattr(worker.standings, "post", post)
    worker.commands.send("move", "iterations", 100)
    carry_out(worker)
    worker.commands.send("go to", 7, urgent=True)  # the first was overtaken by the end of the loop
    carry_out(worker)
    seen = list(dict.fromkeys(seen))    # accuracies are measured on the way too
    assert seen[:30] == [(i, i / 100) for i in range(1, 31)]  # each is wanted here, as if it were taken at once
    assert seen[30] == (30, None)       # where it was broken off
    assert seen[-1] == (7, None)
    assert max(iteration for iteration, _ in seen) == 30
    assert worker.snapshots.take()[0].iteration == 7


def test_a_run_that_goes_wrong_on_a_move_is_taken_back(worker):
    build(worker, replace(LONG, learning_rate=1e9))
    worker.commands.send("move", "iterations", 150)
    carry_out(worker)
    assert [good for good, in worker.told.of("diverged")] == [worker.standings.take().iteration]


def test_a_classification_that_makes_way_is_answered_afterwards(worker):
    build(worker)
    worker.commands.send("classify", "test")
    worker.commands.send("pause", urgent=True)
    worker.classified.connect(lambda found: worker.stop())
    worker.run()
    assert [told[0] for told in worker.told.all[:4]] == ["run", "state", "state", "state"]
    assert worker.told.of("classified") == [("test", 0)]


def test_a_classification_makes_way_for_steps(worker):
    build(worker)
    worker.commands.send("classify", "test")
    for _ in range(3):
        worker.commands.send("step iteration")
    worker.classified.connect(lambda found: worker.stop())
    worker.run()
    assert worker.told.of("classified") == [("test", 3)]


def test_a_classification_of_a_network_that_is_given_up_is_not_answered(worker):
    build(worker)
    worker.commands.send("classify", "test")
    worker.commands.send("build", replace(CONFIG, hidden_sizes=()), DIGITS, urgent=True)
    carry_out(worker)
    carry_out(worker)
    assert worker.told.of("run") == [((64, 50, 10),), ((64, 10),)]
    assert worker.told.of("classified") == []


def test_a_trace_of_the_network_before_is_not_met_again(worker):
    build(worker)
    worker.commands.send("look at", Sample(DIGITS.test.x[0], 3, "test", 0))
    worker.commands.send("build", replace(CONFIG, hidden_sizes=()), DIGITS)
    carry_out(worker)
    assert worker.traces.take() is None


def test_an_error_tells_everything_and_the_loop_goes_on(worker, caplog):
    def fail():
        raise RuntimeError("what went wrong")

    build(worker)
    worker.commands.send("step iteration")
    worker.fail = fail
    worker.commands.send("fail")
    worker.commands.send("step iteration")
    carry_out(worker)
    assert worker.told.all[3:6] == [("failed", "RuntimeError: what went wrong"), ("state", 3, State.ERROR),
                                    ("state", 4, State.PAUSED)]
    assert worker.standings.take().iteration == 2
    assert "what went wrong" in caplog.text
    losses = worker._trainer.history.losses().tolist()
    assert losses == trained(2).history.losses().tolist()


def test_an_error_on_the_way_out_of_an_error_does_not_end_the_loop(worker, caplog):
    def ruin():
        worker._trainer.go_to = None  # not even the way back is left
        raise RuntimeError("beyond repair")

    build(worker)
    worker.ruin = ruin
    worker.commands.send("ruin")
    build(worker)
    worker.commands.send("step iteration")
    carry_out(worker)
    assert worker.told.of("failed") == [("RuntimeError: beyond repair",)]
    assert "The last good state could not be reached again." in caplog.text
    assert worker.told.of("state")[:4] == [(1, State.IDLE), (2, State.ERROR), (3, State.IDLE), (4, State.PAUSED)]
    assert worker.standings.take().iteration == 1


def test_an_evaluation_that_fails_is_not_tried_for_ever(worker, caplog):
    def ruin():
        worker._trainer.evaluation.run_chunk = None

    build(worker)
    worker.ruin = ruin
    worker.commands.send("ruin")
    worker.failed.connect(lambda failure: worker.stop())
    worker.run()
    assert len(worker.told.of("failed")) == 1
    assert worker.told.of("state")[-1] == (2, State.ERROR)
    assert worker._trainer.evaluation is not None  # it is due still, and done before the next iteration
    worker._stopping.clear()
    worker.commands.send("step iteration")
    carry_out(worker)
    assert len(worker._trainer.history.accuracies()) == 1
    assert worker.standings.take().iteration == 1


def test_a_divergence_whose_way_back_is_broken_off_is_told_once(worker):
    def clock() -> float:
        """The time is asked for between the iteration and the way back: just then somebody presses Pause."""
        if worker._trainer.divergence is not None and not pressed:
            pressed.append(worker.commands.send("pause", urgent=True))
        return 0.0

    pressed = []
    build(worker, replace(CONFIG, iterations=1000, learning_rate=0.1))
    for _ in range(20):
        worker.commands.send("step iteration")
    worker.commands.send("set live", "learning_rate", 1e30)
    carry_out(worker)
    worker._pace = Pace(clock)
    worker.commands.send("set speed", 1e12)
    worker.commands.send("start")
    worker.diverged.connect(lambda divergence: worker.stop())
    worker.run()
    assert len(pressed) == 1
    assert worker._trainer.iteration < 20  # it did not get there
    worker._stopping.clear()
    for _ in range(3):
        worker.commands.send("step operation")
    carry_out(worker)
    assert worker.told.of("diverged") == [(20,)]
    assert worker.standings.take().position == 3


# --- iterations taken apart ---------------------------------------------------------------------------------------


def snapshot(worker):
    """What is in the mailbox: None if nothing was left there, else (iteration, position) or "nothing"."""
    taken = worker.snapshots.take()
    if taken is None:
        return None
    return "nothing" if taken[0] is None else (taken[0].iteration, taken[0].position)


def test_nothing_is_taken_apart_where_nobody_looks(worker):
    build(worker)
    worker.commands.send("step iteration")
    worker.commands.send("step operation")
    carry_out(worker)
    assert snapshot(worker) is None


def test_where_training_stands_it_is_taken_apart(worker):
    build(worker)
    worker.commands.send("look into", True)
    carry_out(worker)
    assert snapshot(worker) == "nothing"
    for command, found in (("step operation", (1, 1)), ("step operation", (1, 2)),
                           ("step iteration", (1, 15)), ("step operation", (2, 1)),
                           ("back operation", (1, 15)), ("back operation", (1, 14)),
                           ("back iteration", "nothing"), ("step iteration", (1, 15))):
        worker.commands.send(command)
        carry_out(worker)
        assert snapshot(worker) == found
    worker.commands.send("look into", False)
    worker.commands.send("step iteration")
    carry_out(worker)
    worker.snapshots.take()
    worker.commands.send("step iteration")
    carry_out(worker)
    assert snapshot(worker) is None


def test_it_is_taken_apart_once_if_asked(worker):
    build(worker)
    worker.commands.send("step iteration")
    worker.commands.send("take apart")
    carry_out(worker)
    assert snapshot(worker) == (1, 15)
    worker.commands.send("step iteration")
    carry_out(worker)
    assert snapshot(worker) is None


class Posted(Mailbox):
    """Keeps all that was ever left in it; whoever looks is always ready for the next."""

    wanted = True

    def __init__(self, worker) -> None:
        super().__init__()
        self.worker, self.all = worker, []

    def post(self, content) -> None:
        self.all.append((self.worker._state, content[0] and content[0].iteration))


def run_to_the_end(worker) -> None:
    """Carry out all that was sent, and train until the run has come to its end."""
    def look(report) -> None:
        if report[1] is State.PAUSED and worker._trainer.iteration == worker._iterations:
            worker.stop()

    worker.state_reported.connect(look)
    worker.run()
    worker.state_reported.disconnect(look)
    worker._stopping.clear()


def posted(worker, speed, iterations) -> list[tuple[State, int | None]]:
    """What was left in the mailbox by a whole run that somebody looks into."""
    worker.snapshots = Posted(worker)
    build(worker, replace(CONFIG, iterations=iterations))
    worker.commands.send("look into", True)
    worker.commands.send("set speed", speed)
    worker.commands.send("start")
    run_to_the_end(worker)
    return worker.snapshots.all


@pytest.mark.parametrize("speed", [None, 1e9])
def test_at_speed_nothing_is_taken_apart_until_the_end(worker, speed):
    found = posted(worker, speed, 30)
    assert State.RUNNING not in {state for state, _ in found}
    assert (State.PAUSED, 30) in found


def test_a_slow_run_is_taken_apart_iteration_by_iteration(worker):
    found = posted(worker, 5, 3)
    assert list(dict.fromkeys(iteration for state, iteration in found if state is State.RUNNING)) == [None, 1, 2, 3]


def test_a_snapshot_of_the_network_before_is_not_met_again(worker):
    build(worker)
    worker.commands.send("look into", True)
    worker.commands.send("step iteration")
    build(worker)
    carry_out(worker)
    assert snapshot(worker) == "nothing"


# --- iterations in bundles -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("iterations", [1, 29, 30, 31, 33])
def test_bundles_end_where_the_run_ends(worker, iterations):
    worker._bundle = MOST_BUNDLED
    build(worker, replace(CONFIG, iterations=iterations))
    worker.commands.send("start")
    run_to_the_end(worker)
    standing = worker.standings.take()
    assert (standing.iteration, standing.recorded) == (iterations, iterations)
    assert worker._trainer.history.losses().tolist() == trained(iterations).history.losses().tolist()


def test_no_more_than_one_bundle_lies_between_two_commands(worker):
    """Between two looks for a command there are at most as many iterations as a bundle holds."""
    build(worker, replace(CONFIG, iterations=10_000))
    worker.commands.send("start")
    seen, looked = [], worker._next_command

    def next_command():
        seen.append(0 if worker._trainer is None else worker._trainer.iteration)
        if seen[-1] > 500:
            worker.stop()
        return looked()

    worker._next_command = next_command
    worker.run()
    assert 1 <= np.diff(seen).max() <= MOST_BUNDLED


def test_a_learning_rate_holds_from_the_bundle_after_it(worker):
    build(worker, replace(CONFIG, iterations=400))
    worker.commands.send("start")
    changed, looked = [], worker._next_command

    def next_command():
        if worker._trainer is not None and worker._trainer.iteration >= 100 and not changed:
            changed.append(worker._trainer.iteration)
            worker.commands.send("set live", "learning_rate", 0.02)
        return looked()

    worker._next_command = next_command
    run_to_the_end(worker)
    plain = Trainer(replace(CONFIG, iterations=400), DIGITS)
    for iteration in range(400):
        if iteration == changed[0]:
            plain.set_learning_rate(0.02)
        plain.run_iteration()
    assert worker._trainer.history.losses().tolist() == plain.history.losses().tolist()


# --- the mailbox -------------------------------------------------------------------------------------------------


def test_a_mailbox_holds_the_latest_only():
    box = Mailbox()
    assert (box.take(), box.wanted) == (None, True)
    for number in range(1000):
        box.post(number)
    assert not box.wanted
    assert (box.take(), box.wanted, box.take()) == (999, True, None)


def test_a_mailbox_lets_go_of_what_was_not_taken():
    box, values = Mailbox(), [np.zeros(3) for _ in range(3)]
    watched = [weakref.ref(value) for value in values]
    while values:
        box.post(values.pop(0))
    assert [watch() is not None for watch in watched] == [False, False, True]
    box.take()
    assert watched[2]() is None


def test_two_threads_share_a_mailbox_and_time_never_goes_back():
    box, last = Mailbox(), 20_000
    writer = Thread(target=lambda: [box.post(number) for number in range(1, last + 1)])
    writer.start()
    taken = []
    while not taken or taken[-1] != last:
        value = box.take()
        if value is not None:
            taken.append(value)
    writer.join()
    assert taken == sorted(set(taken))
    assert box.take() is None


# --- the pace ----------------------------------------------------------------------------------------------------


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def pace(clock):
    return Pace(clock)


def test_without_a_speed_the_next_iteration_is_always_due(pace, clock):
    pace.start()
    for _ in range(3):
        pace.count()
        assert pace.delay() == 0


def test_the_first_iteration_is_due_at_once_and_the_others_in_their_time(pace, clock):
    pace.set_speed(4)
    clock.now += 10
    pace.start()
    assert pace.delay() == 0
    pace.count()
    assert pace.delay() == pytest.approx(0.25)
    clock.now += 0.1
    assert pace.delay() == pytest.approx(0.15)
    clock.now += 0.15
    assert pace.delay() == pytest.approx(0)


def test_the_speed_holds_on_average_where_single_iterations_are_late(pace, clock):
    pace.set_speed(10)
    pace.start()
    for _ in range(100):
        clock.now += max(pace.delay(), 0) + 0.03  # each time late by 0.03 s
        pace.count()
    assert clock.now == pytest.approx(100 + 99 * 0.1 + 0.03)


def test_after_a_long_halt_nothing_is_caught_up(pace, clock):
    pace.set_speed(10)
    pace.start()
    clock.now += 60
    done = 0
    while pace.delay() <= 0:
        pace.count()
        done += 1
    assert done <= 3
    assert pace.delay() == pytest.approx(0.1)


def test_a_new_speed_holds_at_once(pace, clock):
    pace.set_speed(0.01)
    pace.start()
    pace.count()
    assert pace.delay() == pytest.approx(100)
    pace.set_speed(2)
    assert pace.delay() == 0
    pace.count()
    assert pace.delay() == pytest.approx(0.5)
    pace.set_speed(None)
    assert pace.delay() == 0


def test_the_rate_is_told_when_there_is_enough_to_tell_it_from(pace, clock):
    pace.start()
    assert pace.rate(1000) is None
    clock.now += 0.1
    assert pace.rate(1020) is None
    clock.now += 0.4
    assert pace.rate(1100) == pytest.approx(200)
    pace.start()
    assert pace.rate(1100) is None


def test_the_rate_is_that_of_the_last_moments(pace, clock):
    pace.start()
    iteration = 0
    for _ in range(300):  # ten seconds of 30 frames with 5 iterations each
        clock.now += 1 / 30
        iteration += 5
        rate = pace.rate(iteration)
    assert rate == pytest.approx(150)
    for _ in range(int(WINDOW * 30) + 2):
        clock.now += 1 / 30
        iteration += 50
        rate = pace.rate(iteration)
    assert rate == pytest.approx(1500)


# --- how often it is shown ---------------------------------------------------------------------------------------


def test_a_pulse_is_due_at_once_and_then_when_its_time_is_over():
    now = [10.0]
    pulse = Pulse(0.5, lambda: now[0])
    due = []
    for time in (10.0, 10.1, 10.4, 10.5, 10.9, 12.0, 12.4):
        now[0] = time
        due.append(pulse.is_due())
    assert due == [True, False, False, True, False, True, False]


def test_frames_keep_their_distance_where_they_cost_little_and_move_apart_where_they_cost_much():
    busy = [0.0]
    budget = Budget(lambda: busy[0])

    def after(frames, cost):
        for _ in range(frames):
            busy[0] += cost
            budget.count_frame()
        return budget.between_frames(33, 200)

    assert after(100, 0.002) == 33
    assert after(1, 0.015) == 33  # a single one is no reason
    assert after(1, 60) < 60  # nor is one that took a minute a reason for seconds
    assert after(100, 0.002) == 33
    assert after(100, 0.015) == 100  # 15 % of the time
    assert after(100, 0.5) == 200
    assert after(100, 0.001) == 33


def test_traces_make_way_before_frames_do():
    busy = [0.0]
    budget = Budget(lambda: busy[0])
    seconds = 0.1

    def after(frames, cost):
        nonlocal seconds
        for _ in range(frames):
            busy[0] += cost
            budget.count_frame()
            seconds = budget.between_traces(seconds, 33, 0.1, 0.3)
        return budget.between_frames(33, 200), round(seconds, 6)

    assert after(200, 0.003) == (33, 0.1)
    assert after(200, 0.0045) == (33, 0.3)
    assert after(200, 0.009) == (60, 0.3)
    assert after(200, 0.002) == (33, 0.1)
