"""The contents of the picture panel by themselves: their room, and what they show of other data sets."""

from dataclasses import replace

import numpy as np
import pytest
from fits import outside, too_narrow

from bench.rest import come_to_rest
from engine.data.dataset import Dataset, Split
from engine.data.digits import load_digits
from engine.data.mnist import LOOK
from engine.data.own.kept import Own
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer
from gui.look.theme import theme
from gui.panels.picture.view import PictureView
from gui.training.reports import Learned
from gui.training.worker import told_of
from tests import spirals

DIGITS = load_digits()
LETTERS = tuple("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTU")  # 47 classes
INK = np.zeros((280, 280), np.uint8)
INK[40:60, 60:200] = INK[60:220, 150:175] = 255
COLOURS = np.repeat((255 - INK)[..., None], 3, 2)


def images(class_names: tuple[str, ...]) -> Dataset:
    """A data set of the form of MNIST with so many classes."""
    rng = np.random.default_rng(0)
    split = Split(rng.random((60, 784), np.float32), np.arange(60) % len(class_names))
    return Dataset("letters", "Letters", split, split, LOOK, class_names, "")


@pytest.fixture
def view(qtbot):
    view = PictureView()
    qtbot.addWidget(view)
    view.show()
    yield view
    view.stop()


def show(qtbot, view, dataset, **config) -> Trainer:
    """A network on this data set, asked about what is seen."""
    trainer = Trainer(TrainingConfig(hidden_sizes=(6,), batch_size=10, **config), dataset)
    view.show_run(told_of(trainer))
    view.show_learned(Learned(0, 0, trainer.network, trainer.dataset))
    if view._inquiry is not None:
        qtbot.waitUntil(lambda: not any(map(view._inquiry.is_asking, ("x", "kept"))))
    return trainer


def test_all_has_its_room_at_any_size_of_text(qtbot, in_any_font, view):
    view.show_kept((Own(INK, "7"), Own(COLOURS, "2", ("cropped",))))
    show(qtbot, view, images(tuple("0123456789")))
    for picture in (INK, COLOURS):
        view._take_up(picture, "my seven.png", on_pad=False)
        for scale in (0.7, 1.0, 1.1 ** 3, 2.0):
            theme().set_text_scale(scale)
            for width, height in ((430, 540), (950, 620)):
                view.resize(max(width, view.minimumSizeHint().width()), max(height, view.minimumSizeHint().height()))
                come_to_rest(view)
                assert outside(view) == [] and too_narrow(view) == [], (scale, width)


@pytest.mark.parametrize("names", [("no", "yes"), LETTERS])
def test_of_2_or_47_classes_the_likeliest_are_seen(qtbot, view, names):
    view._take_up(COLOURS, "my seven.png", on_pad=False)
    trainer = show(qtbot, view, images(names))
    x = LOOK.prepare_drawing(INK / 255).astype(np.float64)
    params = trainer.network.params
    logits = np.maximum(x @ params["W1"] + params["b1"], 0) @ params["W2"] + params["b2"]
    y = np.exp(logits) / np.exp(logits).sum()
    likeliest = sorted(np.argsort(-y)[:10])
    assert view.answer.picture._labels == tuple(names[each] for each in likeliest)
    np.testing.assert_allclose([float(text) for text in view.answer.picture.texts], y[likeliest], atol=1e-4)
    assert [view.meant.itemText(i) for i in range(view.meant.count())] == ["–", *names]


def test_points_are_nothing_to_be_drawn_and_the_picture_waits(qtbot, view):
    view._take_up(COLOURS, "my seven.png", on_pad=False)
    view.show_kept((Own(INK, "7"),))
    show(qtbot, view, DIGITS)
    assert len(view._boxes) == 8
    show(qtbot, view, spirals.SOURCE.load(None))
    assert "no images that could be drawn" in view._said.text()
    assert view._boxes == []
    assert not view.own.train.isEnabled()
    assert "1 is meant to be what is no class" in view.own.said
    view.show_drawing(INK / 255)
    come_to_rest(view)
    show(qtbot, view, replace(DIGITS))
    assert len(view._boxes) == 5
    assert "of 1 read right" in view.own.said


def test_a_network_that_has_diverged_gives_no_prediction(qtbot, view):
    view._take_up(COLOURS, "my seven.png", on_pad=False)
    trainer = show(qtbot, view, DIGITS)
    broken = trainer.network.with_params({**trainer.network.params, "b2": np.full(10, np.nan, np.float32)})
    view.show_kept((Own(INK, "7"),))
    view.show_learned(Learned(3, 0, broken, trainer.dataset))
    qtbot.waitUntil(lambda: not any(map(view._inquiry.is_asking, ("x", "kept"))))
    assert view.answer._verdict.text() == "no prediction: y is NaN"
    assert "0 of 1 read right" in view.own.said


@pytest.mark.parametrize("width", [430, 950])
def test_how_many_are_read_right_stands_above_those_that_are_kept(qtbot, view, width):
    view._take_up(COLOURS, "my seven.png", on_pad=False)
    view.show_kept((Own(INK, "7"),))
    show(qtbot, view, DIGITS)
    view.resize(max(width, view.minimumSizeHint().width()), 620)
    come_to_rest(view)
    said, strip, own = view.own._said, view.own.strip, view.own
    assert "of 1 read right" in said.text() and said.height() >= said.heightForWidth(said.width())
    assert said.geometry().bottom() < strip.geometry().top() and strip.geometry().bottom() == own.height() - 1
    beside = said.geometry().top() < own.train.geometry().bottom()
    assert beside == (width > 500)
    assert not beside or said.geometry().right() < own.remove.geometry().left()


def test_of_a_drawing_that_has_not_begun_nothing_is_asked(qtbot, view):
    show(qtbot, view, DIGITS)
    view.show_drawing(INK / 255)
    qtbot.waitUntil(lambda: view.answer._verdict.text().startswith("read as"))
    view.show_drawing(np.zeros((280, 280)))
    come_to_rest(view)
    assert not view._inquiry.is_asking("x")
    assert (view.answer.picture.message, view.answer._verdict.text()) == ("nothing drawn yet", "y")
    assert view._said.text() == "Nothing is drawn yet: draw a digit on the pad of the sample panel."
    view.show_drawing(INK / 255)
    qtbot.waitUntil(lambda: view.answer._verdict.text().startswith("read as"))
    view.show_picture(np.full((30, 30, 3), 255, np.uint8), "blank.png")
    qtbot.waitUntil(lambda: not view._inquiry.is_asking("x"))
    assert "There is no ink in this picture" in view._said.text()  # what is made of that is what x is
    assert view.answer._verdict.text().startswith("read as")


def test_how_large_a_picture_is_in_its_file_and_that_it_was_made_smaller_is_said(qtbot, view):
    show(qtbot, view, DIGITS)
    view.show_picture(COLOURS[:210], "seven.png", (300, 400))
    made_smaller = "In its file the picture is 300 × 400; it was made smaller first, 210 × 280."
    assert view._first.foot.text() == "300 × 400" and view._boxes[0].foot.text() == "210 × 280"
    assert view._first.toolTip() == made_smaller
    assert view._said.text().split("\n") == [
        "Every step is taken, as for each digit of the data. Leave one out to see what it is good for.", made_smaller]
    view.none.click()
    assert view._said.text().startswith("Not cropped") and view._said.text().endswith(made_smaller)
    view.show_picture(COLOURS, "seven.png", (280, 280))
    assert (view._first.foot.text(), view._first.toolTip()) == ("280 × 280", "")
    assert "smaller" not in view._said.text()
