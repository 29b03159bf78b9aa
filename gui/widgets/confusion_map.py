"""The confusion matrix as a table: rows are labels, columns what the network says. Errors have the colour."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.figures import MINUS
from engine.inspection.learned.confusion import Confusion
from gui.look.palette import packed, rgb
from gui.look.theme import theme
from gui.qt.guarded import painting
from gui.widgets import raster
from gui.widgets.cell import Cell
from gui.widgets.cell_view import CellView, Position
from gui.widgets.raster import Axis
from gui.words import formatting

_SIZE, _SMALLEST = 0.92, 0.67     # of the numbers, relative to running text; what is smaller is left to the tooltip
_PAD, _GAP, _APART = 4, 1, 4      # pixels beside a text, between two cells, between the matrix and its sums
_ROW, _LOW, _TIGHTEST = 22, 18, 14  # pixels of a row, at normal text: with sums, without, where there is little room
_WIDEST, _HIGHEST = 80, 60        # pixels of a cell, where there are few
_GAPPED = 8                       # pixels of a cell that leave room for a gap beside it
_MOST_ROWS = 12                   # that one would want to have numbers for, in the smallest window
_ALL_SUMS = 2                     # columns after the classes: how many there are, and the part that is right


@dataclass(frozen=True, slots=True)
class CountCell(Cell):
    """A cell of the table: `said` is what it says in words."""

    said: str = ""

    def __str__(self) -> str:
        return self.said


@dataclass(frozen=True, slots=True)
class Group:
    """The samples that a cell of the table stands for.

    Parameters
    ----------
    label, predicted
        Class numbers; None stands for any.
    wrong
        Whether only those are meant that are read as what they are not.
    """

    label: int | None
    predicted: int | None
    wrong: bool = False


class ConfusionMap(CellView):
    """The numbers, with the sums of rows and columns and the part of each class that is right.

    The colour is that of the errors: the diagonal is quiet. Beside another matrix the table has the differences to it.

    Parameters
    ----------
    sums
        Whether sums and parts stand there, where the numbers of the matrix itself have room beside them.
    """

    def __init__(self, parent: QWidget | None = None, *, sums: bool = True) -> None:
        super().__init__(parent)
        self._sums = (1, _ALL_SUMS) if sums else (0, 0)  # rows and columns of them
        self._seen: tuple[tuple[int, int], bool] | None = None  # what has room: which sums, and short; None: not known
        self._confusion: Confusion | None = None
        self._before: Confusion | None = None
        self._names: tuple[str, ...] = ()
        self._shares = False
        self._written: dict[bool, dict[Position, str]] = {}  # short, or not
        self._picture: QPixmap | None = None
        self._places: tuple[Axis, Axis] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Confusion matrix"))

    def show_confusion(
        self, confusion: Confusion, names: tuple[str, ...], *, shares: bool = False, before: Confusion | None = None,
        limit: float | None = None,
    ) -> None:
        """Show a matrix.

        Parameters
        ----------
        confusion
            The matrix.
        names
            What the classes are called.
        shares
            Whether the numbers are parts of their row, in percent; those in the last row are parts of all samples.
        before
            The matrix that differences are shown to.
        limit
            The number of errors that has the full colour; None takes the largest there is.
        """
        if len(names) != len(self._names):
            self.updateGeometry()
        self._confusion, self._before, self._names, self._shares = confusion, before, names, shares
        self._written = {}
        self._forget_picture()
        self._values_shown(self.accessibleName(), self._largest() if limit is None else limit)

    @property
    def confusion(self) -> Confusion | None:
        """What is shown."""
        return self._confusion

    def group_of(self, index: tuple[int, ...]) -> Group:
        """The samples that a cell of the table stands for."""
        row, column = (None if place >= len(self._names) else place for place in index)
        return Group(row, column, wrong=index[1] > len(self._names))

    def index_of(self, group: Group) -> tuple[int, int]:
        """The cell of the table that stands for these samples."""
        count = len(self._names)
        column = count + group.wrong if group.predicted is None else group.predicted
        return (count if group.label is None else group.label), column

    def text_of(self, row: int, column: int, *, short: bool = False) -> str:
        """What is written in a cell: nothing where a class is never read as another, or nothing has changed.

        Parameters
        ----------
        row, column
            The cell.
        short
            Whether the shares have no more figures than they need: ``+3``, ``.4``.
        """
        value, classes, differs = self._number(row, column), len(self._names), self._has_difference(column)
        if not np.isfinite(value):
            return "–"
        if not value and column < classes and (differs or (row != column and row < classes)):
            return ""
        if not self._in_percent(row, column):
            text = formatting.integer(abs(round(value)))
        else:
            text = _short_percent(abs(value)) if short and column < classes else formatting.percent_figures(abs(value))
        sign = ("+" if value > 0 else MINUS) if differs and value else ""
        return f"{sign}{text}"

    def has_room_for_numbers(self, width: int) -> bool:
        """Whether any number of these samples could be written in a matrix so wide; true of none."""
        if self._confusion is None:
            return True
        longest = f"{MINUS}{formatting.integer(int(self._confusion.of_label.max(initial=0)))}"
        texts = {(0, column): longest for column in range(len(self._names))}
        return self._font(texts, self._axes_with((0, 0), QSize(width, self.minimumSizeHint().height()))) is not None

    # The numbers --------------------------------------------------------------------------------------

    def _in_percent(self, row: int, column: int) -> bool:
        classes = len(self._names)
        return column > classes or (self._shares and column < classes)

    def _has_difference(self, column: int) -> bool:
        """Whether the numbers of a column say what has changed: how many samples there are does not change."""
        return self._before is not None and column != len(self._names)

    def _number(self, row: int, column: int) -> float:
        found = _number(self._confusion, row, column, self._in_percent(row, column))
        if self._has_difference(column):
            found -= _number(self._before, row, column, self._in_percent(row, column))
        return found

    def _cells(self) -> np.ndarray:
        """The numbers of the matrix itself, (C, C)."""
        def of(confusion: Confusion) -> np.ndarray:
            return np.nan_to_num(confusion.shares) if self._shares else confusion.counts.astype(float)

        return of(self._confusion) - (0 if self._before is None else of(self._before))

    def _largest(self) -> float:
        """That of the errors has the full colour."""
        return raster.largest(self._cells()[~np.eye(len(self._names), dtype=bool)])

    # Where they are -----------------------------------------------------------------------------------

    def _cell_shape(self) -> tuple[int, int]:
        if self._confusion is None:
            return 0, 0
        more_rows, more_columns = self._form()[0]
        return len(self._names) + more_rows, len(self._names) + more_columns

    def _form(self) -> tuple[tuple[int, int], bool]:
        """Which sums there are, and whether figures are left out: the first of these with which all can be written.

        Sums give way where the matrix can be written without them alone. All are there where nothing can be written.
        """
        if self._seen is None:
            forms = [(sums, short) for sums in dict.fromkeys((self._sums, (0, 0))) for short in (False, True)]
            self._seen = next((form for form in forms if self._font(
                self._texts(*form), self._axes_with(form[0]))), (self._sums, False))
        return self._seen

    def _axes(self) -> tuple[Axis, Axis]:
        """Where rows and columns lie, in pixels of the widget; the sums stand a little apart."""
        if self._places is None:
            self._places = self._axes_with(self._form()[0])
        return self._places

    def _axes_with(self, sums: tuple[int, int], size: QSize | None = None) -> tuple[Axis, Axis]:
        """For these sums, in a widget of this size; None: in this one as it is."""
        size = size or self.size()
        classes, (left, top) = len(self._names), self._margins(size.width())
        metrics = QFontMetricsF(theme().caption_font())
        wide = max(metrics.horizontalAdvance(text) for text in self._sum_titles()) + theme().scaled(_PAD)
        return (_axis(classes + sums[0], sums[0], top, size.height(), metrics.height(), theme().scaled(_HIGHEST)),
                _axis(classes + sums[1], sums[1], left, size.width(), wide, theme().scaled(_WIDEST)))

    def _margins(self, width: int) -> tuple[int, int]:
        """What the names of the rows take at the left, and those of the columns above."""
        metrics = QFontMetricsF(theme().caption_font())
        widest = max((metrics.horizontalAdvance(name) for name in (*self._names, self._row_title())), default=0.0)
        return (min(round(widest) + 2 * theme().scaled(_PAD), width // 4),
                2 * round(metrics.height() + theme().scaled(1)))

    def _position_at(self, point: QPointF) -> Position | None:
        rows, columns = self._axes()
        if not (columns.starts[0] <= point.x() < columns.stops[-1] and rows.starts[0] <= point.y() < rows.stops[-1]):
            return None
        row, column = rows.cell_at(point.y()), columns.cell_at(point.x())
        return None if row is None or column is None else (row, column)

    def _rect_of(self, position: Position) -> QRectF:
        rows, columns = self._axes()
        row, column = position
        return QRectF(columns.starts[column], rows.starts[row], columns.stops[column] - columns.starts[column],
                      rows.stops[row] - rows.starts[row])

    def _position_of(self, index: tuple[int, ...]) -> Position | None:
        rows, columns = self._cell_shape()
        row, column = index
        return (row, column) if row < rows and column < columns else None

    def _cell(self, position: Position) -> Cell | None:
        rows, columns = self._cell_shape()
        if position[0] >= rows or position[1] >= columns:
            return None
        return CountCell(self._name, position, self._number(*position), self._said(*position))

    # In words -----------------------------------------------------------------------------------------

    def _row_title(self) -> str:
        return self.tr("label")

    def _column_title(self) -> str:
        return self.tr("read as, %") if self._shares else self.tr("read as")

    def _sum_titles(self) -> tuple[str, str]:
        """Where the other numbers are parts or differences, it says that these are neither."""
        is_sum = self._before is None and not self._shares
        return self.tr("all") if is_sum else self.tr("count"), self.tr("right %")

    def _said(self, row: int, column: int) -> str:
        count, confusion = len(self._names), self._confusion
        if row < count and not confusion.of_label[row]:
            return self.tr("{label}: no sample").format(label=self._names[row])
        label = self._names[row] if row < count else self.tr("all")
        before = "" if self._before is None else self._said_before(row, column)
        if column > count:
            return self.tr("{label}: {share} right").format(
                label=label, share=formatting.percent(_number(confusion, row, column, True))) + before
        amount = int(_number(confusion, row, column, False))
        if column == count:
            return self.tr("{label}: {amount} in all").format(
                label=label, amount=formatting.integer(amount)) + self._said_unanswered(row)
        total = int(_number(confusion, row, count, False))
        return self.tr("{label} read as {predicted}: {amount} of {total} ({share})").format(
            label=label, predicted=self._names[column], amount=formatting.integer(amount),
            total=formatting.integer(total), share=formatting.percent(amount / total)) + before

    def _said_before(self, row: int, column: int) -> str:
        share = column > len(self._names)
        value = _number(self._before, row, column, share)
        return self.tr("; before {amount}").format(
            amount=formatting.percent(value) if share else formatting.integer(int(value)))

    def _said_unanswered(self, row: int) -> str:
        lacking = self._confusion.unanswered
        count = int(lacking[row] if row < len(lacking) else lacking.sum())
        return self.tr("; {count} of them without an answer").format(count=formatting.integer(count)) if count else ""

    # Painting -----------------------------------------------------------------------------------------

    def _forget_cells(self) -> None:
        self._confusion = self._before = None
        self._written = {}
        self._forget_picture()

    def _forget_picture(self) -> None:
        self._picture = self._places = self._seen = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._forget_picture()

    def _paint_cells(self, painter: QPainter) -> None:
        """All of it is drawn once and kept: what follows the pointer is drawn over it."""
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(QColor(theme().palette.card))
            with painting(self._picture) as on_picture:
                self._draw_names(on_picture)
                self._draw_table(on_picture)
        painter.drawPixmap(0, 0, self._picture)

    def _draw_names(self, painter: QPainter) -> None:
        (rows, columns), (left, top) = self._axes(), self._margins(self.width())
        classes, pad, middle = len(self._names), theme().scaled(_PAD), int(Qt.AlignmentFlag.AlignCenter)
        painter.setFont(theme().caption_font())
        painter.setPen(QColor(theme().palette.dim))
        metrics, right = painter.fontMetrics(), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        across = columns.stops[classes - 1] - left
        painter.drawText(QRectF(left, 0, across, top / 2), middle, self._column_title())
        painter.drawText(QRectF(0, top / 2, left - pad, top / 2), right, metrics.elidedText(
            self._row_title(), Qt.TextElideMode.ElideRight, left - pad))
        every = _every(metrics.height(), rows)
        for row, name in enumerate((*self._names, self.tr("all"))[:len(rows)]):
            if row % every == 0 or row == classes:
                painter.drawText(
                    QRectF(0, rows.starts[row] - pad, left - pad, rows.stops[row] - rows.starts[row] + 2 * pad), right,
                    metrics.elidedText(name, Qt.TextElideMode.ElideRight, left - pad))
        every = _every(metrics.horizontalAdvance("00"), columns) if max(map(len, self._names)) <= 2 else 1
        for column, name in enumerate((*self._names, *self._sum_titles())[:len(columns)]):
            if column % every == 0 or column >= classes:
                wide = columns.stops[column] - columns.starts[column]
                painter.drawText(QRectF(columns.starts[column] - pad, top / 2, wide + 2 * pad, top / 2), middle,
                                 metrics.elidedText(name, Qt.TextElideMode.ElideRight, wide + 2 * pad))

    def _draw_table(self, painter: QPainter) -> None:
        texts = self._texts(*self._form())
        colours, font, middle = self._colours(), self._font(texts, self._axes()), int(Qt.AlignmentFlag.AlignCenter)
        painter.setFont(font or theme().caption_font())
        for position, text in texts.items():
            rect = self._rect_of(position)
            back, ink = colours.get(position, (None, theme().palette.dim))
            if back is not None:
                painter.fillRect(rect, QColor.fromRgb(back))
            if text and font is not None:
                painter.setPen(QColor(ink))
                painter.drawText(rect, middle, text)

    def _colours(self) -> dict[Position, tuple[int, str]]:
        """Of the cells of the matrix, and of what is written on them; the sums have none.

        The diagonal is quiet. What stands on a colour is written in what is seen best on it.
        """
        cells, colours = self._cells(), theme().palette
        kind = "sequential" if self._before is None else "diverging"
        lut = theme().sequential_lut() if self._before is None else theme().diverging_lut()
        backs = np.take(lut, raster.levels(cells, self._limit, kind))
        np.fill_diagonal(backs, _packed(colours.highlight if self._before is None else colours.neutral))
        backs[self._confusion.of_label == 0] = _packed(colours.card)
        light = _brightness(backs)
        on_text, on_window = (abs(light - _brightness(_packed(colour))) for colour in (colours.text, colours.window))
        inks = np.where(on_text >= on_window, colours.text, colours.window)
        np.fill_diagonal(inks, colours.dim)
        return {(row, column): (back, ink) for row, (line, written) in enumerate(zip(
            backs.tolist(), inks.tolist(), strict=True)) for column, (back, ink) in enumerate(zip(
                line, written, strict=True))}

    def _texts(self, sums: tuple[int, int], short: bool = False) -> dict[Position, str]:
        """What is written in each cell, with all sums or with none."""
        classes, (more_rows, more_columns) = len(self._names), self._sums
        if short not in self._written:
            self._written[short] = {(row, column): self.text_of(row, column, short=short)
                                    for row in range(classes + more_rows) for column in range(classes + more_columns)}
        if sums == self._sums:
            return self._written[short]
        return {place: text for place, text in self._written[short].items() if max(place) < classes}

    def _font(self, texts: Mapping[Position, str], axes: tuple[Axis, Axis]) -> QFont | None:
        """Of the numbers, as large as there is room for in every cell; None where they would be too small to read."""
        rows, columns = axes
        metrics = QFontMetricsF(theme().font(_SIZE))
        wides = np.maximum(columns.stops - columns.starts - 2, 0.1).tolist()
        pairs = {(text, wides[column]) for (_, column), text in texts.items() if text}
        widest = max((metrics.horizontalAdvance(text) / wide for text, wide in pairs), default=0.1)
        share = min(1.0, 1 / widest, (rows.stops - rows.starts).min() / metrics.height())
        size = _SIZE if share == 1 else theme().smaller(_SIZE, max(share, 0.01))
        return theme().font(size) if size >= _SMALLEST else None

    # Size ---------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        rows, columns = (len(self._names) or 10) + 2 + self._sums[0], (len(self._names) or 10) + 3
        high = theme().scaled(_ROW if self._sums[0] else _LOW)
        return QSize(theme().scaled(38) * min(columns, 20), high * min(rows, 20))

    def minimumSizeHint(self) -> QSize:
        rows = min((len(self._names) or 10) + 3, _MOST_ROWS + 1)
        return QSize(theme().scaled(240), theme().scaled(_TIGHTEST) * rows)


def _number(confusion: Confusion, row: int, column: int, share: bool) -> float:
    """The number in a cell of the table, sums included."""
    classes = len(confusion.counts)
    if column > classes:
        return float(confusion.accuracies[row]) if row < classes else confusion.accuracy
    if column == classes:
        return float(confusion.of_label[row] if row < classes else confusion.of_label.sum())
    if row == classes:
        of_all = max(int(confusion.of_label.sum()), 1) if share else 1
        return float(confusion.of_predicted[column] / of_all)
    return float((confusion.shares if share else confusion.counts)[row, column])


def _short_percent(part: float) -> str:
    """From 0 on, in three letters or few more: ``12``, ``.4``, ``<.1``, ``>99``."""
    figures = formatting.percent_figures(part, 1 if 0 < part < 0.0095 else 0)
    return figures.replace("0.", ".")


def _axis(count: int, sums: int, first: int, end: int, least: float, most: int) -> Axis:
    """Cells from a pixel on, none longer than `most`; the last ones are sums, and stand apart, at least so long."""
    apart, classes = theme().scaled(_APART) * bool(sums), count - sums
    each = min(max(end - first - apart, count) / count, most)
    of_sum = max(each, least)
    each = min(each, max((end - first - apart - sums * of_sum) / classes, 1.0))
    edges = np.cumsum([first, *[each] * classes, *[of_sum] * sums])
    shift = apart * (np.arange(count) >= classes)
    gap = theme().scaled(_GAP) if each >= _GAPPED else 0
    return Axis(np.rint(edges[:-1]).astype(int) + shift, np.rint(edges[1:]).astype(int) + shift - gap, end)


def _every(length: float, cells: Axis) -> int:
    """Of how many names one can be written where each takes this length."""
    return max(1, int(np.ceil(length / max(float(np.diff(cells.starts).min()), 1.0)))) if len(cells) > 1 else 1


def _packed(colour: str) -> np.uint32:
    return packed(rgb(colour))[()]


def _brightness(colours: np.ndarray | np.uint32) -> np.ndarray:
    """Of 0xAARRGGBB, as the eye has it."""
    red, green, blue = (np.asarray(colours >> shift & 255, float) for shift in (16, 8, 0))
    return 0.299 * red + 0.587 * green + 0.114 * blue
