"""Going anywhere in a run that has been made: how long it takes until all is shown, and what is kept for it."""

import random
import time
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bench.measure import Conditions, Figure, percentile
from bench.person import Person
from bench.screen import open_window, settle, turn_for, turn_until
from engine.training.config import TrainingConfig
from engine.training.timeline import MAX_BYTES
from gui.training.reports import State
from gui.words import formatting

MEGABYTE = 2**20
EVERY = 0.008  # seconds between two places that a mouse tells of


def measure(conditions: Conditions) -> Iterator[Figure]:
    """Yield how long it takes to go anywhere, and back by one; how often a drag shows something; and the memory."""
    count = conditions.patient(10_000, 100)
    with open_window(TrainingConfig(dataset=conditions.dataset.name, iterations=count), conditions.data_dir) as window:
        person = Person(window)
        person.start_anew(count)
        window.do("run")
        turn_until(lambda: person.session.state is State.PAUSED and person.session.is_settled)
        dice = random.Random(0)
        targets = [dice.randrange(1, count) for _ in range(conditions.patient(200, 3))]
        found = [seconds_to(person, lambda target=target: person.session.go_to(target), target) for target in targets]
        yield Figure(f"go to any of {count:,} iterations, everything repainted: p99",
                     percentile([each * 1e3 for each in found], 99), "ms", 100, 66, samples={"each, s": found})
        found = [one_back(person, target) for target in targets]
        yield Figure("one iteration back from any of them, everything repainted: p99",
                     percentile([each * 1e3 for each in found], 99), "ms", 33, samples={"each, s": found})
        yield dragged(person, conditions.patient(10, 1))
        yield Figure("kept for it", kept(person) / MEGABYTE, "MiB", MAX_BYTES / MEGABYTE)
        found = [seconds_to_branch(person, target, 0.1 + 1e-4 * number)
                 for number, target in enumerate(sorted(targets, reverse=True)[:conditions.patient(50, 3)], 1)]
        for share, most in ((50, None), (99, 100)):
            yield Figure(f"a branch, from the learning rate that is set to both curves drawn: p{share}",
                         percentile([each * 1e3 for each in found], share), "ms", most, samples={"each, s": found})


def seconds_to(person: Person, go: object, target: int) -> float:
    """From the command to everything painted as it was after that iteration."""
    settle()
    start = time.perf_counter()
    go()
    turn_until(lambda: person.trace.iteration == person.session.standing.iteration == target
               and person.session.is_done and person.is_painted() and person.answered >= person.asked)
    settle()
    return person.paints.done_at - start


def one_back(person: Person, start: int) -> float:
    """By its key, from a place that was gone to."""
    seconds_to(person, lambda: person.session.go_to(start), start)
    return seconds_to(person, lambda: QTest.keyClick(person.window, Qt.Key.Key_Left), start - 1)


def seconds_to_branch(person: Person, target: int, rate: float) -> float:
    """Where another learning rate is set in the past. From there it is trained on, so that the next one leaves that."""
    session, desk = person.session, person.window.run_desk
    seconds_to(person, lambda: session.go_to(target), target)
    start = time.perf_counter()
    desk.set_live("learning_rate", rate)
    turn_until(lambda: session.is_done and session.standing.recorded == target
               and list(desk.kept_runs)[-1].name.endswith(formatting.integer(target)))
    settle()
    seconds = time.perf_counter() - start
    session.step("forward 10")
    turn_until(lambda: session.is_done and session.is_settled)
    return seconds


def dragged(person: Person, seconds: int) -> Figure:
    """From one end of the curve to the other and back again, as a mouse tells of it."""
    plot, shown = person.window.curves.loss_plot, []
    handle, area = plot.handle, plot.area()

    def tell(kind: QEvent.Type, x: int, button: Qt.MouseButton) -> None:
        place = QPointF(plot.viewport().mapToGlobal(area.topLeft()))
        place.setX(plot.viewport().mapToGlobal(area.topLeft()).x() - area.left() + x)
        QApplication.sendEvent(handle, QMouseEvent(
            kind, handle.mapFromGlobal(place), place, button, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier))

    person.session.standing_changed.connect(lambda standing: shown.append(standing.iteration))
    tell(QEvent.Type.MouseButtonPress, handle.geometry().center().x(), Qt.MouseButton.LeftButton)
    start = time.perf_counter()
    while (passed := time.perf_counter() - start) < seconds:
        there = abs(passed % 2 - 1)  # 1 to 0 and to 1 again in two seconds
        tell(QEvent.Type.MouseMove, round(area.left() + there * area.width()), Qt.MouseButton.NoButton)
        turn_for(EVERY)
    tell(QEvent.Type.MouseButtonRelease, handle.geometry().center().x(), Qt.MouseButton.LeftButton)
    turn_until(lambda: person.session.is_settled)
    return Figure("dragging along the curve: places shown a second", len(set(shown)) / passed, "/s", 15, 25,
                  more_is_better=True)


def kept(person: Person) -> int:
    """Bytes of all arrays that checkpoints hold."""
    timeline = person.session._worker._trainer._timeline
    states = (*timeline._checkpoints.values(), *timeline._recent.values())
    return sum({id(array): array.nbytes for state in states for array in state.arrays.values()}.values())
