"""Nothing is collected while Qt goes through all widgets."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Let Python's collector wait.

    Qt makes a list of all widgets and goes through it; each is told, and those written in Python answer. Were the
    collector to run then, and to find a widget that nobody holds any more, Qt would come to one that is gone.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
