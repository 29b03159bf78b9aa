"""The matrices of an operation in a row, as its formula has them, drawn in proportion.

All rows and columns that run over the same thing are equally long, in every matrix: xᵀ·da1 visibly has the shape of W1.
"""

import math
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.inspection.place import LOSS_AFTER, Place, Variable
from engine.inspection.snapshot import Snapshot
from gui import formatting
from gui.engine_texts import operation_name
from gui.panels.iteration.equations import Equation, Operand
from gui.panels.iteration.matrix_map import Frame, MatrixMap
from gui.theme import theme
from gui.widgets.guarded import Guarded, painting
from gui.widgets.take_down import take_down

_THINNEST, _CELL = 10, 16  # pixels: of an axis however short, and of one cell at most, at normal text size
_HIGHEST = 150  # of a matrix, unless there is more room
_MANY = 0.75  # of that, where there are many equations
_GAP, _BETWEEN, _CAPTION = 6, 26, 17  # beside a sign, between equations, for a name
_OF_BATCH = frozenset(("x", "t", "a", "z", "y", "l", "dx", "da", "dz"))  # kinds of variables with a row for each sample


@dataclass(slots=True)
class _Placed:
    """An operand or a sign, and where it is."""

    text: str
    map: MatrixMap | None
    note: str = ""
    area: QRectF | None = None


class EquationsView(Guarded, QWidget):
    """Draws equations one after the other, in as many lines as they need.

    Signals
    -------
    hovered(Cell or None), clicked(Cell): a cell of any of the matrices
    """

    hovered = Signal(object)
    clicked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._equations: tuple[Equation, ...] = ()
        self._placed: list[list[_Placed]] = []
        self._highest = float(_HIGHEST)
        self._flows: dict[float, tuple] = {}  # where the pieces are, for each width that was asked for
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().changed.connect(self._on_theme_changed)

    @property
    def maps(self) -> list[MatrixMap]:
        """The matrices, in order."""
        return [each.map for equation in self._placed for each in equation if each.map is not None]

    def show_values(
        self, equations: tuple[Equation, ...], snapshot: Snapshot, row: int, only_row: bool, missing: str
    ) -> None:
        """Show the values of a snapshot.

        Parameters
        ----------
        equations
            Of one operation.
        snapshot
            Where the values are from.
        row
            Row of the minibatch to mark.
        only_row
            Draw this row alone.
        missing
            What is said of a value that is missing.
        """
        if equations != self._equations:
            self._build(equations)
        for equation, placed in zip(equations, self._placed, strict=True):
            operands = iter(equation.operands)
            for each in placed:
                if each.map is not None:
                    self._fill(each, next(operands), snapshot, row if only_row else None, row, missing)
            self._write_signs(equation, placed, only_row)
        needed = self.heightForWidth(self.width())
        self._flows.clear()
        if self.heightForWidth(self.width()) != needed:
            self.updateGeometry()
        self._arrange()

    def show_nothing(self) -> None:
        """Keep nothing of what was shown."""
        self._build(())
        self._flows.clear()

    def mark(self, places: tuple[Place, ...]) -> None:
        """Mark these cells wherever they are drawn, and no others."""
        for each in self.maps:
            name = each.accessibleName()
            each.mark(next((place.index for place in places if place.name == name), None))

    def _build(self, equations: tuple[Equation, ...]) -> None:
        for old in self.maps:
            take_down(old)
        self._equations = equations
        self._placed = [[self._piece(piece) for piece in equation.pieces] for equation in equations]

    def _piece(self, piece: Operand | str) -> _Placed:
        if isinstance(piece, str):
            return _Placed(piece, None)
        new = MatrixMap(self)
        new.hovered.connect(self.hovered)
        new.clicked.connect(self.clicked)
        new.show()
        return _Placed(piece.caption, new)

    def _fill(
        self, placed: _Placed, operand: Operand, snapshot: Snapshot, only: int | None, row: int, missing: str
    ) -> None:
        shape, value = snapshot.shape(operand.name), snapshot.value(operand.name)
        batch = Variable.of(operand.name).kind in _OF_BATCH
        frame = Frame(tuple(shape), operand.transposed, batch, only if batch else None)
        placed.map.show_variable(operand.name, value, frame, row, missing)
        placed.text = operand.caption if operand.name != LOSS_AFTER else operation_name(LOSS_AFTER)
        if frame.row is not None:
            placed.text = f"{operand.name}[{frame.row}]" + ("ᵀ" if operand.transposed else "")
        placed.note = "" if shape or value is None else formatting.number(float(value))

    def _write_signs(self, equation: Equation, placed: list[_Placed], only_row: bool) -> None:
        for each, piece in zip(placed, equation.pieces, strict=True):
            if each.map is None:
                # The other rows of the minibatch are not shown, but they are in the sum.
                each.text = "+ … =" if only_row and equation.sums_rows and piece == "=" else piece

    # Where the pieces are -------------------------------------------------------------------------------------------

    def set_highest(self, pixels: float) -> None:
        """How high a matrix may be, at normal text size."""
        if pixels != self._highest:
            self._highest = pixels
            self._flows.clear()
            self.updateGeometry()
            self._arrange()

    def _scale(self, width: float) -> float:
        """Pixels of one element, so that the highest matrix and the widest equation fit."""
        scale = float(theme().scaled(_CELL))
        highest = theme().scaled(self._highest * (_MANY if len(self._placed) > 2 else 1))
        for placed in self._placed:
            scale = min(scale, highest / max(each.map.frame.drawn[0] for each in placed if each.map is not None))
        for _ in range(8):  # what is as thin as it can be does not become thinner, so once is not enough
            widest = max((sum(self._widths(placed, scale)) for placed in self._placed), default=0.0)
            if widest <= width:
                break
            scale *= 0.95 * width / widest
        return scale

    def _sign_width(self, sign: _Placed) -> float:
        return QFontMetricsF(theme().font()).horizontalAdvance(sign.text) + 2 * theme().scaled(_GAP)

    def _size(self, frame: Frame, scale: float) -> tuple[float, float]:
        thinnest = theme().scaled(_THINNEST)
        rows, columns = frame.drawn
        return max(thinnest, round(columns * scale)), max(thinnest, round(rows * scale))

    def _widths(self, placed: list[_Placed], scale: float) -> list[float]:
        metrics = QFontMetricsF(theme().caption_font())
        return [self._sign_width(each) if each.map is None else max(
            self._size(each.map.frame, scale)[0], metrics.horizontalAdvance(each.text),
            metrics.horizontalAdvance(each.note)) for each in placed]

    def _height(self, placed: list[_Placed], scale: float) -> float:
        return theme().scaled(_CAPTION) + max(self._size(each.map.frame, scale)[1] for each in placed if each.map)

    def _flow(self, width: float) -> tuple[list[tuple[float, float, list[float], float]], float]:
        """(x, y, widths, height) of each equation, and the height of all; kept, for the layout asks again and again."""
        if width not in self._flows:
            self._flows[width] = self._flow_anew(width)
        return self._flows[width]

    def _flow_anew(self, width: float) -> tuple[list[tuple[float, float, list[float], float]], float]:
        scale, x, y, line, found = self._scale(width), 0.0, 0.0, 0.0, []
        for placed in self._placed:
            widths, height = self._widths(placed, scale), self._height(placed, scale)
            if x and x + sum(widths) > width:
                x, y, line = 0.0, y + line + theme().scaled(_GAP), 0.0
            noted = self._sunk(placed, scale, height)
            found.append((x, y, widths, height))
            x += sum(widths) + theme().scaled(_BETWEEN)
            line = max(line, height + max(noted, 0.0))
        return found, y + line

    def _sunk(self, placed: list[_Placed], scale: float, height: float) -> float:
        """How far a number beneath a small cell reaches below the highest matrix."""
        caption = theme().scaled(_CAPTION)
        noted = [self._size(each.map.frame, scale)[1] for each in placed if each.note]
        return max((caption - (height - caption - high) / 2 for high in noted), default=0.0)

    def _arrange(self) -> None:
        if not self._placed:
            return
        flow, _ = self._flow(self.width())
        scale = self._scale(self.width())
        for placed, (x, y, widths, high) in zip(self._placed, flow, strict=True):
            for each, width in zip(placed, widths, strict=True):
                each.area = QRectF(x, y, width, high)
                if each.map is not None:
                    self._put(each, scale)
                x += width
        self.update()

    def _put(self, placed: _Placed, scale: float) -> None:
        wide, high = self._size(placed.map.frame, scale)
        caption, area = theme().scaled(_CAPTION), placed.area
        top = area.top() + caption + (area.height() - caption - high) / 2
        placed.map.setGeometry(round(area.center().x() - wide / 2), round(top), round(wide), round(high))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._whole(self._flow(width)[1]) if self._placed else 0

    def _whole(self, height: float) -> int:
        return math.ceil(height) + 2  # cells are set on whole pixels

    def sizeHint(self) -> QSize:
        width = theme().scaled(360)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().scaled(200), theme().scaled(_CAPTION))  # the layout asks for the height of a width

    # Painting -------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, caption = theme().palette, theme().scaled(_CAPTION)
        with painting(self) as painter:
            for each in (piece for placed in self._placed for piece in placed if piece.area is not None):
                if each.map is None:
                    painter.setFont(theme().font())
                    painter.setPen(QColor(colours.dim))
                    painter.drawText(each.area.adjusted(0, caption, 0, 0), int(Qt.AlignmentFlag.AlignCenter), each.text)
                    continue
                painter.setFont(theme().caption_font())
                painter.setPen(QColor(colours.dim if each.map.is_missing else colours.text))
                above = QRectF(each.area.left(), each.map.y() - caption, each.area.width(), caption - 2)
                painter.drawText(above, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom), each.text)
                below = QRectF(each.area.left(), each.map.geometry().bottom() + 2, each.area.width(), caption)
                painter.drawText(below, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), each.note)

    @Slot()
    def _on_theme_changed(self) -> None:
        self._flows.clear()
        self.updateGeometry()
        self._arrange()
