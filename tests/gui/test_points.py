"""A data set of points in the whole window: learnt, sampled, explained and tried out, and called by their name."""

import re

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from engine.data import catalogue
from engine.inspection.place import Place
from gui.widgets.tensor_view import TensorView
from tests import spirals

OF_IMAGES = re.compile(r"\b(pixels?|images?|digit|ink|inked|blank|drawing|drawn)\b", re.IGNORECASE)


@pytest.fixture
def lab(open_lab, monkeypatch):
    """The window with spirals in place of digits, trained for a few iterations."""
    monkeypatch.setattr(catalogue, "SOURCES", (*catalogue.SOURCES, spirals.SOURCE))
    lab = open_lab(1280, 720)
    lab.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    lab.choose_dataset(spirals.TITLE)
    lab.until(lambda: lab.session.run.config.dataset == spirals.NAME)
    lab.ready()
    for _ in range(3):
        lab.press(Qt.Key.Key_Right)
    lab.settle()
    return lab


def said(lab, panel: QWidget) -> list[str]:
    """All that is written in a panel, and said of what is seen there."""
    seen = [each for each in panel.findChildren(QWidget) if each.isVisibleTo(lab.window)]
    tips = (text for each in seen for text in (each.toolTip(), each.accessibleName(), each.accessibleDescription()))
    return [re.sub("<[^>]*>", " ", text) for text in (*tips, *lab.words(panel)) if text]


def assert_of_points(lab, panel: QWidget) -> str:
    """No word of images; returns all words in one."""
    words = said(lab, panel)
    assert [text for text in words if OF_IMAGES.search(text)] == []
    return "\n".join(words)


def views(lab) -> dict[str, TensorView]:
    return {view.name: view for view in lab.window.sample.findChildren(TensorView) if view.isVisibleTo(lab.window)}


def test_a_point_is_sampled(lab):
    sample, dataset = lab.window.sample, lab.session.run.dataset
    assert lab.session.run.sizes == (2, 50, 2)
    lab.window.workspace.bring_forward(sample)
    lab.settle()
    shown = views(lab)
    assert {"x", "a1", "z1", "a2", "y", "da2", "dW2", "db2", "dz1", "da1", "dW1", "db1", "dx"} == shown.keys()
    np.testing.assert_array_equal(shown["x"].widget._values, dataset.test.x[:1])
    assert (shown["x"].widget.kind, shown["x"].note) == ("diverging", "u, v")
    assert [shown[name].widget._cell_shape() for name in ("x", "dx", "dW1")] == [(1, 2), (1, 2), (2, 50)]
    assert shown["dW1"].widget._position_of((1, 30)) == (1, 30)
    assert not lab.window.sample.chooser.places._group.button(2).isVisibleTo(lab.window)
    words = assert_of_points(lab, sample)
    assert "Points that the network never learns from" in words and "The gradient of the inputs" in words
    assert "no. 0: red" in words
    place = sample.chooser._strip.thumbnails
    assert place._images.shape[1:] == (28, 28) and (place._images.max(axis=(1, 2)) == 1).all()
    lab.click("training")
    lab.settle()
    np.testing.assert_array_equal(views(lab)["x"].widget._values, dataset.train.x[:1])


def test_where_its_numbers_are_from(lab):
    iteration = lab.window.iteration
    lab.window.workspace.bring_forward(iteration)
    lab.settle()
    for name in ("draw", "Affine1 forward", "Affine1 backward"):
        iteration.show_page(0)
        iteration.select_operation(name)
        lab.settle()
        assert_of_points(lab, iteration)
    for name, index, expected in (
            ("dW1", (1, 3), "dW1[1, 3]"), ("a1", (0, 3), "a1[0, 3]"), ("x", (0, 1), "Input v of training point"),
            ("W1", (1, 3), "the weights from all inputs to unit 3"), ("t", (0, 0), "The label of training point")):
        iteration.open_place(Place(name, index))
        lab.settle()
        assert expected in assert_of_points(lab, iteration)
    lab.window.sample._on_clicked(views(lab)["x"].widget._cell((0, 1)))
    lab.settle()
    assert "Input v of test point 0" in assert_of_points(lab, iteration)


def test_what_if_it_were_elsewhere(lab):
    iteration = lab.window.iteration
    lab.window.workspace.bring_forward(iteration)
    iteration.open_place(Place("x", (0, 1)))
    iteration.show_page(3)
    lab.settle()
    words, page = assert_of_points(lab, iteration), iteration.what_if
    assert "Click an input to choose it." in words and "Value of the chosen input" in words
    page.input_field.slider.setValue(0)
    change, = page.what_if.changes
    assert (change.place, change.after) == (Place("x", (0, 1)), -1)
    start, end = (page.pad._rect_of((0, column)).center().toPoint() for column in (0, 1))
    lab.qtbot.mousePress(page.pad, Qt.MouseButton.LeftButton, pos=start)
    lab.qtbot.mouseMove(page.pad, end)
    lab.qtbot.mouseRelease(page.pad, Qt.MouseButton.LeftButton, pos=end)
    assert len(page.what_if.changes) == 1  # nothing is drawn
