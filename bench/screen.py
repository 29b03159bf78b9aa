"""A window to measure: the real one, at its full size, on the screen that is there or on none."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import shiboken6
from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from engine.training.config import TrainingConfig
from gui.app import make_application
from gui.look.theme import theme
from gui.settings import FOLDER_VARIABLE, Settings
from gui.start import environment
from gui.window.main_window import MainWindow

SIZE = (1920, 1080)  # with all panels shown
LONGEST = 120  # seconds until something is taken for broken


def with_screen(variables: Mapping[str, str]) -> dict[str, str]:
    """These variables of a process, drawing into memory where there is no screen."""
    found = dict(variables)
    if environment.why_no_display() is not None:
        found["QT_QPA_PLATFORM"] = "offscreen"
    if found.get("QT_QPA_PLATFORM") == "offscreen":
        found.setdefault("QT_LOGGING_RULES", "default.warning=false")  # it would tell what a missing screen cannot do
    return found


class PaintWatch(QObject):
    """Knows when the window was painted last, and how often."""

    _begun = Signal()

    def __init__(self, window: QObject) -> None:
        super().__init__(window)
        self.count = 0
        self.done_at = 0.0
        self._begun.connect(self._on_done, Qt.ConnectionType.QueuedConnection)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest:
            self._begun.emit()  # queued, so that it arrives when this painting is done
        return False

    @Slot()
    def _on_done(self) -> None:
        self.count += 1
        self.done_at = time.perf_counter()


def application() -> QApplication:
    """The application, with its look."""
    os.environ.update(with_screen(os.environ))
    app = make_application([])
    theme().apply(app)
    return app


@contextmanager
def open_window(config: TrainingConfig, data_dir: object) -> Iterator[MainWindow]:
    """The main window with a network that is ready to be trained, all panels shown.

    The settings of whoever measures are neither read nor written.
    """
    application()
    with tempfile.TemporaryDirectory() as folder:
        before = os.environ.get(FOLDER_VARIABLE)
        os.environ[FOLDER_VARIABLE] = folder
        window = MainWindow(Settings(config=config, folded=["shown"], data_dir=str(data_dir or ""),
                                     mnist_offer_hidden=True))
        try:
            show(window)
            yield window
        finally:
            window.close()
            shiboken6.delete(window)
            os.environ.pop(FOLDER_VARIABLE) if before is None else os.environ.update({FOLDER_VARIABLE: before})


def show(window: MainWindow) -> None:
    """Show it at its full size, and wait until it is painted and the network is measured."""
    window.show()
    window.showNormal()
    window.resize(*SIZE)
    window.activateWindow()
    turn_until(window.isActiveWindow)
    turn_until(lambda: is_ready(window))
    settle()


def is_ready(window: MainWindow) -> bool:
    """Whether the untrained network stands there, measured."""
    standing = window.session.standing
    return standing is not None and standing.iteration == 0 and standing.evaluating is None


def turn_until(is_so: Callable[[], object]) -> None:
    """Turn the event loop until it is so."""
    loop, end = QEventLoop(), time.monotonic() + LONGEST
    alarm = QTimer(singleShot=True, interval=LONGEST * 1000 + 1)  # where nothing happens no event would end the wait
    alarm.start()
    while not is_so():
        loop.processEvents(QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.monotonic() > end:
            raise TimeoutError("the window did not do what was waited for")


def turn_for(seconds: float) -> None:
    """Turn the event loop for so long. It sleeps where nothing happens."""
    loop = QEventLoop()
    timer = QTimer(singleShot=True, interval=round(seconds * 1000), timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(loop.quit)
    timer.start()
    loop.exec()


def settle() -> None:
    """Turn the event loop until nothing is left to do."""
    loop = QEventLoop()
    while loop.processEvents(QEventLoop.ProcessEventsFlag.AllEvents):
        pass
