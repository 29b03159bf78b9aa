"""The shapes of the matrices of an equation, in words. Knows nothing of Qt."""

from collections.abc import Callable

from engine.nn.cells import ARROW, Equation, Operand
from gui.words import formatting


def shapes(equation: Equation, shape: Callable[[str], tuple[int, ...]]) -> str:
    """``(784, 50) = (784, 100)·(100, 50)``: the result first, as in the formula. Empty where all are numbers."""
    def written(operand: Operand) -> str:
        found = shape(operand.name)
        return formatting.shape(found[::-1] if operand.transposed else found) if found else "()"

    *operands, result = equation.operands
    found = written(result)
    if not {"·", "+"} & set(equation.pieces):
        given = [each for each in operands if each.name != "l"]  # on the way from the operands to the result
        before = list(dict.fromkeys(map(written, given)))
        return found if before in ([found], []) else f"{', '.join(before)} {ARROW} {found}"
    text = "".join(written(piece) if isinstance(piece, Operand) else _sign(piece) for piece in equation.pieces[:-2])
    return f"{found} = {text}"


def _sign(sign: str) -> str:
    return sign if sign == "·" else f" {sign} "
