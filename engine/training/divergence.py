"""When training goes wrong: a loss that is no number any more, or that stays far above where guessing would put it."""

import math
from collections.abc import Callable
from typing import NamedTuple

from engine.problem import Problem

TOO_HIGH = 5.0   # guessing among ten classes costs log 10 = 2.3
PATIENCE = 100   # iterations


class Breakdown(NamedTuple):
    """That a run has gone wrong.

    Parameters
    ----------
    last_good
        The iteration after which all was still well.
    broke
        The one that shows what went wrong.
    problem
        What happened, and what helps.
    can_go_on
        Whether the run may go on all the same, and will not be stopped again for the same reason.
    """

    last_good: int
    broke: int
    problem: Problem
    can_go_on: bool = False


class DivergenceWatch:
    """Looks at every loss and says when a run has diverged.

    A learning rate far too large need not end in NaN: the loss can leap about, or stand still on a plateau. So a loss
    that stays above `TOO_HIGH` for `PATIENCE` iterations counts too.
    """

    def __init__(self) -> None:
        self._high_since: int | None = None

    def look(self, iteration: int, loss: float) -> Breakdown | None:
        """None while all is well."""
        if -math.inf < loss <= TOO_HIGH:  # at full speed it always is
            self._high_since = None
            return None
        if self._high_since is None:
            self._high_since = iteration
        if not math.isfinite(loss):
            return Breakdown(self._high_since - 1, iteration, Problem(
                "The loss of iteration {iteration} is no longer a number: the steps are too long, and the weights grew "
                "beyond all bounds. A smaller learning rate helps.", {"iteration": iteration}))
        if iteration - self._high_since + 1 < PATIENCE:
            return None
        return Breakdown(self._high_since - 1, self._high_since, Problem(
            "The loss has been above {limit} for {patience} iterations, worse than guessing: the steps are too long, "
            "and lead away from where the loss is low. A smaller learning rate helps.",
            {"limit": TOO_HIGH, "patience": PATIENCE}))

    def last_good(self, iteration: int) -> int:
        """The last iteration up to `iteration`, which was looked at last, with a loss that is not too high."""
        return iteration if self._high_since is None else self._high_since - 1

    def resume(self, iteration: int, loss_of: Callable[[int], float]) -> None:
        """Know what led up to `iteration`, after going there: the same as if the run had just come to it."""
        self._high_since = None
        while iteration > 0 and not -math.inf < loss_of(iteration) <= TOO_HIGH:
            self._high_since = iteration
            iteration -= 1
