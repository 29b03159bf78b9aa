"""The terms of a number: what it was added up from, each term a product of cells.

A sum may have a thousand terms, and only a few of them are ever looked at. So a block of like terms is kept as arrays,
and a `Term` is made when it is asked for.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import overload

import numpy as np

from engine.inspection.place import Place
from engine.nn.variables import SAMPLES


@dataclass(frozen=True, slots=True)
class Factor:
    """One number in a term.

    Parameters
    ----------
    symbol
        ``"x[12, 391]"``.
    value
        Its value.
    place
        Where it is; None for a constant, such as 1/N.
    """

    symbol: str
    value: float
    place: Place | None


@dataclass(frozen=True, slots=True)
class Term:
    """One of the terms that a number is made from.

    Parameters
    ----------
    factors
        What is multiplied. What goes into a function is a term of one factor each.
    value
        What the term adds.
    share
        Its part of the sum of all terms' sizes: 0 to 1.
    running
        Which one of what the sum runs over: of one axis a number, of several a number of each.
    sample
        Row of the minibatch, where the sum runs over samples too.
    """

    factors: tuple[Factor, ...]
    value: float
    share: float
    running: tuple[int, ...] = ()
    sample: int | None = None

    @property
    def negative(self) -> bool:
        """Whether it is taken away: it begins with a constant below 0, as −lr·dW does."""
        return self.factors[0].place is None and self.factors[0].value < 0

    @property
    def unit(self) -> int | None:
        """Unit, pixel or class, where the sum runs over these alone."""
        return self.running[0] if len(self.running) == 1 and self.sample is None else None


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """The same factor in all terms of a block: a constant, or one cell after the other of one variable.

    Parameters
    ----------
    name
        Name of the variable, or the symbol of a constant.
    values : (n,) float64, or () for a constant
        What it is in each of the terms.
    index
        Where in the variable, with an array (n,) in place of what differs from term to term; None for a constant.
    """

    name: str
    values: np.ndarray
    index: tuple[int | np.ndarray, ...] | None = None

    def factor(self, k: int) -> Factor:
        """The factor in term `k`."""
        if self.index is None:
            return Factor(self.name, float(self.values), None)
        place = Place(self.name, tuple(int(i[k]) if isinstance(i, np.ndarray) else i for i in self.index))
        return Factor(str(place), float(self.values[k if self.runs else 0]), place)

    @property
    def runs(self) -> bool:
        """Whether it is another cell in each term."""
        return self.index is not None and any(isinstance(i, np.ndarray) for i in self.index)

    def number_of(self, place: Place) -> int | None:
        """In which term, the first if in several, the factor is `place`; None if in none."""
        if self.index is None or place.name != self.name or len(place.index) != len(self.index):
            return None
        found = np.ones(len(self.values), bool)
        for own, wanted in zip(self.index, place.index, strict=True):
            found &= own == wanted
        return int(found.argmax()) if found.any() else None


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Terms that differ only in what runs from one to the next.

    Parameters
    ----------
    columns
        Their factors.
    runs_over
        What it is, for each axis that is added up over: which one it is in each term, (n,). Empty for a single term.
    values : (n,) float64
        What each term adds; the product of its factors if not given.
    """

    columns: tuple[Column, ...]
    runs_over: Mapping[str, np.ndarray] = field(default_factory=dict)
    values: np.ndarray | None = None

    def products(self) -> np.ndarray:
        """What each term adds, (n,)."""
        if self.values is not None:
            return self.values
        product: np.ndarray = np.ones(())
        for column in self.columns:
            product = product * column.values
        return np.atleast_1d(product)

    def number_of(self, place: Place) -> int | None:
        """Which term has `place` as a factor; None if none has."""
        return next((k for k in (column.number_of(place) for column in self.columns) if k is not None), None)

    def term(self, k: int, value: float, share: float) -> Term:
        """Term `k` of the block."""
        factors = tuple(column.factor(k) for column in self.columns)
        running = {axis: int(numbers[k]) for axis, numbers in self.runs_over.items()}
        return Term(factors, value, share, tuple(running.values()), running.get(SAMPLES))


class Terms(Sequence[Term]):
    """All terms of a number.

    Parameters
    ----------
    blocks
        In the order of the formula.
    by_size
        Whether to put the largest first; otherwise they stay in the order of the formula.
    """

    def __init__(self, blocks: Sequence[Block] = (), *, by_size: bool = True) -> None:
        self.blocks = tuple(blocks)
        products = [block.products() for block in self.blocks]
        self._starts = np.cumsum([0, *map(len, products)])  # where the terms of each block begin
        values = np.concatenate(products) if products else np.zeros(0)
        # What is not a number comes first, since all else is of no matter then.
        sizes = np.where(np.isnan(values), np.inf, np.abs(values))
        self._order = np.argsort(-sizes, kind="stable") if by_size else np.arange(len(values))
        self.values = values[self._order]

    @cached_property
    def shares(self) -> np.ndarray:
        """What part of the sum of all sizes each term has, (n,); all 0 where that sum is 0 or not finite."""
        shared = 0 < self.size < np.inf
        return np.abs(self.values) / self.size if shared else np.zeros(len(self.values))

    @cached_property
    def size(self) -> float:
        """The sum of the sizes of all terms."""
        return float(np.abs(self.values).sum())

    @property
    def zeros(self) -> int:
        """How many terms are 0."""
        return int((self.values == 0).sum())

    def factor_values(self, column: int) -> np.ndarray:
        """The factors in this column, of all terms that have one there, in the order of the formula."""
        found = [np.broadcast_to(block.columns[column].values, len(block.products()))
                 for block in self.blocks if column < len(block.columns)]
        return np.concatenate(found) if found else np.zeros(0)

    def position_of(self, place: Place) -> int | None:
        """Which of the terms has `place` as a factor; None if none has."""
        for block, start in zip(self.blocks, self._starts, strict=False):
            k = block.number_of(place)
            if k is not None:
                return int(np.flatnonzero(self._order == start + k)[0])
        return None

    def __len__(self) -> int:
        return len(self.values)

    @overload
    def __getitem__(self, key: int) -> Term: ...

    @overload
    def __getitem__(self, key: slice) -> tuple[Term, ...]: ...

    def __getitem__(self, key: int | slice) -> Term | tuple[Term, ...]:
        if isinstance(key, slice):
            return tuple(self[k] for k in range(*key.indices(len(self))))
        number = int(self._order[key])
        block = int(np.searchsorted(self._starts, number, "right")) - 1
        return self.blocks[block].term(number - int(self._starts[block]), float(self.values[key]),
                                        float(self.shares[key]))

    def __iter__(self) -> Iterator[Term]:
        return (self[k] for k in range(len(self)))
