"""Numbers in formulas: put together, with brackets where a sign would follow a sign."""

import re
from collections.abc import Iterable

_NEEDLESS_BRACKETS = re.compile(r"(?:^|(?<=\()|(?<=, )|(?<=\[))\((−[^() ]*)\)")


def fill(formula: str, **texts: str) -> str:
    """A formula with ``{x}`` and the like filled in: ``max(0, −0.41)``, ``1 / (1 + exp(−(−0.41)))``."""
    return _NEEDLESS_BRACKETS.sub(r"\1", formula.format(**{name: bracketed(text) for name, text in texts.items()}))


def sum_of_products(terms: Iterable[Iterable[str]]) -> str:
    """``−0.5·(−0.02) + 0.3·0.1``."""
    text = " + ".join("·".join(map(bracketed, factors)) for factors in terms)
    return re.sub(r"^\((−[^()]*)\)", r"\1", text)


def bracketed(text: str) -> str:
    """A number to stand after a sign: ``0.5``, ``(−0.5)``."""
    return f"({text})" if text.startswith("−") else text
