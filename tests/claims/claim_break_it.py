"""What *Break it* says: of all checks together, and of the mistakes that can be made."""

import numpy as np
from claim_check import gradient_size
from claim_reference import WIDE, slope
from claim_words import JUDGES, Case, faults, near, read, says, titled, written

from engine.inspection.proof.complaint import what_python_says

FEW = 3

# --- all checks together ----------------------------------------------------------------------------------------------


def _recount(case: Case) -> tuple[dict[str, bool | None], int]:
    """What each parameter's check comes to, counted again, and the cells that tell."""
    found, all_telling = {}, 0
    for check in case.made:
        wrong = [cell for cell in check.cells if cell.agrees is False]
        telling = [cell for cell in check.cells if cell.agrees is not None and (cell.numeric or cell.analytic)]
        enough = len(telling) >= (1 if len(check.cells) == case.world.wide.params[check.name].size else FEW)
        found[check.name] = False if wrong else True if enough else None
        all_telling += len(telling)
    return found, all_telling


def _right(case: Case, names: str) -> None:
    """The gradients of these are right in the cells compared."""
    assert names
    checks = {check.name: check for check in case.made}
    for name in names.split(", "):
        for cell in (cell for cell in checks[name].cells if cell.agrees):
            true = float(case.world.truth[f"d{name}"][cell.place.index])
            size = gradient_size(Case(case.world, made=cell))
            near(cell.analytic, true, 1e-11 * size + 2e-3 * abs(cell.numeric))


def _wrong(case: Case, names: str) -> None:
    """The gradients of these are wrong somewhere."""
    assert case.breakage is not None, "every gradient is right"
    assert names
    checks = {check.name: check for check in case.made}
    for name in names.split(", "):
        right = case.world.truth[f"d{name}"]
        assert any(abs(cell.analytic - float(right[cell.place.index])) > 1e-9 * abs(cell.analytic)
                   for cell in checks[name].cells if np.isfinite(cell.analytic))


@says("All {cells} cells that were compared and are not 0 are right, in every parameter.")
def _(case, cells):
    found, telling = _recount(case)
    assert set(found.values()) == {True}
    assert set(found) == set(case.world.wide.params)
    assert cells == telling
    _right(case, ", ".join(found))


@says("Whether the gradients are right cannot be told: {why}.")
def _(case, why):
    found, _ = _recount(case)
    assert set(found.values()) <= {None}
    case.extra = list(found)


@says("No mistake shows in the {cells} {cells:cell|cells} that could be compared and {cells:is|are} not 0, but of "
      "{names} too little can be told: {why}.")
def _(case, cells, names, why):
    found, telling = _recount(case)
    assert False not in found.values()
    assert cells == telling
    case.extra = names.split(", ")
    assert case.extra == [name for name, agrees in found.items() if agrees is None]
    _right(case, ", ".join(name for name, agrees in found.items() if agrees))


@says("b{number} is wrong, but W{number} is right: look at db in the backward of Affine{number}.")
def _(case, number):
    _wrong(case, f"b{number}")
    _right(case, f"W{number}")
    assert case.breakage in ("sum in db", "axis in db")


@says("{right}: right. {wrong}: wrong. Look at d{z} in the backward of Affine{behind}, and at the backward of "
      "{activation}{number}.",
      "{right}: right. {wrong}: wrong. Look at d{z} in the backward of Affine{behind}, at the backward of "
      "{activation}{number}, and at that of Affine{number}.")
def _(case, right, wrong, z, behind, activation, number):
    titled(case, activation)
    _right(case, right)
    _wrong(case, wrong)
    assert (behind, z) == (number + 1, f"z{number}")
    there = {(number, 1)} | ({(behind, 0)} if case.breakage == "transpose" else set())
    there |= {(number, 0)} if "," not in wrong else set()
    assert there & faults(case)


@says("{wrong}: wrong. What lies behind cannot be told ({why}), so the mistake is in the backward of Affine{number} or "
      "of any layer behind it.")
def _(case, wrong, number, why):
    _wrong(case, wrong)
    found, _ = _recount(case)
    case.extra = [f"{kind}{number + 1}" for kind in "Wb"]
    assert [found[name] for name in case.extra] == [None, None]
    assert any(fault >= (number, 0) for fault in faults(case))


@says("Wrong from the start of the backward pass ({wrong}): look at the backward of Softmax+Loss, and of "
      "Affine{number}.")
def _(case, wrong, number):
    _wrong(case, wrong)
    assert number == case.world.depth
    assert {(number, 0), (number, 2)} & faults(case)


@says("Wrong from the start of the backward pass ({wrong}): look at the backward of Softmax+Loss, and of "
      "Affine{number}. Which of the two it is, {untold} cannot tell: {why}.")
def _(case, wrong, number, untold, why):
    _wrong(case, wrong)
    assert number == case.world.depth
    assert {(number, 0), (number, 2)} & faults(case)
    case.extra = untold.split(", ")
    assert all(_recount(case)[0][name] is None for name in case.extra)


def _cells(case: Case) -> list:
    """The cells of the parameters that are spoken of."""
    return [cell for check in case.made if check.name in case.extra for cell in check.cells]


@says("no cell was looked at")
def _(case):
    assert not _cells(case)


@says("of {count} {count:cell|cells} {what}")
def _(case, count, what):
    assert count == len(_cells(case))


@says("{one}, {rest}")
def _(case, one, rest):
    assert {one.text, rest.text} <= JUDGES.keys()


@says("{count} {count:is|are} 0 both ways")
def _(case, count):
    assert count == sum(cell.agrees is True and cell.numeric == cell.analytic == 0 for cell in _cells(case))


@says("{count} {count:agrees|agree}")
def _(case, count):
    assert count == sum(cell.agrees is True and (cell.numeric, cell.analytic) != (0, 0) for cell in _cells(case))


@says("{count} {count:is|are} at a kink of ReLU")
def _(case, count):
    assert case.world.activation == "relu"
    assert count == sum(cell.agrees is None and "kink" in cell.verdict.text for cell in _cells(case))


@says("{count} {count:is|are} hidden by rounding or by the step")
def _(case, count):
    assert count == sum(cell.agrees is None and cell.verdict.text.startswith("Too ") for cell in _cells(case))


@says("{count} {count:is|are} not finite")
def _(case, count):
    assert count == sum(not np.isfinite(cell.numeric - cell.analytic) for cell in _cells(case))


# --- the mistakes -----------------------------------------------------------------------------------------------------


@says("ReLU without its mask", "Activation without its slope", "No division by N", "W without its transpose",
      "No sum in db", "ReLU with its mask turned round", "ReLU that silences nothing", "Softmax without its maximum",
      "Labels of other samples", "Labels taken from x", "No return dx", "Transpose on the wrong side",
      "No axis in the sum of db", "Rows left in db")
def _(case):
    """A name, which claims nothing."""


def _same(found: np.ndarray, right: np.ndarray, size: float = 1.0) -> None:
    assert np.allclose(np.asarray(found, float), np.asarray(right, float), rtol=1e-7, atol=1e-11 * size, equal_nan=True)


@says("The backward pass of ReLU lets every gradient pass, as if no unit had been silent. Units that had no part in "
      "the result are changed too.")
def _(case):
    values, world = case.extra, case.world
    for k in range(1, world.depth):
        _same(values[f"da{k}"], values[f"dz{k}"])
        silent = (values[f"a{k}"] <= 0) & (values[f"dz{k}"] != 0)
        assert (values[f"da{k}"][silent] != 0).all()


@says("The backward pass of the activation leaves out its slope, as if it were a straight line of slope 1. The curve "
      "is never steeper, so gradients come out too large wherever it is less steep.")
def _(case):
    values, world = case.extra, case.world
    for k in range(1, world.depth):
        steep = slope(world.activation, values[f"a{k}"].astype(WIDE))
        _same(values[f"da{k}"], values[f"dz{k}"])
        assert (steep <= 1).all()
        assert (np.abs(values[f"da{k}"]) >= np.abs(values[f"dz{k}"] * steep)).all()


@says("The backward pass starts with y − t instead of (y − t)/N. Every gradient is N times too large, as if the "
      "learning rate were.")
def _(case):
    right = case.world.double.backward()
    for name in case.world.wide.params:
        gradient = right[f"d{name}"]
        _same(case.extra[f"d{name}"], case.world.count * gradient, _size(case, name))


@says("The gradient goes back through W instead of Wᵀ. Where W is square the shapes fit, and nothing complains; the "
      "layers before it learn from wrong gradients.")
def _(case):
    values, world = case.extra, case.world
    for k in range(2, world.depth + 1):
        W, da = world.double.params[f"W{k}"], values[f"da{k}"]
        _same(values[f"dz{k - 1}"], da @ (W if world.sizes[k - 1] == world.sizes[k] else W.T), float(np.abs(W).max()))


@says("The gradient of each bias is taken from the first sample alone instead of the sum over the minibatch. The "
      "weights are right, the biases follow one image out of N.")
def _(case):
    right = case.world.double.backward()
    for name in case.world.wide.params:
        gradient = right[f"da{name[1:]}"][0] if name[0] == "b" else right[f"d{name}"]
        _same(case.extra[f"d{name}"], gradient, _size(case, name))


@says("The backward pass of ReLU silences the units that were active, and lets the gradient of those through that were "
      "silent.")
def _(case):
    values, world = case.extra, case.world
    for k in range(1, world.depth):
        _same(values[f"da{k}"], np.where(values[f"a{k}"] > 0, 0, values[f"dz{k}"]))


@says("The forward pass of ReLU forgets out[mask] = 0, so negative numbers go on; its backward pass masks. The check "
      "finds that the two do not fit together. It cannot know which of them was meant.")
def _(case):
    values, world = case.extra, case.world
    for k in range(1, world.depth):
        _same(values[f"z{k}"], values[f"a{k}"])
        _same(values[f"da{k}"], np.where(values[f"a{k}"] > 0, values[f"dz{k}"], 0))


@says("Softmax takes exp of the logits as they are, without subtracting the largest first. Nothing changes until a "
      "logit is above 88 (float32) or 709 (float64): then exp overflows, and y is NaN.")
def _(case):
    for kind, largest in ((np.float32, 88), (np.float64, 709)):
        assert np.isfinite(np.exp(kind(largest)))
        assert np.isinf(np.exp(kind(largest + 1)))
    right = case.world.double.backward()
    for name in case.world.wide.params:
        _same(case.extra[f"d{name}"], right[f"d{name}"], _size(case, name))


@says("Each sample gets the label of the one before it in the minibatch. The gradient is right, for wrong labels: the "
      "check finds nothing. Only a loss that stays near that of guessing tells.")
def _(case):  # of the loss: test_short_run
    right = case.world.double.backward()
    assert case.world.double.labels.tolist() == np.roll(case.world.snapshot.labels, 1).tolist()
    for name in case.world.wide.params:
        _same(case.extra[f"d{name}"], right[f"d{name}"], _size(case, name))


@says("axis=0 is forgotten, so all of dout is added up to one number, and every bias of a layer gets the same. In the "
      "last layer it is 0, since y − t of a sample adds up to 0: those biases never learn.")
def _(case):
    values, world, right = case.extra, case.world, case.world.double.backward()
    for name in world.wide.params:
        gradient = right[f"d{name}"]
        _same(values[f"d{name}"], gradient.sum() if name[0] == "b" else gradient, 10 * _size(case, name))
    assert np.abs(values[f"db{world.depth}"]).max() <= 1e-14


def _stopped(case: Case, kind: str, line: str) -> None:
    found = what_python_says(case.world.snapshot, case.breakage).complaint
    assert (found.kind, found.stops) == (kind, True)
    assert line in found.code


@says("The line that takes the labels of a minibatch takes them from x instead of t. The loss looks for class numbers "
      "and finds inputs: Python stops there, some way behind the mistake.")
def _(case):
    _stopped(case, "IndexError", "np.log(y[np.arange(len(y)), t]")


@says("The backward of Affine computes dx and does not return it. A function without return gives None, and Python "
      "stops where the layer before it computes with None, not where the line is missing.")
def _(case):
    _stopped(case, "TypeError", "dout")
    assert case.world.depth > 1


@says("dW is computed as x·doutᵀ instead of xᵀ·dout. The shapes do not fit, so numpy refuses, and says which they are.")
def _(case):
    found = what_python_says(case.world.snapshot, case.breakage).complaint
    assert found.kind == "ValueError"
    assert "shape" in found.text


@says("db is dout itself, a row for each sample, since nothing is added up. Backward runs to its end. Python stops at "
      "the update: N rows do not fit into one bias for each unit.")
def _(case):
    _stopped(case, "ValueError", "params[key] -= ")


@says("Python stops here. Nothing is learnt, and there is no gradient to check.")
def _(case):
    assert case.breakage in ("labels from x", "return dx", "transpose side", "rows in db")
    assert case.made.complaint.stops


@says("Python only warns, and runs on with what is no number any more.")
def _(case):
    assert not case.made.complaint.stops
    world = case.world
    info = np.finfo(world.trainer.config.dtype)
    values, logits = world.wide.forward(), world.wide.forward()[f"a{world.depth}"]
    large = max(float(np.abs(value).max()) for value in (*values.values(), *world.wide.params.values()))
    assert not large < info.max**0.25 or np.abs(logits).max() > 0.99 * np.log(info.max)


@says("Nothing: every line runs.")
def _(case):
    assert case.made.complaint is None


@says("Nothing: exp overflows above {limit}, and the largest logit here is {largest}.")
def _(case, limit, largest):
    assert case.breakage == "softmax maximum"
    logits = case.world.wide.forward()[f"a{case.world.depth}"]
    written(limit, np.log(WIDE(case.world.info.max)), 3)
    if np.isnan(logits).any():
        return
    near(read(largest), logits.max(), 1e-4 * float(np.abs(logits).max()) + 1e-6, 1e-3)


@says("This network has a single layer: no layer before it waits for dx. Add a hidden layer to see this.")
def _(case):
    assert case.world.depth == 1


@says("This network has as many inputs as classes ({count}), so the shapes fit by chance. Look at another data set to "
      "see this.")
def _(case, count):
    assert case.world.sizes[0] == case.world.sizes[-1] == count


def _size(case: Case, name: str) -> float:
    """How large what is added in the gradient of a parameter may be."""
    cell = case.made[name]
    return case.world.count * gradient_size(Case(case.world, made=cell))


@says("This network has no hidden layer, so it has no activation function. Add a hidden layer to see this.",
      "This network has no hidden layer, so no gradient goes back through a W. Add two hidden layers with the same "
      "number of units to see this.")
def _(case):
    assert case.world.depth == 1


@says("The activation function of this network is {activation}. Choose {names} to see this.")
def _(case, activation, names):
    titled(case, activation)
    assert case.world.depth > 1
    assert names == ("Sigmoid / Tanh" if case.breakage == "activation slope" else "ReLU")
    assert activation not in names


@says("No W behind the first layer is square here ({shapes}): numpy refuses the product without the transpose, and the "
      "mistake shows at once. Give two hidden layers the same number of units to see it pass unnoticed.")
def _(case, shapes):
    sizes = case.world.sizes
    shown = [(f"W{k} {(sizes[k - 1], sizes[k])}", sizes[k - 1] != sizes[k]) for k in range(2, case.world.depth + 1)]
    assert all(oblong for _, oblong in shown)
    assert shapes == ", ".join(text for text, _ in shown) != ""


@says("With a single sample N is 1, and this mistake changes nothing. Look at a minibatch to see it.")
def _(case):
    assert case.world.count == 1
    assert case.breakage in ("division by N", "sum in db", "labels of other rows")
