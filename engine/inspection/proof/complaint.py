"""What Python says to a mistake: some make it stop, with a message and a line, and some it does not notice at all."""

import linecache
import traceback
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.figures import number
from engine.inspection.frozen.snapshot import Snapshot
from engine.inspection.proof.breakage import BREAKAGES, broken
from engine.inspection.proof.exact_copy import check_label
from engine.inspection.proof.mistaken import SoftmaxWithoutMaximum, update
from engine.nn.network import Network
from engine.nn.operations import Values
from engine.problem import Problem


@dataclass(frozen=True, slots=True)
class Complaint:
    """An error, or a warning with which Python goes on.

    Parameters
    ----------
    kind, text
        ``TypeError``, and what it says.
    file, line, function, code
        Where.
    stops
        Whether the program ends there.
    """

    kind: str
    text: str
    file: str
    line: int
    function: str
    code: str
    stops: bool

    def __str__(self) -> str:
        return f"File \"{self.file}\", line {self.line}, in {self.function}\n  {self.code}\n{self.kind}: {self.text}"


@dataclass(frozen=True, slots=True)
class Said:
    """What becomes of one iteration with a mistake, in words; and what Python says, if anything."""

    words: Problem
    complaint: Complaint | None


def what_python_says(snapshot: Snapshot, name: str) -> Said:
    """Run the iteration once with the mistake called `name`, on copies: forward, backward, update.

    Raises
    ------
    EngineError
        If the mistake cannot be made here, or if it is a drawing without a label.
    """
    check_label(snapshot)
    network, drawn = broken(snapshot.network, name), snapshot.network.drawn_of(snapshot.values)
    x, t = BREAKAGES[name].taking[1](*(snapshot.values[each].copy() for each in "xt"), slice(None))
    values = {"x": x, "t": t, **drawn}
    found = _warning(network.copy(), dict(values)) or _error(network, values)
    return Said(_words(network, found, values), found)


def _run(network: Network, values: Values) -> None:
    for operation in (*network.forward_operations, *network.backward_operations):
        operation.run(values)
    update(network.params, network.parameter_gradients(values), 0.1)


def _warning(network: Network, values: Values) -> Complaint | None:
    """The first thing that numpy warns of: what overflows, or is no number."""
    try:
        with np.errstate(over="raise", invalid="raise", divide="raise"):
            _run(network, values)
    except FloatingPointError as error:
        return _complaint(error, "RuntimeWarning", stops=False)
    except Exception:
        return None  # an error before there is anything to warn of
    return None


def _error(network: Network, values: Values) -> Complaint | None:
    try:
        with np.errstate(all="ignore"):
            _run(network, values)
    except Exception as error:
        return _complaint(error, type(error).__name__, stops=True)
    return None


def _complaint(error: Exception, kind: str, *, stops: bool) -> Complaint:
    last = traceback.extract_tb(error.__traceback__)[-1]
    code = linecache.getline(last.filename, last.lineno or 0).split("#")[0].strip()
    file = "/".join(Path(last.filename).parts[-3:])
    return Complaint(kind, str(error), file, last.lineno or 0, last.name, code, stops)


def _words(network: Network, found: Complaint | None, values: Values) -> Problem:
    if found is not None and found.stops:
        return Problem("Python stops here. Nothing is learnt, and there is no gradient to check.")
    if found is not None:
        return Problem("Python only warns, and runs on with what is no number any more.")
    if isinstance(network.last_layer, SoftmaxWithoutMaximum):
        return Problem("Nothing: exp overflows above {limit}, and the largest logit here is {largest}.", {
            "limit": number(float(np.log(np.finfo(network.dtype).max)), 3),
            "largest": number(float(values[network.logits].max()))})
    return Problem("Nothing: every line runs.")
