"""The variables of two traces in three columns, A | B | Δ = B − A: those that the sample panel shows, row by row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from engine.data.dataset import Dataset
from engine.inspection.frozen.beside import Beside, Pair
from engine.inspection.frozen.trace import Trace
from engine.inspection.unit import Unit
from engine.nn.terms import term_of
from gui.look.theme import theme
from gui.panels.sample.forms import Form, backward, forward
from gui.panels.sample.views import lit_cells
from gui.qt.take_down import take_down
from gui.widgets import raster
from gui.widgets.cell import Cell
from gui.widgets.labels import DimLabel, SectionLabel
from gui.widgets.pill import PillGroup
from gui.widgets.tensor_view import TensorView
from gui.widgets.tips import wrapped
from gui.words import formatting
from gui.words.terms import wording

A, B, DIFFERENCE = range(3)  # the columns


@dataclass(frozen=True, slots=True)
class Scale:
    """The colours of a view: what it is of, the limit, and the kind."""

    name: str
    limit: float
    kind: str


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    """One variable in three columns."""

    form: Form
    views: tuple[TensorView, ...]


class Columns(QWidget):
    """The rows. Each of them has one scale in A and B, so that these can be compared, and another one in Δ.

    The cell that is pointed at in one column is outlined in the others, too.

    Signals
    -------
    hovered(int, Cell or None): the column and the cell under the pointer; in each, it goes by its name in B
    clicked(int, Cell)
    lesson_wanted(str): the lesson of this id is to be opened
    layer_chosen(int): the hidden layer with this index is to be seen
    """

    hovered = Signal(object, object)
    clicked = Signal(object, object)
    lesson_wanted = Signal(object)
    layer_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dataset: Dataset | None = None
        self._beside: Beside | None = None
        self._built_for: tuple = ()
        self._named: tuple = ()  # what was put in words
        self._rows: dict[str, _Row] = {}
        self._pairs: dict[str, Pair] = {}
        self._table, self._grid = QWidget(), QGridLayout()
        self._layers: PillGroup | None = None  # a choice between the hidden layers, where there are several
        self._top = QHBoxLayout()
        self._layer_label = DimLabel(self.tr("hidden layer"), small=True)
        self._top.addWidget(self._layer_label)
        self._top.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._top)
        self._column.addWidget(self._table, 1)
        theme().changed.connect(self._update_sizes)

    # --- what there is to see --------------------------------------------------------------------------------------

    def build(self, dataset: Dataset, sizes: tuple[int, ...], layer: int) -> None:
        """Rows for networks of these sizes; of the hidden layers for this one (0 if there is none)."""
        if (dataset, sizes, layer) == self._built_for:
            return
        if (sizes,) != self._built_for[1:2]:
            self._offer_layers(len(sizes) - 2)
        if self._layers is not None:
            self._layers.choose(layer - 1)
        self._built_for, self._dataset = (dataset, sizes, layer), dataset
        self._column.removeWidget(self._table)
        take_down(self._table)
        self._rows, self._pairs, self._named = {}, {}, ()
        self._table = QWidget()
        self._grid = QGridLayout(self._table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for column in (A, B, DIFFERENCE):
            self._grid.setColumnStretch(column, 1)
        depth = len(sizes) - 1
        self._add(self.tr("Forward"), forward(depth, layer))
        self._add(self.tr("Backward"), backward(depth, layer, dataset.look.is_picture))
        self._column.addWidget(self._table, 1)
        self._update_sizes()

    def _offer_layers(self, hidden: int) -> None:
        if self._layers is not None:
            self._top.removeWidget(self._layers)
            take_down(self._layers)
            self._layers = None
        self._layer_label.setVisible(hidden > 1)
        if hidden > 1:
            self._layers = PillGroup([str(number) for number in range(1, hidden + 1)])
            self._layers.chosen.connect(self.layer_chosen)
            self._top.insertWidget(1, self._layers)

    def _add(self, title: str, forms: Mapping[str, Form]) -> None:
        self._grid.addWidget(SectionLabel(title), self._grid.rowCount(), 0, 1, 3)
        for name, form in forms.items():
            line = self._grid.rowCount()
            self._grid.setRowStretch(line, form.share)
            self._rows[name] = _Row(form, tuple(
                TensorView(form.make(), f"Δ{name}" if side == DIFFERENCE else name) for side in (A, B, DIFFERENCE)))
            for side, view in enumerate(self._rows[name].views):
                self._grid.addWidget(view, line, side)
                view.hovered.connect(partial(self._on_hovered, name, side))
                view.lesson_wanted.connect(self.lesson_wanted)
                if side == DIFFERENCE:  # which comes from nowhere: no hand over it
                    view.widget.clicked.disconnect(view.clicked)
                else:
                    view.clicked.connect(partial(self.clicked.emit, side))

    def take_pad(self, pad: QWidget) -> None:
        """Have the pad above the rows, that one can draw and compare."""
        self._column.insertWidget(1, pad)

    def give_pad_back(self, pad: QWidget) -> None:
        """Have it no longer."""
        self._column.removeWidget(pad)

    @Slot()
    def _update_sizes(self) -> None:
        for row in self._rows.values():
            for view in row.views:
                view.widget.setMinimumHeight(theme().scaled(row.form.least))
        self._grid.setHorizontalSpacing(theme().scaled(12))
        self._grid.setVerticalSpacing(theme().scaled(8))

    def view_of(self, name: str) -> TensorView | None:
        """What shows this variable of B."""
        return self._rows[name].views[B] if name in self._rows else None

    def mark(self, indices: Mapping[str, tuple[int, ...]]) -> None:
        """Mark one cell of each of these variables of B, and none of the others."""
        for name, row in self._rows.items():
            row.views[B].widget.mark(indices.get(name))

    def light_unit(self, unit: Unit | None, trace: Trace | None) -> None:
        """Light a hidden unit of B in all views that have something of it, and no other; in A, if it is the same."""
        for name, row in self._rows.items():
            cells = lit_cells(unit, name, trace)
            same = name in self._pairs and self._pairs[name].difference is not None
            for side, view in enumerate(row.views):
                view.widget.light_cells(cells if side == B or same else None)

    def scale_of(self, name: str, side: int) -> Scale | None:
        """The colours of a view; None while it shows none."""
        view = self._rows[name].views[side] if name in self._rows else None
        if view is None or view.widget.limit is None:
            return None
        of_y = name == "y" and side != DIFFERENCE
        return Scale(view.name, view.widget.limit, "sequential" if of_y else getattr(view.widget, "kind", "diverging"))

    @property
    def names(self) -> tuple[str, ...]:
        """The variables that have rows, in their order."""
        return tuple(self._rows)

    @property
    def differs(self) -> bool:
        """Whether there is any difference to be seen."""
        return any(pair.difference is None or pair.difference.any() for pair in self._pairs.values())

    def values_at(self, cell: Cell) -> Iterator[float | None]:
        """A, B and B − A of a cell; None where there is no such."""
        pair = self._pairs.get(cell.name, Pair(None, None, None))
        for values in (pair.a, pair.b, pair.difference):
            there = values is not None and all(i < n for i, n in zip(cell.index, values.shape, strict=True))
            yield float(values[cell.index]) if there else None

    # --- showing ---------------------------------------------------------------------------------------------------

    def say(self, text: str) -> None:
        """Say something in place of all values."""
        self._pairs = {}
        for row in self._rows.values():
            for view in row.views:
                _say(view, text)

    def show_pairs(self, beside: Beside) -> None:
        """Show what there is of both, and the difference."""
        self._beside = beside
        self._pairs = {name: beside.pair(name) for name in self._rows}
        for name, pair in self._pairs.items():
            limit = max((raster.largest(values) for values in (pair.a, pair.b) if values is not None), default=0.0)
            self._show(name, A, pair.a, limit, beside.a)
            self._show(name, B, pair.b, limit, beside.b)
            if pair.difference is not None and not pair.difference.any():
                _say(self._rows[name].views[DIFFERENCE], self.tr("the same"))
            else:
                self._show(name, DIFFERENCE, pair.difference, None, None)

    def _show(
        self, name: str, side: int, values: np.ndarray | None, limit: float | None, trace: Trace | None,
    ) -> None:
        row = self._rows[name]
        view = row.views[side]
        if values is None:
            _say(view, self._why_missing(name, side))
            return
        limit = raster.largest(values) if limit is None else limit
        row.form.draw(view.widget, values, limit, self._dataset, trace, view.name)
        view.widget.setAccessibleName(f"{view.name}, A" if side == A else view.name)
        if name == "y":
            view.set_note(self._loss(side))
        else:
            view.set_note(self._dataset.look.note if name == "x" and trace is not None else formatting.limit(limit))

    def _loss(self, side: int) -> str:
        """What is said beside the probabilities: L, or how much more it is in B."""
        pair = self._beside.pair("L")
        found = (pair.a, pair.b, pair.difference)[side]  # a number
        if found is None:
            return ""
        return f"ΔL = {formatting.signed(found)}" if side == DIFFERENCE else f"L = {formatting.number(found)}"

    def _why_missing(self, name: str, side: int) -> str:
        beside = self._beside
        if side == DIFFERENCE and name in beside.apart:
            return self.tr("other shapes")
        if side == A and beside.name_in_a(name) is None:
            return self.tr("not in this network")
        traces = {A: (beside.a,), B: (beside.b,), DIFFERENCE: (beside.a, beside.b)}[side]
        return self.tr("no label") if any(one.sample.label is None for one in traces) else self.tr("not computed yet")

    def name_in_words(self, trace: Trace | None, on: bool) -> None:
        """Explain the variables, and write what they are called in words beside their names, or not."""
        known = {} if trace is None else trace.variables
        if (known, on) == self._named:
            return
        self._named = known, on
        for name, row in self._rows.items():
            words = wording(name, term_of(known[name], known)) if name in known else None
            tip = "" if words is None else words.tip
            click = self.tr("Click a cell to see where its number comes from.")
            for side, view in enumerate(row.views):
                view.show_words(words if on and side != DIFFERENCE else None)
                view.setToolTip(wrapped(tip if side == DIFFERENCE else f"{tip}\n{click}"))

    @Slot(object)
    def _on_hovered(self, name: str, side: int, cell: Cell | None) -> None:
        pair = self._pairs.get(name)
        linked = cell is not None and pair is not None and pair.difference is not None
        for other, view in enumerate(self._rows[name].views):
            if other != side:
                view.widget.mark(cell.index if linked else None)
        self.hovered.emit(side, None if cell is None else Cell(name, cell.index, cell.value))


def _say(view: TensorView, text: str) -> None:
    view.widget.show_message(text)
    view.set_note("")
