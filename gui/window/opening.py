"""What is in a file that a person opens, drops on the window, or starts the program with, and who takes it."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gui.window import paths

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow

LESSONS = "lesson.toml", "zip"
PICTURES = "png", "jpg", "jpeg", "bmp"
NO_PICTURES = "gif", "svg", "tif", "tiff", "webp", "heic", "ico", "psd"  # of kinds that are not taken, which is said


class Opening(QObject):
    """Opens lessons, pictures of one's own, and runs.

    Parameters
    ----------
    window
        The window that they are opened in.
    """

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window

    @Slot()
    def choose(self) -> None:
        """Ask which file is to be opened."""
        files = self._window.own.files
        run = files.form
        forms = [
            (self.tr("Runs, lessons and pictures"), " ".join((run[1], *LESSONS, *PICTURES))), run,
            (self.tr("Lessons of Backprop Lab"), " ".join(LESSONS)), (self.tr("Pictures"), " ".join(PICTURES))]
        paths.ask_what_to_open(self._window, self.tr("Open"), files.folder, forms, self.open)

    @Slot(object)
    def open(self, path: Path) -> None:
        """Open what is in a file. Whatever is neither a lesson nor a picture by its name is taken for a run."""
        window, end = self._window, path.suffix.lower()[1:]
        if path.name.endswith((".toml", ".zip")):
            window.lessons.open_file(path)
        elif end in PICTURES or end in NO_PICTURES:
            window.bench.picture_desk.open(path)
        else:
            window.own.files.open(path)
