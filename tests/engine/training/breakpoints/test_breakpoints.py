"""Breakpoints: each stops exactly where a straightforward loop over the run says, by every way that leads there."""

import json
from itertools import pairwise

import numpy as np
import pytest

from engine.training.breakpoints.breakpoint import MOST, Breakpoint, from_plain, to_plain
from engine.training.breakpoints.conditions import CONDITIONS, SMOOTHED
from engine.training.breakpoints.watch import BreakpointWatch
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer

LAST = 200
USUAL = TrainingConfig(hidden_sizes=(20,), learning_rate=0.5, weight_init="he")
DYING = TrainingConfig(hidden_sizes=(20, 10), learning_rate=1.0, weight_init="he")
EXPLODING = TrainingConfig(learning_rate=1e25, hidden_sizes=(10,), weight_init="he")
SAMPLE = 3  # a test image


def run(trainer: Trainer, watch: BreakpointWatch, last: int = LAST) -> list:
    """Train up to `last`, on after each stop; the stops."""
    found = []
    watch.arrive(trainer)
    while trainer.iteration < last:
        before = trainer.iteration
        trainer.advance(last - before, interrupted=lambda: watch.look(trainer))
        stop = watch.take(trainer)
        if stop is not None:
            found.append(stop)
        watch.arrive(trainer)
    return found


def iterations(stops: list) -> list[int]:
    return [stop.iteration for stop in stops]


def stops_of(breakpoint: Breakpoint, config: TrainingConfig, digits, last: int = LAST) -> list:
    return run(Trainer(config, digits), BreakpointWatch([breakpoint], digits.test.x[SAMPLE]), last)


# --- each against a loop that looks at everything --------------------------------------------------------------------


@np.errstate(all="ignore")
def record(config: TrainingConfig, digits, last: int = LAST) -> dict[str, list]:
    """What there is after each iteration, from 0 on."""
    trainer = Trainer(config, digits)
    seen: dict[str, list] = {"loss": [], "class": [], "norm": [], "active": [], "finite": [], "drawn": []}
    while True:
        values, params = trainer.values, trainer.network.params
        seen["loss"].append(trainer.history.loss(trainer.iteration))
        z, x = digits.test.x[SAMPLE], None
        depth = len(config.hidden_sizes) + 1
        for layer in range(1, depth + 1):
            x = z @ params[f"W{layer}"] + params[f"b{layer}"]
            z = np.maximum(x, 0)
        seen["class"].append(int(np.argmax(x)))
        gradients = [values[f"d{name}"] for name in params if f"d{name}" in values]
        seen["norm"].append(max((np.sqrt((each.astype(float) ** 2).sum()) for each in gradients), default=0))
        seen["active"].append(np.concatenate([(values[f"a{k}"] > 0).any(axis=0) for k in range(1, depth)])
                              if gradients else None)
        seen["finite"].append(all(np.isfinite(each).all() for each in (*values.values(), *trainer.arrays().values())))
        if trainer.iteration == last:
            return seen
        trainer.run_iteration()


def becomes(so: list[bool]) -> list[int]:
    return [i for i in range(1, len(so)) if so[i] and not so[i - 1]]


def means(losses: list[float]) -> list[float]:
    return [float(np.mean(losses[max(i + 1 - SMOOTHED, 0):i + 1])) for i in range(len(losses))]


def test_at_an_iteration(digits):
    stops = stops_of(Breakpoint("iteration", 77), USUAL, digits)
    assert iterations(stops) == [77]
    loss = record(USUAL, digits, 77)["loss"][77]
    assert str(stops[0].hits[0].why) == f"Iteration 77 is done: its loss is {loss:.4f}."


def test_at_the_end_of_each_epoch(digits):
    stops = stops_of(Breakpoint("epoch"), USUAL, digits)
    size, batch = len(digits.train), USUAL.batch_size
    assert iterations(stops) == [i for i in range(1, LAST + 1) if i * batch // size > (i - 1) * batch // size]
    assert str(stops[2].hits[0].why) == f"Epoch 3 has ended, with iteration {stops[2].iteration}."


@pytest.mark.parametrize(("condition", "limit", "rate"), [
    ("loss below", 1.0, 0.5), ("loss below", 0.4, 0.5), ("loss below", 2.3, 3.0), ("loss above", 2.5, 3.0)])
def test_where_the_smoothed_loss_passes_a_limit(digits, condition, limit, rate):
    config = TrainingConfig(hidden_sizes=(20,), learning_rate=rate, weight_init="he")
    stops = stops_of(Breakpoint(condition, limit), config, digits)
    smooth = means(record(config, digits)["loss"])
    beyond = [loss < limit if condition == "loss below" else loss > limit for loss in smooth]
    assert iterations(stops) == becomes(beyond) != []


def test_where_the_prediction_of_the_chosen_sample_changes(digits):
    stops = stops_of(Breakpoint("prediction"), USUAL, digits)
    classes = record(USUAL, digits)["class"]
    assert iterations(stops) == [i for i in range(1, LAST + 1) if classes[i] != classes[i - 1]] != []
    first = stops[0].iteration
    assert str(stops[0].hits[0].why) == (
        f"With iteration {first} the prediction of the chosen sample has changed from {classes[first - 1]} to "
        f"{classes[first]}.")


def test_no_prediction_changes_where_no_sample_is_chosen_or_another_one_is(digits):
    trainer, watch = Trainer(USUAL, digits), BreakpointWatch([Breakpoint("prediction")])
    assert run(trainer, watch) == []
    zero, one = (digits.test.x[digits.test.labels == label][0] for label in (0, 1))
    watch.choose(zero)
    watch.arrive(trainer)
    watch.choose(one)  # while it runs
    assert run(trainer, watch, LAST + 1) == []


def test_where_a_unit_dies(digits):
    stops = stops_of(Breakpoint("unit dies"), DYING, digits, 400)
    active = record(DYING, digits, 400)["active"]
    ends = [0, *(end for end in (-(-epoch * len(digits.train) // 100) for epoch in range(1, 400)) if end <= 400)]
    silent = [~np.any(active[begin + 1:end + 1], axis=0) for begin, end in pairwise(ends)]
    before = [np.zeros(30, bool), *silent]
    died = {end: np.flatnonzero(now & ~was) for end, now, was in zip(ends[1:], silent, before, strict=False)}
    wanted = {end: units for end, units in died.items() if len(units)}
    assert iterations(stops) == list(wanted) != []
    for stop in stops:
        unit = wanted[stop.iteration][0]
        said = stop.hits[0].why.values
        assert (said["layer"], said["unit"], said["others"] + 1) == (
            1 + (unit >= 20), unit % 20, len(wanted[stop.iteration]))


def test_where_the_norm_of_a_gradient_passes_a_limit(digits):
    stops = stops_of(Breakpoint("gradient above", 0.6), USUAL, digits)
    norms = record(USUAL, digits)["norm"]
    assert iterations(stops) == becomes([norm > 0.6 for norm in norms]) != []
    assert stops[0].hits[0].why.values["norm"] == f"{norms[stops[0].iteration]:.3f}"


def first_stop(trainer: Trainer, watch: BreakpointWatch):
    watch.arrive(trainer)
    while (stop := watch.take(trainer)) is None:
        trainer.advance(5, interrupted=lambda: watch.look(trainer))
    return stop


@pytest.mark.parametrize(("optimizer", "operation"), [("sgd", "Affine3 backward"), ("adam", "update W1")])
def test_the_first_value_that_is_not_finite_and_the_operation_that_made_it(digits, optimizer, operation):
    config = TrainingConfig(learning_rate=1e8, hidden_sizes=(10, 10, 10), weight_init="he", optimizer=optimizer)
    trainer, watch = Trainer(config, digits), BreakpointWatch([Breakpoint("not finite")])
    first = record(config, digits, 30)["finite"].index(False)
    stop = first_stop(trainer, watch)
    assert stop.iteration == first and trainer.iteration == first - 1 and trainer.position > 0
    made, said = trainer.operations[trainer.position - 1], stop.hits[0].why.values
    arrays = {**trainer.values, **trainer.arrays()}
    assert str(said["operation"]) == made.name == operation and said["name"] in made.writes
    assert said["count"] == int((~np.isfinite(arrays[said["name"]])).sum()) > 0
    trainer.undo_operation()
    assert all(np.isfinite(each).all() for each in (*trainer.values.values(), *trainer.arrays().values()))


@np.errstate(all="ignore")
def test_where_it_is_the_loss_after_the_update_the_iteration_is_whole(digits):
    trainer, watch = Trainer(EXPLODING, digits), BreakpointWatch([Breakpoint("not finite")])
    stop = first_stop(trainer, watch)
    said, params = stop.hits[0].why.values, trainer.network.params
    assert (str(said["operation"]), said["name"]) == ("loss after update", "a2 new")
    assert (trainer.iteration, trainer.position) == (stop.iteration, 0)
    z1 = np.maximum(trainer.values["x"] @ params["W1"] + params["b1"], 0)
    assert np.isfinite(z1).all()
    assert said["count"] == int((~np.isfinite(z1 @ params["W2"] + params["b2"])).sum())


def test_who_goes_on_from_there_is_not_stopped_again_and_who_comes_anew_is(digits):
    trainer, watch = Trainer(EXPLODING, digits), BreakpointWatch([Breakpoint("not finite")])
    (stop,) = run(trainer, watch, 6)
    trainer.go_to(stop.iteration - 1)
    assert iterations(run(trainer, watch, stop.iteration + 1)) == [stop.iteration]


# --- counted, switched, by every way ----------------------------------------------------------------------------------


def test_the_third_time(digits):
    each, third = (iterations(stops_of(Breakpoint("epoch", every=every), USUAL, digits)) for every in (1, 3))
    assert third == each[2::3]
    assert [stop.hits[0].time for stop in stops_of(Breakpoint("epoch", every=3), USUAL, digits)] == [3, 6, 9, 12]


ALL = [Breakpoint("iteration", 77), Breakpoint("epoch", every=2), Breakpoint("loss below", 0.4),
       Breakpoint("prediction"), Breakpoint("unit dies"), Breakpoint("gradient above", 1.0), Breakpoint("not finite")]


def described(stop) -> tuple:
    return stop.iteration, [(hit.breakpoint, hit.time, str(hit.why)) for hit in stop.hits]


@pytest.mark.parametrize("seed", range(3))
def test_wherever_the_run_goes_back_to_it_stops_again_at_the_same(digits, seed):
    trainer, watch = Trainer(DYING, digits), BreakpointWatch(ALL, digits.test.x[SAMPLE])
    straight = [described(stop) for stop in run(trainer, watch, 300)]
    rng = np.random.default_rng(seed)
    for _ in range(6):
        start = int(rng.integers(0, 300))
        trainer.go_to(start)
        watch.arrive(trainer)
        for _ in range(int(rng.integers(0, 5))):
            if rng.random() < 0.5:
                trainer.run_operation()
            else:
                trainer.undo_operation()
            watch.look(trainer) if trainer.position == 0 else None
            watch.arrive(trainer)
        start = trainer.iteration
        again = [described(stop) for stop in run(trainer, watch, 300)]
        assert again == [stop for stop in straight if stop[0] > start]


def test_another_way_is_counted_as_the_way_it_is(digits):
    trainer, watch = Trainer(DYING, digits), BreakpointWatch([Breakpoint("prediction")], digits.test.x[SAMPLE])
    run(trainer, watch, 300)
    trainer.go_to(20)
    trainer.set_learning_rate(0.01)
    found = [described(stop) for stop in run(trainer, watch, 300)]
    other = Trainer(DYING, digits)
    other_watch = BreakpointWatch([Breakpoint("prediction")], digits.test.x[SAMPLE])
    early = [described(stop) for stop in run(other, other_watch, 20)]
    other.set_learning_rate(0.01)
    late = [described(stop) for stop in run(other, other_watch, 300)]
    assert found == late
    assert [time for _, ((_, time, _),) in (*early, *late)] == list(range(1, len(early) + len(late) + 1))


def test_training_stays_the_same_to_the_last_bit(digits):
    plain, watched = Trainer(DYING, digits), Trainer(DYING, digits)
    run(watched, BreakpointWatch(ALL, digits.test.x[SAMPLE]))
    while plain.iteration < LAST:
        plain.run_iteration()
    assert plain.history.losses().tobytes() == watched.history.losses().tobytes()
    for name, array in plain.arrays().items():
        assert array.tobytes() == watched.arrays()[name].tobytes()


def test_one_that_is_switched_off_is_not_watched_for(digits):
    watch = BreakpointWatch([Breakpoint("epoch", on=False)])
    assert not watch
    assert run(Trainer(USUAL, digits), watch) == []
    watch.set([Breakpoint("epoch", on=False), Breakpoint("iteration", 5)])
    assert watch and iterations(run(Trainer(USUAL, digits), watch)) == [5]


def test_several_at_once_are_told_together(digits):
    watch = BreakpointWatch([Breakpoint("epoch"), Breakpoint("iteration", 15)])
    trainer = Trainer(USUAL, digits)
    end = trainer.epochs.iteration(1)
    watch.set([Breakpoint("epoch"), Breakpoint("iteration", end)])
    stop = run(trainer, watch, end)[0]
    assert [hit.breakpoint.condition for hit in stop.hits] == ["epoch", "iteration"]


def test_a_run_that_goes_wrong_is_told_instead(digits):
    trainer = Trainer(TrainingConfig(learning_rate=1e25, hidden_sizes=(10,), weight_init="he"), digits)
    watch = BreakpointWatch([Breakpoint("iteration", number) for number in range(1, 20)])
    watch.arrive(trainer)
    while trainer.divergence is None:
        trainer.advance(interrupted=lambda: watch.look(trainer))
        stop = watch.take(trainer)
    assert stop is None


# --- as they are kept ------------------------------------------------------------------------------------------------


def test_they_are_kept_and_found_again():
    some = (*ALL, Breakpoint("loss above", 2.5, every=2, on=False))
    assert from_plain(json.loads(json.dumps(to_plain(some)))) == (some, None)
    assert from_plain([{"condition": "loss below", "value": 1}])[0] == (Breakpoint("loss below", 1.0),)


@pytest.mark.parametrize("bad", [
    None, 3, [], "epoch", {}, {"condition": "phase of the moon"}, {"condition": ["epoch"]}, {"condition": "iteration"},
    {"condition": "iteration", "value": 0}, {"condition": "iteration", "value": 1.5},
    {"condition": "iteration", "value": 10**9}, {"condition": "iteration", "value": True},
    {"condition": "loss below", "value": "0.5"}, {"condition": "loss below", "value": -1},
    {"condition": "loss below", "value": 1e300}, {"condition": "epoch", "value": 3}, {"condition": "epoch", "every": 0},
    {"condition": "epoch", "every": 1.5}, {"condition": "epoch", "on": 1}, {"condition": "epoch", "run": "rm"},
])
def test_what_cannot_be_used_is_left_out_with_a_word(bad):
    found, told = from_plain([{"condition": "epoch"}, bad])
    assert found == (Breakpoint("epoch"),)
    assert str(told) == ("1 breakpoint was left out: nothing that is known here, or with a value that cannot be used.")


def test_a_list_has_an_end():
    found, told = from_plain([{"condition": "epoch"}] * (MOST + 3))
    assert len(found) == MOST and str(told).startswith("3 breakpoints were left out")


def test_each_condition_has_a_usual_value_that_can_be_used():
    for name in CONDITIONS:
        each = Breakpoint.usual(name, 10**7)
        assert each.problem is None and str(each.name) and "{" not in str(each.name)
    assert Breakpoint.usual("iteration", 250) == Breakpoint("iteration", 350)
