"""One iteration of training as a list of named operations.

    draw                    the minibatch
    ... forward             from x to the loss, layer by layer
    ... backward            from the loss to the gradient of every parameter
    update W1, b1, ...      a step downhill, parameter by parameter
    loss after update       what the book records

There is no other code that trains. Full speed runs the whole list, stepping runs one operation of it.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from engine.data.dataset import Split
from engine.data.words import IMAGES, Words
from engine.nn.cells import ARROW, Equation
from engine.nn.network import Network
from engine.nn.operations import Kind, Operation, Values
from engine.nn.optimizers import Optimizer
from engine.nn.variables import Variable
from engine.training.minibatch import Minibatches

LOSS_AFTER = "loss after update"


def iteration_operations(
    network: Network, optimizer: Optimizer, train: Split, minibatches: Minibatches, words: Words = IMAGES
) -> tuple[Operation, ...]:
    """The operations of one iteration, for a network of any depth.

    They work on a dict of values that starts as ``{"iteration": i}``, and on the parameters of `network`. `words`
    are those for its samples.
    """
    updates = optimizer.operations(network.variables)
    return (
        draw(train, minibatches, network, words),
        *network.forward_operations,
        *network.backward_operations,
        *updates,
        loss_after_update(network, updates),
    )


def draw(train: Split, minibatches: Minibatches, network: Network, words: Words) -> Operation:
    """The minibatch of the iteration: its samples x and its one-hot labels t."""
    samples, labels, dtype = train.x, train.labels, network.dtype
    x, t = network.variables["x"], network.variables["t"]
    targets = np.eye(network.sizes[-1], dtype=dtype)  # column k is the target of class k

    def run(values: Values) -> None:
        indices = minibatches.indices(values["iteration"])
        values["indices"] = indices
        x = samples.take(indices, axis=0)
        values["x"] = x if x.dtype == dtype else x.astype(dtype)
        values["t"] = targets.take(labels.take(indices), axis=1).T  # a class is a row in memory, as in the softmax

    return Operation(
        name="draw", kind=Kind.DRAW, node="draw", makes=(x, t), run=run, code=(Minibatches.indices,),
        reads=("iteration",), writes=("indices", "x", "t"), formula=words.minibatch.text,
        equations=(Equation.of(x, ",", t),), what=words.draws.text, why=words.why_few.text)


def loss_after_update(network: Network, updates: Sequence[Operation]) -> Operation:
    """The loss of the minibatch once more, with the parameters that were just updated."""
    def run(values: Values) -> None:
        values[LOSS_AFTER] = network.loss_of(values["x"], values["t"])

    computed = (*network.forward_operations, *updates)
    made = _once_more(network.in_evaluation, [one for each in computed for one in each.makes if one.new])
    before, (losses, after) = network.forward_operations[-1].makes, made[-2:]
    return Operation(
        name=LOSS_AFTER, kind=Kind.EVALUATE, node="Loss", makes=made, run=run, code=(Network.loss_of,),
        reads=("x", "t", *network.params, *network.kept), writes=(LOSS_AFTER,),
        formula="L, once more, with the new weights",
        equations=(Equation.of(before[0], ARROW, before[1]), Equation.of(losses, ARROW, after)),
        what="The loss of the same minibatch with the updated parameters.",
        why="It shows whether the step went down, and it is what the loss curve draws.")


def _once_more(network: Network, updated: Sequence[Variable]) -> tuple[Variable, ...]:
    """What forward makes of what has been updated, from the first layer to the loss."""
    new = {one.was.name: one for one in updated}
    for operation in network.forward_operations:
        for one in operation.makes:
            new[one.name] = one.updated(one.cells.again(new))
    new["L"] = replace(new["L"], name=LOSS_AFTER)
    return tuple(new.values())[len(updated):]
