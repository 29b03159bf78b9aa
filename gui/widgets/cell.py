"""One number of an array, as a widget reports it: whose it is, where it is, and how much."""

from dataclasses import dataclass

from engine.inspection.place import Place
from gui.words import formatting


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a map or a row of a bar chart.

    Parameters
    ----------
    name
        The variable: ``"dW1"``.
    index
        Where in the variable: ``(391, 7)``.
    value
        The number there.
    """

    name: str
    index: tuple[int, ...]
    value: float

    @property
    def place(self) -> Place:
        """The place of the number, whose index is whole."""
        return Place(self.name, self.index)

    def __str__(self) -> str:
        return formatting.cell(self.name, self.index, self.value)
