"""How fast training goes: holding it to a chosen speed, and measuring the speed it has. Knows no Qt."""

import time
from collections import deque
from collections.abc import Callable

WINDOW = 1.5  # seconds that the measured rate looks back

FEWEST = 5    # iterations that it counts at least


class Pace:
    """Keeps to `speed` iterations a second, or to none.

    Parameters
    ----------
    clock
        Gives the time in seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._speed: float | None = None
        self._due = 0.0
        self._seen: deque[tuple[float, int]] = deque()

    def set_speed(self, speed: float | None) -> None:
        """At most so many iterations a second; None for as fast as it goes."""
        self._speed = speed
        self._due = self._clock()

    def start(self) -> None:
        """Training starts, or goes on: the next iteration is due now, and the rate is measured afresh."""
        self._due = self._clock()
        self._seen.clear()

    def delay(self) -> float:
        """Seconds until the next iteration is due; 0 or less if it is."""
        return 0.0 if self._speed is None else self._due - self._clock()

    def count(self) -> None:
        """An iteration was done."""
        if self._speed is not None:
            # From when it was due rather than from now, so that the speed holds on average; but never to catch up.
            self._due = max(self._due + 1 / self._speed, self._clock() - 1 / self._speed)

    def rate(self, iteration: int) -> float | None:
        """Iterations a second over the last moments, to be asked now and then; None until it can be told."""
        now = self._clock()
        self._seen.append((now, iteration))
        # At a slow pace over some iterations at least: one more or less would be told as another rate.
        while len(self._seen) > 2 and self._seen[1][0] <= now - WINDOW and iteration - self._seen[1][1] >= FEWEST:
            self._seen.popleft()
        first, before = self._seen[0]
        return (iteration - before) / (now - first) if now - first > 0.2 else None
