"""What somebody has answered in lessons, and where each was left: one file a person, which anybody can read.

Every attempt is kept with its time, also of a lesson that is started over. Of two windows that write at once none
takes anything from the other: whoever writes reads first what has been added, and adds the own. Where the file cannot
be written, what was answered is kept as long as the program runs, and that is said, once.
"""

import json
import os
import stat
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from engine.files import locked, reason_of, write_file
from engine.lessons.attempt import Attempt, Outcome
from engine.problem import Problem, shortened

VERSION = 1
FILE_NAME = "lessons.json"

_LARGEST_FILE = 100_000_000  # bytes; an attempt has some 300
_LONGEST_ANSWER = 10_000     # characters
_Identity = tuple[int, int, int, int] | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody has left a lesson.

    Parameters
    ----------
    step
        The step that is before them, counted from 0.
    time
        When this was so, with its zone.
    done
        When all of the lesson was done for the first time; None as long as it was not.
    """

    step: int
    time: datetime
    done: datetime | None = None


@dataclass(slots=True, eq=False)
class _Kept:
    """What is in a file: all attempts in the order of time, and the standing of each lesson by its id."""

    attempts: list[Attempt]
    standings: dict[str, Standing]

    def take(self, other: "_Kept") -> None:
        """Add what another window has kept: all its attempts, and of each lesson where it was left last."""
        self.attempts = sorted({*self.attempts, *other.attempts}, key=lambda each: (each.time, each.lesson, each.step))
        for lesson, standing in other.standings.items():
            self.standings[lesson] = _later(self.standings.get(lesson), standing)


def _later(one: Standing | None, other: Standing) -> Standing:
    if one is None:
        return other
    done = min((each.done for each in (one, other) if each.done), default=None)
    return replace(max(one, other, key=lambda each: each.time), done=done)


class Progress:
    """What one person has done in lessons.

    Parameters
    ----------
    folder
        Where the file `FILE_NAME` is, or will be with the first answer. None: nothing is kept on the disk.
    """

    def __init__(self, folder: Path | None) -> None:
        self._path = None if folder is None else folder / FILE_NAME
        self._kept = _Kept([], {})
        self._seen: _Identity = None
        self._untold: list[Problem] = []
        self._told: set[str] = set()
        if self._path is not None:
            with locked(self._path.parent):  # of two windows that find it damaged, one puts it aside
                self._read_again()

    # --- what there is ---------------------------------------------------------------------------------------------

    def attempts(self, lesson: str | None = None) -> tuple[Attempt, ...]:
        """All attempts at a lesson, or at all lessons, in the order of time."""
        return tuple(each for each in self._kept.attempts if lesson in (None, each.lesson))

    def standing(self, lesson: str) -> Standing | None:
        """Where a lesson was left; None if it has not been begun."""
        return self._kept.standings.get(lesson)

    def is_done(self, lesson: str) -> bool:
        """Whether all of a lesson has been done once."""
        standing = self.standing(lesson)
        return standing is not None and standing.done is not None

    def answers(self, lesson: str) -> dict[int, str]:
        """What was answered last at each step of a lesson, for whoever goes on with it; not what was not right yet."""
        found: dict[int, str] = {}
        for each in self.attempts(lesson):
            if each.outcome is not Outcome.NOT_YET:
                found[each.step] = each.given
        return {step: given for step, given in found.items() if given}

    def troubles(self) -> tuple[Problem, ...]:
        """What has been wrong with the file since this was asked last: each is told once."""
        told, self._untold = tuple(self._untold), []
        return told

    # --- what is added ---------------------------------------------------------------------------------------------

    def add(self, attempt: Attempt) -> None:
        """Keep an attempt."""
        attempt = replace(attempt, given=shortened(attempt.given, _LONGEST_ANSWER),
                          answer=shortened(attempt.answer, _LONGEST_ANSWER))
        self._add(_Kept([attempt], {}))

    def stand(self, lesson: str, step: int, time: datetime, *, done: bool = False) -> None:
        """Keep at which step a lesson stands, counted from 0; `done`: all of it has been done now.

        To start over is to stand at step 0: attempts stay, and so does that the lesson has been done.
        """
        self._add(_Kept([], {lesson: Standing(step, time, time if done else None)}))

    def _add(self, new: _Kept) -> None:
        self._kept.take(new)
        if self._path is None:
            return
        try:
            write_file(self._path, self._write, through_links=True)
            self._seen = _identity(self._path)
        except _LeftAloneError:
            pass  # told by whoever raised it
        except (OSError, ValueError) as error:
            self._tell(Problem(
                "The answers cannot be kept in {file} ({reason}): they are lost at the end unless they are saved "
                "elsewhere, or the folder is made writable.", {"file": self._path, "reason": reason_of(error)}))

    # --- the file --------------------------------------------------------------------------------------------------

    def _write(self, file: BinaryIO) -> None:
        """Write all there is, with what another window has added."""
        if not self._read_again():
            raise _LeftAloneError
        file.write(_text(self._kept))

    def _read_again(self) -> bool:
        """Take what is in the file now, while nobody else writes; whether it may be replaced."""
        assert self._path is not None
        seen = _identity(self._path)
        if seen is not None and seen == self._seen:
            return True
        try:
            found = _parsed(_content(self._path))
        except (FileNotFoundError, NotADirectoryError):
            return True
        except OSError as error:
            self._tell(Problem(
                "The answers of earlier lessons cannot be read from {file} ({reason}). New ones are not kept there "
                "until it can be.", {"file": self._path, "reason": reason_of(error)}))
            return False
        except _NewerError:
            self._tell(Problem(
                "The answers of earlier lessons in {file} were written by a newer version of this program: open them "
                "with that. New ones are not kept as long as this file is there.", {"file": self._path}))
            return False
        except (ValueError, RecursionError):
            return self._put_aside()
        self._seen = seen
        self._kept.take(found)
        return True

    def _put_aside(self) -> bool:
        """Give a damaged file another name; whether that could be done."""
        assert self._path is not None
        kept = _free_name(self._path)
        try:
            self._path.rename(kept)
        except OSError as error:
            self._tell(Problem(
                "The answers of earlier lessons in {file} are damaged, and the file cannot be put aside ({reason}): "
                "move it away. New ones are not kept until then.", {"file": self._path, "reason": reason_of(error)}))
            return False
        self._tell(Problem(
            "The answers of earlier lessons in {file} are damaged: the file was kept as {kept}, and a new one is "
            "begun.", {"file": self._path, "kept": kept}))
        return True

    def _tell(self, problem: Problem) -> None:
        if problem.text not in self._told:
            self._told.add(problem.text)
            self._untold.append(problem)


class _LeftAloneError(Exception):
    """The file must not be replaced."""


class _NewerError(Exception):
    """The file is of a newer version."""


def _identity(path: Path) -> _Identity:
    """Another one for each file that is put there; None where there is none."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size


def _content(path: Path) -> bytes:
    if not stat.S_ISREG(path.stat().st_mode):
        raise ValueError("it is not a file")  # a pipe would never end
    with open(path, "rb") as file:
        content = file.read(_LARGEST_FILE + 1)
    if len(content) > _LARGEST_FILE:
        raise ValueError("it is too large")
    return content


def _free_name(path: Path) -> Path:
    """``lessons.json.damaged``, or with the first number that is free."""
    kept, number = path.with_name(f"{path.name}.damaged"), 1
    while os.path.lexists(kept):
        number += 1
        kept = path.with_name(f"{path.name}.damaged.{number}")
    return kept


# --- its form ------------------------------------------------------------------------------------------------------

def _text(kept: _Kept) -> bytes:
    """What is kept, for people to read as well, steps counted from 1; what UTF-8 lacks is escaped as JSON does it."""
    whole = {
        "version": VERSION,
        "lessons": {lesson: {"step": each.step + 1, "time": each.time.isoformat(),
                             "done": each.done and each.done.isoformat()} for lesson, each in kept.standings.items()},
        "attempts": [{**asdict(each), "step": each.step + 1, "outcome": each.outcome.value,
                      "time": each.time.isoformat()} for each in kept.attempts],
    }
    return (json.dumps(whole, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


def _parsed(content: bytes) -> _Kept:
    """What was kept; a ValueError if any of it is not in its form."""
    whole = json.loads(content.decode("utf-8-sig"))
    try:
        if whole["version"] > VERSION:
            raise _NewerError
        return _Kept([_attempt(each) for each in whole["attempts"]],
                     {_typed(lesson, str): _standing(each) for lesson, each in whole["lessons"].items()})
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError("not in its form") from error


def _attempt(plain: dict[str, Any]) -> Attempt:
    texts = {name: _typed(plain[name], str) for name in ("lesson", "name", "asked", "given", "answer")}
    return Attempt(step=_step(plain), outcome=Outcome(plain["outcome"]), time=_time(plain["time"]), **texts)


def _standing(plain: dict[str, Any]) -> Standing:
    done = plain["done"]
    return Standing(_step(plain), _time(plain["time"]), None if done is None else _time(done))


def _step(plain: dict[str, Any]) -> int:
    found = _typed(plain["step"], int) - 1
    if found < 0:
        raise ValueError("steps are counted from 1")
    return found


def _typed(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise ValueError(f"{value!r} is no {kind.__name__}")
    return value


def _time(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(f"{text!r} has no zone")
    return found
