"""Networks of all kinds to be asked about: young and old, small and deep, dead, saturated and diverged."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from claim_reference import IGNORED, WIDE, Reference

from engine.data.dataset import Dataset
from engine.inspection.frozen.snapshot import Snapshot, snapshot_of, snapshot_of_sample
from engine.inspection.frozen.trace import Sample, trace
from engine.inspection.place import Place
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer

AGES = (1, 2, 5, 20, 100, 500, 2_000, 10_000)
OFTEN = (0.2, 0.1, 0.13, 0.2, 0.15, 0.12, 0.07, 0.03)
RATES = (0.01, 0.1, 0.5, 1, 3, 10, 30, 1e3, 1e6, 1e9, 1e30)
LIKELY = (0.08, 0.26, 0.2, 0.1, 0.1, 0.06, 0.06, 0.05, 0.04, 0.03, 0.02)


@dataclass(frozen=True, eq=False)
class World:
    """A network at one moment of a training, frozen."""

    trainer: Trainer
    dataset: Dataset
    snapshot: Snapshot
    tampered: bool
    seed: int
    stood: tuple[int, int]
    mistake: str | None = None  # made on purpose, where it makes the loss another one

    def __str__(self) -> str:
        config = self.trainer.config
        return (f"world {self.seed}: {config.hidden_sizes} {config.activation} {config.weight_init} {config.dtype} lr "
                f"{config.learning_rate:g} batch {config.batch_size}, iteration {self.snapshot.iteration}, "
                f"{self.snapshot.position} of {len(self.snapshot.operations)} operations, {self.snapshot.split}"
                + (", tampered with" if self.tampered else ""))

    @property
    def activation(self) -> str:
        return self.trainer.config.activation

    @property
    def optimizer(self) -> str:
        return self.trainer.config.optimizer

    def slots(self, parameter: str, index: tuple = ()) -> dict[str, np.ndarray]:
        """What the optimizer remembered of a parameter before the update, by slot; of one cell of it."""
        names = {"sgd": "", "adam": "mvk", "adagrad": "h", "rmsprop": "h"}.get(self.optimizer, "v")
        found = {name: self.kept(f"{name}{parameter}") for name in names}
        return {name: value[index] if value.ndim else value for name, value in found.items()}

    @property
    def depth(self) -> int:
        return len(self.trainer.config.hidden_sizes) + 1

    @property
    def sizes(self) -> tuple[int, ...]:
        return (self.dataset.input_size, *self.trainer.config.hidden_sizes, self.dataset.class_count)

    @property
    def count(self) -> int:
        return len(self.snapshot.values["x"])

    @property
    def info(self) -> np.finfo:
        return np.finfo(self.trainer.config.dtype)

    def kept(self, name: str) -> np.ndarray | None:
        """What is kept of a variable, widened."""
        array = self.snapshot.value(name)
        return None if array is None else np.asarray(array).astype(WIDE)

    @cached_property
    def wide(self) -> Reference:
        return self._reference(WIDE)

    @cached_property
    def double(self) -> Reference:
        return self._reference(np.float64)

    @IGNORED
    def _reference(self, kind) -> Reference:
        snapshot, labels, activation = self.snapshot, self.snapshot.labels, self.activation
        if self.mistake == "labels of other rows":
            labels = np.roll(labels, 1)
        if self.mistake == "mask in forward":
            activation = "none"
        return Reference(snapshot.network.params, snapshot.values["x"], labels, activation, kind)

    @cached_property
    def truth(self) -> dict:
        """Every value and gradient of L, wide."""
        return self.wide.backward()

    @cached_property
    def finished(self) -> Snapshot:
        """The iteration after it has been finished. Trains on."""
        self.trainer.run_iteration()
        return snapshot_of(self.trainer)

    @cached_property
    def is_tame_with_smaller_steps(self) -> bool:
        """Whether the same run stays finite with steps that are short."""
        config = self.trainer.config
        calm = Trainer(TrainingConfig(
            hidden_sizes=config.hidden_sizes, activation=config.activation, weight_init=config.weight_init,
            batch_size=config.batch_size, seed=config.seed, dtype=config.dtype, learning_rate=1e-4), self.dataset)
        for _ in range(min(self.snapshot.iteration or self.snapshot.parameters_after[0] + 1, 200)):
            calm.run_iteration()
        return all(np.isfinite(value).all() for value in calm.network.params.values())

    def random_place(self, rng: np.random.Generator) -> Place:
        """A cell of any variable; now and then one that does not exist."""
        names = list(self.snapshot.names())
        name = str(rng.choice(names))
        shape = self.snapshot.shape(name)
        index = tuple(int(rng.integers(0, size)) for size in shape)
        chance = rng.random()
        if chance < 0.02:
            return Place(str(rng.choice(["dx", "t", "W7", "W1 new", "l", "z9", "t new"])), index)
        if chance < 0.04 and index:
            return Place(name, (*index[:-1], shape[-1] + int(rng.integers(0, 3))))
        if chance < 0.07 and len(index) == 2 and name.rstrip(" new")[:2] not in ("dW", "db") and name[0] not in "Wb":
            return Place(name, (None, index[1]))
        array = None if chance < 0.5 else self.snapshot.value(name)
        if array is None or not index:
            return Place(name, index)
        sizes = np.abs(np.nan_to_num(array))
        if chance < 0.7:  # where terms cancel, or nothing is left to learn
            return Place(name, tuple(map(int, np.unravel_index(sizes.argmin(), shape))))
        if chance < 0.85 and sizes.any():  # where one would look: an inked pixel
            return Place(name, tuple(int(i) for i in rng.choice(np.argwhere(sizes))))
        smallest = np.where(sizes == 0, np.inf, sizes)
        return Place(name, tuple(map(int, np.unravel_index(smallest.argmin(), shape))))

    def random_parameter(self, rng: np.random.Generator) -> Place:
        name = str(rng.choice(list(self.snapshot.network.params)))
        return Place(name, tuple(int(rng.integers(0, size)) for size in self.snapshot.network.params[name].shape))


# A network that gets every sample of its minibatch right to the last digit, and one as it is often met.
SETTLED = {"hidden_sizes": (8,), "batch_size": 2, "iterations": 1_000, "learning_rate": 0.05, "factor": 1e5}
USUAL = {"hidden_sizes": (8,), "batch_size": 20, "iterations": 60, "learning_rate": 0.5, "factor": 1.0}


def made_of(dataset: Dataset, settings: dict) -> World:
    """The iteration after so many, before which the last weights were multiplied with a factor."""
    settings = dict(settings)
    factor, iterations = settings.pop("factor"), settings.pop("iterations")
    trainer = Trainer(TrainingConfig(**settings, weight_init="he", seed=5), dataset)
    while trainer.iteration < iterations:
        trainer.run_iteration()
    if factor != 1:
        _multiply(trainer, ["W2", "b2"], factor)
    trainer.run_iteration()
    return World(trainer, dataset, snapshot_of(trainer), True, -1, (trainer.iteration, 0))


def make(dataset: Dataset, seed: int, oldest: int = AGES[-1]) -> World:
    """World number `seed`, not older than so many iterations."""
    rng = np.random.default_rng([7, seed])
    config = _config(rng)
    trainer = Trainer(config, dataset)
    tampered = rng.random() < 0.35
    if tampered:
        _tamper(trainer, rng)
    age = min(int(rng.choice(AGES, p=OFTEN)), oldest)
    beyond = int(rng.integers(0, 4))
    while trainer.iteration < age - 1 and beyond >= 0:
        trainer.run_iteration()
        beyond -= trainer.divergence is not None
    if rng.random() < 0.1:  # blown up in the end
        tampered = True
        _multiply(trainer, [f"W{number}" for number in range(1, trainer.network.depth + 1)],
                  float(rng.choice([1e5, 1e20, np.inf, np.nan], p=[0.2, 0.5, 0.2, 0.1])))
        for _ in range(int(rng.integers(0, 3))):
            trainer.run_iteration()
    chance = rng.random()
    if chance < 0.65:
        trainer.run_iteration()
    else:
        for _ in range(int(rng.integers(1, len(trainer.operations)))):
            trainer.run_operation()
    snapshot, stood = snapshot_of(trainer), (trainer.iteration, trainer.position)
    if rng.random() < 0.25:
        snapshot = _alone(trainer, dataset, rng)
    return World(trainer, dataset, snapshot, tampered, seed, stood)


def _config(rng: np.random.Generator) -> TrainingConfig:
    hidden = int(rng.integers(0, 6))
    widths = rng.integers(1, 13, hidden) if rng.random() < 0.6 else np.full(hidden, rng.choice([3, 8, 10, 30]))
    return TrainingConfig(
        hidden_sizes=tuple(map(int, widths)), activation=str(rng.choice(["relu", "sigmoid", "tanh"])),
        weight_init=str(rng.choice(["zero", "std 0.01", "std 1", "xavier", "he"], p=[0.05, 0.2, 0.1, 0.25, 0.4])),
        batch_size=int(rng.choice([1, 2, 5, 20, 50, 100])), learning_rate=float(rng.choice(RATES, p=LIKELY)),
        seed=int(rng.integers(0, 1000)), dtype=str(rng.choice(["float32", "float64"], p=[0.65, 0.35])))


def _tamper(trainer: Trainer, rng: np.random.Generator) -> None:
    """Make it saturated, dead, or its first weights huge or tiny."""
    params = trainer.network.params
    number = int(rng.integers(1, trainer.network.depth + 1))
    _multiply(trainer, [f"W{number}"] if rng.random() < 0.6 else [each for each in params if each.startswith("W")],
              float(rng.choice([1e-12, 1e-3, 10, 100, 1e4, 1e18])))
    if rng.random() < 0.4:
        shift = params[f"b{number}"].dtype.type(rng.choice([-30, -3, 3, 30]))
        which = rng.random(len(params[f"b{number}"])) < 0.7
        params[f"b{number}"] = np.where(which, shift, params[f"b{number}"]).astype(params[f"b{number}"].dtype)
    for value in params.values():
        value.setflags(write=False)


def _multiply(trainer: Trainer, names: list[str], factor: float) -> None:
    params = trainer.network.params
    for name in names:
        params[name] = params[name] * params[name].dtype.type(factor)
        params[name].setflags(write=False)


def _alone(trainer: Trainer, dataset: Dataset, rng: np.random.Generator) -> Snapshot:
    """One sample by itself: of the training or test images, or a drawing, with a label or without."""
    split = str(rng.choice(["train", "test", "drawn"]))
    part = dataset.test if split == "test" else dataset.train
    index = int(rng.integers(0, len(part.x)))
    label = None if split == "drawn" and rng.random() < 0.5 else int(part.labels[index])
    sample = Sample(part.x[index], label, split, 0 if split == "drawn" else index)
    looked = trace(trainer.network, sample, iteration=trainer.iteration, position=trainer.position)
    return snapshot_of_sample(looked, dataset,
                              weight_init=trainer.config.weight_init if rng.random() < 0.7 else None)
