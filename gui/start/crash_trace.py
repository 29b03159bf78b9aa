"""What a fatal signal leaves behind, such as a segmentation fault, and that the next start tells of it.

No part of the program lives to say anything then. So each process has a file open, for Python to write into where every
thread stood, and takes it away when it ends as it should. What a later start finds of a process that is no more, with
something in it, is such a trace. All of this is a help and no need: where a file cannot be had, nothing happens.
"""

import contextlib
import faulthandler
import logging
import os
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

if sys.platform != "win32":  # where nobody else can move or remove a file that is open
    import fcntl

KEPT = 3        # traces kept at most
YOUNG = 60      # seconds in which a file without a trace may be of a process that has not got its lock yet

_OPEN, _OLD = "running-{pid}.trace", "crash-{when:%Y%m%d-%H%M%S}-{pid}.txt"

logger = logging.getLogger(__name__)


class CrashTrace:
    """The file of this process.

    Parameters
    ----------
    folder
        Where it lies, and those of others.

    Attributes
    ----------
    found
        The trace of a process that ended unexpectedly before, set aside; None if there is none that is new.
    """

    def __init__(self, folder: Path) -> None:
        self.found: Path | None = None
        self._path = folder / _OPEN.format(pid=os.getpid())
        self._file: BinaryIO | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.found = set_aside(folder)
            self._begin()
        except (OSError, ValueError) as error:
            logger.info("no trace of a crash can be kept: %s", error)

    def _begin(self) -> None:
        self._file = self._path.open("wb", buffering=0)
        if sys.platform != "win32":
            with contextlib.suppress(OSError):  # there are file systems that cannot do it
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        faulthandler.enable(self._file)

    def end(self) -> None:
        """The process ends as it should."""
        if self._file is not None:
            faulthandler.disable()
            self._file.close()
            self._file = None
            with contextlib.suppress(OSError):
                self._path.unlink()


def set_aside(folder: Path) -> Path | None:
    """Put the traces of processes that are no more where they are kept. Returns the newest of them."""
    found = [kept for path in folder.glob(_OPEN.format(pid="*")) if (kept := _set_one_aside(path)) is not None]
    for path in sorted(folder.glob("crash-*.txt"))[:-KEPT]:
        with contextlib.suppress(OSError):
            path.unlink()
    return max(found, default=None)


def _set_one_aside(path: Path) -> Path | None:
    """The trace in its place, if this is one. What is left of a process that was killed holds nothing, and goes."""
    try:
        status = path.stat()
        if _is_in_use(path):
            return None
        if status.st_size:
            pid = path.stem.partition("-")[2]
            return path.replace(path.with_name(_OLD.format(when=datetime.fromtimestamp(status.st_mtime), pid=pid)))
        if time.time() - status.st_mtime > YOUNG:
            path.unlink()
    except OSError as error:
        logger.info("%s: %s", path, error)
    return None


def _is_in_use(path: Path) -> bool:
    """Whether the process that writes into it is alive: it holds a lock, which ends with it."""
    if sys.platform == "win32":
        return False
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
