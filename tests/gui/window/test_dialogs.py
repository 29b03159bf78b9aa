"""The list of shortcuts, About, and the engine's sentences in the language of the window."""

import ast
import importlib
import pkgutil
import platform
import string
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Qt, QTranslator, qVersion
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

import engine
import gui
from engine.data import catalogue
from engine.data.download import DownloadError
from engine.problem import EngineError, Problem
from engine.training.config import HYPERPARAMETERS, ConfigError, TrainingConfig, problem_of
from gui.look.theme import theme
from gui.window.actions import Actions
from gui.window.dialogs import about
from gui.window.dialogs.about import AboutDialog
from gui.window.dialogs.shortcuts import ShortcutsDialog
from gui.words import engine_texts


@pytest.fixture
def action(qapp) -> QAction:
    made = QAction("&Step iteration…")
    made.setShortcut(QKeySequence(Qt.Key.Key_Right))
    return made


def texts(widget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


# --- shortcuts -----------------------------------------------------------------------------------------------------

def test_shortcuts_are_those_of_the_actions(qtbot, action):
    dialog = ShortcutsDialog([("Training", [action])])
    qtbot.addWidget(dialog)
    assert dialog.rows() == [("Training", "Step iteration", "Right")]
    assert texts(dialog) == ["Training", "Step iteration", "Right"]


def test_shortcuts_follow_the_actions(qtbot, action):
    dialog = ShortcutsDialog([("Training", [action])])
    qtbot.addWidget(dialog)
    action.setText("Go on")
    action.setShortcuts([QKeySequence("Ctrl+G"), QKeySequence("F5"), QKeySequence(Qt.Key.Key_ZoomIn)])
    dialog.show()
    assert "Go on" in texts(dialog)
    assert "Ctrl+G,  F5" in texts(dialog)
    action.setShortcuts([])
    assert dialog.rows() == []


@pytest.mark.parametrize(("text", "shown"), [
    ("&Run", "Run"), ("Save && quit", "Save & quit"), ("終了(&Q)", "終了"), ("Open...", "Open"), ("→ Step", "→ Step")])
def test_text_is_that_of_the_menu_without_its_marks(qtbot, action, text, shown):
    action.setText(text)
    dialog = ShortcutsDialog([("", [action])])
    qtbot.addWidget(dialog)
    assert dialog.rows()[0][1] == shown


def test_every_action_of_the_window_that_has_a_key_is_listed(qtbot):
    owner = QObject()
    actions = Actions(owner)
    dialog = ShortcutsDialog(actions.groups())
    qtbot.addWidget(dialog)
    with_key = {each.text() for each in actions.findChildren(QAction) if each.shortcuts()}
    assert {text for _, text, _ in dialog.rows()} == with_key


def test_escape_closes_the_dialogs_for_good(qtbot, action):
    window = QWidget()
    qtbot.addWidget(window)
    for dialog in (ShortcutsDialog([("Training", [action])], window), AboutDialog(window)):
        dialog.open()
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()
    qtbot.waitUntil(lambda: not window.findChildren(QDialog))


# --- about ---------------------------------------------------------------------------------------------------------

def test_about_names_versions_licences_and_makers(qtbot):
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    text = "\n".join(texts(dialog))
    for word in (about.version(), platform.python_version(), qVersion(), "MIT", "LGPL 3", "BSD 3-Clause", "NumPy",
                 "pyqtgraph", "Pooch", "Noto Sans", "Noto Sans CJK", "SIL Open Font License 1.1",
                 "CC BY 4.0", "Alpaydin", "Kaynak", "LeCun", "Cortes", "Burges"):
        assert word in text


def test_versions_can_be_copied(qtbot):
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    qtbot.mouseClick(dialog._copy, Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == f"Backprop Lab {about.version()}"
    assert f"Python {platform.python_version()}" in lines
    assert f"Qt {qVersion()}" in lines
    assert not any(line.endswith("?") for line in lines)


def test_version_is_that_of_the_project():
    project = Path(gui.__file__).parents[1] / "pyproject.toml"
    assert f'version = "{about.version()}"' in project.read_text(encoding="utf-8")


@pytest.mark.layout
def test_dialogs_fit_their_words_at_any_text_size(in_any_font, qtbot, action):
    dialogs = AboutDialog(), ShortcutsDialog([("Training", [action])])
    for dialog in dialogs:
        qtbot.addWidget(dialog)
        dialog.show()
    try:
        for scale in (0.7, 1.0, 1.5, 2.5):
            theme().set_text_scale(scale)
            for dialog in dialogs:
                page = dialog._area.widget()
                assert page.minimumSizeHint().width() <= dialog._area.width()
                assert dialog.height() <= dialog.screen().availableSize().height()
    finally:
        theme().set_text_scale(1.0)


# --- the engine's sentences ----------------------------------------------------------------------------------------

def raised_texts() -> list[tuple[str, str]]:
    """(where, text) of each template that the engine's code gives to a Problem or to an exception of its own."""
    for module in pkgutil.walk_packages(engine.__path__, "engine."):
        importlib.import_module(module.name)  # so that no exception class is missed
    ours = {each.__name__ for each in subclasses(EngineError)} | {"Problem"}
    folder = Path(engine.__file__).parent
    found = []
    for file in sorted(folder.rglob("*.py")):
        for call in (node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if is_call(node)):
            if called(call) in ours or is_super_init(call):
                found.append((f"{file.relative_to(folder)}:{call.lineno}", call.args[0].value))
    return [(where, text) for where, text in found if has_words(text)]


def subclasses(kind: type) -> set[type]:
    return {kind}.union(*(subclasses(each) for each in kind.__subclasses__()))


def is_call(node: ast.AST) -> bool:
    return (isinstance(node, ast.Call) and bool(node.args) and isinstance(node.args[0], ast.Constant)
            and isinstance(node.args[0].value, str))


def called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def is_super_init(call: ast.Call) -> bool:
    return called(call) == "__init__" and isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Call)


def has_words(text: str) -> bool:
    return any(before.strip() for before, *_ in string.Formatter().parse(text))


def test_every_template_of_the_engine_is_listed_for_translation():
    missing = [(where, text) for where, text in raised_texts() if text not in engine_texts.TEMPLATES]
    assert not missing


def test_no_template_is_listed_that_the_engine_has_no_more():
    assert engine_texts.TEMPLATES <= {text for _, text in raised_texts()}


def test_names_and_descriptions_are_listed_for_translation():
    assert {each.called or each.label for each in HYPERPARAMETERS.values()} <= engine_texts.NAMES
    texts = {text for each in HYPERPARAMETERS.values() for text in (each.label, each.tip, each.short)}
    assert texts - engine_texts.HYPERPARAMETERS == {"{value}", "{words}"}
    assert engine_texts.HYPERPARAMETERS <= texts
    assert {source.title for source in catalogue.SOURCES} <= engine_texts.NAMES
    assert {source.description for source in catalogue.SOURCES} == engine_texts.DESCRIPTIONS


class Shouting(QTranslator):
    """A translation into capitals. Places are kept, or broken where it is told to."""

    def __init__(self, *, broken: bool = False) -> None:
        super().__init__()
        self._broken = broken

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        if context != "engine":
            return ""
        parts = string.Formatter().parse(text)
        name = "{{{}}}" if not self._broken else "{{{}_}}"
        return "".join(before.upper() + (name.format(place) if place else "") for before, place, *_ in parts)

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def shouting(qapp):
    translator = Shouting()
    QCoreApplication.installTranslator(translator)
    yield
    QApplication.removeTranslator(translator)


def test_without_a_translation_a_problem_is_said_in_english(qapp):
    for field, value in (("seed", -1), ("batch_size", 0), ("learning_rate", 0), ("hidden_sizes", (0,))):
        problem = problem_of(field, value)
        assert engine_texts.phrase(problem) == str(problem)


def test_a_problem_is_translated_before_it_is_filled_in(shouting):
    assert engine_texts.phrase(Problem("{name} is {value}; it must be a whole number.",
                                       {"name": "Batch size", "value": "one half"})) == (
        "BATCH SIZE IS one half; IT MUST BE A WHOLE NUMBER.")


def test_values_that_are_no_names_stay_as_they_are(shouting):
    problem = Problem("{file} is empty. Get a fresh copy of it.", {"file": Path("/data/x.gz")})
    assert engine_texts.phrase(problem) == "/data/x.gz IS EMPTY. GET A FRESH COPY OF IT."


def test_all_problems_of_a_config_are_translated(shouting):
    with pytest.raises(ConfigError) as caught:
        TrainingConfig(seed=-1, batch_size=0)
    assert engine_texts.phrase_error(caught.value) == (
        "BATCH SIZE IS 0; CHOOSE FROM 1 TO 10000000. SEED IS -1; CHOOSE FROM 0 TO 4294967295.")


def test_the_answers_of_mirrors_are_translated(shouting):
    error = DownloadError("MNIST", "x.gz", [("a.org", Problem("could not be reached")),
                                            ("b.org", Problem("failed ({kind})", {"kind": "Oops"}))])
    assert "a.org: COULD NOT BE REACHED; b.org: FAILED (Oops). CHECK" in engine_texts.phrase_error(error)


def test_a_broken_translation_falls_back_to_english(qapp, caplog):
    translator = Shouting(broken=True)
    QCoreApplication.installTranslator(translator)
    try:
        assert engine_texts.phrase(problem_of("seed", 1.5)) == "Seed is 1.5; it must be a whole number."
    finally:
        QCoreApplication.removeTranslator(translator)
    assert "a translation has places" in caplog.text


def test_other_texts_stay_as_they_are(qapp):
    assert engine_texts.translated("Built-in digits") == "Built-in digits"
    assert engine_texts.translated("") == ""
