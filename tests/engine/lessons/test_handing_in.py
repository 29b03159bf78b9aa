"""Answers to hand in: every attempt is there, as Markdown and as a table that no spreadsheet computes anything from."""

import csv
from datetime import datetime, timedelta, timezone

import pytest

from engine.lessons.attempt import Attempt, Outcome
from engine.lessons.handing_in import OUTCOMES, as_markdown, as_table, hand_in, harmless

BEGIN = datetime(2026, 11, 26, 9, 30, 0, 250, tzinfo=timezone(timedelta(hours=9)))
TITLES = {"why-divide-by-n": "なぜ N で割るのか"}


def attempt(minute: int, lesson: str, step: int, answer: str, outcome: Outcome, asked: str = "") -> Attempt:
    time = BEGIN + timedelta(minutes=minute)
    return Attempt(lesson, step - 1, "guess" if step == 2 else "", asked, "0", answer, outcome, time)


ATTEMPTS = (
    attempt(3, "why-divide-by-n", 3, "-0.0125", Outcome.NOT_YET, "Work out `da2[0, 3]`.\n\nBy hand."),
    attempt(1, "why-divide-by-n", 2, "It doubles.", Outcome.PREDICTED, "What becomes of **dW2**?"),
    attempt(4, "why-divide-by-n", 3, "−0.025", Outcome.RIGHT, "Work out `da2[0, 3]`.\n\nBy hand."),
    attempt(9, "my-own", 1, "", Outcome.SKIPPED),
    attempt(9, "my-own", 2, "", Outcome.READ),
)


def test_the_text_is_read_lesson_by_lesson_and_step_by_step():
    assert as_markdown(ATTEMPTS, TITLES, "Ada [1]") == r"""# Answers

Name: Ada \[1\]

## なぜ N で割るのか

### Step 2

> What becomes of **dW2**?

- It doubles. (predicted, 2026-11-26 09:31:00+09:00)

### Step 3

> Work out `da2[0, 3]`.
>
> By hand.

- -0.0125 (not yet, 2026-11-26 09:33:00+09:00)
- −0.025 (right, 2026-11-26 09:34:00+09:00)

## my-own

### Step 1

- – (skipped, 2026-11-26 09:39:00+09:00)
"""


def test_the_table_has_a_row_for_each_attempt(tmp_path):
    hand_in(tmp_path / "a.csv", ATTEMPTS, TITLES, "Ada")
    content = (tmp_path / "a.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")  # by which spreadsheets know UTF-8
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines(keepends=True)))
    assert [(row["Step"], row["Answer"], row["Outcome"], row["Time"]) for row in rows] == [
        ("2", "It doubles.", "predicted", "2026-11-26 09:31:00+09:00"),
        ("3", "-0.0125", "not yet", "2026-11-26 09:33:00+09:00"),
        ("3", "−0.025", "right", "2026-11-26 09:34:00+09:00"),
        ("1", "", "skipped", "2026-11-26 09:39:00+09:00")]
    assert rows[1] == {
        "Name": "Ada", "Lesson": "なぜ N で割るのか", "Id": "why-divide-by-n", "Step": "3", "Name of the step": "",
        "Asked": "Work out `da2[0, 3]`.\n\nBy hand.", "Answer": "-0.0125", "Outcome": "not yet",
        "Time": "2026-11-26 09:33:00+09:00"}


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", " =1", "\t=1", "\r\n=1", "\0=1",
                                  "＝1+1", "−1".replace("−", "-") + "+A1", "-", "+"])
def test_no_field_is_a_formula(text):
    assert harmless(text).startswith("'")
    rows = as_table([attempt(0, text, 2, text, Outcome.DONE, text)], {text: text}, text)
    fields = next(csv.reader(rows.splitlines(keepends=True)[1:]))
    assert all(not field.strip().startswith(("=", "+", "-", "@", "＝")) for field in fields)


@pytest.mark.parametrize("text", ["-0.0125", "+3", "1e-7", "-.5", "0", "−5", "It = 3", "", "2倍"])
def test_numbers_and_words_stay_as_they_are(text):
    assert harmless(text) == text


def test_what_was_typed_means_nothing_in_markdown():
    typed = "<b>*x*</b>\n# no heading ![p](http://x) `c`\x1b[31m"
    text = as_markdown([attempt(0, "a", 2, typed, Outcome.DONE)], {})
    assert r"- \<b\>\*x\*\</b\> \# no heading !\[p\](http://x) \`c\`\\x1b\[31m (done" in text


def test_the_words_are_those_of_the_language():
    def say(problem):
        return f"«{problem.text}»"

    assert as_markdown(ATTEMPTS, {}, "A", say).startswith("# «Answers»\n\n«Name»: A\n")
    assert as_table(ATTEMPTS, {}, say=say).startswith("«Name»,«Lesson»,")
    assert "«right»" in as_table(ATTEMPTS, {}, say=say)


def test_every_outcome_has_its_words():
    assert OUTCOMES.keys() == set(Outcome)


def test_what_no_file_can_hold_is_written_all_the_same(tmp_path):
    for name in ("a.md", "a.CSV"):
        hand_in(tmp_path / name, [attempt(0, "a", 2, "\udc80 x\0y", Outcome.DONE)], {})
        assert "x" in (tmp_path / name).read_text(encoding="utf-8-sig")


def test_a_file_that_cannot_be_written_says_so(tmp_path):
    with pytest.raises(OSError):
        hand_in(tmp_path, ATTEMPTS, TITLES)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError):
        hand_in(tmp_path / "file" / "a.md", ATTEMPTS, TITLES)
