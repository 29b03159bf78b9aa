"""What scrolls where there is too little room: always as wide, whether or not its bar is needed."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScrollBar, QWidget

from gui.look.theme import theme
from gui.qt.guarded import Guarded
from gui.qt.later import Later

BAR_WIDTH = 10  # pixels at normal text, as the style sheet has it


class StillScroll(Guarded, QScrollArea):
    """Scrolls its content up and down, and keeps room for the bar when there is nothing to scroll.

    A bar that comes takes from the width, what is narrower may become lower, and then the bar goes again: without end.
    Here the width of the content depends on nothing but the width of the area.

    Parameters
    ----------
    content
        What is shown; as wide as the area.
    sideways
        Whether it scrolls from side to side as well.

    Signals
    -------
    resized(): the area has been given another size; told once that is done with
    """

    resized = Signal()

    def __init__(
        self, content: QWidget | None = None, *, sideways: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        policy = Qt.ScrollBarPolicy
        self._telling = Later(self, self.resized.emit)
        self.setVerticalScrollBar(StillBar(Qt.Orientation.Vertical))
        self.setHorizontalScrollBar(StillBar(Qt.Orientation.Horizontal))
        self.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(policy.ScrollBarAlwaysOn if sideways else policy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if content is not None:
            self.setWidget(content)

    def take_over(self, other: "StillScroll") -> None:
        """Scroll to where another one is, once there is as much to scroll."""
        for bar, place in ((self.verticalScrollBar(), other.verticalScrollBar().value()),
                           (self.horizontalScrollBar(), other.horizontalScrollBar().value())):
            bar.wait_for(place)

    @property
    def bar_width(self) -> int:
        """What is kept free for the bar at the right."""
        return self.verticalScrollBar().sizeHint().width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._telling.ask()


class WideScroll(StillScroll):
    """For a window so small that not everything can be read at once.

    It scrolls up and down only, so it is at least as wide as the widest of what it holds.

    Parameters
    ----------
    content
        What is shown.
    *parts
        What it holds, of which those count that are not hidden; none for the content as a whole.
    """

    def __init__(self, content: QWidget, *parts: QWidget) -> None:
        super().__init__(content)
        self._parts = parts or (content,)

    def add(self, part: QWidget) -> None:
        """It holds one more."""
        self._parts = (*self._parts, part)

    def minimumSizeHint(self) -> QSize:
        widest = max(part.minimumSizeHint().width() for part in self._parts if not part.isHidden())
        return QSize(widest + self.bar_width, super().minimumSizeHint().height())


class StillBar(Guarded, QScrollBar):
    """A scroll bar that keeps its place, and is not seen where there is nothing to scroll."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self._awaited = 0  # a place to go to once it is there
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.actionTriggered.connect(self._on_action)
        self.rangeChanged.connect(self._on_range_changed)
        self._on_range_changed()

    def sizeHint(self) -> QSize:
        """As wide as in the window, whatever style is in force."""
        width, length = theme().scaled(BAR_WIDTH), super().sizeHint()
        upright = self.orientation() is Qt.Orientation.Vertical
        return QSize(width, length.height()) if upright else QSize(length.width(), width)

    def wait_for(self, place: int) -> None:
        """Go to a place, or as soon as there is so much to scroll; not after a person has scrolled."""
        self._awaited = place
        self._on_range_changed()

    @Slot(int)
    def _on_action(self, action: int) -> None:
        self._awaited = 0

    @Slot()
    def _on_range_changed(self) -> None:
        if self._awaited and self._awaited <= self.maximum():
            self.setValue(self._awaited)
            self._awaited = 0
        self.setEnabled(self.maximum() > self.minimum())  # the style sheet leaves out the handle of one that is not


class Overhang(Guarded, QWidget):
    """Keeps the place of what scrolls in a card. That lies over it, and reaches into the margins left and right.

    Parameters
    ----------
    scroll
        Becomes a child of the card.
    card
        Where the place is.
    left, right
        How far it reaches out, in pixels at normal text size.
    """

    def __init__(self, scroll: StillScroll, card: QWidget, *, left: int = 0, right: int = 0) -> None:
        super().__init__()
        self._scroll, self._left, self._right = scroll, left, right
        scroll.setParent(card)
        scroll.installEventFilter(self)
        self.setSizePolicy(scroll.sizePolicy())
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)  # it lies above what it keeps the place of
        theme().changed.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:
        return self._without_margins(self._scroll.minimumSizeHint())

    def sizeHint(self) -> QSize:
        return self._without_margins(self._scroll.sizeHint())

    def _without_margins(self, size: QSize) -> QSize:
        return QSize(size.width() - theme().scaled(self._left) - theme().scaled(self._right), size.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # what is inside needs another width
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._scroll.setGeometry(self.geometry().adjusted(
                -theme().scaled(self._left), 0, theme().scaled(self._right), 0))
        return super().event(event)
