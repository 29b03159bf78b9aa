"""Where files that belong together lie in a folder: in itself, or one or two levels down; and what else lies there.

Other programs keep the same files in other ways: torchvision in ``MNIST/raw``, next to the folders of other data sets;
Kaggle packs each file into a folder of its own name. A folder that somebody chose may be anything, a whole home or a
disk: so only so much is looked at, no folder twice, none that is hidden, and one that cannot be opened counts as empty.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from engine.files import is_file

LEVELS = 2       # how far down
MOST = 3_000     # entries that are looked at


@dataclass(frozen=True, slots=True)
class Place:
    """A folder, and the files found there, in the order in which they were wanted; None for one that lacks."""

    folder: Path
    files: tuple[Path | None, ...]

    @property
    def count(self) -> int:
        """How many are there."""
        return sum(path is not None for path in self.files)

    @property
    def is_complete(self) -> bool:
        """Whether all are there."""
        return all(self.files)


@dataclass(frozen=True, slots=True)
class Listing:
    """What lies in one folder: files by name in small letters, as one finds them on every system; and its folders."""

    folder: Path
    files: dict[str, Path] = field(default_factory=dict)
    folders: "list[Listing]" = field(default_factory=list)

    def find(self, names: Sequence[str]) -> Path | None:
        """The file under the first of these names; one with nothing in it only if there is no other."""
        return _fullest([path for name in names if (path := self.files.get(name.lower()))])


def at_top(folder: Path, wanted: Sequence[Sequence[str]]) -> Place:
    """The files that lie in the folder itself.

    Parameters
    ----------
    folder
        The folder.
    wanted
        For each file, the names under which it goes around.
    """
    named = tuple(_fullest([path for name in names if is_file(path := folder / name)]) for names in wanted)
    if all(named):
        return Place(folder, named)
    listing = next(listings(folder, levels=0))  # there are names in other letters, perhaps
    return Place(folder, tuple(path or listing.find(names) for path, names in zip(named, wanted, strict=True)))


def places(folder: Path, wanted: Sequence[Sequence[str]]) -> Iterator[Place]:
    """Where some of the files are, nearest first: the folder itself, then those in it.

    A place is a folder with what lies in it, and with what lies in its folders under a name that only one of them has.
    """
    yield at_top(folder, wanted)
    for listing in list(listings(folder)):
        files = tuple(listing.find(names) or _only(listing.folders, names) for names in wanted)
        if any(files):
            yield Place(listing.folder, files)


def listings(folder: Path, levels: int = LEVELS) -> Iterator[Listing]:
    """What lies in a folder and in those in it, nearest first; each once, whatever leads there."""
    seen: set[tuple[int, int]] = set()
    left = MOST
    level = [Listing(folder)]
    for depth in range(levels + 1):
        below = []
        for listing in level:
            left -= _fill(listing, seen, left, open_folders=depth < levels)
            below += listing.folders
        yield from level
        level = below


def _only(listings: Sequence[Listing], names: Sequence[str]) -> Path | None:
    found = [path for listing in listings if (path := listing.find(names))]
    return found[0] if len(found) == 1 else None


def _fill(listing: Listing, seen: set[tuple[int, int]], most: int, open_folders: bool) -> int:
    """List a folder; return how many entries were looked at."""
    looked_at: list[os.DirEntry[str]] = []
    try:
        if _is_new(listing.folder, seen):
            with os.scandir(listing.folder) as entries:
                for entry in entries:
                    if len(looked_at) >= most:
                        break
                    looked_at.append(entry)
    except (OSError, ValueError):  # a ValueError for a name that no folder can have
        pass
    for entry in sorted(looked_at, key=lambda entry: entry.name):
        if is_file(entry):  # not a pipe, which would be waited for
            listing.files.setdefault(entry.name.lower(), Path(entry.path))
        elif open_folders and not entry.name.startswith(".") and os.path.isdir(entry):
            listing.folders.append(Listing(Path(entry.path)))
    return len(looked_at)


def _is_new(folder: Path, seen: set[tuple[int, int]]) -> bool:
    """Whether a folder was not looked into before, by another name or through a link."""
    status = folder.stat()
    identity = (status.st_dev, status.st_ino)
    known = identity in seen
    seen.add(identity)
    return not known


def _fullest(paths: Sequence[Path]) -> Path | None:
    """The first that has something in it, or the first; None of none."""
    return next((path for path in paths if path.stat().st_size), next(iter(paths), None))
