"""What is found by going through the run again: the band of a sample, and measures over time, in the real window."""

import numpy as np
import pytest
from lab import Key
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor

from bench.rest import come_to_rest
from engine.inspection.frozen.trace import Sample
from engine.inspection.measures.measure import by_layer
from engine.inspection.measures.table import MEASURES
from engine.inspection.place import Place
from engine.training.trainer import Trainer
from gui import app
from gui.look.palette import DARK, LIGHT, rgb
from gui.look.theme import theme
from gui.panels.curves.over_time import ACCURACY
from gui.training.reports import State

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def trained(open_lab):
    """A window at rest after 60 iterations that has the curves before it."""
    lab = open_lab(1760, 1000)
    lab.train_to(60)
    return lab


def straight(lab) -> Trainer:
    run = lab.session.run
    return Trainer(run.config, run.dataset)


def answers(lab, count: int) -> list[int]:
    """What a run without a window takes the sample for."""
    trainer, x = straight(lab), lab.window.curves.when._sample.x[None]
    found = [int(trainer.network.classify(x)[0])]
    for _ in range(count):
        trainer.run_iteration()
        found.append(int(trainer.network.classify(x)[0]))
    return found


def look_back(lab) -> None:
    """Until all is found."""
    curves = lab.window.curves
    lab.until(lambda: all(each.revisits.is_whole or each.revisits._make is None
                          for each in (curves.when, curves.over_time)))


def choose(lab, name: str) -> None:
    lab.window.curves.over_time._actions[name].trigger()
    look_back(lab)


# --- the band -------------------------------------------------------------------------------------------------------


def test_nothing_is_looked_for_until_it_is_asked_for(trained):
    curves = trained.window.curves
    assert not curves.when.band.isVisible()
    assert not curves._inquiry._thread.isRunning()
    assert curves.over_time.name == ACCURACY
    assert curves.accuracy_plot.isVisible()


def test_the_band_has_what_a_straight_run_answers_and_a_click_goes_there(trained):
    trained.click("when?")
    look_back(trained)
    when, wanted = trained.window.curves.when, answers(trained, 60)
    assert when.revisits.record.found()[1][:, 0].tolist() == wanted
    band = when.band
    assert band.meant_at(band.place_of(17)) == 17 or wanted[17] != wanted[16] or len(set(wanted[13:22])) > 1
    at = QPoint(round(band.place_of(40)), band.height() // 2)
    meant = band.meant_at(at.x())
    assert abs(meant - 40) <= 3
    trained.qtbot.mouseClick(band, LEFT, pos=at)
    trained.settle()
    assert trained.where == (meant, 0)
    trained.until(lambda: when.revisits.is_whole)
    assert when.revisits.record.found()[1][:, 0].tolist() == wanted  # going back drops nothing


def test_the_line_says_since_when_and_its_links_go_there(trained):
    trained.click("when?")
    look_back(trained)
    when, wanted = trained.window.curves.when, np.array(answers(trained, 60))
    label = when._sample.label
    since = int(np.flatnonzero(np.diff(wanted))[-1] + 1)
    text = "".join(when.line._parts)
    assert f'<a href="{since}"' in text
    assert f"changed its mind {np.count_nonzero(np.diff(wanted))} times" in text
    right = np.flatnonzero(wanted == label)
    assert ("never right so far" in text) == (len(right) == 0)
    when.line.linkActivated.emit(str(since))
    trained.settle()
    assert trained.where == (since, 0)


def test_it_follows_the_chosen_sample_and_a_drawing(trained):
    trained.click("when?")
    look_back(trained)
    first = trained.window.curves.when._sample
    trained.click("Random")
    trained.until(lambda: trained.window.curves.when._sample is not first)
    look_back(trained)
    assert trained.window.curves.when.revisits.record.found()[1][:, 0].tolist() == answers(trained, 60)
    drawn = Sample(np.ones(64, np.float32), None, "drawn", 0)
    trained.session.look_at(drawn)
    trained.until(lambda: trained.window.curves.when._sample is drawn)
    look_back(trained)
    assert trained.window.curves.when.line._parts[:1] == ["Your drawing"]
    assert "read as" in trained.window.curves.when.line._parts[1]
    assert not any("right" in part for part in trained.window.curves.when.line._parts)


def test_when_the_run_goes_on_or_another_way_the_band_does(trained):
    trained.click("when?")
    look_back(trained)
    trained.train_to(90)
    look_back(trained)
    when = trained.window.curves.when
    assert when.revisits.record.found()[1][:, 0].tolist() == answers(trained, 90)
    trained.session.go_to(20)
    trained.settle()
    trained.enter("Learning rate", "0.5")
    trained.press(Key.Key_Right)
    trained.settle()
    look_back(trained)
    assert when.revisits.record.found()[0].tolist() == list(range(22))


def test_switched_off_it_is_gone(trained):
    trained.click("when?")
    look_back(trained)
    trained.click("when?")
    when = trained.window.curves.when
    assert not when.band.isVisible()
    assert not when.line.isVisible()
    assert len(when.revisits.record.found()[0]) == 0
    trained.train_to(70)
    assert len(when.revisits.record.found()[0]) == 0


def test_while_training_runs_a_few_are_looked_at(open_lab):
    lab = open_lab(1760, 1000)
    lab.enter("Iterations", "1000000")
    lab.click("when?")
    lab.press(Key.Key_Space)
    when = lab.window.curves.when
    lab.until(lambda: len(when.revisits.record.found()[0]) > 1)
    lab.until(lambda: "once training rests" in "".join(when.line._parts))
    lab.press(Key.Key_Space)
    lab.until(lambda: lab.session.state is State.PAUSED)
    look_back(lab)
    assert len(when.revisits.record.missing()) == 0


def test_right_and_wrong_are_drawn_and_what_is_not_known_is_empty(trained):
    trained.click("when?")
    look_back(trained)
    band = trained.window.curves.when.band
    found = np.arange(0, 41)
    band.show_answers(found, np.where(found < 20, 1, 2), 2, tuple("0123456789"))
    image, palette = band.grab().toImage(), theme().palette
    ratio = image.devicePixelRatio()

    def colours(iteration: float) -> set[str]:
        x = round(band.place_of(iteration) * ratio)
        return {image.pixelColor(x + i, y).name() for i in range(-4, 4) for y in range(2, image.height() - 2)}

    assert colours(30) == {palette.accent}
    assert colours(10) == {palette.card, palette.axis}
    assert colours(50) == {palette.card}
    assert band.words_at(band.place_of(30)) == "iteration 30: read as 2, right"
    assert band.words_at(band.place_of(20)) == "iteration 20: read as 2, right"
    assert band.words_at(band.place_of(5)) == "iteration 5: 2, read as 1"
    plot = trained.window.curves.loss_plot
    plot.view.setRange(xRange=(0, 30), padding=0)
    assert band.iteration_at(band.area().left()) == pytest.approx(0)
    assert band.iteration_at(band.area().left() + band.area().width()) == pytest.approx(30)


@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=lambda palette: palette.name)
def test_right_and_wrong_stand_out(palette):
    def light(colour: str) -> float:
        parts = rgb(colour) / 255
        parts = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
        return float(parts @ np.array([0.2126, 0.7152, 0.0722])) + 0.05

    for colour in (palette.accent, palette.axis):
        some, other = sorted((light(colour), light(palette.card)))
        assert other / some >= 3, QColor(colour).name()


# --- what the whole network does ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in MEASURES if name != "activations"])
def test_a_measure_is_drawn_as_it_was_and_the_accuracies_come_back(trained, name):
    choose(trained, name)
    curves = trained.window.curves
    over, trainer = curves.over_time, straight(trained)
    assert not curves.accuracy_plot.isVisible()
    assert curves._cards[1].title == ("Life of W2[25, 5]" if name == "life" else MEASURES[name].title)
    assert over.sentence.text() == MEASURES[name].reads
    measure = over.revisits._make(trainer)
    wanted = [measure.numbers()]
    for _ in range(60):
        trainer.run_iteration()
        wanted.append(measure.numbers())
    with np.errstate(divide="ignore"):
        heights = np.log10(np.maximum(wanted, 1e-12)) if measure.logarithmic else np.array(wanted)
    drawn = np.stack([line.getData()[1] for plot in over.plots for line in plot.lines[:len(plot.run_rows())]], axis=1)
    assert np.array_equal(drawn, heights, equal_nan=True)
    choose(trained, ACCURACY)
    assert curves.accuracy_plot.isVisible()
    assert curves._cards[1].title == "Accuracy"
    assert (over.plots, over.strips) == ((), ())


def test_each_layer_has_a_curve_with_a_name_and_a_look(trained):
    trained.enter("Hidden layers", "5")
    trained.click("Reset")
    trained.press(Key.Key_Return)
    trained.ready()
    trained.train_to(30)
    choose(trained, "gradient norm")
    plot, = trained.window.curves.over_time.plots
    rows = plot.run_rows()
    assert [row.text.partition("  ")[0] for row in rows] == [
        f"d{weights}, d{bias}" for weights, bias in by_layer(straight(trained).network).values()]
    assert len({(row.colour, row.dashed) for row in rows}) == 6
    assert len({id(row.marker) for row in rows}) == 6


def test_a_position_is_marked_and_dragged_in_it_too(trained):
    choose(trained, "update size")
    trained.session.go_to(30)
    trained.settle()
    plot, = trained.window.curves.over_time.plots
    assert plot.mark == 30
    plot.position_chosen.emit(12)
    trained.settle()
    assert trained.where == (12, 0)
    assert plot.mark == 12


def test_activations_are_counted_as_the_network_stands_and_over_the_run(trained):
    choose(trained, "activations")
    over = trained.window.curves.over_time
    view, = over.strips
    run = trained.session.run
    trained.session.go_to(30)
    trained.settle()
    trainer = straight(trained)
    for _ in range(30):
        trainer.run_iteration()
    z = trainer.network.layers[1].forward(trainer.network.layers[0].forward(run.dataset.train.x[:1000]))
    assert view.shown == 30
    counts = view._counts[view._place_shown(), 0]
    assert counts[0] == np.count_nonzero(z == 0)
    assert counts.sum() == z.size
    area = view.strip(0)
    at = QPointF(area.left() + area.width() / 6, area.bottom() - 0.5)
    assert view.words_at(at).startswith("iteration 10: z1 from 0 to ")
    trained.qtbot.mouseClick(view, LEFT, pos=QPoint(round(at.x()), round(area.center().y())))
    trained.settle()
    assert trained.where == (10, 0)


def test_the_life_of_a_cell_is_offered_where_its_number_comes_from(trained):
    trained.window.iteration.open_place(Place("dW1", (20, 7)))
    trained.settle()
    trained.click("Life of this cell")
    look_back(trained)
    curves = trained.window.curves
    assert curves._cards[1].title == "Life of W1[20, 7]"
    trainer, wanted = straight(trained), []
    for _ in range(60):
        trainer.run_iteration()
        wanted.append((trainer.network.params["W1"][20, 7], trainer.values["dW1"][20, 7]))
    assert np.array_equal(curves.over_time.revisits.record.found()[1][1:], np.array(wanted, float))
    trained.window.iteration.open_place(Place("z1", (0, 7)))
    trained.settle()
    assert not trained.window.iteration.where._life.isVisible()


def test_the_life_of_a_cell_that_is_never_moved(trained):
    trained.window.curves.show_life(Place("W1", (0, 7)))  # of a pixel that is white in no image
    look_back(trained)
    weight, gradient = trained.window.curves.over_time.plots
    assert [plot.getAxis("left").labelText for plot in (weight, gradient)] == ["W1", "dW1"]
    assert gradient.getAxis("left").range == pytest.approx([0, 1], abs=0.1)
    value = trained.window.curves.over_time.revisits.record.found()[1][0, 0]
    low, high = weight.getAxis("left").range
    assert low < value < high < low + abs(value)


def test_a_cell_is_typed_and_what_is_none_is_refused(trained):
    choose(trained, "life")
    curves = trained.window.curves
    field = curves.over_time.field
    field.setFocus()
    field.setText("b2 3")
    trained.qtbot.keyClick(field, Key.Key_Return)
    look_back(trained)
    assert curves._cards[1].title == "Life of b2[3]"
    field.setFocus()
    field.setText("W1[99, 0]")
    trained.qtbot.keyClick(field, Key.Key_Return)
    assert curves._cards[1].title == "Life of b2[3]"
    assert curves._cards[1].subtitle == "There is no W1[99, 0]. W1 has the shape (64, 50): type W1[0…63, 0…49]."


def test_a_cell_that_a_smaller_network_lacks_gives_way_to_another(trained):
    trained.window.curves.show_life(Place("W1", (63, 49)))
    look_back(trained)
    trained.enter("Hidden units", "10")
    trained.click("Reset")
    trained.press(Key.Key_Return)
    trained.ready()
    look_back(trained)
    assert trained.window.curves._cards[1].title == "Life of W2[5, 5]"


def test_it_stays_in_another_language(trained, qapp):
    translators = app.Translators(qapp)
    trained.window.language_chosen.connect(translators.use)
    trained.click("when?")
    choose(trained, "silent units")
    before = trained.window.curves
    trained.window.actions_.languages["ja"].trigger()
    trained.until(lambda: trained.window.curves is not before)
    translators.use("en")
    come_to_rest(trained.window)
    look_back(trained)
    curves = trained.window.curves
    assert (curves.over_time.name, curves.when_button.isChecked()) == ("silent units", True)
    assert curves.when.revisits.record.found()[1][:, 0].tolist() == answers(trained, 60)


def test_what_cannot_be_measured_is_said(trained, monkeypatch):
    def too_much(self):
        raise MemoryError("no room")

    monkeypatch.setattr(MEASURES["silent units"], "numbers", too_much)
    curves = trained.window.curves
    curves.over_time._actions["silent units"].trigger()
    trained.until(lambda: curves.over_time.revisits.problem is not None)
    assert curves._cards[1].subtitle == (
        "This could not be computed (MemoryError: no room). The details are in the log.")
    monkeypatch.undo()
    choose(trained, "gradient norm")
    assert curves._cards[1].subtitle == ""
