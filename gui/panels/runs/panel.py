"""The panel: the table of runs in a card, what can be done with the chosen ones, and the queue."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from engine.problem import filled
from gui.look.theme import theme
from gui.panels.panel import Panel
from gui.panels.runs.queue_line import QueueLine
from gui.qt.guarded import Guarded
from gui.qt.later import Later
from gui.training.reports import KeptRun
from gui.widgets.card import Card
from gui.widgets.labels import ElidedLabel
from gui.widgets.small_button import SmallButton

if TYPE_CHECKING:
    from gui.panels.runs.table import RunsTable

translate = QCoreApplication.translate


class RunsPanel(Guarded, Panel):
    """All runs beside each other.

    Signals
    -------
    renamed(int, str), noted(int, str), ticked(int, bool)
        What was entered, with the key of the run.
    removal_wanted(list of int), going_on_wanted(int)
        With the keys of the runs.
    queue_wanted(), one_cancelled(), all_cancelled()
    """

    stretch = 5
    is_wide = True
    on_demand = True

    renamed = Signal(object, object)
    noted = Signal(object, object)
    ticked = Signal(object, object)
    removal_wanted = Signal(object)
    going_on_wanted = Signal(object)
    queue_wanted = Signal()
    one_cancelled = Signal()
    all_cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._present: KeptRun | None = None
        self._kept: tuple[KeptRun, ...] = ()
        self._table: RunsTable | None = None  # none until `fill`
        self.queue = QueueLine()
        self._said = ElidedLabel(Qt.TextElideMode.ElideRight)
        self._said.setProperty("role", "note")
        self._card = Card(self.tr("Runs"))
        self._make_head()
        for part in (self.queue, self._said):
            self._card.body.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._card)
        self._updating = Later(self, self._update)
        self.in_turn.clicked.connect(self.queue_wanted)
        self.queue.one_cancelled.connect(self.one_cancelled)
        self.queue.all_cancelled.connect(self.all_cancelled)

    def fill(self) -> None:
        if self._table is None:
            from gui.panels.runs.table import RunsTable

            self._table = RunsTable()
            self._card.body.insertWidget(1, self._table, 1)
            self._connect(self._table)
            self._update_buttons()

    @property
    def table(self) -> "RunsTable":
        """The table of the runs."""
        self.fill()
        return self._table

    def _make_head(self) -> None:
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.setAccessibleName(self.tr("Filter the runs"))
        self.filter.setToolTip(self.tr("Only runs in which this stands: in the name, a setting, a figure or the note"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaxLength(80)
        self._card.header_layout.addWidget(self.filter)
        self.go_on, self.remove, self.in_turn = (SmallButton(*words) for words in (
            (self.tr("Go on with it"), self.tr(
                "Make the chosen run the present one, where it was left; the present one is kept")),
            (self.tr("Remove"), self.tr("Forget the chosen runs; the line below can bring them back")),
            (self.tr("Run in turn…"), self.tr("Train several runs that differ in one setting, one after the other"))))
        for button in (self.go_on, self.remove, self.in_turn):
            self._card.header_layout.addWidget(button)
        theme().changed.connect(self._update_sizes)
        self._update_sizes()

    def _connect(self, table: "RunsTable") -> None:
        model = table.model_
        model.renamed.connect(self.renamed)
        model.noted.connect(self.noted)
        model.ticked.connect(self.ticked)
        self.filter.textChanged.connect(table.sorted.setFilterFixedString)
        table.chosen.connect(self._update_buttons)
        table.itemDelegate().closeEditor.connect(self._updating.ask)  # what came while something was written
        for button, what in ((self.go_on, self._on_go_on), (self.remove, self._on_remove)):
            button.clicked.connect(what)
            action = QAction(button.text(), table)
            action.triggered.connect(what)
            table.addAction(action)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        table.removal_wanted.connect(self._on_remove)

    @property
    def title(self) -> str:
        return translate("Middle", "Runs")

    @property
    def tip(self) -> str:
        return translate("Middle", "All runs beside each other, and several in turn")

    # --- what the window says --------------------------------------------------------------------------------------

    def show_kept_runs(self, runs: Sequence[KeptRun]) -> None:
        self._kept = tuple(runs)
        self._updating.ask()

    @Slot(object)
    def show_present(self, run: KeptRun) -> None:
        """The present run, as it stands."""
        self._present = run
        self._updating.ask()

    @Slot(object)
    def show_queue(self, runs: Sequence[KeptRun]) -> None:
        """The runs that wait in the queue or are under way."""
        self.queue.show_queue(runs)

    def take_over(self, other: "RunsPanel") -> None:
        """Look for the same, sorted in the same way."""
        self._present, self._kept = other._present, other._kept
        self.queue.take_over(other.queue)
        self.fill()
        self.filter.setText(other.filter.text())
        self._update()
        header = other.table.horizontalHeader()
        self.table.sortByColumn(header.sortIndicatorSection(), header.sortIndicatorOrder())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._update()

    def _update(self) -> None:
        """What is not seen costs nothing; what is written in just now is left alone."""
        if self._present is None or not self.isVisible() or self.table.is_written_in:
            return
        self.table.show_runs((self._present, *self._kept))
        drawn = sum(run.shown for run in self._kept)
        said = filled(self.tr("{count:,} kept {count:run|runs}, {drawn:,} drawn"), count=len(self._kept), drawn=drawn)
        if not self._kept:
            said = self.tr("Runs that are kept, and those that are trained in turn, stand here beside this one.")
        self._said.setText(said)
        self._update_buttons()

    # --- what a person does ----------------------------------------------------------------------------------------

    @Slot()
    def _update_buttons(self) -> None:
        chosen = [run for run in self.table.chosen_runs if run.key]
        self.remove.setEnabled(bool(chosen))
        self.go_on.setEnabled(len(chosen) == 1 and chosen[0].done is None and chosen[0].history.count > 0)
        for action, button in zip(self.table.actions(), (self.go_on, self.remove), strict=True):
            action.setEnabled(button.isEnabled())

    @Slot()
    def _on_go_on(self) -> None:
        chosen = [run.key for run in self.table.chosen_runs if run.key]
        if len(chosen) == 1:
            self.going_on_wanted.emit(chosen[0])

    @Slot()
    def _on_remove(self) -> None:
        keys = [run.key for run in self.table.chosen_runs if run.key]
        if keys:
            self.removal_wanted.emit(keys)

    @Slot()
    def _update_sizes(self) -> None:
        self.filter.setMaximumWidth(theme().scaled(150))
