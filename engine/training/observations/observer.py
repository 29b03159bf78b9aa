"""Looks at a run now and then, and says what is going on. Never during an iteration: what it needs is all there."""

import numpy as np

from engine.nn.cells import Curve
from engine.training.norms import gradient_norms
from engine.training.observations.observation import Moment, Observation
from engine.training.observations.what import OBSERVATIONS
from engine.training.silence import SMALLEST_SLOPE
from engine.training.trainer import Trainer


class Observer:
    """Remembers of one run what was said last, so that it is not said and unsaid all the time.

    Attributes
    ----------
    said : tuple of Observation
        What it has found last, the most important first.
    """

    def __init__(self) -> None:
        self.said: tuple[Observation, ...] = ()
        self._at: tuple = ()

    @np.errstate(all="ignore")
    def look(self, trainer: Trainer, planned: int) -> tuple[Observation, ...]:
        """All that is going on where the run stands, the most important first.

        In the middle of an iteration it is what was so before it.
        """
        here = (trainer.iteration, planned, trainer.history.version)
        if trainer.position == 0 and here != self._at:
            self._at = here
            at, before = moment_of(trainer, planned), {each.name for each in self.said}
            found = (observe(at, name in before) for name, observe in OBSERVATIONS.items())
            self.said = tuple(each for each in found if each is not None)
        return self.said


def moment_of(trainer: Trainer, planned: int) -> Moment:
    """What there is to be known between two iterations."""
    values, network = trainer.values, trainer.network
    norms = gradient_norms(trainer, [affine.weights for affine in network.affines])
    first = values[norms[0][0]] if norms else np.zeros(())
    return Moment(
        trainer.iteration, planned, trainer.config, trainer.history, tuple(norms),
        tuple(map(int, np.unravel_index(np.abs(first).argmax(), first.shape))),
        _silent_layer(trainer), network.activation.silences)


def _silent_layer(trainer: Trainer) -> tuple[int, str] | None:
    """The first hidden layer that nothing gets back through from any sample of the minibatch."""
    values, layers = trainer.values, 0
    for z in trainer.network.variables.values():
        if isinstance(z.cells, Curve) and z.name in values:
            layers += 1
            a = values[z.cells.operands["x"].name]
            slopes = z.cells.activation.backward(np.ones_like(a), a, values[z.name])
            if not (np.abs(slopes) > SMALLEST_SLOPE).any():
                return layers, z.name
    return None
