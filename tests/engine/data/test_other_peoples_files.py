"""Folders as other people and programs leave them: found where the files are there, else told what was seen."""

import gzip
import hashlib
import io
import os
import pickle
import re
import struct
import tarfile
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import pytest

from engine.data import look_alikes, mnist, places
from engine.data.dataset import DatasetError
from engine.data.idx import form_of, header_of

NONE = "has none of the four files (train-images-idx3-ubyte and so on)"
FASHION_TRAIN, FASHION_TEST = bytes((9, 0, 0, 3, 0, 2, 7, 2, 5, 5)), bytes((9, 2, 1, 1, 6, 1, 4, 6, 5, 7))


@pytest.fixture(scope="session")
def fashion(make_fake):
    """Another data set under MNIST's names, whose labels begin as those of Fashion-MNIST do."""
    rng = np.random.default_rng(1)

    def labels(beginning: bytes, count: int) -> np.ndarray:
        return np.frombuffer(beginning + rng.integers(0, 10, count - 10, np.uint8).tobytes(), np.uint8)

    return make_fake(rng.integers(0, 256, (300, 28, 28), np.uint8), labels(FASHION_TRAIN, 300),
                     rng.integers(0, 256, (20, 28, 28), np.uint8), labels(FASHION_TEST, 20))


@pytest.fixture
def folder(tmp_path):
    """What somebody chose; the cache lies elsewhere."""
    return tmp_path / "chosen"


def everything(folder) -> dict:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def load(fake, folder):
    return mnist.load_dataset(folder, files=fake.files)


def refused(fake, folder) -> str:
    """What is said of a folder from which nothing can be loaded; nothing in it is changed."""
    before = everything(folder)
    with pytest.raises(DatasetError) as caught:
        load(fake, folder)
    assert everything(folder) == before
    assert not any(word in str(caught.value).lower() for word in ("delete", "remove", "overwrite"))
    return str(caught.value)


# --- found one or two levels down ----------------------------------------------------------------------------------

def as_torchvision(fake, folder):
    fake.write(folder / "MNIST" / "raw")


def as_torchvision_unpacked_too(fake, folder):
    fake.write(folder / "MNIST" / "raw")
    for name, content in fake.contents.items():
        (folder / "MNIST" / "raw" / name.removesuffix(".gz")).write_bytes(content)


def as_kaggle(fake, folder, dotted=False):
    for name, content in fake.contents.items():
        name = name.removesuffix(".gz")
        name = name.replace("-idx", ".idx") if dotted else name
        (folder / name).mkdir(parents=True)
        (folder / name / name).write_bytes(content)


def as_kaggle_dotted(fake, folder):
    as_kaggle(fake, folder, dotted=True)


def as_kaggle_below(fake, folder):
    as_kaggle(fake, folder / "archive")


def by_sets(fake, folder):
    for name, content in fake.published.items():
        (folder / name.partition("-")[0]).mkdir(parents=True, exist_ok=True)
        (folder / name.partition("-")[0] / name).write_bytes(content)


def in_capitals(fake, folder):
    folder.mkdir()
    for name, content in fake.published.items():
        (folder / name.upper()).write_bytes(content)


def beside_empty_ones(fake, folder):
    folder.mkdir()
    for name, content in fake.contents.items():
        (folder / name).write_bytes(b"")
        (folder / name.removesuffix(".gz")).write_bytes(content)


LAYOUTS = (as_torchvision, as_torchvision_unpacked_too, as_kaggle, as_kaggle_dotted, as_kaggle_below, by_sets,
           in_capitals, beside_empty_ones)


@pytest.mark.parametrize("lay", LAYOUTS)
def test_found_as_others_keep_it(fake, own_cache, tmp_path, monkeypatch, lay):
    folder = tmp_path / "chosen"
    lay(fake, folder)
    before = everything(folder)
    assert mnist.SOURCE.is_available(folder)
    assert mnist.find_mnist(folder) == folder
    np.testing.assert_array_equal(load(fake, folder).train.labels, fake.train_labels)
    monkeypatch.setattr(mnist, "FILES", fake.files)
    np.testing.assert_array_equal(mnist.load_mnist(data_dir=folder)[0][1], fake.train_labels)
    monkeypatch.setenv("MNIST_DIR", str(folder))
    assert (mnist.find_mnist(), mnist.SOURCE.trouble(None)) == (folder, None)
    assert len(mnist.load_dataset(files=fake.files).train) == 300
    assert everything(folder) == before


@pytest.mark.parametrize(("one", "other"), [("FashionMNIST", "MNIST"), ("A MNIST", "Fashion"), ("1", "2")])
def test_the_right_one_of_two_is_told_by_its_content(fake, fashion, own_cache, folder, one, other):
    fashion.write(folder / one / "raw")
    fake.write(folder / other / "raw")
    np.testing.assert_array_equal(load(fake, folder).train.labels, fake.train_labels)
    np.testing.assert_array_equal(load(fashion, folder).train.labels, fashion.train_labels)
    fashion.write(folder)  # also where the wrong one is nearer
    np.testing.assert_array_equal(load(fake, folder).train.labels, fake.train_labels)


def test_three_levels_down_is_too_far(fake, own_cache, folder):
    fake.write(folder / "a" / "b" / "c")
    assert NONE in refused(fake, folder)


def test_the_folder_that_has_most_is_named(fake, own_cache, folder):
    raw = fake.write(folder / "MNIST" / "raw")
    (raw / "t10k-labels-idx1-ubyte.gz").unlink()
    assert f"MNIST: {raw} has no t10k-labels-idx1-ubyte (" in refused(fake, folder)


@pytest.mark.skipif(os.name == "nt", reason="links and rights are others there")
def test_a_search_survives_what_lies_in_its_way(fake, own_cache, tmp_path):
    folder = tmp_path / "chosen"
    (folder / "below").mkdir(parents=True)
    (folder / "below" / "back").symlink_to(folder, target_is_directory=True)
    (folder / "circle").symlink_to("circle")
    (folder / "gone").symlink_to("nowhere")
    os.mkfifo(folder / "train-images-idx3-ubyte.gz")
    (folder / "locked").mkdir(mode=0)
    fake.write(folder / ".hidden")
    assert NONE in refused(fake, folder)
    fake.write(tmp_path / "elsewhere")
    (folder / "link").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert len(load(fake, folder).train) == 300


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="rights are others there")
def test_a_search_survives_folders_that_may_not_be_opened(fake):
    with tempfile.TemporaryDirectory() as name:  # not pytest's, which only its owner can reach
        folder = Path(name, "data")
        fake.write(folder / "MNIST" / "raw")
        locked = fake.write(folder / "AMNIST")
        locked.chmod(0)
        as_nobody = os.geteuid() == 0  # who may look into everything
        try:
            if as_nobody:
                Path(name).chmod(0o755)
                os.seteuid(65534)
            assert mnist.find_mnist(folder) == folder
            assert len(mnist.read_mnist(folder, files=fake.files).train) == 300
        finally:
            if as_nobody:
                os.seteuid(0)
            locked.chmod(0o755)


def test_a_search_looks_at_so_many_entries_only(fake, own_cache, tmp_path, monkeypatch):
    monkeypatch.setattr(places, "MOST", 20)
    for number in range(30):
        (tmp_path / f"{number}.txt").touch()
    assert sum(len(listing.files) for listing in places.listings(tmp_path)) == 20
    fake.write(tmp_path)  # what is asked for by name is found among any number
    assert len(load(fake, tmp_path).train) == 300


# --- whole files of other content ----------------------------------------------------------------------------------

@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("where", ["given", "MNIST_DIR", "the cache"])
def test_fashion_is_named_and_left(fake, fashion, own_cache, tmp_path, monkeypatch, where, packed):
    folder = own_cache if where == "the cache" else tmp_path / "fashion"
    folder.mkdir(parents=True)
    for name, content in fashion.contents.items():
        (folder / (name if packed else name.removesuffix(".gz"))).write_bytes(
            gzip.compress(content, 1) if packed else content)
    if where == "MNIST_DIR":
        monkeypatch.setenv("MNIST_DIR", str(folder))
    before = everything(folder)
    with pytest.raises(DatasetError, match=r"seems to belong to Fashion-MNIST. It is left as it is") as caught:
        load(fake, folder if where == "given" else None)
    assert str(folder) in str(caught.value)
    assert everything(folder) == before


def test_a_mixture_of_two_is_told(fake, fashion, own_cache, folder):
    fake.write(folder)
    for name in ("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"):
        (folder / name).write_bytes(fashion.published[name])
    assert "t10k-labels-idx1-ubyte: with its 20 labels it seems to belong to Fashion-MNIST" in refused(fake, folder)
    (folder / "t10k-labels-idx1-ubyte.gz").write_bytes(fake.published["t10k-labels-idx1-ubyte.gz"])
    assert "t10k-images-idx3-ubyte: a valid IDX file of 20 images of 28×28 pixels." in refused(fake, folder)


def test_files_of_mnist_that_are_mixed_up_are_told(fake, own_cache, folder, monkeypatch):
    monkeypatch.setattr("engine.data.mnist_problems.FILES", fake.files)
    fake.write(folder)
    (folder / "t10k-labels-idx1-ubyte.gz").rename(folder / "kept")
    (folder / "train-labels-idx1-ubyte.gz").rename(folder / "t10k-labels-idx1-ubyte.gz")
    (folder / "kept").rename(folder / "train-labels-idx1-ubyte.gz")
    assert "it is MNIST's t10k-labels-idx1-ubyte, under another name" in refused(fake, folder)


@pytest.mark.parametrize(("name", "head", "size", "words"), [
    ("train-images-idx3-ubyte", (8, 3, 124_800, 2, 2), 1, "124,800 images of 2×2 pixels it seems to belong to EMNIST"),
    ("train-labels-idx1-ubyte", (8, 1, 240_000), 1, "240,000 labels it seems to belong to EMNIST"),
    ("t10k-images-idx3-ubyte", (8, 3, 60_000, 1, 1), 1, "60,000 images of 1×1 pixels it seems to belong to QMNIST"),
    ("train-labels-idx1-ubyte", (0x0C, 2, 30, 8), 4, "30 labels it seems to belong to QMNIST"),
    ("train-images-idx3-ubyte", (8, 4, 5, 4, 4, 3), 1, "a valid IDX file of 5 × 4 × 4 × 3 values"),
    ("train-labels-idx1-ubyte", (0x0D, 1, 7), 4, "a valid IDX file of 7 labels"),
])
def test_whole_files_of_other_kinds(fake, own_cache, folder, name, head, size, words):
    fake.write(folder)
    type_, ndim, *shape = head
    content = struct.pack(f">4B{ndim}I", 0, 0, type_, ndim, *shape) + bytes(int(np.prod(shape)) * size)
    (folder / f"{name}.gz").write_bytes(gzip.compress(content, 1))
    message = refused(fake, folder).replace("with its ", "")
    assert f"{name}.gz is whole, but it is not MNIST's {name}: {words}." in message


def test_the_published_hashes_are_told_apart(tmp_path, monkeypatch):
    known = [digest for digests in look_alikes._PACKED.values() for digest in digests]
    assert len(set(known)) == len(known) == 20
    assert all(re.fullmatch("[0-9a-f]{64}|[0-9a-f]{32}", digest) for digest in known)
    assert not set(known) & {digest for file in mnist.FILES.all for digest in (file.remote.sha256, file.content_sha256)}
    path = tmp_path / "file"
    path.write_bytes(gzip.compress(header_of(np.zeros(3, np.uint8)) + bytes(3)))
    assert look_alikes.seems_to_be(path, form_of(path), path, is_test=False) is None
    for kind in ("sha256", "md5"):  # those of the published files are not here: one of this file stands for them
        digest = hashlib.new(kind, path.read_bytes()).hexdigest()
        with monkeypatch.context() as patched:
            patched.setitem(look_alikes._PACKED, "KMNIST", (digest,))
            assert look_alikes.seems_to_be(path, form_of(path), path, is_test=False) == "KMNIST"


def test_what_is_whole(tmp_path):
    values = np.arange(24, dtype=np.uint8).reshape(2, 3, 4)
    content = header_of(values) + values.tobytes()
    path = tmp_path / "file"
    for data in (content, gzip.compress(content)):
        path.write_bytes(data)
        assert (form_of(path).type, form_of(path).shape) == (8, (2, 3, 4))
        for broken in (data[:-1], data + b"\0", data[:3], b"", b"no" + data[2:]):
            path.write_bytes(broken)
            assert form_of(path) is None
    bomb = struct.pack(">4B3I", 0, 0, 8, 3, 2**31, 2**31, 2**31)
    for data in (bomb, gzip.compress(bomb), struct.pack(">4B2I", 0, 0, 8, 2, 0, 5)):
        path.write_bytes(data)
        assert form_of(path) is None
    assert form_of(tmp_path) is form_of(tmp_path / "none") is None


# --- MNIST in other forms ------------------------------------------------------------------------------------------

class Bomb:
    """What tells whether somebody opened a pickle."""

    def __reduce__(self):
        return os.mkdir, ("opened",)


def zipped(*names) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, b"content")
    return data.getvalue()


def tarred() -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as archive:
        archive.addfile(tarfile.TarInfo("train-images-idx3-ubyte"))
    return data.getvalue()


CSV = b",".join([b"label", *(b"%dx%d" % (1 + i // 28, 1 + i % 28) for i in range(784))]) + b"\n5" + 784 * b",0"
FOUR = "No form but the four files is read"
UNPACK = "Unpack it, and choose the folder with the four files"
FORMS = [
    ("MNIST.zip", zipped("train-images-idx3-ubyte.gz"), "a ZIP archive", UNPACK),
    ("archive.zip", zipped("mnist_train.csv"), "a ZIP archive", UNPACK),
    ("mnist.tar.gz", tarred(), "a tar archive", UNPACK),
    ("MNIST.7z", b"7z\xbc\xaf\x27\x1c and more", "an archive", UNPACK),
    ("mnist.npz", zipped("x_train.npy"), "an archive of NumPy, as Keras keeps MNIST", FOUR),
    ("x_train.npy", b"\x93NUMPY\x01\0", "an array of NumPy", FOUR),
    ("mnist.pkl", pickle.dumps({"train_img": Bomb()}), "a pickle, as the book's own program keeps MNIST", FOUR),
    ("mnist.pkl", pickle.dumps(Bomb(), 0), "a pickle, as the book's own program keeps MNIST", FOUR),
    ("mnist.pkl.gz", gzip.compress(pickle.dumps(Bomb())), "a packed pickle, as some courses hand MNIST out", FOUR),
    ("mnist_train.csv", CSV, "a CSV table", FOUR),
    ("train.csv", CSV, "a CSV table", FOUR),
    ("mnist_784.arff", b"@RELATION mnist_784\n", "an ARFF table", FOUR),
    ("train-00000-of-00001.parquet", b"PAR1\x15\x04", "a Parquet file", FOUR),
    ("mnist.h5", b"\x89HDF\r\n\x1a\n", "an HDF5 file", FOUR),
    ("mnist-original.mat", b"MATLAB 5.0 MAT-file", "a file of MATLAB", FOUR),
    ("training.pt", zipped("archive/data.pkl"), "a file of PyTorch", FOUR),
    ("mnist-train.tfrecord-00000-of-00001", b"\x81\x01\0\0", "a file of TensorFlow", FOUR),
    ("emnist-digits-train-images-idx3-ubyte.gz", gzip.compress(struct.pack(">4B3I", 0, 0, 8, 3, 1, 1, 1) + b"1"),
     "an IDX file under another name", FOUR),
]
NAMED = [f"{name} {number}" for number, (name, *_) in enumerate(FORMS)]


@pytest.mark.parametrize("below", ["", "data", "data/mnist"])
@pytest.mark.parametrize(("name", "content", "form", "advice"), FORMS, ids=NAMED)
def test_what_was_seen_is_said_and_what_to_do(
        fake, own_cache, folder, tmp_path, monkeypatch, name, content, form, advice, below):
    (folder / below).mkdir(parents=True)
    (folder / below / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    message = refused(fake, folder)
    assert message.startswith(f"MNIST: {folder} {NONE}")
    assert f"What was seen there: {Path(below, name)} ({form}). {advice}" in message
    assert message == str(mnist.SOURCE.trouble(folder))
    assert "or download them" in message
    monkeypatch.setenv("MNIST_DIR", str(folder))
    with pytest.raises(DatasetError, match="What was seen there"):
        mnist.load_dataset(files=fake.files)
    assert not (tmp_path / "opened").exists()


@pytest.mark.parametrize(("name", "content", "form", "advice"), FORMS, ids=NAMED)
def test_a_file_that_is_chosen_in_place_of_a_folder(fake, own_cache, tmp_path, name, content, form, advice):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DatasetError) as caught:
        load(fake, tmp_path / name)
    assert f"MNIST: {tmp_path / name} is {form}, not a folder. " in str(caught.value)
    assert ("Unpack it" in str(caught.value)) == (advice is UNPACK)


def test_one_of_the_four_that_is_chosen_in_place_of_its_folder(fake, own_cache, tmp_path):
    path = fake.write(tmp_path) / "train-images-idx3-ubyte.gz"
    with pytest.raises(DatasetError, match="is one of the four files itself: choose the folder that it lies in"):
        load(fake, path)


@pytest.mark.skipif(os.name == "nt", reason="links are others there")
def test_a_folder_that_is_not_there(fake, own_cache, tmp_path):
    with pytest.raises(DatasetError, match=f"MNIST: {tmp_path / 'gone'} does not exist. "):
        load(fake, tmp_path / "gone")
    (tmp_path / "link").symlink_to("gone")
    with pytest.raises(DatasetError, match=f"MNIST: {tmp_path / 'link'} is a link that leads nowhere. "):
        load(fake, tmp_path / "link")


def test_several_things_seen_are_listed_and_other_files_are_not(fake, own_cache, tmp_path):
    folder = tmp_path / "chosen"
    folder.mkdir()
    for name, content in (("photos.zip", zipped("a.jpg")), ("mnist.npz", zipped("x.npy")), ("mnist_train.csv", CSV),
                          ("notes.txt", b"hello"), ("latest.txt", b"hello")):
        (folder / name).write_bytes(content)
    assert ("What was seen there: mnist.npz (an archive of NumPy, as Keras keeps MNIST); mnist_train.csv (a CSV "
            "table). No form") in refused(fake, folder)


@pytest.mark.parametrize(("content", "form"), [
    (b"<!DOCTYPE html><html>", "a web page"), (zipped("a"), "a ZIP archive"), (pickle.dumps(Bomb()), "a pickle"),
    (b"version https://git-lfs.github.com/spec/v1\noid sha256:1", "a pointer of Git LFS")])
def test_another_form_under_one_of_the_names(fake, own_cache, tmp_path, monkeypatch, content, form):
    fake.write(tmp_path)
    (tmp_path / "train-labels-idx1-ubyte.gz").write_bytes(content)
    monkeypatch.chdir(tmp_path)
    assert f"train-labels-idx1-ubyte.gz is {form}" in refused(fake, tmp_path)
    assert not (tmp_path / "opened").exists()
