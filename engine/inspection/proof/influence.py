"""Why a parameter has no influence on the loss: both backpropagation and the definition say exactly 0."""

import numpy as np

from engine.inspection.place import Place
from engine.inspection.proof.exact_copy import Exact, may_overflow
from engine.nn.layers import ACTIVATIONS
from engine.problem import Problem


@may_overflow
def why_zero(exact: Exact, place: Place) -> Problem | None:
    """Why moving the parameter at `place` changes nothing: nothing comes in, nothing gets through, nothing comes back.

    Only what holds in all samples that could have counted is given as the reason. None: there is no such reason, and
    something may be there that is too small to be seen.
    """
    number, unit = int(place.name[1:]), place.index[-1]
    counts = inputs(exact, place) != 0
    if not counts.any():
        return _nothing_came_in(exact, place)
    if exact.right_values[f"da{number}"][counts, unit].any():
        return None
    return _nothing_came_back(exact, number, unit, counts)


def inputs(exact: Exact, place: Place) -> np.ndarray:
    """What the parameter at `place` is multiplied with in each sample, (N,): a bias with 1."""
    before = exact.values[exact.network.input_name(int(place.name[1:]))]
    return before[:, place.index[0]] if len(place.index) == 2 else np.ones(len(before))


def _nothing_came_in(exact: Exact, place: Place) -> Problem:
    before = exact.network.input_name(int(place.name[1:]))
    said = {"cell": f"{before}[:, {place.index[0]}]"}
    if before == "x":
        return exact.words.nothing_came_in.given(**said)
    if exact.network.activation.silences:
        return Problem("Both are exactly 0: the unit {cell} is silent in every sample, so this weight has nothing to "
                       "pass on.", said)
    return Problem("Both are exactly 0: {cell} is 0 in every sample, so this weight has nothing to pass on.", said)


def _nothing_came_back(exact: Exact, number: int, unit: int, counts: np.ndarray) -> Problem:
    """Why the gradient of `unit` is 0 in all samples that could have counted."""
    if number == exact.network.depth:
        return Problem("Both are exactly 0: in every sample in which it could have counted, y is equal to t here, to "
                       "the last digit of float64. There is nothing left to learn.")
    a, z = (exact.values[f"{name}{number}"][counts, unit] for name in "az")
    activation = ACTIVATIONS[exact.network.activation_name]()  # the right one, also where the network's is broken
    if not activation.backward(np.ones_like(a), a, z).any():
        said = {"cell": f"z{number}[:, {unit}]"}
        if activation.silences:
            return Problem("Both are exactly 0: the unit {cell} behind it is silent in every sample in which it could "
                           "have counted, so it has no influence on the loss.", said)
        return Problem("Both are exactly 0: the unit {cell} behind it is so far out on the flat part of {activation} "
                       "that its slope is 0, to the last digit of float64, in every sample in which it could have "
                       "counted.", {**said, "activation": activation.title})
    return Problem("Both are exactly 0: in every sample in which it could have counted, the gradient that comes back "
                   "to it is 0, so it has no influence on the loss.")
