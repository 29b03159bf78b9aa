"""The gradient by the definition of a derivative: slow, and with nothing that can go wrong in it.

A derivative says how much L changes when one parameter changes a little. So change it a little, one parameter after
the other, and look at L.
"""

from collections.abc import Callable
from typing import TypeVar

import numpy as np

T = TypeVar("T")


def both_sides(f: Callable[[], T], param: np.ndarray, index: tuple[int, ...], h: float) -> tuple[T, T]:
    """What f says with one element of `param` h higher, and with it h lower; the element is put back exactly."""
    kept = param[index]
    try:
        param[index] = kept + h
        above = f()
        param[index] = kept - h
        return above, f()
    finally:
        param[index] = kept


def numerical_gradient(f: Callable[[], float | np.floating], param: np.ndarray, h: float = 1e-4) -> np.ndarray:
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
        above, below = both_sides(f, param, index, h)
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


def relative_error(numeric: np.ndarray | np.floating, analytic: np.ndarray | np.floating) -> float:
    """‖numeric − analytic‖ / (‖numeric‖ + ‖analytic‖): 0 when equal, 1 when they have nothing in common."""
    largest = max(float(np.abs(each).max(initial=0)) for each in (numeric, analytic))
    power = -int(np.frexp(largest)[1])  # to about 1, exactly: the squares of a norm leave the range of numbers early
    numeric, analytic = np.ldexp(numeric, power), np.ldexp(analytic, power)
    total = float(np.linalg.norm(numeric) + np.linalg.norm(analytic))
    return 0.0 if total == 0 else float(np.linalg.norm(numeric - analytic)) / total
