"""The optimizer: what is done with a gradient once it is known."""

import numpy as np


class SGD:
    """W ← W − lr·dW: a small step downhill, along the gradient of one random minibatch (book, 6.1.2).

    Parameters
    ----------
    learning_rate
        lr, how long the step is. May be changed at any time.
    """

    formula = "{W} ← {W} − lr·d{W}"

    def __init__(self, learning_rate: float = 0.1) -> None:
        self.learning_rate = learning_rate

    @property
    def learning_rate(self) -> float:
        """lr, how long the step is."""
        return self._learning_rate

    @learning_rate.setter
    def learning_rate(self, rate: float) -> None:
        self._learning_rate = rate
        # As an array of each type: a number would be made one at every step, and one of float64 make the step float64.
        self._rates = {np.dtype(dtype): np.array(rate, dtype) for dtype in (np.float32, np.float64)}

    def update(self, param: np.ndarray, grad: np.ndarray) -> np.ndarray:
        """The parameter after the step: param − lr·grad.

        An array of its own. The old one stays as it was: the values of the iteration were computed with it.
        """
        step = self._rates[grad.dtype] * grad
        return np.subtract(param, step, out=step)  # param - step, written where the step stands
