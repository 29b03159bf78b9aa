"""Where in a sample it is decided what the network makes of it: three ways to ask its inputs, none of which says all.

The gradient of a number over the inputs (Simonyan and others 2013), its product with the inputs, and occlusion: what
becomes of the number when a patch of the picture is covered (Zeiler and Fergus 2013).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from engine.data.look import Look
from engine.inspection.frozen.trace import Trace
from engine.nn import functions

QUICK = 4 * 10**9  # pixels times parameters, up to which occlusion takes a tenth of a second at most


@dataclass(frozen=True, slots=True)
class Logit:
    """The logit of a class."""

    of: int

    def values(self, logits: np.ndarray) -> np.ndarray:
        """What it is for each sample: (n, C) → (n,)."""
        return logits[:, self.of]

    def slopes(self, logits: np.ndarray) -> np.ndarray:
        """Its gradient over the logits, (n, C)."""
        slopes = np.zeros_like(logits)
        slopes[:, self.of] = 1
        return slopes


@dataclass(frozen=True, slots=True)
class Difference:
    """By how much one logit is above another: what decides between two classes."""

    of: int
    rather_than: int

    def values(self, logits: np.ndarray) -> np.ndarray:
        """What it is for each sample: (n, C) → (n,)."""
        return logits[:, self.of] - logits[:, self.rather_than]

    def slopes(self, logits: np.ndarray) -> np.ndarray:
        """Its gradient over the logits, (n, C)."""
        return Logit(self.of).slopes(logits) - Logit(self.rather_than).slopes(logits)


@dataclass(frozen=True, slots=True)
class Loss:
    """The cross entropy of a sample with this label."""

    label: int

    def values(self, logits: np.ndarray) -> np.ndarray:
        """What it is for each sample: (n, C) → (n,)."""
        return functions.losses(functions.log_softmax(logits), Logit(self.label).slopes(logits))

    def slopes(self, logits: np.ndarray) -> np.ndarray:
        """Its gradient over the logits, (n, C): y − t."""
        return np.exp(functions.log_softmax(logits)) - Logit(self.label).slopes(logits)


Target = Logit | Difference | Loss


@dataclass(frozen=True, slots=True)
class Patch:
    """What is laid over a picture: a square of so many pixels a side, an odd number, all of this value."""

    side: int
    value: float


@dataclass(frozen=True, slots=True, eq=False)
class Decided:
    """What the inputs of a sample have to do with a number that the network computes of them.

    Parameters
    ----------
    trace, target
        Of which sample in which network, and which number.
    value
        The number.
    gradient : (D,)
        By how much it changes with each input.
    """

    trace: Trace
    target: Target
    value: float
    gradient: np.ndarray

    @property
    def product(self) -> np.ndarray:
        """Each input times its gradient, (D,)."""
        return self.trace.values["x"][0] * self.gradient


def decision(trace: Trace, of: int | None = None, rather_than: int | None = None) -> Difference | None:
    """What has decided about a sample: its class rather than another.

    Without `of` the class that it is read as; without another one its label or, if that is the same, the runner-up.
    None where there is no prediction, as after a divergence.
    """
    of = trace.prediction if of is None else of
    if of is None:
        return None
    rival = next((each for each in (rather_than, trace.sample.label) if each not in (None, of)), None)
    if rival is None:
        others = trace.values[trace.network.logits][0].copy()
        others[of] = -np.inf
        rival = int(others.argmax())
    return Difference(of, rival)


@np.errstate(over="ignore", invalid="ignore", divide="ignore")  # one may look at a network that has diverged, too
def decided(trace: Trace, target: Target) -> Decided:
    """Go back from a number to the inputs, as backpropagation goes back from the loss."""
    logits = trace.values[trace.network.logits]
    from_loss, *operations = trace.network.backward_to_input
    values = {**trace.values, from_loss.writes[0]: target.slopes(logits)}  # the number in the place of the loss
    for operation in operations:
        operation.run(values)
        for name in operation.writes[1:]:
            del values[name]  # the gradients of its parameters: large, and not asked for
    gradient = values[trace.variables.gradient("x").name][0]
    gradient.setflags(write=False)
    return Decided(trace, target, float(target.values(logits)[0]), gradient)


def is_quick(trace: Trace) -> bool:
    """Whether occlusion of all of a sample is done at once, so that one need not be asked for it."""
    return trace.values["x"].size * sum(value.size for value in trace.params.values()) <= QUICK


@np.errstate(over="ignore", invalid="ignore", divide="ignore")
def occlusion(
    trace: Trace, target: Target, look: Look, patch: Patch, *, cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> np.ndarray | None:
    """By how much a number falls when a patch is laid over the picture, its middle on each pixel in turn: (D,).

    Where it rises, that is negative; where nothing is covered that had another value, exactly 0. At the edge only
    what lies on the picture is covered.

    Parameters
    ----------
    trace, target
        Of which sample in which network, and which number.
    look, patch
        What picture the sample is, and what is laid over it.
    cancelled
        Asked after each part whether to break off; then None is returned.
    progress
        Told how many pixels are done, of how many.
    """
    x, network = trace.values["x"][0], trace.network
    value, falls = target.values(network.predict(x[np.newaxis])), np.zeros(x.size)
    for first in range(0, x.size, network.chunk):
        if cancelled():
            return None
        pixels = range(first, min(first + network.chunk, x.size))
        covered = np.stack(list(_covered(x, look, patch, pixels)))
        other = (covered != x).any(axis=1)
        if other.any():
            falls[pixels.start:pixels.stop][other] = value - target.values(network.predict(covered[other]))
        progress(pixels.stop, x.size)
    falls.setflags(write=False)
    return falls


def _covered(x: np.ndarray, look: Look, patch: Patch, pixels: range) -> Iterator[np.ndarray]:
    """The picture with the patch on each of these pixels, as inputs (D,)."""
    reach = patch.side // 2
    for pixel in pixels:
        rows, columns = (slice(max(place - reach, 0), place + reach + 1) for place in look.cell(pixel))
        covered = x.copy()
        look.picture(covered)[rows, columns] = patch.value  # the picture is a view of it
        yield covered
