"""One of the answers of a choice: large enough to be read from afar, and to be hit."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gui.look.theme import theme
from gui.panels.lessons.written import Document, Pictures
from gui.qt.guarded import Guarded, painting
from gui.widgets.focus_ring import paint_focus_ring

_EDGE, _LEFT = 9, 34  # pixels at normal text around the answer, and left of it, where its digit is
_MARK = 9             # radius of the circle around the digit
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_TICK = ((-0.45, 0.02), (-0.1, 0.38), (0.48, -0.34))


class OptionButton(Guarded, QAbstractButton):
    """An answer, with the digit that chooses it. Reached by Tab, and up and down lead to its neighbours.

    Signals
    -------
    neighbour_wanted(int): the focus is to go to the one above (−1) or below (1)
    """

    neighbour_wanted = Signal(object)

    def __init__(self, digit: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._digit, self._markdown, self._pictures = digit, "", dict[str, bytes]()
        self._document: Document | None = None
        self._right = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys to training
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().changed.connect(self._forget)

    def say(self, markdown: str, pictures: Pictures | None = None) -> None:
        """The answer."""
        if markdown != self._markdown:
            self._markdown, self._pictures = markdown, dict(pictures or {})
            self._forget()
            self.setAccessibleName(self._made().toPlainText())

    def show_chosen(self, chosen: bool, right: bool) -> None:
        """Whether it is the one that was chosen, and whether that was right. Emits nothing."""
        if (chosen, right) != (self.isChecked(), self._right):
            self.setChecked(chosen)
            self._right = right
            self.update()

    def nextCheckState(self) -> None:
        """A click does not choose it by itself: whoever shows it says what is chosen."""

    def _made(self) -> Document:
        if self._document is None:
            self._document = Document(self._markdown, theme().palette.text, pictures=self._pictures)
        return self._document

    @Slot()
    def _forget(self) -> None:
        self._document = None
        self.updateGeometry()
        self.update()

    # --- keys ------------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and event.key() in _STEPS and not event.modifiers():
            event.accept()  # up and down walk the answers here
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS and not event.modifiers():
            self.neighbour_wanted.emit(_STEPS[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Escape and self.hasFocus():
            self.clearFocus()
        else:
            super().keyPressEvent(event)

    # --- size and look ---------------------------------------------------------------------------------------------

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        edge = theme().scaled(_EDGE)
        text = self._made().height(max(width - theme().scaled(_LEFT) - edge, 1))
        return round(max(text, 2 * theme().scaled(_MARK)) + 0.5) + 2 * edge

    def sizeHint(self) -> QSize:
        width = theme().scaled(240)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().scaled(80), theme().scaled(30))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, edge, left = theme().palette, theme().scaled(_EDGE), theme().scaled(_LEFT)
        chosen, pointed = self.isChecked(), self.underMouse() and self.isEnabled()
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(colours.accent if chosen else colours.border), 1))
            painter.setBrush(QColor(colours.highlight if chosen else colours.hover if pointed else colours.field))
            painter.drawRoundedRect(area, theme().scaled(6), theme().scaled(6))
            if not self.isEnabled() and not chosen:
                painter.setOpacity(0.6)
            self._paint_mark(painter, QPointF(left / 2 + 1, self._middle_of_first_line()))
            self._made().write(painter, area.adjusted(left, self._top(), -edge, 0))
            painter.setOpacity(1)
            if self.hasFocus():
                paint_focus_ring(painter, QRectF(self.rect()))

    def _top(self) -> float:
        width = self.width() - theme().scaled(_LEFT) - theme().scaled(_EDGE)
        return max((self.height() - self._made().height(max(width, 1))) / 2, 0.0)

    def _middle_of_first_line(self) -> float:
        return self._top() + self._made().documentLayout().blockBoundingRect(self._made().begin()).top() + (
            self._made().begin().layout().lineAt(0).height() / 2 + 1)

    def _paint_mark(self, painter: QPainter, middle: QPointF) -> None:
        colours, radius = theme().palette, theme().scaled(_MARK)
        chosen = self.isChecked()
        painter.setPen(QPen(QColor(colours.accent if chosen else colours.dim), 1))
        painter.setBrush(QColor(colours.accent) if chosen else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, radius, radius)
        painter.setPen(QPen(QColor(colours.on_accent if chosen else colours.dim), theme().scaled(1.8)))
        if chosen and self._right:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF([middle + QPointF(*point) * radius for point in _TICK]))
        else:
            painter.setFont(theme().caption_font(bold=chosen))
            painter.drawText(QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius),
                             int(Qt.AlignmentFlag.AlignCenter), self._digit)
