"""A lesson with what comes with it: a file of its own, or a zip that holds it, a saved run and pictures.

Whoever opens a stranger's lesson gets what is meant, or is told what is wrong: nothing in it leads out of the zip, is
unpacked beyond its bounds, or is run.
"""

import shutil
import stat
import tempfile
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from engine.archives import DAMAGES, ArchiveError, begins_as_archive, check_end, members_of
from engine.files import reason_of
from engine.lessons.faults import Fault, LessonError
from engine.lessons.lesson import Lesson
from engine.lessons.pictures import LARGEST, WIDEST, can_be_shown
from engine.lessons.reading import LARGEST_FILE, read_lesson
from engine.problem import Problem, printable, shortened
from engine.runs.npz import RunFileError
from engine.runs.run_file import SavedRun, open_run

SUFFIX = ".lesson.toml"
PICTURES = (".png", ".jpg", ".jpeg")
RUN = ".npz"
LARGEST_RUN = 100 * 1024 * 1024  # bytes
MOST_MEMBERS = 32
_BELONGS = {(SUFFIX,): LARGEST_FILE, (RUN,): LARGEST_RUN, PICTURES: LARGEST}  # with how many bytes each can have


@dataclass(frozen=True, eq=False)
class Package:
    """A lesson that has been read, with what came with it.

    Parameters
    ----------
    path
        The file that it was opened from.
    lesson
        The lesson.
    warnings
        What should be mended in it, and keeps nobody from using it.
    pictures
        Those of its texts, by name.
    """

    path: Path
    lesson: Lesson
    warnings: tuple[Fault, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    @cached_property
    def run(self) -> SavedRun | None:
        """The saved run that it begins with, if it does; unpacked the first time that it is asked for.

        Raises
        ------
        LessonError
            If it cannot be unpacked, or is none.
        """
        name = self.lesson.setup.run
        if not name:
            return None
        folder = tempfile.mkdtemp(prefix="backprop-lab-lesson-")
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        unpacked = Path(folder, name)
        with _opened(self.path) as file, _archive(file) as archive:
            unpacked.write_bytes(_read(archive, _members(archive)[name]))
        try:
            return open_run(unpacked)
        except RunFileError as error:
            raise _fault(self.path, Problem("the saved run cannot be used: {why}"), why=error.problem) from error


def open_lesson(path: Path) -> Package:
    """The lesson in a file, and what came with it.

    Raises
    ------
    LessonError
        With everything that is wrong.
    """
    with _opened(path) as file:
        if begins_as_archive(file):
            with _archive(file) as archive:
                return _unpacked(path, archive)
        if path.suffix.lower() == ".zip":
            raise ArchiveError("its beginning is missing")
        file.seek(0)
        lesson, warnings = read_lesson(file.read(LARGEST_FILE + 1), _name(path))
        return Package(path, lesson, warnings)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """A file to read from; what is wrong with it as a whole is said as a `LessonError`."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a folder; a pipe would be waited for
            raise _fault(path, Problem(
                "this is no file: open a lesson, which is called “…{suffix}”, or a zip."), suffix=SUFFIX)
        with open(path, "rb") as file:
            yield file
    except ArchiveError as error:
        raise _fault(path, Problem("the zip cannot be used: {what}. Pack it anew."), what=error.problem) from error
    except DAMAGES as error:
        raise _fault(path, Problem("the zip is damaged: get another copy of it.")) from error
    except (OSError, ValueError) as error:  # a ValueError for a name that no file can have
        raise _fault(path, Problem("it cannot be opened: {reason}. Check its name, and the rights to read it."),
                     reason=reason_of(error)) from error


@contextmanager
def _archive(file: BinaryIO) -> Iterator[ZipFile]:
    check_end(file)
    with ZipFile(file) as archive:
        yield archive


def _unpacked(path: Path, archive: ZipFile) -> Package:
    members = _members(archive)
    (written,) = (name for name in members if name.endswith(SUFFIX))
    lesson, warnings = read_lesson(_read(archive, members[written]), f"{_name(path)}/{written}", members.keys())
    found = {name: _read(archive, info) for name, info in members.items() if name.lower().endswith(PICTURES)}
    for name, content in found.items():
        if not can_be_shown(content):
            raise ArchiveError("{name} is no PNG or JPEG, or larger than {most:,} × {most:,}", name=name, most=WIDEST)
    return Package(path, lesson, warnings, found)


def _read(archive: ZipFile, info: ZipInfo) -> bytes:
    """What is in a member: of one that lies about its size never more than that."""
    with archive.open(info) as member:
        return member.read(info.file_size + 1)


def _members(archive: ZipFile) -> dict[str, ZipInfo]:
    """What is in the zip of a lesson: one lesson, perhaps a saved run and pictures, and nothing else."""
    members = members_of(archive, (ZIP_STORED, ZIP_DEFLATED))
    for name, info in members.items():
        most = next((most for suffixes, most in _BELONGS.items() if name.lower().endswith(suffixes)), None)
        if {"/", "\\", ":"} & set(name):
            raise ArchiveError("{name} is in a folder, and all files are to lie side by side", name=shortened(name))
        if most is None or not name.isprintable():
            raise ArchiveError("{name} does not belong in it", name=shortened(name))
        if info.file_size > most:
            raise ArchiveError("{name} is larger than {most:,} KB", name=shortened(name), most=most // 1024)
    for suffix, fewest, many in ((SUFFIX, 1, 1), (RUN, 0, 1)):
        count = sum(name.endswith(suffix) for name in members)
        if not fewest <= count <= many:
            raise ArchiveError("there {count:is|are} {count} *{suffix} in it, and there must be one", count=count,
                               suffix=suffix)
    if len(members) > MOST_MEMBERS:
        raise ArchiveError("there is too much in it")
    return members


def _name(path: Path) -> str:
    return str(printable(path.name))


def _fault(path: Path, problem: Problem, **values: object) -> LessonError:
    return LessonError(faults=[Fault(_name(path), 0, problem.given(**values))])
