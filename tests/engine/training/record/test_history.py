"""The record of a run: exact losses, and curves that show what a look at every single loss would show."""

import math
import threading
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.training.record.history import AccuracyPoint, History
from engine.training.record.pyramid import CHUNK, LARGEST, bucket_size

ODD = (math.nan, math.inf, -math.inf, 1e308, -1e308)

losses_with_gaps = st.lists(st.floats(0, 1e6) | st.sampled_from(ODD), max_size=40)


def history_of(losses) -> History:
    history = History()
    for iteration, loss in enumerate(losses):
        history.record_loss(iteration, loss)
    return history


def some_losses(count: int, seed: int = 0) -> np.ndarray:
    """Losses such as a run has: falling, noisy, and all different."""
    noise = np.random.default_rng(seed).random(count)
    return 2.3 * np.exp(-np.arange(count) / max(count, 1) * 5) + noise


@st.composite
def long_losses(draw):
    """Up to 5,000 losses, with a few odd ones spread among them or in a row."""
    losses = some_losses(draw(st.integers(1, 5000)), draw(st.integers(0, 9)))
    for at in draw(st.lists(st.integers(0, len(losses) - 1), max_size=5)):
        losses[at:at + draw(st.sampled_from((1, 40, 700)))] = draw(st.sampled_from((*ODD, 1e30)))
    return losses


def drawable(losses: np.ndarray) -> np.ndarray:
    return np.where(np.abs(losses) <= LARGEST, losses, np.nan)


def brute_outline(losses: np.ndarray, first: int, last: int, points: int):
    """`History.curve` by a look at every loss."""
    stop = min(last + 1, len(losses))
    size = bucket_size(stop - first, points)
    for start in range(first // size * size, stop, size):
        values = drawable(losses[start:start + size])
        if np.isnan(values).all():
            yield start, math.nan
            continue
        low, high = int(np.nanargmin(values)), int(np.nanargmax(values))
        for at in sorted({low, high}):
            yield start + at, values[at]
        if np.isnan(values).any():
            yield start + max(low, high), math.nan


def brute_mean(losses: np.ndarray, end: int, window: int) -> float:
    values = drawable(losses[max(end + 1 - window, 0):end + 1])
    values = values[~np.isnan(values)]
    return math.fsum(values) / len(values) if len(values) else math.nan


# -- what is recorded


@given(losses_with_gaps)
def test_losses_come_back_bit_for_bit(losses):
    history = history_of(losses)
    assert history.count == len(losses)
    assert history.losses().tobytes() == np.array(losses, np.float64).tobytes()
    assert all(np.array(history.loss(i)).tobytes() == np.array(loss).tobytes() for i, loss in enumerate(losses))


def test_losses_of_many_chunks_come_back_bit_for_bit():
    losses = some_losses(2 * CHUNK + 17)
    assert np.array_equal(history_of(losses).losses(), losses)


def test_losses_of_a_float32_network_come_back_bit_for_bit_and_take_half():
    losses = some_losses(2 * CHUNK + 17).astype(np.float32)
    losses[[3, CHUNK + 5]] = np.nan, np.inf
    tracemalloc.start()
    try:
        history = history_of(map(float, losses))
        used = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert history.losses().tobytes() == losses.astype(np.float64).tobytes()
    assert used < 2 * CHUNK * 6 + CHUNK * 8  # the last chunk, which is not full, is as wide as ever
    history.truncate(CHUNK + 2)
    history.record_loss(CHUNK + 3, math.pi)
    assert history.losses().tolist()[CHUNK:] == [*map(float, losses[CHUNK:CHUNK + 3]), math.pi]


def test_losses_are_a_copy():
    history = history_of([1.0, 2.0])
    history.losses()[:] = 9
    assert history.losses().tolist() == [1.0, 2.0]


def test_a_loss_met_again_changes_nothing():
    history = history_of([2.3, math.nan, 1.0])
    version = history.version
    history.record_loss(0, 2.3)
    history.record_loss(1, math.nan)
    assert (history.version, history.count) == (version, 3)


@pytest.mark.parametrize(("iteration", "loss", "message"), [
    (3, 1.0, "iteration 2 comes next"), (-1, 1.0, "iteration 2 comes next"), (1, 1.5, "another loss: 2.0, not 1.5")])
def test_a_loss_that_does_not_follow_is_an_error(iteration, loss, message):
    history = history_of([1.0, 2.0])
    with pytest.raises(ValueError, match=message):
        history.record_loss(iteration, loss)
    assert history.losses().tolist() == [1.0, 2.0]


def test_no_loss_where_none_was_recorded():
    for iteration in (-1, 2):
        with pytest.raises(IndexError, match="there are 2"):
            history_of([1.0, 2.0]).loss(iteration)


def test_accuracies_follow_the_same_rules():
    history = History()
    history.record_accuracy(0, 0, 0.1, 0.09)
    history.record_accuracy(1, 600, 0.9, np.float64(0.8))
    version = history.version
    history.record_accuracy(1, 600, 0.9, 0.8)
    assert history.version == version
    assert history.accuracies() == (AccuracyPoint(0, 0, 0.1, 0.09), AccuracyPoint(1, 600, 0.9, 0.8))
    with pytest.raises(ValueError, match="epoch 2 comes next"):
        history.record_accuracy(3, 1800, 0.9, 0.8)
    with pytest.raises(ValueError, match="epoch 1 has other accuracies"):
        history.record_accuracy(1, 600, 0.9, 0.7)


def test_version_grows_with_every_change():
    history = History()
    seen = [history.version]
    for change in (lambda: history.record_loss(0, 2.0), lambda: history.record_accuracy(0, 0, 0.1, 0.1),
                   lambda: history.record_loss(1, 1.0), lambda: history.truncate(0)):
        change()
        seen.append(history.version)
    assert seen == sorted(set(seen))


@given(long_losses(), st.integers(-2, 5001), st.integers(0, 300))
@settings(max_examples=30, deadline=None)
def test_truncate_forgets_the_future_and_nothing_else(losses, iteration, more):
    history = history_of(losses)
    history.curve(0, len(losses), 100)
    history.truncate(iteration)
    kept = losses[:max(iteration + 1, 0)]
    new = np.concatenate([kept, some_losses(more, 11)])
    for loss in new[len(kept):]:
        history.record_loss(history.count, loss)
    assert history.losses().tobytes() == new.tobytes()
    if len(new):
        assert_curve(history, new, 0, len(new) - 1, 60)


def test_truncate_at_the_edge_of_a_chunk():
    losses = some_losses(CHUNK + 100)
    for last in (CHUNK - 1, CHUNK, CHUNK - 2):
        history = history_of(losses)
        history.truncate(last)
        history.record_loss(last + 1, 7.0)
        assert np.array_equal(history.losses(), [*losses[:last + 1], 7.0])


def test_truncate_forgets_accuracies_of_the_future():
    history = history_of([2.3, 2.0, 1.0])
    for epoch in range(3):
        history.record_accuracy(epoch, epoch, 0.5, 0.5)
    history.truncate(1)
    assert [point.epoch for point in history.accuracies()] == [0, 1]
    history.record_accuracy(2, 2, 0.6, 0.6)
    assert history.accuracies()[-1] == AccuracyPoint(2, 2, 0.6, 0.6)


# -- what is drawn


def assert_curve(history, losses, first, last, points):
    iterations, drawn = history.curve(first, last, points)
    expected = list(brute_outline(losses, first, last, points))
    assert iterations.tolist() == [at for at, _ in expected]
    assert np.array_equal(drawn, [loss for _, loss in expected], equal_nan=True)
    assert len(drawn) <= 4 * points


@given(long_losses(), st.data())
@settings(max_examples=60, deadline=None)
def test_curve_shows_lowest_and_highest_of_each_bucket(losses, data):
    first = data.draw(st.integers(0, len(losses) - 1))
    last = data.draw(st.integers(first, len(losses) + 10))
    assert_curve(history_of(losses), losses, first, last, data.draw(st.integers(3, 900)))


def test_curve_of_many_chunks():
    losses = some_losses(3 * CHUNK + 1234)
    losses[[5, CHUNK, 2 * CHUNK + 1]] = math.nan, 1e308, -math.inf
    history = history_of(losses)
    for first, last, points in ((0, len(losses), 800), (0, len(losses), 3), (CHUNK - 50, CHUNK + 50, 800),
                                (100, 2 * CHUNK + 3, 77)):
        assert_curve(history, losses, first, last, points)


def test_a_curve_that_grows_is_the_curve_of_the_whole():
    losses = some_losses(3000)
    history = History()
    for iteration, loss in enumerate(losses):
        history.record_loss(iteration, loss)
        if iteration % 217 == 0:
            assert_curve(history, losses[:iteration + 1], 0, iteration, 50)


def test_few_losses_are_drawn_one_by_one():
    iterations, losses = history_of([2.0, math.nan, 1.0, 3.0]).curve(0, 10_000, 800)
    assert iterations.tolist() == [0, 1, 2, 3]
    assert np.array_equal(losses, [2.0, math.nan, 1.0, 3.0], equal_nan=True)


@pytest.mark.parametrize(("count", "first", "last"), [(0, 0, 100), (10, 10, 20), (10, 5, 4), (10, -9, -1)])
def test_nothing_to_draw(count, first, last):
    for smoothing in (1, 60):
        iterations, losses = history_of([1.0] * count).curve(first, last, 800, smoothing)
        assert (len(iterations), len(losses)) == (0, 0)


@given(long_losses(), st.data())
@settings(max_examples=60, deadline=None)
def test_smoothing_is_the_mean_of_the_last_losses(losses, data):
    points, window = data.draw(st.integers(3, 300)), data.draw(st.sampled_from((2, 10, 31, 32, 60, 300, 1000, 9999)))
    iterations, drawn = history_of(losses).curve(0, len(losses), points, window)
    expected = [brute_mean(losses, end, window) for end in iterations]
    assert iterations[-1] == len(losses) - 1
    assert np.allclose(drawn, expected, rtol=1e-12, equal_nan=True)


def test_smoothing_over_many_chunks_survives_a_huge_loss():
    losses = some_losses(2 * CHUNK + 5000)
    losses[100], losses[CHUNK], losses[CHUNK + 1] = 1e30, 1e308, math.nan
    iterations, drawn = history_of(losses).curve(0, len(losses), 500, 1000)
    assert np.allclose(drawn, [brute_mean(losses, end, 1000) for end in iterations], rtol=1e-12)
    assert drawn[-1] < 2


@given(long_losses(), st.data())
@settings(max_examples=60, deadline=None)
def test_loss_range_is_exact(losses, data):
    first = data.draw(st.integers(-5, len(losses)))
    last = data.draw(st.integers(first - 1, len(losses) + 5))
    values = drawable(losses[max(first, 0):max(last + 1, 0)])
    values = values[~np.isnan(values)]
    expected = (values.min(), values.max()) if len(values) else None
    assert history_of(losses).loss_range(first, last) == expected


def test_mean_loss_is_of_the_finite_ones():
    history = history_of([4.0, math.nan, 2.0, 1.0])
    assert history.mean_loss(2) == 1.5
    assert history.mean_loss(3) == 1.5
    assert history.mean_loss(60) == 7 / 3
    assert history.mean_loss(2, iteration=1) == 4.0
    assert history.mean_loss(1, iteration=1) is None
    assert History().mean_loss(60) is None


# -- long runs and two threads


def test_a_curve_costs_no_more_points_at_a_million_iterations():
    history = history_of(np.tile(some_losses(1000), 1000).tolist())
    for smoothing in (1, 60):
        assert 400 <= len(history.curve(0, 10**6, 800, smoothing)[0]) <= 1602


def test_a_million_iterations_take_little_memory():
    tracemalloc.start()
    try:
        history = History()
        for iteration in range(300_000):
            history.record_loss(iteration, 1.5)
        history.curve(0, history.count, 800)
        used, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert used < 16e6 * 0.3
    assert peak < 16e6 * 0.5


def test_one_thread_writes_while_another_reads():
    losses = some_losses(CHUNK + 3000)
    history, wrong = History(), []

    def read():
        while history.count < len(losses):
            count = history.count
            if not np.array_equal(history.losses()[:count], losses[:count]):
                wrong.append(count)
            iterations, drawn = history.curve(0, len(losses), 300)
            if not np.array_equal(drawn, losses[iterations]):
                wrong.append((count, "curve"))

    reader = threading.Thread(target=read)
    reader.start()
    for iteration, loss in enumerate(losses):
        history.record_loss(iteration, loss)
    reader.join()
    assert wrong == []
    assert_curve(history, losses, 0, len(losses), 300)


@given(losses=losses_with_gaps)
def test_recorded_earlier_it_is_as_if_recorded_now(losses):
    now, earlier = history_of(losses), History.of(np.array(losses, float), [AccuracyPoint(0, 0, 0.1, 0.2)])
    for history in (now, earlier):
        for iteration in range(len(losses), len(losses) + 100):
            history.record_loss(iteration, 1 / iteration if iteration else 2.0)
    assert now.losses().tobytes() == earlier.losses().tobytes()
    for found in (History.loss_range, History.curve):
        wanted = {"first": 0, "last": 200} if found is History.loss_range else {"first": 0, "last": 200, "points": 10}
        assert repr(found(now, **wanted)) == repr(found(earlier, **wanted))
    assert earlier.accuracies() == (AccuracyPoint(0, 0, 0.1, 0.2),)


def test_recorded_earlier_it_stays_whatever_comes_again():
    """As on another kind of processor. What was never there is refused all the same."""
    history = History.of(np.array([2.0, 1.0]), [AccuracyPoint(0, 0, 0.1, 0.2)])
    history.record_loss(1, 1.0000001)
    history.record_accuracy(0, 0, 0.3, 0.4)
    assert history.losses().tolist() == [2.0, 1.0] and history.accuracies()[0].train == 0.1
    with pytest.raises(ValueError, match="loss of iteration 3, where iteration 2 comes next"):
        history.record_loss(3, 1.0)


def test_it_tells_what_is_there_still_after_another_way():
    history = history_of([2.0, 1.5, 1.2, 1.0])
    asked = history.version
    history.truncate(3)  # nothing is lost
    history.record_loss(4, 0.9)
    assert history.holds(asked, 3)
    history.truncate(1)
    for iteration, loss in enumerate((1.2, 1.0, 0.9), start=2):  # as before, but gone anew
        history.record_loss(iteration, loss)
    assert [history.holds(asked, iteration) for iteration in (0, 1, 2, 4)] == [True, True, False, False]
    assert history.holds(history.version, 4)
    history.begin_anew(2.1)
    assert not history.holds(asked, 0)
