"""A random walk through 2,000 iterations, by all that the window can ask for, is the straight run.

With each optimizer and both types of numbers. The worker runs in the test's own thread, so that a walk is the same each
time; what it is compared with is a trainer that only ever goes forward.
"""

from hashlib import sha256

import numpy as np
import pytest

from engine.data.digits import load_digits
from engine.nn.optimizers import OPTIMIZERS
from engine.runs.run import run_of
from engine.training.config import ON_THE_WAY, TrainingConfig
from engine.training.trainer import Trainer
from gui.training.reports import State
from gui.training.worker import TrainingWorker

DIGITS = load_digits()
END, MOVES = 2000, 90


def config_of(optimizer: str, dtype: str, seed: int) -> TrainingConfig:
    """Small, and with epochs of 16 iterations."""
    return TrainingConfig(
        images=200, validation=0.2, hidden_sizes=(8,), weight_init="he", batch_size=10, optimizer=optimizer,
        learning_rate=OPTIMIZERS[optimizer].usual_rate, iterations=END, seed=seed, dtype=dtype)


def digest(trainer: Trainer) -> str:
    """Parameters, slots, minibatch and all else that the iteration has computed, and the losses up to there."""
    found = sha256(trainer.history.losses()[:trainer.iteration + 1].tobytes())
    for name, value in sorted({**trainer.arrays(), **trainer.values}.items()):
        found.update(f"{name} {np.asarray(value).dtype} {np.shape(value)}".encode())
        found.update(np.asarray(value).tobytes())
    return found.hexdigest()


class Walker:
    """Walks, and remembers where it has stood, and on which way: a change leads onto another."""

    def __init__(self, config: TrainingConfig, rng: np.random.Generator) -> None:
        self.rng = rng
        self.worker = TrainingWorker()
        self.worker.build(config, DIGITS)
        self.stops: dict[tuple, dict[tuple[int, int], str]] = {}
        self.moves: set[str] = set()

    @property
    def trainer(self) -> Trainer:
        return self.worker._trainer

    def stop(self) -> None:
        """Note where it stands; where it has stood there before, it must have been in the same state."""
        trainer = self.trainer
        known = self.stops.setdefault(trainer.course().configs, {})
        place, found = (trainer.iteration, trainer.position), digest(trainer)
        assert known.setdefault(place, found) == found

    def go(self, move: str) -> None:
        """One move, as a person makes it."""
        worker, trainer, rng = self.worker, self.trainer, self.rng
        self.moves.add(move)
        if move == "run":
            worker.start()
            target = min(trainer.iteration + int(rng.integers(1, 200)), END)
            while worker._state is State.RUNNING and trainer.iteration < target:
                worker._advance()
            worker.pause()
        elif move in ("step operation", "back operation"):
            for _ in range(int(rng.integers(1, 25))):
                getattr(worker, move.replace(" ", "_"))()
                self.stop()
        elif move in ("step iteration", "back iteration"):
            getattr(worker, move.replace(" ", "_"))()
        elif move == "go to":
            worker.go_to(int(rng.integers(trainer.history.count)))
        elif move == "learning rate":
            worker.set_live("learning_rate", trainer.learning_rate * float(rng.choice([0.5, 2.0])))
        elif move == "optimizer":
            others = [name for name in OPTIMIZERS if name != trainer.in_use.optimizer]
            worker.set_live("optimizer", str(rng.choice(others)))
            worker.set_live("learning_rate", OPTIMIZERS[trainer.in_use.optimizer].usual_rate)
        elif move == "batch size":
            worker.set_live("batch_size", trainer.in_use.batch_size + int(rng.integers(1, 30)))
        elif move == "another trainer":  # as a file that is opened, or a kept run that is gone on with
            run = run_of(trainer)
            worker._trainer = Trainer(run.config, run.dataset)
            worker._trainer.resume(run.course)
        else:
            unit, _, count = move.partition(" ")
            worker.move(unit, int(count))
        assert worker._state is not State.ERROR and self.trainer.divergence is None
        self.stop()


CHANGES = ("learning rate", "optimizer", "batch size")
ALL = ["run", "run", "run", "step operation", "back operation", "step iteration", "back iteration", "go to",
       "iterations 10", "iterations -10", "iterations 100", "iterations -100", "epochs 1", "epochs -1",
       *CHANGES, "another trainer"]


def straight(config: TrainingConfig, configs: tuple, stops: dict[tuple[int, int], str]) -> Trainer:
    """A run that only goes forward, once it is found to have been in these states."""
    trainer, changes = Trainer(config, DIGITS), dict(configs[1:])

    def change() -> None:
        if not trainer.position and trainer.iteration + 1 in changes:
            for name in ON_THE_WAY:
                trainer.set_live(name, getattr(changes[trainer.iteration + 1], name))

    for (iteration, position), found in sorted(stops.items()):
        while trainer.iteration < iteration:
            change()
            trainer.run_iteration()
        if position:
            change()
        while trainer.position < position:
            trainer.run_operation()
        assert digest(trainer) == found, (iteration, position)
    trainer.finish_evaluation()
    return trainer


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_any_walk_with_any_optimizer_is_the_straight_run(qapp, optimizer, dtype):
    seed = list(OPTIMIZERS).index(optimizer) + 1
    config = config_of(optimizer, dtype, seed)
    walker = Walker(config, np.random.default_rng([seed, len(dtype)]))
    walker.stop()
    for move in ALL:  # each at least once
        walker.go(move)
    for move in walker.rng.choice([move for move in ALL if move not in CHANGES], MOVES):
        walker.go(str(move))
    walker.go("learning rate")
    while walker.trainer.iteration < END:
        walker.go("run")
    for move in walker.rng.choice(["go to", "back operation", "step operation", "iterations -100", "epochs -1"], 20):
        walker.go(str(move))
    walker.worker.go_to(END)
    walker.stop()
    walker.trainer.finish_evaluation()
    assert walker.moves == {*ALL} and len(walker.stops) >= 5
    for configs, stops in walker.stops.items():
        expected = straight(config, configs, stops)
    assert max(stops) == (END, 0) and len(stops) > 40
    assert walker.trainer.history.losses().tolist() == expected.history.losses().tolist()
    assert walker.trainer.history.accuracies() == expected.history.accuracies()
