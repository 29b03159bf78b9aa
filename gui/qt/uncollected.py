"""Nothing is collected meanwhile: while Qt goes through all widgets, and while what all stays is loaded and made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Let Python's collector wait.

    Where much is made that stays, the collector would go through all of it again and again, and find nothing.

    Where Qt goes through all widgets, it makes a list of them first; each is told, and those written in Python answer.
    Were the collector to run then, and to find a widget that nobody holds any more, Qt would come to one that is gone.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def loading() -> Iterator[None]:
    """Let it wait while modules are loaded, and leave them alone for good: they stay, and are many."""
    with uncollected():
        yield
        gc.freeze()
