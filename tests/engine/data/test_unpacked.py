"""What was unpacked once is read from where it is kept, bit for bit; a kept form that is not right never matters."""

import gzip
import os
import signal
import struct
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.data import mnist
from engine.data.dataset import DatasetError
from engine.data.unpacked import UnpackedForm

REPOSITORY = Path(__file__).resolve().parents[3]
NAME = "train-images-idx3-ubyte"
HEAD = 25 + 32  # what comes before the IDX file


@pytest.fixture
def folder(fake, tmp_path):
    """A folder of the user's own."""
    return fake.write(tmp_path / "mine")


@pytest.fixture
def unpacked(own_cache):
    """The folder of the user's cache that the kept form goes to."""
    return mnist.unpacked_folder()


@pytest.fixture
def load(fake, folder, unpacked):
    """Loads it, and looks whether it is right."""
    def loaded() -> bytes:
        data = mnist.load_dataset(folder, files=fake.files)
        assert data.train.x.levels.tobytes() == fake.train_images.tobytes()
        assert data.train.labels.tolist() == fake.train_labels.tolist()
        return data.test.x.levels.tobytes()

    return loaded


@pytest.fixture
def kept(load, unpacked):
    """The file in which the images for training are kept."""
    load()
    return unpacked / NAME


def written_when(path) -> tuple[int, int]:
    """Another pair each time that a file is written anew."""
    found = path.stat()
    return found.st_ino, found.st_mtime_ns


def names_in(folder) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_images_are_kept_in_the_cache_and_read_from_there(fake, load, folder, kept):
    assert kept.read_bytes()[HEAD:] == fake.contents[NAME + ".gz"]
    before, names = written_when(kept), names_in(folder)
    assert load() == load()
    assert written_when(kept) == before  # it was right, and so not written again
    assert names_in(kept.parent) == ["t10k-images-idx3-ubyte", NAME]
    assert names_in(folder) == names


def test_the_function_of_the_book_reads_them_too(fake, folder, kept, monkeypatch):
    monkeypatch.setattr(mnist, "FILES", fake.files)
    before = written_when(kept)
    for normalize, dtype in ((False, np.uint8), (True, np.float32)):
        (x_train, _), _ = mnist.load_mnist(normalize=normalize, flatten=False, data_dir=folder)
        assert (x_train.shape, x_train.dtype) == ((300, 1, 28, 28), dtype)
    assert written_when(kept) == before


def changed_at(at):
    def change(content: bytes) -> bytes:
        changed = bytearray(content)
        changed[at] ^= 1
        return bytes(changed)

    return change


def with_header(*sizes):
    return lambda content: content[:HEAD] + struct.pack(">4B3I", 0, 0, 8, 3, *sizes) + content[HEAD + 16:]


DAMAGES = {
    "empty": lambda content: b"",
    "cut off in its head": lambda content: content[:40],
    "cut off in the IDX header": lambda content: content[:HEAD + 9],
    "cut off in its values": lambda content: content[:-1],
    "cut off after its head": lambda content: content[:HEAD],
    "going on": lambda content: content + b"\0",
    "a changed value": changed_at(-1),
    "a changed size": changed_at(HEAD + 7),
    "another version": changed_at(22),
    "another packed file": changed_at(HEAD - 1),
    "no head": lambda content: content[HEAD:],
    "too many images": with_header(2**32 - 1, 28, 28),
    "images too large": with_header(300, 2**32 - 1, 2**32 - 1),
    "a bomb": lambda content: content[:HEAD] + gzip.compress(
        struct.pack(">4B3I", 0, 0, 8, 3, 60_000, 28, 28) + bytes(60_000 * 784)),
    "a pickle": lambda content: content[:HEAD] + b"cos\nsystem\n(S'false'\ntR.",
    "noise": lambda content: os.urandom(len(content)),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_form_is_ignored_and_written_anew(load, kept, damage):
    right = kept.read_bytes()
    wrong = DAMAGES[damage](right)
    assert wrong != right
    kept.write_bytes(wrong)
    load()
    assert kept.read_bytes() == right
    assert names_in(kept.parent) == ["t10k-images-idx3-ubyte", NAME]


def test_it_stands_in_for_no_other_packed_file(fake, load, folder, kept):
    before = kept.read_bytes()
    packed = folder / (NAME + ".gz")
    packed.write_bytes(gzip.compress(fake.contents[packed.name], 1, mtime=1))  # the same, packed in another way
    load()
    after = kept.read_bytes()
    assert after[HEAD:] == before[HEAD:]
    assert after[:HEAD] != before[:HEAD]


def test_it_stands_in_for_no_damaged_packed_file(fake, load, folder, kept):
    packed = folder / (NAME + ".gz")
    content = packed.read_bytes()
    for wrong, message in ((content[:-1], "is cut off"), (b"", "is empty"),
                           (gzip.compress(fake.contents[packed.name][:-1] + b"!"), "is whole, but it is not MNIST's")):
        packed.write_bytes(wrong)
        with pytest.raises(DatasetError, match=f"{packed.name} {message}"):
            load()
    packed.unlink()
    with pytest.raises(DatasetError, match=f"has no {NAME} "):
        load()


def test_a_kept_form_is_not_used_for_other_published_content(fake, folder, kept):
    other = replace(fake.files, train_images=replace(fake.files.train_images, content_sha256="0" * 64))
    with pytest.raises(DatasetError, match="is whole, but it is not MNIST's"):
        mnist.load_dataset(folder, files=other)


def test_files_that_are_not_packed_are_not_kept_twice(fake, folder, load, unpacked):
    for name, content in fake.contents.items():
        (folder / name).unlink()
        (folder / name.removesuffix(".gz")).write_bytes(content)
    load()
    assert not unpacked.exists()


def test_nothing_is_kept_where_no_folder_for_it_is_given(fake, folder, unpacked):
    mnist.read_mnist(folder, files=fake.files)
    assert not unpacked.exists()


def test_a_packed_file_of_twenty_gigabytes_is_not_read_to_tell_what_it_is(fake, load, folder, unpacked, monkeypatch):
    os.truncate(folder / (NAME + ".gz"), 20 * 10**9)
    monkeypatch.delattr("hashlib.file_digest")  # which reads a file to its end
    with pytest.raises(DatasetError, match=f"{NAME}.gz has 20,000,000,000 bytes, where at most 47"):
        load()
    assert not unpacked.exists()


# -- where it cannot be written


def test_a_cache_that_cannot_be_a_folder(load, unpacked):
    cache = unpacked.parent.parent
    cache.write_bytes(b"a file")
    assert load() == load()
    assert cache.read_bytes() == b"a file"


def test_a_cache_that_is_read_only(load, unpacked):
    unpacked.mkdir(parents=True)
    unpacked.chmod(0o500)
    try:
        if os.access(unpacked, os.W_OK):
            pytest.skip("whoever runs this may write everywhere")
        assert load() == load()
        assert names_in(unpacked) == []
    finally:
        unpacked.chmod(0o700)


def test_a_disk_that_is_full(load, unpacked):
    resource = pytest.importorskip("resource", reason="needs a limit of the size of files")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))  # no file may grow beyond that
    try:
        assert load() == load()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert names_in(unpacked) == []
    load()
    assert names_in(unpacked) == ["t10k-images-idx3-ubyte", NAME]


def test_something_else_in_its_place(load, kept):
    kept.unlink()
    kept.mkdir()
    (kept / "mine").touch()
    assert load() == load()
    assert names_in(kept.parent) == ["t10k-images-idx3-ubyte", NAME]
    assert names_in(kept) == ["mine"]


def test_a_whole_file_of_somebody_in_its_place_is_left(fake, load, kept):
    other = fake.contents["t10k-images-idx3-ubyte.gz"]
    for content in (other, gzip.compress(other)):
        kept.write_bytes(content)
        assert load() == load()
        assert kept.read_bytes() == content


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_in_its_place_is_not_waited_for(load, kept):
    kept.unlink()
    os.mkfifo(kept)
    assert load() == load()
    assert kept.is_fifo()  # and left to whoever made it


def test_a_link_in_its_place_is_replaced_and_not_written_through(load, kept, tmp_path):
    other = tmp_path / "other"
    other.write_bytes(b"of somebody else")
    kept.unlink()
    kept.symlink_to(other)
    load()
    assert other.read_bytes() == b"of somebody else"
    assert kept.is_file() and not kept.is_symlink()


KILLED = """
import resource, signal, sys
from pathlib import Path
import numpy as np
from engine.data.unpacked import UnpackedForm
signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # writing beyond the limit now kills
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
UnpackedForm(Path(sys.argv[1]), bytes(32), "").keep(np.zeros((300, 28, 28), np.uint8))
"""


def test_killed_while_it_writes(load, unpacked):
    pytest.importorskip("resource", reason="needs a limit of the size of files")
    killed = subprocess.run([sys.executable, "-c", KILLED, str(unpacked / NAME)], cwd=REPOSITORY)
    assert killed.returncode == -signal.SIGXFSZ
    assert len(names_in(unpacked)) == 1
    load()
    assert names_in(unpacked) == ["t10k-images-idx3-ubyte", NAME]


def test_many_that_keep_the_same_at_once(fake, folder, tmp_path):
    form = UnpackedForm.of(folder / (NAME + ".gz"), tmp_path / "unpacked", fake.files.train_images.content_sha256,
                           largest=10**6)
    found = []

    def keep_and_read() -> None:
        for _ in range(10):
            form.keep(fake.train_images)
            found.append(form.read(3))

    threads = [threading.Thread(target=keep_and_read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 40
    assert all(np.array_equal(values, fake.train_images) for values in found)
    assert names_in(tmp_path / "unpacked") == [NAME]
