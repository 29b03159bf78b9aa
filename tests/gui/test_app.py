"""The application around the window: how it starts, and that it ends cleanly whoever ends it."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import PySide6
import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtGui import QIcon

import gui
import resources
from engine.training.config import problem_of
from gui import app, settings
from gui.settings import Settings
from gui.words.engine_texts import phrase

ROOT = Path(gui.__file__).parents[1]
PRELUDE = """\
import gc, os, signal, sys
import main
main.use_one_blas_thread()
from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
from gui import app

application = app.make_application([])

def window():
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, QMainWindow))

def soon(action):
    QTimer.singleShot(0, application, action)

def run():
    code = app.main([])
    running = [each for each in gc.get_objects() if type(each) is QThread and each.isRunning()]
    windows = [each for each in QApplication.topLevelWidgets() if isinstance(each, QMainWindow)]
    print("threads left:", len(running), "windows left:", len(windows))
    return code
"""


@pytest.fixture
def home(settings_dir, tmp_path, monkeypatch) -> Path:
    """A home of its own for a program that is started: settings, log, and no data but the built-in digits."""
    for variable, name in (("XDG_DATA_HOME", "data"), ("XDG_CACHE_HOME", "cache"), ("XDG_CONFIG_HOME", "config")):
        monkeypatch.setenv(variable, str(tmp_path / name))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.delenv("MNIST_DIR", raising=False)
    return tmp_path


def start(body: str, **streams: int) -> subprocess.Popen:
    """Start a Python that runs the prelude and then `body`."""
    return subprocess.Popen([sys.executable, "-c", PRELUDE + textwrap.dedent(body)], cwd=ROOT, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, **streams)


def finish(process: subprocess.Popen) -> tuple[int, list[str], str]:
    """Exit code, lines printed and complaints of a process; those of Qt's screenless platform left out."""
    out, err = process.communicate(timeout=120)
    complaints = [line for line in err.splitlines() if "This plugin does not support" not in line]
    return process.returncode, out.splitlines(), "\n".join(complaints)


posix = pytest.mark.skipif(os.name == "nt", reason="signals are sent in another way there")
NOTHING_LEFT = "threads left: 0 windows left: 0"


def test_closing_the_window_while_it_trains_ends_everything(home):
    process = start("""
        def act():
            window().session.frame.connect(window().close)  # the first sign that it trains
            window().session.start()
        soon(act)
        sys.exit(run())
    """)
    assert finish(process) == (0, [NOTHING_LEFT], "")


def test_once_the_window_is_there_what_goes_is_collected_and_what_was_loaded_is_left_alone(home):
    process = start("""
        def act():
            print(gc.isenabled(), gc.get_freeze_count() > 10_000)
            window().close()
        soon(act)
        sys.exit(run())
    """)
    assert finish(process) == (0, ["True True", NOTHING_LEFT], "")


@posix
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_closes_the_window(home, name):
    number = getattr(signal, name)
    code = 128 + number
    process = start("""
        soon(lambda: print("open", flush=True))
        sys.exit(run())
    """)
    assert process.stdout.readline() == "open\n"
    process.send_signal(number)
    assert finish(process) == (code, [NOTHING_LEFT], "")
    assert (home / "settings" / "settings.json").exists(), "the choices are kept as when the window is closed"


@posix
def test_a_signal_that_is_ignored_stays_ignored(home):
    """As under nohup."""
    process = start("""
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        def act():
            os.kill(os.getpid(), signal.SIGHUP)
            soon(lambda: soon(window().close))
        soon(act)
        sys.exit(run())
    """)
    assert finish(process) == (0, [NOTHING_LEFT], "")


@posix
@pytest.mark.parametrize("name", ["SIGHUP", "SIGTERM", "SIGINT"])
def test_a_signal_while_it_downloads_leaves_nothing_of_the_download(home, mirror, monkeypatch, name):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    mirror.go_on.clear()
    process = start(f"""
        sys.path.append("tests/gui")
        from small_mnist import SmallMnist
        from engine.data import catalogue, digits
        from gui.background import inquiry
        catalogue.SOURCES = (digits.SOURCE, SmallMnist([{mirror.address("stalled")!r}]).source)
        inquiry.BETWEEN_REPORTS = 0
        def act():
            window().session.run_started.connect(lambda run: soon(download))  # the digits have come
        def download():
            desk = window().desk
            desk._loader.progress.connect(lambda progress: print("downloading", flush=True) if progress[0] else None)
            desk._download()
        soon(act)
        sys.exit(run())
    """)
    assert process.stdout.readline() == "downloading\n"
    assert list((home / "cache").rglob("*.new"))
    process.send_signal(getattr(signal, name))
    code, lines, complaints = finish(process)
    mirror.go_on.set()
    assert (code, lines[-1], complaints) == (128 + getattr(signal, name), NOTHING_LEFT, "")
    assert [path for path in (home / "cache").rglob("*") if not path.is_dir()] == []
    assert not list((home / "cache").rglob(".*"))


@posix
@pytest.mark.parametrize("end", ["close", "SIGTERM", "SIGKILL"])
def test_nothing_is_left_in_the_folder_for_temporary_files(home, monkeypatch, end):
    (home / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(home / "temporary"))
    process = start("""
        def act():
            print("open", flush=True)
            if sys.stdin.readline() == "close\\n":
                soon(window().close)
        soon(act)
        sys.exit(run())
    """, stdin=subprocess.PIPE)
    assert process.stdout.readline() == "open\n"
    if end == "close":
        process.stdin.write("close\n")
    else:
        process.send_signal(getattr(signal, end))
    finish(process)
    assert list((home / "temporary").iterdir()) == []


@posix
def test_what_was_chosen_before_it_is_killed_is_kept(home):
    process = start("""
        from gui import settings
        def act():
            window().actions_.schemes["dark"].trigger()
            wait()
        def wait():
            if settings.load()[0].scheme == "dark":
                print("kept", flush=True)
            QTimer.singleShot(20, application, wait)
        soon(act)
        sys.exit(run())
    """)
    assert process.stdout.readline() == "kept\n"
    process.kill()
    finish(process)
    assert settings.load()[0].scheme == "dark" and settings.load()[1] is None


@posix
def test_a_signal_closes_the_window_from_within_a_dialog_that_waits(home):
    process = start("""
        from PySide6.QtWidgets import QMessageBox
        def act():
            soon(lambda: print("open", flush=True))
            box = QMessageBox(window())
            box.exec()
        soon(act)
        sys.exit(run())
    """)
    assert process.stdout.readline() == "open\n"
    process.send_signal(signal.SIGINT)
    code, lines, complaints = finish(process)
    assert (code, lines, complaints) == (130, [NOTHING_LEFT], "")


@posix
def test_a_signal_before_the_window_is_there_is_not_lost(home):
    process = start("""
        from gui.look.theme import theme
        def interrupt():
            theme().changed.disconnect(interrupt)
            os.kill(os.getpid(), signal.SIGINT)
        theme().changed.connect(interrupt)  # the look is made before the window
        sys.exit(run())
    """)
    assert finish(process) == (130, [NOTHING_LEFT], "")


def test_the_window_opens_as_it_was_left(home):
    settings.save(Settings(scheme="dark", text_scale=1.5))
    process = start("""
        from gui.look.theme import theme
        def act():
            print(theme().palette.name, theme().text_scale)
            window().close()
        soon(act)
        sys.exit(run())
    """)
    assert finish(process) == (0, ["dark 1.5", NOTHING_LEFT], "")


def test_damaged_settings_are_said_in_the_window(home):
    settings.default_path().parent.mkdir()
    settings.default_path().write_text("garbage")
    process = start("""
        def act():
            said = window().first_notices.bar.text
            print([said] if "settings.json.old" in said else [])
            window().close()
        soon(act)
        sys.exit(run())
    """)
    code, lines, complaints = finish(process)
    assert code == 0
    assert lines[0].startswith("['The settings could not be read, so those of the first start are used. The old file")
    assert "cannot be read" in complaints, "the terminal is told too"


def test_an_exception_in_a_slot_of_the_window_does_not_end_it(home):
    process = start("""
        def fail():
            soon(look)
            raise ValueError("a fault")
        def look():
            from gui.start.errors import ErrorDialog
            dialog = window().findChild(ErrorDialog)
            if dialog is None:
                soon(look)
                return
            print(dialog.text.splitlines()[1])
            dialog.accept()
            window().session.frame.connect(window().close)
            window().session.start()
        soon(fail)
        sys.exit(run())
    """)
    code, lines, complaints = finish(process)
    assert (code, lines) == (0, ["ValueError: a fault (<string>:25)", NOTHING_LEFT])
    assert complaints.count("Traceback") == 1
    log = (home / "data" / app.FOLDER_NAME / app.LOG_NAME).read_text(encoding="utf-8")
    assert log.count("ValueError: a fault") == 1


def test_it_starts_where_no_log_can_be_written(home):
    (home / "data").write_text("a file where a folder is needed")
    process = start("""
        soon(lambda: window().close())
        sys.exit(run())
    """)
    code, lines, complaints = finish(process)
    assert (code, lines) == (0, [NOTHING_LEFT])
    assert "there is no log file" in complaints
    assert "Traceback" not in complaints


CRASH = """
    import ctypes
    try:
        import resource
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # no picture of the memory on the disk
    except ImportError:
        pass
    soon(lambda: ctypes.string_at(0))
    sys.exit(run())
"""
LOOK = """
    import re
    def look():
        for bar in (window().first_notices.bar, window().notices.bar):
            while bar.isVisible():
                print(re.sub("written in .*", "written in " + "*", bar.text))
                if "1" in bar.button_ids:
                    bar.button("1").click()
                    with open(QApplication.clipboard().text()) as trace:
                        print("string_at" in trace.read())
                else:
                    bar.button("0").click()
        window().close()
    soon(look)
    sys.exit(run())
"""
TOLD = ["The program ended unexpectedly last time. What it was doing then is written in *", "True"]


def traces(home) -> list[str]:
    """Files beside the log, in short."""
    return sorted(path.name.partition("-")[0] + path.suffix for path in (home / "data" / app.FOLDER_NAME).iterdir()
                  if path.name != app.LOG_NAME)


def test_a_crash_leaves_a_trace_that_the_next_start_names_once(home):
    code, lines, _ = finish(start(CRASH))
    assert (code != 0, lines) == (True, [])
    assert traces(home) == ["running.trace"]
    assert finish(start(LOOK)) == (0, [*TOLD, NOTHING_LEFT], "")
    assert traces(home) == ["crash.txt"]
    assert finish(start(LOOK)) == (0, [NOTHING_LEFT], "")
    assert traces(home) == ["crash.txt"]


def test_a_crash_and_damaged_settings_are_both_told(home):
    finish(start(CRASH))
    settings.default_path().parent.mkdir(exist_ok=True)
    settings.default_path().write_text("garbage")
    code, lines, _ = finish(start(LOOK))
    assert code == 0
    assert lines[0].startswith("The settings could not be read")
    assert lines[1:] == [*TOLD, NOTHING_LEFT]


def test_a_window_that_is_open_still_is_no_crash(home):
    other = start("""
        soon(lambda: print("open", flush=True))
        code = run()
        print(sorted(path.name.partition("-")[0] for path in app.log_path().parent.glob("*.trace")))
        sys.exit(code)
    """)
    assert other.stdout.readline() == "open\n"
    assert finish(start(LOOK)) == (0, [NOTHING_LEFT], "")
    assert traces(home) == ["running.trace"], "that of the other is where it was"
    other.terminate()
    assert finish(other)[1] == [NOTHING_LEFT, "['running']"], "taken away at the very end, for Qt may fail before"
    assert traces(home) == []


def test_what_other_processes_left_is_kept_in_bounds(home):
    folder = home / "data" / app.FOLDER_NAME
    folder.mkdir(parents=True)
    for number in range(5):
        (folder / f"running-{number}.trace").write_text("string_at\n")
        os.utime(folder / f"running-{number}.trace", (number * 1e6, number * 1e6))
    (folder / "running-5.trace").touch()  # of a process that was killed
    os.utime(folder / "running-5.trace", (0, 0))
    (folder / "running-6.trace").touch()  # of one that may just be starting
    (folder / "running-7.trace").mkdir()
    assert finish(start(LOOK)) == (0, [*TOLD, NOTHING_LEFT], "")
    assert traces(home) == ["crash.txt"] * 3 + ["running.trace"] * 2
    assert {path.stem[-2:] for path in folder.glob("crash*")} == {"-2", "-3", "-4"}


def test_it_starts_without_streams_too(home):
    """As on Windows, where it was started without a terminal."""
    process = start("""
        told = sys.stdout
        soon(lambda: window().close())
        sys.stdout = sys.stderr = None
        code = app.main([])
        print(code, file=told)
    """)
    assert finish(process) == (0, ["0"], "")
    assert traces(home) == []


def test_the_application_is_light_until_the_window_is_built():
    heavy = ("pyqtgraph", "pooch", "requests", "gui.window.main_window")
    script = f"import sys, gui.app; print([name for name in {heavy} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


def test_names_and_places(home):
    process = start("""
        print(application.applicationName(), application.applicationDisplayName(), application.desktopFileName(),
              application.windowIcon().isNull(), sep="|")
        print(app.log_path())
        os.environ.pop("BACKPROP_LAB_CONFIG_DIR")
        from gui import settings
        print(settings.default_path())
    """)
    code, lines, complaints = finish(process)
    assert (code, complaints) == (0, "")
    assert lines[0] == "backprop-lab|Backprop Lab|backprop-lab|False"
    if sys.platform == "linux":
        assert lines[1:] == [f"{home}/data/backprop-lab/backprop-lab.log", f"{home}/config/backprop-lab/settings.json"]


def test_the_icon_can_be_drawn(qapp):
    image = QIcon(str(resources.path("icon.svg"))).pixmap(64).toImage()
    assert image.width() == 64
    blue, orange = image.pixelColor(15, 20), image.pixelColor(49, 32)
    assert blue.blue() > 200 > blue.red()
    assert orange.red() > 200 > orange.blue()


# --- signals -------------------------------------------------------------------------------------------------------

@posix
def test_the_watch_gives_signals_back(qtbot):
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    watch = app.SignalWatch()
    with qtbot.waitSignal(watch.arrived):
        os.kill(os.getpid(), signal.SIGTERM)
    assert watch.received == signal.SIGTERM
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL, "a second one ends the process at once"
    watch.stop()
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before
    assert signal.set_wakeup_fd(-1) == -1


# --- language ------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("name", ["ja_JP", "pt_BR", "de_AT", "zh_TW", "en_GB"])
def test_the_own_variety_of_a_language_is_tried_before_the_language(name):
    names = app.locale_names(QLocale(name))
    assert names.index(name) < names.index(name.partition("_")[0])
    assert len(names) == len(set(names))


def test_who_reads_english_is_not_given_another_language():
    class Preferring(QLocale):
        def uiLanguages(self) -> list[str]:
            return ["fr-CH", "fr", "en-GB", "en", "ja-JP", "ja"]

    assert app.locale_names(Preferring()) == ["fr_CH", "fr", "en_GB", "en"]


@pytest.fixture
def translators(qapp):
    made = app.Translators(qapp)
    yield made
    made.use("en")


def test_qt_speaks_the_language_that_was_chosen(translators):
    assert [Path(file).name for file in translators.use("ja")] == ["qtbase_ja.qm", "backprop_lab_ja.qm"]
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "キャンセル"
    assert QCoreApplication.translate("MainWindow", "Cancel") == "キャンセル"
    for other in ("de", "en"):  # the window has no German: then Qt speaks English too, as the window does
        assert translators.use(other) == []
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


TRANSLATION = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja"><context><name>engine</name><message>
<source>{name} is {value}; it must be a whole number.</source>
<translation>{name}は{value}です。整数にしてください。</translation>
</message></context></TS>
"""


def test_the_window_speaks_the_language_that_was_chosen(translators, tmp_path, monkeypatch):
    compiler = Path(PySide6.__file__).with_name("lrelease")
    if not compiler.exists():
        pytest.skip(f"there is no {compiler} to compile a translation with")
    folder = tmp_path / "translations"
    folder.mkdir()
    (folder / "x.ts").write_text(TRANSLATION, encoding="utf-8")
    subprocess.run([compiler, folder / "x.ts", "-qm", folder / "backprop_lab_ja.qm"], check=True, capture_output=True)
    monkeypatch.setattr(resources, "_FOLDER", tmp_path)
    assert [Path(file).name for file in translators.use("ja")] == ["qtbase_ja.qm", "backprop_lab_ja.qm"]
    assert phrase(problem_of("seed", 1.5)) == "Seedは1.5です。整数にしてください。"


def test_what_takes_long_to_load_is_not_there_before_the_window_is(home):
    process = start("""
        from gui.window.main_window import MainWindow
        from gui.settings import Settings
        built = MainWindow(Settings())
        slow = [name for name in ("pyqtgraph", "pooch", "requests", "importlib.metadata") if name in sys.modules]
        print(slow, flush=True)
        os._exit(0)
    """)
    assert finish(process) == (0, ["[]"], "")


def test_the_first_run_is_to_come_where_nothing_was_ever_run(home):
    tell = """
        def act():
            print(window()._settings.first_run, flush=True)
            soon(window().close)
        soon(act)
        sys.exit(run())
    """
    assert finish(start(tell))[1][0] == "True"
    settings.save(settings.Settings())
    assert finish(start(tell))[1][0] == "False"
