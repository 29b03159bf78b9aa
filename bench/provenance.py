"""One iteration taken apart in the real window: how soon a number is explained, and what it costs to have it shown."""

import time
from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from bench.measure import Conditions, Figure, interleaved, percentile, ratio
from bench.person import Person
from bench.screen import open_window, settle, turn_until
from bench.window import ENDLESS
from engine.training.config import TrainingConfig
from gui.panels.iteration.operation.matrix_map import MatrixMap
from gui.training.reports import State

VARIABLES = ("dW1", "dW2", "da2", "z1", "a1", "x", "db1", "W1")


def measure(conditions: Conditions) -> Iterator[Figure]:
    """Yield all figures of the Iteration panel."""
    config = TrainingConfig(dataset=conditions.dataset.name, iterations=ENDLESS)
    with open_window(config, conditions.data_dir) as window:
        person = Person(window)
        yield opening(person, conditions)
        yield stepping(person, conditions)
        yield rate_kept(person, conditions)


def opening(person: Person, conditions: Conditions) -> Figure:
    """From the click on a cell of an operation's matrices to all of its provenance painted."""
    person.start_anew(ENDLESS)
    for _ in range(5):
        step(person, Qt.Key.Key_Right)
    rng, found = np.random.default_rng(0), {name: [] for name in VARIABLES}
    for name, times in found.items():
        view = shown(person, name)
        for _ in range(conditions.patient(60, 2)):
            point = QPoint(int(rng.integers(view.width())), int(rng.integers(view.height())))
            QTest.mouseMove(view, point)
            settle()
            start = time.perf_counter()
            QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=point)
            settle()  # what is laid out anew is painted a moment later
            times.append((person.paints.done_at - start) * 1e3)
    return Figure("click on a cell to where its number comes from, repainted: p99",
                  percentile([each for times in found.values() for each in times], 99), "ms", 50, 33,
                  samples={f"{name}, ms": times for name, times in found.items()})


def shown(person: Person, name: str) -> MatrixMap:
    """The map of a variable, on the page of an operation that reads or writes it."""
    panel = person.window.iteration
    operation = next(one for one in person.session.run.operations
                     if name in one.writes or (name == "W1" and name in one.reads and "z1" not in one.writes))
    panel.graph.operation_selected.emit(operation.name)
    settle()
    return next(each for each in panel.operation.matrices.maps
                if each.accessibleName() == name and each.isVisible() and not each.is_missing)


def step(person: Person, key: Qt.Key) -> float:
    """Press a key for a step; milliseconds until everything is painted."""
    settle()
    before = person.session.standing
    start = time.perf_counter()
    QTest.keyClick(person.window, key)
    turn_until(lambda: person.session.standing is not before and person.is_painted()
               and person.session.state is State.PAUSED and person.answered >= person.asked)
    settle()
    return (person.paints.done_at - start) * 1e3


def stepping(person: Person, conditions: Conditions) -> Figure:
    """From the key for the next operation to everything painted, with the provenance of a number open beside it."""
    found = [step(person, Qt.Key.Key_Down) for _ in range(conditions.patient(150, 3))]
    return Figure("key press for one operation to everything repainted: p99", percentile(found, 99), "ms", 50, 33,
                  samples={"each, ms": found})


def rate_kept(person: Person, conditions: Conditions) -> Figure:
    """The same run with the panel shown and hidden."""
    iterations = conditions.patient(8_000, 100)  # what is shown once, at the end, shall not count for much
    panel, curves = person.window.iteration, person.window.curves
    curves.setMaximumHeight(curves.height())  # or the curves would be larger, and cost more, where they are alone

    def run(is_shown: bool) -> float:
        panel.setVisible(is_shown)
        person.start_anew(iterations)
        start = time.perf_counter()
        person.window.do("run")
        turn_until(lambda: person.session.state is State.PAUSED)
        return time.perf_counter() - start

    found = interleaved({"hidden": lambda: run(False), "shown": lambda: run(True)}, conditions.patient(5, 1))
    return Figure(f"{iterations:,} iterations at full speed with the Iteration panel shown: rate kept of that without",
                  100 * ratio(found["hidden"], found["shown"]), "%", 97, 99, more_is_better=True,
                  samples={f"{name}, s": values for name, values in found.items()})
