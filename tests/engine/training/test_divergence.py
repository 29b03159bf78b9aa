"""What counts as a divergence, and which iteration was the last good one."""

import math

import pytest

from engine.training.divergence import DivergenceWatch


def look_at(losses, first: int = 1) -> list:
    """(iteration, last good iteration) of every loss at which the watch says something."""
    watch = DivergenceWatch()
    found = [(i, watch.look(i, loss)) for i, loss in enumerate(losses, start=first)]
    return [(i, said[0]) for i, said in found if said is not None]


@pytest.mark.parametrize("loss", [math.nan, math.inf, -math.inf])
def test_a_loss_that_is_no_number(loss):
    assert look_at([2.3, 2.2, loss]) == [(3, 2)]
    assert look_at([loss]) == [(1, 0)]
    assert look_at([2.3, 7.0, 80.0, loss]) == [(4, 1)]  # it had gone wrong before


def test_a_loss_that_stays_high_for_100_iterations():
    assert look_at([2.3] * 10 + [5.1] * 99) == []
    assert look_at([2.3] * 10 + [5.1] * 100) == [(110, 10)]
    assert look_at([1e308] * 100) == [(100, 0)]


def test_a_loss_that_comes_down_in_between():
    assert look_at([5.1] * 99 + [5.0] + [5.1] * 99) == []
    assert look_at([5.1] * 99 + [5.0] + [5.1] * 100) == [(200, 100)]


def test_starting_afresh():
    watch = DivergenceWatch()
    for i in range(1, 100):
        assert watch.look(i, 6.0) is None
    watch.reset()
    assert watch.look(100, 6.0) is None
    assert [watch.look(i, 6.0) is None for i in range(101, 200)] == [True] * 98 + [False]


def test_what_is_said_names_the_iteration():
    _, problem = DivergenceWatch().look(12, math.nan)
    assert str(problem).startswith("The loss of iteration 12 is no longer a number")
