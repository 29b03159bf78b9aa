"""What is meant where a file is no TOML: the slips that are often made, by what `tomllib` says of them."""

import re

from engine.problem import Problem

# What `tomllib` says, what stands on the line before the place that it names, what stands there, and what is meant.
_SLIPS = (
    (r"Illegal character '\\n'", "", "", Problem(
        "the {quote} at the end of this text is missing", {"quote": '"'})),
    (r"Unterminated string", "", "", Problem(
        "the {quote} at the end of a text is missing", {"quote": '"""'})),
    (r"Unescaped '\\'", "", "", Problem(
        "a backslash inside of a text is written {double}", {"double": r"\\"})),
    (r"Expected (newline|'=')", r"=\s*-?\d+(,\d+\s*)?$", r",|\}", Problem(
        "a number is written with a point, as 0.5")),
    (r"Expected newline", r'"\s*$', "", Problem(
        "more follows after the {quote} that closes a text; inside of a text it is written {escaped}",
        {"quote": '"', "escaped": r'\"'})),
    (r"Invalid value", "", "[\u2018\u2019\u201c\u201d\u201e\u00ab]", Problem(
        "a text stands in straight quotes: {example}", {"example": '"…"'})),
    (r"Invalid value", "", r"(True|False)\b", Problem(
        "true and false are written with small letters")),
    (r"Invalid value", "", r"[A-Za-z(]", Problem(
        "a text stands in quotes, an expression and an act too: {example}", {"example": '"loss < 0.3"'})),
    (r"Invalid initial", "", r"\s*(#|$|\})", Problem(
        "what is in {brackets} stands on one line, and its last value has no comma", {"brackets": "{ }"})),
    (r"Cannot (declare|overwrite)", r"^\s*\[\[?step", "", Problem(
        "each step begins with {header}, in two brackets", {"header": "[[step]]"})),
)


def meant(says: str, before: str, rest: str) -> Problem | None:
    """What is meant, as the part of a sentence, where `tomllib` says this of a line; None if nobody knows."""
    for said, stands_before, stands_there, problem in _SLIPS:
        if re.match(said, says) and re.search(stands_before, before) and re.match(stands_there, rest):
            return problem
    return None
