"""Settings are kept soon after they change, so that whatever ends the program takes nothing along."""

from collections.abc import Callable
from dataclasses import asdict

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from gui import settings as stored
from gui.qt.guarded import Guarded
from gui.settings import Settings

QUIET = 1000  # milliseconds without a change, after which they are written
_OF_THE_WINDOW = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.WindowStateChange)


class Keeper(Guarded, QObject):
    """Writes the settings when they have changed and nothing has changed for a moment.

    Parameters
    ----------
    window
        Whose place and size belong to the settings.
    gather
        Brings the settings up to date, and returns them.

    Signals
    -------
    failed
        Why they could not be written, in one line; told once.
    """

    failed = Signal(object)

    def __init__(self, window: QWidget, gather: Callable[[], Settings]) -> None:
        super().__init__(window)
        self._gather = gather
        self._kept: dict[str, object] | None = None  # what was written last
        self._has_failed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(QUIET)
        self._timer.timeout.connect(self.keep)
        window.installEventFilter(self)

    @Slot()
    def note(self, *_: object) -> None:
        """Something that is remembered may have changed."""
        self._timer.start()

    @Slot()
    def keep(self) -> None:
        """Write them now, if they are others than those that were written last."""
        self._timer.stop()
        settings = self._gather()
        values = asdict(settings)
        if values == self._kept:
            return
        trouble = stored.save(settings)
        if trouble is None:
            self._kept = values
        elif not self._has_failed:
            self._has_failed = True
            self.failed.emit(trouble)

    def close(self) -> None:
        """Write what has changed, and come to rest."""
        self.parent().removeEventFilter(self)
        self.keep()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _OF_THE_WINDOW and watched.isVisible():
            self.note()
        return False
