"""What the network takes one sample for, and since when."""

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Mind:
    """How the network has made up its mind about a sample.

    Parameters
    ----------
    now
        What it takes it for in the end; `NO_ANSWER` for nothing.
    since
        From which iteration on.
    first_right
        The iteration at which it was first got right; None if at none.
    changes
        How often the answer changed.
    """

    now: int
    since: int
    first_right: int | None
    changes: int


def mind(iterations: np.ndarray, answers: np.ndarray, label: int) -> Mind:
    """What there is to say of answers, (k,), at iterations, (k,), in order and at least one."""
    changed = np.flatnonzero(np.diff(answers)) + 1
    right = np.flatnonzero(answers == label)
    return Mind(int(answers[-1]), int(iterations[changed[-1]]) if len(changed) else int(iterations[0]),
                int(iterations[right[0]]) if len(right) else None, len(changed))
