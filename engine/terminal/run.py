"""The program of the book (section 5.7.4) in a terminal, without a window: the same training, line by line."""

import argparse
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from engine import ending
from engine.data import catalogue
from engine.data.dataset import Dataset, DatasetError
from engine.data.download_line import download_in_terminal
from engine.data.source import Source
from engine.files import reason_of
from engine.problem import Problem, filled, printable
from engine.runs.npz import RunFileError
from engine.runs.program.hand_on import FORMS, NotOursError, prepare_program, write_program
from engine.runs.results import prepare_folder, write_results
from engine.runs.run import run_of
from engine.runs.run_file import open_run, prepare_file, save_run
from engine.terminal.reports import LineReport, ProgressReport
from engine.terminal.streams import leave
from engine.training.config import HYPERPARAMETERS, ConfigError, TrainingConfig
from engine.training.hyperparameter import Hyperparameter
from engine.training.trainer import Trainer

FAILED, REFUSED = 1, 2  # exit codes

# How one does at a terminal what the sentences of the engine say.
_WAYS = ("(--data-dir FOLDER or MNIST_DIR names a folder; --download downloads to the folder of --data-dir, or else to "
         "your cache.)")


def main(arguments: list[str] | None = None, *, clock: Callable[[], float] = time.monotonic) -> int:
    """Run the training that the command line asks for.

    Parameters
    ----------
    arguments
        Those of the command line, if None.
    clock
        Tells the time, in seconds from whenever.

    Returns
    -------
    int
        The exit code.
    """
    options = _parser().parse_args(arguments)
    try:
        with ending.by_exception():  # a download is tidied up
            trainer, words = _trainer(options)
            _prepare(options)
    except (ConfigError, DatasetError, RunFileError, NotOursError, _DataError, _OptionError, _PlaceError) as error:
        _complain(str(error))
        return REFUSED
    every_line = options.verbose or not sys.stdout.isatty()
    report = (LineReport if every_line else ProgressReport)(sys.stdout, clock)
    with ending.noted() as request:
        try:
            exit_code = run(trainer, report, request)
        except BrokenPipeError:  # as in `... | head`: whoever was reading has seen enough
            leave(sys.stdout)
            exit_code = FAILED
        except OSError as error:  # a full disk, a terminal that is closed
            leave(sys.stdout)
            _complain(f"the run was stopped, for what it prints cannot be written: {reason_of(error)}.")
            exit_code = request.exit_code if request.number else FAILED
        saved = _save(trainer, words, options.save)
        return _write(trainer, options) or saved or exit_code


def _trainer(options: argparse.Namespace) -> tuple[Trainer, dict[str, Any]]:
    """What the options ask for, ready to train, and what is written beside it."""
    given = {name: value for name in HYPERPARAMETERS if (value := getattr(options, name)) is not None}
    if options.open is not None:
        return _opened(options.open, given, options)
    config = TrainingConfig(**given)
    return Trainer(config, _dataset(config.dataset, options)), {}


def _opened(path: Path, given: dict[str, Any], options: argparse.Namespace) -> tuple[Trainer, dict[str, Any]]:
    """The run in a file, with what was given for what can be changed in the middle of one."""
    saved = open_run(path)
    for name in given:
        if not (HYPERPARAMETERS[name].live or HYPERPARAMETERS[name].on_the_way):
            raise _OptionError(f"--{_option(name)} is that of the run in {printable(path)}, and cannot be changed any "
                               "more: leave it out, or train anew without the file.")
    try:
        dataset = _dataset(saved.config.dataset, options)
    except (DatasetError, _DataError) as error:
        raise _DataError(f"the run in {printable(path)} needs its data set. {error}") from error
    trainer, told = saved.trainer(dataset)
    for name, value in given.items():
        trainer.set_live(name, value)
    if told is not None:
        _complain(str(told))
    if trainer.iteration >= trainer.planned:
        _complain(filled("the {count} {count:iteration|iterations} of this run are done: --iterations with a larger "
                         "number goes on.", count=trainer.planned))
    return trainer, saved.words


def _dataset(name: str, options: argparse.Namespace) -> Dataset:
    """The data set that is wanted; where it is not here, or damaged, downloaded if that is wanted too."""
    source = catalogue.source(name)
    if not source.has_files:
        for option, given in (("--data-dir", options.data_dir), ("--download", options.download)):
            if given:
                _complain(f"{option} is not used: the data set {source.name} comes with the program.")
    try:
        return _loaded(source, options.data_dir, options.download)
    except DatasetError as error:
        raise _DataError(f"{error} {_WAYS}" if source.download else str(error)) from error


def _loaded(source: Source, data_dir: Path | None, download: bool) -> Dataset:
    """The data set from the folder, the usual places, or a download; a folder in MNIST_DIR without it is told of."""
    trouble = source.trouble(None) if data_dir is None else None
    try:
        dataset = source.load(data_dir)
    except DatasetError as error:
        if not download or source.download is None:
            raise
        if data_dir is None and (trouble or source.is_available(None)):
            _complain(str(trouble or error))
    else:
        if trouble:
            _complain(f"{trouble} Another copy is used now.")
        return dataset
    folder = download_in_terminal(source.title, partial(source.download, data_dir))
    return source.load(folder)


class _DataError(Exception):
    """The data set cannot be had."""


class _OptionError(Exception):
    """An option does not go with a run that is opened."""


class _PlaceError(Exception):
    """What the run is to leave behind cannot be written where it is asked for."""


def _prepare(options: argparse.Namespace) -> None:
    """Make the folders for what is to be written before the training, which would be in vain."""
    for name, prepare in (*((name, prepare) for name, prepare, _ in _wanted(options)), ("save", prepare_file)):
        place = getattr(options, name)
        try:
            if place is not None:
                prepare(place)
        except (OSError, ValueError) as error:
            raise _PlaceError(_why_not(error, name, place)) from error


def _wanted(options: argparse.Namespace) -> list[tuple[str, Callable, Callable]]:
    """What is to be written: the option that names where, what prepares that, and what writes and tells the files."""
    ways: dict[str, tuple[Callable, Callable]] = {"out": (prepare_folder, write_results)}
    ways.update({form: (prepare_program, partial(write_program, form=form)) for form in FORMS})
    return [(name, *way) for name, way in ways.items() if getattr(options, name) is not None]


def _why_not(error: OSError | ValueError, name: str, place: Path, left: str = "") -> str:
    """What is wrong with the place, or with what lies there in the place of a file; and what helps."""
    named = error.filename if isinstance(error, IsADirectoryError) else place
    kind = {"out": "folder", "save": "place"}.get(name, "file")
    choose = f"choose another {kind} with --{name}."
    return f"{named}: {reason_of(error)}. " + (f"{left}; {choose}" if left else choose.capitalize())


def _complain(text: str) -> None:
    try:
        print(f"main.py --headless: {text}", file=sys.stderr)
    except OSError:
        leave(sys.stderr)


def run(trainer: Trainer, report: LineReport, request: ending.Request | None = None) -> int:
    """Train to the end, until a divergence, or until somebody asks to end, which is seen between two iterations.

    Returns the exit code.
    """
    request = request or ending.Request()
    report.begin(trainer)
    while trainer.evaluation or trainer.iteration < trainer.planned:
        _advance(trainer, report)
        if trainer.divergence:
            found = trainer.divergence
            trainer.go_to(found.last_good)
            report.say(f"Stopped: {found.problem} "
                       f"The network is back where it was after iteration {found.last_good}.")
            return FAILED
        if request.number:
            report.say(filled("Stopped after {done} of {all} {all:iteration|iterations}.",
                              done=trainer.iteration, all=trainer.planned))
            return request.exit_code
    report.end(trainer)
    return 0


def _advance(trainer: Trainer, report: LineReport) -> None:
    """The next piece of work, and what there is to report of it."""
    if trainer.evaluation is None:
        trainer.run_iteration()
        report.iteration(trainer)
    else:
        measured = len(trainer.history.accuracies())
        trainer.evaluate_chunk()
        if len(trainer.history.accuracies()) > measured:
            report.accuracy(trainer)


def _write(trainer: Trainer, options: argparse.Namespace) -> int:
    """Write what is wanted of the run. Returns 0, or the exit code if that failed."""
    code = 0
    for name, _, write in _wanted(options):
        place = getattr(options, name)
        try:
            for path in write(trainer, place):
                print(f"wrote {path}")
        except OSError as error:
            _complain(_why_not(error, name, place, "Nothing half-written was left there"))
            code = FAILED
    recorded = trainer.history.count - 1
    if options.out and not code and trainer.iteration < recorded:
        print(f"The parameters in it are those after iteration {trainer.iteration}, the last good one; "
              f"the losses go on to iteration {recorded}, where the run was stopped.")
    return code


def _save(trainer: Trainer, words: dict[str, Any], path: Path | None) -> int:
    """Save the run if asked to. Returns 0, or the exit code if that failed."""
    if path is None:
        return 0
    try:
        save_run(path, run_of(trainer, **words))
    except RunFileError as error:
        _complain(str(error))
        return FAILED
    print(f"saved {path}")
    return 0


def _parser() -> argparse.ArgumentParser:
    defaults = TrainingConfig()
    parser = argparse.ArgumentParser(
        prog="main.py --headless", description="Train the network of the book in the terminal, without a window.")
    for name, declared in HYPERPARAMETERS.items():
        _add_option(parser, name, declared, getattr(defaults, name))
    parser.add_argument("--data-dir", type=_folder, metavar="DIR",
                        help="folder with the four MNIST files; no other place is then looked in")
    parser.add_argument("--download", action="store_true",
                        help="download MNIST first where it is missing: to DIR, or to a folder of your cache")
    parser.add_argument("--out", type=_folder, metavar="DIR", help="write loss.csv, accuracy.csv and params.npz there")
    parser.add_argument("--open", type=_file, metavar="FILE", help="go on with the run that was saved in this file")
    parser.add_argument("--save", type=_file, metavar="FILE",
                        help="save the run there at the end, also after Ctrl+C, to go on with it later")
    for form in FORMS:
        parser.add_argument(f"--{form}", type=_file, metavar="FILE",
                            help=f"write the run as a {form} there, which needs only numpy and gives the same losses")
    parser.add_argument("--verbose", action="store_true", help="a line for every iteration, at a terminal too")
    return parser


def _add_option(parser: argparse.ArgumentParser, name: str, declared: Hyperparameter, default: object) -> None:
    """The option of a hyperparameter; its value is read as in the window, and what is wrong is said in its words."""
    option = _option(name)
    words = declared.help or declared.label
    shown = ", ".join(map(str, default)) if isinstance(default, tuple) else dict(declared.kind.suggestions).get(
        default, default)
    kwargs: dict[str, Any] = {"type": partial(_parsed, declared), "metavar": option.replace("-", "_").upper()}
    if declared.kind.choices:
        kwargs = {"choices": [value for value, _ in declared.kind.choices]}
    parser.add_argument(f"--{option}", dest=name, help=f"{words} (default: {shown})", **kwargs)


def _option(name: str) -> str:
    return HYPERPARAMETERS[name].option or name.replace("_", "-")


def _parsed(declared: Hyperparameter, text: str) -> object:
    value = declared.parse(text)
    if isinstance(value, Problem):
        raise argparse.ArgumentTypeError(str(value))
    return value


def _folder(text: str) -> Path:
    """The folder that an option names. Nothing, which may come of an empty variable of the shell, is no name."""
    if not text:
        raise argparse.ArgumentTypeError("this is no name of a folder.")
    return Path(text)


def _file(text: str) -> Path:
    """The file that an option names."""
    if not text:
        raise argparse.ArgumentTypeError("this is no name of a file.")
    return Path(text)
