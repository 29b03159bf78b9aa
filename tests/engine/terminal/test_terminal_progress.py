"""What a person at a terminal sees: a real one, with a clock that goes by as many seconds as it is told."""

import contextlib
import itertools
import os
import threading

import pytest

from engine.terminal import run as terminal
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer

termios = pytest.importorskip("termios", reason="needs a terminal of POSIX")

OPTIONS = ("--iterations", "40", "--hidden-size", "20", "--learning-rate", "0.5", "--batch-size", "200")
TICK = 1 / 32  # seconds between two looks at the clock: one for every iteration


def at_a_terminal(*options: str, columns: int = 80) -> str:
    """What a run sends to the terminal, every character."""
    master, slave = os.openpty()
    attributes = termios.tcgetattr(slave)
    attributes[1] &= ~termios.OPOST  # lines end as they were written
    termios.tcsetattr(slave, termios.TCSANOW, attributes)
    termios.tcsetwinsize(slave, (24, columns))
    received = []
    reader = threading.Thread(target=lambda: received.extend(iter(lambda: read(master), b"")))
    reader.start()
    ticks = itertools.count()
    with open(slave, "w", encoding="utf-8") as out, contextlib.redirect_stdout(out):
        code = terminal.main([*OPTIONS, *options], clock=lambda: next(ticks) * TICK)
    reader.join()
    os.close(master)
    assert code == 0
    return b"".join(received).decode()


def read(master: int) -> bytes:
    try:
        return os.read(master, 1 << 16)
    except OSError:  # how Linux tells that nobody writes any more
        return b""


def screen(text: str) -> list[str]:
    """What is left on the screen."""
    lines = []
    for line in text.split("\n"):
        shown = ""
        for part in line.split("\r"):
            shown = part + shown[len(part):]
        lines.append(shown.rstrip())
    return lines


def changes(text: str) -> list[str]:
    """What the progress line said, one after the other."""
    return [part.rstrip() for line in text.split("\n") for part in line.split("\r") if part.startswith("iter")]


@pytest.fixture(scope="module")
def trained(digits) -> Trainer:
    """The same run without a terminal."""
    trainer = Trainer(TrainingConfig(iterations=40, hidden_sizes=(20,), learning_rate=0.5, batch_size=200), digits)
    while trainer.iteration < 40:
        trainer.run_iteration()
    trainer.finish_evaluation()
    return trainer


def expected(trainer: Trainer, iteration: int) -> dict[str, str]:
    """The parts of the progress line after an iteration."""
    newest = [point for point in trainer.history.accuracies() if point.iteration < iteration][-1]
    return {
        "iter": f"iter {iteration}", "percent": f"({100 * iteration / 40:.1f}%)",
        "loss": f"loss {trainer.history.loss(iteration):.4f}",
        "acc": f"train/test acc {newest.train:.4f}/{newest.test:.4f}",
        "rate": "32 it/s", "left": f"{(40 - iteration) / 32:.0f} s left",
    }


def test_one_line_tells_how_it_stands_how_fast_it_goes_and_how_long_it_takes(trained):
    text = at_a_terminal(columns=100)
    # A tenth of a second is over at every fourth tick; the first of them went by before the first iteration.
    told = [3, 7, 11, 15, 19, 23, 27, 31, 35, 39, 40]
    assert changes(text) == ["  ".join(expected(trained, iteration).values()) for iteration in told]
    assert len({expected(trained, iteration)["acc"] for iteration in told}) == 6  # those of all epochs


def test_nothing_is_left_of_it_and_no_line_of_an_epoch_wipes_it(trained, digits):
    text = at_a_terminal()
    left = screen(text)
    first, network = trained.history.accuracies()[0], trained.network
    assert left[:8] == ["x_train : (1437, 64)", "t_train : (1437, 10)", "x_test : (360, 64)", "t_test : (360, 10)",
                        "W1 : (64, 20)", "b1 : (20,)", "W2 : (20, 10)", "b2 : (10,)"]
    assert left[8:11] == ["epoch 0", f"train acc : {first.train}", f"test acc : {first.test}"]
    assert left[11] == ("time : 1.28 s (31 iterations a second with their output, "
                        "6 evaluations of 1,797 images included)")
    assert left[12:] == [
        "after 40 iterations", f"train acc : {network.accuracy(digits.train.x, digits.train.labels)}",
        f"test acc : {network.accuracy(digits.test.x, digits.test.labels)}", ""]
    assert text.count("\n") == 15


@pytest.mark.parametrize(("columns", "spared"), [
    (79, ()), (78, ("percent",)), (70, ("percent",)), (69, ("percent", "loss")), (57, ("percent", "loss"))])
def test_a_narrow_terminal(trained, columns, spared):
    parts = expected(trained, 39)
    line = "  ".join(part for name, part in parts.items() if name not in spared)
    text = at_a_terminal(columns=columns)
    assert changes(text)[-2] == line
    assert max(map(len, changes(text))) < columns


def test_a_terminal_that_is_too_narrow_for_anything_wraps_no_line(trained):
    text = at_a_terminal(columns=20)
    assert changes(text)[-2] == "  ".join(expected(trained, 39)[name] for name in ("iter", "acc"))[:19].rstrip()
    assert max(map(len, changes(text))) <= 19


def test_a_terminal_whose_width_nobody_knows(trained):
    assert at_a_terminal(columns=0) == at_a_terminal(columns=80)


def test_verbose_prints_every_line_as_without_a_terminal(trained, capsys):
    ticks = itertools.count()
    assert terminal.main(list(OPTIONS), clock=lambda: next(ticks) * TICK) == 0
    piped = capsys.readouterr().out
    assert piped.count("\niter ") == 40
    assert "\r" not in piped
    assert "\ntime : 0.03 s" in piped
    assert at_a_terminal("--verbose") == piped
