"""Runs whose curves are kept under those of the next one, and what they are called."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from engine.training.config import HYPERPARAMETERS, TrainingConfig
from engine.training.record.history import KeptRun
from engine.training.run_settings import RunSettings
from gui.training.reports import WholeRun
from gui.words import formatting
from gui.words.engine_texts import translated

MOST = 8  # more curves than this cannot be told apart
MOST_RATES = 4  # learning rates that a name tells one by one
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
        name = difference(self.whole.settings, self.following) or _said(
            "learning_rate", _rates(self.whole.settings))
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
    start, rates = settings.start, settings.rates
    had = {name: getattr(start, name) for name in HYPERPARAMETERS}
    had["iterations"] = settings.iterations
    had["learning_rate"] = rates[0][1] if len(rates) == 1 else None  # no single one: different from every other
    words = []
    for name, value in had.items():
        if value != getattr(other, name):
            words.append(_said(name, _rates(settings) if name == "learning_rate" else value))
    return " · ".join(words)


def _rates(settings: RunSettings) -> str:
    """The learning rates, one after the other; of many the first ones and the last."""
    (_, first), *later = settings.rates
    words = [_word(first), *(
        translate("KeptRun", "{value} after {iteration}").format(
            value=_word(rate), iteration=formatting.integer(since - 1)) for since, rate in later)]
    if len(words) > MOST_RATES:
        words[MOST_RATES - 2:-1] = ["…"]
    return ", ".join(words)


def _said(name: str, value: object) -> str:
    declared = HYPERPARAMETERS[name]
    return translate("KeptRun", declared.short).format(
        value=_word(value), words=translated(str(declared.kind.words(value))))


def _word(value: object) -> str:
    if isinstance(value, tuple):
        return "–".join(str(size) for size in value) if value else translate("KeptRun", "no hidden layer")
    return formatting.setting(value) if isinstance(value, float) else str(value)
