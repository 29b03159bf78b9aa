"""The matrices of an operation in a row, as its formula has them.

All rows and columns that run over the same thing are equally long, in every matrix: xᵀ·da1 visibly has the shape of W1.
Where there is no room for all of them in cells that can be told apart, each matrix shows a part, the same rows and
columns in all of them, with the whole beneath it in its true proportion.
"""

import math
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.inspection.frozen.snapshot import Snapshot
from engine.inspection.place import Place
from engine.inspection.unit import Unit, cells_of, corners_of
from engine.nn.cells import Equation, Operand
from engine.nn.variables import Role
from engine.training.iteration import LOSS_AFTER
from gui.look.theme import theme
from gui.panels.iteration.operation.matrix_map import Frame, MatrixMap
from gui.panels.iteration.operation.outline import Outline
from gui.panels.iteration.operation.shown_part import LEAST, Axis, Extent, Firsts, Line, Room, furnish
from gui.qt.guarded import Guarded, painting
from gui.qt.take_down import take_down
from gui.widgets.cell import Cell
from gui.words import formatting
from gui.words.engine_texts import operation_name

_CELLS = (10, 14, 18)  # pixels of a cell at normal text size: at least, to be hit with ease, and at most
_HIGHEST = 100  # pixels of a matrix, unless there is more room
_OUTLINE, _THINNEST = 56, 3  # of the longest outline, and of an axis of it however short
_GAP, _BETWEEN, _CAPTION = 6, 26, 17  # beside a sign, between equations, for a name


@dataclass(slots=True)
class _Placed:
    """An operand or a sign, and where it is."""

    text: str
    map: MatrixMap | None = None
    outline: Outline | None = None
    frame: Frame | None = None
    extent: Extent | None = None
    note: str = ""
    area: QRectF | None = None  # of the whole column
    middle: float = 0.0         # of the matrix, and of the outline
    below: float = 0.0


@dataclass(slots=True, frozen=True)
class _Flow:
    """Where everything is, for a width that was asked for."""

    room: Room
    # For each line: its pieces, x, y, their widths, and the height of the matrices.
    places: tuple[tuple[list[_Placed], float, float, list[float], float], ...]
    outlined: bool
    height: float


@dataclass(slots=True, frozen=True)
class _Shown:
    """What is shown, to be shown again where another part of it is looked at."""

    snapshot: Snapshot
    row: int
    only_row: bool
    missing: str


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
        self._shown: _Shown | None = None
        self._firsts = Firsts()
        self._sizes: tuple[int, ...] = ()   # of the network that is looked at
        self._counts: dict = {}             # of the cells that are shown of each axis
        self._pointed: Cell | None = None
        self._clicked: Cell | None = None
        self._unit: Unit | None = None      # that is lit
        self._highest = float(_HIGHEST)
        self._flows: dict[float, _Flow] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().changed.connect(self._on_theme_changed)

    @property
    def maps(self) -> list[MatrixMap]:
        """The matrices, in order."""
        return [each.map for each in self._matrices()]

    @property
    def outlines(self) -> list[Outline]:
        """The whole of each matrix, in the same order."""
        return [each.outline for each in self._matrices()]

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
        another_row = self._shown is None or row != self._shown.row
        self._shown = _Shown(snapshot, row, only_row, missing)
        for equation, placed in zip(equations, self._placed, strict=True):
            operands = iter(equation.operands)
            for each in placed:
                if each.map is not None:
                    self._measure(each, next(operands))
            self._write_signs(equation, placed, only_row)
        needed = self.heightForWidth(self.width())
        self._flows.clear()
        if self.heightForWidth(self.width()) != needed:
            self.updateGeometry()
        self._arrange()
        self._begin_where_something_is(snapshot)
        if another_row:
            self._bring_in({"n": row})

    def show_nothing(self) -> None:
        """Keep nothing of what was shown."""
        self._build(())
        self._shown = None
        self._flows.clear()

    def mark(self, places: tuple[Place, ...]) -> None:
        """Mark these cells wherever they are drawn, and no others; what is not in sight is brought there."""
        for place in places:
            if any(each.map.accessibleName() == place.name and each.frame.place(place.index) for each in
                   self._matrices()):
                self._bring_in(self._by_axis(place.name, place.index))
        for each in self.maps:
            name = each.accessibleName()
            each.mark(next((place.index for place in places if place.name == name), None))

    def light_unit(self, unit: Unit | None) -> None:
        """Light a hidden unit in all matrices that have something of it, and no other."""
        self._unit = unit
        for each in self._matrices():
            self._frame_unit(each)

    def _frame_unit(self, placed: _Placed) -> None:
        name, snapshot = placed.map.accessibleName(), self._shown and self._shown.snapshot
        cells = None if self._unit is None or snapshot is None else cells_of(self._unit, name, snapshot.variables)
        corners = None if cells is None else corners_of(cells, snapshot.shape(name))
        for view in (placed.map, placed.outline):
            view.light_cells(corners)

    def bring_in(self, place: Place) -> None:
        """Have a cell in sight, if it is drawn here."""
        self._bring_in(self._by_axis(place.name, place.index))

    def _matrices(self) -> list[_Placed]:
        return [each for equation in self._placed for each in equation if each.map is not None]

    # What is drawn --------------------------------------------------------------------------------------------------

    def _build(self, equations: tuple[Equation, ...]) -> None:
        for old in self._matrices():
            take_down(old.map)
            take_down(old.outline)
        self._pointed = self._clicked = None
        self._equations = equations
        self._placed = [[self._piece(piece) for piece in equation.pieces] for equation in equations]

    def _piece(self, piece: Operand | str) -> _Placed:
        if isinstance(piece, str):
            return _Placed(piece)
        new, outline = MatrixMap(self), Outline(self)
        placed = _Placed(piece.caption, new, outline)
        new.hovered.connect(self._on_hovered)
        new.clicked.connect(self._on_clicked)
        new.wanted.connect(self._on_wanted)
        outline.moved.connect(self._on_moved)
        for view in (new, outline):
            view.show()
        return placed

    def _measure(self, placed: _Placed, operand: Operand) -> None:
        """How large an operand is, and what it is called."""
        snapshot, name = self._shown.snapshot, operand.name
        shape, variable = tuple(snapshot.shape(name)), snapshot.variables[name]
        only = self._shown.row if self._shown.only_row and variable.of_samples else None
        frame = Frame(shape, operand.transposed, variable.of_samples, only, role=variable.role,
                      inputs=snapshot.look.colours)
        of_input = Role.INPUT in (variable.role, variable.of and variable.of.role)
        if only is not None and of_input and snapshot.look.is_picture:
            frame = replace(frame, picture=snapshot.look)
        placed.map.setAccessibleName(name)
        placed.frame = frame
        placed.text = operand.caption if name != LOSS_AFTER else operation_name(LOSS_AFTER)
        if only is not None:
            placed.text = f"{name}[{only}]" + ("ᵀ" if operand.transposed else "")
        value = snapshot.value(name)
        placed.note = "" if shape or value is None else formatting.number(float(value))
        picture = frame.shown if frame.picture is not None else None
        placed.extent = Extent(*frame.drawn, self._axes(name, frame), picture, self._least(placed))

    def _axes(self, name: str, frame: Frame) -> tuple[Axis, Axis]:
        """What the rows and columns that are drawn run over."""
        axes = self._shown.snapshot.axes(name)
        if len(axes) > 2:
            return axes[1 if frame.row is not None else 0:-1], axes[-1]
        if len(axes) == 1:
            axes = (axes[0], None) if frame.batch else (None, axes[0])
        first, second = axes or (None, None)
        first = None if frame.batch and frame.row is not None else first
        return (second, first) if frame.transposed else (first, second)

    def _least(self, placed: _Placed) -> float:
        """Pixels that the words about a matrix need, whichever part of it is shown."""
        metrics = QFontMetricsF(theme().caption_font())
        widest = _indices(placed.frame, tuple((length - 1, length) for length in placed.frame.drawn))
        return max(metrics.horizontalAdvance(text) for text in (placed.text, placed.note, widest))

    def _write_signs(self, equation: Equation, placed: list[_Placed], only_row: bool) -> None:
        for each, piece in zip(placed, equation.pieces, strict=True):
            if each.map is None:
                # The other rows of the minibatch are not shown, but they are in the sum.
                each.text = "+ … =" if only_row and equation.sums_rows and piece == "=" else piece

    def _begin_where_something_is(self, snapshot: Snapshot) -> None:
        """In a network of other sizes, begin where the images are inked, and not at an empty corner."""
        sizes = tuple(snapshot.variables.lengths.values())
        if sizes != self._sizes:
            self._sizes, self._firsts = sizes, Firsts({"0": snapshot.most_inked - LEAST, "n": self._shown.row})
            self._arrange()

    def _fill(self, placed: _Placed, room: Room) -> None:
        """Show the part of a matrix that there is room for."""
        extent, frame, shown = placed.extent, placed.frame, self._shown
        if not room.is_whole(extent):
            rows, columns = room.shown(extent)
            frame = replace(frame, part=(
                self._firsts.of(extent.axes[0], rows, extent.rows), rows,
                self._firsts.of(extent.axes[1], columns, extent.columns), columns))
        name = placed.map.accessibleName()
        value = shown.snapshot.value(name)
        placed.map.show_variable(name, value, frame, shown.row, shown.missing)
        self._frame_unit(placed)
        placed.outline.show_frame(name, value, frame, self.tr(
            "All of {name}, {shape}, in proportion. Drag the frame to see another part.").format(
                name=name, shape=formatting.shape(frame.shape) if frame.shape else "()"))
        if frame.part is not None:
            row, rows, column, columns = frame.part
            placed.note = _indices(frame, ((row, rows), (column, columns)))
        elif frame.shape:
            placed.note = ""

    # Which part is shown --------------------------------------------------------------------------------------------

    def _by_axis(self, name: str, index: tuple) -> dict[Axis, int]:
        if self._shown is None:
            return {}
        axes = self._shown.snapshot.axes(name)
        found = {axis: i for axis, i in zip(axes, index, strict=False) if i is not None}
        if len(found) > 2:
            for rows in (axes[:-1], axes[1:-1]):  # those of all samples, and of one
                found[rows] = int(np.ravel_multi_index([found[axis] for axis in rows], self._lengths(rows)))
        return found

    def _lengths(self, axis: Axis) -> tuple[int, ...]:
        return tuple(map(self._shown.snapshot.length, (axis,) if isinstance(axis, str) else axis))

    def _bring_in(self, indices: dict[Axis, int]) -> None:
        moved = False
        for axis, index in indices.items():
            length = math.prod(self._lengths(axis))
            if axis in self._counts and index < length:
                moved |= self._firsts.bring_in(axis, index, self._counts[axis], length)
        if moved:
            self._arrange()

    @Slot(object)
    def _on_wanted(self, index: tuple[int, ...]) -> None:
        self._bring_in(self._by_axis(self.sender().accessibleName(), index))

    @Slot(int, int)
    def _on_moved(self, row: int, column: int) -> None:
        outline = self.sender()
        placed = next(each for each in self._matrices() if each.outline is outline)
        for axis, index, length in zip(
                placed.extent.axes, (row, column), (placed.extent.rows, placed.extent.columns), strict=True):
            if axis is not None:
                self._firsts.centre(axis, index, min(self._counts.get(axis, 1), length), length)
        self._arrange()

    @Slot(object)
    def _on_hovered(self, cell: Cell | None) -> None:
        self._pointed = cell
        self._light()
        self.hovered.emit(cell)

    @Slot(object)
    def _on_clicked(self, cell: Cell) -> None:
        self._clicked = cell
        self._light()
        self.clicked.emit(cell)

    def _light(self) -> None:
        """Show, in all matrices, the rows and columns that belong to the cell that is pointed at or was clicked."""
        cell = self._pointed or self._clicked
        lit = {} if cell is None else self._by_axis(cell.name, cell.index)
        for each in self._matrices():
            row, column = each.extent.axes
            each.map.light(lit.get(row), lit.get(column))

    # Where the pieces are -------------------------------------------------------------------------------------------

    def set_highest(self, pixels: float) -> None:
        """How high a matrix may be, at normal text size."""
        if pixels != self._highest:
            self._highest = pixels
            self._flows.clear()
            self.updateGeometry()
            self._arrange()

    def _sign_width(self, sign: _Placed) -> float:
        return QFontMetricsF(theme().font()).horizontalAdvance(sign.text) + 2 * theme().scaled(_GAP)

    def _line(self, placed: list[_Placed]) -> Line:
        return Line(tuple(each.extent for each in placed if each.map is not None),
                    sum(self._sign_width(each) for each in placed if each.map is None))

    def _outline_size(self, frame: Frame) -> tuple[int, int]:
        """Pixels across and down: one scale for all matrices of the operation."""
        longest = max(max(each.frame.drawn) for each in self._matrices())
        scale, thinnest = theme().scaled(_OUTLINE) / longest, theme().scaled(_THINNEST)
        rows, columns = frame.drawn
        return max(thinnest, round(columns * scale)), max(thinnest, round(rows * scale))

    def _flow(self, width: float) -> _Flow:
        """Kept, for the layout asks again and again."""
        if width not in self._flows:
            self._flows[width] = self._flow_anew(width)
        return self._flows[width]

    def _flow_anew(self, width: float) -> _Flow:
        room = furnish([self._line(placed) for placed in self._placed], width, theme().scaled(self._highest),
                       tuple(map(theme().scaled, _CELLS)))
        outlined = any(not room.is_whole(each.extent) for each in self._matrices())
        x, y, line, found = 0.0, 0.0, 0.0, []
        for placed in self._placed:
            for number, pieces in enumerate(self._lines_of(placed, room, outlined, width)):
                widths = [self._width(each, room, outlined) for each in pieces]
                if x and (number or x + sum(widths) > width):
                    x, y, line = 0.0, y + line + theme().scaled(_GAP), 0.0
                high = float(max(room.size(each.extent)[1] for each in pieces if each.map is not None))
                found.append((pieces, x, y, widths, high))
                x += sum(widths) + theme().scaled(_BETWEEN)
                line = max(line, self._height(pieces, room, high, outlined))
        return _Flow(room, tuple(found), outlined, y + line)

    def _lines_of(self, placed: list[_Placed], room: Room, outlined: bool, width: float) -> list[list[_Placed]]:
        """An equation, parted before its signs where one line has no room for it."""
        lines, used = [[]], 0.0
        for i, each in enumerate(placed):
            needed = self._width(each, room, outlined)
            if each.map is None and i + 1 < len(placed):
                needed += self._width(placed[i + 1], room, outlined)  # a sign stays before what it belongs to
            begins = each.map is None or i == 0 or placed[i - 1].map is not None
            if lines[-1] and begins and used + needed > width:
                lines, used = [*lines, []], 0.0
            lines[-1].append(each)
            used += self._width(each, room, outlined)
        return lines

    def _width(self, placed: _Placed, room: Room, outlined: bool) -> float:
        if placed.map is None:
            return self._sign_width(placed)
        outline = self._outline_size(placed.frame)[0] if outlined else 0
        return max(room.size(placed.extent)[0], placed.extent.least, outline)

    def _height(self, placed: list[_Placed], room: Room, high: float, outlined: bool) -> float:
        """Name, matrix, what is said below it, and the outline."""
        caption = theme().scaled(_CAPTION)
        if outlined:
            return 2 * caption + high + theme().scaled(_GAP) + self._outline_height(placed)
        noted = [room.size(each.extent)[1] for each in placed if each.note]
        return caption + high + max((max(caption - (high - own) / 2, 0) for own in noted), default=0.0)

    def _outline_height(self, placed: list[_Placed]) -> int:
        return max(self._outline_size(each.frame)[1] for each in placed if each.map is not None)

    def _arrange(self) -> None:
        if not self._placed:
            return
        flow = self._flow(self.width())
        self._counts = dict(flow.room.counts)
        for placed, x, y, widths, high in flow.places:
            middle = y + theme().scaled(_CAPTION) + high / 2
            below = middle + high / 2 + theme().scaled(_CAPTION) + self._outline_height(placed) / 2
            for each, width in zip(placed, widths, strict=True):
                each.area, each.middle, each.below = QRectF(x, y, width, high), middle, below if flow.outlined else 0.0
                if each.map is not None:
                    self._put(each, flow)
                x += width
        self._light()
        self.update()

    def _put(self, placed: _Placed, flow: _Flow) -> None:
        across = placed.area.center().x()
        for view, (wide, high), middle in (
                (placed.map, flow.room.size(placed.extent), placed.middle),
                (placed.outline, self._outline_size(placed.frame), placed.below)):
            view.setGeometry(round(across - wide / 2), round(middle - high / 2), round(wide), round(high))
        if not flow.outlined:
            placed.outline.resize(0, 0)  # never hidden: this may come from a resize
        self._fill(placed, flow.room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._whole(self._flow(width).height) if self._placed else 0

    def _whole(self, height: float) -> int:
        return math.ceil(height) + 2  # cells are set on whole pixels

    def sizeHint(self) -> QSize:
        width = theme().scaled(360)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().scaled(200), theme().scaled(_CAPTION))  # the layout asks for the height of a width

    # Painting -------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(self) as painter:
            for each in (piece for placed in self._placed for piece in placed if piece.area is not None):
                self._paint_sign(painter, each) if each.map is None else self._paint_words(painter, each)

    def _paint_sign(self, painter: QPainter, placed: _Placed) -> None:
        high = 2 * theme().scaled(_CAPTION)
        painter.setFont(theme().font())
        painter.setPen(QColor(theme().palette.dim))
        for middle in (placed.middle, placed.below):
            if middle:
                area = QRectF(placed.area.left(), middle - high / 2, placed.area.width(), high)
                painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), placed.text)

    def _paint_words(self, painter: QPainter, placed: _Placed) -> None:
        colours, caption, place = theme().palette, theme().scaled(_CAPTION), placed.map.geometry()
        painter.setFont(theme().caption_font())
        painter.setPen(QColor(colours.dim if placed.map.is_missing else colours.text))
        above = QRectF(placed.area.left(), place.top() - caption, placed.area.width(), caption - 2)
        painter.drawText(above, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom), placed.text)
        painter.setPen(QColor(colours.text if placed.frame.shape == () else colours.dim))
        below = QRectF(placed.area.left(), place.bottom() + 2, placed.area.width(), caption)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), placed.note)

    @Slot()
    def _on_theme_changed(self) -> None:
        for each in self._matrices():
            each.extent = replace(each.extent, least=self._least(each))
        self._flows.clear()
        self.updateGeometry()
        self._arrange()


def _indices(frame: Frame, shown: tuple[tuple[int, int], ...]) -> str:
    """Which rows and columns are shown, given the first and the count of each: ``[0–9, 388–393]``."""
    rows, columns = (str(first) if count == 1 else f"{first}–{first + count - 1}" for first, count in shown)
    if len(frame.shape) < 2:
        return f"[{rows if frame.batch else columns}]"
    if frame.batch and frame.row is not None:  # the number of that row, in place of the only one
        rows, columns = (rows, str(frame.row)) if frame.transposed else (str(frame.row), columns)
    return f"[{rows}, {columns}]"
