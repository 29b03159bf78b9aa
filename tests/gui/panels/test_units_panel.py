"""The units panel on a screen, with the networks of a real trainer."""

import numpy as np
import pytest
from fits import outside, too_narrow
from PySide6.QtCore import Qt

from bench.rest import come_to_rest
from engine.data.digits import load_digits
from engine.inspection.frozen.trace import Sample, trace
from engine.inspection.place import Place
from engine.inspection.unit import Unit
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer
from gui.look.theme import theme
from gui.panels.units import UnitsPanel
from gui.panels.units.view import UNITS, WITHOUT
from gui.training.reports import Learned, State, WholeRun
from gui.training.worker import told_of
from tests import spirals

DIGITS = load_digits()
LEFT = Qt.MouseButton.LeftButton


class Bench:
    """The panel, the trainer whose network it asks, and what the panel has asked for."""

    def __init__(self, qtbot, size=(900, 620)) -> None:
        self.qtbot, self.panel, self.trainer = qtbot, UnitsPanel(), None
        self.hovered, self.samples, self.places = [], [], []
        self.panel.unit_hovered.connect(self.hovered.append)
        self.panel.sample_wanted.connect(self.samples.append)
        self.panel.place_clicked.connect(lambda *place: self.places.append(place))
        self.panel.present_run_wanted.connect(self._on_run_wanted)
        qtbot.addWidget(self.panel)
        self.panel.resize(*size)
        with qtbot.waitExposed(self.panel):
            self.panel.show()

    def begin(self, dataset=DIGITS, iterations=40, **config) -> "Bench":
        self.trainer = Trainer(TrainingConfig(**config), dataset)
        self.panel.show_run(told_of(self.trainer))
        return self.train(iterations)

    def train(self, iterations: int) -> "Bench":
        for _ in range(iterations):
            self.trainer.run_iteration()
        return self.tell().settle()

    def tell(self) -> "Bench":
        trainer = self.trainer
        self.learned = Learned(
            trainer.iteration, trainer.position, trainer.network.with_params(dict(trainer.network.params)),
            trainer.dataset)
        self.panel.show_learned(self.learned)
        return self

    def settle(self) -> "Bench":
        """Until it has been counted."""
        page = self.page
        if self.trainer.network.depth > 1:
            self.qtbot.waitUntil(lambda: page._counted is not None and page._is_of_now(page._counted), timeout=10_000)
        come_to_rest(self.panel)
        return self

    @property
    def page(self):
        return self.panel.filled().units

    @property
    def detail(self):
        return self.page.detail

    @property
    def params(self):
        return self.learned.network.params

    def outputs(self, layer=1, split="test"):
        z = self.learned.dataset.split(split).x[:].astype(float)
        for number in range(1, layer + 1):
            z = np.maximum(z @ self.params[f"W{number}"] + self.params[f"b{number}"], 0)
        return z

    def click(self, unit: int) -> None:
        position = self.page.order.index(unit)
        tiles = self.page.tiles
        self.qtbot.mouseClick(tiles.thumbnails, LEFT, pos=tiles.rect_of(position).center())
        come_to_rest(self.panel)

    def cell(self, view, index):
        """What is said of the cell with an index of a view."""
        found = []
        view.hovered.connect(found.append)
        widget = view.widget
        self.qtbot.mouseMove(widget, widget.rect_of(index).center())
        self.qtbot.mouseMove(widget, widget.rect().bottomRight())
        view.hovered.disconnect(found.append)
        return found[0]

    def sort(self, key: str) -> None:
        self.choose(self.page.sorting, key)

    def choose(self, box, value) -> None:
        """As a person chooses it."""
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())
        come_to_rest(self.panel)

    def _on_run_wanted(self, to) -> None:
        trainer = self.trainer
        from engine.runs.run import Run
        to(WholeRun(trainer.settings(), trainer.history, Run(trainer.config, trainer.dataset, trainer.course())))


@pytest.fixture
def bench(qtbot):
    made = Bench(qtbot)
    yield made
    made.panel.stop()


def test_a_click_on_a_tile_shows_what_the_unit_looks_for(bench):
    bench.begin()
    assert bench.page.tiles.count() == 50
    assert bench.detail.unit == Unit(1, 0)
    bench.click(7)
    W1, W2 = bench.params["W1"], bench.params["W2"]
    cell = bench.cell(bench.detail.weights, (27, 7))
    assert (cell.name, cell.index, cell.value) == ("W1", (27, 7), W1[27, 7])
    cell = bench.cell(bench.detail.on, (7, 3))
    assert (cell.name, cell.index, cell.value) == ("W2", (7, 3), W2[7, 3])
    assert bench.panel.contents.card.subtitle == "after iteration 40 · over 360 test samples"


def test_its_answers_are_those_of_plain_numpy(bench):
    bench.begin(weight_init="he")
    bench.click(11)
    z, labels = bench.outputs()[:, 11], DIGITS.test.labels
    means = [z[labels == label].mean() for label in range(10)]
    assert bench.detail.means.widget.texts == tuple(f"{mean:.4f}" for mean in means)
    text = bench.detail._facts.text()
    assert text.startswith(f"Silent for {100 * (z == 0).mean():.1f} % of 360 samples.")
    contrasts = [(z[labels == label].mean() - z[labels != label].mean()) / z.std() for label in range(10)]
    assert text.endswith(f"It stands out for {np.argmax(contrasts)}, by {max(contrasts):.1f} standard deviations.")


def test_the_samples_that_excite_it_most_are_looked_at_with_a_click(bench):
    bench.begin(weight_init="he")
    bench.click(11)
    z, samples = bench.outputs()[:, 11], bench.detail.samples
    bench.qtbot.mouseClick(samples.thumbnails, LEFT, pos=samples.rect_of(1).center())
    sample, = bench.samples
    assert z[sample.index] == pytest.approx(np.sort(z)[-2], rel=1e-5)
    assert (sample.split, sample.label) == ("test", DIGITS.test.labels[sample.index])
    assert (sample.x == DIGITS.test.x[sample.index]).all()


def test_what_it_makes_of_the_chosen_sample_adds_up_to_its_sum(bench):
    bench.begin(weight_init="he")
    bench.click(11)
    assert bench.detail.made.widget.message == "no sample is looked at"
    sample = Sample(DIGITS.test.x[3], int(DIGITS.test.labels[3]), "test", 3)
    looked_at = trace(bench.learned.network, sample)
    bench.panel.show_trace(looked_at)
    come_to_rest(bench.panel)
    cell = bench.cell(bench.detail.made, (20, 11))
    assert cell.value == pytest.approx(sample.x[20] * bench.params["W1"][20, 11])
    assert bench.detail.made.note.startswith("a1[11] = ")
    widget = bench.detail.made.widget
    bench.qtbot.mouseClick(widget, LEFT, pos=widget.rect_of((20, 11)).center())
    assert bench.places == [(Place("a1", (0, 11)), looked_at)]


def test_the_units_are_sorted_by_whatever_is_chosen(bench):
    bench.begin(weight_init="he")
    z, W1, W2 = bench.outputs(), bench.params["W1"].astype(float), bench.params["W2"].astype(float)
    by = {"weights": (W1**2).sum(axis=0), "silent": (z == 0).mean(axis=0), "mean": z.mean(axis=0),
          "weights out": (W2**2).sum(axis=1), "spread": z.std(axis=0), "largest": z.max(axis=0),
          "influence": z.std(axis=0) * np.sqrt((W2**2).sum(axis=1))}
    for key, values in by.items():
        bench.sort(key)
        sorted_values = values[bench.page.order]
        assert (np.diff(sorted_values) <= 1e-6 * abs(sorted_values[1:])).all()
    bench.sort("number")
    assert bench.page.order == list(range(50))


def test_the_order_stays_while_training_runs(bench):
    bench.begin(weight_init="he")
    bench.sort("mean")
    before = bench.page.order
    bench.panel.show_state(State.RUNNING)
    bench.train(200)
    assert bench.page.order == before
    bench.panel.show_state(State.PAUSED)
    bench.qtbot.waitUntil(lambda: bench.page.order != before)
    means = bench.outputs().mean(axis=0)[bench.page.order]
    assert (np.diff(means) <= 1e-6 * means[:-1]).all()


def test_a_dead_unit_says_since_when(bench):
    bench.begin(iterations=0, weight_init="he")
    for _ in range(30):
        bench.trainer.run_iteration()
    died = bench.trainer.network.params["b1"].copy()
    died[5] = -1000
    bench.trainer.network.params["b1"] = died
    for _ in range(12):
        bench.trainer.run_iteration()
    bench.tell().settle()
    bench.click(5)
    since = bench.detail.since
    assert bench.detail._facts.text() == "Silent for all 360 samples."
    assert bench.detail.samples.message == "none: it is silent for all of them"
    assert since.isVisible()
    bench.click(6)
    assert not since.isVisible()


def test_since_when_is_found_by_going_through_the_run(bench):
    bench.begin(iterations=150, learning_rate=1.5, batch_size=20, weight_init="std 1", hidden_sizes=(30,))
    dead = np.flatnonzero((bench.outputs() == 0).all(axis=0))
    again, seen = Trainer(bench.trainer.config, DIGITS), np.zeros(30, int)
    for iteration in range(1, 151):
        again.run_iteration()
        seen[(again.values["a1"] > 0).any(axis=0)] = iteration
    unit = next(j for j in dead if 0 < seen[j] < 150)
    bench.click(unit)
    since = bench.detail.since
    bench.qtbot.mouseClick(since.asking.button, LEFT)
    bench.qtbot.waitUntil(lambda: since.answer.isVisible(), timeout=20_000)
    assert since.answer.text().startswith(f"Dead since iteration {seen[unit] + 1}: ")
    bench.click(next(j for j in range(30) if j not in dead))
    assert not since.isVisible()


def test_a_unit_that_is_never_silent_is_called_saturated(bench):
    bench.begin(iterations=100, activation="tanh", learning_rate=1.5, batch_size=20, weight_init="he",
                hidden_sizes=(30,))
    slopes = 1 - np.tanh(DIGITS.test.x[:] @ bench.params["W1"] + bench.params["b1"])**2
    again, steep = Trainer(bench.trainer.config, DIGITS), np.zeros(30, int)  # the last iteration in which a slope was
    for iteration in range(1, 101):
        again.run_iteration()
        steep[(1 - again.values["z1"]**2 >= 0.01).any(axis=0)] = iteration
    unit = int(next(j for j in np.flatnonzero((slopes < 0.01).all(axis=0)) if 0 < steep[j] < 100))
    bench.click(unit)
    assert bench.detail._facts.text() == "Saturated for all 360 samples: its slope is below 0.01."
    assert bench.page._tip(bench.page.order.index(unit)) == f"Unit {unit} · saturated for all samples"
    since = bench.detail.since
    bench.qtbot.mouseClick(since.asking.button, LEFT)
    bench.qtbot.waitUntil(lambda: since.answer.isVisible(), timeout=20_000)
    assert since.answer.text().startswith(f"Saturated since iteration {steep[unit] + 1}: from then on its slope was ")


def test_since_when_is_not_said_of_a_way_that_was_left_out_of_sight(bench):
    bench.begin(iterations=60, weight_init="he", hidden_sizes=(30,))
    bench.trainer.change("learning_rate", 30.0)
    bench.train(90)
    dead = set(np.flatnonzero((bench.outputs() == 0).all(axis=0)))
    bench.click(min(dead))
    since = bench.detail.since

    def ask() -> None:
        bench.qtbot.mouseClick(since.asking.button, LEFT)
        bench.qtbot.waitUntil(lambda: since.answer.isVisible(), timeout=20_000)

    def go(to: int, rate: float | None = None) -> None:
        bench.panel.hide()
        bench.trainer.go_to(to)
        if rate is not None:
            bench.trainer.change("learning_rate", rate)
        while bench.trainer.iteration < 150:
            bench.trainer.run_iteration()
        bench.panel.show()
        bench.tell().settle()

    ask()
    go(100)
    assert since.answer.isVisible()  # it went the same way again
    go(61, 40.0)
    assert since.isVisible()  # it is dead here, too
    assert not since.answer.isVisible()
    ask()
    assert since.answer.text().startswith("Dead since iteration ")
    go(150, 0.1)
    assert since.answer.isVisible()  # what was is as it was


def test_another_layer_is_chosen_and_its_weights_lead_to_units(bench):
    bench.begin(hidden_sizes=(12, 9, 7), weight_init="he")
    bench.choose(bench.page.layers, 2)
    bench.settle()
    assert bench.page.tiles.count() == 9
    bench.click(4)
    cell = bench.cell(bench.detail.on_to, (4, 5))
    assert (cell.name, cell.index, cell.value) == ("W3", (4, 5), bench.params["W3"][4, 5])
    cell = bench.cell(bench.detail.weights, (10, 4))
    assert (cell.name, cell.index, cell.value) == ("W2", (10, 4), bench.params["W2"][10, 4])
    bench.panel.filled().show_unit(Unit(3, 6))
    bench.settle()
    assert bench.detail.unit == Unit(3, 6)
    assert bench.page.layers.value == 3
    assert bench.detail.on.isVisible()
    bench.panel.filled().show_unit(Unit(3, 7))  # there is none
    assert bench.detail.unit == Unit(3, 6)


def test_hovering_a_tile_tells_and_another_panels_unit_lights_it(bench):
    bench.begin()
    tiles = bench.page.tiles
    bench.qtbot.mouseMove(tiles.thumbnails, tiles.rect_of(3).center())
    assert bench.hovered == [Unit(1, 3)]
    bench.panel.mark_unit(Unit(1, 9))
    assert tiles.thumbnails._lit == 9
    for elsewhere in (Unit(2, 9), Unit(1, 60), None):
        bench.panel.mark_unit(elsewhere)
        assert tiles.thumbnails._lit is None


def test_points_have_bars_and_two_classes(bench):
    bench.begin(spirals.load(), hidden_sizes=(6,), batch_size=50)
    bench.click(2)
    cell = bench.cell(bench.detail.into, (1, 2))
    assert (cell.name, cell.index, cell.value) == ("W1", (1, 2), bench.params["W1"][1, 2])
    assert len(bench.detail.means.widget.texts) == 2


def test_a_class_without_samples_says_so(bench):
    from dataclasses import replace
    without = replace(DIGITS, test=DIGITS.test.part(np.flatnonzero(DIGITS.test.labels != 3)))
    bench.begin(without, weight_init="he")
    assert bench.detail.means.widget.texts[3] == "no sample"


def test_a_network_without_hidden_units_says_so(bench):
    bench.begin(hidden_sizes=())
    assert bench.page._message.text().startswith("This network has no hidden units")
    assert not bench.page.tiles.isVisible()
    bench.begin(hidden_sizes=(5,))
    assert bench.page.tiles.count() == 5


def test_a_network_that_is_large_is_asked_about_a_few_samples_and_about_all_on_demand(bench, monkeypatch):
    monkeypatch.setattr("gui.panels.units.counting.AT_REST", 100 * (64 * 50 + 50))
    bench.begin()
    assert bench.panel.contents.card.subtitle == "after iteration 40 · over the first 100 of 360 test samples"
    bench.qtbot.mouseClick(bench.page.asking.button, LEFT)
    bench.qtbot.waitUntil(lambda: bench.panel.contents.card.subtitle == "after iteration 40 · over 360 test samples")
    assert not bench.page.asking.isVisible()


def test_over_training_data(bench):
    bench.begin()
    bench.qtbot.mouseClick(bench.page.splits.pill(1), LEFT)
    bench.settle()
    assert bench.panel.contents.card.subtitle == "after iteration 40 · over 1,437 training samples"
    assert bench.detail.means.widget.texts[0] == \
        f"{bench.outputs(split='train')[DIGITS.train.labels == 0, 0].mean():.4f}"


def test_another_language_shows_the_same(bench, qtbot):
    bench.begin(hidden_sizes=(12, 9), weight_init="he")
    bench.panel.filled().show_unit(Unit(2, 4))
    bench.sort("mean")
    other = UnitsPanel()
    qtbot.addWidget(other)
    other.take_over(bench.panel)
    other.resize(900, 620)
    other.show()
    page = other.contents.units
    assert (page.unit, page.sorting.value) == (Unit(2, 4), "mean")
    qtbot.waitUntil(lambda: page._counted is not None)
    assert page.order == bench.page.order
    other.stop()


def test_switching_off_goes_to_the_other_page(bench):
    bench.begin()
    bench.click(8)
    view, asked = bench.panel.contents, []
    view.pages[WITHOUT].filled().select_units = lambda *units: asked.append(units)
    bench.qtbot.mouseClick(bench.detail.off, LEFT)
    assert asked == [(1, {8})]
    assert view.pills.current == WITHOUT
    view.show_unit(Unit(1, 3))
    assert (view.pills.current, bench.page.unit) == (UNITS, Unit(1, 3))


def test_where_one_has_scrolled_to_stays_while_the_order_does(bench):
    bench.panel.resize(500, 420)
    bench.begin(hidden_sizes=(200,))
    bar = bench.page.tiles.bar
    assert bar.value() == 0
    bar.setValue(7)
    bench.train(1)
    assert bar.value() == 7
    bench.sort("mean")
    assert bar.value() == 0


def test_asking_since_when_can_be_broken_off(bench):
    bench.begin(iterations=150, learning_rate=1.5, batch_size=20, weight_init="std 1", hidden_sizes=(30,))
    dead = int(np.flatnonzero((bench.outputs() == 0).all(axis=0))[0])
    bench.click(dead)
    since = bench.detail.since
    since.asking.button.click()
    since.asking.cancel.click()
    bench.qtbot.wait(1)
    assert not since._inquiry.is_asking("since")
    assert not since.answer.isVisible()
    since.asking.button.click()
    bench.qtbot.waitUntil(lambda: since.answer.isVisible(), timeout=20_000)
    bench.train(1)
    assert since.answer.isVisible()  # it is dead still
    bench.begin(iterations=1)
    assert not since.answer.isVisible()


def test_a_network_of_no_numbers_is_shown_without_an_error(bench):
    bench.begin(weight_init="he", iterations=2)
    for name in ("W1", "b1", "W2"):
        broken = bench.trainer.network.params[name].copy()
        broken[..., 3] = np.nan
        bench.trainer.network.params[name] = broken
    bench.tell().settle()
    bench.click(3)
    for key in ("silent", "influence", "mean"):
        bench.sort(key)
    assert bench.page.order[-1] == 3
    sample = Sample(DIGITS.test.x[3], int(DIGITS.test.labels[3]), "test", 3)
    with np.errstate(all="ignore"):
        bench.panel.show_trace(trace(bench.learned.network, sample))
    come_to_rest(bench.panel)
    assert set(bench.detail.means.widget.texts) == {"NaN"}


def test_while_training_runs_what_has_been_begun_is_counted_to_its_end(bench):
    bench.begin()
    bench.panel.show_state(State.RUNNING)
    counted = []
    bench.page._counting.counted.connect(lambda one: counted.append(one.learned.iteration))
    for _ in range(5):
        bench.trainer.run_iteration()
        bench.tell()
    bench.settle()
    assert counted == [41, 45]  # and those that came meanwhile are left out


@pytest.mark.layout
@pytest.mark.parametrize("scale", [1.0, 1.6, 2.2])
@pytest.mark.parametrize("size", [(430, 520), (900, 620), (1500, 900)])
@pytest.mark.parametrize("layers", [(50,), (20,) * 10])
def test_all_of_it_has_its_room_and_comes_to_rest(bench, size, scale, layers):
    theme().set_text_scale(scale)
    try:
        bench.panel.resize(size[0] * scale, size[1] * scale)
        bench.begin(hidden_sizes=layers, iterations=1, weight_init="he")
        come_to_rest(bench.panel)
        assert too_narrow(bench.panel) + outside(bench.panel) == []
        for width in range(600, 700, 7):
            bench.panel.resize(width * scale, 500 * scale)
            come_to_rest(bench.panel)
    finally:
        theme().set_text_scale(1.0)
