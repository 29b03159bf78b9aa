"""What counts as a divergence, and which iteration was the last good one."""

import math

import pytest

from engine.training.divergence import DivergenceWatch


def look_at(losses, first: int = 1) -> list:
    """(iteration, last good iteration) of every loss at which the watch says something."""
    watch = DivergenceWatch()
    found = [(i, watch.look(i, loss)) for i, loss in enumerate(losses, start=first)]
    return [(i, said.last_good) for i, said in found if said is not None]


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


@pytest.mark.parametrize("losses", [
    [2.3] * 10 + [6.0] * 200, [6.0] * 150, [2.3] * 10 + [6.0, math.nan] * 20, [2.3, 6.0, 6.0, 2.3, math.inf, 2.3],
])
def test_going_back_and_on_again_says_the_same(losses):
    recorded = [2.4, *losses]  # the first is that before training
    straight = DivergenceWatch()
    expected = {i: straight.look(i, recorded[i]) for i in range(1, len(recorded))}
    assert any(expected.values())
    for start in range(len(recorded)):
        watch = DivergenceWatch()
        for i in range(1, 8):  # it has seen something else before
            watch.look(i, 9.0)
        watch.resume(start, recorded.__getitem__)
        assert {i: watch.look(i, recorded[i]) for i in range(start + 1, len(recorded))} == {
            i: said for i, said in expected.items() if i > start}


def test_what_is_said_names_the_iteration():
    found = DivergenceWatch().look(12, math.nan)
    assert str(found.problem).startswith("The loss of iteration 12 is no longer a number")
    assert found.broke == 12


def test_of_a_plateau_its_first_iteration_is_what_broke():
    watch = DivergenceWatch()
    found = [watch.look(i, loss) for i, loss in enumerate([2.3] * 10 + [5.1] * 100, start=1)]
    assert (found[-1].last_good, found[-1].broke) == (10, 11)
