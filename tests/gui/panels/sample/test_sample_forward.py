"""Forward: what is drawn and written from the pixels to the loss is what the network computes."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton

from engine.data.digits import load_digits
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer
from gui.look.theme import theme
from gui.training.worker import told_of
from gui.words import formatting


def by_hand(bench) -> dict[str, np.ndarray]:
    """The two-layer network with ReLU and its loss, in float64 and in so many words."""
    p = {name: value.astype(float) for name, value in bench.trainer.network.params.items()}
    x = bench.sample.x.astype(float)
    a1 = x @ p["W1"] + p["b1"]
    z1 = np.maximum(a1, 0)
    a2 = z1 @ p["W2"] + p["b2"]
    y = np.exp(a2 - a2.max()) / np.exp(a2 - a2.max()).sum()
    return {"x": x, "a1": a1, "z1": z1, "a2": a2, "y": y, "L": -np.log(y[bench.sample.label])}


@pytest.fixture
def trained(bench):
    return bench.train(200).enter("33")


def test_the_variables(bench):
    assert bench.names()[:5] == ["x", "a2", "y", "a1", "z1"]


def test_the_bars_are_the_logits_and_the_probabilities(trained):
    values = by_hand(trained)
    assert trained.texts("y") == tuple(f"{p:.4f}" for p in values["y"])
    assert trained.texts("a2") == tuple(f"{a:.3f}".replace("-", "−") for a in values["a2"])
    assert trained.view("a2").note == formatting.limit(np.abs(values["a2"]).max())
    assert trained.view("y").note == "softmax"
    assert trained.view("y").widget.limit == 1


def test_prediction_and_loss_in_words(trained):
    values = by_hand(trained)
    predicted = int(values["y"].argmax())
    words = " ".join(" ".join(trained.words()).split())
    assert f"label {trained.sample.label} predicted {predicted} ({100 * values['y'].max():.1f} %)" in words
    assert f"L = {formatting.number(values['L'])}" in trained.words()


@pytest.mark.parametrize(("name", "columns", "rows"), [("x", 60, 16), ("a1", 50, 12), ("z1", 50, 12)])
def test_every_value_is_under_the_pointer(trained, name, columns, rows):
    found, true = trained.read(name, columns, rows), by_hand(trained)[name]
    assert sorted(found) == [(i,) for i in range(len(true))]
    assert np.allclose([found[i,] for i in range(len(true))], true, rtol=1e-4, atol=1e-6)


def test_a_bar_under_the_pointer(trained):
    a2 = by_hand(trained)["a2"]
    for row in (0, 4, 9):
        assert trained.point_at("a2", 0.5, (row + 0.5) / 10) == f"a2[{row}] = {formatting.number(a2[row])}"
    trained.leave()
    assert trained.read_out == " "


@pytest.mark.layout
def test_silent_units_are_hatched(in_any_font, trained):
    z1 = by_hand(trained)["z1"]
    silent = set(np.flatnonzero(z1 == 0))
    assert 5 < len(silent) < 45
    assert trained.view("z1").note == f"{len(silent)} of 50 silent"
    widget = trained.view("z1").widget
    picture, off = trained.picture("z1"), theme().palette.off.lower()
    under, hatched = [], set()
    widget.hovered.connect(under.append)
    for y in range(1, widget.height(), 5):
        for x in range(1, widget.width(), 2):
            if picture.pixelColor(x, y).name() == off:
                trained.qtbot.mouseMove(widget, QPoint(x, y))
                hatched.add(under[-1].index[0])
    assert hatched == silent


@pytest.mark.parametrize(("activation", "f"), [("sigmoid", lambda a: 1 / (1 + np.exp(-a))), ("tanh", np.tanh)])
def test_other_activations_silence_nothing(bench, activation, f):
    bench.begin(activation=activation, weight_init="xavier").train(50).enter("8")
    p, x = bench.trainer.network.params, bench.sample.x
    z1 = f(x @ p["W1"] + p["b1"])
    found = bench.read("z1", 50, 12)
    assert np.allclose([found[i,] for i in range(50)], z1, atol=1e-5)
    assert bench.view("z1").note == formatting.limit(np.abs(z1).max())
    assert bench.message("dz1") == bench.message("da1") == ""


def test_no_hidden_layer(bench):
    bench.begin(hidden_sizes=()).train(50)
    assert bench.names() == ["x", "a1", "y", "da1", "dx", "dW1", "db1"]
    p, x = bench.trainer.network.params, bench.sample.x
    a1 = x @ p["W1"] + p["b1"]
    assert bench.texts("a1") == tuple(formatting.column(a1.tolist()))
    assert bench.view("dW1").note.startswith("10 units, 8 × 8 each")


def test_three_hidden_layers(bench):
    bench.begin(hidden_sizes=(20, 15, 12), weight_init="he").train(30)
    assert bench.names() == ["x", "a4", "y", "a1", "z1", "da4", "dW4", "db4", "dz1", "da1", "dx", "dW1", "db1"]
    values = bench.trace().values
    assert bench.texts("a4") == tuple(formatting.column(values["a4"][0].tolist()))
    for layer, units in ((2, 15), (3, 12), (1, 20)):
        bench.click(str(layer))
        assert {f"a{layer}", f"z{layer}", f"da{layer}", f"dz{layer}", f"dW{layer}", f"db{layer}"} <= set(bench.names())
        found = bench.read(f"a{layer}", 40, 8)
        assert [found[i,] for i in range(units)] == values[f"a{layer}"][0].tolist()


def test_the_layer_switch_goes_with_the_layers(bench):
    bench.begin(hidden_sizes=(20, 15), weight_init="he").click("2")
    bench.begin(hidden_sizes=(20,))
    assert "hidden layer" not in bench.words()
    assert "a1" in bench.names()
    bench.begin(hidden_sizes=(20, 15), weight_init="he")
    assert "hidden layer" in bench.words()


def test_a_switch_that_has_been_taken_down_does_nothing_any_more(bench):
    """It is there until the next events, and a click on it was one on another network's switch."""
    panel = bench.begin(hidden_sizes=(4, 3, 2)).panel
    old = panel._layer_pills
    panel.show_run(told_of(Trainer(TrainingConfig(hidden_sizes=(4, 3)), load_digits())))
    assert not old.isVisible()
    bench.qtbot.mouseClick(old.findChildren(QPushButton)[2], Qt.MouseButton.LeftButton)
    assert (panel._layer, panel._layer_pills.current) == (1, 0)


def test_it_follows_training(bench):
    before = bench.texts("a2")
    bench.train(1)
    assert bench.texts("a2") != before
    assert bench.texts("a2") == tuple(formatting.column(by_hand(bench)["a2"].tolist()))


def test_the_scale_follows_the_values(trained):
    first = trained.view("z1").widget.limit
    trained.enter("34")
    values = by_hand(trained)
    assert trained.view("z1").widget.limit == pytest.approx(values["z1"].max(), rel=1e-5)
    assert trained.view("z1").widget.limit != first


def test_the_scale_is_held(trained):
    told = []
    trained.panel.choice_made.connect(lambda: told.append(trained.panel.choices()["hold_scale"]))
    names = [name for name in trained.names() if name not in ("x", "y")]
    before = {name: trained.view(name).widget.limit for name in names}
    trained.click("held").enter("34").train(20)
    assert {name: trained.view(name).widget.limit for name in names} == before
    assert trained.view("a1").note == formatting.limit(before["a1"])
    assert trained.texts("a2") == tuple(formatting.column(by_hand(trained)["a2"].tolist()))  # only colours are held
    trained.click("scale follows")
    assert trained.view("a1").widget.limit == pytest.approx(np.abs(by_hand(trained)["a1"]).max(), rel=1e-5)
    assert told == [True, False]


def test_a_new_network_has_a_scale_of_its_own(trained):
    trained.click("held").begin(seed=4, weight_init="he")
    assert trained.view("a1").widget.limit == pytest.approx(np.abs(by_hand(trained)["a1"]).max(), rel=1e-5)


def test_values_that_are_no_numbers(bench):
    bench.train(5)
    params = bench.trainer.network.params
    params["b2"] = np.where(np.arange(10) == 3, np.nan, params["b2"])
    params["b1"] = np.where(np.arange(50) == 7, np.inf, params["b1"])
    bench.panel.grab()
    bench.answer()
    bench.panel.grab()
    assert set(bench.texts("a2")) <= {"NaN", "∞", "−∞"}


def test_where_there_are_no_numbers_nothing_is_said_to_be_predicted(bench):
    bench.enter("33")
    bench.trainer.network.params["W2"] = np.full_like(bench.trainer.network.params["W2"], np.nan)
    bench.answer()
    verdict = bench.panel.forward._verdict.text()
    assert "no prediction: y is NaN" in verdict and theme().palette.warning in verdict
    assert "predicted" not in verdict
    assert bench.texts("y") == ("NaN",) * 10
