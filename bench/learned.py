"""What a network has learnt, asked while it trains: how soon the confusion is seen, and what that holds up."""

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, Slot

from bench.measure import Conditions, Figure, percentile
from bench.person import Heartbeat, Person
from bench.screen import open_window, settle, turn_for, turn_until
from bench.window import ENDLESS
from engine.training.config import TrainingConfig
from gui.panels.confusion.view import ConfusionView
from gui.training.reports import Learned, State
from gui.window.main_window import MainWindow


class ConfusionWatch(QObject):
    """Knows how long each network that was told took until its confusion had been painted."""

    def __init__(self, person: Person, view: ConfusionView) -> None:
        super().__init__(person.window)
        self._person, self._view = person, view
        self._told_at: float | None = None
        self._answered_at = 0.0
        self.answered: list[float] = []  # milliseconds, until it was known
        self.painted: list[float] = []   # and until it was seen
        person.session.learned_changed.connect(self._on_learned)
        view.questions.changed.connect(self._on_changed)

    @Slot(object)
    def _on_learned(self, learned: Learned) -> None:
        self._told_at = time.perf_counter()

    @Slot()
    def _on_changed(self) -> None:
        if self._told_at is not None and not self._view.questions.is_stale:
            self._answered_at = time.perf_counter()
            self.answered.append((self._answered_at - self._told_at) * 1e3)

    def look(self) -> bool:
        """Whether what was told last is painted."""
        paints = self._person.paints
        if self._told_at is not None and paints.done_at > self._answered_at > self._told_at:
            self.painted.append((paints.done_at - self._told_at) * 1e3)
            self._told_at = None
            return True
        return False


def measure(conditions: Conditions) -> Iterator[Figure]:
    """Yield all figures of what has been learnt."""
    with open_window(TrainingConfig(dataset=conditions.dataset.name), conditions.data_dir) as window:
        yield from confusion(window, conditions)


def confusion(window: MainWindow, conditions: Conditions) -> Iterator[Figure]:
    """While training goes on at full speed, with the panel in sight."""
    person = Person(window)
    person.start_anew(ENDLESS)
    window.workspace.bring_forward(window.confusion)
    view = window.confusion.contents
    turn_until(lambda: view.questions.asked is not None)
    settle()
    watch, heartbeat = ConfusionWatch(person, view), Heartbeat()
    window.do("run")
    heartbeat.start()
    for _ in range(conditions.patient(20, 2)):
        turn_until(watch.look)
    heartbeat.stop()
    person.session.pause()
    turn_until(lambda: person.session.state is State.PAUSED)
    turn_for(0.1)
    count = f"{len(person.dataset.test):,}"
    yield Figure(f"confusion of {count} samples after an epoch, from the network to the matrix painted: median",
                 percentile(watch.painted, 50), "ms", 60, samples={"painted, ms": watch.painted,
                                                                   "known, ms": watch.answered})
    yield Figure(f"confusion of {count} samples after an epoch, painted: p99", percentile(watch.painted, 99), "ms")
    yield Figure("gap between two turns of the event loop meanwhile: p99", percentile(heartbeat.gaps, 99), "ms", 16)
