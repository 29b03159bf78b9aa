"""All lessons that there are: those that come with the program, and those in a folder of one's own."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import resources
from engine.files import reason_of
from engine.lessons.faults import Fault, LessonError
from engine.lessons.lesson import Lesson
from engine.lessons.package import SUFFIX, Package, open_lesson
from engine.problem import Problem, printable

MOST = 200  # lessons that are looked at in one folder
TEMPLATE = f"template{SUFFIX}"
ENDINGS = (SUFFIX, ".zip")


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """The lessons that can be played, in the order of the book, and what is wrong with the others.

    Parameters
    ----------
    packages
        The lessons.
    faults
        Of the files that are no lessons, and of those that have the id of another one.
    """

    packages: tuple[Package, ...]
    faults: tuple[Fault, ...]

    def chapters(self) -> list[tuple[str, list[Package]]]:
        """The lessons by the chapter of the book that they are about; the last are of none."""
        return [(chapter, list(each)) for chapter, each in groupby(
            self.packages, lambda package: chapter_of(package.lesson))]

    def named(self, id: str) -> Package | None:
        """The lesson that is known by this id."""
        return next((each for each in self.packages if each.lesson.id == id), None)


def chapter_of(lesson: Lesson) -> str:
    """The chapter of the book that a lesson is about: ``"5"``; empty if it is about none."""
    return lesson.book.partition(".")[0]


def shipped_folder() -> Path:
    """Where the lessons lie that come with the program."""
    return resources.path("lessons")


def all_lessons(own: Path | None = None) -> Shelf:
    """Read all lessons that come with the program, and those in a folder of one's own.

    Whatever is wrong with one of them, the others are there.
    """
    read: list[Package] = []
    faults: list[Fault] = []
    for path in (*_files(shipped_folder(), faults), *(_files(own, faults) if own is not None else ())):
        try:
            read.append(open_lesson(path))
        except LessonError as error:
            faults += error.faults
    kept = tuple(_each_once(read, faults))
    return Shelf(tuple(sorted(kept, key=_place)), tuple(faults))


def _files(folder: Path, faults: list[Fault]) -> Iterator[Path]:
    """The files in a folder that may be lessons; none where there is no such folder."""
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith(ENDINGS) and name != TEMPLATE)
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        faults.append(Fault(_shown(folder), 0, Problem("this folder of lessons cannot be looked at: {reason}.", {
            "reason": reason_of(error)})))
        return
    if len(names) > MOST:
        faults.append(Fault(_shown(folder), 0, Problem(
            "there are {count:,} lessons in this folder, and the first {most} are listed: put them into several.", {
                "count": len(names), "most": MOST})))
    yield from (folder / name for name in names[:MOST])


def _each_once(read: Iterable[Package], faults: list[Fault]) -> Iterator[Package]:
    """Of several with one id the first; the others are said."""
    known: dict[str, Package] = {}
    for package in read:
        first = known.setdefault(package.lesson.id, package)
        if first is package:
            yield package
        else:
            faults.append(Fault(_shown(package.path), 0, Problem(
                "its id “{id}” is that of {first}, which is kept: give one of them another id.", {
                    "id": package.lesson.id, "first": _shown(first.path)})))


def _shown(path: Path) -> str:
    return str(printable(path.name))


def _place(package: Package) -> tuple:
    """By which lessons are sorted: chapters as numbers, appendices behind them, lessons of no chapter last."""
    lesson = package.lesson
    sections = [(not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in lesson.book.split(".")]
    return not lesson.book, sections[:1], lesson.number or 10**6, sections, lesson.id
