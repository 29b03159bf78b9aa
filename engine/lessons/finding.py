"""What a proof of a lesson has found, in the words of the terminal."""

from dataclasses import dataclass, field

from engine.lessons.lesson import Lesson


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a lesson that is to be mended, or thought about.

    Parameters
    ----------
    what
        What it is, and what to do.
    step
        Of which step, counted from 0; None: of the lesson as a whole.
    is_fault
        Whether the lesson does not work as it stands; else it is a remark.
    way
        On which way through the lesson it was seen first, where that may matter; two that differ in it are the same.
    """

    what: str
    step: int | None = None
    is_fault: bool = True
    way: str = field(default="", compare=False)

    def told(self, lesson: Lesson, file: str) -> str:
        """All of it, with file, line and step."""
        where, what = file, f"{self.what} ({self.way})" if self.way else self.what
        if self.step is not None:
            step = lesson.steps[self.step]
            where = f"{file}, line {step.line}, step {self.step + 1} ({step.name or step.kind.value})"
        return f"{where}: {what}"
