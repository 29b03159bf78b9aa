"""The program of the book (section 5.7.4) in a terminal, without a window: the same training, line by line."""

import argparse
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from types import FrameType
from typing import TextIO

from engine.data import catalogue
from engine.data.dataset import Dataset, DatasetError
from engine.training.config import DTYPES, ConfigError, TrainingConfig, problem_of
from engine.training.results import write_results
from engine.training.trainer import Trainer

PROGRESS_EVERY = 0.1  # seconds between two changes of the progress line


def main(arguments: list[str] | None = None) -> int:
    """Run the training that the command line asks for. Returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        config = TrainingConfig(
            dataset=options.dataset, hidden_sizes=(options.hidden_size,), batch_size=options.batch_size,
            learning_rate=options.learning_rate, iterations=options.iterations, seed=options.seed, dtype=options.dtype)
        trainer = Trainer(config, catalogue.load(options.dataset, options.data_dir))
    except (ConfigError, DatasetError) as error:
        print(f"main.py --headless: {error}", file=sys.stderr)
        return 2
    every_line = options.verbose or not sys.stdout.isatty()
    report = LineReport(sys.stdout) if every_line else ProgressReport(sys.stdout)
    try:
        exit_code = run(trainer, report)
    except BrokenPipeError:  # as in `... | head`: whoever was reading has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        exit_code = 1
    return _write(trainer, options.out) or exit_code


def run(trainer: Trainer, report: "LineReport") -> int:
    """Train to the end, or until Ctrl+C or a divergence. Returns the exit code: 0, 130 or 1."""
    with _interruption() as interrupted:
        report.begin(trainer)
        while trainer.evaluation or trainer.iteration < trainer.config.iterations:
            evaluating = trainer.evaluation is not None
            trainer.advance()
            if not evaluating:
                report.iteration(trainer)
            elif not trainer.evaluation:
                report.accuracy(trainer)
            if trainer.divergence:
                last_good, problem = trainer.divergence
                trainer.go_to(last_good)
                report.say(f"Stopped: {problem} The network is back where it was after iteration {last_good}.")
                return 1
            if interrupted.is_set():
                report.say(f"Stopped after {trainer.iteration} of {trainer.config.iterations} iterations.")
                return 130
        report.end(trainer)
    return 0


@contextmanager
def _interruption() -> Iterator[Event]:
    """An event that Ctrl+C sets, so that training stops between two iterations and not in the middle of an update.

    A second Ctrl+C breaks in at once, as usual.
    """
    pressed = Event()

    def on_ctrl_c(number: int, frame: FrameType | None) -> None:
        pressed.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    usual = signal.signal(signal.SIGINT, on_ctrl_c)
    try:
        yield pressed
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler if usual is None else usual)


class LineReport:
    """Prints what the book's program prints: a line for each iteration, two for each epoch.

    Parameters
    ----------
    out
        Where to print.
    """

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._started = time.monotonic()

    def begin(self, trainer: Trainer) -> None:
        self.say(describe(trainer.dataset, trainer))
        self._started = time.monotonic()

    def iteration(self, trainer: Trainer) -> None:
        self._out.write(loss_line(trainer))

    def accuracy(self, trainer: Trainer) -> None:
        point = trainer.history.accuracies()[-1]
        self.say(f"epoch {point.epoch}\ntrain acc : {point.train}\ntest acc : {point.test}")

    def end(self, trainer: Trainer) -> None:
        seconds = max(time.monotonic() - self._started, 1e-9)
        self.say(f"time : {seconds:.2f} s ({trainer.iteration / seconds:,.0f} iterations a second with their output, "
                 f"{len(trainer.history.accuracies())} evaluations of {images(trainer.dataset):,} images included)")
        train, test = final_accuracies(trainer)
        self.say(f"after {trainer.iteration} iterations\ntrain acc : {train}\ntest acc : {test}")

    def say(self, text: str) -> None:
        """Print a line of its own."""
        print(text, file=self._out, flush=True)


class ProgressReport(LineReport):
    """For a person at a terminal: one line that keeps changing, and the accuracies of each epoch."""

    def __init__(self, out: TextIO) -> None:
        super().__init__(out)
        self._shown = self._started
        self._line = ""

    def iteration(self, trainer: Trainer) -> None:
        now = time.monotonic()
        if now - self._shown < PROGRESS_EVERY and trainer.iteration < trainer.config.iterations:
            return
        self._shown = now
        rate = trainer.iteration / max(now - self._started, 1e-9)
        left = (trainer.config.iterations - trainer.iteration) / rate
        self._replace_line(f"{loss_line(trainer).rstrip()}  {rate:,.0f} it/s  {left:.0f} s left")

    def say(self, text: str) -> None:
        self._replace_line("")
        super().say(text)

    def accuracy(self, trainer: Trainer) -> None:
        point = trainer.history.accuracies()[-1]
        self.say(f"epoch {point.epoch:3d}   train acc : {point.train:.4f}   test acc : {point.test:.4f}")

    def _replace_line(self, line: str) -> None:
        self._out.write("\r" + line.ljust(len(self._line)) + ("" if line else "\r"))
        self._out.flush()
        self._line = line


def describe(dataset: Dataset, trainer: Trainer) -> str:
    """The shapes of the data and of the parameters, a line each."""
    rows = {"x_train": dataset.train.x, "t_train": (len(dataset.train), dataset.class_count),
            "x_test": dataset.test.x, "t_test": (len(dataset.test), dataset.class_count), **trainer.network.params}
    return "\n".join(f"{name} : {getattr(value, 'shape', value)}" for name, value in rows.items())


def images(dataset: Dataset) -> int:
    """How many images there are, in both splits."""
    return len(dataset.train) + len(dataset.test)


def loss_line(trainer: Trainer) -> str:
    """``iter 1 (0.0%) : loss 2.2994...``, as the book's program has it."""
    iteration = trainer.iteration
    return (f"iter {iteration} ({100 * iteration / trainer.config.iterations:.1f}%) : "
            f"loss {trainer.history.loss(iteration)}\n")


def final_accuracies(trainer: Trainer) -> tuple[float, float]:
    """(train acc, test acc) of the network as it stands, where an epoch need not end."""
    dataset = trainer.dataset
    return (trainer.network.accuracy(dataset.train.x, dataset.train.labels),
            trainer.network.accuracy(dataset.test.x, dataset.test.labels))


def _write(trainer: Trainer, folder: Path | None) -> int:
    """Write the results if asked to. Returns 0, or 1 if that failed."""
    if folder is None:
        return 0
    try:
        for path in write_results(trainer, folder):
            print(f"wrote {path}")
    except OSError as error:
        print(f"main.py --headless: {folder}: {error.strerror}. Nothing half-written was left there; "
              "choose another folder with --out.", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    defaults = TrainingConfig()
    parser = argparse.ArgumentParser(
        prog="main.py --headless", description="Train the network of the book in the terminal, without a window.")
    parser.add_argument("--dataset", default=defaults.dataset, choices=[source.name for source in catalogue.SOURCES],
                        help="what to learn (default: %(default)s)")
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="folder with the four MNIST files")
    parser.add_argument("--iterations", type=_field("iterations", int), default=defaults.iterations,
                        help="updates to make (default: %(default)s)")
    parser.add_argument("--batch-size", type=_field("batch_size", int), default=defaults.batch_size,
                        help="images in a minibatch (default: %(default)s)")
    parser.add_argument("--learning-rate", type=_field("learning_rate", float), default=defaults.learning_rate,
                        help="length of a step (default: %(default)s)")
    parser.add_argument("--hidden-size", type=int, default=50, help="units of the hidden layer (default: %(default)s)")
    parser.add_argument("--seed", type=_field("seed", int), default=defaults.seed,
                        help="decides the first weights and every minibatch (default: %(default)s)")
    parser.add_argument("--dtype", choices=DTYPES, default=defaults.dtype, help="number type (default: %(default)s)")
    parser.add_argument("--out", type=Path, metavar="DIR", help="write loss.csv, accuracy.csv and params.npz there")
    parser.add_argument("--verbose", action="store_true", help="a line for every iteration, at a terminal too")
    return parser


def _field(name: str, convert: type):
    """A parser for one option that says what is wrong with the value in the words of the config."""
    def parse(text: str):
        try:
            value = convert(text)
        except ValueError:
            value = text
        problem = problem_of(name, value)
        if problem is not None:
            raise argparse.ArgumentTypeError(str(problem))
        return value

    return parse
