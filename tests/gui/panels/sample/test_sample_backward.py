"""Backward: the gradients on the panel are those of the loss, of this sample or of the minibatch."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint

from gui.look.theme import theme
from gui.words import formatting

GRADIENTS = ("da2", "dW2", "db2", "dz1", "da1", "dW1", "db1", "dx")


def by_hand(bench) -> dict[str, np.ndarray]:
    """The chain rule for one sample and two layers, in float64."""
    p = {name: value.astype(float) for name, value in bench.trainer.network.params.items()}
    x = bench.sample.x.astype(float)
    a1 = x @ p["W1"] + p["b1"]
    z1 = np.maximum(a1, 0)
    a2 = z1 @ p["W2"] + p["b2"]
    y = np.exp(a2 - a2.max()) / np.exp(a2 - a2.max()).sum()
    da2 = y - (np.arange(10) == bench.sample.label)
    dz1 = p["W2"] @ da2
    da1 = dz1 * (a1 > 0)
    return {"da2": da2, "dW2": np.outer(z1, da2), "db2": da2, "dz1": dz1, "da1": da1, "dW1": np.outer(x, da1),
            "db1": da1, "dx": p["W1"] @ da1}


@pytest.fixture
def trained(bench):
    return bench.train(200).enter("33")


def test_the_variables(bench):
    assert bench.names()[5:] == ["da2", "dW2", "db2", "dz1", "da1", "dx", "dW1", "db1"]


def test_the_bars_are_y_minus_t(trained):
    assert trained.texts("da2") == tuple(formatting.column(by_hand(trained)["da2"].tolist()))
    assert trained.view("da2").note == "y − t"


@pytest.mark.parametrize(("name", "columns", "rows"), [
    ("db2", 20, 1), ("dz1", 50, 12), ("da1", 50, 12), ("db1", 100, 1), ("dx", 60, 16)])
def test_every_gradient_of_the_sample_is_under_the_pointer(trained, name, columns, rows):
    found, true = trained.read(name, columns, rows), by_hand(trained)[name]
    assert len(found) == len(true)
    assert np.allclose([found[i,] for i in range(len(true))], true, rtol=1e-3, atol=1e-6)


def test_dW2_lies_down_and_says_its_own_indices(trained):
    true = by_hand(trained)["dW2"]
    for unit, digit in ((0, 0), (49, 0), (0, 9), (49, 9), (17, 3), (3, 7)):
        text = trained.point_at("dW2", (unit + 0.5) / 50, (digit + 0.5) / 10)  # a row for each class
        index, value = text.split(" = ")
        assert index == f"dW2[{unit}, {digit}]"
        assert float(value.replace("−", "-").replace("×10⁻", "e-").translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"))
                     ) == pytest.approx(true[unit, digit], rel=2e-3, abs=1e-6)
    assert trained.view("dW2").note == f"50 × 10 · {formatting.limit(np.abs(true).max())}"


def test_dW1_is_an_image_for_each_unit(trained):
    found, true = trained.read("dW1", 66, 22), by_hand(trained)["dW1"]
    assert {unit for _, unit in found} == set(range(50))
    assert len(found) > 400
    assert all(value == pytest.approx(true[index], rel=2e-3, abs=1e-6) for index, value in found.items())
    assert trained.view("dW1").note == f"50 units, 8 × 8 each · {formatting.limit(np.abs(true).max())}"


@pytest.mark.layout
def test_the_colour_of_dW1_is_that_of_the_value_under_the_pointer(in_any_font, trained):
    """An image of each unit, upright, in its place: the picture agrees with what is read out there."""
    widget, true = trained.view("dW1").widget, by_hand(trained)["dW1"]
    picture, colours = trained.picture("dW1"), [f"#{int(entry) & 0xffffff:06x}" for entry in theme().diverging_lut()]
    under, right, wrong = [], 0, []
    widget.hovered.connect(under.append)
    for y in range(2, widget.height(), 7):
        for x in range(2, widget.width(), 11):
            trained.qtbot.mouseMove(widget, QPoint(x, y))
            colour = picture.pixelColor(x, y).name()
            if under and under[-1] is not None and colour != theme().palette.card:  # which shows in the gaps
                entry = 128 + round(127 * true[under[-1].index] / widget.limit)
                right += colour in colours[entry - 1:entry + 2]
                wrong += [] if colour in colours[entry - 1:entry + 2] else [(x, y)]
    assert (right > 300, wrong) == (True, [])


def test_dx_lies_over_the_image(trained):
    dx = by_hand(trained)["dx"]
    assert trained.view("dx").note == formatting.limit(np.abs(dx).max())
    assert trained.view("dx").widget.limit == pytest.approx(np.abs(dx).max(), rel=1e-4)


def test_silent_units_have_no_gradient(trained):
    silent = np.flatnonzero(trained.trace().silent("z1"))
    found = trained.read("da1", 50, 12)
    assert len(silent) > 5
    assert all(found[unit,] == 0 for unit in silent)


def test_the_gradients_change_with_the_sample_and_with_training(bench):
    texts = [bench.texts("da2")]
    bench.enter("5")
    texts.append(bench.texts("da2"))
    bench.train(1)
    texts.append(bench.texts("da2"))
    assert len(set(texts)) == 3


# --- of the minibatch ----------------------------------------------------------------------------------------------

def test_before_training_there_is_no_minibatch(bench):
    told = []
    bench.panel.choice_made.connect(lambda: told.append(bench.panel.choices()["gradient_of_minibatch"]))
    bench.click("minibatch")
    assert {bench.message(name) for name in GRADIENTS[:-1]} == {"not computed yet"}
    assert bench.message("dx") == "not computed: learning does not need it"
    bench.click("this sample")
    assert {bench.message(name) for name in GRADIENTS} == {""}
    assert told == [True, False]


def test_the_gradient_of_the_minibatch(trained):
    trained.click("minibatch")
    values = trained.trainer.values
    x, t = values["x"].astype(float), values["t"]
    assert x.shape == (100, 64)
    assert trained.texts("da2") == tuple(formatting.column(values["da2"].sum(axis=0).tolist()))
    assert trained.view("da2").note == "mean of y − t"
    found = trained.read("dW1", 66, 22)
    dW1 = x.T @ values["da1"].astype(float)
    assert all(value == pytest.approx(dW1[index], rel=1e-3, abs=1e-6) for index, value in found.items())
    found = trained.read("db2", 20, 1)
    assert np.allclose([found[i,] for i in range(10)], values["da2"].astype(float).sum(axis=0), rtol=1e-3, atol=1e-6)
    assert len(t) == 100


def test_values_appear_as_operations_are_done(bench):
    bench.train(1).click("minibatch")
    appeared = {"Affine2": {"dW2", "db2", "dz1"}, "ReLU1": {"da1"}, "Affine1": {"dW1", "db1"}}
    there = set()
    assert all(bench.message(name) == "" for name in GRADIENTS[:-1])  # of the update that was done last
    bench.operate(1)
    for operation in bench.trainer.operations[1:11]:
        assert {name for name in GRADIENTS if not bench.message(name)} == there
        bench.operate(1)
        layer = operation.name.split()[0]
        if "backward" in operation.name:
            there |= appeared.get(layer, {"da2"})
        assert {name for name in GRADIENTS if not bench.message(name)} == there
    assert there == set(GRADIENTS[:-1])
    assert bench.trainer.position == 11


def test_values_go_again_with_the_operations_that_are_taken_back(bench):
    bench.train(1).operate(8).click("minibatch")
    assert bench.message("dW2") == ""
    bench.trainer.undo_operation()
    bench.answer()
    assert bench.message("dW2") == "not computed yet"
    assert bench.message("da2") == ""


def test_half_way_the_sample_has_all_its_gradients(bench):
    bench.operate(3)
    assert {bench.message(name) for name in GRADIENTS} == {""}


def test_held_scales_of_sample_and_minibatch_are_apart(trained):
    trained.click("held")
    of_sample = trained.view("dW1").widget.limit
    trained.click("minibatch")
    of_minibatch = trained.view("dW1").widget.limit
    assert of_minibatch == pytest.approx(np.abs(trained.trainer.values["dW1"]).max())
    assert of_minibatch != of_sample
    trained.click("this sample")
    assert trained.view("dW1").widget.limit == of_sample


def test_deeper_weights_lie_down_too(bench):
    bench.begin(hidden_sizes=(20, 15, 12), weight_init="he").train(30).click("3")
    values = bench.trace().values
    for unit, to in ((0, 0), (14, 11), (3, 7)):
        text = bench.point_at("dW3", (unit + 0.5) / 15, (to + 0.5) / 12)
        assert text == formatting.cell("dW3", (unit, to), values["dW3"][unit, to])
