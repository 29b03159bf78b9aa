"""The graph of an iteration: which boxes are lit, what has a picture, and what a click names."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication

from engine.data.digits import LOOK, load_digits
from engine.inspection.frozen.snapshot import snapshot_of, snapshot_of_sample
from engine.inspection.frozen.trace import Sample, trace
from engine.nn.network import Network
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer
from gui.look.theme import theme
from gui.panels.iteration.graph.graph import IterationGraph
from gui.panels.iteration.graph.items import State
from gui.panels.iteration.graph.layout import EDGE, Row, layout
from gui.panels.iteration.parts.thumbnail import picture_size, reduced
from tests.engine import toy_convolution, toy_modes
from tests.engine.toy_layer import toy_snapshot

DIGITS = load_digits()
LEFT = Qt.MouseButton.LeftButton
NEVER = {"dx"}


@pytest.fixture(autouse=True)
def light(qapp):
    theme().apply(qapp)
    theme().set_scheme("light")
    yield
    theme().set_text_scale(1.0)


def a_trainer(operations: int = 0, **config) -> Trainer:
    trainer = Trainer(TrainingConfig(**config), DIGITS)
    trainer.run_iteration()
    for _ in range(operations):
        trainer.run_operation()
    return trainer


@pytest.fixture
def graph(qtbot) -> IterationGraph:
    found = IterationGraph()
    qtbot.addWidget(found)
    found.resize(960, 280)
    with qtbot.waitExposed(found):
        found.show()
    return found


def states(graph: IterationGraph) -> list[State]:
    return [graph.nodes[name].state for name in (one.name for one in graph._operations)]


def known(graph: IterationGraph) -> set[str]:
    return {name for name, edge in graph.edges.items() if edge.is_known and name != "1"}


def point_of(graph: IterationGraph, part) -> QPoint:
    return graph.view.mapFromScene(part.box.center())


@pytest.mark.parametrize("hidden", [(), (50,), (8, 7, 6, 5, 4)])
def test_each_operation_has_a_box_and_each_variable_an_arrow(graph, hidden):
    trainer = a_trainer(hidden_sizes=hidden)
    snapshot = snapshot_of(trainer)
    graph.show_snapshot(snapshot)
    assert list(graph.nodes) == [one.name for one in trainer.operations]
    written = {name for one in trainer.operations for name in one.writes} - {"indices", "log y"}
    assert set(graph.edges) == written | {"t", "x", "1", "dx"}
    assert len(graph.nodes) == 15 or hidden != (50,)


@pytest.mark.parametrize("position", range(1, 16))
def test_the_operation_that_ran_last_is_lit_and_those_to_come_are_dimmed(graph, position):
    graph.show_snapshot(snapshot_of(a_trainer(position % 15)))
    expected = [State.DONE] * (position - 1) + [State.CURRENT] + [State.WAITING] * (15 - position)
    assert states(graph) == expected


def test_only_what_has_been_computed_has_a_picture(graph):
    graph.show_snapshot(snapshot_of(a_trainer(3)))  # draw, Affine1, ReLU1
    assert known(graph) == {"x", "t", "a1", "z1", "W1", "b1", "W2", "b2"}
    graph.grab()
    assert {name for name, edge in graph.edges.items() if edge.picture is not None} == known(graph)
    assert graph.edges["a2"].toolTip() == "<qt>a2 (100, 10): not computed yet</qt>"
    assert "learning does not need" in graph.edges["dx"].toolTip()


def test_after_a_whole_iteration_only_the_gradient_of_the_pixels_is_missing(graph):
    graph.show_snapshot(snapshot_of(a_trainer()))
    assert set(graph.edges) - known(graph) - {"1"} == NEVER
    assert graph.current == "loss after update"


def test_before_the_first_operation_nothing_is_lit_nor_known(graph):
    trainer = a_trainer()
    graph.show_network(trainer.operations, snapshot_of(trainer).shape, LOOK)
    graph.show_snapshot(None)
    assert set(states(graph)) == {State.WAITING}
    assert known(graph) == set()
    assert graph.edges["dW1"].edge.shape == (64, 50)


def test_a_sample_looked_at_alone_has_the_gradient_of_its_pixels_and_no_update(graph):
    trainer = a_trainer()
    sample = Sample(DIGITS.test.x[3], int(DIGITS.test.labels[3]), "test", 3)
    seen = trace(trainer.network, sample, iteration=1, position=0, minibatch=trainer.values)
    graph.show_snapshot(snapshot_of_sample(seen, DIGITS))
    assert graph.edges["dx"].is_known
    assert graph.edges["dx"].edge.shape == (1, 64)
    assert not any(node.row is Row.UPDATES for node in graph.nodes.values())


def test_a_click_on_a_box_names_the_operation_and_on_an_arrow_the_variable(qtbot, graph):
    graph.show_snapshot(snapshot_of(a_trainer()))
    operations, variables = [], []
    graph.operation_selected.connect(operations.append)
    graph.variable_selected.connect(variables.append)
    parts = [*graph.nodes.values(), *graph.edges.values()]
    for part in parts:
        qtbot.mouseClick(graph.view.viewport(), LEFT, pos=point_of(graph, part))
    assert operations == list(graph.nodes)
    assert variables == [name for name in graph.edges if name not in ("1", "dx")]


def test_the_selection_has_a_ring_and_another_network_has_none(graph):
    graph.show_snapshot(snapshot_of(a_trainer()))
    graph.select("Affine1 backward", "dW1")
    assert [name for name, part in {**graph.nodes, **graph.edges}.items() if part.selected] == [
        "Affine1 backward", "dW1"]
    graph.select(variable="W2 new")
    assert [name for name, part in {**graph.nodes, **graph.edges}.items() if part.selected] == ["update W2"]
    graph.show_snapshot(snapshot_of(a_trainer(hidden_sizes=(5, 5))))
    assert not any(part.selected for part in graph.view.parts)


def test_the_picture_has_the_colours_of_the_values(graph):
    trainer = a_trainer(hidden_sizes=(5,), batch_size=4)
    snapshot = snapshot_of(trainer)
    graph.show_snapshot(snapshot)
    graph.grab()
    t = snapshot.value("t")
    picture = graph.edges["t"].picture.convertToFormat(QImage.Format.Format_RGB32)
    assert (picture.height(), picture.width()) == t.shape
    found = np.array([[picture.pixelColor(k, n).name() for k in range(10)] for n in range(4)])
    assert (found[t == 1] == theme().palette.positive).all()
    assert (found[t == 0] == theme().palette.neutral).all()


def test_a_picture_is_made_anew_only_for_another_value_or_theme(graph):
    snapshot = snapshot_of(a_trainer())
    graph.show_snapshot(snapshot)
    graph.grab()
    before = graph.edges["a1"].picture
    graph.show_snapshot(snapshot)
    graph.grab()
    assert graph.edges["a1"].picture is before
    theme().set_scheme("dark")
    graph.grab()
    assert graph.edges["a1"].picture is not before


def test_the_keyboard_walks_and_selects_and_says_where_it_is(qtbot, graph):
    graph.show_snapshot(snapshot_of(a_trainer(3)))
    operations, variables = [], []
    graph.operation_selected.connect(operations.append)
    graph.variable_selected.connect(variables.append)
    graph.view.setFocus(Qt.FocusReason.TabFocusReason)
    keys = Qt.Key
    graph.view.reach(graph.nodes["Affine1 forward"])
    assert graph.view.accessibleDescription() == "Affine1 forward: done\na1 = x·W1 + b1"
    for key in (keys.Key_Right, keys.Key_Return, keys.Key_Right, keys.Key_Return, keys.Key_Down, keys.Key_Return):
        qtbot.keyClick(graph.view, key)
    assert variables == ["a1"]
    assert operations == ["ReLU1 forward", "ReLU1 backward"]
    assert "not run yet" in graph.view.accessibleDescription()
    qtbot.keyClick(graph.view, keys.Key_Escape)
    assert not graph.view.hasFocus()


def test_zoom_stays_until_home_and_the_wheel_alone_is_left_to_the_page(qtbot, graph):
    graph.show_snapshot(snapshot_of(a_trainer()))
    fitted = graph.view.zoom
    wheel(graph, Qt.KeyboardModifier.NoModifier)
    assert graph.view.zoom == fitted
    wheel(graph, Qt.KeyboardModifier.ControlModifier)
    assert graph.view.zoom == pytest.approx(1.2 * fitted)
    graph.resize(700, 280)
    assert graph.view.zoom == pytest.approx(1.2 * fitted)
    graph.view.setFocus()
    qtbot.keyClick(graph.view, Qt.Key.Key_Home)
    assert not graph.view.is_zoomed
    assert graph.view.zoom < fitted


def wheel(graph: IterationGraph, modifiers: Qt.KeyboardModifier) -> None:
    point = QPointF(graph.view.viewport().rect().center())
    event = QWheelEvent(point, graph.view.mapToGlobal(point), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
                        modifiers, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(graph.view.viewport(), event)


def test_dragging_pans_and_selects_nothing(qtbot, graph):
    graph.show_snapshot(snapshot_of(a_trainer(hidden_sizes=(9,) * 5)))
    operations = []
    graph.operation_selected.connect(operations.append)
    graph.view.horizontalScrollBar().setValue(100)
    start = point_of(graph, graph.nodes["Affine2 forward"])
    where = graph.view.horizontalScrollBar().value()
    qtbot.mousePress(graph.view.viewport(), LEFT, pos=start)
    qtbot.mouseMove(graph.view.viewport(), start - QPoint(30, 0))
    qtbot.mouseMove(graph.view.viewport(), start - QPoint(50, 0))
    qtbot.mouseRelease(graph.view.viewport(), LEFT, pos=start - QPoint(50, 0))
    assert graph.view.horizontalScrollBar().value() == where + 50
    assert operations == []


def test_of_a_deep_network_the_operation_that_ran_last_is_in_view_and_can_be_read(graph):
    trainer = a_trainer(hidden_sizes=(9,) * 5)
    graph.resize(620, 280)
    for _ in trainer.operations:
        trainer.run_operation()
        graph.show_snapshot(snapshot_of(trainer))
        seen = graph.view.mapToScene(graph.view.viewport().rect()).boundingRect()
        assert seen.contains(graph.nodes[graph.current].box)
    assert graph.view.zoom >= 0.75


@pytest.mark.parametrize("text_scale", [1.0, 2.0])
@pytest.mark.parametrize("layers", range(7))
def test_fit_shows_all_of_the_graph(graph, layers, text_scale):
    theme().set_text_scale(text_scale)
    graph.resize(620, 280)
    graph.show_snapshot(snapshot_of(a_trainer(hidden_sizes=(9,) * layers)))
    readable = graph.view.zoom
    graph._fit.click()
    for size in ((620, 280), (500, 200), (900, 250)):  # from now on, at any size
        graph.resize(*size)
        QApplication.processEvents()
        seen = graph.view.mapToScene(graph.view.viewport().rect()).boundingRect()
        assert seen.contains(QRectF(0, 0, graph._graph.width, graph._graph.height))
    graph.view.setFixedHeight(0)  # as in a window that has no room left for it
    theme().set_text_scale(text_scale + 0.1)
    QApplication.processEvents()
    theme().set_text_scale(text_scale)
    graph.view.setMinimumHeight(0)
    graph.view.setMaximumHeight(1000)
    graph.resize(620, 280)
    QApplication.processEvents()
    graph._in.click()
    assert graph.view.is_zoomed
    graph.show_network(a_trainer(hidden_sizes=(9,) * layers).operations, graph._shape, LOOK)
    assert graph.view.zoom == pytest.approx(readable)


@pytest.mark.parametrize("layers", [1, 2, 5])
@pytest.mark.parametrize("size", [(540, 220), (620, 280), (1300, 280)])
def test_what_is_written_grows_with_the_text(graph, layers, size):
    graph.resize(*size)
    graph.show_snapshot(snapshot_of(a_trainer(hidden_sizes=(9,) * layers)))
    heights = []
    for text_scale in (0.8, 1.0, 1.3, 1.6, 2.0, 2.5):
        theme().set_text_scale(text_scale)
        heights.append(graph.view.transform().m11() / text_scale)
        if text_scale == 1.0:
            normal = heights[-1]
    assert all(height >= min(normal, 1.0) - 1e-9 for height in heights)


def test_another_theme_changes_all_that_is_painted(qtbot, graph):
    theme().set_scheme("dark")
    graph.show_snapshot(snapshot_of(a_trainer()))
    graph.grab()
    theme().set_scheme("light")
    switched = graph.grab().toImage()
    other = IterationGraph()
    qtbot.addWidget(other)
    other.resize(graph.size())
    other.show()
    other.show_snapshot(graph._snapshot)
    assert switched == other.grab().toImage()


def test_where_there_is_room_the_edges_are_longer(graph):
    graph.show_snapshot(snapshot_of(a_trainer()))
    graph.resize(1300, 280)
    start, end = graph.edges["a1"].edge.start, graph.edges["a1"].edge.end
    assert end[0] - start[0] > EDGE


def of_other_layers(toy):
    """An iteration of a network of layers that the program does not have."""
    network = Network(toy.SIZES, kinds=toy.KINDS)
    trainer = Trainer(TrainingConfig(hidden_sizes=(), batch_size=5), DIGITS, network)
    trainer.run_iteration()
    return snapshot_of(trainer)


@pytest.mark.parametrize("looked_at", [
    lambda: snapshot_of(a_trainer(hidden_sizes=(50, 40, 30))), lambda: toy_snapshot(np.random.default_rng(0)),
    lambda: of_other_layers(toy_convolution), lambda: of_other_layers(toy_modes),
    lambda: snapshot_of(a_trainer(hidden_sizes=(50, 40), optimizer="momentum")),
    lambda: snapshot_of(a_trainer(hidden_sizes=(50, 40), optimizer="adam"))])
def test_parts_do_not_lie_on_each_other(looked_at):
    snapshot = looked_at()
    graph = layout(snapshot.operations, snapshot.shape)
    assert {edge.name for edge in graph.edges} >= {name for name in snapshot.names() if " " not in name} - {
        "l", *(name for name in snapshot.names() if name[0] == "k" or name.startswith("lr"))}
    boxes = [(node.operation, node.rect) for node in graph.nodes]
    boxes += [(edge.name, box) for edge in graph.edges for box in (edge.picture, edge.label, edge.note) if box]
    for i, (name, box) in enumerate(boxes):
        for other_name, other in boxes[i + 1:]:
            apart = (box.right <= other.x + 1 or other.right <= box.x + 1
                     or box.bottom <= other.y + 1 or other.bottom <= box.y + 1)
            assert apart, f"{name} and {other_name}"


def test_what_an_optimizer_remembers_stands_beneath_its_update(qtbot, graph):
    snapshot = snapshot_of(a_trainer(operations=11, optimizer="adam"))
    graph.show_snapshot(snapshot)
    update = graph.nodes["update W1"].box
    for name in ("mW1", "vW1"):
        assert graph.edges[name].box.top() > update.bottom()
        assert abs(graph.edges[name].box.center().x() - update.center().x()) < update.width() / 2
        assert graph.edges[name].is_known
    with qtbot.waitSignal(graph.variable_selected) as told:
        qtbot.mouseClick(graph.view.viewport(), LEFT, pos=point_of(graph, graph.edges["mW1"]))
    assert told.args == ["mW1"]
    plain = layout(a_trainer().operations, snapshot.shape)
    assert plain.height < graph._graph.height
    assert max(edge.row for edge in plain.edges) is Row.UPDATES


def test_shapes_can_be_told_from_pictures():
    (wide, high), (w1_wide, w1_high) = picture_size((100, 784), 40, 26), picture_size((784, 50), 40, 26)
    assert wide > 2 * high
    assert w1_high > 2 * w1_wide
    assert picture_size((10,), 40, 26)[1] == 5


def test_reducing_takes_means_of_blocks():
    values = np.arange(24.0).reshape(4, 6)
    assert np.array_equal(reduced(values, 2, 3), [[3.5, 5.5, 7.5], [15.5, 17.5, 19.5]])
    assert reduced(values, 9, 9) is values
