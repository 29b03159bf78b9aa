"""The optimizer: what is done with a gradient once it is known.

An optimizer is a class with an `update`, which says in numpy what becomes of one parameter, and with a formula and two
sentences that say the same to a reader. What it remembers from step to step it keeps in slots, arrays beside the
parameters. From these the operations are made that update the parameters one by one.
"""

import copy
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from engine.nn.cells import Step
from engine.nn.operations import Kind, Operation, Values
from engine.nn.variables import Role, Variable, Variables
from engine.problem import Problem


class Optimizer:
    """Updates the parameters of one network. A further optimizer is a class like `SGD`, and a row in `OPTIMIZERS`.

    Parameters
    ----------
    params
        The parameters, by name. An update puts a new array in the place of the old one, which stays as it was: the
        values of the iteration were computed with it, and checkpoints keep it.
    learning_rate
        lr, how long the step is. May be changed at any time.

    Attributes
    ----------
    slots : dict of str to ndarray
        What it remembers, by slot and parameter, as ``"vW1"``. Updates put new arrays in the place of these too.
    slots_of : dict of str to tuple of str
        The names of the slots of each parameter.
    rate : () ndarray
        lr in the type of the parameters: a number would be made an array at every step, and one of float64 make the
        step float64.
    formula
        What an update does, with ``{W}`` for the name of the parameter.
    what, why
        A sentence on what it does, and one on why.
    start
        What slots are before the first step, in words, if there are any.
    """

    formula: str
    what: str
    why: str
    start: Problem | None = None

    def __init__(self, params: dict[str, np.ndarray], learning_rate: float = 0.1) -> None:
        self.params = params
        self.slots: dict[str, np.ndarray] = {}
        self.slots_of: dict[str, tuple[str, ...]] = {}
        for name, param in params.items():
            first = {f"{slot}{name}": value for slot, value in self.first_slots(param).items()}
            self.slots_of[name] = tuple(first)
            self.slots.update(first)
        self.learning_rate = learning_rate

    @property
    def learning_rate(self) -> float:
        """lr, how long the step is."""
        return self._learning_rate

    @learning_rate.setter
    def learning_rate(self, learning_rate: float) -> None:
        self._learning_rate = learning_rate
        self.rate = np.array(learning_rate, next(iter(self.params.values())).dtype)

    def first_slots(self, param: np.ndarray) -> dict[str, np.ndarray]:
        """What is remembered of one parameter, by the name of the slot, as ``"v"``, before the first step."""
        return {}

    def update(self, param: np.ndarray, grad: np.ndarray, *slots: np.ndarray) -> np.ndarray | tuple[np.ndarray, ...]:
        """The parameter after the step; with slots a tuple, the parameter and the slots. Arrays of their own."""
        raise NotImplementedError

    def promise(self, grads: Mapping[str, np.ndarray]) -> float:
        """How the step changes the loss, to first order: the gradient times the step, summed over all parameters."""
        def moved(name: str) -> np.ndarray:
            found = self.update(self.params[name], grads[name], *map(self.slots.__getitem__, self.slots_of[name]))
            return (found[0] if self.slots else found) - self.params[name]

        return float(sum((grad * moved(name)).sum() for name, grad in grads.items()))

    def copy(self, params: dict[str, np.ndarray], slots: Mapping[str, np.ndarray] | None = None) -> "Optimizer":
        """The same for a copy of the parameters, in the type of that, with its slots or other ones."""
        twin, dtype = copy.copy(self), next(iter(params.values())).dtype
        twin.params = params
        twin.slots = {name: (slots or self.slots)[name].astype(dtype, copy=False) for name in self.slots}
        twin.learning_rate = self.learning_rate
        return twin

    def makes(self, W: Variable, dW: Variable, *slots: Variable) -> tuple[Variable, ...]:
        """What becomes of one parameter and its slots, each with how it is computed, in the order of the formula."""
        raise NotImplementedError

    def operations(self, variables: Variables) -> tuple[Operation, ...]:
        """The updates of the parameters, which are among these variables, one by one."""
        return tuple(self._operation(variables[name], variables.gradient(name)) for name in self.params)

    def _operation(self, W: Variable, dW: Variable) -> Operation:
        own = self.slots_of[W.name]
        slots = [Variable(name, Role.SLOT, W.axes, W.layer, of=W, start=self.start) for name in own]
        return Operation(
            name=f"update {W.name}", kind=Kind.UPDATE, node="update", makes=self.makes(W, dW, *slots),
            run=self._with_slots(W.name, dW.name, own) if own else self._without_slots(W.name, dW.name),
            code=(type(self).update,), reads=(W.name, dW.name, *own), writes=(W.name, *own),
            formula=self.formula.format(W=W.name), what=self.what, why=self.why)

    def _without_slots(self, name: str, gradient: str) -> Callable[[Values], None]:
        params = self.params
        update: Callable[..., Any] = self.update

        def run(values: Values) -> None:
            params[name] = update(params[name], values[gradient])

        return run

    def _with_slots(self, name: str, gradient: str, own: tuple[str, ...]) -> Callable[[Values], None]:
        params, slots, update = self.params, self.slots, self.update

        def run(values: Values) -> None:
            params[name], *after = update(params[name], values[gradient], *(slots[each] for each in own))
            slots.update(zip(own, after, strict=True))

        return run


class SGD(Optimizer):
    """W ← W − lr·dW: a small step downhill, along the gradient of one random minibatch (book, 6.1.2)."""

    formula = "{W} ← {W} − lr·d{W}"
    what = "Moves each number against its gradient, by the learning rate times the gradient."
    why = "The gradient points to where the loss grows fastest; a small step the other way lowers it."

    def update(self, param: np.ndarray, grad: np.ndarray) -> np.ndarray:
        """param − lr·grad."""
        step = self.rate * grad
        return np.subtract(param, step, out=step)  # param - step, written where the step stands

    def makes(self, W: Variable, dW: Variable) -> tuple[Variable, ...]:
        """W new = W − lr·dW."""
        return (W.updated(Step(W, dW)),)

    def promise(self, grads: Mapping[str, np.ndarray]) -> float:
        """−lr·‖g‖²: the gradient times a step of −lr·g."""
        return -float(self.learning_rate) * float(sum((grad * grad).sum() for grad in grads.values()))


OPTIMIZERS = {"sgd": SGD}
