"""The sample set beside another one, or beside itself in another iteration or run: A, B, and what differs.

B is the chosen sample with the network as it stands, and follows both. A is what was held, or a network that is
visited. All of this is made when two are first compared.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from engine.data.dataset import Dataset
from engine.inspection.frozen.beside import Beside
from engine.inspection.frozen.trace import Sample, Trace
from engine.inspection.place import Place
from gui.look.theme import theme
from gui.panels.sample.columns import DIFFERENCE, A, B, Columns, Scale
from gui.panels.sample.other_side import PRESENT, OtherSide
from gui.widgets.cell import Cell
from gui.widgets.labels import PART, DimLabel, StillLabel
from gui.words import formatting

if TYPE_CHECKING:
    from gui.training.reports import KeptRun


class _Heading(QWidget):
    """What stands above a column: its letter, which sample it is, where in which run, and what the network says."""

    def __init__(self, letter: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = QLabel(letter)
        name.setProperty("role", "title")
        self._lines = [StillLabel(DimLabel(" ", small=True)) for _ in range(3)]  # of a line's height from the first on
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        grid.addWidget(name, 0, 0)
        for line, label in enumerate(self._lines):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            grid.addWidget(label, line, 1 if line == 0 else 0, 1, 1 if line == 0 else 2)
        grid.setColumnStretch(1, 1)

    def say(self, *texts: str, warns: bool = False) -> None:
        """Write these lines, the last of them as a warning or not."""
        for line, text in zip(self._lines, texts, strict=True):
            line.set_text(text)
        label, kind = self._lines[-1].label, "warning" if warns else ""
        if label.property("kind") != kind:
            label.setProperty("kind", kind)
            label.style().polish(label)


class SideBySide(QObject):
    """Two columns of values and their difference, and what is said of them.

    Attributes
    ----------
    head : QWidget
        What A is, and the headings of the columns; to be put above what scrolls.
    columns : Columns
        The values.

    Signals
    -------
    place_clicked(Place, Trace), place_hovered(Place or None, Trace or None)
        As of every panel.
    said(str): what is to be read at the foot
    pointed(): something else is pointed at
    """

    place_clicked = Signal(object, object)
    place_hovered = Signal(object, object)
    said = Signal(object)
    pointed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dataset: Dataset | None = None
        self._b: Trace | None = None
        self._pointed_at: tuple[str, int] | None = None
        self.other, self.columns = OtherSide(), Columns()
        self._headings = tuple(map(_Heading, ("A", "B", "Δ = B − A")))
        self.head = QWidget()
        self._row = QGridLayout()
        for side, heading in enumerate(self._headings):
            self._row.addWidget(heading, 0, side)
            self._row.setColumnStretch(side, 1)
        column = QVBoxLayout(self.head)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.other)
        column.addLayout(self._row)
        self.other.changed.connect(self._show)
        self.other.hold_wanted.connect(self.hold)
        self.columns.hovered.connect(self._on_hovered)
        self.columns.clicked.connect(self._on_clicked)
        theme().changed.connect(self._update_sizes)
        self._update_sizes()

    # --- what the panel tells it -----------------------------------------------------------------------------------

    def begin(self, dataset: Dataset) -> None:
        """Compare from now on, with what is shown next."""
        self._dataset, self._b = dataset, None
        self.other.begin(dataset)

    def end(self) -> None:
        """Compare no longer."""
        self._b = None
        self.other.begin(self._dataset)

    def show_run(self, dataset: Dataset) -> None:
        """Another network, of which nothing has been computed."""
        self._dataset, self._b = dataset, None
        self.other.show_run(dataset)
        self._show()

    def show_trace(self, found: Trace | None, sizes: tuple[int, ...], layer: int) -> None:
        """What B is now, in a network of these sizes; of its hidden layers, this one is shown."""
        self.columns.build(self._dataset, sizes, layer)
        self._b = found
        if found is not None and self.other.now is None:
            self.hold()
        else:
            self._show()

    def show_kept_runs(self, runs: Sequence["KeptRun"]) -> None:
        self.other.show_kept_runs(runs)

    @Slot()
    def hold(self) -> None:
        """Let A be what B is now."""
        if self._b is not None:
            self.other.hold(self._b)

    @property
    def scale(self) -> Scale | None:
        """The colours of what was pointed at last; None while there is no such thing."""
        return None if self._pointed_at is None else self.columns.scale_of(*self._pointed_at)

    # --- showing ---------------------------------------------------------------------------------------------------

    @Slot()
    def _show(self) -> None:
        b = self._b
        if b is None or self.other.now is None:
            self.columns.say(self.tr("not computed yet"))
            for heading in self._headings:
                heading.say("", "", "")
        elif self.other.is_ready_for(b.sample):
            beside = Beside(self.other.now.trace, b)
            self.columns.show_pairs(beside)
            for side, found, run in ((A, beside.a, self.other.now.run), (B, b, PRESENT)):
                label = found.sample.label
                self._headings[side].say(
                    *self._said_of(found, run), warns=label is not None and label != found.prediction)
            self._headings[DIFFERENCE].say("", *self._said_of_both(beside))
            self.pointed.emit()

    def _said_of(self, found: Trace, run: int) -> tuple[str, str, str]:
        when = self.tr("iteration {number}, operation {operation}") if found.position else self.tr("iteration {number}")
        when = when.format(number=formatting.integer(found.iteration), operation=found.position)
        where = PART.join(filter(None, (self.other.name_of(run), when)))
        names, label, predicted = self._dataset.class_names, found.sample.label, found.prediction
        answer = self.tr("no prediction: y is NaN") if predicted is None else self.tr(
            "predicted {predicted} ({probability})").format(
                predicted=names[predicted], probability=formatting.percent(found.probability))
        if label is not None:
            answer = self.tr("label {label}").format(label=names[label]) + PART + answer
        return self._name_of(found.sample), where, answer

    def _name_of(self, sample: Sample) -> str:
        if sample.split == "drawn":
            return sample.name or self.tr("drawn by you")
        text = self.tr("test data, no. {index}") if sample.split == "test" else self.tr("training data, no. {index}")
        return text.format(index=formatting.integer(sample.index))

    def _said_of_both(self, beside: Beside) -> tuple[str, str]:
        """What to do next, what cannot be compared, or how to read it."""
        apart = [name for name in self.columns.names if name in beside.apart]
        if apart:
            return self.tr("other shapes, not compared:"), ", ".join(apart)
        if self.columns.differs:
            return self.tr("each map has its own scale"), ""
        return self.tr("choose another sample,"), self.tr("or train: B follows")

    # --- pointing --------------------------------------------------------------------------------------------------

    @Slot(object, object)
    def _on_hovered(self, side: int, cell: Cell | None) -> None:
        found = (None, None) if cell is None else self._place_of(side, cell)
        self.place_hovered.emit(*found)
        if cell is None:
            self.said.emit(" ")
            return
        a, b, difference = (formatting.NOTHING if value is None else write(value) for value, write in zip(
            self.columns.values_at(cell), (formatting.number, formatting.number, formatting.signed), strict=True))
        self.said.emit(f"{formatting.index(cell.name, cell.index)}: A {a} · B {b} · Δ {difference}")
        self._pointed_at = cell.name, side
        self.pointed.emit()

    @Slot(object, object)
    def _on_clicked(self, side: int, cell: Cell) -> None:
        place, found = self._place_of(side, cell)
        if place is not None:
            self.place_clicked.emit(place, found)
        else:
            self.other.say(self.tr("This number is of another run. To see where it comes from, go on with that run "
                                   "(Runs, in the View menu)."))

    def _place_of(self, side: int, cell: Cell) -> tuple[Place | None, Trace | None]:
        """Which number of which trace a cell is; none of a difference, or in the network of another run."""
        now = self.other.now
        if self._b is None or now is None or side == DIFFERENCE or (side == A and now.run != PRESENT):
            return None, None
        found = self._b if side == B else now.trace
        name = cell.name if side == B else Beside(now.trace, self._b).name_in_a(cell.name)
        index = (0, *cell.index) if found.variables[name].of_samples else cell.index
        return Place(name, index), found

    # --- the same in another language ------------------------------------------------------------------------------

    def take_over(self, other: "SideBySide") -> None:
        """Set side by side what another one does. Emits nothing."""
        self.other.take_over(other.other)

    def stop(self) -> None:
        """End what is under way."""
        self.other.stop()

    @Slot()
    def _update_sizes(self) -> None:
        self._row.setHorizontalSpacing(theme().scaled(12))
        self.head.layout().setSpacing(theme().scaled(6))
