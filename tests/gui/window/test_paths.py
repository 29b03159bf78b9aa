"""Which file is meant, asked in a dialog: the one of Qt here, where there is no platform that has its own."""

from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLineEdit, QPushButton, QWidget

from gui.window import paths

PICTURES = [("Images", "png"), ("Vector graphics", "svg")]


@pytest.fixture
def window(qtbot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def dialog(qtbot, window, tmp_path):
    """The dialog for a file to write, and what comes of it."""
    taken: list[Path] = []
    (tmp_path / "old.png").write_text("")
    paths.ask_where_to_save(window, "Save picture", tmp_path / "学習.png", PICTURES, taken.append)
    dialog, = window.findChildren(QFileDialog)
    dialog.taken = taken
    yield dialog
    if shiboken6.isValid(dialog):
        dialog.close()


def type_name(qtbot, dialog: QFileDialog, name: str) -> None:
    field, = (each for each in dialog.findChildren(QLineEdit) if each.objectName() == "fileNameEdit")
    field.clear()
    field.setText(name)
    save = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save)
    qtbot.waitUntil(save.isEnabled)
    dialog.accept()
    QApplication.processEvents()


def test_it_offers_a_name_and_the_kinds_of_files(dialog, tmp_path):
    assert dialog.windowTitle() == "Save picture"
    assert dialog.selectedFiles() == [str(tmp_path / "学習.png")]
    assert dialog.nameFilters() == ["Images (*.png)", "Vector graphics (*.svg)"]


@pytest.mark.parametrize(("typed", "found"), [
    ("new", "new.png"), ("new.svg", "new.svg"), ("a b.c", "a b.c"), ("学習", "学習.png")])
def test_a_name_without_an_end_gets_one(qtbot, dialog, tmp_path, typed, found):
    type_name(qtbot, dialog, typed)
    assert dialog.taken == [tmp_path / found]


def test_the_end_follows_the_kind(qtbot, dialog, tmp_path):
    dialog.selectNameFilter("Vector graphics (*.svg)")
    dialog.filterSelected.emit("Vector graphics (*.svg)")
    assert dialog.selectedFiles() == [str(tmp_path / "学習.svg")]
    type_name(qtbot, dialog, "other")
    assert dialog.taken == [tmp_path / "other.svg"]


def test_cancelled_nothing_follows(qtbot, dialog, window):
    dialog.reject()
    qtbot.waitUntil(lambda: not window.findChildren(QFileDialog))
    assert dialog.taken == []


def test_a_file_that_is_there_is_asked_about(qtbot, dialog):
    asked: list[str] = []

    def refuse() -> None:
        box = QApplication.activeModalWidget()
        asked.append(box.text())
        next(each for each in box.findChildren(QPushButton) if "No" in each.text()).click()

    QTimer.singleShot(0, dialog, lambda: QTimer.singleShot(50, dialog, refuse))
    type_name(qtbot, dialog, "old")
    assert "old.png already exists" in asked[0] and dialog.taken == []


def test_a_file_to_open(qtbot, window, tmp_path):
    taken: list[Path] = []
    (tmp_path / "run.npz").write_text("")
    paths.ask_what_to_open(
        window, "Open", tmp_path, [("Runs and lessons", "npz lesson.toml"), ("Runs", "npz")], taken.append)
    dialog, = window.findChildren(QFileDialog)
    assert dialog.nameFilters() == ["Runs and lessons (*.npz *.lesson.toml)", "Runs (*.npz)", "All files (*)"]
    assert Path(dialog.directory().absolutePath()).samefile(tmp_path)
    dialog.selectFile("run.npz")
    dialog.accept()
    assert taken == [tmp_path / "run.npz"]
