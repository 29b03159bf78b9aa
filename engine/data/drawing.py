"""Turn a drawing into a sample like those that the network has learnt from.

A network knows digits only in the way its data set was made: of one size, in one place. A drawing that was not
brought into that form is a different task, and the answer would tell nothing about the network. So each data set
says which form its images have: `centred` or `block_counts`.

Sources: for MNIST, Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits" (scaled into a box
of 20×20 keeping its proportions, then placed in 28×28 by its centre of mass). For the built-in digits,
E. Alpaydin, C. Kaynak, "Optical Recognition of Handwritten Digits", and the programs of NIST that were used
there (M. D. Garris et al., NISTIR 5469, 1994): size and slant made alike in a bitmap of 32×32, then the ink in
each block of 4×4 counted. How wide the digits are in their bitmap was taken from the images themselves.
"""

from collections.abc import Callable

import numpy as np

Form = Callable[[np.ndarray, tuple[int, int]], np.ndarray]  # a digit cut out, and (height, width) → an image

_FAINTEST = 0.05  # ink below this is no stroke, but the soft edge of one
_BOX_SHARE = 20 / 28  # of the image's side, in MNIST

_BITMAP_SIDE = 32
_BITMAP_WIDTH = 20  # of a digit in the 32×32 bitmap; its height is the whole 32
_WIDEST_STRETCH = 1.5


def prepare_drawing(ink: np.ndarray, shape: tuple[int, int], form: Form) -> np.ndarray:
    """A drawing as a sample for a network that has learnt from images of this shape and form.

    Parameters
    ----------
    ink : (height, width)
        The drawing, 0 for paper to 1 for ink. Of any size; where on it the digit stands does not matter.
    shape
        (height, width) of the images of the data set.
    form
        How they were brought into their form.

    Returns
    -------
    (D,) float32
        Pixels in [0, 1], D = height × width. All zeros if nothing was drawn.
    """
    ink = np.clip(np.nan_to_num(np.asarray(ink, np.float64)), 0, 1)
    digit = _cropped(ink)
    if digit.size == 0:
        return np.zeros(shape[0] * shape[1], np.float32)
    image = form(digit, shape)
    # A thin pen gives pale pixels; in both data sets the middle of a stroke is full ink.
    return (image / image.max()).astype(np.float32).ravel()


def _cropped(ink: np.ndarray) -> np.ndarray:
    """The smallest rectangle with all the ink; empty if there is none."""
    rows, columns = (np.flatnonzero(ink.max(axis, initial=0) > _FAINTEST) for axis in (1, 0))
    if len(rows) == 0:
        return ink[:0, :0]
    return ink[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1]


def centred(digit: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """The form of MNIST: scaled into the box, its centre of mass in the middle of the image."""
    box = np.round(np.array(shape) * _BOX_SHARE)
    scale = min(box / digit.shape)
    scaled = _resized(digit, *(max(1, round(side * scale)) for side in digit.shape))
    image = np.zeros(shape)
    top, left = (_offset(scaled.sum(1 - axis), shape[axis]) for axis in (0, 1))
    image[top:top + scaled.shape[0], left:left + scaled.shape[1]] = scaled
    return image


def _offset(masses: np.ndarray, side: int) -> int:
    """Where a profile must begin so that its centre of mass is in the middle, to the nearest whole pixel.

    In MNIST the middle is pixel 14 of 0 to 27: over its training images the centre of mass lies within half
    a pixel of it, both ways.
    """
    centre = np.average(np.arange(len(masses)), weights=masses)
    return int(np.clip(np.floor(side // 2 - centre + 0.5), 0, side - len(masses)))


def block_counts(digit: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """The form of the built-in digits: upright, filling a bitmap of 32×32; then the mean of each block, of 4×4 there.

    Their height is the whole bitmap, their usual width 20 of 32, but a narrow digit such as a 1 stays narrow.
    """
    upright = _cropped(_without_slant(digit))
    height, width = upright.shape
    in_proportion = width * _BITMAP_SIDE / height
    new_width = max(1, round(min(_BITMAP_WIDTH, _WIDEST_STRETCH * in_proportion)))
    bitmap = np.zeros((_BITMAP_SIDE, _BITMAP_SIDE))
    left = (_BITMAP_SIDE - new_width) // 2
    bitmap[:, left:left + new_width] = _resized(upright, _BITMAP_SIDE, new_width)
    rows, columns = shape
    blocks = bitmap.reshape(rows, _BITMAP_SIDE // rows, columns, _BITMAP_SIDE // columns)
    return blocks.mean(axis=(1, 3))


def _without_slant(digit: np.ndarray) -> np.ndarray:
    """Each row shifted, so that the middle of the ink does not lean to one side from top to bottom."""
    height, width = digit.shape
    shifts = np.round(-_slant(digit) * np.arange(height)).astype(int)
    shifts -= shifts.min()
    upright = np.zeros((height, width + shifts.max()))
    for row, shift in enumerate(shifts):
        upright[row, shift:shift + width] = digit[row]
    return upright


def _slant(digit: np.ndarray) -> float:
    """How many pixels the ink moves to the right for each row down, by its second moments; at most 1."""
    ink = digit.sum()
    row, column = np.indices(digit.shape)
    row = row - (digit * row).sum() / ink
    column = column - (digit * column).sum() / ink
    spread = (digit * row * row).sum()
    return float(np.clip((digit * row * column).sum() / spread, -1, 1)) if spread > 0 else 0.0


def _resized(image: np.ndarray, height: int, width: int) -> np.ndarray:
    """Scaled by area: each new pixel is the mean of what it covers."""
    return _coverage(height, image.shape[0]) @ image @ _coverage(width, image.shape[1]).T


def _coverage(new: int, old: int) -> np.ndarray:
    """How much of each new pixel each old one covers: (new, old), rows sum to 1."""
    edges = np.arange(new + 1)[:, None] * old / new
    starts, ends = edges[:-1], edges[1:]
    pixel = np.arange(old)
    overlap = np.minimum(ends, pixel + 1) - np.maximum(starts, pixel)
    return np.maximum(overlap, 0) * new / old
