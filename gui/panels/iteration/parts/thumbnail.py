"""A value as a picture the size of a thumbnail, to be recognised by."""

import math
from functools import lru_cache

import numpy as np
from PySide6.QtGui import QImage

from engine.nn.variables import Role
from gui.look.theme import theme
from gui.widgets import raster
from gui.widgets.raster import Kind

_THIN = 5.0  # the least thickness, and that of a vector
_SOFTENED = 0.5  # 784 to 50 in full would be a hair: shapes keep their order, but not their whole proportion


def picture_size(shape: tuple[int, ...], width: float, height: float) -> tuple[float, float]:
    """How large the picture of an array of this shape is in a box: wide ones are wide, vectors thin."""
    if not shape:
        return height, height
    if len(shape) == 1:
        return min(0.9 * width, max(_THIN, 5 * math.sqrt(shape[0]))), _THIN
    aspect = (shape[-1] / math.prod(shape[:-1])) ** _SOFTENED
    wide, high = (width, width / aspect) if aspect > width / height else (height * aspect, height)
    return max(wide, _THIN), max(high, _THIN)


def kind_of(role: Role, values: np.ndarray, inputs: Kind) -> Kind:
    """The colour map of a variable: its own for inputs, one half of the diverging map for what is never negative."""
    if role is Role.INPUT:
        return inputs
    if role in (Role.GRADIENT, Role.PARAMETER, Role.SLOT):
        return "diverging"
    finite = values[np.isfinite(values)]
    return "sequential" if not finite.size or finite.min() >= 0 else "diverging"


def as_matrix(values: np.ndarray) -> np.ndarray:
    """A vector as a row, a number as a single cell; of more than two axes the slices one below the other."""
    return np.atleast_2d(values).reshape(-1, values.shape[-1] if values.ndim else 1)


def square(values: np.ndarray) -> np.ndarray:
    """A vector (N,) as lines of about as many; what the last line lacks is 0."""
    across = math.ceil(math.sqrt(len(values)))
    padded = np.zeros(across * -(-len(values) // across))
    padded[:len(values)] = values
    return padded.reshape(-1, across)


def reduced(values: np.ndarray, rows: int, columns: int) -> np.ndarray:
    """At most so many rows and columns: the means of blocks of the matrix."""
    for dimension, most in ((0, rows), (1, columns)):
        count = values.shape[dimension]
        if count > most >= 1:
            starts, sizes = _blocks(count, most)
            with np.errstate(over="ignore", invalid="ignore"):
                sums = np.add.reduceat(values, starts, axis=dimension)
                values = sums / (sizes[:, None] if dimension == 0 else sizes).astype(values.dtype)
    return values


@lru_cache(maxsize=64)
def _blocks(count: int, most: int) -> tuple[np.ndarray, np.ndarray]:
    """Where blocks begin that share out so many lines, and how many lines each has."""
    starts = np.arange(most) * count // most
    return starts, np.diff(starts, append=count)


def thumbnail(role: Role, values: np.ndarray, rows: int, columns: int, inputs: Kind) -> QImage:
    """The picture of a matrix, at most so many pixels high and wide; a cell takes one pixel.

    Its strongest value has the full colour. `inputs` is the colour map of x.
    """
    kind = kind_of(role, values, inputs)
    small = reduced(values, rows, columns)
    limit = 1.0 if kind == "image" else raster.largest(small)
    lut = {"diverging": theme().diverging_lut, "sequential": theme().sequential_lut, "image": theme().image_lut}
    pixels = np.ascontiguousarray(np.take(lut[kind](), raster.levels(small, limit, kind)))
    height, width = pixels.shape
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_ARGB32).copy()
