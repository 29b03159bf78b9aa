"""MNIST from its four files, read in a few lines that trust them.

Programs that are handed on with a run have these. This program itself trusts no file: see `engine.data.idx`.
"""

import gzip
from pathlib import Path

import numpy as np


def read_mnist(folder: str) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Images (60000, 784) and labels (60000,) to learn from, and (10000, 784) and (10000,) to test with, in bytes."""
    return (
        read_idx(folder, "train-images", 16).reshape(-1, 784), read_idx(folder, "train-labels", 8),
        read_idx(folder, "t10k-images", 16).reshape(-1, 784), read_idx(folder, "t10k-labels", 8),
    )


def read_idx(folder: str, name: str, header: int) -> np.ndarray:
    """The bytes of a file, packed with gzip or not, that come after so many bytes of a header."""
    files = sorted(Path(folder).glob(f"{name}*"))
    if not files:
        raise FileNotFoundError(f"There is no file {name}... in {folder}, which is to be the folder with MNIST's four.")
    content = files[0].read_bytes()
    if content[:2] == b"\x1f\x8b":
        content = gzip.decompress(content)
    return np.frombuffer(content, np.uint8, offset=header)
