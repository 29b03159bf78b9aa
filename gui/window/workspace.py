"""The panels of the window: side by side, or one at a time where there is no width for two."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from gui.look.theme import theme
from gui.panels.panel import Panel, Seat
from gui.widgets.pill import PillGroup
from gui.window.turns import Turns

# All in pixels at normal text.
TOGETHER = 930          # width from which middle and right stand side by side, the experiment being folded away
ALONE = 480             # width that is enough for each of them
EXPERIMENT = 190        # least width of the experiment, with the edge beside it
EXPERIMENT_WIDTH = 250  # its width where there is room
NARROW = 1500           # in a narrower window the experiment is folded away, unless the person has chosen
HIGH = 390              # height for each of two panels in the middle, from which two are seen
LOW = 970               # in a lower window the panel to the right is wide


class Workspace(QWidget):
    """The panels, and who of them is seen.

    What is decided here depends on the room there is, on what a person has opened and brought forward, and on nothing
    that the panels show. They stay in one splitter: of those that are not seen, nothing moves.

    Parameters
    ----------
    panels
        The panels, each of which says where its seat is. The folded one is called the experiment here.

    Attributes
    ----------
    folding : str
        "shown" or "folded" if the person has chosen, else the width of the window decides.
    beside : int
        Pixels of the width of the window that something else has, which stands beside the panels.

    Signals
    -------
    experiment_seen(bool): the experiment is seen from now on, or no longer
    edges_moved(): a person has moved the edges between the panels
    opened(Panel): this panel was brought forward, or chosen where panels take turns, and is seen
    """

    experiment_seen = Signal(object)
    edges_moved = Signal()
    opened = Signal(object)

    def __init__(self, panels: Sequence[Panel], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        middle, right, (self._experiment,) = ([panel for panel in panels if panel.seat is seat] for seat in Seat)
        self._panels = (*middle, *right, self._experiment)
        self.folding = ""
        self.beside = 0
        self._only: frozenset[Panel] | None = None  # those that can be seen at all; None: any
        self._room = QSize(10_000, 0)       # until it is known
        self._alone = False                 # whether one is seen at a time
        self._opened = False                # whether the experiment is wanted where there is room for it
        self._front = self._panels[0]       # the one that is seen then
        self._behind = self._panels[0]      # what was seen before the experiment
        self._by_hand: list[int] = []  # widths that a person has given the panels where they stand side by side
        self.setObjectName("scrolled")
        self.middle, self.right = Turns(middle, 2 * HIGH), Turns(right)
        self.tabs = PillGroup([panel.title for panel in self._panels])
        self.tabs.set_tool_tips([panel.tip for panel in self._panels])
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        for part, share in ((self._experiment, 0), (self.middle, 3), (self.right, 2)):
            self.splitter.addWidget(part)
            self.splitter.setStretchFactor(self.splitter.count() - 1, share)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.splitter, 1)
        self.tabs.chosen.connect(self._on_tab_chosen)
        for seat in (self.middle, self.right):
            seat.turned.connect(self.share_out)
            seat.chosen.connect(self.opened)
        self.splitter.splitterMoved.connect(self._on_splitter_moved)
        theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    # --- what is seen ----------------------------------------------------------------------------------------------

    @property
    def experiment_takes_turns(self) -> bool:
        """Whether the experiment takes turns with the others."""
        return self._room.width() < theme().scaled(ALONE + EXPERIMENT)

    def bring_forward(self, panel: Panel) -> None:
        """Let this panel be seen, if it takes turns with others."""
        self._let_be_seen(panel)
        self._front = panel
        if panel is not self._experiment:
            self._behind = panel
            self._seat_of(panel).bring_forward(panel)
        self._arrange()
        self.opened.emit(panel)

    def show_only(self, panels: Collection[Panel] | None) -> None:
        """Fold all but these, until another one is brought forward; None: what there is room for is seen."""
        self._only = None if panels is None else frozenset(panels)
        for seat in (self.middle, self.right):
            seat.show_only(self._only)
        if self._only is not None:
            self._opened = self._experiment in self._only
        self._arrange()
        self.share_out()

    def _let_be_seen(self, panel: Panel) -> None:
        if self._only is not None and panel not in self._only:
            self.show_only(self._only | {panel})

    def fold(self, panel: Panel) -> None:
        """Let this panel be seen no longer."""
        self.show_only((self.offered if self._only is None else self._only) - {panel})

    @property
    def offered(self) -> frozenset[Panel]:
        """The panels that can be seen, some of which may take turns."""
        opened = (self._experiment,) if self._opened else ()
        return frozenset((*self.middle.panels, *self.right.panels, *opened))

    def turn_on_demand(self, panel: Panel) -> None:
        """Let a panel be seen that is there on demand; or close it, if it is seen."""
        if panel.isVisible():
            self._close(panel)
        else:
            self.bring_forward(panel)

    def _close(self, panel: Panel) -> None:
        seat = self._seat_of(panel)
        seat.close_panel(panel)
        self._front, self._behind = (seat.front if each is panel else each for each in (self._front, self._behind))
        self._arrange()

    def _seat_of(self, panel: Panel) -> Turns:
        return self.middle if panel.seat is Seat.MIDDLE else self.right

    def set_folding(self, folding: str) -> None:
        """Whether the experiment is opened, as the person has chosen; if not, it is where the window is wide."""
        self.folding = folding
        wide = self.window().width() - self.beside >= theme().scaled(NARROW)
        self.open_experiment(folding == "shown" or (not folding and wide))

    @Slot(bool)
    def fold_by_hand(self, shown: bool) -> None:
        """Folded or unfolded by the person, who is not overruled from then on."""
        if not self.experiment_takes_turns:
            self.folding = "shown" if shown else "folded"
        self.share_out()

    def open_experiment(self, opened: bool) -> None:
        """Whether the experiment is seen where there is room for it beside another panel."""
        if opened != self._opened:
            self._opened = opened
            if opened:
                self._let_be_seen(self._experiment)
            self._arrange()

    @Slot(bool)
    def show_experiment(self, shown: bool) -> None:
        """Let the experiment be seen, or no longer, whether or not it takes turns."""
        if not self.experiment_takes_turns:
            self.open_experiment(shown)
        elif shown != (self._front is self._experiment):
            self.bring_forward(self._experiment if shown else self._behind)

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
    def _on_tab_chosen(self, index: int) -> None:
        self.bring_forward(self._panels[index])

    def _arrange(self) -> None:
        """Show the panels that are to be seen."""
        turns = self.experiment_takes_turns
        beside = theme().scaled(EXPERIMENT) if self._opened and not turns else 0
        offered = self._offered(turns)
        if not self._alone:
            self._front = self._behind = self.middle.front if self.middle.panels else self.right.front
        elif not turns and self._front is self._experiment:
            self._front = self._behind
        if self._panels.index(self._front) not in offered:
            self._front = self._panels[min(offered)]
        filled = [seat for seat in (self.middle, self.right) if seat.panels]
        before, self._alone = self._alone, (
            self._room.width() < theme().scaled(TOGETHER) + beside and len(filled) + self._takes_part(turns) > 1)
        for seat in (self.middle, self.right):
            seat.take_room(self._room.height(), self._alone)
            seat.setVisible(seat in filled and (not self._alone or (
                self._front is not self._experiment and self._seat_of(self._front) is seat)))
        self.tabs.offer(offered)
        self.tabs.choose(self._panels.index(self._front))
        self.tabs.setVisible(self._alone)
        seen = self._front is self._experiment if turns else self._opened
        self._experiment.setVisible(seen)
        if self._by_hand and before and not self._alone:
            self.splitter.setSizes(self._by_hand)
        self.experiment_seen.emit(seen)

    def _offered(self, turns: bool) -> set[int]:
        """The panels that can be chosen where one is seen at a time, by their places."""
        only = self._panels if self._only is None else self._only
        return {index for index, panel in enumerate(self._panels) if panel in only
                and (not panel.on_demand or index in self.middle.opened) and (turns or panel is not self._experiment)
                } or {self._panels.index(self._experiment)}

    def _takes_part(self, turns: bool) -> bool:
        """Whether the experiment is one of those that take turns."""
        return turns and (self._only is None or self._experiment in self._only)

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

        A wide panel that is seen alone in the middle, as the iteration, needs nearly as much as the sample.
        """
        scaled, window = theme().scaled, self.window().size()
        experiment = scaled(EXPERIMENT_WIDTH)
        rest = window.width() - self.beside - (experiment if self._experiment.isVisibleTo(self) else 0)
        if self._alone:
            self.splitter.setSizes([experiment, rest, rest])
        elif not self._by_hand:
            low = 0.54 if self.middle.front.is_wide and not self.middle.shows_all else 0.6
            right = int(rest * (low if window.height() < scaled(LOW) else 0.42))
            self.splitter.setSizes([experiment, rest - right, right])

    @property
    def arrangement(self) -> tuple:
        """What is seen, and in which shares, for `arrange_as`."""
        front, behind = (self._panels.index(each) for each in (self._front, self._behind))
        return (self._alone, self._opened, front, behind, self.folding, self._by_hand, self.middle.arrangement,
                self.right.arrangement, self.splitter.sizes())

    def arrange_as(self, arrangement: tuple) -> None:
        """Show what was seen then, in the same shares."""
        self._alone, self._opened, front, behind, self.folding, self._by_hand, middle, right, sizes = arrangement
        self._front, self._behind = self._panels[front], self._panels[behind]
        self.middle.arrange_as(middle)
        self.right.arrange_as(right)
        self._arrange()
        self.splitter.setSizes(sizes)

    def fold_away(self) -> None:
        """Show no more than what is looked at, with the width shared out anew."""
        if self._only is not None:  # there is no more
            return
        for panel in self._panels:
            if panel.on_demand:
                self._close(panel)
        self._by_hand = []
        self.set_folding("folded")
        self.share_out()

    def take_over(self, other: "Workspace") -> None:
        """Show what another one shows, in the same shares."""
        self._room, self.beside = other._room, other.beside
        self._only = None if other._only is None else frozenset(
            self._panels[other._panels.index(each)] for each in other._only)
        for seat, before in ((self.middle, other.middle), (self.right, other.right)):
            seat.take_over(before)
        self.arrange_as(other.arrangement)

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
