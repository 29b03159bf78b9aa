"""What is wrong with the file of a lesson: each fault says the file, the line, and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass

from engine.problem import EngineError, Problem


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a file that is not right.

    Parameters
    ----------
    file
        The name of the file.
    line
        Where it stands, from 1 on; 0 where it is the file as a whole.
    what
        What is wrong, and what to do.
    """

    file: str
    line: int
    what: Problem

    @property
    def sentence(self) -> Problem:
        """All of it, in one sentence."""
        if not self.line:
            return Problem("{file}: {what}", {"file": self.file, "what": self.what})
        return Problem("{file}, line {line}: {what}", {"file": self.file, "line": self.line, "what": self.what})

    def __str__(self) -> str:
        return str(self.sentence)


class LessonError(EngineError):
    """A file that is no lesson, or one with something wrong in it.

    Attributes
    ----------
    faults : tuple of Fault
        All that was found, in the order of the lines.
    """

    def __init__(self, *, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line))
        first, more = self.faults[0].sentence, len(self.faults) - 1
        if more:
            super().__init__("{first} ({more} more {more:fault|faults})", first=first, more=more)
        else:
            super().__init__(first.text, **first.values)
