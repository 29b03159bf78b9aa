"""The columns of the table: what each is called, and what it says of a run."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from engine.runs.comparison import Figures, Value, differing, figures, setting, shared_start
from engine.training.config import HYPERPARAMETERS
from gui.training.reports import KeptRun
from gui.words import formatting
from gui.words.engine_texts import phrase
from gui.words.run_names import label_of, value_words

translate = QCoreApplication.translate

FIRST = 3  # figures before the settings, which the names mostly tell: what is compared is seen in a narrow window too


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A run with its figures, and the present one, which it is compared with."""

    run: KeptRun
    figures: Figures
    present: KeptRun

    @property
    def says(self) -> tuple:
        """All in which two moments of a run can differ."""
        run = self.run
        return self.figures, run.settings, run.name, run.note, run.shown, run.look, run.done, run.problem

    def has_other(self, name: str) -> bool:
        """Whether the present run has another value of a hyperparameter."""
        return self.value_of(name) != setting(self.present.settings, name)

    def value_of(self, name: str) -> Value:
        """What it has of a hyperparameter."""
        return setting(self.run.settings, name)


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """What it is called, what a cell says, and by what it is sorted; a setting is the name of a hyperparameter."""

    title: str
    tip: str
    text: Callable[[Row], str]
    value: Callable[[Row], object]
    setting: str = ""
    is_number: bool = True
    edits: str = ""  # "name" or "note", where a person may write


def row_of(run: KeptRun, present: KeptRun) -> Row:
    """A run as it stands now."""
    return Row(run, figures(run.history, run.measured), present)


def columns(runs: Sequence[KeptRun]) -> list[Column]:
    """Those for these runs: of the settings only those that are not the same in all of them."""
    first, later = _figures()[:FIRST], _figures()[FIRST:]
    return [_name(), *first, *map(_setting, differing(run.settings for run in runs)), *later, _start(), _note()]


def _name() -> Column:
    return Column(
        translate("Runs", "Name"), translate("Runs", "Ticked: drawn in the plots. A double click or F2 renames a run."),
        lambda row: row.run.name, lambda row: row.run.name.casefold(), is_number=False, edits="name")


def _setting(name: str) -> Column:
    declared = HYPERPARAMETERS[name]
    return Column(
        label_of(name), translate("Runs", "Not the same in all runs."),
        lambda row: value_words(row.run.settings, name), lambda row: row.value_of(name), setting=name,
        is_number=not declared.kind.choices)


def _figures() -> list[Column]:
    return [
        Column(translate("Runs", "Iterations"), translate("Runs", "How far it has been trained."),
               _iterations, lambda row: row.figures.iterations),
        _number(translate("Runs", "Loss"), translate("Runs", "The mean of the last 60 losses."), "loss",
                formatting.number),
        _number(translate("Runs", "Test acc"), translate(
            "Runs", "The share of all test images that it gets right, where that was measured last."), "test",
            _accuracy),
        _number(translate("Runs", "Best test"), translate(
            "Runs", "The best of those that were measured: at the end of each epoch, and of the run."), "best_test",
            _accuracy),
        _number(translate("Runs", "Train acc"), translate(
            "Runs", "The share of all training images that it gets right, where that was measured last."), "train",
            _accuracy),
        Column(translate("Runs", "Time"), translate(
            "Runs", "How long it was trained. Runs that are trained beside others take longer."),
            lambda row: formatting.NOTHING if row.run.seconds is None else formatting.duration(row.run.seconds),
            lambda row: row.run.seconds),
    ]


def _number(title: str, tip: str, field: str, write: Callable[[float], str]) -> Column:
    def value(row: Row) -> float | None:
        return getattr(row.figures, field)

    def text(row: Row) -> str:
        found = value(row)
        return formatting.NOTHING if found is None else write(found)

    return Column(title, tip, text, value)


def _start() -> Column:
    return Column(translate("Runs", "Same start"), translate(
        "Runs", "Whether it has the first weights and the minibatches of the present run: those come from the seed."),
        _start_words, lambda row: sum(_shared(row)), is_number=False)


def _note() -> Column:
    return Column(translate("Runs", "Note"), translate("Runs", "A double click writes a note."),
                  lambda row: row.run.note, lambda row: row.run.note.casefold(), is_number=False, edits="note")


def _iterations(row: Row) -> str:
    run, count = row.run, formatting.integer(row.figures.iterations)
    if run.waits:
        return translate("Runs", "waits")
    if run.done is not None:
        return formatting.percent(run.done)
    return count if run.problem is None else translate("Runs", "{count}, stopped").format(count=count)


def more_words(row: Row, column: Column) -> str:
    """What a tooltip has to say beside the cell: of when a figure is, and what went wrong with the run."""
    at = row.figures.measured_at
    lines = [] if column.title not in _measured() or at is None else [
        translate("Runs", "at iteration {iteration}").format(iteration=formatting.integer(at))]
    return "\n".join([*lines, *([] if row.run.problem is None else [phrase(row.run.problem)])])


def _measured() -> tuple[str, str]:
    return translate("Runs", "Test acc"), translate("Runs", "Train acc")


def _accuracy(share: float) -> str:
    return formatting.fixed(share, 4)


def _shared(row: Row) -> tuple[bool, bool]:
    return shared_start(row.run.settings.start, row.present.settings.start)


def _start_words(row: Row) -> str:
    words = {(True, True): translate("Runs", "yes"), (True, False): translate("Runs", "weights only"),
             (False, True): translate("Runs", "minibatches only"), (False, False): translate("Runs", "no")}
    return words[_shared(row)]
