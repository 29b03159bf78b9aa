"""Why a parameter has no influence on the loss: both backpropagation and the definition say exactly 0."""

import numpy as np

from engine.inspection.place import Place, cell
from engine.inspection.proof.exact_copy import Exact, may_overflow
from engine.inspection.terms import Column
from engine.nn.cells import Product, Residual, Slope, Sum, terms_of
from engine.nn.indices import picked
from engine.nn.layers import ACTIVATIONS
from engine.nn.variables import SAMPLES, Role, Variable
from engine.problem import Problem


@may_overflow
def why_zero(exact: Exact, place: Place) -> Problem | None:
    """Why moving the parameter at `place` changes nothing: nothing comes in, nothing gets through, nothing comes back.

    Only what holds in all samples that could have counted is given as the reason. None: there is no such reason, and
    something may be there that is too small to be seen.
    """
    x, da = factors(exact, place.name)
    came_in, came_back = _terms(exact, place)
    counts = np.ones(len(came_back.values), bool) if x is None else came_in.values != 0
    if not counts.any():
        return _nothing_came_in(exact, place)
    where = tuple(numbers[counts] if isinstance(numbers, np.ndarray) else numbers for numbers in came_back.index)
    if exact.right_values[da.name][where].any():
        return None
    return _nothing_came_back(exact, da, where)


def inputs(exact: Exact, place: Place) -> np.ndarray:
    """What the weight at `place` is multiplied with in each sample, (N,): a bias with 1."""
    came_in, came_back = _terms(exact, place)
    return np.ones(len(came_back.values)) if came_in is None else came_in.values


def factors(exact: Exact, name: str) -> tuple[Variable | None, Variable]:
    """What a parameter is multiplied with, and the gradient that comes back to there: its own is their product."""
    found = [picked(one).variable for one in _product(exact, name) if not isinstance(one, str)]
    return next((one for one in found if one.role is not Role.GRADIENT), None), next(
        one for one in found if one.role is Role.GRADIENT)


def _product(exact: Exact, name: str) -> Product:
    (product,) = exact.network.variables.gradient(name).cells.products
    return product


def _terms(exact: Exact, place: Place) -> tuple[Column | None, Column]:
    """What came in and what came back, in each of the terms of the gradient of the parameter at `place`."""
    variables, product = exact.network.variables, _product(exact, place.name)
    parameter, count = variables[place.name], len(exact.values["x"])
    lengths = {**variables.lengths, SAMPLES: count}
    summed = {axis: lengths[axis] for axis in Sum.summed(product, parameter)}
    own = dict(zip(parameter.axes, place.numbers, strict=True))
    _, places = terms_of(product, own, summed, lambda name: variables.shape(name, count))
    columns = {one.name: Column(one.name, np.atleast_1d(exact.values[one.name][index]), index)
               for one, index in zip(product, places, strict=True)}
    x, da = factors(exact, place.name)
    return None if x is None else columns[x.name], columns[da.name]


def _nothing_came_in(exact: Exact, place: Place) -> Problem:
    x, _ = factors(exact, place.name)
    said = {"cell": cell(x.name, *_shown(_terms(exact, place)[0].index or ()))}
    if x.role is Role.INPUT:
        return exact.words.nothing_came_in.given(**said)
    if exact.network.activation.silences:
        return Problem("Both are exactly 0: the unit {cell} is silent in every sample, so this weight has nothing to "
                       "pass on.", said)
    return Problem("Both are exactly 0: {cell} is 0 in every sample, so this weight has nothing to pass on.", said)


def _nothing_came_back(exact: Exact, da: Variable, where: tuple) -> Problem:
    """Why the gradient is 0 in all cells of `da` that could have counted, which are those at `where`."""
    if isinstance(da.cells, Residual):
        return Problem("Both are exactly 0: in every sample in which it could have counted, y is equal to t here, to "
                       "the last digit of float64. There is nothing left to learn.")
    if isinstance(da.cells, Slope) and (why := _flat(exact, da.cells, where)):
        return why
    return Problem("Both are exactly 0: in every sample in which it could have counted, the gradient that comes back "
                   "to it is 0, so it has no influence on the loss.")


def _flat(exact: Exact, slope: Slope, where: tuple) -> Problem | None:
    """Whether the activation lets no gradient through, in words."""
    x, out = (exact.values[slope.operands[name].name][where] for name in ("x", "out"))
    activation = ACTIVATIONS[exact.network.activation_name]()  # the right one, also where the network's is broken
    if activation.backward(np.ones_like(x), x, out).any():
        return None
    said = {"cell": cell(slope.operands["out"].name, *_shown(where))}
    if activation.silences:
        return Problem("Both are exactly 0: the unit {cell} behind it is silent in every sample in which it could "
                       "have counted, so it has no influence on the loss.", said)
    return Problem("Both are exactly 0: the unit {cell} behind it is so far out on the flat part of {activation} "
                   "that its slope is 0, to the last digit of float64, in every sample in which it could have "
                   "counted.", {**said, "activation": activation.title})


def _shown(index: tuple) -> tuple[object, ...]:
    """An index with a colon in place of what runs."""
    return tuple(":" if isinstance(numbers, np.ndarray) else numbers for numbers in index)
