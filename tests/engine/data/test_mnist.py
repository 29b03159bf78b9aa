import gzip
import os
import struct
import tempfile
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from engine.data import mnist
from engine.data.dataset import DatasetError
from engine.data.idx import header_of
from engine.problem import printable

ZEROS = np.zeros((5, 28, 28), np.uint8)
LABELS = np.arange(5, dtype=np.uint8)


@pytest.fixture
def folder(fake, tmp_path):
    return fake.write(tmp_path / "mnist")


def test_read(fake, folder):
    data = mnist.read_mnist(folder, files=fake.files)
    assert (data.name, data.title, data.look.shape, data.class_count) == ("mnist", "MNIST", (28, 28), 10)
    assert data.train.x.dtype == np.float32
    assert data.train.labels.dtype == np.int64
    expected = fake.train_images.reshape(300, 784) / np.float32(255)
    np.testing.assert_array_equal(data.train.x, expected)
    np.testing.assert_array_equal(data.train.labels, fake.train_labels)
    assert len(data.test) == 20


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("dotted", [True, False])
def test_accepted_names(fake, tmp_path, packed, dotted):
    for name, content in fake.contents.items():
        name = name.replace("-idx", ".idx") if dotted else name
        data = gzip.compress(content, 1) if packed else content
        (tmp_path / (name if packed else name.removesuffix(".gz"))).write_bytes(data)
    assert len(mnist.read_mnist(tmp_path, files=fake.files).train) == 300


def test_missing_files_are_named(fake, folder):
    (folder / "t10k-labels-idx1-ubyte.gz").unlink()
    with pytest.raises(DatasetError, match=r"has no t10k-labels-idx1-ubyte [(]") as caught:
        mnist.read_mnist(folder, files=fake.files)
    assert str(folder) in str(caught.value)
    (folder / "train-images-idx3-ubyte.gz").unlink()
    with pytest.raises(DatasetError, match=r"has no train-images-idx3-ubyte, t10k-labels-idx1-ubyte [(]"):
        mnist.read_mnist(folder, files=fake.files)


def test_no_other_copy_stands_in_for_a_folder_that_is_given(fake, folder, own_cache, tmp_path, monkeypatch):
    fake.write(own_cache)
    monkeypatch.setenv("MNIST_DIR", str(fake.write(tmp_path / "named")))
    assert len(mnist.load_dataset(folder, files=fake.files).train) == 300
    (folder / "t10k-labels-idx1-ubyte.gz").unlink()
    for load in (partial(mnist.load_dataset, files=fake.files), lambda given: mnist.load_mnist(data_dir=given)):
        with pytest.raises(DatasetError, match=r"has no t10k-labels-idx1-ubyte [(]") as caught:
            load(folder)
        assert str(folder) in str(caught.value)
    assert not mnist.SOURCE.is_available(folder)
    assert mnist.SOURCE.is_available(None)


def test_the_first_of_the_usual_places_that_has_it_is_loaded(fake, own_cache, tmp_path, monkeypatch):
    monkeypatch.setenv("MNIST_DIR", str(tmp_path / "named"))
    with pytest.raises(DatasetError, match="MNIST is not on this computer"):
        mnist.load_dataset(files=fake.files)
    fake.write(own_cache)
    assert len(mnist.load_dataset(files=fake.files).train) == 300
    (fake.write(tmp_path / "named") / "t10k-images-idx3-ubyte.gz").write_bytes(b"")
    with pytest.raises(DatasetError, match=r"t10k-images-idx3-ubyte.gz is empty") as caught:
        mnist.load_dataset(files=fake.files)
    assert str(tmp_path / "named") in str(caught.value)


@pytest.fixture(params=["a file", "a name too long", "links in a circle", "a null", "a home of nobody"])
def unreadable(request, tmp_path):
    """A folder that nobody can look into."""
    (tmp_path / "file").touch()
    (tmp_path / "circle").symlink_to("circle")
    return {"a file": str(tmp_path / "file"), "a name too long": str(tmp_path / ("n" * 256)), "a null": "a\0b",
            "links in a circle": str(tmp_path / "circle"), "a home of nobody": "~nobody-of-this-name"}[request.param]


@pytest.mark.skipif(os.name == "nt", reason="links and names are others there")
def test_a_folder_that_cannot_be_looked_into_is_named(fake, own_cache, unreadable, monkeypatch):
    shown = printable(unreadable)
    assert mnist.find_mnist(unreadable) is None
    assert not mnist.SOURCE.is_available(unreadable)
    for load in (partial(mnist.load_dataset, files=fake.files), lambda given: mnist.load_mnist(data_dir=given)):
        with pytest.raises(DatasetError) as caught:
            load(unreadable)
        assert str(caught.value).startswith(f"MNIST: {shown} ") and "download them" in str(caught.value)
    assert str(mnist.SOURCE.trouble(unreadable)).startswith(f"MNIST: {shown} ")
    if "\0" not in unreadable:  # which no variable can hold
        monkeypatch.setenv("MNIST_DIR", unreadable)
        assert mnist.find_mnist() is None
        assert str(mnist.SOURCE.trouble(None)).startswith(f"MNIST: {shown} ")
        with pytest.raises(DatasetError, match=f"{shown}"):
            mnist.load_dataset(files=fake.files)
        fake.write(own_cache)  # the next of the usual places
        assert len(mnist.load_dataset(files=fake.files).train) == 300


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="rights are others there")
def test_a_folder_without_the_right_to_look_into_it(fake):
    with tempfile.TemporaryDirectory() as name:  # not pytest's, which only its owner can reach
        folder = fake.write(Path(name, "mnist"))
        folder.chmod(0)
        try:
            as_nobody = os.geteuid() == 0  # who may look into everything
            if as_nobody:
                Path(name).chmod(0o755)
                os.seteuid(65534)
            with pytest.raises(DatasetError, match=f"{folder} cannot be looked into [(]Permission denied[)]"):
                mnist.load_dataset(folder, files=fake.files)
            assert not mnist.SOURCE.is_available(folder)
        finally:
            if as_nobody:
                os.seteuid(0)
            folder.chmod(0o755)


def test_nothing_is_wrong_where_nobody_named_a_folder(fake, folder, own_cache):
    assert mnist.SOURCE.trouble(None) is None
    assert mnist.SOURCE.trouble(folder) is None


def test_other_content_is_rejected(fake, folder):
    name = "t10k-labels-idx1-ubyte.gz"
    content = bytearray(fake.contents[name])
    content[-1] = (content[-1] + 1) % 10
    (folder / name).write_bytes(gzip.compress(bytes(content)))
    with pytest.raises(DatasetError, match=f"{name} is whole, but it is not MNIST's t10k-labels-idx1-ubyte: a valid"):
        mnist.read_mnist(folder, files=fake.files)


@pytest.fixture
def refused_pair(make_fake, tmp_path):
    """The message with which images and labels are refused whose hashes fit."""
    def refuse(images, labels) -> str:
        published = make_fake(images, labels, ZEROS, LABELS)
        published.write(tmp_path)
        with pytest.raises(DatasetError) as caught:
            mnist.read_mnist(tmp_path, files=published.files)
        return str(caught.value)

    return refuse


def test_numbers_differ(refused_pair):
    message = refused_pair(ZEROS, LABELS[:4])
    assert "holds 5 images, but" in message
    assert "holds 4 labels" in message


def test_label_above_nine(refused_pair):
    message = refused_pair(ZEROS, np.array([0, 1, 10, 2, 3], np.uint8))
    assert "a label 10; labels go from 0 to 9" in message
    assert "train-labels-idx1-ubyte.gz" in message


def test_none_at_all(refused_pair):
    assert "holds nothing" in refused_pair(ZEROS[:0], LABELS[:0])


def test_images_of_another_size(refused_pair):
    message = refused_pair(np.zeros((5, 27, 28), np.uint8), LABELS)
    assert "756 pixels" in message


def test_images_and_labels_mixed_up(fake, folder):
    images, labels = folder / "train-images-idx3-ubyte.gz", folder / "train-labels-idx1-ubyte.gz"
    images.write_bytes(labels.read_bytes())
    with pytest.raises(DatasetError, match="not MNIST's train-images-idx3-ubyte: a valid IDX file of 300 labels"):
        mnist.read_mnist(folder, files=fake.files)


def test_more_than_mnist_has_is_rejected_by_its_header(fake, folder):
    header = struct.pack(">4B3I", 0, 0, 8, 3, 60_001, 28, 28)
    (folder / "train-images-idx3-ubyte.gz").write_bytes(gzip.compress(header))
    with pytest.raises(DatasetError, match="at most 60000 × 28 × 28"):
        mnist.read_mnist(folder, files=fake.files)


def test_found_in_the_given_folder_alone_or_in_the_environment_then_the_cache(fake, own_cache, tmp_path, monkeypatch):
    assert mnist.find_mnist() is None
    fake.write(own_cache)
    assert mnist.find_mnist() == own_cache
    named = fake.write(tmp_path / "named")
    monkeypatch.setenv("MNIST_DIR", str(named))
    assert mnist.find_mnist() == named
    given = fake.write(tmp_path / "given")
    assert mnist.find_mnist(str(given)) == given
    assert mnist.find_mnist(tmp_path / "elsewhere") is None
    assert mnist.searched_folders(given) == (given,)
    (named / "t10k-labels-idx1-ubyte.gz").unlink()
    assert mnist.find_mnist() == own_cache
    monkeypatch.setenv("MNIST_DIR", "")
    assert mnist.searched_folders() == (own_cache,)


@pytest.fixture
def published_fake(fake, server, own_cache, monkeypatch):
    """The fake files stand for the published ones, on a mirror that works."""
    monkeypatch.setattr(mnist, "FILES", fake.files)
    monkeypatch.setattr(mnist, "MIRRORS", (server.mirror("good"),))
    return fake


def test_load_mnist_downloads_what_it_does_not_find(published_fake, server, own_cache, capsys):
    (x_train, t_train), _ = mnist.load_mnist(normalize=False)
    np.testing.assert_array_equal(x_train, published_fake.train_images.reshape(300, 784))
    np.testing.assert_array_equal(t_train, published_fake.train_labels)
    assert len(server.requested) == 4
    assert mnist.find_mnist() == own_cache
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err == f"MNIST: downloaded to {own_cache}\n"
    mnist.load_mnist()
    assert len(server.requested) == 4
    assert capsys.readouterr().err == ""


def test_load_mnist_fetches_a_damaged_file_of_the_cache_anew(published_fake, server, own_cache, capsys):
    published_fake.write(own_cache)
    (own_cache / "t10k-images-idx3-ubyte.gz").write_bytes(b"")
    assert len(mnist.load_mnist()[1][0]) == 20
    assert server.requested == ["good/t10k-images-idx3-ubyte.gz"]


def test_load_mnist_leaves_another_data_set_in_the_cache(published_fake, server, own_cache):
    published_fake.write(own_cache)
    path = own_cache / "t10k-images-idx3-ubyte.gz"
    path.write_bytes(gzip.compress(header_of(ZEROS) + ZEROS.tobytes()))
    before = path.read_bytes()
    with pytest.raises(DatasetError, match=r"a valid IDX file of 5 images of 28×28 pixels. It is left as it is"):
        mnist.load_mnist()
    assert (path.read_bytes(), server.requested) == (before, [])


def test_load_mnist_leaves_a_folder_of_the_user_alone(published_fake, server, tmp_path):
    folder = published_fake.write(tmp_path / "mine")
    (folder / "t10k-images-idx3-ubyte.gz").write_bytes(b"")
    with pytest.raises(DatasetError, match=r"t10k-images-idx3-ubyte.gz is empty"):
        mnist.load_mnist(data_dir=folder)
    assert server.requested == []


def test_the_real_one(mnist_folder):
    data = mnist.read_mnist(mnist_folder)
    assert data.train.x.shape == (60_000, 784)
    assert data.test.x.shape == (10_000, 784)
    assert list(data.train.labels[:10]) == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]
    assert list(data.test.labels[:5]) == [7, 2, 1, 0, 4]
    # The mean and standard deviation that everybody normalises MNIST with.
    assert round(float(data.train.x[:].mean(dtype=np.float64)), 4) == 0.1307
    assert round(float(data.train.x[:].std(dtype=np.float64)), 4) == 0.3081
