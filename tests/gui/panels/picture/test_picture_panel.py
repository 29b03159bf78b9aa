"""A picture of one's own in the whole window: drawn, dropped, shown step by step, kept, tested on, trained on."""

from itertools import pairwise

import numpy as np
import pytest
from lab import CTRL, LEFT, Key
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QCheckBox, QLabel

from bench.rest import come_to_rest
from engine.data.digits import LOOK, load_digits
from engine.data.own.kept import read
from engine.data.own.way import way_of, x_at
from gui.window.picture_desk import NAME, own_file

STROKES = [(.08, .08), (.34, .08), (.2, .42)]  # a small 7 at the upper left


@pytest.fixture
def trained(open_lab):
    """A window with a network that reads digits."""
    lab = open_lab()
    lab.train_to(300)
    return lab


def draw(lab, points=STROKES) -> None:
    """On the pad, with the mouse."""
    lab.click("draw")
    pad = lab.window.sample.forward.pad
    come_to_rest(lab.window)
    spots = [QPoint(round(x * pad.width()), round(y * pad.height())) for x, y in points]
    lab.qtbot.mousePress(pad, LEFT, pos=spots[0])
    for before, after in pairwise(spots):
        for share in np.linspace(0, 1, 5)[1:]:
            lab.qtbot.mouseMove(pad, before + (after - before) * share)
    lab.qtbot.mouseRelease(pad, LEFT, pos=spots[-1])
    lab.settle()


def view(lab):
    return lab.window.picture.contents


def answered(lab) -> None:
    """Until everything that was asked about the picture is answered."""
    lab.settle()
    lab.until(lambda: view(lab)._inquiry is not None and not any(map(view(lab)._inquiry.is_asking, ("x", "kept"))))
    lab.settle()


def switch(lab, title: str):
    found, = (box.switch for box in view(lab)._boxes if box.switch.text() == title)
    return found


def toggle(lab, title: str) -> None:
    come_to_rest(lab.window)
    lab.qtbot.mouseClick(switch(lab, title), LEFT, pos=QPoint(6, switch(lab, title).height() // 2))
    answered(lab)


def mean(lab, name: str) -> None:
    """Say what it is meant to be."""
    come_to_rest(lab.window)
    meant = view(lab).meant
    meant.showPopup()
    meant.view().setCurrentIndex(meant.model().index(meant.findText(name), 0))
    lab.qtbot.keyClick(meant.view(), Key.Key_Return)
    answered(lab)


def ink(lab) -> np.ndarray:
    return np.round(lab.window.sample.forward.pad.ink() * 255).astype(np.uint8)


def y_of(lab, x: np.ndarray) -> np.ndarray:
    params = {name: value.astype(np.float64) for name, value in view(lab)._learned.network.params.items()}
    logits = np.maximum(x @ params["W1"] + params["b1"], 0) @ params["W2"] + params["b2"]
    return np.exp(logits) / np.exp(logits).sum()


def shown_y(lab) -> list[float]:
    return [float(text) for text in view(lab).answer.picture.texts]


def test_a_drawing_step_by_step_and_its_failure_off_centre(trained):
    lab = trained
    draw(lab)
    drawn, on_pad = lab.window.sample.chooser.sample, ink(lab)
    lab.click("Steps…")
    answered(lab)
    assert [box.switch.text() for box in view(lab)._boxes] == ["Cropped", "Upright", "Stretched", "Counted", "Full ink"]
    assert lab.window.sample.chooser.sample is drawn  # nothing was left out: it is looked at already
    expected = LOOK.prepare_drawing(on_pad.astype(np.float32) / 255)
    np.testing.assert_array_equal(drawn.x, expected)
    np.testing.assert_allclose(shown_y(lab), y_of(lab, expected), atol=1e-4)
    for title in ("Cropped", "Upright", "Stretched", "Full ink"):
        toggle(lab, title)
    off_centre = on_pad.astype(float).reshape(8, 35, 8, 35).mean(axis=(1, 3)).ravel() / 255
    np.testing.assert_allclose(lab.window.sample.chooser.sample.x, off_centre, atol=1e-6)
    np.testing.assert_allclose(shown_y(lab), y_of(lab, off_centre), atol=1e-4)
    np.testing.assert_array_equal(ink(lab), on_pad)  # the pad keeps the drawing
    assert "Not cropped" in view(lab)._said.text()
    draw(lab, [(.5, .5), (.6, .9)])  # it goes on being drawn: the same steps
    answered(lab)
    on_pad = ink(lab)
    off_centre = on_pad.astype(float).reshape(8, 35, 8, 35).mean(axis=(1, 3)).ravel() / 255
    np.testing.assert_allclose(lab.window.sample.chooser.sample.x, off_centre, atol=1e-6)
    lab.click("All steps")
    answered(lab)
    expected = LOOK.prepare_drawing(on_pad.astype(np.float32) / 255)
    np.testing.assert_array_equal(lab.window.sample.chooser.sample.x, expected)
    lab.click("Ink only")
    answered(lab)
    np.testing.assert_allclose(lab.window.sample.chooser.sample.x, off_centre, atol=1e-6)


def picture_of(lab, tmp_path, name="my seven.png"):
    """What stands on the pad as a file, black on white."""
    levels = np.ascontiguousarray(255 - ink(lab))
    path = tmp_path / name
    assert QImage(levels.data, 280, 280, 280, QImage.Format.Format_Grayscale8).save(str(path), "PNG")
    return path


def test_a_picture_dropped_on_the_window_becomes_x_and_what_is_wrong_with_one_is_said(trained, tmp_path):
    lab = trained
    draw(lab)
    path, on_pad = picture_of(lab, tmp_path), ink(lab)
    lab.click("test")
    lab.settle()
    assert lab.drop(QUrl.fromLocalFile(str(path)))
    lab.until(lambda: view(lab) is not None and not view(lab).is_empty)
    answered(lab)
    assert lab.window.picture.isVisible()
    assert view(lab).card.subtitle == "my seven.png"
    assert [box.switch.text() for box in view(lab)._boxes][:4] == ["Grey", "Inverted", "White paper", "Cropped"]
    sample = lab.window.sample.chooser.sample
    assert (sample.split, sample.label) == ("drawn", None)
    np.testing.assert_array_equal(sample.x, LOOK.prepare_drawing(on_pad.astype(np.float32) / 255))
    assert (sample.name, lab.window.sample.card.subtitle) == ("my seven.png", "my seven.png")
    toggle(lab, "Inverted")
    left_out = x_at(way_of(view(lab)._picture, LOOK, ["inverted"]))
    np.testing.assert_array_equal(lab.window.sample.chooser.sample.x, left_out)
    network = lab.session.run
    for name, content, said in (("a.svg", b"<svg/>", "kind SVG"), ("b.PNG", b"\x89PNG\r\n\x1a\n", "damaged"),
                                ("c.jpg", b"text", "no picture")):
        bad = tmp_path / name
        bad.write_bytes(content)
        assert lab.drop(QUrl.fromLocalFile(str(bad)))
        lab.until(lambda said=said: said in lab.notice)
    assert view(lab).card.subtitle == "my seven.png"  # what was there is as it was
    np.testing.assert_array_equal(lab.window.sample.chooser.sample.x, left_out)
    assert lab.session.run is network
    assert lab.drop(QUrl.fromLocalFile(str(path)))
    lab.until(lambda: not lab.notice)  # what was said of the others has passed
    lab.click("Ink only")
    answered(lab)
    mean(lab, "7")
    assert lab.window.sample.card.subtitle == "my seven.png"
    lab.click("Keep")
    answered(lab)
    view(lab).show_own(view(lab).own.pictures[0])
    answered(lab)
    assert lab.window.sample.card.subtitle == "your picture"
    draw(lab)
    assert lab.window.sample.card.subtitle == "drawn by you"
    lab.drop(QUrl.fromLocalFile(str(path)))
    lab.until(lambda: view(lab).card.subtitle == "my seven.png")
    lab.click("Ink only")
    answered(lab)
    switches = [box.switch for box in view(lab)._boxes if isinstance(box.switch, QCheckBox)]
    assert [each.text() for each in switches if each.isChecked()] == ["Grey", "Inverted", "White paper"]
    assert [each.text() for each in switches[3:]] == ["Cropped", "Upright", "Stretched", "Full ink"]


def test_a_blank_picture_says_so_and_is_not_kept(lab, tmp_path, asked):
    asked.answer = tmp_path / "blank.png"
    image = QImage(30, 30, QImage.Format.Format_RGB888)
    image.fill(Qt.GlobalColor.white)
    image.save(str(asked.answer))
    lab.press(Key.Key_I, CTRL)
    come_to_rest(lab.window)
    assert "Open a picture of a digit" in view(lab)._said.text()
    assert not view(lab).keep.isEnabled()
    lab.click("Open…")
    lab.until(lambda: not view(lab).is_empty)
    answered(lab)
    assert "There is no ink" in view(lab)._said.text()
    mean(lab, "7")
    assert not view(lab).keep.isEnabled()
    assert not lab.window.sample.chooser.sample.x.any()


def keep_a_seven(lab) -> None:
    draw(lab)
    if not lab.window.picture.isVisible():
        lab.click("Steps…")
    mean(lab, "7")
    come_to_rest(lab.window)
    lab.click("Keep")
    answered(lab)


def test_what_is_kept_is_tested_on_chosen_again_and_removed(trained, open_lab):
    lab = trained
    keep_a_seven(lab)
    x = LOOK.prepare_drawing(ink(lab).astype(np.float32) / 255)
    assert lab.window.sample.chooser.sample.label == 7
    toggle(lab, "Cropped")
    lab.click("Keep")
    answered(lab)
    assert view(lab)._count.text() == "kept: 2"
    kept = read(own_file())
    assert [(own.label, own.left_out) for own in kept] == [("7", ()), ("7", ("cropped",))]
    uncropped = x_at(way_of(kept[1].picture, LOOK, ["cropped"]))
    right = [int(y_of(lab, each).argmax() == 7) for each in (x, uncropped)]
    assert f"{sum(right)} of 2 read right" in view(lab).own.said
    strip = view(lab).own.strip.thumbnails
    assert sorted(strip._flags) == [i for i in range(2) if not right[i]]
    assert strip.selection == 1
    come_to_rest(lab.window)
    lab.qtbot.mouseClick(strip, LEFT, pos=strip.rect_of(0).center().toPoint())
    answered(lab)
    assert switch(lab, "Cropped").isChecked()
    np.testing.assert_array_equal(lab.window.sample.chooser.sample.x, x)
    lab.click("Remove")
    answered(lab)
    assert [own.left_out for own in read(own_file())] == [("cropped",)]
    assert view(lab)._count.text() == "kept: 1"
    lab.click("Bring it back")
    answered(lab)
    assert [own.left_out for own in read(own_file())] == [("cropped",), ()]
    lab.close()
    other = open_lab()  # it is there at the next start
    other.press(Key.Key_I, CTRL)
    answered(other)
    assert len(view(other).own.pictures) == 2


def test_a_new_network_learns_from_what_is_kept_once_the_person_agrees(trained, tmp_path, asked):
    lab = trained
    keep_a_seven(lab)
    before = lab.session.run
    come_to_rest(lab.window)
    lab.click("Train on them")
    assert lab.notice == "Training anew with 1 picture of yours discards this run, 300 iterations so far."
    assert lab.session.run is before
    lab.click("Cancel")
    lab.click("Train on them")
    come_to_rest(lab.window)
    lab.window.notices.answer_default()
    lab.until(lambda: lab.session.run is not before)
    lab.ready()
    assert "pictures of your own, 10 in all" in lab.notice
    dataset = lab.session.run.dataset
    assert (dataset.name, len(dataset.train)) == ("digits+own", len(load_digits().train) + 10)
    assert {"1,447\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}64", "Your own among them: 10"} <= {
        each.text() for each in lab.window.experiment.findChildren(QLabel)}
    np.testing.assert_allclose(dataset.train.x[1437], read(own_file())[0].x(LOOK), atol=0.5 / 16 + 1e-6)
    lab.enter("Hidden units", "20")  # it has learnt nothing yet: made anew, it learns from the same
    lab.until(lambda: lab.session.run.config.hidden_sizes == (20,))
    assert lab.session.run.dataset.name == "digits+own"
    lab.ready()
    lab.press(Key.Key_Right)
    lab.settle()
    assert lab.where == (1, 0)
    path = tmp_path / "own.npz"
    asked.answer = path
    lab.window.do("save")
    lab.until(path.exists)
    lab.until(lambda: "is saved" in lab.notice)
    before = lab.session.run
    lab.window.opening.open(path)  # as long as the same pictures are kept, it can be opened again
    lab.until(lambda: lab.session.run is not before)
    lab.ready()
    assert (lab.session.run.dataset.name, lab.where) == ("digits+own", (1, 0))
    view(lab).removal_wanted.emit(read(own_file())[0])
    lab.window.opening.open(path)
    lab.until(lambda: "other data" in lab.notice)
    assert lab.session.run.dataset.name == "digits+own"
    lab.window.do("reset")
    come_to_rest(lab.window)
    lab.window.notices.answer_default()
    lab.until(lambda: lab.session.run.dataset.name == "digits")
    lab.ready()


def test_a_damaged_file_of_kept_pictures_is_set_aside_with_a_word(lab):
    own_file().parent.mkdir(parents=True, exist_ok=True)
    own_file().write_bytes(b"hello")
    lab.press(Key.Key_I, CTRL)
    lab.until(lambda: "cannot be read" in lab.notice)
    assert own_file().with_name(f"{NAME}.old").read_bytes() == b"hello"
    keep_a_seven(lab)
    assert len(read(own_file())) == 1


def test_in_another_language_it_shows_the_same(trained):
    lab = trained
    keep_a_seven(lab)
    toggle(lab, "Cropped")
    before, x = view(lab), lab.window.sample.chooser.sample.x
    lab.window._speak()
    answered(lab)
    assert view(lab) is not before
    assert view(lab).left_out == {"cropped"}
    assert view(lab).meant.value == "7"
    assert len(view(lab).own.pictures) == 1
    assert view(lab)._count.text() == "kept: 1"
    np.testing.assert_array_equal(lab.window.sample.chooser.sample.x, x)
