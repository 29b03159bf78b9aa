"""One number changed by hand: what becomes of one sample, what the gradient said, and that training never notices."""

import dataclasses

import numpy as np
import pytest

from engine.inspection.frozen.snapshot import Snapshot, snapshot_of, snapshot_of_sample
from engine.inspection.frozen.trace import Sample, trace
from engine.inspection.place import Place
from engine.inspection.proof.what_if import WhatIf
from engine.nn.numerical import numerical_gradient
from engine.problem import EngineError

ROW = 3
PIXEL = Place("x", (ROW, 4))


@pytest.fixture(params=["float32", "float64"])
def snapshot(tiny_trainer, request) -> Snapshot:
    trainer = tiny_trainer(dtype=request.param, activation="tanh")
    for _ in range(3):
        trainer.run_iteration()
    return snapshot_of(trainer)


@pytest.fixture
def what_if(snapshot) -> WhatIf:
    return WhatIf(snapshot, ROW)


def test_before_is_the_sample_alone_in_float64(snapshot, what_if):
    exact = snapshot.network.copy(np.float64)
    expected = exact.values(snapshot.values["x"][[ROW]].astype(float), snapshot.values["t"][[ROW]], with_dx=True)
    assert what_if.before.keys() == expected.keys()
    for name, value in expected.items():
        assert what_if.before[name].tolist() == value.tolist(), name
        assert not what_if.before[name].flags.writeable
    assert what_if.after["L"] == what_if.before["L"]
    assert (what_if.predicted, what_if.true, what_if.changes, what_if.note) == (0, 0, (), None)
    assert what_if.label == snapshot.labels[ROW]


def test_a_changed_parameter(snapshot, what_if):
    place = Place("W1", (4, 2))
    before = float(snapshot.network.params["W1"][4, 2])
    what_if.set(place, 0.75)
    exact = snapshot.network.copy(np.float64)
    exact.params["W1"][4, 2] = 0.75
    expected = exact.forward_values(snapshot.values["x"][[ROW]].astype(float), snapshot.values["t"][[ROW]])
    for name, value in expected.items():
        assert what_if.after[name].tolist() == value.tolist(), name
    assert what_if.true == float(expected["L"] - what_if.before["L"])
    assert what_if.predicted == what_if.gradient(place) * (0.75 - before)
    change, = what_if.changes
    assert (change.place, change.before, change.after) == (place, before, 0.75)
    assert change.predicted == what_if.predicted


def test_a_changed_pixel(snapshot, what_if):
    before = float(snapshot.values["x"][ROW, 4])
    what_if.set(PIXEL, 0.25)
    x = snapshot.values["x"][[ROW]].astype(float)
    x[0, 4] = 0.25
    assert what_if.after["x"].tolist() == x.tolist()
    assert what_if.after["L"] == snapshot.network.copy(np.float64).loss(x, snapshot.values["t"][[ROW]])
    assert what_if.predicted == what_if.before["dx"][0, 4] * (0.25 - before)


def test_another_label_costs_just_what_the_gradient_says(snapshot, what_if):
    """L is a straight line in t, so here gradient × change is no approximation."""
    for label in range(4):
        what_if.set_label(label)
        assert what_if.label == label
        assert float(what_if.after["L"]) == pytest.approx(-np.log(what_if.before["y"][0, label]), rel=1e-12)
        assert what_if.predicted == pytest.approx(what_if.true, rel=1e-12, abs=1e-15)
        assert len(what_if.changes) == (0 if label == snapshot.labels[ROW] else 2)
    assert what_if.after["y"].tolist() == what_if.before["y"].tolist()


def test_gradients_are_those_of_the_loss_of_this_sample(snapshot, what_if):
    exact = snapshot.network.copy(np.float64)
    x, t = (snapshot.values[name][[ROW]].astype(float) for name in ("x", "t"))
    for name, param in exact.params.items():
        numeric = numerical_gradient(lambda: exact.loss(x, t), param)
        for index in np.ndindex(param.shape):
            assert what_if.gradient(Place(name, index)) == pytest.approx(numeric[index], rel=1e-6, abs=1e-10)
    numeric = numerical_gradient(lambda: exact.loss(x, t), x)
    assert [what_if.gradient(Place("x", (ROW, j))) for j in range(9)] == pytest.approx(numeric[0], rel=1e-6, abs=1e-10)


def test_gradients_stay_those_before_any_change(what_if):
    places = [PIXEL, Place("W1", (4, 2)), Place("b2", (1,)), Place("t", (ROW, 0))]
    gradients = [what_if.gradient(place) for place in places]
    what_if.set(Place("W1", (4, 2)), 5)
    what_if.set_label(2)
    assert [what_if.gradient(place) for place in places] == gradients


def test_small_changes_are_foretold_and_add_up(what_if):
    for place in (PIXEL, Place("W1", (4, 2)), Place("b2", (1,))):
        array = what_if.before["x"] if place.name == "x" else what_if._exact.network.params[place.name]
        what_if.set(place, float(array[(0, 4) if place.name == "x" else place.index]) + 1e-5)
    assert len(what_if.changes) == 3
    assert what_if.predicted == sum(change.predicted for change in what_if.changes)
    assert what_if.true == pytest.approx(what_if.predicted, rel=1e-3)


def test_changed_again_it_is_one_change_and_back_where_it_was_none(snapshot, what_if):
    place = Place("b2", (1,))
    before = float(snapshot.network.params["b2"][1])
    for value in (1.0, 2.0):
        what_if.set(place, value)
    assert [(change.before, change.after) for change in what_if.changes] == [(before, 2.0)]
    what_if.set(place, before)
    assert what_if.changes == ()
    assert what_if.true == 0


def test_reset_brings_everything_back(what_if, same_bits):
    before = {name: what_if.before[name] for name in ("x", "t", "a1", "z1", "a2", "y", "L")}
    what_if.set(Place("W1", (4, 2)), 1e300)
    what_if.set(PIXEL, -4)
    what_if.set_label(0)
    what_if.reset()
    assert (what_if.changes, what_if.predicted, what_if.true, what_if.note) == ((), 0, 0, None)
    what_if.set(PIXEL, float(before["x"][0, 4]))  # computes once more
    assert same_bits({name: what_if.after[name] for name in before}, before)


def test_neither_the_snapshot_nor_training_is_touched(tiny_trainer, same_bits):
    for dtype in ("float32", "float64"):
        trainer, twin = tiny_trainer(dtype=dtype), tiny_trainer(dtype=dtype)
        for each in (trainer, twin):
            each.run_iteration()
        snapshot = snapshot_of(trainer)
        before = {name: value.copy() for name, value in {**snapshot.values, **snapshot.network.params}.items()}
        what_if = WhatIf(snapshot, ROW)
        what_if.set(Place("W1", (4, 2)), 9)
        what_if.set(PIXEL, 9)
        what_if.set_label(1)
        assert same_bits({**snapshot.values, **snapshot.network.params}, before)
        for each in (trainer, twin):
            each.run_iteration()
        assert same_bits(trainer.network.params, twin.network.params)


# --- bad input ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["−0.5", "-0.5", " -5e-1 ", "-0,5", "－０．５", -0.5])
def test_typed_numbers(what_if, typed):
    what_if.set(PIXEL, typed)
    assert what_if.after["x"][0, 4] == -0.5


@pytest.mark.parametrize("typed", ["", "abc", "1,50,0", "0x10", None, [1], "nan", "inf", "−inf", float("nan"), 10**400,
                                   "1e999"])
def test_what_is_no_finite_number_is_refused_and_nothing_changes(what_if, typed):
    what_if.set(PIXEL, 0.5)
    kept = what_if.after
    with pytest.raises(EngineError) as caught:
        what_if.set(Place("W1", (4, 2)), typed)
    assert str(caught.value).startswith("W1[4, 2]: ")
    assert str(caught.value).endswith("Type one such as 0.25 or -1e-3.")
    assert what_if.after is kept
    assert [change.place for change in what_if.changes] == [PIXEL]


def test_what_can_mean_two_numbers_is_asked_about(what_if):
    with pytest.raises(EngineError, match=r"1,500 can mean 1.5 or 1500: write 1.5 or 1500."):
        what_if.set(Place("W1", (4, 2)), "1,500")
    assert what_if.changes == ()


@pytest.mark.parametrize(("place", "words"), [
    (Place("W1", (9, 0)), "shape (9, 5)"), (Place("x", (ROW, 9)), "shape (10, 9)"),
    (Place("x", (11, 0)), "shape (10, 9)"),
    (Place("x", (ROW + 1, 0)), "belongs to another sample"), (Place("a1", (ROW, 0)), "not a parameter"),
    (Place("dW1", (0, 0)), "computed, not given"), (Place("y", (ROW, 0)), "not a parameter"),
    (Place("x", (None, 0)), "shape (10, 9)"), (Place("nonsense"), "not a parameter"),
])
def test_what_cannot_be_changed_is_refused(what_if, place, words):
    with pytest.raises(EngineError) as caught:
        what_if.set(place, 1)
    assert words in str(caught.value)
    assert what_if.changes == ()


@pytest.mark.parametrize("label", [-1, 4, 1.5, "2", None, True])
def test_a_label_that_is_no_class_is_refused(what_if, label):
    with pytest.raises(EngineError, match="choose a class from 0 to 3"):
        what_if.set_label(label)
    assert what_if.changes == ()


@pytest.mark.parametrize("row", [-1, 10])
def test_a_row_that_is_not_there_is_refused(snapshot, row):
    with pytest.raises(EngineError, match="Choose a cell of it"):
        WhatIf(snapshot, row)


def test_a_drawing_without_a_label_is_refused(tiny_trainer, tiny):
    seen = trace(tiny_trainer().network, Sample(np.zeros(9, np.float32), None, "drawn", 0))
    with pytest.raises(EngineError, match="Say which digit"):
        WhatIf(snapshot_of_sample(seen, tiny))


def test_beyond_all_bounds_it_says_so_in_words(tiny_trainer):
    trainer = tiny_trainer()
    trainer.run_iteration()
    what_if = WhatIf(snapshot_of(trainer), ROW)
    what_if.set(Place("b1", (0,)), 1e300)
    assert np.isfinite(what_if.true)
    assert "in the type of numbers that this network is trained with (3.4e+38 at most)" in str(what_if.note).lower()
    for k, sign in enumerate((1, -1, 1, -1)):
        what_if.set(Place("W2", (0, k)), sign * 1e300)
    assert not np.isfinite(what_if.true)
    assert str(what_if.note).startswith("These changes lead out of what numbers can hold: a2 is the first")
    what_if.set_label(1)
    what_if.reset()
    assert (what_if.note, what_if.true) == (None, 0)


def test_a_run_that_has_diverged_says_so(snapshot):
    params = {name: value.copy() for name, value in snapshot.network.params.items()}
    params["W2"][0, 0] = np.nan
    network = snapshot.network.copy()
    network.params = params
    what_if = WhatIf(dataclasses.replace(snapshot, network=network), ROW)
    what_if.set(PIXEL, 0.5)
    assert np.isnan(what_if.true)
    assert "even without a change" in str(what_if.note)


# --- which loss ---------------------------------------------------------------------------------------------------


def test_it_says_which_loss_it_is_about(tiny_trainer, tiny, what_if):
    assert str(what_if.about) == ("L is the loss of sample 3 of the minibatch alone. The loss that training uses is "
                                  "the mean over all 10 samples.")
    split = tiny.train
    seen = trace(tiny_trainer().network, Sample(split.x[7], int(split.labels[7]), "train", 7))
    alone = WhatIf(snapshot_of_sample(seen, tiny))
    assert str(alone.about) == "L is the loss of this sample."
    assert float(alone.before["L"]) == pytest.approx(float(seen.values["L"]), rel=1e-6)
