"""An update laid out as one does sums on paper: the old number, minus the step, a line, the new number."""

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.inspection.provenance.provenance import Provenance
from engine.inspection.terms import Factor
from gui.look.theme import theme
from gui.panels.iteration.parts.figures import fixed_font
from gui.panels.iteration.where_from.operand_view import OperandView
from gui.widgets.cell_view import Position
from gui.words import formatting

_ROW, _GAP = 24, 10  # pixels at normal text size
_LEFT, _RIGHT = (int(each | Qt.AlignmentFlag.AlignVCenter) for each in (
    Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight))


class UpdateView(OperandView):
    """Three rows: W, lr·dW, and what they give."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._operands: tuple[Factor, Factor] | None = None
        self._names: tuple[str, ...] = ()
        self._figures: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """What is written in each row, and its number."""
        return tuple(zip(self._names, self._figures, strict=True))

    def show_provenance(self, provenance: Provenance) -> None:
        """Show an update."""
        old, step = provenance.terms[0], provenance.terms[1]
        rate, gradient = step.factors
        self._operands = (old.factors[0], gradient)
        self._names = (
            old.factors[0].symbol, f"{formatting.setting(abs(rate.value))} × {gradient.symbol}", str(provenance.place))
        self._figures = tuple(provenance.update[0])
        self._forget_pointer()
        self._values_shown(self.tr("Update of {cell}").format(cell=old.factors[0].symbol), 1.0)
        self.setAccessibleDescription(provenance.filled)
        self.updateGeometry()

    def operand(self, position: Position) -> Factor | None:
        return self._operands[position[0]] if self._operands is not None and position[0] < 2 else None

    def _cell_shape(self) -> tuple[int, int]:
        return (2, 1) if self._operands is not None else (0, 0)

    def _row_height(self) -> int:
        return max(theme().scaled(_ROW), math.ceil(QFontMetricsF(fixed_font(1.0)).height()) + 4)

    def _row_at(self, point: QPointF) -> int | None:
        row = int(point.y() // self._row_height())
        return row if self._operands is not None and 0 <= row < 2 and 0 <= point.x() < self._sum_width() else None

    def _position_at(self, point: QPointF) -> Position | None:
        row = self._row_at(point)
        return None if row is None else (row, 0)

    def _rect_of(self, position: Position) -> QRectF:
        sign = self._sign_width()
        return QRectF(sign, position[0] * self._row_height(), self._sum_width() - sign, self._row_height())

    def _forget_cells(self) -> None:
        self._operands = None
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
        for row, (text, value) in enumerate(self.texts):
            if row < 2:
                self._paint_row_background(painter, row, QRectF(0, row * height, width, height))
            area = QRectF(0, row * height, width - theme().scaled(4), height)
            painter.setFont(fixed_font(size))
            painter.setPen(QColor(colours.dim))
            painter.drawText(area.adjusted(theme().scaled(3), 0, 0, 0), _LEFT, ("", formatting.MINUS, "=")[row])
            name = QRectF(sign, area.top(), area.width() - sign, height)
            if row < 2:
                self._paint_operand(painter, (row, 0), name, text, _LEFT)
            else:
                painter.setPen(QColor(colours.text))
                painter.drawText(name, _LEFT, text)
            painter.setFont(fixed_font(size, bold=row == 2))
            painter.setPen(QColor(colours.text))
            painter.drawText(area, _RIGHT, value)
        painter.setPen(QPen(QColor(colours.dim), 1))
        painter.drawLine(QPointF(0, 2 * height + 0.5), QPointF(width, 2 * height + 0.5))

    def sizeHint(self) -> QSize:
        return QSize(theme().scaled(260), 3 * self._row_height() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 3 * self._row_height() + 2)

