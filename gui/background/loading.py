"""Data sets are loaded and downloaded here, outside the window's thread, one at a time: each is a question.

A download breaks off when it is told to. Reading files does not, so it is done by a thread that can be left behind:
whoever cancels or closes waits for nobody.
"""

import logging
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from engine.data import catalogue
from engine.data.dataset import Dataset
from engine.data.download import DownloadCancelledError, DownloadError, FolderError
from engine.data.source import DataDir
from engine.problem import EngineError, Problem
from gui.background.inquiry import Answer, Failure, Inquiry, Progress
from gui.words.engine_texts import phrase_error

logger = logging.getLogger(__name__)

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
    refused_folder: bool
    in_download: bool


class DatasetLoader(QObject):
    """Loads and downloads data sets. A new job overtakes one under way, of which nothing more is heard.

    Signals
    -------
    loaded(Dataset): here it is
    progress((int, int, str)): bytes done and in total, and the name of the file; at most some twenty a second
    failed(LoadFailure)
    cancelled(): the job was cancelled by `cancel`
    """

    loaded = Signal(object)
    progress = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = ""     # of the data set that was asked for last
        self._in_download = False
        self._inquiry = Inquiry(self)
        self._inquiry.answered.connect(self._on_answered)
        self._inquiry.progressed.connect(self._on_progressed)
        self._inquiry.failed.connect(self._on_failed)
        self._inquiry.stopped.connect(self.cancelled)

    @property
    def busy(self) -> bool:
        """Whether a job is under way."""
        return self._inquiry.is_asking(self._name)

    def load(self, name: str, data_dir: DataDir = None) -> None:
        """Load a data set that is on this computer.

        Parameters
        ----------
        name
            Name of one of `engine.data.catalogue.SOURCES`.
        data_dir
            Folder to look in first.
        """
        self._ask_for(name, data_dir, None)

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
        self._ask_for(name, folder, options)

    def cancel(self) -> None:
        """Break off the job under way; `cancelled` follows."""
        self._inquiry.stop(self._name)

    def close(self) -> None:
        """Break off the job under way, and end the thread. Nothing follows."""
        self._inquiry.close()

    def _ask_for(self, name: str, folder: DataDir, download: dict[str, object] | None) -> None:
        self._inquiry.cancel_all()
        self._name, self._in_download = name, download is not None
        self._inquiry.ask(name, _dataset, name, folder, download)

    @Slot(object)
    def _on_answered(self, answer: Answer) -> None:
        self.loaded.emit(answer.value)

    @Slot(object)
    def _on_progressed(self, progress: Progress) -> None:
        self.progress.emit((progress.done, progress.total, progress.name))

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        source = {each.name: each for each in catalogue.SOURCES}.get(failure.key)
        self.failed.emit(LoadFailure(
            name=failure.key,
            problem=self._problem(failure, failure.key if source is None else source.title),
            offers_folder=source is not None and source.download is not None,
            refused_folder=isinstance(failure.error, FolderError),
            in_download=self._in_download,
        ))

    def _problem(self, failure: Failure, title: str) -> Problem:
        error = failure.error
        if isinstance(error, DownloadError):  # the answers of the mirrors are in the language of the window already
            return Problem("{message}", {"message": phrase_error(error)})
        if isinstance(error, EngineError):
            return failure.problem
        text = self.tr("{title} could not be loaded ({reason}). The details are in the log.")
        return Problem(text, {"title": title, "reason": f"{type(error).__name__}: {error}"})


def _dataset(
    name: str, folder: DataDir, download: dict[str, object] | None,
    cancelled: Callable[[], bool], progress: Callable[[int, int, str], None],
) -> Dataset | None:
    """The data set, downloaded first where there are options for a `download`; None if it was cancelled."""
    try:
        if download is not None:
            folder = catalogue.source(name).download(folder, progress=progress, cancelled=cancelled, **download)
        return _left_behind_if(cancelled, lambda: catalogue.load(name, folder))
    except DownloadCancelledError:
        return None
    except EngineError as error:
        logger.warning("%s", error)
        raise


def _left_behind_if(cancelled: Callable[[], bool], work: Callable[[], Dataset]) -> Dataset | None:
    """What `work` returns or raises; None if cancelled: it then goes on to its end, and nobody hears of it."""
    outcome: Future[Dataset] = Future()

    def run() -> None:
        try:
            outcome.set_result(work())
        except Exception as error:
            outcome.set_exception(error)

    if not cancelled():
        threading.Thread(target=run, name="reading", daemon=True).start()
    while not cancelled():
        if wait([outcome], _LOOK).done:
            return outcome.result()
    return None
