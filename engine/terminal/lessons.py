"""Lessons in the terminal: checked, played through for their author to read, and how one is written."""

import argparse
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

from engine.data import catalogue
from engine.data.dataset import Dataset, DatasetError
from engine.lessons import page
from engine.lessons.faults import LessonError
from engine.lessons.finding import Finding
from engine.lessons.headless import HeadlessStage
from engine.lessons.package import SUFFIX, Package, open_lesson
from engine.lessons.player import Phase
from engine.lessons.proof import prove
from engine.lessons.shelf import ENDINGS, shipped_folder
from engine.lessons.text import LANGUAGES
from engine.lessons.ways import Way
from engine.problem import filled, printable
from engine.runs.run import Run, run_of
from engine.terminal import transcript
from engine.terminal.streams import leave

FAULTY, REFUSED = 1, 2  # exit codes


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks for.

    Parameters
    ----------
    arguments
        Those of the command line, if None.

    Returns
    -------
    int
        The exit code: 0 if all is well, 1 if a lesson has a fault, 2 if nothing could be done.
    """
    options = _parser().parse_args(arguments)
    try:
        return options.do(options)
    except BrokenPipeError:  # as in `... | head`: whoever was reading has seen enough
        leave(sys.stdout)
        return FAULTY
    except DatasetError as error:
        print(f"main.py --lesson: {error} (MNIST_DIR names the folder.)", file=sys.stderr)
        return REFUSED


# --- check -----------------------------------------------------------------------------------------------------------

def _check(options: argparse.Namespace) -> int:
    """Check lessons: all that come with the program, if none are named."""
    paths = [each for path in options.files or [shipped_folder()] for each in _lessons_at(path)]
    missing = [path for path in paths if not path.exists()]
    if missing or not paths:
        print(f"main.py --lesson: there is no {missing[0] if missing else 'lesson'} here.", file=sys.stderr)
        return REFUSED
    dataset = cache(catalogue.load)
    faulty = sum([_has_faults(path, dataset) for path in paths])
    if len(paths) > 1:
        print(filled("{faulty} of {count} lessons {faulty:has|have} faults.", faulty=faulty, count=len(paths))
              if faulty else f"All {len(paths)} lessons are right.")
    return FAULTY if faulty else 0


def _lessons_at(path: Path) -> list[Path]:
    """The lessons in a folder; a file is itself."""
    return sorted(path.glob(f"*{SUFFIX}")) if path.is_dir() else [path]


def _has_faults(path: Path, dataset: Callable[[str], Dataset]) -> bool:
    """Check one lesson, and say what was found."""
    name = str(printable(path.name))
    try:
        package = open_lesson(path)
    except LessonError as error:
        print("\n".join(map(str, error.faults)), flush=True)
        return True
    found = prove(package.lesson, dataset, _run_of(package, dataset))
    if not path.name.endswith(ENDINGS):
        print(f"{name}: its name must end with {SUFFIX}, or it is not found among the lessons. (a remark)")
    for warning in package.warnings:
        print(f"{warning} (a remark)")
    for each in found:
        print(each.told(package.lesson, name) + ("" if each.is_fault else " (a remark)"))
    faults = [each for each in found if each.is_fault]
    print(f"{name}: {_verdict(package, faults)}", flush=True)
    return bool(faults)


def _verdict(package: Package, faults: list[Finding]) -> str:
    lesson = package.lesson
    if faults:
        return filled("{count} {count:fault|faults}.", count=len(faults))
    return filled("right: {count:its step|each of its {count} steps} can be completed, in {languages}.",
                  count=len(lesson.steps), languages=" and ".join(lesson.languages))


def _run_of(package: Package, dataset: Callable[[str], Dataset]) -> Callable[[str], Run]:
    """How a saved run that comes with a lesson is taken up."""
    @cache
    def run(name: str) -> Run:
        assert package.run is not None
        return run_of(package.run.trainer(dataset(package.run.config.dataset))[0])

    return run


# --- play, page ------------------------------------------------------------------------------------------------------

def _play(options: argparse.Namespace) -> int:
    """Print what is seen of a lesson, answering by itself."""
    try:
        package = open_lesson(options.file)
    except LessonError as error:
        print("\n".join(map(str, error.faults)), file=sys.stderr)
        return FAULTY
    lesson, dataset = package.lesson, cache(catalogue.load)
    way = Way(lesson, HeadlessStage(dataset, _run_of(package, dataset)), options.language or lesson.languages[0],
              lambda player: print(transcript.seen(player), end=""))
    way.play()
    for each in way.found:
        print(each.told(lesson, str(printable(options.file.name))), file=sys.stderr)
    if way.player.phase is Phase.ENDED:
        print(transcript.ending(way.player), end="")
    return FAULTY if way.found else 0


def _page(options: argparse.Namespace) -> int:
    """Print how a lesson is written."""
    print(page.page(), end="")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="main.py --lesson", description="Lessons: checked, read through, explained.")
    commands = parser.add_subparsers(required=True, metavar="check | play | page")
    check = commands.add_parser("check", help="see whether lessons can be gone through in every way", description=(
        "Read lessons, play each in every way without a window, and say what is to be mended. Exit code 1 if there is "
        "a fault; remarks are none."))
    check.add_argument("files", nargs="*", type=_path, metavar="FILE",
                       help="a lesson, or a folder of them; those that come with the program, if none is named")
    check.set_defaults(do=_check)
    play = commands.add_parser("play", help="print what is seen of a lesson, step by step",
                               description="Go through a lesson with right answers, and print what is seen of it.")
    play.add_argument("file", type=_path, metavar="FILE", help="a lesson")
    play.add_argument("--language", choices=LANGUAGES, help="in which it is read; the first that it is written in")
    play.set_defaults(do=_play)
    described = commands.add_parser("page", help="print the page that says how a lesson is written",
                                    description="Print the page that says how a lesson is written, in Markdown.")
    described.set_defaults(do=_page)
    return parser


def _path(text: str) -> Path:
    """The file that is named. Nothing, which may come of an empty variable of the shell, is no name."""
    if not text:
        raise argparse.ArgumentTypeError("this is no name of a file.")
    return Path(text)
