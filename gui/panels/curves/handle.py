"""What the position of the network is dragged by, over a plot."""

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QWidget

from gui.look.theme import theme
from gui.qt.guarded import Guarded, painting
from gui.widgets.focus_ring import paint_focus_ring
from gui.widgets.tips import wrapped

WIDTH, TAB = 15, 13  # pixels at normal text: of what can be gripped, and the height of what is seen of it


class PositionHandle(Guarded, QWidget):
    """As high as the plot, so that the line can be gripped anywhere; what is seen is a tab at its foot.

    What it does not use, as the wheel, is left to the plot beneath it.

    Signals
    -------
    dragged(int): it is to be at this x of the parent
    dropped(): it was let go after that
    ended(bool): a key asked for the end of the run (True) or its beginning
    """

    dragged = Signal(object)
    dropped = Signal()
    ended = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._grip: int | None = None   # where it was gripped, from its middle
        self._was_moved = False
        self._is_hovered = False
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys to training
        self.setMouseTracking(True)     # so that the plot beneath is told where the pointer is
        self.setAccessibleName(self.tr("Position in the run"))
        self.setToolTip(wrapped(self.tr(
            "Where the network stands. Drag it to see any iteration of the run again; the arrow keys step, "
            "Home and End go to its ends.")))
        self.hide()

    @property
    def is_held(self) -> bool:
        """Whether a person is dragging it, or about to."""
        return self._grip is not None

    def place(self, x: int, area: QRect) -> None:
        """Stand at this x of the parent; out of the area it is out of sight, unless it is held."""
        half = theme().scaled(WIDTH) // 2
        if self.is_held:
            x = min(max(x, area.left()), area.right())
        self.setGeometry(x - half, area.top(), 2 * half + 1, area.height())
        self.setVisible(area.left() <= x <= area.right())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._grip, self._was_moved = round(event.position().x()) - self.width() // 2, False
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is None:
            event.ignore()
            return
        x = self.mapToParent(event.position().toPoint()).x() - self._grip
        if self._was_moved or x != self.geometry().center().x():
            self._was_moved = True
            self.dragged.emit(x)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._grip = None
        self.update()
        if self._was_moved:
            self.dropped.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.ignore()  # it is for the plot

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.ended.emit(event.key() == Qt.Key.Key_End)
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._is_hovered = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._is_hovered = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = theme().palette
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            bright = self._is_hovered or self.is_held
            painter.setBrush(QColor(palette.accent_hover if bright else palette.accent))
            tab = self._tab()
            painter.drawPolygon(QPolygonF([
                QPointF(tab.center().x(), tab.top()), QPointF(tab.right(), tab.center().y()), tab.bottomRight(),
                tab.bottomLeft(), QPointF(tab.left(), tab.center().y())]))
            if self.hasFocus():
                paint_focus_ring(painter, QRectF(self.rect()))

    def _tab(self) -> QRectF:
        high = theme().scaled(TAB)
        return QRectF(1, self.height() - high, self.width() - 2, high)
