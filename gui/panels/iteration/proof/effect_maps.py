"""All values between the image and the loss: before, after, and the difference."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from gui.look.theme import theme
from gui.panels.iteration.parts.box import Note
from gui.qt.take_down import take_down
from gui.widgets.heatmap import HeatMap
from gui.widgets.labels import DimLabel
from gui.words import formatting

_HEIGHT = 30  # of a map, in pixels at normal text size
_COLUMNS, _ROWS = 25, 4  # units in a row of a map, more only where there would be too many rows


class EffectMaps(QWidget):
    """A row for each of a1, z1, ...: three maps of the same units in the same colours, and the unit changed most.

    Signals
    -------
    clicked(Cell), hovered(Cell or None): of the maps before and after
    """

    clicked = Signal(object)
    hovered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, tuple[HeatMap, HeatMap, HeatMap, Note]] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for column, text in enumerate((self.tr("before"), self.tr("after"), self.tr("difference")), 1):
            self._grid.addWidget(DimLabel(text, small=True), 0, column)
            self._grid.setColumnStretch(column, 1)
        theme().changed.connect(self._fit)

    def show_names(self, names: Sequence[str]) -> None:
        """Be about these variables; nothing happens if it is already."""
        if tuple(names) == tuple(self.rows):
            return
        while self._grid.count() > 3:
            take_down(self._grid.takeAt(3).widget())
        self.rows = {name: self._row(2 * index + 1, name) for index, name in enumerate(names)}
        self._fit()

    def show_values(self, before: Mapping[str, np.ndarray], after: Mapping[str, np.ndarray]) -> None:
        """Show the values of one sample, (1, units) each."""
        for name, (first, second, third, note) in self.rows.items():
            old, new = before[name][0], after[name][0]
            with np.errstate(all="ignore"):
                difference = new - old
            finite = np.abs(np.concatenate([old, new]))
            limit = float(finite[np.isfinite(finite)].max(initial=0.0))
            columns = min(len(old), max(_COLUMNS, math.ceil(len(old) / _ROWS)))
            for view, values, which in ((first, old, limit), (second, new, limit), (third, difference, None)):
                view.show_vector(values, columns=columns, limit=which, name=name)
            note.setText(self._most(name, old, new, difference))

    def _most(self, name: str, old: np.ndarray, new: np.ndarray, difference: np.ndarray) -> str:
        if not difference.any():
            return self.tr("nothing changes")
        unit = int(np.nan_to_num(np.abs(difference), nan=np.inf, posinf=np.inf).argmax())
        return self.tr("most: {cell} from {old} to {new}").format(
            cell=formatting.index(name, (unit,)), old=formatting.number(old[unit]), new=formatting.number(new[unit]))

    def _row(self, row: int, name: str) -> tuple[HeatMap, HeatMap, HeatMap, Note]:
        label = QLabel(name)
        label.setProperty("role", "name")
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        maps = HeatMap(), HeatMap(), HeatMap()
        kinds = (self.tr("before"), self.tr("after"), self.tr("difference"))
        for column, (view, kind) in enumerate(zip(maps, kinds, strict=True), 1):
            view.setAccessibleDescription(kind)
            self._grid.addWidget(view, row, column)
            if column < 3:
                view.clicked.connect(self.clicked)
                view.hovered.connect(self.hovered)
        note = Note()
        self._grid.addWidget(note, row + 1, 1, 1, 3)
        return (*maps, note)

    @Slot()
    def _fit(self) -> None:
        self._grid.setHorizontalSpacing(theme().scaled(8))
        self._grid.setVerticalSpacing(theme().scaled(3))
        for *maps, _ in self.rows.values():
            for view in maps:
                view.setFixedHeight(theme().scaled(_HEIGHT))
