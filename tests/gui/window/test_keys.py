"""Real keys on a small window: who gets Space and the arrows."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QPushButton,
    QSlider,
    QSpinBox,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from gui.look.theme import theme
from gui.training.reports import Standing, State
from gui.window.actions import TRAINING, Actions
from gui.window.control_bar import ControlBar
from gui.window.keys import KEYS, KeysOfTraining, needs

Key = Qt.Key
KEYS_OF = {Key.Key_Space: "run", Key.Key_Right: "step iteration", Key.Key_Left: "back iteration",
           Key.Key_Down: "step operation", Key.Key_Up: "back operation"}


class Window(QMainWindow):
    """The actions, the control bar, and a few widgets that use keys themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.actions_ = Actions(self)
        self.bar = ControlBar(self.actions_)
        self.edit, self.slider, self.list = QLineEdit("abc"), QSlider(Qt.Orientation.Horizontal), QListWidget()
        self.button, self.clicked = QPushButton("OK"), []
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(lambda: self.clicked.append("OK"))
        self.list.addItems(["one", "two", "three"])
        self.list.setCurrentRow(1)
        self.slider.setValue(50)
        page = QWidget()
        column = QVBoxLayout(page)
        for widget in (self.bar, self.edit, self.slider, self.list, self.button):
            column.addWidget(widget)
        self.setCentralWidget(page)
        self.menuBar().addMenu("&Training").addActions(self.actions_.all(TRAINING))
        self.menuBar().addMenu("&View").addAction(self.actions_["experiment"])
        self.done = []
        for name in (*KEYS_OF.values(), "reset"):
            self.actions_[name].triggered.connect(lambda checked=False, name=name: self.done.append(name))
        self.actions_.show_state(State.PAUSED, standing(), loading=False)
        self._keys = KeysOfTraining(self)


def standing(iteration=5, position=0) -> Standing:
    return Standing(iteration=iteration, iterations=10, position=position, operations=15, operation=None, epoch=0,
                    recorded=iteration, learning_rate=0.1, evaluating=None, replaying=None, rate=None)


@pytest.fixture
def window(qtbot):
    theme().apply(QApplication.instance())
    window = Window()
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    if QApplication.focusWidget() is not None:
        QApplication.focusWidget().clearFocus()
    window.setFocus()
    return window


def press(qtbot, window, key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    """As a keyboard does it: to whatever has the focus."""
    qtbot.keyClick(QApplication.activePopupWidget() or QApplication.focusWidget() or window, key, modifiers)


@pytest.mark.parametrize("key", KEYS_OF)
def test_the_keys_of_training(qtbot, window, key):
    press(qtbot, window, key)
    assert window.done == [KEYS_OF[key]]


def test_reset_by_its_key_wherever_the_focus_is(qtbot, window):
    for widget in (window, window.edit, window.list, window.button):
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        press(qtbot, window, Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert window.done == ["reset"] * 4


def test_what_cannot_be_done_is_not_done_by_its_key_either(qtbot, window):
    window.actions_.show_state(State.IDLE, standing(iteration=0), loading=False)
    press(qtbot, window, Key.Key_Left)
    press(qtbot, window, Key.Key_Up)
    press(qtbot, window, Key.Key_Right)
    window.actions_.show_state(State.PAUSED, standing(iteration=10), loading=False)
    press(qtbot, window, Key.Key_Space)
    press(qtbot, window, Key.Key_Right)
    press(qtbot, window, Key.Key_Left)
    assert window.done == ["step iteration", "run", "back iteration"]


def test_a_line_edit_keeps_space_and_arrows(qtbot, window):
    window.edit.setFocus()
    press(qtbot, window, Key.Key_End)
    press(qtbot, window, Key.Key_Left)
    press(qtbot, window, Key.Key_Space)
    for key in (Key.Key_Right, Key.Key_Up, Key.Key_Down):
        press(qtbot, window, key)
    assert (window.edit.text(), window.edit.cursorPosition(), window.done) == ("ab c", 4, [])


def test_a_slider_and_a_list_keep_their_arrows(qtbot, window):
    window.slider.setFocus()
    press(qtbot, window, Key.Key_Right)
    press(qtbot, window, Key.Key_Right)
    press(qtbot, window, Key.Key_Left)
    window.list.setFocus()
    press(qtbot, window, Key.Key_Down)
    assert (window.slider.value(), window.list.currentRow(), window.done) == (51, 2, [])


def test_a_button_reached_by_tab_is_pressed_by_space_and_leaves_the_arrows(qtbot, window):
    window.list.setFocus()
    press(qtbot, window, Key.Key_Tab)
    assert QApplication.focusWidget() is window.button
    press(qtbot, window, Key.Key_Space)
    press(qtbot, window, Key.Key_Right)
    press(qtbot, window, Key.Key_Up)
    assert (window.clicked, window.done) == (["OK"], ["step iteration", "back operation"])


def test_every_button_of_the_bar_is_reached_by_tab_and_does_its_action_by_space(qtbot, window):
    window.bar._buttons[1].setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(6):
        press(qtbot, window, Key.Key_Space)
        press(qtbot, window, Key.Key_Tab)
    assert window.done == ["run", "step iteration", "step operation", "back operation", "back iteration", "reset"]
    assert QApplication.focusWidget() is window.bar._slider


def test_a_click_leaves_the_keys_to_training(qtbot, window):
    for button in (*window.bar._buttons[1:], window.button, window.bar._slider):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.done == [*(KEYS_OF[key] for key in (Key.Key_Space, Key.Key_Right, Key.Key_Down, Key.Key_Up,
                                                         Key.Key_Left)), "reset"]
    window.done.clear()
    for key in KEYS_OF:
        press(qtbot, window, key)
    assert window.done == list(KEYS_OF.values())
    assert window.clicked == ["OK"]


def test_the_menu_bar_and_its_menus_keep_the_arrows(qtbot, window):
    press(qtbot, window, Key.Key_Alt)
    bar = window.menuBar()
    first, second = bar.actions()
    assert (QApplication.focusWidget(), bar.activeAction()) == (bar, first)
    press(qtbot, window, Key.Key_Right)
    assert bar.activeAction() is second
    press(qtbot, window, Key.Key_Left)
    press(qtbot, window, Key.Key_Down)
    menu = QApplication.activePopupWidget()
    assert menu is first.menu()
    press(qtbot, window, Key.Key_Down)
    assert window.done == []
    press(qtbot, window, Key.Key_Return)
    assert window.done == ["step iteration"]
    assert QApplication.activePopupWidget() is None


def test_who_needs_which_key(qtbot):
    keepers = [QLineEdit(), QSpinBox(), QComboBox(), QSlider(), QListWidget(), QTextEdit()]
    pressed = [QPushButton(), QCheckBox()]
    others = [QLabel(), QWidget()]
    for widget in (*keepers, *pressed, *others):
        qtbot.addWidget(widget)
    space, arrows = Key.Key_Space, KEYS - {Key.Key_Space}
    assert all(needs(widget, key) for widget in keepers for key in KEYS)
    assert all(needs(widget, space) for widget in pressed)
    assert not any(needs(widget, key) for widget in pressed for key in arrows)
    assert not any(needs(widget, key) for widget in others for key in KEYS)


def test_the_keys_that_are_watched_are_those_of_the_actions(window):
    keys = {QKeySequence(key) for key in KEYS}
    shortcuts = {action.shortcut() for action in window.actions_.all(TRAINING)} - {QKeySequence("Ctrl+R")}
    assert keys == shortcuts
