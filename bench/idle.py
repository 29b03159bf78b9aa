"""The real window at rest: how much of a processor it takes while nothing happens, and nobody touches it."""

import time
from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QLineEdit, QPushButton

from bench.measure import Conditions, Figure
from bench.screen import open_window, turn_for, turn_until
from engine.training.config import TrainingConfig
from gui.training.reports import State
from gui.window.main_window import MainWindow

STEPS = 3
ITERATIONS = 200
SIZES = ((1280, 820), (1400, 840), (1549, 652), (1720, 880))  # at which pages once went round in a circle
LIMITS = (0.5, 0.1)  # per cent of a core


def measure(conditions: Conditions) -> Iterator[Figure]:
    """Yield the share of a core that each way to rest takes."""
    with open_window(TrainingConfig(iterations=ITERATIONS), conditions.data_dir) as window:
        for what, reach in moments(window):
            reach()
            turn_until(lambda: window.session.is_settled)
            yield share(what, conditions)


def moments(window: MainWindow) -> Iterator[tuple[str, Callable[[], object]]]:
    """Each way to rest, and how one comes there from the one before."""
    yield "before training", lambda: None
    yield f"paused after {STEPS} iterations and {STEPS} operations", lambda: step(window)
    window.workspace.bring_forward(window.iteration)
    for button in window.iteration.tabs.findChildren(QPushButton):
        yield f"paused, Iteration panel, {button.text()}", button.click
    for size in SIZES:
        yield "paused, {} × {}".format(*size), lambda size=size: window.resize(*size)
    yield "paused, the cursor in a field", window.findChild(QLineEdit).setFocus
    yield "at the end of the run", lambda: run_to_the_end(window)
    yield "minimised", window.showMinimized


def step(window: MainWindow) -> None:
    """Some iterations, and a part of the next."""
    for command in ("step iteration", "step operation"):
        for _ in range(STEPS):
            window.do(command)


def run_to_the_end(window: MainWindow) -> None:
    """Train until there is nothing left to train."""
    window.do("run")
    turn_until(lambda: window.session.state is State.PAUSED)


def share(what: str, conditions: Conditions) -> Figure:
    """How much of a core all threads of this process take while the event loop turns, several times over."""
    turn_for(conditions.patient(20, 1) / 10)  # what is asked of other threads, and painted last, is not rest yet
    found = []
    for _ in range(conditions.patient(5, 1)):
        begin, busy = time.perf_counter(), time.process_time()
        turn_for(conditions.patient(20, 2) / 10)
        found.append(100 * (time.process_time() - busy) / (time.perf_counter() - begin))
    return Figure(f"processor time of the window at rest, {what}", sorted(found)[len(found) // 2], "% of a core",
                  *LIMITS, samples={"each, %": found})
