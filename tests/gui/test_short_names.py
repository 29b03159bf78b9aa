"""Variables are called in words where they stand, and explain themselves at a click; until a person does without."""

import pytest
from lab import LEFT
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bench.rest import come_to_rest
from gui import app, settings
from gui.settings import Settings
from gui.widgets.name_label import Explanation
from gui.widgets.tensor_view import TensorView


def views(lab) -> dict[str, TensorView]:
    return {view.name: view for view in lab.window.findChildren(TensorView) if view.isVisible()}


def words(lab) -> dict[str, str]:
    return {name: view.words for name, view in views(lab).items()}


def names_off(lab) -> None:
    lab.trigger("View", "Names in words")
    come_to_rest(lab.window)


def edge(lab, name: str):
    return lab.window.iteration.graph.edges[name]


WIDE = {
    "x": "input", "a2": "scores", "y": "probabilities", "a1": "weighted sums", "z1": "ReLU outputs",
    "da2": "gradient of scores", "dW2": "gradient of weights", "db2": "gradient of biases",
    "dz1": "gradient of ReLU outputs", "da1": "gradient of weighted sums", "dx": "gradient of input",
    "dW1": "gradient of weights", "db1": "gradient of biases"}


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720)])
def test_they_stand_beside_the_letters(open_lab, size):
    lab = open_lab(*size)
    assert words(lab) == WIDE


def test_those_of_a_deeper_network_with_another_activation(open_lab):
    settings.save(Settings(config=settings.TrainingConfig(hidden_sizes=(20, 10), activation="tanh")))
    lab = open_lab(1920, 1080)
    found = words(lab)
    assert (found["a3"], found["a1"], found["z1"], found["da3"]) == (
        "scores", "weighted sums", "Tanh outputs", "gradient of scores")
    lab.click("2")
    come_to_rest(lab.window)
    assert words(lab)["z2"] == "Tanh outputs" and words(lab)["dW2"] == "gradient of weights"


@pytest.mark.parametrize("width", [960, 1100, 1280, 1400, 1920])
def test_they_are_there_as_a_whole_or_not_at_all_and_move_nothing(open_lab, width):
    lab = open_lab(width, 800)

    def inside():
        return {name: view.widget.geometry().getRect() for name, view in views(lab).items()}

    for view in views(lab).values():
        label = view._words
        assert not label.isVisible() or label.width() >= label.sizeHint().width()
        shown = view._note.text()
        assert shown in ("", view.note) or view.note.endswith(shown)
    before = inside()
    names_off(lab)
    assert inside() == before and set(words(lab).values()) == {""}


def test_a_person_may_do_without_them_and_that_is_remembered(open_lab):
    lab = open_lab(1920, 1080)
    names_off(lab)
    assert set(words(lab).values()) == {""} and views(lab)["a2"].note.startswith("±")
    assert "scores" not in edge(lab, "a2").toolTip()
    lab.close()
    assert settings.load()[0].short_names is False
    again = open_lab(1920, 1080)
    assert set(words(again).values()) == {""} and not again.window.actions_["short names"].isChecked()
    names_off(again)
    assert words(again) == WIDE and "scores: One number for each class" in edge(again, "a2").toolTip()


def test_they_are_in_the_language_of_the_window(lab):
    translators = app.Translators(QApplication.instance())
    translators.use("ja")
    come_to_rest(lab.window)
    found = words(lab)
    translators.use("en")
    come_to_rest(lab.window)
    assert words(lab) == WIDE
    assert (found["a1"], found["a2"], found["z1"]) == ("重み付き和", "スコア", "ReLUの出力")


def explanation() -> Explanation | None:
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, Explanation) and each.isVisible()]
    return found[0] if found else None


@pytest.mark.parametrize("part", ["_name", "_words"])
def test_a_click_explains_one_and_leads_to_its_lesson(lab, part):
    opened = []
    lab.window.lesson_wanted.connect(opened.append)
    lab.qtbot.mouseClick(getattr(views(lab)["da2"], part), LEFT)
    shown = explanation()
    assert "gradient of scores" in shown.label.text() and "Book: 5.6.3" in shown.label.text()
    lab.qtbot.keyClick(shown.label, Qt.Key.Key_Tab)
    lab.qtbot.keyClick(shown.label, Qt.Key.Key_Return)
    assert opened == ["y-minus-t"] and explanation() is None


def test_escape_puts_the_explanation_away(lab):
    lab.qtbot.mouseClick(views(lab)["y"]._name, LEFT)
    lab.qtbot.keyClick(explanation().label, Qt.Key.Key_Escape)
    assert explanation() is None


def test_without_words_a_click_on_a_name_does_nothing(lab):
    names_off(lab)
    lab.qtbot.mouseClick(views(lab)["y"]._name, LEFT)
    assert explanation() is None


def test_what_has_no_gradient_yet_has_no_name_for_it(lab):
    lab.click("draw")
    come_to_rest(lab.window)
    assert set(words(lab).values()) <= set(WIDE.values()) | {""}


def test_the_line_of_training_says_what_an_iteration_and_an_epoch_are(lab):
    assert "An epoch is" in lab.window.controls._still_line.toolTip()
