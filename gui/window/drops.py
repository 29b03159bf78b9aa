"""The file of a run, a lesson or a picture is opened by dropping it on the window."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from gui.qt.guarded import Guarded


class Drops(Guarded, QObject):
    """Takes one file at a time; what else is dragged over the window is refused.

    Parameters
    ----------
    window
        On which it is dropped.

    Signals
    -------
    dropped(Path)
    """

    dropped = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            return False
        file = _file(event)
        if file is None:
            event.ignore()
        else:
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self.dropped.emit(file)
        return True


def _file(event: QDropEvent) -> Path | None:
    """The one file that is dragged; None if it is none, or several."""
    places = event.mimeData().urls()
    return Path(places[0].toLocalFile()) if len(places) == 1 and places[0].isLocalFile() else None
