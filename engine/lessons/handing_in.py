"""Answers to hand in: what somebody has answered in one lesson, or in all, as a text to read or as a table.

They are written to a file and sent nowhere. Whoever opens the table in a spreadsheet runs nothing that a learner has
typed: see `harmless`.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from engine.files import write_file
from engine.lessons.attempt import Attempt, Outcome
from engine.problem import Problem, printable

Say = Callable[[Problem], str]

OUTCOMES = {
    Outcome.READ: Problem("read"),
    Outcome.DONE: Problem("done"),
    Outcome.PREDICTED: Problem("predicted"),
    Outcome.RIGHT: Problem("right"),
    Outcome.NOT_YET: Problem("not yet"),
    Outcome.SHOWN: Problem("was shown"),
    Outcome.SKIPPED: Problem("skipped"),
}
_COLUMNS = (Problem("Name"), Problem("Lesson"), Problem("Id"), Problem("Step"), Problem("Name of the step"),
            Problem("Asked"), Problem("Answer"), Problem("Outcome"), Problem("Time"))
_FORMULA = tuple("=+-@＝＋－＠")  # what makes a spreadsheet compute
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|#~])")


def hand_in(path: Path, attempts: Iterable[Attempt], titles: Mapping[str, str], name: str = "", say: Say = str) -> None:
    """Write answers to a file: as a table if its name ends in ``.csv``, else as Markdown.

    Parameters
    ----------
    path
        The file. One that is there is replaced once the new one is whole.
    attempts
        What was answered.
    titles
        The title of each lesson by its id; where one is missing, the id stands for it.
    name
        Of whoever hands in; empty for none.
    say
        Puts a problem into the language of the reader.

    Raises
    ------
    OSError
        If it cannot be written; nothing has changed then.
    """
    if path.suffix.lower() == ".csv":
        content = as_table(attempts, titles, name, say).encode("utf-8-sig", "replace")  # without the mark Excel guesses
    else:
        content = as_markdown(attempts, titles, name, say).encode("utf-8", "replace")
    write_file(path, lambda file: file.write(content))


def as_markdown(attempts: Iterable[Attempt], titles: Mapping[str, str], name: str = "", say: Say = str) -> str:
    """The answers as a text: lesson by lesson, step by step, each with all attempts in the order of time."""
    lines = [f"# {say(Problem('Answers'))}"]
    if name.strip():
        lines.append(f"{say(_COLUMNS[0])}: {_plain(name)}")
    for lesson, steps in _grouped(attempts).items():
        lines.append(f"## {_plain(titles.get(lesson, lesson))}")
        for step, tries in steps.items():
            lines += [f"### {say(_COLUMNS[3])} {step + 1}", *_quoted(tries[-1].asked),
                      "\n".join(_listed(each, say) for each in tries)]
    return "\n\n".join(lines) + "\n"


def as_table(attempts: Iterable[Attempt], titles: Mapping[str, str], name: str = "", say: Say = str) -> str:
    """The answers as CSV, an attempt a row."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(map(say, _COLUMNS))
    for each in (each for steps in _grouped(attempts).values() for tries in steps.values() for each in tries):
        row = (name.strip(), titles.get(each.lesson, each.lesson), each.lesson, str(each.step + 1), each.name,
               each.asked, each.answer, say(OUTCOMES[each.outcome]), written_time(each.time))
        writer.writerow(map(harmless, row))
    return file.getvalue()


def harmless(text: str) -> str:
    """A field that no spreadsheet computes: an apostrophe stands before what could be a formula. A number stays."""
    bare = text.replace("\0", "").strip()
    return f"'{bare}" if bare.startswith(_FORMULA) and not _NUMBER.fullmatch(bare) else bare


def written_time(time: datetime) -> str:
    """``2026-11-26 18:43:31+00:00``."""
    return time.isoformat(" ", "seconds")


def _grouped(attempts: Iterable[Attempt]) -> dict[str, dict[int, list[Attempt]]]:
    """By lesson, in the order in which they were begun, and by step, in the order of time; not what was only read."""
    found: dict[str, dict[int, list[Attempt]]] = {}
    for each in sorted((each for each in attempts if each.outcome is not Outcome.READ), key=lambda each: each.time):
        found.setdefault(each.lesson, {}).setdefault(each.step, []).append(each)
    return {lesson: dict(sorted(steps.items())) for lesson, steps in found.items()}


def _listed(attempt: Attempt, say: Say) -> str:
    outcome, time = say(OUTCOMES[attempt.outcome]), written_time(attempt.time)
    return f"- {_plain(attempt.answer) or '–'} ({outcome}, {time})"


def _quoted(text: str) -> Iterator[str]:
    """What was asked, which is Markdown itself, as a quotation; nothing where nothing was."""
    lines = [f"> {printable(line)}".rstrip() for line in text.strip().splitlines()]
    if lines:
        yield "\n".join(lines)


def _plain(text: str) -> str:
    """Somebody's words in one line, without what means something in Markdown."""
    return _MARKDOWN.sub(r"\\\1", " ".join(str(printable(text)).split()))
