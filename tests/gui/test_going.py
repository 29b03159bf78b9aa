"""Going anywhere in a run, in the whole window: by the handle, by the dialog, by keys; all panels are of that place."""

import pytest
from lab import CTRL, LEFT, Key
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QDialog

from gui.training.reports import State

SHIFT = Qt.KeyboardModifier.ShiftModifier


class Shown:
    """Which iterations the window was shown, in order, by what was shown."""

    def __init__(self, session) -> None:
        self.standings, self.traces, self.snapshots = [], [], []
        session.standing_changed.connect(lambda standing: self.standings.append(standing.iteration))
        session.trace_changed.connect(lambda trace: self.traces.append(trace.iteration))
        session.snapshot_changed.connect(lambda snapshot: self.snapshots.append(snapshot.iteration))


@pytest.fixture
def lab(open_lab):
    lab = open_lab()
    lab.resize(1600, 1000)
    lab.train_to(300)
    lab.until(lambda: lab.session.is_settled)
    return lab


def move(plot, iteration: int) -> None:
    """The pointer, which holds the handle, to where an iteration is."""
    x = round(plot.mapFromScene(plot.view.mapViewToScene(QPointF(iteration, 0))).x())
    place = QPointF(plot.viewport().mapToGlobal(QPoint(x, plot.area().center().y())))
    QApplication.sendEvent(plot.handle, QMouseEvent(
        QEvent.Type.MouseMove, plot.handle.mapFromGlobal(place), place, Qt.MouseButton.NoButton, LEFT,
        Qt.KeyboardModifier.NoModifier))


def test_a_drag_shows_every_panel_on_the_way_and_ends_where_it_is_let_go(lab):
    losses, plot, shown = lab.losses, lab.window.curves.loss_plot, Shown(lab.session)
    lab.qtbot.mousePress(plot.handle, LEFT, pos=plot.handle.rect().center())
    for iteration in range(290, 100, -10):
        move(plot, iteration)
        lab.until(lambda: lab.session.is_done)
    for iteration in range(100, 40, -2):  # faster than can be followed
        move(plot, iteration)
    lab.qtbot.mouseRelease(plot.handle, LEFT, pos=plot.handle.rect().center())
    lab.until(lambda: lab.session.is_settled)
    for seen in (shown.standings, shown.traces, shown.snapshots):
        assert len(seen) >= 19 and seen == sorted(seen, reverse=True)
        assert seen[-1] == lab.where[0]
    assert abs(lab.where[0] - 42) < 6
    assert f"iteration {lab.where[0]} / 300" in lab.line
    assert plot.mark == lab.where[0] and lab.losses == losses
    lab.press(Key.Key_Space)  # the same future again
    lab.until(lambda: lab.session.state is State.PAUSED)
    assert lab.losses == losses and plot.mark is None


def test_an_iteration_is_typed(lab):
    lab.press(Key.Key_G, CTRL)
    dialog = lab.window.findChild(QDialog)
    lab.until(dialog.field.hasFocus)
    lab.qtbot.keyClicks(dialog.field, "301")
    lab.qtbot.keyClick(dialog.field, Key.Key_Return)
    assert dialog.message.text() == "There is no 301: write a number from 0 to 300."
    lab.qtbot.keyClicks(dialog.field, "123")
    lab.qtbot.keyClick(dialog.field, Key.Key_Return)
    lab.settle()
    assert lab.where == (123, 0) and lab.session.standing.recorded == 300


def test_keys_go_far(lab):
    for key, modifiers, at in (
        (Key.Key_Left, SHIFT, 290), (Key.Key_Left, CTRL, 190), (Key.Key_Left, CTRL | SHIFT, 187),
        (Key.Key_Right, SHIFT, 197), (Key.Key_Right, CTRL, 297), (Key.Key_Right, CTRL | SHIFT, 300),
    ):
        lab.press(key, modifiers)
        lab.settle()
        assert lab.where == (at, 0)
    lab.session.go_to(0)
    lab.settle()
    lab.press(Key.Key_Left, CTRL)
    assert lab.notice == "Nothing has been run yet."
