"""Files are looked for and written here: what is asked is answered, and a file is the old one or the new one.

Whatever is written goes into a new folder beside its place first, of a name that nobody can guess, and takes its place
when it is whole and on the disk. A folder that a killed program left is known by its name, and removed by whoever
writes there next.

A link in the place of a file is replaced, and what it leads to is left alone; where a link is meant to stay, as that
of somebody who keeps the settings elsewhere, the file that it leads to is replaced.
"""

import errno
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO

Write = Callable[[BinaryIO], object]

_BEGIN = ".backprop-lab-"  # of the name of every folder that is only there while something is written
_NEW = ".new"              # its end: what is in it is not whole
_READY = ".ready"          # all is whole, and about to take its place
_OLD = "old"               # inside it: what was there before
_ABANDONED_AFTER = 24 * 3600  # seconds, where nobody can tell whether its writer lives
_PATIENCE = 0.5            # seconds to wait for another program that writes to the same folder
_LOOK = 0.01


# --- looking -------------------------------------------------------------------------------------------------------

def folder_named(name: str | os.PathLike) -> Path:
    """The folder that somebody named, with ``~`` for a home; of a home that nobody has, the name as it is."""
    try:
        return Path(os.path.expanduser(name))
    except ValueError:  # a name that no file can have
        return Path(name)


def is_file(path: str | os.PathLike) -> bool:
    """Whether there is a file; also no where nobody can tell, which `Path.is_file` answers with an exception."""
    return os.path.isfile(path)


def trouble_at(path: str | os.PathLike) -> str | None:
    """What keeps a path from being looked at, in the words of the system; None if it can be, or nothing is there."""
    try:
        Path(path).stat()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        return reason_of(error)
    return None


def reason_of(error: OSError | ValueError) -> str:
    """What went wrong with a file, without its name."""
    return getattr(error, "strerror", None) or str(error)


# --- writing -------------------------------------------------------------------------------------------------------

def write_file(path: Path, write: Write, *, through_links: bool = False, durable: bool = True) -> None:
    """Write one file; until it is whole the old one stays.

    Parameters
    ----------
    path
        The file. Its folder is made if it is not there. One that is replaced hands down its permissions.
    write
        Called with the file, open for writing bytes.
    through_links
        Whether a link stays, and the file that it leads to is replaced.
    durable
        Whether it must outlast a loss of power.

    Raises
    ------
    OSError
        If it cannot be written, also where something lies in its place that is no file; nothing has changed then.
    """
    target = Path(os.path.realpath(path)) if through_links else Path(path)
    with staging(target.parent) as new:
        _check_places(target.parent, (target.name,))
        unfinished = new / "file"
        _write(unfinished, write, target, durable)
        unfinished.replace(target)
    if durable:
        _sync(target.parent)


def write_together(folder: Path, files: Mapping[str, Write]) -> list[Path]:
    """Write files that belong together: those that can be seen in `folder` are never from two times of writing.

    They are written whole, then the old ones go, then the new ones come. Whoever is killed before that leaves all of
    the old ones. Whoever is killed in the middle leaves some of one kind and the rest in a folder beside them, from
    which the next who writes or prepares to write here brings all of the new ones to their places.

    Parameters
    ----------
    folder
        Where to; it is made if it is not there.
    files
        By name, what writes each; called with a file that is open for writing bytes.

    Returns
    -------
    list of pathlib.Path
        The files.

    Raises
    ------
    OSError
        If they cannot be written; nothing has changed then.
    """
    names = tuple(files)
    with staging(folder, names) as new:
        _check_places(folder, names)
        (new / _OLD).mkdir()
        for name, write in files.items():
            _write(new / name, write, folder / name)
        ready = new.with_suffix(_READY)
        new.rename(ready)
        try:
            _sync(folder)
            _exchange(ready, folder, names)
        finally:
            shutil.rmtree(ready, ignore_errors=True)
    _sync(folder)
    return [folder / name for name in names]


def prepare_together(folder: Path, names: tuple[str, ...]) -> None:
    """Make `folder`, and see whether `write_together` can write these names to it: better told before a long run.

    Raises
    ------
    OSError
        If it cannot.
    """
    with staging(folder, names):
        _check_places(folder, names)


@contextmanager
def staging(
    folder: Path, names: tuple[str, ...] = (), keep_waiting: Callable[[], bool] | None = None
) -> Iterator[Path]:
    """A new folder inside `folder`, for what is not whole yet; at the end it is gone, however that comes.

    What killed programs left in `folder` is tidied up.

    Parameters
    ----------
    folder
        It is made if it is not there.
    names
        Of files that belong together and are written here; what of them was ready is brought to its place.
    keep_waiting
        Called now and then while somebody else writes here, returns whether to wait on; for half a second if None.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder, keep_waiting) as alone:
        _tidy(folder, names, alone)
        new = Path(tempfile.mkdtemp(prefix=_BEGIN, suffix=_NEW, dir=folder))
        with locked(new):  # as long as its writer lives, whoever else had to give up waiting
            try:
                yield new
            finally:
                shutil.rmtree(new, ignore_errors=True)


@contextmanager
def locked(folder: Path, keep_waiting: Callable[[], bool] | None = None) -> Iterator[bool]:
    """Keep others from writing to `folder` through this module. Gives whether nobody else does for sure."""
    try:
        import fcntl
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)  # a pipe would be waited for
    except (ImportError, OSError):  # Windows, or a folder that may only be written to
        yield False
        return
    try:
        yield _lock(partial(fcntl.flock, handle, fcntl.LOCK_EX | fcntl.LOCK_NB), keep_waiting or _patience())
    finally:
        os.close(handle)  # which unlocks, as the end of a killed process does


def _lock(lock: Callable[[], None], keep_waiting: Callable[[], bool]) -> bool:
    while True:
        try:
            lock()
            return True
        except BlockingIOError:
            if not keep_waiting():
                return False
        except OSError:  # a file system that knows no locks
            return False


def _patience() -> Callable[[], bool]:
    end = time.monotonic() + _PATIENCE

    def keep_waiting() -> bool:
        time.sleep(_LOOK)
        return time.monotonic() < end

    return keep_waiting


def _write(path: Path, write: Write, target: Path, durable: bool = True) -> None:
    """Write a file that will replace `target`, with its permissions if it is there."""
    with open(path, "xb") as file:
        write(file)
        file.flush()
        if durable:
            os.fsync(file.fileno())
    with suppress(FileNotFoundError):
        mode = os.lstat(target).st_mode
        if stat.S_ISREG(mode):
            path.chmod(stat.S_IMODE(mode))


def _check_places(folder: Path, names: tuple[str, ...]) -> None:
    """Raise if something that is no file, a folder perhaps, lies where a file is to be."""
    for path in (folder / name for name in names):
        with suppress(FileNotFoundError):
            mode = os.lstat(path).st_mode
            if not (stat.S_ISREG(mode) or stat.S_ISLNK(mode)):
                number = errno.EISDIR if stat.S_ISDIR(mode) else errno.EEXIST
                raise OSError(number, os.strerror(number), str(path))


def _exchange(ready: Path, folder: Path, names: tuple[str, ...]) -> None:
    """Put what is ready in the place of the old files; to be called again where it was killed."""
    try:
        if all(os.path.lexists(ready / name) for name in names):  # else the old ones are out of the way already
            for name in names:
                if os.path.lexists(folder / name):
                    (folder / name).replace(ready / _OLD / name)
        for name in names:
            if os.path.lexists(ready / name):
                (ready / name).replace(folder / name)
    except BaseException:
        _put_back(ready, folder, names)
        raise


def _put_back(ready: Path, folder: Path, names: tuple[str, ...]) -> None:
    for there, here in ((ready, folder), (folder, ready / _OLD)):  # first no new one is to be seen any more
        for name in names:
            with suppress(OSError):
                if os.path.lexists(here / name) and not os.path.lexists(there / name):
                    (here / name).replace(there / name)


def _tidy(folder: Path, names: tuple[str, ...], alone: bool) -> None:
    """Finish what was ready when its writer was killed, and remove what was not."""
    with suppress(OSError):
        for left in folder.glob(f"{_BEGIN}*"):
            with locked(left, _not_at_all) as dead:
                old = time.time() - left.stat().st_mtime > _ABANDONED_AFTER
                if dead if alone else old:
                    _tidy_one(left, folder, names)


def _not_at_all() -> bool:
    return False


def _owner() -> int:
    """Whose a folder is that is made now; 0 on Windows, which tells of nobody."""
    return os.geteuid() if hasattr(os, "geteuid") else 0


def _tidy_one(left: Path, folder: Path, names: tuple[str, ...]) -> None:
    found = left.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != _owner():
        return  # of somebody else
    if left.suffix == _NEW:
        shutil.rmtree(left, ignore_errors=True)
    elif left.suffix == _READY and names and set(os.listdir(left)) <= {*names, _OLD}:
        _exchange(left, folder, names)
        shutil.rmtree(left, ignore_errors=True)


def _sync(folder: Path) -> None:
    """Have the names in a folder on the disk, where the system knows how."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
