"""The front door as a person meets it: started as a program, looked at from outside."""

import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

import main
from gui.start import environment

ROOT = Path(__file__).resolve().parent.parent
DISPLAY_VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR")
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only on Linux can a display be missing")


def without_display(**variables: str) -> dict[str, str]:
    """The variables of this process without those that lead to a display, and with the given ones."""
    kept = {name: value for name, value in os.environ.items() if name not in DISPLAY_VARIABLES}
    return {**kept, **variables}


def start(*arguments: str, python: str = sys.executable, **options) -> subprocess.CompletedProcess:
    """Run main.py to its end."""
    return subprocess.run(
        [python, str(ROOT / "main.py"), *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL, **options
    )


# Modes


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_lists_all_modes(option):
    help_ = start(option)
    assert help_.returncode == 0
    assert help_.stderr == ""
    for mode in ("--headless", "--lesson", "--program", "--test", "--bench", "--help", "--headless --help",
                 "--bench --help"):
        assert f"main.py {mode}" in help_.stdout


@pytest.mark.parametrize(("arguments", "said"), [
    (["--hedless"], "there is no option --hedless here"),
    (["--iterations", "10"], "there is no option --iterations here"),
    (["train"], "there is no file train here"), (["--", "-x.npz"], "there is no file -x.npz here"),
    ([""], "there is no file  here"), (["a", "b"], "one file can be opened at a time, and these are 2")])
def test_unknown_option_is_one_line_and_the_usage(arguments, said):
    run = start(*arguments)
    assert run.returncode == 2
    assert run.stdout == ""
    assert run.stderr == f"main.py: {said}.\n{main.USAGE}"


def test_headless_hands_its_options_on():
    run = start("--headless", "--iterations", "2", "--batch-size", "7", "--seed", "3")
    assert run.returncode == 0
    assert "iter 2 (100.0%) : loss " in run.stdout


def test_headless_option_that_does_not_exist():
    run = start("--headless", "--no-such-option")
    assert run.returncode == 2
    assert "--no-such-option" in run.stderr
    assert "Traceback" not in run.stderr


PROGRAM = """\
import os, sys
import engine.nn.network, beside
assert __name__ == "__main__" and beside.HERE and os.environ["OPENBLAS_NUM_THREADS"] == "1"
print(sys.argv, __file__)
sys.exit(int(sys.argv[1]))
"""


def test_a_program_runs_from_any_folder_with_the_engine_at_hand(tmp_path):
    """As with ``python3 FILE``: what lies beside it is found, its arguments and its exit code are its own."""
    (tmp_path / "a folder").mkdir()
    (tmp_path / "a folder" / "train.py").write_text(PROGRAM)
    (tmp_path / "a folder" / "beside.py").write_text("HERE = True\n")
    for file in ("a folder/train.py", str(tmp_path / "a folder" / "train.py")):
        run = start("--program", file, "3", "--seed", cwd=tmp_path)
        assert (run.stdout, run.stderr, run.returncode) == (f"{[file, '3', '--seed']} {file}\n", "", 3)


def test_a_program_that_fails_says_so_in_its_own_words(tmp_path):
    (tmp_path / "train.py").write_text("import dataset.mnist\n")
    run = start("--program", str(tmp_path / "train.py"))
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.endswith("ModuleNotFoundError: No module named 'dataset'\n")


def test_a_program_that_cannot_be_read(tmp_path):
    assert start("--program").stderr == (
        "main.py: --program needs the file of a program, as in: python3 main.py --program train.py\n")
    for file, reason in ((tmp_path / "none.py", "No such file or directory"), (tmp_path, "Is a directory")):
        run = start("--program", str(file))
        assert (run.returncode, run.stdout) == (2, "")
        assert run.stderr == f"main.py: {file} cannot be read: {reason}.\n"


def test_tests_run_from_any_folder(tmp_path):
    run = start("--test", "tests/test_main.py", "-k", "test_blas_threads", "-q", cwd=tmp_path)
    assert run.returncode == 0, run.stdout
    assert "1 passed" in run.stdout
    assert start("--test", "tests/no_such_file.py", cwd=tmp_path).returncode == 4


def test_blas_threads():
    threadpools = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
    assert [os.environ[name] for name in threadpools] == ["1"] * 4


# Python too old


def old_pythons() -> list[str]:
    """Interpreters on this machine that are too old for the program."""
    names = ["python2", "python2.7", *(f"python3.{minor}" for minor in range(main.NEEDED[1]))]
    found = [shutil.which(name) for name in names]
    found += map(str, Path.home().glob(".pyenv/versions/*/bin/python"))
    return [python for python in dict.fromkeys(filter(None, found)) if version_of(python) < main.NEEDED]


def version_of(python: str) -> tuple[int, ...]:
    """The version of an interpreter; one that does not run counts as new."""
    code = "import sys; print('%d %d' % sys.version_info[:2])"
    answer = subprocess.run([python, "-c", code], capture_output=True, text=True)
    return tuple(map(int, answer.stdout.split())) if answer.returncode == 0 else main.NEEDED


@pytest.mark.parametrize("python", old_pythons() or [pytest.param("", marks=pytest.mark.skip("no old Python here"))])
@pytest.mark.parametrize("arguments", [[], ["--headless"], ["--help"]])
def test_old_python_is_told_so(python, arguments):
    run = start(*arguments, python=python)
    assert run.returncode == 1
    assert run.stdout == ""
    assert len(run.stderr.splitlines()) == 1
    found = ".".join(map(str, version_of(python)))
    assert run.stderr.startswith(f"Backprop Lab needs Python 3.11 or newer, and this is Python {found}.")
    assert "python.org" in run.stderr


def test_front_door_is_understood_by_old_pythons():
    """What syntax they would stumble over; the real ones are tried above where there are any."""
    source = (ROOT / "main.py").read_bytes()
    compile(source, "main.py", "exec")
    source.decode("ascii")  # Python 2 takes nothing else without being told
    for new in (b' f"', b'(f"', b":=", b" -> ", b"async ", b"nonlocal", b"match "):
        assert new not in source


# Display


@linux
@pytest.mark.parametrize(("variables", "reason"), [
    ({}, "DISPLAY and WAYLAND_DISPLAY are not set"),
    ({"DISPLAY": ":987"}, "nothing answers at DISPLAY=:987"),
    ({"WAYLAND_DISPLAY": "nobody"}, "nothing answers at WAYLAND_DISPLAY=nobody"),
    ({"DISPLAY": "nonsense", "WAYLAND_DISPLAY": "x"}, "nothing answers at WAYLAND_DISPLAY=x or DISPLAY=nonsense"),
    ({"QT_QPA_PLATFORM": "xcb"}, "QT_QPA_PLATFORM asks for xcb"),
])
def test_no_display_is_noticed(variables, reason, monkeypatch):
    for name in DISPLAY_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    sentence = environment.why_no_display()
    assert reason in sentence
    for way_out in ("log in to a desktop", "ssh -X", "xvfb-run -a python3 main.py", "--headless --help"):
        assert way_out in sentence


@linux
def test_without_a_display_the_terminal_run_is_done():
    run = start(env=without_display())
    assert run.returncode == 0
    assert run.stderr.startswith("No window can be opened, because there is no display")
    assert len(run.stderr.splitlines()) == 3
    assert run.stderr.endswith("With the data of the book: python3 main.py --headless --dataset mnist --download\n")
    assert "iter 10000 (100.0%) : loss " in run.stdout


@linux
def test_without_a_display_a_lesson_is_read_in_the_terminal():
    run = start(str(ROOT / "resources" / "lessons" / "01-first-look.lesson.toml"), env=without_display())
    assert run.returncode == 0
    assert run.stderr.startswith("No window can be opened, because there is no display")
    assert "A first look" in run.stdout


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc:size=800x600", "xcb;offscreen"])
def test_platforms_that_draw_without_a_display(platform, monkeypatch):
    for name in DISPLAY_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    assert environment.why_no_display() is None
    assert environment.why_qt_cannot_start() is None


@linux
def test_display_that_answers():
    xvfb = shutil.which("Xvfb")
    if not xvfb:
        pytest.skip("there is no Xvfb here")
    reader, writer = os.pipe()
    # Without -noreset it starts anew when its last client leaves, and turns away who comes at that moment.
    command = [xvfb, "-displayfd", str(writer), "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL) as server:
        os.close(writer)
        with os.fdopen(reader) as number:
            display = f":{number.readline().strip()}"
        code = "from gui.start import environment as e; print(e.usable_platforms(), e.why_no_display())"
        answer = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=without_display(DISPLAY=display), capture_output=True, text=True
        )
        server.terminate()
    assert answer.stdout == "['xcb'] None\n", answer.stderr


@linux
def test_wayland_socket_that_answers(monkeypatch, tmp_path):
    for name in DISPLAY_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)  # the path of a socket must be short
    monkeypatch.setenv("XDG_RUNTIME_DIR", ".")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-7")
    assert environment.usable_platforms() == []
    with socket.socket(socket.AF_UNIX) as compositor:
        compositor.bind("wayland-7")
        compositor.listen()
        assert environment.usable_platforms() == ["wayland"]


# Libraries of the system


def environment_of_links(folder: Path, *copied: str) -> Path:
    """Make an environment whose packages are links to the installed ones, but for copies of the files named.

    Returns
    -------
    Path
        The folder with the packages.
    """
    installed = Path(sysconfig.get_path("purelib"))
    venv.EnvBuilder(symlinks=True).create(folder)
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder), "platbase": str(folder)}))
    unfolded = {Path(parent) for file in copied for parent in Path(file).parents}
    for parent in sorted(unfolded | {Path()}):
        (packages / parent).mkdir(exist_ok=True)
        for entry in (installed / parent).iterdir():
            path = entry.relative_to(installed)
            if path not in unfolded and str(path) not in copied:
                (packages / path).symlink_to(entry)
    for file in copied:
        shutil.copyfile(installed / file, packages / file)
    return packages


def python_of(packages: Path) -> str:
    """The interpreter of such an environment."""
    return str(packages.parents[2] / "bin" / "python")


def ask_for_absent_library(file: Path, library: bytes, absent: bytes) -> None:
    """Make a library need one that no system has in the place of one that it needs."""
    content = file.read_bytes()
    assert content.count(library + b"\0") == 1 and len(library) == len(absent)
    file.write_bytes(content.replace(library + b"\0", absent + b"\0"))


@linux
def test_library_that_qt_is_linked_to_is_missing(tmp_path):
    gui = "PySide6/Qt/lib/libQt6Gui.so.6"
    packages = environment_of_links(tmp_path, gui)
    ask_for_absent_library(packages / gui, b"libEGL.so.1", b"libZGL.so.1")
    run = start(python=python_of(packages), env=without_display(QT_QPA_PLATFORM="offscreen"))
    assert run.returncode == 1
    assert run.stdout == ""
    assert run.stderr == (
        "Qt cannot start, because this system lacks libZGL.so.1. "
        "Install what brings that: your system's package manager knows the names.\n"
        "Training in the terminal works without: python3 main.py --headless\n"
    )


@linux
def test_library_that_a_platform_needs_is_missing(tmp_path):
    plugin = "PySide6/Qt/plugins/platforms/libqoffscreen.so"
    packages = environment_of_links(tmp_path, plugin)
    ask_for_absent_library(packages / plugin, b"libX11.so.6", b"libZ11.so.6")
    run = start(python=python_of(packages), env=without_display(QT_QPA_PLATFORM="offscreen"))
    assert run.returncode == 1
    assert run.stderr.startswith("Qt cannot start, because this system lacks libZ11.so.6. ")


@linux
def test_platform_that_qt_does_not_have():
    run = start(env=without_display(QT_QPA_PLATFORM="no_such"))
    assert run.returncode == 1
    assert run.stderr == "Qt has no platform called no_such: unset QT_QPA_PLATFORM and start again.\n"


@pytest.mark.parametrize(("family", "command"), [
    ("debian", "sudo apt-get install libegl1 libxcb-cursor0"),
    ("fedora", "sudo dnf install libglvnd-egl xcb-util-cursor"),
    ("arch", "sudo pacman -S libglvnd xcb-util-cursor"),
])
def test_command_that_brings_libraries(family, command):
    assert environment.how_to_install(["libEGL.so.1", "libxcb-cursor.so.0"], family) == f"Install with: {command}"


def test_package_that_brings_two_libraries_is_named_once():
    libraries = ["libglib-2.0.so.0", "libgthread-2.0.so.0"]
    assert environment.how_to_install(libraries, "debian") == "Install with: sudo apt-get install libglib2.0-0"


@linux
def test_every_library_of_the_system_that_qt_needs_is_known():
    """What ldd lists and neither PySide6 nor every Linux brings is known, or comes along with what is."""
    import PySide6

    folder = Path(PySide6.__file__).parent
    plugins = folder.glob("Qt/plugins/platforms/libq[xwo][cfa]*.so")
    needed = set()
    for file in [*environment.qt_files(), *folder.glob("Qt/lib/libQt6XcbQpa.so.6"), *plugins]:
        listing = subprocess.run(["ldd", str(file)], capture_output=True, text=True).stdout
        needed |= {line.split()[0].partition(".so")[0] for line in listing.splitlines() if "=> /" in line
                   and str(folder.parent) not in line}
    ours = {name for name in needed if name.startswith(("libxcb", "libX11", "libEGL", "libGL", "libxkb", "libwayland",
                                                        "libfont", "libdbus", "libglib", "libgthread"))}
    assert ours - set(environment.PACKAGES) <= {"libGLdispatch"}


def test_loader_that_complains_about_something_else():
    sentence = environment.explain("/lib/libc.so.6: version `GLIBC_2.99' not found", [])
    assert sentence == f"Qt cannot start on this system: /lib/libc.so.6: version `GLIBC_2.99' not found\n" \
                       f"{environment.TERMINAL_OFFER}"


# What others bring


@linux
def test_another_qt_on_the_path_of_libraries(tmp_path):
    """A library of Qt's name without its symbols. Where its folder holds a Python's own library, it has to stay."""
    libraries = Path(sysconfig.get_path("purelib"), "PySide6", "Qt", "lib")
    shutil.copyfile(libraries / "libQt6Svg.so.6", tmp_path / "libQt6DBus.so.6")
    variables = without_display(QT_QPA_PLATFORM="no_such", LD_LIBRARY_PATH=str(tmp_path))
    assert start(env=variables).stderr.startswith("Qt has no platform called no_such: ")
    (tmp_path / "libpython3.so").touch()
    run = start(env=variables)
    assert run.returncode == 1
    assert "undefined symbol" in run.stderr
    assert ". Start without LD_LIBRARY_PATH, which may bring in libraries of others.\n" in run.stderr
    assert len(run.stderr.splitlines()) == 2


def test_tests_run_whatever_is_asked_of_pytest_and_qt_elsewhere(tmp_path):
    (tmp_path / "pytest_elsewhere.py").touch()
    variables = {
        "PYTEST_QT_API": "pyqt5", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_PLUGINS": "nowhere",
        "PYQTGRAPH_QT_LIB": "PyQt5", "QT_QPA_PLATFORM": "no_such", "QT_PLUGIN_PATH": "nowhere",
        "PYTHONOPTIMIZE": "2", "PYTHONSAFEPATH": "1", "PYTHONPATH": str(tmp_path), "PYTHONWARNINGS": "error",
        "LC_ALL": "C",
    }
    test = tmp_path / "test_here.py"
    test.write_text("import pyqtgraph\n\ndef test_here(qtbot):\n    assert pyqtgraph.Qt.QT_LIB == 'PySide6'\n")
    chosen = ("-k", "test_here or test_maps_have", str(test), "tests/gui/look/test_theme.py")
    run = start("--test", "-q", "-p", "no:cacheprovider", *chosen, env={**os.environ, **variables})
    assert run.returncode == 0, run.stdout + run.stderr
    assert "3 passed" in run.stdout


def test_tests_without_their_asserts_are_refused():
    run = subprocess.run([sys.executable, "-O", ROOT / "main.py", "--test"], capture_output=True, text=True)
    assert run.returncode == 1
    assert run.stderr == (
        "The tests are made of assert statements, and python3 -O leaves those out: start them without -O.\n"
    )


@linux
@pytest.mark.parametrize(("platform", "sentence"), [
    ("eglfs", "Qt cannot draw on the platform eglfs here ("),
    ("linuxfb:fb=/dev/null", "Qt cannot draw on the platform linuxfb:fb=/dev/null here ("),
    ("windows", "Qt has no platform called windows: "), ("cocoa", "Qt has no platform called cocoa: "),
])
def test_platform_of_another_system(platform, sentence):
    run = start(env=without_display(QT_QPA_PLATFORM=platform))
    assert run.returncode == 1
    assert run.stderr.startswith(sentence)
    assert run.stderr.endswith("unset QT_QPA_PLATFORM and start again.\n")
    assert len(run.stderr.splitlines()) == 1


@linux
def test_qt_finds_its_files_in_a_folder_of_any_name(tmp_path):
    packages = environment_of_links(tmp_path / "a,b;c\"d\\e", "PySide6/__init__.py")
    run = start(python=python_of(packages), env=without_display(QT_QPA_PLATFORM="eglfs"))
    assert run.stderr.startswith("Qt cannot draw on the platform eglfs here (")


# Streams


def start_in_shell(redirection: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess:
    """Run main.py with its streams led elsewhere, as a shell does it."""
    line = shlex.join([sys.executable, str(ROOT / "main.py"), *arguments]) + " " + redirection
    return subprocess.run(["bash", "-c", "set -o pipefail; " + line], env={**os.environ, **variables},
                          capture_output=True, text=True, stdin=subprocess.DEVNULL)


with_full_disk = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
TRAINING = ("--headless", "--iterations", "200")
NO_ROOM = "main.py: some of the output could not be written (No space left on device): "


@with_full_disk
@pytest.mark.parametrize(("redirection", "code", "complaint"), [
    (">&-", 0, ""), ("2>&-", 0, ""), ("<&- >&- 2>&-", 0, ""), (">/dev/full", 1, NO_ROOM), (">/dev/full 2>&1", 1, ""),
    ("| true", 1, ""), ("2>&1 | true", 1, ""),
])
def test_training_outlives_its_output(redirection, code, complaint, tmp_path):
    run = start_in_shell(redirection, *TRAINING, "--out", str(tmp_path / "out"))
    assert run.returncode == code
    assert run.stderr.startswith(complaint) and len(run.stderr.splitlines()) == bool(complaint)
    assert len(list((tmp_path / "out").iterdir())) == 3
    if "|" not in redirection:
        assert (tmp_path / "out" / "loss.csv").read_text().splitlines()[-1].startswith("200,")


@with_full_disk
@pytest.mark.parametrize("arguments", [("--help",), ("--headless", "--help"), ("--bench", "--help")])
def test_help_that_cannot_be_written(arguments):
    run = start_in_shell(">/dev/full", *arguments)
    assert run.returncode == 1
    assert run.stderr.startswith(NO_ROOM) and len(run.stderr.splitlines()) == 1
    for redirection, code in ((">&-", 0), ("| true", 1)):
        run = start_in_shell(redirection, *arguments)
        assert run.returncode == code or "|" in redirection  # the reader may have left only after all was written
        assert run.stderr == ""


@with_full_disk
def test_tests_whose_output_cannot_be_written(tmp_path):
    test = tmp_path / "test_here.py"
    test.write_text("import pytest\n\n@pytest.mark.parametrize('i', range(500))\ndef test_here(i): pass\n")
    arguments = ("--test", "-v", "-p", "no:cacheprovider", str(test))
    for redirection, code in ((">/dev/full", 1), (">&-", 0), ("| true", 2)):
        run = start_in_shell(redirection, *arguments)
        assert run.returncode == code
        assert "Traceback" not in run.stderr and len(run.stderr.splitlines()) <= 1


@pytest.mark.parametrize("encoding", ["ascii", "cp1252:strict"])
def test_letters_that_the_encoding_lacks_are_escaped(encoding, tmp_path):
    folder = tmp_path / "結果"
    run = start(*TRAINING, "--out", str(folder), env={**os.environ, "PYTHONIOENCODING": encoding})
    assert run.returncode == 0
    assert run.stderr == ""
    assert run.stdout.count("\\u7d50\\u679c") == 3
    assert len(list(folder.iterdir())) == 3
    run = start("--headless", "--結果", env={**os.environ, "PYTHONIOENCODING": encoding})
    assert run.returncode == 2
    assert "--\\u7d50\\u679c" in run.stderr


# Ctrl+C


@pytest.mark.skipif(os.name != "posix", reason="sends the signal of Ctrl+C")
def test_ctrl_c_in_the_terminal_run():
    command = [sys.executable, "-u", str(ROOT / "main.py"), "--headless", "--iterations", "1000000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert any(line.startswith("iter 1 ") for line in process.stdout)
        process.send_signal(signal.SIGINT)
        _, messages = process.communicate()
    assert process.returncode == 130
    assert "Traceback" not in messages


@pytest.mark.skipif(os.name != "posix", reason="sends the signal of Ctrl+C")
def test_ctrl_c_in_the_tests(tmp_path):
    waiting = tmp_path / "test_waiting.py"
    waiting.write_text("def test_waiting():\n    print('now', 'it waits', flush=True)\n    input()\n")
    command = [sys.executable, str(ROOT / "main.py"), "--test", "-s", "-p", "no:cacheprovider", str(waiting)]
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, text=True, **streams) as process:
        assert any("now it waits" in line for line in process.stdout)
        process.send_signal(signal.SIGINT)
        output, messages = process.communicate()
    assert process.returncode == 130
    assert "KeyboardInterrupt" in output  # pytest's summary
    assert "Traceback" not in messages


def test_modules_of_others_do_not_stand_before_the_standard_library(tmp_path):
    for name in ("enum", "json", "typing", "tomllib", "contextlib", "io", "signal"):
        (tmp_path / f"{name}.py").write_text("raise RuntimeError('not the one that was meant')\n")
    answer = start("--headless", "--help", env={**os.environ, "PYTHONPATH": str(tmp_path)})
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "--iterations" in answer.stdout
