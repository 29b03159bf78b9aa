"""A hidden unit that is pointed at anywhere is lit everywhere, and leads to all there is to know of it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from bench.rest import come_to_rest
from engine.inspection.place import Place
from engine.inspection.unit import Unit
from gui.panels.iteration.panel import WHERE
from tests.gui.lab import LEFT, Key, Lab


@pytest.fixture
def lab(qtbot):
    made = Lab(qtbot, 1920, 1080).ready()
    yield made
    made.delete()


def run(lab: Lab) -> Lab:
    lab.press(Key.Key_Right)
    lab.settle()
    return lab


def bring(lab: Lab, panel) -> None:
    lab.window.workspace.bring_forward(panel)
    come_to_rest(lab.window)


def lit(view) -> tuple | None:
    """The cells at the two ends of what is lit in a view, by their indices."""
    area, widget = view.widget.lit_area, view.widget
    if area is None:
        return None
    ends = (widget._position_at(area.topLeft() + QPoint(1, 1)), widget._position_at(area.bottomRight() - QPoint(1, 1)))
    return tuple(widget._cell(each).index for each in ends)


def test_what_unit_7_looks_for_is_seen_after_two_clicks(lab):
    lab.click("Units")
    come_to_rest(lab.window)
    page = lab.window.bench.units.contents.units
    lab.until(lambda: page._counted is not None)
    assert page.tiles.isVisible()
    assert page.tiles.count() == 50
    tiles = page.tiles
    assert tiles.thumbnails.rect().contains(tiles.rect_of(7))
    lab.qtbot.mouseClick(tiles.thumbnails, LEFT, pos=tiles.rect_of(7).center())
    assert page.unit == Unit(1, 7)
    W1 = lab.params()["W1"]
    assert page.detail.weights.widget._values.ravel().tolist() == W1[:, 7].tolist()


def test_hovering_a_cell_of_the_sample_lights_its_unit_everywhere(lab):
    run(lab)
    sample = lab.window.sample
    view = sample.view_of("a1")
    lab.qtbot.mouseMove(view.widget, view.widget.rect_of((12,)).center())
    for name in ("a1", "z1", "dz1", "da1", "db1"):
        assert lit(sample.view_of(name)) == ((12,), (12,)), name
    assert lit(sample.view_of("dW2")) == ((12, 0), (12, 9))
    assert lit(sample.view_of("dW1")) == ((0, 12), (63, 12))
    assert lab.window.bench.iteration.operation.matrices._unit == Unit(1, 12)
    edges = lab.window.bench.iteration.graph.edges
    assert (edges["W1"].lit.x(), edges["W1"].lit.width()) == (12 / 50, 1 / 50)
    assert (edges["W2"].lit.y(), edges["W2"].lit.height()) == (12 / 50, 1 / 50)
    assert edges["x"].lit is None
    lab.qtbot.mouseMove(view.widget, QPoint(-5, -5))
    view.widget.leaveEvent(None)
    assert lit(sample.view_of("a1")) is None
    assert edges["W1"].lit is None


def test_the_matrices_of_an_operation_show_the_unit_as_far_as_they_are_seen(lab):
    run(lab)
    iteration = lab.window.bench.iteration
    iteration.select_operation("Affine1 forward")
    come_to_rest(lab.window)
    lab.window.bench.looking._on_unit_hovered(Unit(1, 2))
    maps = {each.accessibleName(): each for each in iteration.operation.matrices.maps}
    for name in ("W1", "a1"):
        frame, area = maps[name].frame, maps[name].lit_area
        row, column = maps[name]._position_at(area.center())
        assert frame.index(row, column)[1] == 2
        assert area.height() == pytest.approx(maps[name].height(), abs=3)
    assert maps["x"].lit_area is None
    lab.window.bench.looking._on_unit_hovered(Unit(1, 49))
    part = maps["W1"].frame.part
    seen = part is None or part[2] <= 49 < part[2] + part[3]
    assert (maps["W1"].lit_area is not None) == seen
    outline = next(each for each in iteration.operation.matrices.outlines if each.accessibleName() == "W1")
    assert outline.lit_area.left() == pytest.approx(49 / 50 * outline.width())
    assert outline.lit_area.height() == pytest.approx(outline.height())


def test_from_the_page_of_a_number_one_comes_to_the_unit(lab):
    run(lab)
    iteration = lab.window.bench.iteration
    iteration.open_place(Place("dW1", (20, 9)))
    come_to_rest(lab.window)
    assert iteration.page == WHERE
    lab.click("Unit 9")
    come_to_rest(lab.window)
    page = lab.window.bench.units.contents.units
    assert page.isVisible()
    assert page.unit == Unit(1, 9)
    bring(lab, iteration)
    iteration.open_place(Place("y", (0, 1)))
    assert not iteration.where._unit.isVisible()


def test_the_menu_of_a_cell_leads_to_its_unit(lab):
    run(lab)
    view = lab.window.sample.view_of("dW1")
    where = view.widget.rect_of((30, 17)).center()
    lab.qtbot.mouseMove(view.widget, where)
    at = view.widget.mapToGlobal(where)
    QApplication.sendEvent(lab.window, QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, lab.window.mapFromGlobal(at), at))
    menu, = lab.window.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    action = menu.actions()[0]
    assert action.text() == "Look at unit 17 of hidden layer 1"
    action.trigger()
    menu.close()
    come_to_rest(lab.window)
    assert lab.window.bench.units.contents.units.unit == Unit(1, 17)
    lab.until(lambda: lab.window.bench.units.contents.units._counted is not None)
