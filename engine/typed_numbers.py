"""Numbers as people type them, understood where there is one meaning, and a hint at the right form where there is none.

A point or a comma before the decimals, thousands parted or not, full-width digits, a typographic minus, ``1e-3`` or
``1×10⁻³``: all of that is one number to whoever types it. ``1,000`` is two: one thousand, or in half of the world 1.
Where what was typed can be read in more than one way, and more than one of them makes sense in the field, nobody
guesses.

The point is the decimal point here, as in Python and everywhere in this program, so a number that is written by the
program is always read back as the same.
"""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from engine.problem import Problem, shortened

MOST_DIGITS = 30  # of a whole number; more is beyond every field

_SIGNS = {
    # ー is what the key of the minus gives while Japanese is typed.
    "+": "+", **dict.fromkeys("-−‐‑‒–—ー\N{SMALL HYPHEN-MINUS}", "-"),
    **dict.fromkeys(".。｡\N{ARABIC DECIMAL SEPARATOR}", "."), ",": ",", **dict.fromkeys("、､", ","),
    **dict.fromkeys("'’‘ʼ´`", "'"), "_": "_", "\N{ARABIC THOUSANDS SEPARATOR}": "'",
    **dict.fromkeys("×⋅·*✕", "*"), "^": "^",
}
_DECIMALS = 3
_RAISED = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+-0123456789")
_POWER = re.compile(r"(?:(?P<factor>.*?)\s*\*\s*)?10\s*(?:\^|\*\*)\s*\(?(?P<power>[+-]?\d{1,9})\)?")
_NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<amount>[\d.,' _]*\d[\d.,' _]*)(?:[eE](?P<power>[+-]?\d{1,9}))?")
_NOT_FINITE = re.compile(r"[+-]?(nan|inf|infinity|∞)", re.IGNORECASE)


# --- what a field asks ---------------------------------------------------------------------------------------------


def real_number(text: str) -> float | Problem:
    """``"0.05"``, ``"0,05"``, ``"５e−2"`` → 0.05; ``"1,000"`` can mean two numbers, and ``"ten"`` means none."""
    plain = _plain(text)
    if _NOT_FINITE.fullmatch(plain):
        return float(plain.replace("∞", "inf"))
    readings = {float(reading): reading for reading in _readings(plain)}
    if not readings:
        return _not_a_number(text)
    if len(readings) > 1:
        return _two_meanings(text, readings)
    return next(iter(readings))


def worked_out(text: str) -> float | Problem:
    """A number as somebody works one out: also ``"1/4"``, ``"−3 ÷ 8"`` and ``"12.5 %"``."""
    amount = text.strip().removesuffix("%").removesuffix("％")
    over, sign, under = (part.strip() for part in re.sub("[÷⁄∕／]", "/", amount).partition("/"))
    number, divisor = real_number(over), real_number(under) if sign else 1.0
    if isinstance(number, Problem):
        return _not_a_number(text) if sign else number
    if isinstance(divisor, Problem) or divisor == 0:
        return _not_a_number(text)
    return number / divisor / (100 if len(amount) < len(text.strip()) else 1)


def whole_number(text: str) -> int | Problem:
    """``"10,000"``, ``"10 000"``, ``"1e4"`` → 10000; ``"10.000"`` can mean two numbers, and ``"1.5"`` is not whole.

    Thousands parted by commas are how this program writes such a number: ``"10,000"`` is never 10 here.
    """
    number = _one_whole_number(text)
    return _not_a_number(text, whole=True) if number is None else number


def place_number(text: str, count: int) -> int | Problem:
    """A number that says which of `count` things is meant, the first of which is 0."""
    number, said = _one_whole_number(text), {"typed": shortened(text.strip()), "last": count - 1}
    if number is None and not text.strip():
        return Problem("Write a whole number from 0 to {last}.", said)
    if number is None:
        return Problem("{typed} is no whole number: write one from 0 to {last}.", said)
    if isinstance(number, Problem) or 0 <= number < count:
        return number
    return Problem("There is no {typed}: write a number from 0 to {last}.", said)


def whole_numbers(text: str, largest: int) -> tuple[int, ...] | Problem:
    """Numbers up to `largest`, one after the other: ``"100, 50"``, ``"100 50"``, ``"１００、５０"`` → (100, 50).

    ``"1,000"`` is one number, since nobody writes 0 as 000; ``"1,100"`` can be one or two.
    """
    plain = _plain(re.sub(r"(?<=\d)[–—](?=\d)", ",", text)).strip("()[], ;")
    found: list[int] = []
    for item in re.split(r"\s*(?:;|,\s)\s*", plain):
        numbers = _numbers_in_a_row(item, largest)
        if isinstance(numbers, Problem):
            return numbers
        found += numbers
    return tuple(found)


def _numbers_in_a_row(item: str, largest: int) -> list[int] | Problem:
    """Numbers with spaces or commas between them, or one whose thousands are parted so."""
    parts = [part for part in re.split(r"[,\s]+", item) if part]
    one = _without_thousands(item)
    parted = any(re.fullmatch(r"0\d+", part) for part in parts[1:])
    if one is not None and parted:
        return [int(one)]
    if len(parts) > 1 and one is not None and int(one) <= largest:
        return Problem("{typed} can mean {one} or {other}: write {one} or {other}.",
                       {"typed": item, "one": int(one), "other": ", ".join(parts)})
    found = [whole_number(part) for part in parts]
    numbers = [each for each in found if isinstance(each, int)]
    if numbers and len(numbers) == len(found) and not parted:
        return numbers
    if len(found) == 1 and isinstance(found[0], Problem):
        return found[0]  # it knows better what is wrong with a single one
    return Problem("{typed}: write whole numbers, such as 100, 50.", {"typed": shortened(item)})


# --- one number ----------------------------------------------------------------------------------------------------


def _one_whole_number(text: str) -> int | Problem | None:
    """None where it is none, which each field says in its own words."""
    plain = _plain(text)
    readings = {_whole(reading) for reading in _readings(plain, comma_parts_thousands=True)}
    found = sorted(reading for reading in readings if isinstance(reading, int))
    if len(found) > 1:
        return _two_meanings(text, found)
    if found:
        return found[0]
    if "too large" in readings:
        return Problem("{typed} is far too large.", {"typed": shortened(text.strip())})
    return None


def _plain(text: str) -> str:
    """The same in ASCII: digits of every script, full-width letters, whatever is a minus, a space or a point."""
    text = re.sub(r"(?<=10)[⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda power: "^" + power[0].translate(_RAISED), text.strip())
    return "".join(map(_in_ascii, text))


def _in_ascii(character: str) -> str:
    wide = unicodedata.decomposition(character)
    if wide.startswith("<wide>"):
        character = chr(int(wide.split()[1], 16))
    if character.isspace():
        return " "
    digit = unicodedata.decimal(character, None)
    return _SIGNS.get(character, character) if digit is None else str(digit)


def _readings(plain: str, *, comma_parts_thousands: bool = False) -> list[str]:
    """Everything that a text can mean as one number, in the notation of Python."""
    power = _POWER.fullmatch(plain)
    if power is not None:
        plain = f"{power['factor'] or 1}e{power['power']}"
    parts = _NUMBER.fullmatch(plain)
    if parts is None:
        return []
    amounts = _amounts(parts["amount"].strip(), comma_parts_thousands)
    return [f"{parts['sign']}{amount}e{parts['power'] or 0}" for amount in amounts]


def _amounts(amount: str, comma_parts_thousands: bool) -> list[str]:
    """The digits and decimals that an amount can mean: "1,000" means "1000" or "1.000"."""
    parted = _without_thousands(amount)
    decimal = _with_decimals(amount, ".") or _with_decimals(amount, ",")
    if parted is None or decimal is None:
        return [each for each in (parted, decimal) if each is not None]
    if "," in amount:
        return [parted] if comma_parts_thousands else [parted, decimal]
    return [parted, decimal] if comma_parts_thousands else [decimal]


def _with_decimals(amount: str, point: str) -> str | None:
    """``"1 234,5"`` with a comma as the point → ``"1234.5"``; None where it is no such number."""
    before, found, decimals = amount.rpartition(point)
    if not found or not before + decimals or (decimals and not decimals.isdecimal()):
        return None
    whole = _without_thousands(before) if before else "0"
    return None if whole is None or point in before else f"{whole}.{decimals or 0}"


def _without_thousands(amount: str) -> str | None:
    """``"1,000,000"`` → ``"1000000"``; None where the groups are not of three digits, or not all parted alike."""
    if amount.isdecimal():
        return amount
    grouped = re.fullmatch(r"[1-9]\d{0,2}([.,' _])\d{3}(?:\1\d{3})*", amount)
    return None if grouped is None else amount.replace(grouped[1], "")


def _whole(reading: str) -> int | str | None:
    """The number as an int; None if it is not whole, or has more decimals than anyone gives to a whole number."""
    number = Decimal(reading)
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -_DECIMALS:  # as "1,0000", where somebody has mistaken himself
        return None
    if number and number.adjusted() > MOST_DIGITS:
        return "too large"
    return int(number) if number == number.to_integral_value() else None


# --- what is said --------------------------------------------------------------------------------------------------


def _not_a_number(text: str, *, whole: bool = False) -> Problem:
    said = {"typed": shortened(text.strip())}
    if whole:
        return Problem("{typed} is no whole number. Write one such as 100 or 10000.", said)
    return Problem("{typed} is not a number. Write one such as 0.05 or 1e-3.", said)


def _two_meanings(text: str, readings: Iterable[float]) -> Problem:
    """A hint at the forms that have one meaning each."""
    one, other = (f"{reading:.15g}" for reading in sorted(readings))
    return Problem("{typed} can mean {one} or {other}: write {one} or {other}.",
                   {"typed": shortened(text.strip()), "one": one, "other": other})
