"""What happens when something of the window fails: it is logged, one dialog says so, and the window goes on.

An exception in a slot or in a paintEvent ends in Python's hooks, since Qt in between cannot pass it on. A paintEvent
that fails does so at each repaint, so a place that has just failed is counted, and not shown again.
"""

import logging
import re
import sys
import threading
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import shiboken6
from PySide6.QtCore import (
    QCoreApplication,
    QMessageLogContext,
    QObject,
    Qt,
    QThread,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from gui.look.theme import theme

logger = logging.getLogger(__name__)
qt_logger = logging.getLogger("qt")

QUIET = 10.0  # seconds without a failure, after which the same place may be shown again
_LONGEST_SUMMARY = 300  # characters; the details have it all
_THROUGH_QT = re.compile(r"Error calling Python override of ([\w:]+)\(\): ")  # what PySide puts before a message

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


@dataclass(frozen=True, slots=True)
class Incident:
    """An exception that nobody caught.

    Parameters
    ----------
    summary
        Its kind and message, and where it came from, in one line.
    details
        The traceback.
    thread
        Name of the thread; empty for the window's own.
    """

    summary: str
    details: str
    thread: str


class Hooks(QObject):
    """Takes the place of Python's and Qt's own reports of errors, from its making until `remove`.

    To be made in the window's thread. What fails in other threads is shown by this one.
    """

    _happened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.dialog: QWidget | None = None
        self._window: QWidget | None = None
        self._waiting = False  # for a dialog that will open when Qt is out of what failed
        self._lock = threading.Lock()
        self._counts: dict[tuple, tuple[int, float]] = {}
        # Queued also within one thread: no dialog can be opened from inside a paintEvent.
        self._happened.connect(self._on_happened, Qt.ConnectionType.QueuedConnection)
        self._old = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        sys.unraisablehook = self._on_unraisable
        self._old_messages = qInstallMessageHandler(_log_message)

    def set_window(self, window: QWidget) -> None:
        """The window that the dialog belongs to."""
        self._window = window

    def remove(self) -> None:
        """Give the hooks back."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._old
        qInstallMessageHandler(self._old_messages)
        self._window = None
        if self.dialog is not None and shiboken6.isValid(self.dialog):
            self.dialog.close()

    # --- from any thread -------------------------------------------------------------------------------------------

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not issubclass(kind, Exception):  # KeyboardInterrupt and its kin are meant to end the program
            sys.__excepthook__(kind, error, trace)
            return
        self._report(error, trace, _thread_name())

    def _on_thread_exception(self, failed: threading.ExceptHookArgs) -> None:
        if failed.exc_value is None or not issubclass(failed.exc_type, Exception):
            threading.__excepthook__(failed)
            return
        self._report(failed.exc_value, failed.exc_traceback, failed.thread.name if failed.thread else "?")

    def _on_unraisable(self, failed: "sys.UnraisableHookArgs") -> None:
        """Exceptions where nothing can fail any more, as in `__del__`: nobody waits for what was to be done."""
        trace = "".join(traceback.format_exception(failed.exc_type, failed.exc_value, failed.exc_traceback))
        logger.error("%s: %r\n%s", failed.err_msg or "Exception ignored in", failed.object, trace)

    def _report(self, error: BaseException, trace: TracebackType | None, thread: str) -> None:
        """Log the exception, and show it unless its place has just failed or another one is being shown."""
        place = _place(error, trace)
        with self._lock:
            count, last = self._counts.get(place, (0, -QUIET))
            now = time.monotonic()
            self._counts[place] = count + 1, now
            is_new = now - last >= QUIET
            is_shown = is_new and not self._waiting
            self._waiting = self._waiting or is_shown
        if not is_new:
            if (count + 1) & count == 0:  # 2, 4, 8, ...: a storm must not fill the log
                logger.error("%s (%d times now)", summary(error, trace), count + 1)
            return
        details = "".join(traceback.format_exception(type(error), error, trace))
        logger.error("nobody caught this%s:\n%s", f" in the thread {thread}" if thread else "", details.rstrip())
        if is_shown:
            self._happened.emit(Incident(summary(error, trace), details, thread))

    # --- in the window's thread ------------------------------------------------------------------------------------

    @Slot(object)
    def _on_happened(self, incident: Incident) -> None:
        try:
            if QApplication.instance() is None or QCoreApplication.closingDown():
                return
            parent = self._window if self._window is not None and shiboken6.isValid(self._window) else None
            self.dialog = ErrorDialog(incident, parent)
            self.dialog.finished.connect(self._on_finished)
            self.dialog.open()
        except Exception:
            logger.exception("the dialog on an error failed itself")
            self._on_finished()

    @Slot()
    def _on_finished(self) -> None:
        if self.dialog is not None and shiboken6.isValid(self.dialog):
            self.dialog.deleteLater()
        self.dialog = None
        with self._lock:
            self._waiting = False


def _place(error: BaseException, trace: TracebackType | None) -> tuple:
    """What makes two failures the same one: the kind, and the line that failed."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return (type(error), trace.tb_frame.f_code.co_filename, trace.tb_lineno) if trace is not None else (type(error),)


def _thread_name() -> str:
    """The running thread's name; empty for the window's own."""
    here = threading.current_thread()
    if here is threading.main_thread():
        return ""
    return QThread.currentThread().objectName() or here.name


def summary(error: BaseException, trace: TracebackType | None) -> str:
    """What an exception says, and where it was raised, in one line.

    PySide puts the events that an exception came through before its message, at times with their tracebacks: then the
    message is the last line.
    """
    text = "".join(traceback.format_exception_only(error)).strip()
    through = _THROUGH_QT.findall(text)
    said = " ".join((text.splitlines()[-1] if through and "Traceback" in text else text).split())
    frames = traceback.extract_tb(trace)
    where = [*through[-1:], *(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[-1:])]
    return _THROUGH_QT.sub("", said) + (f" ({', '.join(where)})" if where else "")


def _log_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Qt's own messages go to the log too."""
    category = context.category if context is not None and context.category not in (None, "default") else ""
    qt_logger.log(_LEVELS.get(kind, logging.WARNING), "%s%s", f"{category}: " if category else "", message)


class ErrorDialog(QDialog):
    """Says that something failed, in plain words; the traceback is there for whoever asks for it.

    Parameters
    ----------
    incident
        What happened.
    parent
        The window; it cannot be used until there is an answer, but goes on.
    """

    def __init__(self, incident: Incident, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Something went wrong"))
        self._heading = _text_label(self._words(incident.thread))
        self._heading.setProperty("role", "title")
        self._summary = _text_label(_shortened(incident.summary))
        self._details = self._details_view(incident.details)
        self._copy = QPushButton(self.tr("Co&py details"))
        self._copy.setAutoDefault(False)
        self._copy.clicked.connect(self._on_copy)
        self._expand = QPushButton(self.tr("Show &details"))
        self._expand.setCheckable(True)
        self._expand.setAutoDefault(False)
        self._expand.toggled.connect(self._on_expanded)
        self._arrange()
        self._on_expanded(False)
        self._continue.setFocus()

    @property
    def text(self) -> str:
        """What is said, without the details."""
        return f"{self._heading.text()}\n{self._summary.text()}"

    def _words(self, thread: str) -> str:
        if not thread:
            return self.tr("Something went wrong in the window. Training and your run are not affected.")
        return self.tr("Something went wrong in the background ({thread}). You can go on.").format(thread=thread)

    def _details_view(self, details: str) -> QPlainTextEdit:
        view = QPlainTextEdit(details.rstrip())
        view.setReadOnly(True)
        view.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        view.setFont(theme().fixed_font(0.92))
        view.setMinimumHeight(theme().scaled(200))
        view.setAccessibleName(self.tr("Details"))
        return view

    def _arrange(self) -> None:
        side = self.style().pixelMetric(QStyle.PixelMetric.PM_MessageBoxIconSize, None, self)
        picture = QLabel()
        picture.setPixmap(self.style().standardIcon(QStyle.StandardPixmap.SP_MessageBoxWarning).pixmap(side))
        picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.addWidget(self._heading)
        words.addWidget(self._summary)
        words.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(theme().scaled(14))
        head.addWidget(picture)
        head.addLayout(words, 1)
        self._layout = layout = QVBoxLayout(self)
        edge = theme().scaled(16)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme().scaled(12))
        layout.addLayout(head)
        layout.addWidget(self._details, 1)
        layout.addLayout(self._buttons())
        self.setMinimumWidth(theme().scaled(600))

    def _buttons(self) -> QHBoxLayout:
        box = QDialogButtonBox()
        self._continue = box.addButton(self.tr("&Continue"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._continue.setProperty("role", "primary")
        self._continue.setDefault(True)
        self._quit = box.addButton(self.tr("&Quit"), QDialogButtonBox.ButtonRole.DestructiveRole)
        self._quit.setAutoDefault(False)
        self._quit.clicked.connect(self._on_quit)
        box.accepted.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(self._expand)
        row.addWidget(self._copy)
        row.addStretch(1)
        row.addWidget(box)
        return row

    @Slot(bool)
    def _on_expanded(self, is_expanded: bool) -> None:
        self._expand.setText(self.tr("Hide &details") if is_expanded else self.tr("Show &details"))
        self._details.setVisible(is_expanded)
        self._copy.setVisible(is_expanded)
        # Not adjustSize(), which asks what height the words need before it knows the width.
        width = self.width() if self.isVisible() else self.minimumWidth()
        self._layout.activate()
        self.resize(width, self._layout.totalHeightForWidth(width))

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details.toPlainText())

    @Slot()
    def _on_quit(self) -> None:
        self.accept()
        QApplication.quit()


def _text_label(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)  # an exception may have < and > in its message
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _shortened(text: str) -> str:
    """The beginning and the end, which says where it was."""
    half = _LONGEST_SUMMARY // 2
    return text if len(text) <= _LONGEST_SUMMARY else f"{text[:half]} … {text[-half:]}"
