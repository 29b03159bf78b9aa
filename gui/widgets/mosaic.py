"""A weight matrix as small images: what each hidden unit has to do with each pixel of the input."""

import numpy as np

from gui.widgets.arrangement import Tiles
from gui.widgets.heatmap import HeatMap


class Mosaic(HeatMap):
    """The columns of a (D, H) array as H images the shape of the input, as large as there is room for.

    Reports cells with the index (pixel, unit) of the array.
    """

    def show_columns(
        self, values: np.ndarray, image_shape: tuple[int, int], limit: float | None = None, name: str = "",
    ) -> None:
        """Show an array.

        Parameters
        ----------
        values
            (D, H), D = height × width.
        image_shape
            (height, width) of one image.
        limit
            The value that has the full colour; None takes the largest magnitude there is.
        name
            The variable.
        """
        values = np.asarray(values)
        if values.ndim != 2 or values.shape[0] != image_shape[0] * image_shape[1]:
            raise ValueError(f"{name or 'values'}: shape {values.shape} is not of columns with {image_shape} pixels")
        values = values.copy() if values.flags.writeable else values
        self._take(Tiles(values, tuple(image_shape)), values, limit, "diverging", None, name)
