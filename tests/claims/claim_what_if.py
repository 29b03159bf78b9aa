"""What *What if* says of a change to one sample."""

import re

import numpy as np
from claim_reference import WIDE, Reference
from claim_words import Case, near, says


def _alone(case: Case, kind, changed: bool) -> dict:
    """Forward of the one sample, with the changes that were made or without them."""
    world, row = case.world, case.made.row
    params = {name: np.array(value, kind) for name, value in world.snapshot.network.params.items()}
    x, label = np.array(world.snapshot.values["x"][[row]], kind), int(world.snapshot.labels[row])
    for place, after in case.extra.items() if changed else ():
        if place == "label":
            label = after
        elif place.name == "x":
            x[0, place.index[1]] = after
        else:
            params[place.name][place.index] = after
    return Reference(params, x, np.array([label]), world.activation, kind).forward()


def _loss_of_the_sample(case: Case) -> None:
    for values, changed in ((case.made.before, False), (case.made.after, True)):
        right = _alone(case, WIDE, changed)
        loss, logits = float(right["L"]), float(np.abs(right[f"a{case.world.depth}"]).max())
        if np.isfinite(loss) and logits < 1e290 and np.isfinite(float(values["L"])):
            near(values["L"], loss, 1e-11 * max(1.0, logits))


@says("L is the loss of this sample.")
def _(case):
    assert case.world.count == 1
    _loss_of_the_sample(case)


@says("L is the loss of sample {row} of the minibatch alone. The loss that training uses is the mean over all {count} "
      "samples.")
def _(case, row, count):
    assert (row, count) == (case.made.row, case.world.count)
    _loss_of_the_sample(case)


@says("The loss of this sample is no finite number even without a change: the run has diverged. Go back to an "
      "iteration before that.")
def _(case):
    assert not np.isfinite(float(_alone(case, np.float64, False)["L"]))


@says("These changes lead out of what numbers can hold: {name} is the first that is not finite. L is {loss}; a smaller "
      "change, or Restore, leads back.")
def _(case, name, loss):
    values = _alone(case, np.float64, True)
    order = [f"{kind}{k}" for k in range(1, case.world.depth + 1) for kind in "az" if f"{kind}{k}" in values]
    first = next((each for each in order if not np.isfinite(values[each]).all()), None)
    assert first == name or (first is None and name in ("y", "log y", "L"))
    assert repr(loss) == repr(float(case.made.after["L"]))
    assert np.isfinite(float(case.made.before["L"]))


@says("In the type of numbers that this network is trained with ({largest:.1e} at most), this would be infinite; here "
      "it is computed in float64.")
def _(case, largest):
    assert largest == float(case.world.info.max)
    narrow = _alone(case, np.float32, True)
    sizes = [abs(float(after)) for place, after in case.extra.items() if place != "label"]
    assert max(sizes, default=0) > largest or not all(np.isfinite(value).all() for value in narrow.values())


# --- what cannot be changed -------------------------------------------------------------------------------------------


@says("{place}: {value} is not a number. Type one such as 0.25 or -1e-3.")
def _(case, place, value):
    assert place == case.place
    assert not re.search(r"\d", value)


@says("{place}: {value} is not a finite number. Type one such as 0.25 or -1e-3.")
def _(case, place, value):
    assert place == case.place
    assert not np.isfinite(float(value))


@says("The label is {label}; choose a class from 0 to {last}.")
def _(case, label, last):
    assert last == 9
    assert not 0 <= label <= 9


@says("{place} belongs to another sample than the one shown, which is number {row} of the minibatch. Choose that "
      "sample first.")
def _(case, place, row):
    assert place == case.place
    assert row == case.made.row != place.index[0]


@says("{place} is computed, not given. Change {name} or a pixel, and see what becomes of it.",
      "{place} is computed, not given. Change {name} or an input, and see what becomes of it.")
def _(case, place, name):
    assert place == case.place
    assert place.name not in (*case.world.wide.params, "x")
    assert name in case.world.wide.params
