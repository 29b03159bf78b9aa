"""That the program ended unexpectedly the last time, said in the window."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from gui.window.notices import Notices

translate = QCoreApplication.translate


def tell_of_crash(notices: Notices, trace: Path) -> None:
    """Say so, and where its trace lies."""
    notices.ask("crash", lambda: translate("CrashTrace", "The program ended unexpectedly last time. What it was doing "
                                                         "then is written in {path}").format(path=trace), [
        (lambda: translate("CrashTrace", "OK"), None),
        (lambda: translate("CrashTrace", "Copy path"), lambda: QGuiApplication.clipboard().setText(str(trace)))],
        kind="warning", kept=True)
