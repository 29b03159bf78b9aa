"""A place: one cell of one variable, such as dW1[391, 7]."""

from dataclasses import dataclass


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

    @property
    def numbers(self) -> tuple[int, ...]:
        """The index of a single cell; without the None of a sum over all samples."""
        return tuple(i for i in self.index if i is not None)

    def __str__(self) -> str:
        if None in self.index:
            return f"Σn {cell(self.name, *('n' if i is None else i for i in self.index))}"
        return cell(self.name, *self.index)


def cell(name: str, *index: object) -> str:
    """``dW1[391, 7]``, or with letters ``dW1[i, 7]``; a number is its name alone."""
    return f"{name}[{', '.join(map(str, index))}]" if index else name
