"""The sample panel as a whole."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication, QElapsedTimer, Qt, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from engine.inspection.frozen.snapshot import Snapshot
from engine.inspection.frozen.trace import Sample, Trace
from engine.inspection.place import Place
from engine.inspection.unit import Unit, unit_of
from engine.nn.variables import Role
from gui.look.theme import theme
from gui.panels.panel import Panel, Seat
from gui.panels.sample.backward import BackwardViews
from gui.panels.sample.chooser import SampleChooser
from gui.panels.sample.forward import ForwardViews
from gui.panels.sample.views import Scale
from gui.qt.take_down import take_down
from gui.training.reports import Classified, KeptRun, RunStarted, State
from gui.widgets.card import Card
from gui.widgets.cell import Cell
from gui.widgets.labels import DimLabel
from gui.widgets.pill import PillGroup
from gui.widgets.still_scroll import BAR_WIDTH, Overhang, WideScroll
from gui.widgets.tensor_view import ColourBar, TensorView
from gui.widgets.tips import wrapped
from gui.words import formatting

if TYPE_CHECKING:
    from engine.data.dataset import Dataset
    from gui.panels.sample.beside import SideBySide

ASK_EVERY = 1000  # milliseconds between two questions for what is predicted wrong, while training runs

translate = QCoreApplication.translate


def _index_here(place: Place, snapshot: Snapshot, row: int | None, of_minibatch: bool) -> tuple[int, ...] | None:
    """Which cell of the panel a place of a snapshot is, the panel's sample being this row of it; None if none."""
    variable = snapshot.variables.get(place.name)
    if variable is None:
        return None
    is_gradient = variable.role is Role.GRADIENT
    if not variable.of_samples:
        return place.index if is_gradient and of_minibatch == (snapshot.iteration > 0) else None
    if place.index[0] is None:
        return place.index[1:] if of_minibatch else None
    return place.index[1:] if place.index[0] == row and not (is_gradient and of_minibatch) else None


class SamplePanel(Panel):
    """Choose a sample, and see its values forward and its gradients backward.

    Signals
    -------
    sample_chosen(Sample or None): what is to be traced from now on
    drawn(ink): something was drawn on the pad, as fine as it was drawn
    steps_wanted(): how the drawing becomes x is to be seen
    """

    seat = Seat.RIGHT

    sample_chosen = Signal(object)
    drawn = Signal(object)
    steps_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dataset: Dataset | None = None
        self._trace: Trace | None = None
        self._running = False
        self._layer = 0
        self._pointed_at = "a1"    # the variable whose scale is shown
        self._asked_at = -1        # iteration of the last question for predictions
        self._since_asked = QElapsedTimer()
        self._in_words = False     # whether names are
        self._unit: Unit | None = None  # that is lit
        self._scale = Scale()
        self._kept_runs: Sequence[KeptRun] = ()
        self._beside: SideBySide | None = None  # made when the sample is first set beside another
        self._compares = False
        self.chooser = SampleChooser()
        self.forward = ForwardViews(self._scale)
        self.backward = BackwardViews(self._scale)
        self._scaling = PillGroup([self.tr("scale follows"), self.tr("held")])
        self._scaling.set_tool_tips([
            self.tr("The largest value of each map gets the full colour"),
            self.tr("Each map keeps its scale, so that samples and iterations can be compared")])
        self.forward.header.addWidget(self._scaling)
        self._layers = QHBoxLayout()
        self._layer_label = DimLabel(self.tr("hidden layer"), small=True)
        self._layer_label.hide()
        self._layers.addSpacing(theme().scaled(8))
        self._layers.addWidget(self._layer_label)
        self.forward.header.insertLayout(1, self._layers)
        self._layer_pills: PillGroup | None = None
        self._read_out = DimLabel(small=True)
        self._read_out.setAccessibleName(self.tr("Value under the pointer"))
        self._read_out.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # it moves nothing
        self._scale_name = DimLabel(small=True)
        self._bar = ColourBar()
        self._bar.setToolTip(self.tr("The colours of the map that was pointed at last, and its limits"))
        self._compare = QPushButton(self.tr("Compare"))
        self._compare.setProperty("role", "pill")
        self._compare.setCheckable(True)
        self._compare.setAutoDefault(False)
        self._compare.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._compare.setToolTip(wrapped(self.tr(
            "Hold what is seen now, and set beside it what comes: another sample, another iteration, another run")))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.card = Card(self.tr("Sample"))
        self.card.header_layout.addWidget(self.chooser.places)
        self.card.header_layout.addWidget(self._compare)
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._halves.addWidget(self.forward, 5)
        self._halves.addWidget(self.backward, 8)
        self.card.body.addWidget(self.chooser)
        halves = QWidget()
        halves.setObjectName("scrolled")
        halves.setLayout(self._halves)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._scroll = WideScroll(halves, self.forward, self.backward)
        self._scroll.resized.connect(self._arrange)
        self.card.body.addWidget(Overhang(self._scroll, self.card, right=BAR_WIDTH), 1)
        foot = QHBoxLayout()
        foot.addWidget(self._read_out, 1)
        foot.addWidget(self._scale_name)
        foot.addWidget(self._bar)
        self.card.body.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)

    def _connect(self) -> None:
        self.chooser.chosen.connect(self._on_chosen)
        self.chooser.predictions_wanted.connect(self._ask_for_predictions)
        self.chooser.drawing_wanted.connect(self.forward.draw)
        self.chooser.cleared.connect(self.forward.pad.clear)
        self.chooser.steps_wanted.connect(self.steps_wanted)
        self.forward.pad.changed.connect(self.chooser.show_drawing)
        self.forward.pad.changed.connect(self.drawn)
        self.backward.whose.chosen.connect(self._on_whose_chosen)
        self._scaling.chosen.connect(self._on_scaling_chosen)
        self._compare.toggled.connect(self.compare)
        for views in (self.forward, self.backward):
            views.hovered.connect(self._on_hovered)
            views.clicked.connect(self._on_clicked)
            views.lesson_wanted.connect(self.lesson_wanted)
        theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    # --- shown by the window ---------------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        return translate("Workspace", "Sample")

    @property
    def tip(self) -> str:
        return translate("Workspace", "One sample on its way forward, and its gradients on their way back")

    def show_run(self, run: RunStarted) -> None:
        """The chosen sample stays where the data set does."""
        dataset, sizes = run.dataset, run.sizes
        self._scale.forget()
        self._trace = None
        self._asked_at = -1
        self._show_layers(len(sizes) - 2)
        self.forward.show_network(dataset, sizes)
        self.backward.show_network(dataset, sizes)
        before, self._dataset = self._dataset, dataset
        if self._compares:
            self._beside.show_run(dataset)
        if before is not None and dataset.whole is before.whole:
            self.chooser.choose_again(dataset)
        else:
            self.chooser.show_dataset(dataset)

    def show_state(self, state: State) -> None:
        self._running = state is State.RUNNING

    def show_trace(self, trace: Trace) -> None:
        """Those of a sample chosen before are left aside."""
        if self._dataset is None or not self.chooser.is_chosen(trace.sample):
            return
        self._trace = trace
        self._show_values()
        if trace.iteration != self._asked_at and self._wants_predictions():
            self.chooser.ask_for_predictions()

    def look_at(self, sample: Sample) -> None:
        """Choose a sample as if a person had done it; one that is drawn is put on the pad."""
        if sample.split == "drawn":
            self.look_at_drawing(sample)
            look = self._dataset.look
            self.forward.pad.put(look.picture(sample.x) / look.high)
        else:
            self.chooser.look_at(sample.split, sample.index)

    def look_at_drawing(self, sample: Sample) -> None:
        """Choose what a drawing has become; the pad keeps what stands there."""
        self.chooser.look_at_drawing(sample.x, sample.label, sample.name)

    @property
    def is_drawing(self) -> bool:
        """Whether a drawing is looked at."""
        return self.chooser.split == "drawn" and not self.forward.pad.is_blank

    def show_predictions(self, found: Classified) -> None:
        self.chooser.show_predictions(found.split, found.predictions, found.indices)

    def show_kept_runs(self, runs: Sequence[KeptRun]) -> None:
        self._kept_runs = runs
        if self._compares:
            self._beside.show_kept_runs(runs)

    def mark_places(self, snapshot: Snapshot | None, places: tuple[Place, ...]) -> None:
        """Mark these cells of an iteration, or of a sample looked at alone, where they are shown here; no others."""
        found = {}
        if snapshot is not None and self._trace is not None:
            for place in places:
                index = self.index_of(place, snapshot)
                if index is not None:
                    found[place.name] = index
        for views in (self._beside.columns,) if self._compares else (self.forward, self.backward):
            views.mark(found)

    def mark_unit(self, unit: Unit | None) -> None:
        if unit != self._unit:
            self._unit = unit
            self._light_unit()

    def _light_unit(self) -> None:
        for views in (self._beside.columns,) if self._compares else (self.forward, self.backward):
            views.light_unit(self._unit, self._trace)

    def view_of(self, name: str) -> TensorView | None:
        """What shows this variable of the sample; None where nothing does."""
        if self._compares:
            return self._beside.columns.view_of(name)
        return self.forward.view_of(name) or self.backward.view_of(name)

    def index_of(self, place: Place, snapshot: Snapshot) -> tuple[int, ...] | None:
        """Which cell of the panel a place of an iteration is; None if it is not of the sample that is shown."""
        if self._trace is None:
            return None
        of_minibatch = self.backward.whose.current == 1 and not self._compares
        return _index_here(place, snapshot, snapshot.row_of(self._trace.sample), of_minibatch)

    def name_in_words(self, on: bool) -> None:
        self._in_words = on
        self._name_in_words()

    def _name_in_words(self) -> None:
        for views in (self._beside.columns,) if self._compares else (self.forward, self.backward):
            views.name_in_words(self._trace, self._in_words)

    def choices(self) -> dict[str, object]:
        return {"gradient_of_minibatch": self.backward.whose.current == 1, "hold_scale": self._scale.held}

    def show_choices(self, choices: Mapping[str, object]) -> None:
        self.choose_gradient(choices["gradient_of_minibatch"])
        self.hold_scale(choices["hold_scale"])

    def choose_gradient(self, of_minibatch: bool) -> None:
        """Show the gradient of the minibatch, or of the sample."""
        self.backward.whose.choose(1 if of_minibatch else 0)
        self._show_values()

    def hold_scale(self, held: bool) -> None:
        """Hold the scales, or let them follow."""
        self._scaling.choose(1 if held else 0)
        self._scale.held = held
        self._show_values()

    def take_over(self, other: "SamplePanel") -> None:
        """The same sample, with the same scales."""
        self._running = other._running
        if other._dataset is None:
            return
        self._dataset, self._trace, self._asked_at = other._dataset, other._trace, other._asked_at
        self._scale.take_over(other._scale)
        sizes = other.forward.sizes
        self._show_layers(len(sizes) - 2)
        if self._layer_pills is not None:
            self._layer_pills.choose(other._layer_pills.current)
        self._layer, self._pointed_at = other._layer, other._pointed_at
        self.forward.show_network(self._dataset, sizes)
        self.backward.show_network(self._dataset, sizes)
        self.forward.pad.take_over(other.forward.pad)
        self.chooser.take_over(other.chooser)
        self.forward.draw(self.chooser.split == "drawn")
        self._show_subtitle(self.chooser.sample)
        if other._compares:
            self.compare(True)
            self._beside.take_over(other._beside)
        self._show_values()
        self._scroll.take_over(other._scroll)

    def stop(self) -> None:
        if self._beside is not None:
            self._beside.stop()

    # --- beside another --------------------------------------------------------------------------------------------

    @Slot(bool)
    def compare(self, on: bool) -> None:
        """Hold what is seen and set beside it what comes next; or show the sample alone."""
        if self._dataset is None or on == self._compares:
            self._compare.setChecked(self._compares)
            return
        self._compares = on
        beside = self._made_beside()
        for part, seen in ((self.forward, not on), (self.backward, not on), (beside.head, on), (beside.columns, on)):
            part.setVisible(seen)
        self._compare.setChecked(on)
        if on:
            beside.columns.take_pad(self.forward.lend_pad())
            beside.show_kept_runs(self._kept_runs)
            beside.begin(self._dataset)
        else:
            beside.columns.give_pad_back(self.forward.pad)
            self.forward.take_pad()
            beside.end()
            self._read_out.setText(" ")
        self.forward.pad.setVisible(self.chooser.split == "drawn")  # which goes out of sight where it changes places
        self._show_values()

    def _made_beside(self) -> "SideBySide":
        if self._beside is None:
            from gui.panels.sample.beside import SideBySide  # loaded when it is wanted, not at the start

            self._beside = beside = SideBySide(self)
            self.card.body.insertWidget(1, beside.head)
            self._halves.addWidget(beside.columns, 1)
            self._scroll.add(beside.columns)
            beside.place_clicked.connect(self.place_clicked)
            beside.place_hovered.connect(self._on_hovered_beside)
            beside.columns.lesson_wanted.connect(self.lesson_wanted)
            beside.columns.layer_chosen.connect(self._on_layer_chosen)
            beside.said.connect(self._read_out.setText)
            beside.pointed.connect(self._show_scale)
            beside.other.present_run_wanted.connect(self.present_run_wanted)
            beside.other.kept_run_wanted.connect(self.kept_run_wanted)
        return self._beside

    # --- cells -----------------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_clicked(self, cell: Cell) -> None:
        if self._trace is not None:
            self.place_clicked.emit(*self._place_of(cell))

    def _place_of(self, cell: Cell) -> tuple[Place, Trace | None]:
        """What a cell is a cell of: the sample looked at alone or, as a gradient of the minibatch, the iteration."""
        variable = self._trace.variables[cell.name]
        of_minibatch = variable.role is Role.GRADIENT and self.backward.whose.current == 1
        place = cell.place
        if variable.of_samples:  # the panel shows the only row, or the sum of all
            place = Place(cell.name, (None if of_minibatch else 0, *cell.index))
        return place, None if of_minibatch else self._trace

    # --- what a person does ----------------------------------------------------------------------------------------

    @Slot(object)
    def _on_chosen(self, sample: Sample | None) -> None:
        self._trace = None
        self._show_subtitle(sample)
        if sample is None:
            self._show_values()
        self.sample_chosen.emit(sample)

    @Slot(object)
    def _on_whose_chosen(self, index: int) -> None:
        self._show_values()
        self.choice_made.emit()

    @Slot(object)
    def _on_scaling_chosen(self, index: int) -> None:
        self.hold_scale(index == 1)
        self.choice_made.emit()

    @Slot(object)
    def _on_layer_chosen(self, index: int) -> None:
        self._layer = index + 1
        self._layer_pills.choose(index)
        self._pointed_at = f"a{self._layer}"
        self._show_values()

    @Slot(object)
    def _on_hovered(self, cell: Cell | None) -> None:
        found = (None, None) if cell is None or self._trace is None else self._place_of(cell)
        self.place_hovered.emit(*found)
        self.unit_hovered.emit(found[0] and unit_of(found[0], self._trace.variables))
        self._read_out.setText(" " if cell is None else formatting.cell(cell.name, cell.index, cell.value))
        if cell is not None:
            self._pointed_at = cell.name
            self._show_scale()

    @Slot(object, object)
    def _on_hovered_beside(self, place: Place | None, found: Trace | None) -> None:
        self.place_hovered.emit(place, found)
        self.unit_hovered.emit(place and unit_of(place, found.variables))

    @Slot(object, object)
    def _ask_for_predictions(self, split: str, indices: np.ndarray | None) -> None:
        if self._trace is not None:
            self._asked_at = self._trace.iteration
        self._since_asked.restart()
        self.predictions_wanted.emit(split, indices)

    def _wants_predictions(self) -> bool:
        """Whether it is worth the time to find out what is predicted wrong."""
        return self.chooser.split != "drawn" and (not self._running or self._since_asked.hasExpired(ASK_EVERY))

    # --- showing ---------------------------------------------------------------------------------------------------

    def _show_values(self) -> None:
        if self._dataset is None:
            return
        if self._compares:
            self._beside.show_trace(self._trace, self.forward.sizes, self._layer)
        else:
            self.forward.show_trace(self._trace, self._layer)
            self.backward.show_trace(self._trace, self._layer)
        self._name_in_words()
        self._show_scale()
        if self._unit is not None:
            self._light_unit()

    @Slot()
    def _show_scale(self) -> None:
        """The colours of the map that was pointed at last; of a1 or the logits at first."""
        if self._compares:
            scale = self._beside.scale
            self._scale_name.setText("" if scale is None else scale.name)
            self._bar.show_limit(*(None, "diverging") if scale is None else (scale.limit, scale.kind))
            return
        name = self._pointed_at
        if name in ("x", "y"):
            look = self._dataset.look
            limit, kind = (look.high, look.colours) if name == "x" else (1.0, "sequential")
        else:
            limit = self._scale.last(self.backward.scale_name(name) if self.backward.shows(name) else name)
            kind = "diverging"
        self._scale_name.setText(name if limit is not None else "")
        self._bar.show_limit(limit, kind)

    def _show_subtitle(self, sample: Sample | None) -> None:
        if sample is None or sample.split == "drawn":
            self.card.set_subtitle(sample.name if sample is not None and sample.name else self.tr("drawn by you"))
            return
        text = self.tr("test data, no. {index}") if sample.split == "test" else self.tr("training data, no. {index}")
        self.card.set_subtitle(text.format(index=formatting.integer(sample.index)))

    def _show_layers(self, hidden: int) -> None:
        """A switch between the hidden layers, where there are several."""
        if self._layer_pills is not None:
            self._layers.removeWidget(self._layer_pills)
            take_down(self._layer_pills)
            self._layer_pills = None
        self._layer = min(hidden, 1)
        self._pointed_at = "a1"
        if hidden > 1:
            self._layer_pills = PillGroup([str(number) for number in range(1, hidden + 1)])
            self._layer_pills.set_tool_tips(
                [self.tr("Show hidden layer {number}").format(number=number) for number in range(1, hidden + 1)])
            self._layer_pills.chosen.connect(self._on_layer_chosen)
            self._layers.addWidget(self._layer_pills)
        self._layer_label.setVisible(hidden > 1)

    @Slot()
    def _on_theme_changed(self) -> None:
        self._halves.setSpacing(theme().scaled(20))
        self._bar.setFixedWidth(theme().scaled(220))
        self._show_values()
        self._arrange()

    @Slot()
    def _arrange(self) -> None:
        """Without the height for both, as on a projector, forward and backward stand side by side."""
        forward, backward = self.forward.minimumSizeHint(), self.backward.minimumSizeHint()
        gap, room = self._halves.spacing(), self._scroll.viewport().size()
        too_high = forward.height() + gap + backward.height() > room.height()
        wide = too_high and forward.width() + gap + backward.width() <= room.width()
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if direction != self._halves.direction():
            self._halves.setDirection(direction)
            self._halves.setStretch(0, 6 if wide else 5)
            self._halves.setStretch(1, 7 if wide else 8)
