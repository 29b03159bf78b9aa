"""A file that is watched, written as editors write."""

import pytest

from gui.qt.file_watch import FileWatch


@pytest.fixture
def watch(qtbot, tmp_path):
    path = tmp_path / "a.lesson.toml"
    path.write_text("one", encoding="utf-8")
    watch = FileWatch(None)
    watch.watch(path)
    yield watch, path
    watch.watch(None)


def in_place(path, text):
    path.write_text(text, encoding="utf-8")


def as_another_file(path, text):
    """What many editors do: the new file takes the place of the old one."""
    new = path.with_name("new~")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


def after_putting_the_old_one_aside(path, text):
    path.rename(path.with_name("old~"))
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("write", [in_place, as_another_file, after_putting_the_old_one_aside])
def test_each_time_it_is_written_it_is_told_once(watch, qtbot, write):
    watch, path = watch
    for text in ("two", "three", "four"):
        with qtbot.waitSignal(watch.changed):
            write(path, text)
    assert path.read_text(encoding="utf-8") == "four"


def test_neither_other_files_nor_that_it_is_gone_is_told(watch, qtbot, tmp_path):
    watch, path = watch
    told = []
    watch.changed.connect(lambda: told.append(path.read_text(encoding="utf-8")))
    (tmp_path / "b.lesson.toml").write_text("other", encoding="utf-8")
    path.unlink()
    with qtbot.waitSignal(watch.changed):
        path.write_text("back", encoding="utf-8")
    assert told == ["back"]


def test_what_is_not_watched_any_more_is_not_told(watch, qtbot):
    watch, path = watch
    other = FileWatch(watch)
    other.watch(path)
    watch.watch(None)
    told = []
    watch.changed.connect(lambda: told.append(path))
    with qtbot.waitSignal(other.changed):
        path.write_text("two", encoding="utf-8")
    assert told == []
    other.watch(None)
