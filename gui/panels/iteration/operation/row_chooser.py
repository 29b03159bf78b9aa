"""Which row of the minibatch is looked at, by its picture, and whether it alone or all of the minibatch is shown."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.inspection.frozen.snapshot import Snapshot
from gui.look.theme import theme
from gui.widgets.digit_strip import DigitStrip
from gui.widgets.labels import DimLabel
from gui.widgets.pill import PillGroup
from gui.words import formatting
from gui.words.engine_texts import phrase


class RowChooser(QWidget):
    """A switch, and the samples of the minibatch to choose from.

    Signals
    -------
    row_chosen(int): another row
    only_row_chosen(bool): this row alone, or all of the minibatch
    """

    row_chosen = Signal(int)
    only_row_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._snapshot: Snapshot | None = None
        self._row = 0
        self._first = 0  # row of the first picture
        self.switch = PillGroup([self.tr("all of the minibatch"), self.tr("this row")])
        self.strip = DigitStrip()
        self.strip.thumbnails.setAccessibleName(self.tr("Rows of the minibatch"))
        self._words = DimLabel(small=True)
        head = QHBoxLayout()
        head.addWidget(self.switch)
        head.addWidget(self._words)
        head.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(head)
        self._column.addWidget(self.strip)
        self.switch.chosen.connect(self._on_switched)
        self.strip.selected.connect(self._on_selected)
        self.strip.previous.connect(self._on_previous)
        self.strip.next.connect(self._on_next)
        self.strip.capacity_changed.connect(self._on_capacity_changed)
        theme().changed.connect(self._update_spacing)
        self._update_spacing()

    @property
    def row(self) -> int:
        """The row that is looked at."""
        return self._row

    @property
    def only_row(self) -> bool:
        """Whether it is shown alone."""
        return self.switch.current == 1

    @property
    def words(self) -> str:
        """What is said about the row."""
        return self._words.text()

    def show_minibatch(self, snapshot: Snapshot, row: int) -> None:
        """Offer the rows of a minibatch, with `row` chosen."""
        last = snapshot.batch_size - 1
        row = min(max(row, 0), last)
        if snapshot is self._snapshot and row == self._row:
            return
        self._snapshot, self._row = snapshot, row
        self.switch.set_tool_tips([
            self.tr("Show all rows; the one that is looked at has a frame"), phrase(snapshot.look.words.alone)])
        self._bring_in(row)
        self._fill()

    def take_over(self, other: "RowChooser") -> None:
        """Look at the row that is looked at in another one, once there is a minibatch. Emits nothing."""
        self.switch.choose(other.switch.current)
        self._row, self._first = other._row, other._first

    def show_nothing(self) -> None:
        """There is no minibatch; the number of the row is kept for the next one."""
        self._snapshot = None

    def _bring_in(self, row: int) -> None:
        """Turn to the page with this row."""
        room = self.strip.capacity()
        if not self._first <= row < self._first + room:
            self._first = row // room * room

    def _fill(self) -> None:
        snapshot = self._snapshot
        rows = range(self._first, min(self._first + self.strip.capacity(), snapshot.batch_size))
        images = snapshot.look.thumbnails(snapshot.values["x"][rows.start:rows.stop])
        words = [self._words_of(row) for row in rows]
        chosen = self._row - self._first if self._row in rows else None
        self.strip.show_images(images, [""] * len(words), words, chosen)
        self.strip.set_pages(rows.start > 0, rows.stop < snapshot.batch_size)
        self._words.setText(self._words_of(self._row))

    def _words_of(self, row: int) -> str:
        labels, names = self._snapshot.labels, self._snapshot.class_names
        if labels is None:
            return self.tr("row {row}").format(row=row)
        return self.tr("row {row}: label {label}").format(row=formatting.integer(row), label=names[labels[row]])

    def _choose(self, row: int) -> None:
        self._row = row
        self._bring_in(row)
        self._fill()
        self.row_chosen.emit(row)

    @Slot(object)
    def _on_selected(self, position: int) -> None:
        if self._snapshot is not None:
            self._choose(self._first + position)

    @Slot()
    def _on_previous(self) -> None:
        self._turn(-self.strip.capacity())

    @Slot()
    def _on_next(self) -> None:
        self._turn(self.strip.capacity())

    def _turn(self, by: int) -> None:
        """Another page, without choosing anything on it."""
        if self._snapshot is not None:
            self._first = min(max(self._first + by, 0), max(self._snapshot.batch_size - 1, 0))
            self._fill()

    @Slot(object)
    def _on_capacity_changed(self, capacity: int) -> None:
        if self._snapshot is not None:
            self._first = self._first // capacity * capacity
            self._bring_in(self._row)
            self._fill()

    @Slot(object)
    def _on_switched(self, index: int) -> None:
        self.only_row_chosen.emit(index == 1)

    @Slot()
    def _update_spacing(self) -> None:
        self._column.setSpacing(theme().scaled(5))
