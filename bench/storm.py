"""Storms: random actions in the real window, with what always holds looked at after each of them.

Each seed runs in a process of its own, so that one that dies is told from the others; the last actions are in its log.
"""

import contextlib
import ctypes
import faulthandler
import gc
import json
import logging
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, QTimer, QtMsgType, Slot, qInstallMessageHandler

from bench.hand import Hand
from bench.invariants import broken, set_aside
from bench.measure import Conditions, Figure, Table
from engine.data import catalogue
from engine.nn.network import parameter_count
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer
from gui.training.reports import State
from gui.window.main_window import MainWindow

ROOT = Path(__file__).resolve().parent.parent
SEEDS, ACTIONS = 10, 10_000
LANGUAGES = ("en", "ja")
STUCK = 0.1        # seconds after which a menu or a dialog that is waited for is closed
REST_EVERY = 25    # actions, after which all that was asked for is waited for
LONGEST_REST = 30  # seconds that this may take, with a small network
LONGEST_WORK = 1e-9  # seconds more for each parameter times each sample: a large one is evaluated for that long
SLOWEST = 1.0      # seconds an action takes on average on a machine that is busy with much else
LAST_RUN = 30      # iterations of the run that is compared with the terminal's
QUIET_QT = ("This plugin does not support",)  # what a missing screen cannot do


@dataclass
class Weather:
    """What a storm has come to.

    Parameters
    ----------
    actions
        How many were done.
    troubles
        Exceptions, warnings of Qt, and what did not hold; each with the action before it.
    longest
        Seconds: the longest time that the event loop was away, how much of it this thread was at work, and what was
        done then.
    memory
        10^6 bytes: before, and at the end with a fresh run.
    same_losses
        Whether the last run has the losses of the terminal's.
    """

    actions: int = 0
    troubles: list[str] = field(default_factory=list)
    longest: tuple[float, float, str] = (0.0, 0.0, "")
    memory: list[float] = field(default_factory=list)
    same_losses: bool | None = None


class Storm(QObject):
    """Drives the hand from within the event loop, until it has done enough.

    Parameters
    ----------
    window
        The real one, shown.
    seed, actions
        What decides, and how many.
    log
        Is told of each action before it is done.
    """

    def __init__(self, window: MainWindow, seed: int, actions: int, log: Callable[[str], None],
                 datasets: Sequence[str] = ("digits",), *, resizes: bool = True) -> None:
        super().__init__()
        self.weather = Weather()
        self._window, self._actions, self._log = window, actions, log
        self._dice = random.Random(seed)
        self._last = ""
        self._hand = Hand(window, self._dice, self._say, datasets, resizes=resizes)
        self._loop = QEventLoop()
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._on_next)
        self._closer = QTimer(self, interval=round(STUCK * 1000))
        self._closer.timeout.connect(self._on_closer)
        self._due = self._worked = self._resting_since = 0.0
        self._busy = False
        self._aside: tuple | None = None  # the person's own run, while a lesson has the window
        window.giving_back.connect(self._look_aside)
        self._began = time.monotonic()
        window.session.failed.connect(self._on_failed)

    def run(self) -> Weather:
        """All of it, and what it came to."""
        self._closer.start()
        self._call(0)
        self._loop.exec()
        return self.weather

    def trouble(self, what: str) -> None:
        """Something that must not be has happened."""
        self._log(f"TROUBLE {what}")
        if len(self.weather.troubles) < 50:
            self.weather.troubles.append(f"after {self.weather.actions} actions, {self._last}: {what}")

    def _say(self, what: str) -> None:
        self._last = what
        self._log(f"{self.weather.actions} {what} · {time.monotonic() - self._began:.1f} s")

    def _call(self, after: int) -> None:
        self._due, self._worked = time.monotonic() + after / 1000, time.thread_time()
        self._next.start(after)

    def _note_turn(self, since: float, worked_since: float) -> None:
        turn = time.monotonic() - since
        if turn > self.weather.longest[0]:
            worked = time.thread_time() - worked_since
            self.weather.longest = (turn, worked, f"{self.weather.actions} {self._last}")

    @Slot()
    def _on_next(self) -> None:
        self._note_turn(self._due, self._worked)
        if self._resting_since and not self._is_at_rest():
            if time.monotonic() - self._resting_since < self._patience():
                self._call(5)
                return
            self.trouble(f"is not at rest after {self._patience():.0f} s, {self._window.session.standing}")
        self._resting_since = 0.0
        if self.weather.actions >= self._actions:
            self._next.stop()
            self._closer.stop()
            self._loop.quit()
            return
        self._do_one()
        self._call(self._dice.choice((0, 0, 0, 1, 5, 20)))

    def _do_one(self) -> None:
        start, worked, self._busy = time.monotonic(), time.thread_time(), True
        try:
            if not self._hand.close_what_is_open():
                if self.weather.actions % REST_EVERY == REST_EVERY - 1:
                    self._rest()
                else:
                    self._hand.act()
            self._note_turn(start, worked)
            for what in broken(self._window):
                self.trouble(f"does not hold: {what}")
            self._look_aside()
        except Exception:
            self.trouble(traceback.format_exc())
        self._busy = False
        self.weather.actions += 1

    @Slot()
    def _look_aside(self) -> None:
        """What is set aside for a lesson stays as it was, to the last bit."""
        before, self._aside = self._aside, set_aside(self._window)
        if before is not None and self._aside not in (None, before):
            others = [place for place, pair in enumerate(zip(before, self._aside, strict=True)) if pair[0] != pair[1]]
            self.trouble(f"set aside, and not left alone: {others}")

    def _rest(self) -> None:
        """Training pauses, and all that was asked for is done before anything else."""
        self._say("rest")
        self._window.iteration.end_slow_motion()
        if self._window.session.state is State.RUNNING:
            self._window.session.pause()
        self._resting_since = time.monotonic()

    def _is_at_rest(self) -> bool:
        session = self._window.session
        return session.is_done and not self._window.run_desk.is_loading

    def _patience(self) -> float:
        """How many seconds it may take to come to rest, with all samples evaluated."""
        run = self._window.session.run
        if run is None:
            return LONGEST_REST
        sizes = (run.dataset.input_size, *run.config.hidden_sizes, run.dataset.class_count)
        samples = len(run.dataset.train) + len(run.dataset.test)
        return LONGEST_REST + LONGEST_WORK * parameter_count(sizes) * samples

    @Slot()
    def _on_closer(self) -> None:
        """Whatever waits within an action, as a menu does, is closed."""
        if self._busy:
            self._hand.close_what_is_open()

    @Slot(object)
    def _on_failed(self, failure) -> None:
        self.trouble(failure.details)


class _Listener(logging.Handler):
    """Passes on what is logged as an error: what nobody caught, and what inquiries could not answer."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        super().__init__(logging.ERROR)
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        self._tell(self.format(record))


@contextlib.contextmanager
def listening(tell: Callable[[str], None]) -> Iterator[None]:
    """Whatever fails meanwhile, in any thread, is told; and so are the warnings of Qt."""
    def on_exception(kind, error, trace) -> None:
        tell("".join(traceback.format_exception(kind, error, trace)))

    def on_message(kind: QtMsgType, context, message: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and not message.startswith(QUIET_QT):
            tell(f"Qt: {message}")

    before = sys.excepthook, threading.excepthook
    sys.excepthook = on_exception
    threading.excepthook = lambda failed: on_exception(failed.exc_type, failed.exc_value, failed.exc_traceback)
    old_messages, handler = qInstallMessageHandler(on_message), _Listener(tell)
    logging.getLogger().addHandler(handler)
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook = before
        qInstallMessageHandler(old_messages)
        logging.getLogger().removeHandler(handler)


def has_losses_of_terminal(window: MainWindow, hand: Hand) -> bool:
    """Whether a run that is begun in the window as it now is has the very losses of the same run without a window."""
    from bench.screen import turn_until

    window.lessons.leave()  # what is under way there, as to show how a step is done, may pause a run
    config, before = TrainingConfig(iterations=LAST_RUN), window.session.run
    hand.start_anew(config)
    turn_until(lambda: window.session.run is not before and window.session.state is State.IDLE
               and window.session.standing is not None)
    window.session.start()
    turn_until(lambda: window.session.state is State.PAUSED)
    trainer = Trainer(config, catalogue.load(config.dataset))
    while trainer.evaluation or trainer.iteration < LAST_RUN:
        trainer.advance()
    return window.session.run.history.losses().tolist() == trainer.history.losses().tolist()


# --- a seed in a process of its own ----------------------------------------------------------------------------------

def weather_of(seed: int, actions: int, language: str, data_dir: str, log: Path, resizes: bool) -> Weather:
    """A storm in this process."""
    from bench.memory import megabytes
    from bench.screen import application, open_window
    from gui.app import Translators

    app = application()
    translators = Translators(app)
    translators.use(language)
    datasets = [source.name for source in catalogue.SOURCES if source.is_available(data_dir or None)]
    with log.open("w", encoding="utf-8", buffering=1) as file, open_window(TrainingConfig(), data_dir) as window:
        storm = Storm(window, seed, actions, lambda text: print(text, file=file), datasets, resizes=resizes)
        with listening(storm.trouble):
            start = megabytes("VmRSS")
            weather = storm.run()
            weather.same_losses = has_losses_of_terminal(window, storm._hand)
            gc.collect()
            give_back()
            weather.memory = [start, megabytes("VmRSS"), megabytes("VmHWM")]
    return weather


def give_back() -> None:
    """Have the C library give back what is free, where it can: what remains is what is kept."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def main(arguments: list[str]) -> None:
    """One storm; what it came to is printed as JSON."""
    seed, actions, language, data_dir, log, resizes = arguments
    faulthandler.enable()
    print(json.dumps(asdict(weather_of(int(seed), int(actions), language, data_dir, Path(log), resizes == "1"))))


# --- the bench -------------------------------------------------------------------------------------------------------

def measure(conditions: Conditions) -> Iterator[Figure | Table]:
    """Yield what all storms came to."""
    folder, rows, all_troubles = Path(tempfile.mkdtemp(prefix="backprop-lab-storm-")), [], 0
    longest, growth, actions = 0.0, 0.0, conditions.patient(ACTIONS, 60)
    for seed in range(conditions.patient(SEEDS, 2)):
        language = LANGUAGES[seed % 2]
        weather = in_process(seed, actions, language, conditions.data_dir, folder)
        all_troubles += len(weather.troubles) + (not weather.same_losses)
        longest = max(longest, weather.longest[0])
        growth = max(growth, weather.memory[1] - weather.memory[0]) if weather.memory else growth
        rows.append((str(seed), language, str(weather.actions), str(len(weather.troubles)), weather.longest[0],
                     *(weather.memory[:2] or ["—", "—"]), "yes" if weather.same_losses else "no"))
    what = f"{len(rows)} storms of {actions:,} random actions"
    yield Figure(f"{what}: exceptions, faults and what did not hold", float(all_troubles), "", 0, 0,
                 note=f"logs in {folder}" if all_troubles else "")
    yield Figure(f"{what}: longest turn of the event loop", longest, "s", 2, 1)
    yield Figure(f"{what}: memory at the end over that at the start", growth, "MB", 100, 50)
    yield Table("storms", ("seed", "language", "actions", "troubles", "longest turn, s", "memory before, MB",
                           "after, MB", "losses of the terminal"), tuple(rows))


def in_process(seed: int, actions: int, language: str, data_dir: object, folder: Path) -> Weather:
    """A storm in a process of its own; one that dies is a trouble, told with its trace and its last actions."""
    log = folder / f"{seed}.log"
    command = [sys.executable, "-m", "bench.storm", str(seed), str(actions), language,
               os.path.abspath(data_dir) if data_dir else "", str(log), "1"]
    try:
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60 + actions * SLOWEST)
        end, told = f"ended with {run.returncode}", run.stderr
    except subprocess.TimeoutExpired as stopped:
        run, end, told = None, f"did not end in {stopped.timeout:.0f} s", ""
    if run is not None and run.returncode == 0:
        weather = Weather(**json.loads(run.stdout))
    else:
        last = log.read_text(encoding="utf-8").splitlines()[-20:] if log.exists() else []
        done = int(last[-1].split()[0]) if last and last[-1].split()[0].isdigit() else 0
        weather = Weather(done, ["\n".join((end, told[-3000:], *last))])
    for trouble in weather.troubles:
        print(f"\nseed {seed}, {trouble}", file=sys.stderr)
    return weather


if __name__ == "__main__":
    main(sys.argv[1:])
