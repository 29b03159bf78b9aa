"""What tells kept runs apart, in the curves, their legends and the table of them: a colour, and a shape of the markers.

The colour is never the only sign of it: to some eyes two of them are one.
"""

import math

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPixmap, QPolygonF

from gui.look.theme import theme
from gui.qt.guarded import painting

_FAR = 0.5   # from the middle of a shape to its corners, where it is 1 wide
_NEAR = 0.2  # and to the corners between the points of a star
_ARM = 0.13  # half the width of a bar of a cross


def kept_colour(look: int) -> str:
    """The colour of a kept run, by the number of its look."""
    colours = theme().palette.kept_runs
    return colours[look % len(colours)]


def kept_marker(look: int) -> QPainterPath:
    """The shape of its markers, 1 wide about (0, 0): another one for each run that is drawn at a time."""
    return _MARKERS[look % len(_MARKERS)]


def kept_picture(look: int, ratio: float = 1.0) -> QPixmap:
    """Its marker in its colour, for a screen with so many pixels to each."""
    side = theme().scaled(12)
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    with painting(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(side / 2, side / 2)
        painter.scale(side, side)
        painter.fillPath(kept_marker(look), QColor(kept_colour(look)))
    return picture


def _polygon(corners: int, turned: float = 0.0, between: float | None = None) -> QPainterPath:
    """A regular polygon with a corner at the top, turned by degrees; a star where `between` is a distance."""
    distances = [_FAR] if between is None else [_FAR, between]
    count = corners * len(distances)
    points = []
    for number in range(count):
        angle = math.radians(turned + 360 * number / count)
        distance = distances[number % len(distances)]
        points.append(QPointF(distance * math.sin(angle), -distance * math.cos(angle)))
    return _path(points)


def _plus() -> list[QPointF]:
    corners = ((-_ARM, -_FAR), (_ARM, -_FAR), (_ARM, -_ARM), (_FAR, -_ARM), (_FAR, _ARM), (_ARM, _ARM),
               (_ARM, _FAR), (-_ARM, _FAR), (-_ARM, _ARM), (-_FAR, _ARM), (-_FAR, -_ARM), (-_ARM, -_ARM))
    return [QPointF(x, y) for x, y in corners]


def _cross() -> list[QPointF]:
    half = math.sqrt(0.5)
    return [QPointF(half * (point.x() - point.y()), half * (point.x() + point.y())) for point in _plus()]


def _path(points: list[QPointF]) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF(points))
    path.closeSubpath()
    return path


# Triangle, diamond, cross, star, triangle downwards, plus, triangles to the right and to the left.
_MARKERS = (_polygon(3), _polygon(4), _path(_cross()), _polygon(5, between=_NEAR), _polygon(3, 180), _path(_plus()),
            _polygon(3, 90), _polygon(3, 270))
