"""What the pages of proof ask the engine about one frozen iteration. Called outside the window's thread."""

from collections.abc import Callable

import numpy as np

from engine.inspection.frozen.snapshot import Snapshot
from engine.inspection.place import Place
from engine.inspection.proof.breakage import broken
from engine.inspection.proof.check import STEPS, CellCheck, Checker, Cost, ErrorCurve, ParameterCheck
from engine.inspection.proof.effect import UpdateEffect, effect_of_update

CELLS, FEWER_CELLS = 20, 6  # of each parameter, where all are checked
LARGE = 300_000  # parameters from which on a loss takes so long that fewer cells are checked


def parameter_place(place: Place | None, snapshot: Snapshot | None) -> Place | None:
    """The cell of a parameter that `place` is, or is gradient or new value of; None if it is of no parameter."""
    found = None if place is None or snapshot is None else snapshot.variables.parameter(place.name)
    return Place(found.name, tuple(place.index)) if found is not None and None not in place.index else None


class CellQuestions:
    """Questions about single cells. They share one exact copy of the network, so one thread alone may ask them."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._checker: Checker | None = None

    def check(self, place: Place, h: float) -> CellCheck:
        """The check of one cell."""
        return self._made().cell(place, h)

    def curve(self, place: Place, cancelled: Callable[[], bool]) -> ErrorCurve | None:
        """The error over the step; None if it was broken off."""
        pieces = []
        for h in STEPS:
            if cancelled():
                return None
            pieces.append(self._made().curve(place, np.array([h])))
        joined = (np.concatenate([getattr(each, which) for each in pieces]) for which in ("h", "error", "numeric"))
        return ErrorCurve(*joined, pieces[0].analytic, np.concatenate([each.crossed for each in pieces]))

    def effect(self, cancelled: Callable[[], bool]) -> UpdateEffect | None:
        """What the update did to the loss; None if it was broken off."""
        return effect_of_update(self._snapshot, cancelled=cancelled)

    def cost(self) -> Cost:
        """What a gradient costs, both ways."""
        return self._made().cost()

    def _made(self) -> Checker:
        if self._checker is None:
            self._checker = Checker(self._snapshot)
        return self._checker


def check_all(
    snapshot: Snapshot, name: str | None, cancelled: Callable[[], bool], progress: Callable[[int, int], None],
) -> tuple[ParameterCheck, ...]:
    """The check of some cells of every parameter; with the breakage called `name`, if one is named."""
    network = None if name is None else broken(snapshot.network, name)
    large = sum(param.size for param in snapshot.network.params.values()) >= LARGE
    cells = FEWER_CELLS if large else CELLS
    return Checker(snapshot, network).parameters(cells, cancelled=cancelled, progress=progress)
