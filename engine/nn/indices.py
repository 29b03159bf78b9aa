"""Factors that are taken from elsewhere than the cell they make: through the window of a convolution, out of an image.

In x (n, 0) times W1 (0, 1) each factor's index says where it is taken from: x[n, i], W1[i, j]. In a convolution the
input is taken at i + p, where i runs over the outputs and p over the kernel. `Picked` says so, axis by axis.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from engine.nn.variables import Variable

Number = int | np.ndarray  # an index, or one for each term of a sum


class Index:
    """An index that is computed from others.

    Attributes
    ----------
    axes : tuple of str
        Those that it is computed from.
    """

    axes: tuple[str, ...]

    def of(self, at: Mapping[str, Number]) -> Number:
        """The index, given those of its axes; below 0 where there is none."""
        raise NotImplementedError

    def written(self, at: Mapping[str, object]) -> str:
        """The same in letters and numbers: ``"i+2"``."""
        return "…"


@dataclass(frozen=True)
class Shift(Index):
    """stride·i + p: where a window is, and where in it. Or the way back: (i − p)/stride.

    Parameters
    ----------
    i, p
        The axes.
    stride
        How far it is from one window to the next.
    back
        Whether it is the way back. Where that is no whole number, there is no such index.
    """

    i: str
    p: str
    stride: int = 1
    back: bool = False

    @property
    def axes(self) -> tuple[str, ...]:
        return self.i, self.p

    def of(self, at: Mapping[str, Number]) -> Number:
        i, p = at[self.i], at[self.p]
        if not self.back:
            return self.stride * i + p
        whole, rest = np.divmod(i - p, self.stride)
        return np.where(rest == 0, whole, -1)

    def written(self, at: Mapping[str, object]) -> str:
        i, p = at[self.i], at[self.p]
        if not self.back:
            return f"{i}+{p}" if self.stride == 1 else f"{self.stride}·{i}+{p}"
        return f"{i}−{p}" if self.stride == 1 else f"({i}−{p})/{self.stride}"


@dataclass(frozen=True)
class Part(Index):
    """One of the indices that a single one stands for: of pixel 391 the row, or the column.

    Parameters
    ----------
    axis
        That of the single one.
    lengths
        How many there are of each of the others.
    which
        The one that is meant.
    """

    axis: str
    lengths: tuple[int, ...]
    which: int

    @property
    def axes(self) -> tuple[str, ...]:
        return (self.axis,)

    def of(self, at: Mapping[str, Number]) -> Number:
        return np.unravel_index(at[self.axis], self.lengths)[self.which]


@dataclass(frozen=True)
class Flat(Index):
    """The single index that several stand for: row 13, column 27 is pixel 391. The inverse of `Part`."""

    axes: tuple[str, ...]
    lengths: tuple[int, ...]

    def of(self, at: Mapping[str, Number]) -> Number:
        return np.ravel_multi_index(tuple(at[axis] for axis in self.axes), self.lengths)


@dataclass(frozen=True)
class Picked:
    """A factor that is taken where `places` say.

    Parameters
    ----------
    variable
        What it is taken from.
    places
        For each of the variable's axes an axis, or an index that is computed.
    """

    variable: Variable
    places: tuple[str | Index, ...]

    @property
    def name(self) -> str:
        """Of the variable."""
        return self.variable.name

    @property
    def axes(self) -> tuple[str, ...]:
        """What it depends on."""
        found = [axis for place in self.places for axis in (place.axes if isinstance(place, Index) else (place,))]
        return tuple(dict.fromkeys(found))

    def index(self, at: Mapping[str, Number]) -> tuple[Number, ...]:
        """Where in the variable, given an index of each axis that it depends on."""
        return tuple(place.of(at) if isinstance(place, Index) else at[place] for place in self.places)

    def written(self, at: Mapping[str, Any]) -> tuple[object, ...]:
        """The same in letters, where `at` has letters for what runs from term to term."""
        return tuple(self._written(place, at) for place in self.places)

    def _written(self, place: str | Index, at: Mapping[str, Any]) -> object:
        if not isinstance(place, Index):
            return at[place]
        known = all(isinstance(at[axis], int) for axis in place.axes)
        return int(place.of(at)) if known else place.written(at)

    def again(self, new: Mapping[str, Variable]) -> "Picked":
        """The same of another variable: of `new` the one that is called like this."""
        return replace(self, variable=new.get(self.name, self.variable))


def picked(factor: Variable | Picked) -> Picked:
    """A plain variable is taken where its own axes say."""
    return factor if isinstance(factor, Picked) else Picked(factor, factor.axes)
