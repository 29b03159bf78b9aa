"""Two fields that say one hyperparameter: how many hidden layers there are, and how many units each of them has."""

from collections.abc import Sequence

from engine.problem import Problem
from engine.training.config import MAX_HIDDEN_LAYERS, TrainingConfig, problem_of
from gui.widgets.value_edit import ValueEdit


class HiddenLayers:
    """What the two fields say together, and how the one follows the other.

    Parameters
    ----------
    count
        The field of how many layers there are.
    sizes
        The field of their units: one number for all, or one each.

    Attributes
    ----------
    meant : tuple of int
        The sizes that were entered last, for however many layers: those that fell away come back with the layers.
    """

    def __init__(self, count: ValueEdit, sizes: ValueEdit) -> None:
        self.meant: tuple[int, ...] = TrainingConfig().hidden_sizes
        self._count = count
        self._sizes = sizes

    @property
    def value(self) -> tuple[int, ...] | None:
        """The sizes of all hidden layers; None while one of the two fields cannot be used."""
        if self._count.value == 0:
            return ()
        if not self.has_count or self._usable() is None or self.problem(self._sizes.value) is not None:
            return None
        return fitted(self._sizes.value, self._count.value)

    @property
    def has_count(self) -> bool:
        """Whether the number of layers can be used."""
        return is_count(self._count.value)

    def problem(self, sizes: tuple[int, ...]) -> Problem | None:
        """What is wrong with sizes that can be used with some number of layers, for as many as there are."""
        return problem_of("hidden_sizes", fitted(sizes, self._count.value)) if self.has_count else None

    def shown(self, sizes: tuple[int, ...]) -> tuple[int, ...]:
        """What the field of the sizes says of a network: without hidden layers, what they would have."""
        return sizes or self.meant

    def differ(self, running: tuple[int, ...]) -> bool:
        """Whether the sizes are others than those, apart from what another number of layers made of them."""
        return bool(running) and self.has_count and self.value != fitted(running, self._count.value)

    # --- one follows the other -------------------------------------------------------------------------------------

    def step(self, by: int) -> None:
        """So many layers more than is typed."""
        typed = self._count.typed_value
        count = typed + by if isinstance(typed, int) else len(self.meant)
        self._count.take_back()
        self._count.set_value(min(max(count, 0), MAX_HIDDEN_LAYERS))
        self.fit_sizes()

    def fit_sizes(self) -> None:
        """Another number of layers: their sizes follow, unless they cannot be used."""
        if self.has_count and self._count.value > 0 and self._usable() is not None:
            self._sizes.set_value(fitted(self.meant, self._count.value))

    def take_sizes(self) -> None:
        """Other sizes: a list of them says how many layers there are."""
        self.mean_sizes()
        sizes = self._usable()
        if sizes is not None and len(sizes) > 1:
            self._count.set_value(len(sizes))

    def mean_sizes(self) -> None:
        """The sizes in the field are those that are meant, if they can be used."""
        self.meant = self._usable() or self.meant

    def _usable(self) -> tuple[int, ...] | None:
        """What was entered as sizes, if it can be used with some number of layers."""
        sizes = self._sizes.value
        return None if problem_of("hidden_sizes", sizes) is not None else sizes


def is_count(value: object) -> bool:
    """Whether there can be so many hidden layers."""
    return isinstance(value, int) and 0 <= value <= MAX_HIDDEN_LAYERS


def fitted(sizes: Sequence[int], layers: int) -> tuple[int, ...]:
    """Sizes for so many hidden layers: those at the end fall away, or the last one is repeated."""
    return tuple(sizes[:layers]) + (sizes[-1],) * (layers - len(sizes))
