"""What the checks of all parameters say together: all is right, something is wrong and where, or it cannot be told.

On the way back everything behind a mistake is right and everything in front of it may be wrong, so it is where the
first wrong gradient appears. That a gradient is right is known only where it was compared and is not 0: two zeros agree
whatever the backward does, as where nothing comes in.
"""

from collections.abc import Iterable
from functools import reduce

from engine.inspection.proof.check import CellCheck, ParameterCheck
from engine.inspection.proof.verdict import Verdict
from engine.nn.network import Network
from engine.nn.variables import Variable
from engine.problem import Problem

GROSS = 1e-2  # relative error of a bias that would have shown in W, too, had what they share been wrong


def judge_all(checks: Iterable[ParameterCheck], network: Network) -> Verdict:
    """Whether the gradients are right (None: it cannot be told), and in words what is known.

    Parameters
    ----------
    checks
        Of the parameters; those that are missing have not been looked at.
    network
        Whose they are.
    """
    found = {each.name: each for each in checks}
    if any(each.agrees is False for each in found.values()):
        return False, _where(found, network)
    cells = sum(each.telling for each in found.values())
    untold = [name for name in network.params if name not in found or found[name].agrees is None]
    if not untold:
        return True, Problem("All {cells} cells that were compared and are not 0 are right, in every parameter.",
                             {"cells": cells})
    why = _why(found, untold)
    if len(untold) == len(network.params):
        return None, Problem("Whether the gradients are right cannot be told: {why}.", {"why": why})
    return None, Problem("No mistake shows in the {cells} {cells:cell|cells} that could be compared and {cells:is|are} "
                         "not 0, but of {names} too little can be told: {why}.",
                   {"cells": cells, "names": ", ".join(untold), "why": why})


# --- where the mistake is -----------------------------------------------------------------------------------------


def _where(found: dict[str, ParameterCheck], network: Network) -> Problem:
    """In which backward the mistake must be: between the last layer that is right and the first that is wrong."""
    learnt = [[one.of for one in operation.makes if one.of is not None and one.learnt]
              for operation in network.backward_operations]
    layers = [layer for layer in learnt if layer]  # their parameters, from the last layer to the first
    first = next(i for i, layer in enumerate(layers) if _names(found, layer, agrees=False))
    layer, number = layers[first], layers[first][0].layer
    if _only_the_bias(found, layer):
        return Problem("b{number} is wrong, but W{number} is right: look at db in the backward of Affine{number}.",
                       {"number": number})
    names = _names(found, layer, agrees=False)
    if first == 0:
        return _at_the_start(found, layer, names)
    right = _names(found, layers[first - 1], agrees=True)
    if right:
        said = {"right": right, "wrong": names, "behind": layers[first - 1][0].layer, "number": number,
                "z": f"z{number}", "activation": network.activation.title}
        if "," in names:  # both wrong: what they are computed from must be
            return Problem("{right}: right. {wrong}: wrong. Look at d{z} in the backward of Affine{behind}, and at the "
                           "backward of {activation}{number}.", said)
        return Problem("{right}: right. {wrong}: wrong. Look at d{z} in the backward of Affine{behind}, at the "
                       "backward of {activation}{number}, and at that of Affine{number}.", said)
    return Problem("{wrong}: wrong. What lies behind cannot be told ({why}), so the mistake is in the backward of "
                   "Affine{number} or of any layer behind it.",
                   {"wrong": names, "number": number, "why": _why(found, [one.name for one in layers[first - 1]])})


def _at_the_start(found: dict[str, ParameterCheck], layer: list[Variable], names: str) -> Problem:
    number = layer[0].layer
    untold = [one.name for one in layer if one.name not in found or found[one.name].agrees is None]
    if not untold:
        return Problem("Wrong from the start of the backward pass ({wrong}): look at the backward of Softmax+Loss, and "
                       "of Affine{number}.", {"wrong": names, "number": number})
    return Problem("Wrong from the start of the backward pass ({wrong}): look at the backward of Softmax+Loss, and of "
                   "Affine{number}. Which of the two it is, {untold} cannot tell: {why}.",
                   {"wrong": names, "number": number, "untold": ", ".join(untold), "why": _why(found, untold)})


def _only_the_bias(found: dict[str, ParameterCheck], layer: list[Variable]) -> bool:
    """Whether db is wrong although the gradient that it sums up is right, as W tells for the same unit."""
    W, b = (found.get(one.name) for one in sorted(layer, key=lambda one: -len(one.axes))[:2])
    if W is None or b is None or W.agrees is not True:
        return False
    wrong = {each.place.index[0] for each in b.cells if each.agrees is False and each.relative_error >= GROSS}
    return bool(wrong & W.complete)


def _names(found: dict[str, ParameterCheck], layer: list[Variable], *, agrees: bool) -> str:
    """Which parameters of a layer are right, or wrong: ``"W2, b2"``."""
    return ", ".join(one.name for one in layer if one.name in found and found[one.name].agrees is agrees)


# --- why it cannot be told ----------------------------------------------------------------------------------------


def _why(found: dict[str, ParameterCheck], names: Iterable[str]) -> Problem:
    """What became of the cells of these parameters, with numbers."""
    cells = [cell for name in names if name in found for cell in found[name].cells]
    kinds = [_outcome(cell) for cell in cells]
    parts = [Problem(kind.text, {"count": kinds.count(kind)}) for kind in _OUTCOMES if kind in kinds]
    if not parts:
        return Problem("no cell was looked at")
    said = reduce(lambda one, rest: Problem("{one}, {rest}", {"one": one, "rest": rest}), parts)
    return Problem("of {count} {count:cell|cells} {what}", {"count": len(cells), "what": said})


_ZERO, _KINK, _HIDDEN, _INFINITE, _AGREES = _OUTCOMES = (
    Problem("{count} {count:is|are} 0 both ways"), Problem("{count} {count:is|are} at a kink of ReLU"),
    Problem("{count} {count:is|are} hidden by rounding or by the step"), Problem("{count} {count:is|are} not finite"),
    Problem("{count} {count:agrees|agree}"))


def _outcome(cell: CellCheck) -> Problem:
    """What became of a cell that does not disagree."""
    if cell.agrees:
        return _ZERO if cell.zero else _AGREES
    if cell.at_kink:
        return _KINK
    return _HIDDEN if cell.finite else _INFINITE
