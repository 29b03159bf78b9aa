"""How one cell of a parameter moves: what an optimizer's own description says of it, in numbers.

Every optimizer adds something to a weight that is linear in the gradients of this step and of those before, once its
learning rates are taken as the numbers that they were: v ← 0.9·v − lr·dW, W ← W + v. So what a step does is a matrix
that acts on the weight and on what is remembered beside it, (W, v), and a vector that says what the gradient adds to
each of them. Therefore each sample can be followed by itself: its part of the gradient is moved on in the same way.
"""

import math

import numpy as np

from engine.inspection.place import Place
from engine.nn.cells import Function, Product, Sum, constant, terms_of
from engine.nn.indices import picked
from engine.nn.operations import Values
from engine.nn.variables import SAMPLES, Role, Variable
from engine.training.trainer import Trainer


class Motion:
    """Of one cell, as long as the operations of the iterations are the same ones.

    Parameters
    ----------
    trainer
        Trains; it is looked at after an iteration.
    place
        The cell, of a parameter.

    Attributes
    ----------
    operations
        Those of the iterations that this is about.
    slots : tuple of str
        What is remembered of gradients, and moves the cell in later steps: ``("vW1",)``.
    """

    def __init__(self, trainer: Trainer, place: Place) -> None:
        self.operations = trainer.operations
        self._optimizer = trainer.optimizer
        self._variables = variables = trainer.network.variables_of(trainer.operations)
        self._gradient = variables.gradient(place.name)
        self._own = dict(zip(self._gradient.axes, place.numbers, strict=True))
        self._count = len(trainer.values["x"])
        self._known: dict[str, float] = {"N": self._count}
        moves = _products(variables.updated(place.name))
        carriers = {one.name: one for product in moves for one in product if isinstance(one, Variable)}
        self.slots = tuple(one.name for one in carriers.values() if one.role is Role.SLOT)
        self._rows = (moves, *(_products(variables.updated(slot)) for slot in self.slots))
        self._columns = (place.name, *self.slots, self._gradient.name)
        self._terms = [self._taken(product) for product in _products(self._gradient)]

    def terms(self, values: Values) -> np.ndarray:
        """What each sample of the minibatch added to the gradient of the cell, (N,) float64."""
        found = np.zeros(len(values["x"]))
        for rows, size, factors in self._terms:
            each = math.prod((values[name][index].astype(np.float64) for name, index in factors), start=size)
            found += np.bincount(rows, each, len(found))  # one term a sample, or several as in a convolution
        return found

    def step(self) -> tuple[np.ndarray, np.ndarray]:
        """What the step just done makes of (W, slots), a matrix (k, k); and what it adds for the gradient, (k,)."""
        self._known["lr"] = self._optimizer.learning_rate
        found = np.zeros((len(self._rows), len(self._columns)))
        for row, products in zip(found, self._rows, strict=True):
            for product in products:
                size, carrier = self._size(product)
                row[self._columns.index(carrier)] += size
        return found[:, :-1], found[:, -1]

    def _size(self, product: Product) -> tuple[float, str]:
        """What a product is times its one factor that is linear in gradients, and which that is."""
        size, carriers = 1.0, []
        for one in product:
            if isinstance(one, str):
                size *= constant(one, self._known)
            elif isinstance(one, Variable) and one.role is Role.RATE:
                size *= self._rate(one)
            else:
                carriers.append(one.name)
        carrier, = carriers
        return size, carrier

    def _rate(self, rate: Variable) -> float:
        """The learning rate of the cell in the step just done: it follows from what is remembered now."""
        cells = rate.cells
        assert isinstance(cells, Function)
        slots = [self._optimizer.slots[(one.was or one).name][tuple(map(self._own.__getitem__, one.axes))]
                 for one in cells.operands.values()]
        return float(cells.compute(*(slot.astype(np.float64) for slot in slots),
                                   *(self._known[name] for name in cells.constants)))

    def _taken(self, product: Product) -> tuple[np.ndarray, float, list[tuple[str, tuple]]]:
        """Of a product of the gradient: the sample of each of its terms, its constant, where its factors are taken."""
        count, variables = self._count, self._variables
        lengths = {**variables.lengths, SAMPLES: count}
        summed = {axis: lengths[axis] for axis in Sum.summed(product, self._gradient)}
        running, places = terms_of(product, self._own, summed, lambda name: variables.shape(name, count))
        names = [picked(one).name for one in product if not isinstance(one, str)]
        size = math.prod(constant(one, self._known) for one in product if isinstance(one, str))
        return running[SAMPLES], float(size), list(zip(names, places, strict=True))


def _products(variable: Variable) -> tuple[Product, ...]:
    """The products that a variable is added up from."""
    assert isinstance(variable.cells, Sum)
    return variable.cells.products
