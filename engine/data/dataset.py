"""A data set is samples, the labels that belong to them, and the split into what is learnt and what is tested."""

from dataclasses import dataclass

import numpy as np

from engine.data.look import Look
from engine.data.pixels import Pixels
from engine.problem import EngineError, Problem

SPLITS = ("train", "test", "validation")
DIGIT_NAMES = tuple("0123456789")  # the class names of every set of digits


class DatasetError(EngineError):
    """A data set, or a file it comes in, cannot be used. The message says which, why, and what to do."""


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """The samples and labels of one part of a data set, training or test.

    Parameters
    ----------
    x : (n, D) float32, an array or `Pixels`
        One sample a row. An array is set read-only.
    labels : (n,) int64
        The class number of each sample. Set read-only.

    Raises
    ------
    DatasetError
        If samples and labels differ in number, or there are none.
    """

    x: np.ndarray | Pixels
    labels: np.ndarray

    def __post_init__(self) -> None:
        if len(self.x) != len(self.labels):
            raise DatasetError(
                "{samples} {samples:sample|samples} but {labels} {labels:label|labels}: each sample needs its own "
                "label.",
                samples=len(self.x), labels=len(self.labels),
            )
        if len(self.x) == 0:
            raise DatasetError("There is no sample in this data set: nothing can be learnt from it.")
        if isinstance(self.x, np.ndarray):
            self.x.setflags(write=False)
        self.labels.setflags(write=False)

    def __len__(self) -> int:
        return len(self.x)

    def part(self, indices: np.ndarray) -> "Split":
        """These samples of it."""
        return Split(self.x.part(indices) if isinstance(self.x, Pixels) else self.x[indices], self.labels[indices])


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Dataset:
    """A training set and a test set of samples of one look.

    Parameters
    ----------
    name
        Short name, as in a command line: ``"digits"``.
    title
        Name to show: ``"Built-in digits"``.
    train, test
        The two splits. No sample is in both.
    look
        How one of them looks; D is its size.
    class_names
        What each class number stands for; C of them.
    attribution
        Who made the data, and under which licence.
    validation
        What a run keeps back of its training set, neither to learn from nor to test with; None where it keeps nothing.
    part_of
        The data set that a run has taken its training set from; None for one that is whole.

    Raises
    ------
    DatasetError
        If a split does not fit the look, or has a label that is no class.
    """

    name: str
    title: str
    train: Split
    test: Split
    look: Look
    class_names: tuple[str, ...]
    attribution: str
    validation: Split | None = None
    part_of: "Dataset | None" = None

    def __post_init__(self) -> None:
        for split in self.splits:
            if split.x.shape[1:] != (self.input_size,):
                fault = self.look.words.other_size
                raise DatasetError(
                    fault.text, title=Problem(self.title), found=split.x.shape[-1],
                    height=self.look.shape[0], width=self.look.shape[1], expected=self.input_size,
                )
            lowest, highest = int(split.labels.min()), int(split.labels.max())
            if lowest < 0 or highest >= self.class_count:
                raise DatasetError(
                    "{title}: found a label {found}; labels go from 0 to {last}.",
                    title=Problem(self.title), found=lowest if lowest < 0 else highest, last=self.class_count - 1,
                )

    @property
    def whole(self) -> "Dataset":
        """All of it, as it was loaded."""
        return self.part_of or self

    @property
    def splits(self) -> tuple[Split, ...]:
        """Training, test and, where there is one, validation set."""
        kept_back = () if self.validation is None else (self.validation,)
        return (self.train, self.test, *kept_back)

    @property
    def input_size(self) -> int:
        """D, the number of inputs of one sample."""
        return self.look.size

    @property
    def class_count(self) -> int:
        """C, the number of classes."""
        return len(self.class_names)

    def split(self, name: str) -> Split:
        """The split called ``"train"``, ``"test"`` or, where there is one, ``"validation"``."""
        return dict(zip(SPLITS, self.splits, strict=False))[name]


def one_hot(labels: np.ndarray, class_count: int, dtype: np.dtype | type = np.float32) -> np.ndarray:
    """Class numbers as rows with a single 1: (N,) → (N, C)."""
    t = np.zeros((len(labels), class_count), dtype)
    t[np.arange(len(labels)), labels] = 1
    return t
