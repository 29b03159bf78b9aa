"""What fails in an override of an event stays there: the window goes on, and says so once.

Qt calls such an override, and cannot pass an exception on. PySide keeps it and raises it out of whatever call to Qt
returns next, so that a slot that only sets a text is broken off half way; and a painter that was left open ends the
process with a segmentation fault.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintDevice, QPainter, QPainterPath

_ANSWERS: dict[str, Callable[[], object]] = {  # to Qt, from an override that failed
    "event": bool, "eventFilter": bool, "viewportEvent": bool, "hasHeightForWidth": bool,
    "sizeHint": QSize, "minimumSizeHint": QSize, "heightForWidth": int,
    "paint": lambda: None, "boundingRect": QRectF, "shape": QPainterPath,
}


@contextmanager
def painting(device: QPaintDevice) -> Iterator[QPainter]:
    """A painter on a device, which ends whatever happens."""
    painter = QPainter(device)
    try:
        yield painter
    finally:
        painter.end()


class Guarded:
    """To be named among the bases of a class that overrides events of Qt, hints of size, or how it is painted.

    An exception in one of these goes to `sys.excepthook`, where it is logged and shown, and no further.
    """

    def __init_subclass__(cls, **named: object) -> None:
        super().__init_subclass__(**named)
        for name, member in tuple(vars(cls).items()):
            if is_called_by_qt(name) and callable(member):
                setattr(cls, name, _guarded(member, _ANSWERS.get(name, lambda: None)))


def is_called_by_qt(name: str) -> bool:
    """Whether a method of this name is an override that `Guarded` guards."""
    return name in _ANSWERS or name.endswith("Event")


def _guarded(override: Callable, answer: Callable[[], object]) -> Callable:
    @wraps(override)
    def guarded(*arguments: object) -> object:
        try:
            return override(*arguments)
        except Exception:
            sys.excepthook(*sys.exc_info())
            return answer()

    return guarded
