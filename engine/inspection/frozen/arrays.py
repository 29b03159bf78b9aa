"""Copies of arrays that nobody can change any more."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np


def frozen(arrays: Mapping[str, np.ndarray]) -> Mapping[str, np.ndarray]:
    """Read-only copies, by the same names."""
    copies = {name: np.array(value) for name, value in arrays.items()}
    for value in copies.values():
        value.setflags(write=False)
    return MappingProxyType(copies)
