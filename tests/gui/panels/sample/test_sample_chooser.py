"""Choosing a sample: which one is looked at, and what the panel says about the choice."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox

from bench.rest import come_to_rest
from engine.data.digits import load_digits
from engine.inspection.frozen.trace import Sample
from gui.look.theme import theme

DIGITS = load_digits()
TEST, TRAIN = DIGITS.test, DIGITS.train


def chosen(bench) -> tuple[str, int]:
    """Split and number of the sample that is looked at; its pixels and its label are those of the data."""
    sample = bench.sample
    part = DIGITS.split(sample.split)
    assert np.array_equal(sample.x, part.x[sample.index])
    assert sample.label == part.labels[sample.index]
    return sample.split, sample.index


def tooltip(bench, position) -> str:
    """What is said of a thumbnail to a screen reader, once it is chosen."""
    bench.click_thumbnail(position)
    return bench.thumbnails.accessibleDescription()


def underlined(bench) -> list[int]:
    """The thumbnails with a line in the colour of a warning."""
    picture = bench.thumbnails.grab().toImage()
    marks = [bench.thumbnails.rect_of(i).toRect().adjusted(17, 31, 0, 0).topLeft()
             for i in range(bench.thumbnails.count())]
    return [i for i, mark in enumerate(marks) if picture.pixelColor(mark).name() == theme().palette.warning.lower()]


def wrong_ones(bench, split="test") -> np.ndarray:
    return np.flatnonzero(bench.predictions(split) != DIGITS.split(split).labels)


def only_wrong(bench, on=True):
    box = bench.button("only wrong ones")
    assert isinstance(box, QCheckBox) and box.isChecked() is not on
    bench.qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center() * 0.2)
    assert box.isChecked() is on
    return bench.answer()


def test_before_there_is_data_nothing_can_be_chosen(bench):
    empty = type(bench)(bench.qtbot)
    for text in ("training", "only wrong ones", "Random", "draw"):
        empty.qtbot.mouseClick(empty.button(text), Qt.MouseButton.LeftButton)
    empty.enter("3")
    theme().set_text_scale(1.2)
    empty.panel.resize(500, 800)
    assert (empty.samples, empty.splits) == ([], [])
    empty.begin()
    assert chosen(empty) == ("test", 0)


# --- by number -----------------------------------------------------------------------------------------------------

def test_it_starts_with_the_first_test_image(bench):
    assert chosen(bench) == ("test", 0)
    assert bench.panel.card.subtitle == "test data, no. 0"
    assert (bench.number.text(), "of 360" in bench.words()) == ("0", True)
    assert set(bench.splits) == {"test"}


def test_by_number(bench):
    for typed, index in (("17", 17), ("0", 0), ("359", 359), (" 25 ", 25), ("1e2", 100), ("１２", 12), ("17.0", 17)):
        bench.enter("3").enter(typed)
        assert chosen(bench) == ("test", index)
        assert (bench.number.text(), bench.panel.card.subtitle) == (str(index), f"test data, no. {index}")
        assert not bench.number.hasFocus()  # the keys go back to training


def test_what_is_no_number_of_a_sample_changes_nothing_and_says_so(bench):
    bench.enter("3")
    before = len(bench.samples)
    for typed, words in (
        ("", "Write a whole number from 0 to "), ("seven", "seven is no whole number"),
        ("1.5", "1.5 is no whole number"), ("²", "² is no whole number"), ("0x10", "0x10 is no whole number"),
        ("-3", "There is no -3"),
        ("360", "There is no 360: write a number from 0 to 359."), ("10.000", "can mean 10 or 10000"),
        ("9" * 30, "from 0 to 359."), ("9" * 60, "far too large"),
    ):
        bench.enter(typed)
        assert (chosen(bench), len(bench.samples)) == (("test", 3), before), typed
        assert words in bench.number.hint and bench.number.property("invalid") == "true"
        bench.qtbot.keyClick(bench.number, Qt.Key.Key_Escape)
        assert (bench.number.text(), bench.number.hint, bench.number.property("invalid")) == ("3", "", "false")


def test_what_is_no_number_is_taken_back_when_the_field_is_left(bench):
    bench.enter("3").enter("99999")
    bench.number.clearFocus()
    assert (bench.number.text(), chosen(bench), bench.number.hint) == ("3", ("test", 3), "")


def test_what_was_typed_and_left_is_chosen(bench):
    bench.number.setFocus()
    bench.number.selectAll()
    bench.qtbot.keyClicks(bench.number, "55")
    assert chosen(bench) == ("test", 0)
    bench.number.clearFocus()
    assert (bench.number.text(), chosen(bench)) == ("55", ("test", 55))


# --- by thumbnail --------------------------------------------------------------------------------------------------

def test_by_thumbnail(bench):
    bench.click_thumbnail(4)
    assert chosen(bench) == ("test", 4)
    assert (bench.thumbnails.selection, bench.number.text()) == (4, "4")
    assert bench.thumbnails.accessibleDescription() == (
        f"no. 4: {TEST.labels[4]}, predicted {bench.predictions('test')[4]}")


def test_a_click_on_a_thumbnail_leaves_the_keys_to_training(bench):
    bench.click_thumbnail(2)
    assert not bench.thumbnails.hasFocus()


def test_by_keys_along_the_thumbnails(bench):
    bench.thumbnails.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(3):
        bench.qtbot.keyClick(bench.thumbnails, Qt.Key.Key_Right)
    bench.qtbot.keyClick(bench.thumbnails, Qt.Key.Key_Left)
    assert chosen(bench) == ("test", 2)


def test_pages(bench):
    room = bench.thumbnails.count()
    assert 5 < room < 40
    assert not bench.button("‹").isEnabled()
    bench.click("›").click("›")
    assert (bench.thumbnails.selection, chosen(bench)) == (None, ("test", 0))  # turning pages chooses nothing
    bench.click_thumbnail(1)
    assert chosen(bench) == ("test", 2 * room + 1)
    bench.click("‹").click_thumbnail(0)
    assert chosen(bench) == ("test", room)
    bench.click("‹")
    assert not bench.button("‹").isEnabled()
    bench.enter("359")
    assert (bench.button("›").isEnabled(), bench.thumbnails.selection) == (False, 359 % room)
    assert bench.thumbnails.count() == 359 % room + 1


def test_a_narrower_strip_has_longer_ways(bench):
    room = bench.thumbnails.count()
    bench.panel.resize(500, 1000)
    assert 3 < bench.thumbnails.count() < room


# --- by digit, only wrong ones, at random --------------------------------------------------------------------------

def test_by_digit(bench):
    bench.choose("Only this digit", "7")
    sevens = np.flatnonzero(TEST.labels == 7)
    assert chosen(bench) == ("test", sevens[0])
    assert f"{len(sevens)} of 360" in bench.words()
    bench.click_thumbnail(3)
    assert chosen(bench) == ("test", sevens[3])
    bench.choose("Only this digit", "all digits")
    assert chosen(bench) == ("test", sevens[3])  # which is still among them
    assert "of 360" in bench.words()


def test_a_number_that_the_filter_leaves_out_is_shown_all_the_same(bench):
    bench.choose("Only this digit", "7")
    other = int(np.flatnonzero(TEST.labels == 3)[0])
    bench.enter(str(other))
    assert (chosen(bench), bench.thumbnails.selection) == (("test", other), None)


def test_only_wrong_ones(bench):
    bench.train(150)
    wrong = wrong_ones(bench)
    assert 100 < len(wrong) < 200
    only_wrong(bench)
    assert f"{len(wrong)} of 360" in bench.words()
    assert chosen(bench) == ("test", 0 if 0 in wrong else wrong[0])
    for position in range(min(bench.thumbnails.count(), len(wrong))):
        bench.click_thumbnail(position)
        assert chosen(bench) == ("test", wrong[position])
    only_wrong(bench, on=False)
    assert "of 360" in bench.words()


def test_only_wrong_ones_of_a_digit(bench):
    bench.train(150)
    wrong = wrong_ones(bench)
    digit = int(np.bincount(TEST.labels[wrong], minlength=10).argmax())
    these = wrong[TEST.labels[wrong] == digit]
    only_wrong(bench).choose("Only this digit", str(digit))
    assert f"{len(these)} of 360" in bench.words()
    assert chosen(bench) == ("test", these[0])


def test_nothing_is_wrong(bench):
    bench.train(600)
    right = next(d for d in range(10) if not (TEST.labels[wrong_ones(bench)] == d).any())
    only_wrong(bench)
    before = chosen(bench)
    bench.choose("Only this digit", str(right))
    assert "0 of 360" in bench.words()
    assert (bench.thumbnails.count(), bench.button("Random").isEnabled()) == (0, False)
    assert chosen(bench) == before
    bench.choose("Only this digit", "all digits")
    assert bench.button("Random").isEnabled()


def test_training_changes_what_is_wrong(bench):
    bench.train(100)
    only_wrong(bench)
    early = len(wrong_ones(bench))
    bench.train(400)
    late = len(wrong_ones(bench))
    assert late < early
    assert f"{late} of 360" in bench.words()


def test_at_random(bench):
    bench.choose("Only this digit", "4")
    found = set()
    for _ in range(12):
        bench.click("Random")
        found.add(chosen(bench))
    assert len(found) > 4
    assert {TEST.labels[index] for _, index in found} == {4}
    assert bench.thumbnails.selection is not None  # its page is turned to


def test_wrong_thumbnails_say_what_was_predicted(bench):
    bench.train(150)
    wrong = wrong_ones(bench)
    shown = [int(i) for i in wrong if i < bench.thumbnails.count()]
    assert shown
    assert underlined(bench) == shown
    assert tooltip(bench, shown[0]) == (
        f"no. {shown[0]}: {TEST.labels[shown[0]]}, predicted {bench.predictions('test')[shown[0]]}")


# --- training and test data ----------------------------------------------------------------------------------------

def test_training_data(bench):
    bench.enter("40").click("training")
    assert chosen(bench) == ("train", 0)
    assert bench.panel.card.subtitle == "training data, no. 0"
    assert (bench.splits[-1], "of 1,437" in bench.words()) == ("train", True)
    bench.enter("1,436")
    assert (chosen(bench), bench.number.text()) == (("train", 1436), "1,436")
    assert bench.panel.card.subtitle == "training data, no. 1,436"
    bench.enter("99999")
    assert chosen(bench) == ("train", 1436)
    bench.qtbot.keyClick(bench.number, Qt.Key.Key_Escape)
    bench.click("test")
    assert chosen(bench) == ("test", 0)


def test_a_filter_holds_for_training_data_too(bench):
    bench.choose("Only this digit", "9").click("training")
    nines = np.flatnonzero(TRAIN.labels == 9)
    assert f"{len(nines)} of 1,437" in bench.words()
    bench.click_thumbnail(2)
    assert chosen(bench) == ("train", nines[2])


def test_the_choice_survives_a_reset(bench):
    bench.click("training").choose("Only this digit", "5").click_thumbnail(3)
    before, former = chosen(bench), bench.sample
    bench.begin(seed=1)
    assert chosen(bench) == before
    assert bench.sample is not former  # asked for anew, of the new network
    assert bench.named(QComboBox, "Only this digit").currentText() == "5"


# --- drawing -------------------------------------------------------------------------------------------------------

ONE = ((0.5, 0.1), (0.5, 0.4), (0.5, 0.9))


def test_before_anything_is_drawn(bench):
    bench.click("draw")
    assert bench.sample is None
    assert bench.panel.card.subtitle == "drawn by you"
    assert bench.message("y") == "nothing drawn yet"
    assert bench.pad.is_blank


def test_drawing_with_the_mouse(bench):
    bench.train(300).click("draw").draw(*ONE)
    sample = bench.sample
    assert (sample.split, sample.label, sample.x.shape, sample.x.dtype) == ("drawn", None, (64,), np.float32)
    image = sample.x.reshape(8, 8)
    assert image.max() == 1 and image[:, [0, 1, 6, 7]].max() == 0 and (image.max(axis=1) > 0.9).all()
    params = bench.trainer.network.params
    a2 = np.maximum(sample.x @ params["W1"] + params["b1"], 0) @ params["W2"] + params["b2"]
    y = np.exp(a2 - a2.max()) / np.exp(a2 - a2.max()).sum()
    assert bench.texts("y") == tuple(f"{p:.4f}" for p in y)
    assert any(f"predicted  {y.argmax()}" in words for words in bench.words())
    assert not any(words.startswith(("label", "L =")) for words in bench.words())


def test_gradients_of_a_drawing_need_a_name(bench):
    bench.click("draw").draw(*ONE)
    assert {bench.message(name) for name in ("da2", "dW2", "db2", "dz1", "da1", "dW1", "db1", "dx")} == {
        "say which digit it is"}
    bench.choose("Which digit it is meant to be", "1")
    trace = bench.trace()
    assert bench.sample.label == 1
    assert bench.message("da2") == ""
    assert trace.values["da2"][0].argmin() == 1  # the only one that is to grow
    assert any(words.startswith("label  1") for words in bench.words())
    bench.choose("Which digit it is meant to be", "–")
    assert (bench.sample.label, bench.message("dW1")) == (None, "say which digit it is")


def test_the_gradient_of_the_minibatch_needs_no_name(bench):
    bench.train(2).click("draw").draw(*ONE).click("minibatch")
    assert bench.message("dW1") == ""
    assert bench.message("dx") == "not computed: learning does not need it"


def test_clear_takes_a_new_sheet_and_forgets_which_digit_was_meant(bench):
    bench.click("draw").draw(*ONE).choose("Which digit it is meant to be", "1").click("Clear")
    assert (bench.sample, bench.pad.is_blank, bench.message("y")) == (None, True, "nothing drawn yet")
    assert {bench.message(name) for name in ("a1", "da2", "dx")} <= {"nothing drawn yet", "not computed yet"}
    bench.draw((0.2, 0.5), (0.8, 0.5))
    assert bench.sample.label is None
    assert bench.message("dx") == "say which digit it is"


def test_a_drawing_grows_with_every_stroke(bench):
    bench.click("draw").draw(*ONE)
    first = bench.sample.x
    bench.draw((0.2, 0.9), (0.8, 0.9))
    assert (bench.sample.x > 0).sum() > (first > 0).sum()


def test_a_drawing_stays_while_samples_are_looked_at(bench):
    bench.click("draw").draw(*ONE)
    drawn = bench.sample.x
    bench.click("test")
    assert chosen(bench) == ("test", 0)
    bench.click("draw")
    assert np.array_equal(bench.sample.x, drawn)
    assert not bench.pad.is_blank


def test_a_drawing_survives_a_reset(bench):
    bench.click("draw").draw(*ONE).choose("Which digit it is meant to be", "1")
    drawn, ink = bench.sample.x, bench.pad.ink()
    bench.begin(seed=3)
    assert isinstance(bench.sample, Sample) and bench.sample.label == 1
    assert np.array_equal(bench.sample.x, drawn)
    assert np.array_equal(bench.pad.ink(), ink)


def test_thumbnails_that_come_into_view_while_one_draws_are_of_a_split(bench):
    """Smaller text has room for more of them, also behind the drawing."""
    seen = bench.train(1).thumbnails.count()
    bench.click("draw").draw(*ONE)
    asked = len(bench.questions)
    theme().set_text_scale(0.7)
    come_to_rest(bench.panel)
    (split, indices), *_ = bench.questions[asked:]
    assert bench.thumbnails.count() > seen
    assert (split, indices.tolist()) == ("test", list(range(bench.thumbnails.count())))
    bench.answer()
    bench.click("test").click_thumbnail(seen)
    assert bench.thumbnails.accessibleDescription() == (
        f"no. {seen}: {TEST.labels[seen]}, predicted {bench.predictions('test')[seen]}")
