"""The confusion matrix as a table: what is written, what is said, which samples a cell stands for, and its colours."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from engine.inspection.learned.confusion import Confusion
from gui.look.theme import theme
from gui.widgets import confusion_map
from gui.widgets.confusion_map import ConfusionMap, Group

NAMES = ("a", "b", "c")
COUNTS = np.array([[90, 10, 0], [5, 1190, 5], [0, 0, 0]])
NONE = np.zeros(3, int)


@pytest.fixture(autouse=True)
def plain_theme(qapp):
    theme().apply(qapp)
    theme().set_scheme("light")


@pytest.fixture
def table(qtbot):
    widget = ConfusionMap()
    qtbot.addWidget(widget)
    widget.resize(400, 200)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    return widget


def texts(table) -> list[list[str]]:
    count = len(table.confusion.counts)
    return [[table.text_of(row, column) for column in range(count + 2)] for row in range(count + 1)]


def colour(table, row, column) -> str:
    return QColor(table.grab().toImage().pixel(table.rect_of((row, column)).topLeft())).name()


def said(table, row, column) -> str:
    return str(table._cell((row, column)))


def test_counts_sums_and_parts(table):
    table.show_confusion(Confusion(COUNTS, NONE), NAMES)
    assert texts(table) == [
        ["90", "10", "", "100", "90.0"],
        ["5", "1,190", "5", "1,200", "99.2"],
        ["", "", "0", "0", "–"],
        ["95", "1,200", "5", "1,300", "98.5"]]
    assert said(table, 0, 1) == "a read as b: 10 of 100 (10.0 %)"
    assert said(table, 1, 4) == "b: 99.2 % right"
    assert said(table, 1, 3) == "b: 1,200 in all"
    assert said(table, 3, 2) == "all read as c: 5 of 1,300 (0.4 %)"
    assert said(table, 2, 0) == said(table, 2, 4) == "c: no sample"


def test_shares_are_of_the_row(table):
    table.show_confusion(Confusion(COUNTS, NONE), NAMES, shares=True)
    assert texts(table)[:3] == [
        ["90.0", "10.0", "", "100", "90.0"],
        ["0.4", "99.2", "0.4", "1,200", "99.2"],
        ["–", "–", "–", "0", "–"]]
    assert texts(table)[3] == ["7.3", "92.3", "0.4", "1,300", "98.5"]  # of all samples
    assert (table._column_title(), table._sum_titles()) == ("read as, %", ("count", "right %"))
    assert table.limit == 0.1


def test_one_of_many_is_neither_nothing_nor_all(table):
    counts = np.array([[2999, 1, 0], [0, 5000, 0], [0, 0, 5]])
    table.show_confusion(Confusion(counts, NONE), NAMES, shares=True)
    assert texts(table)[:2] == [[">99.9", "<0.1", "", "3,000", ">99.9"], ["", "100.0", "", "5,000", "100.0"]]
    assert said(table, 0, 1) == "a read as b: 1 of 3,000 (< 0.1 %)"
    assert said(table, 3, 4) == "all: > 99.9 % right"


def test_beside_another_the_differences_are_shown(table):
    before = Confusion(np.array([[80, 15, 5], [10, 1190, 0], [0, 0, 0]]), NONE)
    table.show_confusion(Confusion(COUNTS, NONE), NAMES, before=before)
    assert texts(table) == [
        ["+10", "−5", "−5", "100", "+10.0"],
        ["−5", "", "+5", "1,200", "0.0"],
        ["", "", "", "0", "–"],
        ["+5", "−5", "", "1,300", "+0.8"]]
    assert table._sum_titles() == ("count", "right %")
    assert said(table, 0, 3) == "a: 100 in all"
    assert said(table, 0, 1) == "a read as b: 10 of 100 (10.0 %); before 15"
    assert said(table, 0, 4) == "a: 90.0 % right; before 80.0 %"
    colours = theme().palette
    assert (colour(table, 0, 1), colour(table, 1, 2)) == (colours.negative, colours.positive)
    assert colour(table, 0, 0) == colours.neutral


def test_figures_give_way_before_numbers_do(table):
    """As in the smallest window, where differences of shares were colours alone, beside empty columns."""
    rng = np.random.default_rng(0)
    before, after = (Confusion(rng.multinomial(36, np.full(10, 0.1), 10), np.zeros(10, int)) for _ in range(2))
    table.resize(320, 440)
    for confusion, other in ((after, before), (before, after)):
        table.show_confusion(confusion, tuple("0123456789"), shares=True, before=other)
        assert table._form() == ((1, 2), True)
        assert table._font(table._texts(*table._form()), table._axes())
    table.resize(900, 440)
    assert table._form() == ((1, 2), False)


@pytest.mark.parametrize(("value", "text"), [
    (0, "0"), (0.0002, "<.1"), (0.004, ".4"), (0.0096, "1"), (0.0278, "3"), (0.115, "12"), (0.997, ">99"), (1, "100")])
def test_a_percent_in_few_figures(value, text):
    assert confusion_map._short_percent(value) == text


def test_short_differences_keep_their_sign(table):
    before = Confusion(np.array([[800, 195, 5], [3, 1190, 7], [0, 0, 5]]), NONE)
    table.show_confusion(Confusion(np.array([[900, 99, 1], [5, 1190, 5], [0, 0, 5]]), NONE), NAMES, shares=True,
                         before=before)
    assert [[table.text_of(row, column, short=True) for column in range(5)] for row in (0, 1)] == [
        ["+10", "−10", "−.4", "1,000", "+10.0"], ["+.2", "", "−.2", "1,200", "0.0"]]


def test_errors_have_the_colour_and_the_diagonal_is_quiet(table):
    table.show_confusion(Confusion(COUNTS, NONE), NAMES)
    colours = theme().palette
    assert table.limit == 10
    assert (colour(table, 0, 1), colour(table, 0, 2)) == (colours.positive, colours.neutral)
    assert colour(table, 0, 0) == colour(table, 1, 1) == colours.highlight
    assert colour(table, 2, 0) == colours.card  # a class without samples


def test_what_is_not_answered_is_said(table):
    table.show_confusion(Confusion(np.zeros((3, 3), int), np.array([2, 1, 0])), NAMES)
    assert texts(table)[0] == ["0", "", "", "2", "0.0"]
    assert said(table, 0, 3) == "a: 2 in all; 2 of them without an answer"
    assert said(table, 3, 3) == "all: 3 in all; 3 of them without an answer"


def test_each_cell_stands_for_its_samples(table, qtbot):
    table.show_confusion(Confusion(COUNTS, NONE), NAMES)
    groups = {(0, 1): Group(0, 1), (2, 3): Group(2, None), (1, 4): Group(1, None, wrong=True), (3, 2): Group(None, 2),
              (3, 3): Group(None, None), (3, 4): Group(None, None, wrong=True)}
    for index, group in groups.items():
        assert table.group_of(index) == group
        assert table.index_of(group) == index
        with qtbot.waitSignal(table.clicked) as told:
            qtbot.mouseClick(table, Qt.MouseButton.LeftButton, pos=table.rect_of(index).center())
        assert table.group_of(told.args[0].index) == group


def test_it_is_walked_by_keys_and_read_out(table, qtbot):
    table.show_confusion(Confusion(COUNTS, NONE), NAMES)
    table.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(table, key)
    assert table.accessibleDescription() == "a read as b: 10 of 100 (10.0 %)"
    with qtbot.waitSignal(table.clicked) as told:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert told.args[0].index == (0, 1)


def test_ten_classes_have_numbers_in_the_narrowest_window(table):
    """Also where a number of the sums is as long as that of MNIST."""
    table.resize(400, 240)
    counts = np.full((10, 10), 25) + np.eye(10, dtype=int) * 850
    table.show_confusion(Confusion(counts, np.zeros(10, int)), tuple("0123456789"))
    assert table.text_of(10, 10) == "11,000"
    assert table.rect_of((10, 11)) is not None
    assert table._font(table._texts((1, 2)), table._axes())


def test_sums_make_room_for_the_numbers_of_the_matrix(table):
    """Nothing stands above or beside an empty row or column, as where samples are seen beside it on a projector."""
    counts = np.full((10, 10), 25) + np.eye(10, dtype=int) * 850
    table.show_confusion(Confusion(counts, np.zeros(10, int)), tuple("0123456789"))
    table.mark((3, 11))
    assert table.marked.index == (3, 11)
    table.resize(325, 440)
    assert table.rect_of((3, 11)) is None
    assert table.marked is None
    assert table._font(table._texts((0, 0)), table._axes())
    assert not table.grab().isNull()
    table.resize(120, 100)  # too little for any number
    assert table._font(table._texts((0, 0)), table._axes_with((0, 0))) is None
    assert table.rect_of((3, 11)) is not None


@pytest.mark.parametrize("size", [(1, 1), (60, 40), (240, 120)])
def test_in_however_little_room_it_is_painted(table, size):
    for classes in (2, 47):
        table.show_confusion(Confusion(np.full((classes, classes), 12345), np.zeros(classes, int)),
                             tuple(f"class {k}" for k in range(classes)))
        table.resize(*size)
        assert not table.grab().isNull()


@pytest.mark.parametrize("classes", [2, 47])
def test_any_number_of_classes_fits(table, classes):
    rng = np.random.default_rng(0)
    counts = rng.integers(100, size=(classes, classes))
    table.show_confusion(Confusion(counts, np.zeros(classes, int)), tuple(f"class {k}" for k in range(classes)))
    table.grab()
    last = table.rect_of((classes, classes + 1))
    assert table.rect().contains(last)
    first = table.rect_of((0, 0))
    assert table._position_at(first.center().toPointF()) == (0, 0)
    assert table._position_at(last.center().toPointF()) == (classes, classes + 1)


def test_without_sums_the_matrix_has_all_the_room(qtbot):
    table = ConfusionMap(sums=False)
    qtbot.addWidget(table)
    table.resize(300, 200)
    table.show_confusion(Confusion(COUNTS, NONE), NAMES)
    assert table.rect_of((2, 2)) is not None
    assert table.rect_of((3, 0)) is None
    assert table.rect_of((0, 3)) is None
    assert colour(table, 0, 1) != colour(table, 0, 2)
    same = Confusion(COUNTS, NONE)
    table.show_confusion(same, NAMES, before=same)  # nothing is written anywhere
    assert colour(table, 0, 1) == colour(table, 0, 2)
