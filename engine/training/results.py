"""What a run leaves behind as files: its curves as text, its parameters as arrays."""

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

import numpy as np

from engine.training.trainer import Trainer


def prepare_folder(folder: Path) -> None:
    """Make `folder` if it is not there, and see whether files can be written to it: better told before a long run.

    Raises
    ------
    OSError
        If they cannot.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder):
        pass  # it is gone again


def write_results(trainer: Trainer, folder: Path) -> list[Path]:
    """Write loss.csv, accuracy.csv and params.npz into `folder`, which is made if it is not there.

    loss.csv has a line ``iteration,loss`` for each update, and iteration 0 for before training. accuracy.csv has
    ``epoch,train_acc,test_acc``, epoch 0 likewise. params.npz has the arrays W1, b1, W2, b2, ... All are written under
    other names first: where that fails, the old files are all still there, and nothing else.

    Raises
    ------
    OSError
        If the folder cannot be written to, or the disk is full.
    """
    folder.mkdir(parents=True, exist_ok=True)
    loss = "".join(f"{iteration},{loss!r}\n" for iteration, loss in enumerate(trainer.history.losses().tolist()))
    accuracy = "".join(f"{point.epoch},{point.train!r},{point.test!r}\n" for point in trainer.history.accuracies())
    return _write_all({
        folder / "loss.csv": lambda file: file.write(b"iteration,loss\n" + loss.encode()),
        folder / "accuracy.csv": lambda file: file.write(b"epoch,train_acc,test_acc\n" + accuracy.encode()),
        folder / "params.npz": lambda file: np.savez(file, **trainer.network.params),
    })


def _write_all(files: Mapping[Path, Callable[[BinaryIO], object]]) -> list[Path]:
    """Write every file whole, or none of them."""
    unfinished = {path: path.with_name(f".{path.name}.{os.getpid()}.part") for path in files}
    try:
        for path, write in files.items():
            with open(unfinished[path], "wb") as file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
        for path in files:
            os.replace(unfinished[path], path)
    finally:
        for path in unfinished.values():
            path.unlink(missing_ok=True)
    return list(files)
