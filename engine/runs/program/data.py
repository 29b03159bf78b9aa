"""How a program gets at its data set: from files, or, where that comes with the app, from within itself."""

import base64
import io
from collections.abc import Callable
from typing import Any

import numpy as np

from engine.data import catalogue
from engine.data.dataset import Dataset
from engine.data.pixels import Pixels

WIDTH = 120  # of a line

_UNPACKING = '''\
def load_data():
    """{shapes}."""
    arrays = np.load(io.BytesIO(base64.b85decode("".join(DATA.split()))))
    return {arrays}'''

_SCALED = '''\
def scaled(pixels):
    """Pixels as numbers from 0 to 1."""
    return pixels.astype(np.float32) / np.float32(BRIGHTEST)'''

_SCALED_TO_FLOAT64 = '''\
def scaled(pixels):
    """Pixels as numbers from 0 to 1, which the book has in float32."""
    x = pixels.astype(np.float32) / np.float32(BRIGHTEST)
    return x.astype(DTYPE)'''


def reader_of(dataset: Dataset) -> Callable | None:
    """The function that reads its files; None if it is packed into the program."""
    return next((source.plain for source in catalogue.SOURCES if source.name == dataset.name), None)


def unpacking(dataset: Dataset) -> str:
    """The function that unpacks it."""
    arrays = _arrays(dataset)
    return _UNPACKING.format(shapes=", ".join(f"{name} {value.shape}" for name, value in arrays.items()),
                             arrays=", ".join(f'arrays["{name}"]' for name in arrays))


def packed(dataset: Dataset) -> str:
    """All of it as a text of letters, digits and signs."""
    file = io.BytesIO()
    arrays: dict[str, Any] = _arrays(dataset)
    np.savez_compressed(file, **arrays)
    text = base64.b85encode(file.getvalue()).decode()
    return "\n".join(['DATA = """', *(text[at:at + WIDTH] for at in range(0, len(text), WIDTH)), '"""'])


def _arrays(dataset: Dataset) -> dict[str, np.ndarray]:
    """Samples as they are kept, and labels."""
    found = {}
    for name, split in (("train", dataset.whole.train), ("test", dataset.test)):
        found[f"x_{name}"] = split.x.levels if isinstance(split.x, Pixels) else split.x
        found[f"t_{name}"] = split.labels.astype(np.min_scalar_type(dataset.class_count))
    return found


def scaling(dataset: Dataset, dtype: np.dtype) -> tuple[str, ...]:
    """The function that makes the network's numbers of pixels; none where samples are no pixels."""
    if not isinstance(dataset.train.x, Pixels):
        return ()
    return (_SCALED if dtype == Pixels.dtype else _SCALED_TO_FLOAT64,)


def as_input(dataset: Dataset, dtype: np.dtype, samples: str) -> str:
    """The expression for what goes into the network, of one for samples as they are kept."""
    if isinstance(dataset.train.x, Pixels):
        return f"scaled({samples})"
    return samples if dataset.train.x.dtype == dtype else f"{samples}.astype(DTYPE)"
