"""The sample set beside another sample, another iteration and another run."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit

from bench.rest import come_to_rest
from engine.data.digits import load_digits
from engine.inspection.frozen.trace import trace
from engine.inspection.unit import Unit
from engine.runs.run import run_of
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer
from gui.look.theme import theme
from gui.panels.sample import SamplePanel
from gui.training.reports import KeptRun, WholeRun
from gui.training.worker import told_of
from gui.words import formatting
from tests import spirals

DIGITS = load_digits()
LEFT = Qt.MouseButton.LeftButton
A, B, DIFFERENCE = range(3)


class Beside:
    """A person who compares, and a window that hands out runs."""

    def __init__(self, bench) -> None:
        self.bench, self.panel = bench, bench.panel
        self.kept: dict[int, WholeRun | None] = {}
        self.panel.present_run_wanted.connect(lambda to: to(whole(bench.trainer)))
        self.panel.kept_run_wanted.connect(lambda key, to: to(self.kept.get(key)))
        bench.click("Compare")

    def view(self, name: str, side: int):
        """The view of a variable in a column, as they stand from left to right."""
        come_to_rest(self.panel)
        shown = "Δ" + name if side == DIFFERENCE else name
        found = [view for view in self.panel._beside.columns.findChildren(type(self.panel.view_of(name)))
                 if view.name == shown and view.isVisibleTo(self.panel)]
        return sorted(found, key=lambda view: view.x())[0 if side == DIFFERENCE else side]

    def texts(self, name: str, side: int) -> tuple[str, ...]:
        return self.view(name, side).widget.texts

    def message(self, name: str, side: int = DIFFERENCE) -> str:
        return self.view(name, side).widget.message

    def head(self) -> list[str]:
        return [text for text in self.bench.words() if text]

    def point_at(self, name: str, side: int, across: float, down: float) -> str:
        widget = self.view(name, side).widget
        self.panel._scroll.ensureWidgetVisible(widget)
        self.bench.qtbot.mouseMove(widget, QPoint(int(across * widget.width()), int(down * widget.height())))
        return self.bench.read_out

    def choose_run(self, text: str) -> None:
        self.bench.choose("What the sample is set beside", text)

    def visit(self, text: str) -> None:
        """Choose a run, and wait until it is there."""
        self.choose_run(text)
        other = self.panel._beside.other
        self.bench.qtbot.waitUntil(lambda: other._visited is not None and other.is_ready_for(self.bench.sample))

    def keep(self, *runs: tuple[str, Trainer | None]) -> None:
        """These runs are kept, with keys from 1 on."""
        self.kept = {key: each and whole(each) for key, (_, each) in enumerate(runs, 1)}
        self.panel.show_kept_runs([
            KeptRun(name, each.history, key) if each else KeptRun(name, self.bench.trainer.history, key)
            for key, (name, each) in enumerate(runs, 1)])

    def enter_iteration(self, text: str) -> None:
        field = self.bench.named(QLineEdit, "Iteration of A")
        field.setFocus()
        field.selectAll()
        self.bench.qtbot.keyClicks(field, text)
        self.bench.qtbot.keyClick(field, Qt.Key.Key_Return)

    def until(self, text: str) -> None:
        """Until this is read above the columns: what was asked for is there."""
        self.bench.qtbot.waitUntil(lambda: text in self.head())


def whole(trainer: Trainer) -> WholeRun:
    return WholeRun(trainer.settings(), trainer.history, run_of(trainer))


def trained(iterations: int, **config) -> Trainer:
    trainer = Trainer(TrainingConfig(**config), DIGITS)
    for _ in range(iterations):
        trainer.run_iteration()
    return trainer


def logits(network, index: int) -> np.ndarray:
    """The last a of a test image, as plain numpy has it: (10,) float64."""
    params, z = network.params, DIGITS.test.x[index].astype(np.float64)
    depth = len(params) // 2
    for layer in range(1, depth):
        z = np.maximum(z @ params[f"W{layer}"] + params[f"b{layer}"], 0)
    return z @ params[f"W{depth}"] + params[f"b{depth}"]


def numbers(texts) -> np.ndarray:
    """What is written at bars, as numbers."""
    return np.array([float(text.replace("−", "-")) for text in texts])


@pytest.fixture
def beside(bench):
    """The first test image is held, beside itself."""
    yield Beside(bench)
    bench.panel.stop()


def test_nothing_of_it_is_made_before_it_is_wanted(bench):
    bench.train(2)
    assert bench.panel._beside is None
    assert "Hold" not in bench.words()


def test_what_is_seen_is_held_and_differs_from_itself_nowhere(beside, bench):
    for name in ("x", "a1", "z1", "a2", "y", "da2", "dW2", "db2", "dz1", "da1", "dW1", "db1", "dx"):
        assert beside.message(name) == "the same", name
        assert beside.message(name, A) == beside.message(name, B) == "", name
    assert beside.texts("a2", A) == beside.texts("a2", B)
    assert beside.head().count("test data, no. 0") == 3  # in the title, too
    assert {"choose another sample,", "or train: B follows", "Δ = B − A"} <= set(beside.head())


def test_two_samples(beside, bench):
    network = bench.trainer.network
    bench.enter("5")
    assert beside.texts("a2", A) == tuple(formatting.column(
        trace(network, bench.samples[0]).values["a2"][0].tolist()))
    assert numbers(beside.texts("a2", A)) == pytest.approx(logits(network, 0), abs=1e-3)
    assert numbers(beside.texts("a2", B)) == pytest.approx(logits(network, 5), abs=1e-3)
    assert numbers(beside.texts("a2", DIFFERENCE)) == pytest.approx(logits(network, 5) - logits(network, 0), abs=1e-3)
    ink = beside.bench.panel._beside.columns._pairs["x"].difference
    assert ink.tolist() == (DIGITS.test.x[5].astype(float) - DIGITS.test.x[0]).tolist()
    assert {"test data, no. 0", "test data, no. 5", "each map has its own scale"} <= set(beside.head())


def test_one_sample_in_two_iterations(beside, bench):
    before = logits(bench.trainer.network, 0)
    bench.train(30)
    now = logits(bench.trainer.network, 0)
    assert numbers(beside.texts("a2", A)) == pytest.approx(before, abs=1e-3)
    assert numbers(beside.texts("a2", B)) == pytest.approx(now, abs=1e-3)
    assert numbers(beside.texts("a2", DIFFERENCE)) == pytest.approx(now - before, abs=2e-3)
    assert beside.message("x") == "the same"
    assert {"iteration 0", "iteration 30"} <= set(beside.head())
    losses = [-np.log(np.exp(each)[DIGITS.test.labels[0]] / np.exp(each).sum()) for each in (before, now)]
    assert [beside.view("y", side).note for side in range(3)] == [
        f"L = {formatting.number(losses[0])}", f"L = {formatting.number(losses[1])}",
        f"ΔL = {formatting.signed(losses[1] - losses[0])}"]


def test_a_and_b_have_one_scale_and_the_difference_has_its_own(beside, bench):
    bench.train(30).enter("5")
    for name in ("a1", "z1", "dW1", "da2"):
        a, b, difference = (beside.view(name, side) for side in range(3))
        pair = beside.panel._beside.columns._pairs[name]
        assert a.widget.limit == b.widget.limit == pytest.approx(
            max(np.abs(pair.a).max(), np.abs(pair.b).max())), name
        assert difference.widget.limit == pytest.approx(np.abs(pair.b.astype(float) - pair.a).max()), name
        assert difference.note == formatting.limit(difference.widget.limit)


def test_what_is_read_wrong_is_said_as_a_warning(beside, bench):
    bench.train(200)
    wrong = np.flatnonzero(bench.predictions("test") != DIGITS.test.labels)[0]
    bench.enter(str(wrong))
    said = [label.text() for label in bench.panel.findChildren(QLabel)
            if label.property("kind") == "warning" and "predicted" in label.text()]
    label, predicted = DIGITS.test.labels[wrong], bench.predictions("test")[wrong]
    assert f"label {label} · predicted {predicted} ({bench.trace().probability:.1%})".replace("%", " %") in said
    assert len(said) == 1 + (DIGITS.test.labels[0] != trained(0).network.classify(DIGITS.test.x[:1])[0])


def test_in_the_middle_of_an_iteration(beside, bench):
    bench.operate(len(bench.trainer.operations) - 1)
    assert {"iteration 0", f"iteration 0, operation {len(bench.trainer.operations) - 1}"} <= set(beside.head())


def test_hold_takes_what_is_seen_now(beside, bench):
    bench.enter("5")
    bench.click("Hold")
    assert beside.message("a2") == "the same"
    assert beside.head().count("test data, no. 5") == 3


# --- networks that are visited -------------------------------------------------------------------------------------

def test_another_iteration_of_this_run_follows_the_sample(beside, bench):
    bench.train(40)
    beside.visit("this run")
    assert numbers(beside.texts("a2", A)) == pytest.approx(logits(trained(0).network, 0), abs=1e-3)
    beside.enter_iteration("25")
    beside.until("iteration 25")
    then = trained(25).network
    assert numbers(beside.texts("a2", A)) == pytest.approx(logits(then, 0), abs=1e-3)
    bench.enter("7")
    bench.qtbot.waitUntil(lambda: beside.head().count("test data, no. 7") == 3)
    assert numbers(beside.texts("a2", A)) == pytest.approx(logits(then, 7), abs=1e-3)
    assert numbers(beside.texts("a2", B)) == pytest.approx(logits(bench.trainer.network, 7), abs=1e-3)
    assert numbers(beside.texts("a2", DIFFERENCE)) == pytest.approx(
        logits(bench.trainer.network, 7) - logits(then, 7), abs=2e-3)


def test_a_kept_run_at_its_end_and_before(beside, bench):
    other = trained(60, learning_rate=0.3, seed=4)
    last = logits(other.network, 0)
    other.go_to(25)  # where another way began: what is asked is what this one has come to
    bench.train(20)
    beside.keep(("lr 0.3", other))
    beside.choose_run("lr 0.3")
    beside.until("lr 0.3 · iteration 60")
    assert numbers(beside.texts("a2", A)) == pytest.approx(last, abs=1e-3)
    assert bench.named(QLineEdit, "Iteration of A").text() == "60"
    beside.enter_iteration("10")
    beside.until("lr 0.3 · iteration 10")
    assert numbers(beside.texts("a2", A)) == pytest.approx(
        logits(trained(10, learning_rate=0.3, seed=4).network, 0), abs=1e-3)
    beside.choose_run("what was held")
    assert "iteration 0" in beside.head() and beside.message("x") == "the same"
    assert numbers(beside.texts("a2", A)) == pytest.approx(logits(trained(0).network, 0), abs=1e-3)


def test_networks_of_another_shape_as_far_as_they_go_together(beside, bench):
    other = trained(5, hidden_sizes=(20,), weight_init="he")
    beside.keep(("20 units", other))
    beside.choose_run("20 units")
    beside.until("20 units · iteration 5")
    assert beside.message("a1") == beside.message("dW1") == "other shapes"
    assert "other shapes, not compared:" in beside.head()
    assert "a1, z1, dW2, dz1, da1, dW1, db1" in [
        label.toolTip() or label.text() for label in bench.panel.findChildren(QLabel)]
    assert beside.message("a1", A) == ""
    assert numbers(beside.texts("a2", DIFFERENCE)) == pytest.approx(
        logits(bench.trainer.network, 0) - logits(other.network, 0), abs=1e-3)
    assert "Δ —" in beside.point_at("a1", B, 0.99, 0.9)  # a unit that the other has not


def test_a_deeper_network_is_compared_by_its_last_layer(beside, bench):
    other = trained(5, hidden_sizes=(50, 30), weight_init="he")
    beside.keep(("two layers", other))
    beside.choose_run("two layers")
    beside.until("two layers · iteration 5")
    assert numbers(beside.texts("a2", A)) == pytest.approx(logits(other.network, 0), abs=1e-3)
    assert beside.message("a1") == ""
    assert "dW2" in next(text for text in beside.head() if text.startswith("dW2")) and beside.message("dW2") != ""


def test_without_a_hidden_layer(beside, bench):
    bench.begin(hidden_sizes=()).train(5)
    assert beside.message("dW1") == "other shapes" and beside.message("dW1", A) == ""
    bench.click("Hold").enter("4")
    assert beside.panel._beside.columns.names == ("x", "a1", "y", "da1", "dW1", "db1", "dx")
    network = bench.trainer.network
    assert numbers(beside.texts("a1", DIFFERENCE)) == pytest.approx(logits(network, 4) - logits(network, 0), abs=2e-3)


def test_of_several_hidden_layers_one_is_chosen(beside, bench):
    bench.begin(hidden_sizes=(40, 30, 20), weight_init="he")
    bench.train(3).enter("4")
    assert beside.message("a1", B) == "" and beside.panel.view_of("a2") is None
    bench.click("2")
    assert beside.message("a2", B) == "" and beside.panel.view_of("a1") is None
    bench.click("Compare")
    assert bench.button("2").isChecked() and "a2" in bench.names()


# --- what goes wrong -----------------------------------------------------------------------------------------------

def warnings(bench) -> list[str]:
    return [label.text() for label in bench.panel.findChildren(QLabel)
            if label.property("role") == "warning" and label.isVisibleTo(bench.panel)]


def test_an_iteration_that_has_not_been_run(beside, bench):
    bench.train(10)
    beside.visit("this run")
    for typed in ("11", "-3", "99999999"):
        beside.enter_iteration(typed)
        bench.qtbot.waitUntil(lambda: warnings(bench) != [])
        assert "has not been run: this run has come to 10. Choose one up to there." in warnings(bench)[0]
        assert bench.named(QLineEdit, "Iteration of A").text() == "0"
        beside.enter_iteration("3")
        assert warnings(bench) == []
        beside.until("iteration 3")
        beside.enter_iteration("0")
        beside.until("iteration 0")


def test_what_is_no_number_of_an_iteration(beside, bench):
    beside.visit("this run")
    field = bench.named(QLineEdit, "Iteration of A")
    beside.enter_iteration("soon")
    assert "soon is no whole number" in field.hint


def test_a_run_of_which_nothing_is_left_and_one_of_other_data(beside, bench):
    data = replace(DIGITS, class_names=tuple("abcdefghij"))
    other = Trainer(TrainingConfig(), data)
    beside.keep(("gone", None), ("letters", other))
    for name, words in (("gone", "nothing left of gone"), ("letters", "letters has learnt other data")):
        beside.choose_run(name)
        assert words in warnings(bench)[0]
        assert bench.named(QComboBox, "What the sample is set beside").currentText() == "what was held"
        assert beside.message("a2") == "the same"


def test_a_run_that_is_removed_stays_as_it_was_seen(beside, bench):
    other = trained(5)
    beside.keep(("other", other))
    beside.choose_run("other")
    beside.until("other · iteration 5")
    beside.keep()
    assert bench.named(QComboBox, "What the sample is set beside").currentText() == "what was held"
    bench.enter("3")
    assert "an earlier run · iteration 5" in beside.head()


def test_what_is_on_its_way_is_overtaken_by_what_is_chosen_next(beside, bench):
    asked = []
    bench.panel.present_run_wanted.disconnect()
    bench.panel.present_run_wanted.connect(asked.append)
    bench.train(10)
    beside.choose_run("this run")
    beside.choose_run("what was held")
    asked[0](whole(bench.trainer))
    assert not beside.panel._beside.other._is_asking("network")
    assert bench.named(QComboBox, "What the sample is set beside").currentText() == "what was held"


def test_a_long_way_can_be_broken_off(beside, bench):
    bench.train(1)
    other = beside.panel._beside.other
    beside.visit("this run")
    other._want(0, 1)
    other._asking.begin()
    other._pages.setCurrentIndex(1)  # as after a while
    bench.click("Cancel")
    assert not other._is_asking("network") and other._pages.currentIndex() == 0
    assert bench.named(QLineEdit, "Iteration of A").text() == "0"


# --- another network, another language ------------------------------------------------------------------------------

def test_what_was_held_is_of_an_earlier_run_once_there_is_another(beside, bench):
    bench.train(10)
    bench.begin(seed=5)
    assert "an earlier run · iteration 0" in beside.head()
    assert numbers(beside.texts("a2", DIFFERENCE)) == pytest.approx(
        logits(bench.trainer.network, 0) - logits(trained(0).network, 0), abs=1e-3)


def test_another_network_comes_while_a_sample_is_looked_at_with_a_visited_one(beside, bench):
    bench.train(10)
    beside.visit("this run")
    bench.enter("7")
    assert beside.panel._beside.other._is_asking("trace")
    bench.begin(seed=5)
    bench.qtbot.waitUntil(lambda: not beside.panel._beside.other._is_asking("trace"))
    assert "an earlier run · iteration 0" in beside.head()
    assert numbers(beside.texts("a2", A)) == pytest.approx(logits(trained(0).network, 0), abs=1e-3)


def test_of_other_data_the_next_sample_is_held(beside, bench):
    letters = replace(DIGITS, class_names=tuple("abcdefghij"))
    bench.trainer = Trainer(TrainingConfig(), letters)
    bench.panel.show_run(told_of(bench.trainer))
    bench.answer()
    assert beside.message("a2") == "the same"
    assert "an earlier run · iteration 0" not in beside.head()


def test_a_panel_in_another_language_compares_the_same(beside, bench, qtbot):
    bench.train(10).enter("5")
    panel = SamplePanel()
    qtbot.addWidget(panel)
    panel.take_over(bench.panel)
    panel.show()
    assert panel._beside.columns._pairs["a2"].difference.tolist() == \
        beside.panel._beside.columns._pairs["a2"].difference.tolist()
    assert panel._compare.isChecked()
    panel.stop()


# --- pointing ------------------------------------------------------------------------------------------------------

def test_a_cell_is_read_in_all_columns_and_lit_in_all(beside, bench):
    bench.train(10).enter("5")
    read = beside.point_at("a2", B, 0.5, 0.05)
    a, b = logits(trained(0).network, 0)[0], logits(bench.trainer.network, 5)[0]
    assert read.startswith("a2[0]: A ")
    assert numbers([read.split("A ")[1].split(" ·")[0], read.split("B ")[1].split(" ·")[0]]) == pytest.approx(
        [a, b], abs=1e-3)
    assert beside.view("a2", A).widget.marked.index == beside.view("a2", DIFFERENCE).widget.marked.index == (0,)
    beside.point_at("y", A, 0.5, 0.05)
    assert beside.view("a2", A).widget.marked is None


def test_a_unit_is_lit_in_all_columns_and_told(beside, bench):
    bench.train(10).enter("5")
    told = []
    bench.panel.unit_hovered.connect(told.append)
    beside.point_at("z1", B, 0.02, 0.05)
    beside.point_at("db1", A, 0.51, 0.5)
    beside.point_at("y", B, 0.5, 0.05)
    assert [unit for unit in told if unit is not None] == [Unit(1, 0), Unit(1, 25)] and told[-1] is None
    bench.panel.mark_unit(Unit(1, 7))
    for name, seen in (("a1", True), ("dW1", True), ("dW2", True), ("a2", False), ("x", False)):
        assert [beside.view(name, side).widget.lit_area is not None for side in range(3)] == [seen] * 3, name
    beside.keep(("20 units", trained(2, hidden_sizes=(20,), weight_init="he")))
    beside.choose_run("20 units")
    beside.until("20 units · iteration 2")
    bench.train(1)
    assert [beside.view("a1", side).widget.lit_area is not None for side in range(3)] == [False, True, False]
    bench.panel.mark_unit(None)
    assert beside.view("a1", B).widget.lit_area is None


def test_a_click_tells_of_which_side_a_number_is(beside, bench):
    bench.train(10).enter("5")
    told = []
    bench.panel.place_clicked.connect(lambda place, found: told.append((str(place), found)))
    for side in (A, B, DIFFERENCE):
        for name in ("a2", "da2"):
            widget = beside.view(name, side).widget
            bench.qtbot.mouseClick(widget, LEFT, pos=QPoint(widget.width() // 2, widget.height() // 20))
    assert [(place, found.iteration, found.sample.index) for place, found in told] == [
        ("a2[0, 0]", 0, 0), ("da2[0, 0]", 0, 0), ("a2[0, 0]", 10, 5), ("da2[0, 0]", 10, 5)]
    assert told[0][1].sample is not bench.sample


def test_a_number_of_another_run_says_where_to_go(beside, bench):
    beside.keep(("other", trained(5)))
    beside.choose_run("other")
    beside.until("other · iteration 5")
    told = []
    bench.panel.place_clicked.connect(lambda *place: told.append(place))
    widget = beside.view("a2", A).widget
    bench.qtbot.mouseClick(widget, LEFT, pos=QPoint(widget.width() // 2, widget.height() // 20))
    assert told == [] and "go on with that run" in warnings(bench)[0]


def test_places_are_marked_in_b(beside, bench):
    assert beside.panel.view_of("a2") is beside.view("a2", B)
    assert beside.panel.view_of("W1") is None


# --- drawing, and how it fits --------------------------------------------------------------------------------------

def test_one_can_draw_and_compare(beside, bench):
    bench.click("draw")
    assert beside.message("a2", B) == "not computed yet"
    bench.draw((0.3, 0.2), (0.5, 0.8))
    assert beside.message("da2", B) == beside.message("da2") == "no label"
    assert numbers(beside.texts("a2", B)) == pytest.approx(
        bench.trace().values["a2"][0], abs=1e-3)
    assert "drawn by you" in beside.head()
    bench.click("Compare")
    assert bench.pad.isVisibleTo(bench.panel) and bench.names().count("a2") == 1


def test_without_it_everything_is_as_it_was(bench):
    come_to_rest(bench.panel)
    before = bench.picture("a2"), bench.panel.forward.grab().toImage()
    bench.click("Compare")
    come_to_rest(bench.panel)
    bench.click("Compare")
    assert (bench.picture("a2"), bench.panel.forward.grab().toImage()) == before
    bench.panel.stop()


def test_it_moves_nothing_aside(beside, bench):
    """Where there is room for the sample alone, there is room for this."""
    bench.click("Compare")
    bench.panel.resize(bench.panel.minimumSizeHint().width(), 700)
    come_to_rest(bench.panel)
    width = bench.panel.width()
    bench.click("Compare")
    bench.train(10).enter("5")
    beside.point_at("dW1", B, 0.5, 0.5)
    come_to_rest(bench.panel)
    assert bench.panel.width() == width and bench.panel.minimumSizeHint().width() <= width


@pytest.mark.layout
def test_at_its_smallest_columns_stand_side_by_side(beside, bench):
    bench.train(2).enter("5")
    for text_scale in (1.0, 1.5):
        theme().set_text_scale(text_scale)
        least = bench.panel.minimumSizeHint()
        bench.panel.resize(least.width(), 700)
        come_to_rest(bench.panel)
        for name in ("x", "a1", "a2", "dW1"):
            left = [beside.view(name, side).geometry() for side in range(3)]
            assert left[0].right() < left[1].left() and left[1].right() < left[2].left()
            assert left[0].width() == pytest.approx(left[2].width(), abs=2)
            assert left[2].right() <= bench.panel.width()


def test_points_have_no_pictures(beside, bench):
    data, panel = spirals.load(), bench.panel
    trainer = Trainer(TrainingConfig(dataset=spirals.NAME, hidden_sizes=(8,), weight_init="he"), data)
    panel.show_run(told_of(trainer))
    for index in (0, 3):
        panel.chooser.look_at("test", index)
        panel.show_trace(trace(trainer.network, bench.sample))
    pairs = panel._beside.columns._pairs
    assert pairs["x"].difference == pytest.approx(data.test.x[3].astype(float) - data.test.x[0])
    assert {name: pair.difference.shape for name, pair in pairs.items()} == {
        "x": (2,), "a1": (8,), "z1": (8,), "a2": (2,), "y": (2,), "da2": (2,), "dW2": (8, 2), "db2": (2,),
        "dz1": (8,), "da1": (8,), "dW1": (2, 8), "db1": (8,), "dx": (2,)}
    assert "u, v" in [beside.view("x", side).note for side in range(2)]
