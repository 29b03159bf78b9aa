"""The table of runs: what can be done with the rows, by mouse and by keys."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from gui.look.theme import theme
from gui.panels.runs.model import RunsModel, SortedRuns
from gui.qt.guarded import Guarded
from gui.training.reports import KeptRun

WIDEST = 260  # pixels at normal text, of a column that is as wide as what is in it
TICK = 12     # more than Qt reckons for a box to tick, as the style draws it
NOTE = 140    # and the least of the last one, which takes what is left


class RunsTable(Guarded, QTableView):
    """Rows are chosen, sorted by a click on a column, renamed and noted in place. Space ticks, Delete removes them.

    Signals
    -------
    chosen(): other rows are chosen
    removal_wanted(): the chosen rows are to be removed
    """

    chosen = Signal()
    removal_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stages: list[tuple] = []
        self.model_ = RunsModel(self)
        self.sorted = SortedRuns(self.model_)
        self.setModel(self.sorted)
        self.setAccessibleName(self.tr("Runs"))
        self.setAccessibleDescription(self.tr("Space draws a run or hides it, F2 renames it, Delete removes it."))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)  # Tab leads on to what is beside it
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.selectionModel().selectionChanged.connect(self.chosen)
        theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    @property
    def chosen_runs(self) -> list[KeptRun]:
        """The runs of the rows that are chosen, from top to bottom."""
        rows = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        return [self.model_.rows[self.sorted.mapToSource(self.sorted.index(row, 0)).row()].run for row in rows]

    @property
    def is_written_in(self) -> bool:
        """Whether a person is writing a name or a note."""
        return self.state() is QAbstractItemView.State.EditingState

    def show_runs(self, runs: Sequence[KeptRun]) -> None:
        """Show these, the first of which is the present one; what was chosen stays chosen."""
        keys = {run.key for run in self.chosen_runs}
        self.model_.ratio = self.devicePixelRatioF()
        if self.model_.show_runs(runs):
            self._choose(keys)
            self.resizeColumnsToContents()
            self.setColumnWidth(self.sorted.columnCount() - 1, theme().scaled(NOTE))
        stages = [(run.key, run.name, run.done is None, run.waits) for run in runs]
        if stages != self._stages:  # else the figures are as long as they were
            self._stages = stages
            self._widen()

    def _choose(self, keys: Iterable[int]) -> None:
        chosen, last = QItemSelection(), max(self.sorted.columnCount() - 1, 0)
        for row in range(self.sorted.rowCount()):
            place = self.sorted.mapToSource(self.sorted.index(row, 0)).row()
            if self.model_.rows[place].run.key in keys:
                chosen.select(self.sorted.index(row, 0), self.sorted.index(row, last))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _widen(self) -> None:
        """Give columns the room that they have come to need; none is made narrower again while there are no others."""
        figure = self.fontMetrics().horizontalAdvance("0.000000")
        for place, column in enumerate(self.model_.columns[:-1]):
            needed = max(self.sizeHintForColumn(place), figure * column.is_number)
            wanted = needed + theme().scaled(2 if place else TICK)
            if wanted > self.columnWidth(place):
                self.setColumnWidth(place, min(wanted, theme().scaled(WIDEST)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.is_written_in:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removal_wanted.emit()
        elif event.key() == Qt.Key.Key_Space:
            self._tick()
        elif event.key() == Qt.Key.Key_F2 and self.currentIndex().isValid():
            name = self.currentIndex().siblingAtColumn(0)
            last = self.currentIndex().column() == self.sorted.columnCount() - 1
            self.edit(self.currentIndex() if last else name)
        else:
            super().keyPressEvent(event)

    def _tick(self) -> None:
        """Draw the chosen runs, or hide them if all are drawn."""
        runs = [run for run in self.chosen_runs if run.key]
        on = not all(run.shown for run in runs)
        for run in runs:
            self.model_.ticked.emit(run.key, on)

    @Slot()
    def _on_theme_changed(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme().scaled(24))
        self.resizeColumnsToContents()
        self._widen()
