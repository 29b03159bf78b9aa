"""MNIST from this computer to ready for training, over reading and unpacking its files alone.

The first turn, which does not count, leaves the images unpacked in the user's cache, as every first load does.
"""

import gzip
import zipfile
from collections.abc import Iterator
from pathlib import Path

import resources
from bench.measure import Conditions, Figure, interleaved, ratio, seconds
from engine.data import catalogue, mnist


def measure(conditions: Conditions) -> Iterator[Figure]:
    """Yield the ratio."""
    files = files_of(conditions)
    contenders = {
        "load": lambda: seconds(lambda: catalogue.load(conditions.dataset_name, conditions.data_dir)),
        "read and unpack": lambda: seconds(lambda: [unpacked(file) for file in files])}
    found = interleaved(contenders, conditions.patient(9, 2))
    packed = sum(file.suffix == ".gz" for file in files)
    yield Figure(f"{conditions.dataset_name} to ready, over reading and unpacking the files alone",
                 ratio(found["load"], found["read and unpack"]), "×", 2, 0.99,
                 samples={f"{name}, s": values for name, values in found.items()},
                 note=f"{packed} of {len(files)} files are packed")


def files_of(conditions: Conditions) -> list[Path]:
    """The files that the data set is read from."""
    if conditions.dataset_name != mnist.NAME:
        return [resources.path("digits.npz")]
    return list(mnist.place_in(mnist.find_mnist(conditions.data_dir), mnist.FILES).files)


def unpacked(file: Path) -> list[bytes]:
    """What is in a file."""
    if file.suffix == ".npz":
        with zipfile.ZipFile(file) as archive:
            return [archive.read(name) for name in archive.namelist()]
    content = file.read_bytes()
    return [gzip.decompress(content) if file.suffix == ".gz" else content]
