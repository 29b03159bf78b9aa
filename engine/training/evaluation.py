"""The accuracy on all training and test data, counted chunk by chunk so that it can be interrupted anywhere."""

import numpy as np

from engine.data.dataset import Dataset
from engine.nn.network import Network

APART = 25  # iterations, at least, between two evaluations of a run that learns from fewer images than there are


def epochs_between(dataset: Dataset, batch_size: int) -> int:
    """At the end of every how many epochs accuracies are due: of each, as in the book, where all images are learnt.

    Of fewer images epochs are so short that evaluations would take nearly all of the time: with 100 of MNIST, 25
    iterations take about as long as one.
    """
    return 1 if dataset.part_of is None else -(-APART * batch_size // len(dataset.train))


class Evaluation:
    """Accuracies of a network as it stands; it must not be changed before the evaluation is done.

    Parameters
    ----------
    network, dataset
        What is evaluated, and on what.
    """

    def __init__(self, network: Network, dataset: Dataset) -> None:
        self._network = network
        self._splits = dataset.splits
        self._chunks = [(which, first) for which, split in enumerate(self._splits)
                        for first in range(0, len(split), network.chunk)]
        self._done = 0
        self._correct = [0] * len(self._splits)

    @property
    def done(self) -> bool:
        """Whether every image has been looked at."""
        return self._done == len(self._chunks)

    @property
    def fraction(self) -> float:
        """How much is done, 0 to 1."""
        return self._done / len(self._chunks)

    def run_chunk(self) -> None:
        """Look at some more images."""
        which, first = self._chunks[self._done]
        split = self._splits[which]
        last = first + self._network.chunk
        predicted = self._network.classify(split.x[first:last])
        self._correct[which] += int(np.count_nonzero(predicted == split.labels[first:last]))
        self._done += 1

    def run(self) -> tuple[float, ...]:
        """Look at all images that are left; returns the `accuracies`."""
        while not self.done:
            self.run_chunk()
        return self.accuracies

    @property
    def accuracies(self) -> tuple[float, ...]:
        """(train acc, test acc), each 0 to 1, and val acc where images are kept back for it. Only once `done`."""
        return tuple(correct / len(split) for correct, split in zip(self._correct, self._splits, strict=True))
