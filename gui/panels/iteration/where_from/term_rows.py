"""The terms of a number as rows to be shown: in which order, what is said of each, and which picture it has."""

from functools import cached_property
from typing import Literal

import numpy as np
from PySide6.QtGui import QImage

from engine.data.look import Look
from engine.inspection.frozen.snapshot import Snapshot
from engine.inspection.provenance.provenance import Provenance, Way
from engine.inspection.terms import Term, Terms
from engine.inspection.written import Rows
from engine.nn.variables import INPUTS, SAMPLES, Role, Variable
from gui.look.theme import theme
from gui.widgets import raster
from gui.words import formatting

Order = Literal["size", "index"]
Lead = Literal["sample", "input", "unit", "class", "several", ""]
SEEN = 60  # terms that are looked through in order to find what columns there are, and how wide


class TermRows:
    """What the rows of a table of terms are.

    Terms that are 0 add nothing, so they are left out until they are asked for: one row stands for all of them.

    Parameters
    ----------
    provenance, snapshot
        Whose terms, and where their pictures come from.
    """

    def __init__(self, provenance: Provenance, snapshot: Snapshot) -> None:
        self.terms = provenance.terms
        self.is_sum = provenance.way is Way.SUM
        self._snapshot = snapshot
        self._order: Order = "size"
        self._with_zeros = False
        self.is_softmax = provenance.way is Way.FUNCTION and any(term.running for term in self.terms)
        self.zeros = self.terms.zeros if self.is_sum and len(self.terms) > 1 else 0
        self.seen = seen = self.terms[:SEEN]
        self.factor_count = max((len(term.factors) for term in seen), default=0)
        self.axes = next((tuple(block.runs_over) for block in self.terms.blocks if block.runs_over), ())
        self.lead = _lead(self.axes, snapshot)
        self.headings = self._headings(seen)
        self.largest = raster.largest(np.asarray(self.terms.values)) if len(self.terms) else 0.0
        self.has_positive, self.has_negative = bool((self.terms.values > 0).any()), bool((self.terms.values < 0).any())
        self.written = Rows(self.terms, seen, _largest_logit(self.terms) if self.is_softmax else None)
        self._rows = self._numbered()

    @property
    def has_product(self) -> bool:
        """Whether what a term gives is something else than its operand."""
        return self.is_softmax or (self.is_sum and self.factor_count > 1)

    @property
    def has_share(self) -> bool:
        """Whether a term is a part of a whole."""
        return self.is_softmax or self.is_sum

    @property
    def look(self) -> Look:
        """How the samples look."""
        return self._snapshot.look

    def __len__(self) -> int:
        return len(self._rows) + (self.zeros > 0)

    @property
    def order(self) -> Order:
        """What the rows are sorted by."""
        return self._order

    @property
    def with_zeros(self) -> bool:
        """Whether the terms that are 0 have rows too."""
        return self._with_zeros

    def sort(self, order: Order) -> None:
        """Sort the rows by size, the largest first, or by the index that runs from term to term."""
        self._order = order
        self._rows = self._numbered()

    def show_zeros(self, on: bool) -> None:
        """Give the terms that are 0 a row each, or one for all of them."""
        self._with_zeros = on
        self._rows = self._numbered()

    def is_zeros_row(self, row: int) -> bool:
        """Whether this row stands for all terms that are 0. It is the last one."""
        return self.zeros > 0 and row == len(self._rows)

    def number(self, row: int) -> int | None:
        """Which of the provenance's terms a row shows; None for the row that stands for the zeros."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def term(self, row: int) -> Term | None:
        """The term of a row."""
        number = self.number(row)
        return None if number is None else self.terms[number]

    def text(self, term: Term, column: int) -> str:
        """A factor's value as it stands in its column."""
        in_column = self.is_sum or self.is_softmax
        return self.written.factors(term)[column] if in_column else formatting.number(term.factors[column].value)

    def product_text(self, term: Term) -> str:
        """What a term adds, as it stands in its column."""
        return self.written.term(term.value)

    def lead_text(self, term: Term) -> str:
        """What names a row: the number of its sample or unit, or the operand itself."""
        if not self.is_sum or not term.running:
            return next((factor.symbol for factor in term.factors if factor.place is not None), "")
        if self.lead == "input":
            return self.look.name(term.unit)
        return self._snapshot.class_names[term.unit] if self.lead == "class" else ", ".join(map(str, term.running))

    @cached_property
    def has_pictures(self) -> bool:
        """Whether rows have a small picture: a sample, where an input is, what a unit of the first layer sees."""
        return self.is_sum and (self.lead == "sample" or (self.lead == "input" and self.look.is_picture) or (
            self.lead == "unit" and self.axes == _first_weights(self._snapshot).axes[1:]))

    def _numbered(self) -> list[int]:
        shown = len(self.terms) - (0 if self._with_zeros else self.zeros)
        numbers = list(range(shown))
        if self._order == "index":
            numbers.sort(key=lambda k: _running(self.terms[k]))
        return numbers

    def _headings(self, seen: tuple[Term, ...]) -> tuple[str, ...]:
        """The variable in each column of factors."""
        first = next((term for term in seen if len(term.factors) == self.factor_count), None)
        if first is None:
            return ()
        if self.is_sum and not self.axes:  # each row has variables of its own
            return ("",) * self.factor_count
        return tuple(factor.place.name if factor.place else factor.symbol for factor in first.factors)


class Pictures:
    """Small pictures for rows, made when they are first painted."""

    def __init__(self) -> None:
        self._snapshot: Snapshot | None = None
        self._made: dict[tuple[str, int], tuple[QImage, np.ndarray]] = {}

    def use(self, snapshot: Snapshot | None) -> None:
        """Where the pictures are to be taken from; None: there are none."""
        if snapshot is not self._snapshot:
            self._snapshot = snapshot
            self.forget()

    def forget(self) -> None:
        """The colours have changed."""
        self._made = {}

    def sample(self, row: int) -> QImage:
        """The sample in a row of the minibatch."""
        picture, = self._snapshot.look.thumbnails(self._snapshot.values["x"][row:row + 1])
        return self._picture("sample", row, picture, theme().image_lut(), "image", 1.0)

    def unit(self, unit: int) -> QImage:
        """The weights from all inputs to a unit of the first layer."""
        weights = self._snapshot.value(_first_weights(self._snapshot).name)[:, unit]
        weights = self._snapshot.look.picture(weights)
        return self._picture("unit", unit, weights, theme().diverging_lut(), "diverging", raster.largest(weights))

    def _picture(
        self, kind: str, number: int, values: np.ndarray, lut: np.ndarray, scale: raster.Kind, limit: float,
    ) -> QImage:
        if (kind, number) not in self._made:
            pixels = np.ascontiguousarray(np.take(lut, raster.levels(values, limit, scale)))
            height, width = pixels.shape
            # The array is what the picture looks into, and so must live as long.
            self._made[kind, number] = (
                QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_ARGB32), pixels)
        return self._made[kind, number][0]


def _first_weights(snapshot: Snapshot) -> Variable:
    """Those that the inputs are multiplied with, (inputs, units); x itself, which has no units, if there are none."""
    known = snapshot.variables
    return next((one for one in known.values() if one.role is Role.PARAMETER and one.axes[:1] == (INPUTS,)), known["x"])


def _largest_logit(terms: Terms) -> float:
    return float(terms.factor_values(0).max())


def _running(term: Term) -> tuple[bool, tuple[int, ...]]:
    """Where a term stands in the order of the index; terms without one, as a bias, come last."""
    return not term.running, term.running


def _lead(axes: tuple[str, ...], snapshot: Snapshot) -> Lead:
    """What the index counts that runs from term to term."""
    if len(axes) > 1:
        return "several"
    leads = {(): "", (SAMPLES,): "sample", (INPUTS,): "input", snapshot.variables["y"].axes[-1:]: "class"}
    return leads.get(axes, "unit")
