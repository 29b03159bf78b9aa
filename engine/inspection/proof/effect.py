"""What the update did to the loss, beside what the gradient had promised.

The gradient is the slope of the loss where the parameters stand. If the loss were a plane, a step would change it by
the gradient times the step, as a step of −lr·g by −lr·‖g‖². It is a plane only nearby: the longer the step, the further
the two part.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.figures import number
from engine.inspection.frozen.snapshot import Snapshot
from engine.inspection.proof.exact_copy import Exact, may_overflow
from engine.nn.optimizers import Optimizer
from engine.problem import EngineError, Problem
from engine.training.iteration import LOSS_AFTER

FACTORS = 2.0 ** np.arange(-4, 6.5, 0.5)  # times the present learning rate: from a sixteenth to 64 times
SLIGHT = 5.0                              # degrees between the two lines that nobody would notice


@dataclass(frozen=True, slots=True, eq=False)
class UpdateEffect:
    """Predicted and measured change of the loss of the minibatch, all computed in float64 on a copy.

    Parameters
    ----------
    learning_rate
        lr of the iteration.
    loss
        L before the update.
    squared_norm
        ‖g‖², summed over all parameters.
    still
        Whether the gradient is exactly 0, and not only its square, and nothing that is remembered moves anything.
    promised
        What the optimizer promises, as a formula: −lr·‖g‖² of SGD.
    predicted, measured
        What that is, and loss after − L.
    recorded
        The measured change as training itself has it, in the network's dtype; None before the loss after the update.
    rounding
        A change of the loss as small as this may be nothing but rounding.
    rates, predicted_at, measured_at : (k,) float64
        The same for other learning rates, ascending; the iteration's own is among them.
    at_zero
        The two for a learning rate of 0: what is remembered moves on without it.
    remembers
        Whether the optimizer remembers anything, so that its step need not be downhill.
    """

    learning_rate: float
    loss: float
    squared_norm: float
    still: bool
    promised: str
    predicted: float
    measured: float
    recorded: float | None
    rounding: float
    rates: np.ndarray
    predicted_at: np.ndarray
    measured_at: np.ndarray
    at_zero: tuple[float, float]
    remembers: bool

    @property
    def ratio(self) -> float:
        """measured / predicted: 1 as predicted, 0 where the loss stands, negative where it rose; NaN for 0 / 0."""
        return self.measured / self.predicted if self.predicted else math.nan

    @property
    def angle(self) -> float:
        """Of the iteration's own step, in degrees: see `angles`."""
        return float(_angle(self.predicted, self.measured))

    @property
    def angles(self) -> np.ndarray:
        """(k,): between the straight line and the line to the true loss, drawn so that the straight one falls by 45°.

        0: as predicted. 45: the loss stands where it was. More: it rose; 135 is a wall. Below 0: it fell even faster.
        Where a rise is promised, the straight line is drawn so that it rises by 45°.
        """
        return _angle(self.predicted_at, self.measured_at)

    @property
    def good(self) -> bool | None:
        """Whether the step went down; None where that cannot be told, or there was none."""
        if not np.isfinite(self.loss) or self.still:
            return None
        if max(abs(self.predicted), abs(self.measured)) <= self.rounding:
            return None
        return bool(np.isfinite(self.measured)) and self.measured <= 0

    @property
    def verdict(self) -> Problem:
        """What the two tell about the step, in words."""
        if not np.isfinite(self.loss):
            return Problem("The loss is no finite number even before the step: the run has diverged.")
        if self.still:
            return Problem("The gradient is exactly 0: it shows no way down, and the update changes nothing.")
        if not np.isfinite(self.measured):
            return Problem("After the step the loss is no finite number: the step is far too long.")
        if max(abs(self.predicted), abs(self.measured)) <= self.rounding:
            return Problem("What the step does to the loss is so little that rounding hides it.")
        if self.remembers and self.predicted >= 0:
            return Problem("Already the gradient promises that the loss does not fall: what is remembered of the steps "
                           "before outweighs it. The loss {measured:rose|fell} by {change}.",
                           {"measured": 1 if self.measured > 0 else 0, "change": number(abs(self.measured))})
        if self.measured > 0:
            return Problem("The step was so long that it went up on the other side: the loss rose. A smaller learning "
                           "rate follows the slope.")
        if abs(self.angle) <= SLIGHT:
            return Problem("The loss fell about as the gradient promised: for a step of this length it is nearly "
                           "straight.")
        return Problem("The loss fell, by {share}% of what the gradient promised: the loss is curved, and over a step "
                       "of this length it shows.", {"share": number(100 * self.measured / self.predicted, 2)})


@may_overflow
def effect_of_update(
    snapshot: Snapshot, factors: np.ndarray = FACTORS, *, cancelled: Callable[[], bool] = lambda: False,
) -> UpdateEffect | None:
    """Compare the promise of the gradient with the change of the loss, for the iteration's own step and for others.

    Parameters
    ----------
    snapshot
        The iteration; it need not have come to its update.
    factors
        The other learning rates, as multiples of the iteration's own.
    cancelled
        Asked before each of them whether to break off; there is no answer then.

    Raises
    ------
    EngineError
        If it is a sample looked at alone, which nothing is learnt from.
    """
    if snapshot.optimizer is None:
        raise EngineError("A sample that is looked at alone is not learnt from, so there is no update. Look at an "
                          "iteration instead.")
    exact = Exact.of(snapshot)
    optimizer = snapshot.optimizer.copy(exact.network.params)
    squared = float(sum((g * g).sum() for g in exact.gradients.values()))
    still = not any(g.any() for g in exact.gradients.values())
    rate = float(snapshot.learning_rate)
    rates = rate * np.asarray(factors, float)
    predicted, measured = [], []
    for each in (rate, 0.0, *rates):
        if cancelled():
            return None
        optimizer.learning_rate = float(each)
        predicted.append(optimizer.promise(exact.gradients))
        change, moves = _change(exact, optimizer)
        measured.append(change)
        still = still and not moves
    return UpdateEffect(rate, exact.loss, squared, still, optimizer.promised, predicted[0], measured[0],
                        _recorded(snapshot), exact.rounding, rates, np.array(predicted[2:]), np.array(measured[2:]),
                        (predicted[1], measured[1]), bool(optimizer.slots))


def _change(exact: Exact, optimizer: Optimizer) -> tuple[float, bool]:
    """How the loss changes with the step, which is taken back; and whether it moves anything."""
    before = [(each, dict(each)) for each in (optimizer.params, optimizer.slots)]
    for operation in optimizer.operations(exact.network.variables):
        operation.run(exact.values)
    after = float(exact.network.loss(exact.values["x"], exact.values["t"]))
    moves = any((optimizer.params[name] != value).any() for name, value in before[0][1].items())
    for each, kept in before:
        each.update(kept)
    return after - exact.loss, moves


def _recorded(snapshot: Snapshot) -> float | None:
    if LOSS_AFTER not in snapshot.values:
        return None
    return float(snapshot.values[LOSS_AFTER]) - float(snapshot.values["L"])


@may_overflow
def _angle(predicted: np.ndarray | float, measured: np.ndarray | float) -> np.ndarray:
    """Degrees between (1, ∓1), where the prediction goes, and (1, measured/|predicted|)."""
    straight = np.where(np.asarray(predicted) > 0, 45, -45)
    return np.degrees(np.arctan(np.asarray(measured) / np.abs(predicted))) - straight
