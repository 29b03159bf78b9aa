"""What the check of a gradient comes to, in words: whether the two numbers agree, or why they say nothing."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from engine.inspection.place import Place
from engine.nn.network import Network
from engine.problem import Problem

TOLERANCE = 1e-7     # relative error up to which the two agree
FEW_DIGITS = 1e-3    # relative error from which a difference that h explains leaves too few digits to say anything
MARGIN = 2           # times what rounding and the curve of the loss come to, for both are but estimates

Verdict = tuple[bool | None, Problem]  # whether they agree (None: it cannot be told), and the words


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What is known of one cell.

    Parameters
    ----------
    place
        The parameter's cell.
    analytic, numeric, error
        The two numbers, and their relative error.
    h
        The step.
    crossed
        Units that cross the kink of ReLU between the two losses, and samples in which one does.
    rounding
        How far the rounding of the two losses can put `numeric` off.
    bend
        Finds out how far the curve of the loss puts it off.
    nothing_came_in
        Finds out whether what a weight is multiplied with is 0 in every sample, and names it: ``"x[:, 3]"``.
    """

    place: Place
    analytic: float
    numeric: float
    error: float
    h: float
    crossed: tuple[int, int]
    rounding: float
    bend: Callable[[], float]
    nothing_came_in: Callable[[], str | None]


def judge(seen: Evidence) -> Verdict:
    """Whether the two agree, and the outcome in words."""
    if not (math.isfinite(seen.numeric) and math.isfinite(seen.analytic)):
        return None, Problem("The loss or its gradient is no finite number here, so nothing can be compared. "
                             "Go back to an iteration before the run diverged.")
    if seen.crossed != (0, 0):
        return None, Problem(
            "At a kink: from one loss to the other ReLU switches between silent and active (units: {units}, samples: "
            "{samples}). There is no derivative to compare with; try a smaller h.",
            {"units": seen.crossed[0], "samples": seen.crossed[1]})
    if seen.numeric == seen.analytic == 0:
        return True, _without_influence(seen.nothing_came_in())
    return _judge_by_digits(seen)


def _judge_by_digits(seen: Evidence) -> Verdict:
    """The same where there is something to compare: could the difference of the losses tell at all?

    Only where a number that is all wrong would have been noticed. Where it would not, as below rounding, the two can be
    as close as they like: that they are is luck.
    """
    size = max(abs(seen.numeric), abs(seen.analytic))
    if size <= MARGIN * seen.rounding:
        return None, _what_h_hides(seen, size, 0.0)
    if seen.error <= TOLERANCE:
        return True, Problem("The two agree: relative error {error:.0e}. Backpropagation computes the derivative.",
                             {"error": seen.error})
    bend = seen.bend()
    explained = MARGIN * (seen.rounding + bend)
    if bend < size / 10 and abs(seen.numeric - seen.analytic) > explained:
        return False, Problem(
            "The two disagree: relative error {error:.0e}. Look at the backward of {layer}, and of the layers "
            "behind it that its gradient has come through.",
            {"error": seen.error, "layer": f"Affine{seen.place.name[1:]}"})
    if seen.error <= FEW_DIGITS and size > explained:
        return True, Problem(
            "The two agree as far as h = {h:g} can tell: relative error {error:.0e}, which rounding and the "
            "curve of the loss explain.", {"h": seen.h, "error": seen.error})
    return None, _what_h_hides(seen, size, bend)


def _what_h_hides(seen: Evidence, size: float, bend: float) -> Problem:
    if seen.rounding >= bend:
        return Problem(
            "Too small to tell: with h = {h:g} the rounding of the two losses may come to {rounding:.0e}, where "
            "the derivative is {size:.0e}. A larger h shows more digits.",
            {"h": seen.h, "rounding": seen.rounding, "size": size})
    return Problem("With h = {h:g} the curve of the loss leaves the numeric value hardly a right digit. Try "
                   "a smaller h.", {"h": seen.h})


def _without_influence(blank: str | None) -> Problem:
    """Why moving this cell changes nothing at all."""
    if blank is None:
        return Problem("Both are exactly 0: the unit behind it was silent in every sample in which it could have "
                       "counted, so it had no influence on the loss.")
    if blank.startswith("x"):
        return Problem("Both are exactly 0: the pixel {cell} is blank in every sample, so this weight has nothing to "
                       "pass on.", {"cell": blank})
    return Problem("Both are exactly 0: the unit {cell} is silent in every sample, so this weight has nothing to pass "
                   "on.", {"cell": blank})


def where_it_is(checks: Iterable, network: Network) -> Problem:
    """What the checks of all parameters say together: all is right, or in which backward the mistake must be.

    On the way back everything behind a mistake is right and everything in front of it may be wrong, so it is where
    the first wrong gradient appears.

    Parameters
    ----------
    checks : iterable of ParameterCheck
        Of all parameters.
    network
        Whose they are.
    """
    wrong = {each.name for each in checks if each.agrees is False}
    if not wrong:
        return Problem("Every gradient that could be compared is right.")
    last = max(int(name[1:]) for name in wrong)
    if f"W{last}" not in wrong:
        return Problem("b{number} is wrong, but W{number} is right: look at db in the backward of Affine{number}.",
                       {"number": last})
    if last == network.depth:
        return Problem("All is wrong from the start of the backward pass: look at the backward of Softmax+Loss, and of "
                       "Affine{number}.", {"number": last})
    return Problem("Affine{behind} is right, Affine{number} is wrong: look at d{z} in the backward of Affine{behind}, "
                   "and at the backward of {activation}{number}.",
                   {"behind": last + 1, "number": last, "z": f"z{last}", "activation": network.activation.title})
