"""The minibatch of an iteration is a function of the seed and the iteration, and holds no image twice."""

import numpy as np
import pytest

from engine.nn.streams import WEIGHTS, stream
from engine.training.minibatch import BLOCK, Minibatches


def test_the_same_whatever_was_drawn_before(rng):
    iterations = np.arange(1, 3 * BLOCK + 2)
    in_order = Minibatches(7, 500, 20)
    expected = {i: in_order.indices(i).tolist() for i in iterations}
    mixed = Minibatches(7, 500, 20)
    for i in rng.permutation(iterations):
        assert mixed.indices(i).tolist() == expected[i]
    for i in (1, BLOCK, BLOCK + 1, 3 * BLOCK + 1):
        assert Minibatches(7, 500, 20).indices(i).tolist() == expected[i]
    assert Minibatches(7, 500, 20).indices(10_000_000).shape == (20,)


def test_another_iteration_or_seed_is_another_draw():
    runs = [Minibatches(seed, 500, 20) for seed in range(5)]
    draws = {tuple(sorted(run.indices(i))) for run in runs for i in range(1, 2 * BLOCK + 1)}
    assert len(draws) == 5 * 2 * BLOCK


@pytest.mark.parametrize(("train_size", "batch_size"), [
    (500, 1), (500, 20), (100, 10), (99, 10), (500, 499), (500, 500), (1, 1)])
def test_no_image_twice_and_none_that_is_not_there(train_size, batch_size):
    draws = Minibatches(0, train_size, batch_size)
    for i in range(1, BLOCK + 3):
        indices = draws.indices(i)
        assert indices.shape == (batch_size,)
        assert len(set(indices.tolist())) == batch_size
        assert indices.min() >= 0
        assert indices.max() < train_size


@pytest.mark.parametrize(("train_size", "batch_size"), [(50, 10), (25, 5)])  # one for each way of drawing
def test_every_image_and_every_pair_is_as_likely_as_every_other(train_size, batch_size):
    draws = Minibatches(3, train_size, batch_size)
    drawn = np.zeros((5000, train_size))
    for i in range(5000):
        drawn[i, draws.indices(i + 1)] = 1
    # Each is drawn with p = 1/5: 1000 times in 5000 draws, with a standard deviation of √800.
    assert np.abs(drawn.sum(axis=0) - 1000).max() < 5 * np.sqrt(800)
    p = batch_size * (batch_size - 1) / (train_size * (train_size - 1))
    together = (drawn.T @ drawn)[np.triu_indices(train_size, 1)]
    assert np.abs(together - 5000 * p).max() < 5 * np.sqrt(5000 * p * (1 - p))


def test_the_images_of_a_draw_stand_in_ascending_order():
    for train_size in (99, 100):  # one for each way of drawing
        assert (np.diff(Minibatches(0, train_size, 10).indices(1)) > 0).all()


def test_what_is_handed_out_cannot_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        Minibatches(0, 50, 10).indices(1).sort()


def test_the_first_weights_have_a_stream_of_their_own():
    first = stream(1, WEIGHTS).random(4).tolist()
    assert stream(1, WEIGHTS).random(4).tolist() == first
    assert stream(2, WEIGHTS).random(4).tolist() != first
    for block in range(3):
        assert np.random.default_rng([1, 1, block]).random(4).tolist() != first


def test_a_run_leaves_the_global_generator_alone(tiny_trainer):
    state = np.random.get_state()
    try:
        np.random.seed(7)
        expected = np.random.random_sample()
        np.random.seed(7)
        tiny_trainer().run_iteration()
        assert np.random.random_sample() == expected
    finally:
        np.random.set_state(state)
