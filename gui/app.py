"""The application: everything around the window that has to be there before it opens and after it has closed.

Kept light, because all of it stands between the start and the first picture: the window itself, with the libraries
that it needs, is imported only when it is built.
"""

import atexit
import logging
import signal
import socket
import sys
from collections.abc import Iterable, Sequence
from itertools import groupby
from logging.handlers import RotatingFileHandler
from pathlib import Path

import shiboken6
from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QSocketNotifier, QStandardPaths, QTranslator, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

import resources
from engine import ending
from engine.files import is_file
from gui import settings
from gui.look.theme import theme
from gui.qt.uncollected import loading, uncollected
from gui.start import errors
from gui.start.crash_trace import CrashTrace

NAME = "Backprop Lab"
FOLDER_NAME = "backprop-lab"  # of the folders in which settings and log lie, and of the desktop file
LOG_NAME = "backprop-lab.log"

_LOG_SIZE, _OLD_LOGS = 1_000_000, 2
_LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

logger = logging.getLogger(__name__)


def main(arguments: Sequence[str] = (), file: Path | None = None) -> int:
    """Open the window and stay until it is closed.

    Parameters
    ----------
    arguments
        Options of Qt, without the name of the program.
    file
        A run to be opened in it.

    Returns
    -------
    int
        The exit code: 0; 128 + n where signal n closed the window, so 130 for Ctrl+C.
    """
    app = make_application(arguments)
    handlers = start_log()
    trace = CrashTrace(log_path().parent)
    atexit.register(trace.end)  # and not below: Qt is taken down after that, and may fail in it
    hooks = errors.Hooks()
    signals = SignalWatch()  # before the window: Ctrl+C must not leave one half-built
    try:
        exit_code = run(app, hooks, signals, trace.found, file)
        return 128 + signals.received if signals.received else exit_code
    finally:
        signals.stop()
        hooks.remove()
        stop_log(handlers)


def run(
    app: QApplication, hooks: errors.Hooks, signals: "SignalWatch", crash: Path | None = None, file: Path | None = None
) -> int:
    """Build the window, show it, and return the exit code of the event loop after it has closed.

    `crash` is the trace of a program that ended unexpectedly, which is to be told of; `file` a run to be opened.
    """
    translators = Translators(app)
    translators.use(settings.language())  # before the rest: what is wrong with that is told in it
    is_first = settings.is_first_start()
    chosen, notice = settings.load()
    chosen.first_run = chosen.first_run or is_first
    translators.use(chosen.language)
    theme().set_scheme(chosen.scheme)
    theme().set_text_scale(chosen.text_scale)
    theme().begin(app)

    with loading():
        from gui.window.last_crash import tell_of_crash
        from gui.window.main_window import MainWindow
    with uncollected():
        window = MainWindow(chosen, notice, file)
    window.language_chosen.connect(translators.use)
    if crash is not None:
        tell_of_crash(window.notices, crash)
    theme().apply(app)
    hooks.set_window(window)
    closer = Closer(window)
    signals.arrived.connect(closer.quit)
    app.aboutToQuit.connect(closer.close)
    window.show()
    exit_code = app.exec()
    closer.close()
    # Qt's objects are taken down here, in order, and not by the end of the interpreter in any order.
    shiboken6.delete(window)
    return exit_code


def make_application(arguments: Sequence[str]) -> QApplication:
    """The `QApplication`, with its names and its icon. Screens of high resolution need nothing: Qt scales by itself."""
    app = QApplication.instance() or QApplication([FOLDER_NAME, *arguments])
    app.setApplicationName(FOLDER_NAME)  # no organisation: it would put one more folder around that of the settings
    app.setApplicationDisplayName(NAME)
    app.setDesktopFileName(FOLDER_NAME)
    icon = resources.path("icon.svg")
    if is_file(icon):
        app.setWindowIcon(QIcon(str(icon)))
    # Numbers are written in one manner everywhere (`gui.words.formatting`), so fields have to take them so.
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    return app


# --- log -----------------------------------------------------------------------------------------------------------

def log_path() -> Path:
    """Where the log lies."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)
    return Path(folder, LOG_NAME)


def start_log() -> list[logging.Handler]:
    """Log to a file that does not grow without end, and warnings to the terminal too."""
    handlers: list[logging.Handler] = []
    if sys.stderr is not None:  # there is none where the program was started without a terminal on Windows
        handlers.append(logging.StreamHandler())
        handlers[0].setLevel(logging.WARNING)
    try:
        log_path().parent.mkdir(parents=True, exist_ok=True)
        handlers.append(RotatingFileHandler(log_path(), maxBytes=_LOG_SIZE, backupCount=_OLD_LOGS, encoding="utf-8"))
        trouble = None
    except OSError as error:
        trouble = error
    for handler in handlers:
        handler.setFormatter(logging.Formatter(_LOG_FORMAT))
        logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.INFO)
    if trouble:
        logger.warning("there is no log file: %s", trouble)
    return handlers


def stop_log(handlers: Iterable[logging.Handler]) -> None:
    """Undo `start_log`."""
    for handler in handlers:
        logging.getLogger().removeHandler(handler)
        handler.close()


# --- language ------------------------------------------------------------------------------------------------------

class Translators:
    """The translations in use: ours, and those of Qt's own dialogs, which speak the language of the window.

    A dialog of the platform itself, as for choosing a folder, speaks the language of the platform.
    """

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._installed: list[QTranslator] = []

    def use(self, language: str) -> list[str]:
        """Translate into this language from now on, the system's if it is empty; English where there is no other.

        Returns
        -------
        list of str
            The files in use.
        """
        names = locale_names(QLocale(language) if language else QLocale.system())
        ours, spoken = self._loaded("backprop_lab", names, resources.path("translations"))
        found: list[QTranslator] = []
        if ours is not None:  # else the window speaks English, whatever Qt could speak
            same = [name for name in names if name.partition("_")[0] == spoken.partition("_")[0]]
            qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            qts, _ = self._loaded("qtbase", same, Path(qt_folder))
            # Ours is asked first, being installed last: it has what Qt's own lacks, see `.ci/make_translations.py`.
            found = [each for each in (qts, ours) if each is not None]
        if _files(found) != _files(self._installed):  # else all that is said would be said anew, and be the same
            for translator in self._installed:
                self._app.removeTranslator(translator)
                translator.deleteLater()
            for translator in found:
                self._app.installTranslator(translator)
            self._installed = found
        return _files(self._installed)

    def _loaded(self, stem: str, names: Iterable[str], folder: Path) -> tuple[QTranslator | None, str]:
        """The first of these translations that can be loaded, and its name."""
        for name in names:
            translator = QTranslator(self._app)
            file = folder / f"{stem}_{name}.qm"
            if is_file(file) and translator.load(str(file)):
                return translator, name
        return None, ""


def _files(translators: Iterable[QTranslator]) -> list[str]:
    return [translator.filePath() for translator in translators]


def locale_names(locale: QLocale) -> list[str]:
    """The languages that a person reads, the best first: ``["pt_BR", "pt"]``.

    English ends the list: whoever reads English needs no translation into a language that they put below it.
    """
    names: list[str] = []
    for language, tags in groupby(locale.uiLanguages(), key=lambda tag: tag.partition("-")[0]):
        names += [*(tag.replace("-", "_") for tag in tags), language]
        if language == "en":
            break
    return list(dict.fromkeys(names))


# --- ending --------------------------------------------------------------------------------------------------------

class Closer(QObject):
    """Closes the window, whoever asks for it and however often."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self._window = window

    @Slot()
    def close(self) -> None:
        """Close the window, which ends all that it started."""
        if shiboken6.isValid(self._window):
            self._window.close()

    @Slot()
    def quit(self) -> None:
        """Close the window and leave the event loop, even if a dialog is open still."""
        self.close()
        QApplication.exit(0)


class SignalWatch(QObject):
    """Tells of Ctrl+C, of being asked to end by the system, and of the terminal being closed.

    A signal that is ignored, as SIGHUP under nohup, stays ignored.

    Python handles a signal only when it runs, and in Qt's event loop it does not run until something happens. So the
    signal itself is made something that happens: the number arrives at a socket that the event loop watches.

    Signals
    -------
    arrived(): the first signal has come. A second one ends the process at once, as if nobody was watching.
    """

    arrived = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.received = 0  # number of the signal that has come
        self._reader, self._writer = socket.socketpair()
        self._reader.setblocking(False)
        self._writer.setblocking(False)
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_activated)
        self._old_wakeup = signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        self._old_handlers = {number: signal.signal(number, self._on_signal)
                              for number in ending.SIGNALS if signal.getsignal(number) != signal.SIG_IGN}

    def stop(self) -> None:
        """Leave signals to whoever had them before."""
        self._notifier.setEnabled(False)
        for number, handler in self._old_handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._old_wakeup)
        self._reader.close()
        self._writer.close()

    def _on_signal(self, number: int, frame: object) -> None:
        signal.signal(number, signal.SIG_DFL)

    @Slot()
    def _on_activated(self) -> None:
        numbers = self._reader.recv(64)
        if numbers and not self.received:
            self.received = numbers[0]
            self.arrived.emit()
