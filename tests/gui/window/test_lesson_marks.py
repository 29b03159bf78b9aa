"""What a lesson points at is found in the real window, brought into sight, and ringed where it is."""

import pytest
from PySide6.QtCore import QPoint, QRect

from bench.rest import come_to_rest
from engine.lessons.acts import PAGES, PANELS
from engine.lessons.marks import COMMANDS, PARTS
from engine.lessons.view import Looking, View
from engine.training.config import HYPERPARAMETERS
from gui.window.lesson_marks import LessonMarks

MARKS = (
    *COMMANDS, *PARTS, *(f"field {name}" for name in HYPERPARAMETERS), *(f"panel {name}" for name in PANELS),
    *(f"page {name}" for name in PAGES), "operation draw", "operation Affine1 forward",
    "operation Softmax+Loss backward", "operation update W1", "operation loss after update", "variable x",
    "variable dW1", "variable da2", "variable W2", "cell da2[0, 3]", "cell W2[3, 7]", "cell dW1[391, 7]",
    "cell da2[0, argmax(da2[0, :])]", "cell sample.y[3]", "cell L", "cell b2[4]")


def opened(open_lab, width: int, height: int):
    """A window that has run an iteration, and taken it apart."""
    lab = open_lab(width, height)
    lab.window.workspace.bring_forward(lab.window.iteration)
    lab.session.step("step iteration")
    lab.until(lambda: lab.session.standing.iteration == 1 and lab.window.iteration._snapshot is not None)
    come_to_rest(lab.window)
    return lab.window


@pytest.fixture
def window(open_lab):
    return opened(open_lab, 1600, 900)


@pytest.fixture
def marks(window) -> LessonMarks:
    return LessonMarks(window)


def view_of(window) -> View:
    return View(config=window.session.run.config, snapshot=window.iteration._snapshot, trace=window.sample._trace,
                looking=Looking())


def pointed(window, marks: LessonMarks, mark: str) -> QRect:
    """What the ring is around, in the window; it must be seen, and the ring around it."""
    marks.point_at(mark, view_of(window))
    come_to_rest(window)
    marks.ring._pulse.setCurrentTime(marks.ring._pulse.duration())
    come_to_rest(window)
    target = marks.target(mark, view_of(window))
    area = target.widget.rect() if target.area is None else target.area()
    corner = target.widget.mapTo(window, QPoint(0, 0))
    found = (area & target.widget.rect()).translated(corner)
    assert marks.ring.isVisible() and target.widget.isVisible(), mark
    assert marks.ring.geometry().contains(found & window.rect()), mark
    assert marks.ring.width() < found.width() + 30 and marks.ring.height() < found.height() + 30, mark
    return found


@pytest.mark.parametrize("size", [(1600, 900), (1280, 720), (900, 640), (1920, 1080)])
def test_what_is_pointed_at_is_found_and_ringed_in_windows_of_all_sizes(open_lab, size):
    window = opened(open_lab, *size)
    marks = LessonMarks(window)
    for mark in MARKS:
        pointed(window, marks, mark)


def test_a_cell_is_ringed_where_it_is_in_the_matrix(window, marks):
    window.iteration.select_operation("Softmax+Loss backward")
    found = pointed(window, marks, "cell da2[2, 5]")
    shown = next(each for each in window.iteration.operation.matrices.maps if each.accessibleName() == "da2")
    cell = shown._cell(shown._position_at((found.center() - shown.mapTo(window, QPoint(0, 0))).toPointF()))
    assert (cell.name, cell.index) == ("da2", (2, 5))


def test_what_is_gone_or_not_meant_any_more_has_no_ring(window, marks):
    pointed(window, marks, "run")
    first = marks.ring
    marks.point_at("run", view_of(window))
    assert marks.ring is first  # the same thing: the ring does not close in again
    marks.point_at("", view_of(window))
    assert marks.ring is None
    assert not first.isVisible()
    assert marks.target("operation Affine9 forward", view_of(window)) is None
    marks.point_at("operation Affine9 forward", view_of(window))
    assert marks.ring is None


def test_no_click_is_lost_on_the_ring(window, marks):
    found = pointed(window, marks, "step iteration")
    for point in (found.center(), found.topLeft() - QPoint(3, 3)):
        assert window.childAt(point) is not marks.ring
