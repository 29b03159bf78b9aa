"""The optimizer: what is done with a gradient once it is known.

An optimizer is a class with an `update`, which says in numpy what becomes of one parameter, and with a formula and two
sentences that say the same to a reader. What it remembers from step to step it keeps in slots, arrays beside the
parameters. From these the operations are made that update the parameters one by one.
"""

import copy
import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from engine.nn.cells import Function, Step, Sum
from engine.nn.operations import Kind, Operation, Values
from engine.nn.terms import RATES, remembered
from engine.nn.variables import Role, Variable, Variables
from engine.problem import Problem

TINY = 1e-7  # beside a root that may be 0


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
    title
        What it is called.
    usual_rate
        The learning rate that the book has for it.
    formula
        What an update does, with ``{W}`` for the name of the parameter.
    what, why
        A sentence on what it does, and one on why.
    promised
        What `promise` computes.
    start
        What slots are before the first step, in words.
    called
        What each slot is called in words; nothing where they are not.
    """

    title: str
    usual_rate = 0.01
    formula: str
    what: str
    why: str
    promised = "Σ g·ΔW"
    start = Problem("What an optimizer remembers is 0 before the first step.")
    called: tuple[Problem, ...] = ()

    def __init__(self, params: dict[str, np.ndarray], learning_rate: float = 0.1) -> None:
        self.params = params
        self.slots: dict[str, np.ndarray] = {}
        self.slots_of: dict[str, tuple[str, ...]] = {}
        self.forget()
        self.learning_rate = learning_rate

    def forget(self) -> None:
        """Remember nothing, as before the first step."""
        for name, param in self.params.items():
            first = {f"{slot}{name}": value for slot, value in self.first_slots(param).items()}
            self.slots_of[name] = tuple(first)
            self.slots.update(first)

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
        """What becomes of one parameter, by a `Step`, and of its slots, and how, in the order of the formula."""
        raise NotImplementedError

    def operations(self, variables: Variables) -> tuple[Operation, ...]:
        """The updates of the parameters, which are among these variables, one by one."""
        return tuple(self._operation(variables[name], variables.gradient(name)) for name in self.params)

    def _operation(self, W: Variable, dW: Variable) -> Operation:
        own = self.slots_of[W.name]
        terms = map(remembered, self.called or [None] * len(own))
        slots = [Variable(name, Role.SLOT, W.axes[:self.slots[name].ndim], W.layer, of=W, start=self.start, term=term)
                 for name, term in zip(own, terms, strict=True)]
        makes = self.makes(W, dW, *slots)
        return Operation(
            name=f"update {W.name}", kind=Kind.UPDATE, node="update", makes=makes,
            equations=tuple(one.cells.equation(one) for one in makes if one.axes),  # k is beside what it is used for
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

    title = "SGD"
    usual_rate = 0.1
    formula = "{W} ← {W} − lr·d{W}"
    what = "Moves each number against its gradient, by the learning rate times the gradient."
    why = "The gradient points to where the loss grows fastest; a small step the other way lowers it."
    promised = "−lr·‖g‖²"

    def update(self, param: np.ndarray, grad: np.ndarray) -> np.ndarray:
        """param − lr·grad."""
        step = self.rate * grad
        return np.subtract(param, step, out=step)  # param - step, written where the step stands

    def makes(self, W: Variable, dW: Variable) -> tuple[Variable, ...]:
        """W new = W − lr·dW."""
        return (W.updated(Step((W,), ("−lr", dW))),)

    def promise(self, grads: Mapping[str, np.ndarray]) -> float:
        """−lr·‖g‖²: the gradient times a step of −lr·g."""
        return -float(self.learning_rate) * float(sum((grad * grad).sum() for grad in grads.values()))


class Momentum(Optimizer):
    """v ← 0.9·v − lr·dW, W ← W + v: the step goes on in the direction of those before it (book, 6.1.4)."""

    title = "Momentum"
    formula = "v{W} ← 0.9·v{W} − lr·d{W}   {W} ← {W} + v{W}"
    what = "Adds the gradient to a velocity, which wears off, and moves each number by its velocity."
    why = "Steps to and fro cancel each other, those in one direction add up: the way downhill is less of a zigzag."
    called = (Problem("velocity"),)

    def first_slots(self, param: np.ndarray) -> dict[str, np.ndarray]:
        """The velocity."""
        return {"v": np.zeros_like(param)}

    def update(self, param: np.ndarray, grad: np.ndarray, v: np.ndarray) -> tuple[np.ndarray, ...]:
        """param + v, with the new v."""
        v = 0.9 * v - self.rate * grad
        return param + v, v

    def makes(self, W: Variable, dW: Variable, v: Variable) -> tuple[Variable, ...]:
        """v new = 0.9·v − lr·dW, W new = W + v new."""
        faster = v.updated(Sum(("0.9", v), ("−lr", dW)))
        return faster, W.updated(Step((W,), ("0.9", v), ("−lr", dW), shown=(W, "+", faster)))


class Nesterov(Momentum):
    """Momentum that looks ahead: the gradient counts as that of where the velocity leads.

    That place is what W holds. So W is moved by the step from one such place to the next, 0.9·v − lr·dW with the new v,
    which the book's program writes with the old one: W + 0.9·0.9·v − (1 + 0.9)·lr·dW.
    """

    title = "Nesterov"
    formula = "{W} ← {W} + 0.81·v{W} − 1.9·lr·d{W}   v{W} ← 0.9·v{W} − lr·d{W}"
    what = "Moves each number by its velocity and the gradient as if both had gone on one step further."
    why = "Whoever looks where the velocity leads notices sooner that it goes uphill there, and brakes."

    def update(self, param: np.ndarray, grad: np.ndarray, v: np.ndarray) -> tuple[np.ndarray, ...]:
        """param + 0.81·v − 1.9·lr·grad, with the v of before; and 0.9·v − lr·grad."""
        return param + 0.81 * v - 1.9 * self.rate * grad, 0.9 * v - self.rate * grad

    def makes(self, W: Variable, dW: Variable, v: Variable) -> tuple[Variable, ...]:
        """W new = W + 0.81·v − 1.9·lr·dW, v new = 0.9·v − lr·dW."""
        return W.updated(Step((W,), ("0.81", v), ("−1.9·lr", dW))), v.updated(Sum(("0.9", v), ("−lr", dW)))


class AdaGrad(Optimizer):
    """h ← h + dW ⊙ dW, W ← W − lr·dW/√h: what has moved much moves less from now on (book, 6.1.5)."""

    title = "AdaGrad"
    formula = "h{W} ← h{W} + d{W} ⊙ d{W}   lr{W} = lr/(√h{W} + 1e-7)   {W} ← {W} − lr{W} ⊙ d{W}"
    what = "Adds up the squares of all gradients so far, and divides the learning rate of each number by their root."
    why = "Each number has a learning rate of its own: small where gradients were large, and smaller with every step."
    called = (Problem("sum of squares"),)

    def first_slots(self, param: np.ndarray) -> dict[str, np.ndarray]:
        """The sum of the squares."""
        return {"h": np.zeros_like(param)}

    def update(self, param: np.ndarray, grad: np.ndarray, h: np.ndarray) -> tuple[np.ndarray, ...]:
        """param − lr·grad/(√h + 1e-7), with the new h."""
        h = h + grad * grad
        return param - self.rate * grad / (np.sqrt(h) + TINY), h

    def makes(self, W: Variable, dW: Variable, h: Variable) -> tuple[Variable, ...]:
        """h new = h + dW ⊙ dW, its rates lr/(√(h new) + 1e-7), W new = W − rates ⊙ dW."""
        return _with_rates(W, dW, h.updated(Sum((h,), (dW, dW))))


class RMSProp(AdaGrad):
    """h ← 0.99·h + 0.01·dW ⊙ dW: as AdaGrad, but gradients of long ago are forgotten."""

    title = "RMSProp"
    formula = "h{W} ← 0.99·h{W} + 0.01·d{W} ⊙ d{W}   lr{W} = lr/(√h{W} + 1e-7)   {W} ← {W} − lr{W} ⊙ d{W}"
    what = ("Keeps a mean of the squares of the last gradients, and divides the learning rate of each number by its "
            "root.")
    why = "Each number has a learning rate of its own. Old gradients fade, so it does not shrink to nothing."
    called = (Problem("mean of squares"),)

    def update(self, param: np.ndarray, grad: np.ndarray, h: np.ndarray) -> tuple[np.ndarray, ...]:
        """param − lr·grad/(√h + 1e-7), with the new h."""
        h = 0.99 * h + 0.01 * grad * grad
        return param - self.rate * grad / (np.sqrt(h) + TINY), h

    def makes(self, W: Variable, dW: Variable, h: Variable) -> tuple[Variable, ...]:
        """h new = 0.99·h + 0.01·dW ⊙ dW, and the rest as AdaGrad."""
        return _with_rates(W, dW, h.updated(Sum(("0.99", h), ("0.01", dW, dW))))


class Adam(Optimizer):
    """Momentum with AdaGrad's rates, both of them means over the last gradients (book, 6.1.6).

    The means begin at 0, so at first they are too small; k, the number of the step, says by how much.
    """

    title = "Adam"
    usual_rate = 0.001
    formula = ("m{W} ← 0.9·m{W} + 0.1·d{W}   v{W} ← 0.999·v{W} + 0.001·d{W} ⊙ d{W}   "
               "lr{W} = lr·√(1 − 0.999^k)/(1 − 0.9^k)/(√v{W} + 1e-7)   {W} ← {W} − lr{W} ⊙ m{W}")
    what = ("Keeps a mean of the last gradients, m, and one of their squares, v; moves each number against m, by a "
            "learning rate of its own. k is the number of the step.")
    why = ("It goes on in one direction as Momentum does, by steps of about lr whatever the size of the gradient. The "
           "factor with k makes up for means that have only begun.")
    called = (Problem("mean of gradients"), Problem("mean of squares"), Problem("number of the step"))

    def first_slots(self, param: np.ndarray) -> dict[str, np.ndarray]:
        """The two means, and how many steps there have been."""
        return {"m": np.zeros_like(param), "v": np.zeros_like(param), "k": np.zeros((), param.dtype)}

    def update(
        self, param: np.ndarray, grad: np.ndarray, m: np.ndarray, v: np.ndarray, k: np.ndarray
    ) -> tuple[np.ndarray, ...]:
        """param − lr′·m/(√v + 1e-7), with the new m and v, and lr′ for step k."""
        m = m + 0.1 * (grad - m)
        v = v + 0.001 * (grad * grad - v)
        k = np.asarray(k + 1)
        rate = float(self.learning_rate) * math.sqrt(1 - 0.999 ** float(k)) / (1 - 0.9 ** float(k))
        return param - rate * m / (np.sqrt(v) + TINY), m, v, k

    def makes(self, W: Variable, dW: Variable, m: Variable, v: Variable, k: Variable) -> tuple[Variable, ...]:
        """m new, v new, k new, the rates that follow from v and k, and W new = W − rates ⊙ m new."""
        mean, squares = m.updated(Sum(("0.9", m), ("0.1", dW))), v.updated(Sum(("0.999", v), ("0.001", dW, dW)))
        number = k.updated(Function("{k} + 1", lambda k: k + 1, k=k))
        rates = _rates(W, Function("{lr}·√(1 − 0.999^{k})/(1 − 0.9^{k})/(√({v}) + 1e-7)", _corrected, ("lr",),
                                   v=squares, k=number))
        return number, mean, squares, rates, W.updated(
            Step((W,), ("−0.9", rates, m), ("−0.1", rates, dW), shown=(W, "−", rates, "⊙", mean)))


def _corrected(v: np.ndarray, k: np.ndarray, lr: float) -> np.ndarray:
    """The rates of Adam, with all digits of what is near 1."""
    k = np.asarray(k, float)
    return lr * np.sqrt(1 - 0.999 ** k) / (1 - 0.9 ** k) / (np.sqrt(v) + TINY)


def _with_rates(W: Variable, dW: Variable, h: Variable) -> tuple[Variable, ...]:
    """The new h, the rates that follow from it, and W − rates ⊙ dW."""
    rates = _rates(W, Function("{lr}/(√({h}) + 1e-7)", lambda h, lr: lr / (np.sqrt(h) + TINY), ("lr",), h=h))
    return h, rates, W.updated(Step((W,), ("−1", rates, dW), shown=(W, "−", rates, "⊙", dW)))


def _rates(W: Variable, cells: Function) -> Variable:
    """The learning rate of each cell of a parameter."""
    return Variable(f"lr{W.name}", Role.RATE, W.axes, W.layer, cells, of=W, term=RATES)


OPTIMIZERS = {"sgd": SGD, "momentum": Momentum, "nesterov": Nesterov, "adagrad": AdaGrad, "rmsprop": RMSProp,
              "adam": Adam}
