"""The few marks that a style sheet can only take from files: the arrow of a drop-down, the tick of a check box."""

from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt, QTemporaryDir
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from gui.palette import Palette

_SIDE = 16
_ARROW = ((4, 6.5), (8, 10.5), (12, 6.5))
_TICK = ((3.5, 8.5), (6.8, 11.8), (12.5, 4.8))


class Glyphs:
    """Draws the marks in the colours of a palette, and keeps the files as long as it lives."""

    def __init__(self) -> None:
        self._folder = QTemporaryDir()

    def paths(self, palette: Palette) -> dict[str, str]:
        """Where the marks are: ``arrow``, ``arrow_disabled``, ``tick``, ``dot``. Drawn at their first use."""
        marks = {
            "arrow": (_ARROW, palette.dim), "arrow_disabled": (_ARROW, palette.disabled),
            "tick": (_TICK, palette.on_accent), "dot": (None, palette.on_accent),
        }
        return {name: self._path(f"{palette.name}-{name}", *mark) for name, mark in marks.items()}

    def _path(self, stem: str, line: tuple | None, colour: str) -> str:
        for ratio, suffix in ((1, ""), (2, "@2x"), (3, "@3x")):  # Qt takes the one that suits the screen
            path = Path(self._folder.path(), f"{stem}{suffix}.png")
            if self._folder.isValid() and not path.exists():
                _draw(line, colour, ratio).save(str(path))
        return Path(self._folder.path(), f"{stem}.png").as_posix()


def _draw(line: tuple | None, colour: str, ratio: int) -> QImage:
    image = QImage(_SIDE * ratio, _SIDE * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if line is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawEllipse(QRectF(5, 5, 6, 6))
    else:
        painter.setPen(QPen(QColor(colour), 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
                            Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in line]))
    painter.end()
    return image
