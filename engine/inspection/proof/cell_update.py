"""The update of one cell: what is added up to its new value, whether or not it has been computed yet."""

from dataclasses import dataclass

from engine.figures import number
from engine.inspection.frozen.snapshot import Snapshot
from engine.inspection.place import Place
from engine.inspection.written import update
from engine.nn.cells import MINUS, Sum, constant
from engine.nn.variables import Variable
from engine.problem import EngineError


@dataclass(frozen=True, slots=True)
class Part:
    """One of the products that are added up.

    Parameters
    ----------
    constant
        What the others are multiplied with, ``"−lr"``, and its value; empty and 1 where there is none.
    factor
        Its value.
    variables, numbers
        The others, and how the cells are written; None for what has not been computed yet.
    """

    constant: str
    factor: float
    variables: tuple[Variable, ...]
    numbers: tuple[str | None, ...]

    @property
    def negative(self) -> bool:
        """Whether it is taken away."""
        return self.constant.startswith(MINUS)


def update_of_cell(snapshot: Snapshot, place: Place, digits: int) -> tuple[tuple[Part, ...], str | None, bool]:
    """The parts of the new value of a parameter's cell, that value, and whether it comes out in the digits shown."""
    found = snapshot.variables.updated(place.name)
    if found is None or not isinstance(found.cells, Sum):
        raise EngineError("{name} is not computed here.", name=f"{place.name} new")
    products = [(product[0], product[1:]) if isinstance(product[0], str) else ("", product)
                for product in found.cells.products]
    variables = [tuple(one for one in product if isinstance(one, Variable)) for _, product in products]
    factors = [constant(text, snapshot.constants) if text else 1.0 for text, _ in products]
    cells = [[_cell(snapshot, one, place) for one in each] for each in variables]
    texts, result, right = _written(factors, cells, _cell(snapshot, found, place), digits)
    numbers = iter(texts)
    parts = tuple(Part(text, factor, each, tuple(next(numbers) for _ in each))
                  for (text, _), factor, each in zip(products, factors, variables, strict=True))
    return parts, result, right


def _written(
    factors: list[float], cells: list[list[float | None]], new: float | None, digits: int
) -> tuple[list[str | None], str | None, bool]:
    """How the cells are written, and the new value."""
    terms = [(factor, [value for value in each if value is not None])
             for factor, each in zip(factors, cells, strict=True)]
    if new is not None:
        texts, result, right = update(terms, new, digits)
        return [*texts], result, right
    return [None if value is None else number(value, digits) for each in cells for value in each], None, True


def _cell(snapshot: Snapshot, variable: Variable, place: Place) -> float | None:
    array = snapshot.value(variable.name)
    return None if array is None else float(array[place.index])
