"""Where numbers come from: what a cell is computed from and how, read off the description that made its variable.

One function for each way in which cells are computed (`engine.nn.cells`), not for each variable or layer. It names the
operands of one cell, and computes the cell from them again, in double precision.
"""

import math
from dataclasses import dataclass
from enum import Enum
from functools import singledispatch

import numpy as np

from engine.figures import number
from engine.inspection import wording
from engine.inspection.frozen.snapshot import Snapshot
from engine.inspection.place import cell
from engine.inspection.provenance import givens
from engine.inspection.provenance.slope import slope_at
from engine.inspection.terms import Block, Column, Terms
from engine.inspection.wording import bracketed
from engine.inspection.written import read, written
from engine.nn.cells import (
    Cells,
    Curve,
    Function,
    Product,
    Residual,
    SampleLoss,
    Slope,
    Softmax,
    Step,
    Sum,
    constant,
    terms_of,
)
from engine.nn.indices import Number, picked
from engine.nn.layers import Activation
from engine.nn.variables import SAMPLES, Variable
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
    """The cell that is asked about, in a snapshot.

    Parameters
    ----------
    snapshot, variable, index
        Where it is.
    """

    snapshot: Snapshot
    variable: Variable
    index: tuple

    def index_in(self, variable: Variable) -> tuple:
        """Where the same place is in another variable, which may have fewer axes."""
        own = dict(zip(self.variable.axes, self.index, strict=True))
        return tuple(own[axis] for axis in variable.axes)

    def named(self, variable: Variable) -> str:
        """The symbol of the cell of another variable that stands in the same place."""
        return cell(variable.name, *self.index_in(variable))

    def column(self, name: str, *index: Number) -> Column:
        """A factor: one cell of a variable, or as many as there are in the arrays that the index holds."""
        values = computed(self.snapshot, name)[index]
        return Column(name, np.atleast_1d(values).astype(np.float64), index)

    def operands(self, *variables: Variable) -> tuple[list[Block], list[float]]:
        """The cells of these variables that stand in the same place, as operands, and their values."""
        columns = [self.column(one.name, *self.index_in(one)) for one in variables]
        return [Block((column,)) for column in columns], [float(column.values[0]) for column in columns]


def computed(snapshot: Snapshot, name: str) -> np.ndarray:
    """The variable called `name`, or an `EngineError` where it has not been computed yet."""
    array = snapshot.value(name)
    if array is None:
        raise EngineError(
            "{name} has not been computed yet. Go on operation by operation until it is, or finish the iteration.",
            name=name)
    return array


@singledispatch
def origin(cells: Cells | None, at: Cell) -> Origin:
    """How the cell `at` is made of others, where its variable's cells are computed like that."""
    raise NotImplementedError(f"where a cell of {at.variable.name} comes from: {type(cells).__name__}")


# --- sums ----------------------------------------------------------------------------------------------------------

@origin.register
def of_sum(cells: Sum, at: Cell) -> Origin:
    """a1[n, j] = Σi x[n, i]·W1[i, j] + b1[j]."""
    formula, blocks = _products(at, cells)
    return _sum(at, formula, *blocks)


def _products(at: Cell, cells: Sum) -> tuple[str, tuple[Block, ...]]:
    """What is added up: as a formula, and as terms."""
    formulas, blocks = zip(*(_product(at, cells, product) for product in cells.products), strict=True)
    return " + ".join(formulas).replace("+ −", "− ").replace("− 1·", "− "), blocks


def _product(at: Cell, cells: Sum, product: Product) -> tuple[str, Block]:
    """One of the products that are added up: ``Σi x[n, i]·W1[i, j]``, and its terms."""
    own, summed = dict(zip(at.variable.axes, at.index, strict=True)), cells.summed(product, at.variable)
    letters = cells.letters(summed)
    running, places = terms_of(product, own, {axis: at.snapshot.length(axis) for axis in summed}, at.snapshot.shape)
    taken, symbols, columns = iter(places), [], []
    for one in product:
        if isinstance(one, str):
            columns.append(_constant(at, one))
            symbols.append(columns[-1].name)
        else:
            symbols.append(cell(one.name, *picked(one).written({**own, **letters})))
            columns.append(at.column(one.name, *next(taken)))
    sign = f"Σ{','.join(letters.values())} " if letters else ""
    return sign + "·".join(symbols), Block(tuple(columns), running)


def _constant(at: Cell, name: str) -> Column:
    """A factor that is no variable: 1/N."""
    return Column(name.replace("N", str(at.snapshot.batch_size)), np.array(constant(name, at.snapshot.constants)))


def over_samples(at: Cell) -> Origin:
    """The sum of one column over all samples."""
    rows = np.arange(at.snapshot.batch_size)
    return _sum(at, f"Σn {cell(at.variable.name, 'n', *at.index[1:])}",
                Block((at.column(at.variable.name, rows, *at.index[1:]),), {SAMPLES: rows}))


def _sum(at: Cell, formula: str, *blocks: Block) -> Origin:
    terms = Terms(blocks)
    return Origin(Way.SUM, formula, _filled_sum(at, terms), terms, float(terms.values.sum()), terms.size)


def _filled_sum(at: Cell, terms: Terms) -> str:
    """The largest terms in numbers, and in brackets what all others add: ``0.5·0.25 + 0.3·0.1 + (… −0.012)``."""
    shown, others = terms[:SHOWN], [float(terms.values[SHOWN:].sum())] if len(terms) > SHOWN else []
    operands = [factor.value for term in shown for factor in term.factors if factor.place is not None]

    def by_hand(*operands: float) -> float:
        given = iter(operands)
        products = [math.prod(factor.value if factor.place is None else next(given) for factor in term.factors)
                    for term in shown]
        return sum(products) + next(given, 0.0)

    texts = iter(written((*operands, *others), by_hand, float(terms.values.sum())))
    rate = f"{at.snapshot.learning_rate:.12g}"
    products = [[factor.symbol.replace("lr", rate) if factor.place is None else next(texts) for factor in term.factors]
                for term in shown]
    text = wording.sum_of_products(products)
    for (first, *_), term in zip(products, shown, strict=True):
        if term.negative:
            text = text.replace(f" + ({first})·", f" − {first[1:]}·").replace("− 1·", "− ")
    return text + "".join(f" + (…\N{NO-BREAK SPACE}{rest})" for rest in texts)


# --- functions -----------------------------------------------------------------------------------------------------

@origin.register
def of_function(cells: Function, at: Cell) -> Origin:
    """z1[n, j] = f(a1[n, j]), da1[n, j] = dz1[n, j] · slope of f: of what stands in the same place."""
    constants = {name: at.snapshot.constants[name] for name in cells.constants}
    blocks, values = at.operands(*cells.operands.values())

    def by_hand(*operands: float) -> float:
        return float(cells.compute(*(np.array([each]) for each in operands), *constants.values())[0])

    total, text = by_hand(*values), cells.text.replace("⊙", "·")
    texts = dict(zip(cells.operands, written(values, by_hand, total), strict=True))
    texts.update({key: f"{value:.12g}" for (key, one), value in zip(cells.operands.items(), values, strict=True)
                  if not one.axes})  # a number of steps is written as a whole one
    names = {key: at.named(one) for key, one in cells.operands.items()}
    numbers = {name: f"{each:.12g}" for name, each in constants.items()}
    shown = [block for block, one in zip(blocks, cells.operands.values(), strict=True) if one in cells.variables]
    return _function(text.format(**names, **numbers), wording.fill(text, **texts, **numbers), shown, total,
                     _scale(cells, constants, total, values), _case(cells, at, *values))


def _scale(cells: Function, constants: dict[str, float], total: float, values: list[float]) -> float:
    """How large the numbers on the way are; of a gradient, what came before its slope."""
    if isinstance(cells, Residual):
        return sum(map(abs, values)) / constants["N"]
    return abs(values[0]) if len(values) > 1 else abs(total)


def _function(formula: str, filled: str, blocks: list[Block], total: float, scale: float, case: Problem | None
) -> Origin:
    return Origin(Way.FUNCTION, formula, filled, Terms(blocks, by_size=False), total, scale, case)


@singledispatch
def _case(cells: Function, at: Cell, *values: float) -> Problem | None:
    """What is to be said about a function at one place in particular, if anything."""
    return None


@_case.register
def _case_of_activation(cells: Curve, at: Cell, x: float) -> Problem | None:
    activation = cells.activation
    said = {"a": at.named(cells.operands["x"]), "value": number(x), "title": activation.title}
    if math.isnan(x):
        return None
    if not activation.silences:
        return Problem("At {a} = {value} the slope of {title} is {slope}: a small change there, times {slope}, is the "
                       "change here.", {**said, "slope": number(slope_at(activation, x))})
    if cells.compute(np.array([x]))[0] == 0:
        return Problem("{a} = {value} is not above 0: {title} silences the unit.", said)
    return Problem("{a} = {value} is above 0: {title} lets it through.", said)


@_case.register
def _case_of_slope(cells: Slope, at: Cell, dout: float, x: float, out: float) -> Problem | None:
    """What the slope lets through: as it is computed from what forward kept, not as it would be with all digits."""
    if math.isnan(x):
        return None
    activation = cells.activation
    slope = slope_of(activation, x, out)
    names = {key: at.named(one) for key, one in cells.operands.items()}
    said = {"a": names["x"], "value": number(x), "title": activation.title, "slope": number(slope),
            "formula": activation.slope.replace("⊙", "·").format(**names), "dtype": str(at.snapshot.network.dtype)}
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


def _logits(at: Cell, logits: Variable) -> tuple[Block, np.ndarray, float]:
    """The logits of one sample as operands, each adding exp(a − m); the logits minus m; and m, the largest."""
    axis = logits.axes[-1]
    classes = np.arange(at.snapshot.length(axis))
    column = at.column(logits.name, at.index[0], classes)
    largest = column.values.max()
    shifted = column.values - largest
    return Block((column,), {axis: classes}, np.exp(shifted)), shifted, float(largest)


@origin.register
def of_softmax(cells: Softmax, at: Cell) -> Origin:
    """y[n, c] = exp(a[n, c] − m) / Σk exp(a[n, k] − m)."""
    (n, c), a = at.index, cells.operands["x"]
    block, shifted, largest = _logits(at, a)
    parts = block.products()
    whole = float(parts.sum())
    y = float(parts[c]) / whole
    any_of_them = cell(a.name, n, "k")
    formula = f"exp({cell(a.name, n, c)} − m) / Σk exp({any_of_them} − m),  m = maxk {any_of_them}"

    def by_hand(power: float, part: float, whole: float) -> float:
        ways = float(np.exp(power)) / whole, part / whole
        return max(ways, key=lambda found: abs(found - read(number(y))))  # the worse of the two

    power, part, below = written((float(shifted[c]), float(parts[c]), whole), by_hand, y)
    filled = f"exp({power}) / {below} = {part} / {below}"
    case = Problem("The largest logit, m = {largest}, is subtracted from all of them first. That changes nothing in "
                   "the result, and exp cannot overflow.",
                   {"largest": number(largest)}) if math.isfinite(largest) else None
    return _function(formula, filled, [block], y, y, case)


@origin.register
def of_sample_loss(cells: SampleLoss, at: Cell) -> Origin:
    """l[n] = log Σk exp(a[n, k] − m) − (a[n, label] − m)."""
    (n,), (a, y, t) = at.index, cells.operands.values()
    label = int(computed(at.snapshot, t.name)[n].argmax())
    block, shifted, _ = _logits(at, a)
    parts = block.products()
    # Without the largest, whose exp is 1: beside that 1 a small rest would lose its digits.
    others = np.delete(parts, int(shifted.argmax())).sum()
    logarithm, right = float(np.log1p(others)), float(shifted[label])
    target = Block((at.column(t.name, n, label),), values=np.zeros(1))
    any_of_them = cell(a.name, n, "k")
    formula = f"log Σk exp({any_of_them} − m) − ({cell(a.name, n, label)} − m),  m = maxk {any_of_them}"
    case = Problem("In exact arithmetic the same as −log {y}: the network gave the right class, {name}, the "
                   "probability {probability}.",
                   {"y": cell(y.name, n, label), "name": at.snapshot.class_names[label],
                    "probability": _probability(parts, right, label)}) if math.isfinite(right) else None
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


@_case.register
def _case_of_class(cells: Residual, at: Cell, y: float, t: float) -> Problem | None:
    if math.isnan(y):
        return None
    name = at.named(cells.operands["y"])
    if y == t:
        return Problem("{y} is {t} to the last digit that {dtype} keeps, as it should be: this sample has nothing to "
                       "change in this logit.", {"y": name, "t": f"{t:g}", "dtype": str(at.snapshot.network.dtype)})
    if t == 1:
        return Problem("This is the right class, and {y} falls short of 1 by {missing}: a larger logit would lower the "
                       "loss.", {"y": name, "missing": number(1 - y)})
    return Problem("This is a wrong class, and its probability {y} is too much: a smaller logit would lower the loss.",
                   {"y": number(y)})


# --- parameters, and what nothing was computed for -----------------------------------------------------------------

@origin.register
def of_step(cells: Step, at: Cell) -> Origin:
    """W new[i, j] = W[i, j] − lr·dW[i, j], or what else an optimizer adds."""
    formula, blocks = _products(at, cells)
    terms = Terms(blocks, by_size=False)
    filled = _filled_sum(at, terms)
    return Origin(Way.UPDATE, formula, filled, terms, float(terms.values.sum()), terms.size, _case_of_step(at, terms))


def _case_of_step(at: Cell, terms: Terms) -> Problem | None:
    """Whether the step is lost; otherwise what it comes from, where it is not the gradient alone."""
    (value, *remembered, fresh), kept = terms.values, float(computed(at.snapshot, at.variable.name)[at.index])
    step = float(terms.values[1:].sum())
    if not math.isfinite(step):
        return None
    if step != 0 and math.isfinite(value) and kept == value:
        return Problem("The step, {step}, is smaller than the last digit that is kept of {value}: nothing changes.",
                       {"step": number(step), "value": number(value)})
    said = []
    if remembered:
        said.append(Problem("Of the step of {step}, {memory} comes from memory and {fresh} from this gradient.",
                            dict(zip(("memory", "fresh", "step"), map(number, (sum(remembered), fresh, step)),
                                     strict=True))))
    rates = [factor for factor in terms[-1].factors if factor.place is not None][:-1]
    if rates:
        said.append(Problem("The learning rate of this number is {rate} = {value}, {times} times lr.", {
            "rate": rates[0].symbol, "value": number(rates[0].value),
            "times": number(rates[0].value / at.snapshot.learning_rate)}))
    if len(said) < 2:
        return said[0] if said else None
    return Problem("{memory} {rate}", {"memory": said[0], "rate": said[1]})


@origin.register
def given(cells: None, at: Cell) -> Origin:
    """What was there before any operation."""
    value = float(computed(at.snapshot, at.variable.name)[at.index])
    source = givens.source(at.snapshot, at.variable, at.index)
    return Origin(Way.GIVEN, at.named(at.variable), number(value), Terms(), value, abs(value), source)
