"""Where the program prints to: whatever happens there, it neither ends the program nor goes unsaid.

A stream can be closed, its disk can be full, its reader can have left, its encoding can lack a letter. Python makes an
exception of each, in the middle of what was going on. Here what cannot be written is let go, and the door tells of
it at the end, once, with the exit code. The standard library only: this comes before the packages.
"""

import contextlib
import errno
import io
import os
import sys
from typing import Any, TextIO

LOST = 1  # exit code, where the program had no other reason to fail


class Descriptor(io.FileIO):
    """An open file that lets go what cannot be written, and remembers why.

    Attributes
    ----------
    trouble
        What the first failure was; None while there was none.
    on_reader_gone
        What to raise where the reader has left, as `head` does; None to go on unread.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number, "wb", closefd=False)
        self.trouble: OSError | None = None
        self.on_reader_gone: type[BaseException] | None = None

    def write(self, data: Any, /) -> int:
        """Write, or seem to."""
        try:
            return super().write(data)
        except OSError as error:
            is_first, self.trouble = self.trouble is None, self.trouble or error
            if is_first and is_reader_gone(error) and self.on_reader_gone:
                raise self.on_reader_gone from error
            return memoryview(data).nbytes


def is_reader_gone(error: OSError) -> bool:
    """Whether a pipe has no reader any more; Windows calls that an invalid argument."""
    return isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL)


def open_safely() -> None:
    """Put streams that bear everything in the place of the standard ones."""
    open_closed_ones()
    sys.stdout = safe(sys.stdout, 1)
    sys.stderr = safe(sys.stderr, 2)


def open_closed_ones() -> None:
    """Lead standard streams that are closed to nowhere. Else the next file that is opened would get their number."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
    if sys.stdin is None:
        with contextlib.suppress(OSError):
            sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - it stays open


def safe(stream: TextIO | None, number: int) -> TextIO:
    """A stream like the given one on `Descriptor`, with escapes for letters that its encoding lacks.

    What goes to the standard error is told line by line, as Python does it.
    """
    if stream is not None and (stream.isatty() or not isinstance(stream, io.TextIOWrapper)):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
        return stream
    like = {"encoding": "utf-8"} if stream is None else {
        "encoding": stream.encoding, "line_buffering": stream.line_buffering or number == 2,
        "write_through": stream.write_through,
    }
    return io.TextIOWrapper(io.BufferedWriter(Descriptor(number)), errors="backslashreplace", **like)


def descriptor_of(stream: TextIO | None) -> Descriptor | None:
    """What lies beneath a stream of ours; None beneath another."""
    raw = getattr(getattr(stream, "buffer", None), "raw", None)
    return raw if isinstance(raw, Descriptor) else None


def end_with_reader(exception: type[BaseException]) -> None:
    """Have this raised, once, when whoever reads the standard output has left."""
    below = descriptor_of(sys.stdout)
    if below is not None:
        below.on_reader_gone = exception


def leave(stream: TextIO) -> None:
    """Let what goes to a stream that cannot be written to any more go nowhere, also at the end of Python."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def finish(code: int) -> int:
    """Write what waits to be written, tell of what was lost; returns the exit code, the given one or that of loss."""
    below = descriptor_of(sys.stdout)
    if below is not None:
        below.on_reader_gone = None
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    if below is None or below.trouble is None:
        return code
    if not is_reader_gone(below.trouble):
        sys.stderr.write(
            f"main.py: some of the output could not be written ({below.trouble.strerror}): make room there, or send it "
            f"to another place.\n"
        )
    return code or LOST
