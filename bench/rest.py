"""Whether the window comes to rest: at every size, text size, page and operation, and resized back and forth for long.

A layout that goes round in a circle keeps a core busy for good, or ends in a stack overflow. So each arrangement is let
settle with a bound on the turns of the event loop; one that still moves then is a circle.
"""

from collections.abc import Iterator
from itertools import cycle, product
from random import Random

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from bench.measure import Conditions, Figure
from bench.screen import open_window, turn_until
from engine.training.config import TrainingConfig
from gui.look.theme import theme
from gui.training.reports import State
from gui.window.main_window import MainWindow

STILL = 4  # turns without a change, after which nothing follows: a size, what it asks for, the layout, its children
MOST = 80  # turns that the deepest arrangement may take
# Sizes at which pages were once seen to go round in a circle, or to end in a crash.
CRITICAL = (
    (960, 1040), (960, 1071), (1280, 820), (1280, 1100), (1400, 840), (1540, 820), (1549, 652), (1549, 1072),
    (1660, 840), (1720, 860), (1720, 880), (1780, 1040), (1780, 1060), (1920, 970), (1920, 980), (1920, 1080))
WIDTHS, HEIGHTS = (720, 2000), (560, 1200)  # between which any size is tried
SCALES = (0.8, 1.0, 1.1, 1.3, 1.6, 1.95)
PAGES = 6
SEED = 1
DEPTHS = ((50,), (20, 10, 15))


class UnrestError(AssertionError):
    """Sizes or what is seen still change after so many turns of the event loop."""


def come_to_rest(window: QWidget, most: int = MOST) -> int:
    """Turn the event loop until neither sizes nor what is seen change any more; returns the turns until then."""
    now, since = arrangement(window), 0
    for turn in range(most):
        before = now
        QCoreApplication.processEvents()
        now = arrangement(window)
        since = since + 1 if now == before else 0
        if since == STILL:
            return turn + 1 - STILL
    raise UnrestError(f"after {most} turns: {', '.join(differences(window, before, now)) or 'a moment ago'}")


def arrangement(window: QWidget) -> dict[int, tuple]:
    """Place, size and visibility of everything in a window."""
    widgets = (window, *window.findChildren(QWidget))
    return {id(each): (each.isVisible(), *each.geometry().getRect()) for each in widgets}


def differences(window: QWidget, one: dict[int, tuple], other: dict[int, tuple]) -> list[str]:
    """What is arranged in another way, in words."""
    return [f"{type(each).__name__} {each.objectName()}{one.get(id(each))} -> {other.get(id(each))}"
            for each in (window, *window.findChildren(QWidget)) if one.get(id(each)) != other.get(id(each))]


def resize(window: MainWindow, size: tuple[int, int]) -> int:
    """Give the window another size, and let it come to rest; returns the turns."""
    window.resize(*size)
    return come_to_rest(window)


def around(size: tuple[int, int], reach: int, step: int) -> Iterator[tuple[int, int]]:
    """The sizes about one, row by row."""
    offsets = range(-reach, reach + 1, step)
    yield from ((size[0] + across, size[1] + down) for across, down in product(offsets, offsets))


def show_place(window: MainWindow, operation: str, page: int) -> None:
    """Turn to an operation of the iteration that was run last, and to a page."""
    window.workspace.bring_forward(window.iteration)
    window.iteration.select_operation(operation)
    window.iteration.show_page(page)


def operations(window: MainWindow) -> list[str]:
    """The names of the operations of an iteration."""
    return [each.name for each in window.session.run.operations]


def wander(window: MainWindow, random: Random, count: int) -> Iterator[int]:
    """Go to any operation, page, text size and size of the window, so often; yields the turns of each until rest."""
    for _ in range(count):
        what = random.randrange(4)
        if what == 0:
            show_place(window, random.choice(operations(window)), random.randrange(PAGES))
        elif what == 1:
            theme().set_text_scale(random.choice(SCALES))
        size = (random.randrange(*WIDTHS), random.randrange(*HEIGHTS))
        yield resize(window, random.choice([size, *CRITICAL]))
    theme().set_text_scale(1.0)


def measure(conditions: Conditions) -> Iterator[Figure]:
    """Yield how many arrangements were tried, and the most turns that one took."""
    turns: list[int] = []
    for hidden_sizes in DEPTHS:
        config = TrainingConfig(dataset=conditions.dataset.name, hidden_sizes=hidden_sizes)
        with open_window(config, conditions.data_dir) as window:
            for step in ("step operation", "step operation", "step iteration"):
                window.session.step(step)
                turn_until(lambda window=window: window.session.state is State.PAUSED)
                window.workspace.bring_forward(window.iteration)
                for width, height in product((1280, 1400, 1920), conditions.patient(range(640, 1100), range(800, 803))):
                    turns.append(resize(window, (width, height)))
            for operation, page in product(operations(window)[::conditions.patient(1, 20)], range(PAGES)):
                show_place(window, operation, page)
                turns += [resize(window, size) for size in conditions.patient(CRITICAL, CRITICAL[:2])]
            for size in conditions.patient(CRITICAL, CRITICAL[:1]):
                turns += [resize(window, each) for each in around(size, conditions.patient(16, 0), 4)]
            turns += wander(window, Random(SEED), conditions.patient(1000, 5))
            turns += soak(window, conditions.patient(2000, 5))
    yield Figure("arrangements of the window that came to rest", len(turns), "")
    yield Figure("turns of the event loop until rest: most", max(turns), "", MOST)


def soak(window: MainWindow, count: int) -> Iterator[int]:
    """Resize back and forth between sizes that once ended in a crash, where the update of W1 is shown."""
    show_place(window, "update W1", 0)
    for size, _ in zip(cycle(((1720, 860), (1720, 880), (1780, 1040), (1780, 1060))), range(count), strict=False):
        yield resize(window, size)
