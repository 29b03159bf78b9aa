"""Which hidden units nothing gets back through for a whole epoch.

Of each unit it is kept, epoch by epoch, in which iteration something first got through. So a run that goes back into
an epoch and on from there is judged as if it had never gone back.
"""

from dataclasses import dataclass

import numpy as np

from engine.nn.cells import Curve
from engine.training.silence import SMALLEST_SLOPE
from engine.training.trainer import Trainer

NEVER = np.iinfo(np.int32).max
MOST_BYTES = 4 * 2**20  # for the epochs that are remembered


@dataclass(slots=True, eq=False)
class _Epoch:
    """The iterations that were seen of an epoch, one after the other, and the first in which each unit was at work."""

    first: int
    last: int
    active: np.ndarray


class SilentUnits:
    """Watches the hidden units of one run. An epoch that it has not seen from its first iteration on is left out."""

    def __init__(self) -> None:
        self._epochs: dict[int, _Epoch] = {}

    def died(self, trainer: Trainer) -> list[tuple[int, int]]:
        """The units that have died with the epoch that has just ended: (hidden layer, unit) of each.

        To be asked after every iteration.
        """
        number = trainer.epochs.after(trainer.iteration - 1) + 1
        layers = _at_work(trainer)
        if not layers:
            return []
        self._note(number, trainer.iteration, np.concatenate(layers))
        if trainer.epoch < number:
            return []
        silent, before = self._silent(number, trainer), self._silent(number - 1, trainer)
        if silent is None:
            return []
        places = [(layer, unit) for layer, units in enumerate(layers, 1) for unit in range(len(units))]
        return [places[i] for i in np.flatnonzero(silent if before is None else silent & ~before)]

    def _note(self, number: int, iteration: int, at_work: np.ndarray) -> None:
        epoch = self._epochs.get(number)
        if epoch is None or not epoch.first <= iteration <= epoch.last + 1:
            epoch = self._epochs[number] = _Epoch(iteration, iteration, np.full(len(at_work), NEVER, np.int32))
            while len(self._epochs) > 2 and len(self._epochs) * epoch.active.nbytes > MOST_BYTES:
                del self._epochs[min(self._epochs)]
        epoch.last = iteration
        epoch.active[epoch.active >= iteration] = NEVER  # what it knew of what comes now may be of another run
        epoch.active[at_work & (epoch.active == NEVER)] = iteration

    def _silent(self, number: int, trainer: Trainer) -> np.ndarray | None:
        """Which units were silent all through an epoch; None if not all of it was seen."""
        epoch = self._epochs.get(number)
        if (epoch is None or epoch.first != trainer.epochs.iteration(number - 1) + 1
                or epoch.last != trainer.epochs.iteration(number)):
            return None
        return epoch.active == NEVER


def _at_work(trainer: Trainer) -> list[np.ndarray]:
    """Of each hidden layer, which units a gradient got back through from a sample of the minibatch."""
    values, found = trainer.values, []
    for z in trainer.network.variables.values():
        if isinstance(z.cells, Curve) and z.name in values:
            a = values[z.cells.operands["x"].name]
            slopes = z.cells.activation.backward(np.ones_like(a), a, values[z.name])
            lives = (np.abs(slopes) > SMALLEST_SLOPE) | np.isnan(a)
            found.append(lives.reshape(len(a), -1).any(axis=0))
    return found
