"""The check of all parameters as a table: a row for each, in which the worst cell can be gone to."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from engine.inspection.proof.check import ParameterCheck
from gui.look.theme import theme
from gui.panels.iteration.parts.box import colour_of, draw_mark
from gui.widgets.cell import Cell
from gui.widgets.cell_view import CellView, Position
from gui.words import formatting
from gui.words.engine_texts import phrase

_LEFT, _RIGHT = (int(each | Qt.AlignmentFlag.AlignVCenter) for each in (
    Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight))
_NAME, _VERDICT, _ERROR, _WORST, _CELLS, _KINK = range(6)
_NEEDED = (_NAME, _VERDICT, _ERROR, _WORST, _CELLS, _KINK)  # the last ones go where there is no room
_SHOWN = (_NAME, _VERDICT, _CELLS, _KINK, _ERROR, _WORST)  # from left to right


class CheckTable(CellView):
    """One row a parameter. A click on a row, or Enter, goes to its worst cell.

    Signals
    -------
    place_chosen(Place)
    places_hovered(tuple of Place)
    """

    place_chosen = Signal(object)
    places_hovered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._checks: tuple[ParameterCheck, ...] = ()
        self.setAccessibleName(self.tr("Gradient check of all parameters"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_clicked)
        self.hovered.connect(self._on_hovered)

    @property
    def checks(self) -> tuple[ParameterCheck, ...]:
        """What is shown."""
        return self._checks

    def show_checks(self, checks: Sequence[ParameterCheck]) -> None:
        """Show these."""
        self._checks = tuple(checks)
        self._marked = None
        self._values_shown(self.accessibleName(), 1.0)
        self.updateGeometry()

    def texts(self, row: int) -> tuple[str, ...]:
        """What is written in a row, from left to right, wherever there is room."""
        found = self._texts(self._checks[row])
        return tuple(found[column] for column in _SHOWN)

    def _texts(self, check: ParameterCheck) -> tuple[str, ...]:
        words = {True: self.tr("agrees"), False: self.tr("disagrees"), None: self.tr("cannot tell")}[check.agrees]
        return (
            check.name, words, formatting.number(check.worst_error, 2) if check.compared else formatting.NOTHING,
            str(check.worst) if check.worst else formatting.NOTHING,
            self.tr("{compared} of {size}").format(
                compared=formatting.integer(check.compared), size=formatting.integer(check.size)),
            formatting.integer(check.at_kink))

    def _headings(self) -> tuple[str, ...]:
        return (self.tr("of"), "", self.tr("error"), self.tr("worst cell"), self.tr("cells compared"),
                self.tr("at a kink"))

    # Cells ----------------------------------------------------------------------------------------------------------

    def _cell_shape(self) -> tuple[int, int]:
        return (len(self._checks), 1) if self._checks else (0, 0)

    def _row_height(self) -> int:
        return max(theme().scaled(20), math.ceil(QFontMetricsF(theme().font()).height()) + theme().scaled(3))

    def _position_at(self, point: QPointF) -> Position | None:
        row = int(point.y() // self._row_height()) - 1
        return (row, 0) if 0 <= row < len(self._checks) else None

    def _rect_of(self, position: Position) -> QRectF:
        return QRectF(0, (position[0] + 1) * self._row_height(), self.width(), self._row_height())

    def _cell(self, position: Position) -> Cell | None:
        check = self._checks[position[0]] if position[0] < len(self._checks) else None
        if check is None:
            return None
        return Cell(check.name, check.worst.index if check.worst else (), check.worst_error)

    def _position_of(self, index: tuple[int, ...]) -> Position | None:
        return None

    def _forget_cells(self) -> None:
        self._checks = ()
        self._marked = None
        self.updateGeometry()

    def _check_of(self, cell: Cell) -> ParameterCheck:
        return next(check for check in self._checks if check.name == cell.name)

    def _say(self, cell: Cell, where: QPoint) -> None:
        check = self._check_of(cell)
        worst = next((each for each in check.cells if each.place == check.worst), None)
        text = self.tr("{name}: nothing could be compared").format(name=check.name)
        if worst is not None:
            text = f"{check.worst}: {phrase(worst.verdict)}"
        QToolTip.showText(self.mapToGlobal(where + QPoint(0, theme().scaled(6))), f"<qt>{text}</qt>", self)
        self.setAccessibleDescription(text)

    @Slot(object)
    def _on_clicked(self, cell: Cell) -> None:
        worst = self._check_of(cell).worst
        if worst is not None:
            QToolTip.hideText()
            self.place_chosen.emit(worst)

    @Slot(object)
    def _on_hovered(self, cell: Cell | None) -> None:
        worst = None if cell is None else self._check_of(cell).worst
        self.setCursor(Qt.CursorShape.ArrowCursor if worst is None else Qt.CursorShape.PointingHandCursor)
        self.places_hovered.emit(() if worst is None else (worst,))

    # Painting -------------------------------------------------------------------------------------------------------

    def _columns(self) -> list[tuple[int, float, float]]:
        """Of each column that has room: which it is, where it begins, how wide it is."""
        metrics, gap = QFontMetricsF(theme().font(0.95)), theme().scaled(14)
        rows = [self._headings(), *map(self._texts, self._checks)]
        widths = {column: max(metrics.horizontalAdvance(row[column]) for row in rows) for column in _NEEDED}
        widths[_VERDICT] += self._row_height()  # for the sign
        kept, room = [], self.width() - theme().scaled(8)
        for column in _NEEDED:
            room -= widths[column] + gap
            if room + gap >= 0:
                kept.append(column)
        found, x = [], float(theme().scaled(4))
        for column in (each for each in _SHOWN if each in kept):
            found.append((column, x, widths[column]))
            x += widths[column] + gap
        return found

    def _paint_cells(self, painter: QPainter) -> None:
        columns, height, colours = self._columns(), self._row_height(), theme().palette
        painter.setFont(theme().font(0.95))
        painter.setPen(QColor(colours.dim))
        for column, x, width in columns:
            painter.drawText(QRectF(x, 0, width, height), _flags(column), self._headings()[column])
        for row, check in enumerate(self._checks):
            rect = self._rect_of((row, 0))
            if self._hover == (row, 0):
                painter.fillRect(rect, QColor(colours.hover))
            texts = self._texts(check)
            for column, x, width in columns:
                self._paint_text(painter, check, column, texts[column], QRectF(x, rect.top(), width, height))

    def _paint_text(self, painter: QPainter, check: ParameterCheck, column: int, text: str, area: QRectF) -> None:
        colours = theme().palette
        ink = {_VERDICT: colour_of(check.agrees), _WORST: colours.accent if check.worst else colours.dim,
               _CELLS: colours.dim, _KINK: colours.dim}.get(column, colours.text)
        if column == _VERDICT:
            side = self._row_height()
            draw_mark(painter, QRectF(area.left(), area.top(), side, area.height()), check.agrees)
            area = area.adjusted(side, 0, 0, 0)
        painter.setPen(QColor(ink))
        painter.drawText(area, _flags(column), text)

    def _paint_outline(self, painter: QPainter, position: Position | None, colour: str) -> None:
        if position is not None and self.hasFocus() and position == self._marked:
            super()._paint_outline(painter, position, colour)

    def sizeHint(self) -> QSize:
        return QSize(theme().scaled(300), (len(self._checks) + 1) * self._row_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().scaled(150), self.sizeHint().height())


def _flags(column: int) -> int:
    return _RIGHT if column in (_ERROR, _CELLS, _KINK) else _LEFT
