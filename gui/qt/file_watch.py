"""Tells when a file on the disk has become another one, in whichever way an editor writes it."""

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

SETTLED_AFTER = 150  # milliseconds: an editor writes a file in several strokes


class FileWatch(QObject):
    """Watches one file.

    Signals
    -------
    changed(): there is something else in it now. Nothing is said while it is not there, as in the middle of saving.
    """

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._seen: tuple[int, ...] | None = None
        self._watcher = QFileSystemWatcher(self)
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_AFTER)
        self._watcher.fileChanged.connect(self._settled.start)
        self._watcher.directoryChanged.connect(self._settled.start)  # another file may take its place
        self._settled.timeout.connect(self._look)

    def watch(self, path: Path | None) -> None:
        """Watch this file, as it is now, and no other; None for none."""
        watched = [*self._watcher.files(), *self._watcher.directories()]
        if watched:
            self._watcher.removePaths(watched)
        self._settled.stop()
        self._path = path
        if path is not None:
            self._seen = _identity(path)
            self._watcher.addPaths([str(path), str(path.parent)])

    @Slot()
    def _look(self) -> None:
        if self._path is None:
            return
        found = _identity(self._path)
        if found is not None:
            self._watcher.addPath(str(self._path))  # of a file that was replaced, the new one
        if found is not None and found != self._seen:
            self._seen = found
            self.changed.emit()


def _identity(path: Path) -> tuple[int, ...] | None:
    """Another one for each file that is put there; None where there is none."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size
