"""An attempt at a step of a lesson, as it is kept."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Outcome(Enum):
    """What became of an attempt."""

    READ = "read"
    DONE = "done"
    PREDICTED = "predicted"    # nobody marks it
    RIGHT = "right"
    NOT_YET = "not yet"
    SHOWN = "shown"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt at a step.

    Parameters
    ----------
    lesson, step, name
        Of which lesson, at which step (counted from 0), and what that is called, if anything.
    asked
        What was asked, as it was read.
    given
        What was answered: the number of an option, a number as it was typed, a cell, a line.
    answer
        The same in words.
    outcome
        What became of it.
    time
        When, with its zone.
    """

    lesson: str
    step: int
    name: str
    asked: str
    given: str
    answer: str
    outcome: Outcome
    time: datetime


def now() -> datetime:
    """The time, with the zone of the computer."""
    return datetime.now().astimezone()
