"""The files of a run: their exact contents, and that a failure leaves what was there."""

import csv
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest

from engine.runs.results import prepare_folder, write_results

NAMES = ["accuracy.csv", "loss.csv", "params.npz"]


@pytest.fixture
def trained(tiny_trainer):
    trainer = tiny_trainer()
    for _ in range(7):
        trainer.run_iteration()
    trainer.finish_evaluation()
    return trainer


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_three_files(tmp_path, tiny_trainer, dtype, same_bits):
    trainer = tiny_trainer(dtype=dtype)
    for _ in range(7):
        trainer.run_iteration()
    folder = tmp_path / "a new one" / "結果"
    assert write_results(trainer, folder) == [folder / "loss.csv", folder / "accuracy.csv", folder / "params.npz"]
    assert sorted(path.name for path in folder.iterdir()) == NAMES
    losses = trainer.history.losses()
    assert (folder / "loss.csv").read_bytes() == (
        "iteration,loss\n" + "".join(f"{i},{np.dtype(dtype).type(losses[i])!s}\n" for i in range(8))).encode()
    first, second = trainer.history.accuracies()
    assert (folder / "accuracy.csv").read_bytes() == (
        f"epoch,train_acc,test_acc\n0,{first.train!r},{first.test!r}\n1,{second.train!r},{second.test!r}\n").encode()
    with np.load(folder / "params.npz", allow_pickle=False) as arrays:
        assert list(arrays) == ["W1", "b1", "W2", "b2"]
        assert same_bits(dict(arrays), trainer.network.params)


def test_every_digit_of_a_loss_survives(tmp_path, trained):
    write_results(trained, tmp_path)
    with open(tmp_path / "loss.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [int(row["iteration"]) for row in rows] == list(range(8))
    assert [float(np.float32(row["loss"])) for row in rows] == trained.history.losses().tolist()
    assert max(len(row["loss"]) for row in rows) <= len("0.123456789")


def test_a_run_that_has_not_begun(tmp_path, tiny_trainer):
    trainer = tiny_trainer()
    write_results(trainer, tmp_path)
    assert (tmp_path / "loss.csv").read_text() == f"iteration,loss\n0,{np.float32(trainer.history.loss(0))!s}\n"
    assert (tmp_path / "accuracy.csv").read_text() == "epoch,train_acc,test_acc\n"


def test_what_is_kept_back_has_a_column_of_its_own(tmp_path, tiny_trainer):
    trainer = tiny_trainer(validation=0.5)
    for _ in range(27):
        trainer.run_iteration()
    trainer.finish_evaluation()
    write_results(trainer, tmp_path)
    first, *rows = (tmp_path / "accuracy.csv").read_text().splitlines()
    assert first == "epoch,train_acc,test_acc,val_acc"
    assert [tuple(map(float, row.split(","))) for row in rows] == [
        (point.epoch, point.train, point.test, point.validation) for point in trainer.history.accuracies()]
    assert len(rows) == 2  # accuracies are due after 27 iterations


def test_a_diverged_run_can_be_written(tmp_path, trained):
    trained.history.record_loss(8, float("nan"))
    trained.history.record_loss(9, float("inf"))
    write_results(trained, tmp_path)
    assert (tmp_path / "loss.csv").read_text().endswith("\n8,nan\n9,inf\n")


def test_older_files_are_replaced_and_others_left_alone(tmp_path, trained, tiny_trainer):
    (tmp_path / "notes.txt").write_text("mine")
    write_results(tiny_trainer(seed=9), tmp_path)
    before = contents(tmp_path)
    write_results(trained, tmp_path)
    after = contents(tmp_path)
    assert after.keys() == before.keys() == {*NAMES, "notes.txt"}
    assert [name for name in after if after[name] == before[name]] == ["notes.txt"]


def test_a_file_where_the_folder_should_be(tmp_path, trained):
    (tmp_path / "out").write_text("mine")
    for folder in (tmp_path / "out", tmp_path / "out" / "below"):
        with pytest.raises((FileExistsError, NotADirectoryError)):
            write_results(trained, folder)
    assert contents(tmp_path) == {"out": b"mine"}


def test_a_folder_is_prepared_and_left_empty(tmp_path, trained):
    folder = tmp_path / "a new one" / "結果"
    for _ in range(2):
        prepare_folder(folder)
        assert list(folder.iterdir()) == []
    write_results(trained, folder)
    before = contents(folder)
    prepare_folder(folder)
    assert contents(folder) == before


def test_a_folder_that_cannot_be_prepared(tmp_path):
    (tmp_path / "out").write_text("mine")
    for folder in (tmp_path / "out", tmp_path / "out" / "below"):
        with pytest.raises((FileExistsError, NotADirectoryError)):
            prepare_folder(folder)
    assert contents(tmp_path) == {"out": b"mine"}


@pytest.mark.skipif(sys.platform == "win32", reason="needs permissions of a folder")
def test_a_folder_that_may_not_be_written_to_cannot_be_prepared():
    program = """
import os, sys
from pathlib import Path
from engine.runs.results import prepare_folder
if os.geteuid() == 0:
    os.seteuid(65534)  # the superuser may write anywhere
try:
    prepare_folder(Path(sys.argv[1]))
except OSError as error:
    print(type(error).__name__, error.filename)
"""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o555)
        found = subprocess.run([sys.executable, "-c", program, folder], capture_output=True, text=True,
                               cwd=Path(__file__).resolve().parents[3], timeout=60)
    assert found.stderr == ""
    assert found.stdout.startswith(f"PermissionError {folder}")


WRITE = """
import os, resource, signal, sys
from pathlib import Path
import numpy as np
from engine.data.digits import load_digits
from engine.training.config import TrainingConfig
from engine.runs.results import write_results
from engine.training.trainer import Trainer

hidden, folder, limit = int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
trainer = Trainer(TrainingConfig(hidden_sizes=(hidden,)), load_digits())
for _ in range(20):
    trainer.run_iteration()
if limit == "nobody":
    os.seteuid(65534)  # the superuser may write anywhere
elif limit:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # writing beyond the limit fails, as on a full disk
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
try:
    write_results(trainer, folder)
except OSError as error:
    print(type(error).__name__, error.errno)
else:
    print("written")
"""


def write_in_another_process(hidden: int, folder: Path, limit: object = "") -> str:
    found = subprocess.run(
        [sys.executable, "-W", "error", "-c", WRITE, str(hidden), str(folder), str(limit)], capture_output=True,
        text=True, cwd=Path(__file__).resolve().parents[3], timeout=60)
    assert found.stderr == ""
    return found.stdout.strip()


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of a process")
@pytest.mark.parametrize("limit", [0, 100, 5_000, 14_000])  # in loss.csv, at its end, and twice in params.npz (15 kB)
def test_a_full_disk_leaves_the_old_files_and_nothing_else(tmp_path, limit):
    assert write_in_another_process(10, tmp_path) == "written"
    before = contents(tmp_path)
    assert 200 < len(before["loss.csv"]) < 1000
    assert 3_000 < len(before["params.npz"])
    assert write_in_another_process(50, tmp_path, limit).startswith("OSError")
    assert contents(tmp_path) == before


@pytest.mark.skipif(sys.platform == "win32", reason="needs permissions of a folder")
def test_a_folder_that_may_not_be_written_to(tmp_path):
    assert write_in_another_process(10, tmp_path) == "written"
    before = contents(tmp_path)
    tmp_path.chmod(0o555)
    try:
        limit = "nobody" if os.geteuid() == 0 else ""
        assert write_in_another_process(50, tmp_path, limit) == "PermissionError 13"
    finally:
        tmp_path.chmod(0o755)
    assert contents(tmp_path) == before
