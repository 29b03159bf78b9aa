"""Which hidden units are switched off: by a click on each, by their numbers, or all those that are silent."""

import math
from collections.abc import Collection, Sequence

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from engine.inspection.learned.typed_units import typed_units, written_units
from engine.inspection.unit import Unit
from engine.problem import Problem, filled
from gui.look.theme import theme
from gui.qt.guarded import Guarded
from gui.qt.later import Later
from gui.widgets.asking import Asking
from gui.widgets.cell import Cell
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.heatmap import HeatMap
from gui.widgets.labels import DimLabel, SectionLabel
from gui.widgets.small_button import SmallButton
from gui.widgets.tips import wrapped
from gui.widgets.value_edit import ValueEdit

_HEIGHT = 84       # pixels of the map of units at normal text size
_LONGEST = 32_767  # characters of the numbers of thousands of units


class UnitSwitches(Guarded, QWidget):
    """The units of one hidden layer as a map of cells, each of which is switched off and on again by a click.

    Attributes
    ----------
    off : dict of int to frozenset of int
        By hidden layer, counted from 1: the units that are off.
    layer : int
        Whose units are shown.
    outcome : QLabel
        What becomes of it, in a line: it is seen where a person clicks.
    silent_here, silent_for_all : SmallButton
        Switch off the units that are silent; the second one asks for what only the engine can tell.
    looking : Asking
        Seen while that takes long: its progress, and a way to break it off.

    Signals
    -------
    changed(): other units are off
    layer_chosen(): the units of another layer are shown
    silent_wanted(): which units of the layer are silent for all samples is to be found out
    unit_hovered(Unit or None)
    """

    changed = Signal()
    layer_chosen = Signal()
    silent_wanted = Signal()
    unit_hovered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.off: dict[int, frozenset[int]] = {}
        self.layer = 1
        self._sizes: tuple[int, ...] = ()
        self._outputs: Sequence[np.ndarray] = ()
        self.outcome, self._count = QLabel(), DimLabel(small=True)
        for label in (self.outcome, self._count):
            label.setWordWrap(True)
        self._layers = ChoiceBox(())
        self._layers.setAccessibleName(self.tr("Hidden layer"))
        self.edit = ValueEdit(self._read, written_units, explains=True, smallest="0–49")
        self.edit.setMaxLength(_LONGEST)
        self.edit.setAccessibleName(self.tr("Units that are off"))
        self.edit.setPlaceholderText(self.tr("none"))
        self.edit.setToolTip(wrapped(self.tr("The numbers of the units that are off, such as 3, 7, 12–15")))
        self.map = HeatMap()
        self._make_buttons()
        self._lay_out()
        self._layers.changed.connect(self._on_layer_chosen)
        self.edit.entered.connect(self._on_entered)
        self.map.clicked.connect(self._on_clicked)
        self.map.hovered.connect(self._on_hovered)
        theme().changed.connect(self._fit)

    def _make_buttons(self) -> None:
        self._all = SmallButton(self.tr("all"), wrapped(self.tr(
            "Switch off every unit of this layer: what is left are the biases of what comes after")))
        self._none = SmallButton(self.tr("none"), wrapped(self.tr("Switch all units on again, in every layer")))
        self.silent_here = SmallButton(self.tr("silent for this sample"), wrapped(self.tr(
            "Switch off the units whose output is 0 for the chosen sample: for this sample nothing changes")))
        self.silent_for_all = SmallButton(self.tr("silent for all"), wrapped(self.tr(
            "Switch off the units whose output is 0 for every sample that is asked about: nothing changes")))
        self._all.clicked.connect(self._on_all)
        self._none.clicked.connect(self._on_none)
        self.silent_here.clicked.connect(self._on_silent_here)
        self.silent_for_all.clicked.connect(self.silent_wanted)
        self.looking = Asking(self.silent_for_all.text(), "")
        self.looking.button.hide()  # that is the one above
        self.looking.ended.connect(self.looking.hide)
        self.looking.hide()

    def _lay_out(self) -> None:
        head, self._buttons, self._column = QHBoxLayout(), QGridLayout(), QVBoxLayout(self)
        head.addWidget(SectionLabel(self.tr("Units that are off")))
        head.addWidget(self._layers)
        head.addWidget(self.edit, 1)
        self._fitting = Later(self, self._fit)
        self._column.setContentsMargins(0, 0, 0, 0)
        for part in (head, self._buttons):
            self._column.addLayout(part)
        self._column.addWidget(self.looking)
        self._column.addWidget(self.map, 1)
        self._column.addWidget(self.outcome)
        self._column.addWidget(self._count)
        self._fit()

    # What is shown --------------------------------------------------------------------------------------------------

    def show_network(self, sizes: tuple[int, ...], silences: bool) -> None:
        """Be about a network of these sizes. Where they are others than before, all units are on."""
        if sizes != self._sizes:
            if self._sizes:  # else what was selected so far is of this network
                self.off, self.layer = {}, 1
            self._sizes, self._outputs = sizes, ()
            self._layers.clear()
            for layer in range(1, len(sizes) - 1):
                self._layers.addItem(self.tr("layer {number}").format(number=layer), layer)
            self._layers.set_value(self.layer)
            self._layers.setVisible(len(sizes) > 3)
        for button in (self.silent_here, self.silent_for_all):
            button.setVisible(silences)
        self._show()

    def show_outputs(self, outputs: Sequence[np.ndarray]) -> None:
        """Colour the cells by what the units give out for the chosen sample, by layer; () where there is none."""
        self._outputs = outputs
        self._show()

    def select(self, layer: int, units: Collection[int]) -> None:
        """Switch off these units of a layer, and no others of it; show this layer."""
        if layer != self.layer:
            self._layers.set_value(layer)
            self._show_layer(layer)
        self._set(frozenset(units))

    def select_silent(self, layer: int, units: Collection[int]) -> None:
        """The same with units that were found to be silent. Where there is none, that is said."""
        self.select(layer, units)
        if not units:
            self._count.setText(self.tr("No unit of this layer is silent there, so none of it is off."))

    def take_over(self, other: "UnitSwitches") -> None:
        """Show what another one shows. Emits nothing."""
        self.off, self.layer = dict(other.off), other.layer
        self._layers.set_value(self.layer)
        self.edit.take_over(other.edit)
        self._show()

    def mark_unit(self, unit: Unit | None) -> None:
        """Outline a unit."""
        self.map.mark((unit.index,) if unit is not None and unit.layer == self.layer else None)

    @property
    def units(self) -> int:
        """How many units the layer has."""
        return self._sizes[self.layer]

    def toggle(self, unit: int) -> None:
        """Switch a unit of the layer off, or on again."""
        self._set(self.off.get(self.layer, frozenset()) ^ {unit})

    def _set(self, units: frozenset[int]) -> None:
        if units != self.off.get(self.layer, frozenset()):
            self.off = {**self.off, self.layer: units}
            self.changed.emit()
        self._show()

    def _show(self) -> None:
        if len(self._sizes) < 3:
            return
        off, z = self.off.get(self.layer, frozenset()), np.zeros(self.units)
        if len(self._outputs) >= self.layer:
            z = self._outputs[self.layer - 1]
        mask = np.zeros(self.units, bool)
        mask[list(off)] = True
        columns = math.ceil(math.sqrt(2 * self.units))  # as in the sample panel, so that a unit has one place
        self.map.show_vector(z, columns=columns, off=mask, name=f"z{self.layer}")
        self.edit.set_value(off)
        self._none.setEnabled(any(self.off.values()))
        self._count.setText(self._count_in_words())

    def _count_in_words(self) -> str:
        text = self.tr("{off:,} of {all:,} {all:unit is|units are} off · click a cell to switch its unit off or on; "
                       "its colour is the output z of the unit for the chosen sample")
        return filled(text, off=sum(map(len, self.off.values())), all=sum(self._sizes[1:-1]))

    # What a person does ---------------------------------------------------------------------------------------------

    def _read(self, text: str) -> frozenset[int] | Problem:
        return typed_units(text, self.units)

    @Slot(object)
    def _on_entered(self, typed: bool) -> None:
        if typed:
            self._set(self.edit.value)

    @Slot(object)
    def _on_clicked(self, cell: Cell) -> None:
        self.toggle(cell.index[0])

    @Slot(object)
    def _on_hovered(self, cell: Cell | None) -> None:
        self.unit_hovered.emit(None if cell is None else Unit(self.layer, cell.index[0]))

    @Slot()
    def _on_layer_chosen(self) -> None:
        self._show_layer(self._layers.value)

    def _show_layer(self, layer: int) -> None:
        self.layer = layer
        self.edit.take_back()
        self._show()
        self.layer_chosen.emit()

    @Slot()
    def _on_all(self) -> None:
        self._set(frozenset(range(self.units)))

    @Slot()
    def _on_none(self) -> None:
        self.off = {}
        self._show()
        self.changed.emit()

    @Slot()
    def _on_silent_here(self) -> None:
        if len(self._outputs) >= self.layer:
            self.select_silent(self.layer, np.flatnonzero(self._outputs[self.layer - 1] == 0).tolist())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fitting.ask()

    @Slot()
    def _fit(self) -> None:
        """The buttons stand in one row, or in two where that is too wide."""
        buttons, gap = (self._all, self._none, self.silent_here, self.silent_for_all), theme().scaled(6)
        needed = sum(each.sizeHint().width() + gap for each in buttons)
        columns = len(buttons) if needed <= self.width() else 2
        for place, each in enumerate(buttons):
            self._buttons.removeWidget(each)
            self._buttons.addWidget(each, *divmod(place, columns), Qt.AlignmentFlag.AlignLeft)
        for column in range(len(buttons) + 1):
            self._buttons.setColumnStretch(column, int(column == columns))
        self._buttons.setSpacing(gap)
        self.map.setMinimumHeight(theme().scaled(_HEIGHT))
        self._column.setSpacing(theme().scaled(6))
