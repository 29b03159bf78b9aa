"""What is in the panel: the matrix, the samples of one of its cells, the worst errors, a network to compare with."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from engine.inspection.frozen.trace import Sample
from engine.inspection.learned.confusion import Confusion, confusion_of, surest_first, worst_errors
from gui.background.inquiry import Progress
from gui.look.theme import theme
from gui.panels.confusion.compare_bar import CompareBar
from gui.panels.confusion.moved_table import MovedTable
from gui.panels.confusion.opened import Moved, Opened, is_one_pair, most_often, order, title, which, why_none
from gui.panels.confusion.questions import Questions
from gui.panels.confusion.samples import Samples
from gui.qt.guarded import Guarded
from gui.qt.later import Later
from gui.training.reports import KeptRun, Learned, RunStarted, Standing, State
from gui.widgets.asking import Asking
from gui.widgets.card import Card
from gui.widgets.cell import Cell
from gui.widgets.confusion_map import ConfusionMap
from gui.widgets.labels import ElidedLabel
from gui.widgets.pill import PillGroup
from gui.widgets.small_button import SmallButton
from gui.widgets.still_scroll import BAR_WIDTH, Overhang, WideScroll
from gui.widgets.tips import wrapped
from gui.words import formatting
from gui.words.engine_texts import phrase

SPLITS = ("test", "train")
WIDE = 560      # pixels at normal text from which the samples stand beside the matrix
WORST = 60      # errors in the strip
PATIENCE = 400  # milliseconds until it is shown that something is under way


class ConfusionView(Guarded, QWidget):
    """What the network makes of a whole data set: a table that opens its samples.

    Whoever owns it calls `stop` in the end, or a thread is left running. Its signals are those of a panel.
    """

    sample_wanted = Signal(object)
    operations_wanted = Signal(object)
    present_run_wanted = Signal(object)
    kept_run_wanted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._confusion: Confusion | None = None  # that is shown
        self._opened: Opened | None = None        # by a person; else it is the error that is made most often
        self.questions = Questions(self)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._arranging = Later(self, self._arrange)
        self._make_parts()
        self._build()
        self._connect()
        self._update_sizes()
        self._update()

    def _make_parts(self) -> None:
        self.card = Card(self.tr("Confusion"))
        self.splits = PillGroup([self.tr("test"), self.tr("training")])
        self.numbers = PillGroup([self.tr("count"), self.tr("share")])
        self.numbers.set_tool_tips([
            self.tr("How many samples with the label of the row are read as the class of the column"),
            self.tr("The same as a part of all samples with that label, in percent")])
        self.comparing = CompareBar()
        self.status = ElidedLabel(Qt.TextElideMode.ElideRight)
        self.status.setProperty("role", "note")
        self.asking = Asking(self.tr("Update"), self.tr("Ask the network as it is now"))
        self.map = ConfusionMap()
        self.moved, self.problem = MovedTable(), QLabel()
        self.problem.setProperty("role", "warning")
        self.problem.setWordWrap(True)
        self.problem.setMinimumWidth(1)
        self.opened = Samples(self.tr("Samples of the chosen cell"))
        self.worst = Samples(self.tr("Worst errors"), lines=1)
        self.operations = SmallButton(self.tr("Operations"), wrapped(self.tr(
            "Look at what each operation makes of the chosen sample, and where its highest score comes from. A double "
            "click on the sample, or Enter, does the same.")))

    def _build(self) -> None:
        for part in (self.splits, self.numbers):
            self.card.header_layout.addWidget(part)
        self.opened.head.addWidget(self.operations)
        self._row, self._line, self._side = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        self._row.addWidget(self.comparing)
        self._row.addStretch(1)
        self._line.addWidget(self.status, 1)
        self._line.addWidget(self.asking)
        for part, share in ((self.moved, 0), (self.problem, 0), (self.opened, 1), (self.worst, 0)):
            self._side.addWidget(part, share)
        self._body = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._body.addWidget(self.map, 3)
        self._body.addLayout(self._side, 2)
        content = QWidget()
        content.setObjectName("scrolled")
        whole = QVBoxLayout(content)
        whole.setContentsMargins(0, 0, 0, 0)
        for layout, share in ((self._row, 0), (self._line, 0), (self._body, 1)):
            whole.addLayout(layout, share)
        self._scroll = WideScroll(content)
        self.card.body.addWidget(Overhang(self._scroll, self.card, right=BAR_WIDTH), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)

    def _connect(self) -> None:
        self.questions.changed.connect(self._on_found)
        self.questions.progressed.connect(self._on_progressed)
        self.questions.present_run_wanted.connect(self.present_run_wanted)
        self.questions.kept_run_wanted.connect(self.kept_run_wanted)
        self._patience.timeout.connect(self._on_patience)
        self.splits.chosen.connect(self._on_split_chosen)
        self.numbers.chosen.connect(self._update)
        self.comparing.changed.connect(self._on_compare)
        self.asking.wanted.connect(self._on_update_wanted)
        self.asking.cancelled.connect(self._on_cancelled)
        self.map.clicked.connect(self._on_cell)
        self.moved.chosen.connect(self._on_moved)
        self.operations.clicked.connect(self._on_operations)
        for samples in (self.opened, self.worst):
            samples.chosen.connect(self._on_sample)
            samples.opened.connect(self.operations_wanted)
        theme().changed.connect(self._update_sizes)

    # --- what the window says --------------------------------------------------------------------------------------

    def show_run(self, run: RunStarted) -> None:
        """Another network. A kept run is compared with again, an iteration of the run before no more."""
        self.questions.forget()
        self._opened = None
        self.comparing.show_recorded(0)
        if self.comparing.other is not None and not self.comparing.other.key:
            self.comparing.choose(None)
        words = run.dataset.look.words
        self.splits.set_tool_tips([phrase(words.never_learnt), phrase(words.learnt)])
        self._update()

    def show_state(self, state: State) -> None:
        """What training does now."""
        self.questions.show_state(state)
        self._wait()

    def show_standing(self, standing: Standing) -> None:
        """The run has come so far."""
        self.comparing.show_recorded(standing.recorded)

    def show_learned(self, learned: Learned) -> None:
        """The network, to be asked."""
        self.questions.show_learned(learned)
        self._wait()

    def show_kept_runs(self, runs: Sequence[KeptRun]) -> None:
        """What can be compared with. A run that comes may be what the present one was before it went another way."""
        before, known = self.comparing.other, self.comparing.keys
        self.comparing.show_kept_runs(runs)
        other = self.comparing.other
        if other != before or (other is not None and not other.key and self.comparing.keys - known):
            self._on_compare()

    def take_over(self, other: "ConfusionView") -> None:
        """Show what another one shows."""
        for mine, others in ((self.splits, other.splits), (self.numbers, other.numbers)):
            mine.choose(others.current)
        self.comparing.take_over(other.comparing)
        self._opened = other._opened
        self.questions.take_over(other.questions)
        self._update()
        for mine, others in ((self.opened, other.opened), (self.worst, other.worst)):
            mine.grid.select(others.grid.selection)
        self._scroll.take_over(other._scroll)
        self._wait()

    def stop(self) -> None:
        """Break off all questions. May be called more than once."""
        self._patience.stop()
        self.questions.stop()

    # --- what has been found out -----------------------------------------------------------------------------------

    @Slot()
    def _on_found(self) -> None:
        if not self.questions.is_under_way and self.asking.is_under_way:
            self.asking.end()
        self._update()

    @Slot(object)
    def _on_progressed(self, progress: Progress) -> None:
        self.asking.show_progress(progress.done, progress.total)

    def _wait(self) -> None:
        """Say that something is under way once it has taken a while."""
        if self.questions.is_under_way and not self._patience.isActive():
            self._patience.start()
        self._update_asking()

    @Slot()
    def _on_patience(self) -> None:
        if self.questions.is_under_way and not self.asking.is_under_way:
            self.asking.begin()
        self._update_asking()

    # --- a person chooses ------------------------------------------------------------------------------------------

    @Slot()
    def _on_update_wanted(self) -> None:
        self.questions.ask_now()
        self._wait()

    @Slot()
    def _on_cancelled(self) -> None:
        self.questions.cancel()
        if self.questions.other is None:
            self.comparing.choose(None)
            self.questions.compare_with(None)
        self._update()

    @Slot(object)
    def _on_split_chosen(self, index: int) -> None:
        self.questions.ask_about(SPLITS[index])
        self._update()
        self._wait()

    @Slot()
    def _on_compare(self) -> None:
        if isinstance(self._opened, Moved):
            self._opened = None
        self.questions.compare_with(self.comparing.other)
        self._update()
        self._wait()

    @Slot(object)
    def _on_cell(self, cell: Cell) -> None:
        self._opened = self.map.group_of(cell.index)
        self._update_opened()

    @Slot(object, object)
    def _on_moved(self, was_right: bool, is_right: bool) -> None:
        self._opened = Moved(was_right, is_right)
        self._update_opened()

    @Slot(object)
    def _on_sample(self, sample: Sample) -> None:
        other = self.worst if self.sender() is self.opened else self.opened
        other.grid.select(None)
        self.operations.setEnabled(True)
        self.sample_wanted.emit(sample)

    @Slot()
    def _on_operations(self) -> None:
        sample = self.opened.sample or self.worst.sample
        if sample is not None:
            self.operations_wanted.emit(sample)

    # --- showing ---------------------------------------------------------------------------------------------------

    @Slot()
    def _update(self) -> None:
        """Show all of it anew."""
        asked, compares = self.questions.asked, self.comparing.other is not None
        self.problem.setText(self.questions.problem)
        self.problem.setVisible(bool(self.questions.problem))
        self.moved.setVisible(compares and not self.questions.problem)
        self.moved.setEnabled(self.questions.comparison is not None)
        self.worst.setVisible(not compares)
        if asked is None:
            self.map.show_message(self.tr("not computed"))
            for samples in (self.opened, self.worst):
                samples.say("")
            self.operations.setEnabled(False)
            self.card.set_subtitle("")
        else:
            self._show_matrix()
            self._update_opened()
            self.card.set_subtitle(self.tr("iteration {iteration} · {share} right").format(
                iteration=formatting.integer(asked.iteration), share=formatting.percent(asked.answers.accuracy)))
        self._update_asking()

    def _show_matrix(self) -> None:
        asked, comparison = self.questions.asked, self.questions.comparison
        names = asked.dataset.class_names
        self._confusion = confusion_of(asked.answers, len(names))
        before = None if comparison is None else confusion_of(comparison.before, len(names))
        self.map.show_confusion(self._confusion, names, shares=self.numbers.current == 1, before=before)
        if comparison is not None:
            self.moved.show_table(comparison.table)
        self.worst.show_samples(
            self.tr("Worst errors"), self.tr("the least probability for the label first"), asked,
            worst_errors(asked.answers, WORST), all_alike=False, none=self.tr("There is no error."))

    def _update_opened(self) -> None:
        """The samples of what is opened."""
        asked = self.questions.asked
        opened = self._opened or most_often(self._confusion)
        chosen = which(opened, asked.answers, self.questions.comparison)
        if chosen is None:
            return
        indices = surest_first(asked.answers, chosen)
        is_moved = isinstance(opened, Moved)
        self.opened.show_samples(
            title(opened, len(indices), asked.dataset.class_names), order(len(indices)), asked, indices,
            all_alike=is_one_pair(opened), none=why_none(opened, self._confusion),
            before=self.questions.other if is_moved else None)
        self.map.mark(None if is_moved else self.map.index_of(opened))
        self.moved.mark((opened.was_right, opened.is_right) if is_moved else None)
        self.operations.setEnabled((self.opened.sample or self.worst.sample) is not None)

    def _update_asking(self) -> None:
        """The words above the matrix, and the button where there is something to ask."""
        self.asking.setVisible(self.questions.is_of_use or self.asking.is_under_way)
        self.status.setText(self._status())
        self.status.setToolTip(wrapped(self.status.text()))

    def _status(self) -> str:
        """What is to be known of all of it, in one line."""
        asked, comparison = self.questions.asked, self.questions.comparison
        if asked is None:
            return ""
        if comparison is not None:
            return self.tr("Iteration {iteration} minus {other}: blue is fewer, orange more").format(
                iteration=formatting.integer(asked.iteration), other=self._other_name())
        names, pair, lacking = asked.dataset.class_names, self._confusion.most_confused, self._confusion.unanswered
        if lacking.any():
            return self.tr("For {count} of the samples the probabilities are no numbers: read as nothing").format(
                count=formatting.integer(int(lacking.sum())))
        if pair is None:
            return self.tr("All samples are read as what they are")
        amount, total = int(self._confusion.counts[pair]), int(self._confusion.of_label[pair[0]])
        return self.tr("Most often {label} is read as {predicted}: {amount} of {total}").format(
            label=names[pair[0]], predicted=names[pair[1]], amount=formatting.integer(amount),
            total=formatting.integer(total))

    def _other_name(self) -> str:
        """What is compared with; of a run that is kept also after which of its iterations."""
        name, other, iteration = self.comparing.other_name, self.comparing.other, self.questions.other_iteration
        if other is None or not other.key or iteration is None:
            return name
        return self.tr("{run}, iteration {iteration}").format(run=name, iteration=formatting.integer(iteration))

    # --- room ------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arranging.ask()

    def _arrange(self) -> None:
        """Samples beside the matrix, or under it."""
        beside = self.width() >= theme().scaled(WIDE)
        self._body.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._body.setStretch(1, 2 if beside else 0)

    @Slot()
    def _update_sizes(self) -> None:
        for layout in (self._row, self._line, self._side):
            layout.setSpacing(theme().scaled(6))
        self._body.setSpacing(theme().scaled(10))
        self.asking.cancel.ensurePolished()
        self.status.setMinimumHeight(self.asking.cancel.sizeHint().height())  # nothing moves when it comes and goes
        self._arranging.ask()
