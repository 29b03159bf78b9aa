"""Settings are on the disk soon after they were changed, and are not written where nothing has changed."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from gui import settings
from gui.settings import Settings

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def kept(lab, monkeypatch):
    """A function that waits until the settings on the disk are so."""
    def wait(**values) -> Settings:
        def found() -> bool:
            stored = settings.load()[0]
            return all(getattr(stored, name) == value for name, value in values.items())

        lab.until(found)
        return settings.load()[0]

    lab.window._keeper.keep()
    return wait


def written_when() -> int:
    return settings.default_path().stat().st_mtime_ns


def test_what_is_chosen_is_kept_while_the_window_is_open(lab, kept):
    lab.trigger("View", "Theme", "Dark")
    kept(scheme="dark")
    lab.press(Key.Key_Plus, CTRL)
    assert kept(text_scale=pytest.approx(1.1))
    lab.window.curves.log_button.click()
    kept(log_axis=True)
    lab.press(Key.Key_E, CTRL)
    lab.until(lambda: settings.load()[0].folded in (["shown"], ["folded"]))
    lab.trigger("View", "Language", "English")
    kept(language="en")


def test_a_new_network_is_kept(lab, kept):
    lab.enter("Seed", "7")
    lab.until(lambda: settings.load()[0].config.seed == 7)


def test_the_place_of_the_window_is_kept(lab, kept):
    before = settings.load()[0].geometry
    lab.resize(lab.window.width() - 40, lab.window.height() - 40)
    lab.until(lambda: settings.load()[0].geometry != before)


def test_many_changes_are_written_once(lab, kept):
    before, keeper = written_when(), lab.window._keeper
    for _ in range(50):
        keeper.note()
        assert keeper._timer.remainingTime() > 0
    assert written_when() == before
    keeper.keep()
    assert written_when() == before, "nothing is different"
    lab.window._settings.speed = 5.0
    keeper.note()
    kept(speed=5.0)


def test_nothing_is_written_while_nothing_changes(lab, kept):
    assert not lab.window._keeper._timer.isActive()
    lab.train_to(30)
    lab.window._keeper.keep()
    before = written_when()
    lab.press(Key.Key_Right)
    lab.settle()
    assert not lab.window._keeper._timer.isActive() and written_when() == before


@pytest.mark.skipif(os.name == "nt", reason="a folder is in the way in another manner there")
def test_that_they_cannot_be_kept_is_said_once(lab, kept, settings_dir: Path):
    for file in settings_dir.iterdir():
        file.unlink()
    settings_dir.rmdir()
    settings_dir.touch()
    lab.window.controls.speed_changed.emit(10.0)
    lab.until(lambda: "The settings cannot be kept in" in lab.notice)
    assert str(settings_dir) in lab.notice
    lab.click("OK")
    lab.window.controls.speed_changed.emit(20.0)
    lab.window._keeper.keep()
    assert lab.notice == ""
