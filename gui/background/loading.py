"""Data sets are loaded and downloaded here, outside the window's thread, one at a time.

A download breaks off when it is told to. Reading files does not, so it is done by a thread that can be left behind:
whoever cancels or closes waits for nobody.
"""

import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, QThread, Signal, Slot

from engine.data import catalogue
from engine.data.dataset import Dataset
from engine.data.download import DownloadCancelledError, DownloadError, FolderError
from engine.data.source import DataDir
from engine.problem import EngineError, Problem
from gui.words.engine_texts import phrase_error

logger = logging.getLogger(__name__)

BETWEEN_REPORTS = 0.1  # seconds
_LOOK = 0.05  # seconds between two looks at whether to go on


@dataclass(frozen=True, slots=True, eq=False)
class LoadFailure:
    """A data set that could not be loaded or downloaded.

    Parameters
    ----------
    name
        Which one.
    problem
        What is wrong.
    offers_folder
        Whether a folder that holds its files would help.
    refused_folder
        Whether it is the folder to keep it in that cannot be written to, or must not.
    in_download
        Whether it was being downloaded; otherwise what is on this computer was read.
    """

    name: str
    problem: Problem
    offers_folder: bool
    refused_folder: bool = False
    in_download: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    """What is to be done. `cancelled` is set by the window's thread, and looked at by the other."""

    name: str
    folder: DataDir
    download: dict[str, object] | None = None  # its options; None for loading only
    cancelled: threading.Event = field(default_factory=threading.Event)


class DatasetLoader(QObject):
    """Loads and downloads data sets. A new job overtakes one under way, of which nothing more is heard.

    Signals
    -------
    loaded(Dataset): here it is
    progress((int, int, str)): bytes done and in total, and the name of the file; at most some ten a second
    failed(LoadFailure)
    cancelled(): the job was cancelled by `cancel`
    """

    loaded = Signal(object)
    progress = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    _wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: _Job | None = None
        self._closed = False
        self._worker = _Worker()
        self._thread = QThread()
        self._thread.setObjectName("loading")
        self._worker.moveToThread(self._thread)
        self._wanted.connect(self._worker.do)
        self._worker.progressed.connect(self._on_progressed)
        self._worker.done.connect(self._on_done)

    @property
    def busy(self) -> bool:
        """Whether a job is under way."""
        return self._job is not None

    def load(self, name: str, data_dir: DataDir = None) -> None:
        """Load a data set that is on this computer.

        Parameters
        ----------
        name
            Name of one of `engine.data.catalogue.SOURCES`.
        data_dir
            Folder to look in first.
        """
        self._begin(_Job(name, data_dir))

    def download(self, name: str, folder: str | os.PathLike | None = None, **options: object) -> None:
        """Download a data set, then load it.

        Parameters
        ----------
        name
            Name of one of `engine.data.catalogue.SOURCES`.
        folder
            Where to keep the files; the user's cache if None.
        **options
            For the `Source.download` of this data set, as ``mirrors``.
        """
        self._begin(_Job(name, folder, options))

    def cancel(self) -> None:
        """Break off the job under way; `cancelled` follows."""
        if self._job is not None:
            self._job.cancelled.set()

    def close(self) -> None:
        """Break off the job under way, and end the thread. Nothing follows."""
        self.cancel()
        self._job = None
        self._closed = True
        self._thread.quit()
        self._thread.wait()

    def _begin(self, job: _Job) -> None:
        self.cancel()
        if not self._closed:
            self._job = job
            self._thread.start()  # at the first job; does nothing while it runs
            self._wanted.emit(job)

    @Slot(object)
    def _on_progressed(self, report: tuple) -> None:
        job, progress = report
        if job is self._job and not job.cancelled.is_set():
            self.progress.emit(progress)

    @Slot(object)
    def _on_done(self, report: tuple) -> None:
        job, outcome = report
        if job is not self._job:
            return  # overtaken
        self._job = None
        if job.cancelled.is_set():
            self.cancelled.emit()
        elif isinstance(outcome, Dataset):
            self.loaded.emit(outcome)
        else:
            failure = self._failure(job.name, outcome)
            self.failed.emit(replace(failure, in_download=job.download is not None))

    def _failure(self, name: str, error: Exception) -> LoadFailure:
        sources = {source.name: source for source in catalogue.SOURCES}
        offers_folder = name in sources and sources[name].download is not None
        if isinstance(error, DownloadError):  # the answers of the mirrors are in the language of the window already
            return LoadFailure(name, Problem("{message}", {"message": phrase_error(error)}), offers_folder)
        if isinstance(error, EngineError):
            return LoadFailure(name, error.problem, offers_folder, isinstance(error, FolderError))
        title = sources[name].title if name in sources else name
        text = self.tr("{title} could not be loaded ({reason}). The details are in the log.")
        reason = f"{type(error).__name__}: {error}"
        return LoadFailure(name, Problem(text, {"title": title, "reason": reason}), offers_folder)


class _Worker(QObject):
    """Does one job after the other, in a thread of its own."""

    progressed = Signal(object)
    done = Signal(object)

    @Slot(object)
    def do(self, job: _Job) -> None:
        """Do a job, and report its outcome: a `Dataset` or an exception."""
        try:
            outcome = self._do(job)
        except DownloadCancelledError as error:
            outcome = error
        except EngineError as error:
            logger.warning("%s", error)
            outcome = error
        except Exception as error:
            logger.exception("The data set %s could not be loaded.", job.name)
            outcome = error
        self.done.emit((job, outcome))

    def _do(self, job: _Job) -> Dataset:
        folder = job.folder
        if job.download is not None:
            fetch = catalogue.source(job.name).download
            folder = fetch(folder, progress=self._reporter(job), cancelled=job.cancelled.is_set, **job.download)
        return _left_behind_if(job.cancelled, lambda: catalogue.load(job.name, folder))

    def _reporter(self, job: _Job) -> Callable[[int, int, str], None]:
        """A function that passes on what it is told, but not too often; always the end."""
        last = float("-inf")

        def report(done: int, total: int, name: str) -> None:
            nonlocal last
            now = time.monotonic()
            if now - last >= BETWEEN_REPORTS or (done == total and total > 0):
                last = now
                self.progressed.emit((job, (done, total, name)))

        return report


def _left_behind_if(cancelled: threading.Event, work: Callable[[], Dataset]) -> Dataset:
    """What `work` returns or raises.

    Raises
    ------
    DownloadCancelledError
        As soon as `cancelled` is set; the work then goes on to its end, and nobody hears of it.
    """
    outcome: list[Dataset | Exception] = []

    def run() -> None:
        try:
            outcome.append(work())
        except Exception as error:
            outcome.append(error)

    thread = threading.Thread(target=run, name="reading", daemon=True)
    if not cancelled.is_set():
        thread.start()
    while not cancelled.is_set():
        thread.join(_LOOK)
        if not thread.is_alive():
            if isinstance(outcome[0], Exception):
                raise outcome[0]
            return outcome[0]
    raise DownloadCancelledError
