"""Things to be put into their order: dragged, moved by buttons, or with Alt and the arrow keys."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from engine.lessons.player import Player
from gui.look.theme import theme
from gui.panels.lessons.question import Question, is_asking
from gui.panels.lessons.written import Pictures, Written
from gui.qt.guarded import Guarded, painting
from gui.widgets.focus_ring import paint_focus_ring
from gui.widgets.glyph_button import GlyphButton
from gui.widgets.labels import DimLabel

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class OrderRow(Guarded, QWidget):
    """One thing, with the number of its place.

    Signals
    -------
    moved(int): it is to go up (−1) or down (1)
    dragged(QPoint): it has been dragged to this point of what it lies in
    neighbour_wanted(int): the focus is to go to the one above (−1) or below (1)
    """

    moved = Signal(object)
    dragged = Signal(object)
    neighbour_wanted = Signal(object)

    def __init__(self, item: int, markdown: str, pictures: Pictures | None) -> None:
        super().__init__()
        self.item = item  # which one it is, whatever its place
        self._pressed: QPoint | None = None
        self._place = 0
        self._text = Written()
        self._up, self._down = GlyphButton("up", self.tr("Up (Alt+↑)")), GlyphButton("down", self.tr("Down (Alt+↓)"))
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._text, 1)
        self.say(markdown, pictures)
        for button in (self._up, self._down):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the row has the focus, and the keys
            self._row.addWidget(button)
        self._up.clicked.connect(self._on_up)
        self._down.clicked.connect(self._on_down)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        theme().changed.connect(self._update_sizes)
        self._update_sizes()

    def say(self, markdown: str, pictures: Pictures | None) -> None:
        """What it is."""
        self._text.say(markdown, pictures)

    def show_place(self, place: int, count: int) -> None:
        """Which place it has, from 0, and whether it can go on."""
        self._place = place
        self._up.setEnabled(self.isEnabled() and place > 0)
        self._down.setEnabled(self.isEnabled() and place < count - 1)
        self.setAccessibleName(self.tr("{place} of {count}: {text}").format(
            place=place + 1, count=count, text=self._text.text()))
        self.update()

    @Slot()
    def _on_up(self) -> None:
        self.moved.emit(-1)

    @Slot()
    def _on_down(self) -> None:
        self.moved.emit(1)

    @Slot()
    def _update_sizes(self) -> None:
        scaled = theme().scaled
        self._row.setContentsMargins(scaled(32), scaled(5), scaled(4), scaled(5))
        self._row.setSpacing(scaled(2))

    # --- the pointer and the keys ----------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()
            self.raise_()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        here = event.position().toPoint()
        if self._pressed is not None and (here - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self.dragged.emit(self.mapToParent(here))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and event.key() in _STEPS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(step)
        else:
            self.neighbour_wanted.emit(step)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, area = theme().palette, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(colours.border), 1))
            painter.setBrush(QColor(colours.field))
            painter.drawRoundedRect(area, theme().scaled(6), theme().scaled(6))
            painter.setPen(QColor(colours.dim))
            painter.setFont(theme().font(bold=True))
            painter.drawText(QRectF(0, 0, theme().scaled(30), self.height()), int(Qt.AlignmentFlag.AlignCenter),
                             str(self._place + 1))
            if self.hasFocus():
                paint_focus_ring(painter, QRectF(self.rect()))


class Ordering(Guarded, QWidget):
    """The things in the order that they have been put into."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[OrderRow] = []
        self._items: list[str] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        theme().changed.connect(self._update_sizes)
        self._update_sizes()

    @property
    def order(self) -> tuple[int, ...]:
        """The numbers of the things, from first to last."""
        return tuple(row.item for row in self._rows)

    @property
    def first(self) -> QWidget | None:
        """The first of them."""
        return self._rows[0] if self._rows else None

    def show_items(self, items: Sequence[str], order: Sequence[int], pictures: Pictures | None = None) -> None:
        """Show these things in this order."""
        self._items = list(items)
        for item in order:
            row = OrderRow(item, items[item], pictures)
            row.moved.connect(self._on_moved)
            row.dragged.connect(self._on_dragged)
            row.neighbour_wanted.connect(self._on_neighbour_wanted)
            self._rows.append(row)
            self._column.addWidget(row)
        self._number()

    def say(self, items: Sequence[str], pictures: Pictures | None = None) -> None:
        """What they are, in the language of now."""
        if list(items) != self._items:
            self._items = list(items)
            for row in self._rows:
                row.say(items[row.item], pictures)
            self._number()

    def put(self, order: Sequence[int]) -> None:
        """Put them into this order. Emits nothing."""
        if tuple(order) != self.order and sorted(order) == sorted(self.order):
            by_item = {row.item: row for row in self._rows}
            self._rows = [by_item[item] for item in order]
            for place, row in enumerate(self._rows):
                self._column.removeWidget(row)
                self._column.insertWidget(place, row)
            self._number()

    def _move(self, row: OrderRow, place: int) -> None:
        order = [item for item in self.order if item != row.item]
        order.insert(min(max(place, 0), len(order)), row.item)
        if tuple(order) != self.order:
            self.put(order)

    def _number(self) -> None:
        for place, row in enumerate(self._rows):
            row.show_place(place, len(self._rows))
            if place:
                QWidget.setTabOrder(self._rows[place - 1], row)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self._number()

    @Slot(object)
    def _on_moved(self, step: int) -> None:
        row = self.sender()
        self._move(row, self._rows.index(row) + step)

    @Slot(object)
    def _on_dragged(self, point: QPoint) -> None:
        """It takes the place of the one whose middle the pointer has passed."""
        row = self.sender()
        others = [each for each in self._rows if each is not row]
        self._move(row, sum(each.geometry().center().y() < point.y() for each in others))

    @Slot(object)
    def _on_neighbour_wanted(self, step: int) -> None:
        place = self._rows.index(self.sender()) + step
        if 0 <= place < len(self._rows):
            self._rows[place].setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _update_sizes(self) -> None:
        self._column.setSpacing(theme().scaled(4))


class OrderQuestion(Question):
    """A question that is answered by an order."""

    def __init__(self, player: Player, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(pictures, parent)
        self._ordering = Ordering()
        self._ordering.show_items([player.text(item) for item in player.step.items], player.shuffled, pictures)
        self._note = DimLabel(self.tr("Drag them, or Alt+↑ and Alt+↓."), small=True)
        self._note.setWordWrap(True)
        self.column.addWidget(self._ordering)
        self.column.addWidget(self._note)

    @property
    def given(self) -> tuple[int, ...]:
        return self._ordering.order

    @property
    def first(self) -> QWidget | None:
        return self._ordering.first

    def show_player(self, player: Player) -> None:
        super().show_player(player)
        asking = is_asking(player)
        self._ordering.say([player.text(item) for item in player.step.items], self._pictures)
        if not asking and player.answered:
            self._ordering.put([int(each) for each in player.answered.split(",")])
        self._ordering.setEnabled(asking)

    def take_over(self, other: "OrderQuestion") -> None:
        self._ordering.put(other.given)
