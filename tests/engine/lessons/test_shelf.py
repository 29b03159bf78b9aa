"""All lessons that there are, in the order of the book."""

import zipfile

import pytest

from engine.lessons import shelf
from engine.lessons.shelf import all_lessons


def write(folder, name, id, book="", number=0, text="Hello"):
    folder.mkdir(exist_ok=True)
    lines = ['format = 1', f'id = "{id}"', f'title.en = "{id}"', *([f'book = "{book}"'] if book else []),
             *([f"number = {number}"] if number else []), '[[step]]', 'kind = "say"', f'text.en = "{text}"']
    (folder / name).write_text("\n".join(lines), encoding="utf-8")


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    folder = tmp_path / "shipped"
    folder.mkdir()
    monkeypatch.setattr(shelf, "shipped_folder", lambda: folder)
    return folder


def test_they_stand_in_the_order_of_the_book(shipped, tmp_path):
    for name, id, book, number in (("d", "d", "10.1", 2), ("c", "c", "5.6.3", 9), ("b", "b", "5.2", 10),
                                   ("a", "a", "", 1), ("e", "e", "5.7", 0), ("f", "f", "A.1", 1), ("g", "g", "4", 3)):
        write(shipped, f"{name}.lesson.toml", id, book, number)
    write(tmp_path / "own", "h.lesson.toml", "h", "5.1", 11)
    found = all_lessons(tmp_path / "own")
    assert found.faults == ()
    assert [(chapter, [each.lesson.id for each in packages]) for chapter, packages in found.chapters()] == [
        ("4", ["g"]), ("5", ["c", "b", "h", "e"]), ("10", ["d"]), ("A", ["f"]), ("", ["a"])]
    assert found.named("h").path == tmp_path / "own" / "h.lesson.toml" and found.named("x") is None


def test_damaged_ones_hinder_nobody(shipped, tmp_path):
    own = tmp_path / "own"
    write(shipped, "a.lesson.toml", "a")
    write(own, "b.lesson.toml", "b", text="<b>")
    write(own, "c.lesson.toml", "c")
    (own / "d.zip").write_bytes(b"no zip")
    (own / "e.lesson.toml").mkdir()
    (own / "notes.txt").write_text("not looked at", encoding="utf-8")
    write(own, "template.lesson.toml", "template")
    found = all_lessons(own)
    assert [each.lesson.id for each in found.packages] == ["a", "c"]
    assert [str(fault)[:40] for fault in found.faults] == [
        "b.lesson.toml, line 6: the text cannot b", "d.zip: the zip cannot be used: its begin",
        "e.lesson.toml: this is no file: open a l"]


def test_of_two_with_one_id_both_are_said_and_the_shipped_one_is_kept(shipped, tmp_path):
    write(shipped, "z.lesson.toml", "one")
    write(tmp_path / "own", "a.lesson.toml", "one")
    found = all_lessons(tmp_path / "own")
    assert [each.path for each in found.packages] == [shipped / "z.lesson.toml"]
    assert [str(fault) for fault in found.faults] == [
        "a.lesson.toml: its id “one” is that of z.lesson.toml, which is kept: give one of them another id."]


def test_lessons_in_zips_are_found(shipped):
    write(shipped, "a.lesson.toml", "a")
    with zipfile.ZipFile(shipped / "b.zip", "w") as archive:
        archive.write(shipped / "a.lesson.toml", "a.lesson.toml")
    (shipped / "a.lesson.toml").unlink()
    assert [each.path.name for each in all_lessons().packages] == ["b.zip"]


def test_a_folder_that_is_not_there_or_none_or_full(shipped, tmp_path, monkeypatch):
    assert all_lessons(tmp_path / "none").faults == ()
    (tmp_path / "file").write_text("")
    assert [str(fault) for fault in all_lessons(tmp_path / "file").faults] == [
        "file: this folder of lessons cannot be looked at: Not a directory."]
    monkeypatch.setattr(shelf, "MOST", 3)
    for number in range(5):
        write(shipped, f"{number}.lesson.toml", f"a{number}")
    found = all_lessons()
    assert len(found.packages) == 3 and str(found.faults[0]).startswith("shipped: there are 5 lessons in this folder")


def test_all_that_come_with_the_program_can_be_played():
    found = all_lessons()
    assert found.faults == ()
