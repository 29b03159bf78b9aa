"""The line at the foot of the window that notices appear in: always there, so that nothing moves when one comes."""

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.look.theme import theme
from gui.qt.guarded import Guarded
from gui.qt.later import Later
from gui.widgets.labels import ElidedLabel
from gui.widgets.notice import NoticeBar


class NoticeStrip(Guarded, QWidget):
    """Has room for a notice of one line, and says something quiet while there is none.

    A notice that needs more, and a second one, lie over what is above: what a person is about to click stays where it
    is, and where a notice comes there was nothing to click. One that is seen stays in its place as long as the pointer
    is near; then it falls to the foot, if it is free.

    Parameters
    ----------
    bars
        What notices are shown in. They become children of what the strip lies in.
    hint
        Said while there is no notice.
    page
        What the strip lies in.
    """

    def __init__(self, bars: tuple[NoticeBar, ...], hint: str, page: QWidget) -> None:
        super().__init__(page)
        self._bars = bars
        self._places: list[NoticeBar | None] = []  # who is where, from the foot up; None where one has gone
        self._placing = Later(self, self._place)
        self._hint = ElidedLabel(Qt.TextElideMode.ElideRight, hint)
        self._hint.setProperty("role", "note")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._hint, 1)
        for bar in bars:
            bar.setParent(page)
            bar.installEventFilter(self)
            bar.changed.connect(self._place)
        theme().changed.connect(self._update_sizes)
        self._update_sizes()

    def take_over(self, other: "NoticeStrip") -> None:
        """Have the bars in the places that those of another strip have."""
        self._places = [None if bar is None else self._bars[other._bars.index(bar)] for bar in other._places]
        self._placing.ask()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Leave):
            self._placing.ask()
        return super().eventFilter(watched, event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._placing.ask()

    @Slot()
    def _place(self) -> None:
        """Put the notices where they belong, one above the other, and no gap between them that is none of theirs."""
        self._share_places()
        area = self.geometry().adjusted(theme().scaled(8), 0, -theme().scaled(8), -theme().scaled(4))
        bottom = area.bottom() + 1
        for bar in self._places:
            height = area.height() if bar is None else max(bar.heightForWidth(area.width()), area.height())
            if bar is not None:
                bar.setGeometry(area.left(), bottom - height, area.width(), height)
                bar.raise_()
            bottom -= height

    def _share_places(self) -> None:
        """Each keeps its own; one that comes takes the lowest that is free."""
        shown = [bar for bar in self._bars if bar.isVisibleTo(self.parentWidget())]
        self._places = [bar if bar in shown else None for bar in self._places]
        if not any(each.underMouse() for each in (self, *self._bars)):
            self._places = [bar for bar in self._places if bar is not None]
        for bar in shown:
            if bar not in self._places:
                free = self._places.index(None) if None in self._places else len(self._places)
                self._places[free:free + 1] = [bar]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._placing.ask()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._placing.ask()

    @Slot()
    def _update_sizes(self) -> None:
        self._row.setContentsMargins(theme().scaled(16), 0, theme().scaled(16), theme().scaled(4))
        self.setFixedHeight(max(bar.least_height for bar in self._bars) + theme().scaled(4))
        self._placing.ask()
