"""What a check comes to, judged by evidence that is given here, and not by what the sums of one machine come to."""

import pytest

from engine.inspection.place import Place
from engine.inspection.proof.verdict import MARGIN, Evidence, judge
from engine.nn.numerical import relative_error
from engine.problem import Problem

ROUNDING = 1e-10


def judged(numeric: float, analytic: float, *, bend: float = 0.0, crossed: tuple[int, int] = (0, 0)):
    """The judgement on these two numbers, where rounding may come to 1e-10."""
    return judge(Evidence(
        Place("W1", (2, 3)), analytic, numeric, relative_error(numeric, analytic), 1e-4, crossed, False, ROUNDING,
        lambda: bend, lambda: Problem("Both are exactly 0"), "Affine1"))


def says(judgement, agrees: bool | None, words: str) -> bool:
    return judgement[0] is agrees and str(judgement[1]).startswith(words)


@pytest.mark.parametrize("size", [1e-300, 1e-12, ROUNDING, MARGIN * ROUNDING])
@pytest.mark.parametrize("ratio", [-1.0, 0.0, 0.5, 1 + 1e-4, 1 + 1e-8, 1.0])
def test_below_rounding_it_says_nothing_however_near_the_two_come(size, ratio):
    for numeric, analytic in ((ratio * size, size), (size, ratio * size)):
        if max(abs(numeric), abs(analytic)) <= MARGIN * ROUNDING:
            assert says(judged(numeric, analytic), None, "Too small to tell: with h = 0.0001 the rounding")


def test_above_rounding_two_that_are_near_agree_and_one_that_is_all_wrong_does_not():
    size = 1.01 * MARGIN * ROUNDING
    assert says(judged(size, size), True, "The two agree: relative error 0e+00")
    assert says(judged(size, size * (1 + 1e-4)), True, "The two agree as far as h = 0.0001 can tell")
    for numeric, analytic in ((size, 0.0), (0.0, size), (size, -size)):
        assert says(judged(numeric, analytic), False, "The two disagree")


def test_what_rounding_explains_is_no_mistake_and_with_few_right_digits_no_agreement():
    assert says(judged(1e-6, 1e-6 + MARGIN * ROUNDING * 0.99), True, "The two agree as far as")
    assert says(judged(1e-6, 1e-6 + MARGIN * ROUNDING * 1.01), False, "The two disagree")
    assert says(judged(1e-9, 1e-9 + MARGIN * ROUNDING * 0.99), None, "Too small to tell")
    assert says(judged(1e-9, 1e-9 + MARGIN * ROUNDING * 1.01), False, "The two disagree")


def test_what_the_curve_of_the_loss_explains_is_no_mistake_and_hides_one_where_it_is_large():
    assert says(judged(1.0, 1.0005, bend=1e-3), True, "The two agree as far as")
    assert says(judged(1.0, 1.0025, bend=1e-3), False, "The two disagree")
    coarse = "Too coarse to tell: with h = 0.0001 the curvature of the loss"
    assert says(judged(1.0, 1.5, bend=0.2), None, coarse)
    assert says(judged(1.0, 1.0005, bend=0.6), None, coarse), "that they meet is luck"


def test_at_a_kink_nothing_is_compared_and_two_zeros_are_right():
    assert says(judged(1.0, 1.0, crossed=(1, 2)), None, "At a kink")
    assert says(judged(0.0, 0.0), True, "Both are exactly 0")
