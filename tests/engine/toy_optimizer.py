"""An optimizer that the program does not have, as a person adds one: what it computes, and how it is explained."""

import numpy as np

from engine.nn.cells import Step, Sum
from engine.nn.optimizers import Optimizer
from engine.problem import Problem


class Rolling(Optimizer):
    """v ← 0.8·v − lr·dW, W ← W + v: the step goes on in the direction of those before."""

    title = "Rolling"
    formula = "v{W} ← 0.8·v{W} − lr·d{W}   {W} ← {W} + v{W}"
    what = "Adds the gradient to a velocity, which wears off, and moves each number by its velocity."
    why = "Steps that lead to and fro take each other away, those in one direction add up."
    start = Problem("Every velocity is 0 before training.")

    def first_slots(self, param):
        return {"v": np.zeros_like(param)}

    def update(self, param: np.ndarray, grad: np.ndarray, v: np.ndarray) -> tuple[np.ndarray, ...]:
        v = 0.8 * v - self.rate * grad
        return param + v, v

    def makes(self, W, dW, v):
        faster = v.updated(Sum(("0.8", v), ("−lr", dW)))
        return faster, W.updated(Step((W,), ("0.8", v), ("−lr", dW), shown=(W, "+", faster)))
