"""`load_mnist` has the arguments and the results of the book's, array for array."""

import gzip
import itertools

import numpy as np
import pytest

from engine.data import mnist
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer


@pytest.fixture
def folder(fake, tmp_path):
    return fake.write(tmp_path / "mnist")


def book_s(published, normalize, flatten, one_hot_label):
    """What the book's own function (section 3.6.1, dataset/mnist.py) makes of what is in the files, line by line."""
    def labels_of(name):
        labels = np.frombuffer(published[name], np.uint8, offset=8)
        if not one_hot_label:
            return labels
        t = np.zeros((labels.size, 10))
        for row, label in zip(t, labels, strict=True):
            row[label] = 1
        return t

    def images_of(name):
        images = np.frombuffer(published[name], np.uint8, offset=16).reshape(-1, 784)
        if normalize:
            images = images.astype(np.float32)
            images /= 255.0
        return images if flatten else images.reshape(-1, 1, 28, 28)

    return tuple((images_of(f"{part}-images-idx3-ubyte.gz"), labels_of(f"{part}-labels-idx1-ubyte.gz"))
                 for part in ("train", "t10k"))


EACH_WAY = list(itertools.product([True, False], repeat=3))


def assert_as_the_book_s(found, contents, way):
    """Array for array: values to the bit, types, shapes; and one may write into them, as there."""
    for pair, expected_pair in zip(found, book_s(contents, *way), strict=True):
        for array, expected in zip(pair, expected_pair, strict=True):
            assert (array.dtype, array.shape) == (expected.dtype, expected.shape)
            assert array.tobytes() == expected.tobytes()
            assert array.flags.writeable and array.flags.c_contiguous


@pytest.mark.parametrize("way", EACH_WAY)
def test_load_mnist_gives_what_the_book_s_gives(fake, folder, own_cache, monkeypatch, way):
    monkeypatch.setattr(mnist, "FILES", fake.files)
    assert set(fake.train_images.ravel()) == set(range(256))
    for _ in range(2):  # from the packed files, and from what was kept of them
        assert_as_the_book_s(mnist.load_mnist(*way, data_dir=folder), fake.contents, way)


@pytest.mark.parametrize("way", [(True, True, True), (False, False, False)])
def test_load_mnist_gives_what_the_book_s_gives_of_mnist_itself(mnist_folder, own_cache, way):
    contents = {file.remote.name: read_packed(mnist_folder, file) for file in mnist.FILES.all}
    assert_as_the_book_s(mnist.load_mnist(*way, data_dir=mnist_folder), contents, way)


def read_packed(folder, file):
    path = next(folder / name for name in file.accepted_names if (folder / name).is_file())
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def test_without_arguments_it_takes_the_book_s_defaults(fake, folder, own_cache, monkeypatch):
    monkeypatch.setattr(mnist, "FILES", fake.files)
    monkeypatch.setenv("MNIST_DIR", str(folder))
    assert_as_the_book_s(mnist.load_mnist(), fake.contents, (True, True, False))


def test_the_trainer_learns_from_the_same_pixels(fake, folder, own_cache, monkeypatch):
    monkeypatch.setattr(mnist, "FILES", fake.files)
    (x_train, t_train), (x_test, _) = mnist.load_mnist(data_dir=folder)
    data = mnist.load_dataset(folder, files=fake.files)
    assert data.train.x[:].tobytes() == x_train.tobytes() and data.test.x[:].tobytes() == x_test.tobytes()
    trainer = Trainer(TrainingConfig(dataset="mnist", batch_size=50, hidden_sizes=(3,)), data)
    trainer.run_iteration()
    assert trainer.values["x"].tobytes() == x_train[trainer.values["indices"]].tobytes()
    assert trainer.values["t"].argmax(axis=1).tolist() == t_train[trainer.values["indices"]].tolist()
