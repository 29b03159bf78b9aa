"""What *Where from* says of one number."""

import re

import numpy as np
from claim_reference import WIDE, added, function, missing, own_rate, sample_loss, slope, slope_read_off, softmax
from claim_words import EPS, Case, near, of_its_type, read, says, symbol, titled, written
from claim_worlds import World

from engine.inspection.place import Place
from engine.nn.variables import Role

ADDED = r"a\d+( new)?|dz\d+|dW\d+|db\d+|[vmh]?[Wb]\d+ new|L|loss after update|dx"  # variables that are sums

# --- computed once more, from what is kept of the operands ------------------------------------------------------------


def step(case: Case) -> tuple[WIDE, float, float]:
    """What the operands of a cell give, the size of what is added, and how far rounding can put the kept one off."""
    world, place = case.world, case.place
    name, new = (place.name.removesuffix(" new"), " new") if place.name.endswith(" new") else (place.name, "")
    if name == "loss after update":
        name, new = "L", " new"
    kind = name.rstrip("0123456789")
    number = int(name[len(kind):] or 0)
    eps, least = float(world.info.eps), float(world.info.smallest_subnormal)

    def kept(base: str) -> np.ndarray:
        return world.kept(base if base in ("x", "t") else base + new)

    def summed(terms: np.ndarray) -> tuple[WIDE, float, float]:
        size = float(np.abs(terms).sum())
        return terms.sum(), size, (len(terms) + 3) * (eps * size + least)

    def exact(value: WIDE, off: float) -> tuple[WIDE, float, float]:
        return value, float(abs(value)), off + 4 * least

    if None in place.index:
        return summed(world.kept(place.name)[:, place.index[1]])
    if kind in ("W", "b") and new:
        return summed(np.array([world.kept(name)[place.index], *_step(world, name, place.index)]))
    if re.fullmatch("(lr|[mvhk])[Wb]", kind):
        terms = _of_memory(world, name, new, place.index)
        return summed(terms) if is_sum(place) else exact(terms[0], 16 * eps * abs(float(terms[0])))
    if kind in ("x", "t", "W", "b"):
        return exact(world.kept(place.name)[place.index], 0)
    if kind == "L":
        return summed(kept("l") / world.count)
    n, rest = place.index[0], place.index[1:]
    before = "x" if number == 1 else f"z{number - 1}"
    if kind == "a":
        return summed(np.append(kept(before)[n] * kept(f"W{number}")[:, rest[0]], kept(f"b{number}")[rest]))
    if kind == "z":
        value = function(world.activation, kept(f"a{number}")[place.index])
        return exact(value, 8 * eps * abs(float(value)))
    if kind in ("y", "l"):
        logits = kept(f"a{world.depth}")[n]
        shift = min(float(np.abs(logits - logits.max()).max()), 1e30)
        if kind == "l":
            value = sample_loss(logits, int(world.snapshot.labels[n]))
            return exact(value, 8 * eps * max(1.0, shift))
        value = softmax(logits)[rest[0]]
        return exact(value, eps * (8 + 2 * min(shift, 2e4)) * float(value))
    if kind == "dW":
        return summed(kept(before)[:, n] * kept(f"da{number}")[:, rest[0]])
    if kind == "db":
        return summed(kept(f"da{number}")[:, n])
    if name == "dx" or kind == "dz":
        return summed(kept(f"da{number + 1}")[n] * kept(f"W{number + 1}")[rest[0]])
    assert kind == "da", name
    if number == world.depth:
        value = (kept("y")[place.index] - kept("t")[place.index]) / world.count
        return exact(value, 8 * eps * abs(float(value)))
    dout, a, z = (kept(f"{each}{number}")[place.index] for each in ("dz", "a", "z"))
    if world.activation == "relu":
        return exact(WIDE(0) if a <= 0 else dout, 0)
    value = dout * slope_read_off(world.activation, z)
    off = 4 * abs(float(value)) + (4 * abs(float(dout)) if world.activation == "tanh" else 0)
    return exact(value, eps * off)


def _step(world: World, W: str, index: tuple) -> list:
    """What the optimizer adds to a number, by terms."""
    rate = world.kept(f"lr{W}")
    return added(world.optimizer, WIDE(world.snapshot.learning_rate), world.kept(f"d{W}")[index],
                 world.slots(W, index), None if rate is None else rate[index])


def _of_memory(world: World, name: str, new: str, index: tuple) -> np.ndarray:
    """The terms of what an optimizer remembers, or of the rate that follows from it."""
    slot, W = re.fullmatch(r"(lr|.)(\w\d+)", name).groups()
    lr = WIDE(world.snapshot.learning_rate)
    if slot == "lr":
        adam = world.optimizer == "adam"
        sizes = world.kept(f"{'v' if adam else 'h'}{W} new")[index]
        return np.array([own_rate(lr, sizes, world.kept(f"k{W} new") if adam else None)])
    before = world.kept(name)
    old = before[index] if before.ndim else before
    if not new:
        return np.array([old])
    g = None if slot == "k" else world.kept(f"d{W}")[index]
    return np.array({
        "momentum": lambda: [WIDE(0.9) * old, -lr * g], "nesterov": lambda: [WIDE(0.9) * old, -lr * g],
        "adagrad": lambda: [old, g * g], "rmsprop": lambda: [WIDE(0.99) * old, WIDE(0.01) * g * g],
        "adam": lambda: {"m": lambda: [WIDE(0.9) * old, WIDE(0.1) * g], "k": lambda: [old + 1],
                         "v": lambda: [WIDE(0.999) * old, WIDE(0.001) * g * g]}[slot](),
    }[world.optimizer]())


def is_sum(place: Place) -> bool:
    """Whether something is added and taken away in it."""
    return None in place.index or re.fullmatch(ADDED, place.name) is not None


def rounded(case: Case) -> tuple[float, float, float]:
    """The difference that is spoken of, after it has been seen that it is one of rounding; total and size."""
    total, size, off = step(case)
    made = case.made
    if None not in case.place.index:
        near(made.value, case.world.kept(case.place.name)[case.place.index], 0)
    slack = 64 * EPS * max(size, float(abs(total)), 1.0 if case.place.name.startswith("l") else 0.0) + 4e-323
    if not is_sum(case.place):
        slack += 64 * EPS * float(abs(total)) * min(1e4, _exponent(case)) + 4 * EPS * _lost_in_tanh(case)
    near(made.total, total, slack)
    assert abs(made.value - float(total)) <= off + slack, (
        f"{made.value!r} is off by {abs(made.value - float(total)):.2e}, which is not rounding (≤ {off:.2e})")
    return made.value - made.total, float(total), size


def _lost_in_tanh(case: Case) -> float:
    """What is multiplied with 1 − z², which is computed with the digits of float64 and no more."""
    found = re.fullmatch(r"da(\d+)", case.place.name)
    hidden = case.world.activation == "tanh" and found and int(found[1]) < case.world.depth
    return abs(float(case.world.kept(f"dz{found[1]}")[case.place.index])) if hidden else 0.0


def _exponent(case: Case) -> float:
    """By how much the exponent of a softmax makes its rounding larger."""
    if not case.place.name.startswith("y"):
        return 0.0
    logits = _logits(case)
    return 1 + float(np.abs(logits - logits.max()).max())


def _digits(case: Case, dtype: str, digits: int) -> None:
    of_its_type(case, dtype)
    assert digits == {"float32": 7, "float64": 16}[dtype]


@says("Computed again, it is the same number to the last digit.")
def _(case):
    assert rounded(case)[0] == 0


@says("This is no longer a number that {dtype} can hold: the steps of the training were too long. A smaller learning "
      "rate helps.")
def _(case, dtype, digits, **_):
    _digits(case, dtype, digits)
    assert not np.isfinite(case.made.value)
    assert case.world.tampered or case.world.is_tame_with_smaller_steps


@says("What is added and taken away nearly cancels: all of it together is {scale}, what is left is {total}. {dtype} "
      "keeps about {digits} digits of the large numbers, so fewer of the small rest are right: the difference is "
      "{difference}.")
def _(case, scale, total, dtype, digits, difference, **_):
    _digits(case, dtype, digits)
    assert is_sum(case.place), "nothing is added here"
    found, whole, size = rounded(case)
    assert size > 99 * abs(whole)
    written(scale, size, slack=64 * EPS * size)
    written(total, whole, slack=64 * EPS * size)
    written(difference, found, 2)
    assert abs(found) > 0.99 * np.finfo(dtype).eps * (abs(whole) - 64 * EPS * size), "no digit of the rest is lost"


@says("The difference of {difference} ({relative} of the number) is rounding: {dtype} keeps about {digits} digits "
      "after every step.",
      "The difference of {difference} ({relative} of the number) is rounding: {dtype} keeps about {digits} digits "
      "after every step, and the terms may have been added in another order.")
def _(case, difference, relative, dtype, digits, **_):
    _digits(case, dtype, digits)
    found, _, _ = rounded(case)
    assert found != 0
    written(difference, found, 2)
    written(relative, abs(found) / max(abs(case.made.value), abs(case.made.total)), 2)


@says("{dtype} has fewer and fewer digits for numbers below {smallest}, and in the end none: the difference of "
      "{difference} is rounding.")
def _(case, dtype, digits, smallest, difference, **_):
    _digits(case, dtype, digits)
    found, total, _ = rounded(case)
    written(smallest, np.finfo(dtype).smallest_normal, 2)
    written(difference, found, 2)
    assert max(abs(case.made.value), abs(total)) < np.finfo(dtype).smallest_normal


# --- what is not there ------------------------------------------------------------------------------------------------


@says("{name} has not been computed yet. Go on operation by operation until it is, or finish the iteration.")
def _(case, name):
    assert case.place.name == name
    assert case.world.snapshot.value(name) is None
    assert case.world.finished.iteration == case.world.snapshot.iteration
    assert case.world.finished.value(name) is not None


@says("{name} is not computed here.")
def _(case, name):
    assert name == case.place.name
    assert name not in _all_names(case.world)


@says("There is no {place}: {name} has the shape {shape}. Choose a cell of it.")
def _(case, place, name, shape):
    right, index = _shape(case.world, name), case.place.index
    assert (str(place), str(shape)) == (str(case.place), str(right))
    inside = len(index) == len(right) and all(i is None or 0 <= i < n for i, n in zip(index, right, strict=True))
    whole = None not in index[1:] and (None not in index or re.match(r"d?[Wb]|L|loss", name) is None)
    assert not inside or not whole or (case.made is None and None in index)


def _all_names(world: World) -> set[str]:
    hidden, depth = range(1, world.depth), world.depth
    forward = {f"a{k}" for k in range(1, depth + 1)} | {f"z{k}" for k in hidden} | {"y"}
    params = {f"{kind}{k}" for kind in "Wb" for k in range(1, depth + 1)}
    found = forward | params | {"x"}
    if world.snapshot.labels is None:
        return found
    found |= {"t", "l", "L"} | {f"d{name}" for name in params | forward - {"y"}}
    if world.snapshot.iteration == 0:
        return found | {"dx"}
    return found | {f"{name} new" for name in params | forward | {"l"}} | {"loss after update"}


def _shape(world: World, name: str) -> tuple[int, ...]:
    base = name.removesuffix(" new").removeprefix("d")
    if base in ("L", "loss after update"):
        return ()
    if base == "l":
        return (world.count,)
    if base in ("x", "y", "t"):
        return (world.count, 64 if base == "x" else 10)
    wide = world.sizes[int(base[1:])]
    return {"W": (world.sizes[int(base[1:]) - 1], wide), "b": (wide,)}.get(base[0], (world.count, wide))


# --- what is given ----------------------------------------------------------------------------------------------------


def _pixel(case: Case, down: int, across: int) -> float:
    row, pixel = case.place.index
    assert down * 8 + across == pixel
    return float(case.world.kept("x")[row, pixel])


@says("Pixel ({down}, {across}) of {image}: {level} of {brightest} in its file.")
def _(case, down, across, image, level, brightest):
    value, snapshot = _pixel(case, down, across), case.world.snapshot
    assert brightest == 16, "the digits have 17 shades"
    assert level == round(level)
    near(level / 16, value, 1e-6)
    part = getattr(case.world.dataset, snapshot.split)
    near(part.x[snapshot.indices[case.place.index[0]], case.place.index[1]], value, 1e-6)


@says("Pixel ({down}, {across}) of {image}: from 0 for paper to 1 for ink.")
def _(case, down, across, image):
    assert 0 <= _pixel(case, down, across) <= 1


@says("The label of {image} is {name}: t is 1 in its place, and 0 in all others.")
def _(case, image, name):
    row, snapshot, classes = case.place.index[0], case.world.snapshot, case.world.dataset.class_names
    assert case.world.kept("t")[row].tolist() == [float(each == name) for each in classes]
    if snapshot.indices is not None:
        part = getattr(case.world.dataset, snapshot.split)
        assert classes[part.labels[snapshot.indices[row]]] == name


@says("the drawing")
def _(case):
    assert case.world.snapshot.split == "drawn"


@says("Input {name} of {point}: one of its two coordinates.")
def _(case, name, point):
    assert name == case.world.dataset.look.names[case.place.index[1]]


@says("training image {number:,}", "test image {number:,}", "training point {number:,}", "test point {number:,}")
def _(case, number):
    part = getattr(case.world.dataset, case.world.snapshot.split)
    assert np.array_equal(part.x[number].astype(WIDE), case.world.kept("x")[case.place.index[0]])


@says("As it stood in iteration {iteration}, after {position} of its operations.")
def _(case, iteration, position):
    assert case.world.snapshot.iteration == 0
    assert case.world.stood == (iteration - 1, position)


@says("As the update of iteration {iteration} left it.")
def _(case, iteration):
    snapshot, (whole, position) = case.world.snapshot, case.world.stood
    if snapshot.iteration == 0:
        assert (whole, position) == (iteration, 0)
    else:
        assert iteration == snapshot.iteration - 1 == (whole if position else whole - 1)


@says("Drawn at random by the layer itself: the draw depends on the seed, the layer and the iteration alone.")
def _(case):  # of no layer of the program yet; of the toys, tests/engine/inspection/test_toy_networks.py holds it
    assert case.world.snapshot.variables[case.place.name].role is Role.DRAWN


@says("Every bias is 0 before training.")
def _(case):
    _before_training(case.world)
    assert case.world.tampered or not case.world.kept(case.place.name).any()


@says("Drawn at random before training: normally distributed about 0, with standard deviation {std}.")
def _(case, std):
    _before_training(case.world)
    inputs, values = case.world.sizes[int(case.place.name[1:]) - 1], case.world.kept(case.place.name)
    right = {"std 0.01": 0.01, "std 1": 1.0, "xavier": inputs**-0.5, "he": (2 / inputs) ** 0.5}[
        case.world.trainer.config.weight_init]
    written(std, right)
    if not case.world.tampered:
        assert abs(values.mean()) <= 5 * right / values.size**0.5
        assert abs((values**2).mean() / right**2 - 1) <= 7 * (2 / values.size) ** 0.5
        assert np.abs(values).max() < 7 * right


@says("Every weight is 0 before training.")
def _(case):
    _before_training(case.world)
    assert case.place.name[0] == "W"
    assert case.world.trainer.config.weight_init == "zero"
    assert case.world.tampered or not case.world.kept(case.place.name).any()


@says("Drawn at random before training.")
def _(case):
    _before_training(case.world)
    assert case.world.snapshot.weight_init is None


def _before_training(world: World) -> None:
    assert world.snapshot.iteration == 1 or world.stood == (0, 0)


# --- functions --------------------------------------------------------------------------------------------------------


def _a(case: Case, a: str, value: str) -> WIDE:
    """The number that an activation is at: it is the one beneath the cell, and written right."""
    below = re.sub(r"^(da|z)(\d+)", r"a\2", case.place.name)
    assert a == str(Place(below, case.place.index))
    found = case.world.kept(below)[case.place.index]
    written(value, found)
    return found


@says("At {a} = {value} the slope of {title} is {slope}: a small change there, times {slope}, is the change here.")
def _(case, a, value, title, **said):
    titled(case, title)
    written(said["slope"], slope(case.world.activation, _a(case, a, value)), slack=1e-307)


@says("{a} = {value} is not above 0: {title} silences the unit.")
def _(case, a, value, title):
    titled(case, title)
    assert _a(case, a, value) <= 0
    assert case.made.value == 0


@says("{a} = {value} is above 0: {title} lets it through.")
def _(case, a, value, title):
    titled(case, title)
    found = _a(case, a, value)
    assert found > 0
    assert case.made.value == found


@says("{a} = {value} is not above 0: the unit is silent, its slope is 0 (at 0 itself too), and no gradient gets "
      "through.")
def _(case, a, value, **_):
    assert case.world.activation == "relu"
    assert _a(case, a, value) <= 0
    assert case.made.value == case.made.total == 0


@says("{a} = {value} is above 0: the slope is {slope}, and the gradient gets through.")
def _(case, a, value, **said):
    assert case.world.activation == "relu"
    assert _a(case, a, value) > 0
    written(said["slope"], 1)
    through = case.world.kept(f"dz{case.place.name[2:]}")[case.place.index]
    assert case.made.value == through or np.isnan(through)


def _read_off(case: Case, a: str, value: str, formula: str) -> float:
    """The slope that is read off z, where the formula names that z; it is the true one as far as z has digits."""
    number = case.place.name[2:]
    place = Place(f"z{number}", case.place.index)
    assert formula == {"sigmoid": f"{place} · (1 − {place})", "tanh": f"(1 − {place}²)"}[case.world.activation]
    kept = slope_read_off(case.world.activation, case.world.kept(place.name)[place.index])
    near(kept, slope(case.world.activation, _a(case, a, value)), 8 * float(case.world.info.eps))
    dout = case.world.kept(f"dz{number}")[place.index]
    if np.isfinite(dout):
        near(case.made.total, dout * kept, 1e-320 + 4 * EPS * float(abs(dout)), 1e-12)
    return float(kept)


@says("At {a} = {value} {title} is so flat that its slope {formula} is 0 in {dtype}: no gradient gets through.")
def _(case, a, value, title, formula, dtype, **_):
    titled(case, title)
    of_its_type(case, dtype)
    assert _read_off(case, a, value, formula) == 0
    assert case.made.value == 0 or np.isnan(case.made.value)


@says("At {a} = {value} {title} is nearly flat: its slope {formula} is {slope}, and hardly any of the gradient gets "
      "through.")
def _(case, a, value, title, formula, **said):
    titled(case, title)
    kept = _read_off(case, a, value, formula)
    assert 0 < kept < 0.01
    written(said["slope"], kept, slack=2 * EPS)


@says("At {a} = {value} the slope of {title}, {formula}, is {slope}: so much of the gradient gets through.")
def _(case, a, value, title, formula, **said):
    titled(case, title)
    kept = _read_off(case, a, value, formula)
    assert kept >= 0.01
    written(said["slope"], kept, slack=2 * EPS)


def _logits(case: Case) -> np.ndarray:
    new = " new" if case.place.name.endswith(" new") else ""
    return case.world.kept(f"a{case.world.depth}{new}")[case.place.index[0]]


@says("The largest logit, m = {largest}, is subtracted from all of them first. That changes nothing in the result, and "
      "exp cannot overflow.")
def _(case, largest):
    logits = _logits(case)
    written(largest, logits.max())
    assert (np.exp((logits - logits.max()).astype(np.float64)) <= 1).all()
    if np.abs(logits).max() < 300:
        near(np.exp(logits[case.place.index[1]]) / np.exp(logits).sum(), case.made.total, 1e-320, 1e-12)


@says("In exact arithmetic the same as −log {y}: the network gave the right class, {name}, the probability "
      "{probability}.")
def _(case, y, name, probability):
    label = int(case.world.snapshot.labels[case.place.index[0]])
    assert symbol(y.replace(" new", "")) == Place("y", (case.place.index[0], label))
    assert case.world.dataset.class_names[label] == name
    logits = _logits(case)
    if probability.startswith("1 − "):
        written(probability[4:], missing(logits, label), slack=1e-300)
    elif probability.startswith("exp("):
        written(probability[4:-1], -sample_loss(logits, label))
    else:
        written(probability, softmax(logits)[label])
        near(-np.log(softmax(logits)[label]), sample_loss(logits, label), 1e-15, 1e-12)


@says("{y} is {t} to the last digit that {dtype} keeps, as it should be: this sample has nothing to change in this "
      "logit.")
def _(case, y, t, dtype):
    of_its_type(case, dtype)
    assert symbol(y) == Place("y", case.place.index)
    kept_y, kept_t = (case.world.kept(name)[case.place.index] for name in "yt")
    assert kept_y == kept_t
    written(t, kept_t)
    assert case.made.value == 0


@says("This is the right class, and {y} falls short of 1 by {missing}: a larger logit would lower the loss.")
def _(case, y, **said):
    n, c = case.place.index
    assert symbol(y) == Place("y", (n, c))
    assert case.world.snapshot.labels[n] == c
    short = 1 - case.world.kept("y")[n, c]
    assert short > 0
    written(said["missing"], short, slack=2 * EPS)
    _a_logit_moves_the_loss(case, 1)


@says("This is a wrong class, and its probability {y} is too much: a smaller logit would lower the loss.")
def _(case, y):
    n, c = case.place.index
    assert case.world.snapshot.labels[n] != c
    assert case.world.kept("y")[n, c] > 0
    written(y, case.world.kept("y")[n, c])
    _a_logit_moves_the_loss(case, -1)


def _a_logit_moves_the_loss(case: Case, direction: int) -> None:
    """The loss of the sample is lower with this logit a little larger, or smaller, or would be with enough digits."""
    n, c = case.place.index
    logits, label = _logits(case), int(case.world.snapshot.labels[n])
    moved = logits.copy()
    moved[c] += direction * WIDE(0.5)
    lower = sample_loss(moved, label) < sample_loss(logits, label)
    assert lower or softmax(logits)[c] < 1e-16 or missing(logits, c) < 1e-16


@says("The step, {step}, is smaller than the last digit that is kept of {value}: nothing changes.")
def _(case, value, **said):
    name = case.place.name.removesuffix(" new")
    old = case.world.kept(name)[case.place.index]
    change = sum(_step(case.world, name, case.place.index))
    written(said["step"], change)
    written(value, old)
    assert case.made.value == old
    assert 0 < abs(change) < np.spacing(np.abs(old.astype(case.world.trainer.config.dtype)))


@says("Of the step of {step}, {memory} comes from memory and {fresh} from this gradient.")
def _(case, memory, fresh, **said):
    old, new = _step(case.world, case.place.name.removesuffix(" new"), case.place.index)
    slack = 1e-12 * float(abs(old) + abs(new))
    for text, value in ((memory, old), (fresh, new), (said["step"], old + new)):
        written(text, value, slack=slack)


@says("The learning rate of this number is {rate} = {value}, {times} times lr.")
def _(case, rate, value, times):
    W, index = case.place.name.removesuffix(" new"), case.place.index
    assert symbol(rate) == Place(f"lr{W}", index)
    right = _of_memory(case.world, f"lr{W}", "", index)[0]
    for text, size in ((value, right), (times, right / WIDE(case.world.snapshot.learning_rate))):
        written(text, size, slack=4 * float(case.world.info.eps * size))


@says("{memory} {rate}")
def _(case, memory, rate):
    assert case.world.optimizer == "adam"


@says("What an optimizer remembers is 0 before the first step.")
def _(case):
    _before_training(case.world)
    assert not case.world.kept(case.place.name).any()


# --- what stands beside a sum, and why one is 0 -----------------------------------------------------------------------


@says("{dtype} keeps the new number with about {digits} digits, so it can differ from what one gets by hand by {size}.")
def _(case, dtype, digits, size):
    _digits(case, dtype, digits)
    assert case.place.name.endswith(" new")
    written(size, rounded(case)[0], 2)


@says("Exact arithmetic gives {total}; {dtype}, which rounds after every step, came to {value}.")
def _(case, total, dtype, value):
    of_its_type(case, dtype)
    _, exact, size = rounded(case)
    written(total, exact, slack=64 * EPS * max(size, 1.0 if case.place.name.startswith("l") else 0.0))
    written(value, case.made.value)
    assert total != value


@says("(…) is the one term that is not written out.")
def _(case):
    assert len(case.made.terms) == 4
    _the_rest(case)


@says("(…) is the sum of the {count:,} terms that are not written out.")
def _(case, count):
    assert count == len(case.made.terms) - 3
    _the_rest(case)


def _the_rest(case: Case) -> None:
    """What the brackets hold is the sum of the terms that are not written out, but for the last digits."""
    found, rest = re.search(r"\(…\s?([^)]*)\)", case.made.filled), float(case.made.terms.values[3:].sum())
    assert found
    if found[1] and np.isfinite(rest):
        near(read(found[1]), rest, 1e-2 * (abs(rest) + abs(case.made.total)) + 1e-6 * case.made.scale)


def _terms(case: Case) -> None:
    """The sum is 0 because each of its terms is."""
    assert case.made.total == 0
    assert not case.made.terms.values.any()


def _pixel_of_weight(case: Case, down: int, across: int) -> int:
    assert down * 8 + across == case.place.index[0]
    return _zero_input(case)


def _coordinate_of_weight(case: Case, name: str) -> int:
    assert name == case.world.dataset.look.names[case.place.index[0]]
    return _zero_input(case)


def _zero_input(case: Case) -> int:
    _terms(case)
    assert case.place.name == "dW1"
    assert not case.world.kept("x")[:, case.place.index[0]].any()
    return case.place.index[0]


@says("Pixel ({down}, {across}) is blank in this image, so the term is 0.")
def _(case, down, across, **_):
    _pixel_of_weight(case, down, across)
    assert case.world.count == 1


@says("Pixel ({down}, {across}) is blank in all {count:,} images of this minibatch, so every term is 0. Of all "
      "{all:,} training images, {inked:,} {inked:has|have} ink there.")
def _(case, down, across, count, inked, **said):
    pixel, images = _pixel_of_weight(case, down, across), case.world.dataset.train.x
    assert (count, said["all"], inked) == (case.world.count, len(images), int((images[:, pixel] > 0).sum()))


@says("Pixel ({down}, {across}) is blank in all {all:,} training images. So every term is 0 in any minibatch: the "
      "weights from this pixel never learn, and stay as they were drawn.")
def _(case, down, across, **said):
    pixel, images = _pixel_of_weight(case, down, across), case.world.dataset.train.x
    assert said["all"] == len(images)
    assert not images[:, pixel].any()


@says("Input {name} is 0 at this point, so the term is 0.")
def _(case, name, **_):
    _coordinate_of_weight(case, name)
    assert case.world.count == 1


@says("Input {name} is 0 at all {count:,} points of this minibatch, so every term is 0. Of all {all:,} training "
      "points, {inked:,} {inked:has|have} another value there.")
def _(case, name, count, inked, **said):
    coordinate, points = _coordinate_of_weight(case, name), case.world.dataset.train.x
    assert (count, said["all"], inked) == (case.world.count, len(points), int((points[:, coordinate] != 0).sum()))


@says("Input {name} is 0 at all {all:,} training points. So every term is 0 in any minibatch: the weights from this "
      "input never learn, and stay as they were drawn.")
def _(case, name, **said):
    coordinate, points = _coordinate_of_weight(case, name), case.world.dataset.train.x
    assert said["all"] == len(points)
    assert not points[:, coordinate].any()


@says("Unit {unit} of layer {layer} is silent in {count:this sample|all {count:,} samples} ({cells} is not above 0), "
      "so {count:the|every} term is 0.")
def _(case, unit, layer, count, cells):
    _terms(case)
    assert case.world.activation == "relu"
    assert count == case.world.count
    assert cells.removesuffix(f"[:, {unit}]").removesuffix(" new") == f"a{layer}"
    assert (case.world.kept(cells.partition("[")[0])[:, unit] <= 0).all()


def _kept_row(case: Case, text: str) -> np.ndarray:
    """What is kept of ``x[12, :]``, or of ``Σ``'s cells with any letter in place of the colon."""
    name, _, index = text.partition("[")
    inside = [each.strip() for each in index.rstrip("]").split(",")]
    return case.world.kept(name)[tuple(int(i) if i.isdigit() else slice(None) for i in inside)]


@says("{cells} is 0 throughout, so every term is 0.")
def _(case, cells):
    _terms(case)
    assert not _kept_row(case, cells).any()


@says("In every one of the {count:,} terms a factor is 0: {first} in {some:,}, {second} in {others:,} of them.")
def _(case, count, first, second, some, others):
    one, other = _kept_row(case, first), _kept_row(case, second)
    assert (len(one), int((one == 0).sum()), int((other == 0).sum())) == (count, some, others)
    assert ((one == 0) | (other == 0)).all()
