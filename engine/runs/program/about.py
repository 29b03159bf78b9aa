"""What a program says of the run that it came from, to whoever opens it."""

import platform
from dataclasses import replace

import numpy as np

from engine.runs.results import loss_text
from engine.training.config import HYPERPARAMETERS
from engine.training.run_settings import RunSettings
from engine.training.trainer import Trainer

TITLE = "A training run of Backprop Lab"


def introduction(what: str) -> tuple[str, ...]:
    """Its title, and what it does; `what` it is, as "a program"."""
    return (
        f"{TITLE}, as {what} of its own: Python and numpy are all that it needs.",
        "It computes with the very lines that the run was computed with, and prints the same losses: to the last digit "
        "on the same kind of processor with the same numpy, and nearly the same ones elsewhere.")


def recorded(trainer: Trainer) -> RunSettings:
    """What the recorded updates were made with, and how many they are; of a run that has none what it is to be."""
    settings = trainer.settings()
    return replace(settings, iterations=trainer.history.count - 1 or settings.iterations)


def about(trainer: Trainer) -> dict[str, str]:
    """The settings of the run, its first and last loss, and what it was computed with."""
    settings = recorded(trainer)
    found = {declared.label: ", ".join(
        f"from iteration {first} on {words}" if first > 1 else words
        for first, words in ((first, _words(declared.kind.words(value))) for first, value in settings.of(name)))
        for name, declared in HYPERPARAMETERS.items()}
    found[HYPERPARAMETERS["dataset"].label] = trainer.dataset.title
    found[HYPERPARAMETERS["iterations"].label] = str(settings.iterations)
    last = trainer.history.count - 1
    for each in sorted({min(1, last), last} - {0}):
        found[f"Loss after {each}"] = loss_text(trainer, each)
    return {**found, "Computed with": versions()}


def _words(shown: object) -> str:
    return ", ".join(map(str, shown)) or "none" if isinstance(shown, tuple) else str(shown)


def versions() -> str:
    """What the last digits depend on."""
    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    return (f"Python {platform.python_version()}, numpy {np.__version__}, {blas.get('name')} {blas.get('version')}, "
            f"{platform.system()} {platform.machine()}")
