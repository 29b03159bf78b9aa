"""A run handed on as a file: as a script or as a notebook, which go on without this program."""

from pathlib import Path

from engine.files import prepare_together, write_file
from engine.problem import EngineError
from engine.runs.program.about import TITLE
from engine.runs.program.notebook import notebook_of
from engine.runs.program.script import script_of
from engine.training.trainer import Trainer

FORMS = {"script": script_of, "notebook": notebook_of}
_LOOKED_AT = 1000  # bytes at the beginning of a file, within which one of these has its title


class NotOursError(EngineError):
    """A file is in the way that somebody else has written."""


def prepare_program(path: Path) -> None:
    """Make the folder of `path`, and see whether a program can be written there: better told before a long run.

    Raises
    ------
    OSError
        If it cannot, as where a folder lies there.
    NotOursError
        If a file lies there that is no such program.
    """
    prepare_together(path.parent, (path.name,))
    if path.is_file():
        with open(path, "rb") as file:
            found = file.read(_LOOKED_AT)
        if found and TITLE.encode() not in found:
            raise NotOursError("{file} is there already, and is no run that was handed on by this program. Choose "
                               "another name, or move that file away.", file=path)


def write_program(trainer: Trainer, path: Path, form: str) -> list[Path]:
    """Write the run as a program, whole or not at all, over whatever file is there: `prepare_program` asks before.

    Parameters
    ----------
    form
        One of `FORMS`.

    Returns
    -------
    list of pathlib.Path
        The one file.

    Raises
    ------
    OSError
        If it cannot be written; what was there is still there then.
    """
    text = FORMS[form](trainer)
    write_file(path, lambda file: file.write(text.encode()))
    return [path]
