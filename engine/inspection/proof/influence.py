"""Why a parameter has no influence on the loss: both backpropagation and the definition say exactly 0."""

import numpy as np

from engine.inspection.place import Place
from engine.inspection.proof.exact_copy import Exact, may_overflow
from engine.nn.cells import Residual, Slope
from engine.nn.layers import ACTIVATIONS
from engine.nn.variables import Role, Variable
from engine.problem import Problem


@may_overflow
def why_zero(exact: Exact, place: Place) -> Problem | None:
    """Why moving the parameter at `place` changes nothing: nothing comes in, nothing gets through, nothing comes back.

    Only what holds in all samples that could have counted is given as the reason. None: there is no such reason, and
    something may be there that is too small to be seen.
    """
    da, unit = factors(exact, place.name)[1], place.index[-1]
    counts = inputs(exact, place) != 0
    if not counts.any():
        return _nothing_came_in(exact, place)
    if exact.right_values[da.name][counts, unit].any():
        return None
    return _nothing_came_back(exact, da, unit, counts)


def inputs(exact: Exact, place: Place) -> np.ndarray:
    """What the parameter at `place` is multiplied with in each sample, (N,): a bias with 1."""
    x, da = factors(exact, place.name)
    at = dict(zip(exact.network.variables[place.name].axes, place.index, strict=True))
    if x is None:
        return np.ones(len(exact.values[da.name]))
    return exact.values[x.name][(slice(None), *(at[axis] for axis in x.axes[1:]))]


def factors(exact: Exact, name: str) -> tuple[Variable | None, Variable]:
    """What a parameter is multiplied with, and the gradient that comes back to there: its own is their product."""
    (product,) = exact.network.variables.gradient(name).cells.products
    return next((one for one in product if one.role is not Role.GRADIENT), None), next(
        one for one in product if one.role is Role.GRADIENT)


def _nothing_came_in(exact: Exact, place: Place) -> Problem:
    x, _ = factors(exact, place.name)
    said = {"cell": f"{x.name}[:, {place.index[0]}]"}
    if x.role is Role.INPUT:
        return exact.words.nothing_came_in.given(**said)
    if exact.network.activation.silences:
        return Problem("Both are exactly 0: the unit {cell} is silent in every sample, so this weight has nothing to "
                       "pass on.", said)
    return Problem("Both are exactly 0: {cell} is 0 in every sample, so this weight has nothing to pass on.", said)


def _nothing_came_back(exact: Exact, da: Variable, unit: int, counts: np.ndarray) -> Problem:
    """Why the gradient of `unit` is 0 in all samples that could have counted."""
    if isinstance(da.cells, Residual):
        return Problem("Both are exactly 0: in every sample in which it could have counted, y is equal to t here, to "
                       "the last digit of float64. There is nothing left to learn.")
    if isinstance(da.cells, Slope) and (why := _flat(exact, da.cells, unit, counts)):
        return why
    return Problem("Both are exactly 0: in every sample in which it could have counted, the gradient that comes back "
                   "to it is 0, so it has no influence on the loss.")


def _flat(exact: Exact, slope: Slope, unit: int, counts: np.ndarray) -> Problem | None:
    """Whether the activation lets no gradient through, in words."""
    x, out = (exact.values[slope.operands[name].name][counts, unit] for name in ("x", "out"))
    activation = ACTIVATIONS[exact.network.activation_name]()  # the right one, also where the network's is broken
    if activation.backward(np.ones_like(x), x, out).any():
        return None
    said = {"cell": f"{slope.operands['out'].name}[:, {unit}]"}
    if activation.silences:
        return Problem("Both are exactly 0: the unit {cell} behind it is silent in every sample in which it could "
                       "have counted, so it has no influence on the loss.", said)
    return Problem("Both are exactly 0: the unit {cell} behind it is so far out on the flat part of {activation} "
                   "that its slope is 0, to the last digit of float64, in every sample in which it could have "
                   "counted.", {**said, "activation": activation.title})
