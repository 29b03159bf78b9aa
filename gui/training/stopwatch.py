"""How long the present run has been trained."""

import time

from PySide6.QtCore import QObject, Slot

from gui.training.reports import RunStarted, State
from gui.training.session import TrainingSession


class Stopwatch(QObject):
    """Counts the seconds in which a session trains at its own pace or step by step.

    Attributes
    ----------
    begins_at : float
        Seconds that the run which starts next has been trained before.
    """

    def __init__(self, session: TrainingSession) -> None:
        super().__init__(session)
        self.begins_at = 0.0
        self._counted = 0.0
        self._since: float | None = None
        session.state_changed.connect(self._on_state_changed)
        session.run_started.connect(self._on_run_started)

    @property
    def seconds(self) -> float:
        """Up to now."""
        return self._counted + (0.0 if self._since is None else time.perf_counter() - self._since)

    @Slot(object)
    def _on_state_changed(self, state: State) -> None:
        counts = state in (State.RUNNING, State.STEPPING)
        self._counted = self.seconds
        self._since = time.perf_counter() if counts else None

    @Slot(object)
    def _on_run_started(self, run: RunStarted) -> None:
        self._counted, self.begins_at = self.begins_at, 0.0
        self._since = None
