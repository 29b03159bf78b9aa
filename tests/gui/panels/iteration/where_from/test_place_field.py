"""A cell is typed in the real window; and where a click leads to a number, the pointer says so."""

import numpy as np
import pytest
from lab import CTRL, Key
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from engine.inspection.place import Place
from gui.look.theme import theme
from gui.panels.iteration.panel import WHERE
from gui.panels.iteration.where_from.page import WhereFrom
from gui.widgets.heatmap import HeatMap


@pytest.fixture
def lab(open_lab, qapp):
    theme().apply(qapp)
    theme().set_scheme("light")
    return open_lab(1760, 1000)


def typed(lab, text: str) -> None:
    lab.press(Key.Key_L, CTRL)
    field = lab.window.iteration.where.field
    assert QApplication.focusWidget() is field
    field.setText(text)  # an input method may hand over any letters, which keys of a test cannot
    QTest.keyClick(field, Key.Key_Return)
    lab.settle()


def texts(lab) -> str:
    where = lab.window.iteration.where
    return "\n".join(label.text() for label in where.findChildren(QLabel) if label.isVisible())


def test_a_cell_is_typed_and_its_number_is_that_of_the_cell(lab):
    lab.press(Key.Key_Right)
    lab.settle()
    typed(lab, "ｄｗ１［２０， 7］")
    iteration = lab.window.iteration
    assert iteration.page == WHERE and iteration.place == Place("dW1", (20, 7))
    assert "Where dW1[20, 7] comes from" in texts(lab)
    assert not iteration.where.field.hasFocus() and iteration.where.field.text() == ""
    lab.press(Key.Key_Right)  # the keys drive training again
    lab.settle()
    assert lab.session.standing.iteration == 2
    assert iteration.place == Place("dW1", (20, 7))


def test_what_is_not_there_is_said_and_mended(lab):
    lab.press(Key.Key_Right)
    lab.settle()
    typed(lab, "dW1[64, 7]")
    field = lab.window.iteration.where.field
    assert "There is no dW1[64, 7]. dW1 has the shape (64, 50): type dW1[0…63, 0…49]." in texts(lab)
    assert field.property("invalid") == "true" and field.text() == "dW1[64, 7]"
    assert lab.window.iteration.place is None
    QTest.keyClick(field, Key.Key_Backspace)
    assert "There is no" not in texts(lab) and field.property("invalid") == "false"
    QTest.keyClick(field, Key.Key_Escape)
    assert field.text() == "" and not field.hasFocus()


def test_before_anything_is_computed_it_says_so(lab):
    typed(lab, "W1[3, 7]")
    assert "Nothing has been computed yet." in texts(lab)


def test_the_key_is_in_the_list_of_shortcuts(lab):
    actions = lab.window.actions_
    assert any(actions["go to a cell"] in members for _, members in actions.groups())
    assert actions["go to a cell"].shortcut().toString() == "Ctrl+L"


def test_names_are_offered_and_written_as_far_as_they_are_the_same_for_all_cells(lab):
    lab.press(Key.Key_Right)
    lab.settle()
    lab.press(Key.Key_L, CTRL)
    field = lab.window.iteration.where.field
    QTest.keyClicks(field, "dw")
    completer = field.completer()
    offered = [completer.completionModel().index(row, 0).data() for row in range(completer.completionCount())]
    assert sorted(offered) == ["dW1[0…63, 0…49]", "dW2[0…49, 0…9]"]
    assert completer.currentCompletion() in ("dW1[", "dW2[")
    completer.popup().hide()


def test_the_empty_page_says_what_to_do(qtbot):
    page = WhereFrom()
    qtbot.addWidget(page)
    said = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "Click a cell of any map" in said and "Ctrl+L" in said


def test_the_pointer_is_a_hand_over_cells_that_lead_somewhere(qtbot):
    leads, leads_nowhere = HeatMap(), HeatMap()
    leads.clicked.connect(lambda cell: None)
    for view, shape in ((leads, Qt.CursorShape.PointingHandCursor), (leads_nowhere, Qt.CursorShape.ArrowCursor)):
        qtbot.addWidget(view)
        view.resize(100, 40)
        view.show_values(np.eye(2), name="v")
        with qtbot.waitExposed(view):
            view.show()
        qtbot.mouseMove(view, QPoint(30, 10))
        assert view.cursor().shape() == shape
    leads.show_message("nothing")
    assert leads.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_every_map_of_the_sample_says_that_it_can_be_clicked(lab):
    lab.press(Key.Key_Right)
    lab.settle()
    sample = lab.window.sample
    for half in (sample.forward, sample.backward):
        for view in half._views:
            assert "Click a cell to see where its number comes from." in view.toolTip()
