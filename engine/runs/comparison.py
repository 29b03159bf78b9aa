"""Runs compared: their figures, what differs between their settings, and what they have in common at the start."""

from collections.abc import Iterable
from dataclasses import dataclass

from engine.training.config import HYPERPARAMETERS, TrainingConfig
from engine.training.record.history import SMOOTHED, AccuracyPoint, History
from engine.training.run_settings import RunSettings

Value = tuple[tuple[int, object], ...]  # since which iteration, what


@dataclass(frozen=True, slots=True)
class Figures:
    """Of a run: how far it is recorded, the loss there (the mean of the last 60), and accuracies; None where unknown.

    Parameters
    ----------
    train, test
        The accuracies that were measured last.
    best_test
        The best test accuracy that was measured.
    measured_at
        The iteration that the last ones are of.
    """

    iterations: int
    loss: float | None
    train: float | None
    test: float | None
    best_test: float | None
    measured_at: int | None


def figures(history: History, measured: AccuracyPoint | None = None) -> Figures:
    """The figures of a run; `measured`: accuracies that are known beside those at the ends of epochs."""
    points = sorted((*history.accuracies(), *([] if measured is None else [measured])), key=lambda each: each.iteration)
    last = points[-1] if points else None
    return Figures(
        max(history.count - 1, 0), history.mean_loss(SMOOTHED), None if last is None else last.train,
        None if last is None else last.test, max((point.test for point in points), default=None),
        None if last is None else last.iteration)


def setting(settings: RunSettings, name: str) -> Value:
    """What a run had of a hyperparameter, each with the iteration from which on: of most there is one value."""
    return ((1, settings.iterations),) if name == "iterations" else settings.of(name)


def differing(runs: Iterable[RunSettings]) -> tuple[str, ...]:
    """The hyperparameters of which not all runs have the same; how far they were to go is no part of how they learn."""
    runs = tuple(runs)
    return tuple(name for name in HYPERPARAMETERS
                 if name != "iterations" and len({setting(run, name) for run in runs}) > 1)


def shared_start(one: TrainingConfig, other: TrainingConfig) -> tuple[bool, bool]:
    """Whether two runs have the same seed and, from it, the same first weights, and the same minibatches."""
    def same(*names: str) -> bool:
        return all(getattr(one, name) == getattr(other, name) for name in ("seed", "dataset", *names))

    return same("hidden_sizes", "weight_init", "dtype"), same("batch_size", "images", "validation")
