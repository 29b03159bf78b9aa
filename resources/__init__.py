"""The files that come with the program: data, icons, formulas, translations. `path` finds them."""

from pathlib import Path

_FOLDER = Path(__file__).resolve().parent


def path(name: str) -> Path:
    """Where a file that comes with the program lies.

    Parameters
    ----------
    name
        Name inside this folder, with ``/`` between folders: ``"digits.npz"``, ``"icons/run.svg"``.

    Returns
    -------
    pathlib.Path
        Absolute path. Nothing is opened: a file that is missing shows when it is read.
    """
    return _FOLDER.joinpath(*name.split("/"))
