"""A layer with parameters and values of other names is trained, looked up, explained and checked like any other."""

import numpy as np
import pytest

from engine.data.dataset import Split
from engine.data.digits import load_digits
from engine.inspection.frozen.snapshot import Snapshot, snapshot_of_sample
from engine.inspection.frozen.trace import Sample, trace
from engine.inspection.place import Place
from engine.inspection.proof.check import check_parameters
from engine.inspection.proof.effect import effect_of_update
from engine.inspection.proof.what_if import WhatIf
from engine.inspection.provenance.provenance import Way, places_of, provenance
from engine.inspection.typed_place import place_from
from engine.nn.gradient_check import check_gradients
from engine.nn.operations import Kind
from engine.nn.optimizers import SGD
from engine.nn.variables import Role
from engine.training.iteration import LOSS_AFTER, iteration_operations
from engine.training.minibatch import Minibatches
from tests.engine.toy_layer import RATE, N, toy_network, toy_snapshot

DIGITS = load_digits()


@pytest.fixture
def snapshot(rng) -> Snapshot:
    """One iteration of a network with such a layer."""
    return toy_snapshot(rng)


def test_its_variables_are_in_the_table(snapshot):
    table = snapshot.variables
    assert [(name, table[name].role, table.shape(name, N)) for name in ("g1", "s1", "c1", "dc1", "dg1", "ds1")] == [
        ("g1", Role.PARAMETER, (5,)), ("s1", Role.PARAMETER, (5,)), ("c1", Role.VALUE, (N, 5)),
        ("dc1", Role.GRADIENT, (N, 5)), ("dg1", Role.GRADIENT, (5,)), ("ds1", Role.GRADIENT, (5,))]
    assert (table.parameter("dg1").name, table.gradient("g1").name, table.updated("g1").name) == ("g1", "dg1", "g1 new")
    assert table.made_by("dg1").name == "Scale1 backward"
    assert {"c1 new", LOSS_AFTER} <= table.keys()


def test_formulas_and_matrices_come_from_the_description(snapshot):
    forward, backward = (each for each in snapshot.operations if each.node == "Scale1")
    assert (forward.formula, forward.reads, forward.writes) == ("c1 = a1 ⊙ g1 + s1", ("a1", "g1", "s1"), ("c1",))
    assert backward.formula == "da1 = dc1 ⊙ g1   dg1 = Σ dc1 ⊙ a1   ds1 = Σ dc1"
    assert [equation.sums_rows for equation in backward.equations] == [False, True, True]


def test_every_number_of_the_iteration_is_the_sum_of_its_terms(snapshot):
    """All down to what is given, of every variable, with the values before and after the update."""
    for name in snapshot.names():
        for index in np.ndindex(snapshot.shape(name)):
            made = provenance(snapshot, Place(name, index))
            assert made.difference == pytest.approx(0, abs=1e-12), made.place
            assert (made.made_by == "") == (snapshot.variables.made_by(name) is None)
            for place in places_of(made):
                assert place.name in snapshot.variables
            if made.way is Way.SUM:
                assert made.terms.values.sum() == pytest.approx(made.value, abs=1e-12)
    assert provenance(snapshot, Place("dg1", (2,))).formula == "dg1[2] = Σn dc1[n, 2]·a1[n, 2]"
    assert provenance(snapshot, Place("c1", (0, 2))).formula == "c1[0, 2] = a1[0, 2]·g1[2] + s1[2]"
    assert provenance(snapshot, Place("c1 new", (0, 2))).formula == "c1 new[0, 2] = a1 new[0, 2]·g1 new[2] + s1 new[2]"
    assert str(provenance(snapshot, Place("g1", (2,))).why) == "Every scale is 1 before training."
    assert place_from("dg1[3]", snapshot) == Place("dg1", (3,))


def test_its_gradient_is_checked(snapshot):
    network, x, t = snapshot.network, snapshot.values["x"], snapshot.values["t"]
    found = check_gradients(network, x, t)
    assert set(found) == {"W1", "b1", "W2", "b2", "g1", "s1"}
    assert max(each.relative_error for each in found.values()) <= 1e-7
    for each in check_parameters(snapshot, cells=40):
        assert each.agrees is not False and each.worst_error <= 1e-7, each.name
    assert effect_of_update(snapshot).measured == pytest.approx(
        float(snapshot.values[LOSS_AFTER] - snapshot.values["L"]))


def test_a_sample_of_it_is_looked_at_alone_and_tried_out(snapshot):
    x, label = snapshot.values["x"][1], int(snapshot.labels[1])
    alone = snapshot_of_sample(trace(snapshot.network, Sample(x, label, "drawn", 0)), DIGITS)
    for name in alone.names():
        for index in np.ndindex(alone.shape(name)):
            assert provenance(alone, Place(name, index)).difference == pytest.approx(0, abs=1e-12)
    assert alone.operation_of("dx").name == "Affine1 backward"
    tried = WhatIf(snapshot, 1)
    tried.set(Place("g1", (2,)), snapshot.value("g1")[2] + 1e-6)
    assert tried.true == pytest.approx(tried.predicted, rel=1e-4, abs=1e-15)


def test_it_learns(rng):
    network, x = toy_network(rng), rng.random((12, 6))
    split, minibatches = Split(x, x[:, :3].argmax(axis=1)), Minibatches(0, 12, 12)
    operations = iteration_operations(network, SGD(network.params, RATE), split, minibatches)
    before, losses = network.params["g1"], []
    for iteration in range(200):
        values = {"iteration": iteration + 1}
        for operation in operations:
            operation.run(values)
        losses.append(float(values[LOSS_AFTER]))
    assert losses[-1] < 0.5 * losses[0]
    assert not np.array_equal(before, network.params["g1"])
    assert [one.name for one in operations if one.kind is Kind.UPDATE][2:4] == ["update g1", "update s1"]
