"""The iteration panel as a whole: the graph, the page of an operation, and where a number comes from."""

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from engine.data.words import Words
from engine.inspection.frozen.snapshot import Snapshot, snapshot_of_sample
from engine.inspection.frozen.trace import Sample, Trace
from engine.inspection.place import Place
from engine.inspection.provenance.provenance import provenance
from engine.inspection.unit import Unit, unit_of
from engine.problem import EngineError
from gui.look.theme import theme
from gui.panels.iteration.parts.shared_splitter import SharedSplitter
from gui.panels.panel import Panel
from gui.qt.guarded import Guarded
from gui.qt.later import Later
from gui.qt.take_down import take_down
from gui.training.reports import Divergence, RunStarted, Standing, State
from gui.widgets.card import Card
from gui.widgets.cell import Cell
from gui.widgets.pill import PillGroup
from gui.widgets.tips import wrapped
from gui.words import formatting
from gui.words.engine_texts import phrase

WIDE = 860                      # pixels at normal text from which two pages stand side by side
GRAPH, GRAPH_SHARE = 145, 0.36  # least height of the graph, and its part of the panel
OPERATION_SHARE = 0.48          # part of the width that the operation has beside another page
PACES = (2000, 1000, 500, 200)  # milliseconds an operation in slow motion
OPERATION, WHERE, CHECK, WHAT_IF, BREAK, PULLS = range(6)

translate = QCoreApplication.translate


class IterationPanel(Guarded, Panel):
    """One iteration taken apart. Everything in it is about a frozen iteration, while training may go on.

    Whoever owns it calls `stop` in the end, or threads are left running.

    Signals
    -------
    looked_at(bool): whether it is seen, and wants to be shown iterations
    refresh_wanted(): the last iteration is to be shown as it is now
    trace_wanted(Sample): this sample, looked at alone, is to be shown as it is now
    operation_wanted(): slow motion asks for the next operation
    life_wanted(Place): this cell of a parameter is to be followed over the run
    places_hovered(Snapshot or None, tuple of Place): the operands under the pointer, and what they are operands in
    """

    stretch = 5
    is_wide = True

    looked_at = Signal(bool)
    refresh_wanted = Signal()
    trace_wanted = Signal(object)
    operation_wanted = Signal()
    life_wanted = Signal(object)
    places_hovered = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._in_words = False                      # whether names are
        self._snapshot: Snapshot | None = None      # of training: what graph and operation page show
        self._context: Snapshot | None = None       # what the other pages are about: the same, or one sample alone
        self._sample: Sample | None = None          # that is looked at alone
        self._standing = (0, 0)                     # iterations and operations that training has done
        self._pending: Place | None = None          # what is to be opened in the next snapshot
        self._running = self._filled = self._looked_at = False
        self._arranging = Later(self, self._arrange)
        self._run: RunStarted | None = None
        self.card = Card(self.tr("Iteration"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)
        self._room = QWidget()
        self.card.body.addWidget(self._room, 1)

    @property
    def title(self) -> str:
        return translate("Middle", "Iteration")

    @property
    def tip(self) -> str:
        return translate("Middle", "One iteration taken apart, number by number")

    def fill(self) -> None:
        if self._filled:
            return
        # Imported here, since they take a while to load.
        from gui.panels.iteration.graph.graph import IterationGraph
        from gui.panels.iteration.operation.page import OperationPage
        from gui.panels.iteration.proof.break_page import BreakPage
        from gui.panels.iteration.proof.check_page import CheckPage
        from gui.panels.iteration.proof.pulls_page import PullsPage
        from gui.panels.iteration.proof.what_if_page import WhatIfPage
        from gui.panels.iteration.where_from.page import WhereFrom

        self._filled = True
        self.graph, self.operation, self.where = IterationGraph(), OperationPage(), WhereFrom()
        self.check, self.what_if, self.breaking, self.pulls = CheckPage(), WhatIfPage(), BreakPage(), PullsPage()
        self._proofs = (self.check, self.what_if, self.breaking, self.pulls)
        self.pages = (self.operation, self.where, *self._proofs)
        self._build_slow_motion()
        self._build_pages()
        self._connect()
        self.graph.name_in_words(self._in_words)
        if self._run is not None:
            self.show_run(self._run)
        self._arrange()

    def _build_slow_motion(self) -> None:
        self.slow = QPushButton(self.tr("Slow motion"))
        self.slow.setProperty("role", "pill")
        self.slow.setCheckable(True)
        self.slow.setAutoDefault(False)
        self.slow.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.slow.setToolTip(wrapped(self.tr("Run one operation after the other, slowly enough to be followed")))
        self.pace = PillGroup([self.tr("2 s"), self.tr("1 s"), self.tr("½ s"), self.tr("⅕ s")])
        self.pace.set_tool_tips([self.tr("Time for each operation")] * len(PACES))
        self.pace.choose(1)
        self.pace.hide()
        self._ticks = QTimer(self)
        self._ticks.setInterval(PACES[1])
        self.refresh = QPushButton(self.tr("Refresh"))
        self.refresh.setProperty("role", "primary-small")
        self.refresh.setAutoDefault(False)
        self.refresh.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.refresh.setToolTip(wrapped(self.tr("Show the numbers as training has them now")))
        self.refresh.setVisible(self._running)
        for part in (self.refresh, self.pace, self.slow, self.graph.buttons):
            self.card.header_layout.addWidget(part)

    def _build_pages(self) -> None:
        names = (self.tr("Operation"), self.tr("Where from"), self.tr("Check"), self.tr("What if"), self.tr("Break it"),
                 self.tr("Who pulled"))
        self.tabs, self.side_tabs = PillGroup(names), PillGroup(names[1:])
        self._stack = QStackedWidget()  # of the pages that may stand beside the operation
        for page in self.pages[1:]:
            self._stack.addWidget(page)
        self._side, self._side_column = _column(self.side_tabs, self._stack)
        self._across = SharedSplitter(Qt.Orientation.Horizontal, OPERATION_SHARE)
        self._across.addWidget(self.operation)
        self._across.addWidget(self._side)
        below, self._below_column = _column(self.tabs, self._across)
        self._down = SharedSplitter(Qt.Orientation.Vertical, GRAPH_SHARE, GRAPH)
        self._down.addWidget(self.graph)
        self._down.addWidget(below)
        self._wide: bool | None = None
        self._page = OPERATION
        self.card.body.replaceWidget(self._room, self._down)
        self.card.body.setStretchFactor(self._down, 1)
        take_down(self._room)

    def _explain(self, words: Words) -> None:
        """Say what the pages are for."""
        tips = (
            self.tr("What the chosen operation reads, computes and is there for"),
            self.tr("What a number was computed from, term by term: click any cell"),
            self.tr("Backpropagation beside the definition of a derivative, and what the update promised and did"),
            phrase(words.what_if),
            self.tr("Make a typical mistake in the backward pass of a copy, and see how it is found"),
            self.tr("Which training samples made a weight what it is, each way and how far"))
        self.tabs.set_tool_tips(tips)
        self.side_tabs.set_tool_tips(tips[1:])

    def _connect(self) -> None:
        self.slow.toggled.connect(self._on_slow)
        self.pace.chosen.connect(self._on_pace)
        self.refresh.clicked.connect(self._on_refresh)
        self._ticks.timeout.connect(self.operation_wanted)
        self.tabs.chosen.connect(self.show_page)
        self.side_tabs.chosen.connect(self._on_side_tab)
        self.graph.operation_selected.connect(self.select_operation)
        self.graph.variable_selected.connect(self._on_variable_selected)
        self.operation.cell_hovered.connect(self._on_cell_hovered)
        self.operation.row_chosen.connect(self._on_row_chosen)
        self.where.variable_chosen.connect(self._on_variable_selected)
        self.where.refresh_wanted.connect(self._on_refresh)
        self.where.life_wanted.connect(self.life_wanted)
        self.where.unit_wanted.connect(self.unit_wanted)
        self.operation.place_chosen.connect(self._open_of_iteration)
        for page in self.pages[1:]:
            page.place_chosen.connect(self._on_place_chosen)
            page.places_hovered.connect(self._on_places_hovered)
        self.pulls.present_run_wanted.connect(self.present_run_wanted)
        self.pulls.sample_wanted.connect(self.sample_wanted)
        self.pulls.operations_wanted.connect(self.operations_wanted)
        theme().changed.connect(self._arrange)

    def stop(self) -> None:
        """End slow motion, and the threads that answer the pages' questions."""
        if self._filled:
            self.end_slow_motion()
            for page in self._proofs:
                page.stop()

    # --- shown by the window ---------------------------------------------------------------------------------------

    @property
    def place(self) -> Place | None:
        """The cell that the pages are about."""
        return self.where.place if self._filled else None

    def tab_of(self, index: int) -> QWidget:
        """What brings a page forward; the page itself, where it is always seen."""
        self.fill()
        if not self._wide:
            return self.tabs.pill(index)
        return self.operation if index == OPERATION else self.side_tabs.pill(index - 1)

    @property
    def is_filled(self) -> bool:
        """Whether its pages are there."""
        return self._filled

    @property
    def page(self) -> int:
        """The page that was brought forward last."""
        return self._page

    def show_run(self, run: RunStarted) -> None:
        self._run = run
        self._snapshot = self._pending = None
        if not self._filled:
            return
        self._explain(run.dataset.look.words)
        self._set_context(None)
        for page in self._proofs:
            page.show_place(None)
        self.end_slow_motion()
        self.graph.show_network(run.operations, run.shape, run.dataset.look)
        self.breaking.set_training(run.config, run.dataset.train)
        self.breaking.reset()
        self.where.show_nothing()
        self.show_snapshot(None)

    def show_snapshot(self, snapshot: Snapshot | None) -> None:
        """What was looked at in the iteration before is looked at in this one."""
        if not self._filled:
            return
        alone = self._is_alone
        self._snapshot = snapshot
        if alone and snapshot is not None:
            self.pulls.show_snapshot(snapshot)
        self.graph.show_snapshot(snapshot)
        self._say_iteration()
        if snapshot is None or not snapshot.position:
            self.operation.show_nothing()
        else:
            self._show_operation(snapshot.operations[snapshot.position - 1].name)
        if self._pending is not None and snapshot is not None:
            place, self._pending = self._pending, None
            self._set_context(snapshot)
            self._open(place)
        elif not alone:
            self._set_context(snapshot)
            if self.where.place is not None:
                self._open(self.where.place) if snapshot is not None else self.where.show_none()

    def show_state(self, state: State) -> None:
        """While training goes on, what is shown stays as it is."""
        self._running = running = state is State.RUNNING
        if not self._filled:
            return
        if state in (State.RUNNING, State.ERROR):
            self.end_slow_motion()
        self._show_refresh()
        for page in self.pages[1:]:
            page.set_training_goes_on(running)
        self._say_iteration()

    def show_standing(self, standing: Standing) -> None:
        """What is of another moment says so."""
        if (standing.iteration, standing.position) != self._standing:
            self._standing = standing.iteration, standing.position
            self._show_refresh()

    def show_divergence(self, divergence: Divergence) -> None:
        self.end_slow_motion()

    @property
    def _is_alone(self) -> bool:
        """Whether the pages are about one sample alone, and not about the iteration."""
        return self._context is not None and self._context.iteration == 0

    def _show_refresh(self) -> None:
        """Offered where training goes on, and where a sample is shown as the network had it at another moment."""
        if self._filled:
            stale = self._is_alone and self._context.parameters_after != self._standing
            self.refresh.setVisible(self._running or stale)
            self.where.set_stale(stale)

    def name_in_words(self, on: bool) -> None:
        self._in_words = on
        if self._filled:
            self.graph.name_in_words(on)

    def show_large(self, on: bool) -> None:
        """Let the graph be read from afar, or no longer."""
        self.fill()
        self.graph.show_large(on)

    def take_over(self, other: "IterationPanel") -> None:
        """On the same pages."""
        self._run = other._run
        self._running, self._pending, self._looked_at = other._running, other._pending, other._looked_at
        if not other._filled:
            return
        self.fill()
        self._snapshot, self._context = other._snapshot, other._context
        self._sample, self._standing = other._sample, other._standing
        self.where.set_context(self._context)
        self.operation.take_over(other.operation)
        for page, before in zip(self.pages[1:], other.pages[1:], strict=True):
            page.set_training_goes_on(self._running)
            page.take_over(before)
        self.graph.take_over(other.graph)
        self._take_slow_motion_over(other)
        self.side_tabs.choose(other.side_tabs.current)
        self._stack.setCurrentIndex(other._stack.currentIndex())
        self.show_page(other.page)
        for splitter, before in ((self._down, other._down), (self._across, other._across)):
            splitter.take_over(before)
        self._show_refresh()
        self._say_iteration()

    def _take_slow_motion_over(self, other: "IterationPanel") -> None:
        with QSignalBlocker(self.slow):
            self.slow.setChecked(other.slow.isChecked())
        self.pace.choose(other.pace.current)
        self.pace.setVisible(self.slow.isChecked())
        self._ticks.setInterval(other._ticks.interval())
        if self.slow.isChecked():
            self._ticks.start()

    def open_place(self, place: Place, trace: Trace | None = None) -> None:
        """Show where a number comes from.

        Parameters
        ----------
        place
            Of the iteration, which is fetched first while training runs; or of a sample that is looked at alone.
        trace
            Of that sample.
        """
        self.fill()
        if trace is not None:
            self._pending = None
            self._show_sample(trace, place)
        elif self._running or self._snapshot is None:
            self._pending = place
            self.refresh_wanted.emit()
        else:
            self._set_context(self._snapshot)
            self._open(place)
        self.show_page(WHERE)

    def show_sample_again(self, trace: Trace) -> None:
        """The sample that is looked at alone, as it is now."""
        if self._is_alone and trace.sample is self._sample:
            self._show_sample(trace, self.where.place)

    def _show_sample(self, trace: Trace, place: Place) -> None:
        self._sample = trace.sample
        self._set_context(snapshot_of_sample(
            trace, self._run.dataset, weight_init=self._run.config.weight_init))
        self._open(place)

    def type_place(self) -> None:
        """Let the cell be typed whose number is asked about."""
        self.fill()
        self.show_page(WHERE)
        self.where.type_place()

    @Slot(object, object)
    def mark_place(self, place: Place | None, trace: Trace | None) -> None:
        """A number of another panel is pointed at: light the terms that it is an operand of; no others.

        Parameters
        ----------
        place
            In the iteration or, where there is a trace, in what the sample is when it is looked at alone.
        trace
            Of the sample that it belongs to; None for a gradient of the minibatch.
        """
        if self._filled:
            found = None if place is None or self._context is None else self._place_here(place, trace)
            self.where.mark_places(frozenset() if found is None else {found})

    def mark_unit(self, unit: Unit | None) -> None:
        if self._filled:
            self.graph.light_unit(unit)
            self.operation.matrices.light_unit(unit)

    def _place_here(self, place: Place, trace: Trace | None) -> Place | None:
        """Which place of what the pages are about this is; None if it is of something else."""
        context = self._context
        if trace is None or (context.iteration == 0 and context.row_of(trace.sample) == 0):
            return place if (trace is None) == (context.iteration > 0) else None
        if place.index[:1] == (0,) and trace.variables[place.name].of_samples:
            row = context.row_of(trace.sample)
            return None if row is None else Place(place.name, (row, *place.index[1:]))
        return None

    def end_slow_motion(self) -> None:
        """Stop running operations by itself."""
        if self._filled:
            self.slow.setChecked(False)

    # --- what a person does ----------------------------------------------------------------------------------------

    @Slot(bool)
    def _on_slow(self, on: bool) -> None:
        self.pace.setVisible(on)
        if on:
            self._ticks.start()
            self.operation_wanted.emit()
        else:
            self._ticks.stop()

    @Slot(object)
    def _on_pace(self, index: int) -> None:
        self._ticks.setInterval(PACES[index])

    @Slot(object)
    def _on_side_tab(self, index: int) -> None:
        self.show_page(index + 1)

    @Slot(str)
    def select_operation(self, name: str) -> None:
        """Show an operation of the iteration, as a click on its box does."""
        if self._snapshot is not None:
            self._show_operation(name)
            self.graph.select(operation=name)
        self._show_page_of_operation()

    @Slot(object)
    def _on_variable_selected(self, name: str) -> None:
        """Show what computes a variable; of a parameter, which is there before, what becomes of it and what it is."""
        snapshot = self._snapshot
        if snapshot is not None and name in snapshot.network.params:
            self._show_operation(f"update {name}")
            middle = tuple(size // 2 for size in snapshot.shape(name))
            here = self.where.place is not None and self.where.place.name == name
            self._open_of_iteration(Place(name, self.where.place.index if here else middle))
            return
        operation = None if snapshot is None else snapshot.operation_of(name)
        if operation is not None:
            self._show_operation(operation.name)
        if snapshot is not None:
            self.graph.select(variable=name)
        self._show_page_of_operation()

    def _show_page_of_operation(self) -> None:
        """Let it be seen; before anything has been computed, it says so."""
        if not self._wide:
            self.show_page(OPERATION)

    @Slot(object)
    def _open_of_iteration(self, place: Place) -> None:
        """Show a number of the iteration, also where the pages are about one sample alone."""
        self._set_context(self._snapshot)
        self._open(place)
        self.show_page(WHERE)

    @Slot(object)
    def _on_place_chosen(self, place: Place) -> None:
        self._open(place)
        if self.sender() not in (self.where, self.pulls):
            self.show_page(WHERE)

    @Slot(object)
    def _on_cell_hovered(self, cell: Cell | None) -> None:
        self.where.mark_places(frozenset() if cell is None else {cell.place})
        self._tell_unit(() if cell is None else (cell.place,), self._snapshot)

    def _tell_unit(self, places: tuple[Place, ...], snapshot: Snapshot | None) -> None:
        """The hidden unit that is under the pointer with one of these places."""
        found = [] if snapshot is None else [unit_of(place, snapshot.variables) for place in places]
        self.unit_hovered.emit(next(filter(None, found), None))

    @Slot(object)
    def _on_places_hovered(self, places: tuple[Place, ...]) -> None:
        # The operation page shows the iteration, which a sample that is looked at alone is no part of.
        self.operation.mark_places(tuple(places) if self._context is self._snapshot else ())
        self.places_hovered.emit(self._context, tuple(places))
        self._tell_unit(tuple(places), self._context)

    @Slot(int)
    def _on_row_chosen(self, row: int) -> None:
        self.what_if.show_row(row)

    @Slot()
    def _on_refresh(self) -> None:
        if self._is_alone:
            self.trace_wanted.emit(self._sample)
        else:
            self._pending = self.where.place
        self.refresh_wanted.emit()

    # --- showing ---------------------------------------------------------------------------------------------------

    def _open(self, place: Place) -> None:
        """Show a cell on all pages that are about one."""
        if self._context is None:  # before the first operation; what is left on a page may still be clicked
            return
        try:
            self.where.show_provenance(self._context, provenance(self._context, place))
        except EngineError as error:
            self.where.show_problem(place, error.problem)
        for page in self._proofs:
            page.show_place(place)
        if self._context is self._snapshot:
            self.graph.select(variable=place.name)
            self.operation.bring_in(place)
        else:  # of a sample alone: the graph, which is of the iteration, shows where on the way that number comes about
            operation = self._context.operation_of(place.name)
            self.graph.select(None if operation is None else operation.name, place.name)

    def _set_context(self, snapshot: Snapshot | None) -> None:
        if snapshot is not self._context:
            self._context = snapshot
            self.where.set_context(snapshot)
            of_run = self._snapshot if self._is_alone and self._snapshot is not None else snapshot
            for page in self._proofs:  # who pulled a weight is asked about the run, whatever sample is looked at alone
                page.show_snapshot(of_run if page is self.pulls else snapshot)
            self._show_refresh()

    def _show_operation(self, name: str) -> None:
        self.operation.show_operation(self._snapshot, name, self.operation.row)

    def _say_iteration(self) -> None:
        snapshot = self._snapshot
        if snapshot is None:
            text = self.tr("training runs: refresh or pause to look inside") if self._running else self.tr(
                "nothing computed yet: ↓ one operation, → an iteration")
        else:
            number, count = formatting.integer(snapshot.iteration), formatting.integer(snapshot.batch_size)
            whole = snapshot.position == len(snapshot.operations)
            if self._running:
                text = self.tr("{iteration}, frozen, while training goes on")
            elif whole:
                text = self.tr("{iteration}: one minibatch of {count}, forward and backward")
            else:
                text = self.tr("{iteration}, {done} of {all} operations done")
            text = text.format(iteration=number, count=count, done=snapshot.position, all=len(snapshot.operations))
        self.card.set_subtitle(text, stressed=self._running)

    @Slot(object)
    def show_page(self, index: int) -> None:
        """Bring a page forward."""
        self._page = index
        self.tabs.choose(index)
        if index != OPERATION:
            self.side_tabs.choose(index - 1)
            self._stack.setCurrentWidget(self.pages[index])
        self._show_halves()

    def _show_halves(self) -> None:
        """The operation and the other pages: both, or the one that was brought forward last."""
        self.operation.setVisible(self._wide or self._page == OPERATION)
        self._side.setVisible(self._wide or self._page != OPERATION)

    # --- size ------------------------------------------------------------------------------------------------------

    @Slot()
    def _arrange(self) -> None:
        """With enough width the operation stands beside the other pages, else it is one of them."""
        if not self._filled:
            return
        for column in (self._side_column, self._below_column):
            column.setSpacing(theme().scaled(6))
        self.graph.setMinimumHeight(theme().scaled(GRAPH))
        wide = self.width() >= theme().scaled(WIDE)
        if wide != self._wide:
            self._turn(wide)
            self._across.share_out()

    def _turn(self, wide: bool) -> None:
        self._wide = wide
        self.tabs.setVisible(not wide)
        self.side_tabs.setVisible(wide)
        self._show_halves()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arranging.ask()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self._tell_looked_at(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._tell_looked_at(False)

    def _tell_looked_at(self, on: bool) -> None:
        if on != self._looked_at and not self.signalsBlocked():  # else another panel has taken over
            self._looked_at = on
            self.looked_at.emit(on)


def _column(tabs: QWidget, content: QWidget) -> tuple[QWidget, QVBoxLayout]:
    """Tabs above what they turn: the whole, and its layout."""
    whole = QWidget()
    column, row = QVBoxLayout(whole), QHBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    row.addWidget(tabs)
    row.addStretch(1)
    column.addLayout(row)
    column.addWidget(content, 1)
    return whole, column
