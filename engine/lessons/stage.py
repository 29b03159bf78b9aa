"""What a lesson is played on: the window, or a trainer without one. The player knows no more of either than this."""

from collections.abc import Sequence
from typing import Protocol

from engine.lessons.acts import Act
from engine.lessons.lesson import Lesson
from engine.lessons.view import View


class Stage(Protocol):
    """Where a lesson happens. What it is asked for may take a while: until then it `is_busy`."""

    def set_up(self, lesson: Lesson) -> None:
        """Begin a run of the lesson's own, as its setup says. What was there before comes back with the end."""
        ...

    def carry_out(self, acts: Sequence[Act]) -> None:
        """Do these one after the other, after what was asked before."""
        ...

    def show(self, panels: Sequence[str] | None) -> None:
        """Let these panels and pages be seen, and fold the others; None: as they are."""
        ...

    def highlight(self, mark: str) -> None:
        """Point at this, as in `engine.lessons.marks`; at nothing, if it is empty."""
        ...

    @property
    def view(self) -> View:
        """What there is to look up as things stand."""
        ...

    @property
    def is_busy(self) -> bool:
        """Whether something that was asked for is not done yet."""
        ...
