"""The variables of a network: what each of them is. Who wants to know asks here; nobody takes a name apart."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from engine.nn.terms import Term
from engine.problem import Problem

if TYPE_CHECKING:
    from engine.nn.cells import Cells
    from engine.nn.operations import Operation

SAMPLES = "n"  # the axis that runs over the samples of the minibatch
INPUTS = "0"   # the one over the input; "1" is that over the units of the first hidden layer, and so on to the classes


class Role(Enum):
    """What a variable is there for."""

    INPUT = "input"
    TARGET = "target"
    PARAMETER = "parameter"
    VALUE = "value"
    OUTPUT = "output"
    LOSS = "loss"
    GRADIENT = "gradient"
    SLOT = "slot"
    RATE = "rate"            # how long the step of each cell is, where they have rates of their own
    STATISTIC = "statistic"  # what a layer keeps that is not learnt
    DRAWN = "drawn"          # what a layer draws at random


@dataclass(frozen=True, slots=True, eq=False)
class Variable:
    """One variable of the notation table.

    Parameters
    ----------
    name
        ``"dW1"``.
    role
        What it is there for.
    axes
        What its rows, columns, ... run over: `SAMPLES`, `INPUTS`, ``"1"``, ... Two variables with an axis in common
        have the same thing there: x (n, 0) times W1 (0, 1) is a1 (n, 1). None of a number.
    layer
        Which Affine layer it belongs to, counted from 1; 0 where there is only one, as of y.
    cells
        How its cells are computed; None: it is given.
    of
        What it is the gradient of, or the slot of.
    was
        Of what is there once the parameters have been updated: the same before.
    symbol
        Of a parameter: what it is called in any layer, ``"W"``.
    start
        Of what is there before training: where its first values come from, unless they were drawn at random.
    term
        What it is called in words, if that does not follow from what it is; see `engine.nn.terms.term_of`.
    """

    name: str
    role: Role
    axes: tuple[str, ...] = ()
    layer: int = 0
    cells: "Cells | None" = None
    of: "Variable | None" = None
    was: "Variable | None" = None
    symbol: str = ""
    start: Problem | None = None
    term: Term | None = None

    def __repr__(self) -> str:
        return f"<{self.role.value} {self.name} ({', '.join(self.axes)})>"

    @property
    def of_samples(self) -> bool:
        """Whether each sample has its own: its rows are those of the minibatch."""
        return self.axes[:1] == (SAMPLES,)

    @property
    def new(self) -> bool:
        """Whether it was computed with the updated parameters, or is one of them."""
        return self.was is not None

    @property
    def is_gradient(self) -> bool:
        """Whether it is the gradient of something."""
        return self.role is Role.GRADIENT

    @property
    def learnt(self) -> bool:
        """Whether it is the gradient of a parameter."""
        return self.is_gradient and self.of.role is Role.PARAMETER

    def gradient(self, cells: "Cells") -> "Variable":
        """∂L/∂ this, whose cells are computed like that."""
        return Variable(f"d{self.name}", Role.GRADIENT, self.axes, self.layer, cells, of=self)

    def updated(self, cells: "Cells") -> "Variable":
        """The same once the parameters have been updated, when its cells are computed like that."""
        return replace(self, name=f"{self.name} new", cells=cells, was=self)


class Variables(Mapping[str, Variable]):
    """A table of variables by name, in the order in which they are computed.

    Parameters
    ----------
    given
        What is there before any operation: parameters, x, t. The slots of an optimizer are known from its updates.
    operations
        Which make the others.
    lengths
        How much there is of each axis but `SAMPLES`.
    """

    def __init__(
        self, given: Iterable[Variable], operations: Iterable["Operation"], lengths: Mapping[str, int]
    ) -> None:
        self.lengths = lengths
        self._known = {one.name: one for one in given}
        self._makers: dict[str, Operation] = {}
        for operation in operations:
            for one in (*operation.uses, *operation.makes):
                self._known.setdefault(one.name, one)
            self._makers.update({one.name: operation for one in operation.makes})
        self._gradients = {one.of.name: one for one in self.values() if one.role is Role.GRADIENT}
        self._updated = {one.was.name: one for one in self.values() if one.new}

    def __getitem__(self, name: str) -> Variable:
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

    def shape(self, name: str, batch_size: int) -> tuple[int, ...]:
        """The shape of a variable when N samples are looked at together."""
        return tuple(batch_size if axis == SAMPLES else self.lengths[axis] for axis in self[name].axes)

    def made_by(self, name: str) -> "Operation | None":
        """The operation that computes a variable, or on the way to whose result it is; None for what is given."""
        return self._makers.get(name)

    def gradient(self, name: str) -> Variable:
        """The gradient of the loss with respect to a variable; a KeyError if none is computed."""
        return self._gradients[name]

    def updated(self, name: str) -> Variable:
        """What becomes of a variable with the update; a KeyError if that is not computed."""
        return self._updated[name]

    def parameter(self, name: str) -> Variable | None:
        """The parameter that a variable is, or is the gradient, a slot or the new value of; None if it is of none."""
        found = self.get(name)
        while found is not None and found.role is not Role.PARAMETER:
            found = found.of
        return found and (found.was or found)
