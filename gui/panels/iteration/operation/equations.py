"""Which matrices an operation computes with, in the order in which its formula is read. Knows nothing of Qt.

The operands come first and what is computed from them last: xᵀ · da1 = dW1.
"""

from collections.abc import Callable
from dataclasses import dataclass

from engine.nn.operations import Kind, Operation
from gui.words import formatting

_ARROW = "→"


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

    def shape(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """Its shape as it is multiplied, where the variable has this one."""
        return shape[::-1] if self.transposed else shape


Piece = Operand | str


@dataclass(frozen=True, slots=True)
class Equation:
    """Operands and signs in the order in which they are read.

    Parameters
    ----------
    pieces
        Operands, and the signs before and between them.
    sums_rows
        Whether the rows of the minibatch are added up, so that one of them gives only a part of what is computed.
    """

    pieces: tuple[Piece, ...]
    sums_rows: bool = False

    @property
    def operands(self) -> tuple[Operand, ...]:
        """What is computed is the last of them."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Operand))

    def shapes(self, shape: Callable[[str], tuple[int, ...]]) -> str:
        """``(784, 50) = (784, 100)·(100, 50)``: the result first, as in the formula. Empty where all are numbers."""
        *operands, result = self.operands
        found = _written(result.shape(shape(result.name)))
        if not {"·", "+"} & set(self.pieces):
            given = [each for each in operands if each.name != "l"]  # on the way from the operands to the result
            before = list(dict.fromkeys(_written(each.shape(shape(each.name))) for each in given))
            return found if before in ([found], []) else f"{', '.join(before)} {_ARROW} {found}"
        text = "".join(
            _written(piece.shape(shape(piece.name))) if isinstance(piece, Operand) else _sign(piece)
            for piece in self.pieces[:-2])
        return f"{found} = {text}"


def equations(operation: Operation) -> tuple[Equation, ...]:
    """What an operation computes, one equation for each variable that it writes."""
    match operation.kind:
        case Kind.DRAW:
            return (Equation((Operand("x"), ",", Operand("t"))),)
        case Kind.FORWARD:
            return (_forward(operation),)
        case Kind.BACKWARD:
            return _backward(operation)
        case Kind.UPDATE:
            (name,) = operation.writes
            pieces = (Operand(name), "− lr·", Operand(f"d{name}"), "=", Operand(f"{name} new"))
            return (Equation(pieces),)
        case _:
            return (Equation((Operand("l"), _ARROW, Operand("L"))),
                    Equation((Operand("l new"), _ARROW, Operand(operation.writes[0]))))


def _forward(operation: Operation) -> Equation:
    reads, made = operation.reads, operation.writes[0]
    if operation.node == "Loss":
        return Equation((Operand("y"), ",", Operand("t"), _ARROW, Operand("l"), _ARROW, Operand(made)))
    if len(reads) == 3:  # an Affine
        before, W, b = map(Operand, reads)
        return Equation((before, "·", W, "+", b, "=", Operand(made)))
    return Equation((Operand(reads[0]), _ARROW, Operand(made)))


def _backward(operation: Operation) -> tuple[Equation, ...]:
    if not any(name.startswith("dW") for name in operation.writes):
        first, second = map(Operand, operation.reads)
        sign = "−" if operation.node == "Softmax+Loss" else ","
        return (Equation((first, sign, second, _ARROW, Operand(operation.writes[0]))),)
    da, before, *weights = operation.reads
    found = [_parameter(name, da, before) for name in operation.writes[-2:]]
    if weights:
        pieces = (Operand(da), "·", Operand(weights[0], transposed=True), "=", Operand(operation.writes[0]))
        found.insert(0, Equation(pieces))
    return tuple(found)


def _parameter(name: str, da: str, before: str) -> Equation:
    if name.startswith("db"):
        return Equation(("Σ", Operand(da), "=", Operand(name)), sums_rows=True)
    pieces = (Operand(before, transposed=True), "·", Operand(da), "=", Operand(name))
    return Equation(pieces, sums_rows=True)


def _written(shape: tuple[int, ...]) -> str:
    return formatting.shape(shape) if shape else "()"


def _sign(sign: str) -> str:
    return sign if sign == "·" else f" {sign} "
