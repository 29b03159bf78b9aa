"""What the computational graph is drawn with: a box for an operation, an arrow with a picture for a variable."""

import math
from collections.abc import Callable
from enum import Enum

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from engine.training.iteration import LOSS_AFTER
from gui.look.theme import pixels, theme
from gui.panels.iteration.graph.layout import Edge, Graph, Node, Rect, Row
from gui.panels.iteration.parts.thumbnail import as_matrix, picture_size, square, thumbnail
from gui.qt.guarded import Guarded
from gui.widgets.raster import Kind
from gui.widgets.tips import wrapped
from gui.words import formatting
from gui.words.terms import Wording

_FEW = 97  # one number in so many; no divisor of a usual width
_DIMMED = 0.42
_HEAD = 6.0  # length of an arrow's head
_ROUND = 6.0
_WORDS, _READABLE = 0.8, 7  # size of names in words against running text; the least height of letters to be read


class State(Enum):
    """How far an operation has come."""

    WAITING = "waiting"
    DONE = "done"
    CURRENT = "current"


def scene_font(size: float, *, bold: bool = False) -> QFont:
    """A font of the scene, whose lengths are those of normal text size."""
    font = theme().font(size, bold=bold)
    font.setPixelSize(pixels(size))
    return font


def rectangle(rect: Rect) -> QRectF:
    """The same for Qt."""
    return QRectF(rect.x, rect.y, rect.width, rect.height)


class Part(Guarded, QGraphicsItem):
    """Something that can be pointed at, walked to and selected."""

    def __init__(self, row: Row) -> None:
        super().__init__()
        self.row = row
        self.selected = self.pointed = self.reached = False
        self._explained: object = None
        self.setAcceptHoverEvents(True)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)  # most stay as they are from step to step
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def box(self) -> QRectF:
        """What the rings are drawn around."""
        raise NotImplementedError

    def boundingRect(self) -> QRectF:
        return self.box.adjusted(-6, -6, 6, 6)

    def explain(self, how_it_is: object, words: Callable[[], str]) -> None:
        """Have the words for a tip made, where they are not of this already."""
        if how_it_is != self._explained:
            self._explained = how_it_is
            self.setToolTip(wrapped(words()))

    def set_marks(self, *, selected: bool | None = None, reached: bool | None = None) -> None:
        """Draw the ring of the selection, and that of the keyboard, or take them away."""
        marks = (self.selected if selected is None else selected, self.reached if reached is None else reached)
        if marks != (self.selected, self.reached):
            self.selected, self.reached = marks
            self.update()

    def hoverEnterEvent(self, event) -> None:
        self.pointed = True
        self.update()

    def hoverLeaveEvent(self, event) -> None:
        self.pointed = False
        self.update()

    def _paint_rings(self, painter: QPainter) -> None:
        painter.setOpacity(1)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.selected:
            painter.setPen(QPen(QColor(theme().palette.accent), 1.5))
            painter.drawRoundedRect(self.box.adjusted(-3, -2, 3, 2), _ROUND + 1, _ROUND + 1)
        if self.reached:
            painter.setPen(QPen(QColor(theme().palette.text), 2))
            painter.drawRoundedRect(self.box.adjusted(-5, -5, 5, 5), _ROUND + 3, _ROUND + 3)


class NodeItem(Part):
    """The box of an operation."""

    def __init__(self, node: Node, title: str) -> None:
        super().__init__(node.row)
        self.node = node
        self._box = rectangle(node.rect)
        self.title = title
        self.state = State.WAITING

    @property
    def box(self) -> QRectF:
        return self._box

    def set_state(self, state: State) -> None:
        """Light it, or dim it."""
        if state is not self.state:
            self.state = state
            self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        colours, lit = theme().palette, self.state is State.CURRENT
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(_DIMMED if self.state is State.WAITING and not self.pointed else 1)
        border = colours.accent if lit or self.pointed else colours.border
        painter.setPen(QPen(QColor(border), 1))
        painter.setBrush(QColor(colours.accent if lit else colours.field))
        painter.drawPath(self._outline())
        small = self.row is Row.UPDATES
        painter.setFont(scene_font(0.82 if small else 0.95, bold=not small))
        painter.setPen(QColor(colours.on_accent if lit else colours.text))
        room = self.box.adjusted(2, 0, -2, 0)
        text = QFontMetricsF(painter.font()).elidedText(self.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), text)
        self._paint_rings(painter)

    def _outline(self) -> QPainterPath:
        """Rounded, but for the side where it is joined to its other half."""
        box, path = self.box, QPainterPath()
        radius = _ROUND if self.row is not Row.UPDATES else _ROUND - 2
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRoundedRect(box, radius, radius)
        if self.node.joined:
            inner = box.adjusted(radius, 0, 0, 0) if self.node.joined == "left" else box.adjusted(0, 0, -radius, 0)
            path.addRect(inner)
        return path.simplified()


class Picture(Guarded, QGraphicsItem):
    """The picture of a value: all of an arrow that is another one at each step, so the rest is not painted again."""

    def __init__(self, edge: "EdgeItem") -> None:
        super().__init__(edge)
        self._edge = edge
        self._room = rectangle(edge.edge.picture)
        self._image: QImage | None = None
        self._made_for: tuple[int, int] = (0, 0)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)  # the arrow is what is pointed at

    def boundingRect(self) -> QRectF:
        return self._room.adjusted(-1, -1, 1, 1)

    @property
    def image(self) -> QImage | None:
        """It, if it has been drawn since the value changed."""
        return self._image

    def forget(self) -> None:
        """The theme or the value has changed."""
        self._image = None
        self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        values = self._edge.matrix()
        if values is None:
            return
        rect = self._edge.picture_rect(values)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        detail = option.levelOfDetailFromTransform(painter.worldTransform())
        detail *= widget.devicePixelRatioF() if widget is not None else 1
        wanted = (min(math.ceil(rect.height() * detail), values.shape[0]),
                  min(math.ceil(rect.width() * detail), values.shape[1]))
        if self._image is None or wanted != self._made_for:  # when first painted, and where there is room for more
            self._image = thumbnail(self._edge.edge.role, values, *wanted, self._edge.inputs)
            self._made_for = wanted
        painter.drawImage(rect, self._image)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme().palette.border), 0))
        painter.drawRect(rect)
        lit = self._edge.lit
        if lit is not None:
            painter.setPen(QPen(QColor(theme().palette.text), 1))
            painter.drawRect(QRectF(rect.x() + lit.x() * rect.width(), rect.y() + lit.y() * rect.height(),
                                    lit.width() * rect.width(), lit.height() * rect.height()))


class EdgeItem(Part):
    """The arrow of a variable, with its picture, name and shape."""

    def __init__(self, edge: Edge, wording: Wording | None = None) -> None:
        super().__init__(edge.row)
        self.edge, self.wording = edge, wording
        # Where it is never changes, and is asked a hundred times a frame.
        self._box = rectangle(edge.picture).united(rectangle(edge.label))
        note = QRectF() if edge.note is None else rectangle(edge.note).adjusted(3, 0, -3, 0)
        has_room = edge.note is not None and edge.row in (Row.FORWARD, Row.BACKWARD)
        self._words_room = note.translated(0, note.height() - 1) if has_room else QRectF()
        self._pressable = self._box.united(note)
        arrow = QRectF(QPointF(*edge.start), QPointF(*edge.end)).normalized().adjusted(-4, -4, 4, 4)
        self._bounds = super().boundingRect().united(arrow).united(self._pressable).united(self._words_room)
        self.value: np.ndarray | None = None
        self.inputs: Kind = "image"
        self.is_known = False
        self.lit: QRectF | None = None
        self._number = ""
        self._picture = Picture(self)

    @property
    def box(self) -> QRectF:
        return self._box

    def boundingRect(self) -> QRectF:
        return self._bounds

    def shape(self) -> QPainterPath:
        path = QPainterPath()
        path.addRect(self._pressable)
        return path

    @property
    def picture(self) -> QImage | None:
        """The picture, if it has been drawn since the value changed."""
        return self._picture.image

    def show_value(self, value: np.ndarray | None, inputs: Kind) -> None:
        """Show a value, or that it has not been computed. For a mean, the numbers that it is the mean of.

        `inputs` is the colour map of x.
        """
        self.inputs = inputs
        if value is not self.value and not self._is_shown(value):
            if self.is_known != (value is not None):
                self.is_known = value is not None
                self.update()
            self.value = value
            self._picture.forget()

    def _is_shown(self, value: np.ndarray | None) -> bool:
        """Whether it is as before: another snapshot of the same iteration has other arrays, but the same numbers."""
        if value is None or self.value is None or np.shape(value) != np.shape(self.value):
            return False
        few = slice(None, None, _FEW)  # most of what is not the same is told from a few numbers
        return _same(np.ravel(value)[few], np.ravel(self.value)[few]) and _same(value, self.value)

    def light(self, part: QRectF | None) -> None:
        """Draw a frame around a part of the picture, which is 1 wide and 1 high; None: around nothing."""
        if part != self.lit:
            self.lit = part
            self._picture.update()

    def show_number(self, text: str) -> None:
        """Write a number in place of the shape."""
        if text != self._number:
            self._number = text
            self.update()

    def forget_picture(self) -> None:
        """The theme or the value has changed."""
        self._picture.forget()
        self.update()

    # Painting -------------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(1 if self.is_known or self.pointed else _DIMMED)
        self._paint_arrow(painter)
        self._paint_what_is_no_picture(painter)
        colours = theme().palette
        painter.setFont(scene_font(0.92))
        painter.setPen(QColor(colours.warning if self.edge.backward else colours.text))
        painter.drawText(rectangle(self.edge.label), int(Qt.AlignmentFlag.AlignCenter), label_of(self.edge.name))
        if self.edge.note is not None:
            painter.setFont(scene_font(0.8))
            painter.setPen(QColor(colours.dim))
            note = self._number or (formatting.shape(self.edge.shape) if self.edge.shape else "")
            painter.drawText(rectangle(self.edge.note), int(Qt.AlignmentFlag.AlignCenter), note)
            self._paint_words(painter, option.levelOfDetailFromTransform(painter.worldTransform()))
        self._paint_rings(painter)

    def _paint_words(self, painter: QPainter, detail: float) -> None:
        """What it is called in words, where that can be read and has room."""
        font, room = scene_font(_WORDS), self._words_room
        if self.wording is None or font.pixelSize() * detail < _READABLE:
            return
        if QFontMetricsF(font).horizontalAdvance(self.wording.short) <= room.width():
            painter.setFont(font)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), self.wording.short)

    def _paint_arrow(self, painter: QPainter) -> None:
        colours, main = theme().palette, self.row in (Row.FORWARD, Row.BACKWARD)
        colour = QColor(colours.positive if self.edge.backward else colours.dim)
        style = Qt.PenStyle.SolidLine if self.is_known else Qt.PenStyle.DashLine
        width = (1.8 if self.edge.backward else 1.3) if main else 1.0
        start, end = QPointF(*self.edge.start), QPointF(*self.edge.end)
        paint_arrow(painter, start, end, QPen(colour, width, style), _HEAD if main else _HEAD - 2)

    def _paint_what_is_no_picture(self, painter: QPainter) -> None:
        """Where there is a gradient of 1, or nothing yet."""
        colours, rect = theme().palette, self.picture_rect(None)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.edge.name == "1" and self.is_known:
            painter.fillRect(rect, QColor(colours.positive))
        elif not self.is_known:
            painter.setPen(QPen(QColor(colours.dim), 1, Qt.PenStyle.DotLine))
            painter.drawRect(rect)

    def picture_rect(self, values: np.ndarray | None) -> QRectF:
        """Where the picture of these values is; None: of those to come."""
        room = rectangle(self.edge.picture)
        shape = self.edge.shape if values is None or len(self.edge.shape) else values.shape
        width, height = picture_size(shape, room.width(), room.height() - 3)
        return QRectF(room.center().x() - width / 2, room.bottom() - height - 1, width, height)

    def matrix(self) -> np.ndarray | None:
        """What the picture is of; None where there is none."""
        if self.value is None or self.edge.name == "1":
            return None
        value = np.asarray(self.value)
        return square(value) if value.ndim == 1 and not self.edge.shape else as_matrix(value)


class Backdrop(Guarded, QGraphicsItem):
    """The quiet lines behind everything that cannot be pointed at."""

    def __init__(self, graph: Graph) -> None:
        super().__init__()
        self._graph = graph

    def boundingRect(self) -> QRectF:
        return QRectF(0, 0, self._graph.width, self._graph.height)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for start, end in self._graph.lines:
            paint_arrow(painter, QPointF(*start), QPointF(*end), QPen(QColor(theme().palette.border), 1), _HEAD - 2)


def _same(one: np.ndarray, other: np.ndarray) -> bool:
    return np.array_equal(one, other, equal_nan=True)


def label_of(name: str) -> str:
    """What is written at an arrow: the loss after the update is an L again."""
    return "L" if name == LOSS_AFTER else name


def paint_arrow(painter: QPainter, start: QPointF, end: QPointF, pen: QPen, head: float) -> None:
    """A line with a head at its end."""
    length = math.hypot(end.x() - start.x(), end.y() - start.y())
    if length < 1:
        return
    along = (end - start) / length
    across = QPointF(-along.y(), along.x())
    painter.setPen(pen)
    painter.drawLine(start, end - along * head * 0.8)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(pen.color())
    back = end - along * head
    painter.drawPolygon(QPolygonF([end, back + across * head / 2, back - across * head / 2]))
