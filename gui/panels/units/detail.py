"""All there is to see of one unit: what comes in, what it makes of a sample, what goes on, and who excites it."""

from collections.abc import Callable
from html import escape

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from engine.data.dataset import Dataset
from engine.inspection.frozen.trace import Sample, Trace
from engine.inspection.learned.units import Contribution, contribution, weights_into, weights_out_of
from engine.inspection.unit import Unit
from engine.nn.network import Network
from engine.problem import filled
from gui.look.theme import theme
from gui.panels.units.counting import Counted
from gui.panels.units.silent_since import SilentSince
from gui.panels.units.unit_bars import UnitBars
from gui.panels.units.unit_map import UnitMap
from gui.training.reports import Learned
from gui.widgets import raster
from gui.widgets.cell import Cell
from gui.widgets.labels import DimLabel
from gui.widgets.small_button import SmallButton
from gui.widgets.tensor_view import TensorView
from gui.widgets.thumbnail_grid import ThumbnailGrid
from gui.widgets.tips import wrapped
from gui.words import formatting
from gui.words.sentences import joined
from gui.words.terms import Wording

_MAP, _ROW, _CAPTION = 132, 16.4, 24  # pixels at normal text size: a map at least, a bar, the name above them
_FEW = 30               # numbers that are written as bars


class UnitDetail(QWidget):
    """One unit.

    Signals
    -------
    place_clicked(Place, Trace or None): show where this number comes from
    sample_wanted(Sample), operations_wanted(Sample): look at this sample; and at what each operation makes of it
    run_wanted(callable): to be called with the `WholeRun` as it is now
    off_wanted(Unit): show what becomes of the network without it
    """

    place_clicked = Signal(object, object)
    sample_wanted = Signal(object)
    operations_wanted = Signal(object)
    run_wanted = Signal(object)
    off_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.unit = Unit(1, 0)
        self._learned: Learned | None = None
        self._trace: Trace | None = None
        self._counted: Counted | None = None
        self._made_of: Contribution | None = None  # what the unit makes of the sample
        self._build_head()
        self.weights, self.into = self._view(UnitMap()), self._view(UnitBars())
        self.made, self.made_of = self._view(UnitMap()), self._view(UnitBars())
        self.on, self.on_to = self._view(UnitBars()), self._view(UnitMap())
        self.means = self._view(UnitBars())
        self.samples = ThumbnailGrid(self.tr("Samples that excite it most"), lines=1)
        self._lay_out()
        self._connect()
        self._update_sizes()

    def _build_head(self) -> None:
        self._title = QLabel()
        self._title.setProperty("role", "title")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self.off = SmallButton(self.tr("Switch off"), wrapped(
            self.tr("See what becomes of the network without this unit")))
        self._facts = DimLabel()
        self._facts.setWordWrap(True)
        self._facts.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.since = SilentSince()

    def _view(self, widget: UnitMap | UnitBars) -> TensorView:
        return TensorView(widget, "")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.off)
        self._grid = QGridLayout()
        for view, row, column in ((self.weights, 0, 0), (self.into, 0, 0), (self.made, 0, 1), (self.made_of, 0, 1),
                                  (self.on, 1, 0), (self.on_to, 1, 0), (self.means, 1, 1)):
            view.setSizePolicy(QSizePolicy.Policy.Ignored, view.sizePolicy().verticalPolicy())
            self._grid.addWidget(view, row, column)
        for column in range(2):
            self._grid.setColumnStretch(column, 1)
        self._grid.setRowStretch(0, 1)
        self._excited = DimLabel(self.tr("Excited most by"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(head)
        self._column.addWidget(self._facts)
        self._column.addWidget(self.since)
        self._column.addLayout(self._grid, 1)
        self._column.addWidget(self._excited)
        self._column.addWidget(self.samples)
        self._column.addStretch(0)

    def _connect(self) -> None:
        self.off.clicked.connect(self._on_off)
        self.since.run_wanted.connect(self.run_wanted)
        for view in (self.weights, self.into, self.on, self.on_to):
            view.clicked.connect(self._on_weight)
        for view in (self.made, self.made_of):
            view.clicked.connect(self._on_made)
        self.samples.selected.connect(self._on_sample)
        self.samples.activated.connect(self._on_operations)
        theme().changed.connect(self._update_sizes)

    # --- what is shown ----------------------------------------------------------------------------------------------

    def show_unit(self, unit: Unit, learned: Learned, counted: Counted | None, trace: Trace | None) -> None:
        """Show a unit of this network, as far as it is known how it answers, and what it makes of a sample."""
        self.unit, self._learned, self._counted = unit, learned, counted
        self._title.setText(self.tr("Unit {number} of hidden layer {layer}").format(
            number=unit.index, layer=unit.layer))
        self._fit_bars()
        self._show_weights(learned.network, learned.dataset)
        self.show_trace(trace)
        self._show_facts()
        self._show_means()
        self._show_samples()

    def _show_weights(self, network: Network, dataset: Dataset) -> None:
        name, j = weights_into(network, self.unit.layer), self.unit.index
        shown = self._show_inputs((self.weights, self.into), network.params[name][:, j], name, dataset)
        _explain(shown, f"{name}[:, {j}]", self.tr("weights in"), self.tr(
            "The weights that lead into the unit: what it looks for (orange), and what speaks against it (blue)."))
        name = weights_out_of(network, self.unit.layer)
        values = network.params[name][j]
        to_classes = self.unit.layer == network.depth - 1
        view, other = (self.on, self.on_to) if to_classes else (self.on_to, self.on)
        view.show()
        other.hide()
        _explain(view, f"{name}[{j}, :]", self.tr("weights out"), self.tr(
            "The weights that lead on from the unit: what it speaks for, and against."))
        if to_classes:
            view.widget.show_weights(values, dataset.class_names, lambda k: (j, k), name)
        else:
            view.widget.show_weights(values, None, j, 1, name)
        view.set_note(formatting.limit(raster.largest(values)))

    def _show_inputs(
        self, views: tuple[TensorView, TensorView], values: np.ndarray, name: str, dataset: Dataset,
    ) -> TensorView:
        """What belongs to the inputs of the unit: as the picture that they make, as bars, or as a grid of units.

        The view of the two that shows it is returned.
        """
        first, j, as_bars = self.unit.layer == 1, self.unit.index, self._has_few_inputs()
        view, other = views[::-1] if as_bars else views
        view.show()
        other.hide()
        if as_bars:
            names = [dataset.look.name(i) for i in range(len(values))]
            view.widget.show_weights(values, names, lambda i: (i, j), name)
        else:
            view.widget.show_weights(values, dataset.look if first else None, j, 0, name)
        view.set_note(formatting.limit(raster.largest(values)))
        return view

    def show_trace(self, trace: Trace | None) -> None:
        """Show what the unit makes of a sample: its weights times what comes in, which add up to a − b."""
        self._trace = trace
        if trace is None or self._learned is None or not self._fits(trace):
            self.made_of.hide()
            self.made.show()
            self.made.set_name("")
            self.made.show_words(None)
            self.made.set_note("")
            self.made.widget.show_message(self.tr("no sample is looked at"))
            return
        found, j = contribution(trace, self.unit), self.unit.index
        shown = self._show_inputs((self.made, self.made_of), found.values, found.weights, self._learned.dataset)
        _explain(shown, f"{found.inputs} ⊙ {found.weights}[:, {j}]", self.tr("of the sample"), self.tr(
            "What each input of the chosen sample adds to the sum of the unit: the sample times the weights. Click to "
            "see the sum, term by term."))
        self._made_of = found
        shown.set_note(f"{found.place.name}[{j}] = {formatting.number(found.total, 3)}")

    def _fits(self, trace: Trace) -> bool:
        """Whether a sample was looked at in a network like the present one."""
        return trace.network.sizes == self._learned.network.sizes

    def _show_facts(self) -> None:
        counted, j = self._counted, self.unit.index
        silent = counted is not None and bool(counted.statistics.silent[j] == 1)
        self.since.show_unit(self.unit, self._learned, silent)
        if counted is None:
            self._facts.setText(self.tr("The samples are being counted …"))
            return
        found, silences = counted.statistics, self._learned.network.activation.silences
        if silent:
            text = self.tr("Silent for {count:the only sample|all {count:,} samples}.") if silences else self.tr(
                "Saturated for {count:the only sample|all {count:,} samples}: its slope is below 0.01.")
        else:
            text = self.tr("Silent for {share} of {count:,} {count:sample|samples}.") if silences else self.tr(
                "Saturated for {share} of {count:,} {count:sample|samples}.")
            if found.selectivity[j] > 0:
                text = joined((text, self.tr("It stands out for {name}, by {far} standard deviations.")))
        self._facts.setText(filled(
            text, count=found.samples, share=formatting.percent(found.silent[j]),
            name=self._learned.dataset.class_names[found.favourite[j]],
            far=formatting.fixed(found.selectivity[j], 1)))
        self._facts.setToolTip(wrapped(self.tr(
            "How far its mean over this class is above its mean over all others, in standard deviations of its "
            "output over all samples.")))

    def _show_means(self) -> None:
        counted, j = self._counted, self.unit.index
        _explain(self.means, f"z{self.unit.layer}[:, {j}]", self.tr("by class"), self.tr(
            "Its output: the mean over the samples of each class, and one standard deviation to either side."))
        if counted is None:
            self.means.widget.show_message(self.tr("not counted yet"))
            return
        found, names = counted.statistics, self._learned.dataset.class_names
        self.means.widget.show_means(
            found.means[:, j], found.spreads[:, j], names, self._tips(j), counts=found.counts,
            none=self.tr("no sample"), lit=int(found.favourite[j]) if found.selectivity[j] > 0 else None)

    def _tips(self, j: int) -> list[str]:
        found, names = self._counted.statistics, self._learned.dataset.class_names
        words = self.tr("{name}: {mean} ± {spread}, of {count:,} {count:sample|samples}")
        none = self.tr("{name}: no sample")
        return [filled(words if count else none, name=name, count=int(count), mean=formatting.number(mean, 3),
                       spread=formatting.number(spread, 3))
                for name, mean, spread, count in zip(
                    names, found.means[:, j], found.spreads[:, j], found.counts, strict=True)]

    # --- the samples ------------------------------------------------------------------------------------------------

    def _show_samples(self) -> None:
        counted, j = self._counted, self.unit.index
        if counted is None:
            self.samples.show_message(self.tr("not counted yet"))
            return
        found, split = counted.statistics, self._learned.dataset.split(counted.split)
        least = 0.0 if self._learned.network.activation.silences else -np.inf
        exciting = found.top_values[j] > least
        self._numbers = found.top[j][exciting]
        values = found.top_values[j][exciting]
        if not len(values):
            self.samples.show_message(self.tr("none: it is silent for all of them"))
            return
        look, numbers = self._learned.dataset.look, self._numbers
        self.samples.show_pictures(
            lambda positions: look.thumbnails(split.x[numbers[positions]]),
            [formatting.number(value, 3) for value in values], self._tip_of(split.labels[numbers]))

    def _tip_of(self, labels: np.ndarray) -> Callable[[int], str]:
        names = self._learned.dataset.class_names
        words = self.tr("No. {index}, label {name}. Click to look at it; twice for its operations.")
        return lambda position: words.format(
            index=formatting.integer(self._numbers[position]), name=names[labels[position]])

    def _sample(self, position: int) -> Sample:
        split = self._learned.dataset.split(self._counted.split)
        index = int(self._numbers[position])
        return Sample(split.x[index], int(split.labels[index]), self._counted.split, index)

    # --- what a person does -----------------------------------------------------------------------------------------

    @Slot()
    def _on_off(self) -> None:
        self.off_wanted.emit(self.unit)

    @Slot(object)
    def _on_weight(self, cell: Cell) -> None:
        self.place_clicked.emit(cell.place, None)

    @Slot(object)
    def _on_made(self, cell: Cell) -> None:
        if self._trace is not None:
            self.place_clicked.emit(self._made_of.place, self._trace)

    @Slot(object)
    def _on_sample(self, position: int) -> None:
        self.sample_wanted.emit(self._sample(position))

    @Slot(object)
    def _on_operations(self, position: int) -> None:
        self.operations_wanted.emit(self._sample(position))

    def _fit_bars(self) -> None:
        """Room for a bar of each class, and of each input where they are few; what is left over is for the maps."""
        if self._learned is None:
            return
        as_bars, to_classes = self._has_few_inputs(), self.unit.layer == self._learned.network.depth - 1
        rows = theme().scaled(_CAPTION + _ROW * self._learned.dataset.class_count)
        for view in (self.on, self.on_to, self.means):
            view.setFixedHeight(rows if to_classes else max(rows, theme().scaled(_MAP)))
        for view in (self.into, self.made_of):
            view.setFixedHeight(theme().scaled(_CAPTION + _ROW * self._learned.dataset.input_size))
        self._column.setStretchFactor(self._grid, int(not as_bars))
        self._column.setStretch(self._column.count() - 1, int(as_bars))

    def _has_few_inputs(self) -> bool:
        """Whether what leads into the unit is shown as bars."""
        look = self._learned.dataset.look
        return self.unit.layer == 1 and not look.is_picture and look.size <= _FEW

    @Slot()
    def _update_sizes(self) -> None:
        self._column.setSpacing(theme().scaled(6))
        self._grid.setSpacing(theme().scaled(12))
        for view in (self.weights, self.into, self.made, self.made_of):
            view.setMinimumHeight(theme().scaled(_MAP))
        self._fit_bars()
        self._facts.setMinimumHeight(2 * self._facts.fontMetrics().height())


def _explain(view: TensorView, name: str, short: str, tip: str) -> None:
    """Say what a view shows: beside its name in short, and in its tip."""
    view.set_name(name)
    view.setToolTip(wrapped(tip))
    view.show_words(Wording(short, tip, f"<p><b>{escape(name)}</b> · {escape(short)}</p><p>{escape(tip)}</p>"))
