"""A breakpoint: what it waits for, at every how many times it stops, and whether it is switched on."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from engine.problem import Problem
from engine.training.breakpoints.conditions import CONDITIONS, AtIteration, Condition
from engine.training.config import MAX_ITERATIONS
from engine.training.kinds import Kind, WholeNumber

MOST = 50  # in a list
EVERY, NTH = WholeNumber(1, MAX_ITERATIONS), Problem("Every nth time")


@dataclass(frozen=True, slots=True)
class Breakpoint:
    """One of a list.

    Parameters
    ----------
    condition
        A key of `CONDITIONS`.
    value
        What that needs, if it needs one.
    every
        It stops every so many times that it is met: 3 for the third time, the sixth, ...
    on
        Whether it is switched on.
    """

    condition: str
    value: int | float | None = None
    every: int = 1
    on: bool = True

    def made(self) -> Condition:
        """Its condition, which knows nothing of a run yet."""
        return CONDITIONS[self.condition](self.value)

    @property
    def name(self) -> Problem:
        """What it is called."""
        return self.made().name

    @property
    def moves(self) -> bool:
        """Whether the run goes back within an iteration to say why it stops."""
        return CONDITIONS[self.condition].moves

    @property
    def problem(self) -> Problem | None:
        """What is wrong with it, or None if it can be used."""
        kind = CONDITIONS[self.condition].kind
        found = None if kind is None else kind.problem_of(self.value, CONDITIONS[self.condition].label)
        return found or EVERY.problem_of(self.every, NTH)

    @classmethod
    def usual(cls, condition: str, iteration: int) -> "Breakpoint":
        """One with the value that is offered where the run stands after `iteration`."""
        kind = CONDITIONS[condition]
        ahead = iteration + kind.usual if kind is AtIteration else kind.usual
        return cls(condition, min(ahead, MAX_ITERATIONS) if kind is AtIteration else ahead)


def parsed(kind: Kind, name: Problem, text: str) -> object | Problem:
    """A value that was typed, or what is wrong with it."""
    value = kind.read(text)
    problem = value if isinstance(value, Problem) else kind.problem_of(value, name)
    return value if problem is None else problem


def to_plain(breakpoints: Iterable[Breakpoint]) -> tuple[dict[str, object], ...]:
    """As JSON can keep them."""
    return tuple(asdict(each) for each in breakpoints)


def from_plain(plain: Iterable[object]) -> tuple[tuple[Breakpoint, ...], Problem | None]:
    """Those that JSON has kept, and what is to be told of those that cannot be used, if there are any."""
    given = tuple(plain)
    read = [_read(each) for each in given]
    found = tuple(each for each in read if each is not None)[:MOST]
    if len(found) == len(given):
        return found, None
    return found, Problem(
        "{count:,} {count:breakpoint was|breakpoints were} left out: nothing that is known here, or with a value that "
        "cannot be used.", {"count": len(given) - len(found)})


def _read(plain: object) -> Breakpoint | None:
    if not isinstance(plain, dict) or plain.keys() - Breakpoint.__dataclass_fields__.keys():
        return None
    condition = plain.get("condition")
    known = CONDITIONS.get(condition) if isinstance(condition, str) else None
    if known is None or not isinstance(plain.get("on", True), bool):
        return None
    value = plain.get("value")
    found = Breakpoint(**{**plain, "value": value if known.kind is None else known.kind.from_plain(value)})
    usable = found.problem is None and (known.kind is not None or value is None)
    return found if usable else None
