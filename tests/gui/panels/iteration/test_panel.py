"""The Iteration panel in the real window: it follows the keys of training, and leads from any number to its pixels."""

import numpy as np
import pytest
from lab import CTRL, LEFT, Key, Lab
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QSlider

from engine.data.digits import load_digits
from engine.inspection.place import Place
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer
from gui import settings
from gui.look.theme import theme
from gui.panels.iteration.graph.items import State as Drawn
from gui.panels.iteration.operation.matrix_map import MatrixMap
from gui.panels.iteration.panel import BREAK, CHECK, OPERATION, WHAT_IF, WHERE
from gui.training.reports import State
from gui.widgets.tensor_view import TensorView
from gui.words import formatting

DIGITS = load_digits()
FRAME = 33  # milliseconds


@pytest.fixture(scope="module", autouse=True)
def light(qapp):
    theme().apply(qapp)
    theme().set_scheme("light")


@pytest.fixture(params=[(1280, 720), (1760, 1000)], ids=["low", "high"])
def sized(request, open_lab) -> Lab:
    """A window where the panel shares its place, and one where it has its own."""
    return open_lab(*request.param)


@pytest.fixture
def high(open_lab) -> Lab:
    return open_lab(1760, 1000)


def trained(iterations: int) -> Trainer:
    trainer = Trainer(TrainingConfig(), DIGITS)
    for _ in range(iterations):
        trainer.run_iteration()
    return trainer


def press(lab, *keys) -> None:
    for key in keys:
        lab.press(key)
        lab.settle()


def operations(lab) -> list[str]:
    return [operation.name for operation in lab.session.run.operations]


def lit(lab) -> list[str]:
    return [name for name, node in lab.window.iteration.graph.nodes.items() if node.state is Drawn.CURRENT]


def known(lab) -> set[str]:
    return {name for name, edge in lab.window.iteration.graph.edges.items() if edge.is_known}


def subtitle(lab) -> str:
    return lab.window.iteration.card.subtitle


def words(lab) -> str:
    return "\n".join(lab.words(lab.window.iteration))


def click_cell(lab, view, index: tuple[int, ...]) -> None:
    """With the mouse, on the cell of a map that has this index; it is brought into sight first."""
    if isinstance(view, MatrixMap):
        lab.window.iteration.operation.bring_in(Place(view.accessibleName(), tuple(index)))
    centre = view._rect_of(view._position_of(index)).center()
    point = QPoint(int(centre.x()), int(centre.y()))
    lab.qtbot.mouseMove(view, point)
    lab.qtbot.mouseClick(view, LEFT, pos=point)
    lab.settle()


def click_part(lab, part) -> None:
    """With the mouse, on a box or an arrow of the graph."""
    view = lab.window.iteration.graph.view
    view.keep_in_view(part)
    lab.qtbot.mouseClick(view.viewport(), LEFT, pos=view.mapFromScene(part.box.center()))
    lab.settle()


def click_pill(lab, name: str) -> None:
    panel = lab.window.iteration
    tabs = panel.tabs if panel.tabs.isVisible() else panel.side_tabs
    button, = (each for each in tabs.findChildren(type(panel.slow)) if each.text() == name)
    lab.qtbot.mouseClick(button, LEFT)
    lab.settle()


def map_of(lab, name: str) -> MatrixMap:
    """The map of a variable on the operation's page."""
    found = [each for each in lab.window.iteration.operation.matrices.maps
             if each.accessibleName() == name and each.isVisible()]
    assert found, name
    return found[-1]


def sample_view(lab, name: str):
    found, = (view for view in lab.window.sample.findChildren(TensorView)
              if view.name == name and view.isVisibleTo(lab.window))
    return found.widget


def strongest(values: np.ndarray) -> tuple[int, ...]:
    return tuple(map(int, np.unravel_index(np.abs(values).argmax(), values.shape)))


def break_something(lab) -> None:
    """Make the first mistake that can be made."""
    choice = lab.window.iteration.breaking.choice
    lab.qtbot.mouseClick(next(button for name, button in choice.buttons.items() if name and button.isEnabled()), LEFT)


def open_gradient(lab) -> tuple[int, int]:
    """Train a little, and open the strongest cell of dW1 by clicks."""
    press(lab, Key.Key_Right, Key.Key_Right, Key.Key_Right, Key.Key_Up)
    press(lab, Key.Key_Right)
    click_part(lab, lab.window.iteration.graph.edges["dW1"])
    cell = strongest(trained(3).values["dW1"])
    click_cell(lab, map_of(lab, "dW1"), cell)
    return cell


# --- stepping ------------------------------------------------------------------------------------------------------


def test_the_keys_light_operation_after_operation(sized):
    lab, panel = sized, sized.window.iteration
    low = not lab.window.workspace.middle.shows_all
    assert panel.isVisible() is not low
    names = operations(lab)
    for done, name in enumerate(names[:-1], 1):
        press(lab, Key.Key_Down)
        assert (panel.isVisible(), lab.where, lit(lab), panel.operation.operation) == (True, (0, done), [name], name)
        assert subtitle(lab).startswith(f"1, {done} of {len(names)} ")
    if low:
        assert lab.window.workspace.middle.tabs.current == 1
    for done in range(len(names) - 2, 0, -1):
        press(lab, Key.Key_Up)
        assert (lab.where, lit(lab), panel.operation.operation) == ((0, done), [names[done - 1]], names[done - 1])
    press(lab, Key.Key_Up)
    assert (lab.where, lit(lab), panel.operation.operation, known(lab)) == ((0, 0), [], None, set())
    assert subtitle(lab).startswith("nothing")


def test_a_key_brings_the_tab_forward_and_a_key_to_finish_does_not(lab):
    middle, panel = lab.window.workspace.middle, lab.window.iteration
    press(lab, Key.Key_Right)
    assert (middle.tabs.current, panel.isVisible()) == (0, False)
    press(lab, Key.Key_Up)
    assert (middle.tabs.current, panel.isVisible()) == (1, True)
    assert lit(lab) == [operations(lab)[-2]]
    press(lab, Key.Key_Right)
    assert subtitle(lab).startswith("1: ")
    assert lit(lab) == [operations(lab)[-1]]


def test_values_appear_as_they_are_computed(high):
    lab = high
    press(lab, Key.Key_Down)
    assert {"x", "t"} <= known(lab) and not {"a1", "z1", "y", "dW1"} & known(lab)
    while lab.session.standing.operation[0] != "softmax":
        press(lab, Key.Key_Down)
        if lab.where[1] > len(operations(lab)):
            break
        if {"y"} <= known(lab):
            break
    assert {"x", "a1", "z1", "a2", "y"} <= known(lab) and not {"da2", "dW2", "dW1"} & known(lab)
    press(lab, Key.Key_Right)
    assert {"x", "a1", "z1", "a2", "y", "L", "da2", "dW2", "db2", "dz1", "da1", "dW1", "db1"} <= known(lab)


def test_stepping_from_the_window_gives_the_bits_of_full_speed(high):
    lab, rng = high, np.random.default_rng(4)
    for _ in range(60):
        lab.press((Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_Right, Key.Key_Left)[rng.integers(5)])
    lab.settle()
    if lab.where[1]:
        press(lab, Key.Key_Right)
    lab.train_to(lab.where[0] + 7)
    trainer, params = trained(lab.where[0]), lab.window.sample._trace.params
    assert lab.losses == trainer.history.losses().tolist()
    assert all(np.array_equal(params[name], value) for name, value in trainer.network.params.items())


# --- where a number comes from -------------------------------------------------------------------------------------


def test_from_a_gradient_to_a_pixel_in_three_clicks(sized):
    lab, panel = sized, sized.window.iteration
    cell = open_gradient(lab)  # the first click
    gradient = trained(3)
    assert (panel.place, panel.page) == (Place("dW1", cell), WHERE)
    assert f"Where {Place('dW1', cell)} comes from" in words(lab)
    assert formatting.number(float(gradient.values["dW1"][cell])) in words(lab)
    view = panel.where.table.view
    row = next(row for row in range(len(view.rows)) if view.rows.term(row) is not None)
    factor = next(each for each in (view.operand((row, column)) for column in range(2)) if each.place.name == "x")
    column = next(column for column in range(2) if view.operand((row, column)).place == factor.place)
    point = view.rect_of(row, column).center().toPoint()
    lab.qtbot.mouseMove(view, point)
    lab.qtbot.mouseClick(view, LEFT, pos=point)  # the second
    assert panel.place == factor.place
    sample, pixel = panel.place.index
    assert pixel == cell[0]
    picture = panel.where.given_view.map
    assert picture.isVisible() and picture.marked.value == float(gradient.values["x"][sample, pixel])
    assert panel.where.trail == (Place("dW1", cell), factor.place)


def test_what_was_looked_at_is_looked_at_in_the_next_iteration(high):
    lab, panel = high, high.window.iteration
    cell = open_gradient(lab)
    press(lab, Key.Key_Right)
    assert panel.place == Place("dW1", cell)
    assert formatting.number(float(trained(4).values["dW1"][cell])) in words(lab)
    press(lab, Key.Key_Down)  # of the fifth iteration, which has no gradients yet
    assert panel.place == Place("dW1", cell)
    assert "has not been computed yet" in words(lab) or "not computed yet" in words(lab)


@pytest.mark.parametrize("name", ["dW1", "da1", "dz1", "dW2", "a1", "y"])
def test_a_number_of_the_sample_that_is_looked_at(sized, name):
    lab, panel = sized, sized.window.iteration
    press(lab, Key.Key_Right, Key.Key_Right)
    view = sample_view(lab, name)
    index = tuple(0 for _ in view._cell((0, 0)).index)
    click_cell(lab, view, index)
    whole = name in ("dW1", "dW2")
    assert panel.isVisible() and panel.page == WHERE
    assert panel.place == Place(name, index if whole else (0, *index))
    trace = lab.window.sample._trace
    value = trace.values[name][index if whole else (0, *index)]
    assert formatting.number(float(value)) in words(lab)
    press(lab, Key.Key_Right)  # training goes on: the pages stay with the sample as it was
    assert panel.place == Place(name, index if whole else (0, *index))
    assert formatting.number(float(value)) in words(lab)


@pytest.mark.parametrize("name", ["dW1", "da1", "dW2", "db1"])
def test_a_gradient_of_the_minibatch_in_the_sample_panel(high, name):
    lab, panel = high, high.window.iteration
    press(lab, Key.Key_Right, Key.Key_Right)
    pill, = (each for each in lab.window.sample.backward.whose.findChildren(type(panel.slow))
             if "minibatch" in each.text())
    lab.qtbot.mouseClick(pill, LEFT)
    view = sample_view(lab, name)
    index = tuple(0 for _ in view._cell((0, 0)).index)
    click_cell(lab, view, index)
    value = trained(2).values[name]
    value = value[index] if name != "da1" else value.sum(axis=0)[index]
    assert panel.place == Place(name, index if name != "da1" else (None, *index))
    assert formatting.number(float(value)) in words(lab)


def point_at_term(lab, number: int) -> tuple[Place, ...]:
    """Move the mouse onto a term; its operands."""
    rows = lab.window.iteration.where.table.view
    lab.qtbot.mouseMove(rows, rows.rect_of(number, 0).center().toPoint())
    return rows.places_of_row(number)


def marked(lab, *names: str) -> list[tuple[int, ...] | None]:
    """Which cells of the sample panel are marked."""
    cells = [sample_view(lab, name).marked for name in names]
    return [None if cell is None else cell.index for cell in cells]


def test_operands_are_marked_in_the_sample_panel_and_the_other_way_round(high):
    lab, panel = high, high.window.iteration
    press(lab, Key.Key_Right, Key.Key_Right)
    click_cell(lab, sample_view(lab, "dz1"), (7,))
    da2, W2 = point_at_term(lab, 0)
    assert (da2.name, da2.index[0], W2.name) == ("da2", 0, "W2")
    assert marked(lab, "da2", "dz1", "y") == [da2.index[1:], None, None]
    assert not any(each.marked for each in panel.operation.matrices.maps)  # that is the iteration, not this sample
    lab.qtbot.mouseMove(lab.window.sample, QPoint(3, 3))
    panel.where.table.view._tell(())
    assert marked(lab, "da2") == [None]

    other = (da2.index[1] + 1) % 10
    view = sample_view(lab, "da2")
    lab.qtbot.mouseMove(view, view._rect_of((other, 0)).center().toPoint())
    assert panel.where.table.view._lit == {Place("da2", (0, other))}
    lab.qtbot.mouseMove(lab.window.sample, QPoint(3, 3))
    lab.qtbot.mouseMove(view, QPoint(-5, -5))


def test_the_sample_that_is_in_the_minibatch_is_known_there(high):
    lab, panel = high, high.window.iteration
    press(lab, Key.Key_Right)
    snapshot = panel._snapshot
    unit = strongest(snapshot.value("da1"))[1]
    panel.open_place(Place("db1", (unit,)))
    lab.settle()
    rows = panel.where.table.view
    (place,) = point_at_term(lab, 0)
    row = place.index[0]
    chooser = lab.window.sample.chooser
    chooser._choose_place("train")
    chooser._choose(int(snapshot.indices[row]))
    lab.settle()
    panel._on_places_hovered((place,))
    assert marked(lab, "da1", "a1") == [(unit,), None]
    panel._on_places_hovered((Place("da1", (row + 1, unit)), Place("W2", (0, 0))))
    assert marked(lab, "da1", "a1") == [None, None]
    view = sample_view(lab, "da1")
    lab.qtbot.mouseMove(view, view._rect_of(view._position_of((unit,))).center().toPoint())
    assert rows._lit == {Place("da1", (row, unit))}


def test_a_way_back_to_before_everything_leaves_nothing_to_stumble_over(high):
    lab, panel = high, high.window.iteration
    press(lab, Key.Key_Down)
    click_cell(lab, map_of(lab, "x"), (0, 0))
    place = panel.place
    press(lab, Key.Key_Up)
    assert subtitle(lab).startswith("nothing")
    panel.where.place_chosen.emit(place)  # as a click on what is still shown does
    panel.where.refresh_wanted.emit()
    lab.settle()
    press(lab, Key.Key_Down)
    assert panel.place == place


# --- while training runs -------------------------------------------------------------------------------------------


def test_a_click_while_training_runs_shows_a_frozen_iteration(open_lab):
    settings.save(settings.Settings(config=TrainingConfig(iterations=10_000_000)))
    lab = open_lab(1760, 1000)
    panel = lab.window.iteration
    press(lab, Key.Key_Right)
    lab.press(Key.Key_Space)
    lab.until(lambda: lab.where[0] > 20)
    before = panel._snapshot
    assert before.iteration == 1  # at full speed nobody asks for another
    assert subtitle(lab).startswith("1, frozen")
    pill, = (each for each in lab.window.sample.backward.whose.findChildren(type(panel.slow))
             if "minibatch" in each.text())
    lab.qtbot.mouseClick(pill, LEFT)
    view = sample_view(lab, "dW1")
    click_cell(lab, view, (0, 0))
    lab.until(lambda: panel.place == Place("dW1", (0, 0)))
    frozen = panel._snapshot
    assert frozen.iteration > 20 and lab.session.state is State.RUNNING
    said = f"as of iteration {formatting.integer(frozen.iteration)}; training goes on"
    assert said in words(lab)
    reached = lab.where[0]
    lab.until(lambda: lab.where[0] > reached + 50)
    assert panel._snapshot is frozen and said in words(lab)
    lab.qtbot.mouseClick(panel.where._refresh, LEFT)
    lab.until(lambda: panel._snapshot is not frozen)
    assert panel._snapshot.iteration > frozen.iteration and panel.place == Place("dW1", (0, 0))
    lab.press(Key.Key_Space)
    lab.until(lambda: lab.session.state is State.PAUSED)
    lab.settle()
    assert panel._snapshot.iteration == lab.where[0]
    assert "training goes on" not in words(lab)


def test_a_slow_run_is_followed(high):
    lab, panel = high, high.window.iteration
    slider = lab.window.controls.findChild(QSlider)
    slider.setFocus()
    lab.qtbot.keyClick(slider, Key.Key_Home)
    lab.leave()
    lab.press(Key.Key_Space)
    lab.until(lambda: panel._snapshot is not None and panel._snapshot.iteration == 2)
    assert lab.session.state is State.RUNNING
    assert lit(lab) == [operations(lab)[-1]]
    lab.press(Key.Key_Space)


# --- slow motion ---------------------------------------------------------------------------------------------------


def begin_slow_motion(lab) -> None:
    panel = lab.window.iteration
    lab.qtbot.mouseClick(panel.slow, LEFT)
    button, = (each for each in panel.pace.findChildren(type(panel.slow)) if each.text() == "⅕ s")
    lab.qtbot.mouseClick(button, LEFT)


def test_slow_motion_runs_operation_after_operation(high):
    lab, panel, seen = high, high.window.iteration, []
    lab.session.snapshot_changed.connect(lambda snapshot: seen.append((snapshot.iteration, snapshot.position)))
    begin_slow_motion(lab)
    lab.until(lambda: lab.where[1] >= 4)
    lab.qtbot.mouseClick(panel.slow, LEFT)
    lab.settle()
    reached = lab.where[1]  # the next may have begun before the click
    assert list(dict.fromkeys(seen)) == [(1, position) for position in range(1, reached + 1)]
    assert lit(lab) == [operations(lab)[reached - 1]]
    assert not panel._ticks.isActive() and not panel.pace.isVisible()


@pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_Down, Key.Key_Up])
def test_slow_motion_gives_way(high, key):
    lab, panel = high, high.window.iteration
    begin_slow_motion(lab)
    lab.until(lambda: lab.where[1] >= 2)
    press(lab, key)
    assert not panel.slow.isChecked() and not panel._ticks.isActive()
    assert lab.session.state is (State.RUNNING if key == Key.Key_Space else State.PAUSED)


def test_slow_motion_ends_with_the_network(high):
    lab, panel = high, high.window.iteration
    begin_slow_motion(lab)
    lab.until(lambda: lab.where[1] >= 2)
    lab.press(Key.Key_R, CTRL)
    lab.window.notices.answer_default()
    lab.until(lambda: lab.session.standing is not None and lab.where == (0, 0))
    assert not panel.slow.isChecked() and not panel._ticks.isActive()


def test_slow_motion_ends_with_the_run(high):
    lab, panel = high, high.window.iteration
    lab.enter("Iterations", "1")
    for _ in operations(lab)[:-1]:
        lab.press(Key.Key_Down)
    lab.settle()
    begin_slow_motion(lab)
    lab.until(lambda: not panel.slow.isChecked())
    assert lab.where == (1, 0) and not panel._ticks.isActive()


@pytest.mark.parametrize("rate", ["1e30"])
def test_slow_motion_ends_where_training_goes_wrong(high, rate):
    lab, panel = high, high.window.iteration
    for _ in range(2):
        lab.press(Key.Key_Right)
    lab.settle()
    lab.enter("Learning rate", rate)
    for _ in range(60):
        lab.press(Key.Key_Down)
        lab.settle()
        if lab.where[1] >= len(operations(lab)) - 1:
            break
    begin_slow_motion(lab)
    lab.until(lambda: "Training was taken back" in lab.notice)
    lab.until(lambda: not panel.slow.isChecked())
    assert not panel._ticks.isActive()


# --- Reset ---------------------------------------------------------------------------------------------------------


def test_reset_forgets_everything(sized):
    lab, panel = sized, sized.window.iteration
    open_gradient(lab)
    click_pill(lab, "Break it")
    break_something(lab)
    assert panel.breaking.choice.name is not None
    lab.press(Key.Key_R, CTRL)
    lab.window.notices.answer_default()
    lab.until(lambda: lab.session.standing is not None and lab.where == (0, 0))
    lab.settle()
    assert panel.breaking.choice.name is None
    assert (panel.place, lit(lab), known(lab), panel.where.trail) == (None, [], set(), ())
    assert subtitle(lab).startswith("nothing")
    assert all(page.snapshot is None for page in (panel.check, panel.what_if, panel.breaking))


def test_another_network_has_another_graph(high):
    lab, panel = high, high.window.iteration
    lab.type_into("Hidden units", "20, 30")
    lab.leave()
    lab.until(lambda: lab.session.run.sizes == (64, 20, 30, 10))
    lab.ready()
    assert {"a3", "W3", "dW3", "dz2"} <= set(panel.graph.edges)
    press(lab, Key.Key_Right)
    assert {"a3", "W3", "dW3", "dz2"} <= known(lab)


# --- the pages -----------------------------------------------------------------------------------------------------


def test_every_page_is_about_the_cell_that_was_clicked(sized):
    lab, panel = sized, sized.window.iteration
    cell = open_gradient(lab)
    for name, page, index in (("Check", panel.check, CHECK), ("What if", panel.what_if, WHAT_IF),
                              ("Break it", panel.breaking, BREAK), ("Where from", panel.where, WHERE)):
        click_pill(lab, name)
        assert page.isVisible() and panel.page == index
    assert (panel.check.place, panel.what_if.place) == (Place("dW1", cell), Place("dW1", cell))
    click_pill(lab, "Check")
    lab.until(lambda: panel.check.cell_box.verdict.agrees is True)
    click_pill(lab, "What if")
    assert panel.what_if._parameter == Place("W1", cell)


def test_what_is_tried_out_does_not_touch_training(high):
    lab, panel = high, high.window.iteration
    open_gradient(lab)
    click_pill(lab, "What if")
    panel.what_if.parameter_field.edit.setFocus()
    panel.what_if.parameter_field.edit.selectAll()
    lab.qtbot.keyClicks(panel.what_if.parameter_field.edit, "2.5")
    lab.qtbot.keyClick(panel.what_if.parameter_field.edit, Key.Key_Return)
    assert len(panel.what_if.what_if.changes) == 1
    lab.leave()
    params = lab.params()
    assert all(np.array_equal(params[name], value) for name, value in trained(3).network.params.items())


def test_the_row_that_is_looked_at_is_the_one_to_be_tried_out(high):
    lab, panel = high, high.window.iteration
    press(lab, Key.Key_Right)
    panel.operation.row_chosen.emit(77)
    click_pill(lab, "What if")
    assert panel.what_if.row == 77


def test_a_chosen_row_beyond_the_first_hundred(open_lab):
    settings.save(settings.Settings(config=TrainingConfig(batch_size=300)))
    lab = open_lab(1760, 1000)
    panel = lab.window.iteration
    press(lab, Key.Key_Right)
    panel.operation.row_chosen.emit(270)
    click_pill(lab, "What if")
    assert panel.what_if.row == 270


# --- large networks, and the end -----------------------------------------------------------------------------------


def test_six_layers_of_five_hundred_units(open_lab):
    settings.save(settings.Settings(config=TrainingConfig(hidden_sizes=(500,) * 6, weight_init="he")))
    lab = open_lab(1760, 1000)
    panel = lab.window.iteration
    press(lab, Key.Key_Down, Key.Key_Down, Key.Key_Right)
    assert {"a7", "dW7", "dW1"} <= known(lab)
    click_part(lab, panel.graph.edges["dW4"])
    click_cell(lab, map_of(lab, "dW4"), (250, 250))
    assert panel.place is not None and panel.place.name == "dW4"
    for name in ("Check", "What if", "Break it", "Where from"):
        click_pill(lab, name)
    press(lab, Key.Key_Up, Key.Key_Up, Key.Key_Right)
    assert lab.where == (1, 0)


@pytest.mark.parametrize("page", ["Check", "Break it"])
def test_closed_while_a_check_runs(open_lab, page):
    settings.save(settings.Settings(config=TrainingConfig(hidden_sizes=(500,) * 6, weight_init="he")))
    lab = open_lab(1760, 1000)
    panel = lab.window.iteration
    press(lab, Key.Key_Right)
    click_pill(lab, page)
    if page == "Check":
        lab.qtbot.mouseClick(panel.check.asking.button, LEFT)
        asked = panel.check
    else:
        break_something(lab)
        asked = panel.breaking
    lab.until(lambda: asked.long_inquiry.is_asking("all"))
    lab.close()
    assert not any(inquiry._thread.isRunning() for each in (panel.check, panel.what_if, panel.breaking)
                   for inquiry in (each.inquiry, each.long_inquiry))
    assert not lab.session._thread.isRunning()


def test_before_anything_has_been_computed_the_pages_say_so(sized):
    lab, panel = sized, sized.window.iteration
    lab.window.workspace.bring_forward(panel)
    for name in ("Check", "What if", "Break it", "Where from"):
        click_pill(lab, name)
    assert subtitle(lab).startswith("nothing")
    assert panel.page in (OPERATION, WHERE)


# --- what stays ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", range(5))
def test_the_page_chosen_and_its_operation_stay_whatever_the_size(lab, page):
    """The panel is wide for a moment, as with a full screen or smaller text, and narrow again."""
    panel = lab.window.iteration
    press(lab, Key.Key_Down, Key.Key_Down)
    panel.select_operation("Affine2 forward")
    panel.show_page(page)
    shown = panel.operation.isVisible(), panel.page, panel.operation.operation
    lab.resize(1920, 1080)
    assert (panel.operation.isVisible(), panel.page, panel.operation.operation) == (True, page, "Affine2 forward")
    lab.resize(1280, 720)
    assert (panel.operation.isVisible(), panel.page, panel.operation.operation) == shown
    press(lab, Key.Key_Down)
    assert (panel.operation.isVisible(), panel.operation.operation) == (page == 0, operations(lab)[2])
