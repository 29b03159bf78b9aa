"""The gradient check, cell by cell: whether backpropagation says what the definition of a derivative says.

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

from engine.inspection.frozen.snapshot import Snapshot
from engine.inspection.place import Place
from engine.inspection.proof.exact_copy import Exact, may_overflow
from engine.inspection.proof.influence import factors, inputs, why_zero
from engine.inspection.proof.verdict import Evidence, judge
from engine.inspection.written import central_difference
from engine.nn.gradient_check import crossings
from engine.nn.network import Network
from engine.nn.numerical import both_sides, relative_error
from engine.problem import EngineError, Problem

LONGEST = 100.0
WELL = 1e-5  # relative error up to which a cell counts as agreeing well
FEW = 3  # cells that must agree, and not be 0, before a parameter is called right; 1 where all were looked at
STEPS = 10.0 ** -np.arange(1, 13)


@dataclass(frozen=True, slots=True, eq=False)
class CellCheck:
    """Outcome of the check of one cell.

    Parameters
    ----------
    place, symbol
        The parameter's cell, and what such a parameter is called in any layer.
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
    symbol: str = ""

    @property
    def at_kink(self) -> bool:
        """Whether a unit crosses the kink of ReLU between the two losses, where there is no derivative."""
        return self.crossed_samples > 0

    @property
    def written(self) -> tuple[str, str, str, str, str]:
        """above, below, numeric, analytic and relative error, so that (above − below) / 2h comes out by hand."""
        return central_difference(self.above, self.below, self.h, self.numeric, self.analytic, self.relative_error)

    @property
    def zero(self) -> bool:
        """Whether both say exactly 0."""
        return self.numeric == self.analytic == 0

    @property
    def finite(self) -> bool:
        """Whether there are two numbers to compare."""
        return math.isfinite(self.numeric) and math.isfinite(self.analytic)


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

    @property
    def why_empty(self) -> Problem | None:
        """Why there is no error to be drawn at any step, in words; None: there is one."""
        if (self.error > 0).any():
            return None
        if not (np.isfinite(self.analytic) and np.isfinite(self.numeric).all()):
            return Problem("The loss or its gradient is no finite number with any h.")
        return Problem("No error with any h: both are exactly 0.") if not self.numeric.any() else None


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
    complete
        Of a W: units for which the cells that agree well together have an input in every sample. Had the gradient of
        such a unit been grossly wrong in a single sample, it would have shown.
    agrees
        False if one cell disagrees; True if some agree that are not 0; None if there are too few of those, for two
        zeros agree whatever the backward does.
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
    complete: frozenset[int]
    agrees: bool | None

    @property
    def telling(self) -> int:
        """How many cells could be compared and are not 0."""
        return self.compared - self.zero


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
            If there is no such cell, or if `h` is no step.
        """
        name = self.exact.parameter(place)
        if not 0 < h <= LONGEST:
            raise EngineError("The step h is {h}; choose a number above 0 and at most {longest:g}, as 1e-4.", h=h,
                              longest=LONGEST)
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
        total, done = sum(map(len, chosen.values())), 0
        found: list[ParameterCheck] = []
        for name, places in chosen.items():
            checks = []
            for place in places:
                if cancelled():
                    return tuple(found)
                checks.append(self._checked(place, h))
                done += 1
                progress(done, total)
            found.append(_summary(name, checks, self.exact))
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
        gradient = self.exact.network.variables.gradient(place.name)
        stored = self._stored.get(gradient.name)
        error = relative_error(np.float64(numeric), np.float64(analytic))
        crossed = crossings(self.exact.network, above, below)
        agrees, verdict = judge(Evidence(
            place, analytic, numeric, error, h, crossed, self._is_on_kink(above, below), self.exact.rounding / h,
            lambda: self._bend(place, h, numeric), lambda: why_zero(self.exact, place),
            self.exact.network.variables.made_by(gradient.name).node))
        return CellCheck(
            place, analytic, None if stored is None else float(stored[place.index]), numeric, float(above["L"]),
            float(below["L"]), h, error, *crossed, agrees, verdict, gradient.of.symbol)

    def _difference(self, place: Place, h: float) -> tuple[dict, dict, float]:
        """The values on both sides, and the central difference of their losses."""
        param = self.exact.network.params[place.name]
        above, below = both_sides(lambda: self.exact.values_with(place.name), param, place.numbers, h)
        return above, below, float((above["L"] - below["L"]) / (2 * h))

    def _bend(self, place: Place, h: float, numeric: float) -> float:
        """How far the curve of the loss puts it off: an error ∝ h² loses three quarters of itself with half of h."""
        return 4 / 3 * abs(numeric - self._difference(place, h / 2)[2])

    def _is_on_kink(self, above: dict, below: dict) -> bool:
        """Whether a unit that switches between the two stands exactly on its kink."""
        return any((((above[name] > 0) != (below[name] > 0)) & (self.exact.values[name] == 0)).any()
                   for name in self.exact.network.kinks)

    # --- which cells ---------------------------------------------------------------------------------------------

    def _some_cells(self, name: str, cells: int, seed: int) -> Iterator[Place]:
        """A seeded choice: three quarters of it where the gradient is not 0, as far as there are such cells.

        Among them is one unit of which all is looked at: b, and of W as many inputs as it takes to see every sample.
        """
        gradient = self.exact.gradients[name]
        chosen = np.arange(gradient.size)
        if gradient.size > cells:
            rng = np.random.default_rng([seed, *name.encode()])
            telling = -(-3 * cells // 4)
            first = np.array(self._one_unit(name)[:telling], int)
            others = np.setdiff1d(np.flatnonzero(gradient), first)
            first = np.append(first, rng.choice(others, min(len(others), telling - len(first)), replace=False))
            others = np.setdiff1d(chosen, first)
            chosen = np.append(first, rng.choice(others, cells - len(first), replace=False))
        for flat in np.sort(chosen):
            yield Place(name, tuple(int(i) for i in np.unravel_index(flat, gradient.shape)))

    def _one_unit(self, name: str) -> list[int]:
        """Where, counted flat, the gradient of the layer's unit with the largest db is seen in all samples."""
        exact, gradient = self.exact, self.exact.gradients[name]
        x, da = factors(exact, name)
        sums = [each for each in exact.network.params if factors(exact, each) == (None, da)]  # b, if there is one
        summed = exact.gradients[sums[0]] if sums else exact.values[da.name].sum(axis=0)
        unit = int(np.nan_to_num(np.abs(summed)).argmax())
        if gradient.ndim == 1:
            return [unit]
        if gradient.ndim > 2:
            return []  # a kernel meets every sample in many places
        seen = (exact.values[x.name] != 0) & (gradient[:, unit] != 0)  # (N, D)
        found, unseen = [], np.ones(len(seen), bool)
        while (seen & unseen[:, np.newaxis]).any():
            row = int((seen & unseen[:, np.newaxis]).sum(axis=0).argmax())
            found.append(row * gradient.shape[1] + unit)
            unseen &= ~seen[:, row]
        return found


def _summary(name: str, checks: list[CellCheck], exact: Exact) -> ParameterCheck:
    """What the cells of one parameter come to."""
    compared = [each for each in checks if each.agrees is not None]
    wrong = [each for each in compared if not each.agrees]
    telling = [each for each in compared if not each.zero]
    size = exact.network.params[name].size
    worst = max(wrong or compared, key=lambda each: each.relative_error, default=None)
    numeric, analytic = (np.array([getattr(each, which) for each in compared]) for which in ("numeric", "analytic"))
    return ParameterCheck(
        name, tuple(checks), size, worst.place if worst else None, worst.relative_error if worst else 0.0,
        relative_error(numeric, analytic), len(compared), sum(each.at_kink for each in checks),
        len(compared) - len(telling), _complete(telling, exact),
        False if wrong else True if len(telling) >= (FEW if size > len(checks) else 1) else None)


def _complete(telling: list[CellCheck], exact: Exact) -> frozenset[int]:
    """Units of which every sample has an input in one of these cells of W that agree well."""
    seen: dict[int, np.ndarray] = {}
    well = (each.place for each in telling if each.agrees and each.relative_error <= WELL)
    for place in (each for each in well if len(each.index) == 2):
        unit = place.numbers[1]
        seen[unit] = seen.get(unit, False) | (inputs(exact, place) != 0)
    return frozenset(unit for unit, samples in seen.items() if samples.all())


@may_overflow
def _seconds(f: Callable[[], object], enough: float = 0.1) -> float:
    """The median time of f: of three to eleven runs."""
    times: list[float] = []
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
