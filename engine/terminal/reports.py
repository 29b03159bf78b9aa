"""What the training in a terminal prints: every line, or one line that keeps changing."""

import os
import time
from collections.abc import Callable
from typing import TextIO

from engine.problem import filled
from engine.runs.results import loss_text
from engine.training.evaluation import Evaluation
from engine.training.trainer import Trainer

PROGRESS_EVERY = 0.1  # seconds between two changes of the progress line
USUAL_COLUMNS = 80


class LineReport:
    """Prints a line for each iteration and three for each epoch, as programs in the manner of the book's do.

    And besides the accuracies before training and after it, and how long it took.

    Parameters
    ----------
    out
        Where to print.
    clock
        Tells the time, in seconds from whenever.
    """

    def __init__(self, out: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._out = out
        self._clock = clock
        self._started = clock()
        self._first = self._measured = 0  # iterations and accuracies that were there before

    def begin(self, trainer: Trainer) -> None:
        """Print the shapes of data and parameters; the time counts from here."""
        self.say(describe(trainer))
        self._first, self._measured = trainer.iteration, len(trainer.history.accuracies())
        self._started = self._clock()

    def iteration(self, trainer: Trainer) -> None:
        """Print the loss of the iteration that was just done: ``iter 1 (0.0%) : loss 2.2994337``."""
        loss = loss_text(trainer, trainer.iteration)
        self._out.write(f"iter {trainer.iteration} ({percent(trainer):.1f}%) : loss {loss}\n")

    def accuracy(self, trainer: Trainer) -> None:
        """Print the accuracies that were just measured."""
        point = trainer.history.accuracies()[-1]
        self.say(f"epoch {point.epoch}\n{_accuracies(point.train, point.test, point.validation)}")

    def end(self, trainer: Trainer) -> None:
        """Print how long it took, and the accuracies of the network as it stands, where an epoch need not end."""
        seconds = max(self._clock() - self._started, 1e-9)
        self.say(filled(
            "time : {seconds:.2f} s ({rate:,} {rate:iteration|iterations} a second with their output, "
            "{evaluations} {evaluations:evaluation|evaluations} of {count:,} {samples} included)",
            seconds=seconds, rate=round((trainer.iteration - self._first) / seconds),
            evaluations=len(trainer.history.accuracies()) - self._measured, samples=trainer.dataset.look.words.samples,
            count=sum(map(len, trainer.dataset.splits))))
        measured = Evaluation(trainer.network, trainer.dataset).run()
        self.say(filled("after {count} {count:iteration|iterations}\n{accuracies}",
                        count=trainer.iteration, accuracies=_accuracies(*measured)))

    def say(self, text: str) -> None:
        """Print a line of its own."""
        print(text, file=self._out, flush=True)


def _accuracies(train: float, test: float, validation: float | None = None) -> str:
    lines = f"train acc : {train}\ntest acc : {test}"
    return lines if validation is None else f"{lines}\nval acc : {validation}"


class ProgressReport(LineReport):
    """For a person at a terminal: one line that keeps changing, with the newest loss and accuracies.

    Parameters
    ----------
    out, clock
        As for `LineReport`.
    """

    def __init__(self, out: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(out, clock)
        self._shown = self._started
        self._line = ""

    def iteration(self, trainer: Trainer) -> None:
        """Bring the line up to date, unless that was done a moment ago."""
        now = self._clock()
        if now - self._shown < PROGRESS_EVERY and trainer.iteration < trainer.planned:
            return
        self._shown = now
        parts = progress(trainer, now - self._started, self._first)
        self._replace_line(fitted(parts, columns_of(self._out) - 1, spared=("percent", "loss")))

    def accuracy(self, trainer: Trainer) -> None:
        """Before training print the accuracies; later on they are in the line that keeps changing."""
        if trainer.iteration == 0:
            super().accuracy(trainer)

    def say(self, text: str) -> None:
        """Print a line of its own in the place of the one that keeps changing."""
        self._replace_line("")
        super().say(text)

    def _replace_line(self, line: str) -> None:
        self._out.write("\r" + line.ljust(len(self._line)) + ("" if line else "\r"))
        self._out.flush()
        self._line = line


def describe(trainer: Trainer) -> str:
    """The shapes of the data and of the parameters, a line each."""
    dataset = trainer.dataset
    rows = {"x_train": dataset.train.x, "t_train": (len(dataset.train), dataset.class_count),
            "x_test": dataset.test.x, "t_test": (len(dataset.test), dataset.class_count)}
    if dataset.validation is not None:
        rows.update(x_val=dataset.validation.x, t_val=(len(dataset.validation), dataset.class_count))
    rows.update(trainer.network.params)
    return "\n".join(f"{name} : {getattr(value, 'shape', value)}" for name, value in rows.items())


def percent(trainer: Trainer) -> float:
    """How much of the training is done, 0 to 100."""
    return 100 * trainer.iteration / trainer.planned


def progress(trainer: Trainer, seconds: float, first: int = 0) -> dict[str, str]:
    """What there is to tell of a run that began so many seconds ago, after iteration `first`, in the order of it."""
    rate = (trainer.iteration - first) / max(seconds, 1e-9)
    left = (trainer.planned - trainer.iteration) / rate
    newest = trainer.history.accuracies()[-1]
    kinds = {"train": newest.train, "test": newest.test}
    if newest.validation is not None:
        kinds["val"] = newest.validation
    return {
        "iteration": f"iter {trainer.iteration}", "percent": f"({percent(trainer):.1f}%)",
        "loss": f"loss {trainer.history.loss(trainer.iteration):.4f}",
        "accuracies": "/".join(kinds) + " acc " + "/".join(f"{accuracy:.4f}" for accuracy in kinds.values()),
        "rate": f"{rate:,.0f} it/s", "left": f"{left:.0f} s left",
    }


def fitted(parts: dict[str, str], width: int, spared: tuple[str, ...]) -> str:
    """The parts in one line, which must not wrap: where it is too long, those are left out that can be spared."""
    for name in spared:
        if len("  ".join(parts.values())) > width:
            parts = {other: part for other, part in parts.items() if other != name}
    return "  ".join(parts.values())[:width]


def columns_of(out: TextIO) -> int:
    """How wide the terminal is; the usual width where nobody knows."""
    try:
        return os.get_terminal_size(out.fileno()).columns or USUAL_COLUMNS
    except OSError:  # also that there is no terminal, or no file at all
        return USUAL_COLUMNS
