import hashlib
import io

import numpy as np
import pytest

import resources
from engine.data import digits
from engine.data.dataset import DatasetError
from engine.terminal import run as terminal


def test_shapes_and_types():
    data = digits.load_digits()
    assert (data.name, data.title, data.look.shape) == ("digits", "Built-in digits", (8, 8))
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


def archive(**arrays) -> bytes:
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


GOOD = resources.path("digits.npz").read_bytes()
DAMAGES = {
    "missing": (None, "No such file"), "empty": (b"", "0 of 45,394 bytes"), "cut off": (GOOD[:-1], "45,393 of"),
    "longer": (GOOD + b"\0", "too large"),
    "a changed bit": (GOOD[:99] + bytes([GOOD[99] ^ 1]) + GOOD[100:], "another"),
    "a pointer of git-lfs": (b"version https://git-lfs.github.com/spec/v1\noid sha256:b2da\nsize 45394\n", "45,394 by"),
    "another npz": (archive(images=np.zeros((5, 8, 8), np.uint8), labels=np.zeros(5, np.uint8)), " of 45,394 bytes"),
    "other names": (archive(x=np.zeros(3)), " of 45,394 bytes"), "no npz": (GOOD[::-1], "its content is another"),
    "one array": (b"\x93NUMPY\x01\0", "8 of 45,394 bytes"),
}


@pytest.fixture(params=DAMAGES)
def damage(request, tmp_path, monkeypatch):
    """The file that comes with the program, damaged in one of these ways, and what is said of it."""
    content, reason = DAMAGES[request.param]
    path = tmp_path / "digits.npz"
    if content is not None:
        path.write_bytes(content)
    monkeypatch.setattr(resources, "path", lambda name: path)
    return path, reason


def test_a_damaged_file_is_named_with_what_helps(damage):
    path, reason = damage
    with pytest.raises(DatasetError) as caught:
        digits.load_digits()
    assert str(caught.value).startswith(f"Built-in digits: {path} is not as it came with the program (")
    assert reason in str(caught.value) and "git checkout -- resources" in str(caught.value)


def test_a_terminal_run_says_so_too(damage, capsys):
    assert terminal.main(["--iterations", "1"]) == 2
    printed = capsys.readouterr()
    assert printed.out == "" and "git checkout -- resources" in printed.err and printed.err.count("\n") == 1
