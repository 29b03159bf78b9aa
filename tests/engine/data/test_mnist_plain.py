"""MNIST read in a few lines: the same numbers as by the reader that trusts no file."""

import gzip

import numpy as np
import pytest

from engine.data.mnist import read_mnist
from engine.data.mnist_plain import read_idx
from engine.data.mnist_plain import read_mnist as read_plainly


def test_the_same_numbers(mnist_folder):
    dataset = read_mnist(mnist_folder)
    x_train, t_train, x_test, t_test = read_plainly(str(mnist_folder))
    assert np.array_equal(x_train, dataset.train.x.levels) and np.array_equal(t_train, dataset.train.labels)
    assert np.array_equal(x_test, dataset.test.x.levels) and np.array_equal(t_test, dataset.test.labels)


def test_packed_or_not(tmp_path):
    content = bytes(range(20))
    (tmp_path / "train-labels-idx1-ubyte").write_bytes(content)
    (tmp_path / "t10k-labels.idx1-ubyte.gz").write_bytes(gzip.compress(content))
    for name in ("train-labels", "t10k-labels"):
        assert read_idx(str(tmp_path), name, 8).tolist() == list(range(8, 20))
    with pytest.raises(FileNotFoundError, match=r"There is no file train-images\.\.\. in "):
        read_idx(str(tmp_path), "train-images", 16)
