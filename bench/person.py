"""Who sits in front of the window while it is measured."""

import time

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from bench.screen import PaintWatch, is_ready, settle, turn_for, turn_until
from gui.window.main_window import MainWindow


class Person(QObject):
    """Whoever sits in front of the window: does something, and sees when all of it is painted."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window, self.session = window, window.session
        self.config, self.dataset = self.session.run.config, self.session.run.dataset
        self.paints = PaintWatch(window)
        self.wanted = None   # the sample chosen last
        self.trace = None    # what was shown last
        self.shown_at = 0.0  # and when; painted a moment later
        self.asked = 0       # how often the panel asked for the predictions that its marks show, and was answered
        self.answered = 0
        window.sample.sample_chosen.connect(self._on_chosen)
        window.sample.predictions_wanted.connect(self._on_asked)
        self.session.trace_changed.connect(self._on_trace)
        self.session.classified.connect(self._on_answered)

    @Slot(object)
    def _on_chosen(self, sample: object) -> None:
        self.wanted = sample

    @Slot(object)
    def _on_trace(self, trace: object) -> None:
        self.trace, self.shown_at = trace, time.perf_counter()

    @Slot(object, object)
    def _on_asked(self, split: str, indices: object) -> None:
        self.asked += 1

    @Slot(object)
    def _on_answered(self, found: object) -> None:
        self.answered += 1

    def start_anew(self, iterations: int) -> None:
        """A new network, ready to be trained so far."""
        self.session.reset(self.config, self.dataset)
        turn_until(lambda: is_ready(self.window))
        self.session.set_live("iterations", iterations)
        turn_for(0.3)
        settle()
        self.asked = self.answered  # a question about the old network gets no answer

    def is_painted(self) -> bool:
        """Whether the last trace has been painted."""
        return self.paints.done_at > self.shown_at


class Heartbeat(QTimer):
    """Asks to be called every millisecond, and keeps how long that really took."""

    def __init__(self) -> None:
        super().__init__(timerType=Qt.TimerType.PreciseTimer, interval=1)
        self.last, self.gaps = 0.0, []
        self.timeout.connect(self._on_timeout)

    @Slot()
    def _on_timeout(self) -> None:
        now = time.perf_counter()
        if self.last:
            self.gaps.append((now - self.last) * 1e3)
        self.last = now
