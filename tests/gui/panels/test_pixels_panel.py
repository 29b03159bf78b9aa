"""The panel of pixels in the whole window, with real clicks: what its maps show, against plain numpy."""

from itertools import product

import numpy as np
import pytest
from fits import outside, too_narrow
from lab import LEFT
from PySide6.QtCore import QPoint, Qt
from test_language import translators  # noqa: F401

from bench.rest import come_to_rest
from engine.data import catalogue
from engine.inspection.frozen.trace import trace as trace_of
from engine.inspection.place import Place
from engine.training.config import TrainingConfig
from gui.look.theme import LARGEST_TEXT, SMALLEST_TEXT, theme
from gui.panels.pixels import questions, view
from gui.panels.pixels.target import ONE
from gui.panels.pixels.view import PATCHES
from tests import spirals


@pytest.fixture
def seen(open_lab):
    """A window whose network has learnt a little, with the panel seen after one click."""
    lab = open_lab(1280, 720)
    for _ in range(2):
        lab.window.do("forward 100")
        lab.settle()
    lab.click("Pixels")
    return settled(lab)


def contents(lab):
    return lab.window.pixels.contents


def settled(lab):
    lab.settle()
    lab.until(lambda: not contents(lab)._stale and not contents(lab)._inquiry._questions)
    return lab


def sample(lab, index):
    """Look at a sample of the test data; returns what the network has to do with it."""
    lab.window.sample.chooser.look_at("test", index)
    settled(lab)
    return contents(lab)._trace


def logits_of(trace, x):
    params = {name: value.astype(np.float64) for name, value in trace.params.items()}
    return np.maximum(x @ params["W1"] + params["b1"], 0) @ params["W2"] + params["b2"]


def gradient_of(trace, weights):
    """That of the logits times these weights, over the inputs."""
    params = {name: value.astype(np.float64) for name, value in trace.params.items()}
    x = trace.sample.x.astype(np.float64)
    return params["W1"] @ ((x @ params["W1"] + params["b1"] > 0) * (params["W2"] @ weights))


def weights(of, rather_than=None):
    found = np.zeros(10)
    found[of] = 1
    if rather_than is not None:
        found[rather_than] = -1
    return found


def shown(lab):
    return [each.map._values for each in contents(lab).maps]


def point(lab, which, row, column):
    return contents(lab).maps[which].map.rect_of((row, column)).center()


def choose(lab, box, value):
    """As a person chooses it with keys."""
    box.setFocus(Qt.FocusReason.TabFocusReason)
    box.showPopup()
    box.view().setCurrentIndex(box.model().index(box.findData(value), 0))
    lab.qtbot.keyClick(box.view(), Qt.Key.Key_Return)
    settled(lab)


def test_nothing_is_made_before_it_is_seen(lab):
    assert lab.window.pixels.contents is None


def test_the_three_maps_after_one_click(seen):
    for index in range(8):
        trace = sample(seen, index)
        x = trace.sample.x.astype(np.float64)
        order = np.argsort(logits_of(trace, x))
        read, label = int(order[-1]), trace.sample.label
        rival = int(order[-2]) if read == label else label
        gradient, product, falls = shown(seen)
        expected = gradient_of(trace, weights(read, rival))
        np.testing.assert_allclose(gradient.ravel(), expected, rtol=1e-4, atol=1e-5)
        np.testing.assert_allclose(product.ravel(), expected * x, rtol=1e-4, atol=1e-5)
        image = x.reshape(8, 8)
        for row, column in ((0, 0), (3, 4), (7, 2)):
            covered = image.copy()
            covered[max(row - 1, 0):row + 2, max(column - 1, 0):column + 2] = 0
            before, after = (logits_of(trace, each.ravel()) @ weights(read, rival) for each in (image, covered))
            assert falls[row, column] == pytest.approx(before - after, rel=1e-3, abs=1e-5)
        said = f"{read} rather than {rival}: a2[{read}] − a2[{rival}] = "
        assert contents(seen)._still_number.text.startswith(said)
        assert contents(seen).card.subtitle == f"test image {index}, label {label}"


def test_another_number_is_asked_about(seen):
    trace, panel = sample(seen, 3), contents(seen)
    choose(seen, panel.choice.of, 4)
    choose(seen, panel.choice.rather_than, 1)
    np.testing.assert_allclose(shown(seen)[0].ravel(), gradient_of(trace, weights(4, 1)), rtol=1e-4, atol=1e-5)
    seen.click("one class")
    settled(seen)
    assert panel.choice.kinds.current == ONE and panel.choice.rather_than.isHidden()
    np.testing.assert_allclose(shown(seen)[0].ravel(), gradient_of(trace, weights(4)), rtol=1e-4, atol=1e-5)
    assert panel._still_number.text.startswith("4: a2[4] = ")
    seen.click("the loss")
    settled(seen)
    y = np.exp(logits_of(trace, trace.sample.x.astype(np.float64)))
    t = weights(trace.sample.label)
    np.testing.assert_allclose(shown(seen)[0].ravel(), gradient_of(trace, y / y.sum() - t), rtol=1e-4, atol=1e-5)
    assert panel._still_number.text.startswith("L = ")


def test_another_patch(seen):
    trace, panel = sample(seen, 3), contents(seen)
    assert PATCHES[panel.patch.value].side == 3
    choose(seen, panel.patch, PATCHES.index(view.Patch(5, view.GREY)))
    found = panel._found.target
    image = trace.sample.x.astype(np.float64).reshape(8, 8)
    covered = image.copy()
    covered[2:7, 1:6] = 0.5
    before, after = (logits_of(trace, each.ravel()) @ weights(found.of, found.rather_than) for each in (image, covered))
    assert shown(seen)[2][4, 3] == pytest.approx(before - after, rel=1e-3, abs=1e-5)


def test_a_pixel_is_read_in_all_three(seen):
    trace, panel = sample(seen, 3), contents(seen)
    seen.qtbot.mouseMove(panel.product.map, point(seen, 1, 2, 4))
    number = view.formatting.number
    values = [number(float(each[2, 4])) for each in shown(seen)]
    expected = (f"(2, 4) · x {number(float(trace.sample.x[20]))} · gradient {values[0]} · "
                f"gradient × input {values[1]} · occlusion {values[2]}")
    assert panel._still_read_out.text == expected
    assert [each.map.marked.index for each in panel.maps] == [(2, 4)] * 3
    seen.qtbot.mouseClick(panel.gradient.map, LEFT, pos=point(seen, 0, 2, 4))
    seen.qtbot.mouseMove(panel.gradient.map, point(seen, 0, 6, 6))
    assert panel._still_read_out.text.startswith("(6, 6)")
    panel._on_hovered(None)
    assert panel._still_read_out.text == expected  # it stays where it was clicked
    sample(seen, 4)
    assert panel._still_read_out.text.startswith("(2, 4)")
    seen.qtbot.mouseClick(panel.gradient.map, LEFT, pos=point(seen, 0, 2, 4))
    panel._on_hovered(None)
    assert panel._still_read_out.text == " "


def test_where_the_gradient_of_a_pixel_comes_from(seen):
    sample(seen, 3)
    panel = contents(seen)
    seen.qtbot.mouseClick(panel.gradient.map, LEFT, pos=point(seen, 0, 2, 4))
    assert panel._where.isHidden()  # of a logit nothing is kept that could be taken apart
    seen.click("the loss")
    settled(seen)
    dx = shown(seen)[0][2, 4]
    assert not panel._where.isHidden()
    seen.qtbot.mouseClick(panel._where, LEFT)
    seen.settle()
    where = seen.window.iteration.where
    assert where.place == Place("dx", (0, 20)) and where._provenance.value == pytest.approx(float(dx))


def test_why_a_digit_of_ones_own_is_read_as_it_is(open_lab):
    """Three acts from the start: the pill, the drawing, the panel."""
    lab = open_lab(1280, 720)
    lab.click("draw")
    lab.settle()
    pad = lab.window.sample.forward.pad
    middle = pad.rect().center()
    lab.qtbot.mousePress(pad, LEFT, pos=middle - QPoint(0, 50))
    for down in range(-40, 50, 10):
        lab.qtbot.mouseMove(pad, middle + QPoint(0, down))
    lab.qtbot.mouseRelease(pad, LEFT, pos=middle + QPoint(0, 50))
    lab.settle()
    lab.click("Pixels")
    settled(lab)
    panel = contents(lab)
    trace, target = panel._found.trace, panel._found.target
    assert trace.sample.split == "drawn" and panel.card.subtitle == "drawn by you"
    order = np.argsort(logits_of(trace, trace.sample.x.astype(np.float64)))
    assert (target.of, target.rather_than) == (order[-1], order[-2])
    np.testing.assert_allclose(
        shown(lab)[0].ravel(), gradient_of(trace, weights(order[-1], order[-2])), rtol=1e-3, atol=1e-6)
    lab.click("the loss")
    settled(lab)
    assert [each.map.message for each in panel.maps] == [
        "Without a label there is no loss: say beside the drawing which digit it is."] * 3
    lab.window.sample.chooser.look_at_drawing(trace.sample.x, 7)
    settled(lab)
    assert panel.card.subtitle == "drawn by you, label 7" and panel._found.target.label == 7
    lab.click("two classes")
    settled(lab)
    assert panel._found.target.rather_than == (7 if order[-1] != 7 else order[-2])


def test_points_have_no_patches(open_lab, monkeypatch):
    monkeypatch.setattr(catalogue, "SOURCES", (*catalogue.SOURCES, spirals.SOURCE))
    lab = open_lab(1280, 720)
    lab.click("Pixels")
    settled(lab)
    choose(lab, contents(lab).choice.of, 8)
    lab.window.run_desk.apply(TrainingConfig(dataset=spirals.NAME))
    lab.until(lambda: lab.session.run.config.dataset == spirals.NAME)
    settled(lab)
    panel = contents(lab)
    assert panel.choice.of.value is None and panel.choice.of.count() == 3  # the eighth class of digits is none of these
    trace, target = panel._found.trace, panel._found.target
    params = {name: value.astype(np.float64) for name, value in trace.params.items()}
    x = trace.sample.x.astype(np.float64)
    out = params["W2"][:, target.of] - params["W2"][:, target.rather_than]
    expected = params["W1"] @ ((x @ params["W1"] + params["b1"] > 0) * out)
    np.testing.assert_allclose(panel.gradient.map._values[0], expected, rtol=1e-4, atol=1e-7)
    np.testing.assert_allclose(panel.product.map._values[0], expected * x, rtol=1e-4, atol=1e-7)
    assert panel.occlusion.map.message == "for pictures only: a point has no patches"
    assert panel.patch.isHidden() and panel.occlusion._says.text() == "" and "input" in panel.gradient._says.text()
    panel._on_clicked(panel.gradient.map._cell((0, 1)))
    assert panel._still_read_out.text.startswith("v · x ")


def test_a_network_that_has_diverged_has_no_answer(seen):
    before = sample(seen, 3)
    broken = before.network.with_params({name: np.full_like(value, np.nan) for name, value in before.params.items()})
    seen.window.pixels.show_trace(trace_of(broken, before.sample))
    settled(seen)
    panel = contents(seen)
    assert panel.gradient.map.message == "no prediction: y is NaN"
    choose(seen, panel.choice.of, 3)
    assert not np.isfinite(panel.gradient.map._values).all()


def test_what_cannot_be_computed_is_said_and_the_next_is_tried_anew(seen, monkeypatch):
    def full(trace, target):
        raise MemoryError("no room")

    monkeypatch.setattr(questions, "decided", full)
    sample(seen, 2)
    assert contents(seen).product.map.message.startswith("This could not be computed (MemoryError: no room)")
    monkeypatch.undo()
    sample(seen, 3)
    assert contents(seen).product.map.message == "" and contents(seen)._found.trace.sample.index == 3


@pytest.fixture
def slow(seen, monkeypatch):
    """The same, as if the network were so large that occlusion has to be asked for."""
    for module in (questions, view):
        monkeypatch.setattr(module, "is_quick", lambda trace: False)
    monkeypatch.setattr("engine.nn.network.CHUNK", 1)
    sample(seen, 5)
    return seen


def test_a_large_network_is_asked_patch_by_patch(slow):
    panel = contents(slow)
    assert panel.occlusion.map.message == "not computed yet" and panel.asking.isVisible()
    slow.click("Cover patch by patch")
    settled(slow)
    assert not panel.asking.is_under_way
    once = shown(slow)[2]
    assert np.abs(once).max() > 0
    slow.click("Cover patch by patch")
    slow.click("Cancel")
    settled(slow)
    assert panel.occlusion.map.message == "not computed yet" and not panel.asking.is_under_way
    assert panel.gradient.map.message == ""


def test_another_sample_breaks_off_what_is_under_way(slow):
    panel = contents(slow)
    slow.click("Cover patch by patch")
    sample(slow, 6)
    assert not panel.asking.is_under_way
    assert panel.occlusion.map.message == "not computed yet"
    assert panel._found.trace.sample.index == 6


def test_while_training_runs_it_is_of_a_network_on_the_way(seen):
    panel = contents(seen)
    seen.enter("Iterations", "1500")
    seen.press(Qt.Key.Key_Space)
    seen.until(lambda: panel._found.trace.iteration > 300, timeout=20_000)
    seen.until(lambda: seen.session.has_ended, timeout=60_000)
    settled(seen)
    assert panel._found.trace.iteration == 1500


@pytest.mark.layout
def test_at_any_text_size_all_of_it_has_its_room(open_lab, translators):  # noqa: F811
    lab = open_lab(1280, 720)
    lab.window.language_chosen.connect(translators.use)
    lab.click("Pixels")
    settled(lab)
    try:
        for language, scale in product(("en", "ja"), (SMALLEST_TEXT, 1.0, 1.1 ** 6, LARGEST_TEXT)):
            lab.window.actions_.languages[language].trigger()
            theme().set_text_scale(scale)
            settled(lab)
            come_to_rest(lab.window)
            lab.window.workspace.bring_forward(lab.window.pixels)
            come_to_rest(lab.window)
            assert (too_narrow(lab.window.pixels), outside(lab.window.pixels)) == ([], []), (language, scale)
    finally:
        theme().set_text_scale(1.0)


def test_another_language(open_lab, translators):  # noqa: F811
    lab = open_lab(1280, 720)
    lab.window.language_chosen.connect(translators.use)
    lab.click("Pixels")
    settled(lab)
    lab.click("one class")
    choose(lab, contents(lab).choice.of, 6)
    before = shown(lab)
    lab.window.actions_.languages["ja"].trigger()
    come_to_rest(lab.window)
    settled(lab)
    panel = contents(lab)
    assert panel.gradient.name == "勾配" and panel.choice.kinds.current == ONE and panel.choice.of.value == 6
    for one, other in zip(before, shown(lab), strict=True):
        np.testing.assert_array_equal(one, other)
    lab.window.actions_.languages["en"].trigger()
    come_to_rest(lab.window)
    settled(lab)
    assert (contents(lab).gradient.name, contents(lab).choice.kinds.current) == ("gradient", ONE)
