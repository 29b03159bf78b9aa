"""A cell that is typed: ``dW1[391, 7]``, as one writes it, from any keyboard.

Which variables there are, and of which shapes, is known by the snapshot; a name is never taken apart.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Protocol

from engine.inspection.place import Place
from engine.problem import EngineError

_PARTS = re.compile(r"(?P<name>.*?)\s*(?:[\[({](?P<index>.*?)[\])}]?)?")
_BETWEEN = re.compile(r"[,;、\s]+")
_OVER_SAMPLES = re.compile(r"(?:Σ|∑)\s*n\s*")


class Known(Protocol):
    """What may be typed: a snapshot, or what there is without one."""

    def names(self) -> Sequence[str]:
        """The variables, parameters first."""
        ...

    def shape(self, name: str, /) -> tuple[int, ...]:
        """The shape of one of them."""
        ...

    def axes(self, name: str, /) -> tuple[str, ...]:
        """What its rows and columns run over."""
        ...


def place_from(text: str, snapshot: Known) -> Place:
    """The place that somebody has typed.

    Full-width letters, digits and brackets are as good as others, and so are blanks, in place of commas too. Large and
    small letters are told apart only where that makes a difference, as between l and L.

    Parameters
    ----------
    text
        ``"dW1[391, 7]"``; ``"Σn da1[n, 7]"`` for a sum over all samples.
    snapshot
        Where it is to be found.

    Raises
    ------
    EngineError
        If there is no such place; with the form that is right, and what there is to choose from.
    """
    plain = _OVER_SAMPLES.sub("", unicodedata.normalize("NFKC", text).strip(), count=1)
    name, index = _taken_apart(plain, snapshot)
    shape = snapshot.shape(name)
    summed = bool(index) and index[0] == "n" and snapshot.axes(name)[:1] == ("n",)
    numbers = [int(each) for each in index[summed:] if each.isascii() and each.isdigit()]
    wanted = shape[summed:]
    right = len(numbers) == len(index) - summed == len(wanted) and all(
        number < size for number, size in zip(numbers, wanted, strict=True))
    if not right:
        raise EngineError("There is no {typed}. {name} has the shape {shape}: type {range}.", typed=plain, name=name,
                          shape=str(shape), range=range_of(name, snapshot))
    return Place(name, (None, *numbers) if summed else tuple(numbers))


def range_of(name: str, snapshot: Known) -> str:
    """All cells of a variable: ``dW1[0…783, 0…49]``; a single number is its name alone."""
    shape = snapshot.shape(name)
    return f"{name}[{', '.join(f'0…{size - 1}' for size in shape)}]" if shape else name


def names_from(text: str, snapshot: Known) -> list[str]:
    """What the name that is being typed may become: the variables that begin so, each with the range of its cells."""
    start = unicodedata.normalize("NFKC", text).strip().casefold()
    return [range_of(name, snapshot) for name in snapshot.names() if name.casefold().startswith(start)]


def _taken_apart(text: str, snapshot: Known) -> tuple[str, list[str]]:
    """The variable's name, and its indices as they were typed."""
    found = _PARTS.fullmatch(text)
    name, index = (found["name"], found["index"]) if found else (text, None)
    known = _known(name, snapshot)
    if known is None and index is None:  # perhaps without brackets: dW1 391 7
        for blank in re.finditer(r"[\s,]", name):
            if before := _known(name[:blank.start()], snapshot):
                known, index = before, name[blank.start():]
    if known is None:
        such = example(snapshot)
        if not name:
            raise EngineError("Type a variable and the index of a cell in it, as {example}.", example=such)
        raise EngineError("There is no variable {name} here. There are {names}; type one with an index, as {example}.",
                          name=name, names=", ".join(snapshot.names()), example=such)
    return known, [each for each in _BETWEEN.split((index or "").strip()) if each]


def _known(name: str, snapshot: Known) -> str | None:
    """The variable of this name; in other letters, large or small, if there is only one."""
    names, name = snapshot.names(), " ".join(name.split())
    if name in names:
        return name
    alike = [each for each in names if each.casefold() == name.casefold()]
    return alike[0] if len(alike) == 1 else None


def example(snapshot: Known) -> str:
    """A cell in the middle of the first weights."""
    name = snapshot.names()[0]  # parameters come first
    return str(Place(name, tuple(size // 2 for size in snapshot.shape(name))))
