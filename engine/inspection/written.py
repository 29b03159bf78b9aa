"""With how many digits the numbers of a calculation are written, so that it comes out for who does it by hand.

Four digits are enough to read a number by, but not to calculate with: 5.627 − 5.582 is 0.045, where 0.04566 is shown.
So what a number is computed from is written with more digits, as many as it takes: 5.62731 − 5.58165 = 0.04566.
"""

import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache

import numpy as np

from engine.figures import LARGEST_PLAIN, MINUS, SUPERSCRIPTS, number, with_decimals
from engine.inspection.terms import Term, Terms
from engine.nn.numerical import relative_error
from engine.problem import Problem

DIGITS = 4   # of a number that nothing is computed from
MOST = 17    # as many as tell any two float64 numbers apart
MOST_APART = 25  # where two numbers that are neighbours among all float64 numbers are told apart exactly
_SHORT = 2   # digits of a number that its column would round to nothing
_ASCII = str.maketrans({**{high: low for low, high in zip("-0123456789", SUPERSCRIPTS, strict=True)}, MINUS: "-",
                        ",": None})


@lru_cache(maxsize=4096)
def read(text: str) -> float:
    """A number as it is read off the page, where it may have been rounded: ``"−1,234.5"``, ``"2.1×10⁻⁹"``."""
    return float(_plain(text))


def _plain(text: str) -> str:
    return text.translate(_ASCII).replace("×10", "e").replace("∞", "inf")


def unit(value: float, digits: int = DIGITS) -> float:
    """One of the last of so many significant digits: of 0.04566 it is 0.00001; of 0 and of infinity there is none."""
    return 10.0 ** (math.floor(math.log10(abs(value))) - digits + 1) if value and math.isfinite(value) else 0.0


def comes_out(by_hand: float, shown: str, digits: int = DIGITS) -> bool:
    """Whether what one gets by hand is, rounded to so many digits, what is shown."""
    wanted = read(shown)
    return abs(by_hand - wanted) <= 0.5 * (1 + 1e-9) * unit(wanted, digits)


@np.errstate(all="ignore")
def digits_needed(
    operands: Sequence[float], compute: Callable[..., float], result: float, *, digits: int = DIGITS,
    fewest: int = DIGITS,
) -> int:
    """With how many digits of the operands `compute` gives `result` with its own so many digits.

    Parameters
    ----------
    operands
        What the result is computed from.
    compute
        How: takes the operands as they are read.
    result
        What they give.
    digits
        How many digits the result is shown with.
    fewest
        So many digits the operands have at least.
    """
    if not all(map(math.isfinite, (*operands, result))):
        return fewest
    shown = number(result, digits)
    return next((each for each in range(fewest, MOST) if comes_out(
        compute(*(read(number(operand, each)) for operand in operands)), shown, digits)), MOST)


def written(
    operands: Sequence[float], compute: Callable[..., float], result: float, *, digits: int = DIGITS,
    fewest: int = DIGITS,
) -> list[str]:
    """The operands, with as many digits as it takes for the result to come out: see `digits_needed`."""
    needed = digits_needed(operands, compute, result, digits=digits, fewest=fewest)
    return [number(operand, needed) for operand in operands]


# --- what is written in more places than one -----------------------------------------------------------------------

def difference(before: float, after: float, fewest: int) -> tuple[str, str, str]:
    """The two, and what the second is more than the first."""
    change = after - before
    return *_apart(before, after, Decimal(1), change, DIGITS, fewest), number(change)


def ends_of_way(before: float, after: float) -> tuple[str, str]:
    """The two, with as many digits as it takes to see how far the second is from the first."""
    return _apart(before, after, Decimal(1), after - before, _SHORT, DIGITS)


def _apart(first: float, second: float, factor: Decimal, result: float, digits: int, fewest: int) -> tuple[str, str]:
    """The two, so that (second − first)·factor = result comes out; they may be next to each other among all floats."""
    if not all(map(math.isfinite, (first, second, result))):
        return number(first, fewest), number(second, fewest)
    for each in range(fewest, MOST_APART + 1):
        texts = number(first, each), number(second, each)
        a, b = (Decimal(_plain(text)) for text in texts)
        if comes_out(float((b - a) * factor), number(result, digits), digits):
            break
    return texts


def addition(
    rows: Sequence[tuple[float, int]], new: float, fewest: int, most: int
) -> tuple[list[str], bool]:
    """``old − step = new`` below each other, with the decimals that make it come out; and whether there are any.

    There are none from `fewest` to `most` digits where what was kept is rounded more coarsely than the step is written.
    Each row is a number and its sign, 1 or −1.
    """
    values, signs = (*(value for value, _ in rows), new), (*(sign for _, sign in rows), -1)
    if not all(map(math.isfinite, values)):
        return column(values, fewest), False
    for digits in range(fewest, most + 1):
        texts = column(values, digits)
        shared = decimals_of(max(map(abs, values)), digits)
        last = unit(read(texts[-1]), digits - 1) if shared is None else 10.0 ** -shared
        if abs(sum(sign * read(text) for sign, text in zip(signs, texts, strict=True))) <= 0.5 * (1 + 1e-9) * last:
            return texts, True
    return column(values, fewest), False


def update(terms: Sequence[tuple[float, Sequence[float]]], new: float, digits: int) -> tuple[list[str], str, bool]:
    """``old − rate × gradient = new`` in one line: old, gradient; new; and whether it comes out in the digits shown.

    The new number has so many digits, or fewer where what was kept is rounded more coarsely. Each term is a constant,
    which is written as it is, and the numbers that it is multiplied with.
    """
    operands = [value for _, factors in terms for value in factors]

    def by_hand(*operands: float) -> float:
        given = iter(operands)
        return sum(constant * math.prod(next(given) for _ in factors) for constant, factors in terms)

    exact = by_hand(*operands)
    for each in range(digits, DIGITS - 1, -1):
        if number(exact, each) == number(new, each):
            return written(operands, by_hand, new, digits=each, fewest=each), number(new, each), True
    return [number(operand, digits) for operand in operands], number(new, digits), False


def central_difference(
    above: float, below: float, h: float, numeric: float, analytic: float, error: float,
) -> tuple[str, str, str, str, str]:
    """``(above − below) / 2h = numeric``, and how far that is from `analytic`: the five numbers as they are written."""
    digits = digits_needed((numeric, analytic), lambda a, b: float(relative_error(np.float64(a), np.float64(b))), error,
                           digits=2, fewest=8)
    below_text, above_text = _apart(below, above, 1 / (2 * Decimal(repr(h))), numeric, digits, 10)
    return above_text, below_text, number(numeric, digits), number(analytic, digits), number(error, 2)


def column(values: Sequence[float], digits: int = DIGITS) -> list[str]:
    """Numbers to stand below each other: all with the decimals that give the largest its significant digits."""
    values = [float(value) for value in values]
    largest = max((abs(value) for value in values if math.isfinite(value)), default=0.0)
    decimals = decimals_of(largest, digits)
    if decimals is None:
        return [number(value, digits - 1) for value in values]
    return [with_decimals(value, decimals) if math.isfinite(value) else number(value) for value in values]


def decimals_of(largest: float, digits: int = DIGITS) -> int | None:
    """The decimals that give a number of this size so many digits; None where it is written with a power of ten."""
    if not largest:
        return digits
    if not 1e-3 <= largest < LARGEST_PLAIN:
        return None
    return max(0, digits - 1 - math.floor(math.log10(largest)))


def figure(value: float, largest: float, digits: int = DIGITS) -> str:
    """A number in a column whose largest size is `largest`; one that would be rounded to 0 is written by itself."""
    decimals = decimals_of(largest, digits)
    if decimals is None or not math.isfinite(value):
        return number(value, digits)
    text = with_decimals(value, decimals)
    return number(value, _SHORT + digits - DIGITS) if value and not read(text) else text


class Rows:
    """How the terms of a number are written in rows, so that each row comes out: factor × factor = term.

    Parameters
    ----------
    terms
        All of them.
    seen
        Some of them, from which it is seen how many digits are needed.
    largest_logit
        Where the terms are logits, each adding exp(a − m): m; None where they are products.
    """

    def __init__(self, terms: Terms, seen: Sequence[Term], largest_logit: float | None = None) -> None:
        self._terms, self._largest_logit = terms, largest_logit
        count = max((len(term.factors) for term in seen), default=0)
        self._largest = [_largest(terms.factor_values(column)) for column in range(count)]
        self._largest_term = _largest(terms.values)
        self._digits = DIGITS
        self._digits = max(map(self._needed, seen), default=DIGITS)
        self._found: dict[Term, list[str]] = {}

    def term(self, value: float) -> str:
        """What a term adds, as it stands in its column."""
        return figure(value, self._largest_term)

    def factors(self, term: Term) -> list[str]:
        """The factors of a row, as they stand in their columns."""
        if term not in self._found:
            self._found[term] = self._texts(term, self._needed(term))
        return self._found[term]

    def rounding(self, result: float) -> Problem | None:
        """What one has to know to add up the rows by hand; None where there is nothing to add up."""
        if not self._terms.values.any() or not (math.isfinite(self._terms.size) and math.isfinite(result)):
            return None
        return Problem("Each row is rounded to the digits shown: their sum by hand can be off by up to {size}.",
                       {"size": number(1.05 * self.off(result), 2)})

    def off(self, result: float) -> float:
        """By how much the sum of the terms as they are written can miss `result`: each of them is rounded."""
        values = self._terms.values
        sizes = np.abs(values[np.isfinite(values) & (values != 0)])
        decimals = decimals_of(self._largest_term)
        units = (10.0 ** (np.floor(np.log10(sizes)) - DIGITS + 1) if decimals is None
                 else np.full(len(sizes), 10.0 ** -decimals))
        return 0.5 * (float(units.sum()) + unit(result)) + abs(result - float(values.sum()))

    def _texts(self, term: Term, digits: int) -> list[str]:
        return [figure(factor.value, largest, digits)
                for factor, largest in zip(term.factors, self._largest, strict=False)]

    @np.errstate(all="ignore")
    def _needed(self, term: Term) -> int:
        """The digits, not fewer than other rows have, with which a row comes out to one of its last digit."""
        shown = read(self.term(term.value))
        if not math.isfinite(shown) or (len(self._largest) == 1 and self._largest_logit is None):
            return self._digits
        allowed = self._resolution(shown) * (1 + 1e-9)
        return next((digits for digits in range(self._digits, MOST)
                     if abs(self._by_hand(term, digits) - shown) <= allowed), MOST)

    def _by_hand(self, term: Term, digits: int) -> float:
        factors = list(map(read, self._texts(term, digits)))
        if self._largest_logit is None:
            return math.prod(factors)
        return float(np.exp(factors[0] - read(figure(self._largest_logit, self._largest[0], digits))))

    def _resolution(self, shown: float) -> float:
        """One of the last digit of a term that reads so."""
        decimals = decimals_of(self._largest_term)
        if decimals is None:
            return unit(shown)
        return 10.0 ** -decimals if abs(shown) >= 10.0 ** -decimals else unit(shown, _SHORT)


def _largest(values: np.ndarray) -> float:
    """The largest size among those that are finite."""
    return float(np.abs(values[np.isfinite(values)]).max(initial=0.0))
