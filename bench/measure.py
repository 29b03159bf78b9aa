"""What all benchmarks share: what a figure is, and how two things are timed side by side.

A machine is never quiet. So whatever is compared runs in turns (A B A B ...), each turn of A is compared with the turn
of B beside it, and what is reported is the median of these comparisons.
"""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np

from engine.data import catalogue
from engine.data.dataset import Dataset

Contender = Callable[[], float]  # does its work once and returns the seconds that count


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that was measured, and the numbers it should reach.

    Parameters
    ----------
    what
        What was measured, in words.
    value
        The median of the repetitions, in `unit`; None where it could not be measured.
    unit
        ``"×"``, ``"ms"``, ``"MB"``, ``"%"``.
    at_least, aim
        What it has to reach and what it is hoped to reach; None where there is nothing to reach.
    more_is_better
        Whether these are lower limits.
    samples
        Everything that was measured for it: what, with its unit, and each repetition.
    note
        Why it could not be measured, or what else is to be known about it.
    """

    what: str
    value: float | None
    unit: str = "×"
    at_least: float | None = None
    aim: float | None = None
    more_is_better: bool = False
    samples: Mapping[str, Sequence[float]] = field(default_factory=dict)
    note: str = ""

    @property
    def reached(self) -> str:
        """``"aim"``, ``"at least"`` or ``"no"``; nothing where there is nothing to reach."""
        if self.value is None or self.at_least is None:
            return ""
        for name, limit in (("aim", self.aim), ("at least", self.at_least)):
            if limit is not None and (self.value >= limit if self.more_is_better else self.value <= limit):
                return name
        return "no"


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers that belong together and have nothing to reach."""

    what: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | float, ...], ...]


@dataclass(frozen=True)
class Conditions:
    """What is measured on, and how patiently.

    Parameters
    ----------
    dataset_name, data_dir
        The data set, and the folder to look for it in.
    quick
        Only try out that everything works: few repetitions, whose figures mean little.
    """

    dataset_name: str = "mnist"
    data_dir: Path | None = None
    quick: bool = False

    @cached_property
    def dataset(self) -> Dataset:
        """The data set, loaded once."""
        return catalogue.load(self.dataset_name, self.data_dir)

    @property
    def has_data(self) -> bool:
        """Whether the data set is on this computer."""
        return catalogue.source(self.dataset_name).is_available(self.data_dir)

    def patient(self, full: int, quick: int) -> int:
        """How often something is done."""
        return quick if self.quick else full


def interleaved(contenders: Mapping[str, Contender], repetitions: int, warm_up: int = 1) -> dict[str, list[float]]:
    """Run each in turn, again and again; what each turn returned. The first turns, which are slower, do not count."""
    found: dict[str, list[float]] = {name: [] for name in contenders}
    for turn in range(warm_up + repetitions):
        for name, contender in contenders.items():
            value = contender()
            if turn >= warm_up:
                found[name].append(value)
    return found


def ratio(above: Sequence[float], below: Sequence[float]) -> float:
    """How many times as much: the median over the turns, each compared with its neighbour."""
    return statistics.median(a / b for a, b in zip(above, below, strict=True))


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def microseconds(values: Sequence[float]) -> list[float]:
    """Seconds as microseconds."""
    return [value * 1e6 for value in values]


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that so many per cent stay below."""
    return float(np.percentile(values, percent))
