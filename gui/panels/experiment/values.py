"""Sizes of layers, as lists and as they are shown. Knows no Qt."""

from collections.abc import Sequence


def fitted(sizes: Sequence[int], layers: int) -> tuple[int, ...]:
    """Sizes for so many hidden layers: those at the end fall away, or the last one is repeated."""
    return tuple(sizes[:layers]) + (sizes[-1],) * (layers - len(sizes))


def layers_text(sizes: Sequence[int]) -> str:
    """``784 – 50 – 10``."""
    return " \N{EN DASH} ".join(str(size) for size in sizes)

