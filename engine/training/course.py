"""The course of a run: all that a trainer has recorded of it, and where it stands. From it a saved run goes on."""

from dataclasses import dataclass, replace

import numpy as np

from engine.training.record.history import AccuracyPoint
from engine.training.run_settings import Configs
from engine.training.state import State


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """What there is to a run beside its config and its data. Nothing in it changes any more.

    Parameters
    ----------
    standing
        Where it stands.
    checkpoints
        States on the way, oldest first; the first is of before training.
    losses
        Of all iterations recorded, by iteration, (n,) float64; the run may stand before the last of them.
    accuracies
        By epoch.
    configs
        The configs, oldest first, each with the first iteration whose update is made with it.
    plans
        How many updates were planned, oldest first, each with the update from which on.
    silence
        What its `SilenceWatch` knows.
    """

    standing: State
    checkpoints: tuple[State, ...]
    losses: np.ndarray
    accuracies: tuple[AccuracyPoint, ...]
    configs: Configs
    plans: tuple[tuple[int, int], ...]
    silence: tuple[int | None, int | None] = (None, None)

    def thinned(self, most: int) -> "Course":
        """The same with checkpoints that take no more than `most` bytes, evenly chosen, the first among them.

        What is between them takes longer to be reached.
        """
        each = max(sum(array.nbytes for array in state.arrays.values()) for state in self.checkpoints)
        room, there = max(most // each, 1), len(self.checkpoints)
        if there <= room:
            return self
        chosen = sorted({i * (there - 1) // max(room - 1, 1) for i in range(room)})
        return replace(self, checkpoints=tuple(self.checkpoints[i] for i in chosen))
