"""The network without some of its units: how long it takes to do without each of them, one by one."""

from collections.abc import Iterator
from statistics import median

from bench.measure import Conditions, Figure, seconds
from engine.inspection.frozen.trace import Sample
from engine.inspection.learned.without import ablations, ablations_for, compared
from engine.nn.network import Network
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer


def measure(conditions: Conditions) -> Iterator[Figure]:
    """Yield the times for all samples and for one, with one hidden layer and with two, and for a switch."""
    split, repetitions = conditions.dataset.test, conditions.patient(9, 1)
    network = trained(conditions, (50,))
    yield figure(f"each of 50 units switched off by itself, on {len(split):,} samples", "s", 3, 0.5,
                 [seconds(lambda: ablations(network, split, 1)) for _ in range(repetitions)])
    deeper = trained(conditions, (50, 100))
    yield figure(f"each of 50 units of the first of two hidden layers, on {len(split):,} samples", "s", 10, 3,
                 [seconds(lambda: ablations(deeper, split, 1)) for _ in range(repetitions)])
    sample = Sample(split.x[0], int(split.labels[0]), "test", 0)
    yield figure("each of 50 units switched off by itself, for one sample", "ms", 50, 16,
                 [1e3 * seconds(lambda: ablations_for(network, sample, 1)) for _ in range(10 * repetitions)])
    yield figure(f"with all units and without two of them, on {len(split):,} samples", "ms", 300, 120,
                 [1e3 * seconds(lambda: compared(network, {1: (3, 7)}, split)) for _ in range(repetitions)])


def figure(what: str, unit: str, at_least: float, aim: float, found: list[float]) -> Figure:
    """The median of some times."""
    return Figure(what, median(found), unit, at_least, aim, samples={f"each, {unit}": found})


def trained(conditions: Conditions, hidden: tuple[int, ...]) -> Network:
    """A network that has learnt a little, some of whose units are silent now and then."""
    count = conditions.patient(600, 20)
    trainer = Trainer(TrainingConfig(dataset=conditions.dataset.name, hidden_sizes=hidden, weight_init="he"),
                      conditions.dataset)
    while trainer.iteration < count:
        trainer.run_iteration()
    return trainer.network
