"""A hidden layer that has gone dead: whatever sample is shown, no gradient gets back through any of its units.

A ReLU unit is silent where its sum is not above 0: its slope is 0 there. Steps that are too long throw units to where
they are silent for every sample there is. When that has become of all units of a layer, the gradient of everything
before it is 0, for good, and the network gives the same prediction for every sample. Sigmoid and tanh units can be
thrown to where their slope is as good as 0.

As good as that is a layer that a few samples in thousands still get through: what it learns from them alone, no other
sample is the better for.

That nothing gets through in one minibatch is a suspicion only, and is cheap to see: the gradient of the first biases is
0. So that it becomes a finding, all training data are looked through.
"""

import numpy as np

from engine.data.dataset import Split
from engine.nn.layers import Activation
from engine.nn.network import Network
from engine.problem import Problem
from engine.training.divergence import Breakdown

SMALLEST_SLOPE = 1e-14      # what gets through less is lost in rounding
SMALLEST_SQUARE = 1e-24     # of the length of a gradient that has got through
EVERY = 10                  # iterations between two looks at a suspicion
FEW = 1000                  # a layer is as good as dead where not one sample in so many gets through


class Survey:
    """Looks through training data, chunk by chunk, and counts the samples that a gradient still gets back from.

    Parameters
    ----------
    network, split
        What is looked at, and with what. The network must not be changed before the survey is done.
    """

    def __init__(self, network: Network, split: Split) -> None:
        self._network = network
        self._split = split
        self._rows = [slice(begin, begin + network.chunk) for begin in range(0, len(split), network.chunk)]
        self._done = 0
        self._few = len(split) // FEW
        activations = sum(isinstance(layer, Activation) for layer in network.layers)
        self._alive = dict.fromkeys(range(1, activations + 1), 0)

    @property
    def done(self) -> bool:
        """Whether every sample has been looked at, or every layer is known to be alive."""
        return self.dead is None or self._done == len(self._rows)

    @property
    def fraction(self) -> float:
        """How much is done, 0 to 1."""
        return self._done / len(self._rows)

    @property
    def dead(self) -> int | None:
        """The first hidden layer that is dead or as good as dead, counted from 1; None if none is. Only once `done`."""
        return next((layer for layer, alive in self._alive.items() if alive <= self._few), None)

    @property
    def alive(self) -> int:
        """How many samples a gradient gets back from through that layer."""
        return 0 if self.dead is None else self._alive[self.dead]

    @property
    def size(self) -> int:
        """How many samples there are."""
        return len(self._split)

    @np.errstate(over="ignore", invalid="ignore")
    def run_chunk(self) -> None:
        """Look at some more samples."""
        rows, network = self._rows[self._done], self._network
        z = self._split.x[rows].astype(network.dtype, copy=False)
        hidden = iter(self._alive)
        for layer in network.layers[:-2]:  # up to the last Affine
            a, z = z, layer.forward(z)
            if isinstance(layer, Activation):
                slopes = layer.backward(np.ones_like(a), a, z)
                lives = (np.abs(slopes) > SMALLEST_SLOPE) | np.isnan(a)  # a NaN is not called dead
                self._alive[next(hidden)] += int(lives.reshape(len(a), -1).any(axis=1).sum())
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

    def look(self, iteration: int, gradient: np.ndarray) -> bool:
        """Whether a survey is due. `gradient` is the last that backward makes: it came through all hidden layers."""
        if not np.vdot(gradient, gradient) < SMALLEST_SQUARE:  # at full speed it never is
            self._since = None
            return False
        if self._since is None:
            self._since = iteration
        return iteration % EVERY == 0 and not self._told

    def survey(self, network: Network, split: Split) -> Survey:
        """A survey of the network as it stands."""
        return Survey(network, split)

    def conclude(self, survey: Survey, network: Network, last_good: int) -> Breakdown | None:
        """What a survey has found, at a run whose loss was well up to `last_good`.

        What no gradient has changed cannot have died meanwhile: so the layer died with the update before `_since`.
        Where a few samples still get through, that is when it was seen first.
        """
        if survey.dead is None or self._since is None:
            return None
        self._died, self._told = self._since - 1, True
        last_good = max(min(self._died - 1, last_good), 0)
        return Breakdown(last_good, last_good + 1, _told(survey, network, self._since), can_go_on=True)

    @property
    def known(self) -> tuple[int | None, int | None]:
        """What it knows of the run, for `recall`: since when nothing got through, and when a layer died."""
        return self._since, self._died

    def recall(self, known: tuple[int | None, int | None]) -> None:
        """Know of a run what another watch knew; to be followed by `resume`."""
        self._since, self._died = known

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


def _told(survey: Survey, network: Network, since: int) -> Problem:
    """What has become of a layer, in words."""
    silences = network.activation.silences
    if survey.alive:
        what = _all_but_few_silent if silences else _all_but_few_saturated
        return what({"layer": survey.dead, "few": survey.alive, "all": survey.size})
    return (_silent if silences else _saturated)({"layer": survey.dead, "iteration": since})


def _silent(values: dict[str, object]) -> Problem:
    return Problem(
        "All units of hidden layer {layer} have fallen silent: 0 for every training sample, so that all get the same "
        "prediction. Since iteration {iteration} no gradient comes back through the layer: it cannot wake up again. A "
        "smaller learning rate from the start helps; first weights “he” or more units may.", values)


def _saturated(values: dict[str, object]) -> Problem:
    return Problem(
        "All units of hidden layer {layer} are saturated: for every training sample their slopes are below 10⁻¹⁴. "
        "Since iteration {iteration} no gradient to speak of has come back through the layer, and it no longer learns, "
        "nor does what lies before it. A smaller learning rate from the start helps.", values)


def _all_but_few_silent(values: dict[str, object]) -> Problem:
    return Problem(
        "Nearly all of hidden layer {layer} has fallen silent: only {few:,} of {all:,} training samples still "
        "{few:gets|get} anything but 0 from any of its units, all others get the same prediction, and no gradient "
        "comes back from them through it. A smaller learning rate from the start helps; first weights “he” or more "
        "units may.", values)


def _all_but_few_saturated(values: dict[str, object]) -> Problem:
    return Problem(
        "Nearly all of hidden layer {layer} is saturated: for all but {few:,} of {all:,} training samples the slopes "
        "of all its units are below 10⁻¹⁴, so that no gradient to speak of comes back from them through it. A smaller "
        "learning rate from the start helps.", values)
