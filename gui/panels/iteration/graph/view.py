"""The view of the graph: fits it in, zooms, pans, and is walked through by keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsScene, QGraphicsView, QWidget

from gui.look.theme import theme
from gui.panels.iteration.graph.items import Part
from gui.panels.iteration.graph.layout import Row
from gui.qt.guarded import Guarded
from gui.qt.later import Later
from gui.widgets.picture import note_click

SMALLEST_FIT, LARGEST_FIT = 0.75, 1.2  # zoom that the graph has by itself: what is written stays readable
SQUEEZED = 0.55  # with a little less, if that shows all of a small graph in a narrow panel, or all rows in a low one
_SMALLEST, _LARGEST = 0.15, 5.0
_STEP = 1.2
_MARGIN = 8
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
_KEYS = frozenset((*_ARROWS, Qt.Key.Key_Home, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Equal))
_PRESS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class GraphView(Guarded, QGraphicsView):
    """Shows the parts of a graph.

    Ctrl and the wheel, or two fingers, zoom; dragging pans; Home fits the graph in again. After Tab the arrow keys walk
    from part to part and Enter selects; a click leaves the focus, and with it the arrow keys, to the training.

    Signals
    -------
    chosen(Part): clicked, or Enter was pressed on it
    reached(Part or None): the keyboard has come to it
    resized(): there is another amount of room
    all_wanted(): all of the graph is to be seen
    """

    chosen = Signal(object)
    reached = Signal(object)
    resized = Signal()
    all_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setScene(QGraphicsScene(self))
        self._parts: tuple[Part, ...] = ()
        self._at: Part | None = None
        self._zoomed = False  # by a person
        self._pressed: QPointF | None = None
        self._panned = False
        self._awaited: tuple[QSize, QPointF] | None = None  # the middle of the view, once it has this size
        self._telling = Later(self, self._tell)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QGraphicsView { background: transparent }")  # and not its tooltips too
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    # What is shown --------------------------------------------------------------------------------------------------

    def forget_parts(self) -> None:
        """Take down everything that is drawn."""
        self._parts, self._at = (), None
        self.scene().clear()

    def show_parts(self, parts: Sequence[Part], area: QRectF) -> None:
        """Take in what can be walked to; all of it lies in `area`."""
        self._parts, self._at = tuple(parts), None
        self.setSceneRect(area.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN))

    @property
    def parts(self) -> tuple[Part, ...]:
        """All that can be walked to."""
        return self._parts

    @property
    def is_zoomed(self) -> bool:
        """Whether a person has chosen the zoom."""
        return self._zoomed

    @property
    def zoom(self) -> float:
        """1 shows lengths as they are at the present text size."""
        return self.transform().m11() / theme().text_scale

    def fit(self, zoom: float) -> None:
        """Show the graph with this zoom, and follow the size of the view again."""
        self._zoomed = False
        self._scale_to(zoom)
        self.centerOn(self.sceneRect().center())

    def take_over(self, other: "GraphView") -> None:
        """Have the zoom that a person chose in another view; and show the same part, once there is the same room."""
        self._zoomed = other.is_zoomed
        self._scale_to(other.zoom)
        self._awaited = other.viewport().size(), other.mapToScene(other.viewport().rect().center())

    def _tell(self) -> None:
        self.resized.emit()
        if self._awaited is not None and self._awaited[0] == self.viewport().size():
            self.centerOn(self._awaited[1])
            self._awaited = None

    def zoom_by(self, factor: float) -> None:
        """Zoom in or out, as a person wants it."""
        self._zoomed = True
        self._scale_to(min(max(self.zoom * factor, _SMALLEST), _LARGEST))

    def _scale_to(self, zoom: float) -> None:
        factor = zoom * theme().text_scale
        if abs(factor - self.transform().m11()) > 1e-6:
            self.scale(factor / self.transform().m11(), factor / self.transform().m11())

    def keep_in_view(self, part: Part) -> None:
        """Pan so that the part can be seen, with what is around it."""
        around = part.box.adjusted(-70, -20, 70, 20)
        seen = self.mapToScene(self.viewport().rect()).boundingRect()
        if not seen.contains(part.box):
            self.ensureVisible(around & self.sceneRect(), 4, 4)

    def part_at(self, point: QPoint) -> Part | None:
        """What is under a point of the view."""
        return next((item for item in self.items(point) if isinstance(item, Part)), None)

    # The pointer ----------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        note_click(self)
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._panned = event.position(), False
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            super().mouseMoveEvent(event)  # so that what is under the pointer knows it
            return
        moved = event.position() - self._pressed
        if self._panned or moved.manhattanLength() >= QApplication.startDragDistance():
            self._panned = True
            self._pressed = event.position()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            for bar, step in ((self.horizontalScrollBar(), moved.x()), (self.verticalScrollBar(), moved.y())):
                bar.setValue(bar.value() - round(step))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        self.viewport().unsetCursor()
        if event.button() == Qt.MouseButton.LeftButton and pressed is not None and not self._panned:
            part = self.part_at(event.position().toPoint())
            if part is not None:
                self.chosen.emit(part)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(_STEP ** (event.angleDelta().y() / 120))
            event.accept()
        elif event.angleDelta().x() or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            step = event.angleDelta().x() or event.angleDelta().y()
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - step)
            event.accept()
        else:
            event.ignore()  # the page around it scrolls

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_by(1 + event.value())
            return True
        return super().viewportEvent(event)

    # The keyboard ---------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and self._takes(event):
            event.accept()  # this key walks through the graph, and is not the window's shortcut
            return True
        return super().event(event)

    def _takes(self, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        return plain and event.key() in _KEYS and bool(self._parts)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self.hasFocus():
            self.clearFocus()
        elif key in _PRESS and self._at is not None:
            self.chosen.emit(self._at)
        elif not self._takes(event):
            event.ignore()
        elif key == Qt.Key.Key_Home:
            self.all_wanted.emit()
        elif key in _ARROWS:
            self._walk(*_ARROWS[key])
        else:
            self.zoom_by(1 / _STEP if key == Qt.Key.Key_Minus else _STEP)

    def _walk(self, right: int, down: int) -> None:
        if self._at is None:
            self.reach(self._first())
            return
        x, row = self._at.box.center().x(), self._at.row
        if right:
            beyond = [part for part in self._parts if part.row is row and right * (part.box.center().x() - x) > 0]
        else:
            rows = [part.row for part in self._parts if down * (part.row - row) > 0]
            nearest = min(rows, key=lambda other: abs(other - row), default=None)
            beyond = [part for part in self._parts if part.row is nearest]
        if beyond:
            self.reach(min(beyond, key=lambda part: abs(part.box.center().x() - x)))

    def _first(self) -> Part:
        """Where walking begins: what is selected, or the first box."""
        selected = (part for part in self._parts if part.selected)
        return next(selected, next(part for part in self._parts if part.row is Row.FORWARD))

    def reach(self, part: Part | None) -> None:
        """Let the keyboard be at a part."""
        if self._at is not None:
            self._at.set_marks(reached=False)
        self._at = part
        if part is not None:
            part.set_marks(reached=True)
            self.keep_in_view(part)
        self.reached.emit(part)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._parts and event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.reach(self._at or self._first())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._at is not None:
            self._at.set_marks(reached=False)

    # Size -----------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._telling.ask()

    def sizeHint(self) -> QSize:
        area = self.sceneRect().size() * theme().text_scale
        return QSize(min(round(area.width()), 900), round(area.height()))

    def minimumSizeHint(self) -> QSize:
        least = self.sceneRect().height() * theme().text_scale * SMALLEST_FIT
        return QSize(theme().scaled(240), round(least))
