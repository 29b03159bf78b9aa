"""What the check of one cell of a gradient comes to, in words: whether the two agree, or why they say nothing."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from engine.inspection.place import Place
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
    on_kink
        Whether one of them stands exactly on its kink, so that it crosses it with any h.
    rounding
        How far the rounding of the two losses can put `numeric` off.
    bend
        Finds out how far the curve of the loss puts it off.
    why_zero
        Finds out why it has no influence, where both are 0; None: nothing shows that it has none.
    layer
        Whose backward computes the gradient: ``"Affine1"``.
    """

    place: Place
    analytic: float
    numeric: float
    error: float
    h: float
    crossed: tuple[int, int]
    on_kink: bool
    rounding: float
    bend: Callable[[], float]
    why_zero: Callable[[], Problem | None]
    layer: str


def judge(seen: Evidence) -> Verdict:
    """Whether the two agree, and the outcome in words."""
    if not (math.isfinite(seen.numeric) and math.isfinite(seen.analytic)):
        return None, Problem("The loss or its gradient is no finite number here, so nothing can be compared. "
                             "Go back to an iteration before the run diverged.")
    if seen.crossed != (0, 0):
        return None, _at_a_kink(seen)
    if seen.numeric == seen.analytic == 0:
        why = seen.why_zero()
        if why is not None:
            return True, why
    return _judge_by_digits(seen)


def _at_a_kink(seen: Evidence) -> Problem:
    said = {"units": seen.crossed[0], "samples": seen.crossed[1]}
    if seen.on_kink:
        return Problem("On a kink: an input of ReLU is exactly 0 here, and moves off to either side of it (units that "
                       "switch: {units}, samples: {samples}). There is no derivative to compare with, whatever h is.",
                       said)
    return Problem("At a kink: from one loss to the other ReLU switches between silent and active (units: {units}, "
                   "samples: {samples}), so the two losses do not tell the slope in between. Try a smaller h.", said)


def _judge_by_digits(seen: Evidence) -> Verdict:
    """The same where there is something to compare: whether the difference of the losses can tell at all.

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
            {"error": seen.error, "layer": seen.layer})
    if seen.error <= FEW_DIGITS and size > explained:
        return True, Problem(
            "The two agree as far as h = {h:g} can tell: relative error {error:.0e}, which rounding and the "
            "curvature of the loss explain.", {"h": seen.h, "error": seen.error})
    return None, _what_h_hides(seen, size, bend)


def _what_h_hides(seen: Evidence, size: float, bend: float) -> Problem:
    if seen.rounding >= bend:
        return Problem(
            "Too small to tell: with h = {h:g} the rounding of the two losses may put the numeric value off by "
            "{rounding:.0e}, and the larger of the two is {size:.0e}. A larger h may show more digits.",
            {"h": seen.h, "rounding": seen.rounding, "size": size})
    return Problem(
        "Too coarse to tell: with h = {h:g} the curvature of the loss may put the numeric value off by {bend:.0e}, and "
        "the larger of the two is {size:.0e}. Try a smaller h.", {"h": seen.h, "bend": bend, "size": size})
