"""How an iteration grows with hidden units, minibatch and depth: microseconds, and over the floor of its products."""

import statistics
from collections.abc import Iterator
from dataclasses import replace

from bench.floor import Floor
from bench.iteration import ours
from bench.measure import Conditions, Contender, Table, interleaved, ratio
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer

HIDDEN = (10, 50, 100, 200, 500, 1000)
MINIBATCH = (10, 30, 100, 300, 1000)
DEPTH = (2, 3, 4, 5, 6)  # Affine layers
WORK = 2 * 10**10  # operations a turn, about half a second


def measure(conditions: Conditions) -> Iterator[Table]:
    """Yield the table."""
    standard = TrainingConfig(dataset=conditions.dataset.name, iterations=10_000_000)
    configs = [*((f"hidden {size}", replace(standard, hidden_sizes=(size,))) for size in HIDDEN),
               *((f"minibatch {size}", replace(standard, batch_size=size)) for size in MINIBATCH),
               *((f"depth {depth}", replace(standard, hidden_sizes=(50,) * (depth - 1), weight_init="he"))
                 for depth in DEPTH)]
    rows = tuple((name, *measured(config, conditions)) for name, config in configs)
    yield Table("how an iteration grows (784-50-10, minibatch 100, but for what is named)",
                ("what", "µs an iteration", "µs for its large products", "over this floor, ×"), rows)


def measured(config: TrainingConfig, conditions: Conditions) -> tuple[float, float, float]:
    """Microseconds of an iteration, of its large products, and how many times as much."""
    dataset = conditions.dataset
    trainer, floor = Trainer(config, dataset), Floor(config, dataset)
    turn = conditions.patient(iterations_a_turn(trainer), 2)
    contenders: dict[str, Contender] = {"ours": ours(trainer, turn), "floor": lambda: floor.seconds(turn)}
    found = interleaved(contenders, conditions.patient(9, 1))
    trained, products = (statistics.median(found[name]) / turn * 1e6 for name in ("ours", "floor"))
    return trained, products, ratio(found["ours"], found["floor"])


def iterations_a_turn(trainer: Trainer) -> int:
    """Some, and a divisor of those of an epoch: accuracies come due between two turns only."""
    config = trainer.config
    epoch = max(len(trainer.dataset.train) // config.batch_size, 1)
    parameters = sum(value.size for value in trainer.network.params.values())
    most = max(min(WORK // (6 * parameters * config.batch_size), 200, epoch), 1)
    return next(count for count in range(most, 0, -1) if epoch % count == 0)
