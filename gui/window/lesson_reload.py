"""A lesson that is open is read again each time its file is saved: whoever writes it sees at once what comes of it."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from engine.lessons.faults import LessonError
from engine.lessons.package import open_lesson
from gui.qt.file_watch import FileWatch


class LessonReload(QObject):
    """Follows the file of a lesson.

    Signals
    -------
    read(Package): the next version of the lesson
    refused(LessonError): what was saved is no lesson
    """

    read = Signal(object)
    refused = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._file = FileWatch(self)
        self._file.changed.connect(self._on_changed)

    def follow(self, path: Path | None) -> None:
        """Follow this file, and no other; None: none."""
        self._path = path
        self._file.watch(path)

    @Slot()
    def _on_changed(self) -> None:
        if self._path is None:
            return
        try:
            self.read.emit(open_lesson(self._path))
        except LessonError as error:
            self.refused.emit(error)
