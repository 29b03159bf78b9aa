"""What a run depends on beside its config: the data, and how this machine adds up. Each as a few letters to compare."""

import ctypes
import hashlib
import platform
from functools import cache
from importlib import import_module
from itertools import product
from weakref import WeakKeyDictionary

import numpy as np

from engine.data.dataset import DIGIT_NAMES, Dataset, Split
from engine.data.look import ImageLook
from engine.data.pixels import Pixels
from engine.training.config import ACTIVATIONS, DTYPES, TrainingConfig
from engine.training.trainer import Trainer

_KERNEL_NAMES = ("scipy_openblas_get_corename64_", "scipy_openblas_get_corename", "openblas_get_corename64_",
                 "openblas_get_corename")
_known: WeakKeyDictionary[Dataset, str] = WeakKeyDictionary()


def of_dataset(dataset: Dataset) -> str:
    """A fingerprint of all samples and labels of a data set, or of the one it is a part of.

    MNIST takes a tenth of a second, once.
    """
    dataset = dataset.whole
    if dataset not in _known:
        found = hashlib.sha256()
        for split in (dataset.train, dataset.test):
            x = split.x.levels if isinstance(split.x, Pixels) else split.x
            brightest = split.x.brightest if isinstance(split.x, Pixels) else ""
            for values in (x, split.labels):
                found.update(f"{values.dtype.str} {values.shape} {brightest}".encode())
                found.update(np.ascontiguousarray(values).data)
        _known[dataset] = found.hexdigest()
    return _known[dataset]


@cache
def of_sums() -> str:
    """A fingerprint of what training gives here, to the last bit: where it is another one, bits differ.

    It depends on the kernel that the BLAS library has for this processor, on what numpy makes of its vector units, on
    the random streams of numpy, and on this program. So it is taken of training itself, a few iterations of each kind.
    """
    rng = np.random.default_rng(0)
    split = Split(rng.random((200, 784), np.float32), rng.integers(0, 10, 200))
    noise = Dataset("noise", "Noise", split, split, ImageLook((28, 28)), DIGIT_NAMES, "")
    found = hashlib.sha256()
    for activation, dtype in product(ACTIVATIONS, DTYPES):
        trainer = Trainer(TrainingConfig(dataset="noise", activation=activation, dtype=dtype, weight_init="xavier"),
                          noise)
        for _ in range(3):
            trainer.run_iteration()
        for value in trainer.arrays().values():
            found.update(value.data)
    return found.hexdigest()


def machine() -> str:
    """What the sums depend on, in words: ``numpy 2.4.6, x86_64, SkylakeX``."""
    return ", ".join(filter(None, (f"numpy {np.__version__}", platform.machine(), _kernel())))


def _kernel() -> str:
    """What OpenBLAS calls the kernel that it has chosen; nothing where it does not tell."""
    try:
        library = ctypes.CDLL(import_module("numpy._core._multiarray_umath").__file__)
        kernel = next(getattr(library, name) for name in _KERNEL_NAMES if hasattr(library, name))
    except (ImportError, OSError, StopIteration):
        return ""
    kernel.restype = ctypes.c_char_p
    return kernel().decode("ascii", "replace")
