"""Another optimizer in the whole window: chosen in the form, taken at Reset, seen at its update, asked about."""

import pytest
from PySide6.QtCore import Qt

from engine.inspection.place import Place
from gui.panels.iteration.proof.update_box import UpdateBox

CHECK = 2  # the page of the gradient check


@pytest.fixture
def lab(open_lab):
    return open_lab(1280, 720).ready()


def choose(lab, words: str) -> None:
    """Choose it with the keys, and take it with Reset."""
    box = lab.box("Optimizer")
    box.setFocus(Qt.FocusReason.TabFocusReason)
    while box.currentText() != words:
        lab.qtbot.keyClick(box, Qt.Key.Key_Down)
    lab.leave()
    lab.click("Reset")
    lab.until(lambda: lab.session.run.config.optimizer == words.lower())
    lab.ready()


def ask(lab, place: Place) -> list[str]:
    lab.window.workspace.bring_forward(lab.window.iteration)
    lab.settle()
    lab.window.iteration.open_place(place)
    lab.settle()
    return [text.strip() for text in lab.words(lab.window.iteration)]


@pytest.mark.parametrize(("words", "rate", "made", "formula"), [
    ("Momentum", "0.01", "vW2 new", "vW2 new[7, 3] = 0.9·vW2[7, 3] − lr·dW2[7, 3]"),
    ("Adam", "0.001", "mW2 new", "mW2 new[7, 3] = 0.9·mW2[7, 3] + 0.1·dW2[7, 3]"),
])
def test_its_step_is_asked_about(lab, words, rate, made, formula):
    lab.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    choose(lab, words)
    assert f"The book has {rate} for {words}." in lab.words(lab.window.experiment)
    lab.enter("Learning rate", rate)
    lab.press(Qt.Key.Key_Right)
    lab.press(Qt.Key.Key_Right)
    lab.settle()
    assert lab.session.standing.iteration == 2
    slot = made.split()[0]
    assert {f"{slot[0]}{name}" for name in ("W1", "b1", "W2", "b2")} < lab.window.iteration.graph.edges.keys()
    assert formula in ask(lab, Place(made, (7, 3)))
    assert any("comes from memory and" in text for text in ask(lab, Place("W2 new", (7, 3))))
    assert any("As the update of iteration 1 left it." in text for text in ask(lab, Place(slot, (7, 3))))


def test_what_its_step_promised_is_held_against_what_it_did(lab):
    lab.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    choose(lab, "Adam")
    lab.enter("Learning rate", "0.001")
    lab.press(Qt.Key.Key_Right)
    lab.press(Qt.Key.Key_Right)
    lab.settle()
    ask(lab, Place("W2", (7, 3)))
    lab.window.iteration.show_page(CHECK)
    box = lab.window.iteration.findChild(UpdateBox)
    lab.until(lambda: bool(box.figures.rows))
    assert box.figures.rows[0][0] == "predicted Σ g·ΔW"
    assert box.sum.text.count(" × ") == 4  # 0.9 × lr × m, 0.1 × lr × gradient
    assert box.verdict.text != ""
