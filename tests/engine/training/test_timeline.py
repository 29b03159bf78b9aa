"""Checkpoints: dense at the beginning and thinner later, bounded in memory, and never of another run."""

from functools import partial
from itertools import pairwise

import numpy as np
import pytest

from engine.training.timeline import FEWEST, MAX_BYTES, MOST, RECENT, Timeline


def params_of(iteration: int, size: int = 1) -> dict[str, np.ndarray]:
    return {"W1": np.full(size, iteration, np.float32), "b1": np.full(1, -iteration, np.float32)}


def timeline_after(iterations: int, size: int = 1) -> Timeline:
    timeline = Timeline(params_of(0, size))
    for i in range(1, iterations + 1):
        timeline.offer(i, partial(params_of, i, size))
    return timeline


def kept(timeline: Timeline, iterations: int) -> list[int]:
    return sorted({timeline.nearest(i).iteration for i in range(iterations + 1)})


@pytest.mark.parametrize(("iterations", "widest"), [
    (100, 1), (447, 1), (448, 2), (2000, 8), (10_000, 32), (50_000, 256)])
def test_checkpoints_are_dense_at_the_beginning_and_thinner_later(iterations, widest):
    found = kept(timeline_after(iterations), iterations)
    assert found[:22] == list(range(22))
    for before, after in pairwise([*found, iterations + 1]):
        assert after - before <= min(max(before // 8, 1), widest)  # so no way is longer than an eighth of its number
    assert found[-1] - found[-2] == widest


def test_what_is_kept_depends_on_nothing_but_how_far_the_run_has_come():
    once = timeline_after(5000)
    for i in (*range(300, 900), *range(4000, 5001)):
        once.offer(i, partial(params_of, i))
    assert kept(once, 5000) == kept(timeline_after(5000), 5000)


def test_a_checkpoint_holds_what_was_offered_as_it_was_then():
    params = params_of(0)
    timeline = Timeline(params)
    for i in range(1, 501):
        params = {"W1": params["W1"] + 1, "b1": params["b1"] - 1}
        timeline.offer(i, partial(dict, params))
    for i in range(501):
        found, then = timeline.nearest(i).iteration, timeline.nearest(i).arrays
        assert found <= i
        assert i - found < 4
        assert then.keys() == {"W1", "b1"}
        assert (then["W1"], then["b1"]) == ([found], [-found])


def test_what_is_kept_cannot_be_changed_any_more():
    params = params_of(0)
    timeline = Timeline(params)
    with pytest.raises(ValueError, match="read-only"):
        params["W1"] += 1
    params = params_of(1)
    timeline.offer(1, lambda: params)
    with pytest.raises(ValueError, match="read-only"):
        params["b1"] -= 1
    assert timeline.nearest(1).arrays["b1"] is params["b1"]


@pytest.mark.parametrize("size", [1, 2**14, 2**18, 2**20])  # floats: from next to nothing to 4 MB a checkpoint
def test_memory_is_bounded(size):
    timeline = timeline_after(1000, size)
    for target in (900, 500, 980):
        for i in range(target - 100, target + 1):
            timeline.offer_on_the_way(i, target, partial(params_of, i, size))
    arrays = {id(then["W1"]): then["W1"].nbytes for then in (timeline.nearest(i).arrays for i in range(1001))}
    assert FEWEST <= len(arrays) <= MOST
    assert sum(arrays.values()) <= MAX_BYTES


def test_a_large_network_has_a_few_checkpoints_all_the_same():
    found = kept(timeline_after(100, 2**22), 100)  # 16 MB each
    assert found == [0, 64]  # two more are left to those before the one gone to


def test_the_last_iterations_of_a_replay_are_kept_at_any_place():
    timeline = timeline_after(100_000)
    for target in (30_300, 30_200, 90_000, 80_000, 40_000):
        for i in range(timeline.nearest(target).iteration + 1, target + 1):
            timeline.offer_on_the_way(i, target, partial(params_of, i))
        for i in range(target - RECENT + 1, target + 1):
            assert timeline.nearest(i).iteration == i
            assert timeline.nearest(i).arrays["W1"] == [i]


def test_what_is_another_future_is_forgotten():
    timeline = timeline_after(100)
    for i in range(80, 91):
        timeline.offer_on_the_way(i, 90, partial(params_of, i))
    timeline.forget(41)
    assert kept(timeline, 100) == list(range(41))
    timeline.offer(41, partial(params_of, -41))
    assert timeline.nearest(99).iteration == 41
    assert timeline.nearest(99).arrays["W1"] == [-41]


def test_memory_is_bounded_where_states_become_larger():
    """As with an optimizer that remembers more than the one before."""
    timeline = timeline_after(1000, 2**14)
    for i in range(1001, 3000):
        timeline.offer(i, lambda i=i: params_of(i, 3 * 2**14))
        timeline.offer_on_the_way(i, i, lambda i=i: params_of(i, 3 * 2**14))
    arrays = {id(then["W1"]): then["W1"].nbytes for then in (timeline.nearest(i).arrays for i in range(3000))}
    assert 200 < len(arrays) <= MOST
    assert sum(arrays.values()) <= MAX_BYTES
