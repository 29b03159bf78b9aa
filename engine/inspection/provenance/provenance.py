"""Where one number comes from: its terms, and where each of those comes from, down to a pixel, a label or a parameter.

Any cell of any variable of a `Snapshot` can be asked about. The answer is computed again from the cell's operands, term
by term and in double precision, so that what is shown is the whole of it and can be compared with what training got.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from engine.figures import number
from engine.inspection.frozen.snapshot import Snapshot
from engine.inspection.place import Place
from engine.inspection.provenance.origins import SHOWN, Cell, Origin, Way, computed, origin, over_samples
from engine.inspection.provenance.why_zero import why_zero
from engine.inspection.terms import Factor, Term, Terms
from engine.inspection.written import addition, written
from engine.nn.variables import Variable
from engine.problem import EngineError, Problem

__all__ = ["Factor", "Place", "Provenance", "Term", "Terms", "Way", "places_of", "provenance"]

ADDED = (Way.SUM, Way.UPDATE)
FEWEST_OF_UPDATE, MOST_OF_UPDATE = 6, 9  # digits; a small step needs more of them to be seen beside the number
CANCELLED = 100  # terms so many times larger than their sum take two digits from it, and rounding begins to be seen


@dataclass(frozen=True, slots=True, eq=False)
class Provenance:
    """Where one number comes from.

    Parameters
    ----------
    place
        Which number.
    value
        The number as it was computed and kept.
    dtype
        Type that it was computed in.
    way
        How it came about.
    made_by
        Name of the operation that computed it; empty if none of this iteration did.
    formula, filled
        How it is computed, in symbols: ``"dW1[391, 7] = Σn x[n, 391]·da1[n, 7]"``, and in numbers, with as many digits
        as it takes for them to come out. The number itself is the one that was kept; "≈" stands before it where the
        calculation gives another in the digits shown: see `exactly`.
    terms
        What it is made from. Of a sum the terms, the largest first. Otherwise the operands, in the order of the
        formula; where they are logits, the value of each term is exp(logit − m), its share the class's probability.
    total
        What the terms give, computed again in float64.
    scale
        Size of what was added on the way (of a sum: of all terms together), which decides what rounding can do.
    difference
        value − total: what rounding did.
    why
        What is special about this number; of a sum, what made the difference; where a number is given, what gave it.
    rounding
        What made the difference.
    why_zero
        Of a sum that is 0 because each of its terms is: why they are.
    """

    place: Place
    value: float
    dtype: np.dtype
    way: Way
    made_by: str
    formula: str
    filled: str
    terms: Terms
    total: float
    scale: float
    difference: float
    why: Problem
    rounding: Problem
    why_zero: Problem | None = None

    @property
    def positive(self) -> float:
        """The sum of the positive terms."""
        return float(self.terms.values[self.terms.values > 0].sum())

    @property
    def negative(self) -> float:
        """The sum of the negative terms."""
        return float(self.terms.values[self.terms.values < 0].sum())

    @property
    def balance(self) -> tuple[str, str, str]:
        """The positive terms, the negative ones and their sum, written so that it comes out."""
        positive, negative = written((self.positive, self.negative), lambda *both: sum(both), self.total)
        return positive, negative, number(self.total)

    @property
    def update(self) -> tuple[list[str], Problem | None]:
        """Of an update: the old number, what is added and the new one, to stand below each other; a word if needed."""
        rows = [(-float(term.value), -1) if term.negative else (float(term.value), 1) for term in self.terms]
        fewest = _digits_of_step(rows[0][0], float(self.terms.values[1:].sum()))
        texts, right = addition(rows, self.value, fewest, MOST_OF_UPDATE)
        if right or not math.isfinite(self.value):
            return texts, None
        return texts, Problem("{dtype} keeps the new number with about {digits} digits, so it can differ from what one "
                              "gets by hand by {size}.",
                              {"dtype": str(self.dtype), "digits": np.finfo(self.dtype).precision + 1,
                               "size": number(self.difference, 2)})

    @property
    def zeros(self) -> int:
        """How many terms are 0: blank pixels, silent units."""
        return self.terms.zeros

    @property
    def cancels(self) -> bool:
        """Whether large terms that are added leave a small rest, so that rounding can be seen in it."""
        return self.way in ADDED and self.scale > CANCELLED * abs(self.total)

    @property
    def visible(self) -> bool:
        """Whether value and total differ in the four digits shown: where terms cancel, or where the last digit tips."""
        return number(self.value) != number(self.total)

    @property
    def exactly(self) -> Problem | None:
        """What exact arithmetic gives in place of the number that was kept, where it differs in the digits shown."""
        if not self.visible or math.isnan(self.total):
            return None
        return Problem("Exact arithmetic gives {total}; {dtype}, which rounds after every step, came to {value}.",
                       {"total": number(self.total), "dtype": str(self.dtype), "value": number(self.value)})

    @property
    def unwritten(self) -> Problem | None:
        """What the brackets in `filled` are, where there are more terms than are written out."""
        if self.way is not Way.SUM or len(self.terms) <= SHOWN:
            return None
        count = len(self.terms) - SHOWN
        if count == 1:
            return Problem("(…) is the one term that is not written out.")
        return Problem("(…) is the sum of the {count:,} terms that are not written out.", {"count": count})


@np.errstate(over="ignore", invalid="ignore", divide="ignore")  # one may look at a network that has diverged, too
def provenance(snapshot: Snapshot, place: Place) -> Provenance:
    """Where the number at `place` comes from.

    Raises
    ------
    EngineError
        If there is no such place, or if it has not been computed yet.
    """
    variable = _variable(snapshot, place)
    array = computed(snapshot, place.name)
    summed, at = None in place.index, Cell(snapshot, variable, place.index)
    made = over_samples(at) if summed else origin(variable.cells, at)
    # Down the columns, as the panel of the minibatch's gradient adds them: another order may round another way.
    value = float(array.sum(axis=0)[place.index[1:]] if summed else array[place.index])
    operation = snapshot.operation_of(place.name)
    rounding = _rounding(made, value, array.dtype)
    return Provenance(
        place, value, array.dtype, made.way, "" if operation is None else operation.name,
        _equation(str(place), made.formula),
        _equation(made.filled, number(value), number(value) == number(made.total)), made.terms,
        made.total, made.scale, value - made.total, made.case or rounding, rounding,
        why_zero(snapshot, variable, made.terms) if made.way is Way.SUM else None)


def places_of(made: Provenance | Term) -> Iterator[Place]:
    """The places of all operands: of one term, or of all terms of a number."""
    for term in made.terms if isinstance(made, Provenance) else (made,):
        for factor in term.factors:
            if factor.place is not None:
                yield factor.place


def _digits_of_step(old: float, step: float) -> int:
    """So many that the step can be seen in the difference."""
    if not (old and step and math.isfinite(old) and math.isfinite(step)):
        return FEWEST_OF_UPDATE
    apart = math.log10(max(abs(old), abs(step)) / min(abs(old), abs(step)))
    return min(max(math.ceil(apart) + 3, FEWEST_OF_UPDATE), MOST_OF_UPDATE)


def _equation(left: str, right: str, holds: bool = True) -> str:
    """Of what is given there is nothing to say on the other side."""
    return left if left == right else f"{left} {'=' if holds else '≈'} {right}"


def _variable(snapshot: Snapshot, place: Place) -> Variable:
    """The variable that `place` is in, or an `EngineError` where there is no such place."""
    if place.name not in snapshot.variables:
        raise EngineError("{name} is not computed here.", name=place.name)
    variable, shape = snapshot.variables[place.name], snapshot.shape(place.name)
    fits = len(place.index) == len(shape) and all(
        0 <= i < size for i, size in zip(place.index, shape, strict=True) if i is not None)
    if not fits or None in place.index[1:] or (None in place.index and not variable.of_samples):
        raise EngineError("There is no {place}: {name} has the shape {shape}. Choose a cell of it.", place=str(place),
                          name=place.name, shape=str(shape))
    return variable


def _rounding(origin: Origin, value: float, dtype: np.dtype) -> Problem:
    """What made the difference between the number that was kept and the sum of its terms."""
    difference, kept = value - origin.total, np.finfo(dtype)
    largest = max(abs(value), abs(origin.total))
    said = {"dtype": str(dtype), "digits": kept.precision + 1, "difference": number(difference, 2),
            "relative": number(abs(difference) / largest if largest else 0, 2)}
    if not math.isfinite(value):
        return Problem("This is no longer a number that {dtype} can hold: the steps of the training were too long. A "
                       "smaller learning rate helps.", said)
    if difference == 0:
        return Problem("Computed again, it is the same number to the last digit.")
    cancels = origin.way in ADDED and origin.scale > CANCELLED * abs(origin.total)
    if cancels and origin.scale >= kept.tiny and abs(difference) > kept.eps * abs(origin.total):
        return Problem("What is added and taken away nearly cancels: all of it together is {scale}, what is left is "
                       "{total}. {dtype} keeps about {digits} digits of the large numbers, so fewer of the small rest "
                       "are right: the difference is {difference}.",
                       {**said, "scale": number(origin.scale), "total": number(origin.total)})
    if largest < kept.tiny:
        return Problem("{dtype} has fewer and fewer digits for numbers below {smallest}, and in the end none: the "
                       "difference of {difference} is rounding.", {**said, "smallest": number(kept.tiny, 2)})
    if origin.way is not Way.SUM:
        return Problem("The difference of {difference} ({relative} of the number) is rounding: {dtype} keeps about "
                       "{digits} digits after every step.", said)
    return Problem("The difference of {difference} ({relative} of the number) is rounding: {dtype} keeps about "
                   "{digits} digits after every step, and the terms may have been added in another order.", said)
