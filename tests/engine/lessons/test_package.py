"""A lesson with what comes with it, and the zips that are refused."""

import gc
import os
import struct
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from engine.lessons.faults import LessonError
from engine.lessons.package import open_lesson
from engine.lessons.pictures import size_of
from engine.runs.run import run_of
from engine.runs.run_file import save_run

LESSON = 'format = 1\nid = "a"\ntitle.en = "A"\n[[step]]\nkind = "say"\ntext.en = "Look: ![a net](net.png)"\n'
WITH_RUN = 'format = 1\nid = "a"\ntitle.en = "A"\n[setup]\nrun = "r.npz"\n[[step]]\nkind = "say"\ntext.en = "Look"\n'


def png(width: int = 2, height: int = 1) -> bytes:
    """The beginning of a picture, and its end."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", head), (b"IEND", b"")))


def zipped(path: Path, members: dict[str, bytes | str], packing: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", packing) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def why_not(path: Path) -> str:
    with pytest.raises(LessonError) as error:
        open_lesson(path).run  # noqa: B018
    return str(error.value)


def test_a_file_of_its_own(tmp_path):
    path = tmp_path / "a.lesson.toml"
    path.write_text(LESSON.replace("![a net](net.png)", "this"), encoding="utf-8")
    package = open_lesson(path)
    assert (package.path, package.lesson.id, package.pictures, package.run) == (path, "a", {}, None)
    path.write_text(LESSON, encoding="utf-8")
    assert why_not(path) == ("a.lesson.toml, line 6: the text cannot be shown: the picture net.png did not come with "
                             "it: put both into one zip")
    path.write_text(WITH_RUN, encoding="utf-8")
    assert why_not(path) == ("a.lesson.toml, line 5: the saved run r.npz did not come with it: put both into one zip.")


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_zip_with_pictures(tmp_path, packing):
    path = zipped(tmp_path / "b.zip", {"a.lesson.toml": LESSON, "net.png": png(), "other.JPG": JPEG}, packing)
    package = open_lesson(path)
    assert package.lesson.id == "a" and package.pictures == {"net.png": png(), "other.JPG": JPEG}


JPEG = (b"\xff\xd8\xff\xe0" + struct.pack(">H", 16) + 14 * b"\0" + b"\xff\xc0" + struct.pack(">HBHHB", 8, 8, 30, 40, 1)
        + b"\xff\xd9")


def test_the_size_of_a_picture_is_known_before_it_is_drawn():
    assert size_of(png(300, 200)) == (300, 200) and size_of(JPEG) == (40, 30)
    for none in (b"", b"GIF89a", png()[:20], JPEG[:10], b"\xff\xd8\xff" + 99 * b"\xff"):
        assert size_of(none) is None


def test_a_zip_with_a_saved_run(tmp_path, tiny, tiny_trainer):
    trainer = tiny_trainer()
    for _ in range(7):
        trainer.run_iteration()
    save_run(tmp_path / "r.npz", run_of(trainer))
    package = open_lesson(zipped(tmp_path / "a.zip", {"a.lesson.toml": WITH_RUN, "r.npz": (
        tmp_path / "r.npz").read_bytes()}))
    run = package.run
    assert run is package.run and run.path.is_file()
    again, told = run.trainer(tiny)
    assert (again.iteration, told) == (7, None)
    folder = run.path.parent
    del package
    gc.collect()
    assert not folder.exists()


def test_a_run_that_is_none(tmp_path):
    path = zipped(tmp_path / "a.zip", {"a.lesson.toml": WITH_RUN, "r.npz": b"hello"})
    said = why_not(path)
    assert said.startswith("a.zip: the saved run cannot be used: ") and said.endswith(
        "r.npz is no saved run. Open a file that was saved with this program.")


def test_what_is_wrong_in_a_zip_is_said_with_file_and_line(tmp_path):
    path = zipped(tmp_path / "b.zip", {"a.lesson.toml": LESSON.replace("say", "sya"), "net.png": png()})
    assert why_not(path).startswith("b.zip/a.lesson.toml, line 5: there is no kind sya. ")


REFUSED = {
    "no lesson": ({"net.png": png()}, "there are 0 *.lesson.toml in it, and there must be one"),
    "two lessons": ({"a.lesson.toml": LESSON, "b.lesson.toml": LESSON}, "there are 2 *.lesson.toml in it"),
    "two runs": ({"a.lesson.toml": LESSON, "a.npz": b"", "b.npz": b""}, "there are 2 *.npz in it"),
    "out of it": ({"a.lesson.toml": LESSON, "../net.png": png()}, "../net.png is in a folder, and all files"),
    "from the root": ({"a.lesson.toml": LESSON, "/etc/net.png": png()}, "/etc/net.png is in a folder"),
    "of Windows": ({"a.lesson.toml": LESSON, "C:\\net.png": png()}, "C:\\net.png is in a folder"),
    "a folder": ({"a/": b"", "a/a.lesson.toml": LESSON}, "a/ is in a folder, and all files are to lie side by side"),
    "a program": ({"a.lesson.toml": LESSON, "run.py": b"print(1)"}, "run.py does not belong in it"),
    "what steers": ({"a.lesson.toml": LESSON, "a\x1b[2J.png": png()}, "a\\x1b[2J.png does not belong in it"),
    "a text as a picture": ({"a.lesson.toml": LESSON, "net.png": b"hello"}, "net.png is no PNG or JPEG, or larger"),
    "a very wide picture": ({"a.lesson.toml": LESSON, "net.png": png(9_999)}, "no PNG or JPEG, or larger than 4,096"),
    "a large picture": ({"a.lesson.toml": LESSON, "net.png": png() + bytes(3_000_000)}, "larger than 2,048 KB"),
    "a large lesson": ({"a.lesson.toml": LESSON + "#" * 300_000}, "a.lesson.toml is larger than 256 KB"),
    "many pictures": ({"a.lesson.toml": LESSON, **{f"{n}.png": png() for n in range(40)}}, "there is too much in it"),
    "very many": ({"a.lesson.toml": LESSON, **{f"{n}.png": b"" for n in range(2000)}}, "there is too much in it"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_zip_that_is_refused(tmp_path, case):
    members, said = REFUSED[case]
    found = why_not(zipped(tmp_path / "a.zip", members))
    assert found.startswith("a.zip: the zip cannot be used: ") and said in found and found.endswith(". Pack it anew.")


def test_a_zip_that_is_encrypted_twice_the_same_or_packed_otherwise(tmp_path):
    path = zipped(tmp_path / "a.zip", {"a.lesson.toml": LESSON}, zipfile.ZIP_STORED)
    whole = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        whole[whole.index(mark) + place] |= 1
    path.write_bytes(whole)
    assert "a.lesson.toml is encrypted" in why_not(path)
    assert "a.lesson.toml is packed" in why_not(zipped(path, {"a.lesson.toml": LESSON}, zipfile.ZIP_LZMA))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.lesson.toml", LESSON)
        archive.writestr("a.lesson.toml", LESSON)
    assert "a.lesson.toml is in it twice" in why_not(path)


def test_what_would_unpack_to_a_thousand_times_its_size_is_not_unpacked(tmp_path):
    """Whether its directory says so, or lies."""
    path = zipped(tmp_path / "a.zip", {"a.lesson.toml": LESSON, "net.png": bytes(300 * 10**6)})
    assert path.stat().st_size < 10**6
    assert "net.png is larger than 2,048 KB" in why_not(path)
    whole = bytearray(path.read_bytes())
    place = whole.rindex(b"PK\x01\x02")
    whole[place + 24:place + 28] = (1000).to_bytes(4, "little")
    path.write_bytes(whole)
    gc.collect()
    import tracemalloc
    tracemalloc.start()
    assert "a.zip: the zip is damaged" in why_not(path)
    assert tracemalloc.get_traced_memory()[1] < 10**7
    tracemalloc.stop()


def test_any_cut_and_any_byte_that_has_changed(tmp_path):
    path = zipped(tmp_path / "a.zip", {"a.lesson.toml": LESSON, "net.png": png()})
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert why_not(path)
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1:])
        try:  # a date may change without harm
            open_lesson(path)
        except LessonError as error:
            assert error.faults


def test_what_is_no_file_to_read(tmp_path):
    assert why_not(tmp_path / "a.lesson.toml") == (
        "a.lesson.toml: it cannot be opened: No such file or directory. Check its name, and the rights to read it.")
    assert why_not(tmp_path).endswith("this is no file: open a lesson, which is called “….lesson.toml”, or a zip.")
    assert "cannot be opened" in why_not(tmp_path / "a\0b")
    path = tmp_path / "a.zip"
    path.write_bytes(b"hello")
    assert why_not(path) == "a.zip: the zip cannot be used: its beginning is missing. Pack it anew."
    path.write_bytes(b"")
    assert "its beginning is missing" in why_not(path)


@pytest.mark.skipif(sys.platform == "win32", reason="needs pipes")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.lesson.toml")
    assert "this is no file" in why_not(tmp_path / "a.lesson.toml")
