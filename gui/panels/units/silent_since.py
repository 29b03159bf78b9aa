"""Since when a silent unit is dead: the run is gone through backwards, beside it, until the unit is seen at work."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from engine.inspection.learned.units import silent_since
from engine.inspection.unit import Unit
from gui.background.inquiry import Answer, Failure, Inquiry, Progress
from gui.training.reports import Learned, RunStarted, WholeRun
from gui.widgets.asking import Asking
from gui.words import formatting
from gui.words.engine_texts import phrase


class SilentSince(QWidget):
    """A button that asks since when, and the answer.

    Signals
    -------
    run_wanted(callable): to be called with the `WholeRun` as it is now
    """

    run_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unit: Unit | None = None
        self._learned: Learned | None = None
        self._run: RunStarted | None = None
        self._told_at = self._version = 0  # the iteration that the answer is about, and the history when it was asked
        self._inquiry = Inquiry(self)
        self.asking = Asking(self.tr("Since when?"), self.tr(
            "Go through the run from its end, until a minibatch is found in which this unit was at work"))
        self.answer = QLabel()
        self.answer.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.asking)
        column.addWidget(self.answer)
        self.asking.wanted.connect(self.ask)
        self.asking.cancelled.connect(self._on_cancelled)
        self._inquiry.answered.connect(self._on_answered)
        self._inquiry.progressed.connect(self._on_progressed)
        self._inquiry.failed.connect(self._on_failed)
        self.forget()

    def show_run(self, run: RunStarted) -> None:
        """It is another run that is asked about from now on."""
        self._run = run
        self.forget()

    def show_unit(self, unit: Unit, learned: Learned, is_silent: bool) -> None:
        """Offer to find out, of a unit that is silent; an answer stays while it is of this unit and of this way."""
        holds = learned.iteration >= self._told_at and self._run.history.holds(self._version, self._told_at)
        if unit != self._unit or not is_silent or not holds:
            self.forget()
        self._unit, self._learned = unit, learned
        self.setVisible(is_silent and learned.iteration > 0)

    def forget(self) -> None:
        """Nothing is known."""
        self._told_at = 0
        self._inquiry.cancel_all()
        self.asking.end()
        self.asking.button.show()
        self.answer.hide()

    def stop(self) -> None:
        """End the thread."""
        self._inquiry.close()

    @Slot()
    def ask(self) -> None:
        """Find out."""
        self.asking.begin()
        self._version = self._run.history.version
        self.run_wanted.emit(partial(self._on_run, self._unit, self._learned))

    def _on_run(self, unit: Unit, learned: Learned, whole: WholeRun) -> None:
        run = whole.run
        recorded = len(run.course.losses) - 1
        if unit == self._unit and self.asking.is_under_way:
            self._told_at = min(learned.iteration, recorded)
            self._inquiry.ask("since", silent_since, run.config, run.dataset, run.course, self._told_at, unit.layer,
                              [unit.index])

    def _say(self, text: str) -> None:
        self.asking.end()
        self.asking.button.hide()
        self.answer.setText(text)
        self.answer.show()

    @Slot(object)
    def _on_answered(self, answer: Answer) -> None:
        since, told = int(answer.value[0]), formatting.integer
        if since > self._told_at:
            text = self.tr("It is not dead: in the minibatch of iteration {last} it was still at work.")
        elif not self._learned.network.activation.silences:
            text = self.tr("Saturated since iteration {since}: from then on its slope was below 0.01 for every sample "
                           "of every minibatch, so that next to no gradient came back through it.")
        elif since == 1:
            text = self.tr("It has been silent in every minibatch from the first on: no gradient has ever come back "
                           "through it.")
        else:
            text = self.tr("Dead since iteration {since}: from then on it was silent in every minibatch, so that no "
                           "gradient came back through it.")
        self._say(text.format(since=told(since), last=told(self._told_at)))

    @Slot(object)
    def _on_progressed(self, progress: Progress) -> None:
        self.asking.show_progress(progress.done, progress.total)

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._say(phrase(failure.problem))

    @Slot()
    def _on_cancelled(self) -> None:
        self._inquiry.cancel_all()
