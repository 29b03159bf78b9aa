"""Turn a drawing into a sample like those that the network has learnt from.

A network knows digits only in the way its data set was made: of one size, in one place. A drawing that was not
brought into that form is a different task, and the answer would tell nothing about the network. So each data set
says which form its images have, as the steps that lead there: `centred` or `block_counts`. Leaving one out shows what
it is good for.

Sources: for MNIST, Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits" (scaled into a box
of 20×20 keeping its proportions, then placed in 28×28 by its centre of mass). For the built-in digits,
E. Alpaydin, C. Kaynak, "Optical Recognition of Handwritten Digits", and the programs of NIST that were used
there (M. D. Garris et al., NISTIR 5469, 1994): size and slant made alike in a bitmap of 32×32, then the ink in
each block of 4×4 counted. How wide the digits are in their bitmap was taken from the images themselves.
"""

import numpy as np

from engine.data.own.step import Step, as_it_is, stages_of
from engine.problem import Problem

Form = tuple[Step, ...]  # from ink to an image, each as (height, width)

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
    return stages_of(ink, form, shape)[-1].picture.astype(np.float32).ravel()


# --- what the forms have in common ---------------------------------------------------------------------------------

def _cropped(ink: np.ndarray) -> np.ndarray:
    """The smallest rectangle with all the ink; empty if there is none."""
    rows, columns = (np.flatnonzero(ink.max(axis, initial=0) > _FAINTEST) for axis in (1, 0))
    if len(rows) == 0:
        return ink[:0, :0]
    return ink[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1]


def _fitted(image: np.ndarray, height: float, width: float) -> np.ndarray:
    """As large as fits, in proportion."""
    scale = min(np.array([height, width]) / image.shape)
    return _resized(image, *(max(1, round(side * scale)) for side in image.shape))


def _in_the_middle(image: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    return _placed(image, shape, *((side - used) // 2 for side, used in zip(shape, image.shape, strict=True)))


def _placed(image: np.ndarray, shape: tuple[int, int], top: int, left: int) -> np.ndarray:
    """On paper of this shape."""
    whole = np.zeros(shape)
    whole[top:top + image.shape[0], left:left + image.shape[1]] = image
    return whole


def _full(image: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    return image / image.max()


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


CROPPED = Step(
    "cropped", Problem("Cropped"), Problem("The smallest rectangle with all the ink: where it was drawn is forgotten."),
    lambda ink, shape: _cropped(ink), as_it_is,
    Problem("Not cropped: the whole picture goes on, so a small digit stays small, and one at the edge stays there."))
FULL = Step(
    "full ink", Problem("Full ink"), Problem(
        "Divided by its largest value: a thin pen gives pale pixels; in the data the middle of a stroke is full ink."),
    _full, as_it_is, Problem("Not divided by its largest value: pale strokes stay pale."))


# --- MNIST ---------------------------------------------------------------------------------------------------------

def _boxed(ink: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    return _fitted(ink, *np.round(np.array(shape) * _BOX_SHARE))


def _at_its_mass(image: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    rows, columns = (np.flatnonzero(image.any(axis)) for axis in (1, 0))
    ink = image[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1]
    return _placed(ink, shape, *(_offset(ink.sum(1 - axis), shape[axis]) for axis in (0, 1)))


def _offset(masses: np.ndarray, side: int) -> int:
    """Where a profile must begin so that its centre of mass is in the middle, to the nearest whole pixel.

    In MNIST the middle is pixel 14 of 0 to 27: over its training images the centre of mass lies within half
    a pixel of it, both ways.
    """
    centre = np.average(np.arange(len(masses)), weights=masses)
    return int(np.clip(np.floor(side // 2 - centre + 0.5), 0, side - len(masses)))


centred: Form = (
    CROPPED,
    Step("scaled", Problem("Scaled"), Problem(
        "Scaled to fit a box of 20 × 20 pixels, where x has 28 × 28: in proportion, by area."), _boxed,
        lambda ink, shape: _fitted(ink, *shape), Problem("Scaled to fill x, not the box of 20 of 28 pixels in it.")),
    Step("centred", Problem("Centred"), Problem(
        "Placed in x so that its centre of mass is in the middle, as every digit of MNIST is."), _at_its_mass,
        _in_the_middle, Problem("Placed with its rectangle in the middle, wherever the ink in it is.")),
    FULL)


# --- the built-in digits -------------------------------------------------------------------------------------------

def _upright(ink: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    upright = _without_slant(ink)
    return _cropped(upright) if _cropped(ink).shape == ink.shape else upright


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


def _bitmap(digit: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Its height is the whole bitmap, its usual width 20 of 32, but a narrow digit such as a 1 stays narrow."""
    height, width = digit.shape
    in_proportion = width * _BITMAP_SIDE / height
    new_width = max(1, round(min(_BITMAP_WIDTH, _WIDEST_STRETCH * in_proportion)))
    return _in_the_middle(_resized(digit, _BITMAP_SIDE, new_width), (_BITMAP_SIDE, _BITMAP_SIDE))


def _bitmap_of_all(ink: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    return _in_the_middle(_fitted(ink, _BITMAP_SIDE, _BITMAP_SIDE), (_BITMAP_SIDE, _BITMAP_SIDE))


def _counted(bitmap: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    rows, columns = shape
    blocks = bitmap.reshape(rows, _BITMAP_SIDE // rows, columns, _BITMAP_SIDE // columns)
    return blocks.mean(axis=(1, 3))


block_counts: Form = (
    CROPPED,
    Step("upright", Problem("Upright"), Problem("Each row shifted, so that the digit leans to no side."), _upright,
         as_it_is, Problem("Not put upright: a digit that leans goes on leaning.")),
    Step("stretched", Problem("Stretched"), Problem(
        "Stretched over a bitmap of 32 × 32: all of its height, 20 of its width unless the digit is narrow."), _bitmap,
        _bitmap_of_all, Problem("In proportion, as large as fits a bitmap of 32 × 32.")),
    Step("counted", Problem("Counted"), Problem("The ink of each block of 4 × 4 counted: 8 × 8 numbers."), _counted),
    FULL)
