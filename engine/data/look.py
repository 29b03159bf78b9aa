"""How a sample looks: as an image, or as a point in its plane. Whoever shows one asks its look.

To the network a sample is a row of D numbers. Its look says what picture they make and which cell of it each of them
is, what they are called, and whether a person can draw a sample.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from engine.data.drawing import Form, prepare_drawing
from engine.data.words import IMAGES, POINTS, Words
from engine.problem import Problem

_SIDE = 28        # pixels of the picture of a point in its plane
_RADIUS = 2.2     # of the point
_OTHERS = 0.3     # ink of the points among which it is


class Look(ABC):
    """What whoever shows the samples of a data set has to know of them.

    Attributes
    ----------
    words : Words
        What is said of them.
    shape : (rows, columns)
        The cells of the picture of D inputs, line after line; D = rows × columns.
    is_picture : bool
        Whether neighbours in it have to do with each other, so that weights from all inputs are seen as a picture, too.
    colours : ``"image"`` or ``"diverging"``
        As ink on paper, or about zero.
    low, high : float
        Between which inputs lie.
    """

    words: Words
    shape: tuple[int, int]
    is_picture: bool
    colours: Literal["image", "diverging"]
    low: float
    high: float

    @property
    @abstractmethod
    def note(self) -> str:
        """What the inputs are, in short."""

    @property
    def size(self) -> int:
        """D, how many inputs a sample has."""
        return self.shape[0] * self.shape[1]

    @property
    def is_drawable(self) -> bool:
        """Whether a person can draw a sample."""
        return False

    def picture(self, values: np.ndarray) -> np.ndarray:
        """Values of all inputs, (..., D), as cells: (..., rows, columns)."""
        return values.reshape(*values.shape[:-1], *self.shape)

    def cell(self, i: int) -> tuple[int, int]:
        """Row and column of input `i` in the picture."""
        return divmod(i, self.shape[1])

    def index_of(self, row: int, column: int) -> tuple[int]:
        """The input in a cell of the picture, as an index of x."""
        return (row * self.shape[1] + column,)

    @abstractmethod
    def name(self, i: int) -> str:
        """What input `i` is called in short."""

    @abstractmethod
    def named(self, i: int) -> dict[str, object]:
        """The same, as it goes into the sentences of `words`."""

    @abstractmethod
    def origin(self, i: int, value: float, sample: Problem, drawn: bool) -> Problem:
        """Where the value of input `i` of a sample is from."""

    @abstractmethod
    def thumbnails(self, x: np.ndarray) -> np.ndarray:
        """Small pictures of samples (k, D), to know them by: (k, height, width) from 0 for paper to 1 for ink."""


@dataclass(frozen=True, eq=False)
class ImageLook(Look):
    """An image: an input is a pixel, from 0 for paper to 1 for ink.

    Parameters
    ----------
    shape
        (height, width).
    form
        How the images were brought into their form, so that a drawing can be too; None if nobody can draw them.
    brightest
        The number that stands for full ink in their files, and is 1 here; None if there are no such files.
    """

    shape: tuple[int, int]
    form: Form | None = None
    brightest: int | None = None

    words = IMAGES
    is_picture = True
    colours = "image"
    low, high = 0.0, 1.0

    @property
    def note(self) -> str:
        """Height and width."""
        return "{} × {}".format(*self.shape)

    @property
    def is_drawable(self) -> bool:
        """Whether it is known how a drawing becomes one."""
        return self.form is not None

    def prepare_drawing(self, ink: np.ndarray) -> np.ndarray:
        """A drawing, (height, width) from 0 for paper to 1 for ink, as a sample of this look: (D,) float32."""
        assert self.form is not None, "nobody can draw these"
        return prepare_drawing(ink, self.shape, self.form)

    def name(self, i: int) -> str:
        """``"(3, 4)"``: row and column of a pixel."""
        return str(self.cell(i))

    def named(self, i: int) -> dict[str, object]:
        """Its row and column."""
        return dict(zip(("down", "across"), self.cell(i), strict=True))

    def origin(self, i: int, value: float, sample: Problem, drawn: bool) -> Problem:
        """Which pixel of which image it is, and what its file has there."""
        said = {**self.named(i), "image": sample}
        if drawn or self.brightest is None:
            return Problem("Pixel ({down}, {across}) of {image}: from 0 for paper to 1 for ink.", said)
        return Problem("Pixel ({down}, {across}) of {image}: {level} of {brightest} in its file.",
                       {**said, "level": round(value * self.brightest), "brightest": self.brightest})

    def thumbnails(self, x: np.ndarray) -> np.ndarray:
        """The images themselves."""
        return self.picture(x)


@dataclass(frozen=True, eq=False)
class PointLook(Look):
    """A point in its plane: its two coordinates are the inputs.

    Parameters
    ----------
    names
        Of the coordinates: the first runs to the right, the second up.
    low, high
        Between which both lie.
    others : (n, 2)
        The points among which one is seen.
    """

    names: tuple[str, str]
    low: float
    high: float
    others: np.ndarray = field(default_factory=lambda: np.empty((0, 2)), repr=False)

    words = POINTS
    is_picture = False
    colours = "diverging"
    shape = (1, 2)

    @property
    def note(self) -> str:
        """Their names."""
        return ", ".join(self.names)

    def name(self, i: int) -> str:
        """That of the coordinate."""
        return self.names[i]

    def named(self, i: int) -> dict[str, object]:
        """That of the coordinate."""
        return {"name": self.names[i]}

    def origin(self, i: int, value: float, sample: Problem, drawn: bool) -> Problem:
        """Which coordinate of which point it is."""
        return Problem("Input {name} of {point}: one of its two coordinates.", {**self.named(i), "point": sample})

    def thumbnails(self, x: np.ndarray) -> np.ndarray:
        """Each point in its plane, the others faint behind it."""
        plane = np.zeros((_SIDE, _SIDE))
        plane[tuple(self._pixels(self.others).round().astype(int).clip(0, _SIDE - 1).T)] = _OTHERS
        pixels = np.indices(plane.shape)[:, None]  # (2, 1, side, side)
        distances = np.hypot(*(pixels - self._pixels(x).T[:, :, None, None]))
        return np.maximum(plane, np.clip(_RADIUS - distances + 0.5, 0, 1))

    def _pixels(self, x: np.ndarray) -> np.ndarray:
        """Where points are in the picture: rows from the top, and columns."""
        share = (x - self.low) / (self.high - self.low)
        return np.stack((1 - share[:, 1], share[:, 0]), axis=1) * (_SIDE - 1)
