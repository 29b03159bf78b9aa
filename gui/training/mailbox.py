"""One place for the newest thing: the worker puts it there, the window takes it when it has time."""

from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Mailbox(Generic[T]):
    """Holds the latest value only. Whoever is slower misses what came in between, and nothing piles up.

    `wanted` lets the writer spare the work of making a value that nobody has asked for yet: it is True once the
    reader has taken the last one.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._value: T | None = None
        self.wanted = True

    def post(self, value: T) -> None:
        """Put a value there, in place of the one that was not taken."""
        with self._lock:
            self._value = value
            self.wanted = False

    def take(self) -> T | None:
        """The latest value, or None if it was taken before."""
        with self._lock:
            value, self._value = self._value, None
            self.wanted = True
            return value
