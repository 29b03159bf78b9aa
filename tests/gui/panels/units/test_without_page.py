"""The page on which units are switched off, against plain numpy, with real clicks and keys."""

from threading import Event

import numpy as np
import pytest
from fits import outside, too_narrow
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from bench.rest import come_to_rest
from engine.data.digits import load_digits
from engine.inspection.frozen.trace import Sample, trace
from engine.inspection.learned.confusion import Confusion
from engine.inspection.learned.without import silent_units
from engine.inspection.unit import Unit
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer
from gui.look.theme import theme
from gui.panels.units import without_page
from gui.panels.units.before_after import Arrangement, BeforeAfter
from gui.panels.units.without_page import WithoutPage
from gui.training.reports import Learned
from gui.training.worker import told_of
from tests import spirals

LEFT, Key = Qt.MouseButton.LeftButton, Qt.Key
BEFORE, AFTER, CHANGE = range(3)


class Seen:
    """The page, and the run that it is about."""

    def __init__(self, qtbot, dataset, **settings) -> None:
        self.qtbot, self.dataset = qtbot, dataset
        self.page = WithoutPage()
        qtbot.addWidget(self.page)
        self.page.resize(900, 900)
        self.trainer = Trainer(TrainingConfig(dtype="float64", weight_init="he", **settings), dataset)
        self.page.show_run(told_of(self.trainer))
        self.train(60)
        self.look_at(0)

    def train(self, iterations: int) -> None:
        for _ in range(iterations):
            self.trainer.run_iteration()
        trainer = self.trainer
        network = trainer.network.with_params(dict(trainer.network.params))
        self.learned = Learned(trainer.iteration, 0, network, self.dataset)
        self.page.show_learned(self.learned)

    def look_at(self, index: int, label: bool = True) -> None:
        x, labels = self.dataset.test.x[index], self.dataset.test.labels
        sample = Sample(x, int(labels[index]), "test", index) if label else Sample(x, None, "drawn", 0)
        self.page.show_trace(trace(self.learned.network, sample))

    def show(self) -> "Seen":
        self.page.show()
        return self.settle()

    def settle(self) -> "Seen":
        page = self.page
        self.qtbot.waitUntil(lambda: not page.inquiry._questions and not page.one_by_one.inquiry._questions)
        QApplication.processEvents()
        return self

    def click(self, widget) -> None:
        self.qtbot.mouseClick(widget, LEFT)
        self.settle()

    def click_unit(self, unit: int) -> None:
        cells = self.page.switches.map
        self.qtbot.mouseClick(cells, LEFT, pos=cells.rect_of((unit,)).center())
        self.settle()

    def type_units(self, text: str) -> None:
        edit = self.page.switches.edit
        edit.setFocus()
        edit.selectAll()
        self.qtbot.keyClicks(edit, text)
        self.qtbot.keyClick(edit, Key.Key_Return)
        self.settle()

    @property
    def off(self) -> dict[int, set[int]]:
        return {layer: set(units) for layer, units in self.page.switches.off.items() if units}

    def y(self, off=None, split: str = "test") -> np.ndarray:
        """By plain numpy, in which these units are cut out."""
        off, z, rows = self.off if off is None else off, self.dataset.split(split).x[:].astype(np.float64), slice(None)
        params = self.learned.network.params
        for layer in range(1, self.learned.network.depth + 1):
            W, b = params[f"W{layer}"][rows], params[f"b{layer}"]
            columns = np.setdiff1d(np.arange(W.shape[1]), list(off.get(layer, ())))
            a = z @ W[:, columns] + b[columns]
            z, rows = np.maximum(a, 0), columns
        exp = np.exp(a)
        return exp / exp.sum(axis=1, keepdims=True)

    def holds(self, split: str = "test") -> None:
        """What is written and drawn is what plain numpy says."""
        labels, shown = self.dataset.split(split).labels, self.page.before_after
        found = [self.y({}, split), self.y(split=split)]
        right = [y.argmax(axis=1) == labels for y in found]
        for column in (BEFORE, AFTER):
            loss = -np.log(found[column][np.arange(len(labels)), labels]).mean()
            accuracy, loss_text = shown.figures[column].text().removeprefix("accuracy ").split("\nL ")
            assert accuracy == f"{right[column].mean():.4f}"
            assert float(loss_text) == pytest.approx(loss, rel=1e-3)
            counts = np.zeros_like(shown.maps[column].confusion.counts)
            np.add.at(counts, (labels, found[column].argmax(axis=1)), 1)
            assert (shown.maps[column].confusion.counts == counts).all()
        assert shown.maps[BEFORE].limit == shown.maps[AFTER].limit  # the same colour is the same number
        worse, better = (right[0] & ~right[1]).sum(), (right[1] & ~right[0]).sum()
        assert shown.figures[CHANGE].text().endswith(f"{worse} wrong anew, {better} right anew")
        found, index = [self.y({}), self.y()], self.page._sample.index
        for column in (BEFORE, AFTER):
            np.testing.assert_allclose(shown.bars[column]._values, found[column][index], atol=1e-9)
        np.testing.assert_allclose(shown.bars[CHANGE]._values, found[1][index] - found[0][index], atol=6e-5)


@pytest.fixture
def make(qtbot):
    made = []

    def make(dataset=None, **settings) -> Seen:
        seen = Seen(qtbot, dataset or load_digits(), **{"hidden_sizes": (12,), **settings})
        made.append(seen.page)
        return seen

    yield make
    for page in made:
        page.stop()


def test_a_click_on_a_unit_switches_it_off_and_on_again(make):
    seen = make().show()
    seen.holds()
    for unit, off in ((3, {3}), (7, {3, 7}), (3, {7})):
        seen.click_unit(unit)
        assert seen.off == {1: off}
        seen.holds()
    assert seen.page.switches.edit.text() == "7"
    ways = [(y.argmax(axis=1) == seen.dataset.test.labels).mean() for y in (seen.y({}), seen.y())]
    read = [y[0].argmax() for y in (seen.y({}), seen.y())]
    assert seen.page.switches.outcome.text() == (
        f"accuracy {ways[0]:.4f} → {ways[1]:.4f} · this sample: {read[0]} → {read[1]}")
    seen.look_at(5)
    seen.settle().holds()
    assert seen.page.before_after.about_sample.text() == f"Test sample 5, label {seen.dataset.test.labels[5]}"


def test_units_are_typed_and_what_is_none_is_said_and_changes_nothing(make):
    seen = make().show()
    seen.type_units("2, 5-8")
    assert seen.off == {1: {2, 5, 6, 7, 8}}
    seen.holds()
    seen.type_units("2, 12")
    assert seen.page.switches.edit.hint == "There is no 12: write a number from 0 to 11."
    assert seen.off == {1: {2, 5, 6, 7, 8}}
    seen.qtbot.keyClick(seen.page.switches.edit, Key.Key_Escape)
    seen.type_units(" ")
    assert seen.off == {}
    seen.holds()


def test_all_units_off_leaves_the_biases(make):
    seen = make().show()
    seen.click(seen.page.switches._all)
    seen.holds()
    biases = seen.learned.network.params["b2"]
    counts = seen.page.before_after.maps[AFTER].confusion.counts
    assert (counts.sum(axis=1) == counts[:, biases.argmax()]).all()
    assert seen.page.before_after.verdicts[AFTER].text().startswith(f"read as {biases.argmax()} (")
    seen.click(seen.page.switches._none)
    assert seen.off == {}
    assert not seen.page.switches._none.isEnabled()


def test_units_that_are_silent_change_nothing(make):
    seen = make(hidden_sizes=(30,)).show()
    params = seen.learned.network.params
    a1 = seen.dataset.test.x[:].astype(np.float64) @ params["W1"] + params["b1"]
    seen.click(seen.page.switches.silent_here)
    assert seen.off == {1: set(np.flatnonzero(a1[0] <= 0).tolist())}
    np.testing.assert_allclose(seen.y()[0], seen.y({})[0], rtol=1e-12)
    seen.holds()
    seen.click(seen.page.switches.silent_for_all)
    assert seen.off.get(1, set()) == set(np.flatnonzero((a1 <= 0).all(axis=0)).tolist())
    seen.holds()


def test_where_no_unit_is_silent_it_is_said(make):
    seen = make().show()
    seen.trainer.network.params["b1"] = np.full(12, 100.0)
    seen.train(0)
    seen.settle()
    switches, said = seen.page.switches, "No unit of this layer is silent there, so none of it is off."
    for button in (switches.silent_here, switches.silent_for_all):
        assert switches._count.text() != said
        seen.click(button)
        assert seen.off == {}
        assert switches._count.text() == said
        seen.click_unit(3)
        assert switches._count.text().startswith("1 of 12 units")
        seen.click(switches._none)


def test_looking_for_silent_units_tells_how_far_it_is_and_can_be_broken_off(make, monkeypatch):
    monkeypatch.setattr(without_page, "_QUIETLY", -1.0)
    seen, may_go_on = make(hidden_sizes=(30,)).show(), Event()

    def slow(network, split, layer, *, cancelled, progress):
        progress(1, 4)
        while not may_go_on.wait(0.01):
            if cancelled():
                return None
        return silent_units(network, split, layer, cancelled=cancelled, progress=progress)

    monkeypatch.setattr(without_page, "silent_units", slow)
    switches = seen.page.switches
    looking = switches.looking
    assert not looking.isVisible()
    seen.qtbot.mouseClick(switches.silent_for_all, LEFT)
    seen.qtbot.waitUntil(looking.isVisible)
    assert (looking.bar.value(), looking.bar.maximum()) == (1, 4)
    assert looking.button.isHidden()
    seen.qtbot.mouseClick(looking.cancel, LEFT)
    seen.settle()
    assert looking.isHidden()
    assert seen.off == {}
    seen.qtbot.mouseClick(switches.silent_for_all, LEFT)
    seen.qtbot.waitUntil(looking.isVisible)
    may_go_on.set()
    seen.settle()
    assert looking.isHidden()
    params = seen.learned.network.params
    a1 = seen.dataset.test.x[:].astype(np.float64) @ params["W1"] + params["b1"]
    assert seen.off.get(1, set()) == set(np.flatnonzero((a1 <= 0).all(axis=0)).tolist())


def test_units_that_are_never_silent_are_not_looked_for(make):
    seen = make(activation="tanh").show()
    assert seen.page.switches.silent_here.isHidden()
    assert seen.page.switches.silent_for_all.isHidden()


def test_training_data_are_asked_about_too(make):
    seen = make().show()
    seen.click_unit(2)
    seen.click(seen.page.split.pills.pill(1))
    seen.holds("train")


@pytest.mark.parametrize("all_samples", [False, True])
def test_the_unit_that_matters_most_is_at_the_top_and_is_switched_off_by_a_click(make, all_samples):
    seen, page = make().show(), None
    page = seen.page
    if all_samples:
        seen.click(page.one_by_one.pills.pill(1))
    assert page.one_by_one.ranking.isHidden()
    seen.click(page.one_by_one.asking.button)
    labels = seen.dataset.test.labels
    everyone = np.arange(len(labels)) if all_samples else [0]

    def loss(off):
        return -np.log(seen.y(off)[everyone, labels[everyone]]).mean()

    changes = np.array([loss({1: {unit}}) - loss({}) for unit in range(12)])
    table = page.one_by_one.ranking
    model = table.model_
    np.testing.assert_allclose([changes[model.unit(row)] for row in range(12)], np.sort(changes)[::-1], atol=1e-12)
    assert float(model.index(0, 2).data().replace("−", "-")) == pytest.approx(changes.max(), rel=6e-3)
    assert model.headerData(1, Qt.Orientation.Horizontal) == (
        "change of accuracy" if all_samples else f"change of y[{labels[0]}]")
    assert table.isColumnHidden(3) is not all_samples
    top = model.unit(0)
    seen.qtbot.mouseClick(table.viewport(), LEFT, pos=table.visualRect(model.index(0, 1)).center())
    seen.settle().holds()
    assert seen.off == {1: {top}}
    assert model.index(0, 0).data(Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Checked
    seen.qtbot.keyClick(table, Key.Key_Space)
    assert seen.off == {}
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert [model.unit(row) for row in range(12)] == list(range(12))


def test_what_was_found_out_says_that_training_has_gone_on(make):
    seen = make().show()
    ranks = seen.page.one_by_one
    seen.click(ranks.asking.button)
    said = "For the one sample, after iteration 60. A click on a row switches its unit off."
    assert ranks.note.text() == said
    seen.train(1)
    seen.settle()
    assert ranks.note.text() == said + " Something else is seen now: press the button again."
    seen.click(ranks.asking.button)
    assert ranks.note.text() == said.replace("60", "61")
    seen.look_at(4)
    assert ranks.note.text().endswith("press the button again.")


def test_a_drawing_has_no_label_and_is_asked_about_as_what_it_is_read_as(make):
    seen = make().show()
    seen.look_at(0, label=False)
    seen.settle()
    seen.click_unit(1)
    shown = seen.page.before_after
    assert shown.about_sample.text() == "What was drawn"
    assert shown.verdicts[CHANGE].text() == ""
    seen.click(seen.page.one_by_one.asking.button)
    assert seen.page.one_by_one.ranking.model_.rowCount() == 12


def test_layers_have_units_of_their_own(make):
    seen = make(hidden_sizes=(12, 9)).show()
    seen.click_unit(3)
    seen.page.select_units(2, {8})
    seen.settle().holds()
    assert seen.off == {1: {3}, 2: {8}}
    assert seen.page.switches.map.rect_of((8,)) is not None
    assert seen.page.switches.map.rect_of((9,)) is None
    seen.click(seen.page.one_by_one.asking.button)
    assert seen.page.one_by_one.ranking.model_.rowCount() == 9
    hovered = []
    seen.page.unit_hovered.connect(hovered.append)
    seen.page.one_by_one.ranking.entered.emit(seen.page.one_by_one.ranking.model_.index(0, 0))
    assert hovered == [Unit(2, seen.page.one_by_one.ranking.model_.unit(0))]
    seen.page.mark_unit(Unit(2, 4))
    assert seen.page.switches.map.marked.index == (4,)
    seen.page.mark_unit(Unit(1, 4))
    assert seen.page.switches.map.marked is None
    box = seen.page.switches._layers
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert seen.page.switches.edit.text() == "3"
    assert seen.page.one_by_one.ranking.isHidden()
    seen.click(seen.page.switches._none)
    assert seen.off == {}


def test_a_network_without_hidden_units_has_none_to_switch_off(make):
    seen = make(hidden_sizes=()).show()
    assert seen.page._about.text().startswith("This network has no hidden layer")
    assert not seen.page.switches.isVisible()
    assert not seen.page.before_after.isVisible()


def test_points_are_asked_about_as_images_are(make):
    seen = make(spirals.load()).show()
    seen.click_unit(0)
    seen.holds()


def test_what_is_not_seen_asks_nothing_until_it_is_seen(make):
    seen = make()
    seen.page.select_units(1, {4})
    assert not seen.page.inquiry.is_asking("all")
    assert not seen.page.inquiry.is_asking("sample")
    seen.show().holds()
    assert seen.off == {1: {4}}


def test_units_can_be_selected_before_the_network_is_told(make, qtbot):
    seen = make(hidden_sizes=(12, 9))
    other = WithoutPage()
    qtbot.addWidget(other)
    other.select_units(2, {4})
    other.show_learned(seen.learned)
    assert other.switches.off == {2: {4}}
    assert other.switches.edit.text() == "4"
    other.stop()


def test_a_network_in_training_does_not_overtake_every_question(make):
    seen = make().show()
    for _ in range(5):
        seen.train(1)
    seen.qtbot.waitUntil(lambda: not seen.page.inquiry._questions and not seen.page._asks_again)
    seen.holds()


def test_what_takes_long_is_asked_on_demand_and_can_be_broken_off(make, monkeypatch):
    monkeypatch.setattr(without_page, "_AT_ONCE", 0)
    seen = make().show()
    page = seen.page
    assert page.split.asking.isVisible()
    assert page.before_after.maps[CHANGE].message == "not compared yet"
    seen.click(page.split.asking.button)
    seen.holds()
    seen.click_unit(4)
    assert page.before_after.maps[CHANGE].message == "not compared yet"
    page.split.asking.button.click()
    page.split.asking.cancel.click()
    seen.settle()
    assert page.before_after.maps[CHANGE].message == "broken off"
    seen.click(page.split.asking.button)
    seen.holds()


def test_which_unit_matters_most_can_be_broken_off(make):
    seen = make().show()
    ranks = seen.page.one_by_one
    ranks.asking.button.click()
    assert ranks.asking.is_under_way
    ranks.asking.cancel.click()
    seen.settle()
    assert not ranks.asking.is_under_way
    assert ranks.ranking.isHidden()
    assert ranks.asking.button.isEnabled()


def test_another_page_takes_over_what_is_seen(make):
    seen = make(hidden_sizes=(12, 9)).show()
    seen.page.select_units(2, {1, 5})
    seen.click(seen.page.one_by_one.asking.button)
    other = make(hidden_sizes=(7,)).page
    other.take_over(seen.page)
    other.show()
    seen.page.stop()
    seen.page = other
    seen.settle().holds()
    assert seen.off == {2: {1, 5}}
    assert other.switches.layer == 2
    model = other.one_by_one.ranking.model_
    assert {model.unit(row) for row in range(9) if model.index(row, 0).data(Qt.ItemDataRole.CheckStateRole)
            is Qt.CheckState.Checked} == {1, 5}


def test_another_network_of_the_same_sizes_keeps_what_is_off_and_of_others_forgets_it(make):
    seen = make().show()
    seen.click_unit(6)
    for sizes, off in (((12,), {1: {6}}), ((8,), {})):
        seen.trainer = Trainer(TrainingConfig(dtype="float64", weight_init="he", hidden_sizes=sizes), seen.dataset)
        seen.page.show_run(told_of(seen.trainer))
        seen.train(3)
        seen.look_at(0)
        seen.settle().holds()
        assert seen.off == off


def test_a_network_of_no_numbers_has_no_answers(make):
    seen = make().show()
    seen.trainer.network.params["b2"] = np.full(10, np.nan)
    seen.train(0)
    seen.settle()
    assert seen.page.before_after.verdicts[AFTER].text() == "no answer: y is NaN"
    assert seen.page.before_after.figures[BEFORE].text().startswith("accuracy 0.0000")
    seen.click(seen.page.one_by_one.asking.button)
    assert seen.page.one_by_one.ranking.model_.index(0, 2).data() == "NaN"


def test_what_stands_where_is_chosen_by_the_room_there_is(make):
    """Numbers are written in every matrix that is seen; where three would hide the sample, one is seen beside it."""
    seen = make().show()
    shown, page = seen.page.before_after, seen.page
    for (width, height), visible, is_beside in (
            ((460, 600), [False, False, True], False), ((1070, 610), [False, False, True], True),
            ((1300, 1000), [True, True, True], False), ((1070, 610), [False, False, True], True)):
        page.resize(width, height)
        come_to_rest(page)
        assert [each.isVisible() for each in shown.maps] == visible, width
        assert (shown.bars[0].mapTo(shown, QPoint(0, 0)).x() >= shown.width() // 2) == is_beside
        assert all(each._font(each._texts(*each._form()), each._axes()) for each in shown.maps if each.isVisible())
        assert all(head.isVisible() != pill for head, pill in zip(shown._heads, [not visible[0]] * 3, strict=True))
        if width > 1000:  # nothing has to be scrolled to
            below = shown.mapTo(page._scroll.viewport(), shown.rect().bottomLeft()).y()
            assert below <= page._scroll.viewport().height()
    seen.click(shown.pills.pill(AFTER))
    assert [each.isVisible() for each in shown.maps] == [False, True, False]


def test_three_matrices_stand_side_by_side_only_if_their_numbers_have_room(qtbot):
    counts, names = np.eye(10, dtype=int) * 1135, tuple("0123456789")
    shown = BeforeAfter()
    qtbot.addWidget(shown)
    shown.resize(800, 600)
    shown.show()
    shown.show_seen_height(2000)
    for amount, widths in ((36, {Arrangement.THREE: 800}), (1135, {Arrangement.BESIDE: 900, Arrangement.THREE: 1600})):
        for each in shown.maps:
            each.show_confusion(Confusion(counts * amount // 1135, np.zeros(10, int)), names)
        for arrangement, width in widths.items():
            shown.resize(width, 600)
            come_to_rest(shown)
            assert shown._arrangement is arrangement, (amount, width)


@pytest.mark.parametrize("long", [False, True])
def test_all_has_its_room_at_any_size_of_text(in_any_font, make, monkeypatch, long):
    monkeypatch.setattr(without_page, "_AT_ONCE", 0 if long else without_page._AT_ONCE)
    seen = make(hidden_sizes=(12, 9)).show()
    page = seen.page
    seen.click(page.one_by_one.asking.button)
    if long:  # as it is seen while both are under way
        page.one_by_one.asking.begin()
        page.split.asking.begin()
    for scale in (0.7, 1.0, 1.1 ** 3, 2.0):
        theme().set_text_scale(scale)
        for width in (430, 950):
            page.resize(round(width * max(scale, 1)), 620)
            come_to_rest(page)
            assert outside(page) == [] and too_narrow(page) == [], (scale, width)
            parts = [(type(part).__name__, part.minimumSizeHint().width()) for part in page._parts]
            assert page._scroll.widget().width() == page._scroll.viewport().width(), (scale, width, parts)
