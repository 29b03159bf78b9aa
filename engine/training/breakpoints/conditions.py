"""What a breakpoint can wait for. A further one is one class here, and its row in `CONDITIONS`.

A condition is asked after an iteration. It is met where something becomes so, not as long as it is so: a loss that
stays below its limit has fallen below it once. So each condition makes a figure of where training stands, and is met
or not by the figures of this iteration and of the one before, however that was come to: the same run meets the same
conditions again.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum
from operator import itemgetter
from typing import Any

import numpy as np

from engine.figures import number
from engine.problem import Problem
from engine.training.breakpoints.silent_units import SilentUnits
from engine.training.config import MAX_ITERATIONS
from engine.training.kinds import Kind, RealNumber, WholeNumber
from engine.training.norms import gradient_norms
from engine.training.record.history import SMOOTHED
from engine.training.record.pyramid import LARGEST
from engine.training.trainer import Trainer

LIMIT = RealNumber(1e-9, 1e9)


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """A trainer after an iteration, and the inputs of the sample that is chosen, if one is."""

    trainer: Trainer
    sample: np.ndarray | None = None

    @property
    def iteration(self) -> int:
        """The iteration that is done."""
        return self.trainer.iteration


class Condition:
    """One sort of them; each breakpoint has its own, which may remember.

    Attributes
    ----------
    label : Problem
        What it is called where it is chosen.
    kind : Kind or None
        What its value can be; None where it has none.
    usual : object
        The value that is offered.
    moves : bool
        Whether the trainer has to go back within the iteration to say why.
    """

    label: Problem
    kind: Kind | None = None
    usual: Any = None
    moves = False

    def __init__(self, value: Any = None) -> None:
        self.value = value

    @property
    def name(self) -> Problem:
        """What a breakpoint with this value is called."""
        return self.label

    def figure(self, at: Moment) -> Any:
        """What it goes by, at this moment."""
        raise NotImplementedError

    def why(self, before: Any, now: Any, at: Moment) -> Problem | None:
        """Why it is met, if it is, by its figures after the iteration before (None: not known) and after this one."""
        raise NotImplementedError


class AtIteration(Condition):
    """An iteration with this number."""

    label = Problem("at iteration")
    kind = WholeNumber(1, MAX_ITERATIONS)
    usual = 100

    @property
    def name(self) -> Problem:
        return Problem("iteration {iteration:,}", {"iteration": self.value})

    def figure(self, at: Moment) -> int:
        return at.iteration

    def why(self, before: int | None, now: int, at: Moment) -> Problem | None:
        if now != self.value:
            return None
        return Problem("Iteration {iteration:,} is done: its loss is {loss}.",
                       {"iteration": now, "loss": number(at.trainer.history.loss(now))})


class EndOfEpoch(Condition):
    """As many samples have been drawn as there are."""

    label = Problem("at the end of an epoch")

    def figure(self, at: Moment) -> int:
        return at.trainer.epoch

    def why(self, before: int | None, now: int, at: Moment) -> Problem | None:
        if now == at.trainer.epochs.after(at.iteration - 1):
            return None
        return Problem("Epoch {epoch:,} has ended, with iteration {iteration:,}.",
                       {"epoch": now, "iteration": at.iteration})


class LossBelow(Condition):
    """The loss, as a mean, comes to be below a limit."""

    label = Problem("loss (mean of 60) below")
    kind = LIMIT
    usual = 0.5

    @property
    def name(self) -> Problem:
        return Problem("loss (mean of 60) below {limit}", {"limit": number(self.value)})

    def __init__(self, value: Any = None) -> None:
        super().__init__(value)
        self._losses: deque[float] = deque(maxlen=SMOOTHED)  # the last ones, up to which iteration:
        self._last = -1

    def figure(self, at: Moment) -> float | None:
        """The mean of the finite ones; summed up here, which takes a twentieth of the time that the record needs."""
        loss, last = at.trainer.history.loss, at.iteration
        if self._last != last - 1:
            self._losses.clear()
            self._losses.extend(loss(i) for i in range(max(last - SMOOTHED, 0), last))
        self._losses.append(loss(last))
        self._last = last
        finite = [each for each in self._losses if abs(each) <= LARGEST]
        return fsum(finite) / len(finite) if finite else None

    def why(self, before: float | None, now: float | None, at: Moment) -> Problem | None:
        if now is None or not self._is_beyond(now) or (before is not None and self._is_beyond(before)):
            return None
        return self._said({"count": min(SMOOTHED, at.iteration + 1), "loss": number(now), "limit": number(self.value),
                           "iteration": at.iteration})

    def _is_beyond(self, loss: float) -> bool:
        return loss < self.value

    def _said(self, values: Mapping[str, object]) -> Problem:
        return Problem("With iteration {iteration:,} the loss has fallen below {limit}: the mean of the last "
                       "{count:,} is {loss}.", values)


class LossAbove(LossBelow):
    """The loss, as a mean, comes to be above a limit."""

    label = Problem("loss (mean of 60) above")
    usual = 2.5

    @property
    def name(self) -> Problem:
        return Problem("loss (mean of 60) above {limit}", {"limit": number(self.value)})

    def _is_beyond(self, loss: float) -> bool:
        return loss > self.value

    def _said(self, values: Mapping[str, object]) -> Problem:
        return Problem("With iteration {iteration:,} the loss has risen above {limit}: the mean of the last "
                       "{count:,} is {loss}.", values)


class PredictionChanges(Condition):
    """The network takes the chosen sample for another class."""

    label = Problem("prediction changes (chosen sample)")

    def figure(self, at: Moment) -> tuple[np.ndarray, int] | None:
        x, network = at.sample, at.trainer.network
        if x is None:
            return None
        logits = network.predict(x[np.newaxis])[0]
        return None if np.isnan(logits).any() else (x, int(logits.argmax()))

    def why(
        self, before: tuple[np.ndarray, int] | None, now: tuple[np.ndarray, int] | None, at: Moment,
    ) -> Problem | None:
        if before is None or now is None or before[0] is not now[0] or before[1] == now[1]:
            return None
        return Problem("With iteration {iteration:,} the prediction of the chosen sample has changed from {before} to "
                       "{now}.", {"iteration": at.iteration, "before": before[1], "now": now[1]})


class UnitDies(Condition):
    """A hidden unit is silent for a whole epoch, in all minibatches, and was not so in the epoch before."""

    label = Problem("a hidden unit dies")

    def __init__(self, value: Any = None) -> None:
        super().__init__(value)
        self._units = SilentUnits()

    def figure(self, at: Moment) -> list[tuple[int, int]]:
        return self._units.died(at.trainer)

    def why(self, before: Any, now: list[tuple[int, int]], at: Moment) -> Problem | None:
        if not now:
            return None
        layer, unit = now[0]
        said = {"unit": unit, "layer": layer, "epoch": at.trainer.epoch, "others": len(now) - 1}
        if len(now) == 1:
            return Problem("Unit {unit} of hidden layer {layer} has died: in all of epoch {epoch:,} no gradient came "
                           "back through it from any sample.", said)
        return Problem("Unit {unit} of hidden layer {layer} and {others:,} {others:other|others} have died: in all of "
                       "epoch {epoch:,} no gradient came back through them from any sample.", said)


class GradientAbove(Condition):
    """The gradient of a parameter becomes longer than a limit."""

    label = Problem("norm of a gradient above")
    kind = LIMIT
    usual = 10.0

    @property
    def name(self) -> Problem:
        return Problem("norm of a gradient above {limit}", {"limit": number(self.value)})

    def figure(self, at: Moment) -> tuple[str, float] | None:
        norms = gradient_norms(at.trainer, list(at.trainer.network.params))
        return max(norms, key=itemgetter(1), default=None)

    def why(self, before: tuple[str, float] | None, now: tuple[str, float] | None, at: Moment) -> Problem | None:
        if now is None or not now[1] > self.value or (before is not None and before[1] > self.value):
            return None
        return Problem("In iteration {iteration:,} the norm of {gradient} is {norm}, above {limit}.", {
            "iteration": at.iteration, "gradient": now[0], "norm": number(now[1]), "limit": number(self.value)})


class NotFinite(Condition):
    """There is a value that is not a number, or infinite. Which, is found by going through the iteration again."""

    label = Problem("first value that is not finite")
    moves = True

    def figure(self, at: Moment) -> bool:
        known = (*at.trainer.values.values(), *at.trainer.arrays().values())
        return not all(is_finite(value) for value in known)

    def why(self, before: bool | None, now: bool, at: Moment) -> Problem | None:
        if before or not now:
            return None
        return Problem("In iteration {iteration:,} a value is not finite.", {"iteration": at.iteration})


def is_finite(value: Any) -> bool:
    """Whether no number in it is NaN or infinite. A sum tells it at once, unless it overflows itself."""
    array = np.asarray(value)
    return array.dtype.kind != "f" or bool(np.isfinite(array.sum()) or np.isfinite(array).all())


CONDITIONS: dict[str, type[Condition]] = {
    "iteration": AtIteration, "epoch": EndOfEpoch, "loss below": LossBelow, "loss above": LossAbove,
    "prediction": PredictionChanges, "unit dies": UnitDies, "gradient above": GradientAbove, "not finite": NotFinite,
}
