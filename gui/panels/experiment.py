"""The experiment: everything that decides a run, how the run stands, and the runs kept for comparison."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from engine.training.config import TrainingConfig
from gui.panels.experiment_form import ExperimentForm
from gui.panels.experiment_results import KeptRuns, Now
from gui.theme import theme
from gui.widgets.card import Card
from gui.widgets.form import GUTTER, FormRow
from gui.widgets.labels import DimLabel


class ExperimentPanel(QWidget):
    """One card with the sections Data, Network, Learning, Now and Kept runs.

    Signals
    -------
    draft_changed(TrainingConfig or None): a person has changed a field; None while one cannot be used
    dataset_chosen(str): another data set was chosen, or with Undo the one in training again
    learning_rate_changed(float), iterations_changed(int): to be used from now on
    reset_wanted(): Reset now was pressed
    kept_run_removed(int): a kept run is to be removed
    """

    draft_changed = Signal(object)
    dataset_chosen = Signal(object)
    learning_rate_changed = Signal(object)
    iterations_changed = Signal(object)
    reset_wanted = Signal()
    kept_run_removed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = ExperimentForm()
        self._now = Now()
        self._kept = KeptRuns()
        self._pending = PendingBar()
        self._card = Card(self.tr("Experiment"))
        self._scroll = _Scroll(self._form, self._now, self._kept)
        self._card.body.addWidget(_Overhang(self._scroll, self._card), 1)
        self._card.body.addWidget(self._pending)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._card)
        self._form.changed.connect(self._on_changed)
        self._form.dataset_chosen.connect(self.dataset_chosen)
        self._form.learning_rate_changed.connect(self.learning_rate_changed)
        self._form.iterations_changed.connect(self.iterations_changed)
        self._pending.reset_wanted.connect(self.reset_wanted)
        self._pending.undo_wanted.connect(self._form.undo)
        self._kept.removed.connect(self.kept_run_removed)

    @property
    def draft(self) -> TrainingConfig | None:
        """What the fields say together; None while one of them cannot be used."""
        return self._form.draft

    @property
    def needs_reset(self) -> bool:
        """Whether a field says something that only a new network can have."""
        return bool(self._form.pending)

    def show_config(self, config: TrainingConfig) -> None:
        """The config of the run in training: every field says it, none is marked. Emits nothing.

        What is being typed just now is left alone, and is a change from this config.
        """
        self._form.show_config(config)
        self._update_pending()

    def show_learning_rate(self, rate: float) -> None:
        """The learning rate that training uses now. One that is being typed is left alone. Emits nothing."""
        self._form.show_learning_rate(rate)

    def show_dataset(self, name: str) -> None:
        """Choose a data set. Emits nothing."""
        self._form.show_dataset(name)
        self._update_pending()

    def choose_dataset(self, name: str) -> None:
        """Choose a data set as if a person had done it; emits `draft_changed`, but not `dataset_chosen`."""
        self._form.choose_dataset(name)

    def show_now(
        self, mean_loss: float | None, train_acc: float | None, test_acc: float | None, gap: float | None = None,
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
        """
        self._now.show_now(mean_loss, train_acc, test_acc, gap)

    def show_kept_runs(self, runs: Sequence[tuple[str, str, float | None]]) -> None:
        """The runs kept for comparison: name, colour of the curve, test acc at its end."""
        self._kept.show_runs(runs)

    @Slot()
    def _on_changed(self) -> None:
        self._update_pending()
        self._card.layout().activate()
        self._scroll.keep_focus_in_sight()
        self.draft_changed.emit(self.draft)

    def _update_pending(self) -> None:
        self._pending.show_pending(self.needs_reset, usable=self.draft is not None)


class PendingBar(QWidget):
    """Says that changes wait for Reset. Hidden while there is none.

    Signals
    -------
    reset_wanted(), undo_wanted()
    """

    reset_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = DimLabel(self.tr("Changes take effect at Reset."))
        self._text.setWordWrap(True)
        self._reset = QPushButton(self.tr("Reset now"))
        self._reset.setProperty("role", "primary-small")
        self._undo = QPushButton(self.tr("Undo"))
        self._undo.setProperty("role", "small")
        self._undo.setToolTip(self.tr("Go back to the values of the run in training"))
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for button in (self._reset, self._undo):
            button.setAutoDefault(False)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._buttons.addWidget(button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._text)
        self._column.addLayout(self._buttons)
        self._reset.clicked.connect(self.reset_wanted)
        self._undo.clicked.connect(self.undo_wanted)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        theme().changed.connect(self._fit)
        self.hide()

    def show_pending(self, pending: bool, *, usable: bool) -> None:
        """Whether changes are pending, and whether they can be used."""
        self.setVisible(pending)
        self._reset.setEnabled(usable)
        self._reset.setProperty("role", "primary-small" if usable else "small")
        self._reset.style().unpolish(self._reset)
        self._reset.style().polish(self._reset)
        self._reset.setToolTip(
            self.tr("Start a new network with these values; the run so far is given up") if usable else
            self.tr("First put right what is marked above"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        gap = theme().scaled(6)
        beside = self._reset.sizeHint().width() + gap + self._undo.sizeHint().width() <= self.width()
        self._buttons.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._buttons.setSpacing(gap)
        self._column.setSpacing(gap)


class _Scroll(QScrollArea):
    """The sections below each other. It scrolls up and down only."""

    def __init__(self, form: ExperimentForm, now: Now, kept: KeptRuns) -> None:
        super().__init__()
        self._forms = form, now
        content = QWidget()
        content.setObjectName("scrolled")
        content.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._column = QVBoxLayout(content)
        for section in (form, now, kept):
            self._column.addWidget(section)
        self._column.addStretch(1)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme().changed.connect(self._update_margins)
        self._update_margins()

    @property
    def least_width(self) -> int:
        """How narrow it can be with nothing cut off."""
        return max(form.least_width for form in self._forms) + self.right_margin

    @property
    def right_margin(self) -> int:
        """What is kept free for the scroll bar."""
        return theme().scaled(12)

    def keep_focus_in_sight(self) -> None:
        """Scroll so far that the field with the focus is seen, and what is said under it."""
        row = self.focusWidget()
        while row is not None and not isinstance(row, FormRow):
            row = row.parentWidget()
        if row is not None:
            self._column.activate()
            self.ensureWidgetVisible(row, 0, theme().scaled(4))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._update_margins()

    @Slot()
    def _update_margins(self) -> None:
        """Fields end at the same place, whether or not the scroll bar is there."""
        bar = self.width() - self.viewport().width()
        self._column.setContentsMargins(0, 0, max(self.right_margin - bar, 0), 0)
        self._column.setSpacing(theme().scaled(7))


class _Overhang(QWidget):
    """Keeps the place of the scroll area in the card, which lies over it and reaches into the margins left and right.

    So labels stand flush with the title, with the dot of a changed field and the scroll bar in the margins.
    """

    def __init__(self, scroll: _Scroll, card: Card) -> None:
        super().__init__()
        self._scroll = scroll
        scroll.setParent(card)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)  # it lies above what it keeps the place of
        theme().changed.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:
        least = self._scroll.least_width - theme().scaled(GUTTER) - self._scroll.right_margin
        return QSize(least, theme().scaled(120))

    def sizeHint(self) -> QSize:
        return QSize(max(self.minimumSizeHint().width(), theme().scaled(200)), theme().scaled(600))

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._scroll.setGeometry(self.geometry().adjusted(
                -theme().scaled(GUTTER), 0, self._scroll.right_margin, 0))
        return super().event(event)
