"""One iteration of training as a list of named operations.

    draw                    the minibatch
    ... forward             from x to the loss, layer by layer
    ... backward            from the loss to the gradient of every parameter
    update W1, b1, ...      a step downhill, parameter by parameter
    loss after update       what the book records

There is no other code that trains. Full speed runs the whole list, stepping runs one operation of it.
"""

import numpy as np

from engine.data.dataset import Split
from engine.data.words import IMAGES, Words
from engine.nn.network import Network
from engine.nn.operations import Kind, Operation, Values
from engine.nn.optimizers import SGD
from engine.training.minibatch import Minibatches

LOSS_AFTER = "loss after update"


def iteration_operations(
    network: Network, optimizer: SGD, train: Split, minibatches: Minibatches, words: Words = IMAGES
) -> tuple[Operation, ...]:
    """The operations of one iteration, for a network of any depth.

    They work on a dict of values that starts as ``{"iteration": i}``, and on the parameters of `network`. `words`
    are those for its samples.
    """
    return (
        draw(train, minibatches, network.sizes[-1], network.dtype, words),
        *network.forward_operations,
        *network.backward_operations,
        *(update(network, optimizer, name) for name in network.params),
        loss_after_update(network),
    )


def draw(train: Split, minibatches: Minibatches, class_count: int, dtype: np.dtype, words: Words) -> Operation:
    """The minibatch of the iteration: its samples x and its one-hot labels t."""
    samples, labels = train.x, train.labels
    targets = np.eye(class_count, dtype=dtype)  # column k is the target of class k

    def run(values: Values) -> None:
        indices = minibatches.indices(values["iteration"])
        values["indices"] = indices
        x = samples.take(indices, axis=0)
        values["x"] = x if x.dtype == dtype else x.astype(dtype)
        values["t"] = targets.take(labels.take(indices), axis=1).T  # a class is a row in memory, as in the softmax

    return Operation(
        "draw", Kind.DRAW, "draw", words.minibatch.text, ("iteration",), ("indices", "x", "t"), run,
        (Minibatches.indices,), words.draws.text, words.why_few.text)


def update(network: Network, optimizer: SGD, name: str) -> Operation:
    """The step of one parameter, which puts a new array in the place of the old one."""
    params, gradient = network.params, f"d{name}"

    def run(values: Values) -> None:
        params[name] = optimizer.update(params[name], values[gradient])

    return Operation(
        f"update {name}", Kind.UPDATE, "update", optimizer.formula.format(W=name), (name, f"d{name}"), (name,), run,
        (type(optimizer).update,),
        "Moves each number against its gradient, by the learning rate times the gradient.",
        "The gradient points to where the loss grows fastest; a small step the other way lowers it.")


def loss_after_update(network: Network) -> Operation:
    """The loss of the minibatch once more, with the parameters that were just updated."""
    def run(values: Values) -> None:
        values[LOSS_AFTER] = network.loss_of(values["x"], values["t"])

    return Operation(
        LOSS_AFTER, Kind.EVALUATE, "Loss", "L, once more, with the new weights", ("x", "t", *network.params),
        (LOSS_AFTER,), run, (Network.loss_of,),
        "The loss of the same minibatch with the updated parameters.",
        "It shows whether the step went down, and it is what the loss curve draws.")
