"""Looks after each iteration whether a breakpoint is met."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from engine.problem import Problem
from engine.training.breakpoints.breakpoint import Breakpoint
from engine.training.breakpoints.conditions import Condition, Moment
from engine.training.breakpoints.not_finite import stand_where_it_was_made
from engine.training.trainer import Trainer


@dataclass(frozen=True, slots=True, eq=False)
class Hit:
    """A breakpoint that training has stopped at: which, met for the how-many-th time, and why."""

    breakpoint: Breakpoint
    time: int
    why: Problem


@dataclass(frozen=True, slots=True, eq=False)
class Stop:
    """That training has stopped, after `iteration`: at a breakpoint, or at several of them at once."""

    iteration: int
    hits: tuple[Hit, ...]


@dataclass(slots=True, eq=False)
class _Watched:
    """A breakpoint in a run: its condition, the iterations that met it, and its figure after the last one."""

    breakpoint: Breakpoint
    condition: Condition
    met: array = field(default_factory=lambda: array("q"))
    figure: Any = None

    def look(self, at: Moment, follows: bool) -> Hit | None:
        """Whether it stops here. `follows`: its figure is that of the iteration before."""
        before, self.figure = self.figure if follows else None, self.condition.figure(at)
        why, i = self.condition.why(before, self.figure, at), at.iteration
        place = bisect_left(self.met, i)
        known = place < len(self.met) and self.met[place] == i
        if why is None:
            if known:
                del self.met[place]  # another run than the one that met it here
            return None
        if not known:
            self.met.insert(place, i)
        time = place + 1
        return None if time % self.breakpoint.every else Hit(self.breakpoint, time, why)


class BreakpointWatch:
    """The breakpoints of one run. How often one was met before an iteration is known wherever the run goes back to.

    Whoever drives the trainer lets it `arrive` wherever it comes to rest, and `look` after each iteration that is run.

    Parameters
    ----------
    breakpoints
        All there are; those that are switched on are watched for.
    sample
        The inputs of the sample that is chosen, if one is.
    """

    def __init__(self, breakpoints: Iterable[Breakpoint] = (), sample: np.ndarray | None = None) -> None:
        self.breakpoints: tuple[Breakpoint, ...] = ()
        self._sample = sample
        self._watched: list[_Watched] = []
        self._at: int | None = None     # the iteration that the figures are of
        self._hits: list[Hit] = []      # those that stop there
        self._told: int | None = None   # the iteration that is half done since it was gone back into to say why
        self.set(breakpoints)

    def __bool__(self) -> bool:
        """Whether there is anything to watch for."""
        return bool(self._watched)

    def set(self, breakpoints: Iterable[Breakpoint]) -> None:
        """Watch for these. How often one was met that was there before is still known; of others it is counted anew."""
        known = {each.breakpoint: each for each in self._watched}
        self.breakpoints = tuple(breakpoints)
        self._watched = [known.get(each) or _Watched(each, each.made()) for each in self.breakpoints if each.on]
        self._at = None

    def choose(self, sample: np.ndarray | None) -> None:
        """Another sample is chosen."""
        self._sample, self._at = sample, None

    @np.errstate(all="ignore")
    def arrive(self, trainer: Trainer) -> None:
        """The run stands here: nothing is met by that, but the next iteration is compared with it."""
        if trainer.position == 0 or self._told != trainer.iteration + 1:
            self._told = None
        if not self._watched or self._at == trainer.iteration or self._told is not None:
            return
        standing = trainer.state() if trainer.position else None
        if standing is not None:  # in the middle of the next iteration, which has taken the place of what counts
            trainer.go_to(trainer.iteration)
        self._at = trainer.iteration
        for each in self._watched:
            each.figure = each.condition.figure(Moment(trainer, self._sample))
        if standing is not None:
            trainer.restore(standing)

    @np.errstate(all="ignore")
    def look(self, trainer: Trainer) -> bool:
        """Whether training stops after the iteration that is done; asked again, the answer is the same."""
        if self._at != trainer.iteration:
            at, follows = Moment(trainer, self._sample), self._at == trainer.iteration - 1
            self._at = trainer.iteration
            found = [each.look(at, follows) for each in self._watched]
            self._hits = [hit for hit in found if hit is not None and trainer.iteration != self._told]
        return bool(self._hits)

    def take(self, trainer: Trainer) -> Stop | None:
        """Where training stops, told once; None if it does not, or where a run has gone wrong, which is told instead.

        For the first value that is not finite the trainer then stands just after the operation that made it.
        """
        if not self._watched or trainer.position or not self.look(trainer):
            return None
        iteration, hits, self._hits = trainer.iteration, self._hits, []
        moving = [hit for hit in hits if hit.breakpoint.moves]
        if moving:
            why = stand_where_it_was_made(trainer) or moving[0].why
            self._told = iteration
            hits = [replace(hit, why=why) if hit in moving else hit for hit in hits]
        elif trainer.divergence is not None:
            return None
        return Stop(iteration, tuple(hits))
