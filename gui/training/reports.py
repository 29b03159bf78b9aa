"""What training reports to the window: frozen, and small enough to be sent often.

A panel is shown these. Whoever reads them needs to know nothing of the worker that makes them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import numpy as np

from engine.data.dataset import Dataset
from engine.nn.network import Network
from engine.nn.operations import Operation
from engine.problem import Problem
from engine.runs.run import Run
from engine.training.config import TrainingConfig
from engine.training.epochs import Epochs
from engine.training.observations.observation import Observation
from engine.training.record.history import AccuracyPoint, History
from engine.training.run_settings import RunSettings


class State(Enum):
    """What the session is doing."""

    IDLE = "idle"            # a network that has not been trained yet, or none
    RUNNING = "running"
    PAUSED = "paused"        # trained a little or to the end, and waiting
    STEPPING = "stepping"    # busy with a step or with going back
    ERROR = "error"          # the last thing failed; the network stands where it last stood well


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Where training stands, in numbers small enough to be sent every frame.

    Parameters
    ----------
    iteration, iterations
        Whole iterations done, and how many the run shall make.
    position, operations
        Operations done of the next iteration, and how many an iteration has.
    operation
        Name and formula of the operation done last in a half-done iteration, else None.
    epoch
        Whole epochs done.
    recorded
        The last iteration whose loss is known; more than `iteration` after going back.
    learning_rate
        What the next update uses.
    evaluating, replaying
        How much of an evaluation or of a way back is done, 0 to 1; None if there is none.
    rate
        Iterations a second, None if it is not running.
    measured
        The accuracies of the network as it stands, where it has come to rest; None while they are not known. Those at
        the end of each epoch are in the history.
    in_use, later, rate_under_way, epochs
        As `Trainer.in_use`, `Trainer.later`, `Trainer.learning_rate_under_way` and `Trainer.epochs` say.
    commands
        Number of the last command that had been begun: what came after it is not in here.
    observations
        What is going on in the run, the most important first.
    """

    iteration: int
    iterations: int
    position: int
    operations: int
    operation: tuple[str, str] | None
    epoch: int
    recorded: int
    learning_rate: float
    evaluating: float | None
    replaying: float | None
    rate: float | None
    measured: AccuracyPoint | None = None
    in_use: TrainingConfig | None = None
    later: Mapping[str, tuple[int, Any]] = field(default_factory=dict)
    rate_under_way: float | None = None
    epochs: Epochs | None = None
    commands: int = 0
    observations: tuple[Observation, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class RunStarted:
    """A new network: what it was made from, and where its curves will be found.

    `operations` are those of an iteration, to be read about and not to be run; `shape` gives the shape of a variable.
    Those that a change on the way leads to are in the snapshots of its iterations, and its `epochs` in the standing.
    """

    config: TrainingConfig
    dataset: Dataset
    history: History
    sizes: tuple[int, ...]
    parameters: int
    operations: tuple[Operation, ...]
    shape: Callable[[str], tuple[int, ...]]
    epochs: Epochs


@dataclass(frozen=True, slots=True, eq=False)
class WholeRun:
    """All that there is to a run, as it was when it was asked for.

    Parameters
    ----------
    settings
        What its updates were made with.
    history
        Its curves. While the run goes on, so do they.
    run
        What can be saved, gone on with, or visited again.
    left_at
        The iteration after which the run in training has gone another way; None if it has not.
    """

    settings: RunSettings
    history: History
    run: Run
    left_at: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class KeptRun:
    """A run beside others: one that was kept, one of a queue, or with key 0 the present one.

    Parameters
    ----------
    name, note
        What it is called, and what was written beside it.
    history
        Its curves; empty while it waits in a queue.
    key
        By which it is known as long as it is kept.
    look
        Which colour and marker it has.
    shown
        Whether its curves are drawn.
    settings
        What its updates were made with.
    seconds
        How long it was trained, where that is known.
    measured
        Accuracies that are known beside those at the ends of epochs.
    done
        How much of it is done while a queue has it, 0 to 1; else None.
    problem
        What went wrong.
    """

    name: str
    history: History
    key: int = 1
    look: int = 0
    shown: bool = True
    settings: RunSettings | None = None
    note: str = ""
    seconds: float | None = None
    measured: AccuracyPoint | None = None
    done: float | None = None
    problem: Problem | None = None

    @property
    def waits(self) -> bool:
        """Whether it waits for its turn in a queue."""
        return self.done is not None and self.history.count == 0


@dataclass(frozen=True, slots=True, eq=False)
class Failure:
    """An exception in the worker: one line to read, and the details to copy."""

    message: str
    details: str


@dataclass(frozen=True, slots=True, eq=False)
class Divergence:
    """A run was found to have gone wrong at `iteration`; training was taken back to `last_good`.

    The iteration that `broke` shows what went wrong. From there training may go on if it `can_go_on`.
    """

    iteration: int
    last_good: int
    broke: int
    problem: Problem
    can_go_on: bool


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """The network as it stands, to be asked anything; its parameters stay as they are.

    Parameters
    ----------
    iteration, position
        Where training stands: whole iterations done, and operations done of the next one.
    network
        As it computes when it is not being trained.
    dataset
        What it learns from, and what it is tested on.
    """

    iteration: int
    position: int
    network: Network
    dataset: Dataset

    def is_same_as(self, other: "Learned | None") -> bool:
        """Whether the other is the very same network with the very same numbers."""
        mine, others = self.network.params, {} if other is None else other.network.params
        return mine.keys() == others.keys() and all(value is others[name] for name, value in mine.items())


@dataclass(frozen=True, slots=True, eq=False)
class Classified:
    """The predicted class numbers of samples of a split, by the network as it stood after `iteration`.

    Those with these `indices`; None for every sample.
    """

    split: str
    iteration: int
    predictions: np.ndarray
    indices: np.ndarray | None = None
