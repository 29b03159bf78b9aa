"""The list of shortcuts, and About."""

import platform
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, qVersion
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QDialog, QLabel, QWidget

import gui
from gui.look.theme import theme
from gui.window.actions import Actions
from gui.window.dialogs import about
from gui.window.dialogs.about import AboutDialog
from gui.window.dialogs.go_to import GoToDialog
from gui.window.dialogs.shortcuts import ShortcutsDialog, plain_text


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
    with_key = {plain_text(each) for each in actions.findChildren(QAction) if each.shortcuts()}
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


# --- go to iteration -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("typed", "found"), [
    ("0", 0), ("1500", 1500), (" 1,499 ", 1499), ("１２", 12), ("1e3", 1000),
    ("1501", "There is no 1501: write a number from 0 to 1500."),
    ("-1", "There is no -1: write a number from 0 to 1500."),
    ("", "Write a whole number from 0 to 1500."), ("ten", "ten is no whole number: write one from 0 to 1500."),
    ("1.5", "1.5 is no whole number: write one from 0 to 1500."), ("9" * 40, f"{'9' * 40} is far too large."),
])
def test_an_iteration_is_typed_or_told_why_it_cannot_be(qtbot, typed, found):
    chosen, dialog = [], GoToDialog(700, lambda: 1500)
    qtbot.addWidget(dialog)
    dialog.chosen.connect(chosen.append)
    dialog.show()
    assert dialog.field.text() == dialog.field.selectedText() == "700"
    dialog.field.setText(typed)
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    if isinstance(found, int):
        assert chosen == [found]
    else:
        assert (chosen, dialog.message.text(), dialog.isVisible()) == ([], found, True)
        qtbot.keyClicks(dialog.field, "3")
        assert dialog.message.text() == ""


def test_what_is_run_meanwhile_can_be_gone_to(qtbot):
    recorded, chosen = [10], []
    dialog = GoToDialog(0, lambda: recorded[0])
    qtbot.addWidget(dialog)
    dialog.chosen.connect(chosen.append)
    dialog.show()
    recorded[0] = 20
    qtbot.keyClicks(dialog.field, "20")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert chosen == [20]
