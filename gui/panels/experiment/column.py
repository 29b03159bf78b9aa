"""The sections of the panel below each other, which scroll up and down where the window is low."""

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gui.panels.experiment.form import ExperimentForm
from gui.panels.experiment.results import KeptRuns, Now
from gui.theme import theme
from gui.widgets.card import Card
from gui.widgets.form import GUTTER, FormRow


class SectionScroll(QScrollArea):
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
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme().changed.connect(self._update_margins)
        self._update_margins()

    @property
    def least_width(self) -> int:
        """How narrow it can be with nothing cut off."""
        return max(form.least_width for form in self._forms) + self.right_margin

    @property
    def right_margin(self) -> int:
        """What is kept free for the scroll bar."""
        return theme().scaled(12)

    def keep_focus_in_sight(self) -> None:
        """Scroll so far that the field with the focus is seen, and what is said under it."""
        row = self.focusWidget()
        if row is not None and not row.hasFocus():  # it is elsewhere now
            return
        while row is not None and not isinstance(row, FormRow):
            row = row.parentWidget()
        if row is not None:
            self._column.activate()
            self.ensureWidgetVisible(row, 0, theme().scaled(4))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._update_margins()

    @Slot()
    def _update_margins(self) -> None:
        """Fields end at the same place, whether or not the scroll bar is there."""
        bar = self.width() - self.viewport().width()
        self._column.setContentsMargins(0, 0, max(self.right_margin - bar, 0), 0)
        self._column.setSpacing(theme().scaled(7))


class Overhang(QWidget):
    """Keeps the place of the scroll area in the card, which lies over it and reaches into the margins left and right.

    So labels stand flush with the title, with the dot of a changed field and the scroll bar in the margins.
    """

    def __init__(self, scroll: SectionScroll, card: Card) -> None:
        super().__init__()
        self._scroll = scroll
        scroll.setParent(card)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)  # it lies above what it keeps the place of
        theme().changed.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:
        least = self._scroll.least_width - theme().scaled(GUTTER) - self._scroll.right_margin
        return QSize(least, theme().scaled(120))

    def sizeHint(self) -> QSize:
        return QSize(max(self.minimumSizeHint().width(), theme().scaled(200)), theme().scaled(600))

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._scroll.setGeometry(self.geometry().adjusted(
                -theme().scaled(GUTTER), 0, self._scroll.right_margin, 0))
        return super().event(event)
