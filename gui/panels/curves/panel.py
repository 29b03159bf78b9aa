"""The panel with both plots.

Their library takes longer to load than all the rest of the window. So the cards are there first, with room for the
plots, and the plots are put in once the window has been painted, or as soon as somebody asks for them.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSignalBlocker, QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from engine.inspection.frozen.trace import Trace
from engine.inspection.place import Place
from engine.training.epochs import Epochs
from engine.training.record.history import History
from gui.background.inquiry import Inquiry
from gui.look.theme import theme
from gui.panels.curves.buttons import FollowButton, LogButton, ShowButton, SmoothingButton, WhenButton
from gui.panels.curves.observation_line import ObservationLine
from gui.panels.panel import Panel
from gui.qt.guarded import Guarded
from gui.qt.later import Later
from gui.qt.take_down import take_down
from gui.training.reports import Divergence, KeptRun, RunStarted, Standing, State
from gui.widgets.card import Card
from gui.widgets.tips import wrapped

if TYPE_CHECKING:
    from gui.panels.curves.accuracy import AccuracyPlot
    from gui.panels.curves.loss import LossPlot
    from gui.panels.curves.over_time import OverTime
    from gui.panels.curves.plot import CurvePlot
    from gui.panels.curves.when import When

# What is observed that a notice of this topic says already.
SAID_ELSEWHERE = {"ended": "finished", "divergence": "silent"}

translate = QCoreApplication.translate


class CurvesPanel(Guarded, Panel):
    """Both plots in their cards: side by side where there is room, else one above the other.

    Signals
    -------
    position_dragged(int): this iteration is to be seen, while a person drags to another one
    position_chosen(int): this one is to be gone to
    step_wanted(Step): what was observed is to be followed up so
    run_wanted(callable): is to be called with the `WholeRun` as it is now
    """

    stretch = 2

    position_dragged = Signal(object)
    position_chosen = Signal(object)
    step_wanted = Signal(object)
    run_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plots: tuple[CurvePlot, ...] = ()  # none until `fill`
        self._inquiry = Inquiry(self)
        self._arranging = Later(self, self._arrange)
        self._smoothing = 1
        self._running = False
        self._standing: Standing | None = None
        self._dragged_to: int | None = None  # until it has been gone to
        self._position: int | None = None
        self._marked: Sequence[int] = ()  # iterations that training is to stop at
        self._cards = (Card(self.tr("Cross Entropy Error")), Card(self.tr("Accuracy")))
        self._make_buttons()
        self.line, self.is_observing = ObservationLine(), True
        self.left_out: set[str] = set()  # what is never said here
        self.topic = ""  # of what is said at the foot of the window, which is not repeated here
        self.line.step_wanted.connect(self.step_wanted)
        self.line.off_wanted.connect(self._on_line_off)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.setSizeConstraint(QBoxLayout.SizeConstraint.SetNoConstraint)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        column.addLayout(self._layout, 1)
        column.addWidget(self.line)
        self._rooms = [QWidget() for _ in self._cards]
        for card, room in zip(self._cards, self._rooms, strict=True):
            card.body.addWidget(room, 1)
            self._layout.addWidget(card, 1)
        self._hold_rooms()
        theme().changed.connect(self._on_theme_changed)
        self._arrange()

    @property
    def title(self) -> str:
        return translate("Middle", "Curves")

    @property
    def tip(self) -> str:
        return translate("Middle", "Loss and accuracy of the whole run")

    def fill(self) -> None:
        if self._plots:
            return
        from gui.panels.curves.accuracy import AccuracyPlot
        from gui.panels.curves.loss import LossPlot

        self._plots = (LossPlot(), AccuracyPlot())
        self._explain()
        for card, room, plot, button in zip(self._cards, self._rooms, self._plots, self.follow_buttons, strict=True):
            card.body.replaceWidget(room, plot)
            take_down(room)
            button.attach(plot)
            plot.position_dragged.connect(self._on_dragged)
            plot.position_chosen.connect(self._on_chosen)
        self._rooms = []
        self._fill_looking_back()
        self.loss_plot.set_smoothing(self._smoothing)
        self.loss_plot.stop_marks.show(self._marked)
        if self.logarithmic:
            self.loss_plot.set_logarithmic(True)
        self.log_button.toggled.connect(self.loss_plot.set_logarithmic)

    def _fill_looking_back(self) -> None:
        """What is found on demand, by going through the run again."""
        from gui.panels.curves.over_time import OverTime
        from gui.panels.curves.when import When

        self.when: When = When(self._cards[0], self.loss_plot, self.when_button, self._inquiry)
        self.over_time: OverTime = OverTime(
            self._cards[1], self.accuracy_plot, self.show_button, self.follow_buttons[1], self._inquiry)
        for each in (self.when, self.over_time):
            each.revisits.run_wanted.connect(self.run_wanted)
            each.position_chosen.connect(self._on_chosen)
        self.over_time.position_dragged.connect(self._on_dragged)
        self.over_time.shown.connect(self._on_measure_shown)

    @Slot()
    def _on_measure_shown(self) -> None:
        self._update_mark()
        self._arranging.ask()

    @property
    def _looking_back(self) -> "tuple[When | OverTime, ...]":
        return (self.when, self.over_time) if self._plots else ()

    @property
    def _all_plots(self) -> "tuple[CurvePlot, ...]":
        """Those of the run, and those of a measure."""
        return (*self._plots, *self.over_time.plots) if self._plots else ()

    @property
    def loss_plot(self) -> "LossPlot":
        """The plot of the losses."""
        self.fill()
        return self._plots[0]

    @property
    def accuracy_plot(self) -> "AccuracyPlot":
        """The plot of the accuracies."""
        self.fill()
        return self._plots[1]

    def _hold_rooms(self) -> None:
        """Where a plot will be there is as much room as it will need, so that nothing moves when it comes."""
        for room in self._rooms:
            room.setMinimumSize(theme().scaled(180), theme().scaled(70))

    def _make_buttons(self) -> None:
        self.smoothing_button, self.log_button = SmoothingButton(), LogButton()
        self.when_button, self.show_button = WhenButton(), ShowButton()
        self.follow_buttons = tuple(FollowButton() for _ in self._cards)
        for button in (self.smoothing_button, self.log_button):
            self._cards[0].header_layout.addWidget(button)
        for button in (self.when_button, self.show_button):  # the other header has no room for one more
            self._cards[1].header_layout.addWidget(button)
        for card, button in zip(self._cards, self.follow_buttons, strict=True):
            card.header_layout.addWidget(button)
        self.smoothing_button.chosen.connect(self._on_smoothing_chosen)
        self.smoothing_button.chosen.connect(self.choice_made)
        self.log_button.toggled.connect(self.choice_made)
        self.log_button.toggled.connect(self._update_line)

    def _explain(self) -> None:
        self.loss_plot.setToolTip(wrapped(self.tr(
            "The loss of each minibatch, taken after the update that was made with it, as in the book. "
            "Iteration 0 is the loss before training. Wheel and drag zoom; a double click shows the whole run again.")))
        self.accuracy_plot.setToolTip(wrapped(self.tr(
            "The share of right answers over all data that is learnt from, all test data, and what is kept back for "
            "validation: at the end of each epoch, or of every so many where epochs are short. Epoch 0 is before "
            "training. Wheel and drag zoom; a double click shows the whole run again.")))

    # -- what the window says

    def show_run(self, run: RunStarted) -> None:
        self._standing = self._dragged_to = None
        self._update_line()
        self.draw_run(run.history, run.config.iterations, run.epochs)
        for each in self._looking_back:
            each.show_run(run)

    def show_plan(self, iterations: int) -> None:
        self.draw_run(self.loss_plot.history, iterations, self.loss_plot.epochs)

    def show_state(self, state: State) -> None:
        self._running = state is State.RUNNING
        for each in self._looking_back:
            each.revisits.show_state(state)
        if state is not State.STEPPING and not any(plot.handle.is_held for plot in self._plots):
            self._dragged_to = None
        self._update_position()

    def show_standing(self, standing: Standing) -> None:
        self._standing = standing
        if standing.epochs not in (None, self.loss_plot.epochs):
            self.draw_run(self.loss_plot.history, self.loss_plot.iterations, standing.epochs)
        for each in self._looking_back:
            each.revisits.look()
        self._update_position()
        self._update_line()

    def hear(self, topic: str) -> None:
        """Something about this is said at the foot of the window."""
        self.topic = topic
        self._update_line()

    @Slot()
    def _update_line(self) -> None:
        hidden = self.left_out | {SAID_ELSEWHERE.get(self.topic), "off the scale" if self.logarithmic else None}
        known = () if self._standing is None else self._standing.observations
        self.line.show_first([each for each in known if each.name not in hidden])

    @Slot(bool)
    def set_observing(self, on: bool) -> None:
        """Say what is going on in a line under the curves, or not."""
        self.is_observing = on
        self.line.setVisible(on)
        self.updateGeometry()

    @Slot()
    def _on_line_off(self) -> None:
        self.set_observing(False)
        self.choice_made.emit()

    def show_trace(self, trace: Trace) -> None:
        if self._plots:
            self.when.show_sample(trace.sample)

    def show_life(self, place: Place) -> None:
        """Show the life of this cell of a parameter in the place of the accuracies."""
        self.fill()
        self.over_time.show_life(place)

    def _update_position(self) -> None:
        standing = self._standing
        if self._dragged_to is not None:
            self.show_position(self._dragged_to)
        elif standing is None or (self._running and standing.iteration == standing.recorded):
            # While new ones are run, what is recorded is read a moment after where it stands: no line that trembles.
            self.show_position(None)
        else:
            self.show_position(standing.iteration)

    @Slot(object)
    def _on_dragged(self, iteration: int) -> None:
        self._dragged_to = iteration
        self._update_position()
        self.position_dragged.emit(iteration)

    @Slot(object)
    def _on_chosen(self, iteration: int) -> None:
        self._dragged_to = iteration
        self._update_position()
        self.position_chosen.emit(iteration)

    def draw_run(self, history: History | None, iterations: int, epochs: Epochs) -> None:
        """Draw this run from now on; or the same one with another plan.

        Parameters
        ----------
        history
            What is recorded of the run; None where there is none yet.
        iterations
            How many updates are planned: how far the x axis grows.
        epochs
            Those of the run, as things stand.
        """
        self.fill()
        is_new = history is not self.loss_plot.history
        for plot in self._all_plots:
            plot.show_run(history, iterations, epochs)
        if is_new:
            self.show_position(None)

    def show_kept_runs(self, runs: Sequence[KeptRun]) -> None:
        self.fill()
        for plot in self._plots:
            plot.show_kept_runs(runs)

    def show_divergence(self, divergence: Divergence) -> None:
        self.show_break(divergence.last_good, divergence.broke, divergence.iteration)

    def show_break(self, last_good: int, broke: int, found: int) -> None:
        """Mark that the run has gone wrong; until it is run again from before that, or another one is shown.

        Parameters
        ----------
        last_good
            The iteration after which all was still well.
        broke
            The one that shows what went wrong.
        found
            The one at which that was found out.
        """
        from gui.panels.curves.plot import Break

        self.fill()
        for plot in self._all_plots:
            plot.show_break(Break(last_good, broke, found))

    def show_position(self, iteration: int | None) -> None:
        """Mark where the network now stands; None where that is not to be seen."""
        self._position = iteration
        self._update_mark()

    def mark_stops(self, iterations: Sequence[int]) -> None:
        """Mark the iterations that training is to stop at."""
        self._marked = iterations
        if self._plots:
            self.loss_plot.stop_marks.show(iterations)

    def show_frame(self) -> None:
        """Free of cost if nothing has come, or if nobody sees it."""
        if self._plots and self.isVisible():
            for plot in self._plots:
                plot.refresh()
            self._update_mark()

    def _update_mark(self) -> None:
        history = self.loss_plot.history if self._plots else None
        end, standing = 0 if history is None else history.count - 1, self._standing
        if standing is not None and self._position == standing.iteration == standing.recorded:
            end = self._position  # what has been recorded since is no future: it will stand there in a moment
        for plot in (*self._all_plots, *self.over_time.strips) if self._plots else ():
            plot.show_position(None if history is None else self._position, end)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.show_frame()

    # -- what the person chooses, and the window remembers

    def choices(self) -> dict[str, object]:
        return {"smoothing": self.smoothing, "log_axis": self.logarithmic,
                "observations": self.is_observing}

    def show_choices(self, choices: Mapping[str, object]) -> None:
        self.set_smoothing(choices["smoothing"])
        with QSignalBlocker(self):
            self.set_logarithmic(choices["log_axis"])
        self.set_observing(choices["observations"])

    @property
    def smoothing(self) -> int:
        """How many losses a point of the smoothed curve is the mean of; 1 where there is no such curve."""
        return self._smoothing

    def set_smoothing(self, count: int) -> None:
        """Draw the mean of the last `count` losses, one of `SMOOTHINGS`; 1 for the losses alone."""
        self._smoothing = count
        self.smoothing_button.choose(count)
        self._arranging.ask()  # its text is of another width
        if self._plots:
            self.loss_plot.set_smoothing(count)

    @property
    def logarithmic(self) -> bool:
        """Whether the loss axis is logarithmic."""
        return self.log_button.isChecked()

    def set_logarithmic(self, on: bool) -> None:
        """Make the loss axis logarithmic, or not."""
        self.log_button.setChecked(on)

    @Slot(object)
    def _on_smoothing_chosen(self, count: int) -> None:
        self.set_smoothing(count)

    def take_over(self, other: "CurvesPanel") -> None:
        """The same run, in the same range."""
        self.topic, self._standing = other.topic, other._standing
        self._update_line()
        if not other._plots:
            return
        loss = other.loss_plot
        self._running, self._standing = other._running, other._standing
        self.draw_run(loss.history, loss.iterations, loss.epochs)
        self.show_position(other._position)
        for plot, before in zip(self._plots, other._plots, strict=True):
            plot.take_over(before)
        for each, before in zip(self._looking_back, other._looking_back, strict=True):
            each.take_over(before)

    def stop(self) -> None:
        for each in self._looking_back:
            each.revisits.stop()
        self._inquiry.close()

    # -- the arrangement

    @Slot()
    def _on_theme_changed(self) -> None:
        self._hold_rooms()
        self.updateGeometry()
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arranging.ask()

    def minimumSizeHint(self) -> QSize:
        """For two cards where one stands above the other."""
        one = self._narrowest()
        stacked = self._layout.direction() == QBoxLayout.Direction.TopToBottom
        height = 2 * one.height() + self._layout.spacing() if stacked else one.height()
        return QSize(one.width(), height + (self.line.height() if self.is_observing else 0))

    def _narrowest(self) -> QSize:
        """What each of the cards needs at least."""
        one, other = (card.minimumSizeHint() for card in self._cards)
        return one.expandedTo(other)

    def _arrange(self) -> None:
        """One above the other where two would be too narrow side by side, or much taller than wide.

        Whatever is decided is decided again in the height that it leads to: two that are too narrow stand one above
        the other however low the panel is, and cards that are tall enough for the other reason are so either way.
        """
        spacing = theme().scaled(10)
        stacked = self.width() < max(2 * self._narrowest().width() + spacing, 1.4 * self.height())
        wanted = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        if self._layout.direction() != wanted:
            self._layout.setDirection(wanted)
            self.updateGeometry()
        self._layout.setSpacing(spacing)
