"""The page on one number, with a real network: its terms, the ways on and back, by mouse and by keyboard."""

from html import unescape

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolTip, QWidget

from bench.rest import come_to_rest
from engine.data.digits import load_digits
from engine.inspection.frozen.snapshot import snapshot_of, snapshot_of_sample
from engine.inspection.frozen.trace import Sample, trace
from engine.inspection.place import Place
from engine.inspection.provenance.provenance import provenance
from engine.inspection.written import read
from engine.nn.network import Network
from engine.problem import EngineError
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer
from gui.look.theme import theme
from gui.panels.iteration.where_from.page import WhereFrom
from gui.words import formatting
from tests.engine import toy_convolution, toy_modes

LEFT = Qt.MouseButton.LeftButton
KEY = Qt.Key


def trained(iterations=20, **config):
    trainer = Trainer(TrainingConfig(**{"hidden_sizes": (20,), "batch_size": 30, **config}), load_digits())
    for _ in range(iterations):
        trainer.run_iteration()
    return trainer


class Owner:
    """A page, and whoever answers what it asks for."""

    def __init__(self, qtbot, snapshot, size=(620, 420)) -> None:
        self.qtbot, self.snapshot = qtbot, snapshot
        self.page = WhereFrom()
        self.asked: list[Place] = []
        self.hovered: list[tuple[Place, ...]] = []
        self.page.place_chosen.connect(self.asked.append)
        self.page.place_chosen.connect(self.show)
        self.page.places_hovered.connect(self.hovered.append)
        qtbot.addWidget(self.page)
        self.page.resize(*size)
        with qtbot.waitActive(self.page):
            self.page.show()
            self.page.activateWindow()

    @property
    def view(self):
        return self.page.table.view

    @property
    def rows(self):
        return self.view.rows

    def show(self, place: Place):
        try:
            made = provenance(self.snapshot, place)
        except EngineError as error:
            self.page.show_problem(place, error.problem)
            return None
        self.page.show_provenance(self.snapshot, made)
        self.qtbot.wait(0)  # the layout takes place in the event loop
        return made

    def click(self, view: QWidget, row: int, column: int = 0) -> None:
        point = view.rect_of(row, column).center().toPoint()
        self.qtbot.mouseMove(view, point)
        self.qtbot.mouseClick(view, LEFT, pos=point)

    def press(self, *keys) -> None:
        for key in keys:
            self.qtbot.keyClick(QGuiApplication.focusWindow().focusObject(), key)

    def texts(self) -> str:
        return "\n".join(label.text() for label in self.page.findChildren(QLabel) if label.isVisible())


@pytest.fixture(scope="module")
def snapshot():
    return snapshot_of(trained())


@pytest.fixture
def owner(qtbot, qapp, snapshot):
    theme().apply(qapp)
    theme().set_scheme("light")
    yield Owner(qtbot, snapshot)
    theme().set_text_scale(1.0)


@pytest.fixture
def weight(snapshot):
    """A cell of dW1 with a gradient, and with samples whose pixel is blank."""
    found = np.argwhere((np.abs(snapshot.value("dW1")) > 1e-4) & (snapshot.value("x") == 0).any(0)[:, None])
    return Place("dW1", tuple(map(int, found[len(found) // 2])))


# --- a sum ---------------------------------------------------------------------------------------------------------

def test_the_terms_stand_in_rows_the_largest_first(owner, weight):
    made = owner.show(weight)
    rows, (i, j) = owner.rows, weight.index
    x, da1 = owner.snapshot.value("x"), owner.snapshot.value("da1")
    products = x[:, i].astype(float) * da1[:, j]
    nonzero = np.flatnonzero(products)
    assert rows.zeros == 30 - len(nonzero) > 0
    assert len(rows) == len(nonzero) + 1 and rows.is_zeros_row(len(nonzero))
    shown = [rows.term(row).sample for row in range(len(nonzero))]
    assert sorted(shown) == nonzero.tolist()
    assert np.all(np.diff(np.abs(products[shown])) <= 0)
    assert rows.headings == ("x", "da1")
    first = rows.term(0)
    assert rows.lead_text(first) == str(first.sample)
    for row in range(len(nonzero)):  # each comes out by hand, to one of the last digit shown
        term = rows.term(row)
        product = read(rows.text(term, 0)) * read(rows.text(term, 1))
        assert product == pytest.approx(read(rows.product_text(term)), rel=0.06, abs=1.01e-4 * rows.largest)
    assert owner.page.balance.texts == made.balance
    assert made.positive == pytest.approx(products[products > 0].sum())
    assert f"<b>{formatting.number(made.value)}</b>" in owner.texts()
    assert f"Where {weight} comes from" in owner.texts()


def test_sorted_by_index_and_back_by_a_click_above_the_rows(owner, weight, qtbot):
    owner.show(weight)
    by_size = [owner.rows.number(row) for row in range(len(owner.rows) - 1)]
    qtbot.mouseClick(owner.view, LEFT, pos=QPoint(6, 6))
    samples = [owner.rows.term(row).sample for row in range(len(owner.rows) - 1)]
    assert samples == sorted(samples) and owner.rows.order == "index"
    qtbot.mouseClick(owner.view, LEFT, pos=QPoint(owner.view.width() - 6, 6))
    assert [owner.rows.number(row) for row in range(len(owner.rows) - 1)] == by_size


def test_the_zeros_are_one_row_until_it_is_clicked(owner, weight):
    owner.show(weight)
    last = len(owner.rows) - 1
    owner.view.row_wanted.emit(last)
    owner.click(owner.view, last)
    assert len(owner.rows) == 31
    assert owner.rows.term(29).value == 0
    owner.view.row_wanted.emit(30)
    owner.click(owner.view, 30)
    assert len(owner.rows) == last + 1


def test_only_the_rows_that_can_be_seen_are_made(qtbot, qapp):
    theme().apply(qapp)
    owner = Owner(qtbot, snapshot_of(trained(1, hidden_sizes=(4000,), batch_size=2)))
    owner.show(Place("a2", (0, 3)))
    come_to_rest(owner.page)
    made = []
    take = owner.rows.term
    owner.rows.term = lambda row: made.append(row) or take(row)
    owner.view.grab()
    assert 0 < len(set(made)) < 30
    bar = owner.page.table.scroll_bar
    bar.setValue(bar.maximum())
    made.clear()
    owner.view.grab()
    assert len(owner.rows) > 1000 and len(set(made)) < 30 and max(made) == len(owner.rows) - 1


# --- ways on and back ----------------------------------------------------------------------------------------------

def test_from_a_weight_to_a_pixel_and_a_label_by_mouse(owner, weight):
    owner.show(weight)
    term = owner.rows.term(0)
    owner.click(owner.view, 0, 0)
    assert owner.asked == [Place("x", (term.sample, weight.index[0]))]
    assert owner.page.given_view.isVisible()
    assert owner.page.given_view.map.marked.index == owner.asked[0].index
    assert "training image" in owner.texts()
    owner.page.go_back()
    owner.click(owner.view, 0, 1)                       # da1
    owner.click(owner.view, 0, 0)                       # dz1
    assert [str(place) for place in owner.asked[-2:]] == [f"da1[{term.sample}, {weight.index[1]}]",
                                                          f"dz1[{term.sample}, {weight.index[1]}]"]
    owner.click(owner.view, 0, 0)                       # da2
    owner.click(owner.view, 1, 0)                       # t
    label = owner.asked[-1]
    assert (label.name, label.index[0]) == ("t", term.sample)
    assert owner.page.given_view.bars.isVisible()
    assert len(owner.page.trail) == 5
    assert owner.page.trail_bar.texts[:2] == ("dW1", str(weight))


def test_the_trail_leads_back(owner, weight, qtbot):
    owner.show(weight)
    owner.click(owner.view, 0, 1)
    owner.click(owner.view, 0, 0)
    trail = owner.page.trail
    qtbot.keyClick(owner.page, KEY.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert owner.page.place == trail[1]
    qtbot.mouseClick(owner.view, Qt.MouseButton.BackButton, pos=QPoint(30, 30))
    assert owner.page.trail == (weight,)
    asked = len(owner.asked)
    owner.page.go_back()
    assert len(owner.asked) == asked
    owner.show(Place("L"))
    assert owner.page.trail == (Place("L"),)


def test_by_keyboard(owner, weight):
    owner.show(weight)
    owner.view.setFocus(Qt.FocusReason.TabFocusReason)
    first, second = owner.rows.term(0), owner.rows.term(1)
    owner.press(KEY.Key_Down)
    assert owner.view.accessibleDescription().startswith(str(first.factors[0].place))
    owner.press(KEY.Key_Down, KEY.Key_Right)
    assert owner.view.accessibleDescription().startswith(str(second.factors[1].place))
    assert owner.hovered[-1] == tuple(factor.place for factor in second.factors)
    owner.press(KEY.Key_Return)
    assert owner.asked == [second.factors[1].place]
    owner.press(KEY.Key_Backspace)
    assert owner.page.place == weight
    owner.press(KEY.Key_End)
    assert owner.view.accessibleDescription() == f"{owner.rows.zeros} terms are 0"
    owner.press(KEY.Key_Return)
    assert owner.rows.with_zeros
    owner.press(KEY.Key_Escape)
    assert not owner.view.hasFocus()


def test_the_keyboard_stays_with_what_is_shown(owner, weight):
    owner.show(weight)
    owner.view.setFocus(Qt.FocusReason.TabFocusReason)
    owner.press(KEY.Key_Down, KEY.Key_Return)           # a pixel
    assert owner.page.given_view.map.hasFocus()
    owner.press(KEY.Key_Backspace)
    assert owner.view.hasFocus() and owner.page.place == weight
    owner.snapshot = snapshot_of_the_first_operations()
    owner.press(KEY.Key_Down, KEY.Key_Right, KEY.Key_Return)
    assert owner.page.focusWidget() is None or not owner.page.focusWidget().hasFocus()


def snapshot_of_the_first_operations():
    trainer = trained(1)
    for _ in range(4):
        trainer.run_operation()
    return snapshot_of(trainer)


def test_a_click_leaves_the_focus_where_it_was(owner, weight, qtbot):
    owner.show(weight)
    qtbot.mouseClick(owner.view, LEFT, pos=QPoint(owner.view.width() - 4, 40))
    assert not owner.view.hasFocus()


def test_hovering_over_a_term_names_its_operands(owner, weight, qtbot):
    owner.show(weight)
    rect = owner.view.rect_of(1, 1)
    qtbot.mouseMove(owner.view, rect.center().toPoint())
    assert owner.hovered == [tuple(factor.place for factor in owner.rows.term(1).factors)]
    qtbot.mouseMove(owner.view, QPoint(5, 3))
    assert owner.hovered[-1] == ()


def test_a_cell_that_is_pointed_at_elsewhere_lights_its_term(owner, weight):
    owner.show(weight)
    x = int(owner.view.rect_of(1, 1).right()) + 5
    y = int(owner.view.rect_of(1, 1).top()) + 3
    assert owner.view.grab().toImage().pixelColor(x, y).name() != theme().palette.highlight
    owner.page.mark_places({owner.rows.term(1).factors[1].place})
    assert owner.view.grab().toImage().pixelColor(x, y).name() == theme().palette.highlight
    owner.page.mark_places(set())
    assert owner.view.grab().toImage().pixelColor(x, y).name() != theme().palette.highlight


# --- functions, updates, what is given --------------------------------------------------------------------------------

def test_a_silent_unit(owner):
    a1 = owner.snapshot.value("a1")
    place = Place("z1", tuple(map(int, np.argwhere(a1 < 0)[0])))
    owner.show(place)
    assert owner.page.curve.isVisible() and not owner.page.balance.isVisible()
    assert f"max(0, {formatting.number(float(a1[place.index]))}) = <b>0</b>" in owner.texts()
    assert "silences the unit" in owner.texts()
    owner.click(owner.view, 0)
    assert owner.asked == [Place("a1", place.index)]


def test_a_probability_is_its_share_of_all_exponentials(owner):
    owner.show(Place("y", (3, 2)))
    y = owner.snapshot.value("y")[3]
    assert len(owner.rows) == 10 and owner.rows.has_share
    assert [owner.rows.term(k).share for k in range(10)] == pytest.approx(y.tolist(), rel=1e-5)
    assert [owner.rows.lead_text(owner.rows.term(k)) for k in (0, 9)] == ["a2[3, 0]", "a2[3, 9]"]


def test_an_update_is_a_sum_on_paper(owner, weight):
    made = owner.show(Place("W1 new", weight.index))
    view = owner.page.update_view
    names, figures = zip(*view.texts, strict=True)
    assert names == (f"W1[{weight.index[0]}, {weight.index[1]}]", f"0.1 × {weight}", str(made.place))
    old, step, new = (float(text.replace(formatting.MINUS, "-")) for text in figures)
    assert old - step == pytest.approx(new, abs=1.01e-8)
    owner.click(view, 1)
    assert owner.asked == [weight]


def test_another_pixel_of_the_same_image(owner, qtbot):
    owner.show(Place("x", (4, 20)))
    shown = owner.page.given_view.map
    qtbot.mouseClick(shown, LEFT, pos=QPoint(4, 4))
    assert owner.asked == [Place("x", (4, 0))]


@pytest.mark.parametrize("name", ["W1", "b1", "W2", "b2"])
def test_parameters_say_what_left_them_so(owner, name):
    index = (3, 2)[:owner.snapshot.value(name).ndim]
    owner.show(Place(name, index))
    assert "update of iteration 19" in owner.texts()
    assert owner.page.given_view.map.marked.index == index


@pytest.mark.parametrize("toy", [toy_convolution, toy_modes])
def test_the_numbers_of_other_layers_can_be_asked_about(qtbot, qapp, toy):
    theme().apply(qapp)
    network = Network(toy.SIZES, kinds=toy.KINDS)
    trainer = Trainer(TrainingConfig(hidden_sizes=(), batch_size=5), load_digits(), network)
    trainer.run_iteration()
    owner = Owner(qtbot, snapshot_of(trainer))
    for name in owner.snapshot.names():
        made = owner.show(Place(name, tuple(size // 2 for size in owner.snapshot.shape(name))))
        assert str(made.place) in owner.texts()
        owner.page.grab()
    if toy is toy_convolution:
        made = owner.show(Place("dK1", (3, 0, 1, 2)))
        owner.rows.show_zeros(True)
        owner.rows.sort("index")
        assert [owner.rows.lead_text(owner.rows.term(row)) for row in range(2)] == ["0, 0, 0", "0, 0, 1"]
        owner.click(owner.view, 1, 1)
        assert owner.asked[-1].name == "da1"
        owner.show(Place("K1", (3, 0, 1, 2)))
        assert owner.page.given_view.map.marked.index == (3, 0, 1, 2)


# --- states ----------------------------------------------------------------------------------------------------------

def test_nothing_asked_yet_and_not_computed_yet(owner, qtbot):
    assert "Click a cell of any map" in owner.texts()
    owner.snapshot = snapshot_of_the_first_operations()
    owner.show(Place("a1", (0, 0)))
    owner.show(Place("da2", (0, 0)))
    assert "da2 has not been computed yet" in owner.texts()
    assert not owner.page.table.isVisible()
    owner.show(Place("a1", (0, 0)))
    assert owner.page.table.isVisible()


def test_a_frozen_snapshot_says_so_and_offers_to_look_anew(owner, weight, qtbot):
    owner.show(weight)
    assert "training goes on" not in owner.texts()
    owner.page.set_training_goes_on(True)
    assert "as of iteration 20; training goes on" in owner.texts()
    with qtbot.waitSignal(owner.page.refresh_wanted):
        qtbot.mouseClick(owner.page._refresh, LEFT)
    owner.page.set_training_goes_on(False)
    assert "training goes on" not in owner.texts()


def test_the_same_number_again_is_shown_from_where_one_was(owner, weight):
    owner.page.resize(420, 320)
    owner.show(weight)
    owner.page.table.scroll_bar.setValue(30)
    owner.show(weight)
    assert owner.page.table.scroll_bar.value() == owner.view.top == 30
    owner.show(Place("dW1", (weight.index[0], 5)))
    assert owner.page.table.scroll_bar.value() == owner.view.top == 0


def test_the_whole_number_can_be_copied(owner, weight, qtbot):
    made = owner.show(weight)
    owner.view.setFocus()
    qtbot.keyClick(owner.view, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == repr(made.value)


@pytest.mark.layout
@pytest.mark.parametrize("activation", ["relu", "sigmoid", "tanh"])
@pytest.mark.parametrize("size", [(380, 220), (960, 520)])
def test_every_variable_of_a_deep_network_can_be_shown(in_any_font, qtbot, qapp, activation, size):
    theme().apply(qapp)
    snapshot = snapshot_of(trained(2, hidden_sizes=(9, 8), batch_size=5, activation=activation))
    owner = Owner(qtbot, snapshot, size)
    for name in snapshot.names():
        for where in (0, -1):
            index = tuple(0 if where == 0 else n - 1 for n in snapshot.shape(name))
            assert owner.show(Place(name, index)) is not None
            owner.page.grab()
            assert owner.page._scroll.widget().width() == owner.page._scroll.viewport().width()
    assert owner.page.minimumSizeHint().width() <= 380


@pytest.mark.layout
@pytest.mark.parametrize("scale", [0.7, 2.5])
def test_text_of_any_size(in_any_font, owner, weight, scale):
    owner.show(weight)
    theme().set_text_scale(scale)
    theme().set_scheme("dark")
    owner.page.grab()
    assert owner.view.row_height() >= scale * 20
    assert owner.view.rect_of(0, 1).right() < owner.view.width()


@pytest.mark.parametrize("operations, words", [
    (0, "with the network as it stood after iteration 3"),
    (4, "with the network as it stood in iteration 4, after 4 of its operations")])
def test_of_a_sample_alone_it_says_which_network_it_was(qtbot, operations, words):
    trainer = trained(3)
    for _ in range(operations):
        trainer.run_operation()
    dataset = load_digits()
    looked = trace(trainer.network, Sample(dataset.train.x[7], 1, "train", 7), iteration=trainer.iteration,
                   position=trainer.position)
    owner = Owner(qtbot, snapshot_of_sample(looked, dataset))
    owner.show(Place("a1", (0, 0)))
    said = [label.text() for label in owner.page.findChildren(QLabel)]
    assert f"of training image 7 alone, {words}" in said


def test_the_head_says_what_the_share_is_of(qtbot):
    owner = Owner(qtbot, snapshot_of(trained()))
    for place, words in (
            (Place("a1", (0, 0)), "Sort by size. The share is that of the term's size in the sum of all sizes."),
            (Place("y", (0, 0)), "The share in the sum of all exp(a − m): the probability of the class.")):
        owner.show(place)
        at = QPoint(owner.view.width() - 5, 3)
        QApplication.sendEvent(owner.view, QHelpEvent(QEvent.Type.ToolTip, at, owner.view.mapToGlobal(at)))
        assert words in unescape(QToolTip.text())
        QToolTip.hideText()
