"""What the book's programs import, under its names and with its arguments."""

import numpy as np

from engine.nn.network import Network

__all__ = ["TwoLayerNet"]


class TwoLayerNet(Network):
    """The network of the book: Affine → ReLU → Affine → softmax with loss (section 5.7.2).

    With the book's arguments alone it is the book's: in float64, with first weights from numpy's global generator, so
    that the same ones come after the same ``np.random.seed``. Nothing else here uses that generator.

    Parameters
    ----------
    input_size, hidden_size, output_size
        D, H and C.
    weight_init_std
        Standard deviation of the first weights.
    rng, dtype
        As in `Network`, where they are given.
    """

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        output_size: int,
        weight_init_std: float = 0.01,
        *,
        rng: np.random.Generator | None = None,
        dtype: np.dtype | type | str = np.float64,
    ) -> None:
        rng = np.random if rng is None else rng  # the module draws from the global generator, by the same names
        super().__init__((input_size, hidden_size, output_size), weight_init=weight_init_std, rng=rng, dtype=dtype)
