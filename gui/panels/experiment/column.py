"""The sections of the panel below each other, which scroll up and down where the window is low."""

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from gui.look.theme import theme
from gui.panels.experiment.form import ExperimentForm
from gui.panels.experiment.results import KeptRuns, Now
from gui.widgets.form import FormRow
from gui.widgets.still_scroll import StillScroll

RIGHT = 12  # pixels at normal text that are kept free for the scroll bar, and a little beside it


class SectionScroll(StillScroll):
    """The sections below each other. It scrolls up and down only."""

    def __init__(self, form: ExperimentForm, now: Now, kept: KeptRuns) -> None:
        super().__init__()
        self._forms = form, now
        content = QWidget()
        content.setObjectName("scrolled")
        content.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._column = QVBoxLayout(content)
        for section in (form, now, kept):
            self._column.addWidget(section)
        self._column.addStretch(1)
        self.setWidget(content)
        theme().changed.connect(self._update_margins)
        self._update_margins()

    @property
    def least_width(self) -> int:
        """How narrow it can be with nothing cut off."""
        return max(form.least_width for form in self._forms) + theme().scaled(RIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.least_width, theme().scaled(120))

    def sizeHint(self) -> QSize:
        return QSize(max(self.least_width, theme().scaled(220)), theme().scaled(600))

    def keep_focus_in_sight(self) -> None:
        """Scroll so far that the field with the focus is seen, and what is said under it."""
        row = self.focusWidget()
        if row is not None and not row.hasFocus():  # it is elsewhere now
            return
        while row is not None and not isinstance(row, FormRow):
            row = row.parentWidget()
        if row is not None:
            self._give_room(row)
            self.ensureWidgetVisible(row, 0, theme().scaled(4))

    def _give_room(self, row: FormRow) -> None:
        """Lay out now what is said under a field, and not with the events that Qt has posted for it."""
        outer = row
        while outer is not self.viewport():
            outer.layout().activate()
            outer = outer.parentWidget()
        QCoreApplication.sendEvent(self, QEvent(QEvent.Type.LayoutRequest))  # its content gets its height

    @Slot()
    def _update_margins(self) -> None:
        self._column.setContentsMargins(0, 0, max(theme().scaled(RIGHT) - self.bar_width, 0), 0)
        self._column.setSpacing(theme().scaled(7))
