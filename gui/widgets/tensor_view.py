"""A variable: its name, a note about it, its values; and the scale of colours."""

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QFontMetricsF, QLinearGradient, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gui.look.theme import theme
from gui.qt.guarded import Guarded, painting
from gui.qt.later import Later
from gui.widgets.cell_view import CellView
from gui.widgets.labels import DimLabel, StillLabel, fitting
from gui.widgets.name_label import NameLabel
from gui.words import formatting
from gui.words.terms import Wording


class ColourBar(Guarded, QWidget):
    """A colour map as a thin bar with its ends written: −m, 0, +m. Zero is the neutral tone, in the middle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limit: float | None = None
        self._kind: Literal["diverging", "sequential", "image"] = "diverging"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._on_theme_changed)

    @property
    def texts(self) -> tuple[str, ...]:
        """What is written at the bar, from left to right."""
        if self._limit is None:
            return ()
        most = formatting.number(self._limit, 3)
        if self._kind != "diverging":
            return "0", most
        return (f"{formatting.MINUS}{most}", "0", f"+{most}") if self._limit else ("0", "0", "0")

    def show_limit(self, limit: float | None, kind: str = "diverging") -> None:
        """Write these limits; None shows nothing."""
        if (limit, kind) != (self._limit, self._kind):
            self._limit, self._kind = limit, kind
            self.setAccessibleName(" … ".join(self.texts))
            self.update()

    @Slot()
    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._limit is None:
            return
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(theme().font(0.85))
            metrics, texts = QFontMetricsF(painter.font()), self.texts
            gap, thickness = theme().scaled(6), theme().scaled(5)
            # The same at both ends, so that 0 is in the middle.
            ends = max(metrics.horizontalAdvance(text) for text in texts) + gap
            left = ends if self._kind == "diverging" else metrics.horizontalAdvance(texts[0]) + gap
            bar = QRectF(left, (self.height() - thickness) / 2, self.width() - ends - left, thickness)
            painter.setPen(QColor(theme().palette.dim))
            line = int(Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(self.rect(), line | int(Qt.AlignmentFlag.AlignLeft), texts[0])
            painter.drawText(self.rect(), line | int(Qt.AlignmentFlag.AlignRight), texts[-1])
            if bar.width() > 0:
                self._paint_bar(painter, bar, metrics)

    def _paint_bar(self, painter: QPainter, bar: QRectF, metrics: QFontMetricsF) -> None:
        colours = theme().palette
        gradient = QLinearGradient(bar.topLeft(), bar.topRight())
        gradient.setColorAt(1, QColor(colours.ink if self._kind == "image" else colours.positive))
        if self._kind == "diverging":
            gradient.setColorAt(0, QColor(colours.negative))
            gradient.setColorAt(0.5, QColor(colours.neutral))
        else:
            gradient.setColorAt(0, QColor(colours.neutral))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(gradient)
        painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)
        if self._kind == "diverging" and bar.width() > 5 * metrics.horizontalAdvance("0"):
            painter.setPen(QColor(colours.dim))
            painter.drawText(self.rect().toRectF(), int(Qt.AlignmentFlag.AlignCenter), "0")

    def sizeHint(self) -> QSize:
        return QSize(theme().scaled(120), round(QFontMetricsF(theme().font(0.85)).height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().scaled(60), self.sizeHint().height())


class TensorView(Guarded, QWidget):
    """A view of cells under its caption: the variable's name at the left, a quiet note at the right.

    Beside the name may stand what it is called in words, where there is room for that. What then has no room of the
    note is left out.

    Parameters
    ----------
    widget
        What draws the values. Its signals are its own.
    name
        The variable, as in the notation table.

    Signals
    -------
    hovered, clicked
        The widget's, passed on.
    lesson_wanted(str): the lesson of this id is to be opened
    """

    hovered = Signal(object)
    clicked = Signal(object)
    lesson_wanted = Signal(object)

    def __init__(self, widget: CellView, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.widget = widget
        self._name, self._words = NameLabel("name"), NameLabel("note")
        self._name.setText(name)
        self._wording: Wording | None = None
        self._fitting = Later(self, self._fit)
        for label in (self._name, self._words):
            label.lesson_wanted.connect(self.lesson_wanted)
        self._words.hide()
        self._words.setMinimumWidth(1)  # whether they are seen depends on the room, and not the other way round
        self._note = DimLabel(small=True)
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._caption = caption = QHBoxLayout()
        caption.addWidget(self._name)
        caption.addWidget(self._words)
        self._still_note = StillLabel(self._note, fit=self._fit_note)
        caption.addWidget(self._still_note, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(caption)
        self._column.addWidget(widget, 1)
        self._column.addStretch(0)  # a widget of fixed size stays beneath its caption
        widget.setAccessibleName(name)
        widget.hovered.connect(self.hovered)
        widget.clicked.connect(self.clicked)
        theme().changed.connect(self._update_spacing)
        self._update_spacing()

    @property
    def name(self) -> str:
        """The variable."""
        return self._name.text()

    @property
    def note(self) -> str:
        """The quiet words at the right."""
        return self._still_note.text

    def set_name(self, name: str) -> None:
        """Name the variable anew."""
        if name != self.name:
            self._name.setText(name)
            self.widget.setAccessibleName(name)

    @property
    def words(self) -> str:
        """What the variable is called in words, as it is seen."""
        return self._words.text() if self._words.isVisibleTo(self) else ""

    def show_words(self, wording: Wording | None) -> None:
        """Say what the variable is called in words; None: do not."""
        if wording != self._wording:
            self._wording = wording
            self._words.setText("" if wording is None else wording.short)
            for label in (self._name, self._words):
                label.explain(wording)
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fitting.ask()

    def _fit(self) -> None:
        """The words stand there as a whole, or not at all."""
        needed = self._name.sizeHint().width() + self._words.sizeHint().width() + 2 * self._caption.spacing()
        self._words.setVisible(self._wording is not None and needed <= self.width())

    def _fit_note(self, text: str, metrics: QFontMetrics, width: int) -> str:
        if self._wording is None:
            return fitting(text, metrics, width)
        shown = fitting(text, metrics, width - 2)  # a text is not only as wide as it goes on
        return "" if shown.endswith("…") else shown

    def set_note(self, text: str) -> None:
        """Say something quietly at the right: a shape, a limit, how many units are silent."""
        self._still_note.set_text(text)

    @Slot()
    def _update_spacing(self) -> None:
        self._column.setSpacing(theme().scaled(3))
        self._fitting.ask()
