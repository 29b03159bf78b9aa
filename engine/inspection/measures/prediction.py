"""What the network takes one sample for."""

import numpy as np

from engine.inspection.measures.measure import Measure
from engine.training.trainer import Trainer

NO_ANSWER = -1  # where the network has diverged


class Prediction(Measure):
    """The class number with the largest logit, as `Network.classify` has it; `NO_ANSWER` where these are no numbers.

    Parameters
    ----------
    trainer
        As of every measure.
    x : (D,)
        The inputs of the sample.
    """

    most = 2**20

    def __init__(self, trainer: Trainer, x: np.ndarray) -> None:
        self._x = x[np.newaxis]
        super().__init__(trainer)

    def found_rows(self) -> tuple[str, ...]:
        return ("y",)

    def numbers(self) -> list[float]:
        logits = self.trainer.network.predict(self._x)[0]
        return [NO_ANSWER if np.isnan(logits).any() else int(logits.argmax())]
