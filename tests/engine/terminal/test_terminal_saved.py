"""Runs that are saved and gone on with in a terminal."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from engine.runs.run import run_of
from engine.runs.run_file import open_run, save_run
from engine.terminal import run as terminal
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer

REPOSITORY = Path(__file__).resolve().parents[3]
COMMAND = [sys.executable, "-W", "error", "-c", "import sys; from engine.terminal.run import main; sys.exit(main())"]


def ran(capsys, *options: str, code: int = 0, complains: str = "") -> list[str]:
    """The lines that a run prints."""
    assert terminal.main(list(options)) == code
    printed = capsys.readouterr()
    assert printed.err == complains
    return printed.out.splitlines()


def losses(lines: list[str]) -> list[str]:
    return [line.partition(" : ")[2] for line in lines if line.startswith("iter ")]


def test_a_run_in_two_parts_is_the_run_in_one(tmp_path, capsys, same_bits):
    path, usual = tmp_path / "実行 1.npz", ["--hidden-size", "12", "--seed", "8", "--learning-rate", "0.3"]
    whole = ran(capsys, *usual, "--iterations", "90", "--save", str(tmp_path / "whole.npz"))
    first = ran(capsys, *usual, "--iterations", "40", "--save", str(path))
    assert first[-1] == f"saved {path}"
    then = ran(capsys, "--open", str(path), "--iterations", "90", "--save", str(path), "--out", str(tmp_path / "out"))
    assert losses(first) + losses(then) == losses(whole)
    assert then[8].startswith("iter 41 (45.6%) : ") and "after 90 iterations" in then
    assert ", 4 evaluations of 1,797 images included)" in next(line for line in then if line.startswith("time : "))
    with np.load(path) as one, np.load(tmp_path / "whole.npz") as other:
        assert np.array_equal(one["losses"], other["losses"])
        assert same_bits({"W1": one["checkpoints/W1"][-1]}, {"W1": other["checkpoints/W1"][-1]})
    assert f"saved {path}" in then and f"wrote {tmp_path / 'out' / 'loss.csv'}" in then


def test_with_another_learning_rate(tmp_path, capsys, digits):
    path = tmp_path / "a.npz"
    ran(capsys, "--iterations", "20", "--save", str(path))
    then = ran(capsys, "--open", str(path), "--iterations", "30", "--learning-rate", "0.5", "--save", str(path))
    straight = Trainer(TrainingConfig(iterations=20), digits)
    for iteration in range(30):
        if iteration == 20:
            straight.set_learning_rate(0.5)
        straight.run_iteration()
    assert losses(then) == [f"loss {np.float32(loss)!s}" for loss in straight.history.losses()[21:]]
    assert open_run(path).trainer(digits)[0].settings().of("learning_rate") == ((1, 0.1), (21, 0.5))


def test_what_stands_beside_a_run_stays_there(tmp_path, capsys, digits):
    words = {"note": "mine", "comment": "well done", "breakpoints": ({"at": 3},)}
    path = tmp_path / "a.npz"
    save_run(path, run_of(Trainer(TrainingConfig(iterations=5), digits), **words))
    ran(capsys, "--open", str(path), "--save", str(path))
    assert open_run(path).words == words and open_run(path).said["losses"] == 6


def test_nothing_is_left_to_train(tmp_path, capsys):
    path = tmp_path / "a.npz"
    ran(capsys, "--iterations", "2", "--save", str(path))
    lines = ran(capsys, "--open", str(path), complains="main.py --headless: the 2 iterations of this run are "
                "done: --iterations with a larger number goes on.\n")
    assert losses(lines) == [] and "after 2 iterations" in lines


@pytest.mark.parametrize(("options", "complaint"), [
    (["--hidden-size", "50"], "--hidden-size is that of the run in {path}, and cannot be changed any more: leave it "
                              "out, or train anew without the file."),
    (["--dataset", "mnist"], "--dataset is that of the run in {path}, and cannot be changed any more: leave it out, or "
                             "train anew without the file."),
    (["--save", "{folder}"], "{folder}: Is a directory. Choose another place with --save."),
    (["--save", "{path}/b"], "{path}/b: File exists. Choose another place with --save."),
])
def test_what_cannot_be_is_told_before_the_training(tmp_path, capsys, options, complaint):
    path = tmp_path / "a.npz"
    ran(capsys, "--iterations", "2", "--save", str(path))
    before = path.read_bytes()
    places = {"path": path, "folder": tmp_path}
    lines = ran(capsys, "--open", str(path), "--iterations", "3", *(option.format(**places) for option in options),
                code=2, complains=f"main.py --headless: {complaint.format(**places)}\n")
    assert lines == [] and path.read_bytes() == before and os.listdir(tmp_path) == ["a.npz"]


def test_a_file_that_is_no_run(tmp_path, capsys):
    path = tmp_path / "a.npz"
    path.write_bytes(b"GIF89a")
    ran(capsys, "--open", str(path), code=2, complains=f"main.py --headless: {path} is no saved run. Open a file that "
        "was saved with this program.\n")


def test_a_run_whose_data_set_is_missing(tmp_path, capsys, own_cache, tiny):
    """MNIST, where it is not; and one that nobody knows."""
    for name, said in (("mnist", "MNIST is not"), ("letters", "There is no data set named letters; choose one of")):
        path = tmp_path / f"{name}.npz"
        save_run(path, run_of(Trainer(TrainingConfig(dataset=name, batch_size=10), tiny)))
        assert terminal.main(["--open", str(path)]) == 2
        complaint = capsys.readouterr().err
        assert complaint.startswith(f"main.py --headless: the run in {path} needs its data set. ") and said in complaint
        assert ("--download" in complaint) == (name == "mnist")


def test_a_run_of_other_data(tmp_path, capsys, tiny):
    path = tmp_path / "a.npz"
    save_run(path, run_of(Trainer(TrainingConfig(dataset="digits", batch_size=10), tiny)))
    ran(capsys, "--open", str(path), code=2, complains=f"main.py --headless: {path} was trained on other data than "
        "Built-in digits is here. Get the data set that it was trained on, or train anew on this one.\n")


@pytest.mark.skipif(os.name == "nt", reason="needs signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_interrupted_is_saved(tmp_path, digits, number):
    path = tmp_path / "a.npz"
    with subprocess.Popen([*COMMAND, "--save", str(path)], cwd=REPOSITORY, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            if line.startswith("iter 50 "):
                break
        process.send_signal(number)
        *_, last = process.stdout.read().splitlines()
        assert process.wait() == 128 + number and process.stderr.read() == ""
    assert last == f"saved {path}"
    trainer, told = open_run(path).trainer(digits)
    assert told is None and 50 <= trainer.iteration < 10_000 and trainer.planned == 10_000
    straight = Trainer(TrainingConfig(), digits)
    for _ in range(trainer.iteration):
        straight.run_iteration()
    assert np.array_equal(straight.history.losses(), trainer.history.losses())
    assert np.array_equal(straight.network.params["W1"], trainer.network.params["W1"])


@pytest.mark.skipif(os.name == "nt", reason="needs limits of a process")
def test_a_disk_that_is_full_at_the_end(tmp_path):
    path = tmp_path / "a.npz"
    program = ("import resource, signal, sys; from engine.terminal import run as terminal; "
               "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)); "
               "sys.exit(terminal.main())")
    found = subprocess.run([sys.executable, "-W", "error", "-c", program, "--iterations", "5", "--save", str(path)],
                           cwd=REPOSITORY, capture_output=True, text=True, timeout=60)
    assert (found.returncode, found.stderr) == (1, (
        f"main.py --headless: {path} could not be saved: File too large. What was there before is unchanged; make "
        "room, or save to another place.\n"))
    assert "iter 5 " in found.stdout and "saved" not in found.stdout and os.listdir(tmp_path) == []


def test_a_run_that_has_diverged_is_saved_where_all_was_well(tmp_path, capsys, digits):
    path = tmp_path / "a.npz"
    lines = ran(capsys, "--learning-rate", "1e30", "--save", str(path), code=1)
    assert lines[-2].startswith("Stopped: ") and lines[-1] == f"saved {path}"
    trainer, told = open_run(path).trainer(digits)
    assert told is None and trainer.iteration < trainer.history.count - 1
    assert all(np.isfinite(array).all() for array in trainer.arrays().values())
