"""What can be observed, the most important first. A further observation is one function here, and its row in the table.

Each says what is going on at a moment, or None. It is told whether it was said a moment ago: what has been said stays
until it clearly no longer holds, so that nothing flickers where a figure lies at its limit.
"""

import math
from collections.abc import Callable

from engine.figures import number
from engine.problem import Problem
from engine.training.observations.observation import Moment, Observation, Step
from engine.training.record.history import SMOOTHED, AccuracyPoint
from engine.training.silence import SMALLEST_SQUARE

# ‖dW1‖ over that of the last layer. In networks of up to six layers that learn it is 0.3 to 1, with one layer of
# sigmoids 0.03 and more; where first weights are too small, or sigmoids too many, it is 0.02 to 1e-8 on the digits.
VANISHED, BACK_AGAIN = 0.02, 0.04

OVERFITTED, FITTING_AGAIN = 0.03, 0.02  # train acc − test acc: beyond what other test samples would make of it

STRETCH = 300  # iterations that are compared with as many before: their means differ by less than 1 % through chance
STANDS_STILL, MOVES_AGAIN = 0.01, 0.03  # of the loss before
STILL_HIGH = 0.3  # a loss below this that falls no further has been learnt as far as it goes: about 9 of 10 are right

OFF_THE_SCALE, ON_IT_AGAIN = 0.005, 0.01  # of the height of the axis, which is about a pixel


def silent(at: Moment, said: bool) -> Observation | None:
    """Nothing comes back through a hidden layer, and the gradient of what lies before it is 0."""
    if not at.gradients or at.silent is None or not at.gradients[0][1] ** 2 < SMALLEST_SQUARE:
        return None
    (layer, output), (gradient, norm) = at.silent, at.gradients[0]
    values = {"layer": layer, "gradient": gradient, "norm": number(norm, 2)}
    if at.silences:
        told = Problem("All units of hidden layer {layer} silent in this minibatch: ‖{gradient}‖ = {norm}.", values)
    else:
        told = Problem("All units of hidden layer {layer} saturated in this minibatch: ‖{gradient}‖ = {norm}.", values)
    return Observation("silent", told, (Step("look", output, (0, 0)), Step("set", "learning_rate")))


def vanishing(at: Moment, said: bool) -> Observation | None:
    """The gradient becomes much smaller from layer to layer on its way back."""
    if len(at.gradients) < 2:
        return None
    (first, small), (last, large) = at.gradients[0], at.gradients[-1]
    if not small < (BACK_AGAIN if said else VANISHED) * large:
        return None
    told = Problem("Vanishing gradient: ‖{first}‖ = {small}, ‖{last}‖ = {large}.",
                   {"first": first, "small": number(small, 2), "last": last, "large": number(large, 2)})
    better = _better_start(at)
    use = (Step("use", settings=better),) if better else ()
    return Observation("vanishing", told, (Step("look", first, at.steepest), *use))


def _better_start(at: Moment) -> dict[str, object]:
    """What keeps gradients of a size from layer to layer: first weights that suit, and no chain of sigmoids."""
    wanted = {"relu": {"weight_init": "he"}, "tanh": {"weight_init": "xavier"},
              "sigmoid": {"activation": "relu", "weight_init": "he"}}.get(at.config.activation, {})
    return {name: value for name, value in wanted.items() if getattr(at.config, name) != value}


def overfitting(at: Moment, said: bool) -> Observation | None:
    """What was learnt from is known better than what was not."""
    now = at.history.accuracy_at(at.iteration)
    if now is None or not now.epoch or not now.gap > (FITTING_AGAIN if said else OVERFITTED):
        return None
    best = _best(at)
    if now.train < best.train - OVERFITTED:
        return None  # it has forgotten what it learnt from, too: that is no overfitting
    values = {
        "epoch": now.epoch, "train": _share(now.train), "test": _share(now.test), "best": _share(best.test),
        "then": best.epoch}
    if best.iteration == now.iteration:
        return Observation("overfitting", Problem(
            "Overfitting after epoch {epoch:,}: train acc {train}, test acc {test}.", values),
            (Step("set", "images" if at.config.images else "hidden_sizes"),))
    return Observation("overfitting", Problem(
        "Overfitting after epoch {epoch:,}: train acc {train}, test acc {test} ({best} after epoch {then:,}).", values),
        (Step("go to", iteration=best.iteration),))


def _best(at: Moment) -> AccuracyPoint:
    """The first epoch up to now after which test accuracy was highest."""
    known = [point for point in at.history.accuracies() if point.iteration <= at.iteration]
    return max(known, key=lambda point: (point.test, -point.epoch))


def finished(at: Moment, said: bool) -> Observation | None:
    """All that was planned is done."""
    if at.iteration < at.planned:
        return None
    loss, now = at.history.mean_loss(SMOOTHED, at.iteration), at.history.accuracy_at(at.iteration)
    if now is None:
        return None
    return Observation("finished", Problem(
        "Finished: loss {loss} (mean of 60), test acc {test} after epoch {epoch:,}.",
        {"loss": number(math.nan if loss is None else loss), "test": _share(now.test), "epoch": now.epoch}),
        (Step("more iterations"),))


def plateau(at: Moment, said: bool) -> Observation | None:
    """The loss has not fallen for long, and is still high."""
    if at.iteration < 2 * STRETCH:
        return None
    now, before = (at.history.mean_loss(STRETCH, end) for end in (at.iteration, at.iteration - STRETCH))
    if now is None or before is None or not now > STILL_HIGH:
        return None
    if not abs(before - now) < (MOVES_AGAIN if said else STANDS_STILL) * before:
        return None
    return Observation("plateau", Problem(
        "Plateau: loss {now} (mean of {count}), {before} in the {count} before.",
        {"now": number(now), "before": number(before), "count": STRETCH}), (Step("set", "learning_rate"),))


def off_the_scale(at: Moment, said: bool) -> Observation | None:
    """The loss is too small to be told from 0 beside what it was at first."""
    loss, reach = at.history.mean_loss(SMOOTHED, at.iteration), at.history.loss_range(0, at.iteration)
    if loss is None or reach is None or not loss < (ON_IT_AGAIN if said else OFF_THE_SCALE) * reach[1]:
        return None
    return Observation("off the scale", Problem(
        "Off the scale: loss {loss} (mean of 60), at its highest {highest}.",
        {"loss": number(loss, 2), "highest": number(reach[1], 2)}), (Step("log axis"),))


def _share(accuracy: float) -> str:
    return f"{accuracy:.4f}"


OBSERVATIONS: dict[str, Callable[[Moment, bool], Observation | None]] = {
    "silent": silent, "vanishing": vanishing, "overfitting": overfitting, "finished": finished, "plateau": plateau,
    "off the scale": off_the_scale,
}
