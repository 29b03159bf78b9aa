"""What is changed in the middle of a run: the config that each update is made with.

Whatever keeps the shapes of all arrays can be another from an update on. Such a hyperparameter is declared with
``on_the_way``.
"""

from dataclasses import replace
from typing import Any

from engine.training.config import TrainingConfig
from engine.training.epochs import Epochs
from engine.training.run_settings import Configs, values_of


class Changes:
    """The configs of a run, each with the first iteration whose update is made with it.

    Parameters
    ----------
    configs
        Oldest first; the first is of iteration 1.
    train_size
        Number of training images.

    Attributes
    ----------
    epochs : Epochs
        What follows for the epochs.
    """

    def __init__(self, configs: Configs, train_size: int) -> None:
        self._train_size = train_size
        self._put(configs)

    def _put(self, configs: Configs) -> None:
        self.configs = tuple(configs)
        self.epochs = Epochs(values_of("batch_size", configs), self._train_size)

    def config(self, iteration: int) -> TrainingConfig:
        """The config of the update of `iteration`."""
        first, newest = self.configs[-1]
        if first <= iteration:  # at full speed it always is
            return newest
        return next(config for first, config in reversed(self.configs) if first <= iteration)

    def next_of(self, name: str, iteration: int) -> tuple[int, Any] | None:
        """The first change of a hyperparameter that is recorded for after `iteration`: from which one on, to what."""
        if self.configs[-1][0] <= iteration:  # at full speed it always is
            return None
        return next((each for each in values_of(name, self.configs) if each[0] > iteration), None)

    def differs(self, first: int, name: str, value: Any) -> int | None:
        """The first iteration, from `first` on, that has another value of a hyperparameter; None if none has."""
        starts = (first, *(start for start, _ in self.configs if start > first))
        return next((start for start in starts if getattr(self.config(start), name) != value), None)

    def set(self, first: int, name: str, value: Any) -> int | None:
        """Use a value from iteration `first` on, for good: changes recorded for after what it changes are dropped.

        Returns
        -------
        int or None
            The first iteration that another config than before holds for, from which on nothing that was kept or
            recorded is of this run any more; None if all of it still is.
        """
        differs = self.differs(first, name, value)
        if differs is not None:
            config = replace(self.config(first if differs == first else differs - 1), **{name: value})
            before = [change for change in self.configs if change[0] < differs]
            self._put((*before, *([] if before and before[-1][1] == config else [(differs, config)])))
        return differs
