"""What the two halves of the sample panel, forward and backward, have in common."""

import math
from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.data.dataset import Dataset
from engine.inspection.frozen.trace import Trace
from engine.inspection.unit import Unit, cells_of, corners_of
from engine.nn.terms import term_of
from gui.look.theme import theme
from gui.qt.guarded import Guarded
from gui.widgets.cell_view import CellView
from gui.widgets.labels import SectionLabel
from gui.widgets.tensor_view import TensorView
from gui.widgets.tips import wrapped
from gui.words.terms import wording

# The least heights at which a view can be read, in pixels at normal text size.
STRIP, GRID, MAP, IMAGE, IMAGES = 14, 36, 46, 80, 84


def unit_columns(units: int) -> int:
    """How many units stand in a row of a grid: for one layer always the same, so that a unit has one place."""
    return math.ceil(math.sqrt(2 * units))


def lit_cells(unit: Unit | None, name: str, trace: Trace | None) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """The first and the last cell of what a variable of the sample has of a hidden unit; None if it has nothing."""
    cells = None if unit is None or trace is None else cells_of(unit, name, trace.variables)
    if cells is None:
        return None
    alone = int(trace.variables[name].of_samples)  # the views show the only row, or the sum of all
    return corners_of(cells[alone:], trace.network.shape(name, 1)[alone:])


class Scale:
    """The limit of the colours of each variable: it follows the values, or is held while `held`.

    Held, a number keeps its colour from one sample to the next and from one iteration to the next.
    """

    def __init__(self) -> None:
        self.held = False
        self._limits: dict[str, float] = {}

    def limit(self, name: str, values: np.ndarray) -> float:
        """The value of `name` that gets the full colour."""
        if not self.held or name not in self._limits:
            finite = values[np.isfinite(values)]
            self._limits[name] = float(np.abs(finite).max()) if finite.size else 0.0
        return self._limits[name]

    def last(self, name: str) -> float | None:
        """The limit that was given last; None if `name` was never shown."""
        return self._limits.get(name)

    def take_over(self, other: "Scale") -> None:
        """Go on where another one is."""
        self.held, self._limits = other.held, dict(other._limits)

    def forget(self) -> None:
        """Another network: its values have other sizes."""
        self._limits = {}


class Views(Guarded, QWidget):
    """One half of the panel: a section title with room for a switch, and views of variables beneath.

    Signals
    -------
    hovered(Cell or None): the cell under the pointer
    clicked(Cell)
    lesson_wanted(str): the lesson of this id is to be opened
    """

    hovered = Signal(object)
    clicked = Signal(object)
    lesson_wanted = Signal(object)

    def __init__(self, title: str, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._dataset: Dataset | None = None
        self._sizes: tuple[int, ...] = ()
        self.header = QHBoxLayout()
        self.header.addWidget(SectionLabel(title))
        self.header.addStretch(1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addLayout(self.header)
        self._views: list[TensorView] = []
        self._named: tuple = ()  # what was put in words
        self._least: dict[CellView, int] = {}
        self._rows: list[QHBoxLayout | QVBoxLayout] = [self.column]
        theme().changed.connect(self._update_spacing)

    @property
    def sizes(self) -> tuple[int, ...]:
        """Of the layers of the network that is shown, from the input on."""
        return self._sizes

    @property
    def depth(self) -> int:
        """Number of Affine layers of the network that is shown."""
        return len(self._sizes) - 1

    def view(self, widget: CellView, name: str, tip: str, least: int = 0) -> TensorView:
        """A view of one variable, explained by a tip, and at least so many pixels high."""
        found = TensorView(widget, name)
        self._views.append(found)
        self._least[widget] = least
        self.explain(found, tip)
        found.hovered.connect(self.hovered)
        found.clicked.connect(self.clicked)
        found.lesson_wanted.connect(self.lesson_wanted)
        return found

    def name_in_words(self, trace: Trace | None, on: bool) -> None:
        """Write what the variables are called in words beside their names, or not."""
        known = {} if trace is None or not on else trace.variables
        named = (known, [view.name for view in self._views])
        if named == self._named:
            return
        self._named = named
        for view in self._views:
            view.show_words(wording(view.name, term_of(known[view.name], known)) if view.name in known else None)

    def view_of(self, name: str) -> TensorView | None:
        """What shows this variable, if it is seen."""
        return next((view for view in self._views if view.name == name and not view.isHidden()), None)

    def shows(self, name: str) -> bool:
        """Whether one of the views is of this variable."""
        return any(view.name == name for view in self._views)

    def explain(self, view: TensorView, tip: str) -> None:
        """Say what a view shows."""
        view.setToolTip(wrapped("\n".join(filter(None, (
            tip, self.tr("Click a cell to see where its number comes from."))))))

    def mark(self, indices: Mapping[str, tuple[int, ...]]) -> None:
        """Mark one cell of each of these variables, and none of the others."""
        for view in self._views:
            view.widget.mark(indices.get(view.name))

    def light_unit(self, unit: Unit | None, trace: Trace | None) -> None:
        """Light a hidden unit in all views that have something of it, and no other."""
        for view in self._views:
            view.widget.light_cells(lit_cells(unit, view.name, trace))

    def row(self, *parts: tuple[QWidget | QVBoxLayout, int]) -> QHBoxLayout:
        """Views side by side, with their shares of the width."""
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        for part, share in parts:
            (row.addWidget if isinstance(part, QWidget) else row.addLayout)(part, share)
        self._rows.append(row)
        return row

    def stack(self, *parts: tuple[QWidget, int]) -> QVBoxLayout:
        """Views one under the other, with their shares of the height."""
        column = QVBoxLayout()
        for part, share in parts:
            column.addWidget(part, share)
        self._rows.append(column)
        return column

    def show_network(self, dataset: Dataset, sizes: tuple[int, ...]) -> None:
        """Another network, of these sizes, that learns this data set."""
        self._dataset, self._sizes = dataset, sizes
        self._update_spacing()

    def show_trace(self, trace: Trace | None, layer: int) -> None:
        """Show the values of a sample; of the hidden layers, those of `layer` (0 if there is none)."""
        raise NotImplementedError

    @Slot()
    def _update_spacing(self) -> None:
        for widget, least in self._least.items():
            widget.setMinimumHeight(theme().scaled(least))
        for row in self._rows:
            row.setSpacing(theme().scaled(12 if isinstance(row, QHBoxLayout) and row is not self.header else 8))
