"""A sheet to draw a digit on."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.look.theme import theme
from gui.qt.guarded import Guarded, painting
from gui.widgets import raster

_FINENESS = 280  # pixels of the longer side of the sheet: finer than any data set's images
_SIDE = 252  # pixels of the longer side on the screen, at normal text size: to be drawn on with a finger
_BRUSH = 0.085  # of the shorter side; about the stroke of the digits that were learnt


class DrawPad(Guarded, QWidget):
    """A square to draw on with mouse, pen or finger; shows the drawing in the pixels that the network will see.

    Parameters
    ----------
    shape
        (height, width) of the images that the network takes.

    Signals
    -------
    changed
        The drawing as `ink` gives it, after every stroke of the pointer.
    """

    changed = Signal(object)

    def __init__(self, shape: tuple[int, int] = (28, 28), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape = shape
        self._sheet = self._blank()
        self._last: QPointF | None = None
        self._picture: QImage | None = None
        self._pixels: np.ndarray | None = None
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Drawing pad"))
        self.setAccessibleDescription(self.tr("Draw a digit with the mouse, a pen or a finger. "
                                              "By keyboard, choose a sample of the data in place of drawing."))
        theme().changed.connect(self._on_theme_changed)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is drawn."""
        return not self.image().any()

    def set_shape(self, shape: tuple[int, int]) -> None:
        """Draw for images of another shape, on an empty sheet."""
        self._shape = shape
        self._sheet = self._blank()
        self.updateGeometry()
        self._forget_picture()

    def take_over(self, other: "DrawPad") -> None:
        """Have the drawing of another one. Emits nothing."""
        self._shape, self._sheet = other._shape, other._sheet.copy()
        self._forget_picture()

    def put(self, image: np.ndarray) -> None:
        """Have this on the sheet, in pixels as large as the network's: (height, width), ink is 1. Emits nothing."""
        fine = self._sheet.width() // self._shape[1]
        levels = np.round(np.kron(np.clip(image, 0, 1), np.ones((fine, fine))) * 255).astype(np.uint8)
        height, width = levels.shape
        self._sheet = QImage(levels.data, width, height, width, QImage.Format.Format_Grayscale8).copy()
        self._forget_picture()

    def clear(self) -> None:
        """Take a new sheet."""
        self._sheet.fill(0)
        self._forget_picture()
        self.changed.emit(self.ink())

    def ink(self) -> np.ndarray:
        """The drawing as fine as it was made, several times finer than the network's pixels: float32, ink is 1."""
        line = self._sheet.bytesPerLine()
        ink = np.frombuffer(self._sheet.constBits(), np.uint8).reshape(-1, line)[:, :self._sheet.width()]
        return ink.astype(np.float32) / 255

    def image(self) -> np.ndarray:
        """The drawing in pixels as large as the network's: (height, width) float32, ink is 1."""
        height, width = self._shape
        down, across = self._sheet.height() // height, self._sheet.width() // width
        return self.ink().reshape(height, down, width, across).mean(axis=(1, 3))

    def _blank(self) -> QImage:
        height, width = self._shape
        fine = max(1, _FINENESS // max(height, width))
        sheet = QImage(width * fine, height * fine, QImage.Format.Format_Grayscale8)
        sheet.fill(0)
        return sheet

    def _target(self) -> QRectF:
        """Where the sheet lies in the widget: as large as fits, in proportion."""
        height, width = self._shape
        scale = min(self.width() / width, self.height() / height)
        return QRectF(0, 0, width * scale, height * scale)

    def _on_sheet(self, point: QPointF) -> QPointF:
        scale = self._sheet.width() / max(self._target().width(), 1)
        return QPointF(point.x() * scale, point.y() * scale)

    def _stroke(self, start: QPointF, end: QPointF) -> None:
        with painting(self._sheet) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            thickness = _BRUSH * min(self._sheet.width(), self._sheet.height())
            painter.setPen(QPen(QColor("white"), thickness, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
                                Qt.PenJoinStyle.RoundJoin))
            if start == end:
                painter.drawPoint(start)
            else:
                painter.drawLine(start, end)
        self._forget_picture()
        self.changed.emit(self.ink())

    @Slot()
    def _on_theme_changed(self) -> None:
        self._forget_picture()
        self.updateGeometry()

    def _forget_picture(self) -> None:
        self._picture = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._last = self._on_sheet(event.position())
            self._stroke(self._last, self._last)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._last is not None and event.buttons() & Qt.MouseButton.LeftButton:
            point = self._on_sheet(event.position())
            self._stroke(self._last, point)
            self._last = point

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._last = None

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None:
            self._pixels = np.take(theme().image_lut(), raster.levels(self.image(), 1.0, "image"))
            height, width = self._pixels.shape
            self._picture = QImage(self._pixels.data, width, height, 4 * width, QImage.Format.Format_ARGB32)
        with painting(self) as painter:
            painter.drawImage(self._target(), self._picture)
            painter.setPen(QPen(QColor(theme().palette.border), 1))
            painter.drawRect(self._target().adjusted(0.5, 0.5, -0.5, -0.5))
            if self.is_blank:
                painter.setPen(QColor(theme().palette.dim))
                painter.setFont(theme().caption_font())
                painter.drawText(self._target(), int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap),
                                 self.tr("draw here"))

    def sizeHint(self) -> QSize:
        height, width = self._shape
        side = theme().scaled(_SIDE) / max(height, width)
        return QSize(round(width * side), round(height * side))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
