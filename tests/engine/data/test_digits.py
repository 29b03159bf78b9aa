import hashlib

import numpy as np
import pytest

import resources
from engine.data import digits
from engine.data.dataset import DatasetError


def test_shapes_and_types():
    data = digits.load_digits()
    assert (data.name, data.title, data.image_shape) == ("digits", "Built-in digits", (8, 8))
    assert data.class_names == tuple("0123456789")
    for split, size in ((data.train, 1437), (data.test, 360)):
        assert split.x.shape == (size, 64)
        assert split.x.dtype == np.float32
        assert split.x[:].dtype == split.x[3].dtype == split.x.take([3, 5], axis=0).dtype == np.float32
        assert split.labels.dtype == np.int64
    assert np.asarray(data.train.x).min() == 0
    assert np.asarray(data.train.x).max() == 1


def test_images_keep_their_labels():
    data = digits.load_digits()
    with np.load(resources.path("digits.npz")) as arrays:
        labels_in_file = {x.tobytes(): label for x, label in zip(arrays["images"], arrays["labels"], strict=True)}
    for split in (data.train, data.test):
        for x, label in zip(split.x, split.labels, strict=True):
            assert labels_in_file[(x * 16).astype(np.uint8).tobytes()] == label


def test_every_image_is_in_one_split_only():
    data = digits.load_digits()
    train = {row.tobytes() for row in data.train.x}
    test = {row.tobytes() for row in data.test.x}
    assert len(train) == 1437
    assert len(test) == 360
    assert not train & test


def test_the_split_is_fixed():
    data = digits.load_digits()
    images = np.asarray(data.test.x, "<f4")
    found = hashlib.sha256(data.test.labels.astype("<i8").tobytes() + images.tobytes()).hexdigest()
    assert found == "308abf6ecb2d046d5ae4959609aa439495ac4a8de1647a1c90d5fd338506b742"


def test_every_digit_has_the_same_share_of_both_splits():
    data = digits.load_digits()
    train, test = np.bincount(data.train.labels), np.bincount(data.test.labels)
    assert list(test) == [36, 36, 36, 36, 37, 36, 36, 36, 35, 36]
    assert np.all(np.abs(train / test - 1437 / 360) < 0.15)


def test_attribution_names_authors_and_licence():
    attribution = digits.load_digits().attribution
    for part in ("Alpaydin", "Kaynak", "1998", "CC BY 4.0"):
        assert part in attribution


@pytest.mark.parametrize("content", [None, b"", b"no archive", b"PK\x03\x04 cut off"])
def test_damaged_file_is_named(tmp_path, monkeypatch, content):
    damaged = tmp_path / "digits.npz"
    if content is not None:
        damaged.write_bytes(content)
    monkeypatch.setattr(resources, "path", lambda name: damaged)
    with pytest.raises(DatasetError) as caught:
        digits.load_digits()
    assert str(damaged) in str(caught.value)
    assert "fresh copy" in str(caught.value)


def test_wrong_shape_is_told(tmp_path, monkeypatch):
    odd = tmp_path / "digits.npz"
    np.savez(odd, images=np.zeros((5, 8, 8), np.uint8), labels=np.zeros(5, np.uint8))
    monkeypatch.setattr(resources, "path", lambda name: odd)
    with pytest.raises(DatasetError, match=r"\(5, 8, 8\)"):
        digits.load_digits()
