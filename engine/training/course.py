"""The course of a run: all that a trainer has recorded of it, and where it stands. From it a saved run goes on."""

from dataclasses import dataclass

import numpy as np

from engine.training.record.history import AccuracyPoint
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
    rates
        The learning rates, oldest first, each with the first iteration whose update uses it.
    plans
        How many updates were planned, oldest first, each with the update from which on.
    silence
        What its `SilenceWatch` knows.
    """

    standing: State
    checkpoints: tuple[State, ...]
    losses: np.ndarray
    accuracies: tuple[AccuracyPoint, ...]
    rates: tuple[tuple[int, float], ...]
    plans: tuple[tuple[int, int], ...]
    silence: tuple[int | None, int | None] = (None, None)
