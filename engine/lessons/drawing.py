"""A drawing made of an image that is at hand, off centre or too thin: what is put on the drawing pad by a lesson."""

import numpy as np

from engine.data.dataset import Dataset
from engine.inspection.frozen.trace import Sample


def drawing_of(dataset: Dataset, split: str, number: int, *, right: int = 0, down: int = 0,
               thinned: bool = False) -> Sample:
    """An image as if somebody had drawn it: shifted by whole pixels, and with thin strokes.

    It is not brought into the form of the data set, as what is drawn by hand is: that is what it is to show.

    Parameters
    ----------
    split, number
        Which image. A number beyond the last begins again at the first.
    right, down
        Pixels; what leaves the image is gone.
    thinned
        Whether only the middle of the strokes is left: what is less than half ink becomes paper.
    """
    images = getattr(dataset, split)
    index = number % len(images)
    image = np.asarray(images.x[index], np.float32).reshape(dataset.look.shape)
    height, width = image.shape
    shifted = np.zeros_like(image)
    from_y, from_x = (slice(max(0, -by), side - max(0, by)) for by, side in ((down, height), (right, width)))
    to_y, to_x = (slice(max(0, by), side - max(0, -by)) for by, side in ((down, height), (right, width)))
    shifted[to_y, to_x] = image[from_y, from_x]
    if thinned:
        shifted = np.clip(2 * shifted - 1, 0, 1)
    return Sample(shifted.ravel(), int(images.labels[index]), "drawn", 0)
