"""A number that somebody has worked out, held against the right one: near enough, or how far off."""

import math

from engine.figures import number as written_number
from engine.problem import Problem

NEARLY = 1.1      # times too large or too small, up to which it may be for rounding
PLENTY = 3        # significant digits that are enough
FEW = 2           # by which somebody may have miscounted
LARGEST_COUNT = 1e6


def is_near(given: float, answer: float, within: float) -> bool:
    """Whether an answer is near enough: within a share of what is right, or that, rounded to two digits or more.

    Of 0, within that itself.
    """
    if abs(given - answer) <= within * (abs(answer) or 1.0) * (1 + 1e-9):
        return True
    digits = _digits(given)
    return digits > 1 and float(f"{answer:.{digits - 1}e}") == given


def _digits(number: float) -> int:
    """How many significant digits a number is written with."""
    return len(f"{number:.15g}".partition("e")[0].replace(".", "").strip("-0"))


def is_whole(number: float) -> bool:
    """Whether it is a number that things are counted with, but for rounding."""
    return abs(number) < LARGEST_COUNT and math.isclose(number, round(number), rel_tol=1e-9, abs_tol=1e-12)


def how_far_off(given: float, answer: float) -> Problem:
    """How far off a number is, and in which direction, without saying what is right."""
    if answer == 0:
        return Problem("It is nearer to nothing than that.")
    if given == 0:
        return Problem("It is not 0.")
    if is_near(given, -answer, 0.02):
        return Problem("The size is right. Look at the sign.")
    if given * answer < 0:
        return Problem("It lies on the other side of 0.")
    ratio = given / answer
    times = max(ratio, 1 / ratio)
    if is_whole(answer) and is_whole(given) and abs(given - answer) <= FEW and times < 2:
        return Problem("Nearly: count again.")
    if times < NEARLY and _digits(given) < PLENTY:
        return Problem("The idea is right. One more digit is needed.")
    if times < 2:
        share = f"{max(abs(ratio - 1) * 100, 1):.0f} %"
        return (Problem("Too large, by about {share}.", {"share": share}) if abs(given) > abs(answer) else
                Problem("Too small, by about {share}.", {"share": share}))
    rounded = written_number(times, 2)
    return (Problem("About {times} times too large.", {"times": rounded}) if abs(given) > abs(answer) else
            Problem("About {times} times too small.", {"times": rounded}))
