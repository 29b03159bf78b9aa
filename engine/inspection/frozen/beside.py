"""Two traces side by side: the same variables of two samples, of two iterations, or of two runs, and what differs.

Networks of different shapes are compared as far as they go together. The last layer of one is the last of the other,
however many are in between: the logits are set beside the logits, be they a2 here and a3 there.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engine.inspection.frozen.trace import Trace
from engine.nn.variables import Role, Variable

LOOKED_AT = (Role.INPUT, Role.VALUE, Role.OUTPUT, Role.GRADIENT)


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """One variable of both.

    Parameters
    ----------
    a, b
        Its values, without the axis of the only sample; None where it has not been computed, or is not there.
    difference
        b − a in float64; None where the two do not go together.
    """

    a: np.ndarray | None
    b: np.ndarray | None
    difference: np.ndarray | None


@dataclass(frozen=True, eq=False)
class Beside:
    """Two traces, variable by variable. What is asked for goes by its name in `b`.

    Parameters
    ----------
    a
        What was looked at before, or elsewhere.
    b
        What is compared with it.
    """

    a: Trace
    b: Trace

    def pair(self, name: str) -> Pair:
        """One variable."""
        there = self.name_in_a(name)
        a, b = None if there is None else _alone(self.a, there), _alone(self.b, name)
        return Pair(a, b, None if a is None or b is None else _difference(a, b))

    def name_in_a(self, name: str) -> str | None:
        """What the variable is called in `a`; None where nothing there is the same."""
        return self._names_in_a.get(_meaning(self.b.variables[name], self.b))

    @cached_property
    def _names_in_a(self) -> dict[tuple, str]:
        return {_meaning(one, self.a): name for name, one in self.a.variables.items()}

    @cached_property
    def apart(self) -> tuple[str, ...]:
        """The variables of `b`, as they are computed, that `a` has none of, or in another shape."""
        return tuple(name for name, one in self.b.variables.items() if one.role in LOOKED_AT and self._is_apart(name))

    def _is_apart(self, name: str) -> bool:
        there = self.name_in_a(name)
        return there is None or self.a.network.shape(there, 1) != self.b.network.shape(name, 1)


def _alone(trace: Trace, name: str) -> np.ndarray | None:
    found = trace.values.get(name)
    return found[0] if found is not None and trace.variables[name].of_samples else found


@np.errstate(over="ignore", invalid="ignore")  # one of them may have diverged
def _difference(a: np.ndarray, b: np.ndarray) -> np.ndarray | None:
    if np.shape(a) != np.shape(b):
        return None
    found = np.asarray(np.subtract(b, a, dtype=np.float64))
    found.setflags(write=False)
    return found


def _meaning(variable: Variable, trace: Trace) -> tuple:
    """What a variable is in any network: two with the same are set beside each other."""
    layer = "last" if variable.layer == trace.network.depth else variable.layer
    cells = None if variable.is_gradient else type(variable.cells)
    of = None if variable.of is None else _meaning(variable.of, trace)
    return variable.role, layer, variable.symbol, cells, of
