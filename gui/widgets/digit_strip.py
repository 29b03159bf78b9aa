"""A row of thumbnails to choose a sample from."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QToolTip, QWidget

from gui.look.theme import theme
from gui.qt.guarded import Guarded, painting
from gui.qt.later import Later
from gui.widgets import raster
from gui.widgets.focus_ring import paint_focus_ring

_SIDE, _GAP = 34, 4  # pixels of a thumbnail and between two, at normal text size
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Thumbnails(Guarded, QWidget):
    """The pictures themselves. Reached by Tab; left and right choose, and go on to the next page at either end.

    Signals
    -------
    selected
        Position of the picture that a person has chosen.
    previous, next
        The choice has gone over the left or the right end.
    capacity_changed
        How many pictures there is room for now.
    """

    selected = Signal(object)
    previous = Signal()
    next = Signal()
    capacity_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._images = np.empty((0, 1, 1), np.float32)
        self._captions: tuple[str, ...] = ()
        self._tooltips: tuple[str, ...] = ()
        self._flags: frozenset[int] = frozenset()
        self._selected: int | None = None
        self._pictures: list[QImage] | None = None  # made when first painted
        self._pixels: list[np.ndarray] = []
        self._capacity = 0
        self._telling = Later(self, self._tell_capacity)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Samples"))
        theme().changed.connect(self._on_theme_changed)

    def show_images(
        self,
        images: np.ndarray,
        captions: Sequence[str],
        tooltips: Sequence[str],
        selected: int | None,
        flags: Sequence[int] = (),
    ) -> None:
        """See `DigitStrip.show_images`."""
        before = self._captions, self._tooltips, self._flags, self._selected
        shown = tuple(captions), tuple(tooltips), frozenset(flags), selected
        same_images = np.array_equal(images, self._images)
        if same_images and shown == before:  # as at most steps
            return
        if not same_images:
            self._images = np.array(images, np.float32)
            self._pictures = None
        with_captions = any(self._captions)
        self._captions, self._tooltips, self._flags, self._selected = shown
        self._describe()
        if with_captions != any(self._captions):
            self.updateGeometry()
        self.update()

    @property
    def selection(self) -> int | None:
        """Position of the chosen picture."""
        return self._selected

    def count(self) -> int:
        """How many pictures are shown."""
        return min(len(self._images), self.capacity())

    def capacity(self) -> int:
        """How many pictures there is room for."""
        return max(1, (self.width() + self._gap()) // (self._side() + self._gap()))

    def rect_of(self, position: int) -> QRectF:
        """Where a picture is."""
        return QRectF(position * (self._side() + self._gap()), 0, self._side(), self._side())

    def _side(self) -> int:
        return theme().scaled(_SIDE)

    def _gap(self) -> int:
        return theme().scaled(_GAP)

    def _position_at(self, point: QPointF) -> int | None:
        position = int(point.x() // (self._side() + self._gap()))
        inside = 0 <= position < self.count() and self.rect_of(position).right() > point.x()
        return position if inside else None

    def _choose(self, position: int) -> None:
        if position != self._selected:
            self._selected = position
            self._describe()
            self.update()
            self.selected.emit(position)

    def _describe(self) -> None:
        texts = self._tooltips if self._selected is not None else ()
        self.setAccessibleDescription(texts[self._selected] if self._selected is not None
                                      and self._selected < len(texts) else "")

    @Slot()
    def _on_theme_changed(self) -> None:
        self._pictures = None
        self.updateGeometry()
        self.update()
        self._tell_capacity()

    def _tell_capacity(self) -> None:
        if self.capacity() != self._capacity:
            self._capacity = self.capacity()
            self.capacity_changed.emit(self._capacity)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._telling.ask()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        position = self._position_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and position is not None:
            self._choose(position)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and event.key() in _STEPS and not event.modifiers() & ~_KEYPAD:
            event.accept()
            return True
        if event.type() == QEvent.Type.ToolTip:
            return self._show_tooltip(event)
        return super().event(event)

    def _show_tooltip(self, event: QHelpEvent) -> bool:
        position = self._position_at(QPointF(event.pos()))
        text = self._tooltips[position] if position is not None and position < len(self._tooltips) else ""
        QToolTip.showText(event.globalPos(), text, self)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clearFocus()
        elif event.key() not in _STEPS or event.modifiers() & ~_KEYPAD or not self.count():
            super().keyPressEvent(event)
        else:
            self._step(_STEPS[Qt.Key(event.key())])

    def _step(self, step: int) -> None:
        position = 0 if self._selected is None else self._selected + step
        if position < 0:
            self.previous.emit()
        elif position >= self.count():
            self.next.emit()
        else:
            self._choose(position)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._pictures is None:
            self._make_pictures()
        with painting(self) as painter:
            painter.setFont(theme().font(0.8))
            for position in range(self.count()):
                self._paint_thumbnail(painter, position)

    def _make_pictures(self) -> None:
        lut = theme().image_lut()
        self._pixels = [np.take(lut, raster.levels(image, 1.0, "image")) for image in self._images]
        self._pictures = [
            QImage(pixels.data, pixels.shape[1], pixels.shape[0], 4 * pixels.shape[1], QImage.Format.Format_ARGB32)
            for pixels in self._pixels
        ]

    def _paint_thumbnail(self, painter: QPainter, position: int) -> None:
        colours, rect = theme().palette, self.rect_of(position)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, min(self._images.shape[1:]) >= 16)
        painter.fillRect(rect, QColor(colours.neutral))
        inset = theme().scaled(3)
        painter.drawImage(rect.adjusted(inset, inset, -inset, -inset), self._pictures[position])
        chosen = position == self._selected
        painter.setPen(QPen(QColor(colours.accent if chosen else colours.border), 1))
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        if chosen and self.hasFocus():
            paint_focus_ring(painter, rect)
        if position in self._flags:
            height = theme().scaled(2)
            painter.fillRect(rect.adjusted(4, rect.height() - height - 2, -4, -2), QColor(colours.warning))
        if position < len(self._captions) and self._captions[position]:
            painter.setPen(QColor(colours.text if chosen else colours.dim))
            below = QRectF(rect.left() - 2, rect.bottom() + 1, rect.width() + 4, self.height() - rect.height() - 1)
            painter.drawText(below, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop),
                             self._captions[position])

    def sizeHint(self) -> QSize:
        return QSize(8 * (self._side() + self._gap()), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        caption = theme().scaled(16) if any(self._captions) else 0
        return QSize(3 * (self._side() + self._gap()), self._side() + caption)


class DigitStrip(QWidget):
    """Thumbnails in a row, as many as there is room for, between two buttons that turn the page.

    Signals
    -------
    selected
        Position of the picture that a person has chosen.
    previous, next
        The page before or after is wanted.
    capacity_changed
        How many pictures there is room for now.
    """

    selected = Signal(object)
    previous = Signal()
    next = Signal()
    capacity_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.thumbnails = Thumbnails()
        self._back = self._button("‹", self.tr("Samples before these"))
        self._forth = self._button("›", self.tr("Samples after these"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.thumbnails, 1)
        for button in (self._back, self._forth):
            self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.setFocusProxy(self.thumbnails)
        self.thumbnails.selected.connect(self.selected)
        self.thumbnails.previous.connect(self.previous)
        self.thumbnails.next.connect(self.next)
        self.thumbnails.capacity_changed.connect(self.capacity_changed)
        self._back.clicked.connect(self._on_back)
        self._forth.clicked.connect(self._on_forth)
        theme().changed.connect(self._update_sizes)
        self._update_sizes()

    def show_images(
        self,
        images: np.ndarray,
        captions: Sequence[str],
        tooltips: Sequence[str],
        selected: int | None,
        flags: Sequence[int] = (),
    ) -> None:
        """Show pictures; those for which there is no room are left out at the end.

        Parameters
        ----------
        images
            (k, h, w), ink is 1.
        captions
            Written small beneath; empty texts take no room.
        tooltips
            What is said of a picture under the pointer and to a screen reader.
        selected
            Position of the chosen picture, if it is among them.
        flags
            Positions to underline: those that the network gets wrong.
        """
        self.thumbnails.show_images(images, captions, tooltips, selected, flags)

    def capacity(self) -> int:
        """How many pictures there is room for."""
        return self.thumbnails.capacity()

    def set_pages(self, before: bool, after: bool) -> None:
        """Say whether there are pictures before and after these."""
        self._back.setEnabled(before)
        self._forth.setEnabled(after)

    def _button(self, sign: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setText(sign)
        button.setProperty("role", "flat")
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    @Slot()
    def _on_back(self) -> None:
        self.previous.emit()

    @Slot()
    def _on_forth(self) -> None:
        self.next.emit()

    @Slot()
    def _update_sizes(self) -> None:
        self._row.setSpacing(theme().scaled(4))
        for button in (self._back, self._forth):
            button.setFixedSize(theme().scaled(22), theme().scaled(_SIDE))


_KEYPAD = Qt.KeyboardModifier.KeypadModifier
