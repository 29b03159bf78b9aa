"""The front door: makes sure of Python and of the packages, then opens the window, or works in the terminal.

Everything above `open_window` must be understood by any Python, old ones too: one that is too old has to get far
enough to say so. The packages come with `bootstrap`, so nothing but the standard library is imported up here.
"""

from __future__ import print_function

import os
import sys

NEEDED = (3, 11)
ROOT = os.path.dirname(os.path.realpath(__file__))  # where this file is, not where a link to it is
INTERRUPTED = 130

USAGE = """\
usage: python3 main.py [FILE]                 open the window, with the run that was saved in a file, or a lesson
       python3 main.py --headless [options]   train in the terminal, without a window
       python3 main.py --lesson check [FILE]  check lessons: every step can be done; --lesson --help says what else
       python3 main.py --program FILE [...]   run a program of your own, as that of the book, with the engine at hand
       python3 main.py --test [arguments]     run the tests; arguments go to pytest, paths as seen from main.py
       python3 main.py --bench [name]         measure how fast it is, side by side with other programs
       python3 main.py --help                 show this text
"""

LESSONS = (".toml", ".zip")  # how the files of lessons end
DRAWING = "matplotlib"  # what programs draw with; the extra "program" of pyproject.toml

BOOK_OFFER = "With the data of the book: python3 main.py --headless --dataset mnist --download\n"

HELP = (
    USAGE
    + """
Backprop Lab shows, step by step and number by number, how a neural network learns by backpropagation.

The first start makes the folder .venv beside main.py and puts the packages that the program needs into it.
All options of training in the terminal: python3 main.py --headless --help
All benchmarks and their options: python3 main.py --bench --help
"""
)


class CannotStartError(Exception):
    """What was asked for cannot be done on this system. The message says why, and what to do."""


def begin():
    """Be the program: do what the command line asks for, with streams that bear everything; returns the exit code."""
    if sys.version_info < NEEDED:
        return refuse_old_python()
    # What PYTHONPATH leads to comes before the standard library: an enum or a typing of long ago is not to be imported.
    brought = [os.path.abspath(path) for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
    sys.path[:] = [path for path in sys.path if path == ROOT or os.path.abspath(path) not in brought]
    if ROOT not in sys.path:  # python3 -P, python3 -I, PYTHONSAFEPATH
        sys.path.insert(0, ROOT)
    from engine.terminal import streams

    streams.open_safely()
    try:
        code = main(sys.argv[1:])
    except SystemExit as end:
        code = end.code or 0
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        code = INTERRUPTED
    return streams.finish(code)


def main(arguments):
    """Do what the arguments ask for; returns the exit code."""
    if arguments[:1] in (["--help"], ["-h"]):
        print(HELP, end="")
        return 0
    use_one_blas_thread()
    use_pyside()
    if arguments[:1] == ["--test"]:
        return run_in_environment(run_tests, arguments[1:], ["test"])
    if arguments[:1] == ["--headless"]:
        return run_in_environment(train_in_terminal, arguments[1:])
    if arguments[:1] == ["--lesson"]:
        return run_in_environment(look_at_lessons, arguments[1:])
    if arguments[:1] == ["--program"]:
        return start_program(arguments[1:])
    if arguments[:1] == ["--bench"]:
        return run_in_environment(run_benchmarks, arguments[1:])
    if arguments[:1] == ["--"]:  # what follows is a file, whatever its name begins with
        arguments = arguments[1:]
    elif arguments and arguments[0].startswith("-"):
        sys.stderr.write("main.py: there is no option %s here.\n%s" % (arguments[0], USAGE))
        return 2
    if len(arguments) > 1:
        sys.stderr.write("main.py: one file can be opened at a time, and these are %d.\n%s" % (len(arguments), USAGE))
        return 2
    if arguments and not os.path.exists(arguments[0]):
        sys.stderr.write("main.py: there is no file %s here.\n%s" % (arguments[0], USAGE))
        return 2
    return run_in_environment(open_window, arguments)


def refuse_old_python():
    """Say in one sentence which Python is needed, and where it comes from."""
    sys.stderr.write(
        "Backprop Lab needs Python %d.%d or newer, and this is Python %s (%s): install a newer one, for instance from "
        "python.org, and start the program with it, as in: python%d.%d main.py\n"
        % (NEEDED + (sys.version.split()[0], sys.executable) + NEEDED)
    )
    return 1


def use_one_blas_thread():
    """Keep numpy to one thread; it looks at these variables once, when it is first imported.

    For matrices as small as these one thread is faster than two, it leaves a core to the window, and
    one and two threads add up in a different order: the same seed would not give the same bits, which it does
    on the same kind of processor.
    """
    for library in ("OPENBLAS", "OMP", "MKL", "NUMEXPR", "BLIS"):
        os.environ[library + "_NUM_THREADS"] = "1"
    os.environ["VECLIB_MAXIMUM_THREADS"] = "1"


def use_pyside():
    """Have pyqtgraph and pytest-qt take PySide6, and Qt its own plugins, whatever another program wants of them."""
    os.environ["PYQTGRAPH_QT_LIB"] = "PySide6"
    os.environ["PYTEST_QT_API"] = "pyside6"
    for name in ("QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH"):
        os.environ.pop(name, None)
    # PySide6 tells Qt its folder in the notation of an ini file, in which these mean something; Qt knows it by itself.
    if sys.platform.startswith("linux") and set(sys.prefix) & set(',;"\\\n'):
        os.environ["PYSIDE_DISABLE_INTERNAL_QT_CONF"] = "1"


def run_in_environment(action, arguments, extras=()):
    """Run the action where its packages are, which may mean starting anew inside .venv."""
    import bootstrap

    try:
        bootstrap.leave_what_others_bring()
        environment = bootstrap.Environment(ROOT)
        python = environment.python_for(extras)
        if python is not None:
            bootstrap.hand_over(python)
    except bootstrap.SetupError as error:
        sys.stderr.write("%s\n" % error)
        return 1
    try:
        return action(arguments)
    except Exception as error:
        trouble = environment.damage_behind(error) or (str(error) if isinstance(error, CannotStartError) else None)
        if trouble is None:
            raise
        sys.stderr.write(trouble + "\n")
        return 1


def train_in_terminal(arguments):
    """Run the program of the text in the terminal. Loads no Qt."""
    from engine.terminal import run as terminal
    from engine.terminal import streams

    streams.end_with_reader(BrokenPipeError)
    return terminal.main(arguments)


def look_at_lessons(arguments):
    """Check lessons, or play one, in the terminal. Loads no Qt."""
    from engine.terminal import lessons, streams

    streams.end_with_reader(BrokenPipeError)
    return lessons.main(arguments)


def start_program(arguments):
    """Run a program of the reader's own; one that draws has matplotlib, which is installed the first time."""
    if not arguments:
        sys.stderr.write("main.py: --program needs the file of a program, as in: python3 main.py --program train.py\n")
        return 2
    try:
        with open(arguments[0], "rb") as file:
            draws = DRAWING.encode() in file.read()
    except (IOError, OSError) as error:  # they are two in old Pythons
        sys.stderr.write("main.py: %s cannot be read: %s.\n" % (arguments[0], error.strerror))
        return 2
    return run_in_environment(run_program, arguments, ["program"] if draws else [])


def run_program(arguments):
    """Do what `python3 FILE ...` does; the modules beside the file come first, and the engine is at hand after all."""
    import runpy

    sys.argv[:] = arguments
    beside = os.path.dirname(os.path.abspath(arguments[0]))
    sys.path[:] = [beside] + [path for path in sys.path if path != ROOT] + [ROOT]
    try:
        runpy.run_path(arguments[0], run_name="__main__")
    except ImportError as error:
        if getattr(error, "name", None) != DRAWING:
            raise
        # A module beside it draws. Once that can be done, the program begins anew.
        sys.stdout.flush()
        return run_in_environment(run_program, arguments, ["program"])
    return 0


def run_benchmarks(arguments):
    """Measure, print a table, and write the figures to a file. PyTorch is compared where it is installed."""
    from bench import command

    return command.main(arguments)


def open_window(arguments):
    """Open the window, with a run or a lesson if a file is named; where there is no display, do so in the terminal."""
    from gui.qt.uncollected import loading

    with loading():  # to look for what has gone, where all stays, would take a tenth of the time until it is seen
        from gui.start import environment

        no_display = environment.why_no_display()
        trouble = None if no_display else environment.why_qt_cannot_start()
        if not (no_display or trouble):
            from gui import app
    if no_display:
        if arguments and arguments[0].endswith(LESSONS):
            sys.stderr.write(no_display + "\n")
            return look_at_lessons(["play"] + arguments)
        sys.stderr.write(no_display + "\n" + BOOK_OFFER)
        return train_in_terminal(["--open"] * len(arguments) + arguments)
    if trouble:
        raise CannotStartError(trouble)
    from pathlib import Path

    return app.main(file=Path(arguments[0]).absolute() if arguments else None)


def run_tests(arguments):
    """Run pytest from the folder of the project, wherever the command was given; no window appears."""
    if sys.flags.optimize:
        raise CannotStartError(
            "The tests are made of assert statements, and python3 -O leaves those out: start them without -O."
        )
    import pytest

    from engine.terminal import streams

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for name in ("PYTEST_PLUGINS", "PYTEST_DISABLE_PLUGIN_AUTOLOAD"):  # of other projects
        os.environ.pop(name, None)
    os.chdir(ROOT)
    streams.end_with_reader(pytest.exit.Exception)
    interruption = Interruption()
    code = pytest.main(["--config-file=pyproject.toml", "--rootdir=."] + arguments, plugins=[interruption])
    return INTERRUPTED if interruption.seen else int(code)


class Interruption(object):
    """Notices Ctrl+C, for which pytest has the same exit code as for a test that cannot be read."""

    def __init__(self):
        self.seen = False

    def pytest_keyboard_interrupt(self, excinfo):
        """Be told by pytest why it stops early."""
        self.seen = self.seen or excinfo.type is KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(begin())
