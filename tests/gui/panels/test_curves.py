"""The curves as they are drawn: real widgets, a real history, and what is then on the screen."""

import math
import sys

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QScrollArea

from bench.rest import come_to_rest
from engine.training.epochs import Epochs
from engine.training.record.history import AccuracyPoint, History
from gui.look.theme import theme
from gui.panels.curves import CurvesPanel
from gui.panels.curves.accuracy import KINDS
from gui.training.reports import KeptRun, Standing, State
from gui.widgets.kept_look import kept_marker
from gui.widgets.ticks import multiples, round_step
from gui.widgets.zoom_plot import MARGIN
from gui.words import formatting

PLANNED, PER_EPOCH = 4000, 100
EPOCHS = Epochs(((1, 1),), PER_EPOCH)


def some_losses(count: int) -> np.ndarray:
    return 2.3 * np.exp(-np.arange(count) / 400) + 0.05 * np.random.default_rng(0).random(count)


def history_of(losses) -> History:
    history = History()
    for iteration, loss in enumerate(losses):
        history.record_loss(iteration, loss)
        if iteration % PER_EPOCH == 0:
            epoch = iteration // PER_EPOCH
            history.record_accuracy(epoch, iteration, 1 - 0.9 / (epoch + 1), 1 - 0.92 / (epoch + 1))
    return history


@pytest.fixture
def panel(qtbot):
    panel = CurvesPanel()
    panel.fill()
    qtbot.addWidget(panel)
    panel.resize(1100, 260)
    panel.show()
    come_to_rest(panel)
    return panel


def wheel(plot, at: QPointF, steps: int) -> QPointF:
    """Turn the wheel over a place of the plot, given in values of its axes; returns the values of the pixel there."""
    place = QPointF(plot.mapFromScene(plot.view.mapViewToScene(at)))
    there = plot.view.mapSceneToView(plot.mapToScene(place.toPoint()))
    event = QWheelEvent(place, plot.viewport().mapToGlobal(place), QPoint(), QPoint(0, 120 * steps),
                        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(plot.viewport(), event)
    return there


def point_at(qtbot, plot, at: QPointF) -> None:
    """Move the mouse to a place of the plot, given in values of its axes."""
    QApplication.processEvents()  # the layout has its last word before places are asked for
    qtbot.mouseMove(plot.viewport(), plot.mapFromScene(plot.view.mapViewToScene(at)))
    QApplication.processEvents()


def drawn_pixels(plot) -> np.ndarray:
    image = plot.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.array(image.constBits()).reshape(image.height(), image.width(), 4)


# -- what is drawn


def test_before_a_run_it_says_what_will_be_there(panel):
    panel.draw_run(None, PLANNED, EPOCHS)
    assert panel.loss_plot.hint.isVisible()
    assert "Press Run" in panel.loss_plot.hint.text()
    assert len(panel.loss_plot.raw.places()[0]) == 0
    assert [row.text for row in panel.accuracy_plot.legend.rows] == ["train acc", "test acc"]


def test_the_values_before_training_are_at_0(panel):
    panel.draw_run(history_of([2.3]), PLANNED, EPOCHS)
    assert [values.tolist() for values in panel.loss_plot.raw.places()] == [[0], [2.3]]
    assert panel.accuracy_plot.lines["train"].getData()[0].tolist() == [0]
    assert panel.loss_plot.hint.isVisible()


def test_each_loss_is_drawn_where_there_is_room(panel):
    losses = some_losses(300)
    panel.draw_run(history_of(losses), 300, EPOCHS)
    iterations, drawn = panel.loss_plot.raw.places()
    assert iterations.tolist() == list(range(300))
    assert drawn.tolist() == losses.tolist()
    assert not panel.loss_plot.hint.isVisible()


def test_of_many_losses_lowest_and_highest_are_drawn(panel):
    history = history_of(some_losses(4001))
    panel.draw_run(history, PLANNED, EPOCHS)
    plot = panel.loss_plot
    iterations, drawn = plot.raw.places()
    assert len(drawn) <= 2 * plot.pixels() + 4
    assert drawn.tolist() == history.losses()[iterations].tolist()
    assert (drawn.min(), drawn.max()) == history.loss_range(0, 4000)


def test_accuracies_are_drawn_by_epoch_and_named_with_their_values(panel):
    history = history_of(some_losses(401))
    panel.draw_run(history, PLANNED, EPOCHS)
    for kind in ("train", "test"):
        epochs, values = panel.accuracy_plot.lines[kind].getData()
        assert epochs.tolist() == [0, 1, 2, 3, 4]
        assert values.tolist() == [getattr(point, kind) for point in history.accuracies()]
    assert [row.text for row in panel.accuracy_plot.legend.rows] == [
        "epoch 4, iteration 400", "train acc 0.8200", "test acc 0.8160"]


def test_thousands_of_epochs_are_thinned(panel):
    history = History()
    for epoch in range(3000):
        history.record_loss(epoch, 1.0)
        history.record_accuracy(epoch, epoch, 0.5, 0.5)
    panel.draw_run(history, 3000, Epochs(((1, 1),), 1))
    plot = panel.accuracy_plot
    epochs = plot.lines["test"].getData()[0]
    assert len(epochs) <= 401
    assert (epochs[0], epochs[-1]) == (0, 2999)
    assert len(plot.markers["test"].getData()[0]) <= plot.pixels() / 20


class Counted(tuple):
    """Points of which it is counted how many are looked at; nobody goes through all."""

    def __new__(cls, points, looked_at: list):
        found = super().__new__(cls, points)
        found.looked_at = looked_at
        return found

    def __getitem__(self, which):
        self.looked_at.append(which)
        return super().__getitem__(which)

    def __iter__(self):
        raise AssertionError("all of them are looked at")


@pytest.mark.parametrize("first", [0, 61_234])
def test_a_frame_of_a_million_iterations_looks_at_few_of_their_accuracies(panel, monkeypatch, first):
    looked_at = []
    points = Counted((AccuracyPoint(epoch, 14 * epoch, 0.5, 0.4, 0.3) for epoch in range(70_000)), looked_at)
    history = history_of([2.3])
    panel.draw_run(history, 10**6, Epochs(((1, 1),), 14))
    plot = panel.accuracy_plot
    monkeypatch.setattr(plot, "visible_range", lambda: (first, 70_000))
    for kind in KINDS:
        epochs, values = plot.line_of(points, kind)
        assert 200 < len(epochs) <= 402 and epochs[-1] == 69_999 and set(values) == {getattr(points[0], kind)}
    assert len(looked_at) <= 3 * (402 + 2 * 17) + 3
    monkeypatch.setattr(plot, "_drawn", points)
    assert plot.legend_corner() == (True, False)  # or all would be looked at


def test_epochs_of_few_images_have_markers_too(panel):
    history = History(11)
    for epoch in range(0, 800, 11):
        for iteration in range(history.count, 3 * epoch + 1):
            history.record_loss(iteration, 1.0)
        history.record_accuracy(epoch, 3 * epoch, 0.5, 0.5, 0.4)
    panel.draw_run(history, 2400, Epochs(((1, 1),), 3))
    plot = panel.accuracy_plot
    for kind in KINDS:
        epochs, _ = plot.markers[kind].getData()
        assert 4 <= len(epochs) <= plot.pixels() / 20 and (np.diff(epochs) >= 40).all()


def test_refresh_draws_what_has_come(panel):
    history = history_of([2.3])
    panel.draw_run(history, 300, EPOCHS)
    for iteration in range(1, 200):
        history.record_loss(iteration, 1 / iteration)
    panel.show_frame()
    assert panel.loss_plot.raw.places()[1].tolist() == history.losses().tolist()
    history.truncate(50)
    panel.show_frame()
    assert panel.loss_plot.raw.places()[0].tolist() == list(range(51))


@pytest.mark.parametrize("smoothing", [1, 60])
@pytest.mark.parametrize("logarithmic", [False, True])
def test_a_curve_that_grows_piece_by_piece_is_the_curve_drawn_at_once(panel, smoothing, logarithmic):
    losses, plot = some_losses(3700), panel.loss_plot
    losses[2222] = math.nan
    history = history_of(losses[:3])
    panel.set_smoothing(smoothing)
    panel.set_logarithmic(logarithmic)
    panel.draw_run(history, PLANNED, EPOCHS)
    curve = plot.smooth if smoothing > 1 else plot.raw
    parts = 0
    for iteration in range(3, len(losses)):
        history.record_loss(iteration, losses[iteration])
        if iteration % 37 == 0:
            panel.show_frame()
            parts += curve.newest.getData()[0] is not None and len(curve.newest.getData()[0]) > 0
    panel.show_frame()
    grown = curve.places()
    plot.redraw()
    whole = curve.places()
    assert parts > 50  # of 100 frames most have drawn a part only
    shown = np.isin(grown[0], whole[0])  # within the last place there may be one more
    assert (~shown).sum() <= 1
    for values, expected in zip(grown, whole, strict=True):
        np.testing.assert_array_equal(values[shown], expected)


def test_a_curve_that_went_another_way_is_drawn_anew(panel):
    history = history_of(some_losses(3000))
    panel.draw_run(history, PLANNED, EPOCHS)
    history.record_loss(3000, 1.0)
    panel.show_frame()
    history.truncate(2000)
    for iteration in range(2001, 3010):
        history.record_loss(iteration, 2.0)
    panel.show_frame()
    iterations, drawn = panel.loss_plot.raw.places()
    assert set(drawn[iterations > 2001].tolist()) == {2.0}


def test_refresh_does_nothing_when_nothing_has_changed(panel):
    panel.draw_run(history_of(some_losses(1000)), PLANNED, EPOCHS)
    panel.show_frame()
    before = panel.loss_plot.raw.places()[0], panel.accuracy_plot.lines["test"].getData()[0]
    panel.show_frame()
    assert panel.loss_plot.raw.places()[0] is before[0]
    assert panel.accuracy_plot.lines["test"].getData()[0] is before[1]


def test_a_hidden_panel_is_drawn_when_it_is_seen_again(panel):
    history = history_of([2.3, 2.2])
    panel.draw_run(history, 300, EPOCHS)
    panel.hide()
    history.record_loss(2, 2.1)
    panel.show_frame()
    assert len(panel.loss_plot.raw.places()[0]) == 2
    panel.show()
    assert len(panel.loss_plot.raw.places()[0]) == 3


# -- axes


def test_the_iteration_axis_grows_in_big_steps_to_what_is_planned(panel):
    losses = some_losses(4101)
    history = history_of(losses[:1])
    panel.draw_run(history, PLANNED, EPOCHS)
    ends, places = [], set()
    for iteration in range(1, 4101):
        history.record_loss(iteration, losses[iteration])
        if iteration % 10 == 0:
            panel.show_frame()
            (first, last), (low, high) = panel.loss_plot.view.viewRange()
            end = round(last / (1 + MARGIN), 6)
            ends += [] if ends[-1:] == [end] else [end]
            places.add(panel.loss_plot.area().getRect())
            assert first < 0 < iteration <= end
            assert -0.1 < low < 0 and 2.5 < high < 2.6
    assert ends == [20, 50, 100, 200, 500, 1000, 2000, 4000, 4500]
    assert len(places) == 1


def test_the_epoch_axis_grows_in_big_steps_to_what_is_planned(panel):
    history = history_of([2.3])
    panel.draw_run(history, 1650, EPOCHS)
    ends = []
    for epoch in range(1, 18):
        history.record_accuracy(epoch, epoch * PER_EPOCH, 0.5, 0.5)
        panel.show_frame()
        ends.append(round(panel.accuracy_plot.view.viewRange()[0][1] / (1 + MARGIN), 6))
    assert ends == [1, 2, *[5] * 3, *[10] * 5, *[16.5] * 6, 18]


def test_the_legend_of_the_accuracies_is_where_the_curves_are_not(panel):
    history = history_of([2.3])
    panel.draw_run(history, PLANNED, EPOCHS)
    plot = panel.accuracy_plot
    assert plot.legend.y() < plot.area().center().y()
    history.record_accuracy(1, PER_EPOCH, 0.6, 0.55)
    panel.show_frame()
    assert plot.legend.y() > plot.area().center().y()


def test_the_axes_hold_the_kept_runs_too(panel):
    panel.draw_run(history_of(some_losses(11)), PLANNED, EPOCHS)
    assert panel.loss_plot.view.viewRange()[0][1] == pytest.approx(20 * (1 + MARGIN))
    panel.show_kept_runs([KeptRun("Run 1", history_of(some_losses(801)))])
    assert panel.loss_plot.view.viewRange()[0][1] == pytest.approx(1000 * (1 + MARGIN))
    assert panel.accuracy_plot.view.viewRange()[0][1] == pytest.approx(10 * (1 + MARGIN))


@pytest.mark.parametrize(("highest", "top"), [(2.3, 2.5), (2.6, 5), (7, 10), (300, 1000)])
def test_the_loss_axis_grows_in_big_steps_and_comes_back(panel, highest, top):
    history = history_of([2.3, highest])
    panel.draw_run(history, PLANNED, EPOCHS)
    assert top < panel.loss_plot.view.viewRange()[1][1] < 1.1 * top
    history.truncate(0)
    panel.show_frame()
    assert 2.5 < panel.loss_plot.view.viewRange()[1][1] < 2.6


@pytest.mark.parametrize("odd", [math.nan, math.inf, -math.inf, 1e308])
@pytest.mark.parametrize("logarithmic", [False, True])
@pytest.mark.parametrize("smoothing", [1, 10])
def test_a_loss_that_cannot_be_drawn_is_a_gap(panel, odd, logarithmic, smoothing):
    panel.set_smoothing(smoothing)
    panel.set_logarithmic(logarithmic)
    panel.draw_run(history_of([2.3, 2.0, odd, 1.0]), 300, EPOCHS)
    drawn = panel.loss_plot.raw.places()[1]
    assert np.isnan(drawn).tolist() == [False, False, True, False]
    top = 2.5 * 1.02 if not logarithmic else math.log10(2.5) + 0.05
    assert panel.loss_plot.view.viewRange()[1][1] == pytest.approx(top)
    panel.grab()


def test_nothing_but_odd_losses_leaves_the_axes(panel):
    panel.draw_run(history_of([math.nan] * 20), 300, EPOCHS)
    assert panel.loss_plot.view.viewRange()[1][1] == pytest.approx(2.55)
    panel.grab()


def test_logarithmic_axis(panel):
    losses = [2.0, 0.2, 0.0, 0.002]
    panel.draw_run(history_of(losses), 300, EPOCHS)
    panel.set_logarithmic(True)
    plot = panel.loss_plot
    assert np.allclose(plot.raw.places()[1], [math.log10(2), math.log10(0.2), -6, math.log10(0.002)])
    axis = plot.getAxis("left")
    (_, values), = axis.tickValues(-3, 0, 60)
    assert axis.tickStrings(values, 1, 1) == ["0.001", "0.01", "0.1", "1"]
    panel.set_logarithmic(False)
    assert plot.raw.places()[1].tolist() == losses
    (_, values), = axis.tickValues(0, 0.5, 100)
    assert axis.tickStrings(values, 1, 0.1) == ["0", "0.1", "0.2", "0.3", "0.4", "0.5"]


def test_the_axis_is_for_what_is_drawn_of_kept_runs(panel):
    panel.draw_run(history_of([2.0] * 3), 300, EPOCHS)
    panel.show_kept_runs([KeptRun("deep", history_of([2.0] + [1e-5, 0.2] * 100))])
    panel.set_logarithmic(True)
    for smoothing, bottom in ((1, -5), (60, -2)):  # the means are of 0.1
        panel.loss_plot.set_smoothing(smoothing)
        assert panel.loss_plot.view.viewRange()[1][0] == bottom


def test_room_for_numbers_does_not_depend_on_them(panel):
    panel.draw_run(history_of([2.3, 900.0]), PLANNED, EPOCHS)
    wide = panel.loss_plot.getAxis("left").width()
    panel.draw_run(history_of([2.3]), PLANNED, EPOCHS)
    QApplication.processEvents()
    assert panel.loss_plot.getAxis("left").width() == wide == panel.accuracy_plot.getAxis("left").width()


@pytest.mark.parametrize(("least", "step"), [(0.45, 0.5), (0.5, 0.5), (0.51, 1), (1200, 2000), (3e-5, 5e-5)])
def test_round_steps(least, step):
    assert round_step(least) == pytest.approx(step)


def test_multiples_include_both_ends():
    assert multiples(0.5, 0, 2.5) == [0, 0.5, 1, 1.5, 2, 2.5]
    assert np.allclose(multiples(0.1, 0.1, 0.7), np.arange(1, 8) / 10)


# -- zoom and follow


@pytest.mark.layout
def test_zoom_shows_more_and_follow_brings_the_whole_run_back(in_any_font, panel, qtbot):
    history = history_of(some_losses(4001))
    panel.draw_run(history, PLANNED, EPOCHS)
    come_to_rest(panel)
    plot, whole = panel.loss_plot, panel.loss_plot.view.viewRange()
    there = wheel(plot, QPointF(2000, 0.5), 30).x()  # of a whole pixel, which is some iterations wide
    first, last = plot.view.viewRange()[0]
    assert not plot.following and not panel.follow_buttons[0].isChecked()
    assert 1000 < first < there < last < 3000
    iterations, drawn = plot.raw.places()
    inside = np.arange(math.ceil(first), math.floor(last) + 1)
    assert set(inside) <= set(iterations.tolist())  # every loss, now that there is room
    assert drawn.tolist() == history.losses()[iterations].tolist()
    assert panel.accuracy_plot.following
    qtbot.mouseClick(panel.follow_buttons[0], Qt.MouseButton.LeftButton)
    assert plot.following
    assert np.allclose(plot.view.viewRange(), whole)
    assert len(plot.raw.places()[0]) > 2 * len(inside)


def test_double_click_follows(panel, qtbot):
    panel.draw_run(history_of(some_losses(1000)), PLANNED, EPOCHS)
    plot, whole = panel.accuracy_plot, panel.accuracy_plot.view.viewRange()
    wheel(plot, QPointF(5, 0.5), 10)
    assert not panel.follow_buttons[1].isChecked()
    qtbot.mouseDClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=plot.viewport().rect().center())
    assert panel.follow_buttons[1].isChecked()
    assert np.allclose(plot.view.viewRange(), whole)


def test_drag_moves_the_zoomed_range(panel, qtbot):
    panel.draw_run(history_of(some_losses(1000)), PLANNED, EPOCHS)
    plot = panel.loss_plot
    wheel(plot, QPointF(500, 1), 10)
    first = plot.view.viewRange()[0][0]
    start = plot.viewport().rect().center()
    qtbot.mousePress(plot.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for x in (10, 40, 80):
        move = QMouseEvent(QMouseEvent.Type.MouseMove, QPointF(start + QPoint(x, 0)),
                           QPointF(plot.viewport().mapToGlobal(start + QPoint(x, 0))), Qt.MouseButton.NoButton,
                           Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(plot.viewport(), move)
    qtbot.mouseRelease(plot.viewport(), Qt.MouseButton.LeftButton, pos=start + QPoint(80, 0))
    assert plot.view.viewRange()[0][0] < first
    assert not plot.following


def test_a_zoomed_range_is_held_while_the_run_goes_on(panel):
    history = history_of([2.3, 2.0])
    panel.draw_run(history, PLANNED, EPOCHS)
    wheel(panel.loss_plot, QPointF(10, 1), 10)
    held = panel.loss_plot.view.viewRange()
    history.record_loss(2, 40.0)
    panel.show_frame()
    assert panel.loss_plot.view.viewRange() == held
    panel.loss_plot.follow()
    assert panel.loss_plot.view.viewRange()[1][1] == pytest.approx(51)


def test_a_new_run_is_followed_and_a_new_plan_keeps_the_zoom(panel):
    history = history_of([2.3, 2.0])
    panel.draw_run(history, PLANNED, EPOCHS)
    panel.follow_buttons[0].click()
    panel.draw_run(history, 2 * PLANNED, EPOCHS)
    assert not panel.loss_plot.following
    panel.draw_run(history_of([2.3]), PLANNED, EPOCHS)
    assert panel.loss_plot.following and panel.follow_buttons[0].isChecked()


# -- smoothing, marks, kept runs, read-out


def test_smoothing_is_drawn_over_the_losses(panel, qtbot):
    losses = some_losses(300)
    panel.draw_run(history_of(losses), 300, EPOCHS)
    plot = panel.loss_plot
    assert not plot.smooth.isVisible()
    next(action for action in panel.smoothing_button.menu().actions() if action.data() == 10).trigger()
    assert plot.smooth.isVisible()
    assert plot.smooth.places()[1][200] == pytest.approx(losses[191:201].mean(), rel=1e-12)
    assert plot.raw.opts["pen"].color().alpha() < 255
    assert panel.smoothing_button.text() == "smoothing 10"
    assert [row.text for row in plot.legend.rows] == ["mean of the last 10"]
    panel.set_smoothing(1)
    assert not plot.smooth.isVisible() and plot.raw.opts["pen"].color().alpha() == 255


def test_the_mark_is_there_only_when_the_network_has_gone_back(panel):
    history = history_of(some_losses(301))
    panel.draw_run(history, PLANNED, EPOCHS)
    panel.show_position(300)
    assert panel.loss_plot.mark is None
    panel.show_position(150)
    assert (panel.loss_plot.mark, panel.accuracy_plot.mark) == (150, 1.5)
    history.truncate(150)
    panel.show_frame()
    assert panel.loss_plot.mark is None


def standing_at(iteration: int, recorded: int) -> Standing:
    return Standing(iteration=iteration, iterations=PLANNED, position=0, operations=15, operation=None, epoch=0,
                    recorded=recorded, learning_rate=0.1, evaluating=None, replaying=None, rate=None)


def stood(panel, iteration: int, recorded: int = 300) -> None:
    panel.draw_run(history_of(some_losses(recorded + 1)), PLANNED, EPOCHS)
    panel.show_state(State.PAUSED)
    panel.show_standing(standing_at(iteration, recorded))


def drag(qtbot, plot, iteration: int, *, drop: bool = True) -> None:
    """Grip the handle above its tab, and take it to an iteration."""
    handle, half_way = plot.handle, plot.handle.height() // 2
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=QPoint(handle.width() // 2, half_way))
    x = round(plot.mapFromScene(plot.view.mapViewToScene(QPointF(plot.place_of(iteration), 0))).x())
    place = QPoint(handle.mapFromParent(QPoint(x, 0)).x(), half_way)
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(place), handle.mapToGlobal(QPointF(place)),
                        Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(handle, event)
    if drop:
        qtbot.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=QPoint(handle.width() // 2, half_way))


def middle(plot) -> float:
    """Where the handle is on the x axis."""
    return plot.view.mapSceneToView(plot.mapToScene(plot.handle.geometry().center())).x()


@pytest.mark.parametrize("which", [0, 1])
def test_the_position_is_dragged_in_either_plot_and_seen_in_both(qtbot, panel, which):
    stood(panel, 300)
    plots, dragged, chosen = (panel.loss_plot, panel.accuracy_plot), [], []
    panel.position_dragged.connect(dragged.append)
    panel.position_chosen.connect(chosen.append)
    ranges = [plot.view.viewRange() for plot in plots]
    pixel = math.ceil(PER_EPOCH * 4 / panel.accuracy_plot.pixels()) + 3  # iterations
    drag(qtbot, plots[which], 120, drop=False)
    assert len(dragged) == 1 and abs(dragged[0] - 120) <= pixel and chosen == []
    assert panel.loss_plot.mark == dragged[0]
    assert panel.accuracy_plot.mark == dragged[0] / PER_EPOCH
    for plot in plots:
        assert middle(plot) == pytest.approx(plot.mark, abs=plot.view.viewPixelSize()[0])
    assert plots[which].read_out_label.isVisible()
    panel.show_state(State.STEPPING)
    panel.show_standing(standing_at(96, 300))  # on the way there the handle stays where it is held
    panel.show_state(State.PAUSED)
    assert panel.loss_plot.mark == dragged[0]
    qtbot.mouseRelease(plots[which].handle, Qt.MouseButton.LeftButton, pos=plots[which].handle.rect().center())
    assert chosen == dragged
    panel.show_state(State.STEPPING)
    panel.show_standing(standing_at(99, 300))
    assert panel.loss_plot.mark == dragged[0]
    panel.show_state(State.PAUSED)
    panel.show_standing(standing_at(chosen[0], 300))
    assert panel.loss_plot.mark == chosen[0]
    assert [plot.view.viewRange() for plot in plots] == ranges and all(plot.following for plot in plots)


def test_the_tab_of_the_handle_is_seen_over_the_legend(panel):
    panel.draw_run(history_of(some_losses(901)), PLANNED, EPOCHS)
    plot = panel.accuracy_plot
    beneath = next(at for at in range(900, -1, -20) if stands_beneath_the_legend(panel, at))
    panel.show_position(beneath)
    come_to_rest(panel)
    tab = plot.handle._tab()
    tip = plot.handle.mapTo(plot, QPointF(tab.center().x(), tab.top() + 3).toPoint())
    assert plot.grab().toImage().pixelColor(tip).name() == theme().palette.accent


def stands_beneath_the_legend(panel, iteration: int) -> bool:
    panel.show_position(iteration)
    come_to_rest(panel)
    plot = panel.accuracy_plot
    return plot.legend.geometry().contains(plot.handle.geometry().center().x(), plot.legend.geometry().center().y())


def test_the_handle_stops_at_the_ends_of_the_run(qtbot, panel):
    stood(panel, 200)
    dragged = []
    panel.position_dragged.connect(dragged.append)
    for beyond in (-200, 2000):
        drag(qtbot, panel.loss_plot, beyond)
    assert dragged == [0, 300]


def test_home_and_end_go_to_the_ends_of_the_run(qtbot, panel):
    stood(panel, 200)
    chosen, handle = [], panel.loss_plot.handle
    panel.position_chosen.connect(chosen.append)
    for key in (Qt.Key.Key_Home, Qt.Key.Key_End):
        qtbot.keyClick(handle, key)
    assert chosen == [0, 300]
    assert handle.focusPolicy() is Qt.FocusPolicy.TabFocus and handle.accessibleName()


def test_a_click_on_the_handle_goes_nowhere_and_the_plot_is_zoomed_through_it(qtbot, panel):
    stood(panel, 200)
    plot, told = panel.loss_plot, []
    panel.position_dragged.connect(told.append)
    panel.position_chosen.connect(told.append)
    qtbot.mouseClick(plot.handle, Qt.MouseButton.LeftButton)
    assert told == []
    place = QPointF(plot.handle.rect().center())
    QApplication.sendEvent(plot.handle, QWheelEvent(
        place, plot.handle.mapToGlobal(place), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False))
    wheel(plot, QPointF(250, 1), 3)
    assert not plot.following
    assert middle(plot) == pytest.approx(200, abs=plot.view.viewPixelSize()[0])
    plot.view.setXRange(220, 260, padding=0)
    assert not plot.handle.isVisible()
    qtbot.mouseDClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=plot.area().center())
    assert plot.following and plot.handle.isVisible()


def test_beyond_the_position_the_curves_stay_and_are_dimmed(panel):
    stood(panel, 300)
    panel.loss_plot._head.setOpacity(0)
    plots = panel.loss_plot, panel.accuracy_plot
    whole = [ink(plot) for plot in plots]
    panel.show_standing(standing_at(150, 300))
    assert panel.accuracy_plot.legend.rows[0].text == "epoch 1, iteration 100"  # those of where the network stands
    for plot, before in zip(plots, whole, strict=True):
        area, right = plot.area(), plot.legend.geometry().left() if plot.legend.isVisible() else plot.area().right()
        future = np.s_[area.top() + 2:area.bottom() - 20, plot.handle.geometry().right() + 5:right]
        drawn = before[future] > 200
        assert drawn.sum() > 20
        share = ink(plot)[future][drawn] / before[future][drawn]
        assert (share < 0.6).all() and (share > 0.1).mean() > 0.9


def ink(plot) -> np.ndarray:
    """How far each pixel is from the colour of the card."""
    paper = QColor(theme().palette.card)
    return np.abs(drawn_pixels(plot)[..., :3].astype(int) - [paper.blue(), paper.green(), paper.red()]).sum(axis=2)


def test_the_dot_is_where_the_network_stands(panel):
    stood(panel, 150)
    plot = panel.loss_plot
    assert (plot._head.x(), plot._head.y()) == (150, pytest.approx(plot.history.loss(150)))
    panel.show_standing(standing_at(300, 300))
    assert plot._head.x() == 300


def test_while_new_iterations_are_run_there_is_no_handle_and_while_known_ones_are_it_moves(panel):
    stood(panel, 300)
    assert panel.loss_plot.handle.isVisible() and not panel.loss_plot._veil.isVisible()
    panel.show_state(State.RUNNING)
    assert not panel.loss_plot.handle.isVisible()
    for iteration in (100, 180):
        panel.show_standing(standing_at(iteration, 300))
        assert panel.loss_plot.mark == iteration and panel.loss_plot._veil.rect().left() == iteration
    panel.show_standing(standing_at(300, 300))
    assert not panel.loss_plot.handle.isVisible() and panel.loss_plot.mark is None


def test_kept_runs_lie_below_and_are_named(panel):
    kept = history_of(some_losses(301) + 1)
    panel.draw_run(history_of(some_losses(200)), 300, EPOCHS)
    panel.show_kept_runs([KeptRun("lr 0.01 <i>", kept), KeptRun("short", history_of([2.4, 2.2]), look=1),
                           KeptRun("hidden", kept, look=2, shown=False)])
    loss, accuracy = panel.loss_plot, panel.accuracy_plot
    curves = [item for item in loss.listDataItems()
              if isinstance(item, pg.PlotCurveItem) and item not in (loss.raw, loss.smooth)]
    assert [curve.getData()[1].tolist() for curve in curves] == [kept.losses().tolist(), [2.4, 2.2]]
    assert all(curve.zValue() < loss.raw.zValue() for curve in curves)
    assert [row.text for row in loss.legend.rows] == ["this run", "lr 0.01 <i>", "short"]
    assert [row.text for row in accuracy.legend.rows][3:] == [
        "lr 0.01 <i>: test acc 0.7700, epoch 3", "short: test acc 0.0800, epoch 0"]
    assert loss.view.viewRange()[1][1] == pytest.approx(5.1)  # the kept run's 3.3 is in view
    for plot, lines in ((loss, 1), (accuracy, 2)):
        found = [item for item in plot.listDataItems()
                 if isinstance(item, pg.ScatterPlotItem) and item not in getattr(plot, "markers", {}).values()]
        assert [item.opts["symbol"] for item in found] == [kept_marker(i) for i in (0, 1) for _ in range(lines)]
        for item, run in zip(found, (run for run in plot.kept_runs for _ in range(lines)), strict=True):
            x, y = item.getData()  # on the line, some of them, and one at its end
            end = run.history.count - 1 if plot is loss else run.history.accuracies()[-1].epoch
            assert x[-1] == end and 1 <= len(x) <= 12
            if plot is loss:
                assert y.tolist() == [run.history.loss(int(i)) for i in x]
        rows = [row for row in plot.legend.rows if row.marker in map(kept_marker, range(2))]
        assert [row.marker for row in rows] == [kept_marker(0), kept_marker(1)]
    panel.show_kept_runs([])
    assert len(loss.listDataItems()) == 2 and loss.legend.rows == ()
    assert loss.view.viewRange()[1][1] == pytest.approx(2.55)


def test_of_many_kept_runs_the_legends_tell_the_names_alone(panel):
    runs = [KeptRun(f"run {look}", history_of(some_losses(301)), look, look) for look in range(8)]
    panel.draw_run(history_of(some_losses(200)), 300, EPOCHS)
    panel.show_kept_runs(runs)
    for plot, own in ((panel.loss_plot, 1), (panel.accuracy_plot, 3)):
        assert [row.text for row in plot.legend.rows][own:] == [run.name for run in runs]
        assert [row.marker for row in plot.legend.rows][own:] == [kept_marker(look) for look in range(8)]


def test_a_kept_run_is_read_out_as_it_is_drawn(panel):
    losses = some_losses(301)
    panel.draw_run(history_of(losses), 300, EPOCHS)
    panel.show_kept_runs([KeptRun("other", history_of(losses + 1))])
    assert panel.loss_plot.read_out(120)[2].endswith(f"other: {formatting.number(losses[120] + 1)}")
    panel.set_smoothing(10)
    assert panel.loss_plot.read_out(120)[2].endswith(f"other: {formatting.number(losses[111:121].mean() + 1)}")


def test_read_out_at_the_cursor(panel, qtbot):
    losses = some_losses(301)
    panel.draw_run(history_of(losses), 300, EPOCHS)
    size = panel.loss_plot.size()
    point_at(qtbot, panel.loss_plot, QPointF(120.2, 1))
    label = panel.loss_plot.read_out_label
    assert label.isVisible()
    at = int(label.text().split("\n")[0].removeprefix("iteration "))
    assert abs(at - 120) <= 1
    assert label.text() == f"iteration {at}\nloss {losses[at]:.3f}"
    assert panel.loss_plot.size() == size
    point_at(qtbot, panel.accuracy_plot, QPointF(2.1, 0.5))
    assert panel.accuracy_plot.read_out_label.text() == (
        "epoch 2, iteration 200\ntrain acc 0.7000\ntest acc 0.6933")


def test_read_out_says_what_is_not_a_number(panel, qtbot):
    panel.draw_run(history_of([2.3] + [math.nan] * 299), 300, EPOCHS)
    point_at(qtbot, panel.loss_plot, QPointF(150, 1))
    assert panel.loss_plot.read_out_label.text().endswith("loss NaN")


def test_no_read_out_outside_the_plot_or_without_a_run(panel, qtbot):
    panel.draw_run(None, PLANNED, EPOCHS)
    point_at(qtbot, panel.loss_plot, QPointF(150, 1))
    assert not panel.loss_plot.read_out_label.isVisible()
    panel.draw_run(history_of([2.3, 2.0]), PLANNED, EPOCHS)
    qtbot.mouseMove(panel.loss_plot.viewport(), QPoint(2, 2))
    QApplication.processEvents()
    assert not panel.loss_plot.read_out_label.isVisible()


# -- the look


@pytest.mark.parametrize(("size", "stacked"), [((800, 230), False), ((560, 460), True), ((1100, 260), False)])
def test_side_by_side_where_there_is_room(panel, size, stacked):
    panel.resize(*size)
    QApplication.processEvents()
    loss, accuracy = (plot.mapTo(panel, QPoint()) for plot in (panel.loss_plot, panel.accuracy_plot))
    assert (accuracy.y() > loss.y(), accuracy.x() > loss.x()) == (stacked, not stacked)
    for plot in (panel.loss_plot, panel.accuracy_plot):
        assert panel.rect().contains(plot.rect().translated(plot.mapTo(panel, QPoint())))


@pytest.mark.layout
@pytest.mark.parametrize("scale", [1.0, 2.5])
@pytest.mark.parametrize("before", [(4000, 150), (600, 2500)])
def test_the_cards_stand_as_the_size_says_whatever_it_was_before(panel, scale, before):
    room = QScrollArea()
    room.setWidgetResizable(True)
    room.setWidget(panel)
    theme().set_text_scale(scale)
    try:
        room.show()
        for size in (before, (round(500 * scale), 160)):
            room.resize(*size)
            come_to_rest(room)
        buttons = (panel.smoothing_button, panel.log_button, *panel.follow_buttons)
        assert all(button.width() >= button.sizeHint().width() for button in buttons)
        assert panel.accuracy_plot.mapTo(panel, QPoint()).y() > panel.loss_plot.mapTo(panel, QPoint()).y()
        assert panel.height() == panel.minimumSizeHint().height() > room.height()
    finally:
        room.takeWidget()
        theme().set_text_scale(1)


def test_colours_follow_the_theme(panel):
    panel.draw_run(history_of(some_losses(300)), PLANNED, EPOCHS)
    try:
        for scheme in ("dark", "light"):
            theme().set_scheme(scheme)
            palette = theme().palette
            assert panel.loss_plot.raw.opts["pen"].color().name() == palette.train
            assert panel.accuracy_plot.lines["test"].opts["pen"].color().name() == palette.test
            assert panel.loss_plot.grab().toImage().pixelColor(1, 1).name() == palette.card
    finally:
        theme().set_scheme("system")


def test_text_size_gives_numbers_more_room(panel):
    before = panel.loss_plot.getAxis("left").width()
    try:
        theme().set_text_scale(1.6)
        QApplication.processEvents()
        assert panel.loss_plot.getAxis("left").width() > 1.4 * before
        panel.grab()
    finally:
        theme().set_text_scale(1)


def test_a_curve_is_seen(panel):
    panel.draw_run(None, PLANNED, EPOCHS)
    panel.loss_plot.hint.hide()
    empty = drawn_pixels(panel.loss_plot)
    panel.draw_run(history_of(some_losses(4001)), PLANNED, EPOCHS)
    assert (drawn_pixels(panel.loss_plot) != empty).any(axis=(0, 2)).mean() > 0.8  # in nearly every column


def test_all_can_be_reached_by_keyboard_and_has_a_name(panel):
    for button in (panel.smoothing_button, panel.log_button, *panel.follow_buttons):
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert button.accessibleName() and button.toolTip()
    for plot in (panel.loss_plot, panel.accuracy_plot):
        assert plot.accessibleName() and plot.toolTip()


def test_a_thousand_frames_lose_no_reference_to_none(panel):
    history = history_of([2.3])
    panel.draw_run(history, PLANNED, EPOCHS)
    panel.show_position(0)
    before = sys.getrefcount(None)
    for iteration in range(1, 1001):
        history.record_loss(iteration, 1.0)
        panel.show_frame()
        QApplication.processEvents()
    assert abs(sys.getrefcount(None) - before) < 500


# --- a run that has gone wrong ---------------------------------------------------------------------------------------


def test_where_a_run_went_wrong_is_marked_in_words(panel):
    panel.draw_run(history_of([2.3, 4e8, 1e20, math.nan]), PLANNED, EPOCHS)
    panel.show_break(0, 3, 3)
    plot = panel.loss_plot
    assert plot._break_line.isVisible() and plot._break_line.value() == 3
    assert plot._break_label.text() == "went wrong at iteration 3: loss NaN"
    assert plot.area().contains(plot._break_label.geometry())
    assert plot.raw.places()[1][0] == 2.3
    assert plot.view.viewRange()[1] == pytest.approx([-0.05, 2.55])
    assert (plot.raw.places()[1][1:3] > 2.55).all()  # the line runs out of the axis, and is no gap
    panel.accuracy_plot.grab()
    panel.draw_run(history_of([2.3, 2.2]), PLANNED, EPOCHS)
    assert not plot._break_line.isVisible() and not plot._break_label.isVisible()


def test_the_only_loss_that_is_a_number_is_seen(panel):
    panel.draw_run(history_of([2.3, math.inf]), PLANNED, EPOCHS)
    head = panel.loss_plot._head
    assert head.isVisible() and (head.x(), head.y()) == (0, 2.3)


@pytest.mark.parametrize("logarithmic", [False, True])
def test_what_came_before_it_went_wrong_can_be_read(panel, logarithmic):
    panel.set_logarithmic(logarithmic)
    panel.draw_run(history_of([2.3] * 20 + [0.4] * 20 + [600.0, 900.0] * 50), PLANNED, EPOCHS)
    panel.show_break(39, 40, 139)
    plot = panel.loss_plot
    assert plot.view.viewRange()[1][1] == pytest.approx(math.log10(1000) + 0.05 if logarithmic else 2.55)
    assert plot.view.viewRange()[0][1] < 2 * 139  # the axis is that of what was run, not of what was planned
    plot.history.record_loss(140, 700.0)  # somebody goes on all the same
    panel.show_frame()
    assert plot.view.viewRange()[1][1] == pytest.approx(math.log10(1000) + 0.05 if logarithmic else 1020)


def test_a_mark_near_the_edge_has_its_words_at_the_other_side(panel):
    panel.draw_run(history_of(some_losses(3900)), 3900, EPOCHS)
    for broke in (5, 2000, 3890):
        panel.show_break(broke - 1, broke, 3899)
        for plot in panel._plots:
            assert plot.area().contains(plot._break_label.geometry())
            assert not plot._break_label.geometry().intersects(plot.legend.geometry())


# --- the numbers beside the axes, and their size ---------------------------------------------------------------------


def shown_numbers(plot, side: str) -> list[str]:
    axis = plot.getAxis(side)
    low, high = plot.view.viewRange()[side == "left"]
    length = plot.view.height() if side == "left" else plot.view.width()
    return [text for _, text in axis.ticks(low, high, length) if text]


@pytest.mark.parametrize("logarithmic", [False, True])
@pytest.mark.parametrize("height", [1.0, 1e-2, 1e-4, 3e-6])
def test_neighbours_beside_the_axis_differ_and_stay_off_its_name(panel, logarithmic, height):
    panel.draw_run(history_of(some_losses(801)), 800, EPOCHS)
    panel.set_logarithmic(logarithmic)
    plot, middle = panel.loss_plot, math.log10(2.1) if logarithmic else 2.1
    plot.view.setRange(xRange=(100, 104), yRange=(middle - height / 2, middle + height / 2), padding=0)
    come_to_rest(panel)
    texts = shown_numbers(plot, "left")
    assert len(texts) >= 2 and len(set(texts)) == len(texts)
    metrics = QFontMetrics(theme().caption_font())
    room = plot.getAxis("left").width() - metrics.height()  # beside the name, which stands upright
    assert max(map(metrics.horizontalAdvance, texts)) <= room
    assert shown_numbers(plot, "bottom") == ["100", "101", "102", "103", "104"]  # no iteration is between two
    panel.grab()


def test_losses_of_0_and_tiny_ones_lie_at_the_lower_edge_of_the_logarithmic_axis(panel):
    panel.draw_run(history_of([2.0, 0.0, 1e-9, 0.5, 0.0, 1e-7]), 300, EPOCHS)
    panel.set_logarithmic(True)
    plot = panel.loss_plot
    assert plot.raw.places()[1] == pytest.approx([math.log10(2), -6, -6, math.log10(0.5), -6, -6])
    assert plot.view.viewRange()[1][0] == -6


@pytest.mark.parametrize(("scale", "width"), [(1.0, 1), (1.3, 1), (1.77, 2), (2.5, 2)])
def test_curves_grow_with_the_text(panel, qapp, scale, width):
    theme().apply(qapp)
    panel.draw_run(history_of(some_losses(801)), PLANNED, EPOCHS)
    panel.show_kept_runs([KeptRun("Run 1", history_of(some_losses(401)))])
    try:
        theme().set_text_scale(scale)
        come_to_rest(panel)
        plot, accuracy = panel.loss_plot, panel.accuracy_plot
        for curve in (plot.raw, plot.raw.newest, *plot._kept_curves):
            assert curve.opts["pen"].width() == width
            assert curve.opts["antialias"] == (width == 1)  # a wide pen is fast without it only
        assert accuracy.lines["train"].opts["pen"].width() == theme().scaled(2)
        assert accuracy.markers["train"].opts["size"] == theme().scaled(7)
        assert plot._head.rect().width() == theme().scaled(7)
        assert plot.getAxis("bottom").style["tickFont"].pixelSize() == theme().caption_font().pixelSize()
    finally:
        theme().set_text_scale(1.0)
