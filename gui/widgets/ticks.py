"""Round numbers along an axis, and how they are written: the same for every plot.

Neighbours always differ, with as few digits as that takes, and none is written over another.
"""

import math
from collections.abc import Callable, Iterator
from itertools import pairwise

from gui.words import formatting

SMALLEST_DECIMAL = 1e-3  # a power of ten below this is written as one, and then all on its axis that are below 1
LARGEST_DECIMAL = 1e6

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")

Tick = tuple[float, str]  # a value, and what is written there: "" where there is no room for it


def ticks(
    low: float, high: float, length: float, room: Callable[[str], float], *, least: float, logarithmic: bool = False,
    whole: bool = False,
) -> list[Tick]:
    """The ticks of an axis from `low` to `high`.

    Parameters
    ----------
    low, high
        Values at the ends; with `logarithmic` their logarithms to base ten.
    length
        Of the axis, in pixels.
    room
        What a text takes along the axis, in pixels, with the gap to the next one.
    least
        Pixels between two ticks, at least.
    logarithmic
        Whether equal distances are equal factors.
    whole
        Whether only whole numbers have a place on the axis.
    """
    if not (math.isfinite(low) and math.isfinite(high) and low < high and length > 0):
        return []
    each = (high - low) / length  # of a pixel
    found: list[Tick] = []
    for found in (_powers if logarithmic else _multiples)(low, high, max(length / max(least, 1.0), 1.0), whole):
        places = [math.log10(value) if logarithmic else value for value, _ in found]
        wanted = max((room(text) for _, text in found), default=0.0)
        if all(after - before >= wanted * each for before, after in pairwise(places)):
            return found
    return _thinned(found, low, each, room, logarithmic)


def round_step(least: float) -> float:
    """The smallest of 1, 2, 5, 10, 20, 50, … (and 0.1, 0.2, …) that is not below `least`."""
    power = 10.0 ** math.floor(math.log10(max(least, 1e-300)))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least * (1 - 1e-9))


def multiples(step: float, lowest: float, highest: float) -> list[float]:
    """The multiples of `step` from `lowest` to `highest`."""
    return [i * step for i in range(math.ceil(lowest / step - 1e-9), math.floor(highest / step + 1e-9) + 1)]


def _multiples(low: float, high: float, most: float, whole: bool) -> Iterator[list[Tick]]:
    """Multiples of a round step, at most about so many; then of the next larger one, down to a single one."""
    step = round_step((high - low) / most)
    while True:
        step = max(step, 1.0) if whole else step
        values = multiples(step, low, high)
        yield [(value, _text(value, step)) for value in values]
        if len(values) <= 2:
            return
        step = round_step(1.5 * step)


def _powers(low: float, high: float, most: float, whole: bool) -> Iterator[list[Tick]]:
    """Powers of ten, with 2 and 5 times them where there is room; within a decade, round values that stand closer."""
    if high - low < 1:
        for found in _multiples(10**low, 10**high, most, whole):
            yield [(value, text) for value, text in found if value > 0]
        return
    if (high - low) * 3 < most:
        yield _decades(low, high, 1, (1, 2, 5))
    each = math.ceil((high - low) / most)
    while True:
        found = _decades(low, high, each, (1,))
        yield found
        if len(found) <= 2:
            return
        each += 1


def _decades(low: float, high: float, each: int, digits: tuple[int, ...]) -> list[Tick]:
    powers = range(math.floor(low / each) * each, math.ceil(high) + 1, each)
    shown = [(power, digit) for power in powers for digit in digits
             if low - 1e-9 <= power + math.log10(digit) <= high + 1e-9]
    small = any(digit * 10.0**power < SMALLEST_DECIMAL * 0.999 for power, digit in shown)
    return [(digit * 10.0**power, _power_text(power, digit, small)) for power, digit in shown]


def _power_text(power: int, digit: int, small: bool) -> str:
    """``10⁻¹²``, ``0.01``, ``2,000``; `small`: as a power wherever it is below 1."""
    if (power < 0 and small) or 10.0**power >= LARGEST_DECIMAL * 0.999:
        raised = f"10{str(power).translate(_RAISED)}"
        return raised if digit == 1 else f"{digit}×{raised}"
    return _text(digit * 10.0**power, 10.0**power)


def _text(value: float, step: float) -> str:
    """A multiple of `step`, with as many decimals as the step has."""
    decimals = max(-math.floor(math.log10(step) + 1e-9), 0)
    return formatting.setting(round(value, decimals) + 0.0)  # no negative zero


def _thinned(
    found: list[Tick], low: float, each: float, room: Callable[[str], float], logarithmic: bool
) -> list[Tick]:
    """The same ticks, of which only those are written that are clear of the one written before."""
    kept, end = [], -math.inf
    for value, text in found:
        place = ((math.log10(value) if logarithmic else value) - low) / each
        half = room(text) / 2
        if place - half < end:
            kept.append((value, ""))
        else:
            kept.append((value, text))
            end = place + half
    return kept
