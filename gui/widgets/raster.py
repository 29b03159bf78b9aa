"""From an array to coloured pixels: which cell is at which pixel, and which colour it has.

Everything is worked out once, in the pixels of the screen, so that cells have sharp edges on any display and
what is painted and what is found under the pointer are the same cells.
"""

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

import numpy as np

from gui.look.palette import Palette, packed, rgb

Kind = Literal["diverging", "image", "sequential"]
NOT_FINITE, ZERO, LAST = 0, 128, 255  # entries of the colour maps
_FAINT = 0.30  # how much of an image shows through beneath what is laid over it


@dataclass(frozen=True, eq=False)
class Axis:
    """Where the cells of one direction lie.

    Parameters
    ----------
    starts, stops
        (n,) first pixel of each cell, and the pixel after its last one. Pixels between are gaps.
    length
        Pixels in all.
    """

    starts: np.ndarray
    stops: np.ndarray
    length: int

    def __len__(self) -> int:
        return len(self.starts)

    def cell_at(self, pixel: float) -> int | None:
        """The cell under a pixel; a gap counts to the cell before it."""
        if not len(self) or not 0 <= pixel < self.length:
            return None
        return int(np.searchsorted(self.starts, pixel, "right")) - 1

    @cached_property
    def pixel_map(self) -> np.ndarray:
        """(length,) the cell of each pixel; n where there is a gap."""
        pixels = np.arange(self.length)
        cells = np.searchsorted(self.starts, pixels, "right") - 1
        return np.where(pixels < self.stops[cells], cells, len(self))


@lru_cache(maxsize=64)  # a view is laid out anew for all its values, and nearly always as before
def axis(count: int, length: int, gap: int = 0) -> Axis:
    """Share `length` pixels among `count` cells, `gap` pixels between two of them."""
    edges = np.rint(np.arange(count + 1) * ((length + gap) / max(count, 1))).astype(int)
    return Axis(edges[:-1], edges[1:] - gap, length)


@lru_cache(maxsize=16)
def tiled_axis(tiles: int, count: int, tile_length: int, gap: int) -> Axis:
    """`tiles` tiles of `count` cells each, all alike, `gap` pixels between two tiles."""
    one = axis(count, tile_length)
    offsets = np.arange(tiles)[:, None] * (tile_length + gap)
    return Axis((offsets + one.starts).ravel(), (offsets + one.stops).ravel(), tiles * (tile_length + gap) - gap)


def largest(values: np.ndarray) -> float:
    """The largest finite magnitude; 0 where there is none."""
    with np.errstate(invalid="ignore"):
        ends = (float(values.max()), -float(values.min())) if values.size else (0.0, 0.0)
    if all(map(math.isfinite, ends)):  # nearly always, and of many numbers much the faster
        return max(0.0, *ends)
    magnitudes = np.abs(values[np.isfinite(values)])
    return float(magnitudes.max()) if magnitudes.size else 0.0


def levels(values: np.ndarray, limit: float, kind: Kind) -> np.ndarray:
    """Entries of the colour map, uint8, for values scaled so that `limit` has the full colour."""
    with np.errstate(all="ignore"):  # a held limit may be tiny, and then the quotient overflows: clipped all the same
        zero, most, least = (ZERO, LAST - ZERO, -1) if kind == "diverging" else (1, LAST - 1, 0)
        part = np.asarray(values / (limit or 1.0))
        np.maximum(part, least, out=part)
        np.minimum(part, 1, out=part)
        np.multiply(part, most, out=part)
        np.rint(part, out=part)
        np.add(part, zero, out=part)
        finite = np.isfinite(values)
        return (part if finite.all() else np.where(finite, part, NOT_FINITE)).astype(np.uint8)


def overlay(base: np.ndarray, values: np.ndarray, limit: float, palette: Palette) -> np.ndarray:
    """Colours of values about zero laid over a faint image: 0xAARRGGBB, the shape of `values`."""
    neutral, ink = rgb(palette.neutral), rgb(palette.ink)
    under = neutral + _FAINT * np.clip(base, 0, 1)[..., None] * (ink - neutral)
    with np.errstate(all="ignore"):
        part = np.clip(values / (limit or 1.0), -1, 1)[..., None]
    end = np.where(part > 0, rgb(palette.positive), rgb(palette.negative))
    finite = np.isfinite(values)[..., None]
    over = np.where(finite, under + np.abs(np.where(finite, part, 0)) * (end - under), rgb(palette.not_finite))
    return packed(over)


def spread(cells: np.ndarray, row_map: np.ndarray, column_map: np.ndarray, gap: int | bool) -> np.ndarray:
    """One entry a cell to one a pixel: the inverse of looking up the cell of a pixel. Gaps get `gap`."""
    padded = np.full((cells.shape[0] + 1, cells.shape[1] + 1), gap, cells.dtype)
    padded[:-1, :-1] = cells
    return np.take(np.take(padded, column_map, axis=1), row_map, axis=0)


def hatch(pixels: np.ndarray, where: np.ndarray, colour: int, period: int, width: int) -> None:
    """Draw slanting lines into the pixels that `where` names, in place."""
    y, x = np.ogrid[:pixels.shape[0], :pixels.shape[1]]
    pixels[where & ((x + y) % period < width)] = colour


def chequer(pixels: np.ndarray, where: np.ndarray, colour: int, side: int) -> None:
    """Draw a chequered pattern into the pixels that `where` names, in place."""
    y, x = np.ogrid[:pixels.shape[0], :pixels.shape[1]]
    pixels[where & ((x // side + y // side) % 2 == 0)] = colour
