"""Streams of random numbers: whoever draws has one of his own, so that nobody's draws depend on what others draw."""

import numpy as np

WEIGHTS, MINIBATCHES, LAYERS, IMAGES = range(4)


def stream(seed: int, whose: int, *which: int) -> np.random.Generator:
    """A stream that depends on nothing but these numbers: whatever is drawn from it can be drawn again.

    Parameters
    ----------
    seed
        The seed of the run.
    whose, which
        Who draws, and for what: an iteration, a layer.
    """
    return np.random.default_rng([seed, whose, *which])
