"""The units of a layer as pictures of their weights, sorted, and all there is to see of one of them."""

import math

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from engine.data.look import Look
from engine.inspection.frozen.trace import Trace
from engine.inspection.learned.units import weights_into
from engine.inspection.unit import Unit
from engine.problem import Problem, filled
from gui.look.theme import theme
from gui.panels.units.counting import Counted, Counting
from gui.panels.units.detail import UnitDetail
from gui.qt.guarded import Guarded
from gui.qt.later import Later
from gui.training.reports import Learned, RunStarted, State
from gui.widgets import raster
from gui.widgets.asking import Asking
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.labels import DimLabel
from gui.widgets.pill import PillGroup
from gui.widgets.still_scroll import StillScroll
from gui.widgets.thumbnail_grid import ThumbnailGrid
from gui.words import formatting
from gui.words.engine_texts import phrase

_WIDE, _SIDE = 640, 44  # pixels at normal text: from which width on the detail stands beside the tiles; of a tile
SPLITS = ("test", "train")


class UnitsPage(Guarded, QWidget):
    """All units of a layer, and one of them.

    Signals
    -------
    unit_hovered(Unit or None), place_clicked(Place, Trace or None), sample_wanted(Sample), operations_wanted(Sample),
    present_run_wanted(callable): as of a panel
    said(): `said_of_counting` is another one
    off_wanted(Unit): show what becomes of the network without it

    Attributes
    ----------
    said_of_counting : str
        Over how many samples it was counted, or why it could not be.
    """

    unit_hovered = Signal(object)
    place_clicked = Signal(object, object)
    sample_wanted = Signal(object)
    operations_wanted = Signal(object)
    present_run_wanted = Signal(object)
    said = Signal()
    off_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said_of_counting = ""
        self._run: RunStarted | None = None
        self._learned: Learned | None = None
        self._trace: Trace | None = None
        self._counted: Counted | None = None
        self._running = False
        self._unit = Unit(1, 0)
        self._marked: Unit | None = None  # that is lit
        self._order = np.empty(0, np.int64)  # the unit at each place
        self._scale: tuple[np.ndarray | None, float] = None, 0.0  # some weights, and the largest of them
        self._counting = Counting(self)
        self._arranging = Later(self, self._arrange)
        self._build_head()
        self.tiles = ThumbnailGrid(self.tr("Units"), side=_SIDE)
        self.detail = UnitDetail()
        self._lay_out()
        self._connect()
        self._show_nothing()

    def _build_head(self) -> None:
        self.layers = ChoiceBox([])
        self.layers.setAccessibleName(self.tr("Hidden layer"))
        self.layers.setToolTip(self.tr("Which hidden layer's units are shown"))
        self.sorting = ChoiceBox([
            ("number", self.tr("by number")), ("weights", self.tr("by size of weights in")),
            ("weights out", self.tr("by size of weights out")), ("silent", self.tr("by how often silent")),
            ("mean", self.tr("by mean output")), ("spread", self.tr("by spread of the output")),
            ("largest", self.tr("by largest output")),
            ("selectivity", self.tr("by selectivity for a class")), ("influence", self.tr("by influence"))])
        self.sorting.setAccessibleName(self.tr("Order of the units"))
        self.sorting.setToolTip(self.tr("In which order the units stand; the largest first"))
        self.splits = PillGroup([self.tr("test"), self.tr("training")])
        self.splits.set_tool_tips([self.tr("Count over the test data"), self.tr("Count over the training data")])
        self.asking = Asking(self.tr("All samples"), self.tr("Count over all samples, however long it takes"))
        self.asking.hide()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.layers)
        head.addWidget(self.sorting)
        head.addWidget(self.splits)
        head.addStretch(1)
        content = QWidget()
        content.setObjectName("scrolled")
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.detail)
        self._scroll = StillScroll(content)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.addWidget(self.tiles)
        self._body.addWidget(self._scroll)
        self._message = DimLabel()
        self._message.setWordWrap(True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._head = QWidget()
        self._head.setLayout(head)
        head.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._head)
        column.addWidget(self.asking)
        column.addWidget(self._message, 1)
        column.addLayout(self._body, 1)

    def _connect(self) -> None:
        self.layers.changed.connect(self._on_layer)
        self.sorting.changed.connect(self._on_sorted)
        self.splits.chosen.connect(self._on_split)
        self.asking.wanted.connect(self._on_all_wanted)
        self.asking.cancelled.connect(self._counting.break_off)
        self.tiles.selected.connect(self._on_tile)
        self.tiles.hovered.connect(self._on_tile_hovered)
        self._counting.counted.connect(self._on_counted)
        self._counting.progressed.connect(self.asking.show_progress)
        self._counting.failed.connect(self._on_failed)
        self.detail.place_clicked.connect(self.place_clicked)
        self.detail.sample_wanted.connect(self.sample_wanted)
        self.detail.operations_wanted.connect(self.operations_wanted)
        self.detail.off_wanted.connect(self.off_wanted)
        self.detail.run_wanted.connect(self.present_run_wanted)
        theme().changed.connect(self._arrange)

    # --- shown by the window ----------------------------------------------------------------------------------------

    @property
    def unit(self) -> Unit:
        """The unit of which all is shown."""
        return self._unit

    @property
    def order(self) -> list[int]:
        """The units in the order in which they stand."""
        return self._order.tolist()

    @property
    def split(self) -> str:
        """Over which samples is counted."""
        return SPLITS[self.splits.current]

    def show_run(self, run: RunStarted) -> None:
        """The unit of the same number stays chosen, if there is one."""
        if not _has(run, self._unit):
            self._unit = Unit(1, 0)
        self._run, self._learned, self._counted, self._trace = run, None, None, None
        self._counting.forget()
        self.detail.since.show_run(run)
        self._show_layers(len(run.sizes) - 2)
        self._show_nothing()

    def show_state(self, state: State) -> None:
        """Where training comes to rest, there is time to count more, and to put them in order."""
        came_to_rest = self._running and state is not State.RUNNING
        self._running = state is State.RUNNING
        if came_to_rest and self._learned is not None and self._learned.network.depth > 1:
            self._count()

    def show_learned(self, learned: Learned) -> None:
        before, self._learned = self._learned, learned
        if learned.network.depth < 2:
            self._show_nothing()
            return
        if not learned.is_same_as(before) or self._counted is None or not self._is_of_now(self._counted):
            self._keep_what_is_of(learned)
            self._show_tiles(anew=before is None)
            self._show_detail()
            self._count()
        self._say()

    def show_trace(self, trace: Trace) -> None:
        self._trace = trace
        if self._learned is not None and self._learned.network.depth > 1:
            self.detail.show_trace(trace)

    def mark_unit(self, unit: Unit | None) -> None:
        """Light its tile."""
        self._marked = unit
        seen = unit is not None and unit.layer == self._unit.layer and unit.index < len(self._order)
        self.tiles.light(self._place_of(unit.index) if seen else None)

    def show_unit(self, unit: Unit) -> None:
        """Show all there is to know of a unit; of one that there is not, nothing."""
        if self._run is not None and not _has(self._run, unit):
            return
        same_layer = unit.layer == self._unit.layer
        self._unit = unit
        if self._learned is None:
            return  # it is shown as soon as there is a network
        if same_layer:
            self._show_detail()
            self.tiles.select(self._place_of(unit.index))
        else:
            self.layers.set_value(unit.layer)
            self._show_another_layer()

    def take_over(self, other: "UnitsPage") -> None:
        """Show what another page shows, as it shows it."""
        self.sorting.set_value(other.sorting.value)
        self.splits.choose(other.splits.current)
        self._running = other._running
        if other._run is not None:
            self.show_run(other._run)
            self._trace, self._unit = other._trace, other._unit
            self.layers.set_value(self._unit.layer)
        if other._learned is not None:
            self.show_learned(other._learned)
        self._scroll.take_over(other._scroll)

    def stop(self) -> None:
        """End the threads."""
        self._counting.stop()
        self.detail.since.stop()

    # --- what a person does -----------------------------------------------------------------------------------------

    @Slot()
    def _on_sorted(self) -> None:
        self._show_tiles(anew=True)
        self.tiles.bar.setValue(0)  # the first are what one sorts for

    @Slot(object)
    def _on_split(self, index: int) -> None:
        if self._learned is not None:
            self._counted = None
            self._show_detail()
            self._count()
            self._say()

    @Slot()
    def _on_layer(self) -> None:
        self._unit = Unit(self.layers.value, 0)
        if self._learned is not None:
            self._show_another_layer()

    def _show_another_layer(self) -> None:
        self._counted = None
        self._show_tiles(anew=True)
        self._show_detail()
        self._count()
        self._say()

    @Slot(object)
    def _on_tile(self, position: int) -> None:
        self._unit = Unit(self._unit.layer, int(self._order[position]))
        self._show_detail()
        self._scroll.verticalScrollBar().setValue(0)

    @Slot(object)
    def _on_tile_hovered(self, position: int | None) -> None:
        self.unit_hovered.emit(None if position is None else Unit(self._unit.layer, int(self._order[position])))

    @Slot()
    def _on_all_wanted(self) -> None:
        self.asking.begin()
        self._counting.count_all(self._learned, self._unit.layer, self.split)

    # --- counting ---------------------------------------------------------------------------------------------------

    def _is_of_now(self, counted: Counted) -> bool:
        return (counted.learned.is_same_as(self._learned) and counted.layer == self._unit.layer
                and counted.split == self.split)

    def _keep_what_is_of(self, learned: Learned) -> None:
        """Until it is counted anew, what was counted a moment ago is shown; not that of another network."""
        if self._counted is not None and self._counted.learned.network.sizes != learned.network.sizes:
            self._counted = None

    def _count(self) -> None:
        self.asking.end()
        self._counting.break_off()
        wait = self._running and self._counted is not None
        self._counting.count(self._learned, self._unit.layer, self.split, running=self._running, wait=wait)

    @Slot(object)
    def _on_counted(self, counted: Counted) -> None:
        if self._learned is None or counted.layer != self._unit.layer or counted.split != self.split or (
                counted.learned.network.sizes != self._learned.network.sizes):
            return
        self.asking.end()
        first, self._counted = self._counted is None, counted
        self._show_tiles(anew=first or not self._running)
        self._show_detail()
        self._say()

    @Slot(object)
    def _on_failed(self, problem: Problem) -> None:
        self.asking.end()
        self.said_of_counting = phrase(problem)
        self.said.emit()

    # --- showing ----------------------------------------------------------------------------------------------------

    def _show_nothing(self) -> None:
        """Say why there are no units to see."""
        there = self._learned is not None and self._learned.network.depth > 1
        self._message.setText(self.tr("Nothing has been computed yet.") if self._learned is None else self.tr(
            "This network has no hidden units: the inputs lead straight to the classes. The experiment has a field for "
            "hidden layers."))
        self._message.setVisible(not there)
        for part in (self._head, self.tiles, self._scroll):
            part.setVisible(there)
        self._say()

    def _say(self) -> None:
        """Over how many samples it was counted, and offer all if it were not."""
        self.said_of_counting = "" if self._counted is None else self._said_of(self._counted)
        whole = self._counted is None or self._counted.is_whole
        self.asking.setVisible(self.asking.is_under_way or (not whole and not self._running))
        self.said.emit()

    def _said_of(self, counted: Counted) -> str:
        count, total = counted.statistics.samples, len(counted.learned.dataset.split(counted.split))
        if counted.split == "test":
            words = self.tr("over {count:,} test {count:sample|samples}") if counted.is_whole else self.tr(
                "over the first {count:,} of {total:,} test {total:sample|samples}")
        else:
            words = self.tr("over {count:,} training {count:sample|samples}") if counted.is_whole else self.tr(
                "over the first {count:,} of {total:,} training {total:sample|samples}")
        return filled(words, count=count, total=total)

    def _show_detail(self) -> None:
        if self._message.isVisibleTo(self):
            self._show_nothing()
        self.detail.show_unit(self._unit, self._learned, self._counted, self._trace)

    def _show_tiles(self, *, anew: bool) -> None:
        """The pictures of the weights; in another order only `anew`, so that nothing jumps while training runs."""
        if self._learned is None:
            return
        network, look, key = self._learned.network, self._learned.dataset.look, self.sorting.value
        weights, top = network.params[weights_into(network, self._unit.layer)], self.tiles.bar.value()
        values, before = None if self._counted is None else self._counted.orders[key], self._order
        if anew or len(self._order) != weights.shape[1]:
            self._order = np.arange(weights.shape[1])
            if values is not None and key != "number":
                self._order = np.argsort(np.where(np.isnan(values), np.inf, -values), kind="stable")
        captions = [self._caption(unit, None if key == "number" else values) for unit in self._order]
        dead = () if self._counted is None else np.flatnonzero(self._counted.statistics.silent[self._order] == 1)
        first = look if self._unit.layer == 1 else None
        if weights is not self._scale[0]:
            self._scale = weights, raster.largest(weights)
        self.tiles.show_pictures(
            lambda positions: _pictures(weights[:, self._order[positions]].T, first), captions, self._tip,
            flags=frozenset(map(int, dead)), selected=self._place_of(self._unit.index), kind="diverging",
            limit=self._scale[1])
        self.mark_unit(self._marked)
        if np.array_equal(self._order, before):
            self.tiles.bar.setValue(top)

    def _caption(self, unit: int, values: np.ndarray | None) -> str:
        if values is None:
            return str(unit)
        value = values[unit]
        shown = formatting.percent(value) if self.sorting.value == "silent" else formatting.number(value, 2)
        return f"{unit}: {shown}"

    def _tip(self, position: int) -> str:
        unit = int(self._order[position])
        text = self.tr("Unit {number}").format(number=unit)
        if self._counted is not None and self._counted.statistics.silent[unit] == 1:
            silences = self._learned.network.activation.silences
            text += " · " + (self.tr("silent for all samples") if silences else self.tr("saturated for all samples"))
        return text

    def _place_of(self, unit: int) -> int:
        return int(np.flatnonzero(self._order == unit)[0])

    def _show_layers(self, hidden: int) -> None:
        """Offer the hidden layers, where there are several."""
        self.layers.clear()
        for number in range(1, hidden + 1):
            self.layers.addItem(self.tr("hidden layer {number}").format(number=number), number)
        self.layers.set_value(self._unit.layer)
        self.layers.setVisible(hidden > 1)

    # --- size -------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arranging.ask()

    @Slot()
    def _arrange(self) -> None:
        """With enough width the unit stands beside all of them, else beneath."""
        wide = self.width() >= theme().scaled(_WIDE)
        way = QBoxLayout.Direction
        self._body.setDirection(way.LeftToRight if wide else way.TopToBottom)
        self._body.setSpacing(theme().scaled(14 if wide else 8))
        for part, share in ((self.tiles, 5 if wide else 2), (self._scroll, 6 if wide else 5)):
            self._body.setStretchFactor(part, share)


def _has(run: RunStarted, unit: Unit) -> bool:
    """Whether the network of a run has this unit."""
    return unit.layer < len(run.sizes) - 1 and unit.index < run.sizes[unit.layer]


def _pictures(weights: np.ndarray, look: Look | None) -> np.ndarray:
    """Weights (k, D) as pictures (k, h, w): of the inputs, or as grids of units, with nothing after the last."""
    if look is not None:
        return look.picture(weights)
    count, width = weights.shape
    across = math.ceil(math.sqrt(width))
    padded = np.zeros((count, across * -(-width // across)), weights.dtype)
    padded[:, :width] = weights
    return padded.reshape(count, -1, across)
