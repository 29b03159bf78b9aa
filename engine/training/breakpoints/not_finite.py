"""Which operation of an iteration makes the first value that is not finite."""

import numpy as np

from engine.nn.operations import LOG_Y
from engine.problem import Problem
from engine.training.breakpoints.conditions import is_finite
from engine.training.iteration import LOSS_AFTER
from engine.training.trainer import Trainer


@np.errstate(all="ignore")
def stand_where_it_was_made(trainer: Trainer) -> Problem | None:
    """Run the last iteration again, operation by operation, to just after the one that made such a value.

    Returns
    -------
    Problem or None
        Which operation it was, and what it made; None if there is none in that iteration.
    """
    last = trainer.iteration
    trainer.go_to(last - 1)
    while trainer.iteration < last:
        operation = trainer.run_operation()
        arrays = {**trainer.values, **trainer.arrays()}
        made = {name: arrays[name] for name in operation.writes if name in arrays}
        if LOSS_AFTER in made:
            made = _on_the_way(trainer)
        name = next((name for name, value in made.items() if not is_finite(value)), None)
        if name is not None:
            return _said(last, operation.name, name, np.asarray(made[name]))
    return None


def _on_the_way(trainer: Trainer) -> dict[str, np.ndarray]:
    """What the loss after the update is computed from, in order: it is the first to use what was updated."""
    network, values = trainer.network.in_evaluation, dict(trainer.values)
    found = {}
    for operation in network.forward_operations:
        operation.run(values)
        found.update({f"{name} new": values[name] for name in operation.writes if name != LOG_Y})
    return {**found, LOSS_AFTER: trainer.values[LOSS_AFTER]}


def _said(iteration: int, operation: str, name: str, array: np.ndarray) -> Problem:
    bad = ~np.isfinite(array)
    return Problem(
        "“{operation}” of iteration {iteration:,} made the first value that is not finite: {count:,} of {all:,} in "
        "{name}, {nan:,} of them NaN.", {
            "operation": operation, "iteration": iteration, "name": name, "count": int(bad.sum()),
            "all": array.size, "nan": int(np.isnan(array).sum())})
