"""The run is kept now and then while it goes on, so that a crash takes little of it along.

Each window has a file of its own, and a lock beside it that ends with the program. The file goes when the window is
closed. One whose lock nobody holds was left by a program that came to no such end: it is offered.
"""

import logging
import os
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QStandardPaths, QTimer, Slot

from engine.problem import filled
from engine.runs.run import Run
from gui.background.inquiry import Answer, Failure, Inquiry
from gui.settings import FOLDER_VARIABLE
from gui.training.reports import Standing, WholeRun
from gui.training.session import TrainingSession
from gui.window.file_desk import FileDesk
from gui.window.notices import Notices

if TYPE_CHECKING:
    from engine.runs.run_file import SavedRun

EVERY = 60  # seconds between two times, at least
SHARE = 100  # of the time, one part in so many is spent on it, at most
_END, _LOCK, _UNUSABLE = ".npz", ".lock", ".unusable"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class _Place:
    """A file for one run, which only its owner writes or removes."""

    file: Path
    lock: QLockFile

    def give_up(self, *, keeping: bool = False) -> None:
        """Remove it, or leave it to whoever starts next."""
        if not keeping:
            with suppress(OSError):
                self.file.unlink(missing_ok=True)
        self.lock.unlock()


class Recovery(QObject):
    """Keeps the run of a session, and offers what was left of another.

    Parameters
    ----------
    session
        Where the run is.
    files
        Who knows whether it is in a file of its own anyway, and opens what was left.
    notices
        Where to offer it.
    """

    def __init__(self, session: TrainingSession, files: FileDesk, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._files, self._notices = session, files, notices
        self._own: _Place | None = None    # where this run is kept
        self._found: _Place | None = None  # what is offered
        self._kept = 0                     # iterations that are in the file
        self._troubled = False             # whether it has been told that it does not work
        self._timer = QTimer(self, singleShot=True, interval=EVERY * 1000)
        self._timer.timeout.connect(self.keep)
        self._inquiry = Inquiry(self)
        self._inquiry.answered.connect(self._on_answered)
        self._inquiry.failed.connect(self._on_failed)
        session.standing_changed.connect(self._on_standing_changed)
        for gone in (files.left, files.saved):
            gone.connect(self._forget)

    # --- keeping ---------------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_standing_changed(self, standing: Standing) -> None:
        if standing.recorded != self._kept and not self._timer.isActive():
            self._timer.start()

    @Slot()
    def keep(self) -> None:
        """Keep the run now, if there is one that could be lost."""
        self._timer.stop()
        if self._session.is_trained and (self._files.path is None or self._files.is_modified):
            self._session.hand_out(self._on_handed_out)

    def _on_handed_out(self, whole: WholeRun) -> None:
        if self._own is None:
            self._own = _own_place()
        if self._own is None:
            self._tell("no lock can be had")
            return
        self._kept = len(whole.run.course.losses) - 1
        self._inquiry.ask("keep", _kept, self._own.file, self._files.worded(whole))

    @Slot()
    def _forget(self) -> None:
        """It is another run, or it is safe in a file of its own."""
        self._inquiry.cancel("keep")
        self._timer.stop()
        self._kept = 0
        if self._own is not None:
            with suppress(OSError):
                self._own.file.unlink(missing_ok=True)

    def _tell(self, why: str) -> None:
        """That it does not work, in the log; once, and the window goes on without."""
        (logger.info if self._troubled else logger.warning)("the run is not kept for recovery: %s", why)
        self._troubled = True

    # --- what was left ---------------------------------------------------------------------------------------------

    @Slot()
    def look(self) -> None:
        """See whether a run was left, and offer it."""
        self._found = _left_behind()
        if self._found is not None:
            from engine.runs.run_file import open_run  # loaded where there is a file

            self._inquiry.ask("look", open_run, self._found.file)

    def _offer(self, saved: "SavedRun") -> None:
        self._notices.ask("left", lambda: filled(self.tr(
            "The program ended unexpectedly while a run was open. It was kept as it stood after {count:,} "
            "{count:iteration|iterations}."), count=saved.said["losses"] - 1), [
            (lambda: self.tr("Open it"), self._open), (lambda: self.tr("Discard it"), self._discard)],
            kept=True, with_default=False)

    def _open(self) -> None:
        self._files.open(self._found.file, then=self._take)

    def _take(self) -> None:
        """It is the run of this window now, and its file is this window's."""
        if self._own is not None:
            self._own.give_up()
        self._own, self._found = self._found, None
        self._kept = self._session.run.history.count - 1

    def _discard(self) -> None:
        self._found.give_up()
        self._found = None

    # --- from the other thread -------------------------------------------------------------------------------------

    @Slot(object)
    def _on_answered(self, answer: Answer) -> None:
        if answer.key == "look":
            self._offer(answer.value)
        else:
            self._timer.setInterval(round(max(EVERY, SHARE * answer.value) * 1000))

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        if failure.key == "keep":
            self._tell(str(failure.problem))
            return
        logger.warning("a run that was left cannot be opened, and is put aside: %s", failure.problem)
        found, self._found = self._found, None
        try:
            found.file.replace(found.file.with_suffix(_UNUSABLE))
        except OSError as error:
            logger.warning("%s cannot be put aside: %s", found.file, error)
        else:
            self.look()
        found.give_up(keeping=True)

    def close(self) -> None:
        """The window is closed as it should be: nothing is to be recovered."""
        self._timer.stop()
        self._inquiry.close()
        if self._own is not None:
            self._own.give_up()
        if self._found is not None:
            self._found.give_up(keeping=True)


def _kept(file: Path, run: Run, cancelled: Callable[[], bool]) -> float:
    """Keep a run in a file; the seconds that it took."""
    from engine.runs.run_file import save_run

    start = time.perf_counter()
    save_run(file, run, cancelled=cancelled)
    return time.perf_counter() - start


# --- the folder ----------------------------------------------------------------------------------------------------

def folder() -> Path:
    """Where runs are kept: beside the settings where those have a folder of their own, else where the log is."""
    own = os.environ.get(FOLDER_VARIABLE)
    return Path(own or QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation), "recovery")


def _own_place() -> _Place | None:
    """A place that nobody has had before; None where there can be none."""
    try:
        folder().mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    file = folder() / f"{uuid.uuid4().hex}{_END}"
    lock = _locked(file)
    return None if lock is None else _Place(file, lock)


def _locked(file: Path) -> QLockFile | None:
    """The lock of a file, if nobody has it: also that of a program that has died."""
    lock = QLockFile(str(file.with_suffix(_LOCK)))
    lock.setStaleLockTime(0)  # however long ago it began: whose program lives, has it
    return lock if lock.tryLock(0) else None


def _left_behind() -> _Place | None:
    """The newest of the runs that were left, for this window alone; what else nobody has any more is tidied up."""
    newest = None
    try:
        stems = {path.with_suffix(_END) for path in folder().iterdir() if path.suffix in (_END, _LOCK)}
        for file in sorted(stems, key=_age):
            lock = _locked(file)
            if lock is None:
                continue
            if newest is None and os.path.lexists(file):
                newest = _Place(file, lock)
            else:
                lock.unlock()
    except OSError:  # there is no such folder yet
        pass
    return newest


def _age(file: Path) -> float:
    try:
        return -file.stat().st_mtime
    except OSError:
        return 0.0
