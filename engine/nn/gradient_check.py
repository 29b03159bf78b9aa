"""Is a gradient right? Compare backpropagation with what the definition of a derivative says.

All checks run in float64: at h = 1e-4 a float32 loss has no digits left to compare.
"""

from dataclasses import dataclass

import numpy as np

from engine.nn.network import Network
from engine.nn.numerical import both_sides, relative_error
from engine.nn.operations import Values


@dataclass(frozen=True, slots=True)
class GradientCheck:
    """Outcome of a check of one parameter.

    Parameters
    ----------
    relative_error
        Between numeric and analytic gradient, over the cells compared.
    compared, at_kink
        Cells compared, and cells left out because the step of ±h moves some unit across the kink of ReLU, where there
        is no derivative and a numeric check is meaningless.
    """

    relative_error: float
    compared: int
    at_kink: int


def check_gradients(network: Network, x: np.ndarray, t: np.ndarray, h: float = 1e-4) -> dict[str, GradientCheck]:
    """Check backpropagation of a `Network` against central differences, in float64 on a copy.

    Returns
    -------
    dict of str to GradientCheck
        By the name of the parameter.
    """
    exact = network.copy(np.float64)
    analytic = exact.gradient(x, t)
    checks = {}
    for name, param in exact.params.items():
        numeric, at_kink = _numeric_away_from_kinks(exact, param, x, t, h)
        error = relative_error(numeric[~at_kink], analytic[name][~at_kink])
        checks[name] = GradientCheck(error, int((~at_kink).sum()), int(at_kink.sum()))
    return checks


def _numeric_away_from_kinks(
    network: Network, param: np.ndarray, x: np.ndarray, t: np.ndarray, h: float
) -> tuple[np.ndarray, np.ndarray]:
    """Central differences of `param`, and where they are meaningless because a ReLU switched between the two sides."""
    numeric, at_kink = np.zeros_like(param), np.zeros(param.shape, bool)
    for index in np.ndindex(param.shape):
        above, below = both_sides(lambda: network.forward_values(x, t), param, index, h)
        numeric[index] = (above["L"] - below["L"]) / (2 * h)
        at_kink[index] = crossings(network, above, below) != (0, 0)
    return numeric, at_kink


def crossings(network: Network, above: Values, below: Values) -> tuple[int, int]:
    """How many units switch between silent and active from `below` to `above`, and for how many samples one does.

    A unit of a smooth activation has no kink that it could cross.
    """
    switched = [(above[name] > 0) != (below[name] > 0) for name in network.kinks]
    units = sum(int(each.any(axis=0).sum()) for each in switched)
    samples = np.zeros(len(above["y"]), bool)
    for each in switched:
        samples |= each.reshape(len(each), -1).any(axis=1)
    return units, int(samples.sum())
