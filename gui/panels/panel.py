"""What every panel can be told, and what it can ask for.

The window tells all its panels the same things, in a loop, and each shows what it is about. So a panel needs to be
known in one place only, where the window lists them.
"""

from collections.abc import Mapping, Sequence
from enum import Enum

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from engine.inspection.frozen.snapshot import Snapshot
from engine.inspection.frozen.trace import Trace
from engine.inspection.unit import Unit
from gui.training.reports import Classified, Divergence, KeptRun, Learned, RunStarted, Standing, State

# Which signal of the session each panel is told by.
TOLD = {
    "run_started": "show_run", "state_changed": "show_state", "standing_changed": "show_standing",
    "trace_changed": "show_trace", "snapshot_changed": "show_snapshot", "classified": "show_predictions",
    "learned_changed": "show_learned", "diverged": "show_divergence", "frame": "show_frame"}


class Seat(Enum):
    """Where a panel stands in a window with room for all; panels of one seat share it."""

    MIDDLE = "middle"   # one above the other, where there is height for that
    RIGHT = "right"
    FOLDED = "folded"   # at the left, and folded away where there is little room; one panel at most


class Panel(QWidget):
    """Base of the panels. What a panel does not override does not concern it.

    Attributes
    ----------
    seat : Seat
        Where it stands.
    stretch : int
        Its part of what is left over of its seat's height, if it shares that.
    is_wide : bool
        Whether it needs so much width that, seen alone in the middle, it leaves less to the right.
    on_demand : bool
        Whether it is seen, and its tab with it, only once it has been opened.

    Signals
    -------
    predictions_wanted(str, indices): the predictions of these samples of this split are needed, or of all (None):
    `show_predictions` follows
    place_clicked(Place, Trace or None): show where this number comes from, of the iteration or, with its trace, of a
    sample looked at alone
    place_hovered(Place or None, Trace or None): the number under the pointer; None where there is none
    lesson_wanted(str): the lesson of this id is to be opened
    choice_made(): something was chosen that is worth remembering
    learned_wanted(bool): the network itself is to be told from now on, by `show_learned`; or no longer
    sample_wanted(Sample): look at this sample
    operations_wanted(Sample): look at this sample, and at what each operation makes of it
    unit_hovered(Unit or None): the hidden unit under the pointer, to be lit wherever it is seen; None where none is
    unit_wanted(Unit): show all there is to know of this unit
    present_run_wanted(callable): is to be called with the `WholeRun` of the present run
    kept_run_wanted(int, callable): is to be called with the `WholeRun` of a kept run, or None where it has none
    """

    seat = Seat.MIDDLE
    stretch = 1
    is_wide = False
    on_demand = False

    predictions_wanted = Signal(object, object)
    place_clicked = Signal(object, object)
    place_hovered = Signal(object, object)
    lesson_wanted = Signal(object)
    choice_made = Signal()
    learned_wanted = Signal(object)
    sample_wanted = Signal(object)
    operations_wanted = Signal(object)
    unit_hovered = Signal(object)
    unit_wanted = Signal(object)
    present_run_wanted = Signal(object)
    kept_run_wanted = Signal(object, object)

    @property
    def title(self) -> str:
        """What its tab is called, where it takes turns with others."""
        raise NotImplementedError

    @property
    def tip(self) -> str:
        """What it is for, in a line."""
        raise NotImplementedError

    def listen(self, session: QObject, on: bool = True) -> None:
        """Be told by the signals of a session what concerns this panel; or no longer."""
        for signal, method in TOLD.items():
            if getattr(type(self), method) is not getattr(Panel, method):
                heard = getattr(session, signal)
                (heard.connect if on else heard.disconnect)(getattr(self, method))

    def fill(self) -> None:
        """Make what is in it, if it has not been made: it need not be there in the first picture of the window."""

    def show_run(self, run: RunStarted) -> None:
        """Another network, of which nothing has been computed."""

    def show_plan(self, iterations: int) -> None:
        """The run shall go so far."""

    def show_state(self, state: State) -> None:
        """What training does now."""

    def show_standing(self, standing: Standing) -> None:
        """Where training stands."""

    def show_trace(self, trace: Trace) -> None:
        """The values of the chosen sample as they are now."""

    def show_snapshot(self, snapshot: Snapshot | None) -> None:
        """An iteration taken apart; None where nothing has been computed."""

    def show_predictions(self, found: Classified) -> None:
        """Which class each sample of a split is predicted to be."""

    def show_learned(self, learned: Learned) -> None:
        """The network itself, where training rests or at the end of an epoch."""

    def mark_unit(self, unit: Unit | None) -> None:
        """Light this hidden unit wherever it is seen, and no other."""

    def show_divergence(self, divergence: Divergence) -> None:
        """The run has gone wrong."""

    def show_kept_runs(self, runs: Sequence[KeptRun]) -> None:
        """The runs that are kept for comparison, oldest first, and those that a queue has."""

    def show_frame(self) -> None:
        """Draw what has come since the last time; asked for at frame rate while something happens."""

    def name_in_words(self, on: bool) -> None:
        """Write what variables are called in words beside their names, or not."""

    def choices(self) -> dict[str, object]:
        """What was chosen in it and is to be remembered, by the names of the settings."""
        return {}

    def show_choices(self, choices: Mapping[str, object]) -> None:
        """Choose what was remembered. Emits nothing."""

    def take_over(self, other: "Panel") -> None:
        """Show what another panel of the kind shows, as it shows it. Emits nothing."""

    def stop(self) -> None:
        """End what goes on by itself. May be called more than once."""
