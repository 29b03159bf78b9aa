"""Numbers in formulas: four significant digits, a real minus sign, brackets where a sign would follow a sign."""

import math
import re
from collections.abc import Iterable

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_SMALLEST_PLAIN, _LARGEST_PLAIN = 1e-4, 1e7  # beyond these, zeros would hide the number
_NEEDLESS_BRACKETS = re.compile(r"(?:(?<=\()|(?<=, )|(?<=\[))\((−[^() ]*)\)")


def number(value: float, digits: int = 4) -> str:
    """``0.01047``, ``−5.609``, ``2.1×10⁻⁹``: as many significant digits as asked for."""
    value = float(value)
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "∞" if value > 0 else "−∞"
    if value == 0:
        return "0"
    mantissa, power = f"{value:.{digits - 1}e}".split("e")
    power = int(power)
    if _SMALLEST_PLAIN <= abs(float(f"{mantissa}e{power}")) < _LARGEST_PLAIN:
        return f"{value:,.{max(0, digits - 1 - power)}f}".replace("-", "−")
    mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa}×10{str(power).translate(_SUPERSCRIPTS)}".replace("-", "−")


def operand(value: float) -> str:
    """A number to stand after a sign: ``0.5``, ``(−0.5)``."""
    return _bracketed(number(value))


def fill(formula: str, **values: float) -> str:
    """A formula with ``{x}`` and the like filled in: ``max(0, −0.41)``, ``1 / (1 + exp(−(−0.41)))``."""
    return _NEEDLESS_BRACKETS.sub(r"\1", formula.format(**{name: operand(value) for name, value in values.items()}))


def sum_of_products(terms: Iterable[Iterable[str]]) -> str:
    """``−0.5·(−0.02) + 0.3·0.1``."""
    text = " + ".join("·".join(map(_bracketed, factors)) for factors in terms)
    return re.sub(r"^\((−[^()]*)\)", r"\1", text)


def _bracketed(text: str) -> str:
    return f"({text})" if text.startswith("−") else text
