"""MNIST: 70,000 handwritten digits of 28×28 pixels. Find the four files, or download them; verify and load them.

The files are verified by their content at every load, so it does not matter where they came from or how they
are packed, and a file that was damaged since is noticed. What was unpacked once is kept in the user's cache
(`engine.data.unpacked`), never in a folder of the user's own.

`load_mnist` is the function of the book (section 3.6.1), with the same arguments and results.
"""

import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from engine.data.dataset import DIGIT_NAMES, Dataset, DatasetError, Split, one_hot
from engine.data.download import STALL_SECONDS, Progress, RemoteFile, download
from engine.data.download_line import download_in_terminal
from engine.data.drawing import centred
from engine.data.idx import content_sha256, largest_file, read_idx
from engine.data.pixels import Pixels, scaled, step
from engine.data.source import Source
from engine.data.unpacked import UnpackedForm
from engine.files import folder_named, is_file, trouble_at
from engine.problem import Problem

NAME = "mnist"
TITLE = "MNIST"
IMAGE_SHAPE = (28, 28)
TRAIN_SIZE = 60_000
TEST_SIZE = 10_000
ATTRIBUTION = (
    "Y. LeCun, C. Cortes, C. J. C. Burges: The MNIST database of handwritten digits, "
    "made from NIST Special Databases 1 and 3."
)
ENVIRONMENT_VARIABLE = "MNIST_DIR"
MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
)

_BRIGHTEST = 255
_LIMITS = {"max_count": TRAIN_SIZE, "max_side": max(IMAGE_SHAPE)}


@dataclass(frozen=True, slots=True)
class MnistFile:
    """One of the four files.

    Parameters
    ----------
    remote
        The file as published, packed.
    content_sha256
        SHA-256 of what is inside, unpacked.
    """

    remote: RemoteFile
    content_sha256: str

    @property
    def is_images(self) -> bool:
        """Whether it holds images; otherwise labels."""
        return "-images-" in self.remote.name

    @property
    def accepted_names(self) -> tuple[str, ...]:
        """The names under which the file goes around, the published one first."""
        packed = self.remote.name
        dotted = packed.replace("-idx", ".idx")
        return packed, packed.removesuffix(".gz"), dotted, dotted.removesuffix(".gz")


@dataclass(frozen=True, slots=True)
class MnistFiles:
    """The four files of a data set in the form of MNIST."""

    train_images: MnistFile
    train_labels: MnistFile
    test_images: MnistFile
    test_labels: MnistFile

    @property
    def all(self) -> tuple[MnistFile, ...]:
        """The four, those of the training set first."""
        return self.train_images, self.train_labels, self.test_images, self.test_labels

    @property
    def download_size(self) -> int:
        """Bytes to download if none is there yet."""
        return sum(file.remote.size for file in self.all)


FILES = MnistFiles(
    train_images=MnistFile(
        RemoteFile("train-images-idx3-ubyte.gz", 9_912_422,
                   "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
    train_labels=MnistFile(
        RemoteFile("train-labels-idx1-ubyte.gz", 28_881,
                   "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
        "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
    test_images=MnistFile(
        RemoteFile("t10k-images-idx3-ubyte.gz", 1_648_877,
                   "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
    test_labels=MnistFile(
        RemoteFile("t10k-labels-idx1-ubyte.gz", 4_542,
                   "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
)


def cache_folder() -> Path:
    """Where downloaded files are kept: a folder of the user's cache."""
    import pooch

    return pooch.os_cache("backprop-lab") / NAME


def unpacked_folder() -> Path:
    """Where unpacked images are kept, so that they need not be unpacked again: a folder of the user's cache."""
    return cache_folder().with_name(f"{NAME}-unpacked")


def searched_folders(data_dir: str | os.PathLike | None = None) -> tuple[Path, ...]:
    """Where MNIST is looked for: in `data_dir` alone, or in the folder that MNIST_DIR names, then the user's cache."""
    if data_dir is not None:
        return (folder_named(data_dir),)
    named = os.environ.get(ENVIRONMENT_VARIABLE)
    return *([folder_named(named)] if named else []), cache_folder()


def find_mnist(data_dir: str | os.PathLike | None = None) -> Path | None:
    """The first of the `searched_folders` that holds all four files, or None.

    Only their names are looked at; `read_mnist` verifies them.
    """
    for folder in searched_folders(data_dir):
        if not _missing(folder, FILES):
            return folder
    return None


def trouble(data_dir: str | os.PathLike | None = None) -> Problem | None:
    """Why the folder that somebody named, here or as MNIST_DIR, does not give MNIST; None if it does, or none is."""
    named = data_dir if data_dir is not None else os.environ.get(ENVIRONMENT_VARIABLE)
    if not named:
        return None
    folder = folder_named(named)
    missing = _missing(folder, FILES)
    return _lacking(folder, missing).problem if missing else None


def load_dataset(data_dir: str | os.PathLike | None = None, *, files: MnistFiles = FILES) -> Dataset:
    """MNIST as a data set, from `data_dir` alone, or from the first of the usual places that has it.

    Raises
    ------
    DatasetError
        If it is not there, or damaged.
    """
    folder = find_mnist() if data_dir is None else folder_named(data_dir)
    if folder is None:
        for searched in searched_folders():
            if _reason(searched):
                raise _lacking(searched, _missing(searched, files))
        raise DatasetError(
            "{title} is not on this computer (looked in {folders}). Download it ({size:.1f} MB): with --download at a "
            "terminal, with a button in the window. Or name the folder with its files: with --data-dir FOLDER at a "
            "terminal, or as MNIST_DIR in the environment.",
            title=TITLE, size=files.download_size / 1e6, folders=", ".join(map(str, searched_folders())),
        )
    return read_mnist(folder, files=files, unpacked=unpacked_folder())


def read_mnist(folder: str | os.PathLike, *, files: MnistFiles = FILES, unpacked: Path | None = None) -> Dataset:
    """MNIST from the four files in a folder, packed or not; pixels scaled to [0, 1].

    Parameters
    ----------
    folder
        The folder. Nothing is written there.
    files
        What is to be in it.
    unpacked
        The folder in which unpacked images are kept from one time to the next; None to keep none.

    Raises
    ------
    DatasetError
        If a file is missing, damaged, or not the published one.
    """
    train, test = (_split(*pair) for pair in _read_pairs(Path(folder), files, unpacked))
    return Dataset(
        name=NAME, title=TITLE, train=train, test=test,
        image_shape=IMAGE_SHAPE, class_names=DIGIT_NAMES, attribution=ATTRIBUTION, drawing_form=centred,
        brightest=_BRIGHTEST,
    )


def download_mnist(
    folder: str | os.PathLike | None = None,
    *,
    mirrors: Sequence[str] = MIRRORS,
    progress: Progress | None = None,
    cancelled: threading.Event | None = None,
    files: MnistFiles = FILES,
    stall_seconds: float = STALL_SECONDS,
) -> Path:
    """Download those of the four files that are not in the folder yet with the right content.

    Parameters
    ----------
    folder
        Where to keep them; the user's cache if None.
    mirrors
        Addresses that end in ``/``, tried in turn.
    progress
        Called with bytes done, bytes in total and the name of the file, from the thread that called.
    cancelled
        Set it from another thread to cancel; it acts at once, even where the connection is silent.
    files
        What to download.
    stall_seconds
        How long a mirror may be silent.

    Returns
    -------
    pathlib.Path
        The folder.

    Raises
    ------
    DownloadError
        If no mirror gave a file; it names each and its answer.
    DatasetError
        If the folder cannot be written to.
    DownloadCancelledError
        If `cancelled` was set.
    """
    folder = cache_folder() if folder is None else folder_named(folder)
    by_remote = {file.remote: file for file in files.all}
    download(
        by_remote, folder, mirrors, title=TITLE, is_there=lambda remote: _verifies(folder, by_remote[remote]),
        progress=progress, cancelled=cancelled, stall_seconds=stall_seconds,
    )
    return folder


def load_mnist(
    normalize: bool = True,
    flatten: bool = True,
    one_hot_label: bool = False,
    data_dir: str | os.PathLike | None = None,
) -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """MNIST as the book's program takes it. The files are downloaded if they are not found.

    Parameters
    ----------
    normalize
        Pixels as float32 in [0, 1]; otherwise as uint8 from 0 to 255.
    flatten
        Images as rows, (n, 784); otherwise (n, 1, 28, 28).
    one_hot_label
        Labels as rows with a single 1, (n, 10); otherwise class numbers, (n,).
    data_dir
        The folder with the four files; None for the usual places.

    Returns
    -------
    (x_train, t_train), (x_test, t_test)
        60,000 images and labels for training, 10,000 for testing.

    Raises
    ------
    DatasetError
        If a file is damaged, or is neither found nor can be downloaded.
    """
    image_shape = (-1,) if flatten else (1, *IMAGE_SHAPE)
    parts = []
    for images, labels in _found_or_downloaded(data_dir):
        x = scaled(images, step(_BRIGHTEST)) if normalize else images
        t = one_hot(labels, len(DIGIT_NAMES)) if one_hot_label else labels
        parts.append((x.reshape(len(x), *image_shape), t))
    return parts[0], parts[1]


def _found_or_downloaded(data_dir: str | os.PathLike | None) -> list[tuple[np.ndarray, np.ndarray]]:
    """Both pairs of images and labels. A damaged file is fetched anew only where it was downloaded to."""
    folder = find_mnist() if data_dir is None else folder_named(data_dir)
    if folder is not None and folder != cache_folder():
        return list(_read_pairs(folder, FILES, unpacked_folder()))
    try:
        return list(_read_pairs(cache_folder(), FILES, unpacked_folder()))
    except DatasetError:
        fetched = download_in_terminal(TITLE, partial(download_mnist, mirrors=MIRRORS, files=FILES))
        return list(_read_pairs(fetched, FILES, unpacked_folder()))


def _located(folder: Path, file: MnistFile) -> Path | None:
    """The file in the folder under one of its names."""
    return next((path for name in file.accepted_names if is_file(path := folder / name)), None)


def _missing(folder: Path, files: MnistFiles) -> list[str]:
    """The names, without .gz, of those of the four files that are not in the folder."""
    return [file.remote.name.removesuffix(".gz") for file in files.all if _located(folder, file) is None]


def _reason(folder: Path) -> str | None:
    """What keeps the files in a folder from being looked at, other than that they are not there."""
    return trouble_at(folder / FILES.train_images.remote.name)


def _lacking(folder: Path, missing: Sequence[str]) -> DatasetError:
    """What is said of a folder in which files are not to be seen."""
    reason = _reason(folder)
    if reason:
        return DatasetError(
            "{title}: {folder} cannot be looked into ({reason}). Make it readable, choose another folder with the four "
            "files, or download them (with --download at a terminal, with a button in the window).",
            title=TITLE, folder=folder, reason=reason,
        )
    return DatasetError(
        "{title}: {folder} has no {names} (nor the same with .gz). Choose the folder with the four files, or "
        "download them (with --download at a terminal, with a button in the window).",
        title=TITLE, folder=folder, names=", ".join(missing),
    )


def _verifies(folder: Path, file: MnistFile) -> bool:
    """Whether a file is there with the right content. One that is whole but another is somebody's, and not replaced."""
    try:
        path, values = _read(folder, file)
    except DatasetError:
        return False
    if content_sha256(values) == file.content_sha256:
        return True
    if folder == cache_folder():  # nothing but downloads lies there
        return False
    raise _other(path, values, file)


def _read_pairs(
    folder: Path, files: MnistFiles, unpacked: Path | None = None
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Images uint8 (n, 28, 28) and labels int64 (n,), verified; first of the training set, then of the test set."""
    missing = _missing(folder, files)
    if missing:
        raise _lacking(folder, missing)
    yield _read_pair(folder, files.train_images, files.train_labels, unpacked)
    yield _read_pair(folder, files.test_images, files.test_labels, unpacked)


def _read_pair(
    folder: Path, images_file: MnistFile, labels_file: MnistFile, unpacked: Path | None
) -> tuple[np.ndarray, np.ndarray]:
    # Labels first: the small file tells of a wrong folder sooner.
    labels_path, labels = _read(folder, labels_file)
    images_path = _located(folder, images_file) or folder / images_file.remote.name
    kept = None
    if unpacked:
        kept = UnpackedForm.of(images_path, unpacked, images_file.content_sha256, largest_file(3, **_LIMITS))
    images = kept.read(3, **_LIMITS) if kept else None
    fresh = images is None
    if fresh:
        _, images = _read(folder, images_file)
    _check_pair(images_path, images, labels_path, labels)
    _check_content(labels_path, labels, labels_file)
    if fresh:
        _check_content(images_path, images, images_file)
        if kept:
            kept.keep(images)
    return images, labels.astype(np.int64)


def _check_pair(images_path: Path, images: np.ndarray, labels_path: Path, labels: np.ndarray) -> None:
    if len(images) != len(labels):
        raise DatasetError(
            "{images_file} holds {images} images, but {labels_file} holds {labels} labels: they do not belong "
            "together. Get fresh copies of both.",
            images_file=images_path, images=len(images), labels_file=labels_path, labels=len(labels),
        )
    if labels.max() >= len(DIGIT_NAMES):
        raise DatasetError(
            "{file} holds a label {found}; labels go from 0 to {last}. Get a fresh copy of it.",
            file=labels_path, found=int(labels.max()), last=len(DIGIT_NAMES) - 1,
        )


def _read(folder: Path, file: MnistFile) -> tuple[Path, np.ndarray]:
    path = _located(folder, file) or folder / file.remote.name
    return path, read_idx(path, 3 if file.is_images else 1, **_LIMITS)


def _check_content(path: Path, values: np.ndarray, file: MnistFile) -> None:
    if content_sha256(values) != file.content_sha256:
        raise _other(path, values, file)


def _other(path: Path, values: np.ndarray, file: MnistFile) -> DatasetError:
    """What is said of a file that is whole, but holds something else: another data set comes under the same names."""
    return DatasetError(
        "{file} is not the file that was published: the SHA-256 of its content is {found}… instead of {expected}…. "
        "It is left as it is, for it may belong to another data set: choose another folder, also for a download.",
        file=path, found=content_sha256(values)[:12], expected=file.content_sha256[:12],
    )


def _split(images: np.ndarray, labels: np.ndarray) -> Split:
    return Split(Pixels(images.reshape(len(images), -1), _BRIGHTEST), labels)


SOURCE = Source(
    name=NAME, title=TITLE, image_shape=IMAGE_SHAPE, class_count=len(DIGIT_NAMES),
    description="70,000 handwritten digits of 28×28 pixels, the data of the book.",
    train_size=TRAIN_SIZE, test_size=TEST_SIZE,
    load=load_dataset, is_available=lambda data_dir: find_mnist(data_dir) is not None,
    searched_folders=searched_folders, trouble=trouble,
    download=download_mnist, download_size=FILES.download_size,
)
