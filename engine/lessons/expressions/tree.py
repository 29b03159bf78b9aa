"""An expression, taken apart: what `parse` makes of its text, and `evaluate` goes through."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, a text in quotes, true or false."""

    value: float | str | bool


@dataclass(frozen=True, slots=True)
class Name:
    """Something that is looked up: ``iteration``, ``da2``, ``sample.y``."""

    name: str


@dataclass(frozen=True, slots=True)
class Index:
    """Cells of something that is looked up: ``da2[0, 3]``. None in the place of an index: all."""

    name: str
    at: "tuple[Node | None, ...]"


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the language, with what it is given: ``max(y[0, :])``."""

    function: str
    given: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands before one operand: ``not``, ``-``."""

    sign: str
    of: "Node"


@dataclass(frozen=True, slots=True)
class Pair:
    """What stands between two operands: ``+``, ``<``, ``and``."""

    sign: str
    left: "Node"
    right: "Node"


Node = Constant | Name | Index | Call | Sign | Pair


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression: its text, as it was written, and what it is."""

    text: str
    node: Node

    def nodes(self) -> Iterator[Node]:
        """All that it consists of, itself first."""
        waiting: list[Node] = [self.node]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(parts_of(node))

    @property
    def names(self) -> frozenset[str]:
        """What is looked up in it."""
        return frozenset(node.name for node in self.nodes() if isinstance(node, (Name, Index)))


def parts_of(node: Node) -> tuple[Node, ...]:
    """What a node consists of."""
    match node:
        case Index(_, at):
            return tuple(each for each in at if each is not None)
        case Call(_, given):
            return given
        case Sign(_, of):
            return (of,)
        case Pair(_, left, right):
            return left, right
    return ()
