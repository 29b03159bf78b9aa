"""MNIST: 70,000 handwritten digits of 28×28 pixels. Find the four files, or download them; verify and load them.

The files are verified by their content at every load, so it does not matter where they came from or how they
are packed, and a file that was damaged since is noticed. What was unpacked once is kept in the user's cache
(`engine.data.unpacked`), never in a folder of the user's own.

`load_mnist` is the function of the book (section 3.6.1), with the same arguments and results.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from engine.data.dataset import DIGIT_NAMES, Dataset, DatasetError, Split, one_hot
from engine.data.download import STALL_SECONDS, FolderError, Progress, download
from engine.data.download_line import download_in_terminal
from engine.data.drawing import centred
from engine.data.idx import IdxForm, content_sha256, form_of, largest_file, read_idx
from engine.data.look import ImageLook
from engine.data.mnist_files import FILES, TITLE, MnistFile, MnistFiles
from engine.data.mnist_plain import read_mnist as read_mnist_plainly
from engine.data.mnist_problems import lacking, nowhere, other, reason
from engine.data.pixels import Pixels, scaled
from engine.data.places import Place, at_top, places
from engine.data.sightings import OTHER_IDX, form_seen
from engine.data.source import Source
from engine.data.unpacked import UnpackedForm
from engine.files import folder_named, is_file
from engine.problem import Problem

NAME = "mnist"
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
LOOK = ImageLook(IMAGE_SHAPE, centred, _BRIGHTEST)
_LIMITS = {"max_count": TRAIN_SIZE, "max_side": max(IMAGE_SHAPE)}


def cache_folder() -> Path:
    """Where downloaded files are kept: a folder of the user's cache."""
    try:
        from pooch import os_cache
    except ModuleNotFoundError:  # a program of the reader's own, in a Python with numpy and little else, only looks
        os_cache = cache_without_pooch
    return os_cache("backprop-lab") / NAME


def cache_without_pooch(project: str) -> Path:
    """What `pooch.os_cache` says on the usual systems."""
    home = Path(os.path.expanduser("~"))
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local", project, project, "Cache")
    usual = home / "Library" / "Caches" if sys.platform == "darwin" else home / ".cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or usual, project)


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
    """The first of the `searched_folders` that holds all four files, itself or one or two levels down, or None.

    Only their names are looked at; `read_mnist` verifies them.
    """
    for folder in searched_folders(data_dir):
        if any(place.is_complete for place in places(folder, FILES.names)):
            return folder
    return None


def trouble(data_dir: str | os.PathLike | None = None) -> Problem | None:
    """Why the folder that somebody named, here or as MNIST_DIR, does not give MNIST; None if it does, or none is."""
    named = data_dir if data_dir is not None else os.environ.get(ENVIRONMENT_VARIABLE)
    if not named:
        return None
    place = place_in(folder_named(named), FILES)
    return None if place.is_complete else lacking(folder_named(named), place, FILES)


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
            if reason(searched) or (searched != cache_folder() and searched.exists()):
                raise _error(lacking(searched, place_in(searched, files), files))
        raise _error(nowhere(searched_folders(), files))
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
        look=LOOK, class_names=DIGIT_NAMES, attribution=ATTRIBUTION,
    )


def download_mnist(
    folder: str | os.PathLike | None = None,
    *,
    mirrors: Sequence[str] = MIRRORS,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
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
        Says whether to break off; it is asked several times a second, even where the connection is silent.
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
    FolderError
        If the folder cannot be written to, or other files lie there under these names.
    DownloadCancelledError
        If `cancelled` said so.
    """
    folder = cache_folder() if folder is None else folder_named(folder)
    if is_file(folder) or (os.path.islink(folder) and not os.path.isdir(folder)):
        raise _error(lacking(folder, place_in(folder, files), files), FolderError)
    by_remote = {file.remote: file for file in files.all}
    download(
        by_remote, folder, mirrors, title=TITLE, is_there=lambda remote: _verifies(folder, by_remote[remote], files),
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

    It needs numpy and nothing else where they are found, in whatever folder the program runs.

    Parameters
    ----------
    normalize
        Pixels as float32 in [0, 1]; otherwise as uint8 from 0 to 255.
    flatten
        Images as rows, (n, 784); otherwise (n, 1, 28, 28).
    one_hot_label
        Labels as rows with a single 1, (n, 10) float64; otherwise class numbers, (n,) uint8.
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
    shape = (-1,) if flatten else (1, *IMAGE_SHAPE)
    parts = []
    for images, labels in _found_or_downloaded(data_dir):
        x = scaled(images, _BRIGHTEST) if normalize else images
        t = one_hot(labels, len(DIGIT_NAMES), np.float64) if one_hot_label else labels
        parts.append((x.reshape(len(x), *shape), t))
    return parts[0], parts[1]


def _found_or_downloaded(data_dir: str | os.PathLike | None) -> list[tuple[np.ndarray, np.ndarray]]:
    """Both pairs of images and labels. A damaged file is fetched anew only where it was downloaded to."""
    folder = find_mnist() if data_dir is None else folder_named(data_dir)
    if folder is not None and folder != cache_folder():
        return list(_read_pairs(folder, FILES, unpacked_folder()))
    try:
        return list(_read_pairs(cache_folder(), FILES, unpacked_folder()))
    except DatasetError as error:
        if not _can_download():
            raise (_error(nowhere(searched_folders(), FILES)) if folder is None else error) from None
        fetched = download_in_terminal(TITLE, partial(download_mnist, mirrors=MIRRORS, files=FILES))
        return list(_read_pairs(fetched, FILES, unpacked_folder()))


def _can_download() -> bool:
    """Whether this Python has what a download is made with; to read what is there, numpy is enough."""
    return all(find_spec(package) for package in ("pooch", "requests"))


# --- where the files are -------------------------------------------------------------------------------------------

def place_in(folder: Path, files: MnistFiles) -> Place:
    """Where the files are in a folder: where all are and the labels are the right ones, else where most are."""
    seen = []
    for place in places(folder, files.names):
        if place.is_complete and _has_right_labels(place, files):
            return place
        seen.append(place)
    return max(seen, key=lambda place: place.count)


def _has_right_labels(place: Place, files: MnistFiles) -> bool:
    """Whether the labels, which are soon read, are MNIST's: other data sets lie in folders beside it."""
    try:
        return all(content_sha256(read_idx(path, 1, **_LIMITS)) == file.content_sha256
                   for path, file in zip(place.files, files.all, strict=True) if path and not file.is_images)
    except DatasetError:
        return False


def _is_ours(folder: Path) -> bool:
    """Whether it is the folder of the cache, by whatever name."""
    return os.path.realpath(folder) == os.path.realpath(cache_folder())


def _error(problem: Problem, kind: type[DatasetError] = DatasetError) -> DatasetError:
    return kind(problem.text, **problem.values)


# --- reading -------------------------------------------------------------------------------------------------------

def _verifies(folder: Path, file: MnistFile, files: MnistFiles) -> bool:
    """Whether a file is there with the right content; if not, a new one may be put there.

    Raises
    ------
    FolderError
        If something lies there that is not replaced: in the folder of the cache, where nothing but downloads lies,
        a whole file of other content; in any other folder whatever is more than an empty file.
    """
    place = at_top(folder, files.names)
    found = dict(zip(files.all, place.files, strict=True))
    path = found[file]
    if path is None:
        _check_free(folder / file.remote.name)
        return False
    try:
        _check_content(path, _read(path, file, found), file, found)
    except _OtherContentError as error:
        raise _error(error.problem, FolderError) from error
    except DatasetError as error:
        if _is_ours(folder) or (is_file(path) and not path.stat().st_size):
            return False
        raise FolderError(
            "{problem} A download puts nothing in the place of a file of yours: choose another folder for it, or move "
            "that file elsewhere first.", problem=error.problem) from error
    return True


def _check_free(path: Path) -> None:
    """Raise if something lies there that is no file: a folder, a link to nothing, a pipe."""
    if os.path.lexists(path):
        raise FolderError(
            "{file} is in the way of a download: it is a folder, or a link that leads nowhere. Choose another folder "
            "for the download, or move it elsewhere first.", file=path)


class _OtherContentError(DatasetError):
    """A file is whole, but holds something else."""


Found = Mapping[MnistFile, Path | None]


def _read_pairs(
    folder: Path, files: MnistFiles, unpacked: Path | None = None
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Images uint8 (n, 28, 28) and labels uint8 (n,), verified; first of the training set, then of the test set."""
    place = place_in(folder, files)
    if not place.is_complete:
        raise _error(lacking(folder, place, files))
    found = {file: path for file, path in zip(files.all, place.files, strict=True) if path}
    yield _read_pair(found, files.train_images, files.train_labels, unpacked)
    yield _read_pair(found, files.test_images, files.test_labels, unpacked)


def _read_pair(
    found: Mapping[MnistFile, Path], images_file: MnistFile, labels_file: MnistFile, unpacked: Path | None
) -> tuple[np.ndarray, np.ndarray]:
    # Labels first: the small file tells of a wrong folder sooner.
    labels_path, images_path = found[labels_file], found[images_file]
    labels = _read(labels_path, labels_file, found)
    _check_content(labels_path, labels, labels_file, found)
    kept = None
    if unpacked:
        kept = UnpackedForm.of(images_path, unpacked, images_file.content_sha256, largest_file(3, **_LIMITS))
    images = kept.read(3, **_LIMITS) if kept else None
    if images is None:
        images = _read(images_path, images_file, found)
        _check_content(images_path, images, images_file, found)
        if kept:
            kept.keep(images)
    _check_pair(images_path, images, labels_path, labels)
    return images, labels


def _check_pair(images_path: Path, images: np.ndarray, labels_path: Path, labels: np.ndarray) -> None:
    if len(images) != len(labels):
        raise DatasetError(
            "{images_file} holds {images} {images:image|images}, but {labels_file} holds {labels} "
            "{labels:label|labels}: they do not belong together. Get fresh copies of both.",
            images_file=images_path, images=len(images), labels_file=labels_path, labels=len(labels),
        )
    if labels.max() >= len(DIGIT_NAMES):
        raise DatasetError(
            "{file} holds a label {found}; labels go from 0 to {last}. Get a fresh copy of it.",
            file=labels_path, found=int(labels.max()), last=len(DIGIT_NAMES) - 1,
        )


def _read(path: Path, file: MnistFile, found: Found) -> np.ndarray:
    try:
        return read_idx(path, 3 if file.is_images else 1, **_LIMITS)
    except DatasetError as error:
        if form := form_of(path):
            raise _other_content(path, form, file, found) from error
        if (seen := form_seen(path)) and seen is not OTHER_IDX:
            raise DatasetError(
                "{file} is {form}, not an IDX file. Check that it is the right file, or get a fresh copy of it.",
                file=path, form=seen) from error
        raise


def _check_content(path: Path, values: np.ndarray, file: MnistFile, found: Found) -> None:
    form = IdxForm.of(values)
    if form.sha256 != file.content_sha256:
        raise _other_content(path, form, file, found)


def _other_content(path: Path, form: IdxForm, file: MnistFile, found: Found) -> DatasetError:
    labels = next(beside for each, beside in found.items() if not each.is_images and each.is_test == file.is_test)
    return _error(other(path, form, file, labels), _OtherContentError)


def _split(images: np.ndarray, labels: np.ndarray) -> Split:
    return Split(Pixels(images.reshape(len(images), -1), _BRIGHTEST), labels.astype(np.int64))


SOURCE = Source(
    name=NAME, title=TITLE, look=LOOK, class_count=len(DIGIT_NAMES),
    description="70,000 handwritten digits of 28×28 pixels, the data of the book.",
    train_size=TRAIN_SIZE, test_size=TEST_SIZE,
    load=load_dataset, is_available=lambda data_dir: find_mnist(data_dir) is not None,
    searched_folders=searched_folders, trouble=trouble,
    download=download_mnist, download_size=FILES.download_size, plain=read_mnist_plainly,
)
