"""The whole window, and a person in front of it, for tests with real clicks and keys."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QToolButton

from bench.rest import come_to_rest
from gui import settings
from gui.training.reports import State
from gui.widgets.tensor_view import TensorView
from gui.window.main_window import MainWindow

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


class Lab:
    """The window, and a person in front of it."""

    def __init__(self, qtbot, width=1280, height=720) -> None:
        self.qtbot = qtbot
        self.window = MainWindow(*settings.load())
        self.session = self.window.session
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        if width:
            self.window.showNormal()
            self.resize(width, height)

    def resize(self, width: int, height: int) -> None:
        self.window.resize(width, height)
        come_to_rest(self.window)

    # --- doing ---------------------------------------------------------------------------------------------------

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def click(self, text: str) -> None:
        self.qtbot.mouseClick(self.button(text), LEFT)

    def type_into(self, name: str, text: str) -> QLineEdit:
        """Type into a field of the Experiment panel, which is opened for it."""
        if not self.window.experiment.isVisible():
            self.press(Key.Key_E, CTRL)
        field = self.field(name)
        field.setFocus(Qt.FocusReason.MouseFocusReason)
        field.selectAll()
        self.qtbot.keyClick(field, Key.Key_Backspace)
        self.qtbot.keyClicks(field, text)
        return field

    def enter(self, name: str, text: str) -> None:
        """The same, and Enter."""
        self.qtbot.keyClick(self.type_into(name, text), Key.Key_Return)
        self.leave()

    def leave(self) -> None:
        """Give the keys back to training, by a click beside everything."""
        self.window.activateWindow()
        self.window.centralWidget().setFocus()
        self.until(self.window.isActiveWindow)

    def choose_dataset(self, title: str) -> None:
        box = self.box("Data set")
        index = next(i for i in range(box.count()) if box.itemText(i).startswith(title))
        box.showPopup()
        box.view().setCurrentIndex(box.model().index(index, 0))
        self.qtbot.keyClick(box.view(), Key.Key_Return)
        self.leave()

    def trigger(self, menu: str, *texts: str) -> None:
        """An entry of the menus."""
        found, = (action for action in self.window.menuBar().actions() if plain(action) == menu)
        for text in texts:
            found, = (action for action in found.menu().actions() if plain(action) == text)
        found.trigger()

    def drop(self, *urls: QUrl) -> bool:
        """Let go of files over the window; whether they are taken."""
        data = QMimeData()
        data.setUrls(list(urls))
        copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(QPoint(5, 5), copy, data, LEFT, none)
        enter.ignore()
        QApplication.sendEvent(self.window, enter)
        if enter.isAccepted():
            QApplication.sendEvent(self.window, QDropEvent(QPointF(5, 5), copy, data, LEFT, none))
        return enter.isAccepted()

    def close(self) -> None:
        self.window.close()

    def delete(self) -> None:
        """Close it, and take it down here and now: left to the collector, it may go in any order and any thread."""
        if shiboken6.isValid(self.window):
            self.window.close()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            shiboken6.delete(self.window)

    # --- waiting -------------------------------------------------------------------------------------------------

    def until(self, true, timeout=10_000) -> None:
        self.qtbot.waitUntil(true, timeout=timeout)

    def ready(self) -> "Lab":
        """Until the network stands there, measured and looked into."""
        self.until(lambda: self.session.standing is not None and self.session.standing.evaluating is None)
        self.settle()
        return self

    def settle(self) -> None:
        """Until all that was asked before is done and shown."""
        self.until(lambda: self.session.is_done)
        QCoreApplication.processEvents()

    def train_to(self, iteration: int) -> None:
        """Run, and let it come to its end there."""
        self.enter("Iterations", str(iteration))
        self.press(Key.Key_Space)
        self.until(lambda: self.session.state is State.PAUSED)
        self.settle()

    # --- seeing --------------------------------------------------------------------------------------------------

    @property
    def where(self) -> tuple[int, int]:
        """Iteration, and operations of the next one."""
        return self.session.standing.iteration, self.session.standing.position

    @property
    def line(self) -> str:
        return re.sub("<[^>]*>", "", self.window.controls.line)

    @property
    def notice(self) -> str:
        bar = self.window.notices.bar
        return bar.text if bar.isVisible() else ""

    @property
    def offer(self) -> str:
        bar = self.window.data_notices.bar
        return bar.text if bar.isVisible() else ""

    @property
    def losses(self) -> list[float]:
        return self.session.run.history.losses().tolist()

    @property
    def pending(self) -> bool:
        """Whether what was changed waits for Reset."""
        return self.window.experiment.needs_reset

    def words(self, where=None) -> list[str]:
        where = where or self.window
        return [re.sub("<[^>]*>", " ", label.text()).replace("\N{NO-BREAK SPACE}", " ")
                for label in where.findChildren(QLabel) if label.isVisibleTo(self.window)]

    def button(self, text: str) -> QAbstractButton:
        found, = (each for kind in (QPushButton, QToolButton) for each in self.window.findChildren(kind)
                  if each.text() == text and each.isVisibleTo(self.window))
        return found

    def field(self, name: str) -> QLineEdit:
        found, = (each for each in self.window.findChildren(QLineEdit) if each.accessibleName() == name)
        return found

    def box(self, name: str) -> QComboBox:
        found, = (each for each in self.window.findChildren(QComboBox) if each.accessibleName() == name)
        return found

    def bars(self, name: str) -> tuple[str, ...]:
        found, = (view for view in self.window.findChildren(TensorView)
                  if view.name == name and view.isVisibleTo(self.window))
        return found.widget.texts

    def params(self) -> dict[str, np.ndarray]:
        """The parameters of the network as it stands."""
        with self.qtbot.waitSignal(self.session.trace_changed) as told:
            self.session.step("step operation")
            self.session.step("back operation")
        return dict(told.args[0].params)


@contextmanager
def no_room() -> Iterator[None]:
    """The system refuses to write more than a little to any file, as a full disk does."""
    import resource  # there is none on Windows

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def plain(action: QAction) -> str:
    return action.text().replace("&", "")
