"""What is typed into the fields of the experiment, as values, and values as they are shown there. Knows no Qt.

Text that is no value of the wanted kind is passed on as it is: `engine.training.config.problem_of` says what is
wrong with it.
"""

import re
from collections.abc import Sequence

from gui import formatting

_GROUPED = re.compile(r"[+-]?\d{1,3}([,\u00a0\u2009\u202f ]\d{3})+")  # 10,000 and 10 000, but not 0,1
_BETWEEN_SIZES = re.compile(r"[,、，;\s]+")


def whole_number(text: str) -> int | str:
    """``"10,000"`` → 10000."""
    plain = _plain(text)
    if _GROUPED.fullmatch(plain):
        plain = re.sub(r"[^\d+-]", "", plain)
    try:
        return int(plain)
    except ValueError:
        return plain


def real_number(text: str) -> float | str:
    """``"1e-3"`` → 0.001. A comma is no decimal point and parts no thousands: 0,1 could be meant either way."""
    plain = _plain(text)
    try:
        return float(plain)
    except ValueError:
        return plain


def layer_sizes(text: str) -> tuple[int | str, ...] | str:
    """``"100, 50"`` → (100, 50); one number stands for every hidden layer."""
    plain = _plain(text)
    sizes = tuple(whole_number(part) for part in _BETWEEN_SIZES.split(plain) if part)
    return sizes if sizes and all(isinstance(size, int) for size in sizes) else plain


def write_real(value: float) -> str:
    """As short as it can be typed: ``0.1``, ``1e-5``. `real_number` gives the very same value back."""
    text = repr(float(value))
    mantissa, _, power = text.partition("e")
    mantissa = mantissa.removesuffix(".0")
    return f"{mantissa}e{int(power)}" if power else mantissa


def write_sizes(sizes: Sequence[int]) -> str:
    """``50`` where all hidden layers are alike, else ``100, 50``."""
    if len(set(sizes)) == 1:
        return str(sizes[0])
    return ", ".join(str(size) for size in sizes)


def fitted(sizes: Sequence[int], layers: int) -> tuple[int, ...]:
    """Sizes for so many hidden layers: those at the end fall away, or the last one is repeated."""
    return tuple(sizes[:layers]) + (sizes[-1],) * (layers - len(sizes))


def layers_text(sizes: Sequence[int]) -> str:
    """``784 – 50 – 10``."""
    return " \N{EN DASH} ".join(str(size) for size in sizes)


def _plain(text: str) -> str:
    return text.strip().replace(formatting.MINUS, "-")
