"""What *Check* says of one cell of a parameter, and of an update."""

import numpy as np
from claim_reference import WIDE, added, slope
from claim_words import EPS, Case, faults, near, says, titled, written
from claim_worlds import World


def gradient_size(case: Case) -> float:
    """How large what is added to the gradient may be, which decides how far rounding puts it off."""
    world, place = case.world, case.made.place
    number, size = int(place.name[1:]), 1.0
    for k in range(number + 1, world.depth + 1):
        size *= max(1.0, float(np.abs(world.wide.params[f"W{k}"]).sum(axis=1).max()))
    before = world.wide.x if number == 1 else world.truth[f"z{number - 1}"]
    coming = max(1.0, float(np.abs(before).max())) if len(place.index) == 2 else 1.0
    logits = max(1.0, float(np.abs(world.truth[f"a{world.depth}"]).max()))
    return (float(np.abs(world.truth[f"da{number}"]).max()) + size) * coming * logits


def _numbers(case: Case) -> tuple[float, float, float, float]:
    """numeric and analytic as the check has them; the derivative, and what the definition gives with all digits."""
    check, world = case.made, case.world
    true = float(world.truth[f"d{check.place.name}"][check.place.index])
    wide = float(world.wide.difference(check.place.name, check.place.index, check.h))
    if case.breakage is None:
        near(check.analytic, true, 1e-11 * gradient_size(case) + 1e-300)
    return check.numeric, check.analytic, true, wide


def _relative(case: Case, error: float) -> None:
    numeric, analytic = case.made.numeric, case.made.analytic
    near(error, abs(numeric - analytic) / (abs(numeric) + abs(analytic)), 1e-12, 1e-9)


def _rounding(case: Case) -> float:
    """What the rounding of the two losses may come to: some last places of the largest number in them."""
    values = case.world.double.forward()
    return 8 * EPS * max(abs(float(values["L"])), float(np.abs(values[f"a{case.world.depth}"]).max())) / case.made.h


def _curve(case: Case, wide: float) -> float:
    """How far the curve of the loss puts the difference off, as the difference with half of h tells."""
    place, h = case.made.place, case.made.h
    return 4 / 3 * abs(wide - float(case.world.wide.difference(place.name, place.index, h / 2)))


# --- one cell ---------------------------------------------------------------------------------------------------------


@says("The loss or its gradient is no finite number here, so nothing can be compared. Go back to an iteration before "
      "the run diverged.")
def _(case):
    check, double = case.made, case.world.double
    assert not (np.isfinite(check.numeric) and np.isfinite(check.analytic))
    whole = np.isfinite(double.difference(check.place.name, check.place.index, check.h)) and np.isfinite(
        double.backward()[f"d{check.place.name}"]).all()
    assert not whole or case.breakage is not None


def _switching(case: Case) -> tuple[int, set[int], bool, bool]:
    """Units that switch, samples in which one does; whether one stands on its kink; whether it is too near to say."""
    check, wide = case.made, case.world.wide
    above, below = (wide.moved(check.place.name, check.place.index, sign * check.h) for sign in (1, -1))
    units, samples, on_kink, near_kink = 0, set(), False, False
    for number in range(1, wide.depth):
        here, up, down = case.world.truth[f"a{number}"], above[f"a{number}"], below[f"a{number}"]
        switched = (up > 0) != (down > 0)
        size = 1e-14 * (np.abs(here) + np.abs(up) + np.abs(down) + _inputs(case, number))
        near_kink |= bool(((np.abs(up) <= size) | (np.abs(down) <= size)).any())
        near_kink |= bool((switched & (np.abs(here) <= size) & (here != 0)).any())
        on_kink |= bool((switched & (here == 0)).any())
        units += int(switched.any(axis=0).sum())
        samples |= set(np.flatnonzero(switched.any(axis=1)).tolist())
    return units, samples, on_kink, near_kink


def _inputs(case: Case, number: int) -> np.ndarray:
    """What is added in a, by size."""
    wide = case.world.wide
    before = wide.x if number == 1 else case.world.truth[f"z{number - 1}"]
    return np.abs(before) @ np.abs(wide.params[f"W{number}"]) + np.abs(wide.params[f"b{number}"])


@says("At a kink: from one loss to the other ReLU switches between silent and active (units: {units}, samples: "
      "{samples}), so the two losses do not tell the slope in between. Try a smaller h.",
      "On a kink: an input of ReLU is exactly 0 here, and moves off to either side of it (units that switch: {units}, "
      "samples: {samples}). There is no derivative to compare with, whatever h is.")
def _(case, units, samples):
    assert case.world.activation == "relu"
    own_units, own_samples, on_kink, near_kink = _switching(case)
    if not near_kink:
        assert (units, samples) == (own_units, len(own_samples))
        assert on_kink == case.made.verdict.text.startswith("On a kink")


def _not_at_a_kink(case: Case) -> None:
    if case.world.activation == "relu" and case.breakage != "mask in forward":
        units, _, _, near_kink = _switching(case)
        assert units == 0 or near_kink, "a unit switches on the way"


@says("The two agree: relative error {error:.0e}. Backpropagation computes the derivative.")
def _(case, error):
    _not_at_a_kink(case)
    _, analytic, true, _ = _numbers(case)
    assert error <= 1e-7
    _relative(case, error)
    near(analytic, true, 1e-12 * gradient_size(case), 1e-5)


@says("The two agree as far as h = {h:g} can tell: relative error {error:.0e}, which rounding and the curvature of "
      "the loss explain.")
def _(case, h, error):
    _not_at_a_kink(case)
    numeric, analytic, _, wide = _numbers(case)
    assert h == case.made.h
    assert error <= 1e-3
    _relative(case, error)
    explained = 2 * (_rounding(case) + _curve(case, wide))
    assert abs(numeric - analytic) <= 1.2 * explained + 2 * _rounding(case)


@says("The two disagree: relative error {error:.0e}. Look at the backward of {layer}, and of the layers behind it that "
      "its gradient has come through.")
def _(case, error, layer):
    _not_at_a_kink(case)
    assert case.breakage is not None, "the gradient is right"
    numeric, analytic, true, _ = _numbers(case)
    _relative(case, error)
    assert abs(analytic - true) >= 0.2 * abs(numeric - analytic)
    number = int(case.made.place.name[1:])
    assert layer == f"Affine{number}"
    assert any(fault >= (number, 0) for fault in faults(case))


@says("Too small to tell: with h = {h:g} the rounding of the two losses may put the numeric value off by "
      "{rounding:.0e}, and the larger of the two is {size:.0e}. A larger h may show more digits.")
def _(case, h, rounding, size):
    numeric, analytic, _, wide = _numbers(case)
    assert h == case.made.h
    near(size, max(abs(numeric), abs(analytic)), 0, 1e-12)
    near(rounding, _rounding(case), 0, 1e-6)
    assert abs(numeric - wide) <= 1.2 * rounding
    explained = 2.5 * (rounding + _curve(case, wide))
    assert size <= max(2 * rounding, explained) or abs(numeric - analytic) > 1e-3 * size


@says("Too coarse to tell: with h = {h:g} the curvature of the loss may put the numeric value off by {bend:.0e}, and "
      "the larger of the two is {size:.0e}. Try a smaller h.")
def _(case, h, bend, size):
    numeric, analytic, _, wide = _numbers(case)
    assert h == case.made.h
    near(size, max(abs(numeric), abs(analytic)), 0, 1e-12)
    near(bend, _curve(case, wide), 6 * _rounding(case), 1e-3)
    assert abs(numeric - analytic) > 1e-3 * size or size <= 2.5 * (bend + _rounding(case))


# --- why it is 0 ------------------------------------------------------------------------------------------------------


def _entering(case: Case) -> np.ndarray:
    """What the parameter is multiplied with in each sample. Both numbers are 0, and the loss does not move."""
    check, world = case.made, case.world
    assert check.numeric == check.analytic == 0
    up, down = (float(world.double.moved(check.place.name, check.place.index, sign * check.h)["L"]) for sign in (1, -1))
    near(up, down, 4 * check.h * _rounding(case))
    number = int(check.place.name[1:])
    before = world.wide.x if number == 1 else world.truth[f"z{number - 1}"]
    return before[:, check.place.index[0]] if len(check.place.index) == 2 else np.ones(world.count)


def _nothing_enters(case: Case, cell: str) -> None:
    place, number = case.made.place, int(case.made.place.name[1:])
    assert cell == f"{'x' if number == 1 else f'z{number - 1}'}[:, {place.index[0]}]"
    zero = 0.0 if number == 1 else 1e-300
    if number > 1 and case.world.activation == "relu":
        zero = 1e-15 * float(_inputs(case, number - 1).max())  # 0 in float64, and in long double not quite
    assert (np.abs(_entering(case)) <= zero).all()


@says("Both are exactly 0: the pixel {cell} is blank in every sample, so this weight has nothing to pass on.",
      "Both are exactly 0: the input {cell} is 0 in every sample, so this weight has nothing to pass on.")
def _(case, cell):
    assert case.made.place.name == "W1"
    _nothing_enters(case, cell)


@says("Both are exactly 0: the unit {cell} is silent in every sample, so this weight has nothing to pass on.")
def _(case, cell):
    assert case.world.activation == "relu"
    _nothing_enters(case, cell)


@says("Both are exactly 0: {cell} is 0 in every sample, so this weight has nothing to pass on.")
def _(case, cell):
    assert case.world.activation != "relu"
    _nothing_enters(case, cell)


def _counting(case: Case) -> np.ndarray:
    """Samples in which the parameter could have counted."""
    came_in = _entering(case)
    assert came_in.any(), "nothing came in, which is another reason"
    return np.abs(came_in) > 1e-300


@says("Both are exactly 0: in every sample in which it could have counted, y is equal to t here, to the last digit of "
      "float64. There is nothing left to learn.")
def _(case):
    counts, unit = _counting(case), case.made.place.index[-1]
    assert case.made.place.name.endswith(str(case.world.depth))
    assert (np.abs(case.world.truth[f"da{case.world.depth}"][counts, unit] * case.world.count) <= 4 * EPS).all()


def _behind(case: Case, cell: str) -> tuple[np.ndarray, np.ndarray]:
    """Where the unit behind is in the samples that count, and how much is added in it."""
    counts, number, unit = _counting(case), int(case.made.place.name[1:]), case.made.place.index[-1]
    assert cell == f"z{number}[:, {unit}]"
    return case.world.truth[f"a{number}"][counts, unit], _inputs(case, number)[counts, unit]


@says("Both are exactly 0: the unit {cell} behind it is silent in every sample in which it could have counted, so it "
      "has no influence on the loss.")
def _(case, cell):
    assert case.world.activation == "relu"
    a, size = _behind(case, cell)
    assert (a <= 1e-15 * size).all()


@says("Both are exactly 0: the unit {cell} behind it is so far out on the flat part of {activation} that its slope is "
      "0, to the last digit of float64, in every sample in which it could have counted.")
def _(case, cell, activation):
    titled(case, activation)
    a, _ = _behind(case, cell)
    assert (slope(case.world.activation, a) <= 2 * EPS).all()


@says("Both are exactly 0: in every sample in which it could have counted, the gradient that comes back to it is 0, so "
      "it has no influence on the loss.")
def _(case):
    counts, number = _counting(case), int(case.made.place.name[1:])
    da = np.abs(case.world.truth[f"da{number}"][counts, case.made.place.index[-1]])
    assert (da <= 4 * EPS * gradient_size(case)).all()


# --- the curve over h -------------------------------------------------------------------------------------------------


@says("The loss or its gradient is no finite number with any h.")
def _(case):
    name, index = case.place.name, case.place.index
    found = [case.world.double.difference(name, index, float(h)) for h in case.made.h]
    assert not (np.isfinite(found).any() and np.isfinite(case.world.double.backward()[f"d{name}"][index]))


@says("No error with any h: both are exactly 0.")
def _(case):
    assert not case.made.numeric.any()
    assert case.made.analytic == 0


@says("The step h is {h}; choose a number above 0 and at most {longest:g}, as 1e-4.")
def _(case, h, longest):
    assert not 0 < h <= longest


@says("{place} is not a parameter of this network; choose a cell of {names}.")
def _(case, place, names):
    assert place == case.place
    assert names == ", ".join(case.world.wide.params)
    assert place.name.removeprefix("d") not in case.world.wide.params


@says("This drawing has no label, so it has no loss and no gradient. Say which digit it is.")
def _(case):
    assert case.world.snapshot.split == "drawn"
    assert case.world.snapshot.labels is None


# --- the update -------------------------------------------------------------------------------------------------------


def _after(world: World, rate: WIDE) -> dict:
    """Forward after a step of that length."""
    moved = _moved(world, rate)
    return world.wide.forward({name: value + moved[name] for name, value in world.wide.params.items()})


def _moved(world: World, rate: WIDE) -> dict:
    """How far each parameter is moved."""
    return {name: sum(added(world.optimizer, rate, world.truth[f"d{name}"], world.slots(name, ...)))
            for name in world.wide.params}


def _effect(case: Case) -> tuple[float, float, float, float]:
    """Predicted and measured change of the loss, how far rounding may put it off, and L."""
    made, world = case.made, case.world
    rate = WIDE(world.snapshot.learning_rate)
    predicted = float(sum((world.truth[f"d{name}"] * step).sum() for name, step in _moved(world, rate).items()))
    before, after = world.truth["L"], _after(world, rate)
    logits = np.max([1.0, *(np.abs(each[f"a{world.depth}"]).max() for each in (world.truth, after))])
    if np.isfinite(logits):
        near(made.predicted, predicted, 1e-3 * made.rounding, 1e-6 + 1e-9 * logits)  # y − t has no digits below 1e-16
        near(made.measured, after["L"] - before, 40 * EPS * logits**2, 1e-6)
    return predicted, made.measured, made.rounding, float(before)


@says("The loss is no finite number even before the step: the run has diverged.")
def _(case):
    assert not np.isfinite(float(case.world.double.forward()["L"]))


@says("The gradient is exactly 0: it shows no way down, and the update changes nothing.")
def _(case):
    values = case.world.truth
    size = max(1.0, float(np.abs(values[f"a{case.world.depth}"]).max()))
    assert all(np.abs(values[f"d{name}"]).max() <= 1e-14 * size for name in case.world.wide.params)
    assert case.made.measured == 0


@says("After the step the loss is no finite number: the step is far too long.")
def _(case):
    double = case.world.double
    gradients = double.backward()
    params = {name: value - case.world.snapshot.learning_rate * gradients[f"d{name}"]
              for name, value in double.params.items()}
    assert np.isfinite(float(double.forward()["L"]))
    assert not np.isfinite(float(double.forward(params)["L"]))


@says("What the step does to the loss is so little that rounding hides it.")
def _(case):
    predicted, measured, rounding, loss = _effect(case)
    near(rounding, 8 * EPS * max(abs(loss), float(np.abs(case.world.truth[f"a{case.world.depth}"]).max())), 0, 1e-6)
    assert abs(predicted) <= 1.001 * rounding
    assert abs(measured) <= rounding


@says("The step was so long that it went up on the other side: the loss rose. A smaller learning rate follows the "
      "slope.")
def _(case):
    predicted, measured, rounding, loss = _effect(case)
    assert measured > 0
    rate = WIDE(case.world.snapshot.learning_rate)
    falls = any(float(_after(case.world, rate / 2**k)["L"]) < loss for k in range(4, 400, 4))
    assert falls or abs(predicted) < 1e3 * rounding or case.world.optimizer != "sgd", "no smaller step goes down"
    assert predicted < rounding


@says("Already the gradient promises that the loss does not fall: what is remembered of the steps before outweighs it. "
      "The loss {measured:rose|fell} by {change}.")
def _(case, change, **said):
    predicted, measured, rounding, _ = _effect(case)
    assert predicted >= -rounding
    assert case.world.optimizer in ("momentum", "nesterov", "adam")
    assert said["measured"] == (measured > 0)
    written(change, abs(measured))


@says("The loss fell about as the gradient promised: for a step of this length it is nearly straight.")
def _(case):
    predicted, measured, _, _ = _effect(case)
    assert 0.83 <= measured / predicted <= 1.2


@says("The loss fell, by {share}% of what the gradient promised: the loss is curved, and over a step of this length it "
      "shows.")
def _(case, share):
    predicted, measured, _, _ = _effect(case)
    assert measured < 0
    written(share, 100 * measured / predicted, 2)
    assert not 0.84 < measured / predicted < 1.19


@says("A sample that is looked at alone is not learnt from, so there is no update. Look at an iteration instead.")
def _(case):
    assert case.world.snapshot.iteration == 0
