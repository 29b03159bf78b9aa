"""Where each kind of number comes from: for each variable, what its cells are computed from and how.

One function for each thing that a layer does. It names the operands of one cell, and computes the cell from them again,
in double precision. What an activation computes is asked of the activation itself.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

import numpy as np

from engine.inspection import wording
from engine.inspection.frozen.snapshot import Snapshot
from engine.inspection.place import Variable, cell
from engine.inspection.provenance import givens
from engine.inspection.provenance.slope import slope_at
from engine.inspection.terms import Block, Column, Terms
from engine.inspection.wording import bracketed, number
from engine.inspection.written import read, written
from engine.nn.layers import Activation
from engine.problem import EngineError, Problem

SHOWN = 3            # so many terms of a sum are written out
SATURATED = 0.01     # a slope below this lets hardly any of a gradient through
TINY = 1e-300        # a probability below this is written as the exp that it is: float64 will soon hold it no more
NEAR_ONE = 1e-3      # a probability that falls short of 1 by less is written as what it falls short


class Way(Enum):
    """How a number came about."""

    SUM = "sum"
    FUNCTION = "function"
    UPDATE = "update"
    GIVEN = "given"


@dataclass(frozen=True, slots=True, eq=False)
class Origin:
    """How one cell is made of others.

    Parameters
    ----------
    way, formula, filled, terms
        As in `Provenance`; formula and filled without the name of the cell and its value.
    total
        What they give, in double precision.
    scale
        Size of the largest numbers on the way, which decides how much rounding can do.
    case
        What is to be said about this cell in particular, if anything.
    """

    way: Way
    formula: str
    filled: str
    terms: Terms
    total: float
    scale: float
    case: Problem | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """The cell that is asked about, and its neighbours from the same side of the update.

    Parameters
    ----------
    snapshot, variable, index
        Where it is.
    """

    snapshot: Snapshot
    variable: Variable
    index: tuple

    @property
    def number(self) -> int:
        """The layer it belongs to."""
        return self.variable.number

    def cell(self, base: str, *index: object) -> str:
        """The symbol of a cell of a variable nearby."""
        return cell(self.variable.beside(base), *index)

    def column(self, base: str, *index: object) -> Column:
        """A factor: one cell of a variable nearby, or a row of cells where the index holds ``...``."""
        name = self.variable.beside(base)
        array = computed(self.snapshot, name)
        values = array[tuple(slice(None) if i is ... else i for i in index)]
        return Column(name, np.atleast_1d(values).astype(np.float64), index)

    def one(self, base: str, *index: int) -> tuple[Block, float]:
        """One cell of a variable nearby as an operand, and its value."""
        column = self.column(base, *index)
        return Block((column,)), float(column.values[0])


def computed(snapshot: Snapshot, name: str) -> np.ndarray:
    """The variable called `name`, or an `EngineError` where it has not been computed yet."""
    array = snapshot.value(name)
    if array is None:
        raise EngineError(
            "{name} has not been computed yet. Go on operation by operation until it is, or finish the iteration.",
            name=name)
    return array


# --- sums ----------------------------------------------------------------------------------------------------------

def _sum(formula: str, *blocks: Block) -> Origin:
    terms = Terms(blocks)
    return Origin(Way.SUM, formula, _filled_sum(terms), terms, float(terms.values.sum()), terms.size)


def _filled_sum(terms: Terms) -> str:
    """The largest terms in numbers, and in brackets what all others add: ``0.5·0.25 + 0.3·0.1 + (… −0.012)``."""
    shown, others = terms[:SHOWN], [float(terms.values[SHOWN:].sum())] if len(terms) > SHOWN else []
    operands = [factor.value for term in shown for factor in term.factors if factor.place is not None]

    def by_hand(*operands: float) -> float:
        given = iter(operands)
        products = [math.prod(factor.value if factor.place is None else next(given) for factor in term.factors)
                    for term in shown]
        return sum(products) + next(given, 0.0)

    texts = iter(written((*operands, *others), by_hand, float(terms.values.sum())))
    products = [[factor.symbol if factor.place is None else next(texts) for factor in term.factors] for term in shown]
    return wording.sum_of_products(products) + "".join(f" + (…\N{NO-BREAK SPACE}{rest})" for rest in texts)


def affine_forward(at: Cell) -> Origin:
    """a[n, j] = Σi x[n, i]·W[i, j] + b[j]."""
    (n, j), x, W, b = at.index, at.snapshot.network.input_name(at.number), f"W{at.number}", f"b{at.number}"
    return _sum(f"Σi {at.cell(x, n, 'i')}·{at.cell(W, 'i', j)} + {at.cell(b, j)}",
                Block((at.column(x, n, ...), at.column(W, ..., j)), "unit"), Block((at.column(b, j),)))


def affine_backward(at: Cell) -> Origin:
    """dz[n, i] = Σk da[n, k]·W[i, k], where da is the gradient of the layer after."""
    (n, i), da, W = at.index, f"da{at.number + 1}", f"W{at.number + 1}"
    return _sum(f"Σk {at.cell(da, n, 'k')}·{at.cell(W, i, 'k')}",
                Block((at.column(da, n, ...), at.column(W, i, ...)), "unit"))


def weight_gradient(at: Cell) -> Origin:
    """dW[i, j] = Σn x[n, i]·da[n, j]."""
    (i, j), x, da = at.index, at.snapshot.network.input_name(at.number), f"da{at.number}"
    return _sum(f"Σn {at.cell(x, 'n', i)}·{at.cell(da, 'n', j)}",
                Block((at.column(x, ..., i), at.column(da, ..., j)), "sample"))


def bias_gradient(at: Cell) -> Origin:
    """db[j] = Σn da[n, j]."""
    (j,), da = at.index, f"da{at.number}"
    return _sum(f"Σn {at.cell(da, 'n', j)}", Block((at.column(da, ..., j),), "sample"))


def mean_loss(at: Cell) -> Origin:
    """L = Σn l[n]·1/N."""
    count = at.snapshot.batch_size
    part = Column(f"1/{count}", 1 / count)
    return _sum(f"Σn {at.cell('l', 'n')}·1/{count}", Block((at.column("l", ...), part), "sample"))


def over_samples(at: Cell) -> Origin:
    """The sum of one column over all samples."""
    return _sum(f"Σn {at.cell(at.variable.base, 'n', *at.index[1:])}",
                Block((at.column(at.variable.base, ..., *at.index[1:]),), "sample"))


# --- functions -----------------------------------------------------------------------------------------------------

def _function(formula: str, filled: str, blocks: list[Block], total: float, scale: float, case: Problem | None
) -> Origin:
    return Origin(Way.FUNCTION, formula, filled, Terms(blocks, by_size=False), total, scale, case)


def activation_forward(at: Cell) -> Origin:
    """z[n, j] = f(a[n, j])."""
    activation, a = at.snapshot.network.activation, f"a{at.number}"
    block, x = at.one(a, *at.index)
    z = float(activation.forward(np.array([x]))[0])
    filled, = written((x,), lambda x: float(activation.forward(np.array([x]))[0]), z)
    return _function(activation.formula.format(x=at.cell(a, *at.index)), wording.fill(activation.formula, x=filled),
                     [block], z, abs(z), _case_of_activation(activation, at.cell(a, *at.index), x, z))


def _case_of_activation(activation: Activation, a: str, x: float, z: float) -> Problem | None:
    said = {"a": a, "value": number(x), "title": activation.title}
    if math.isnan(x):
        return None
    if not activation.silences:
        return Problem("At {a} = {value} the slope of {title} is {slope}: a small change there, times {slope}, is the "
                       "change here.", {**said, "slope": number(slope_at(activation, x))})
    if z == 0:
        return Problem("{a} = {value} is not above 0: {title} silences the unit.", said)
    return Problem("{a} = {value} is above 0: {title} lets it through.", said)


def activation_backward(at: Cell) -> Origin:
    """da[n, j] = dz[n, j] times the slope of f there."""
    activation, dz, a, z = at.snapshot.network.activation, f"dz{at.number}", f"a{at.number}", f"z{at.number}"
    (gradient, dout), (of_x, x), (of_out, out) = (at.one(name, *at.index) for name in (dz, a, z))
    slope = activation.slope.replace("⊙", "·")
    formula = f"{at.cell(dz, *at.index)} · {slope.format(x=at.cell(a, *at.index), out=at.cell(z, *at.index))}"

    def by_hand(*operands: float) -> float:
        return float(activation.backward(*(np.array([value]) for value in operands))[0])

    total = by_hand(dout, x, out)
    of_dout, x_, out_ = written((dout, x, out), by_hand, total)
    return _function(formula, f"{of_dout} · {wording.fill(slope, x=x_, out=out_)}",
                     [gradient, of_x if activation.slope_needs == "x" else of_out], total, abs(dout),
                     _case_of_slope(at, activation, x, out))


def _case_of_slope(at: Cell, activation: Activation, x: float, out: float) -> Problem | None:
    """What the slope lets through: as it is computed from what forward kept, not as it would be with all digits."""
    if math.isnan(x):
        return None
    slope = slope_of(activation, x, out)
    a, z = (at.cell(f"{name}{at.number}", *at.index) for name in "az")
    said = {"a": a, "value": number(x), "title": activation.title, "slope": number(slope),
            "formula": activation.slope.replace("⊙", "·").format(x=a, out=z), "dtype": str(at.snapshot.network.dtype)}
    if activation.silences and slope == 0:
        return Problem("{a} = {value} is not above 0: the unit is silent, its slope is 0 (at 0 itself too), and no "
                       "gradient gets through.", said)
    if activation.silences:
        return Problem("{a} = {value} is above 0: the slope is {slope}, and the gradient gets through.", said)
    if slope == 0:
        return Problem("At {a} = {value} {title} is so flat that its slope {formula} is 0 in {dtype}: no gradient gets "
                       "through.", said)
    if slope < SATURATED:
        return Problem("At {a} = {value} {title} is nearly flat: its slope {formula} is {slope}, and hardly any of the "
                       "gradient gets through.", said)
    return Problem("At {a} = {value} the slope of {title}, {formula}, is {slope}: so much of the gradient gets "
                   "through.", said)


def slope_of(activation: Activation, x: float, out: float) -> float:
    """The slope of an activation at x, as its backward reads it off what it gives there, out."""
    return float(activation.backward(np.ones(1), np.array([x]), np.array([out]))[0])


def _logits(at: Cell, n: int) -> tuple[Block, np.ndarray, float]:
    """The logits of one sample as operands, each adding exp(a − m); the logits minus m; and m, the largest."""
    column = at.column(f"a{at.snapshot.network.depth}", n, ...)
    largest = column.values.max()
    shifted = column.values - largest
    return Block((column,), "unit", np.exp(shifted)), shifted, float(largest)


def softmax(at: Cell) -> Origin:
    """y[n, c] = exp(a[n, c] − m) / Σk exp(a[n, k] − m)."""
    (n, c), a = at.index, f"a{at.snapshot.network.depth}"
    block, shifted, largest = _logits(at, n)
    whole = float(block.values.sum())
    y = float(block.values[c]) / whole
    formula = f"exp({at.cell(a, n, c)} − m) / Σk exp({at.cell(a, n, 'k')} − m),  m = maxk {at.cell(a, n, 'k')}"

    def by_hand(power: float, part: float, whole: float) -> float:
        ways = float(np.exp(power)) / whole, part / whole
        return max(ways, key=lambda found: abs(found - read(number(y))))  # the worse of the two

    power, part, below = written((float(shifted[c]), float(block.values[c]), whole), by_hand, y)
    filled = f"exp({power}) / {below} = {part} / {below}"
    case = Problem("The largest logit, m = {largest}, is subtracted from all of them first. That changes nothing in "
                   "the result, and exp cannot overflow.",
                   {"largest": number(largest)}) if math.isfinite(largest) else None
    return _function(formula, filled, [block], y, y, case)


def sample_loss(at: Cell) -> Origin:
    """l[n] = log Σk exp(a[n, k] − m) − (a[n, label] − m)."""
    (n,), a = at.index, f"a{at.snapshot.network.depth}"
    label = int(at.snapshot.labels[n])
    block, shifted, _ = _logits(at, n)
    # Without the largest, whose exp is 1: beside that 1 a small rest would lose its digits.
    others = np.delete(block.values, int(shifted.argmax())).sum()
    logarithm, right = float(np.log1p(others)), float(shifted[label])
    target = Block((at.column("t", n, label),), None, np.zeros(1))
    formula = (f"log Σk exp({at.cell(a, n, 'k')} − m) − ({at.cell(a, n, label)} − m),  "
               f"m = maxk {at.cell(a, n, 'k')}")
    case = Problem("In exact arithmetic the same as −log {y}: the network gave the right class, {name}, the "
                   "probability {probability}.",
                   {"y": at.cell("y", n, label), "name": at.snapshot.class_names[label],
                    "probability": _probability(block.values, right, label)}) if math.isfinite(right) else None
    first, second = written((logarithm, right), lambda first, second: first - second, logarithm - right)
    return _function(formula, f"{first} − {bracketed(second)}", [block, target], logarithm - right,
                     max(1.0, abs(logarithm), abs(right)), case)


def _probability(parts: np.ndarray, shifted: float, label: int) -> str:
    """The part that exp(shifted), one of them, is of their sum: ``0.25``, ``1 − 2.1×10⁻⁷``, ``exp(−149,276)``."""
    whole = float(parts.sum())
    missing = float(np.delete(parts, label).sum()) / whole
    if 0 < missing < NEAR_ONE:
        return f"1 − {number(missing)}"
    probability = float(parts[label]) / whole
    return number(probability) if probability >= TINY else f"exp({number(shifted - math.log(whole))})"


def loss_backward(at: Cell) -> Origin:
    """da[n, c] = (y[n, c] − t[n, c])/N."""
    count = at.snapshot.batch_size
    (of_y, y), (of_t, t) = (at.one(name, *at.index) for name in ("y", "t"))
    formula = f"({at.cell('y', *at.index)} − {at.cell('t', *at.index)})/{count}"
    filled = "({} − {})/{}".format(*written((y, t), lambda y, t: (y - t) / count, (y - t) / count), count)
    case = _case_of_class(at, y, t)
    return _function(formula, filled, [of_y, of_t], (y - t) / count, (abs(y) + abs(t)) / count, case)


def _case_of_class(at: Cell, y: float, t: float) -> Problem | None:
    if math.isnan(y):
        return None
    name = at.cell("y", *at.index)
    if y == t:
        return Problem("{y} is {t} to the last digit that {dtype} keeps, as it should be: this sample has nothing to "
                       "change in this logit.", {"y": name, "t": f"{t:g}", "dtype": str(at.snapshot.network.dtype)})
    if t == 1:
        return Problem("This is the right class, and {y} falls short of 1 by {missing}: a larger logit would lower the "
                       "loss.", {"y": name, "missing": number(1 - y)})
    return Problem("This is a wrong class, and its probability {y} is too much: a smaller logit would lower the loss.",
                   {"y": number(y)})


def gradient_of_a(at: Cell) -> Origin:
    """da: of the logits from softmax and loss, of any other a from the activation after it."""
    return loss_backward(at) if at.number == at.snapshot.network.depth else activation_backward(at)


# --- parameters, and what nothing was computed for -----------------------------------------------------------------

def parameter(at: Cell) -> Origin:
    """W new[i, j] = W[i, j] − lr·dW[i, j], or what stood there before."""
    return _update(at) if at.variable.new else _given(at, givens.parameter(at.snapshot, at.variable.base))


def _update(at: Cell) -> Origin:
    before, rate = Cell(at.snapshot, Variable(at.variable.kind, at.number), at.index), at.snapshot.learning_rate
    name = at.variable.base
    (old, value), gradient = before.one(name, *at.index), before.column(f"d{name}", *at.index)
    step = rate * float(gradient.values[0])
    terms = Terms([old, Block((Column("−lr", -rate), gradient))], by_size=False)
    formula = f"{before.cell(name, *at.index)} − lr·{before.cell(f'd{name}', *at.index)}"
    first, second = written((value, float(gradient.values[0])), lambda old, slope: old - rate * slope, value - step)
    filled = f"{first} − {rate:.12g}·{bracketed(second)}"
    lost = step != 0 and math.isfinite(value) and float(computed(at.snapshot, at.variable.name)[at.index]) == value
    case = Problem("The step, {step}, is smaller than the last digit that is kept of {value}: nothing changes.",
                   {"step": number(-step), "value": number(value)}) if lost else None
    return Origin(Way.UPDATE, formula, filled, terms, value - step, terms.size, case)


def pixel(at: Cell) -> Origin:
    """x[n, i]: a pixel of an image."""
    return _given(at, givens.input_of(at.snapshot, *at.index))


def target(at: Cell) -> Origin:
    """t[n, c]: from the label."""
    return _given(at, givens.target(at.snapshot, at.index[0]))


def _given(at: Cell, source: Problem) -> Origin:
    value = float(computed(at.snapshot, at.variable.name)[at.index])
    return Origin(Way.GIVEN, at.cell(at.variable.base, *at.index), number(value), Terms(), value, abs(value), source)


ORIGINS: dict[str, Callable[[Cell], Origin]] = {
    "x": pixel, "t": target, "a": affine_forward, "z": activation_forward, "y": softmax, "l": sample_loss,
    "L": mean_loss, "da": gradient_of_a, "dz": affine_backward, "dx": affine_backward, "dW": weight_gradient,
    "db": bias_gradient, "W": parameter, "b": parameter,
}
