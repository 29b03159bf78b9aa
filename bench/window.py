"""The real window while it trains: what it costs the training, how long it is ever deaf, and how soon it shows."""

import time
from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from bench.measure import Conditions, Figure, interleaved, percentile, ratio, seconds
from bench.person import Heartbeat, Person
from bench.screen import open_window, settle, turn_for, turn_until
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer
from gui.training.reports import State

ENDLESS = 10_000_000


def measure(conditions: Conditions) -> Iterator[Figure]:
    """Yield all figures of the window."""
    config = TrainingConfig(dataset=conditions.dataset.name, iterations=conditions.patient(10_000, 100))
    with open_window(config, conditions.data_dir) as window:
        person = Person(window)
        yield rate_kept(person, conditions)
        yield from gaps(person, conditions)
        yield choosing(person, conditions)
        yield stepping(person, conditions)


def rate_kept(person: Person, conditions: Conditions) -> Figure:
    """The run of the text in the window, against the same without: both from the measured network to the end."""
    def in_terminal() -> float:
        trainer = Trainer(person.config, person.dataset)
        trainer.finish_evaluation()
        return seconds(lambda: train(trainer))

    def in_window() -> float:
        person.start_anew(person.config.iterations)
        start = time.perf_counter()
        person.window.do("run")
        turn_until(lambda: person.session.state is State.PAUSED)
        return time.perf_counter() - start

    found = interleaved({"terminal": in_terminal, "window": in_window}, conditions.patient(5, 1), warm_up=0)
    return Figure(f"{person.config.iterations:,} iterations with the window open: rate kept of the terminal run",
                  100 * ratio(found["terminal"], found["window"]), "%", 85, 95, more_is_better=True,
                  samples={f"{name}, s": values for name, values in found.items()})


def train(trainer: Trainer) -> None:
    """To the end, as the terminal run does."""
    while trainer.evaluation or trainer.iteration < trainer.config.iterations:
        trainer.advance()


def gaps(person: Person, conditions: Conditions) -> Iterator[Figure]:
    """How long the event loop is away while training at full speed."""
    person.start_anew(ENDLESS)
    heartbeat = Heartbeat()
    person.window.do("run")
    heartbeat.start()
    turn_for(conditions.patient(20, 1))
    heartbeat.stop()
    person.session.pause()
    turn_until(lambda: person.session.state is State.PAUSED)
    found = np.sort(heartbeat.gaps)
    lost = found[np.searchsorted(np.cumsum(found), 0.99 * found.sum())]
    what = "gap between two turns of the event loop, training at full speed: "
    samples = {"gaps, ms": np.round(found, 3).tolist()}
    yield Figure(what + "p99", percentile(found, 99), "ms", 20, 16, samples=samples)
    yield Figure(what + "longest", float(found[-1]), "ms", 100, 50)
    yield Figure(what + "99 % of the time is spent in shorter ones", float(lost), "ms")


def choosing(person: Person, conditions: Conditions) -> Figure:
    """From the click on Random to the values of another sample painted, while training runs."""
    button = next(each for each in person.window.sample.findChildren(QPushButton) if each.text() == "Random")
    person.start_anew(ENDLESS)
    person.window.do("run")
    found = []
    for turn in range(conditions.patient(150, 3)):
        turn_for(0.02 + turn * 7 % 50 / 1000)  # at any moment between two frames
        start = time.perf_counter()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        turn_until(lambda: person.trace.sample is person.wanted and person.is_painted())
        found.append((person.paints.done_at - start) * 1e3)
    person.session.pause()
    turn_until(lambda: person.session.state is State.PAUSED)
    return Figure("choosing another sample to repainted, while training: p99", percentile(found, 99), "ms", 100, 33,
                  samples={"each, ms": found})


def stepping(person: Person, conditions: Conditions) -> Figure:
    """From the key for one step to everything painted."""
    person.start_anew(ENDLESS)
    found = []
    for turn in range(conditions.patient(200, 3)):
        settle()
        start = time.perf_counter()
        QTest.keyClick(person.window, Qt.Key.Key_Right)
        turn_until(lambda turn=turn: person.trace.iteration == person.session.standing.iteration == turn + 1
                   and person.is_painted() and person.answered >= person.asked)
        settle()  # what is painted last still counts, as the marks of what is predicted wrong
        found.append((person.paints.done_at - start) * 1e3)
    return Figure("key press for one step to everything repainted: p99", percentile(found, 99), "ms", 50, 33,
                  samples={"each, ms": found})
