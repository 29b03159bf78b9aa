"""What runs are called by their settings: ``lr 0.1, 0.01 after 500 · seed 3``."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from engine.runs.comparison import setting
from engine.training.config import HYPERPARAMETERS, TrainingConfig
from engine.training.run_settings import RunSettings
from gui.words import formatting
from gui.words.engine_texts import translated

MOST_VALUES = 4  # of one hyperparameter that a name tells one by one

translate = QCoreApplication.translate


def unchanged(config: TrainingConfig) -> RunSettings:
    """The settings of a run in which nothing has been changed."""
    return RunSettings(((1, config),), config.iterations)


def name_of(settings: RunSettings, following: TrainingConfig, left_at: int | None = None) -> str:
    """What a run is called that another follows: what was different in it, and where it was left for that one."""
    name = difference(settings, following) or named_by(settings, ("learning_rate",))
    if left_at is None:
        return name
    return translate("KeptRun", "{name}, left at {iteration}").format(
        name=name, iteration=formatting.integer(left_at))


def difference(settings: RunSettings, other: TrainingConfig) -> str:
    """What a run had that the other has not, in few words; nothing where they are alike."""
    others = unchanged(other)
    return named_by(settings, [name for name in HYPERPARAMETERS if setting(settings, name) != setting(others, name)])


def named_by(settings: RunSettings, names: Sequence[str]) -> str:
    """What a run had of these hyperparameters."""
    return " · ".join(_values(settings, name, translate("KeptRun", HYPERPARAMETERS[name].short)) for name in names)


def label_of(name: str) -> str:
    """What a hyperparameter is called where it is set."""
    return translate("Experiment", HYPERPARAMETERS[name].label)


def value_words(settings: RunSettings, name: str) -> str:
    """What a run had of a hyperparameter, as a cell of a table says it."""
    value = setting(settings, name)[0][1]
    return _values(settings, name, "{value}" if HYPERPARAMETERS[name].kind.words(value) is value else "{words}")


def _values(settings: RunSettings, name: str, short: str) -> str:
    """The values, one after the other; of many the first ones and the last."""
    kind = HYPERPARAMETERS[name].kind
    (_, first), *later = ((since, {"value": _word(value), "words": translated(str(kind.words(value)))})
                          for since, value in setting(settings, name))
    words = [short.format(**first), *(translate("KeptRun", "{value} after {iteration}").format(
        value=value["words" if kind.choices else "value"], iteration=formatting.integer(since - 1))
        for since, value in later)]
    if len(words) > MOST_VALUES:
        words[MOST_VALUES - 2:-1] = ["…"]
    return ", ".join(words)


def _word(value: object) -> str:
    if isinstance(value, tuple):
        return "–".join(str(size) for size in value) if value else translate("KeptRun", "no hidden layer")
    return formatting.setting(value) if isinstance(value, float) else str(value)
