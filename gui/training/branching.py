"""Where a run goes back and on another way, the way that it leaves is a run of its own: nothing of it is lost."""

from typing import Any

from engine.runs.run import run_of
from engine.training.record.history import History
from engine.training.trainer import Trainer
from gui.training.reports import WholeRun


class Branching:
    """Knows what is recorded of one run and of no other.

    What was left once is left once only, whatever else is tried at that place before the run goes on from there.
    """

    def __init__(self) -> None:
        self._known = 0  # iterations recorded that a run which was left has, too

    def left_by(self, trainer: Trainer, name: str, value: object) -> WholeRun | None:
        """The run as it is, if with this change iterations would be lost that no other has. The change comes next."""
        first, recorded = trainer.changes_from(name, value), trainer.history.count
        if first is None or first >= recorded:
            return None
        is_new, self._known = recorded > self._known, first
        return whole_run(trainer, left_at=first - 1) if is_new else None


def whole_run(trainer: Trainer, left_at: int | None = None, **words: Any) -> WholeRun:
    """All that there is to the run as it is now; where it is left, with curves that end with it.

    `words` are for `run_of`.
    """
    run = run_of(trainer, **words)
    history = trainer.history if left_at is None else History.of(run.course.losses, run.course.accuracies)
    return WholeRun(trainer.settings(), history, run, left_at)
