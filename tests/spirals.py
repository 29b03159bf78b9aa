"""Two spirals, one wound into the other: a data set of points, all of it in this one file.

After A. Wieland's benchmark (K. J. Lang, M. J. Witbrock, "Learning to Tell Two Spirals Apart", 1988), with fewer turns
and some noise.
"""

from dataclasses import replace

import numpy as np

from engine.data.dataset import Dataset, Split
from engine.data.look import PointLook
from engine.data.source import Source

NAME, TITLE = "spirals", "Spirals"
CLASSES = ("red", "blue")
LOOK = PointLook(("u", "v"), -1.0, 1.0)
TRAIN_SIZE, TEST_SIZE = 400, 100


def load() -> Dataset:
    """The same points each time."""
    rng = np.random.default_rng(5)
    train, test = _split(TRAIN_SIZE, rng), _split(TEST_SIZE, rng)
    return Dataset(name=NAME, title=TITLE, train=train, test=test, look=replace(LOOK, others=train.x),
                   class_names=CLASSES, attribution="Made by a seed.")


def _split(count: int, rng: np.random.Generator) -> Split:
    labels = np.arange(count) % len(CLASSES)
    radius = np.sqrt(rng.random(count))
    angle = 2 * np.pi * (radius + labels / len(CLASSES))
    points = 0.9 * radius * np.stack((np.cos(angle), np.sin(angle))) + rng.normal(0, 0.02, (2, count))
    return Split(points.T.clip(-1, 1).astype(np.float32), labels)


SOURCE = Source(
    name=NAME, title=TITLE, look=LOOK, class_count=len(CLASSES), description="500 points on two spirals.",
    train_size=TRAIN_SIZE, test_size=TEST_SIZE, load=lambda data_dir: load(),
)
