"""How the cells of a variable are computed from those of others: the one description that all explanations come from.

From it come the formula of an operation, the matrices in the order in which the formula is read, and the terms of a
single cell. Nothing of this runs in an iteration: the operations compute whole arrays.
"""

import copy
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.nn.indices import Index, Number, Picked, picked
from engine.nn.layers import Activation
from engine.nn.variables import SAMPLES, Variable

ARROW, MINUS = "→", "−"


@dataclass(frozen=True, slots=True)
class Operand:
    """One variable of an equation.

    Parameters
    ----------
    name
        The variable.
    transposed
        Whether it is multiplied as its transpose.
    """

    name: str
    transposed: bool = False

    @property
    def caption(self) -> str:
        """As it is written in the formula: ``xᵀ``."""
        return f"{self.name}ᵀ" if self.transposed else self.name


Piece = Operand | str


@dataclass(frozen=True, slots=True)
class Equation:
    """Operands and signs in the order in which they are read; what is computed comes last: xᵀ · da1 = dW1.

    Parameters
    ----------
    pieces
        Operands, and the signs before and between them.
    sums_rows
        Whether the rows of the minibatch are added up, so that one of them gives only a part of what is computed.
    """

    pieces: tuple[Piece, ...]
    sums_rows: bool = False

    @classmethod
    def of(cls, *pieces: Variable | str) -> "Equation":
        """An equation of variables and signs."""
        return cls(tuple(Operand(one.name) if isinstance(one, Variable) else one for one in pieces))

    @property
    def operands(self) -> tuple[Operand, ...]:
        """What is computed is the last of them."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Operand))


class Cells:
    """How each cell of a variable is computed."""

    @property
    def variables(self) -> tuple[Variable, ...]:
        """What they are computed from, as it is shown."""
        raise NotImplementedError

    def equation(self, made: Variable) -> Equation:
        """The matrices that `made` is computed from, in the order in which its formula is read."""
        signs = [piece for one in self.variables for piece in (",", one)][1:]
        return Equation.of(*signs, ARROW, made)

    def formula(self, made: Variable) -> str:
        """How `made` is computed, in the notation of the book."""
        raise NotImplementedError

    def again(self, new: Mapping[str, Variable]) -> "Cells":
        """The same of other variables: of `new` those that are called like the old ones."""
        raise NotImplementedError


Factor = Variable | Picked | str
Product = tuple[Factor, ...]


class Sum(Cells):
    """Products, each of them added up over the axes that the result does not have.

    x (n, 0) · W1 (0, 1) makes a1 (n, 1), so it is added up over the inputs: a1[n, j] = Σi x[n, i]·W1[i, j].

    Parameters
    ----------
    products
        The factors of each; a factor that is a str is a constant, as `constant` reads it: ``"1/N"``.
    over
        A letter for each axis that is added up over, in their order; the samples, which are n, need none.
    """

    def __init__(self, *products: Product, over: str = "ijkpqr") -> None:
        self.products = products
        self.over = over

    @property
    def variables(self) -> tuple[Variable, ...]:
        found = [picked(one).variable for product in self.products for one in product if not isinstance(one, str)]
        return tuple({one.name: one for one in found}.values())

    @staticmethod
    def summed(product: Product, made: Variable) -> tuple[str, ...]:
        """The axes that a product is added up over, where it makes `made` or a part of it."""
        axes = [axis for one in product if not isinstance(one, str) for axis in one.axes]
        return tuple(dict.fromkeys(axis for axis in axes if axis not in made.axes))

    def letters(self, summed: tuple[str, ...]) -> dict[str, str]:
        """A letter for each of these axes."""
        given = iter(self.over)
        return {axis: "n" if axis == SAMPLES else next(given) for axis in summed}

    def equation(self, made: Variable) -> Equation:
        pieces = [piece for product in self.products for piece in self._read(product, made)]
        pieces[:1] = filter(None, [pieces[0].removeprefix("+").lstrip()])
        sums_rows = any(SAMPLES in self.summed(product, made) for product in self.products)
        return Equation((*pieces, "=", Operand(made.name)), sums_rows)

    def _read(self, product: Product, made: Variable) -> list[Piece]:
        """One product with the sign before it, as one of matrices where it is one."""
        summed = self.summed(product, made)
        if self._of_matrices(product, summed):
            left, right = product
            return ["+", Operand(left.name, transposed=left.axes[-1] not in summed), "·",
                    Operand(right.name, transposed=right.axes[0] not in summed)]
        sign, factors = "+", [one if isinstance(one, str) else Operand(one.name) for one in product]
        if isinstance(product[0], str):
            size, factors = product[0], factors[1:]
            sign = f"{MINUS} {size[1:]}·" if size.startswith(MINUS) else f"+ {size}·"
        return [sign, *(["Σ"] if summed else []), *[piece for one in factors for piece in ("⊙", one)][1:]]

    @staticmethod
    def _of_matrices(product: Product, summed: tuple[str, ...]) -> bool:
        """Whether these are two matrices with an axis in common, which is added up over."""
        if len(product) != 2 or not all(isinstance(one, Variable) and len(one.axes) == 2 for one in product):
            return False
        left, right = product
        return len(summed) == 1 and {*summed} == {*left.axes} & {*right.axes}

    def formula(self, made: Variable) -> str:
        written = {"·": "·", "Σ": "Σ "}
        *right, _, left = self.equation(made).pieces
        return f"{left.caption} = " + "".join(
            one.caption if isinstance(one, Operand) else written.get(one, f" {one} ").replace("· ", "·")
            for one in right)

    def again(self, new: Mapping[str, Variable]) -> "Sum":
        def other(one: Factor) -> Factor:
            if isinstance(one, Picked):
                return one.again(new)
            return one if isinstance(one, str) else new.get(one.name, one)

        return Sum(*(tuple(map(other, product)) for product in self.products), over=self.over)


class Step(Sum):
    """The update of a parameter: its old value, and what is added to it. The last product is that of the gradient.

    Parameters
    ----------
    products
        As in `Sum`: W and −lr·dW.
    shown
        What the optimizer's own formula has in place of them, where it is written another way.
    """

    def __init__(self, *products: Product, shown: tuple[Variable | str, ...] = ()) -> None:
        super().__init__(*products)
        self.shown = shown

    def equation(self, made: Variable) -> Equation:
        return Equation.of(*self.shown, "=", made) if self.shown else super().equation(made)


def constant(text: str, known: Mapping[str, float]) -> float:
    """The value of a factor that is no variable, a product of numbers and of known names: ``"−1.9·lr"``."""
    size = math.prod(known[one] if one in known else float(one) for one in text.removeprefix(MINUS).split("·"))
    return -size if text.startswith(MINUS) else size


def terms_of(
    product: Product, own: Mapping[str, int], lengths: Mapping[str, int], shape: Callable[[str], tuple[int, ...]],
) -> tuple[dict[str, np.ndarray], list[tuple[Number, ...]]]:
    """The terms that a product is added up from, in one cell.

    Parameters
    ----------
    product
        Its factors.
    own
        The index of the cell, by axis.
    lengths
        How far the others run, by axis.
    shape
        Of a variable, by its name.

    Returns
    -------
    tuple
        Which one of each axis it is in each term, (n,); and where each of the factors that are no constants is taken.
        A term with a factor that lies outside of its variable is none.
    """
    count = math.prod(lengths.values())
    running = dict(zip(lengths, np.indices(tuple(lengths.values())).reshape(len(lengths), count), strict=True))
    factors = [picked(one) for one in product if not isinstance(one, str)]
    found = [one.index({**own, **running}) for one in factors]
    inside = np.ones(count, bool)
    for one, index in zip(factors, found, strict=True):
        if any(isinstance(place, Index) for place in one.places):
            for numbers, length in zip(index, shape(one.name), strict=True):
                inside &= (numbers >= 0) & (numbers < length)

    def kept(numbers: Any) -> Any:
        return numbers[inside] if np.ndim(numbers) else int(numbers)

    return ({axis: kept(numbers) for axis, numbers in running.items()},
            [tuple(map(kept, index)) for index in found])


class Formula(Cells):
    """What a formula says of some variables.

    Parameters
    ----------
    text
        The formula, with ``{x}`` and the like in place of the operands.
    constants
        Names of numbers that it takes too: ``"N"``, ``"lr"``.
    operands
        By the names that they have in `text`. What does not occur there is not shown.
    """

    def __init__(self, text: str, constants: tuple[str, ...] = (), **operands: Variable) -> None:
        self.text = text
        self.constants = constants
        self.operands = operands

    @property
    def variables(self) -> tuple[Variable, ...]:
        return tuple(one for key, one in self.operands.items() if f"{{{key}}}" in self.text)

    def formula(self, made: Variable) -> str:
        names = {key: one.name for key, one in self.operands.items()}
        return f"{made.name} = {self.text.format(**names, **{each: each for each in self.constants})}"

    def again(self, new: Mapping[str, Variable]) -> "Formula":
        found = copy.copy(self)
        found.operands = {key: new.get(one.name, one) for key, one in self.operands.items()}
        return found


class Function(Formula):
    """Each cell is a function of those cells that stand in the same place.

    Parameters
    ----------
    text, constants, operands
        As in `Formula`.
    compute
        The function, of as many arrays as there are operands, in their order, and then the constants.
    """

    def __init__(
        self, text: str, compute: Callable[..., np.ndarray], constants: tuple[str, ...] = (), **operands: Variable
    ) -> None:
        super().__init__(text, constants, **operands)
        self.compute = compute


class Curve(Function):
    """An activation: out = f(x)."""

    def __init__(self, activation: Activation, x: Variable) -> None:
        super().__init__(activation.formula, activation.forward, x=x)
        self.activation = activation


class Slope(Function):
    """The way back through an activation: dout times the slope of f at x."""

    def __init__(self, activation: Activation, dout: Variable, x: Variable, out: Variable) -> None:
        super().__init__(f"{{dout}} ⊙ {activation.slope}", activation.backward, dout=dout, x=x, out=out)
        self.activation = activation


class Residual(Function):
    """What the network said minus what it should have said, a mean over the minibatch."""

    def __init__(self, y: Variable, t: Variable) -> None:
        super().__init__("({y} − {t})/{N}", lambda y, t, N: (y - t) / N, ("N",), y=y, t=t)

    def equation(self, made: Variable) -> Equation:
        return Equation.of(self.operands["y"], "−", self.operands["t"], ARROW, made)


class Softmax(Formula):
    """y = softmax(x): each probability is made of all logits of its sample."""

    def __init__(self, x: Variable) -> None:
        super().__init__("softmax({x})", x=x)


class SampleLoss(Formula):
    """The cross entropy of each sample, of its logits x, which became y, against t."""

    def __init__(self, x: Variable, y: Variable, t: Variable) -> None:
        super().__init__("−Σ {t}·log softmax({x})", x=x, y=y, t=t)
