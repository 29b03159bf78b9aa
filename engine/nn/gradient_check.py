"""Is a gradient right? Compare backpropagation with what the definition of a derivative says.

All checks run in float64: at h = 1e-4 a float32 loss has no digits left to compare.
"""

from dataclasses import dataclass

import numpy as np

from engine.nn.network import Network
from engine.nn.numerical import numerical_gradient, relative_error


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
    if not network.activation.silences:
        return numerical_gradient(lambda: network.loss(x, t), param, h), np.zeros(param.shape, bool)
    switched, above = [], []

    def loss() -> float:  # called in pairs, for +h and for −h
        values = network.forward_values(x, t)
        active = [values[f"a{number}"] > 0 for number in range(1, network.depth)]
        if above:
            switched.append(any(np.any(one != other) for one, other in zip(above.pop(), active, strict=True)))
        else:
            above.append(active)
        return values["L"]

    numeric = numerical_gradient(loss, param, h)
    return numeric, np.array(switched).reshape(param.shape)
