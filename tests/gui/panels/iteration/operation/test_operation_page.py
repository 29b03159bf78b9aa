"""The page of an operation: formula, shapes, matrices in proportion, code, and the row that is looked at."""

import re
from itertools import product

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel

from bench.rest import come_to_rest
from engine.data.digits import load_digits
from engine.data.look import ImageLook
from engine.inspection.frozen.snapshot import Snapshot, snapshot_of, snapshot_of_sample
from engine.inspection.frozen.trace import Sample, trace
from engine.inspection.place import Place
from engine.nn.network import Network
from engine.nn.optimizers import OPTIMIZERS
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer
from gui.look.theme import theme
from gui.panels.iteration.operation.code_view import functions
from gui.panels.iteration.operation.formula_view import FormulaView, parts
from gui.panels.iteration.operation.matrix_map import Frame, MatrixMap
from gui.panels.iteration.operation.page import OperationPage
from tests.engine import toy_convolution
from tests.engine.toy_layer import toy_snapshot

DIGITS = load_digits()
LEFT = Qt.MouseButton.LeftButton
NAMES = [one.name for one in Trainer(TrainingConfig(), DIGITS).operations]


@pytest.fixture(autouse=True)
def light(qapp):
    theme().apply(qapp)
    theme().set_scheme("light")
    yield
    theme().set_text_scale(1.0)


@pytest.fixture
def page(qtbot) -> OperationPage:
    found = OperationPage()
    qtbot.addWidget(found)
    found.resize(640, 900)
    with qtbot.waitExposed(found):
        found.show()
    return found


def a_snapshot(operations: int = 0, **config) -> Snapshot:
    trainer = Trainer(TrainingConfig(**config), DIGITS)
    trainer.run_iteration()
    for _ in range(operations):
        trainer.run_operation()
    return snapshot_of(trainer)


def of(page: OperationPage, name: str) -> MatrixMap:
    return next(each for each in page.matrices.maps if each.accessibleName() == name)


def shapes(page: OperationPage) -> list[str]:
    return [line.shapes.text() for line in page._lines if line.isVisibleTo(page)]


def formulas(page: OperationPage) -> list[str]:
    return [line.formula.formula for line in page._lines if line.isVisibleTo(page)]


# Formulas -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("activation", ["relu", "sigmoid", "tanh"])
@pytest.mark.parametrize("depth", range(1, 7))
def test_every_formula_of_every_network_is_drawn(qtbot, activation, depth):
    _all_drawn(qtbot, TrainingConfig(hidden_sizes=(3,) * (depth - 1), activation=activation))


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_formula_of_every_optimizer_is_drawn(qtbot, name):
    _all_drawn(qtbot, TrainingConfig(hidden_sizes=(3,) * 5, optimizer=name))


def _all_drawn(qtbot, config: TrainingConfig) -> None:
    for operation in Trainer(config, DIGITS).operations:
        for formula in parts(operation.formula):
            view = FormulaView(formula)
            qtbot.addWidget(view)
            assert view.is_drawn, formula
            assert view.accessibleName() == formula
            assert view.sizeHint().width() > 30


def test_a_formula_is_in_the_ink_of_the_theme_and_as_large_as_the_text(qtbot):
    view = FormulaView("dW1 = xᵀ·da1")
    qtbot.addWidget(view)
    view.resize(view.sizeHint())
    view.show()
    darkest = min(lightness(view))
    size = view.sizeHint()
    theme().set_scheme("dark")
    theme().set_text_scale(2.0)
    view.resize(view.sizeHint())
    assert darkest < 60
    assert max(lightness(view)) > 200
    assert view.sizeHint().width() == pytest.approx(2 * size.width(), rel=0.1)


def lightness(view: FormulaView) -> list[int]:
    picture = view.grab().toImage()
    return [picture.pixelColor(x, y).lightness() for x in range(picture.width()) for y in range(picture.height())]


def test_what_has_not_been_set_is_plain_text(qtbot):
    view = FormulaView("a7 = z6·W7 + b7")
    qtbot.addWidget(view)
    assert not view.is_drawn
    view.resize(view.sizeHint())
    view.show()
    assert len(set(lightness(view))) > 1


# What is on the page --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("position", [1, 10, 0])
def test_every_operation_has_a_page_at_every_position(page, name, position):
    snapshot = a_snapshot(position)
    page.show_operation(snapshot, name, 3)
    page.grab()
    operation = next(one for one in snapshot.operations if one.name == name)
    assert page.title == name
    assert formulas(page) == parts(operation.formula)
    words = {label.text() for label in page.findChildren(QLabel)}
    assert {operation.what, operation.why} <= words
    for each in page.matrices.maps:
        assert each.is_missing == (snapshot.value(each.accessibleName()) is None)
    assert ("not run yet" in page.standing) == (NAMES.index(name) >= snapshot.position)


def test_the_matrices_are_in_the_order_of_the_formula_and_show_the_same_of_what_they_share(page):
    snapshot = a_snapshot()
    page.show_operation(snapshot, "Affine1 backward", 0)
    maps = page.matrices.maps
    assert [each.accessibleName() for each in maps] == ["x", "da1", "dW1", "da1", "db1"]
    x, da, dW, *_ = maps
    assert (x.height(), da.height()) == (dW.height(), x.width())
    assert da.width() == dW.width()
    assert shapes(page) == ["(64, 50) = (64, 100)·(100, 50)", "(100, 50) → (50,)"]
    pixels, samples, units = x.frame.part[:2], x.frame.part[2:], da.frame.part[2:]
    assert (da.frame.part[:2], dW.frame.part) == (samples, pixels + units)
    first, count = pixels
    assert first <= snapshot.most_inked < first + count  # where there is something to see
    assert samples[0] == 0


def test_cells_can_be_hit_and_the_whole_is_in_true_proportion(page):
    page.show_operation(a_snapshot(), "Affine1 forward", 0)
    come_to_rest(page)
    for each in page.matrices.maps:
        rows, columns = each.frame.shown
        assert (each.width() // columns, each.height() // rows) == (14, 14)
    x, W, b, a = page.matrices.outlines
    assert not any(each.size().isEmpty() for each in (x, W, b, a))
    assert (W.width(), W.height()) == (a.width(), x.width())  # units across; inputs down
    assert x.height() / x.width() == pytest.approx(100 / 64, rel=0.03)
    assert W.height() / W.width() == pytest.approx(64 / 50, rel=0.03)


def test_small_matrices_are_shown_whole_and_large(page):
    page.show_operation(a_snapshot(hidden_sizes=(5,), batch_size=4), "Affine2 forward", 0)
    come_to_rest(page)
    assert [each.frame.part for each in page.matrices.maps] == [None] * 4
    (cell,) = {each.height() / each.frame.shown[0] for each in page.matrices.maps}
    assert 14 < cell <= 18
    assert all(each.size().isEmpty() for each in page.matrices.outlines)


def test_the_frame_of_an_outline_is_dragged_and_all_matrices_follow(qtbot, page):
    page.show_operation(a_snapshot(), "Affine1 forward", 0)
    come_to_rest(page)
    of_W, W, x = page.matrices.outlines[1], of(page, "W1"), of(page, "x")
    qtbot.mousePress(of_W, LEFT, pos=QPoint(1, 1))
    assert W.frame.part[0] == W.frame.part[2] == x.frame.part[2] == 0
    # the pointer goes on with the button held
    qtbot.mouseRelease(of_W, LEFT)
    qtbot.mousePress(of_W, LEFT, pos=of_W.rect().bottomRight())
    row, rows, column, columns = W.frame.part
    assert (row + rows, column + columns) == (64, 50)
    assert x.frame.part[2:] == (row, rows)
    assert of(page, "a1").frame.part[2:] == (column, columns)
    assert W._cell((rows - 1, columns - 1)).index == (63, 49)
    assert of_W.framed().bottomRight().toPoint() == QPoint(of_W.width(), of_W.height())


def test_the_arrow_keys_walk_beyond_what_is_shown(qtbot, page):
    page.show_operation(a_snapshot(), "Affine1 forward", 0)
    come_to_rest(page)
    W = of(page, "W1")
    W.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(W, Qt.Key.Key_Right)
    first = W.marked.index
    for _ in range(60):
        qtbot.keyClick(W, Qt.Key.Key_Right)
    assert W.marked.index == (first[0], 49)  # the last, and no further
    for _ in range(70):
        qtbot.keyClick(W, Qt.Key.Key_Up)
    assert W.marked.index == (0, 49)
    assert of(page, "x").frame.part[2] == 0


def test_what_takes_part_in_the_cell_that_is_pointed_at_is_lit_in_every_matrix(qtbot, page):
    page.show_operation(a_snapshot(), "Affine1 forward", 0)
    come_to_rest(page)
    a = of(page, "a1")
    sample, unit = a._cell((2, 3)).index
    qtbot.mouseMove(a, a._rect_of((2, 3)).center().toPoint())
    lit = {each.accessibleName(): each._lit for each in page.matrices.maps}
    assert lit == {"x": (sample, None), "W1": (None, unit), "b1": (None, unit), "a1": (sample, unit)}


def notes(page: OperationPage) -> list[str]:
    return [each.note for each in page.matrices._matrices()]


def test_what_is_shown_is_written_as_an_index(page):
    page.resize(430, 900)
    snapshot = a_snapshot()
    page.show_operation(snapshot, "Affine1 forward", 5)
    come_to_rest(page)
    n, D = (f"{first}–{first + count - 1}" for first, count in zip(*[iter(of(page, "x").frame.part)] * 2, strict=True))
    assert notes(page) == [f"[{n}, {D}]", f"[{of(page, 'W1').frame.part[0]}–{D.split('–')[1]}, 0–5]", "[0–5]",
                           f"[{n}, 0–5]"]
    page.rows.switch._on_clicked(1)
    assert notes(page)[3].startswith("[5, 0–")


def test_another_row_is_brought_into_sight(page):
    snapshot = a_snapshot()
    page.show_operation(snapshot, "Affine1 forward", 0)
    page.rows.strip.thumbnails._choose(7)
    page.show_operation(snapshot, "Affine1 forward", 77)
    row, rows, *_ = of(page, "x").frame.part
    assert row <= 77 < row + rows
    assert of(page, "a1").frame.part[:2] == (row, rows)


def test_a_row_of_pixels_is_an_image(page):
    snapshot = a_snapshot()
    page.rows.switch.choose(1)
    page.show_operation(snapshot, "Affine1 backward", 3)
    x = of(page, "x")
    assert (x.kind, x.frame.shown) == ("image", (8, 8))
    assert x._cell((4, 5)).index == (3, 37)
    assert x._cell((4, 5)).value == snapshot.value("x")[3, 37]
    assert x._position_of((3, 37)) == (4, 5)


def test_the_shapes_of_a_forward_and_of_an_update(page):
    snapshot = a_snapshot(learning_rate=0.2)
    page.show_operation(snapshot, "Affine2 forward")
    assert shapes(page) == ["(100, 10) = (100, 50)·(50, 10) + (10,)"]
    page.show_operation(snapshot, "update W1")
    assert shapes(page) == ["(64, 50)   lr = 0.2"]
    page.show_operation(snapshot, "Loss forward")
    assert shapes(page) == ["(100, 10) → ()"]


def test_what_is_not_computed_is_said(page):
    page.show_operation(a_snapshot(9), "Affine1 backward")
    words = [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]
    assert "Not computed yet: dW1, db1" in words
    assert of(page, "dW1").message == "not computed yet"
    page.show_operation(a_snapshot(10), "Affine1 backward")
    assert not any(label.text().startswith("Not computed") for label in page.findChildren(QLabel)
                   if label.isVisibleTo(page))


def test_before_the_first_operation_the_page_says_how_to_begin(page):
    page.show_operation(a_snapshot(), "draw")
    page.show_nothing()
    assert page.operation is None
    assert any("↓" in label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))
    assert not page.matrices.isVisibleTo(page)


def test_the_code_is_that_of_the_engine(page):
    snapshot = a_snapshot()
    page.show_operation(snapshot, "Affine2 backward")
    first, second = page.code.titles
    assert re.fullmatch(r"engine/nn/layers\.py:\d+ · Affine\.backward", first)
    assert second.endswith("Affine.backward_params")
    assert "return np.dot(dout, self.W.T)" in page.code.texts[0]
    assert "dW = np.dot(x.T, dout)" in page.code.texts[1]
    assert '"""' not in "".join(page.code.texts)


def test_the_lines_that_compute_are_told_from_those_that_do_not():
    operation = next(one for one in a_snapshot().operations if one.name == "Affine1 backward")
    (function,) = functions(operation)
    assert [line.code.strip() for line in function.lines if line.essential] == [
        "dW = np.dot(x.T, dout)", "db = functions.sum_of_rows(dout)"]
    _, first, _ = operation.source()[0]
    assert function.lines[0].number == first


# Rows ---------------------------------------------------------------------------------------------------------------


def test_a_row_can_be_looked_at_alone(page):
    snapshot, chosen = a_snapshot(), []
    page.row_chosen.connect(chosen.append)
    page.show_operation(snapshot, "Affine1 forward", 2)
    assert of(page, "x").frame.drawn == (100, 64)
    page.rows.switch._on_clicked(1)
    assert of(page, "x").frame.drawn == (1, 64)
    assert of(page, "W1").frame.drawn == (64, 50)
    page.rows.strip.thumbnails._choose(5)
    assert (page.row, chosen) == (5, [5])
    assert f"label {snapshot.labels[5]}" in page.rows.words
    assert of(page, "a1")._cell((0, 7)).index == (5, 7)
    assert of(page, "a1")._cell((0, 7)).value == snapshot.value("a1")[5, 7]


def test_the_chosen_row_stays_for_the_next_operation_and_a_smaller_minibatch(page):
    page.show_operation(a_snapshot(), "draw", 99)
    assert page.row == 99
    page.show_operation(a_snapshot(batch_size=4), "draw", page.row)
    assert page.row == 3


def test_an_update_has_no_rows_and_neither_has_a_single_sample(page):
    trainer = Trainer(TrainingConfig(), DIGITS)
    trainer.run_iteration()
    page.show_operation(snapshot_of(trainer), "update b2")
    assert not page.rows.isVisibleTo(page)
    sample = Sample(DIGITS.test.x[3], int(DIGITS.test.labels[3]), "test", 3)
    alone = snapshot_of_sample(trace(trainer.network, sample), DIGITS)
    page.show_operation(alone, "Affine1 backward")
    assert formulas(page) == ["dx = da1·W1ᵀ", "dW1 = xᵀ·da1", "db1 = Σ da1"]
    assert not page.rows.isVisibleTo(page)


# Cells --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("only_row", [False, True])
def test_each_cell_has_its_index_in_the_variable(page, only_row):
    snapshot = a_snapshot(hidden_sizes=(5,), batch_size=4)
    if only_row:
        page.rows.switch.choose(1)
    for name in (one.name for one in snapshot.operations):
        page.show_operation(snapshot, name, 2)
        for each in page.matrices.maps:
            rows, columns = each.frame.shown
            value = np.asarray(snapshot.value(each.accessibleName()))
            for position in ((0, 0), (rows - 1, columns - 1)):
                cell = each._cell(position)
                assert cell.value == value[cell.index]
                assert each._position_of(cell.index) == position


def test_a_click_and_the_pointer_name_the_cell(qtbot, page):
    snapshot, clicked, hovered = a_snapshot(hidden_sizes=(5,), batch_size=4), [], []
    page.place_chosen.connect(clicked.append)
    page.cell_hovered.connect(hovered.append)
    page.show_operation(snapshot, "Affine2 backward", 0)
    z = of(page, "z1")
    point = z._rect_of((4, 2)).center().toPoint()
    qtbot.mouseMove(z, point)
    qtbot.mouseClick(z, LEFT, pos=point)
    assert clicked == [Place("z1", (2, 4))]  # drawn as its transpose
    assert (hovered[-1].name, hovered[-1].value) == ("z1", snapshot.value("z1")[2, 4])


def test_places_are_marked_wherever_they_are_drawn(page):
    page.show_operation(a_snapshot(), "Affine1 backward", 0)
    page.mark_places((Place("x", (53, 36)), Place("da1", (53, 14)), Place("y", (0, 0))))
    assert [each.marked.index if each.marked else None for each in page.matrices.maps] == [
        (53, 36), (53, 14), None, (53, 14), None]
    page.mark_places(())
    assert not any(each.marked for each in page.matrices.maps)


@pytest.mark.parametrize("frame", [
    Frame((9, 7), part=(2, 3, 1, 4)), Frame((9, 7), transposed=True, part=(1, 4, 2, 3)),
    Frame((9, 7), batch=True, row=5, part=(0, 1, 3, 2)), Frame((9,), part=(0, 1, 4, 3)),
    Frame((9,), batch=True, part=(4, 3, 0, 1)), Frame((2, 12), batch=True, row=1, picture=ImageLook((3, 4))),
    Frame((2, 12), transposed=True, batch=True, row=1, picture=ImageLook((3, 4)))])
def test_a_frame_of_a_part_says_where_each_cell_is(frame):
    values = np.arange(np.prod(frame.shape)).reshape(frame.shape)
    matrix = frame.matrix(values)
    assert matrix.shape == frame.shown
    seen = {(row, column): frame.index(row, column) for row in range(matrix.shape[0]) for column in
            range(matrix.shape[1])}
    assert all(values[index] == matrix[cell] for cell, index in seen.items())
    every = {index: frame.cell(index) for index in np.ndindex(*frame.shape)}
    assert {index: cell for index, cell in every.items() if cell is not None} == {
        index: cell for cell, index in seen.items()}


@pytest.mark.parametrize("frame, drawn", [
    (Frame((4, 3)), (4, 3)), (Frame((4, 3), transposed=True), (3, 4)), (Frame((3,)), (1, 3)),
    (Frame((4,), batch=True), (4, 1)), (Frame(()), (1, 1)), (Frame((4, 3), batch=True, row=1), (1, 3)),
    (Frame((4, 3), transposed=True, batch=True, row=1), (3, 1)), (Frame((4,), batch=True, row=2), (1, 1))])
def test_a_frame_says_where_each_cell_is(frame, drawn):
    assert frame.drawn == drawn
    values = np.arange(np.prod(frame.shape, dtype=int)).reshape(frame.shape)
    matrix = frame.matrix(values)
    assert matrix.shape == drawn
    for row in range(drawn[0]):
        for column in range(drawn[1]):
            assert values[frame.index(row, column)] == matrix[row, column]
            assert frame.cell(frame.index(row, column)) == (row, column)
    assert frame.cell((9, 9)) is None


# Size and language ----------------------------------------------------------------------------------------------------


@pytest.mark.layout
@pytest.mark.parametrize("width", [300, 430, 620, 960])
@pytest.mark.parametrize("scale", [1.0, 1.6])
def test_nothing_is_cut_off_at_the_side(in_any_font, page, width, scale):
    theme().set_text_scale(scale)
    page.resize(width, 600)
    snapshot = a_snapshot(hidden_sizes=(50, 40))
    for name in ("draw", "Affine1 forward", "Affine3 backward", "Loss forward", "loss after update"):
        page.show_operation(snapshot, name)
        come_to_rest(page)
        for each in page.matrices.maps:
            assert each.geometry().right() <= page.matrices.width()
            assert each.geometry().bottom() <= page.matrices.height()


def test_a_layer_of_another_kind_has_its_page_too(page):
    snapshot = toy_snapshot(np.random.default_rng(0))
    for operation in snapshot.operations:
        page.show_operation(snapshot, operation.name)
        assert [each.accessibleName() for each in page.matrices.maps] == [
            each.name for equation in operation.equations for each in equation.operands]
        assert not any(each.is_missing for each in page.matrices.maps)
    page.show_operation(snapshot, "Scale1 backward")
    shown = [each.accessibleName() for each in page.matrices.maps]
    assert shown == ["dc1", "g1", "da1", "dc1", "a1", "dg1", "dc1", "ds1"]


@pytest.mark.parametrize("only_row", [False, True])
def test_of_more_than_two_axes_the_slices_are_seen(page, only_row):
    trainer = Trainer(
        TrainingConfig(batch_size=5), DIGITS, Network(toy_convolution.SIZES, kinds=toy_convolution.KINDS))
    trainer.run_iteration()
    snapshot = snapshot_of(trainer)
    for operation in snapshot.operations:
        page.show_operation(snapshot, operation.name)
        page.matrices.show_values(operation.equations, snapshot, 2, only_row, "missing")
        for each in page.matrices.maps:
            name, frame = each.accessibleName(), each.frame
            value, (rows, columns) = snapshot.value(name), frame.shown
            matrix = frame.matrix(value)
            assert matrix.shape == (rows, columns)
            for row, column in product(range(min(rows, 9)), range(min(columns, 9))):
                index = frame.index(row, column)
                assert (value[index], frame.cell(index)) == (matrix[row, column], (row, column)), name
    page.show_operation(snapshot, "Convolution1 forward")
    for place in (Place("a1", (2, 3, 4, 5)), Place("K1", (3, 0, 2, 1))):
        page.matrices.mark((place,))
        drawn = next(each for each in page.matrices.maps if each.accessibleName() == place.name)
        assert drawn.frame.cell(place.index) is not None
        assert drawn.marked.index == place.index
    page.grab()


@pytest.mark.parametrize(("name", "maps"), [
    ("sgd", ["b1", "db1", "b1 new"]),
    ("momentum", ["vb1", "db1", "vb1 new", "b1", "vb1 new", "b1 new"]),
    ("nesterov", ["b1", "vb1", "db1", "b1 new", "vb1", "db1", "vb1 new"]),
    ("adagrad", ["hb1", "db1", "db1", "hb1 new", "hb1 new", "lrb1", "b1", "lrb1", "db1", "b1 new"]),
    ("rmsprop", ["hb1", "db1", "db1", "hb1 new", "hb1 new", "lrb1", "b1", "lrb1", "db1", "b1 new"]),
    ("adam", ["mb1", "db1", "mb1 new", "vb1", "db1", "db1", "vb1 new", "vb1 new", "kb1 new", "lrb1", "b1", "lrb1",
              "mb1 new", "b1 new"]),
])
def test_each_optimizer_has_its_pages(page, name, maps):
    snapshot = a_snapshot(optimizer=name, hidden_sizes=(5,), batch_size=4)
    for operation in snapshot.operations:
        page.show_operation(snapshot, operation.name)
        assert not any(each.is_missing for each in page.matrices.maps)
    page.show_operation(snapshot, "update b1")
    assert [each.accessibleName() for each in page.matrices.maps] == maps
    formulas = [line for line in page._lines if line.isVisibleTo(page)]
    assert len(formulas) == len(page._operation.equations) > 0


def test_an_equation_ends_with_what_the_operation_writes():
    for operation in Network((6, 5, 4, 3)).backward_operations:
        assert tuple(each.operands[-1].name for each in operation.equations) == operation.writes
