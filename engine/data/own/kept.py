"""Pictures of one's own that are kept, in one file: each with what it is meant to be, and the steps left out.

The file is an npz (see `engine.npz`) with one array a picture and ``pictures.json`` beside them. A file that cannot be
read as one, or is of a newer version, is set aside under another name before anything is written in its place.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.data.dataset import Dataset, Split
from engine.data.look import ImageLook
from engine.data.own.picture import LONGEST_SIDE
from engine.data.own.way import way_of, x_at
from engine.files import reason_of, write_file
from engine.npz import NoNpzError, NpzError, Stack, opened, write_npz
from engine.problem import EngineError, Problem

FORMAT, VERSION = "Backprop Lab pictures", 1
MOST = 100  # pictures

_NAME = "pictures.json"
_LONGEST = 50  # characters of a class name, and of the name of a step
_MOST_TEXT = 200_000  # bytes of the json
_FREE_NAMES = 1000


class KeptError(EngineError):
    """Pictures cannot be kept, or those that were kept not be read. The message says why, and what to do."""


@dataclass(frozen=True, slots=True, eq=False)
class Own:
    """A picture of one's own.

    Parameters
    ----------
    picture : (h, w) or (h, w, 3) uint8
        As `way_of` takes it, its longer side at most `LONGEST_SIDE`. Set read-only.
    label
        The name of the class that it is meant to be: a data set may number its classes in another way.
    left_out
        The names of the steps that are not taken on its way.
    """

    picture: np.ndarray
    label: str
    left_out: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.picture.setflags(write=False)

    def is_same_as(self, other: "Own") -> bool:
        """Whether it is the same picture, meant to be the same, on the same way."""
        return (self.label, self.left_out) == (other.label, other.left_out) and np.array_equal(
            self.picture, other.picture)

    def x(self, look: ImageLook) -> np.ndarray:
        """The sample that it becomes: (D,) float32."""
        return x_at(way_of(self.picture, look, self.left_out))


Pictures = tuple[Own, ...]


def split_of(pictures: Pictures, dataset: Dataset) -> tuple[Split | None, tuple[int, ...]]:
    """Pictures as samples of a data set, and which of them they are: those meant to be one of its classes.

    None where there is none, also of a data set whose samples nobody can draw.
    """
    look = dataset.look
    if not isinstance(look, ImageLook) or not look.is_drawable:
        return None, ()
    fitting = tuple(i for i, own in enumerate(pictures) if own.label in dataset.class_names)
    if not fitting:
        return None, ()
    labels = np.array([dataset.class_names.index(pictures[i].label) for i in fitting], np.int64)
    return Split(np.array([pictures[i].x(look) for i in fitting]), labels), fitting


# --- the file ------------------------------------------------------------------------------------------------------

def read(path: Path) -> Pictures:
    """The pictures in a file; none if there is no file.

    Raises
    ------
    NpzError, NoNpzError
        If something in it is not as `write` writes it, or it is of a newer version.
    OSError
        If it cannot be opened.
    """
    if not os.path.lexists(path):
        return ()
    with opened(path) as npz:
        try:
            said = json.loads(npz.text(_NAME, _MOST_TEXT).decode())
            if said["format"] != FORMAT:
                raise ValueError
            version = _whole(said["version"], 1, 2**31)
            found = [] if version > VERSION else [_checked(each) for each in said["pictures"]]
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            raise NpzError("{name} is missing or damaged", name=_NAME) from error
        if version > VERSION:
            raise NpzError("it was written by a newer version of this program")
        stacks = {f"picture {i}": Stack(np.dtype(np.uint8), shape) for i, (_, _, shape) in enumerate(found)}
        npz.check([_NAME], stacks)
        arrays = npz.arrays(stacks)
    return tuple(Own(arrays[f"picture {i}"][0], label, left_out) for i, (label, left_out, _) in enumerate(found))


def _checked(said: dict) -> tuple[str, tuple[str, ...], tuple[int, ...]]:
    """Label, steps left out, and shape of a picture."""
    label, left_out, shape = said["label"], tuple(said["left out"]), tuple(said["shape"])
    if not all(isinstance(text, str) and len(text) <= _LONGEST for text in (label, *left_out)):
        raise ValueError
    height, width, *colours = shape
    for side in (height, width):
        _whole(side, 1, LONGEST_SIDE)
    if colours not in ([], [3]):
        raise ValueError
    return label, left_out, shape


def _whole(value: object, lowest: int, highest: int) -> int:
    if type(value) is not int or not lowest <= value <= highest:
        raise ValueError
    return value


def write(path: Path, pictures: Pictures) -> None:
    """Write pictures; until they are all there, the old file stays.

    Raises
    ------
    OSError
        If they cannot be written.
    """
    said = {"format": FORMAT, "version": VERSION, "pictures": [
        {"label": own.label, "left out": own.left_out, "shape": own.picture.shape} for own in pictures]}
    arrays = {f"picture {i}": (Stack(np.dtype(np.uint8), own.picture.shape), [own.picture])
              for i, own in enumerate(pictures)}
    text = json.dumps(said, indent=1).encode()
    write_file(path, lambda file: write_npz(file, {_NAME: text}, arrays), through_links=True)


# --- as they are used ----------------------------------------------------------------------------------------------

def taken_up(path: Path) -> tuple[Pictures, Problem | None]:
    """The pictures in a file. One that cannot be read is set aside: then there are none, and it is said where it is.

    Raises
    ------
    KeptError
        If the file cannot be opened, or not be set aside: then nothing is to be written.
    """
    try:
        return read(path), None
    except (NpzError, NoNpzError) as error:
        return (), Problem(
            "The pictures that were kept cannot be read: {what}. Their file is untouched, and is {aside} now; new ones "
            "are kept in another.", {"what": error.problem, "aside": _set_aside(path)})
    except (OSError, ValueError) as error:
        raise KeptError("The pictures that were kept cannot be read from {file}: {reason}. Until they can, no other is "
                        "kept.", file=path, reason=reason_of(error)) from error


def changed(path: Path, change: Callable[[Pictures], Pictures]) -> tuple[Pictures, Problem | None]:
    """Change what is kept, as it stands in the file now: another window may have changed it since.

    Returns
    -------
    tuple of Own
        What is kept from now on.
    Problem or None
        As `taken_up` has it.

    Raises
    ------
    KeptError
        If there are too many, or the file cannot be written; it is as it was then.
    """
    before, told = taken_up(path)
    pictures = change(before)
    if len(pictures) > max(MOST, len(before)):
        raise KeptError("{most} pictures are kept, and there is no room for more. Remove one first.", most=MOST)
    try:
        write(path, pictures)
    except (OSError, ValueError) as error:
        raise KeptError("The picture cannot be kept in {file}: {reason}. What was kept before is unchanged.",
                        file=path, reason=reason_of(error)) from error
    return pictures, told


def _set_aside(path: Path) -> Path:
    names = (path.with_name(f"{path.name}.old{f'.{number}' if number > 1 else ''}") for number in range(1, _FREE_NAMES))
    try:
        aside = next(name for name in names if not os.path.lexists(name))
        path.rename(aside)
    except (OSError, StopIteration) as error:
        raise KeptError("The pictures that were kept cannot be read, and {file} cannot be set aside: {reason}. Give it "
                        "another name yourself; until then, no other is kept.",
                        file=path, reason=reason_of(error) if isinstance(error, OSError) else "…") from error
    return aside
