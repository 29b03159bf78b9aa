"""What if one number were another? Change it, and see what becomes of all that is computed from it.

One sample is looked at alone, N = 1, in float64 on a copy: training never notices. Beside the true change of its loss
stands what the gradient had predicted: gradient × change.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine.inspection.frozen.arrays import frozen
from engine.inspection.frozen.snapshot import Snapshot
from engine.inspection.place import Place
from engine.inspection.proof.exact_copy import Exact, check_index, may_overflow
from engine.inspection.written import difference
from engine.nn import functions
from engine.nn.operations import LOG_Y
from engine.problem import EngineError, Problem
from engine.typed_numbers import real_number


@dataclass(frozen=True, slots=True)
class Change:
    """One number that was changed.

    Parameters
    ----------
    place
        A cell of a parameter or of x, or of t where the label was changed.
    before, after
        Its value.
    gradient
        Of the loss of this sample with respect to it, where it was.
    """

    place: Place
    before: float
    after: float
    gradient: float

    @property
    def predicted(self) -> float:
        """gradient × change: how the loss of this sample would change if it were a straight line."""
        return self.gradient * (self.after - self.before)


class WhatIf:
    """A place to try things out on one sample of a minibatch. Nothing of it touches the network in training.

    L is the loss of this sample alone, and so is every gradient here: see `about`.

    Parameters
    ----------
    snapshot
        The iteration: its parameters and its minibatch.
    row
        Which sample of the minibatch.

    Raises
    ------
    EngineError
        If there is no such row, or if it is a drawing without a label.
    """

    @may_overflow
    def __init__(self, snapshot: Snapshot, row: int = 0) -> None:
        check_index(Place("x", (row, 0)), snapshot.values["x"].shape)
        self.row = row
        self._count = snapshot.batch_size
        self._exact = Exact.of(snapshot, rows=slice(row, row + 1))
        self._largest = float(np.finfo(snapshot.network.dtype).max)
        self._pixel_gradients = self._exact.with_dx["dx"]
        self._class_losses = _loss_of_each_class(self._exact)
        self._before = frozen({**self._exact.values, "dx": self._pixel_gradients})
        self._changes: dict[Place, Change] = {}
        self._after = self._before

    # --- what is tried ---------------------------------------------------------------------------------------------

    def set(self, place: Place, value: float | str) -> None:
        """Give one parameter, or one pixel x[row, j], another value. Any finite number is allowed.

        Raises
        ------
        EngineError
            If there is no such cell, or the value is no finite number. Nothing is changed then.
        """
        number = _finite(place, value)
        array, index = self._cell(place)
        place = Place(place.name, tuple(place.index))
        kept = self._changes.get(place)
        before = kept.before if kept else float(array[index])
        array[index] = number
        self._note(Change(place, before, number, self.gradient(place)))
        self._run()

    def set_label(self, label: int) -> None:
        """Let the right answer be another class.

        Raises
        ------
        EngineError
            If there is no such class.
        """
        t = self._exact.values["t"]
        if isinstance(label, bool) or not isinstance(label, (int, np.integer)) or not 0 <= label < t.shape[1]:
            raise EngineError("The label is {label}; choose a class from 0 to {last}.", label=label,
                              last=t.shape[1] - 1)
        t[0] = np.arange(t.shape[1]) == label
        for k in range(t.shape[1]):
            place = Place("t", (self.row, k))
            self._note(Change(place, float(self._before["t"][0, k]), float(t[0, k]), self.gradient(place)))
        self._run()

    def reset(self) -> None:
        """Take back all changes, exactly."""
        for place, change in self._changes.items():
            array, index = self._cell(place)
            array[index] = change.before
        self._changes = {}
        self._after = self._before

    # --- what comes of it ------------------------------------------------------------------------------------------

    @property
    def about(self) -> Problem:
        """Which loss all of this is about, in words."""
        if self._count == 1:
            return Problem("L is the loss of this sample.")
        return Problem("L is the loss of sample {row} of the minibatch alone. The loss that training uses is the mean "
                       "over all {count} samples.", {"row": self.row, "count": self._count})

    @property
    def before(self) -> Mapping[str, np.ndarray]:
        """All values of this sample as they are, N = 1: x, t, a1, ..., y, L, and their gradients. Read-only."""
        return self._before

    @property
    def after(self) -> Mapping[str, np.ndarray]:
        """Its values as they would be, from x and t to L. Read-only."""
        return self._after

    @property
    def label(self) -> int:
        """The class that counts as right at the moment."""
        return int(self._exact.values["t"][0].argmax())

    @property
    def changes(self) -> tuple[Change, ...]:
        """What is different at the moment, in the order in which it was first changed."""
        return tuple(self._changes.values())

    def gradient(self, place: Place) -> float:
        """∂L/∂ a parameter, a pixel x[row, j] or a target t[row, k], for the loss of this sample, before any change."""
        index = self._cell(place)[1]
        if place.name == "x":
            return float(self._pixel_gradients[index])
        if place.name == "t":  # L = Σ t·(−log y), so it is the loss that this class would have as the right one
            return float(self._class_losses[index[1]])
        return float(self._exact.gradients[place.name][index])

    @property
    def predicted(self) -> float:
        """What the gradient says that all changes together do to L: the sum of gradient × change."""
        return sum(change.predicted for change in self.changes)

    @property
    @may_overflow
    def true(self) -> float:
        """What they do to it: L after − L before. May be infinite or NaN."""
        return float(self._after["L"] - self._before["L"])

    @property
    def written(self) -> tuple[str, str, str]:
        """L before, L after and the change, written so that after − before comes out by hand."""
        return difference(float(self._before["L"]), float(self._after["L"]), fewest=6)

    @property
    def note(self) -> Problem | None:
        """What there is to say where numbers have grown out of bounds; None: all is well."""
        if not self._changes:
            return None
        if not math.isfinite(self._before["L"]):
            return Problem("The loss of this sample is no finite number even without a change: the run has diverged. "
                           "Go back to an iteration before that.")
        for name, value in self._after.items():
            if not np.isfinite(value).all():
                return Problem(
                    "These changes lead out of what numbers can hold: {name} is the first that is not finite. L is "
                    "{loss}; a smaller change, or Restore, leads back.",
                    {"name": name, "loss": float(self._after["L"])})
        sizes = [abs(change.after) for change in self.changes] + [np.abs(each).max() for each in self._after.values()]
        if max(sizes) > self._largest:
            return Problem("In the type of numbers that this network is trained with ({largest:.1e} at most), this "
                           "would be infinite; here it is computed in float64.", {"largest": self._largest})
        return None

    # --- how -------------------------------------------------------------------------------------------------------

    def _cell(self, place: Place) -> tuple[np.ndarray, tuple[int, ...]]:
        """The array of the copy that holds `place`, and where in it."""
        if place.name not in ("x", "t"):
            name = self._exact.parameter(place)
            if name != place.name:
                said = self._exact.words.can_be_changed
                raise EngineError(said.text, place=place, name=name)
            return self._exact.network.params[name], place.numbers
        array = self._exact.values[place.name]
        check_index(place, (self._count, array.shape[1]))
        if place.index[0] != self.row:
            raise EngineError("{place} belongs to another sample than the one shown, which is number {row} of the "
                              "minibatch. Choose that sample first.", place=place, row=self.row)
        return array, (0, place.numbers[1])

    def _note(self, change: Change) -> None:
        """Remember a change, or forget it if the number is back where it was."""
        if change.after == change.before:
            self._changes.pop(change.place, None)
        else:
            self._changes[change.place] = change

    @may_overflow
    def _run(self) -> None:
        """Forward once more, with the numbers as they stand."""
        exact = self._exact
        self._after = frozen(exact.network.forward_values(
            exact.values["x"], exact.values["t"], exact.drawn))


def _finite(place: Place, value: float | str) -> float:
    """`value` as a number; typed in, it is read as every number that is typed."""
    try:
        number = real_number(value) if isinstance(value, str) else float(value)
    except (TypeError, OverflowError):
        number = None
    if isinstance(number, Problem) and "other" in number.values:
        raise EngineError(number.text, **number.values)
    if not isinstance(number, float):
        raise EngineError("{place}: {value} is not a number. Type one such as 0.25 or -1e-3.", place=place,
                          value=value)
    if not math.isfinite(number):
        raise EngineError("{place}: {value} is not a finite number. Type one such as 0.25 or -1e-3.", place=place,
                          value=value)
    return number


def _loss_of_each_class(exact: Exact) -> np.ndarray:
    """(C,): the loss that the one sample would have if this class were the right one."""
    classes = np.eye(exact.network.sizes[-1])
    return functions.losses(np.repeat(exact.values[LOG_Y], len(classes), axis=0), classes)
