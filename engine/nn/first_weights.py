"""The first weights: drawn at random, so that the units of a layer are not all alike, and not too large (book, 6.2).

All 0 and far too large ones are there to be tried: one sees what they do.
"""

import math

import numpy as np

from engine.nn.layers import Draw, Shape

WEIGHT_SCALES = {
    "zero": lambda fan_in: 0.0,                            # all units of a layer alike, for ever (book, 6.2.1)
    "std 0.01": lambda fan_in: 0.01,                       # book, 5.7.2
    "std 1": lambda fan_in: 1.0,                           # units saturate (book, 6.2.2)
    "xavier": lambda fan_in: 1 / math.sqrt(fan_in),        # Glorot and Bengio 2010, in the book's form (6.2.2)
    "he": lambda fan_in: math.sqrt(2 / fan_in),            # He et al. 2015 (book, 6.2.3)
}


def weights_drawn(weight_init: str | float, rng: np.random.Generator) -> Draw:
    """How first weights are drawn: of a shape, for units with so many inputs, from a normal distribution.

    Raises
    ------
    ValueError
        If there is no such rule, or no such standard deviation.
    """
    usable = weight_init in WEIGHT_SCALES if isinstance(weight_init, str) else 0 <= weight_init < math.inf
    if not usable:
        raise ValueError(f"weight_init must be a number of 0 or more, or one of {', '.join(WEIGHT_SCALES)}; "
                         f"got {weight_init!r}")

    def draw(shape: Shape, fan_in: int) -> np.ndarray:
        std = WEIGHT_SCALES[weight_init](fan_in) if isinstance(weight_init, str) else weight_init
        return std * rng.standard_normal(shape) + 0.0      # of −0, which 0 times a negative number is, 0

    return draw
