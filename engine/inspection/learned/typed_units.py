"""Units as people type them, ``"3, 7, 12–15"``, and as they are written back."""

import re
from collections.abc import Collection

from engine.problem import Problem
from engine.typed_numbers import place_number

_BETWEEN = re.compile(r"[\s,;、，；]+")
_TO = re.compile(r"\s*[-−‐‑‒–—ー~〜～]\s*")  # ー is what the key of the minus gives while Japanese is typed


def typed_units(text: str, count: int) -> frozenset[int] | Problem:
    """Numbers and ranges of `count` units, the first of which is 0, in any order; nothing typed means none."""
    found: set[int] = set()
    for part in filter(None, _BETWEEN.split(_TO.sub("–", text))):
        first, *more = ends = part.split("–")
        if not all(ends) or len(more) > 1:
            first, more = part, []
        numbers: list[int] = []
        for typed in (first, *more):
            number = place_number(typed, count)
            if isinstance(number, Problem):
                return number
            numbers.append(number)
        found.update(range(min(numbers), max(numbers) + 1))
    return frozenset(found)


def written_units(units: Collection[int]) -> str:
    """``"3, 7, 12–15"``: the smallest first, three and more in a row as a range."""
    runs: list[list[int]] = []
    for unit in sorted(units):
        if runs and runs[-1][-1] == unit - 1:
            runs[-1].append(unit)
        else:
            runs.append([unit])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)
