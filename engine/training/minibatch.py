"""The minibatch of an iteration: which training images it looks at.

The draw of iteration i depends on the seed and on i alone, not on what was drawn before. So any iteration can be run
again, alone, and gets the same images.
"""

import numpy as np

BLOCK = 128  # iterations drawn by one generator: starting one takes longer than a draw


class Minibatches:
    """Seeded draws without replacement from a training set.

    Parameters
    ----------
    seed
        The seed of the run.
    train_size
        Number of training images.
    batch_size
        N, images a draw; at most `train_size`.
    """

    def __init__(self, seed: int, train_size: int, batch_size: int) -> None:
        self.seed = seed
        self.train_size = train_size
        self.batch_size = batch_size
        self._block = -1
        self._drawn: list[np.ndarray] = []

    def indices(self, iteration: int) -> np.ndarray:
        """Indices (N,) of the training images of iteration 1, 2, 3, ..., no image twice. Read-only."""
        block, place = divmod(iteration - 1, BLOCK)
        if block != self._block:
            self._drawn = self._draw(block)
            self._block = block
        return self._drawn[place]

    def _draw(self, block: int) -> list[np.ndarray]:
        rng = np.random.default_rng([self.seed, 1, block])  # 1: another stream than that of the first weights
        # shuffle=False spares putting the drawn images in random order, which a mean over them would not see.
        drawn = [rng.choice(self.train_size, self.batch_size, replace=False, shuffle=False) for _ in range(BLOCK)]
        for indices in drawn:
            indices.setflags(write=False)  # they are handed out again when this iteration comes again
        return drawn


def weights_rng(seed: int) -> np.random.Generator:
    """Where the first weights of a run are drawn from."""
    return np.random.default_rng([seed, 0])
