"""Data sets that come under MNIST's names, or in its form: what a whole file seems to be that is not MNIST's.

A packed file is known by its published hash. One that was unpacked, or packed again, is known by what it holds: by how
its labels begin, or by a number of images that no other of these data sets has.

Sources of the facts: the SHA-256 of Fashion-MNIST and KMNIST are those of TensorFlow Datasets, those of an earlier
Fashion-MNIST and of EMNIST MNIST are those of C. Olding's mnists, the MD5 of QMNIST are those of torchvision. How the
labels of Fashion-MNIST begin is printed in many notebooks. The numbers of images are those of G. Cohen et al.,
"EMNIST: an extension of MNIST to handwritten letters" (2017), table II, and of C. Yadav and L. Bottou, "Cold case: the
lost MNIST digits" (2019).
"""

import hashlib
from pathlib import Path

from engine.data.dataset import DatasetError
from engine.data.idx import UNSIGNED_BYTE, IdxForm, read_idx

FASHION, KMNIST, QMNIST, EMNIST = "Fashion-MNIST", "KMNIST", "QMNIST", "EMNIST"

_PACKED = {  # SHA-256 or MD5 of the published files: training images and labels, test images and labels
    FASHION: (
        "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
        "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
        "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
        "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
        "08dc20ab1689590a0bcd66e874647b6ee8464e2d501b5a3f1f78831db19a3fdc",  # as first published
        "b0197879cbda89f3dc7b894f9fd52b858e68ea4182b6947c9d8c2b67e5f18dcc",
        "78dcbbfb5a27efaf1b6c1d616caca68560be8766c5bffcb2791df9273a534229",
        "42bd18137a62d5998cdeae52bf3a0676ac6b706f5cf8439b47bb5b151ae3dccf",
    ),
    KMNIST: (
        "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4",
        "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17",
        "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5",
        "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c",
    ),
    QMNIST: (
        "ed72d4157d28c017586c42bc6afe6370",
        "0058f8dd561b90ffdd0f734c6a30e5e4",
        "1394631089c404de565df7b7aeaf9412",
        "5b5b05890a5e13444e108efe57b788aa",
    ),
    EMNIST: (
        "5f9942f441031c0f1f2e4d162059fd6e19ea808b34c328b6d16cab0ed24c78f2",
        "00c6d3c2342fdffb1711e0b5656cac4ce5862d2826399d383a9bac07d612e9f8",
        "b25640fa9e356c618132f5df347c95ef5bae6d9c2596be1de40f7e0ae1c3eac6",
        "bcc5385d38f083dba046f5f756e99b32f5ea7fad122c6243c71c2239873065ca",
    ),
}
_BEGINNINGS = {  # of labels
    bytes((9, 0, 0, 3, 0, 2, 7, 2, 5, 5)): FASHION,
    bytes((9, 2, 1, 1, 6, 1, 4, 6, 5, 7)): FASHION,
}
_COUNTS = dict.fromkeys(
    (697_932, 116_323, 112_800, 18_800, 124_800, 20_800, 88_800, 14_800, 240_000, 40_000), EMNIST)
_QMNIST_COLUMNS = 8  # its labels tell more than the class, in a row of numbers for each image
_TEST_OF_QMNIST = 60_000


def seems_to_be(path: Path, form: IdxForm, labels: Path | None, *, is_test: bool) -> str | None:
    """The title of the data set that a whole file seems to belong to; None if nothing tells.

    Parameters
    ----------
    path
        The file.
    form
        What it holds.
    labels
        The file with the labels that lies with it, or it is that itself; None if there is none.
    is_test
        Whether it lies under the name of a file of the test set.
    """
    return _by_hash(path) or _by_numbers(form, is_test) or (_by_labels(labels) if labels else None)


def _by_hash(path: Path) -> str | None:
    try:
        with open(path, "rb") as file:
            digests = {hashlib.file_digest(file, "sha256").hexdigest()}
            file.seek(0)
            digests.add(hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest())
    except OSError:
        return None
    return next((title for title, known in _PACKED.items() if not digests.isdisjoint(known)), None)


def _by_numbers(form: IdxForm, is_test: bool) -> str | None:
    if len(form.shape) == 2 and form.shape[1] == _QMNIST_COLUMNS and form.type != UNSIGNED_BYTE:
        return QMNIST
    if form.shape[0] == _TEST_OF_QMNIST and is_test:
        return QMNIST
    return _COUNTS.get(form.shape[0])


def _by_labels(path: Path) -> str | None:
    try:
        labels = read_idx(path, 1)
    except DatasetError:
        return None
    return next((title for start, title in _BEGINNINGS.items() if labels.tobytes().startswith(start)), None)
