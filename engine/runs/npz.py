"""The npz file of a run as it is read: what is wrong with one is said of a run."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine import npz
from engine.files import reason_of
from engine.npz import NoNpzError, Npz, NpzError
from engine.problem import EngineError, Problem


class RunFileError(EngineError):
    """A run cannot be saved, or a file not be opened as one. The message says which, why, and what to do."""


@contextmanager
def opened(path: Path) -> Iterator[Npz]:
    """The npz file of a run to read from.

    Raises
    ------
    RunFileError
        If it cannot be opened, or is none; and where what is read from it meanwhile turns out to be damaged.
    """
    try:
        with npz.opened(path) as found:
            yield found
    except NoNpzError as error:
        raise RunFileError(
            "{file} is no saved run. Open a file that was saved with this program.", file=path) from error
    except NpzError as error:
        raise damaged(path, error.problem) from error
    except (OSError, ValueError) as error:  # a ValueError for a name that no file can have
        raise RunFileError(
            "{file} cannot be opened: {reason}. Check its name, and the rights to read it.",
            file=path, reason=reason_of(error)) from error


def damaged(path: Path, what: Problem) -> RunFileError:
    """The error of a file in which something is not as it was saved."""
    return RunFileError(
        "{file} is not a run as this program saves it: {what}. Nothing of it was opened; take another copy of the "
        "file.",
        file=path, what=what)
