"""What a run leaves behind as files: its curves as text, its parameters as arrays."""

from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from engine.files import prepare_together, write_together
from engine.training.trainer import Trainer


def loss_text(trainer: Trainer, iteration: int) -> str:
    """The loss of an iteration in as few digits as give back its bits, those of the number type of the network."""
    return str(trainer.network.dtype.type(trainer.history.loss(iteration)))


def prepare_folder(folder: Path) -> None:
    """Make `folder` if it is not there, and see whether files can be written to it: better told before a long run.

    Raises
    ------
    OSError
        If they cannot.
    """
    prepare_together(folder, tuple(RESULTS))


def write_results(trainer: Trainer, folder: Path) -> list[Path]:
    """Write loss.csv, accuracy.csv and params.npz into `folder`, which is made if it is not there.

    loss.csv has a line ``iteration,loss`` for each update, and iteration 0 for before training; a loss has the fewest
    digits that give back its bits, eight or nine in float32 and up to 17 in float64. accuracy.csv has
    ``epoch,train_acc,test_acc``, epoch 0 likewise, and ``val_acc`` where images are kept back. params.npz has the
    arrays W1, b1, W2, b2, ... The three are never of two runs, whenever the program is killed (see
    `engine.files.write_together`); where writing fails, the old files are all still there, and nothing else. A link in
    the place of a file is replaced.

    Raises
    ------
    OSError
        If the folder cannot be written to, or the disk is full.
    """
    return write_together(folder, {name: partial(write, trainer) for name, write in RESULTS.items()})


def write_losses(trainer: Trainer, file: BinaryIO) -> None:
    """The loss of each iteration, as CSV."""
    losses = trainer.history.losses().astype(trainer.network.dtype)
    lines = "".join(f"{iteration},{loss!s}\n" for iteration, loss in enumerate(losses))
    file.write(b"iteration,loss\n" + lines.encode())


def write_accuracies(trainer: Trainer, file: BinaryIO) -> None:
    """The accuracies of each epoch, as CSV."""
    columns = {"epoch": "epoch", "train_acc": "train", "test_acc": "test", "val_acc": "validation"}
    if trainer.dataset.validation is None:
        del columns["val_acc"]
    lines = [[repr(getattr(point, each)) for each in columns.values()] for point in trainer.history.accuracies()]
    file.write("".join(",".join(line) + "\n" for line in (columns, *lines)).encode())


def write_parameters(trainer: Trainer, file: BinaryIO) -> None:
    """The parameters as they stand, as npz."""
    params: dict[str, Any] = trainer.network.params
    np.savez(file, **params)


RESULTS = {"loss.csv": write_losses, "accuracy.csv": write_accuracies, "params.npz": write_parameters}
