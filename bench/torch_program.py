"""The same training in PyTorch on the CPU, eager, as its users write it. Imported only where PyTorch is installed."""

import numpy as np
import torch
from torch import nn

from engine.data.dataset import Dataset


class TorchProgram:
    """A training loop on tensors in memory.

    Parameters
    ----------
    dataset
        What to learn.
    batch_size, hidden_size, learning_rate
        As in the text.
    shuffle_once
        Draw from one permutation an epoch, cut into minibatches: the usual way and the cheapest without replacement.
        Otherwise each minibatch is drawn by itself, as the text does it: the first of a new permutation.
    """

    def __init__(
        self, dataset: Dataset, batch_size: int = 100, hidden_size: int = 50, learning_rate: float = 0.1,
        shuffle_once: bool = True,
    ) -> None:
        torch.set_num_threads(1)
        self.x = torch.tensor(np.asarray(dataset.train.x))
        self.t = torch.tensor(dataset.train.labels)
        self.model = nn.Sequential(
            nn.Linear(dataset.input_size, hidden_size), nn.ReLU(), nn.Linear(hidden_size, dataset.class_count))
        self.criterion = nn.CrossEntropyLoss()
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=learning_rate)
        self.batch_size, self.shuffle_once = batch_size, shuffle_once
        self.minibatches = iter(())
        self.losses = []

    def draw(self) -> torch.Tensor:
        """The indices of the next minibatch."""
        if not self.shuffle_once:
            return torch.randperm(len(self.x))[:self.batch_size]
        indices = next(self.minibatches, None)
        if indices is None:
            self.minibatches = iter(torch.randperm(len(self.x)).split(self.batch_size))
            indices = next(self.minibatches)
        return indices

    def iterate(self) -> None:
        """One iteration."""
        indices = self.draw()
        x, t = self.x[indices], self.t[indices]
        self.optimizer.zero_grad()
        self.criterion(self.model(x), t).backward()
        self.optimizer.step()
        with torch.no_grad():
            self.losses.append(self.criterion(self.model(x), t).item())
