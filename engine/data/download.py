"""Fetch published files into a folder: verified, from whichever mirror answers, and to be cancelled at any moment.

pooch does the keeping: it writes to a temporary file, compares the SHA-256 and only then gives the file its
name. What is added here is what a network does wrong: a mirror that refuses, sends a web page, sends no end,
drops the connection or falls silent.

A thread of its own listens to the network and does nothing else. So whoever called is never stuck in a
connection that is silent, and all files are written by the caller.
"""

import contextlib
import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from engine.data.dataset import DatasetError
from engine.files import reason_of, staging
from engine.problem import EngineError, Problem, shortened

if TYPE_CHECKING:
    from requests import Response

STALL_SECONDS = 20.0
SLOWEST = 5_000  # bytes a second; from a mirror that is slower the largest file would take more than half an hour

_CHUNK = 1 << 16
_WAIT = 0.1  # seconds between two looks at whether to cancel

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A published file: what it is called, how many bytes it has, and their SHA-256."""

    name: str
    size: int
    sha256: str


class DownloadCancelledError(Exception):
    """The download was cancelled. What was complete by then is kept, the rest is gone."""


class DownloadError(DatasetError):
    """No mirror gave the file.

    Attributes
    ----------
    answers : tuple of (str, Problem)
        Each mirror's host, and what it answered.
    """

    def __init__(self, title: str, name: str, answers: Sequence[tuple[str, Problem]]) -> None:
        super().__init__(
            "{title} could not be downloaded: no mirror gave {name}. {answers}. "
            "Check the connection and try again later, or choose a folder that holds the files.",
            title=Problem(title), name=name, answers="; ".join(f"{host}: {answer}" for host, answer in answers),
        )
        self.answers = tuple(answers)


class FolderError(DatasetError):
    """Nothing can be put into the folder to download to, or nothing may."""


class _MirrorError(EngineError):
    """One mirror did not give the file."""


def download(
    files: Iterable[RemoteFile],
    folder: Path,
    mirrors: Sequence[str],
    *,
    title: str,
    is_there: Callable[[RemoteFile], bool],
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    stall_seconds: float = STALL_SECONDS,
) -> None:
    """Fetch those files that are not there yet.

    Parameters
    ----------
    files
        What to fetch.
    folder
        Where to; it is made if need be.
    mirrors
        Addresses that end in ``/``, to which the names of the files are added. Tried in turn.
    title
        What the files are together, for messages.
    is_there
        Whether a file is in the folder already, with the right content; raises where something lies there that must
        stay.
    progress
        Called with bytes done, bytes in total (over all files) and the name of the file being fetched.
    cancelled
        Says whether to break off.
    stall_seconds
        How long a mirror may be silent; one that gives fewer than `SLOWEST` bytes a second meanwhile is given up too.

    Raises
    ------
    DownloadError
        If no mirror gave a file.
    FolderError
        If the folder cannot be written to; whatever `is_there` raises.
    DownloadCancelledError
        If `cancelled` said so.
    """
    files, mirrors = tuple(files), list(mirrors)
    progress = progress or (lambda done, total, name: None)
    missing = [file for file in files if not is_there(file)]  # asked of each, before anything is written
    if not missing:
        return  # so a folder that is complete need not be writable
    done, total = 0, sum(file.size for file in files)
    with _writing_to(folder, title), staging(folder, keep_waiting=_until(cancelled)) as new:
        for file in files:
            progress(done, total, file.name)
            if not is_there(file):
                receive = _Downloader(file, done, total, progress, cancelled, stall_seconds)
                _fetch(file, new, mirrors, title, receive)
                if not is_there(file):  # what came there meanwhile is somebody's
                    _give_its_name(new / file.name, folder / file.name)
            done += file.size
            progress(done, total, file.name)


@contextlib.contextmanager
def _writing_to(folder: Path, title: str) -> Iterator[None]:
    """Tells of a folder that cannot be written to, or of a full disk, in words."""
    try:
        yield
    except (OSError, ValueError) as error:  # a ValueError for a name that no folder can have
        raise FolderError(
            "{title} cannot be kept in {folder}: {reason}. Choose another folder, or make this one writable with "
            "enough free space.",
            title=Problem(title), folder=folder, reason=reason_of(error),
        ) from error


def _fetch(file: RemoteFile, folder: Path, mirrors: list[str], title: str, receive: "_Downloader") -> None:
    """Bring one file into a folder, verified; the mirror that gave it is asked first from then on."""
    import pooch

    pooch.get_logger().setLevel("WARNING")  # progress is reported here, not in its log
    answers = []
    for mirror in tuple(mirrors):
        try:
            pooch.retrieve(mirror + file.name, f"sha256:{file.sha256}", file.name, folder, downloader=receive)
        except _MirrorError as error:
            answers.append((_host(mirror), error.problem))
        except ValueError:  # what pooch raises when the hash is another
            answers.append((_host(mirror), Problem("sent other content than was published (SHA-256 differs)")))
        else:
            mirrors.remove(mirror)
            mirrors.insert(0, mirror)
            return
    raise DownloadError(title, file.name, answers)


def _give_its_name(staged: Path, final: Path) -> None:
    # A temporary file is its owner's alone; whoever may read the folder may read this file too.
    staged.chmod(final.parent.stat().st_mode & 0o666)
    staged.replace(final)


def _until(cancelled: Callable[[], bool]) -> Callable[[], bool]:
    """Waits for another download that works in the same folder."""
    def keep_waiting() -> bool:
        if cancelled():
            raise DownloadCancelledError
        time.sleep(_WAIT)
        return True

    return keep_waiting


def _host(url: str) -> str:
    return urlsplit(url).netloc


@dataclass(frozen=True, slots=True)
class _Downloader:
    """Writes what comes from the network to a file; pooch calls it."""

    file: RemoteFile
    done: int  # bytes of the files before this one
    total: int
    progress: Progress
    cancelled: Callable[[], bool]
    stall_seconds: float

    def __call__(self, url: str, output_file: str, _pooch: object) -> None:
        received = 0
        with open(output_file, "wb") as output, _Connection(url, self.file.size, self.stall_seconds) as connection:
            for chunk in connection.chunks(self.cancelled):
                received += len(chunk)
                if received > self.file.size:
                    raise _MirrorError("sent more than the {size:,} bytes of the file", size=self.file.size)
                output.write(chunk)
                self.progress(self.done + received, self.total, self.file.name)
        if received < self.file.size:
            raise _stopped(received, self.file.size)


class _Connection:
    """A thread that asks for one address and hands on what comes, until the connection is closed."""

    def __init__(self, url: str, size: int, stall_seconds: float) -> None:
        self._url = url
        self._size = size
        self._stall_seconds = stall_seconds
        self._events: queue.Queue[bytes | Exception | None] = queue.Queue(maxsize=16)  # None: the end
        self._closed = threading.Event()
        self._response: Response | None = None

    def __enter__(self) -> "_Connection":
        # A daemon, because a look-up of a host that hangs cannot be interrupted, and must not hold up the exit.
        threading.Thread(target=self._listen, name="download", daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closed.set()
        if self._response is not None:
            # Where it fails, the thread has ended already, or does when its own time is up.
            with contextlib.suppress(AttributeError, ValueError, RuntimeError, OSError):
                self._response.raw.shutdown()  # wakes the thread from a read that waits; urllib3 ≥ 2.3

    def chunks(self, cancelled: Callable[[], bool]) -> Iterator[bytes]:
        """What comes, piece by piece.

        Raises
        ------
        DownloadCancelledError
            As soon as `cancelled` says so.
        _MirrorError
            If the mirror refuses, fails, falls silent or is too slow.
        """
        received, since, deadline = 0, 0, self._deadline()
        while (event := self._next_event(cancelled)) is not None:
            if isinstance(event, _MirrorError):
                raise event
            if isinstance(event, Exception):
                raise self._failure(event, received) from event
            received, since = received + len(event), since + len(event)
            if received < self._size and time.monotonic() >= deadline:
                self._check_pace(since)
                since, deadline = 0, self._deadline()
            yield event

    def _deadline(self) -> float:
        return time.monotonic() + self._stall_seconds

    def _check_pace(self, received: int) -> None:
        """Whether what came in a while is enough to go on waiting; a mirror that drips would be waited for for ever."""
        if received < SLOWEST * self._stall_seconds:
            raise _MirrorError(
                "was too slow: {received:,} {received:byte|bytes} in {seconds:g} {seconds:second|seconds}",
                received=received, seconds=self._stall_seconds)

    def _next_event(self, cancelled: Callable[[], bool]) -> bytes | Exception | None:
        deadline = self._deadline()
        while not cancelled():
            try:
                return self._events.get(timeout=_WAIT)
            except queue.Empty:
                if time.monotonic() >= deadline:
                    return TimeoutError()
        raise DownloadCancelledError

    def _listen(self) -> None:
        try:
            for chunk in self._receive():
                if not self._hand_on(chunk):
                    return
            self._hand_on(None)
        except Exception as error:  # whatever the layers of the network raise is the mirror's answer
            self._hand_on(error)

    def _receive(self) -> Iterator[bytes]:
        import requests

        headers = {"Accept-Encoding": "identity"}
        with requests.get(self._url, stream=True, timeout=self._stall_seconds, headers=headers) as response:
            self._refuse(response.status_code, response.reason, response.headers)
            self._response = response
            # read1 gives what has come, without waiting for a whole chunk. Nothing is decoded on the way,
            # because the published hash is that of the packed file.
            while chunk := response.raw.read1(_CHUNK, decode_content=False):
                yield chunk

    def _hand_on(self, event: bytes | Exception | None) -> bool:
        """Give an event to the caller's thread; return whether somebody still listens there."""
        while not self._closed.is_set():
            try:
                self._events.put(event, timeout=_WAIT)
                return True
            except queue.Full:
                continue
        return False

    def _refuse(self, status: int, reason: str, headers: Mapping[str, str]) -> None:
        """Raise if the answer shows, before its body has come, that it is not the file."""
        if status != 200:
            raise _MirrorError("answered {status} {reason}", status=status, reason=shortened(reason or ""))
        if headers.get("Content-Type", "").startswith("text/html"):
            raise _MirrorError("answered with a web page instead of the file")
        length = headers.get("Content-Length", str(self._size))
        if length != str(self._size):
            raise _MirrorError("offered {length} instead of {size:,} bytes", length=shortened(length), size=self._size)

    def _failure(self, error: Exception, received: int) -> _MirrorError:
        """What an exception of the network means."""
        from requests import exceptions

        if self._response is not None:
            return _stopped(received, self._size)
        if isinstance(error, (TimeoutError, exceptions.Timeout)):
            return _MirrorError(
                "gave no answer within {seconds:g} {seconds:second|seconds}", seconds=self._stall_seconds)
        if isinstance(error, exceptions.ProxyError):
            return _MirrorError("the proxy on the way to it could not be reached")
        if isinstance(error, exceptions.SSLError):
            return _MirrorError("its certificate could not be verified")
        if isinstance(error, exceptions.ConnectionError):
            return _MirrorError("could not be reached")
        return _MirrorError("failed ({kind})", kind=type(error).__name__)


def _stopped(received: int, size: int) -> _MirrorError:
    return _MirrorError("stopped at {received:,} of {size:,} bytes", received=received, size=size)
