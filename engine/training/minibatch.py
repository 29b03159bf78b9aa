"""The minibatch of an iteration: which training images it looks at.

The draw of iteration i depends on the seed and on i alone, not on what was drawn before. So any iteration can be run
again, alone, and gets the same images.
"""

import numpy as np

from engine.nn.streams import MINIBATCHES, stream

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
        self._drawn = np.empty((0, batch_size), np.int64)

    def indices(self, iteration: int) -> np.ndarray:
        """Indices (N,) of the training images of iteration 1, 2, 3, ..., no image twice. Read-only."""
        block, place = divmod(iteration - 1, BLOCK)
        if block != self._block:
            self._drawn = self._draw(block)
            self._block = block
        return self._drawn[place]

    def _draw(self, block: int) -> np.ndarray:
        """The indices of all iterations of a block, (BLOCK, N), each row in ascending order."""
        rng = stream(self.seed, MINIBATCHES, block)
        if self.batch_size ** 2 > self.train_size:
            # shuffle=False spares putting the drawn images in random order, which a mean over them would not see.
            drawn = np.array([rng.choice(self.train_size, self.batch_size, replace=False, shuffle=False)
                              for _ in range(BLOCK)])
            drawn.sort(axis=1)
        else:
            drawn = self._draw_few(rng)
        drawn.setflags(write=False)  # they are handed out again when this iteration comes again
        return drawn

    def _draw_few(self, rng: np.random.Generator) -> np.ndarray:
        """The same where N is small against the training set: ten times as fast as `Generator.choice`.

        Drawn as if each image went back into the pot; a row that has an image twice, which is seldom, is drawn again.
        What is left has every set of N different images with the same probability.
        """
        drawn = np.sort(rng.integers(self.train_size, size=(BLOCK, self.batch_size)), axis=1)
        while True:
            twice = (drawn[:, 1:] == drawn[:, :-1]).any(axis=1)
            if not twice.any():
                return drawn
            again = (int(twice.sum()), self.batch_size)
            drawn[twice] = np.sort(rng.integers(self.train_size, size=again), axis=1)
