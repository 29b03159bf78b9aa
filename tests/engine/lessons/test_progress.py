"""What was answered is kept: as it was, whoever else writes, and whatever became of the file."""

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from engine.lessons.attempt import Attempt, Outcome
from engine.lessons.progress import FILE_NAME, Progress, Standing

REPOSITORY = Path(__file__).resolve().parents[3]
TOKYO = timezone(timedelta(hours=9))
BEGIN = datetime(2026, 11, 26, 9, 30, 0, 250, tzinfo=TOKYO)


def attempt(minute: int = 0, lesson: str = "first-look", **changes) -> Attempt:
    usual = {"step": 1, "name": "guess", "asked": "What becomes of dW2?", "given": "0", "answer": "2倍になる。",
             "outcome": Outcome.NOT_YET, "time": BEGIN + timedelta(minutes=minute)}
    return Attempt(lesson, **{**usual, **changes})


def content(folder: Path) -> dict:
    return json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))


# --- what is kept ---------------------------------------------------------------------------------------------------


def test_all_of_an_attempt_comes_back(tmp_path):
    given = [attempt(i, step=i, outcome=outcome, answer="a\nb|c\0") for i, outcome in enumerate(Outcome)]
    progress = Progress(tmp_path / "new folder")
    for each in given:
        progress.add(each)
    again = Progress(tmp_path / "new folder")
    assert list(again.attempts()) == given
    assert again.attempts()[0].time.utcoffset() == timedelta(hours=9)
    assert progress.troubles() == again.troubles() == ()


def test_the_file_can_be_read_by_anybody(tmp_path):
    Progress(tmp_path).add(attempt())
    text = (tmp_path / FILE_NAME).read_text(encoding="utf-8")
    assert "2倍になる。" in text
    assert content(tmp_path)["attempts"] == [{
        "lesson": "first-look", "step": 2, "name": "guess", "asked": "What becomes of dW2?", "given": "0",
        "answer": "2倍になる。", "outcome": "not yet", "time": "2026-11-26T09:30:00.000250+09:00"}]


def test_attempts_at_one_lesson_and_at_all(tmp_path):
    progress = Progress(tmp_path)
    for lesson, minute in (("a", 3), ("b", 1), ("a", 2)):
        progress.add(attempt(minute, lesson))
    assert [(each.lesson, each.time.minute) for each in progress.attempts()] == [("b", 31), ("a", 32), ("a", 33)]
    assert [each.time.minute for each in progress.attempts("a")] == [32, 33]
    assert progress.attempts("c") == ()


def test_where_a_lesson_was_left(tmp_path):
    progress = Progress(tmp_path)
    assert progress.standing("a") is None and not progress.is_done("a")
    progress.stand("a", 3, BEGIN)
    assert Progress(tmp_path).standing("a") == Standing(3, BEGIN)
    assert content(tmp_path)["lessons"]["a"]["step"] == 4
    progress.stand("a", 4, BEGIN + timedelta(minutes=5), done=True)
    assert Progress(tmp_path).is_done("a")


def test_what_was_answered_last_is_there_for_whoever_goes_on(tmp_path):
    progress = Progress(tmp_path)
    for minute, (step, given, outcome) in enumerate((
            (1, "0", Outcome.NOT_YET), (1, "2", Outcome.RIGHT), (2, "0.5", Outcome.PREDICTED), (3, "7", Outcome.RIGHT),
            (3, "", Outcome.SKIPPED), (4, "x", Outcome.NOT_YET), (2, "0.25", Outcome.PREDICTED))):
        progress.add(attempt(minute, "a", step=step, given=given, outcome=outcome))
    assert progress.answers("a") == {1: "2", 2: "0.25"}
    assert progress.answers("b") == {}


def test_to_start_over_keeps_attempts_and_that_it_was_done(tmp_path):
    progress = Progress(tmp_path)
    progress.add(attempt(lesson="a"))
    progress.stand("a", 4, BEGIN, done=True)
    progress.stand("a", 0, BEGIN + timedelta(minutes=1))
    progress.stand("a", 4, BEGIN + timedelta(minutes=9), done=True)
    for each in (progress, Progress(tmp_path)):
        assert each.attempts("a") == (attempt(lesson="a"),)
        assert each.standing("a") == Standing(4, BEGIN + timedelta(minutes=9), done=BEGIN)


def test_an_endless_answer_is_cut_and_one_that_utf_8_lacks_is_kept(tmp_path):
    progress = Progress(tmp_path)
    progress.add(attempt(answer="x" * 1_000_000))
    progress.add(attempt(1, answer="\udc80 ≤ \ud83d\ude00 𝛿"))
    first, second = Progress(tmp_path).attempts()
    assert first.answer == "x" * 10_000 + "…"
    assert second.answer == "\udc80 ≤ 😀 𝛿"


def test_without_a_folder_it_is_kept_as_long_as_the_program_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    progress = Progress(None)
    progress.add(attempt())
    progress.stand("a", 3, BEGIN)
    assert progress.attempts() == (attempt(),) and progress.standing("a").step == 3
    assert list(tmp_path.iterdir()) == []


# --- two windows ----------------------------------------------------------------------------------------------------


def test_two_windows_take_nothing_from_each_other(tmp_path):
    one, other = Progress(tmp_path), Progress(tmp_path)
    for minute in range(6):
        (one, other)[minute % 2].add(attempt(minute))
    one.stand("a", 5, BEGIN + timedelta(minutes=2))
    other.stand("b", 2, BEGIN)
    other.stand("a", 3, BEGIN)  # was left there before
    assert other.attempts() == Progress(tmp_path).attempts() == tuple(map(attempt, range(6)))
    assert Progress(tmp_path).standing("a").step == other.standing("a").step == 5
    assert Progress(tmp_path).standing("b").step == 2


def test_many_programs_at_once_lose_nothing(tmp_path):
    code = f"""
import sys
sys.path.insert(0, {str(REPOSITORY)!r})
from datetime import datetime, timedelta, timezone
from pathlib import Path
from engine.lessons.attempt import Attempt, Outcome
from engine.lessons.progress import Progress
progress = Progress(Path({str(tmp_path)!r}))
for i in range(15):
    time = datetime(2026, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=i)
    progress.add(Attempt(sys.argv[1], i, "", "", "", "", Outcome.RIGHT, time))
"""
    running = [subprocess.Popen([sys.executable, "-c", code, name]) for name in "abc"]
    assert [each.wait() for each in running] == [0, 0, 0]
    assert sorted((each.lesson, each.step) for each in Progress(tmp_path).attempts()) == [
        (name, i) for name in "abc" for i in range(15)]


def test_the_same_attempt_from_two_files_is_one(tmp_path):
    one = Progress(tmp_path)
    one.add(attempt())
    (tmp_path / FILE_NAME).write_bytes((tmp_path / FILE_NAME).read_bytes())  # as a backup that is put back
    one.add(attempt(1))
    assert Progress(tmp_path).attempts() == (attempt(), attempt(1))


def test_who_is_killed_while_writing_leaves_the_old_file(tmp_path, monkeypatch):
    progress = Progress(tmp_path)
    progress.add(attempt())
    before = (tmp_path / FILE_NAME).read_bytes()
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        progress.add(attempt(1))
    assert (tmp_path / FILE_NAME).read_bytes() == before
    monkeypatch.undo()
    progress.add(attempt(2))
    assert Progress(tmp_path).attempts() == (attempt(), attempt(1), attempt(2))
    assert [each.name for each in tmp_path.iterdir()] == [FILE_NAME]


# --- what becomes of the file ---------------------------------------------------------------------------------------

GOOD = {"version": 1, "lessons": {}, "attempts": []}
ONE = {"lesson": "a", "step": 1, "name": "", "asked": "", "given": "", "answer": "", "outcome": "right",
       "time": "2026-11-26T09:30:00+09:00"}
DAMAGED = {
    "empty": b"", "garbage": b"\x00\xff" * 50, "cut off": b'{"version": 1, "lessons": {', "no object": b"[1, 2]",
    "no version": b'{"lessons": {}, "attempts": []}', "nested": b"[" * 100_000,
    "no list": json.dumps({**GOOD, "attempts": 3}).encode(), "no dict": json.dumps({**GOOD, "lessons": []}).encode(),
    **{f"an attempt with {name} {value!r}": json.dumps({**GOOD, "attempts": [{**ONE, name: value}]}).encode()
       for name, value in (("step", "1"), ("step", True), ("step", 0), ("answer", 3), ("outcome", "perfect"),
                           ("lesson", None), ("time", "yesterday"), ("time", "2026-11-26T09:30:00"), ("time", 5))},
    "a standing in pieces": json.dumps({**GOOD, "lessons": {"a": {"step": 1}}}).encode(),
}


@pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_file_is_put_aside_and_told_of(tmp_path, damage):
    file, kept = tmp_path / FILE_NAME, tmp_path / f"{FILE_NAME}.damaged"
    file.write_bytes(damage)
    progress = Progress(tmp_path)
    assert list(map(str, progress.troubles())) == [
        f"The answers of earlier lessons in {file} are damaged: the file was kept as {kept}, and a new one is begun."]
    progress.add(attempt())
    assert progress.troubles() == ()
    assert kept.read_bytes() == damage
    assert Progress(tmp_path).attempts() == (attempt(),)


def test_files_put_aside_do_not_take_each_others_place(tmp_path):
    for number in range(3):
        (tmp_path / FILE_NAME).write_bytes(b"%d" % number)
        Progress(tmp_path)
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {
        f"{FILE_NAME}.damaged": b"0", f"{FILE_NAME}.damaged.2": b"1", f"{FILE_NAME}.damaged.3": b"2"}


def test_a_file_that_is_damaged_while_the_window_is_open_is_put_aside_too(tmp_path):
    progress = Progress(tmp_path)
    progress.add(attempt())
    (tmp_path / FILE_NAME).write_bytes(b"broken")
    progress.add(attempt(1))
    assert len(progress.troubles()) == 1
    assert Progress(tmp_path).attempts() == (attempt(), attempt(1))


def test_a_file_of_a_newer_version_is_left_alone(tmp_path):
    file = tmp_path / FILE_NAME
    newer = json.dumps({"version": 2, "all": "different"}).encode()
    file.write_bytes(newer)
    progress = Progress(tmp_path)
    for minute in range(2):
        progress.add(attempt(minute))
    assert list(map(str, progress.troubles())) == [
        f"The answers of earlier lessons in {file} were written by a newer version of this program: open them with "
        "that. New ones are not kept as long as this file is there."]
    assert progress.attempts() == (attempt(), attempt(1))
    assert file.read_bytes() == newer
    assert [each.name for each in tmp_path.iterdir()] == [FILE_NAME]


def test_what_cannot_be_written_is_told_once_and_kept_as_long_as_the_program_runs(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise OSError(30, "Read-only file system")

    progress = Progress(tmp_path)
    monkeypatch.setattr("engine.lessons.progress.write_file", refuse)
    for minute in range(2):
        progress.add(attempt(minute))
    assert list(map(str, progress.troubles())) == [
        f"The answers cannot be kept in {tmp_path / FILE_NAME} (Read-only file system): they are lost at the end "
        "unless they are saved elsewhere, or the folder is made writable."]
    monkeypatch.undo()
    progress.add(attempt(2))  # it was made writable
    assert progress.troubles() == ()
    assert Progress(tmp_path).attempts() == (attempt(), attempt(1), attempt(2))


def test_a_file_in_the_place_of_the_folder_is_told_of(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    progress = Progress(tmp_path / "file")
    progress.add(attempt())
    assert len(progress.troubles()) == 1
    assert progress.attempts() == (attempt(),)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to this user")
def test_a_file_that_may_not_be_read_is_not_replaced(tmp_path):
    Progress(tmp_path).add(attempt())
    (tmp_path / FILE_NAME).chmod(0)
    progress = Progress(tmp_path)
    progress.add(attempt(1))
    assert len(progress.troubles()) == 1
    (tmp_path / FILE_NAME).chmod(0o600)
    assert Progress(tmp_path).attempts() == (attempt(),)


def test_a_folder_in_the_place_of_the_file_is_put_aside(tmp_path):
    (tmp_path / FILE_NAME / "inside").mkdir(parents=True)
    progress = Progress(tmp_path)
    progress.add(attempt())
    assert len(progress.troubles()) == 1
    assert (tmp_path / f"{FILE_NAME}.damaged" / "inside").is_dir()
    assert Progress(tmp_path).attempts() == (attempt(),)
