"""Which share of the units of each hidden layer lets nothing through."""

import math

import numpy as np

from engine.inspection.measures.measure import Measure
from engine.nn.cells import Curve

FLAT = 0.01  # a slope below this lets next to nothing back: sigmoid outputs beyond 0.99, tanh beyond 0.995


class SilentUnits(Measure):
    """The share of units whose slope is below `FLAT` for every sample of the minibatch, for each hidden layer.

    The slope of ReLU is 0 where the unit is silent; sigmoid and tanh units that are saturated have hardly any.
    """

    title = "Silent units"
    reads = ("The share of units that let no gradient back for any sample of the minibatch, and so do not learn: ReLU "
             "units that are 0 for all, sigmoid and tanh units with slopes below 0.01 for all.")
    scale = "share"
    is_share = True

    def found_rows(self) -> tuple[str, ...]:
        self._curves = {one.name: one.cells for one in self.trainer.network.variables.values()
                        if isinstance(one.cells, Curve)}
        return tuple(self._curves)

    def numbers(self) -> list[float]:
        values = self.trainer.values
        return [self._share(values[curve.operands["x"].name], values[name], curve) if name in values else math.nan
                for name, curve in self._curves.items()]

    @staticmethod
    def _share(x: np.ndarray, out: np.ndarray, curve: Curve) -> float:
        slopes = curve.activation.backward(np.ones_like(x), x, out)
        return float((np.abs(slopes) < FLAT).all(axis=0).mean())
