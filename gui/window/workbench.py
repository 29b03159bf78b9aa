"""A workbench: a session, the desks that look after its run, and the panels that show it.

The window works at one of them. The person's own run has one for as long as the window is there; a lesson has another
one for its own run. Meanwhile the person's is out of sight and nobody touches it: what it comes back with is not made
anew, it is what was there before.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from gui.look.theme import theme
from gui.panels.confusion import ConfusionPanel
from gui.panels.curves import CurvesPanel
from gui.panels.experiment import ExperimentPanel
from gui.panels.iteration.panel import IterationPanel
from gui.panels.picture import PicturePanel
from gui.panels.pixels import PixelsPanel
from gui.panels.runs import RunsPanel
from gui.panels.sample import SamplePanel
from gui.panels.units import UnitsPanel
from gui.settings import Settings
from gui.training.session import TrainingSession
from gui.widgets.notice import NoticeBar
from gui.widgets.notice_strip import NoticeStrip
from gui.widgets.value_edit import ValueEdit
from gui.window.data_desk import DataDesk
from gui.window.file_desk import FileDesk
from gui.window.handing_on import HandingOn
from gui.window.looking import Looking
from gui.window.notices import Notices
from gui.window.picture_desk import PictureDesk
from gui.window.room import Room
from gui.window.run_desk import RunDesk
from gui.window.runs_desk import RunsDesk
from gui.window.stop_desk import StopDesk
from gui.window.workspace import Workspace

if TYPE_CHECKING:
    from gui.panels.panel import Panel


class Workbench(QObject):
    """All that belongs to a run in a window.

    Parameters
    ----------
    window
        The window.
    settings
        Of whoever works here. Those of a lesson are its own, and are not remembered.
    beside
        Another workbench, which has the same data sets. Then this one is a lesson's: Enter is the lesson's, and it is
        the lesson that says how far its run goes.

    Attributes
    ----------
    panels : tuple of Panel
        What shows the run. They are made by `build`, and made anew in another language.
    frame : QWidget
        What the panels lie in, with the strip below them, to be put into the window.
    speed : float or None
        What the slider said when this was set aside.
    is_said_otherwise : bool
        Whether the window speaks another language now than the panels do.
    """

    def __init__(self, window: QMainWindow, settings: Settings, beside: "Workbench | None" = None) -> None:
        super().__init__(window)
        self.settings = settings
        self.speed: float | None = None
        self.is_said_otherwise = False
        self.session = TrainingSession(self)
        self._is_own = beside is None
        # Those of the start have a line of their own, so that they wait for no other and hide none.
        self.notices, self.data_notices, self.first_notices = (
            Notices(NoticeBar(), self, by_enter=self._is_own) for _ in range(3))
        self.desk = DataDesk(self.data_notices, settings, window, None if beside is None else beside.desk)
        self.run_desk = RunDesk(self.session, self.desk, self.notices, settings, self, offers_more=self._is_own)
        self.stop_desk = StopDesk(self.session, self.notices, self)
        self.files = FileDesk(self.session, self.run_desk, self.notices, settings, window)
        self.runs_desk = RunsDesk(self.session, self.run_desk, self.files, self.notices, self)
        self.handing_on = HandingOn(self.session, self.files, self.notices, window)
        self.looking = Looking(self)
        self.picture_desk = PictureDesk(self, window)
        theme().changed.connect(self._update_sizes)

    def build(self, room: Room, hint: str) -> None:
        """Make all that has words in it."""
        self.experiment, self.curves, self.sample, self.iteration, self.runs = (
            ExperimentPanel(), CurvesPanel(), SamplePanel(), IterationPanel(), RunsPanel())
        self.confusion, self.units, self.pixels, self.picture = (
            ConfusionPanel(), UnitsPanel(), PixelsPanel(), PicturePanel())
        self.panels: tuple[Panel, ...] = (
            self.experiment, self.curves, self.sample, self.iteration, self.runs, self.confusion, self.units,
            self.pixels, self.picture)
        self.curves.left_out = set() if self._is_own else {"finished"}
        self.looking.connect_panels()
        self.picture_desk.connect_panels()
        self.workspace = Workspace(self.panels)
        self.frame = QWidget()
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.scroll = room.furnish(self.workspace)
        self._around = QVBoxLayout()
        self._around.addWidget(self.scroll, 1)
        column.addLayout(self._around, 1)
        self.strip = NoticeStrip(tuple(each.bar for each in self.all_notices), hint, self.frame)
        column.addWidget(self.strip)
        self._update_sizes()

    @property
    def all_notices(self) -> tuple[Notices, ...]:
        """All that speak at the foot of the window; Enter is for the first of them that has asked something."""
        return self.notices, self.first_notices, self.data_notices

    @Slot()
    def _update_sizes(self) -> None:
        edge = theme().scaled(8)
        self._around.setContentsMargins(edge, edge, 0, 0)

    def leave_fields(self) -> None:
        """Let what is being typed anywhere have effect, as where a field is left: out of sight nobody can do that."""
        for field in self.frame.findChildren(ValueEdit):
            field.leave()

    def remember(self) -> None:
        """Put what was chosen here into the settings."""
        self.run_desk.remember()
        for panel in self.panels:
            for name, value in panel.choices().items():
                setattr(self.settings, name, value)

    def close(self) -> None:
        """Break off whatever is under way."""
        self.desk.close()
        self.files.close()
        self.runs_desk.close()
        for panel in self.panels:
            panel.stop()
        self.session.close()

    def clear_away(self) -> None:
        """Take all of it down."""
        self.close()
        for part in (self.frame, self.desk, self.files, self.handing_on, self):
            part.deleteLater()
