"""The units of a layer in the order of what becomes of the network without each of them."""

from collections.abc import Collection

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from engine.inspection.learned.without import Ablations
from gui.look.theme import theme
from gui.qt.guarded import Guarded
from gui.widgets.tips import wrapped
from gui.words import formatting

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_UNIT, _JUDGED, _LOSS, _ACTIVE = range(4)
_ROWS = 5  # that are seen at least


class RankingModel(QAbstractTableModel):
    """What each cell says: a row a unit, the one that matters most at the top until sorted otherwise."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.found: Ablations | None = None
        self.off: Collection[int] = ()
        self._order = np.empty(0, int)
        self._columns: list[np.ndarray] = []
        self._judged = ""

    def show_ablations(self, found: Ablations | None, title: str) -> None:
        """Show these; None: none. `title` is what the second column is called."""
        self.beginResetModel()
        self.found, self._judged = found, title
        if found is None:
            self._columns, self._order = [], np.empty(0, int)
        else:
            accuracy, probability, loss = found.changes
            judged = probability if found.count == 1 else accuracy
            self._columns = [np.arange(len(loss)), judged, loss, found.activity]
            self._order = np.argsort(-self._columns[_LOSS], kind="stable")
        self.endResetModel()

    def show_off(self, off: Collection[int]) -> None:
        """Tick the units that are off."""
        self.off = off
        if len(self._order):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._order) - 1, 0))

    def unit(self, row: int) -> int:
        """The number of the unit in a row."""
        return int(self._order[row])

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if column < 0 or not self._columns:
            return
        self.layoutAboutToBeChanged.emit()
        values = self._columns[column]
        self._order = np.argsort(values if order is Qt.SortOrder.AscendingOrder else -values, kind="stable")
        self.layoutChanged.emit()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 (as Qt declares it)
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < 4:
            return None
        title = (self.tr("unit"), self._judged, self.tr("change of L"), self.tr("active"))[section]
        tip = (self.tr("A tick: it is switched off"),
               self.tr("How much it changes without this unit"),
               self.tr("How much the loss rises without this unit: the more, the more the unit matters"),
               self.tr("The share of the samples for which its output is not 0"))[section]
        return {Qt.ItemDataRole.DisplayRole: title, Qt.ItemDataRole.ToolTipRole: wrapped(tip),
                Qt.ItemDataRole.TextAlignmentRole: Qt.AlignmentFlag.AlignCenter}.get(role)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        unit, column = self.unit(index.row()), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            value = self._columns[column][unit]
            if column == _UNIT:
                return str(value)  # as it is typed: with thousands parted, 1,114 would be two units
            return formatting.percent(value) if column == _ACTIVE else formatting.signed(float(value), 3)
        if role == Qt.ItemDataRole.TextAlignmentRole and column:
            return _RIGHT
        if role == Qt.ItemDataRole.CheckStateRole and column == _UNIT:
            return _CHECKED if unit in self.off else _UNCHECKED
        return None


class UnitRanking(Guarded, QTableView):
    """A click on a row, or Space, switches its unit off or on again.

    Signals
    -------
    toggled(int): this unit is to be switched off or on
    unit_hovered(int or None): the unit under the pointer
    """

    toggled = Signal(object)
    unit_hovered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model_ = RankingModel(self)
        self.setModel(self.model_)
        self.setAccessibleName(self.tr("What becomes of the network without each unit"))
        self.setAccessibleDescription(self.tr("Space switches a unit off or on again."))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.DescendingOrder)
        self.clicked.connect(self._on_clicked)
        self.entered.connect(self._on_entered)
        theme().changed.connect(self._fit)
        self._fit()

    def show_ablations(self, found: Ablations | None, title: str = "") -> None:
        """Show what was found out, sorted by the loss; None: nothing."""
        self.model_.show_ablations(found, title)
        self.sortByColumn(_LOSS, Qt.SortOrder.DescendingOrder)
        self.setColumnHidden(_ACTIVE, found is not None and found.count == 1)
        self.scrollToTop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._on_clicked(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.unit_hovered.emit(None)

    def sizeHint(self) -> QSize:
        return QSize(theme().scaled(240), self._height(_ROWS))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().scaled(150), self.sizeHint().height())

    def _height(self, rows: int) -> int:
        return self.horizontalHeader().sizeHint().height() + rows * self.verticalHeader().defaultSectionSize()

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self.toggled.emit(self.model_.unit(index.row()))

    @Slot(QModelIndex)
    def _on_entered(self, index: QModelIndex) -> None:
        self.unit_hovered.emit(self.model_.unit(index.row()))

    @Slot()
    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + theme().scaled(4))
        self.updateGeometry()
