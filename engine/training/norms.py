"""How long gradients are."""

import numpy as np

from engine.training.trainer import Trainer

TINY, HUGE = 1e-30, 1e30  # sums of squares that float32 still has with all its digits lie between these


def norm(array: np.ndarray) -> float:
    """The square root of the sum of all squares; of an array of any size, also where float32 has no such squares."""
    square = float(np.vdot(array, array))
    if not TINY < square < HUGE:
        wide = array.astype(np.float64)
        square = float(np.vdot(wide, wide))
    return square ** 0.5


def gradient_norms(trainer: Trainer, names: list[str]) -> list[tuple[str, float]]:
    """What the gradient of each of these parameters is called, and its norm in the last iteration.

    Nothing before the first iteration.
    """
    values, table = trainer.values, trainer.network.variables
    found = [table.gradient(name).name for name in names]
    return [(name, norm(values[name])) for name in found if name in values]
