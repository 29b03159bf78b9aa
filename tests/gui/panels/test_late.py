"""A panel whose contents are made when they are first seen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from engine.data.digits import load_digits
from engine.inspection.unit import Unit
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer
from gui.panels.late import PASSED_ON, LatePanel
from gui.training.reports import State
from gui.training.worker import told_of


class Contents(QWidget):
    unit_wanted = Signal(object)

    def __init__(self):
        super().__init__()
        self.told, self.stopped = [], False

    def show_state(self, state):
        self.told.append(state)

    def show_run(self, run):
        self.told.append(run)

    def mark_unit(self, unit):
        self.told.append(unit)

    def stop(self):
        self.stopped = True


class Late(LatePanel):
    title = tip = ""

    def make(self):
        return Contents()


def test_it_is_told_the_last_of_each_when_it_is_seen_and_nothing_while_it_is_not(qtbot):
    panel, wanted = Late(), []
    qtbot.addWidget(panel)
    panel.learned_wanted.connect(wanted.append)
    run = told_of(Trainer(TrainingConfig(), load_digits()))
    panel.show_state(State.RUNNING)
    panel.show_run(run)
    for state in (State.RUNNING, State.PAUSED):
        panel.show_state(state)
    panel.mark_unit(Unit(1, 2))
    assert panel.contents is None
    panel.stop()
    panel.show()
    contents = panel.contents
    assert contents.told == [run, State.PAUSED, Unit(1, 2)]
    panel.mark_unit(None)
    assert contents.told[3:] == [None]
    panel.hide()
    panel.show_state(State.RUNNING)
    panel.show_state(State.IDLE)
    assert contents.told[4:] == []
    panel.show()
    assert contents.told[4:] == [State.IDLE]
    assert wanted == [True, False, True]
    panel.stop()
    assert contents.stopped


def test_what_its_contents_ask_for_is_passed_on(qtbot):
    panel, units = Late(), []
    qtbot.addWidget(panel)
    panel.unit_wanted.connect(units.append)
    panel.filled().unit_wanted.emit(Unit(1, 3))
    assert units == [Unit(1, 3)]
    assert {"unit_wanted", "sample_wanted", "place_clicked"} <= set(PASSED_ON)
