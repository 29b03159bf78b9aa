"""Where the time of an iteration goes: microseconds and share of each operation."""

import statistics
import time
from collections.abc import Iterator

from bench.iteration import ours
from bench.measure import Conditions, Figure, Table, interleaved
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer

TURN = 200


def measure(conditions: Conditions) -> Iterator[Figure | Table]:
    """Yield the table, and how much of an iteration is none of the operations."""
    dataset = conditions.dataset
    config = TrainingConfig(dataset=dataset.name, iterations=10_000_000)
    turn = conditions.patient(TURN, 10)
    operations = Operations(Trainer(config, dataset))
    # A mean in each turn, for some work is done once in many iterations; then the median of the turns.
    contenders = {"whole": ours(Trainer(config, dataset), turn), "operations": lambda: operations.seconds(turn)}
    found = interleaved(contenders, conditions.patient(15, 2))
    whole = statistics.median(found["whole"]) / turn * 1e6
    rows = [(name, statistics.median(times) * 1e6) for name, times in operations.times.items()]
    rest = whole - sum(mean for _, mean in rows)
    rows.append(("bookkeeping of the trainer", rest))
    yield Table("where the time of an iteration goes", ("operation", "µs", "share of the whole, %"),
                (*((name, mean, 100 * mean / whole) for name, mean in rows), ("the whole iteration", whole, 100)))
    yield Figure("the operations alone, of the whole iteration", 100 * (1 - rest / whole), "%")


class Operations:
    """The operations of a trainer, run one by one with a clock between them.

    Parameters
    ----------
    trainer
        Whose operations; it trains along.
    """

    def __init__(self, trainer: Trainer) -> None:
        self.operations = trainer.operations
        self.iteration = 0
        self.times: dict[str, list[float]] = {operation.name: [] for operation in self.operations}

    def seconds(self, iterations: int) -> float:
        """How long so many iterations take, all clocks included."""
        clock = time.perf_counter
        totals = dict.fromkeys(self.times, 0.0)
        begin = clock()
        for _ in range(iterations):
            self.iteration += 1
            values = {"iteration": self.iteration}
            for operation in self.operations:
                start = clock()
                operation.run(values)
                totals[operation.name] += clock() - start
        for name, total in totals.items():
            self.times[name].append(total / iterations)
        return clock() - begin
