"""A place: one cell of one variable, such as dW1[391, 7]; and the names that variables have."""

import re
from dataclasses import dataclass

LOSS_AFTER = "loss after update"
_NAME = re.compile(r"(d?(?:[azWb][1-9]\d*|x)|[tyLl])( new)?")


@dataclass(frozen=True, slots=True)
class Place:
    """One cell of one variable.

    Parameters
    ----------
    name
        Name in the notation table. Further names are ``"l"`` for the losses of the samples one by one (L is their
        mean), and ``"W1 new"``, ``"a1 new"``, ... for what is there once the parameters have been updated.
    index
        Where in it; ``()`` for a number such as L. None in the place of the sample: the sum over all samples.
    """

    name: str
    index: tuple[int | None, ...] = ()

    def __str__(self) -> str:
        if None in self.index:
            return f"Σn {cell(self.name, *('n' if i is None else i for i in self.index))}"
        return cell(self.name, *self.index)


def cell(name: str, *index: object) -> str:
    """``dW1[391, 7]``, or with letters ``dW1[i, 7]``; a number is its name alone."""
    return f"{name}[{', '.join(map(str, index))}]" if index else name


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable's name, taken apart.

    Parameters
    ----------
    kind
        The name without its number and without "new": ``"a"``, ``"dW"``, ``"y"``, ...
    number
        Which layer it belongs to; 0 where there is only one, as of y.
    new
        Whether it was computed with the updated parameters, or is one of them.
    """

    kind: str
    number: int = 0
    new: bool = False

    @classmethod
    def of(cls, name: str) -> "Variable | None":
        """The variable called `name`; None if nothing can be called so."""
        if name == LOSS_AFTER:
            return cls("L", 0, True)
        found = _NAME.fullmatch(name)
        if found is None:
            return None
        kind = found[1].rstrip("0123456789")
        return cls(kind, int(found[1][len(kind):] or 0), found[2] is not None)

    @property
    def of_samples(self) -> bool:
        """Whether each sample has its own: its rows are those of the minibatch."""
        return self.kind not in ("W", "b", "dW", "db", "L")

    def axes(self, depth: int) -> tuple[str, ...]:
        """What its rows and columns run over, in a network of so many Affine layers.

        ``"n"`` is the sample of the minibatch, ``"0"`` the input, ``"1"`` the units of the first hidden layer, and so
        on to the classes. Two variables with an axis in common have the same thing there: x (n, 0) times W1 (0, 1) is
        a1 (n, 1).
        """
        own = str(self.number)
        match self.kind.removeprefix("d"):
            case "x":
                return ("n", "0")
            case "W":
                return (str(self.number - 1), own)
            case "b":
                return (own,)
            case "a" | "z":
                return ("n", own)
            case "y" | "t":
                return ("n", str(depth))
            case "l":
                return ("n",)
            case _:
                return ()

    @property
    def name(self) -> str:
        """The whole name."""
        if (self.kind, self.new) == ("L", True):
            return LOSS_AFTER
        return self.base + (" new" if self.new else "")

    @property
    def base(self) -> str:
        """The name without "new"."""
        return f"{self.kind}{self.number or ''}"

    def beside(self, base: str) -> str:
        """The name of another variable from the same side of the update; images and labels are the same on both."""
        return f"{base} new" if self.new and base not in ("x", "t") else base
