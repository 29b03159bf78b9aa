"""Is a gradient right? Compare it with what the definition of a derivative says.

A derivative says how much L changes when one parameter changes a little. So change it a little, one parameter after
the other, and look at L. That is slow, two losses for each parameter, but nothing can go wrong in it, so it is what
backpropagation is checked against. All checks run in float64: at h = 1e-4 a float32 loss has no digits left to compare.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from engine.nn.network import Network


def numerical_gradient(f: Callable[[], float], param: np.ndarray, h: float = 1e-4) -> np.ndarray:
    """∂f/∂param by central differences: (f(p + h) − f(p − h)) / 2h for every element p (book, 4.3.2).

    Parameters
    ----------
    f
        Computes the value from whatever `param` holds at the moment.
    param : float64, any shape
        Changed one element at a time, and put back exactly.
    h
        How far to go to each side. The error of the formula shrinks with h², rounding grows with 1/h.
    """
    grad = np.zeros_like(param)
    for index in np.ndindex(param.shape):
        kept = param[index]
        param[index] = kept + h
        above = f()
        param[index] = kept - h
        below = f()
        param[index] = kept
        grad[index] = (above - below) / (2 * h)
    return grad


def complex_step_gradient(f: Callable[[np.ndarray], complex], param: np.ndarray, h: float = 1e-30) -> np.ndarray:
    """∂f/∂param by a step into the imaginary direction: Im f(p + ih) / h.

    No difference of two nearly equal numbers is taken, so it is exact to the last digits however small h is. It needs
    an f that computes with complex numbers (Squire and Trapp, SIAM Review 40, 1998).

    Parameters
    ----------
    f
        Computes the value from the complex array that it is given.
    param : float64, any shape
        Not changed.
    """
    grad = np.zeros_like(param)
    p = param.astype(complex)
    for index in np.ndindex(param.shape):
        p[index] += 1j * h
        grad[index] = f(p).imag / h
        p[index] = param[index]
    return grad


def relative_error(numeric: np.ndarray, analytic: np.ndarray) -> float:
    """‖numeric − analytic‖ / (‖numeric‖ + ‖analytic‖): 0 when equal, 1 when they have nothing in common."""
    total = float(np.linalg.norm(numeric) + np.linalg.norm(analytic))
    return float(np.linalg.norm(numeric - analytic)) / total if total > 0 else 0.0


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


def check_gradients(network: "Network", x: np.ndarray, t: np.ndarray, h: float = 1e-4) -> dict[str, GradientCheck]:
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
    network: "Network", param: np.ndarray, x: np.ndarray, t: np.ndarray, h: float
) -> tuple[np.ndarray, np.ndarray]:
    """Central differences of `param`, and where they are meaningless because a ReLU switched between the two sides."""
    if network.activation_name != "relu":
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
