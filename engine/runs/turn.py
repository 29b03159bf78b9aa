"""One run of a queue: trained from its beginning to its end, or to where it goes wrong or is broken off."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from engine.data.dataset import Dataset
from engine.problem import Problem
from engine.runs.run import Run, run_of
from engine.training.config import TrainingConfig
from engine.training.evaluation import Evaluation
from engine.training.record.history import AccuracyPoint, History
from engine.training.run_settings import RunSettings
from engine.training.trainer import Trainer

AT_A_TIME = 16  # iterations between two looks at whether to go on


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """What became of a run.

    Parameters
    ----------
    settings, history, run
        As of any run: what its updates were made with, its curves, and what it can be gone on with from.
    measured
        The accuracies of the network as it stands at the end, which need not be the end of an epoch.
    seconds
        How long it was trained, its evaluations among it.
    problem
        What went wrong, if anything did.
    """

    settings: RunSettings
    history: History
    run: Run
    measured: AccuracyPoint | None
    seconds: float
    problem: Problem | None


def train_in_turn(
    config: TrainingConfig, dataset: Dataset, *, begun: Callable[[History], None],
    cancelled: Callable[[], bool], progress: Callable[[int, int], None],
) -> Turn:
    """Train a network of this config, and tell what became of it, also where it was cancelled.

    Parameters
    ----------
    begun
        Is handed the curves, which grow from then on.
    cancelled
        Asked after each iteration whether to break off.
    progress
        Told how many iterations are done, of how many.
    """
    start = time.perf_counter()
    trainer = Trainer(config, dataset)
    begun(trainer.history)
    problem = None
    while problem is None and not cancelled() and (
            trainer.iteration < config.iterations or trainer.evaluation is not None):
        trainer.advance(min(AT_A_TIME, config.iterations - trainer.iteration), interrupted=cancelled)
        progress(trainer.iteration, config.iterations)
        problem = _problem_of(trainer)
    measured = _measured(trainer, cancelled)
    seconds = time.perf_counter() - start
    return Turn(trainer.settings(), trainer.history, run_of(trainer), measured, seconds, problem)


def _problem_of(trainer: Trainer) -> Problem | None:
    """What has gone wrong; the run stands then where all was well, as one in the window does."""
    found = trainer.divergence
    if found is None:
        return None
    trainer.go_to(found.last_good)
    return found.problem


def _measured(trainer: Trainer, cancelled: Callable[[], bool]) -> AccuracyPoint | None:
    evaluation = Evaluation(trainer.network, trainer.dataset)
    while not evaluation.done:
        if cancelled():
            return trainer.history.accuracy_at(trainer.iteration)
        evaluation.run_chunk()
    return AccuracyPoint(trainer.epoch, trainer.iteration, *evaluation.accuracies)
