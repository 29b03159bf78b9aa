"""Who of the panels is seen: all where there is width, else one at a time, chosen by a tab or brought forward."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QPushButton

from gui.look.theme import theme
from gui.panels.panel import Panel, Seat
from gui.window.workspace import ALONE, EXPERIMENT, TOGETHER, Workspace

HEIGHT = 600  # too little for curves and iteration at once
NARROW = TOGETHER - 1
NARROWEST = ALONE + EXPERIMENT - 1


def four_panels() -> list[Panel]:
    return [panel(name, seat) for name, seat in (
        ("Experiment", Seat.FOLDED), ("Curves", Seat.MIDDLE), ("Iteration", Seat.MIDDLE), ("Sample", Seat.RIGHT))]


def panel(name: str, seat: Seat) -> Panel:
    return type(name, (Panel,), {"title": name, "tip": "", "seat": seat, "is_wide": name == "Iteration"})()


@pytest.fixture
def workspace(qtbot, qapp):
    theme().apply(qapp)
    made = Workspace(four_panels())
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    theme().set_text_scale(1.0)


def give_width(workspace, width: int) -> None:
    workspace.resize(width, HEIGHT)
    workspace.take_room(QSize(width, HEIGHT))


def seen(workspace) -> str:
    """The initials of the panels that are seen: curves, iteration, sample, experiment."""
    return "".join(name for name, panel in zip("cise", workspace._panels, strict=True) if panel.isVisible())


def tabs(workspace) -> list[str]:
    return [each.text() for each in workspace.tabs.findChildren(QPushButton) if each.isVisible()]


def click(qtbot, workspace, name: str) -> None:
    button, = (each for each in workspace.tabs.findChildren(QPushButton) if each.text() == name)
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_with_width_for_them_the_panels_stand_side_by_side(workspace):
    give_width(workspace, TOGETHER)
    assert (seen(workspace), tabs(workspace), workspace.middle.tabs.isVisible()) == ("cs", [], True)
    give_width(workspace, TOGETHER + EXPERIMENT)
    workspace.show_experiment(True)
    assert (seen(workspace), tabs(workspace)) == ("cse", [])


def test_with_less_curves_iteration_and_sample_take_turns(qtbot, workspace):
    give_width(workspace, NARROW)
    assert (seen(workspace), tabs(workspace)) == ("c", ["Curves", "Iteration", "Sample"])
    assert not workspace.middle.tabs.isVisible()
    for name, initial in (("Sample", "s"), ("Iteration", "i"), ("Curves", "c")):
        click(qtbot, workspace, name)
        assert seen(workspace) == initial


def test_the_experiment_stands_beside_the_one_that_is_seen(workspace):
    give_width(workspace, TOGETHER)
    workspace.show_experiment(True)
    assert (seen(workspace), tabs(workspace)) == ("ce", ["Curves", "Iteration", "Sample"])
    workspace.show_experiment(False)
    assert (seen(workspace), tabs(workspace)) == ("cs", [])


def test_with_still_less_the_experiment_takes_turns_too(qtbot, workspace):
    give_width(workspace, NARROWEST)
    assert tabs(workspace) == ["Curves", "Iteration", "Sample", "Experiment"]
    click(qtbot, workspace, "Sample")
    told = QSignalSpy(workspace.experiment_seen)
    workspace.show_experiment(True)
    assert (seen(workspace), told.at(told.count() - 1)) == ("e", [True])
    workspace.show_experiment(False)  # by the same key
    assert (seen(workspace), told.at(told.count() - 1)) == ("s", [False])
    click(qtbot, workspace, "Experiment")
    assert (seen(workspace), told.at(told.count() - 1)) == ("e", [True])
    give_width(workspace, NARROW)
    assert (seen(workspace), told.at(told.count() - 1)) == ("s", [False])  # it was looked at, and not opened


def test_an_experiment_that_was_opened_is_there_again_with_more_width(workspace):
    give_width(workspace, TOGETHER + EXPERIMENT)
    workspace.show_experiment(True)
    give_width(workspace, NARROWEST)
    assert seen(workspace) == "c"
    give_width(workspace, TOGETHER + EXPERIMENT)
    assert seen(workspace) == "cse"


@pytest.mark.parametrize("panel", range(3))
def test_what_is_brought_forward_is_seen(workspace, panel):
    give_width(workspace, NARROWEST)
    workspace.show_experiment(True)
    workspace.bring_forward(workspace._panels[panel])
    assert (seen(workspace), workspace.tabs.current) == ("cis"[panel], panel)


def test_what_was_seen_in_the_middle_is_seen_alone_and_again_in_the_middle(workspace):
    give_width(workspace, TOGETHER)
    workspace.bring_forward(workspace._panels[1])
    assert seen(workspace) == "is"
    give_width(workspace, NARROW)
    assert (seen(workspace), workspace.tabs.current) == ("i", 1)
    workspace.bring_forward(workspace._panels[2])
    give_width(workspace, TOGETHER)
    assert seen(workspace) == "is"


def test_larger_text_needs_more_width(workspace):
    give_width(workspace, TOGETHER)
    theme().set_text_scale(1.2)
    assert seen(workspace) == "c"
    theme().set_text_scale(1.0)
    assert seen(workspace) == "cs"


def test_widths_chosen_by_hand_outlive_a_narrower_window(workspace):
    give_width(workspace, 1300)
    shared_out = workspace.splitter.sizes()
    workspace.splitter.setSizes([0, 400, 900])
    workspace._on_splitter_moved()
    chosen = workspace.splitter.sizes()
    assert workspace.widths_by_hand == chosen != shared_out
    give_width(workspace, NARROW)
    assert workspace.widths_by_hand == chosen
    give_width(workspace, 1300)
    assert workspace.splitter.sizes() == chosen
    workspace.set_widths_by_hand([])
    assert workspace.splitter.sizes() == shared_out
    assert workspace.widths_by_hand == []


def test_an_edge_that_is_moved_while_they_take_turns_is_not_kept(workspace):
    give_width(workspace, TOGETHER)
    workspace.show_experiment(True)
    workspace.splitter.setSizes([300, 500, 0])
    workspace._on_splitter_moved()
    assert workspace.widths_by_hand == []


def test_another_one_takes_over_what_is_seen(qtbot, workspace):
    for width, front, expected in ((NARROW, 2, "s"), (NARROWEST, 3, "e"), (TOGETHER + EXPERIMENT, 1, "ise")):
        give_width(workspace, width)
        workspace.open_experiment(width > TOGETHER)
        workspace.bring_forward(workspace._panels[front])
        assert seen(workspace) == expected
        other = Workspace(four_panels())
        qtbot.addWidget(other)
        other.resize(width, HEIGHT)
        other.show()
        other.take_over(workspace)
        assert (seen(other), tabs(other)) == (expected, tabs(workspace))


def test_arrow_keys_pass_over_a_tab_that_is_not_offered(qtbot, workspace):
    give_width(workspace, NARROW)
    click(qtbot, workspace, "Sample")
    sample, = (each for each in workspace.tabs.findChildren(QPushButton) if each.text() == "Sample")
    qtbot.keyClick(sample, Qt.Key.Key_Right)
    assert seen(workspace) == "s"
    qtbot.keyClick(sample, Qt.Key.Key_Left)
    assert seen(workspace) == "i"
