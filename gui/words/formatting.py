"""Numbers and shapes to text, the same way everywhere. Knows nothing of Qt.

Four significant digits, a real minus sign, thousands separated. Every text is made of digits and
symbols, so that there is nothing in it to translate.
"""

import math
from collections.abc import Sequence

import numpy as np

from engine.figures import (
    LARGEST_PLAIN,
    MINUS,
    SMALLEST_PLAIN,
    exponent_form,
    not_finite,
    number,
    with_decimals,
)
from engine.inspection.written import column as column  # used from here, as the others are

NOTHING = "\N{EM DASH}"  # stands where there is no number to show


def signed(value: float, digits: int = 4) -> str:
    """As `number`, with the sign of a positive value written: ``+0.2``."""
    text = number(value, digits)
    return f"+{text}" if value > 0 else text


def setting(value: float) -> str:
    """A value that a person chose, as short as it can be said: ``0.1``, ``10,000``, ``1×10⁻⁹``."""
    value = float(value)
    if not math.isfinite(value):
        return not_finite(value)
    if value == 0 or SMALLEST_PLAIN <= abs(value) < LARGEST_PLAIN:
        return f"{value:,.12g}".replace("-", MINUS)
    mantissa, exponent = f"{value:.11e}".split("e")
    return exponent_form(mantissa, int(exponent))


def integer(value: int) -> str:
    """``1,234``."""
    return f"{int(value):,}".replace("-", MINUS)


def percent(part: float, decimals: int = 1) -> str:
    """A part of 1 in percent: 0.981 is ``98.1 %``. Only 0 is ``0.0 %``, and only 1 is ``100.0 %``.

    What would be rounded to them is ``< 0.1 %`` and ``> 99.9 %``.
    """
    sign, figures = _in_percent(part, decimals)
    return f"{sign} {figures} %".lstrip() if math.isfinite(part) else figures


def percent_figures(part: float, decimals: int = 1) -> str:
    """The same where many stand under one another, and their heading has the sign: ``98.1``, ``<0.1``."""
    return "".join(_in_percent(part, decimals))


def whole_percents(parts: np.ndarray) -> list[str]:
    """As `percent` without decimals, of many parts from 0 to 1: ``98 %``, ``> 99 %``."""
    levels = np.rint(100 * parts).astype(int)
    levels[(levels == 0) & (parts > 0)], levels[(levels == 100) & (parts < 1)] = 101, 102
    written = np.array([percent(part, 0) for part in (*(level / 100 for level in range(101)), 0.001, 0.999)], object)
    return written[levels].tolist()


def _in_percent(part: float, decimals: int) -> tuple[str, str]:
    """What is said of the size of a part, and the figures."""
    if not math.isfinite(part):
        return "", not_finite(part)
    figures, least = with_decimals(100 * part, decimals), 10.0 ** -decimals
    if part and figures == with_decimals(0, decimals):
        return ("<", with_decimals(least, decimals)) if part > 0 else (">", with_decimals(-least, decimals))
    if part < 1 and figures == with_decimals(100, decimals):
        return ">", with_decimals(100 - least, decimals)
    return "", figures


def fixed(value: float, decimals: int) -> str:
    """So many figures after the point, whatever the size: what a column of probabilities needs."""
    return with_decimals(value, decimals) if math.isfinite(value) else not_finite(value)


def shape(sizes: Sequence[int]) -> str:
    """``(100, 50)``, ``(50,)``: as numpy writes it."""
    return f"({sizes[0]},)" if len(sizes) == 1 else f"({', '.join(str(size) for size in sizes)})"


def index(name: str, place: Sequence[int]) -> str:
    """``dW1[391, 7]``; a scalar is its name alone."""
    return f"{name}[{', '.join(str(i) for i in place)}]" if len(place) else name


def cell(name: str, place: Sequence[int], value: float) -> str:
    """``dW1[391, 7] = 0.01047``."""
    return f"{index(name, place)} = {number(value)}"


def limit(largest: float) -> str:
    """Both ends of a scale about zero: ``± 4.98``."""
    return f"± {number(abs(largest), 3)}"


def duration(seconds: float) -> str:
    """``5 s``, ``2 min 10 s``, ``3 h 5 min``: two units are enough to wait by."""
    if not math.isfinite(seconds):
        return NOTHING
    if 0 < seconds < 1:
        return "< 1 s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{integer(hours)} h {minutes} min" if minutes else f"{integer(hours)} h"
    if minutes:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    return f"{rest} s"


def rate(per_second: float) -> str:
    """Iterations per second: ``1,850 it/s``, ``12.3 it/s``, ``0.50 it/s``."""
    if not math.isfinite(per_second):
        return NOTHING
    decimals = 0 if per_second >= 100 or per_second == 0 else 1 if per_second >= 10 else 2
    return f"{with_decimals(per_second, decimals)} it/s"


def size(count: int) -> str:
    """Bytes in the unit that suits: ``11 MB``, ``1.4 MB``, ``512 B``. Decimal, as downloads are told."""
    if count < 1000:
        return f"{count} B"
    amount, unit = count / 1000, "kB"
    for larger in ("MB", "GB", "TB"):
        if amount < 999.5:
            break
        amount, unit = amount / 1000, larger
    return f"{with_decimals(amount, 1 if amount < 9.95 else 0)} {unit}"
