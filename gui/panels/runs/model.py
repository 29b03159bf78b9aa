"""The runs as Qt's tables know them: the present one first, the kept ones in the order in which they came."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QColor, QPixmap

from gui.look.theme import theme
from gui.panels.runs.columns import Column, Row, columns, more_words, row_of
from gui.training.reports import KeptRun
from gui.widgets.kept_look import kept_picture
from gui.widgets.tips import wrapped

VALUE = Qt.ItemDataRole.UserRole  # what a column is sorted by
LEAD = 10  # pixels at normal text, before words beside figures
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class RunsModel(QAbstractTableModel):
    """What each cell says. What a person enters is only told: it is seen once the runs are shown anew.

    Attributes
    ----------
    ratio : float
        Pixels of the screen to each of ours.

    Signals
    -------
    renamed(int, str), noted(int, str), ticked(int, bool): what was entered, with the key of the run
    """

    renamed = Signal(object, object)
    noted = Signal(object, object)
    ticked = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ratio = 1.0
        self.rows: list[Row] = []
        self.columns: list[Column] = []

    def show_runs(self, runs: Sequence[KeptRun]) -> bool:
        """Show these, the first of which is the present one. Returns whether there are other rows or columns now."""
        keys, wanted = [run.key for run in runs], columns(runs)
        same_columns = [each.title for each in wanted] == [each.title for each in self.columns]
        is_new = keys != [row.run.key for row in self.rows] or not same_columns
        if is_new:
            self.beginResetModel()
        before, self.rows, self.columns = self.rows, [row_of(run, runs[0]) for run in runs], wanted
        if is_new:
            self.endResetModel()
        else:
            self._tell_news(before)
        return is_new

    def _tell_news(self, before: Sequence[Row]) -> None:
        """Which rows say something else now: most of them never do."""
        last, others = len(self.columns) - 1, before[0].run.settings != self.rows[0].run.settings
        for place, (one, other) in enumerate(zip(before, self.rows, strict=True)):
            if others or one.says != other.says:
                self.dataChanged.emit(self.index(place, 0), self.index(place, last))

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 (as Qt declares it)
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        return {Qt.ItemDataRole.DisplayRole: column.title, Qt.ItemDataRole.ToolTipRole: wrapped(column.tip),
                Qt.ItemDataRole.TextAlignmentRole: _RIGHT if column.is_number else _LEFT,
                Qt.ItemDataRole.DecorationRole: _lead() if section and not column.is_number else None}.get(role)

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        column, run = self.columns[index.column()], self.rows[index.row()].run
        if column.edits:
            flags |= Qt.ItemFlag.ItemIsEditable
        if column.edits == "name" and run.key:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        column, row = self.columns[index.column()], self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return column.text(row)
        if role == VALUE:
            return column.value(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.is_number else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            return wrapped("\n".join(filter(None, (column.text(row), more_words(row, column)))))
        if role == Qt.ItemDataRole.FontRole:
            return None if row.run.key else theme().font(bold=True)  # the present run stands out
        if role == Qt.ItemDataRole.ForegroundRole:
            return _ink(row, column)
        if role == Qt.ItemDataRole.DecorationRole and index.column() and not column.is_number:
            return _lead()
        return self._mark(row, role) if column.edits == "name" else None

    def _mark(self, row: Row, role: int) -> object:
        """Before its name: whether it is drawn, and as what."""
        if role == Qt.ItemDataRole.CheckStateRole and row.run.key:
            return _CHECKED if row.run.shown else _UNCHECKED
        if role == Qt.ItemDataRole.DecorationRole and row.run.key and row.run.shown:
            return kept_picture(row.run.look, self.ratio)
        return None

    def setData(self, index: QModelIndex, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        column, run = self.columns[index.column()], self.rows[index.row()].run
        if role == Qt.ItemDataRole.CheckStateRole:
            self.ticked.emit(run.key, Qt.CheckState(value) is _CHECKED)
            return True
        if role != Qt.ItemDataRole.EditRole or value == column.text(self.rows[index.row()]):
            return False
        if column.edits == "name":
            self.renamed.emit(run.key, str(value))
        else:
            self.noted.emit(run.key, str(value))
        return True


class SortedRuns(QSortFilterProxyModel):
    """The rows in which something of what is looked for stands, sorted; what has no value comes last."""

    def __init__(self, model: RunsModel) -> None:
        super().__init__(model)
        self.setSourceModel(model)
        self.setSortRole(VALUE)
        self.setFilterKeyColumn(-1)
        self.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setDynamicSortFilter(True)

    def lessThan(self, left: QModelIndex, right: QModelIndex) -> bool:
        one, other = left.data(VALUE), right.data(VALUE)
        if one is None or other is None:
            rising = self.sortOrder() is Qt.SortOrder.AscendingOrder
            return other is None and one is not None if rising else one is None and other is not None
        return one < other


def _ink(row: Row, column: Column) -> QColor | None:
    """What the present run has otherwise stands out; a run that is not drawn stands back."""
    palette = theme().palette
    if column.setting and row.has_other(column.setting):
        return QColor(palette.accent)
    return QColor(palette.dim) if row.run.key and (not row.run.shown or row.run.waits) else None


def _lead() -> QPixmap:
    """Room before words: they would stand close to the figures of the column before, which end at its right."""
    room = QPixmap(theme().scaled(LEAD), 1)
    room.fill(Qt.GlobalColor.transparent)
    return room
