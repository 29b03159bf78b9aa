"""The panel: its sections in a card, and what they tell the window."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.training.config import TrainingConfig
from engine.training.record.history import SMOOTHED
from gui.panels.experiment.column import RIGHT, SectionScroll
from gui.panels.experiment.form import ExperimentForm
from gui.panels.experiment.pending import PendingBar
from gui.panels.experiment.results import KeptRuns, Now
from gui.panels.panel import Panel, Seat
from gui.training.reports import KeptRun, RunStarted, Standing, State
from gui.widgets.card import Card
from gui.widgets.form import GUTTER, FormRow
from gui.widgets.still_scroll import Overhang
from gui.words import formatting

translate = QCoreApplication.translate


class ExperimentPanel(Panel):
    """One card with the sections Data, Network, Learning, Now and Kept runs.

    Signals
    -------
    draft_changed(TrainingConfig or None): a person has entered another value; None while one cannot be used
    dataset_chosen(str): another data set was chosen, or with Undo the one in training again
    live_changed(str, object): the name of a hyperparameter, and the value to be used from now on
    reset_wanted(): Reset now was pressed
    runs_wanted(): the table of runs is to be seen
    """

    seat = Seat.FOLDED

    draft_changed = Signal(object)
    dataset_chosen = Signal(object)
    live_changed = Signal(object, object)
    reset_wanted = Signal()
    runs_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run: RunStarted | None = None
        self._standing: Standing | None = None
        self._running = False
        self._form = ExperimentForm()
        self._now = Now()
        self._kept = KeptRuns()
        self._pending = PendingBar()
        self._card = Card(self.tr("Experiment"))
        self._scroll = SectionScroll(self._form, self._now, self._kept)
        # Labels stand flush with the title, with the dot of a changed field and the scroll bar in the margins.
        self._card.body.addWidget(Overhang(self._scroll, self._card, left=GUTTER, right=RIGHT), 1)
        self._card.body.addWidget(self._pending)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._card)
        self._form.changed.connect(self._on_changed)
        self._form.typing.connect(self._keep_in_sight)
        self._form.dataset_chosen.connect(self.dataset_chosen)
        self._form.live_changed.connect(self.live_changed)
        self._form.live_changed.connect(self.choice_made)
        self._pending.reset_wanted.connect(self.reset_wanted)
        self._pending.undo_wanted.connect(self._form.undo)
        self._pending.here_wanted.connect(self._form.use_here)
        self._kept.table_wanted.connect(self.runs_wanted)

    @property
    def draft(self) -> TrainingConfig | None:
        """What was entered into the fields, together; None while something of it cannot be used."""
        return self._form.draft

    @property
    def needs_reset(self) -> bool:
        """Whether a field says something that only a new network can have."""
        return bool(self._form.pending)

    @property
    def title(self) -> str:
        return translate("Workspace", "Experiment")

    @property
    def tip(self) -> str:
        return translate("Workspace", "The data, the network and how it learns")

    def show_run(self, run: RunStarted) -> None:
        self._run, self._standing = run, None
        self.show_config(run.config, len(run.dataset.whole.train))
        self._now.tell_validation(run.dataset.validation is not None)
        self._update_now()

    def show_state(self, state: State) -> None:
        self._running = state is State.RUNNING
        self._update_pending()

    def show_standing(self, standing: Standing) -> None:
        self._standing = standing
        self._update_now()
        if self.needs_reset:
            self._update_pending()

    def _update_now(self) -> None:
        run, standing = self._run, self._standing
        if run is None or standing is None:
            self.show_now(None, None, None, None)
            return
        loss = run.history.mean_loss(SMOOTHED, standing.iteration)
        point = standing.measured or run.history.accuracy_at(standing.iteration)
        if point is None:
            self.show_now(loss, None, None, None)
        else:
            # Before training there is nothing yet that could have been learnt too well.
            gap = point.gap if point.epoch else None
            self.show_now(loss, point.train, point.test, gap, point.iteration, point.validation)

    def show_config(self, config: TrainingConfig, train_size: int | None = None) -> None:
        """The config of the run in training: every field says it, none is marked. Emits nothing.

        What is being typed just now is left alone. `train_size` as in `ExperimentForm.show_config`.
        """
        self._form.show_config(config, train_size)
        self._update_pending()

    def show_in_use(
        self, in_use: TrainingConfig, later: Mapping[str, tuple[int, Any]] = MappingProxyType({}),
        under_way: float | None = None,
    ) -> None:
        """What the next update uses; see `ExperimentForm.show_in_use`. Emits nothing."""
        if self._form.show_in_use(in_use, later, under_way):
            self._update_pending()

    def enter(self) -> None:
        """Let what is being typed have effect, as Enter does."""
        self._form.enter()

    def show_iterations(self, iterations: int) -> None:
        """How many iterations are planned now. What is being typed is left alone. Emits nothing."""
        self._form.show_iterations(iterations)

    def show_dataset(self, name: str) -> None:
        """Choose a data set. Emits nothing."""
        self._form.show_dataset(name)
        self._update_pending()

    def choose(self, settings: Mapping[str, object]) -> None:
        """Choose values as if a person had done it; emits `draft_changed`."""
        self._form.choose(settings)

    def ask_for(self, name: str) -> None:
        """Let the field of a hyperparameter be typed into."""
        self._form.ask_for(name)
        self._keep_in_sight()

    def row_of(self, name: str) -> FormRow:
        """The field of a hyperparameter, with its label."""
        return self._form.row_of(name)

    def choose_dataset(self, name: str) -> None:
        """Choose a data set as if a person had done it; emits `draft_changed`, but not `dataset_chosen`."""
        self._form.choose_dataset(name)

    def show_now(
        self, mean_loss: float | None, train_acc: float | None, test_acc: float | None, gap: float | None = None,
        measured_at: int | None = None, validation_acc: float | None = None,
    ) -> None:
        """How the run stands; None for what is not computed yet.

        Parameters
        ----------
        mean_loss
            Mean of the last 60 losses.
        train_acc, test_acc
            Accuracies at the last epoch, 0 to 1.
        gap
            train acc − test acc.
        measured_at
            The iteration that the accuracies are of.
        validation_acc
            That on what is kept back, where something is.
        """
        self._now.show_now(mean_loss, train_acc, test_acc, gap, measured_at, validation_acc)

    def show_kept_runs(self, runs: Sequence[KeptRun]) -> None:
        self._kept.show_count(len(runs))

    def take_over(self, other: "ExperimentPanel") -> None:
        """What has only been typed there too."""
        self._run, self._standing, self._running = other._run, other._standing, other._running
        self._form.take_over(other._form)
        self._now.tell_validation(self._run is not None and self._run.dataset.validation is not None)
        self._update_pending()
        self._update_now()
        self._scroll.take_over(other._scroll)

    def take_focus_over(self, other: "ExperimentPanel", focused: QWidget | None) -> None:
        """Let the field be typed into that was typed into in another panel, if one was."""
        self._form.take_focus_over(other._form, focused)

    @Slot()
    def _on_changed(self) -> None:
        self._update_pending()
        self._keep_in_sight()
        self.draft_changed.emit(self.draft)

    @Slot()
    def _keep_in_sight(self) -> None:
        self._card.layout().activate()
        self._scroll.keep_focus_in_sight()

    def _update_pending(self) -> None:
        self._pending.show_pending(self.needs_reset, usable=self.draft is not None, here=self._from_here())

    def _from_here(self) -> str:
        """From where on what needs no new network can take effect in this run; nothing if there is none of it."""
        standing = self._standing
        if standing is None or not self._form.pending_here or not standing.recorded + standing.position:
            return ""
        if self._running or standing.position:
            return self.tr("From now on")
        return self.tr("From iteration {number} on").format(number=formatting.integer(standing.iteration + 1))
