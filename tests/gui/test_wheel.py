"""The wheel changes no value that it only passes over: one rule for everything in the window that holds one."""

import pytest
from lab import Key
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QScrollBar,
    QTabBar,
    QWidget,
)

from gui.look.theme import theme
from gui.widgets.still_wheel import StillWheel

TURNING = (QComboBox, QAbstractSlider, QAbstractSpinBox, QTabBar)  # what Qt lets the wheel turn
HOLDERS = (*TURNING, QLineEdit, QAbstractButton)


@pytest.fixture(autouse=True)
def normal_text(qapp):
    theme().apply(qapp)


def holders(lab) -> list[QWidget]:
    """Everything that holds a value, on whatever page of the window it lies."""
    return [each for each in lab.window.findChildren(QWidget)
            if isinstance(each, HOLDERS) and not isinstance(each, QScrollBar)]


def value(widget: QWidget) -> object:
    match widget:
        case QComboBox() | QTabBar():
            return widget.currentIndex()
        case QLineEdit() | QAbstractSpinBox():
            return widget.text()
        case QAbstractButton():
            return widget.isChecked(), widget.isDown()
        case QAbstractSlider():
            return widget.value()
    raise AssertionError(widget)


def turn(widget: QWidget) -> QWheelEvent:
    at = widget.rect().center()
    for angle in (120, -120, -120, -120):
        event = QWheelEvent(
            QPointF(at), QPointF(widget.mapToGlobal(at)), QPoint(), QPoint(0, angle), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
        QApplication.sendEvent(widget, event)
    return event


def test_the_wheel_changes_nothing_in_passing(lab):
    for _ in range(3):
        lab.press(Key.Key_Right)
    lab.settle()
    lab.window.controls._slider.setValue(10)
    lab.box("Only this digit").setCurrentIndex(3)
    found = holders(lab)
    assert sum(isinstance(each, QComboBox) for each in found) >= 6
    assert sum(isinstance(each, QAbstractSlider) for each in found) >= 2
    before = [value(each) for each in found]
    draft, speed, sample = lab.window.experiment.draft, lab.window.controls.speed, lab.window.sample.chooser.sample
    for each in found:
        if not each.hasFocus():
            turn(each)
    lab.settle()
    changed = [type(each).__name__ + " " + each.accessibleName() for each, was in zip(found, before, strict=True)
               if value(each) != was]
    assert changed == []
    assert (lab.window.experiment.draft, lab.window.controls.speed) == (draft, speed)
    assert lab.window.sample.chooser.sample is sample


def test_whatever_turns_the_wheel_into_a_value_keeps_still(lab):
    turning = [each for each in holders(lab) if isinstance(each, TURNING)]
    assert [type(each).__name__ for each in turning if not isinstance(each, StillWheel)] == []
    assert all(not turn(each).isAccepted() for each in turning if each.isEnabled())  # what lies behind can scroll


def test_with_the_focus_the_wheel_does_turn(lab):
    slider = lab.window.controls._slider
    before = slider.value()
    slider.setFocus(Qt.FocusReason.TabFocusReason)
    turn(slider)
    assert slider.value() < before
