"""Turning the event loop until a window has come to rest, with a bound: a layout that goes round in a circle fails."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

STILL = 4    # turns without a change, after which nothing follows: a size, what it asks for, the layout, its children
MOST = 80    # turns that the deepest arrangement may take


class UnrestError(AssertionError):
    """Sizes or what is seen still change after so many turns of the event loop."""


def come_to_rest(window: QWidget, most: int = MOST) -> int:
    """Turn the event loop until neither sizes nor what is seen change any more; returns the turns until then."""
    now, since = arrangement(window), 0
    for turn in range(most):
        before = now
        QCoreApplication.processEvents()
        now = arrangement(window)
        since = since + 1 if now == before else 0
        if since == STILL:
            return turn + 1 - STILL
    raise UnrestError(f"after {most} turns: {', '.join(differences(window, before, now)) or 'a moment ago'}")


def arrangement(window: QWidget) -> dict[int, tuple]:
    """Place, size and visibility of everything in a window."""
    widgets = (window, *window.findChildren(QWidget))
    return {id(each): (each.isVisible(), *each.geometry().getRect()) for each in widgets}


def differences(window: QWidget, one: dict[int, tuple], other: dict[int, tuple]) -> list[str]:
    """What is arranged in another way, in words."""
    return [f"{type(each).__name__} {each.objectName()}{one.get(id(each))} -> {other.get(id(each))}"
            for each in (window, *window.findChildren(QWidget)) if one.get(id(each)) != other.get(id(each))]
