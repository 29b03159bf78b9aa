"""The built-in digits: small enough to come with the program, real enough to learn from.

1,797 handwritten digits of 8×8 pixels. The book's network shrinks from 784-50-10 to 64-50-10 on them;
nothing else changes.
"""

import hashlib
import io
from pathlib import Path

import numpy as np

import resources
from engine.data.dataset import DIGIT_NAMES, Dataset, DatasetError, Split
from engine.data.drawing import block_counts
from engine.data.look import ImageLook
from engine.data.pixels import Pixels
from engine.data.source import Source
from engine.files import reason_of
from engine.problem import Problem

NAME = "digits"
TITLE = "Built-in digits"
TRAIN_SIZE = 1437
TEST_SIZE = 360
ATTRIBUTION = (
    "E. Alpaydin, C. Kaynak (1998): Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, "
    "doi.org/10.24432/C50P49, licence CC BY 4.0; its test set, as scikit-learn ships it."
)

_BRIGHTEST = 16  # a pixel counts the ink in a block of 4×4
LOOK = ImageLook((8, 8), block_counts, _BRIGHTEST)
_FILE = "digits.npz"
_SIZE = 45_394  # bytes
_SHA256 = "b2dab7b501728c22e9119ad76740b2e17c77a231e42d1e592380d90886f1a05e"


def load_digits() -> Dataset:
    """The built-in digits, pixels scaled to [0, 1], in a fixed split of 1,437 training and 360 test images.

    Raises
    ------
    DatasetError
        If the file that came with the program is missing or damaged.
    """
    images, labels = _read()
    test = _test_indices(labels)
    train = np.setdiff1d(np.arange(len(labels)), test)
    levels = images.reshape(len(images), -1)
    return Dataset(
        name=NAME, title=TITLE, look=LOOK, class_names=DIGIT_NAMES, attribution=ATTRIBUTION,
        train=_split(levels[train], labels[train]), test=_split(levels[test], labels[test]),
    )


def _split(levels: np.ndarray, labels: np.ndarray) -> Split:
    return Split(Pixels(levels, _BRIGHTEST), labels)


def _test_indices(labels: np.ndarray) -> np.ndarray:
    """Every fifth image, going through them digit by digit: (360,), ascending.

    The file is in the order of its writers, so its last 360 images are by people whom the training set
    has never seen, and no two such cuts are equally hard. Taking every fifth gives both sets all writers
    and all digits in the same proportion. It needs no random draw, so the split is the same everywhere.
    """
    digit_by_digit = np.argsort(labels, kind="stable")
    return np.sort(digit_by_digit[::5])


def _read() -> tuple[np.ndarray, np.ndarray]:
    """Images uint8 (1797, 8, 8) and labels int64 (1797,) as the file has them."""
    with np.load(io.BytesIO(_content()), allow_pickle=False) as arrays:
        return arrays["images"], arrays["labels"].astype(np.int64)


def _content() -> bytes:
    """The bytes of the file, which are those that came with the program, or nothing in them is looked at."""
    path = resources.path(_FILE)
    try:
        with open(path, "rb") as file:
            content = file.read(_SIZE + 1)
    except OSError as error:
        raise _damaged(path, reason_of(error)) from error
    if len(content) > _SIZE:
        raise _damaged(path, Problem("it is too large"))
    if len(content) < _SIZE:
        raise _damaged(path, Problem("it has {size:,} of {expected:,} bytes",
                                     {"size": len(content), "expected": _SIZE}))
    if hashlib.sha256(content).hexdigest() != _SHA256:
        raise _damaged(path, Problem("its content is another"))
    return content


def _damaged(path: Path, reason: object) -> DatasetError:
    return DatasetError(
        "{title}: {path} is not as it came with the program ({reason}). Fetch it again: with git checkout -- resources "
        "in the folder of the program, or as a fresh copy of the program.",
        title=Problem(TITLE), path=path, reason=reason,
    )


SOURCE = Source(
    name=NAME, title=TITLE, look=LOOK, class_count=len(DIGIT_NAMES),
    description="1,797 handwritten digits of 8×8 pixels. They come with the program.",
    train_size=TRAIN_SIZE, test_size=TEST_SIZE,
    load=lambda data_dir: load_digits(),
)
