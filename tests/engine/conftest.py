"""What the tests of the engine share: small data, networks on it, and what makes two runs the same."""

import os
import threading
from pathlib import Path

import fake_mnist
import numpy as np
import pytest

from engine.data import mnist
from engine.data.dataset import Dataset, Split
from engine.data.digits import load_digits
from engine.data.look import ImageLook
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer

REPOSITORY = Path(__file__).resolve().parents[2]
NUMERIC = tuple(Path(__file__).parent / name for name in ("nn", "training", "inspection"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is about sums, to be run once more with another kernel: see .ci/run."""
    for item in items:
        if not set(NUMERIC).isdisjoint(item.path.parents):
            item.add_marker(pytest.mark.numeric)


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(20)


@pytest.fixture(scope="session")
def digits() -> Dataset:
    return load_digits()


def make_tiny(train_size: int = 60, test_size: int = 20, side: int = 3, class_count: int = 4) -> Dataset:
    """Noise in the form of a data set, small enough for hundreds of runs."""
    rng = np.random.default_rng([train_size, test_size, side, class_count])

    def split(count: int) -> Split:
        return Split(rng.random((count, side * side), np.float32), rng.integers(0, class_count, count))

    return Dataset(name="tiny", title="Tiny", train=split(train_size), test=split(test_size),
                   look=ImageLook((side, side)), class_names=tuple("0123456789"[:class_count]), attribution="noise")


@pytest.fixture(scope="session")
def tiny() -> Dataset:
    return make_tiny()


@pytest.fixture(scope="session")
def tiny_trainer(tiny):
    """Makes a `Trainer` on the tiny data set: ``tiny_trainer(learning_rate=0.5)``."""
    def make(**changes) -> Trainer:
        usual = {"dataset": "tiny", "hidden_sizes": (5,), "batch_size": 10, "learning_rate": 0.5,
                 "weight_init": "he", "seed": 3}
        return Trainer(TrainingConfig(**{**usual, **changes}), tiny)

    return make


def bits(params) -> dict[str, bytes]:
    """Parameters (or values) as bytes: equal only if every bit is."""
    return {name: np.asarray(value).tobytes() for name, value in params.items()}


@pytest.fixture(scope="session")
def same_bits():
    """Tells whether two dicts of arrays have the same names, types, shapes and bits."""
    def check(one, other) -> bool:
        kinds = [{name: (np.asarray(value).dtype, np.shape(value)) for name, value in d.items()} for d in (one, other)]
        return kinds[0] == kinds[1] and bits(one) == bits(other)

    return check


@pytest.fixture(scope="session")
def make_fake():
    """A function that makes a `fake_mnist.Fake` of four arrays, with hashes that fit."""
    return fake_mnist.make


@pytest.fixture(scope="session")
def fake() -> fake_mnist.Fake:
    """MNIST in small."""
    rng = np.random.default_rng(0)
    return fake_mnist.make(
        rng.integers(0, 256, (300, 28, 28), np.uint8), rng.integers(0, 10, 300, np.uint8),
        rng.integers(0, 256, (20, 28, 28), np.uint8), rng.integers(0, 10, 20, np.uint8),
    )


@pytest.fixture
def server(fake, monkeypatch):
    """A web server with it, as a mirror of every kind."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with fake_mnist.Server(fake.published) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.go_on.set()
        running.shutdown()
        thread.join()


@pytest.fixture
def own_cache(tmp_path, monkeypatch) -> Path:
    """The user's cache, moved to an empty folder, and no MNIST_DIR."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv(mnist.ENVIRONMENT_VARIABLE, raising=False)
    return mnist.cache_folder()


@pytest.fixture(scope="session")
def mnist_folder() -> Path:
    """The folder with the real MNIST, or the test is skipped."""
    named = os.environ.get(mnist.ENVIRONMENT_VARIABLE)
    folders = [Path(named)] if named else []
    folders += [REPOSITORY.parent / "shared" / "data" / "mnist", mnist.cache_folder()]
    for folder in folders:
        if mnist.find_mnist(folder) == folder:
            return folder
    pytest.skip(f"needs MNIST; it is in none of {', '.join(map(str, folders))} (set MNIST_DIR)")
