"""A run whose course is spoken of, to be run again from the start as often as a judge likes."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from claim_reference import function

from engine.data.dataset import Dataset
from engine.training.config import TrainingConfig
from engine.training.record.history import AccuracyPoint
from engine.training.trainer import Trainer


@dataclass(eq=False)
class CourseCase:
    """What a sentence is about: the run, where it stood, and the limit or the number that was set."""

    config: TrainingConfig
    dataset: Dataset
    iteration: int
    limit: float = 0.0
    sample: np.ndarray | None = None

    @cached_property
    def trainer(self) -> Trainer:
        """Another trainer, which ran to one iteration beyond."""
        trainer = Trainer(self.config, self.dataset)
        while trainer.iteration < self.iteration + 1:
            trainer.run_iteration()
        trainer.finish_evaluation()
        return trainer

    @property
    def losses(self) -> list[float]:
        return self.trainer.history.losses().tolist()

    def accuracies(self) -> list[AccuracyPoint]:
        return [point for point in self.trainer.history.accuracies() if point.iteration <= self.iteration]

    def values(self, iteration: int | None = None) -> dict[str, np.ndarray]:
        """What an iteration computed."""
        self.trainer.go_to(self.iteration if iteration is None else iteration)
        found = {name: np.asarray(value) for name, value in self.trainer.values.items() if name != "iteration"}
        return {**found, **self.trainer.arrays()}

    def predicted(self, iteration: int) -> int:
        self.trainer.go_to(iteration)
        z, params = self.sample, self.trainer.network.params
        for layer in range(1, len(self.config.hidden_sizes) + 1):
            z = function(self.config.activation, z @ params[f"W{layer}"] + params[f"b{layer}"])
        last = len(self.config.hidden_sizes) + 1
        return int(np.argmax(z @ params[f"W{last}"] + params[f"b{last}"]))

    def silent_in(self, epoch: int) -> set[tuple[int, int]]:
        """The units whose slope was as good as 0 for all samples of an epoch: (hidden layer, unit)."""
        size, batch = len(self.dataset.train), self.config.batch_size
        first, last = -(-(epoch - 1) * size // batch) + 1, -(-epoch * size // batch)
        found = None
        for iteration in range(first, last + 1):
            values = self.values(iteration)
            silent = {(layer, int(unit)) for layer in range(1, len(self.config.hidden_sizes) + 1)
                      for unit in np.flatnonzero((self.slopes(values, layer) <= 1e-14).all(axis=0))}
            found = silent if found is None else found & silent
        return found or set()

    def slopes(self, values: dict[str, np.ndarray], layer: int) -> np.ndarray:
        """Those of a hidden layer, from what it put out."""
        z = values[f"z{layer}"]
        return {"relu": lambda: np.sign(z), "sigmoid": lambda: z * (1 - z), "tanh": lambda: 1 - z * z}[
            self.config.activation]()

    def first_not_finite(self, iteration: int) -> tuple[str, str, np.ndarray]:
        """The operation, the variable and its array, by looking at all there is after each operation."""
        trainer = Trainer(self.config, self.dataset)
        while trainer.iteration < iteration - 1:
            trainer.run_iteration()
        while True:
            operation = trainer.run_operation()
            known = {**trainer.values, **trainer.arrays()}
            bad = [name for name in operation.writes if not np.isfinite(known[name]).all()]
            if bad:
                break
        if bad != ["loss after update"]:
            return operation.name, bad[0], np.asarray(known[bad[0]])
        z, params = trainer.values["x"], trainer.network.params
        for layer in range(1, len(self.config.hidden_sizes) + 2):
            a = z @ params[f"W{layer}"] + params[f"b{layer}"]
            if not np.isfinite(a).all():
                return operation.name, f"a{layer} new", a
            z = np.maximum(a, 0)
        return operation.name, "loss after update", np.asarray(known["loss after update"])
