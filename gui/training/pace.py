"""How fast training goes, and how often it is shown. Knows no Qt."""

import math
import time
from collections import deque
from collections.abc import Callable

WINDOW = 1.5  # seconds that the measured rate looks back

SLOW = 5      # iterations a second that can be followed one by one

FEWEST = 5    # iterations that it counts at least

SHARE = 0.1     # of its time that the window's thread should be busy with showing what training does
MOST = 0.15     # and that it may be, before curves, too, are drawn less often
LATEST = 0.1    # how much the newest of the frames counts in the mean of what they take
LARGEST = 0.03  # seconds that count of one frame
STEP = 1.02     # by how much traces move apart, or together, at one frame


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

    @property
    def is_bounded(self) -> bool:
        """Whether it goes slower than it could."""
        return self._speed is not None

    @property
    def is_slow(self) -> bool:
        """Whether each iteration can be followed by eye."""
        return self._speed is not None and self._speed <= SLOW

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


class Pulse:
    """Says when something is due that shall not happen more often than every so many `seconds`."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.seconds, self._clock = seconds, clock
        self._last = -math.inf

    def is_due(self) -> bool:
        """Whether the time has come. If so, it will come again after that many seconds."""
        now = self._clock()
        if now - self._last < self.seconds:
            return False
        self._last = now
        return True


class Budget:
    """What showing costs the window's thread, and how far things have to be apart to be shown at that cost.

    First what is read and the traces make way, which nobody sees change so fast; then frames, and the curves with them.
    What counts is all that this thread computes, painting included: Python does one thing at a time, so nearly all of
    it is taken from training.

    Parameters
    ----------
    clock
        Gives the seconds that this thread has computed.
    """

    def __init__(self, clock: Callable[[], float] = time.thread_time) -> None:
        self._clock = clock
        self._busy = clock()
        self._mean = 0.0

    def begin(self) -> None:
        """Frames come again, after a rest; what was computed meanwhile was the cost of none."""
        self._busy, self._mean = self._clock(), 0.0

    def count_frame(self) -> None:
        """A frame begins; what has been computed since the last one began was the cost of that."""
        before, self._busy = self._busy, self._clock()
        # One thing that took long is no reason to show little for seconds.
        self._mean += LATEST * (min(self._busy - before, LARGEST) - self._mean)

    def between_frames(self, shortest: int, longest: int) -> int:
        """Milliseconds from one frame to the next."""
        return round(min(max(self._mean / MOST * 1000, shortest), longest))

    def between_traces(self, seconds: float, frame: int, shortest: float, longest: float) -> float:
        """Seconds from one trace to the next, if it was `seconds` up to now, with frames of `frame` milliseconds."""
        factor = STEP if self._mean * 1000 > SHARE * frame else 1 / STEP
        return min(max(seconds * factor, shortest), longest)
