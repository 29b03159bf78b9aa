"""The terms of a number as a table: each with its operands, what they give, and how large that is as a bar.

There may be a thousand terms and more. Only the rows that can be seen are ever made and painted.
"""

import math
from collections.abc import Set

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QCursor,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolTip, QWidget

from engine.inspection.frozen.snapshot import Snapshot
from engine.inspection.place import Place
from engine.inspection.provenance.provenance import Provenance
from engine.inspection.terms import Factor, Term
from engine.problem import filled
from gui.look.theme import theme
from gui.panels.iteration.parts.figures import fixed_font
from gui.panels.iteration.where_from.operand_view import OperandView
from gui.panels.iteration.where_from.term_rows import Order, Pictures, TermRows
from gui.qt.guarded import Guarded
from gui.qt.later import Later
from gui.widgets.cell_view import Position
from gui.widgets.still_scroll import StillBar
from gui.widgets.tips import wrapped
from gui.words import formatting
from gui.words.engine_texts import phrase

_ROW, _TALL_ROW, _HEAD = 20, 25, 18  # heights in pixels at normal text size; tall where there are pictures
_GAP, _INSET = 7, 3
_LEAST_BAR = 36
_LEAST_WIDTH = 160  # pixels at any text size: numbers that do not fit are written smaller
QWIDGETSIZE_MAX = (1 << 24) - 1  # no limit, in Qt
_FONT, _SMALLEST_FONT, _FONT_STEP = 0.92, 0.5, 0.04  # of the numbers, relative to running text
_LEAST_ROWS = 3  # that are seen at once: as many terms as the line above writes out, so that the sum has room, too
_LEFT, _RIGHT, _MIDDLE = (int(each | Qt.AlignmentFlag.AlignVCenter) for each in (
    Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter))


class Columns:
    """Where the parts of a row lie, from left to right: measured once for a width and a font.

    Parameters
    ----------
    rows, heads
        What is written in them and above them.
    width, row_height
        The room there is.
    picture
        Whether there is room for the small pictures.
    size
        Of the font, relative to running text.
    """

    def __init__(
        self, rows: TermRows, heads: tuple[str, str], width: float, row_height: float, *, picture: bool = True,
        size: float = _FONT,
    ) -> None:
        self.size = size
        metrics = QFontMetricsF(fixed_font(size))
        gap, x = theme().scaled(_GAP), float(theme().scaled(_INSET))
        seen = rows.seen
        lead = max([metrics.horizontalAdvance(text) for text in (heads[0], *(rows.lead_text(t) for t in seen))])
        self.lead = x, min(lead, 0.3 * width) if rows.is_sum else lead
        x += self.lead[1] + gap
        picture = picture and rows.has_pictures
        self.picture = x, (row_height - theme().scaled(3) if picture else 0.0)
        x += self.picture[1] + (gap if picture else 0)
        self.sign = metrics.horizontalAdvance("×") + 1.6 * gap
        self.factors: list[tuple[float, float]] = []
        for column in range(rows.factor_count):
            x += self.sign if column else 0
            texts = [rows.text(term, column) for term in seen if column < len(term.factors)]
            self.factors.append((x, max(map(metrics.horizontalAdvance, (*texts, rows.headings[column])), default=0)))
            x += self.factors[-1][1] + gap * 0.5
        self.product = None
        if rows.has_product:
            x += self.sign
            texts = [rows.product_text(term) for term in seen]
            self.product = x, max(map(metrics.horizontalAdvance, (*texts, heads[1])), default=0)
            x += self.product[1] + gap * 0.5
        self.end = x  # of all that is written
        right, share = width - theme().scaled(_INSET), metrics.horizontalAdvance(formatting.percent(0.9999))
        x += gap
        self.share = None
        if rows.has_share and right - share - gap - x >= theme().scaled(_LEAST_BAR):
            self.share = right - share, share
            right -= share + gap
        self.bar = x, max(right - x, 0.0)


class TermsView(OperandView):
    """Paints the rows. `TermsTable` puts a scroll bar beside it.

    Signals
    -------
    extent_changed(): there are more or fewer rows, or more or less room for them
    row_wanted(int): this row is to be scrolled to
    """

    extent_changed = Signal()
    row_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: TermRows | None = None
        self._order: Order = "size"  # that a person has chosen, for all sums
        self._place: Place | None = None
        self._columns: Columns | None = None
        self._pictures = Pictures()
        self._top = 0  # pixels scrolled away
        self._telling = Later(self, self.extent_changed.emit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # For the table --------------------------------------------------------------------------------------------------

    @property
    def rows(self) -> TermRows | None:
        """What is shown."""
        return self._rows

    @property
    def top(self) -> int:
        """How many pixels of the rows are scrolled away."""
        return self._top

    def take_over(self, other: "TermsView") -> None:
        """Sort as another view does."""
        self._order = other._order

    def show_terms(self, provenance: Provenance, snapshot: Snapshot) -> None:
        """Show the terms of a number."""
        again = self._rows is not None and self._place == provenance.place
        self._place = provenance.place
        self._pictures.use(snapshot)
        self._rows = TermRows(provenance, snapshot)
        if self._order != "size" and self._rows.is_sum:
            self._rows.sort(self._order)
        self._columns = None
        if again:  # the same cell as training has it now: one stays where one was
            self._tell(() if self._row is None else self.places_of_row(self._row))
        else:
            self._top = 0
            self._forget_pointer()
        self.updateGeometry()
        name = self.tr("Terms of {cell}") if self._rows.is_sum else self.tr("What {cell} is made from")
        self._values_shown(name.format(cell=provenance.place), self._rows.largest)
        self.setAccessibleDescription(self.tr("Up and Down: terms; Left and Right: operands; Enter: open; "
                                              "Backspace: back; S: sort"))
        self.extent_changed.emit()

    def show_nothing(self) -> None:
        """Keep nothing of what was shown."""
        self._pictures.use(None)
        self.show_message("")

    def sort(self, order: Order) -> None:
        """By size or by index."""
        if self._rows is not None and self._rows.is_sum and order != self._rows.order:
            self._order = order
            self._rows.sort(order)
            self._rows_changed()

    def scroll_to(self, top: int) -> None:
        """Show the rows from this pixel on."""
        if top != self._top:
            self._top = top
            self.update()
            if self.underMouse():
                self._set_hover(None)
                self._point_at(QPointF(self.mapFromGlobal(QCursor.pos())))

    def row_height(self) -> int:
        """Of each row, in pixels."""
        tall = self._rows is not None and self._rows.has_pictures
        return max(theme().scaled(_TALL_ROW if tall else _ROW), math.ceil(QFontMetricsF(fixed_font()).height()) + 2)

    def head_height(self) -> int:
        """Of the line above the rows."""
        return max(theme().scaled(_HEAD), math.ceil(QFontMetricsF(fixed_font()).height()) + 2)

    def extent(self) -> int:
        """Height of all rows together."""
        return len(self._rows) * self.row_height() if self._rows is not None else 0

    def natural_width(self) -> int:
        """What the numbers take, without bars."""
        return math.ceil(Columns(self._rows, self._heads(), 10_000, self.row_height()).end)

    def page(self) -> int:
        """Height of the room for rows."""
        return max(self.height() - self.head_height(), 0)

    def _rows_changed(self) -> None:
        self._top = 0
        self._forget_pointer()
        self.extent_changed.emit()
        self.update()

    # Where things are -----------------------------------------------------------------------------------------------

    def _placed(self) -> Columns:
        if self._columns is None:
            self._columns = self._fitting()
        return self._columns

    def _fitting(self) -> Columns:
        """With pictures; where there is no room for all that is written, without them, and then in smaller writing."""
        room = self._rows, self._heads(), self.width(), self.row_height()
        columns = Columns(*room)
        if columns.end > self.width():
            columns = Columns(*room, picture=False)
        while columns.end > self.width() and columns.size > _SMALLEST_FONT:
            columns = Columns(*room, picture=False, size=columns.size - _FONT_STEP)
        return columns

    def _heads(self) -> tuple[str, str]:
        """What stands above the names of the rows, and above what the terms give."""
        leads = {"sample": "n", "input": phrase(self._rows.look.words.input), "unit": self.tr("unit"),
                 "class": self.tr("class"), "several": self.tr("index"), "": ""}
        if self._rows.is_sum:
            return leads[self._rows.lead], self.tr("term")
        return self.tr("made from"), "exp(a − m)" if self._rows.is_softmax else ""

    def _cell_shape(self) -> tuple[int, int]:
        return (0, 0) if self._rows is None or not len(self._rows) else (len(self._rows), self._rows.factor_count)

    def operand(self, position: Position) -> Factor | None:
        term = self._rows.term(position[0])
        return term.factors[position[1]] if term is not None and position[1] < len(term.factors) else None

    def _row_at(self, point: QPointF) -> int | None:
        y = point.y() - self.head_height()
        if self._rows is None or y < 0 or not (0 <= point.x() < self.width() and point.y() < self.height()):
            return None
        row = int((y + self._top) // self.row_height())
        return row if row < len(self._rows) else None

    def _position_at(self, point: QPointF) -> Position | None:
        row = self._row_at(point)
        if row is None:
            return None
        slack, placed = theme().scaled(_GAP) / 2, self._placed()
        if not self._rows.is_sum and point.x() < placed.factors[0][0]:
            return row, 0  # the operand's name counts as the operand
        for column, (left, width) in enumerate(placed.factors):
            if left - slack <= point.x() < left + width + slack:
                return row, column
        return None

    def _row_rect(self, row: int) -> QRectF:
        height = self.row_height()
        return QRectF(0, self.head_height() + row * height - self._top, self.width(), height)

    def _rect_of(self, position: Position) -> QRectF:
        rect, placed = self._row_rect(position[0]), self._placed()
        if self._rows.is_zeros_row(position[0]) or position[1] >= len(placed.factors):
            return rect.adjusted(4, 0, -4, 0)
        left, width = placed.factors[position[1]]
        return QRectF(left, rect.top(), width, rect.height())

    def _forget_cells(self) -> None:
        self._rows = self._columns = None
        self._forget_pointer()
        self.extent_changed.emit()

    def _forget_picture(self) -> None:
        self._columns = None
        self._pictures.forget()
        self.extent_changed.emit()

    def _show_row(self, row: int) -> None:
        self.row_wanted.emit(row)

    def _activate_row(self, row: int) -> None:
        if self._rows.is_zeros_row(row):
            top = self._top
            self._rows.show_zeros(not self._rows.with_zeros)
            self._rows_changed()
            self.row_wanted.emit(min(top // self.row_height() + self.page() // self.row_height(), len(self._rows) - 1))

    # Events ---------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._columns = None
        self._telling.ask()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        head = event.position().y() < self.head_height()
        if head and self._rows is not None and self._rows.is_sum and event.button() == Qt.MouseButton.LeftButton:
            self.sort("index" if event.position().x() < self._head_parting() else "size")
        else:
            super().mouseReleaseEvent(event)

    def _head_parting(self) -> float:
        """What is to the left of it sorts by index, what is to the right by size."""
        placed = self._placed()
        return placed.factors[0][0] if placed.factors else self.width() / 2

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and self._rows is not None and event.pos().y() < self.head_height():
            return self._explain_head(event)
        return super().event(event)

    def _explain_head(self, event: QHelpEvent) -> bool:
        if self._rows.is_sum and event.pos().x() < self._head_parting():
            QToolTip.showText(event.globalPos(), self.tr("Sort by index"), self)
        elif self._rows.is_sum:
            QToolTip.showText(event.globalPos(), wrapped(self.tr(
                "Sort by size. The share is that of the term's size in the sum of all sizes.")), self)
        elif self._rows.has_share:
            QToolTip.showText(event.globalPos(), wrapped(self.tr(
                "The share in the sum of all exp(a − m): the probability of the class.")), self)
        return True

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._rows is None or not self._rows.is_sum:
            event.ignore()
            return
        menu = QMenu(self)
        for order, text in (("size", self.tr("Sort by size")), ("index", self.tr("Sort by index"))):
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(self._rows.order == order)
            action.setData(order)
        chosen = menu.exec(event.globalPos())
        if chosen is not None:
            self.sort(chosen.data())
        menu.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        page = max(self.page() // self.row_height() - 1, 1)
        steps = {Qt.Key.Key_PageDown: page, Qt.Key.Key_PageUp: -page, Qt.Key.Key_Home: -10**9, Qt.Key.Key_End: 10**9}
        if event.key() in steps and self._cell_shape() != (0, 0):
            self._walk(steps[Qt.Key(event.key())], 0)
        elif event.key() == Qt.Key.Key_S and not event.modifiers() and self._rows is not None:
            self.sort("index" if self._rows.order == "size" else "size")
        else:
            super().keyPressEvent(event)

    # Painting -------------------------------------------------------------------------------------------------------

    def _paint_cells(self, painter: QPainter) -> None:
        painter.setFont(fixed_font(self._placed().size))
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_head(painter)
        painter.setClipRect(QRectF(0, self.head_height(), self.width(), self.page()))
        height = self.row_height()
        first, last = self._top // height, min((self._top + self.page()) // height, len(self._rows) - 1)
        for row in range(first, last + 1):
            self._paint_row(painter, row)

    def _paint_head(self, painter: QPainter) -> None:
        placed, rows, height = self._placed(), self._rows, self.head_height()
        lead, term = self._heads()
        painter.setPen(QColor(theme().palette.dim))
        painter.drawText(QRectF(placed.lead[0], 0, placed.lead[1] + 60, height), _LEFT,
                         lead + (" ▾" if rows.order == "index" else ""))
        if rows.is_sum:
            for (left, width), name in zip(placed.factors, rows.headings, strict=True):
                painter.drawText(QRectF(left - 60, 0, width + 60, height), _RIGHT, name)
        if placed.product is not None:
            painter.drawText(QRectF(placed.product[0] - 60, 0, placed.product[1] + 60, height), _RIGHT, term)
        if not rows.has_share:
            return
        left, right = placed.bar[0], sum(placed.share or placed.bar)
        names = (self.tr("share of all sizes"), self.tr("share")) if rows.is_sum else (self.tr("share"),)
        for share in (name + (" ▾" if rows.order == "size" and rows.is_sum else "") for name in names):
            if QFontMetricsF(painter.font()).horizontalAdvance(share) <= right - left:
                painter.drawText(QRectF(left, 0, right - left, height), _RIGHT, share)
                break

    def _paint_row(self, painter: QPainter, row: int) -> None:
        rect, term = self._row_rect(row), self._rows.term(row)
        self._paint_row_background(painter, row, rect)
        if term is None:
            self._paint_zeros(painter, rect)
            return
        placed, colours = self._placed(), theme().palette
        if self._rows.is_sum:
            painter.setPen(QColor(colours.dim))
            lead = QFontMetricsF(painter.font()).elidedText(
                self._rows.lead_text(term), Qt.TextElideMode.ElideRight, placed.lead[1] + 1)
            painter.drawText(QRectF(placed.lead[0], rect.top(), placed.lead[1] + 2, rect.height()), _LEFT, lead)
            self._paint_picture(painter, rect, term)
        else:
            area = QRectF(placed.lead[0], rect.top(), placed.lead[1] + 2, rect.height())
            self._paint_operand(painter, (row, 0), area, self._rows.lead_text(term), _LEFT)
        self._paint_product(painter, row, rect, term)
        self._paint_bar(painter, rect, term)

    def _paint_zeros(self, painter: QPainter, rect: QRectF) -> None:
        colours = theme().palette
        hint = self.tr("hide") if self._rows.with_zeros else self.tr("show")
        painter.setPen(QColor(colours.dim))
        inset = self._placed().lead[0]
        painter.drawText(rect.adjusted(inset, 0, 0, 0), _LEFT, self._zeros_text())
        painter.setPen(QColor(colours.accent))
        painter.drawText(rect.adjusted(0, 0, -theme().scaled(_INSET), 0), _RIGHT, hint)

    def _paint_picture(self, painter: QPainter, rect: QRectF, term: Term) -> None:
        left, side = self._placed().picture
        if not side or not term.running:
            return
        area = QRectF(left, rect.top() + (rect.height() - side) / 2, side, side)
        if term.sample is not None:
            painter.drawImage(area, self._pictures.sample(term.sample))
        elif self._rows.lead == "unit":
            painter.drawImage(area, self._pictures.unit(term.unit))
        else:
            self._paint_input(painter, area, term.unit)

    def _paint_input(self, painter: QPainter, area: QRectF, number: int) -> None:
        """Where in the picture of a sample an input is."""
        (height, width), (row, column) = self._rows.look.shape, self._rows.look.cell(number)
        colours, dot = theme().palette, max(area.width() / width, theme().scaled(4))
        painter.fillRect(area, QColor(colours.neutral))
        centre = QPointF(area.left() + (column + 0.5) / width * area.width(),
                         area.top() + (row + 0.5) / height * area.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.ink))
        painter.drawEllipse(centre, dot / 2, dot / 2)

    def _paint_product(self, painter: QPainter, row: int, rect: QRectF, term: Term) -> None:
        placed, colours = self._placed(), theme().palette
        for column in range(len(term.factors)):
            left, width = placed.factors[column]
            if column:
                painter.setPen(QColor(colours.dim))
                painter.drawText(QRectF(left - placed.sign, rect.top(), placed.sign, rect.height()), _MIDDLE, "×")
            area = QRectF(left, rect.top(), width, rect.height())
            self._paint_operand(painter, (row, column), area, self._rows.text(term, column), _RIGHT)
        if placed.product is not None:
            left, width = placed.product
            painter.setPen(QColor(colours.dim))
            painter.drawText(QRectF(left - placed.sign, rect.top(), placed.sign, rect.height()), _MIDDLE,
                             "=" if self._rows.is_sum else "→")
            painter.setPen(QColor(colours.text))
            painter.drawText(QRectF(left, rect.top(), width, rect.height()), _RIGHT, self._rows.product_text(term))

    def _paint_bar(self, painter: QPainter, rect: QRectF, term: Term) -> None:
        if not self._rows.has_share:
            return  # operands of one function are no parts of a whole: their sizes say nothing side by side
        placed, colours = self._placed(), theme().palette
        if placed.share is not None:
            painter.setPen(QColor(colours.dim))
            area = QRectF(placed.share[0], rect.top(), placed.share[1], rect.height())
            painter.drawText(area, _RIGHT, formatting.percent(term.share))
        zero, width = self._bar_room()
        painter.fillRect(QRectF(zero, rect.top(), 1, rect.height()), QColor(colours.line))
        if not self._rows.largest or not math.isfinite(term.value):
            return
        length = abs(term.value) / self._rows.largest * width
        if length < 0.5:
            return
        inset = round(0.26 * rect.height())
        start = zero - length if term.value < 0 else zero + 1
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.negative if term.value < 0 else colours.positive))
        bar, corner = QRectF(start, rect.top() + inset, max(length, 1), rect.height() - 2 * inset), min(2.0, length / 3)
        painter.drawRoundedRect(bar, corner, corner)

    def _bar_room(self) -> tuple[int, float]:
        """Where 0 is, and how long the longest bar is: all the room where no term has the other sign."""
        left, width = self._placed().bar
        part = {(True, True): 0.5, (True, False): 1.0}.get((self._rows.has_negative, self._rows.has_positive), 0.0)
        return round(left + part * width), width * (0.5 if part == 0.5 else 1) - 1

    def _row_text(self, row: int) -> str:
        return self._zeros_text()

    def _zeros_text(self) -> str:
        return filled(self.tr("{count:,} {count:term is|terms are} 0"), count=self._rows.zeros)

    # Size -----------------------------------------------------------------------------------------------------------

    def rows_height(self, count: int) -> int:
        """The height for so many rows, with the line above them."""
        return self.head_height() + count * self.row_height()

    def minimumSizeHint(self) -> QSize:
        rows = min(len(self._rows), _LEAST_ROWS) if self._rows is not None else 1
        return QSize(_LEAST_WIDTH, self.rows_height(rows))

    def sizeHint(self) -> QSize:
        least = self.minimumSizeHint()
        without_bars = self._rows is not None and not self._rows.has_share
        return least.expandedTo(QSize(self.natural_width(), 0)) if without_bars else least


class TermsTable(Guarded, QWidget):
    """The rows and their scroll bar.

    Attributes
    ----------
    view : TermsView
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = TermsView()
        self._bar = StillBar(Qt.Orientation.Vertical)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.view, 1)
        row.addWidget(self._bar)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusProxy(self.view)
        self._bar.valueChanged.connect(self._on_scrolled)
        self.view.extent_changed.connect(self._fit)
        theme().changed.connect(self._limit_width)
        self.view.row_wanted.connect(self._on_row_wanted)

    @property
    def scroll_bar(self) -> StillBar:
        """Which of the rows are shown."""
        return self._bar

    def show_terms(self, provenance: Provenance, snapshot: Snapshot) -> None:
        """Show the terms of a number, from the first one on; those of the same number again, from where one was."""
        self.view.show_terms(provenance, snapshot)
        self._bar.setValue(self.view.top)
        self._limit_width()

    def mark_places(self, places: Set[Place]) -> None:
        """Light the rows that have one of these cells as an operand."""
        self.view.mark_places(places)

    @Slot()
    def _limit_width(self) -> None:
        """Without bars there is nothing to be gained by room."""
        bars = self.view.rows is None or self.view.rows.has_share
        self.setMaximumWidth(QWIDGETSIZE_MAX if bars else max(self.view.natural_width(), theme().scaled(200)))

    @Slot()
    def _fit(self) -> None:
        page, extent = self.view.page(), self.view.extent()
        self.setMaximumHeight(self.view.head_height() + max(extent, self.view.row_height()))  # no empty room beneath
        self._bar.setPageStep(page)
        self._bar.setSingleStep(self.view.row_height())
        self._bar.setRange(0, max(extent - page, 0))
        self.view.scroll_to(self._bar.value())

    @Slot(int)
    def _on_scrolled(self, value: int) -> None:
        self.view.scroll_to(value)

    @Slot(object)
    def _on_row_wanted(self, row: int) -> None:
        height, top = self.view.row_height(), self._bar.value()
        if row * height < top:
            self._bar.setValue(row * height)
        elif (row + 1) * height > top + self.view.page():
            self._bar.setValue((row + 1) * height - self.view.page())

    def wheelEvent(self, event: QWheelEvent) -> None:
        before = self._bar.value()
        moved = event.pixelDelta().y() or event.angleDelta().y() * 3 * self.view.row_height() / 120
        self._bar.setValue(round(before - moved))
        event.setAccepted(self._bar.value() != before)  # at its end, what the table lies in scrolls on
