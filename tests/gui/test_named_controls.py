"""A sentence that names a control names one that is there, and calls it as it is called there, in both languages."""

import re

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton
from test_translations import ALL

# A word in capitals inside a sentence is a control's name, or one of these.
OTHER_NAMES = set("""
    Adam Adobe Affine Alt Backprop Backspace Ctrl Deep Delete Digits Down End Enter Entropy Error Esc Font Git Google
    Handwritten He Home Keras Koki Lab Learning Left License Loss Machine Math Momentum Mono Nesterov None Noto Open
    Otsu Parquet Python Recognition Repository Right Saitoh Sans Scratch Softmax Symbols Xavier
""".split())
MENTIONED = re.compile(r"(?<=[a-z,;] )([A-Z][a-z]+)\b(?: (panel)\b)?")
QTS_OWN = re.compile("^Q[A-Z]")  # contexts of sentences that Qt speaks


def plain(label: str) -> str:
    """A label without its sign, its dots, and the mark of its menu letter."""
    return re.sub(r"\(&.\)|[&…▶❚→↓↑←]", "", label).strip()


JAPANESE = {text: translation.text for context, text, translation in ALL if not QTS_OWN.match(context)}
OF_THE_ENGINE = [text for context, text, _ in ALL if context == "engine"]


@pytest.fixture
def labels(open_lab) -> set[str]:
    """What the controls of the window are called, without their signs; of a panel, the action that shows it."""
    window = open_lab().window
    found = {each.text() for each in (*window.findChildren(QAbstractButton), *window.findChildren(QAction))}
    return {plain(text) for text in found} - {""}


def test_what_a_sentence_calls_a_control_is_there(labels):
    found = {(name, text) for text in JAPANESE if plain(text) not in labels for name in named(text)}
    assert {(name, text) for name, text in found if name not in labels} == set()
    assert {"Run", "Reset", "Restore", "Experiment panel"} <= {name for name, _ in found}


def test_the_sentences_of_the_engine_name_no_option_of_the_terminal_and_no_button():
    # The right button is one of the mouse.
    assert [text for text in OF_THE_ENGINE if re.search(r"--[a-z]|(?<!right )\bbutton\b|\bterminal\b", text)] == []


def test_the_japanese_sentence_calls_it_as_it_is_called_in_japanese(labels):
    called = {plain(text): plain(japanese) for text, japanese in JAPANESE.items() if plain(text) in labels}
    wrong = [(name, called[name], japanese) for text, japanese in JAPANESE.items() if plain(text) not in labels
             for name in named(text) if name in called and called[name] not in japanese]
    assert wrong == []


def test_the_sentences_that_name_one_are_seen():
    assert named("Press Run: the loss of every update will be drawn here.") == ["Run"]
    assert named("see the marked fields of the Experiment panel.") == ["Experiment panel"]
    assert named("a smaller change, or Restore, leads back. Choose another, as He does") == ["Restore"]


def named(text: str) -> list[str]:
    """The controls that a sentence names."""
    return [" ".join(filter(None, found)) for found in MENTIONED.findall(text) if found[0] not in OTHER_NAMES]
