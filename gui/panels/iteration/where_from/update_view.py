"""An update laid out as one does sums on paper: the old number, what is added to it, a line, the new number."""

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.inspection.provenance.provenance import Provenance
from engine.inspection.terms import Factor, Term
from gui.look.theme import theme
from gui.panels.iteration.parts.figures import fixed_font
from gui.panels.iteration.where_from.operand_view import OperandView
from gui.widgets.cell_view import Position
from gui.words import formatting

_ROW, _GAP = 24, 10  # pixels at normal text size
_TIMES = " × "
_LEFT, _RIGHT = (int(each | Qt.AlignmentFlag.AlignVCenter) for each in (
    Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight))


class UpdateView(OperandView):
    """Rows: W, lr·dW or whatever else an optimizer adds, and what they give."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[tuple[Factor, ...], ...] = ()  # the operands of each
        self._before: tuple[str, ...] = ()               # what stands before them: "0.1 × "
        self._signs: tuple[str, ...] = ()
        self._names: tuple[str, ...] = ()
        self._figures: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """What is written in each row, and its number."""
        return tuple(zip(self._names, self._figures, strict=True))

    def show_provenance(self, provenance: Provenance) -> None:
        """Show an update."""
        terms = tuple(provenance.terms)
        self._rows = tuple(tuple(each for each in term.factors if each.place is not None) for term in terms)
        self._before = tuple(map(_constant, terms))
        self._signs = ("", *(formatting.MINUS if term.negative else "+" for term in terms[1:]), "=")
        self._names = (*(before + _TIMES.join(each.symbol for each in operands) for before, operands in zip(
            self._before, self._rows, strict=True)), str(provenance.place))
        self._figures = tuple(provenance.update[0])
        self._forget_pointer()
        self._values_shown(self.tr("Update of {cell}").format(cell=self._names[0]), 1.0)
        self.setAccessibleDescription(provenance.filled)
        self.updateGeometry()

    def operand(self, position: Position) -> Factor | None:
        row, column = position
        return self._rows[row][column] if row < len(self._rows) and column < len(self._rows[row]) else None

    def _cell_shape(self) -> tuple[int, int]:
        return len(self._rows), max(map(len, self._rows), default=0)

    def _row_height(self) -> int:
        return max(theme().scaled(_ROW), math.ceil(QFontMetricsF(fixed_font(1.0)).height()) + 4)

    def _row_at(self, point: QPointF) -> int | None:
        row = int(point.y() // self._row_height())
        return row if 0 <= row < len(self._rows) and 0 <= point.x() < self._sum_width() else None

    def _position_at(self, point: QPointF) -> Position | None:
        row = self._row_at(point)
        if row is None:
            return None
        columns = range(len(self._rows[row]))
        return row, next((each for each in columns if point.x() < self._rect_of((row, each)).right()), columns[-1])

    def _rect_of(self, position: Position) -> QRectF:
        """Of an operand: from where it is written, or of the first from the sign, to the next one or the end."""
        row, column = position
        operands, metrics = self._rows[row], QFontMetricsF(fixed_font(self._size()))
        texts = (self._before[row] + "".join(each.symbol + _TIMES for each in operands[:count])
                 for count in (column, column + 1))
        left, right = (self._sign_width() + metrics.horizontalAdvance(text) for text in texts)
        if column == 0:
            left = self._sign_width()
        if column == len(operands) - 1:
            right = self._sum_width()
        return QRectF(left, row * self._row_height(), right - left, self._row_height())

    def _forget_cells(self) -> None:
        self._rows = ()
        self._forget_pointer()

    def _size(self) -> float:
        """Of the font, relative to running text: as large as there is room for."""
        letters = self._natural_width(1.0) - self._gaps()
        share = (self.width() - self._gaps()) / letters if letters else 1.0
        return theme().smaller(1.0, min(1.0, max(share, 0.4)))

    def _gaps(self) -> int:
        """What does not become narrower with the letters."""
        return 3 * theme().scaled(_GAP) + theme().scaled(4)

    def _sign_width(self) -> float:
        return QFontMetricsF(fixed_font(self._size())).horizontalAdvance("=") + theme().scaled(_GAP)

    def _sum_width(self) -> float:
        """From the signs to the end of the numbers: as narrow as it can be, so that they are read together."""
        return min(self._natural_width(self._size()), self.width())

    def _natural_width(self, size: float) -> float:
        metrics = QFontMetricsF(fixed_font(size, bold=True))
        names, figures = (max(map(metrics.horizontalAdvance, each), default=0) for each in (
            self._names, self._figures))
        sign = QFontMetricsF(fixed_font(size)).horizontalAdvance("=")
        return sign + names + figures + self._gaps()

    def _paint_cells(self, painter: QPainter) -> None:
        colours, height, sign, width = theme().palette, self._row_height(), self._sign_width(), self._sum_width()
        size = self._size()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        last = len(self._rows)
        for row, (text, value) in enumerate(self.texts):
            if row < last:
                self._paint_row_background(painter, row, QRectF(0, row * height, width, height))
            area = QRectF(0, row * height, width - theme().scaled(4), height)
            painter.setFont(fixed_font(size))
            painter.setPen(QColor(colours.dim))
            painter.drawText(area.adjusted(theme().scaled(3), 0, 0, 0), _LEFT, self._signs[row])
            name = QRectF(sign, area.top(), area.width() - sign, height)
            if row < last:
                self._paint_operands(painter, row)
            else:
                painter.setPen(QColor(colours.text))
                painter.drawText(name, _LEFT, text)
            painter.setFont(fixed_font(size, bold=row == last))
            painter.setPen(QColor(colours.text))
            painter.drawText(area, _RIGHT, value)
        painter.setPen(QPen(QColor(colours.dim), 1))
        painter.drawLine(QPointF(0, last * height + 0.5), QPointF(width, last * height + 0.5))

    def _paint_operands(self, painter: QPainter, row: int) -> None:
        """What a row is multiplied from; the constant goes with the first operand."""
        for column, each in enumerate(self._rows[row]):
            text, rect = ("" if column else self._before[row]) + each.symbol, self._rect_of((row, column))
            self._paint_operand(painter, (row, column), rect, text, _LEFT)
            if column < len(self._rows[row]) - 1:
                painter.setPen(QColor(theme().palette.dim))
                painter.drawText(rect.adjusted(painter.fontMetrics().horizontalAdvance(text), 0, 0, 0), _LEFT, _TIMES)

    def sizeHint(self) -> QSize:
        return QSize(theme().scaled(260), self._rows_high())

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self._rows_high())

    def _rows_high(self) -> int:
        return max(len(self._names), 3) * self._row_height() + 2


def _constant(term: Term) -> str:
    """What is written before the operands of a term: nothing where it is 1."""
    size = math.prod(abs(each.value) for each in term.factors if each.place is None)
    return "" if size == 1 else formatting.setting(size) + _TIMES

