"""Doing something once the events at hand are through: what follows from a size is done so, and never in a resize."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot


class Later(QObject):
    """Does something once, soon after it was asked to, however often it was asked to in between.

    While Qt hands out room, nothing of what it walks over may change: no parents, no least or greatest sizes, no
    documents, nothing shown or hidden. Changed within a resizeEvent, they hand out room again inside of that, which
    ends in a stack overflow, or in the memory of a widget that is gone. So a resizeEvent only asks; what is to follow
    comes with the next events, and before the next picture.

    Parameters
    ----------
    owner
        Whoever is gone takes this along.
    what
        What is to be done.
    """

    _due = Signal()

    def __init__(self, owner: QObject, what: Callable[[], object]) -> None:
        super().__init__(owner)
        self._what = what
        self._asked = False
        self._due.connect(self._do, Qt.ConnectionType.QueuedConnection)

    @Slot()
    def ask(self) -> None:
        """Do it with the next events."""
        if not self._asked:
            self._asked = True
            self._due.emit()

    @Slot()
    def _do(self) -> None:
        self._asked = False
        self._what()
