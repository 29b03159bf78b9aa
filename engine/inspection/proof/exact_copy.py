"""A copy in float64 of what an iteration worked on, where one may change what one likes.

A float32 loss has some seven digits; the difference of two losses that a small change makes has hardly one. So what
is about small changes computes on a copy in float64. The copy starts from the very same numbers: float32 to float64
is exact.
"""

from functools import cached_property

import numpy as np

from engine.data.words import IMAGES, Words
from engine.inspection.frozen.snapshot import Snapshot
from engine.inspection.place import Place
from engine.inspection.proof.mistaken import with_right_gradient
from engine.nn.network import Network
from engine.nn.operations import Values
from engine.problem import EngineError

# What one tries out may overflow: that is said in words where it matters, not in a warning.
may_overflow = np.errstate(over="ignore", invalid="ignore", divide="ignore", under="ignore")

ROUNDING = 8  # units in the last place


class Exact:
    """A network and a minibatch in float64, with every value of one pass forward and back.

    Parameters
    ----------
    network
        Which network; not changed.
    x, t
        Its minibatch: (N, D) and (N, C).
    drawn
        What the layers drew at random for it, by name.
    right
        The same network without the mistake that its gradient may have.
    words
        What is said of its samples.

    Attributes
    ----------
    network : Network
        The copy.
    values : dict of str to ndarray
        x, t, a1, ..., y, L, and the gradients.
    gradients : dict of str to ndarray
        Of the parameters, by the name of the parameter.
    """

    @may_overflow
    def __init__(
        self, network: Network, x: np.ndarray, t: np.ndarray, drawn: Values, right: Network, words: Words = IMAGES
    ) -> None:
        self._right = right
        self.drawn = drawn
        self.words = words
        self.network = network.copy(np.float64)
        self.values = self.network.values(np.array(x, np.float64), np.array(t, np.float64), drawn)
        self.gradients = self.network.parameter_gradients(self.values)

    @classmethod
    def of(cls, snapshot: Snapshot, network: Network | None = None, rows: slice = slice(None)) -> "Exact":
        """The minibatch of an iteration, or some rows of it, with its network, or with another one.

        Raises
        ------
        EngineError
            If it is a drawing without a label, which has no loss.
        """
        check_label(snapshot)
        x, t = (snapshot.values[name][rows] for name in "xt")
        drawn = {name: value[rows] for name, value in snapshot.network.drawn_of(snapshot.values).items()}
        right = snapshot.network if network is None else with_right_gradient(network)
        return cls(network or snapshot.network, x, t, drawn, right, snapshot.look.words)

    @cached_property
    @may_overflow
    def right_values(self) -> Values:
        """The same as `values`, but of a network that has no mistake in its backward."""
        right = self._right.with_params(self.network.params)
        return right.values(self.values["x"], self.values["t"], self.drawn)

    @property
    @may_overflow
    def with_dx(self) -> Values:
        """The same as `values`, and the gradient of x."""
        values = dict(self.values)
        for operation in self.network.backward_to_input:
            if not set(operation.writes) <= values.keys():
                operation.run(values)
        return values

    @property
    def loss(self) -> float:
        """L of the minibatch."""
        return float(self.values["L"])

    @property
    def rounding(self) -> float:
        """By how much rounding may put a loss off."""
        logits = self.values[self.network.logits]
        return ROUNDING * float(np.finfo(np.float64).eps) * max(abs(self.loss), float(np.abs(logits).max()))

    @may_overflow
    def values_with(self, name: str) -> Values:
        """All values forward to L with the parameter `name` as it stands now, computed from its layer on."""
        operations = self.network.forward_operations
        first = next(i for i, operation in enumerate(operations) if name in operation.reads)
        values = dict(self.values)
        for operation in operations[first:]:
            operation.run(values)
        return values

    def parameter(self, place: Place) -> str:
        """The name of the parameter that `place`, a cell of it or of its gradient, belongs to.

        Raises
        ------
        EngineError
            If it is no such cell.
        """
        params, found = self.network.params, self.network.variables.parameter(place.name)
        if found is None:
            raise EngineError("{place} is not a parameter of this network; choose a cell of {names}.",
                              place=place, names=", ".join(params))
        check_index(place, params[found.name].shape)
        return found.name


def check_label(snapshot: Snapshot) -> None:
    """Raise an `EngineError` if it is a drawing without a label."""
    if "t" not in snapshot.values:
        raise EngineError("This drawing has no label, so it has no loss and no gradient. Say which digit it is.")


def check_index(place: Place, shape: tuple[int, ...]) -> None:
    """Raise an `EngineError` unless `place` is one cell of an array of that shape."""
    inside = len(place.index) == len(shape) and all(
        i is not None and 0 <= i < n for i, n in zip(place.index, shape, strict=True))
    if not inside:
        raise EngineError("There is no {place}: {name} has the shape {shape}. Choose a cell of it.",
                          place=place, name=place.name, shape=shape)
