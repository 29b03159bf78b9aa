"""When training goes wrong: a loss that is no number any more, or that stays far above where guessing would put it."""

import math
from collections.abc import Callable

from engine.problem import Problem

TOO_HIGH = 5.0   # guessing among ten classes costs log 10 = 2.3
PATIENCE = 100   # iterations


class DivergenceWatch:
    """Looks at every loss and says when a run has diverged.

    A learning rate far too large need not end in NaN: ReLU units die, and the loss stands still on a plateau. So a
    loss that stays above `TOO_HIGH` for `PATIENCE` iterations counts too.
    """

    def __init__(self) -> None:
        self._high_since: int | None = None

    def look(self, iteration: int, loss: float) -> tuple[int, Problem] | None:
        """None while all is well; else the last good iteration, and what happened in words."""
        if -math.inf < loss <= TOO_HIGH:  # at full speed it always is
            self._high_since = None
            return None
        if self._high_since is None:
            self._high_since = iteration
        if not math.isfinite(loss):
            return self._high_since - 1, Problem(
                "The loss of iteration {iteration} is no longer a number: the steps are too long, and the weights grew "
                "beyond all bounds. A smaller learning rate helps.", {"iteration": iteration})
        if iteration - self._high_since + 1 < PATIENCE:
            return None
        return self._high_since - 1, Problem(
            "The loss has been above {limit} for {patience} iterations, worse than guessing: the steps are too long, "
            "and the units have been thrown to where they no longer learn. A smaller learning rate helps.",
            {"limit": TOO_HIGH, "patience": PATIENCE})

    def resume(self, iteration: int, loss_of: Callable[[int], float]) -> None:
        """Know what led up to `iteration`, after going there: the same as if the run had just come to it."""
        self._high_since = None
        while iteration > 0 and not -math.inf < loss_of(iteration) <= TOO_HIGH:
            self._high_since = iteration
            iteration -= 1
