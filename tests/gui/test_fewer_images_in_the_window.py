"""Fewer images, in the window: chosen in two clicks, typed, refused where there are not so many, and seen in curves."""

import pytest
from lab import LEFT, Key, Lab
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu

from bench.rest import come_to_rest
from engine.data.digits import load_digits
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer
from gui import app, settings
from gui.widgets.form import FormRow
from gui.widgets.suggestion_button import SuggestionButton


def row(lab: Lab, name: str) -> FormRow:
    if not lab.window.experiment.isVisible():
        lab.press(Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    found, = (each for each in lab.window.experiment.findChildren(FormRow) if each._label.text() == name)
    return found


def said(lab: Lab, name: str) -> str:
    """What stands beside a label of the panel."""
    return row(lab, name)._field.text().replace("\N{NO-BREAK SPACE}", " ")


def choose(lab: Lab, name: str, words: str) -> None:
    """Two clicks: on the arrow, and on one of the values under it."""
    button = row(lab, name).findChild(SuggestionButton)
    lab.qtbot.mouseClick(button, LEFT)
    menu = button.findChild(QMenu)
    lab.until(menu.isVisible)
    action, = (each for each in menu.actions() if each.text() == words)
    lab.qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())
    lab.until(lambda: not menu.isVisible())
    lab.settle()


def sizes(lab: Lab) -> tuple[int, int]:
    dataset = lab.session.run.dataset
    return len(dataset.train), len(dataset.validation or ())


def test_overfitting_is_two_clicks_away(lab):
    choose(lab, "Training images", "300")
    lab.until(lambda: sizes(lab) == (300, 0))
    lab.ready()
    assert (lab.field("Training images").text(), said(lab, "Training")) == ("300", "300 × 64")
    lab.train_to(2000)
    trainer = Trainer(TrainingConfig(images=300, iterations=2000), load_digits())
    for _ in range(2000):
        trainer.run_iteration()
    assert lab.losses == trainer.history.losses().tolist()
    assert lab.session.run.history.accuracies() == trainer.history.accuracies()
    assert said(lab, "Train acc") == "1.0000" and float(said(lab, "Test acc")) < 0.95
    assert "overfitting" in lab.words(lab.window.experiment)
    assert not row(lab, "Val acc").isVisible()


def test_what_is_kept_back_is_a_third_curve(lab):
    curves = lab.window.curves.accuracy_plot
    assert curves.lines["validation"].getData()[0] is None or not len(curves.lines["validation"].getData()[0])
    lab.enter("Training images", "3e2")
    choose(lab, "Validation share", "0.2")
    lab.until(lambda: sizes(lab) == (240, 60))
    lab.ready()
    assert (row(lab, "Validation share").message, said(lab, "Training")) == ("Kept back: 60", "240 × 64")
    lab.train_to(200)
    points = lab.session.run.history.accuracies()
    for kind in ("train", "test", "validation"):
        epochs, values = curves.lines[kind].getData()
        assert epochs.tolist() == [point.epoch for point in points] == list(range(0, 84, 11))
        assert values.tolist() == [getattr(point, kind) for point in points]
    *_, last = (legend.text for legend in curves.legend.rows)
    assert last == f"val acc {points[-1].validation:.4f}"
    x, y, text = curves.read_out(37.6)
    assert (x, y) == (33, points[3].test), "the nearest that was measured"
    assert text.splitlines()[-1] == f"val acc {points[3].validation:.4f}"
    measured = lab.session.standing.measured or points[-1]
    assert said(lab, "Val acc") == f"{measured.validation:.4f}" and row(lab, "Val acc").isVisible()
    lab.window.run_desk.apply(TrainingConfig())
    lab.until(lambda: sizes(lab) == (1437, 0))
    lab.ready()
    assert not row(lab, "Val acc").isVisible()
    assert [legend.text[:8] for legend in curves.legend.rows][1:] == ["train ac", "test acc"]


@pytest.mark.parametrize(("typed", "message"), [
    ("5000", "Training images: 5,000 are wanted, but the data set has 1,437. Choose at most so many, or all."),
    ("-3", "Training images is -3; choose from 0 to 10000000."),
    ("some", "some is no whole number. Write one such as 100 or 10000."),
    ("1.5", "1.5 is no whole number. Write one such as 100 or 10000."),
    ("", "Training images is empty; it must be a whole number."),
])
def test_what_cannot_be_is_said_under_the_field_and_changes_nothing(lab, typed, message):
    before = lab.session.run
    lab.enter("Training images", typed)
    assert row(lab, "Training images").message == message
    lab.settle()
    assert lab.session.run is before and lab.window.experiment.draft is None
    lab.enter("Training images", "all")
    assert row(lab, "Training images").message == "" and lab.window.experiment.draft == before.config


def test_a_minibatch_is_drawn_from_those_that_are_learnt_from(lab):
    choose(lab, "Training images", "100")
    lab.until(lambda: sizes(lab) == (100, 0))
    choose(lab, "Validation share", "0.2")
    assert row(lab, "Batch size").message == (
        "Batch size is 100, but there are only 80 training images; a minibatch is drawn without replacement, so choose "
        "at most 80.")
    lab.settle()
    assert sizes(lab) == (100, 0)
    lab.enter("Batch size", "80")
    lab.until(lambda: sizes(lab) == (80, 20))
    assert lab.session.run.config == TrainingConfig(images=100, validation=0.2, batch_size=80)
    lab.enter("Training images", "1")
    lab.enter("Batch size", "1")
    assert row(lab, "Validation share").message == (
        "Validation share: of a single image nothing can be kept back. Choose more images, or none here.")


def test_of_a_trained_network_it_waits_for_reset(lab):
    lab.train_to(5)
    before = lab.session.run
    choose(lab, "Training images", "300")
    assert row(lab, "Training images").is_marked and lab.pending and lab.session.run is before
    lab.click("Undo")
    assert lab.field("Training images").text() == "all" and not lab.pending


def test_the_samples_to_look_at_are_those_that_are_learnt_from(lab):
    chooser = lab.window.sample.chooser
    lab.click("training")
    choose(lab, "Training images", "300")
    lab.until(lambda: sizes(lab) == (300, 0))
    lab.ready()
    assert chooser.split == "train" and "of 300" in lab.words(chooser)
    lab.click("test")
    number = lab.field("Number of the sample")
    number.setFocus()
    number.selectAll()
    lab.qtbot.keyClicks(number, "17")
    lab.qtbot.keyClick(number, Key.Key_Return)
    choose(lab, "Training images", "100")
    lab.until(lambda: sizes(lab) == (100, 0))
    lab.ready()
    assert (chooser.split, chooser.sample.index) == ("test", 17), "test data are the same whatever is learnt from"


def test_what_was_remembered_for_a_larger_data_set_is_said_and_kept_for_it(open_lab):
    settings.save(settings.Settings(config=TrainingConfig(images=5000, batch_size=2000)))
    lab = open_lab().ready()
    assert lab.session.run.config == TrainingConfig(images=0, batch_size=100)
    assert lab.notice.startswith("Training images: 5,000 are wanted, but the data set has 1,437.")
    lab.close()
    assert settings.load()[0].config == TrainingConfig(images=5000, batch_size=2000)


def test_kept_curves_of_other_images_stay_and_say_so(lab):
    lab.enter("Training images", "300")
    lab.until(lambda: sizes(lab) == (300, 0))
    lab.train_to(50)
    lab.enter("Training images", "all")
    lab.window.run_desk.apply(TrainingConfig(iterations=50), keeping=True)
    lab.until(lambda: len(lab.window.run_desk.kept_runs) == 1)
    lab.train_to(50)
    kept, = lab.window.run_desk.kept_runs
    assert kept.name == "images 300"
    curves = lab.window.curves.accuracy_plot
    x, _, text = curves.read_out(0.0)
    assert x == 0 and text.splitlines()[-1].startswith("images 300: ")
    assert len(curves.read_out(1.0)[2].splitlines()) == 3, "epochs of few images are short, and not each is measured"


def test_another_language_has_its_words_and_understands_both(open_lab, qapp):
    translators = app.Translators(qapp)
    translators.use("ja")
    try:
        lab = open_lab()
        assert lab.field("訓練画像").text() == "すべて" and lab.field("検証の割合").text() == "なし"
        for typed, count in (("300", 300), ("すべて", 1437), ("３００", 300), ("all", 1437)):
            QApplication.clipboard().setText(typed)
            field = lab.type_into("訓練画像", "")
            field.paste()
            lab.qtbot.keyClick(field, Key.Key_Return)
            lab.leave()
            lab.until(lambda count=count: sizes(lab) == (count, 0))
        assert lab.field("訓練画像").text() == "すべて"
        lab.delete()
    finally:
        translators.use("en")


def test_the_arrow_is_reached_by_keys(lab):
    field = row(lab, "Training images")
    button = field.findChild(SuggestionButton)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    lab.qtbot.keyClick(button, Key.Key_Space)
    menu = button.findChild(QMenu)
    lab.until(menu.isVisible)
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Return):
        lab.qtbot.keyClick(menu, key)
    lab.until(lambda: sizes(lab) == (1000, 0))
    assert button.accessibleName() == "Values that are often wanted"
    come_to_rest(lab.window)
    assert menu.isHidden() and button.mapTo(lab.window, QPoint()).x() > 0
