"""What is frozen says of when it is and is offered anew; and whatever can be clicked in the graph shows something."""

import numpy as np
import pytest
from lab import LEFT, Key

from engine.inspection.place import Place
from engine.inspection.provenance.provenance import Way
from gui.panels.iteration.panel import CHECK, OPERATION, WHERE
from gui.training.reports import State
from gui.widgets.cell import Cell

SIZES = pytest.mark.parametrize("size", [(1280, 720), (1760, 1000)], ids=["low", "high"])


def press(lab, *keys) -> None:
    for key in keys:
        lab.press(key)
        lab.settle()


def shown_value(lab) -> float:
    return lab.window.iteration.where._provenance.value


def seen(lab, widget) -> bool:
    return widget.isVisibleTo(lab.window)


def open_cell(lab) -> None:
    """Where a logit of the chosen sample comes from."""
    lab.window.sample._on_clicked(lab.cell)


@pytest.fixture
def alone(open_lab):
    lab = open_lab(1760, 1000)
    lab.cell = Cell("a2", (3,), 0.0)
    open_cell(lab)
    return lab


def standing_text(lab) -> str:
    return lab.window.iteration.where._standing_text.text()


def test_a_sample_of_another_moment_says_so_and_is_shown_anew(alone):
    where, panel = alone.window.iteration.where, alone.window.iteration
    assert "after iteration 0" in standing_text(alone)
    assert not seen(alone, where._refresh) and not seen(alone, panel.refresh)
    before = shown_value(alone)
    press(alone, *[Key.Key_Right] * 3)
    assert "after iteration 0" in standing_text(alone) and shown_value(alone) == before
    assert seen(alone, where._refresh) and seen(alone, panel.refresh)
    alone.qtbot.mouseClick(where._refresh, LEFT)
    alone.settle()
    assert "after iteration 3" in standing_text(alone)
    assert not seen(alone, where._refresh) and not seen(alone, panel.refresh)
    logits = alone.window.sample._trace.values["a2"]
    assert shown_value(alone) == float(logits[0, 3]) != before
    assert where.place.name == "a2" and where.place.index == (0, 3)


def test_the_graph_marks_the_operation_that_a_number_of_a_sample_is_of(alone):
    graph = alone.window.iteration.graph

    def marked() -> tuple[list[str], list[str]]:
        return [[name for name, part in parts.items() if part.selected] for parts in (graph.nodes, graph.edges)]

    assert marked() == [["Affine2 forward"], ["a2"]] and alone.where == (0, 0)
    press(alone, Key.Key_Right)
    assert marked() == [["Affine2 forward"], ["a2"]]
    assert (graph.current, alone.where) == ("loss after update", (1, 0))  # where training stands is lit as before
    alone.window.iteration.open_place(Place("z1", (0, 4)), alone.window.sample._trace)
    assert marked() == [["ReLU1 forward"], ["z1"]]
    alone.window.iteration.open_place(Place("da1", (2, 4)))
    assert marked() == [[], ["da1"]]  # of the iteration, whose operations are beside it


def test_refresh_shows_the_same_sample_also_where_another_one_is_chosen(alone):
    first = alone.window.sample._trace.sample
    press(alone, Key.Key_Right)
    alone.window.sample.chooser._choose(7)
    alone.settle()
    alone.qtbot.mouseClick(alone.window.iteration.refresh, LEFT)
    alone.settle()
    assert "test image 0 " in standing_text(alone) and "after iteration 1" in standing_text(alone)
    assert alone.window.iteration._sample is first
    assert alone.window.sample._trace.sample.index == 7  # what is chosen there stays


def test_the_other_pages_say_it_too(alone):
    press(alone, Key.Key_Right)
    alone.window.iteration.show_page(CHECK)
    assert "after iteration 0" in "\n".join(alone.words(alone.window.iteration))
    assert seen(alone, alone.window.iteration.refresh)
    alone.qtbot.mouseClick(alone.window.iteration.refresh, LEFT)
    alone.settle()
    assert "after iteration 1" in "\n".join(alone.words(alone.window.iteration))
    assert alone.window.iteration.page == CHECK


def test_while_training_runs_refresh_keeps_to_the_sample(alone):
    alone.press(Key.Key_Space)
    alone.until(lambda: alone.session.standing.iteration > 20)
    alone.qtbot.mouseClick(alone.window.iteration.where._refresh, LEFT)
    alone.until(lambda: "after iteration 0" not in standing_text(alone))
    assert "of test image 0 alone" in standing_text(alone)
    alone.press(Key.Key_Space)
    alone.until(lambda: alone.session.state is State.PAUSED)
    alone.settle()


def test_half_an_iteration_further_is_another_moment(alone):
    press(alone, *[Key.Key_Down] * 13)  # with the first updates done
    assert seen(alone, alone.window.iteration.where._refresh)
    alone.qtbot.mouseClick(alone.window.iteration.where._refresh, LEFT)
    alone.settle()
    assert not seen(alone, alone.window.iteration.where._refresh)
    assert shown_value(alone) == float(alone.window.sample._trace.values["a2"][0, 3])


# --- the graph -----------------------------------------------------------------------------------------------------

def clickable(lab) -> list[str]:
    return [name for name, item in lab.window.iteration.graph.edges.items() if item.edge.computed and name != "1"]


@SIZES
def test_every_variable_that_can_be_clicked_in_the_graph_shows_something(open_lab, size):
    lab = open_lab(*size)
    panel = lab.window.iteration
    lab.window.workspace.bring_forward(panel)
    press(lab, Key.Key_Right)
    assert {"W1", "b1", "W2", "b2", "x", "t", "a1", "L", "dW1"} <= set(clickable(lab))
    for name in clickable(lab):
        panel.show_page(CHECK)
        panel.graph.view.chosen.emit(panel.graph.edges[name])
        assert [each for each, item in panel.graph.edges.items() if item.selected] == [name]
        if name in panel._snapshot.network.params:
            assert panel.operation.operation == f"update {name}"
            assert (panel.page, panel.place.name) == (WHERE, name)
            found = panel.where._provenance
            assert found.way is Way.GIVEN and seen(lab, panel.where.given_view)
            assert np.float32(found.value) == panel._snapshot.value(name)[panel.place.index]
        else:
            assert name in panel._snapshot.operation_of(name).writes
            assert panel.operation.operation == panel._snapshot.operation_of(name).name
        assert seen(lab, panel.operation) or panel.page != OPERATION


def test_the_cell_of_a_parameter_that_is_looked_at_stays(open_lab):
    lab = open_lab(1760, 1000)
    panel = lab.window.iteration
    press(lab, Key.Key_Right)
    panel.operation.place_chosen.emit(Place("W2", (4, 7)))
    panel.graph.view.chosen.emit(panel.graph.edges["W2"])
    assert str(panel.place) == "W2[4, 7]"
    panel.graph.view.chosen.emit(panel.graph.edges["W1"])
    assert str(panel.place) == "W1[32, 25]"


@SIZES
def test_a_click_before_anything_was_computed_is_answered(open_lab, size):
    lab = open_lab(*size)
    panel = lab.window.iteration
    lab.window.workspace.bring_forward(panel)
    for chosen in (panel.graph.edges["W1"], panel.graph.nodes["Affine1 forward"]):
        panel.show_page(CHECK)
        panel.graph.view.chosen.emit(chosen)
        assert "No operation yet" in "\n".join(lab.words(panel))
