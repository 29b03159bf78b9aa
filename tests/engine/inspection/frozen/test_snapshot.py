"""The snapshot of an iteration: all of it, as it was, and training does not notice."""

import dataclasses

import numpy as np
import pytest

from engine.inspection.frozen.snapshot import snapshot_of, snapshot_of_sample
from engine.inspection.frozen.trace import Sample, trace
from engine.nn.variables import Role
from engine.training.iteration import LOSS_AFTER

FORWARD = ("a1", "z1", "a2", "y", "l")
ALL = ("W1", "b1", "W2", "b2", "x", "t", *FORWARD, "L", "da2", "dz1", "dW2", "db2", "da1", "dW1", "db1",
       "W1 new", "b1 new", "W2 new", "b2 new", *(f"{name} new" for name in FORWARD), LOSS_AFTER)


def computed(snapshot) -> list[str]:
    return [name for name in snapshot.names() if snapshot.value(name) is not None]


def test_before_the_first_operation_there_is_nothing(tiny_trainer):
    trainer = tiny_trainer()
    assert snapshot_of(trainer) is None
    trainer.run_operation()
    trainer.undo_operation()
    assert snapshot_of(trainer) is None


@pytest.mark.parametrize("hidden", [(), (5,), (5, 4, 3)])
def test_all_variables_have_their_names_shapes_and_types(tiny_trainer, hidden):
    trainer = tiny_trainer(hidden_sizes=hidden)
    trainer.run_iteration()
    snapshot = snapshot_of(trainer)
    if hidden == (5,):
        assert snapshot.names() == ALL
    for name in snapshot.names():
        value = snapshot.value(name)
        assert value.shape == snapshot.shape(name), name
        assert value.dtype == np.float32, name
        assert snapshot.variables[name].name == name
        with pytest.raises(ValueError, match="read-only"):
            value[...] = 0
    assert snapshot.value("dx") is snapshot.value("a9") is snapshot.value("nonsense") is None
    with pytest.raises(dataclasses.FrozenInstanceError):
        snapshot.iteration = 7


def test_of_a_whole_iteration(tiny_trainer, tiny, same_bits):
    trainer = tiny_trainer(learning_rate=0.5)
    trainer.run_iteration()
    before = {name: value.copy() for name, value in trainer.network.params.items()}
    trainer.run_iteration()
    snapshot = snapshot_of(trainer)
    assert (snapshot.iteration, snapshot.position, snapshot.learning_rate) == (2, len(trainer.operations), 0.5)
    assert same_bits(snapshot.network.params, before)
    assert same_bits(snapshot.updated, trainer.network.params)
    assert same_bits({"W1": snapshot.value("W1 new")}, {"W1": trainer.network.params["W1"]})
    assert same_bits({"W1": snapshot.value("W1")}, {"W1": before["W1"]})
    kept = {name: value for name, value in trainer.values.items() if name not in ("iteration", "indices")}
    assert same_bits(snapshot.values, kept)
    assert snapshot.indices.tolist() == trainer.values["indices"].tolist()
    assert snapshot.labels.tolist() == tiny.train.labels[snapshot.indices].tolist()
    assert snapshot.value("x").tolist() == tiny.train.x[snapshot.indices].tolist()
    assert (snapshot.split, snapshot.look.shape, snapshot.batch_size) == ("train", (3, 3), 10)
    assert snapshot.class_names == tiny.class_names


def test_what_training_does_not_keep_is_made_by_the_same_layers(tiny_trainer, same_bits):
    trainer = tiny_trainer(hidden_sizes=(5, 4), activation="tanh")
    trainer.run_iteration()
    snapshot = snapshot_of(trainer)
    x, t = snapshot.value("x"), snapshot.value("t")
    for losses, whole in (("l", "L"), ("l new", LOSS_AFTER)):
        assert snapshot.value(losses).mean() == pytest.approx(float(snapshot.value(whole)), rel=1e-6)
    alone = [float(snapshot.network.loss(x[n:n + 1], t[n:n + 1])) for n in range(10)]
    assert snapshot.value("l") == pytest.approx(alone, rel=1e-6)
    after = trainer.network.forward_values(x, t)
    assert same_bits({name: snapshot.value(f"{name} new") for name in ("a1", "z1", "a2", "z2", "a3", "y")},
                     {name: after[name] for name in ("a1", "z1", "a2", "z2", "a3", "y")})
    assert snapshot.value("l") is snapshot.value("l")


@pytest.mark.parametrize("position, last", [
    (1, "t"), (3, "z1"), (5, "y"), (6, "L"), (8, "db2"), (10, "db1"), (12, "b1 new"), (14, "b2 new")])
def test_half_way_it_has_what_has_been_computed_so_far(tiny_trainer, same_bits, position, last):
    trainer = tiny_trainer()
    trainer.run_iteration()
    before = {name: value.copy() for name, value in trainer.network.params.items()}
    for _ in range(position):
        trainer.run_operation()
    snapshot = snapshot_of(trainer)
    assert (snapshot.iteration, snapshot.position) == (2, position)
    assert snapshot.names() == ALL
    assert computed(snapshot) == list(ALL[:ALL.index(last) + 1])
    assert same_bits(snapshot.network.params, before)
    assert snapshot.shape("dW1") == snapshot.shape("W1 new") == (9, 5)  # whether or not it has been computed
    assert (snapshot.shape("l"), snapshot.shape(LOSS_AFTER)) == ((10,), ())


def test_of_each_name_it_tells_the_operation(tiny_trainer):
    trainer = tiny_trainer()
    trainer.run_iteration()
    snapshot = snapshot_of(trainer)
    found = {name: snapshot.operation_of(name) for name in ALL}
    assert {name: one and one.name for name, one in found.items()} == {
        "W1": None, "b1": None, "W2": None, "b2": None, "x": "draw", "t": "draw", "a1": "Affine1 forward",
        "z1": "ReLU1 forward", "a2": "Affine2 forward", "y": "Softmax forward", "l": "Loss forward",
        "L": "Loss forward", "da2": "Softmax+Loss backward", "dz1": "Affine2 backward", "dW2": "Affine2 backward",
        "db2": "Affine2 backward", "da1": "ReLU1 backward", "dW1": "Affine1 backward", "db1": "Affine1 backward",
        "W1 new": "update W1", "b1 new": "update b1", "W2 new": "update W2", "b2 new": "update b2",
        **dict.fromkeys(("a1 new", "z1 new", "a2 new", "y new", "l new", LOSS_AFTER), LOSS_AFTER)}


def test_it_stays_as_it_was_and_training_does_not_notice(tiny_trainer, same_bits):
    watched, alone = tiny_trainer(), tiny_trainer()
    kept = []
    for _ in range(50):
        watched.run_operation()
        snapshot = snapshot_of(watched)
        kept.append((snapshot, {name: snapshot.value(name).tobytes() for name in computed(snapshot)}))
        if len(kept) % 7 == 0:
            watched.undo_operation()
    while watched.position:
        watched.run_operation()
    for _ in range(watched.iteration):
        alone.run_iteration()
    assert same_bits(watched.network.params, alone.network.params)
    assert same_bits(watched.values, alone.values)
    for snapshot, before in kept:
        assert {name: snapshot.value(name).tobytes() for name in before} == before


def test_after_going_back_it_is_of_that_iteration(tiny_trainer, same_bits):
    trainer = tiny_trainer()
    for _ in range(3):
        trainer.run_iteration()
    third = snapshot_of(trainer)
    trainer.run_iteration()
    trainer.go_to(3)
    again = snapshot_of(trainer)
    assert again.iteration == 3
    assert same_bits({name: again.value(name) for name in ALL}, {name: third.value(name) for name in ALL})
    trainer.go_to(0)
    assert snapshot_of(trainer) is None


def test_a_change_of_the_learning_rate_does_not_reach_what_was_done(tiny_trainer):
    trainer = tiny_trainer(learning_rate=0.5)
    trainer.run_iteration()
    trainer.set_learning_rate(0.125)
    assert snapshot_of(trainer).learning_rate == 0.5
    trainer.run_operation()
    assert snapshot_of(trainer).learning_rate == 0.125


def test_of_one_sample(tiny_trainer, tiny, same_bits):
    trainer = tiny_trainer(hidden_sizes=(5, 4))
    trainer.run_iteration()
    sample = Sample(tiny.test.x[3], int(tiny.test.labels[3]), "test", 3)
    looked = trace(trainer.network, sample, iteration=1)
    snapshot = snapshot_of_sample(looked, tiny)
    assert (snapshot.iteration, snapshot.position, snapshot.batch_size) == (0, len(snapshot.operations), 1)
    assert (snapshot.split, snapshot.indices.tolist(), snapshot.labels.tolist()) == ("test", [3], [sample.label])
    assert same_bits(snapshot.network.params, trainer.network.params)
    assert set(snapshot.names()) == {*looked.values, *looked.params, "l"} - {"log y"}
    assert same_bits(snapshot.values, looked.values)
    assert snapshot.value("l").tolist() == [float(snapshot.value("L"))]
    assert snapshot.operation_of("dx").name == "Affine1 backward"
    for name in snapshot.names():
        assert snapshot.value(name).shape == snapshot.shape(name)


def test_of_a_drawing_without_a_label(tiny_trainer, tiny):
    looked = trace(tiny_trainer().network, Sample(tiny.train.x[0], None, "drawn", 0))
    snapshot = snapshot_of_sample(looked, tiny)
    assert snapshot.indices is snapshot.labels is None
    assert computed(snapshot) == list(snapshot.names()) == ["W1", "b1", "W2", "b2", "x", "a1", "z1", "a2", "y"]


@pytest.mark.parametrize("name, role, layer, of, was, maker", [
    ("x", Role.INPUT, 0, None, None, "draw"),
    ("t", Role.TARGET, 0, None, None, "draw"),
    ("W2", Role.PARAMETER, 2, None, None, None),
    ("a1", Role.VALUE, 1, None, None, "Affine1 forward"),
    ("z1", Role.VALUE, 1, None, None, "ReLU1 forward"),
    ("y", Role.OUTPUT, 0, None, None, "Softmax forward"),
    ("l", Role.LOSS, 0, None, None, "Loss forward"),
    ("dz1", Role.GRADIENT, 1, "z1", None, "Affine2 backward"),
    ("dW2", Role.GRADIENT, 2, "W2", None, "Affine2 backward"),
    ("b2 new", Role.PARAMETER, 2, None, "b2", "update b2"),
    ("a2 new", Role.VALUE, 2, None, "a2", LOSS_AFTER),
    ("l new", Role.LOSS, 0, None, "l", LOSS_AFTER),
    (LOSS_AFTER, Role.LOSS, 0, None, "L", LOSS_AFTER)])
def test_what_the_table_says_of_a_variable(tiny_trainer, name, role, layer, of, was, maker):
    trainer = tiny_trainer(hidden_sizes=(5,))
    trainer.run_iteration()
    table = snapshot_of(trainer).variables
    found = table[name]
    assert (found.name, found.role, found.layer, found.new) == (name, role, layer, was is not None)
    assert (found.of and found.of.name, found.was and found.was.name) == (of, was)
    assert (table.made_by(name) and table.made_by(name).name) == maker
    assert table.gradient(of) is found if of else True
    assert table.updated(was) is found if was else True


@pytest.mark.parametrize("name, parameter", [
    ("W1", "W1"), ("dW1", "W1"), ("b2 new", "b2"), ("a1", None), ("da1", None), ("x", None), ("nonsense", None)])
def test_of_which_parameter_a_variable_is(tiny_trainer, name, parameter):
    trainer = tiny_trainer(hidden_sizes=(5,))
    trainer.run_iteration()
    found = snapshot_of(trainer).variables.parameter(name)
    assert (found and found.name) == parameter


@pytest.mark.parametrize("name", ["", "a", "a0", "a3", "q1", "dL", "dx", "x new", "indices", "iteration", "W"])
def test_what_is_no_variable_of_an_iteration(tiny_trainer, name):
    trainer = tiny_trainer(hidden_sizes=(5,))
    trainer.run_iteration()
    assert name not in snapshot_of(trainer).variables


def test_what_runs_over_the_same_thing_has_an_axis_in_common(tiny_trainer):
    trainer = tiny_trainer(hidden_sizes=(7, 6), batch_size=5)
    trainer.run_iteration()
    snapshot = snapshot_of(trainer)
    for name in snapshot.names():
        assert snapshot.shape(name) == tuple(map(snapshot.length, snapshot.axes(name))), name
    x, W, b, a = map(snapshot.axes, ("x", "W1", "b1", "a1"))
    assert (x, W, b, a) == (("n", "0"), ("0", "1"), ("1",), ("n", "1"))
    assert snapshot.axes("dW3") == ("2", "3")
    assert snapshot.axes("y new") == snapshot.axes("t") == ("n", "3")
    assert snapshot.axes("l") == ("n",)
    assert snapshot.axes("L") == ()
    assert snapshot.most_inked == snapshot.value("x").mean(axis=0).argmax()
