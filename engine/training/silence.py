"""A hidden layer that has gone dead: whatever sample is shown, no gradient gets back through any of its units.

A ReLU unit is silent where its sum is not above 0: its slope is 0 there. Steps that are too long throw units to where
they are silent for every sample there is. When that has become of all units of a layer, the gradient of everything
before it is 0, for good, and the network gives the same prediction for every sample. Sigmoid and tanh units can be
thrown to where their slope is as good as 0.

That nothing gets through in one minibatch is a suspicion only, and is cheap to see: the gradient of the first biases is
0. So that it becomes a finding, all training data are looked through.
"""

import numpy as np

from engine.data.dataset import Split
from engine.nn.network import Network
from engine.problem import Problem
from engine.training.divergence import Breakdown

SMALLEST_SLOPE = 1e-14      # what gets through less is lost in rounding
SMALLEST_SQUARE = 1e-24     # of the length of a gradient that has got through
EVERY = 10                  # iterations between two looks at a suspicion


class Survey:
    """Looks through training data, chunk by chunk, for samples that a gradient still gets back from.

    Parameters
    ----------
    network, split
        What is looked at, and with what. The network must not be changed before the survey is done.
    first
        The row to look at first, best one that was alive lately: with a network that learns, one is enough.
    """

    def __init__(self, network: Network, split: Split, first: int = 0) -> None:
        self._network = network
        self._split = split
        self._rows = [slice(first, first + 1),
                      *(slice(begin, begin + network.chunk) for begin in range(0, len(split), network.chunk))]
        self._done = 0
        self._dead = set(range(1, network.depth))
        self.alive = first

    @property
    def done(self) -> bool:
        """Whether every sample has been looked at, or every layer is known to be alive."""
        return not self._dead or self._done == len(self._rows)

    @property
    def fraction(self) -> float:
        """How much is done, 0 to 1."""
        return self._done / len(self._rows)

    @property
    def dead(self) -> int | None:
        """The first hidden layer that is dead, counted from 1; None if none is. Only once `done`."""
        return min(self._dead, default=None)

    @np.errstate(over="ignore", invalid="ignore")
    def run_chunk(self) -> None:
        """Look at some more samples."""
        rows, network = self._rows[self._done], self._network
        z = self._split.x[rows].astype(network.dtype, copy=False)
        for number, affine in enumerate(network.affines[:-1], start=1):
            a = affine.forward(z)
            z = network.activation.forward(a)
            if number in self._dead:
                slopes = network.activation.backward(np.ones_like(a), a, z)
                lives = ((np.abs(slopes) > SMALLEST_SLOPE) | np.isnan(a)).any(axis=1)  # a NaN is not called dead
                if lives.any():
                    self._dead.discard(number)
                    self.alive = rows.start + int(lives.argmax())
        self._done += 1


class SilenceWatch:
    """Suspects, from the gradients, that a layer has gone dead; and knows when, once a survey has found it so.

    It suspects at the same iterations however one comes to them. A layer that is known to be dead is not suspected
    again, unless the run goes back to before that and comes to it anew.
    """

    def __init__(self) -> None:
        self._since: int | None = None  # the first of the latest iterations in which nothing got through
        self._died: int | None = None   # the iteration after whose update a layer was dead
        self._told = False
        self._alive = 0

    def look(self, iteration: int, gradient: np.ndarray) -> bool:
        """Whether a survey is due. `gradient` is that of the first biases, which lie behind all hidden layers."""
        if not gradient.dot(gradient) < SMALLEST_SQUARE:  # at full speed it never is
            self._since = None
            return False
        if self._since is None:
            self._since = iteration
        return iteration % EVERY == 0 and not self._told

    def survey(self, network: Network, split: Split) -> Survey:
        """A survey of the network as it stands."""
        return Survey(network, split, self._alive)

    def conclude(self, survey: Survey, network: Network, last_good: int) -> Breakdown | None:
        """What a survey has found, at a run whose loss was well up to `last_good`.

        What no gradient has changed cannot have died meanwhile: so the layer died with the update before `_since`.
        """
        self._alive = survey.alive
        if survey.dead is None:
            return None
        self._died, self._told = self._since - 1, True
        last_good = max(min(self._died - 1, last_good), 0)
        what = _silent if network.activation.silences else _saturated
        return Breakdown(last_good, last_good + 1, what(survey.dead, self._since), can_go_on=True)

    def keep_quiet(self) -> None:
        """Suspect nothing until `resume`: what follows has been run before."""
        self._told = True

    def resume(self, iteration: int) -> None:
        """Know what led up to `iteration`, after going there."""
        if self._since is not None and self._since > iteration:
            self._since = None
        self._told = self._died is not None and self._died <= iteration

    def forget(self, iteration: int) -> None:
        """What comes after `iteration` will be another run."""
        if self._died is not None and self._died > iteration:
            self._died, self._told = None, False


def _silent(layer: int, since: int) -> Problem:
    return Problem(
        "All units of hidden layer {layer} have fallen silent: 0 for every training sample, so that all get the same "
        "prediction. Since iteration {iteration} no gradient comes back through the layer: it cannot wake up again. A "
        "smaller learning rate from the start helps; first weights “he” or more units may.",
        {"layer": layer, "iteration": since})


def _saturated(layer: int, since: int) -> Problem:
    return Problem(
        "All units of hidden layer {layer} are saturated: for every training sample their slopes are below 10⁻¹⁴. "
        "Since iteration {iteration} no gradient to speak of has come back through the layer, and it no longer learns, "
        "nor does what lies before it. A smaller learning rate from the start helps.",
        {"layer": layer, "iteration": since})
