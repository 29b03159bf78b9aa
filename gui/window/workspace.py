"""The panels of the window: side by side, or one at a time where there is no width for two."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from gui.look.theme import theme
from gui.widgets.pill import PillGroup
from gui.window.middle import Middle

# All in pixels at normal text.
TOGETHER = 930          # width from which middle and sample stand side by side, the experiment being folded away
ALONE = 480             # width that is enough for each of them
EXPERIMENT = 190        # least width of the experiment, with the edge beside it
EXPERIMENT_WIDTH = 250  # its width where there is room
LOW = 970               # in a lower window the sample panel is wide
CURVES_TAB, ITERATION_TAB, SAMPLE_TAB, EXPERIMENT_TAB = range(4)
MIDDLE = (CURVES_TAB, ITERATION_TAB)


class Workspace(QWidget):
    """Experiment, curves, iteration and sample, and who of them is seen.

    What is decided here depends on the room there is, on what a person has opened and brought forward, and on nothing
    that the panels show. They stay in one splitter: of those that are not seen, nothing moves.

    Parameters
    ----------
    experiment, curves, iteration, sample
        The panels.

    Signals
    -------
    experiment_seen(bool): the experiment is seen from now on, or no longer
    edges_moved(): a person has moved the edges between the panels
    """

    experiment_seen = Signal(object)
    edges_moved = Signal()

    def __init__(
        self, experiment: QWidget, curves: QWidget, iteration: QWidget, sample: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._panels = {CURVES_TAB: curves, ITERATION_TAB: iteration, SAMPLE_TAB: sample, EXPERIMENT_TAB: experiment}
        self._experiment, self._sample = experiment, sample
        self._room = QSize(10_000, 0)  # until it is known
        self._alone = False            # whether one is seen at a time
        self._opened = False           # whether the experiment is wanted where there is room for it
        self._front = CURVES_TAB       # the one that is seen then
        self._behind = CURVES_TAB      # what was seen before the experiment
        self._by_hand: list[int] = []  # widths that a person has given the panels where they stand side by side
        self.setObjectName("scrolled")
        self.middle = Middle(curves, iteration)
        self.tabs = PillGroup([*self.middle.names(), self.tr("Sample"), self.tr("Experiment")])
        self.tabs.set_tool_tips([
            *self.middle.tips(), self.tr("One sample on its way forward, and its gradients on their way back"),
            self.tr("The data, the network and how it learns")])
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        for panel, share in ((experiment, 0), (self.middle, 3), (sample, 2)):
            self.splitter.addWidget(panel)
            self.splitter.setStretchFactor(self.splitter.count() - 1, share)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.splitter, 1)
        self.tabs.chosen.connect(self._turn_to)
        self.middle.turned.connect(self.share_out)
        self.splitter.splitterMoved.connect(self._on_splitter_moved)
        theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    # --- what is seen ----------------------------------------------------------------------------------------------

    @property
    def one_at_a_time(self) -> bool:
        """Whether curves, iteration and sample take turns."""
        return self._alone

    @property
    def experiment_takes_turns(self) -> bool:
        """Whether the experiment takes turns with them."""
        return self._room.width() < theme().scaled(ALONE + EXPERIMENT)

    def bring_forward(self, panel: QWidget) -> None:
        """Let this panel be seen, if it takes turns with others."""
        self._turn_to(next(tab for tab, each in self._panels.items() if each is panel))

    def open_experiment(self, opened: bool) -> None:
        """Whether the experiment is seen where there is room for it beside another panel."""
        if opened != self._opened:
            self._opened = opened
            self._arrange()

    @Slot(bool)
    def show_experiment(self, shown: bool) -> None:
        """Let the experiment be seen, or no longer, whether or not it takes turns."""
        if not self.experiment_takes_turns:
            self.open_experiment(shown)
        elif shown != (self._front == EXPERIMENT_TAB):
            self._turn_to(EXPERIMENT_TAB if shown else self._behind)

    def take_room(self, room: QSize) -> None:
        """Show what there is room for.

        Parameters
        ----------
        room
            Of what this lies in, in pixels. Its own size would not do: that depends on what is shown.
        """
        self._room = room
        self._arrange()
        self.share_out()

    @Slot(object)
    def _turn_to(self, tab: int) -> None:
        self._front = tab
        if tab != EXPERIMENT_TAB:
            self._behind = tab
        if tab in MIDDLE:
            self.middle.bring_forward(self._panels[tab])
        self._arrange()

    def _arrange(self) -> None:
        """Show the panels that are to be seen."""
        turns = self.experiment_takes_turns
        beside = theme().scaled(EXPERIMENT) if self._opened and not turns else 0
        if not self._alone:
            self._front = self._behind = MIDDLE[self.middle.tabs.current]
        elif not turns and self._front == EXPERIMENT_TAB:
            self._front = self._behind
        before, self._alone = self._alone, self._room.width() < theme().scaled(TOGETHER) + beside
        self.middle.take_room(self._room.height(), self._alone)
        self.tabs.offer({tab for tab in self._panels if turns or tab != EXPERIMENT_TAB})
        self.tabs.choose(self._front)
        self.tabs.setVisible(self._alone)
        self.middle.setVisible(not self._alone or self._front in MIDDLE)
        self._sample.setVisible(not self._alone or self._front == SAMPLE_TAB)
        seen = self._front == EXPERIMENT_TAB if turns else self._opened
        self._experiment.setVisible(seen)
        if self._by_hand and before and not self._alone:
            self.splitter.setSizes(self._by_hand)
        self.experiment_seen.emit(seen)

    # --- how wide --------------------------------------------------------------------------------------------------

    @property
    def widths_by_hand(self) -> list[int]:
        """The widths that a person has given the panels where they stand side by side; else nothing."""
        return self.splitter.sizes() if self._by_hand and not self._alone else self._by_hand

    def set_widths_by_hand(self, widths: list[int]) -> None:
        """Give the panels such widths; with none, share the width out again."""
        self._by_hand = widths
        if widths:
            self.splitter.setSizes(widths)
        else:
            self.share_out()

    @Slot()
    def share_out(self) -> None:
        """Give each panel what it needs, unless a person has: in a low window the sample has its halves side by side.

        The iteration, where it stands there instead of the curves, needs nearly as much as the sample.
        """
        scaled, window = theme().scaled, self.window().size()
        experiment = scaled(EXPERIMENT_WIDTH)
        rest = window.width() - (experiment if self._experiment.isVisibleTo(self) else 0)
        if self._alone:
            self.splitter.setSizes([experiment, rest, rest])
        elif not self._by_hand:
            low = 0.54 if self.middle.shows_iteration_alone else 0.6
            sample = int(rest * (low if window.height() < scaled(LOW) else 0.42))
            self.splitter.setSizes([experiment, rest - sample, sample])

    def take_over(self, other: "Workspace") -> None:
        """Show what another one shows, in the same shares."""
        self._room, self._alone, self._opened = other._room, other._alone, other._opened
        self._front, self._behind, self._by_hand = other._front, other._behind, other._by_hand
        self.middle.take_over(other.middle)
        self._arrange()
        self.splitter.setSizes(other.splitter.sizes())

    @Slot()
    def _on_splitter_moved(self) -> None:
        if not self._alone:
            self._by_hand = self.splitter.sizes()
        self.edges_moved.emit()

    @Slot()
    def _on_theme_changed(self) -> None:
        self._column.setSpacing(theme().scaled(6))
        self.splitter.setHandleWidth(theme().scaled(8))
        self._arrange()
