"""Exceptions that nobody caught, raised where they really are: in slots, in paintEvents, in other threads."""

import gc
import logging
import re
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, QThread, Signal, Slot, qWarning
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from gui.qt.guarded import Guarded, painting
from gui.start import errors
from gui.start.errors import ErrorDialog, Hooks, Incident


class Window(QWidget):
    """A window whose parts fail when they are told to."""

    def __init__(self) -> None:
        super().__init__()
        self.paints_badly = False
        self.paints = 0
        self.clicks = 0
        self.button = QPushButton("Fail")
        self.button.clicked.connect(self.on_clicked)
        self.other = QPushButton("Fail elsewhere")
        self.other.clicked.connect(self.on_other)
        layout = QVBoxLayout(self)
        layout.addWidget(self.button)
        layout.addWidget(self.other)

    @Slot()
    def on_clicked(self) -> None:
        self.clicks += 1
        raise ValueError(f"no number <{self.clicks}>")

    @Slot()
    def on_other(self) -> None:
        raise KeyError("elsewhere")

    def paintEvent(self, event: QEvent) -> None:
        self.paints += 1
        if self.paints_badly:
            raise RuntimeError("cannot be painted")


class Worker(QObject):
    @Slot()
    def work(self) -> None:
        QThread.currentThread().quit()
        raise OSError("the worker failed")


class Starter(QObject):
    go = Signal()


@pytest.fixture
def hooks(qtbot):
    made = Hooks()
    yield made
    made.remove()


@pytest.fixture
def window(qtbot, hooks) -> Window:
    window = Window()
    qtbot.addWidget(window)
    hooks.set_window(window)
    window.show()
    qtbot.waitExposed(window)
    return window


def click(qtbot, button: QPushButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def tracebacks(caplog) -> list[str]:
    return [record.getMessage() for record in caplog.records if "Traceback" in record.getMessage()]


def test_an_exception_in_a_slot_opens_one_dialog_and_is_logged(qtbot, hooks, window, caplog):
    click(qtbot, window.button)
    qtbot.waitUntil(lambda: hooks.dialog is not None)
    assert hooks.dialog.isVisible()
    heading, summary = hooks.dialog.text.splitlines()
    assert heading == "Something went wrong in the window. Training and your run are not affected."
    assert re.fullmatch(r"ValueError: no number <1> \(test_errors\.py:\d+\)", summary)
    assert hooks.dialog.parent() is window
    assert len(tracebacks(caplog)) == 1
    assert "on_clicked" in tracebacks(caplog)[0]


def test_the_window_goes_on_after_the_dialog(qtbot, hooks, window):
    click(qtbot, window.button)
    qtbot.waitUntil(lambda: hooks.dialog is not None)
    qtbot.keyClick(hooks.dialog, Qt.Key.Key_Return)
    assert hooks.dialog is None
    assert window.isVisible()
    click(qtbot, window.other)
    qtbot.waitUntil(lambda: hooks.dialog is not None)
    assert "KeyError: 'elsewhere'" in hooks.dialog.text


def test_the_same_place_is_counted_and_not_shown_again(qtbot, hooks, window, caplog):
    click(qtbot, window.button)
    qtbot.waitUntil(lambda: hooks.dialog is not None)
    hooks.dialog.accept()
    for _ in range(9):
        window.button.click()
    qtbot.wait(1)
    assert window.clicks == 10
    assert hooks.dialog is None
    assert len(tracebacks(caplog)) == 1
    assert [r.getMessage().rpartition(" (")[2] for r in caplog.records if "times now" in r.getMessage()] == [
        "2 times now)", "4 times now)", "8 times now)"]


def test_the_same_place_is_shown_again_after_it_was_quiet(qtbot, hooks, window, monkeypatch):
    monkeypatch.setattr(errors, "QUIET", 0.0)
    click(qtbot, window.button)
    qtbot.waitUntil(lambda: hooks.dialog is not None)
    hooks.dialog.accept()
    click(qtbot, window.button)
    qtbot.waitUntil(lambda: hooks.dialog is not None)
    assert "no number <2>" in hooks.dialog.text


def test_while_a_dialog_is_open_other_failures_are_only_logged(qtbot, hooks, window, caplog):
    window.button.click()
    window.other.click()
    qtbot.waitUntil(lambda: hooks.dialog is not None)
    qtbot.wait(1)
    assert len(window.findChildren(ErrorDialog)) == 1
    assert "no number" in hooks.dialog.text
    assert len(tracebacks(caplog)) == 2


def test_the_cause_of_a_failed_override_is_named_and_where_it_was(qtbot, hooks, window, monkeypatch):
    monkeypatch.setattr(window, "paints_badly", True)
    with pytest.raises(RuntimeError, match="Error calling Python override of QWidget::") as raised:
        window.grab()  # of a class that guards nothing: the caller gets it, with what PySide puts before
    monkeypatch.undo()
    raised.value.args = (raised.value.args[0].replace("cannot", "x" * 400 + "cannot"),)
    sys.excepthook(RuntimeError, raised.value, raised.tb)
    qtbot.waitUntil(lambda: hooks.dialog is not None)
    summary = hooks.dialog.text.splitlines()[1]
    assert "Error calling" not in summary and len(summary) < 350
    assert re.fullmatch(r"RuntimeError: x+ … x+cannot be painted \(QWidget::paintEvent, test_errors.py:\d+\)", summary)
    hooks.dialog.accept()


@pytest.mark.parametrize(("message", "summary"), [
    ("a\n b", "ValueError: a b"),
    ("Error calling Python override of QWidget::event(): Error calling Python override of QFrame::paintEvent(): a\nb",
     "ValueError: a b (QFrame::paintEvent)"),
    ("Error calling Python override of QWidget::paintEvent(): Traceback (most recent call last):\n  File \"x.py\"\n"
     "KeyError: 'a6'", "KeyError: 'a6' (QWidget::paintEvent)"),
])
def test_summaries(message, summary):
    assert errors.summary(ValueError(message), None) == summary


class Fragile(Guarded, QWidget):
    """Fails in whatever Qt asks of it."""

    fails = False
    resized_to = None

    def _fail(self) -> None:
        if self.fails:
            raise KeyError("a6")

    def paintEvent(self, event: QEvent) -> None:
        with painting(self) as painter:
            painter.drawLine(0, 0, 1, 1)
            self._fail()

    def resizeEvent(self, event: QEvent) -> None:
        self.resized_to = event.size()
        self._fail()

    def sizeHint(self) -> QSize:
        self._fail()
        return QSize(100, 50)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.User:
            self._fail()
        return super().event(event)


def test_what_fails_in_an_override_reaches_nobody_else_and_leaves_no_painter_open(qtbot, hooks, caplog):
    outer = QWidget()
    qtbot.addWidget(outer)
    fragile = Fragile()
    QVBoxLayout(outer).addWidget(fragile)
    outer.show()
    qtbot.waitExposed(outer)
    fragile.fails = True
    outer.resize(outer.width() + 40, outer.height() + 30)  # were it raised here, whoever does this would not go on
    assert fragile.resized_to == fragile.size()
    assert not outer.grab().isNull()
    assert not fragile.sizeHint().isValid()
    assert QCoreApplication.sendEvent(fragile, QEvent(QEvent.Type.User)) is False
    qtbot.waitUntil(lambda: hooks.dialog is not None)
    qtbot.addWidget(hooks.dialog)
    assert hooks.dialog.text.splitlines()[1].startswith("KeyError: 'a6' (test_errors.py:")
    assert len(tracebacks(caplog)) == 1  # all of it failed at one line, and that is said once
    hooks.dialog.accept()
    fragile.fails = False
    assert fragile.grab().toImage().pixelColor(0, 0) != fragile.grab().toImage().pixelColor(5, 0)


def repaint(qtbot, window: Window, times: int) -> None:
    """Let Qt repaint. Not with `repaint()`, whose caller would get the exception."""
    for _ in range(times):
        before = window.paints
        window.update()
        qtbot.waitUntil(lambda before=before: window.paints > before)


def test_a_storm_in_paint_event_opens_one_dialog(qtbot, hooks, window, caplog):
    window.paints_badly = True
    repaint(qtbot, window, 10)
    qtbot.waitUntil(lambda: hooks.dialog is not None)
    assert "cannot be painted" in hooks.dialog.text
    hooks.dialog.accept()
    repaint(qtbot, window, 10)
    assert hooks.dialog is None
    assert len(tracebacks(caplog)) == 1
    window.paints_badly = False
    repaint(qtbot, window, 1)
    assert window.isVisible()


def test_an_exception_in_a_python_thread_is_shown_by_the_window(qtbot, hooks, window):
    thread = threading.Thread(target=lambda: {}["nothing"], name="download")
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: hooks.dialog is not None)
    heading, summary = hooks.dialog.text.splitlines()
    assert heading == "Something went wrong in the background (download). You can go on."
    assert summary.startswith("KeyError: 'nothing' (test_errors.py:")
    assert hooks.dialog.thread().isCurrentThread()


def test_an_exception_in_a_qt_thread_is_shown_by_the_window(qtbot, hooks, window):
    thread, worker, starter = QThread(), Worker(), Starter()
    thread.setObjectName("training")
    worker.moveToThread(thread)
    starter.go.connect(worker.work)
    thread.start()
    starter.go.emit()
    qtbot.waitUntil(lambda: hooks.dialog is not None)
    assert "(training)" in hooks.dialog.text
    assert thread.wait(5000)


def test_an_exception_while_something_is_deleted_is_logged_only(qtbot, hooks, window, caplog):
    class Broken:
        def __del__(self):
            raise ValueError("on the way out")

    Broken()
    gc.collect()
    qtbot.wait(1)
    assert "on the way out" in tracebacks(caplog)[0]
    assert hooks.dialog is None


def test_a_failure_before_there_is_a_window_is_shown_too(qtbot, hooks):
    button = QPushButton()
    qtbot.addWidget(button)
    button.clicked.connect(Window.on_other)
    button.click()
    qtbot.waitUntil(lambda: hooks.dialog is not None)
    qtbot.addWidget(hooks.dialog)
    assert hooks.dialog.parent() is None


def test_details_can_be_seen_and_copied(qtbot):
    dialog = ErrorDialog(Incident("ValueError: x", "Traceback\n  line 1\nValueError: x\n", ""))
    qtbot.addWidget(dialog)
    dialog.open()
    closed = dialog.height()
    assert not dialog._details.isVisible()
    click(qtbot, dialog._expand)
    assert dialog._details.isVisible()
    assert dialog.height() > closed
    click(qtbot, dialog._copy)
    assert QGuiApplication.clipboard().text() == "Traceback\n  line 1\nValueError: x"
    click(qtbot, dialog._expand)
    assert not dialog._details.isVisible()
    assert dialog.height() == closed


def test_a_message_is_shown_as_it_is_and_not_without_end(qtbot):
    dialog = ErrorDialog(Incident("ValueError: <b>bold</b> " + "x" * 10_000, "", ""))
    qtbot.addWidget(dialog)
    labels = [label.text() for label in dialog.findChildren(QLabel) if "bold" in label.text()]
    assert labels[0].startswith("ValueError: <b>bold</b> xxx")
    assert len(labels[0]) < 400


@pytest.mark.no_qt_log
def test_messages_of_qt_go_to_the_log(hooks, caplog):
    qWarning("a pixmap is a null pixmap")
    assert ("qt", logging.WARNING, "a pixmap is a null pixmap") in caplog.record_tuples


def test_the_hooks_are_given_back(qtbot):
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    Hooks().remove()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def test_ctrl_c_is_not_an_error_of_the_window(qtbot, hooks, capsys):
    try:
        raise KeyboardInterrupt
    except KeyboardInterrupt as error:
        sys.excepthook(KeyboardInterrupt, error, error.__traceback__)
    qtbot.wait(1)
    assert hooks.dialog is None
    assert "KeyboardInterrupt" in capsys.readouterr().err


def test_quit_ends_the_event_loop():
    script = textwrap.dedent("""
        import sys
        from PySide6.QtCore import Qt, QTimer
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication, QPushButton
        from gui.start.errors import Hooks

        app = QApplication([])
        hooks = Hooks()
        window = QPushButton()
        window.clicked.connect(lambda: 1 / 0)
        hooks.set_window(window)
        window.show()
        timer = QTimer(interval=5)
        def press_quit():
            if hooks.dialog is not None:
                QTest.mouseClick(hooks.dialog._quit, Qt.MouseButton.LeftButton)
        timer.timeout.connect(press_quit)
        timer.start()
        window.click()
        code = app.exec()
        hooks.remove()
        print("left the loop", code, window.isVisible())
    """)
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60,
                         cwd=Path(errors.__file__).parents[2])
    assert run.stdout == "left the loop 0 False\n"
    assert run.returncode == 0
