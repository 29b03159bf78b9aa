"""The life of one cell: what a single weight was, and what pulled at it, iteration by iteration."""

import math
from collections.abc import Callable, Hashable, Iterable

from engine.inspection.measures.measure import Measure
from engine.inspection.place import Place
from engine.nn.variables import Role, Variable
from engine.training.trainer import Trainer


class Life(Measure):
    """One cell of a parameter after each iteration, its gradient there, and what the optimizer remembers for it.

    Where the optimizer is another one on the way, it is what the one in the end remembers; before, there is none.

    Parameters
    ----------
    trainer
        As of every measure.
    place
        A cell of a parameter.
    """

    title = "Life of a cell"
    reads = ("One weight after each update, the gradient that moved it, and what the optimizer remembers of that. The "
             "step goes against the gradient: where that wavers about 0, the weight only trembles.")
    scale = "value"

    def __init__(self, trainer: Trainer, place: Place) -> None:
        self._place = place
        super().__init__(trainer)

    @property
    def panes(self) -> tuple[int, ...]:
        return (1,) * len(self.rows)

    @property
    def kind(self) -> Hashable:
        return type(self), self._place, self.rows

    def found_rows(self) -> tuple[str, ...]:
        name, trainer = self._place.name, self.trainer
        self._gradient = trainer.network.variables.gradient(name).name
        slots, shape = trainer.optimizer.slots, trainer.network.params[name].shape
        self._slots = [each for each in trainer.optimizer.slots_of[name] if slots[each].shape == shape]
        return tuple(str(Place(each, self._place.index)) for each in (name, self._gradient, *self._slots))

    def numbers(self) -> list[float]:
        trainer, index, slots = self.trainer, self._place.index, self.trainer.optimizer.slots
        gradient = trainer.values.get(self._gradient)
        return [float(trainer.network.params[self._place.name][index]),
                math.nan if gradient is None else float(gradient[index]),
                *(float(slots[name][index]) if name in slots else math.nan for name in self._slots)]


class ParametersAlone:
    """The parameters among some variables, for a place of one of them to be typed.

    Parameters
    ----------
    variables
        All there are, or some of them twice.
    shape
        Of a variable, by its name.
    """

    def __init__(self, variables: Iterable[Variable], shape: Callable[[str], tuple[int, ...]]) -> None:
        self._known = {one.name: one for one in variables if one.role is Role.PARAMETER and not one.new}
        self.shape = shape

    def names(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(self._known)

    def axes(self, name: str) -> tuple[str, ...]:
        """The axes of one of them."""
        return self._known[name].axes
