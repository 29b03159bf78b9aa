"""What a lesson can point at: the names of what is ringed in the window."""

import re

from engine.lessons.acts import PAGES, PANELS
from engine.lessons.expressions.parse import ExpressionError, parse
from engine.problem import EngineError
from engine.training.config import HYPERPARAMETERS

COMMANDS = ("run", "step iteration", "step operation", "back iteration", "back operation", "reset")  # with a button

# What can be pointed at by a name alone, and how what takes a name is written.
PARTS = {
    "speed": "the speed of training",
    "thumbnails": "the images to choose from",
    "drawing pad": "where a digit is drawn",
    "loss curve": "the curve of the loss",
    "accuracy curve": "the curves of the accuracies",
}
NAMED = {
    "field": ("field learning_rate", "a field of the Experiment panel"),
    "panel": ("panel curves", "a panel"),
    "page": ("page where from", "the tab of a page of the Iteration panel"),
    "operation": ("operation Affine1 forward", "an operation in the graph"),
    "variable": ("variable dW1", "a variable in the graph, and what the sample panel shows of it"),
    "cell": ("cell da2[0, 3]", "one number in a map"),
}
_NAMED = re.compile(rf"(?P<kind>{'|'.join(NAMED)}) (?P<name>\S.*)")


class MarkError(EngineError):
    """A text that names nothing to point at. Its problem says why."""


def taken_apart(mark: str) -> tuple[str, str]:
    """The kind of a mark, and its name: ``("field", "learning_rate")``; of one without a name ``("", "speed")``.

    Raises
    ------
    MarkError
        If there is no such thing.
    """
    if mark in COMMANDS or mark in PARTS:
        return "", mark
    found = _NAMED.fullmatch(mark)
    if found is None:
        raise MarkError("There is nothing called {mark} to point at. There are {names}.", mark=mark, names=", ".join(
            (*COMMANDS, *PARTS, *(form for form, _ in NAMED.values()))))
    kind, name = found["kind"], found["name"]
    known = {"field": tuple(HYPERPARAMETERS), "panel": PANELS, "page": PAGES}.get(kind)
    if known is not None and name not in known:
        raise MarkError("{mark}: there is no {kind} {name}. There are {names}.", mark=mark, kind=kind, name=name,
                        names=", ".join(known))
    if kind == "cell":
        try:
            parse(name)
        except ExpressionError as error:
            raise MarkError("{mark}: {why}", mark=mark, why=error.problem) from error
    return kind, name
