"""The functions of the small language: what they are given, and what they say. There are no others."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from engine.lessons.expressions.values import Lookup, NotUsableError, Value, bare, logical, number

REFERS = "place"  # what is given is a place, not the value that stands there


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the language.

    Parameters
    ----------
    form
        How it is written.
    words
        What it says.
    run
        Called with what is looked up in, and the values; of those that `places` names with the place itself.
    fewest, most
        How many values it is given.
    places
        Which of them are places: ``dW1[391, 7]``, counted from 0.
    """

    form: str
    words: str
    run: Callable[..., Value]
    fewest: int = 1
    most: int = 1
    places: tuple[int, ...] = ()


def _of_numbers(what: Callable[[Any], Any]) -> Callable[..., Value]:
    """A function that makes one number of all numbers that it is given."""

    def run(lookup: Lookup, *given: Value) -> Value:
        flat = [np.atleast_1d(np.asarray(number(each), np.float64)).ravel() for each in given]
        found = np.concatenate(flat)
        if not found.size:
            raise NotUsableError("There is no number among none.")
        return float(what(found))

    return run


def _of_cells(what: Callable[[Any], Any]) -> Callable[..., Value]:
    """A function of each number for itself."""

    def run(lookup: Lookup, given: Value) -> Value:
        with np.errstate(all="ignore"):
            return bare(what(np.asarray(number(given), np.float64)))

    return run


def _of_truths(what: Callable[[np.ndarray], Any]) -> Callable[..., Value]:
    """A function that makes one answer of the truth of many comparisons."""

    def run(lookup: Lookup, given: Value) -> Value:
        return bare(what(np.atleast_1d(logical(given))))

    return run


def _rounded(lookup: Lookup, given: Value, decimals: Value = 0.0) -> Value:
    places = int(number(decimals))
    if not -12 <= places <= 12:
        raise NotUsableError("A number can be rounded to 12 decimals at most.")
    return bare(np.round(np.asarray(number(given), np.float64), places))


def _asked(name: str, lookup: Lookup, *given: Value) -> Value:
    """What only the lookup can answer."""
    return getattr(lookup, name)(*given)


FUNCTIONS: dict[str, Function] = {
    "max": Function("max(z1[0, :])", "the largest of them", _of_numbers(np.max), 1, 8),
    "min": Function("min(z1[0, :])", "the smallest of them", _of_numbers(np.min), 1, 8),
    "sum": Function("sum(da2[:, 3])", "all of them added up", _of_numbers(np.sum), 1, 8),
    "mean": Function("mean(l)", "their mean", _of_numbers(np.mean), 1, 8),
    "std": Function("std(W1)", "their standard deviation", _of_numbers(np.std), 1, 8),
    "norm": Function("norm(dW1)", "the root of the sum of their squares", _of_numbers(np.linalg.norm), 1, 8),
    "abs": Function("abs(da2[0, 3])", "without its sign", _of_cells(np.abs)),
    "sqrt": Function("sqrt(2)", "square root", _of_cells(np.sqrt)),
    "log": Function("log(y[0, 3])", "natural logarithm", _of_cells(np.log)),
    "exp": Function("exp(a2[0, 3])", "exponential function", _of_cells(np.exp)),
    "round": Function("round(L, 2)", "rounded to so many decimals; to a whole number if none are given",
                      _rounded, 1, 2),
    "argmax": Function("argmax(y[0, :])", "which of them is the largest, counted from 0",
                       _of_numbers(np.argmax)),
    "argmin": Function("argmin(y[0, :])", "which of them is the smallest, counted from 0",
                       _of_numbers(np.argmin)),
    "len": Function("len(b1)", "how many of them there are", _of_numbers(np.size)),
    "share": Function("share(z1 == 0)", "for which share of them it is true, 0 to 1", _of_truths(np.mean)),
    "count": Function("count(z1 == 0)", "for how many of them it is true", _of_truths(np.sum)),
    "any": Function("any(a1 > 0)", "whether it is true for one of them at least", _of_truths(np.any)),
    "all": Function("all(dW1[:, 2] == 0)", "whether it is true for all of them", _of_truths(np.all)),
    "seen": Function("seen('curves')", "whether that panel is seen", partial(_asked, "seen")),
    "new": Function("new(W1[3, 2])", "the same once the parameters have been updated",
                    partial(_asked, "new"), places=(0,)),
    "analytic": Function("analytic(W1[3, 2])", "the gradient of a parameter by backpropagation, in float64",
                         partial(_asked, "analytic"), places=(0,)),
    "numeric": Function("numeric(W1[3, 2], 1e-4)", ("the same by the definition of a derivative, with the "
                        "step h: (L with h more − L with h less) / 2h"), partial(_asked, "numeric"), 1, 2, (0,)),
    "drawn": Function("drawn(14)", ("how many different training images there were in the minibatches of the "
                      "first so many iterations"), partial(_asked, "drawn")),
    "diff": Function("diff(loss[:])", "how much each of them is more than the one before",
                     _of_cells(lambda each: np.diff(np.atleast_1d(each).ravel()))),
    "loss_if": Function("loss_if(W1[3, 2], 0.5)", ("what L of the minibatch would be, were this number of a "
                        "parameter that one"), partial(_asked, "loss_if"), 2, 2, (0,)),
    "mistaken": Function("mistaken('division by N', dW2[3, 2])", ("what this gradient would be with a mistake "
                         "in the backward pass, by its name in Break it"), partial(_asked, "mistaken"), 2, 2, (1,)),
}
