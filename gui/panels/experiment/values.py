"""Values as they are shown in the fields of the experiment, and lists of sizes. Knows no Qt."""

from collections.abc import Sequence


def write_real(value: float) -> str:
    """As short as it can be typed: ``0.1``, ``1e-5``. `real_number` of the engine gives the same value back."""
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

