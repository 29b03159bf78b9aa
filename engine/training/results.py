"""What a run leaves behind as files: its curves as text, its parameters as arrays."""

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np

from engine.training.trainer import Trainer


def write_results(trainer: Trainer, folder: Path) -> list[Path]:
    """Write loss.csv, accuracy.csv and params.npz into `folder`, which is made if it is not there.

    loss.csv has a line ``iteration,loss`` for each update, and iteration 0 for before training. accuracy.csv has
    ``epoch,train_acc,test_acc``, epoch 0 likewise. params.npz has the arrays W1, b1, W2, b2, ... Each file is written
    under another name first: there is the old file or the new one, never half of one.

    Raises
    ------
    OSError
        If the folder cannot be written to, or the disk is full.
    """
    folder.mkdir(parents=True, exist_ok=True)
    loss = "".join(f"{iteration},{loss!r}\n" for iteration, loss in enumerate(trainer.history.losses().tolist()))
    accuracy = "".join(f"{point.epoch},{point.train!r},{point.test!r}\n" for point in trainer.history.accuracies())
    return [
        _write(folder / "loss.csv", lambda file: file.write(b"iteration,loss\n" + loss.encode())),
        _write(folder / "accuracy.csv", lambda file: file.write(b"epoch,train_acc,test_acc\n" + accuracy.encode())),
        _write(folder / "params.npz", lambda file: np.savez(file, **trainer.network.params)),
    ]


def _write(path: Path, write: Callable) -> Path:
    """Write a file whole or not at all."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with open(unfinished, "wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path
