"""Numbers as they are read: four significant digits, a real minus sign, powers of ten written small."""

import math

MINUS = "\N{MINUS SIGN}"
SMALLEST_PLAIN, LARGEST_PLAIN = 1e-4, 1e7  # beyond these, zeros would hide the number
SUPERSCRIPTS = "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"  # of "-0123456789"
_RAISED = str.maketrans("-0123456789", SUPERSCRIPTS)


def number(value: float, digits: int = 4) -> str:
    """A measured value with so many significant digits: ``0.01047``, ``−5.609``, ``12,346``, ``2.1×10⁻⁹``.

    Zeros at the end are kept, since they were measured too: ``0.9550``.
    """
    value = float(value)
    if not math.isfinite(value):
        return not_finite(value)
    if value == 0:
        return "0"
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")  # rounds first: 9.99996 has the exponent of 10
    power = int(exponent)
    if SMALLEST_PLAIN <= abs(float(f"{mantissa}e{exponent}")) < LARGEST_PLAIN:
        return with_decimals(value, max(0, digits - 1 - power))
    return exponent_form(mantissa, power)


def with_decimals(value: float, decimals: int) -> str:
    """With so many decimals: ``−5.610``."""
    text = f"{value:,.{decimals}f}"
    if text.startswith("-") and not any(digit in "123456789" for digit in text):
        text = text[1:]  # a small negative value rounds to 0, not to −0
    return text.replace("-", MINUS)


def exponent_form(mantissa: str, power: int) -> str:
    """``2.1×10⁻⁹``."""
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa}×10{str(power).translate(_RAISED)}".replace("-", MINUS)


def not_finite(value: float) -> str:
    """``NaN``, ``∞``, ``−∞``."""
    if math.isnan(value):
        return "NaN"
    return "∞" if value > 0 else f"{MINUS}∞"
