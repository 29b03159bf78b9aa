"""The whole way of a picture of one's own to x: the steps of pictures, and those of the data set's form."""

from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np

from engine.data.own.picture import STEPS, as_ink
from engine.data.own.step import Stage, Step, stages_of
from engine.problem import Problem

if TYPE_CHECKING:
    from engine.data.look import ImageLook


def steps_for(picture: np.ndarray, look: "ImageLook") -> tuple[Step, ...]:
    """The steps of a picture: (h, w, 3) colours on paper; (h, w) is ink already, as on the drawing pad."""
    assert look.form is not None, "nobody can draw these"
    return (*STEPS, *look.form) if picture.ndim == 3 else look.form


def way_of(picture: np.ndarray, look: "ImageLook", left_out: Collection[str] = ()) -> tuple[Stage, ...]:
    """A picture after each step on its way to x, some of them left out.

    Parameters
    ----------
    picture : (h, w, 3) or (h, w) uint8
        Colours from a file, or ink from 0 to 255 as it was drawn. With no step left out a drawing becomes the very x
        that `prepare_drawing` makes of it.
    look
        Of the data set.
    left_out
        The names of the steps that are not taken.
    """
    begin = picture if picture.ndim == 3 else as_ink(picture)
    return stages_of(begin, steps_for(picture, look), look.shape, left_out)


def x_at(stages: tuple[Stage, ...]) -> np.ndarray:
    """What the network is handed at the end of a way: (D,) float32."""
    return stages[-1].picture.astype(np.float32).ravel()


def hint_of(stages: tuple[Stage, ...]) -> Problem | None:
    """What is to be said of a way that leads to no digit; None where it leads to one that may be."""
    if stages[-1].picture.any():
        return None
    return Problem("There is no ink in this picture, so x is 0 everywhere: it is blank, or too pale. Take one with a "
                   "dark digit on bright paper, or draw one.")
