"""A run, whole: what is saved of it, what a script is made from, what can be gone on with or visited again."""

from dataclasses import dataclass
from typing import Any

from engine.data.dataset import Dataset
from engine.training.config import TrainingConfig
from engine.training.course import Course
from engine.training.trainer import Trainer


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """All that there is to a run. Nothing in it changes any more, so that another thread may do with it what it likes.

    Parameters
    ----------
    config, dataset, course
        What a trainer knows of it.
    note
        What the learner wrote beside it.
    comment
        What a teacher wrote.
    breakpoints
        Where it is to stop: plain data, as JSON has them.
    """

    config: TrainingConfig
    dataset: Dataset
    course: Course
    note: str = ""
    comment: str = ""
    breakpoints: tuple = ()

    def trainer(self) -> Trainer:
        """A trainer of its own that stands where the run was left, for any thread to go on with."""
        trainer = Trainer(self.config, self.dataset)
        trainer.resume(self.course)
        return trainer


def run_of(trainer: Trainer, **words: Any) -> Run:
    """The run of a trainer as it is now, with these words beside it: note, comment, breakpoints."""
    return Run(trainer.config, trainer.dataset, trainer.course(), **words)
