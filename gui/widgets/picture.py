"""A picture of a part of the window, with what it is called above it: for papers and slides.

It is painted by what paints the window, in the theme of now.
"""

import re
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import shiboken6
from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPicture
from PySide6.QtWidgets import QGraphicsItem, QGraphicsView, QWidget

from gui.look.theme import theme
from gui.qt.guarded import painting

FINENESS = 2  # pixels of a PNG to a pixel of the window
_EDGE, _GAP = 12, 8
_EMPTY = re.compile(rb'<path [^>]*\bd=""[^>]*/>')  # a curve without points, which some readers take for damage


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """What there is to have a picture of.

    Parameters
    ----------
    widget
        It is painted as it stands there.
    title, note
        What is written above, at the left and, quietly, at the right.
    whole
        Whether it is a view of a scene of which all is to be seen, not just what is in sight.
    headed
        Whether the title is written above; else it says what it is by itself.
    """

    widget: QWidget
    title: str
    note: str = ""
    whole: bool = False
    headed: bool = True

    @property
    def size(self) -> QSize:
        """Of the picture, in pixels of the window."""
        inner, edge = self._area.size(), theme().scaled(_EDGE)
        words = QFontMetrics(theme().font(bold=True)).horizontalAdvance(f"{self.title}  {self.note}") * self.headed
        return QSize(max(inner.width(), words) + 2 * edge, inner.height() + self._head + 2 * edge)

    @property
    def _area(self) -> QRect:
        """What of the widget, or of its scene, is painted."""
        if self.whole:
            return self.widget.scene().itemsBoundingRect().toAlignedRect()
        return self.widget.rect()

    @property
    def _head(self) -> int:
        return (QFontMetrics(theme().font(bold=True)).height() + theme().scaled(_GAP)) * self.headed

    def paint(self, painter: QPainter) -> None:
        """Paint it, from the corner at the upper left on."""
        edge, size, area = theme().scaled(_EDGE), self.size, self._area
        painter.fillRect(QRect(QPoint(), size), QColor(theme().palette.card))
        if self.headed:
            self._paint_head(painter, QRect(edge, edge, size.width() - 2 * edge, self._head))
        painter.translate(edge, edge + self._head)
        with _drawn_anew(self.widget) if isinstance(self.widget, QGraphicsView) else nullcontext():
            if self.whole:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                self.widget.scene().render(painter, QRect(QPoint(), area.size()), area)
            else:
                QWidget.render(self.widget, painter, QPoint())

    def _paint_head(self, painter: QPainter, row: QRect) -> None:
        side, colours = Qt.AlignmentFlag, theme().palette
        for text, bold, colour, where in ((self.title, True, colours.text, side.AlignLeft),
                                          (self.note, False, colours.dim, side.AlignRight)):
            painter.setFont(theme().font(bold=bold))
            painter.setPen(QColor(colour))
            painter.drawText(row, where | side.AlignTop, text)


@contextmanager
def _drawn_anew(view: QGraphicsView) -> Iterator[None]:
    """Have all in a view painted as fine as the picture is: nothing from a store of pixels of the window."""
    items, behind = view.scene().items(), view.cacheMode()
    caches = [each.cacheMode() for each in items]
    of_plots = [each for each in items if hasattr(each, "setExportMode")]
    try:
        view.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)
        for each in items:
            each.setCacheMode(QGraphicsItem.CacheMode.NoCache)
        for each in of_plots:
            each.setExportMode(True, {"antialias": True})
        yield
    finally:
        for each in of_plots:
            each.setExportMode(False)
        for each, cache in zip(items, caches, strict=True):
            each.setCacheMode(cache)
        view.setCacheMode(behind)


def image_of(subject: Subject) -> QImage:
    """As pixels."""
    image = QImage(subject.size * FINENESS, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(FINENESS)
    with painting(image) as painter:
        subject.paint(painter)
    return image


def drawing_of(subject: Subject) -> bytes:
    """As lines and letters: SVG."""
    from PySide6.QtSvg import QSvgGenerator

    buffer, drawing = QBuffer(), QSvgGenerator()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    drawing.setOutputDevice(buffer)
    drawing.setTitle(subject.title)
    drawing.setResolution(QPicture().logicalDpiX())  # else letters have another size than in the window
    drawing.setSize(subject.size)
    drawing.setViewBox(QRect(QPoint(), subject.size))
    with painting(drawing) as painter:
        subject.paint(painter)
    return _EMPTY.sub(b"", buffer.data().data())


def write_picture(picture: QImage | bytes, file: BinaryIO) -> None:
    """Write a drawing as it is, and an image as PNG, which takes a while: it may be done in any thread."""
    if isinstance(picture, QImage):
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        picture.save(buffer, "PNG")
        picture = bytes(buffer.data().data())
    file.write(picture)


_clicked: "weakref.ref[QWidget] | None" = None


def note_click(widget: QWidget) -> None:
    """A map or plot was clicked: a picture is of this, if none is asked for by name."""
    global _clicked
    _clicked = weakref.ref(widget)


def last_clicked() -> QWidget | None:
    """What was clicked last, if it is still there."""
    widget = _clicked() if _clicked is not None else None
    return widget if widget is not None and shiboken6.isValid(widget) else None


def is_drawing(path: Path) -> bool:
    """Whether a file of this name is to hold a drawing rather than an image."""
    return path.suffix.lower() == ".svg"
