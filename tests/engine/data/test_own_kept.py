"""Pictures of one's own as a file: strictly read, never overwritten where they cannot be; tested on and trained on."""

import io
import json
import os
import re
import zipfile
from dataclasses import replace

import numpy as np
import pytest

from engine.data import digits
from engine.data.own.added import with_own
from engine.data.own.kept import MOST, KeptError, Own, changed, read, split_of, taken_up, write
from engine.data.own.way import way_of, x_at
from engine.data.pixels import Pixels
from engine.inspection.learned.answers import answers_of
from engine.runs import fingerprint
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer
from tests import spirals

RNG = np.random.default_rng(3)
DRAWN = Own(RNG.integers(0, 256, (280, 280), np.uint8), "7", ("cropped", "centred"))
OPENED = Own(RNG.integers(0, 256, (12, 280, 3), np.uint8), "あ")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "own pictures.npz"


@pytest.fixture
def dataset():
    return digits.load_digits()


def same(found, expected) -> bool:
    return len(found) == len(expected) and all(a.is_same_as(b) for a, b in zip(found, expected, strict=True))


def test_what_was_kept_comes_back(path):
    assert read(path) == ()
    write(path, (DRAWN, OPENED))
    assert same(read(path), (DRAWN, OPENED))
    with np.load(path) as plain:  # numpy reads it, too
        np.testing.assert_array_equal(plain["picture 1"], OPENED.picture)


def test_a_change_is_made_to_what_stands_in_the_file_now(path):
    changed(path, lambda kept: (*kept, DRAWN))
    changed(path, lambda kept: (*kept, OPENED))  # by another window, say
    kept, told = changed(path, lambda kept: tuple(own for own in kept if not own.is_same_as(DRAWN)))
    assert told is None
    assert same(kept, (OPENED,))
    assert same(read(path), (OPENED,))


def zipped(members) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def as_written(path) -> dict:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_said(path, **values) -> bytes:
    members = as_written(path)
    said = json.loads(members["pictures.json"])
    for name, value in values.items():
        said[name] = value
    return zipped({**members, "pictures.json": json.dumps(said)})


def flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1:]


DAMAGES = {
    "newer": (lambda path: with_said(path, version=2, pictures="in another form"), "newer version"),
    "of another format": (lambda path: with_said(path, format="Backprop Lab run"), "pictures.json"),
    "no number": (lambda path: with_said(path, version="1"), "pictures.json"),
    "huge": (lambda path: with_said(path, pictures=[{"label": "7", "left out": [], "shape": [10**6, 10**6]}]), "json"),
    "negative": (lambda path: with_said(path, pictures=[{"label": "7", "left out": [], "shape": [-1, -1]}]), "json"),
    "no label": (lambda path: with_said(path, pictures=[{"label": 7, "left out": [], "shape": [9, 9]}]), "json"),
    "another shape": (lambda path: with_said(path, pictures=[{"label": "7", "left out": [], "shape": [9, 9]}]),
                      "does not belong|shape"),
    "nested": (lambda path: zipped({**as_written(path), "pictures.json": "[" * 100_000}), "pictures.json"),
    "a stranger in it": (lambda path: zipped({**as_written(path), "../evil": b"1"}), "does not belong"),
    "a picture missing": (lambda path: zipped({"pictures.json": as_written(path)["pictures.json"]}), "is missing"),
    "a pickle": (lambda path: zipped({**as_written(path), "picture 0.npy": b"\x80\x04."}), "picture 0"),
    "cut off": (lambda path: path.read_bytes()[:5000], "its end is missing"),
    "a bit turned": (lambda path: flipped(path.read_bytes(), path.stat().st_size // 2), "numbers"),
    "text": (lambda path: b"hello", "no file of this kind"),
    "empty": (lambda path: b"", "no file of this kind"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_cannot_be_read_is_set_aside_and_never_overwritten(path, damage):
    write(path, (DRAWN, OPENED))
    make, reason = DAMAGES[damage]
    content = make(path)
    path.write_bytes(content)
    (path.parent / f"{path.name}.old").write_bytes(b"an older one")
    kept, told = changed(path, lambda kept: (*kept, DRAWN))
    assert same(kept, (DRAWN,))
    assert same(read(path), (DRAWN,))
    assert (path.parent / f"{path.name}.old.2").read_bytes() == content
    assert (path.parent / f"{path.name}.old").read_bytes() == b"an older one"
    assert re.search(reason, str(told))
    assert f"{path.name}.old.2" in str(told)


def test_a_folder_in_its_place_is_set_aside_too(path):
    path.mkdir()
    assert taken_up(path)[0] == ()
    assert (path.parent / f"{path.name}.old").is_dir()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="whom rights keep from nothing")
def test_in_a_folder_that_cannot_be_written_to_nothing_is_kept_and_nothing_lost(path):
    write(path, (DRAWN,))
    path.parent.chmod(0o500)
    try:
        with pytest.raises(KeptError, match="unchanged"):
            changed(path, lambda kept: (*kept, OPENED))
    finally:
        path.parent.chmod(0o700)
    assert same(read(path), (DRAWN,))


def test_where_a_file_is_in_the_place_of_the_folder_nothing_is_kept(tmp_path):
    (tmp_path / "settings").write_bytes(b"a file")
    with pytest.raises(KeptError, match="cannot be kept"):
        changed(tmp_path / "settings" / "own.npz", lambda kept: (*kept, DRAWN))
    assert (tmp_path / "settings").read_bytes() == b"a file"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_on_a_full_disk_what_was_kept_stays(path, monkeypatch):
    write(path, (DRAWN,))
    before = path.read_bytes()
    with open("/dev/full", "wb", buffering=0) as full:
        monkeypatch.setattr(os, "fsync", lambda handle: full.write(b"x"))  # there it is found out, as on a real one
        with pytest.raises(KeptError, match="unchanged"):
            changed(path, lambda kept: (*kept, OPENED))
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == [path.name]


def test_a_file_that_cannot_be_opened_is_left_alone(path):
    path.symlink_to(path.parent / "gone" / "away.npz")
    with pytest.raises(KeptError, match="Until they can"):
        changed(path, lambda kept: (*kept, DRAWN))
    assert path.is_symlink()


def test_no_more_than_so_many_are_kept(path):
    small = Own(np.ones((2, 2), np.uint8), "1")
    changed(path, lambda kept: (small,) * MOST)
    with pytest.raises(KeptError, match="Remove one"):
        changed(path, lambda kept: (*kept, small))
    assert len(read(path)) == MOST


# --- tested on, and trained on -------------------------------------------------------------------------------------

def enlarged(dataset, numbers) -> tuple[Own, ...]:
    """Test images of a data set, drawn large."""
    return tuple(Own(np.round(np.kron(dataset.test.x[i].reshape(8, 8), np.ones((35, 35))) * 255).astype(np.uint8),
                     dataset.class_names[dataset.test.labels[i]]) for i in numbers)


def test_pictures_are_samples_of_a_data_set_that_has_their_class(dataset):
    split, which = split_of((DRAWN, OPENED, *enlarged(dataset, [4])), dataset)
    assert which == (0, 2)
    np.testing.assert_array_equal(split.labels, [7, dataset.test.labels[4]])
    np.testing.assert_array_equal(split.x[0], x_at(way_of(DRAWN.picture, dataset.look, DRAWN.left_out)))
    assert split_of((OPENED,), dataset) == (None, ())
    assert split_of((DRAWN,), spirals.SOURCE.load(None)) == (None, ())
    letters = replace(dataset, class_names=("7", *"abcdefghi"))
    assert split_of((DRAWN,), letters)[0].labels.tolist() == [0]


def test_a_network_is_tested_on_them_by_the_same_sums(dataset):
    trainer = Trainer(TrainingConfig(iterations=300), dataset)
    for _ in range(300):
        trainer.run_iteration()
    split, _ = split_of(enlarged(dataset, range(20)), dataset)
    answers = answers_of(trainer.network, split)
    params = {name: value.astype(np.float64) for name, value in trainer.network.params.items()}
    logits = np.maximum(split.x @ params["W1"] + params["b1"], 0) @ params["W2"] + params["b2"]
    np.testing.assert_array_equal(answers.predicted, logits.argmax(1))
    assert answers.accuracy == np.mean(logits.argmax(1) == split.labels)


def test_trained_on_they_come_after_the_others_so_many_times_in_levels(dataset):
    own = enlarged(dataset, [0, 3])
    found = with_own(dataset, (OPENED, *own), 10)
    assert (found.name, found.title, len(found.train)) == ("digits+own", dataset.title, 1437 + 20)
    assert isinstance(found.train.x, Pixels)
    split, _ = split_of(own, dataset)
    np.testing.assert_array_equal(found.train.x[:1437], dataset.train.x[:])
    np.testing.assert_allclose(found.train.x[1437:], np.tile(split.x, (10, 1)), atol=0.5 / 16 + 1e-6)
    np.testing.assert_array_equal(found.train.labels[1437:], np.tile(split.labels, 10))
    assert found.test is dataset.test
    assert fingerprint.of_dataset(found) != fingerprint.of_dataset(dataset)
    assert with_own(dataset, (OPENED,), 10) is dataset
    trainer = Trainer(TrainingConfig(iterations=5), found)
    trainer.run_iteration()
    assert len(trainer.dataset.train) == 1457
