"""Runs whose curves are kept under those of the next one, and what they are called."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from engine.training.config import HYPERPARAMETERS, TrainingConfig
from engine.training.record.history import KeptRun
from engine.training.run_settings import RunSettings
from gui.training.reports import WholeRun
from gui.words import formatting
from gui.words.engine_texts import translated

MOST = 8  # more curves than this cannot be told apart
MOST_VALUES = 4  # of one hyperparameter that a name tells one by one
MOST_BYTES = 4 * 2**20  # for the checkpoints of a kept run

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class _Kept:
    whole: WholeRun
    following: TrainingConfig
    number: int   # 0 where the name alone tells it from the others

    @property
    def name(self) -> str:
        """In the language of now."""
        name = name_of(self.whole, self.following)
        return f"{name} ({self.number})" if self.number else name


class KeptRuns:
    """The kept runs, oldest first."""

    def __init__(self) -> None:
        self._runs: list[_Kept] = []
        self._counted = 0

    def __len__(self) -> int:
        return len(self._runs)

    def __iter__(self) -> Iterator[KeptRun]:
        return (KeptRun(run.name, run.whole.history) for run in self._runs)

    def whole(self, place: int) -> WholeRun:
        """All that is kept of one of them."""
        return self._runs[place].whole

    def keep(self, whole: WholeRun, following: TrainingConfig) -> None:
        """Keep a run, named by what is different in the run that follows it."""
        self._counted += 1
        course = whole.run.course.thinned(MOST_BYTES)
        run = _Kept(replace(whole, run=replace(whole.run, course=course)), following, 0)
        if run.name in (each.name for each in self._runs):
            run = replace(run, number=self._counted)
        self._runs = [*self._runs, run][-MOST:]

    def remove(self, place: int) -> None:
        """Forget one of them."""
        del self._runs[place]


def difference(settings: RunSettings, other: TrainingConfig) -> str:
    """What a run had that the other has not, in few words: ``lr 0.1, 0.01 after 500 · seed 3``."""
    words = []
    for name in HYPERPARAMETERS:
        had = ((1, settings.iterations),) if name == "iterations" else settings.of(name)
        if len(had) > 1 or had[0][1] != getattr(other, name):  # no single value is different from every other
            words.append(_said(name, had))
    return " · ".join(words)


def name_of(whole: WholeRun, following: TrainingConfig) -> str:
    """What a run is called that this one follows: what was different in it, and where it was left for that one."""
    name = difference(whole.settings, following) or _said("learning_rate", whole.settings.of("learning_rate"))
    if whole.left_at is None:
        return name
    return translate("KeptRun", "{name}, left at {iteration}").format(
        name=name, iteration=formatting.integer(whole.left_at))


def _said(name: str, values: Sequence[tuple[int, object]]) -> str:
    """The values, one after the other; of many the first ones and the last."""
    kind, short = HYPERPARAMETERS[name].kind, translate("KeptRun", HYPERPARAMETERS[name].short)
    (_, first), *later = ((since, {"value": _word(value), "words": translated(str(kind.words(value)))})
                          for since, value in values)
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
