"""A ring around what is meant: any part of the window, wherever it is scrolled, moved or resized to."""

from collections.abc import Callable

from PySide6.QtCore import (
    QEasingCurve,
    QEvent,
    QObject,
    QRect,
    QRectF,
    Qt,
    QVariantAnimation,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.look.theme import theme
from gui.qt.guarded import Guarded, painting
from gui.qt.later import Later

PULSE = 500  # milliseconds that it takes to close in, once; then it stands still and costs nothing
_AWAY = 3    # pixels at normal text between what is meant and the ring, so that nothing that is written is crossed
_THICK = 2
_FROM = 14   # pixels farther away, from which it closes in
_FOLLOWED = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ParentChange,
             QEvent.Type.Paint)

Area = Callable[[], QRect | None]


class Ring(Guarded, QWidget):
    """Lies over the window, lets every click through, and follows what it is around. It ends when that is gone.

    Where what it is around is not seen, because it is folded or scrolled away, neither is the ring; where a part of it
    is seen, the ring is around that.

    Parameters
    ----------
    target
        What is meant.
    area
        Which part of it, in its own coordinates, as it is at the moment; None there: none of it is to be seen. Without
        such a function all of it is meant.

    Signals
    -------
    ended(): what it was around is gone
    """

    ended = Signal()

    def __init__(self, target: QWidget, area: Area | None = None) -> None:
        super().__init__(target.window())
        self._target: QWidget | None = target
        self._area = area or target.rect
        self._away = float(_FROM)
        self._followed: list[QObject] = []
        self._placing = Later(self, self.place)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._pulse = QVariantAnimation(self)
        self._pulse.setDuration(PULSE)
        self._pulse.setStartValue(float(_FROM))
        self._pulse.setEndValue(0.0)
        self._pulse.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._pulse.valueChanged.connect(self._on_pulse)
        theme().changed.connect(self._placing.ask)
        target.destroyed.connect(self._on_gone)
        self.hide()
        self._follow()
        self.place()
        self._pulse.start()

    @property
    def target(self) -> QWidget | None:
        """What it is around; None when that is gone."""
        return self._target

    def end(self) -> None:
        """Let it be seen no more, and take it down."""
        self._pulse.stop()
        self._let_go()
        self._target = None
        self.hide()
        self.deleteLater()

    def place(self) -> None:
        """Be where what it is around is now."""
        seen = QRect() if self._target is None else self._seen()
        if seen.isEmpty():
            self.hide()
            return
        out = round(theme().scaled(_AWAY + _THICK) + self._away)
        wanted = seen.adjusted(-out, -out, out, out)
        if wanted != self.geometry():
            self.setGeometry(wanted)
        if not self.isVisible():
            self.show()
        self.raise_()

    def _seen(self) -> QRect:
        """What is to be seen of what it is around, in the window: cut off where a part that it lies in ends."""
        part, window = self._target, self.parentWidget()
        found = self._area()
        if found is None or not part.isVisible():
            return QRect()
        found = found & part.rect()
        while part is not window and not found.isEmpty():
            found = found.translated(part.pos()) & part.parentWidget().rect()
            part = part.parentWidget()
        return found

    def _follow(self) -> None:
        """Hear of everything that moves what it is around: that itself, and all that it lies in."""
        self._let_go()
        part = self._target
        while part is not None and part is not self.parentWidget():
            part.installEventFilter(self)
            self._followed.append(part)
            part = part.parentWidget()

    def _let_go(self) -> None:
        for each in self._followed:
            each.removeEventFilter(self)
        self._followed = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _FOLLOWED and (kind is not QEvent.Type.Paint or watched is self._target):
            self._placing.ask()  # once it is where it comes to be; a view that scrolls within itself only paints
            if kind is QEvent.Type.ParentChange:
                self._follow()
        return super().eventFilter(watched, event)

    @Slot(object)
    def _on_pulse(self, away: float) -> None:
        self._away = away
        self.place()
        self.update()

    @Slot()
    def _on_gone(self) -> None:
        self._target, self._followed = None, []
        self._pulse.stop()
        self.hide()
        self.ended.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        thick = theme().scaled(_THICK)
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme().palette.accent), thick))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inside = QRectF(self.rect()).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
            painter.drawRoundedRect(inside, theme().scaled(6), theme().scaled(6))
