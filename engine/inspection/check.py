"""The gradient check, cell by cell: does backpropagation say what the definition of a derivative says?

The definition: move one parameter by h to one side and to the other, and see how much the loss changes. It needs two
losses for every single parameter, and has nothing in it that can go wrong but h: with a large h the curve of the loss
shows (an error ∝ h²), with a small one the rounding of the losses does (∝ 1/h).
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median
from time import perf_counter

import numpy as np

from engine.inspection.exact import Exact, may_overflow
from engine.inspection.place import Place
from engine.inspection.snapshot import Snapshot
from engine.nn.gradient_check import crossings
from engine.nn.network import Network
from engine.nn.numerical import both_sides, relative_error
from engine.problem import Problem

TOLERANCE = 1e-7     # relative error up to which the two agree
FEW_DIGITS = 1e-3    # relative error from which a difference that h explains leaves too few digits to say anything
STEPS = 10.0 ** -np.arange(1, 13)


@dataclass(frozen=True, slots=True, eq=False)
class CellCheck:
    """Outcome of the check of one cell.

    Parameters
    ----------
    place
        The parameter's cell.
    analytic
        What backpropagation says, in float64 on an exact copy.
    stored
        What the iteration itself computed, in the network's dtype; None if it has not come so far, or was not asked.
    numeric
        (above − below) / 2h.
    above, below
        The two losses, with the cell h higher and h lower.
    h
        The step.
    relative_error
        |numeric − analytic| / (|numeric| + |analytic|), 0 if both are 0.
    crossed_units, crossed_samples
        How many units of ReLU switch between the two losses, and in how many samples of the minibatch one does.
    agrees
        None where the check says nothing: at a kink, below rounding, without a finite loss.
    verdict
        The outcome in words.
    """

    place: Place
    analytic: float
    stored: float | None
    numeric: float
    above: float
    below: float
    h: float
    relative_error: float
    crossed_units: int
    crossed_samples: int
    agrees: bool | None
    verdict: Problem

    @property
    def at_kink(self) -> bool:
        """Whether a unit crosses the kink of ReLU between the two losses, where there is no derivative."""
        return self.crossed_samples > 0

    @property
    def zero(self) -> bool:
        """Whether both say exactly 0."""
        return self.numeric == self.analytic == 0


@dataclass(frozen=True, slots=True, eq=False)
class ErrorCurve:
    """The relative error of one cell over the step h.

    Parameters
    ----------
    h, error, numeric : (k,) float64
        Step, relative error, and what the difference of the losses gives.
    analytic
        What backpropagation says.
    crossed : (k,) int
        Samples in which a unit crosses its kink between −h and +h.
    """

    h: np.ndarray
    error: np.ndarray
    numeric: np.ndarray
    analytic: float
    crossed: np.ndarray

    @property
    def at_kink(self) -> np.ndarray:
        """(k,) bool: where the check is meaningless."""
        return self.crossed > 0


@dataclass(frozen=True, slots=True, eq=False)
class ParameterCheck:
    """Outcome of the check of a sample of cells of one parameter.

    Parameters
    ----------
    name
        Of the parameter.
    cells : tuple of CellCheck
        Those that were looked at.
    size
        How many cells the parameter has.
    worst
        The cell that is furthest off: of those that disagree, or else of those that agree; None if there is neither.
    worst_error
        Its relative error.
    relative_error
        ‖numeric − analytic‖ / (‖numeric‖ + ‖analytic‖) over the cells that can be compared.
    compared, at_kink, zero
        Cells with an answer; cells left out at a kink; and cells, among those compared, whose gradient is exactly 0.
    agrees
        False if one cell disagrees; None if none could be compared.
    """

    name: str
    cells: tuple[CellCheck, ...]
    size: int
    worst: Place | None
    worst_error: float
    relative_error: float
    compared: int
    at_kink: int
    zero: int
    agrees: bool | None


@dataclass(frozen=True, slots=True)
class Cost:
    """What a whole gradient costs by the definition, and by backpropagation; medians of what was measured.

    Parameters
    ----------
    parameters
        How many there are.
    loss_seconds
        One loss of the minibatch.
    backprop_seconds
        Forward and backward: the whole gradient.
    numerical_seconds
        Two losses for every parameter.
    """

    parameters: int
    loss_seconds: float
    backprop_seconds: float
    numerical_seconds: float


class Checker:
    """Checks the gradient of one iteration. Several checks of the same iteration share what they have in common.

    Parameters
    ----------
    snapshot
        The iteration.
    network
        Another network whose gradient is checked on the same minibatch: a broken one. None: the iteration's own.
    """

    def __init__(self, snapshot: Snapshot, network: Network | None = None) -> None:
        self.exact = Exact.of(snapshot, network)
        self._stored = snapshot.values if network is None else {}

    def cell(self, place: Place, h: float = 1e-4) -> CellCheck:
        """Check one cell of a parameter; `place` may also name it by its gradient.

        Raises
        ------
        EngineError
            If there is no such cell.
        """
        name = self.exact.parameter(place)
        return self._checked(Place(name, tuple(place.index)), h)

    def curve(self, place: Place, hs: np.ndarray = STEPS) -> ErrorCurve:
        """The relative error of one cell over the step h."""
        found = [self.cell(place, float(h)) for h in hs]
        return ErrorCurve(
            np.array(hs, float), np.array([each.relative_error for each in found]),
            np.array([each.numeric for each in found]), found[0].analytic,
            np.array([each.crossed_samples for each in found]))

    def parameters(
        self, cells: int = 20, *, h: float = 1e-4, seed: int = 0, cancelled: Callable[[], bool] = lambda: False,
        progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> tuple[ParameterCheck, ...]:
        """Check some cells of every parameter. Cancelled, it returns the parameters that are done."""
        chosen = {name: list(self._some_cells(name, cells, seed)) for name in self.exact.network.params}
        total, done, found = sum(map(len, chosen.values())), 0, []
        for name, places in chosen.items():
            checks = []
            for place in places:
                if cancelled():
                    return tuple(found)
                checks.append(self._checked(place, h))
                done += 1
                progress(done, total)
            found.append(_summary(name, checks, self.exact.network.params[name].size))
        return tuple(found)

    def cost(self) -> Cost:
        """Measure what a gradient costs, both ways, here and now, in float64."""
        network, x, t = self.exact.network, self.exact.values["x"], self.exact.values["t"]
        count = sum(param.size for param in network.params.values())
        loss, backprop = _seconds(lambda: network.loss(x, t)), _seconds(lambda: network.gradient(x, t))
        return Cost(count, loss, backprop, 2 * count * loss)

    # --- one cell ------------------------------------------------------------------------------------------------

    @may_overflow
    def _checked(self, place: Place, h: float) -> CellCheck:
        above, below, numeric = self._difference(place, h)
        analytic = float(self.exact.gradients[place.name][place.index])
        stored = self._stored.get(f"d{place.name}")
        error = relative_error(np.float64(numeric), np.float64(analytic))
        crossed = crossings(self.exact.network, above, below)
        agrees, verdict = self._judged(place, h, analytic, numeric, error, crossed)
        return CellCheck(
            place, analytic, None if stored is None else float(stored[place.index]), numeric, float(above["L"]),
            float(below["L"]), h, error, *crossed, agrees, verdict)

    def _difference(self, place: Place, h: float) -> tuple[dict, dict, float]:
        """The values on both sides, and the central difference of their losses."""
        param = self.exact.network.params[place.name]
        above, below = both_sides(lambda: self.exact.values_with(place.name), param, place.index, h)
        return above, below, float((above["L"] - below["L"]) / (2 * h))

    def _judged(
        self, place: Place, h: float, analytic: float, numeric: float, error: float, crossed: tuple[int, int],
    ) -> tuple[bool | None, Problem]:
        """Whether the two agree, and the outcome in words."""
        if not (math.isfinite(numeric) and math.isfinite(analytic)):
            return None, Problem("The loss or its gradient is no finite number here, so nothing can be compared. "
                                 "Go back to an iteration before the run diverged.")
        if crossed != (0, 0):
            return None, _at_a_kink(crossed)
        if numeric == analytic == 0:
            return True, self._without_influence(place)
        if error <= TOLERANCE:
            return True, Problem("The two agree: relative error {error:.0e}. Backpropagation computes the derivative.",
                                 {"error": error})
        return self._judged_by_digits(place, h, analytic, numeric, error)

    def _judged_by_digits(
        self, place: Place, h: float, analytic: float, numeric: float, error: float,
    ) -> tuple[bool | None, Problem]:
        """The same where they differ: can the numeric one be trusted to so many digits?"""
        rounding, size = self._rounding(h), max(abs(numeric), abs(analytic))
        bend = self._bend(place, h, numeric) if size > rounding else 0.0
        told = size > rounding and bend < size / 10
        if told and abs(numeric - analytic) > 2 * (rounding + bend):  # twice, for both are no more than estimates
            return False, Problem(
                "The two disagree: relative error {error:.0e}. Look at the backward of {layer}, and of the layers "
                "behind it that its gradient has come through.", {"error": error, "layer": f"Affine{place.name[1:]}"})
        if error <= FEW_DIGITS:
            return True, Problem(
                "The two agree as far as h = {h:g} can tell: relative error {error:.0e}, which rounding and the "
                "curve of the loss explain.", {"h": h, "error": error})
        if rounding >= bend:
            return None, Problem(
                "Too small to tell: with h = {h:g} the rounding of the two losses may come to {rounding:.0e}, where "
                "the derivative is {size:.0e}. A larger h shows more digits.",
                {"h": h, "rounding": rounding, "size": size})
        return None, Problem("With h = {h:g} the curve of the loss leaves the numeric value hardly a right digit. Try "
                             "a smaller h.", {"h": h})

    def _rounding(self, h: float) -> float:
        """How far the rounding of the losses can put the numeric derivative off."""
        return self.exact.rounding / h

    def _bend(self, place: Place, h: float, numeric: float) -> float:
        """How far the curve of the loss puts it off: an error ∝ h² loses three quarters of itself with half of h."""
        return 4 / 3 * abs(numeric - self._difference(place, h / 2)[2])

    def _without_influence(self, place: Place) -> Problem:
        """Why moving this cell changes nothing at all, in words."""
        before = self.exact.network.input_name(int(place.name[1:]))
        if len(place.index) == 2 and not self.exact.values[before][:, place.index[0]].any():
            return _nothing_came_in(before, place.index[0])
        return Problem("Both are exactly 0: the unit behind it was silent in every sample in which it could have "
                       "counted, so it had no influence on the loss.")

    # --- which cells ---------------------------------------------------------------------------------------------

    def _some_cells(self, name: str, cells: int, seed: int) -> Iterator[Place]:
        """A seeded choice: three quarters of it where the gradient is not 0, as far as there are such cells."""
        gradient = self.exact.gradients[name]
        chosen = np.arange(gradient.size)
        if gradient.size > cells:
            rng = np.random.default_rng([seed, *name.encode()])
            telling = np.flatnonzero(gradient)
            telling = rng.choice(telling, min(len(telling), -(-3 * cells // 4)), replace=False)
            others = np.delete(chosen, telling)
            chosen = np.concatenate([telling, rng.choice(others, cells - len(telling), replace=False)])
        for flat in np.sort(chosen):
            yield Place(name, tuple(int(i) for i in np.unravel_index(flat, gradient.shape)))


def _nothing_came_in(name: str, unit: int) -> Problem:
    values = {"cell": f"{name}[:, {unit}]"}
    if name == "x":
        return Problem("Both are exactly 0: the pixel {cell} is blank in every sample, so this weight has nothing to "
                       "pass on.", values)
    return Problem("Both are exactly 0: the unit {cell} is silent in every sample, so this weight has nothing to pass "
                   "on.", values)


def _at_a_kink(crossed: tuple[int, int]) -> Problem:
    units, samples = crossed
    return Problem(
        "At a kink: from one loss to the other ReLU switches between silent and active (units: {units}, samples: "
        "{samples}). There is no derivative to compare with; try a smaller h.", {"units": units, "samples": samples})


def _summary(name: str, checks: list[CellCheck], size: int) -> ParameterCheck:
    """What the cells of one parameter come to."""
    compared = [each for each in checks if each.agrees is not None]
    wrong = [each for each in compared if not each.agrees]
    worst = max(wrong or compared, key=lambda each: each.relative_error, default=None)
    numeric, analytic = (np.array([getattr(each, which) for each in compared]) for which in ("numeric", "analytic"))
    return ParameterCheck(
        name, tuple(checks), size, worst and worst.place, worst.relative_error if worst else 0.0,
        relative_error(numeric, analytic), len(compared), sum(each.at_kink for each in checks),
        sum(each.zero for each in compared), None if not compared else not wrong)


def where_it_is(checks: tuple[ParameterCheck, ...], network: Network) -> Problem:
    """What the checks of all parameters say together: all is right, or in which backward the mistake must be.

    On the way back everything behind a mistake is right and everything in front of it may be wrong, so it is where
    the first wrong gradient appears.
    """
    wrong = {each.name for each in checks if each.agrees is False}
    if not wrong:
        return Problem("Every gradient that could be compared is right.")
    last = max(int(name[1:]) for name in wrong)
    if f"W{last}" not in wrong:
        return Problem("b{number} is wrong, but W{number} is right: look at db in the backward of Affine{number}.",
                       {"number": last})
    if last == network.depth:
        return Problem("All is wrong from the start of the way back: look at the backward of Softmax+Loss, and of "
                       "Affine{number}.", {"number": last})
    return Problem("Affine{behind} is right, Affine{number} is wrong: look at d{z} in the backward of Affine{behind}, "
                   "and at the backward of {activation}{number}.",
                   {"behind": last + 1, "number": last, "z": f"z{last}", "activation": network.activation.title})


@may_overflow
def _seconds(f: Callable[[], object], enough: float = 0.1) -> float:
    """The median time of f: of three to eleven runs."""
    times = []
    while len(times) < 3 or (len(times) < 11 and sum(times) < enough):
        start = perf_counter()
        f()
        times.append(perf_counter() - start)
    return median(times)


# --- in one call --------------------------------------------------------------------------------------------------


def check_cell(snapshot: Snapshot, place: Place, h: float = 1e-4, network: Network | None = None) -> CellCheck:
    """Check one cell: see `Checker`."""
    return Checker(snapshot, network).cell(place, h)


def error_curve(snapshot: Snapshot, place: Place, hs: np.ndarray = STEPS, network: Network | None = None) -> ErrorCurve:
    """The relative error of one cell over the step h: see `Checker`."""
    return Checker(snapshot, network).curve(place, hs)


def check_parameters(
    snapshot: Snapshot, cells: int = 20, *, network: Network | None = None, seed: int = 0,
    cancelled: Callable[[], bool] = lambda: False, progress: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[ParameterCheck, ...]:
    """Check some cells of every parameter: see `Checker`."""
    return Checker(snapshot, network).parameters(cells, seed=seed, cancelled=cancelled, progress=progress)


def cost_of_gradient(snapshot: Snapshot) -> Cost:
    """Measure what a gradient costs by the definition and by backpropagation: see `Checker`."""
    return Checker(snapshot).cost()
