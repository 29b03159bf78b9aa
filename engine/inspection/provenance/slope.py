"""The slope of an activation at one place, to all digits."""

import numpy as np

from engine.nn.layers import Activation

STEP = 1e-10  # into the imaginary direction: what it leaves out is STEP² of the slope


@np.errstate(over="ignore", invalid="ignore")
def slope_at(activation: Activation, x: float) -> float:
    """f'(x). A step into the imaginary direction takes no difference of two nearly equal numbers.

    Where f is nearly flat, as sigmoid at 30, the slope that a backward reads off f(x) has lost its digits.
    """
    at = np.array([x])
    found = activation.forward(at + 1j * STEP).imag / STEP
    if activation.silences or not np.isfinite(found[0]):
        found = activation.backward(np.ones(1), at, activation.forward(at))
    return float(found[0])
