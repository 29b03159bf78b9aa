"""The whole run of the text: 10,000 iterations with the 17 evaluations on 70,000 images, against its program."""

from collections.abc import Iterator

from bench.measure import Conditions, Figure, interleaved, ratio, seconds
from bench.text_program import TextProgram
from engine.data.dataset import Dataset
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer


def measure(conditions: Conditions) -> Iterator[Figure]:
    """Yield the ratio."""
    dataset = conditions.dataset
    iterations = conditions.patient(10_000, 30)
    config = TrainingConfig(dataset=dataset.name, iterations=iterations)
    contenders = {"ours": lambda: seconds(lambda: train(config, dataset)),
                  "text": lambda: seconds(lambda: TextProgram(dataset).run(iterations))}
    found = interleaved(contenders, conditions.patient(3, 2), warm_up=0)
    yield Figure(f"{iterations:,} iterations with their evaluations, against text: times faster",
                 ratio(found["text"], found["ours"]), "×", 4, 5.5, more_is_better=True,
                 samples={f"{name}, s": values for name, values in found.items()})


def train(config: TrainingConfig, dataset: Dataset) -> Trainer:
    """Train to the end, as the terminal run does."""
    trainer = Trainer(config, dataset)
    while trainer.evaluation or trainer.iteration < config.iterations:
        trainer.advance()
    return trainer
