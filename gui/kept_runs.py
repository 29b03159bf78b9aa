"""Runs whose curves are kept under those of the next one, and what they are called. Knows no Qt."""

from dataclasses import fields

from engine.training.config import TrainingConfig
from engine.training.history import History, KeptRun
from gui import formatting

MOST = 8  # more curves than this cannot be told apart

SHORT = {
    "dataset": "{}", "hidden_sizes": "{}", "activation": "{}", "weight_init": "{}", "batch_size": "batch {}",
    "learning_rate": "lr {}", "iterations": "{} it", "seed": "seed {}", "dtype": "{}",
}


class KeptRuns:
    """The kept runs, oldest first."""

    def __init__(self) -> None:
        self._runs: list[KeptRun] = []
        self._counted = 0

    def __len__(self) -> int:
        return len(self._runs)

    def __iter__(self):
        return iter(self._runs)

    def keep(self, config: TrainingConfig, following: TrainingConfig, history: History) -> None:
        """Keep the run of `config`, named by what is different in the run that follows it."""
        self._counted += 1
        name = difference(config, following) or f"lr {formatting.setting(config.learning_rate)}"
        if name in (run.name for run in self._runs):
            name = f"{name} ({self._counted})"
        self._runs = [*self._runs, KeptRun(name, history)][-MOST:]

    def remove(self, place: int) -> None:
        """Forget one of them."""
        del self._runs[place]


def difference(config: TrainingConfig, other: TrainingConfig) -> str:
    """What `config` has that `other` has not, in few words: ``lr 0.01 · seed 3``."""
    words = []
    for field in fields(TrainingConfig):
        value = getattr(config, field.name)
        if value != getattr(other, field.name):
            words.append(SHORT[field.name].format(_word(value)))
    return " · ".join(words)


def _word(value: object) -> str:
    if isinstance(value, tuple):
        return "–".join(str(size) for size in value) if value else "no hidden layer"
    return formatting.setting(value) if isinstance(value, float) else str(value)
