"""The page of trying out with a real iteration: what it shows at once, what bad input does, and how all is restored."""

import dataclasses

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from engine.inspection.place import Place
from engine.inspection.proof.what_if import WhatIf
from gui.panels.iteration.proof.what_if_page import WhatIfPage
from gui.words import formatting

PLACE = Place("W2", (3, 4))


@pytest.fixture
def page(qtbot, snapshot):
    made = WhatIfPage()
    qtbot.addWidget(made)
    made.resize(620, 420)
    made.show()
    made.show_snapshot(snapshot)
    made.show_place(PLACE)
    yield made
    made.stop()


def type_into(qtbot, field, text: str) -> None:
    field.edit.setFocus()
    field.edit.selectAll()
    field.edit.insert(text)  # pasted: the library that presses keys knows only those of ASCII


def enter(qtbot, field, text: str) -> None:
    type_into(qtbot, field, text)
    if not text:
        qtbot.keyClick(field.edit, Qt.Key.Key_Backspace)
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)


def shown(page) -> dict[str, str]:
    return dict(page.figures.rows)


def at(page, index: int) -> QPoint:
    return page.pad._rect_of(divmod(index, 8)).center().toPoint()


def test_at_first_nothing_is_changed(page, snapshot):
    assert page.changes.text() == "No change yet."
    assert shown(page)["true change"] == shown(page)["gradient × change"] == "0"
    assert not page.restore.isEnabled()
    assert list(page.maps.rows) == ["a1", "z1", "a2"]
    assert [row[3].text() for row in page.maps.rows.values()] == ["nothing changes"] * 3
    assert page.parameter_field.edit.value == pytest.approx(float(snapshot.network.params["W2"][3, 4]), rel=1e-5)


@pytest.mark.parametrize("text", ["-1.5", "−1,5", "－１．５", "-15e-1"])
def test_a_parameter_that_is_entered_shows_its_effect(qtbot, page, snapshot, text):
    before = shown(page)
    type_into(qtbot, page.parameter_field, text)
    assert (shown(page), page.what_if.changes) == (before, ())  # not yet
    qtbot.keyClick(page.parameter_field.edit, Qt.Key.Key_Return)
    expected = WhatIf(snapshot, 0)
    expected.set(PLACE, -1.5)
    assert shown(page) == {
        "L before": expected.written[0], "L after": expected.written[1], "true change": expected.written[2],
        "gradient × change": formatting.number(expected.predicted)}
    assert page.parameter_field.edit.text() == "−1.5"
    assert page.after_bars.texts[4] == formatting.fixed(float(expected.after["y"][0, 4]), 4)
    assert page.maps.rows["a2"][3].text().startswith("most: a2[4] from ")
    assert page.maps.rows["a1"][3].text() == "nothing changes"
    assert page.changes.text().startswith("W2[3, 4]: ")


def test_dragging_a_parameter(page):
    page.parameter_field.slider.setValue(1000)
    change, = page.what_if.changes
    assert change.place == PLACE
    largest = np.abs(page.snapshot.network.params["W2"]).max()
    assert change.after == pytest.approx(2 * float(largest))


@pytest.mark.parametrize(("text", "words"), [
    ("abc", "W2[3, 4]: abc is not a number. Type one such as 0.25 or -1e-3."),
    ("", "W2[3, 4]:  is not a number."), ("nan", "W2[3, 4]: nan is not a finite number."),
    ("1e999", "is not a finite number."),
    ("1,500", "1,500 can mean 1.5 or 1500: write 1.5 or 1500.")])
def test_what_is_no_number_is_marked_and_changes_nothing(qtbot, page, text, words):
    field, before = page.parameter_field, page.parameter_field.edit.text()
    enter(qtbot, field, text)
    assert words in field.message.text()
    assert field.edit.property("invalid") == "true"
    assert not field.message.isHidden()
    assert page.what_if.changes == ()
    qtbot.keyClick(field.edit, Qt.Key.Key_Escape)
    assert (field.message.text(), field.edit.property("invalid"), field.edit.text()) == ("", "false", before)
    enter(qtbot, field, text)
    page.restore_all()
    assert (field.message.text(), field.edit.property("invalid"), field.edit.text()) == ("", "false", before)


def test_a_loss_that_is_infinite_is_said_in_words(page):
    page._change(PLACE, "1e308", page.parameter_field)
    page._change(Place("W2", (5, 4)), "1e308", page.parameter_field)
    page._change(Place("b2", (4,)), "1.7e308", page.parameter_field)
    assert "numbers" in page.problem.text
    assert page.problem.agrees is False
    assert not page.problem.isHidden()
    for place in (Place("x", (0, PLACE.index[0])), PLACE):
        page._change(place, "1.7e308", page.parameter_field)
    assert "not finite" in page.problem.text and f", or {page.restore.text()}, leads back" in page.problem.text
    page.restore.click()
    assert page.problem.isHidden()


def test_a_click_chooses_a_pixel_and_typing_changes_it(qtbot, page, snapshot):
    qtbot.mouseClick(page.pad, Qt.MouseButton.LeftButton, pos=at(page, 11))
    assert page.input_field.label.text() == "x[0, 11]"
    assert page.what_if.changes == ()
    enter(qtbot, page.input_field, "0.25")
    change, = page.what_if.changes
    assert (change.place, change.after) == (Place("x", (0, 11)), 0.25)
    assert page.maps.rows["a1"][3].text().startswith("most: a1[")


def test_dragging_draws_and_the_right_button_wipes_out(qtbot, page):
    for button, value in ((Qt.MouseButton.LeftButton, 1.0), (Qt.MouseButton.RightButton, 0.0)):
        QTest.mousePress(page.pad, button, Qt.KeyboardModifier.NoModifier, at(page, 8))
        for index in (9, 10):
            move = page.pad.mapToGlobal(at(page, index))
            event = _move(page.pad, at(page, index), move, button)
            page.pad.mouseMoveEvent(event)
        QTest.mouseRelease(page.pad, button, Qt.KeyboardModifier.NoModifier, at(page, 10))
        assert page.what_if.after["x"][0, 8:11].tolist() == [value] * 3


def _move(pad, where, globally, button):
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    return QMouseEvent(QEvent.Type.MouseMove, QPointF(where), QPointF(globally), button, button,
                       Qt.KeyboardModifier.NoModifier)


def test_another_label(page, snapshot):
    other = (int(snapshot.labels[0]) + 1) % 10
    page.label_choice.setCurrentIndex(other)
    page.label_choice.activated.emit(other)
    assert page.what_if.label == other
    assert shown(page)["L before"] != shown(page)["L after"]
    assert [row[3].text() for row in page.maps.rows.values()] == ["nothing changes"] * 3
    page.restore.click()
    assert page.label_choice.value == snapshot.labels[0]


def test_restore_takes_back_everything_and_training_never_notices(qtbot, page, snapshot):
    before = {name: param.copy() for name, param in snapshot.network.params.items()}
    enter(qtbot, page.parameter_field, "7")
    page._on_drawn(((5,), 1.0))
    assert len(page.what_if.changes) == 2
    page.restore.click()
    assert page.what_if.changes == ()
    assert page.changes.text() == "No change yet."
    assert shown(page)["L before"] == shown(page)["L after"]
    assert page.parameter_field.edit.value == pytest.approx(float(before["W2"][3, 4]), rel=1e-5)
    assert all(np.array_equal(snapshot.network.params[name], before[name]) for name in before)


def test_another_sample(page, snapshot):
    page.show_row(7)
    assert page.what_if.row == 7
    assert page.label_choice.value == snapshot.labels[7]
    assert page.input_field.label.text().startswith("x[7, ")
    page.show_place(Place("x", (7, 20)))
    assert page.input_field.label.text() == "x[7, 20]"


def test_a_row_by_its_number_and_by_keys(qtbot, page):
    def enter_row(text):
        page.row_edit.setFocus(Qt.FocusReason.TabFocusReason)
        page.row_edit.selectAll()
        page.row_edit.insert(text)
        assert page.what_if.row == before
        qtbot.keyClick(page.row_edit, Qt.Key.Key_Return)

    for text, row in (("7", 7), ("１２", 12), ("1e1", 10)):
        before = page.what_if.row
        enter_row(text)
        assert (page.row, page.what_if.row) == (row, row)
    for key, row in ((Qt.Key.Key_Up, 11), (Qt.Key.Key_Up, 12), (Qt.Key.Key_Down, 11)):
        qtbot.keyClick(page.row_edit, key)
        assert (page.row_edit.text(), page.what_if.row) == (str(row), row)
    before, last = 11, page.snapshot.batch_size - 1
    enter_row(str(last + 1))
    assert page.row_edit.hint == f"There is no {last + 1}: write a number from 0 to {last}."
    assert page.what_if.row == 11
    qtbot.keyClick(page.row_edit, Qt.Key.Key_Escape)
    assert (page.row_edit.text(), page.row_edit.hint) == ("11", "")


def test_a_click_on_a_map_goes_to_its_cell(qtbot, page):
    page.show_row(2)
    view = page.maps.rows["a1"][0]
    with qtbot.waitSignal(page.place_chosen) as signal:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=view._rect_of((0, 3)).center().toPoint())
    assert signal.args == [Place("a1", (2, 3))]


def test_a_drawing_without_a_label(page, snapshot):
    values = {name: value for name, value in snapshot.values.items() if name == "x"}
    page.show_snapshot(dataclasses.replace(snapshot, values=values, labels=None))
    assert page.about == "This drawing has no label, so it has no loss and no gradient. Say which digit it is."
    page.show_snapshot(snapshot)
    assert page.what_if is not None


def test_without_an_iteration(page):
    page.show_snapshot(None)
    page.restore_all()
    assert page.about.startswith("Nothing has been computed yet.")
