"""Where those numbers come from that the iteration did not compute: inputs, labels, parameters."""

from engine.figures import number
from engine.inspection.frozen.snapshot import Snapshot
from engine.nn.first_weights import WEIGHT_SCALES
from engine.nn.variables import Role, Variable
from engine.problem import Problem


def source(snapshot: Snapshot, variable: Variable, index: tuple[int, ...]) -> Problem:
    """What gave one cell of a variable that nothing was computed for."""
    if variable.role is Role.INPUT:
        return input_of(snapshot, *index)
    if variable.role is Role.DRAWN:
        return Problem("Drawn at random by the layer itself: the draw depends on the seed, the layer and the iteration "
                       "alone.")
    return target(snapshot, index[0]) if variable.role is Role.TARGET else parameter(snapshot, variable)


def input_of(snapshot: Snapshot, row: int, i: int) -> Problem:
    """Which input of which sample x[row, i] is."""
    value = float(snapshot.values["x"][row, i])
    return snapshot.look.origin(i, value, sample(snapshot, row), snapshot.split == "drawn")


def target(snapshot: Snapshot, row: int) -> Problem:
    """Which label the row t[row] is made of."""
    label = int(snapshot.values["t"][row].argmax())
    return Problem("The label of {image} is {name}: t is 1 in its place, and 0 in all others.",
                   {"image": sample(snapshot, row), "name": snapshot.class_names[label]})


def sample(snapshot: Snapshot, row: int) -> Problem:
    """What sample a row of the minibatch is."""
    if snapshot.indices is None:
        return Problem("the drawing")
    words = snapshot.look.words
    said = words.training_sample if snapshot.split == "train" else words.test_sample
    return said.given(number=int(snapshot.indices[row]))


def parameter(snapshot: Snapshot, variable: Variable) -> Problem:
    """How a parameter came to be what it is in forward and backward."""
    iteration, position = snapshot.parameters_after
    if position:
        return Problem("As it stood in iteration {iteration}, after {position} of its operations.",
                       {"iteration": iteration + 1, "position": position})
    if iteration:
        return Problem("As the update of iteration {iteration} left it.", {"iteration": iteration})
    if variable.start is not None:
        return variable.start
    scale = WEIGHT_SCALES.get(snapshot.weight_init or "")
    if scale is None or len(variable.axes) != 2:
        return Problem("Drawn at random before training.")
    std = scale(snapshot.length(variable.axes[0]))
    if not std:
        return Problem("Every weight is 0 before training.")
    return Problem("Drawn at random before training: normally distributed about 0, with standard deviation {std}.",
                   {"std": number(std)})
