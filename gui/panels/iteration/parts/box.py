"""What pages of proof are made of: a quiet box, columns, a verdict, figures below each other."""

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gui.look.theme import theme
from gui.panels.iteration.parts.figures import fixed_font
from gui.qt.guarded import Guarded, painting
from gui.qt.later import Later
from gui.widgets.labels import DimLabel

_STROKES = {  # in a square from −1 to 1
    True: (((-1, 0.1), (-0.3, 0.8), (1, -0.8)),),
    False: (((-0.8, -0.8), (0.8, 0.8)), ((-0.8, 0.8), (0.8, -0.8))),
    None: (((-0.8, 0), (0.8, 0)),),
}


class Box(Guarded, QWidget):
    """A rounded area in the tone of fields, with a quiet title.

    Attributes
    ----------
    head : QHBoxLayout
        At the right of the title.
    body : QVBoxLayout
        Where the content goes.
    """

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = DimLabel(title)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(title)
        self.head, self.body = QHBoxLayout(), QVBoxLayout()
        self.head.addWidget(self._title, 1)
        self._outer = QVBoxLayout(self)
        self._outer.addLayout(self.head)
        self._outer.addLayout(self.body, 1)
        theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    @property
    def title(self) -> str:
        """The quiet words at the top."""
        return self._title.text()

    def set_title(self, title: str) -> None:
        """Name the box anew."""
        self._title.setText(title)
        self._title.setToolTip(title)
        self.setAccessibleName(title)

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme().palette.field))
            painter.drawRoundedRect(QRectF(self.rect()), theme().scaled(6), theme().scaled(6))

    @Slot()
    def _on_theme_changed(self) -> None:
        edge = theme().scaled(12)
        self._outer.setContentsMargins(edge, theme().scaled(8), edge, theme().scaled(10))
        for layout in (self._outer, self.body, self.head):
            layout.setSpacing(theme().scaled(6))
        self.update()


class Columns(Guarded, QWidget):
    """Parts side by side; where they have no room, one under the other.

    Parameters
    ----------
    wide
        The width in pixels, at normal text size, from which on they stand side by side.
    *parts
        (widget, its share of the width).
    """

    def __init__(self, wide: int, *parts: tuple[QWidget, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wide = wide
        self._fitting = Later(self, self._fit)
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._parts = parts
        for part, share in parts:
            part.setSizePolicy(QSizePolicy.Policy.Ignored, part.sizePolicy().verticalPolicy())
            self._row.addWidget(part, share)
        theme().changed.connect(self._fit)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fitting.ask()

    @Slot()
    def _fit(self) -> None:
        beside = self.width() >= theme().scaled(self._wide)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        for index, (_, share) in enumerate(self._parts):
            self._row.setStretch(index, share if beside else 0)
        self._row.setDirection(direction)
        self._row.setSpacing(theme().scaled(10))


class VerdictMark(Guarded, QWidget):
    """A tick, a cross, or a stroke where nothing can be said: the sign beside the words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._agrees: bool | None = None
        theme().changed.connect(self._fit)
        self._fit()

    @property
    def agrees(self) -> bool | None:
        """True is a tick, False a cross, None a stroke."""
        return self._agrees

    def show_mark(self, agrees: bool | None) -> None:
        """Show another one."""
        self._agrees = agrees
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(self) as painter:
            draw_mark(painter, QRectF(self.rect()), self._agrees)

    @Slot()
    def _fit(self) -> None:
        side = round(QFontMetricsF(theme().font()).height())
        self.setFixedSize(side, side)


def colour_of(agrees: bool | None) -> str:
    """The colour of a verdict; it never stands alone."""
    colours = theme().palette
    return {True: colours.accent, False: colours.warning, None: colours.dim}[agrees]


def draw_mark(painter: QPainter, area: QRectF, agrees: bool | None) -> None:
    """Draw the sign of a verdict in the middle of an area."""
    reach = 0.27 * min(area.width(), area.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(area.center())
    painter.setPen(QPen(QColor(colour_of(agrees)), max(1.8, 0.4 * reach), Qt.PenStyle.SolidLine,
                        Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    for stroke in _STROKES[agrees]:
        painter.drawPolyline([QPointF(*point) * reach for point in stroke])
    painter.restore()


class Verdict(QWidget):
    """A sign and a sentence, in the colour of what it says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = VerdictMark()
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        theme().changed.connect(self._colour)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence."""
        return self._text.text()

    @property
    def agrees(self) -> bool | None:
        """What the sign says."""
        return self._mark.agrees

    def say(self, agrees: bool | None, text: str) -> None:
        """Say it; nothing is shown if the text is empty."""
        self._mark.show_mark(agrees)
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self._colour()

    @Slot()
    def _colour(self) -> None:
        palette = self._text.palette()
        palette.setColor(self._text.foregroundRole(), QColor(colour_of(self._mark.agrees)))
        self._text.setPalette(palette)


class Note(DimLabel):
    """A quiet sentence that takes as many lines as it needs."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent, small=True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setMinimumWidth(1)

    def say(self, text: str) -> None:
        """Another sentence; nothing is shown if it is empty."""
        self.setText(text)
        self.setVisible(bool(text))


_EDGE = 1  # pixels that stay free at the right, into which a letter reaches that is drawn between two


class Figures(Guarded, QWidget):
    """Names and numbers below each other, the numbers in letters of equal width so that their digits line up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[tuple[str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._on_theme_changed)

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """Name and number of each row, as they are written."""
        return self._rows

    def show_rows(self, *rows: tuple[str, str]) -> None:
        """Show these."""
        if len(rows) != len(self._rows):
            self.updateGeometry()
        self._rows = rows
        self.setAccessibleDescription(", ".join(f"{name} {text}" for name, text in rows))
        self.update()

    def number_of(self, name: str) -> str:
        """The number beside a name."""
        return dict(self._rows)[name]

    def row_height(self) -> int:
        """Of one row, in pixels."""
        return math.ceil(QFontMetricsF(fixed_font(1.0)).height()) + theme().scaled(2)

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(self) as painter:
            height, gap = self.row_height(), theme().scaled(12)
            name_font, number_font = self._fonts()
            names, numbers = self._widths(name_font, number_font)
            # Where one of the two must be cut, it is the names.
            left = min(names, max(self.width() - gap - numbers - _EDGE, 0)) + gap
            flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
            for row, (name, text) in enumerate(self._rows):
                area = QRectF(0, row * height, self.width(), height)
                painter.setFont(name_font)
                painter.setPen(QColor(theme().palette.dim))
                painter.drawText(area, flags, QFontMetricsF(name_font).elidedText(
                    name, Qt.TextElideMode.ElideRight, left - gap + 1))
                painter.setFont(number_font)
                painter.setPen(QColor(theme().palette.text))
                painter.drawText(area.adjusted(left, 0, 0, 0), flags, text)

    def _fonts(self) -> tuple[QFont, QFont]:
        """Of names and of numbers: as large as there is room for."""
        name, number = theme().font(0.95), fixed_font(0.95)
        needed, room = sum(self._widths(name, number)), self.width() - theme().scaled(12) - _EDGE
        if needed > room > 0:
            size = theme().smaller(0.95, max(room / needed, 0.6))
            name, number = theme().font(size), fixed_font(size)
        return name, number

    def _widths(self, name_font: QFont, number_font: QFont) -> tuple[float, float]:
        """Of the widest name and of the widest number."""
        metrics = QFontMetricsF(name_font), QFontMetricsF(number_font)
        return tuple(max((each.horizontalAdvance(row[column]) for row in self._rows), default=0)
                     for column, each in enumerate(metrics))

    @Slot()
    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().scaled(220), len(self._rows) * self.row_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().scaled(120), len(self._rows) * self.row_height())
