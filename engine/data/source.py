"""A data set before it is loaded: what it will be, whether it is on this computer, and how to get it.

A folder that is given is the only one that counts: where it has not all files, another copy of the data set does not
stand in for it unnoticed. Without a folder the usual places are looked in.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.data.dataset import Dataset
from engine.data.look import Look
from engine.problem import Problem

DataDir = str | os.PathLike | None


def _nowhere(data_dir: DataDir) -> tuple[Path, ...]:
    return ()


def _none(data_dir: DataDir) -> None:
    return None


def _always(data_dir: DataDir) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Source:
    """Where a data set comes from, and its sizes, known without loading it.

    Parameters
    ----------
    name, title, look, class_count
        As in the `Dataset` that it loads.
    description
        One sentence on what it is.
    train_size, test_size
        Number of training and of test images.
    load
        Called with a folder or None; returns the `Dataset`. Where that is not on this computer or damaged, it raises
        a `DatasetError` that says what helps: only the source knows that.
    is_available
        Called with a folder or None; tells, without reading much, whether `load` has what it needs.
    searched_folders
        Called with a folder or None; the folders that are looked in. None at all where the data set comes with the
        program.
    trouble
        Called with a folder or None; why a folder that somebody named, there or in the environment, does not give the
        data set. None where it does, or where no folder is named.
    download
        Called with a folder or None (the user's cache), and the keywords ``progress`` and ``cancelled``
        (see `engine.data.mnist.download_mnist`); returns the folder. None where there is nothing to download.
    download_size
        Bytes to download.
    plain
        Called with a folder; reads the files in a few lines, which programs are handed on with: the samples to learn
        from as they are kept, their labels, and both to test with. None where the data set comes with the program.
    """

    name: str
    title: str
    description: str
    look: Look
    class_count: int
    train_size: int
    test_size: int
    load: Callable[[DataDir], Dataset]
    is_available: Callable[[DataDir], bool] = _always
    searched_folders: Callable[[DataDir], tuple[Path, ...]] = _nowhere
    trouble: Callable[[DataDir], Problem | None] = _none
    download: Callable[..., Path] | None = None
    download_size: int = 0
    plain: Callable[[str], tuple[np.ndarray, ...]] | None = None

    @property
    def input_size(self) -> int:
        """D, the number of inputs of one sample."""
        return self.look.size

    @property
    def has_files(self) -> bool:
        """Whether it comes in files of its own, which a person can have in a folder, and not with the program."""
        return bool(self.searched_folders(None))
