"""Something to be done or looked at in the window: a line with a tick once it is."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.lessons.lesson import Kind
from engine.lessons.player import Player
from gui.look.theme import theme
from gui.panels.lessons.number import AnswerLine
from gui.panels.lessons.question import Question, is_asking
from gui.panels.lessons.written import Pictures
from gui.qt.guarded import Guarded, painting
from gui.widgets.labels import DimLabel
from gui.widgets.small_button import SmallButton

_SIDE = 15  # pixels at normal text
_TICK = ((0.22, 0.55), (0.43, 0.75), (0.8, 0.28))
LONGEST = 1000  # characters of a line that is written about what was seen


class Tick(Guarded, QWidget):
    """A box that is ticked when something is done. It shows, and is not clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done = False
        theme().changed.connect(self._update_size)
        self._update_size()

    @property
    def is_done(self) -> bool:
        """Whether there is a tick."""
        return self._done

    def show_done(self, done: bool) -> None:
        """Tick it, or not."""
        self.setAccessibleName(self.tr("done") if done else self.tr("to be done"))
        if done != self._done:
            self._done = done
            self.update()

    @Slot()
    def _update_size(self) -> None:
        self.setFixedSize(QSize(theme().scaled(_SIDE), theme().scaled(_SIDE)))

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, side = theme().palette, float(self.width())
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(colours.accent if self._done else colours.dim), 1))
            painter.setBrush(QColor(colours.accent if self._done else colours.field))
            painter.drawRoundedRect(QRectF(0.5, 0.5, side - 1, side - 1), theme().scaled(3), theme().scaled(3))
            if self._done:
                painter.setPen(QPen(QColor(colours.on_accent), theme().scaled(1.8)))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawPolyline(QPolygonF([QPointF(*point) * side for point in _TICK]))


class TaskQuestion(Question):
    """A task with its tick; which cell was clicked last; a line to write about what was seen."""

    def __init__(self, player: Player, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(pictures, parent)
        step = player.step
        self.tick = Tick()
        beside = QVBoxLayout()
        beside.addSpacing(theme().scaled(2))
        beside.addWidget(self.tick)
        beside.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme().scaled(8))
        row.addLayout(beside)
        row.addWidget(self.ask, 1)
        self.column.addLayout(row)
        self.cell = DimLabel()
        self.cell.setWordWrap(True)
        self.line = AnswerLine()
        self.line.setMaxLength(LONGEST)
        self.line.setText(player.answered if step.write else "")
        self.line.setPlaceholderText(self.tr("What did you see? (a line, if you like)"))
        self.line.setAccessibleName(self.tr("What did you see?"))
        self.do_it = SmallButton(self.tr("Do it for me"), self.tr("The program does what is asked for; you see it"))
        for part, is_there in ((self.cell, step.kind is Kind.CELL), (self.line, step.write),
                               (self.do_it, bool(step.do_it))):
            self.column.addWidget(part)
            part.setVisible(is_there)  # once it lies in something, or it would be a window of its own
        self.column.setAlignment(self.do_it, Qt.AlignmentFlag.AlignLeft)
        self.line.entered.connect(self._on_entered)
        self.do_it.clicked.connect(self.do_it_wanted)
        self._kind = step.kind

    @property
    def given(self) -> str | None:
        return self.line.text().strip() if self._kind is Kind.OBSERVE else None

    def show_player(self, player: Player) -> None:
        super().show_player(player)
        self.tick.show_done(player.reading in player.completed)
        self.do_it.setEnabled("do it" in player.can)
        self.line.setReadOnly(not is_asking(player))
        if self._kind is Kind.CELL:
            given = player.answered
            self.cell.setText(self.tr("Clicked last: {cell}").format(cell=given) if given else
                              self.tr("Click the cell in the window.") if is_asking(player) else " ")

    def take_over(self, other: "TaskQuestion") -> None:
        self.line.setText(other.line.text())

    @Slot()
    def _on_entered(self) -> None:
        self.answered.emit(self.given)
