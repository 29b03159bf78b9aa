"""A small network in training, for the tests of the pages that are about one of its iterations."""

import pytest

from engine.data import catalogue
from engine.data.dataset import Dataset
from engine.inspection.frozen.snapshot import Snapshot, snapshot_of
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return catalogue.load("digits")


@pytest.fixture(scope="module")
def config() -> TrainingConfig:
    return TrainingConfig(hidden_sizes=(8,), batch_size=20, iterations=100)


@pytest.fixture(scope="module")
def trainer(config: TrainingConfig, dataset: Dataset) -> Trainer:
    """After 30 iterations."""
    made = Trainer(config, dataset)
    for _ in range(30):
        made.run_iteration()
    return made


@pytest.fixture(scope="module")
def snapshot(trainer: Trainer) -> Snapshot:
    return snapshot_of(trainer)
