"""Thumbnails in lines and columns, of which there may be thousands: only those in sight are made."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolTip, QWidget

from gui.look.theme import theme
from gui.qt.guarded import Guarded, painting
from gui.qt.later import Later
from gui.widgets import raster
from gui.widgets.focus_ring import paint_focus_ring
from gui.widgets.raster import Kind
from gui.widgets.still_scroll import StillBar

SIDE = 34  # pixels of a thumbnail, at normal text size
_GAP, _INSET, _BENEATH = 6, 3, 2  # between two, about a picture, above its caption
_SMOOTH = 16   # cells from which a picture has no edges between them
_LONGEST = 50  # captions that are measured
_PRESS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KEYPAD = Qt.KeyboardModifier.KeypadModifier

Pictures = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True, slots=True, eq=False)
class _Contents:
    """What there is to see: see `ThumbnailGrid.show_pictures`."""

    pictures: Pictures
    captions: Sequence[str] = ()
    tooltip: Callable[[int], str] = str
    flags: Collection[int] = frozenset()
    kind: Kind = "image"
    limit: float | None = 1.0


class ThumbnailGrid(QWidget):
    """Thumbnails with captions, as many as there is room for, and a bar to scroll to the others.

    Reached by Tab; arrows, Home, End and the page keys choose, Enter opens, Escape gives the keys back. A click takes
    no focus from the keys that drive training.

    Parameters
    ----------
    name
        What these are, for a screen reader.
    lines
        How many lines it is high; None: it takes the height that there is.
    side
        Pixels of a thumbnail at normal text size.

    Signals
    -------
    selected(int): position of the picture that a person has chosen
    activated(int): position of the picture that was clicked twice, or on which Enter was pressed
    hovered(int or None): position of the picture under the pointer; None where there is none
    """

    selected = Signal(object)
    activated = Signal(object)
    hovered = Signal(object)

    def __init__(self, name: str, *, lines: int | None = None, side: int = SIDE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = StillBar(Qt.Orientation.Vertical)
        self.thumbnails = _Thumbnails(self.bar, lines, side)
        self.thumbnails.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.thumbnails, 1)
        row.addWidget(self.bar)
        self.setFocusProxy(self.thumbnails)
        self.thumbnails.selected.connect(self.selected)
        self.thumbnails.activated.connect(self.activated)
        self.thumbnails.hovered.connect(self.hovered)
        vertical = QSizePolicy.Policy.Expanding if lines is None else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Expanding, vertical)

    def show_pictures(
        self, pictures: Pictures, captions: Sequence[str], tooltip: Callable[[int], str], *,
        flags: Collection[int] = frozenset(), selected: int | None = None, kind: Kind = "image",
        limit: float | None = 1.0,
    ) -> None:
        """Show pictures, from the first on. Emits nothing.

        Parameters
        ----------
        pictures
            The pictures at these positions, (k,) → (k, h, w); asked for those in sight. ``images.__getitem__`` of an
            array (n, h, w) is such a function.
        captions
            Written small beneath each, n of them; empty texts take no room.
        tooltip
            What is said of the picture at a position, under the pointer and to a screen reader.
        flags
            Positions to underline: those that the network gets wrong.
        selected
            The position that is chosen.
        kind, limit
            The colour map, and the value that has its full colour; None: the largest of each picture.
        """
        self.thumbnails.show_contents(_Contents(pictures, captions, tooltip, frozenset(flags), kind, limit), selected)

    def show_message(self, text: str) -> None:
        """Say something in place of pictures: that there are none, and why."""
        self.thumbnails.show_contents(_NOTHING, None, text)

    def select(self, position: int | None) -> None:
        """Choose a picture, and bring it in sight. Emits nothing."""
        self.thumbnails.select(position)

    def light(self, position: int | None) -> None:
        """Draw a frame around a picture, as of what is pointed at elsewhere, and around no other."""
        self.thumbnails.light(position)

    @property
    def message(self) -> str:
        """What is said in place of pictures, if anything."""
        return self.thumbnails.message

    @property
    def selection(self) -> int | None:
        """Position of the chosen picture."""
        return self.thumbnails.selection

    def count(self) -> int:
        """How many pictures there are, in sight or not."""
        return self.thumbnails.count()

    def rect_of(self, position: int) -> QRect:
        """Where a picture is in the grid, or would be if it were scrolled to."""
        area = self.thumbnails.rect_of(position).toAlignedRect()
        return area.translated(self.thumbnails.pos())


class _Thumbnails(Guarded, QWidget):
    """The pictures themselves, and how one walks among them. `bar` has the line at the top as its value."""

    selected = Signal(object)
    activated = Signal(object)
    hovered = Signal(object)

    def __init__(self, bar: StillBar, lines: int | None, side: int) -> None:
        super().__init__()
        self._bar, self._lines, self._normal_side = bar, lines, side
        self._contents = _NOTHING
        self.message = ""
        self.selection: int | None = None
        self._pointed: int | None = None  # under the pointer,
        self._lit: int | None = None      # and that is lit
        self._images: dict[int, QImage] = {}  # of those in sight, by position
        self._fitting = Later(self, self._fit)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        vertical = QSizePolicy.Policy.Expanding if lines is None else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Expanding, vertical)
        self._measure()
        bar.valueChanged.connect(self.update)
        theme().changed.connect(self._on_theme_changed)

    def show_contents(self, contents: _Contents, selected: int | None, message: str = "") -> None:
        """See `ThumbnailGrid.show_pictures`."""
        self._contents, self.message, self.selection = contents, message, selected
        self._images = {}
        self._measure()
        self._fit()
        self._bar.setValue(0)
        self.select(selected)
        self.updateGeometry()

    def select(self, position: int | None) -> None:
        """Choose a picture, and bring it in sight."""
        self.selection = position
        if position is not None:
            line, top = position // self._columns(), self._bar.value()
            self._bar.setValue(min(line, max(top, line - self._lines_in_sight() + 1)))
        said = self.message if position is None else self._contents.tooltip(position)
        self.setAccessibleDescription(said)
        self.update()

    def light(self, position: int | None) -> None:
        """Frame a picture, and no other."""
        if position != self._lit:
            self._lit = position
            self.update()

    def count(self) -> int:
        """How many there are."""
        return len(self._contents.captions)

    def rect_of(self, position: int) -> QRectF:
        """Where a picture is, its caption not counted."""
        line, column = divmod(position, self._columns())
        left = column * self._wide + (self._wide - self._gap - self._side) // 2
        return QRectF(left, (line - self._bar.value()) * self._high, self._side, self._side)

    # Where they are -----------------------------------------------------------------------------------

    def _measure(self) -> None:
        """The sides of a picture and of its cell. All are as wide as the widest caption, which a long text has."""
        metrics, scaled = QFontMetricsF(_font()), theme().scaled
        longest = sorted(set(self._contents.captions), key=len)[-_LONGEST:]
        caption = max((metrics.horizontalAdvance(text) for text in longest), default=0.0)
        self._side, self._gap = scaled(self._normal_side), scaled(_GAP)
        self._wide = max(self._side, round(caption + 0.5)) + self._gap
        beneath = round(metrics.height() + scaled(_BENEATH) + 0.5) if caption else 0
        self._high = self._side + beneath + self._gap

    def _columns(self) -> int:
        return max(1, (self.width() + self._gap) // self._wide)

    def _lines_in_sight(self) -> int:
        return max(1, (self.height() + self._gap) // self._high)

    def _in_sight(self) -> range:
        """The positions that are seen: whole lines."""
        first, seen = self._bar.value() * self._columns(), self._lines_in_sight() * self._columns()
        return range(min(first, self.count()), min(first + seen, self.count()))

    def _position_at(self, point: QPointF) -> int | None:
        column, line = int(point.x() // self._wide), int(point.y() // self._high)
        position = (self._bar.value() + line) * self._columns() + column
        return position if 0 <= column < self._columns() and position in self._in_sight() else None

    def _fit(self) -> None:
        """Scroll as far as there are lines."""
        lines = -(-self.count() // self._columns())
        self._bar.setPageStep(self._lines_in_sight())
        self._bar.setRange(0, max(0, lines - self._lines_in_sight()))

    @Slot()
    def _on_theme_changed(self) -> None:
        self._images = {}
        self._measure()
        self._fitting.ask()
        self.updateGeometry()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fitting.ask()

    # Mouse and keys -----------------------------------------------------------------------------------

    def _choose(self, position: int) -> None:
        self.select(position)
        self.selected.emit(position)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        position = self._position_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and position is not None:
            self._choose(position)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self._position_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)

    def _point_at(self, position: int | None) -> None:
        if position != self._pointed:
            self._pointed = position
            self.hovered.emit(position)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        position = self._position_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and position is not None:
            self.activated.emit(position)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, if there is anything to scroll; else what it lies in does."""
        if self._bar.maximum() > 0:
            self._bar.wheelEvent(event)
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and self._way(event) is not None:
            event.accept()  # this key is for walking here, not for the window's shortcut
            return True
        if event.type() == QEvent.Type.ToolTip:
            return self._show_tooltip(event)
        return super().event(event)

    def _show_tooltip(self, event: QHelpEvent) -> bool:
        position = self._position_at(QPointF(event.pos()))
        text = "" if position is None else self._contents.tooltip(position)
        QToolTip.showText(event.globalPos(), text, self)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = self._way(event)
        if way is not None:
            at = self.selection
            self._choose(min(max(0 if at is None else at + way, 0), self.count() - 1))
        elif event.key() in _PRESS and self.selection is not None:
            self.activated.emit(self.selection)
        elif event.key() == Qt.Key.Key_Escape:
            self.clearFocus()
        else:
            super().keyPressEvent(event)

    def _way(self, event: QKeyEvent) -> int | None:
        """How far a key goes, if it is one of those that walk and there is anything to walk among."""
        if not self.count() or event.modifiers() & ~_KEYPAD:
            return None
        columns = self._columns()
        page = columns * self._lines_in_sight()
        return {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -columns, Qt.Key.Key_Down: columns,
            Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Home: -self.count(), Qt.Key.Key_End: self.count(),
        }.get(Qt.Key(event.key()))

    # Painting -----------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        self._make_images()
        with painting(self) as painter:
            painter.setFont(_font())
            if self.message:
                painter.setPen(QColor(theme().palette.dim))
                flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
                painter.drawText(self.rect(), int(flags), self.message)
            for position in self._in_sight():
                image = self._images[position]
                painter.setRenderHint(
                    QPainter.RenderHint.SmoothPixmapTransform, min(image.width(), image.height()) >= _SMOOTH)
                self._paint_thumbnail(painter, position)
            if self.hasFocus() and self.selection is None:
                paint_focus_ring(painter, QRectF(self.rect()))

    def _make_images(self) -> None:
        """Have those in sight, and forget the others."""
        seen = self._in_sight()
        lacking = [position for position in seen if position not in self._images]
        self._images = {position: image for position, image in self._images.items() if position in seen}
        if lacking:
            pixels = self._pixels(self._contents.pictures(np.array(lacking)))
            height, width = pixels.shape[1:]
            self._images.update((position, QImage(
                each.data, width, height, 4 * width, QImage.Format.Format_ARGB32).copy())
                for position, each in zip(lacking, pixels, strict=True))

    def _pixels(self, values: np.ndarray) -> np.ndarray:
        """Numbers (k, h, w) as colours."""
        kind, limit = self._contents.kind, self._contents.limit
        if limit is None:
            largest = np.array([raster.largest(each) or 1.0 for each in values])
            values, limit = values / largest[:, np.newaxis, np.newaxis], 1.0
        lut = {"diverging": theme().diverging_lut, "sequential": theme().sequential_lut, "image": theme().image_lut}
        return np.take(lut[kind](), raster.levels(values, limit, kind))

    def _paint_thumbnail(self, painter: QPainter, position: int) -> None:
        colours, rect, image = theme().palette, self.rect_of(position), self._images[position]
        chosen = position == self.selection
        painter.fillRect(rect, QColor(colours.neutral))
        painter.drawImage(_fitted(image, rect), image)
        painter.setPen(QPen(QColor(colours.accent if chosen else colours.border), 1))
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        if chosen and self.hasFocus():
            paint_focus_ring(painter, rect)
        if position == self._lit:
            painter.setPen(QPen(QColor(colours.text), 2))
            painter.drawRect(rect)
        if position in self._contents.flags:
            height = theme().scaled(2)
            painter.fillRect(rect.adjusted(4, rect.height() - height - 2, -4, -2), QColor(colours.warning))
        caption = self._contents.captions[position]
        if caption:
            painter.setPen(QColor(colours.text if chosen else colours.dim))
            left, high = rect.center().x() - self._wide / 2, self._high - self._gap - self._side
            painter.drawText(QRectF(left, rect.bottom(), self._wide, high),
                             int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom), caption)

    # Size ---------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(8 * self._wide, self._height_of(self._lines or 2))

    def minimumSizeHint(self) -> QSize:
        return QSize(3 * self._wide, self._height_of(self._lines or 1))

    def _height_of(self, lines: int) -> int:
        return lines * self._high - self._gap


def _fitted(image: QImage, rect: QRectF) -> QRectF:
    """Where a picture lies in its square: as large as there is room for, in its proportion."""
    size = QRectF(image.rect()).size()
    inner = rect.adjusted(*(theme().scaled(_INSET) * sign for sign in (1, 1, -1, -1)))
    size.scale(inner.size(), Qt.AspectRatioMode.KeepAspectRatio)
    fitted = QRectF(inner.topLeft(), size)
    fitted.moveCenter(inner.center())
    return fitted


def _font() -> QFont:
    return theme().font(0.8)


_NOTHING = _Contents(lambda positions: np.empty((0, 1, 1), np.float32))
