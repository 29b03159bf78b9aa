"""A weight matrix as small pictures: what each hidden unit has to do with each input."""

import numpy as np

from engine.data.look import Look
from gui.widgets.arrangement import Tiles
from gui.widgets.heatmap import HeatMap


class Mosaic(HeatMap):
    """The columns of a (D, H) array as H pictures of the inputs, as large as there is room for.

    Reports cells with the index (input, unit) of the array.
    """

    def show_columns(
        self, values: np.ndarray, look: Look, limit: float | None = None, name: str = "",
    ) -> None:
        """Show an array.

        Parameters
        ----------
        values
            (D, H).
        look
            What picture D inputs make.
        limit
            The value that has the full colour; None takes the largest magnitude there is.
        name
            The variable.
        """
        values = np.asarray(values)
        if values.ndim != 2 or values.shape[0] != look.size:
            raise ValueError(f"{name or 'values'}: shape {values.shape} is not of columns with {look.size} inputs")
        values = values.copy() if values.flags.writeable else values
        self._take(Tiles(values, look), values, limit, "diverging", None, name)
