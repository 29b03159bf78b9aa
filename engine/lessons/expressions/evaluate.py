"""The value of an expression, looked up in the numbers of the network at hand."""

import math
import operator
from collections.abc import Callable, Mapping

import numpy as np

from engine.inspection.place import Place
from engine.lessons.expressions.functions import FUNCTIONS
from engine.lessons.expressions.tree import Call, Constant, Expression, Index, Name, Node, Pair, Sign
from engine.lessons.expressions.values import Lookup, NotUsableError, NotYetError, Value, bare, logical, not_yet, number

_ARITHMETIC: Mapping[str, Callable] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": np.divide, "**": np.power}
_ORDER: Mapping[str, Callable] = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
_LARGEST = 1e9  # cells of an intermediate result: no broadcast of two variables makes more than memory holds


def evaluate(expression: Expression, lookup: Lookup) -> Value:
    """The value of an expression as things stand.

    Raises
    ------
    NotYetError
        If something in it has not been computed yet.
    NotUsableError
        If something in it does not exist, or is not what it is used as.
    """
    with np.errstate(all="ignore"):
        return _value(expression.node, lookup)


def holds(expression: Expression, lookup: Lookup) -> bool:
    """Whether a condition is true as things stand; what has not been computed yet makes it false.

    Raises
    ------
    NotUsableError
        As `evaluate`, and if it says neither true nor false.
    """
    try:
        found = evaluate(expression, lookup)
    except NotYetError:
        return False
    if isinstance(found, (str, Place)) or np.ndim(found):
        raise NotUsableError("{written} is neither true nor false.", written=expression.text)
    return bool(found)


def amount(expression: Expression, lookup: Lookup) -> float:
    """The number that an expression is as things stand.

    Raises
    ------
    NotYetError, NotUsableError
        As `evaluate`; also if it is no single number, or one that is not finite.
    """
    found = evaluate(expression, lookup)
    if isinstance(found, (str, Place)) or np.ndim(found):
        raise NotUsableError("{written} is no single number.", written=expression.text)
    if not math.isfinite(found):
        raise NotUsableError("{written} is no finite number now: {values}.", written=expression.text,
                             values=values_in(expression, lookup) or str(found))
    return float(found)


def values_in(expression: Expression, lookup: Lookup) -> str:
    """The single values that are looked up in an expression, as they are now: ``"iteration = 200, lr = 0.1"``."""
    found = []
    for name in sorted({node.name for node in expression.nodes() if isinstance(node, Name)}):
        try:
            value = evaluate(Expression(name, Name(name)), lookup)
        except (NotYetError, NotUsableError):
            continue
        if isinstance(value, float):
            found.append(f"{name} = {value:.6g}")
        elif not isinstance(value, np.ndarray):
            found.append(f"{name} = {str(value).lower() if isinstance(value, bool) else repr(value)}")
    return ", ".join(found)


def place_of(expression: Expression, lookup: Lookup) -> Place:
    """The place that an expression names: ``da2[0, argmin(da2[0, :])]``, with its indices computed.

    Raises
    ------
    NotYetError, NotUsableError
        As `evaluate`; also if it names no cell.
    """
    with np.errstate(all="ignore"):
        return _place(expression.node, lookup)


def _value(node: Node, lookup: Lookup) -> Value:
    match node:
        case Constant(value):
            return value
        case Name(name):
            return lookup.now(name)
        case Index(name, at):
            return _cells(name, at, lookup)
        case Call(function, given):
            known = FUNCTIONS[function]
            return known.run(lookup, *(_place(each, lookup) if i in known.places else _value(each, lookup)
                                       for i, each in enumerate(given)))
        case Sign("not", of):
            return bare(np.logical_not(logical(_value(of, lookup))))
        case Sign(_, of):
            return bare(np.negative(np.asarray(number(_value(of, lookup)), np.float64)))
        case Pair(sign, left, right):
            return _pair(sign, left, right, lookup)
    raise AssertionError(node)


def _pair(sign: str, left: Node, right: Node, lookup: Lookup) -> Value:
    first = _value(left, lookup)
    if sign in ("and", "or"):
        known = logical(first)
        if not isinstance(known, np.ndarray) and known == (sign == "or"):
            return known  # the other side need not be known
        other = logical(_value(right, lookup))
        return bare((np.logical_and if sign == "and" else np.logical_or)(known, other))
    second = _value(right, lookup)
    if sign in ("==", "!="):
        same = _same(first, second)
        return bare(same if sign == "==" else np.logical_not(np.asarray(same)))
    a, b = (np.asarray(number(each), np.float64) for each in (first, second))
    _check_shapes(a, b)
    return bare((_ARITHMETIC.get(sign) or _ORDER[sign])(a, b))


def _same(first: Value, second: Value) -> object:
    texts = [isinstance(each, (str, Place)) for each in (first, second)]
    if any(texts):
        return all(texts) and str(first) == str(second)
    a, b = np.asarray(first, np.float64), np.asarray(second, np.float64)
    _check_shapes(a, b)
    return a == b


def _check_shapes(a: np.ndarray, b: np.ndarray) -> None:
    try:
        cells = math.prod(np.broadcast_shapes(a.shape, b.shape))
    except ValueError:
        cells = 0
    if cells > _LARGEST or (a.ndim and b.ndim and a.shape != b.shape):
        raise NotUsableError("Numbers of the shapes {a} and {b} do not go together.", a=str(a.shape), b=str(b.shape))


def _cells(name: str, at: tuple[Node | None, ...], lookup: Lookup) -> Value:
    found = lookup.value(name)
    if not isinstance(found, np.ndarray):
        raise NotUsableError("{name} is one value and has no cells.", name=name)
    if len(at) != found.ndim:
        raise NotUsableError("{name} has the shape {shape}, so {count} {count:index|indices} do not fit it.",
                             name=name, shape=str(found.shape), count=len(at))
    where = tuple(slice(None) if each is None else _index(name, each, axis, found.shape, lookup)
                  for axis, each in enumerate(at))
    return bare(found[where])


def _index(name: str, node: Node, axis: int, shape: tuple[int, ...], lookup: Lookup) -> int:
    found = number(_value(node, lookup))
    if np.ndim(found) or found != np.floor(found):
        raise NotUsableError("An index of {name} is no whole number.", name=name)
    if not 0 <= found < shape[axis]:
        if name in ("loss", "train_acc", "test_acc"):  # what will be recorded
            raise not_yet(f"{name}[{int(found)}]")
        raise NotUsableError("{name} has the shape {shape}: there is no index {index}, counted from 0.",
                             name=name, shape=str(shape), index=int(found))
    return int(found)


def _place(node: Node, lookup: Lookup) -> Place:
    if isinstance(node, Name):
        return Place(node.name)
    if not isinstance(node, Index) or None in node.at:
        raise NotUsableError("Here a cell is needed, as dW1[3, 2].")
    found = np.asarray(lookup.value(node.name))
    _cells(node.name, node.at, lookup)
    return Place(node.name, tuple(_index(node.name, each, axis, found.shape, lookup)
                                  for axis, each in enumerate(node.at) if each is not None))
