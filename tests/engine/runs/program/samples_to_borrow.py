"""Things to borrow.

They do nothing useful.
"""

import math

import numpy as np

from engine.nn import functions

TIMES, OTHER = 2, 3  # two at once, é


def twice_the_root(a: float, *more: "float", b: int=1) -> float:
    """Twice the root: 2·√a."""
    c: float = root(a) + b      # é is two bytes
    return TIMES * c


def root(
    a: float,
) -> float:
    return math.sqrt(functions.relu(np.array(a)))


def down(n: int) -> int:
    return n and down(n - 1)


class First:
    """What is not borrowed."""

    rate = 1
    unused = 2

    @property
    def size(self) -> int:
        return 3

    def told(self) -> int:
        raise NotImplementedError


class Second(First):
    """What is borrowed of two classes."""

    factor = 4

    def told(self) -> int:
        return self.rate * self.size * self.factor

    def not_asked_for(self) -> int:
        return 0


class Counter:
    """It counts."""

    def __init__(self) -> None:
        self.count: int = 0

    def again(self) -> int:
        self.count += 1
        return self.count


WAYS = {"none": lambda n: n, "root": lambda n: 1 / math.sqrt(n)}
