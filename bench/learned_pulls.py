"""Who pulled a weight: how long it takes to follow every sample through the iterations of a run."""

from collections.abc import Iterator
from statistics import median

from bench.measure import Conditions, Figure, seconds
from engine.inspection.learned.pulls import who_pulled
from engine.inspection.place import Place
from engine.nn.optimizers import OPTIMIZERS
from engine.runs.run import Run, run_of
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer

NAMES = ("W1", "W2", "b2")


def measure(conditions: Conditions) -> Iterator[Figure]:
    """Yield the time for each kind of optimizer, and that of the last iteration alone."""
    count = conditions.patient(1_000, 50)
    runs = {optimizer: trained(conditions, optimizer, count) for optimizer in ("sgd", "momentum", "adam")}
    for optimizer, run in runs.items():
        found = {str(place): [pulled(run, place, 1, count) for _ in range(conditions.patient(5, 1))]
                 for place in (middle(run, name) for name in NAMES)}
        yield Figure(f"who pulled a weight in {count:,} iterations of {OPTIMIZERS[optimizer].title}",
                     max(median(each) for each in found.values()), "s", 5, 2,
                     samples={f"{name}, s": values for name, values in found.items()})
    last = [1e3 * pulled(run, middle(run, "W1"), count, count) for _ in range(conditions.patient(20, 1))]
    yield Figure("who pulled it in the last iteration", median(last), "ms", 100, 33, samples={"each, ms": last})


def pulled(run: Run, place: Place, first: int, last: int) -> float:
    """Seconds until it is known."""
    return seconds(lambda: who_pulled(run.config, run.dataset, run.course, place, first, last))


def trained(conditions: Conditions, optimizer: str, count: int) -> Run:
    """A run of so many iterations."""
    config = TrainingConfig(dataset=conditions.dataset.name, optimizer=optimizer, iterations=count,
                            learning_rate=OPTIMIZERS[optimizer].usual_rate)
    trainer = Trainer(config, conditions.dataset)
    while trainer.iteration < count:
        trainer.run_iteration()
    return run_of(trainer)


def middle(run: Run, name: str) -> Place:
    """The cell in the middle of a parameter."""
    return Place(name, tuple(size // 2 for size in run.course.checkpoints[0].arrays[name].shape))
