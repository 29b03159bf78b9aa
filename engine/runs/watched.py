"""A file that tells how much has been written to it, and that can be told to stop."""

import errno
from collections.abc import Callable
from typing import BinaryIO

Cancelled = Callable[[], bool]
Progress = Callable[[int, int], None]


class Watched:
    """What is written goes on to a file; all else is that file's own.

    Parameters
    ----------
    file
        Where it goes.
    total
        About how many bytes it will be.
    cancelled
        Asked before each piece; when it says so, writing raises an InterruptedError, which is an OSError.
    progress
        Told how many bytes are written, of how many.
    """

    def __init__(self, file: BinaryIO, total: int, cancelled: Cancelled, progress: Progress) -> None:
        self._file, self._total = file, total
        self._cancelled, self._progress = cancelled, progress
        self._done = 0

    def write(self, data: bytes) -> int:
        """Write a piece."""
        if self._cancelled():
            raise InterruptedError(errno.EINTR, "it was cancelled")
        written = self._file.write(data)
        self._done += written
        self._progress(min(self._done, self._total), self._total)
        return written

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)
