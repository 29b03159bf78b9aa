"""What each sentence claims, and whether it is so: what the judges of all sentences share.

`JUDGES` has an entry for each template of the engine. A judge is handed the case and what was filled in, and asserts
what the sentence says by `claim_reference`, not by the engine's sums. A new sentence without an entry fails the test.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from claim_reference import IGNORED
from claim_worlds import World

from engine.inspection.place import Place
from engine.problem import Problem

EPS = float(np.finfo(np.float64).eps)
JUDGES: dict[str, Callable] = {}
SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


@dataclass(eq=False)
class Case:
    """What a sentence is about: the world, the place asked about, what the engine has made of it, the mistake in it."""

    world: World
    place: Place | None = None
    made: Any = None
    breakage: str | None = None
    extra: Any = None


@IGNORED
def judge(case: Case, problem: Problem) -> None:
    """Assert that what `problem` says is so, and of the problems inside it, too."""
    JUDGES[problem.text](case, **problem.values)
    for value in problem.values.values():
        if isinstance(value, Problem):
            judge(case, value)


def says(*texts: str, among: dict[str, Callable] = JUDGES) -> Callable:
    """Register a judge of these sentences."""
    def register(judge: Callable) -> Callable:
        for text in texts:
            assert text not in among, text
            among[text] = judge
        return judge

    return register


# --- numbers as they are written -----------------------------------------------------------------------------------


def read(text: str) -> float:
    """The number that is written there."""
    plain = {"NaN": np.nan, "∞": np.inf, "−∞": -np.inf}.get(text)
    if plain is not None:
        return plain
    found = re.fullmatch(r"(−?)([\d,]+(?:\.\d+)?)(?:×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?", text)
    assert found, f"{text!r} is no number"
    power = found[3].translate(SUPERSCRIPTS) if found[3] else "0"
    return float(f"{'-' if found[1] else ''}{found[2].replace(',', '')}e{power}")


def written(text: str, value: float, digits: int = 4, slack: float = 0.0) -> None:
    """`text` is `value`, as far as it is written."""
    number, value = read(text), float(value)
    if not (np.isfinite(value) and np.isfinite(number)):
        assert repr(number) == repr(value), f"{text} is written, {value!r} is right"
        return
    size = max(abs(number), abs(value))
    half = 0.501 * 10.0 ** (np.floor(np.log10(size)) + 1 - digits) if size else 0
    assert abs(number - value) <= half + slack, f"{text} is written, {value!r} is right"


def near(found: float, value: float, slack: float, relative: float = 0.0) -> None:
    """The two are the same, but for so much."""
    found, value = float(found), float(value)
    assert abs(found - value) <= slack + relative * abs(value), f"{found!r} is said, {value!r} is right (± {slack:.1e})"


def symbol(text: str) -> Place:
    """The place of ``a1[0, 3]``."""
    name, _, index = text.partition("[")
    return Place(name, tuple(int(i) for i in index.rstrip("]").split(",")))


def titled(case: Case, title: str) -> None:
    """The activation is called so."""
    assert title.lower() == case.world.activation


def of_its_type(case: Case, dtype: str) -> None:
    """The network is of this type."""
    assert np.dtype(dtype) == np.dtype(case.world.trainer.config.dtype)


# --- where the mistakes are that are made on purpose -----------------------------------------------------------------


def faults(case: Case) -> set[tuple[int, int]]:
    """Of each the layer, and what is broken: 0 its Affine, 1 the activation behind it, 2 softmax with loss."""
    depth, sizes = case.world.depth, case.world.sizes
    affines, activations = ({(k, part) for k in range(1, depth + 1 - part)} for part in (0, 1))
    return {
        None: set(),
        "relu mask": activations, "mask sign": activations, "mask in forward": activations,
        "activation slope": activations,
        "division by N": {(depth, 2)},
        "transpose": {(k, 0) for k in range(2, depth + 1) if sizes[k - 1] == sizes[k]},
        "sum in db": affines, "axis in db": affines,
        "softmax maximum": set(), "labels of other rows": set(),  # the gradient is right
    }[case.breakage]
