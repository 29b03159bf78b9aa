"""From the start of the process to the first painted window, over a bare window of the same libraries.

The plots, their library, the data set and the network come after the first picture. What is said without a limit is
how long it takes until they are painted too.

Run as a program, this file is the process that is started: it opens either window, and once that has been painted it
prints the time and ends. Both windows are opened, watched and ended in the same way. Both are started
as by somebody who has started them before: what Python makes of the sources is kept from one start to the next.
"""

import os
import runpy
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def measure(conditions) -> Iterator:
    """Yield the ratio for the first picture, and that for the one with everything in it."""
    from bench.measure import Figure, interleaved, ratio
    from bench.screen import with_screen

    with tempfile.TemporaryDirectory() as folder:
        environment = with_screen({**os.environ, "BACKPROP_LAB_CONFIG_DIR": folder, "PYTHONDONTWRITEBYTECODE": "",
                                   "PYTHONPYCACHEPREFIX": str(Path(folder, "bytecode"))})
        contenders = {which: lambda which=which: started(which, environment) for which in ("app", "bare", "all")}
        found = interleaved(contenders, conditions.patient(15, 1), warm_up=conditions.patient(2, 1))
    yield Figure("start to the first painted window, over a bare PySide6 + pyqtgraph window",
                 ratio(found["app"], found["bare"]), "×", 1.3, 1.1,
                 samples={f"{name}, s": found[name] for name in ("app", "bare")})
    yield Figure("start to the plots and an untrained network painted, over the same",
                 ratio(found["all"], found["bare"]),
                 samples={f"{name}, s": found[name] for name in ("all", "bare")})


def started(which: str, environment: dict[str, str]) -> float:
    """Start a process and return the seconds until its window was painted."""
    begin = time.monotonic()  # one clock for all processes
    process = subprocess.run([sys.executable, str(Path(__file__)), which], env=environment, cwd=ROOT,
                             stdout=subprocess.PIPE, text=True, check=True)
    return float(process.stdout.split()[-1]) - begin


def open_app() -> None:
    """What ``python3 main.py`` does."""
    sys.argv = ["main.py"]
    runpy.run_path(str(ROOT / "main.py"), run_name="__main__")


def open_bare() -> None:
    """A window with one plot: as little as a program with these libraries can be."""
    import pyqtgraph
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication([])
    window = QMainWindow()
    window.setCentralWidget(pyqtgraph.PlotWidget())
    window.resize(1760, 1000)
    window.show()
    app.exec()


def end_when_painted(complete: bool) -> None:
    """Have the event loop begin with a watch on the window that is shown: for its first picture, or for all of it.

    Qt paints a window for the first time while it is told that the window can be seen (an Expose event), or before.
    """
    from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Watch(QObject):
        painted = Signal()

        def __init__(self) -> None:
            super().__init__()
            self.painted.connect(self.end, Qt.ConnectionType.QueuedConnection)
            for window in QApplication.topLevelWidgets():
                if isinstance(window, QMainWindow):
                    self.window = window
                    window.installEventFilter(self)
                    window.windowHandle().installEventFilter(self)

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            first = event.type() == QEvent.Type.Expose and watched.isExposed()
            if first or (complete and event.type() == QEvent.Type.UpdateRequest):
                self.painted.emit()  # arrives when this painting is done
            return False

        @Slot()
        def end(self) -> None:
            if not complete or has_network(self.window):
                print(time.monotonic(), flush=True)
                os._exit(0)

    def run(*_: object) -> int:
        QApplication.watch = Watch()
        return loop()

    loop, QApplication.exec = QApplication.exec, staticmethod(run)


def has_network(window) -> bool:
    """Whether the main window shows an untrained network, measured."""
    standing = window.session.standing
    return standing is not None and standing.evaluating is None


if __name__ == "__main__":
    sys.path[0] = str(ROOT)
    end_when_painted(complete=sys.argv[1] == "all")
    open_bare() if sys.argv[1] == "bare" else open_app()
