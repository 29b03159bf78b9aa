"""What is found by going through a run again: how soon the band of a sample is there, and what it costs meanwhile."""

import time
from collections.abc import Iterator

from bench.measure import Conditions, Figure, interleaved, ratio
from bench.person import Heartbeat, Person
from bench.screen import open_window, turn_until
from engine.training.config import TrainingConfig
from gui.training.reports import State


def measure(conditions: Conditions) -> Iterator[Figure]:
    """Yield the time until the band is there, and what the window has kept of its rates."""
    count = conditions.patient(10_000, 100)
    with open_window(TrainingConfig(dataset=conditions.dataset.name, iterations=count), conditions.data_dir) as window:
        person, curves = Person(window), window.curves
        found = interleaved({"off": lambda: to_the_end(person, count, False),
                             "on": lambda: to_the_end(person, count, True)}, conditions.patient(5, 1), warm_up=0)
        yield Figure(f"{count:,} iterations with band and gradient norms switched on: rate kept of that without",
                     100 * ratio(found["off"], found["on"]), "%", 95, 99, more_is_better=True,
                     samples={f"{name}, s": values for name, values in found.items()})
        curves.over_time.choose("accuracy")
        curves.when_button.setChecked(False)
        turn_until(lambda: person.session.is_settled)
        yield from band(person, count)


def to_the_end(person: Person, count: int, on: bool) -> float:
    """Seconds of a run."""
    curves = person.window.curves
    curves.when_button.setChecked(on)
    curves.over_time.choose("gradient norm" if on else "accuracy")
    person.start_anew(count)
    start = time.perf_counter()
    person.window.do("run")
    turn_until(lambda: person.session.state is State.PAUSED)
    return time.perf_counter() - start


def band(person: Person, count: int) -> Iterator[Figure]:
    """From the click on the button, while the window is at rest."""
    curves, heartbeat = person.window.curves, Heartbeat()
    start = time.perf_counter()
    curves.when_button.click()
    heartbeat.start()
    turn_until(lambda: len(curves.when.revisits.record.found()[0]) > min(count, 100) / 2)
    few = time.perf_counter() - start
    turn_until(lambda: curves.when.revisits.is_whole)
    whole = time.perf_counter() - start
    heartbeat.stop()
    yield Figure("the first picture of the band", few * 1e3, "ms", 1000, 500)
    yield Figure(f"all {count:,} iterations of it", whole, "s", 15, 8)
    yield Figure("longest gap between two turns of the event loop meanwhile", max(heartbeat.gaps), "ms", 100, 50)
