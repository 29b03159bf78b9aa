"""The training in a terminal: what it prints, what it writes, how it stops, and that it is the same training."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from engine.runs.results import loss_text
from engine.terminal import run as terminal
from engine.training.config import TrainingConfig, problem_of
from engine.training.trainer import Trainer

REPOSITORY = Path(__file__).resolve().parents[3]
COMMAND = [sys.executable, "-W", "error", "-c", "import sys; from engine.terminal.run import main; sys.exit(main())"]


def run(capsys, *options: str) -> list[str]:
    """The lines that a run prints. It ends well and has nothing to complain about."""
    assert terminal.main(list(options)) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out.splitlines()


def stepped(digits, iterations: int, **changes) -> Trainer:
    trainer = Trainer(TrainingConfig(iterations=iterations, **changes), digits)
    for _ in range(iterations * len(trainer.operations)):
        trainer.run_operation()
    trainer.finish_evaluation()
    return trainer


def samples(split) -> tuple:
    return split.x, split.labels


def read_params(folder: Path) -> dict[str, np.ndarray]:
    with np.load(folder / "params.npz", allow_pickle=False) as arrays:
        return dict(arrays)


# --- what it prints ------------------------------------------------------------------------------------------------


def test_every_line_of_a_run(capsys, digits):
    lines = run(capsys, "--iterations", "30", "--hidden-size", "20", "--seed", "5")
    trainer = stepped(digits, 30, hidden_sizes=(20,), seed=5)
    losses, accuracies = trainer.history.losses().tolist(), trainer.history.accuracies()
    expected = ["x_train : (1437, 64)", "t_train : (1437, 10)", "x_test : (360, 64)", "t_test : (360, 10)",
                "W1 : (64, 20)", "b1 : (20,)", "W2 : (20, 10)", "b2 : (10,)"]
    for i in range(31):
        if i:
            expected.append(f"iter {i} ({100 * i / 30:.1f}%) : loss {np.float32(losses[i])!s}")
        for point in accuracies:
            if point.iteration == i:
                expected += [f"epoch {point.epoch}", f"train acc : {point.train}", f"test acc : {point.test}"]
    network, train, test = trainer.network, digits.train, digits.test
    expected += ["after 30 iterations", f"train acc : {network.accuracy(train.x, train.labels)}",
                 f"test acc : {network.accuracy(test.x, test.labels)}"]
    assert [line for line in lines if not line.startswith("time : ")] == expected
    assert re.fullmatch(r"time : [\d.]+ s \([\d,]+ iterations a second with their output, "
                        r"3 evaluations of 1,797 images included\)", lines[-4])
    assert [point.iteration for point in accuracies] == [0, 15, 29]


def test_fewer_images_and_what_is_kept_back_of_them(capsys, digits):
    lines = run(capsys, "--iterations", "60", "--images", "300", "--validation", "0.2")
    trainer = stepped(digits, 60, images=300, validation=0.2)
    assert lines[:6] == ["x_train : (240, 64)", "t_train : (240, 10)", "x_test : (360, 64)", "t_test : (360, 10)",
                         "x_val : (60, 64)", "t_val : (60, 10)"]
    expected = [line for point in trainer.history.accuracies() for line in (
        f"epoch {point.epoch}", f"train acc : {point.train}", f"test acc : {point.test}",
        f"val acc : {point.validation}")]
    assert [line for line in lines if line.startswith(("epoch", "train", "test", "val"))][:len(expected)] == expected
    assert len(expected) == 4 * 3 and " evaluations of 660 images included)" in lines[-5]
    assert lines[-1] == f"val acc : {trainer.network.accuracy(*samples(trainer.dataset.validation))}"
    for option in (["--images", "all", "--validation", "none"], ["--images", "1,437"]):
        assert run(capsys, "--iterations", "5", *option)[:-4] == run(capsys, "--iterations", "5")[:-4]


def test_the_first_line_is_as_in_the_book(capsys):
    lines = run(capsys, "--iterations", "1")
    (line,) = [line for line in lines if line.startswith("iter")]
    assert re.fullmatch(r"iter 1 \(100\.0%\) : loss 2\.[23]\d+", line)
    lines = run(capsys, "--iterations", "3000", "--hidden-size", "1", "--batch-size", "1")
    assert next(line for line in lines if line.startswith("iter")).startswith("iter 1 (0.0%) : loss 2.")


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_it_is_the_training_that_the_window_steps_through(tmp_path, capsys, digits, same_bits, dtype):
    run(capsys, "--iterations", "40", "--dtype", dtype, "--batch-size", "64", "--learning-rate", "0.3",
        "--hidden-size", "12", "--seed", "8", "--out", str(tmp_path))
    trainer = stepped(digits, 40, hidden_sizes=(12,), dtype=dtype, batch_size=64, learning_rate=0.3, seed=8)
    assert same_bits(read_params(tmp_path), trainer.network.params)
    rows = [line.split(",") for line in (tmp_path / "loss.csv").read_text().splitlines()[1:]]
    assert [float(np.dtype(dtype).type(loss)) for _, loss in rows] == trainer.history.losses().tolist()
    rows = [line.split(",") for line in (tmp_path / "accuracy.csv").read_text().splitlines()]
    assert rows[0] == ["epoch", "train_acc", "test_acc"]
    assert [(int(epoch), float(train), float(test)) for epoch, train, test in rows[1:]] == [
        (point.epoch, point.train, point.test) for point in trainer.history.accuracies()]


@pytest.mark.parametrize(("dtype", "digits_of_type"), [("float32", 9), ("float64", 17)])
def test_a_loss_has_the_digits_of_its_number_type_and_no_sign(tmp_path, capsys, digits, dtype, digits_of_type):
    """Those that give back its bits, and none that mean nothing.

    With minibatches of one image and long steps there are losses of all sizes, down to nearly 0.
    """
    lines = run(capsys, "--iterations", "700", "--batch-size", "1", "--learning-rate", "0.3", "--dtype", dtype,
                "--out", str(tmp_path))
    printed = [re.fullmatch(r"iter \d+ \([\d.]+%\) : loss (\d\S*)", line)[1]
               for line in lines if line.startswith("iter")]
    written = [line.split(",")[1] for line in (tmp_path / "loss.csv").read_text().splitlines()[1:]]
    assert printed == written[1:] and any("e-" in text for text in printed)
    losses = stepped(digits, 700, batch_size=1, learning_rate=0.3, dtype=dtype).history.losses().tolist()
    for text, loss in zip(written, losses, strict=True):
        bits = np.dtype(dtype).type(loss)
        assert np.dtype(dtype).type(text).tobytes() == bits.tobytes()
        assert np.dtype(dtype).type(float(text)).tobytes() == bits.tobytes()  # by way of float64, as most programs read
        significant = text.partition("e")[0].replace(".", "").strip("0")
        assert len(significant) <= digits_of_type


def test_out_names_what_it_wrote(tmp_path, capsys):
    folder = tmp_path / "new" / "folder"
    lines = run(capsys, "--iterations", "2", "--out", str(folder))
    assert lines[-3:] == [f"wrote {folder / name}" for name in ("loss.csv", "accuracy.csv", "params.npz")]
    assert sorted(path.name for path in folder.iterdir()) == ["accuracy.csv", "loss.csv", "params.npz"]


def test_the_digits_are_learnt_with_the_book_s_hyperparameters(capsys):
    lines = run(capsys)
    assert lines[-3] == "after 10000 iterations"
    assert float(lines[-2].removeprefix("train acc : ")) >= 0.98
    assert float(lines[-1].removeprefix("test acc : ")) >= 0.95
    assert sum(line.startswith("iter ") for line in lines) == 10_000
    assert sum(line.startswith("epoch ") for line in lines) == 1 + 10_000 * 100 // 1437


@pytest.mark.parametrize(("iterations", "evaluations"), [(14, "1 evaluation"), (15, "2 evaluations")])
def test_one_is_not_many(capsys, iterations, evaluations):
    (line,) = [line for line in run(capsys, "--iterations", str(iterations)) if line.startswith("time")]
    assert f", {evaluations} of 1,797 images included)" in line


def test_one_iteration_is_not_many(capsys):
    assert run(capsys, "--iterations", "1")[-3] == "after 1 iteration"


# --- what cannot be done -------------------------------------------------------------------------------------------


def test_numbers_are_read_as_in_the_window(capsys):
    plain = run(capsys, "--iterations", "20", "--learning-rate", "0.05", "--batch-size", "10", "--seed", "3")
    other = run(capsys, "--iterations", "2e1", "--learning-rate", "０,０５", "--batch-size", "1０", "--seed", "３")
    assert [line for line in plain if line.startswith("iter ")] == [line for line in other if line.startswith("iter ")]


@pytest.mark.parametrize(("options", "message"), [
    (["--iterations", "0"], "--iterations: Iterations is 0; choose from 1 to 10000000."),
    (["--iterations", "1.5"], "--iterations: 1.5 is no whole number. Write one such as 100 or 10000."),
    (["--batch-size", "0"], "--batch-size: Batch size is 0;"),
    (["--images", "0.5"], "--images: 0.5 is no whole number."),
    (["--images", "99"], "Batch size is 100, but there are only 99 training images;"),
    (["--images", "1438"], "Training images: 1,438 are wanted, but the data set has 1,437."),
    (["--validation", "1"], "--validation: Validation share is 1.0; choose from 0 to 0.9."),
    (["--validation", "half"], "--validation: half is not a number. Write one such as"),
    (["--batch-size", "1438"], "Batch size is 1438, but there are only 1437 training images;"),
    (["--learning-rate", "0"], "--learning-rate: Learning rate is 0.0; it must be above 0"),
    (["--learning-rate", "-1"], "--learning-rate: Learning rate is -1.0; it must be above 0"),
    (["--learning-rate", "nan"], "--learning-rate: Learning rate is nan; it must be above 0"),
    (["--learning-rate", "fast"], "--learning-rate: fast is not a number. Write one such as 0.05 or 1e-3."),
    (["--hidden-size", "0"], f"--hidden-size: {problem_of('hidden_sizes', (0,))}"),
    (["--hidden-size", "1000000"], f"--hidden-size: {problem_of('hidden_sizes', (1000000,))}"),
    (["--hidden-size", "many"], "--hidden-size: many is no whole number."),
    (["--iterations", "10.000"], "--iterations: 10.000 can mean 10 or 10000: write 10 or 10000."),
    (["--learning-rate", "1,000"], "--learning-rate: 1,000 can mean 1 or 1000: write 1 or 1000."),
    (["--out", ""], "--out: this is no name of a folder."),
    (["--data-dir", ""], "--data-dir: this is no name of a folder."),
    (["--seed", "-1"], "--seed: Seed is -1; choose from 0 to 4294967295."),
    (["--dtype", "float16"], "--dtype: invalid choice: 'float16'"),
    (["--dataset", "letters"], "--dataset: invalid choice: 'letters'"),
    (["--colour", "red"], "unrecognized arguments: --colour red"),
])
def test_bad_options_are_named(capsys, tmp_path, options, message):
    try:
        code = terminal.main(["--out", str(tmp_path / "out"), *options])
    except SystemExit as stop:
        code = stop.code
    printed = capsys.readouterr()
    assert code == 2
    assert message in printed.err
    assert "Traceback" not in printed.err
    assert printed.out == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["loss.csv", "accuracy.csv", "params.npz"])
def test_a_folder_in_the_place_of_a_file_is_refused_before_the_training(capsys, tmp_path, name):
    (tmp_path / name).mkdir()
    assert terminal.main(["--iterations", "2", "--out", str(tmp_path)]) == 2
    printed = capsys.readouterr()
    assert printed.err == f"main.py --headless: {tmp_path / name}: Is a directory. Choose another folder with --out.\n"
    assert printed.out == "" and [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.skipif(sys.platform == "win32", reason="needs names of POSIX")
@pytest.mark.parametrize("name", ["n" * 256, "a\0b"])
def test_a_name_that_no_folder_can_have(capsys, tmp_path, name):
    assert terminal.main(["--iterations", "2", "--out", str(tmp_path / name)]) == 2
    printed = capsys.readouterr()
    assert printed.err.endswith("Choose another folder with --out.\n") and printed.out == ""
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_to_is_refused_before_the_training(capsys, tmp_path):
    (tmp_path / "file").write_text("mine")
    for folder in (tmp_path / "file", tmp_path / "file" / "out"):
        assert terminal.main(["--iterations", "2", "--out", str(folder)]) == 2
        printed = capsys.readouterr()
        assert re.fullmatch(rf"main.py --headless: {re.escape(str(folder))}: (File exists|Not a directory)\. "
                            r"Choose another folder with --out\.\n", printed.err)
        assert printed.out == ""
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of a process")
def test_a_disk_that_is_full_at_the_end(tmp_path):
    program = ("import resource, signal, sys; from engine.terminal import run as terminal; "
               "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)); "
               "sys.exit(terminal.main())")
    found = subprocess.run([*COMMAND[:-1], program, "--iterations", "5", "--out", str(tmp_path / "out")],
                           cwd=REPOSITORY, capture_output=True, text=True, timeout=60)
    assert found.returncode == 1
    assert "iter 5 " in found.stdout and "wrote" not in found.stdout
    assert found.stderr == (f"main.py --headless: {tmp_path / 'out'}: File too large. Nothing half-written was left "
                            "there; choose another folder with --out.\n")
    assert list((tmp_path / "out").iterdir()) == []


def test_units_that_have_all_fallen_silent_stop_the_run_as_a_divergence_does(capsys, tmp_path, digits, same_bits):
    assert terminal.main(["--learning-rate", "10", "--out", str(tmp_path)]) == 1
    printed = capsys.readouterr()
    (line,) = [line for line in printed.out.splitlines() if line.startswith("Stopped: ")]
    assert "All units of hidden layer 1 have fallen silent" in line and "A smaller learning rate" in line
    assert line.endswith("The network is back where it was after iteration 46.")
    plain = Trainer(TrainingConfig(learning_rate=10.0), digits)
    while plain.iteration < 46:
        plain.run_iteration()
    assert same_bits(read_params(tmp_path), plain.network.params)
    assert (tmp_path / "loss.csv").read_text().splitlines()[-1].startswith("50,")
    measured = [line for line in printed.out.splitlines() if line.startswith("epoch")]
    assert measured == [f"epoch {epoch}" for epoch in range(len(measured))]  # each is told once


@pytest.mark.parametrize("rate", ["1e9", "1e30"])
def test_a_divergence_stops_the_run_at_the_last_good_state(capsys, tmp_path, digits, same_bits, rate):
    assert terminal.main(["--learning-rate", rate, "--out", str(tmp_path)]) == 1
    printed = capsys.readouterr()
    (line,) = [line for line in printed.out.splitlines() if line.startswith("Stopped: ")]
    assert "A smaller learning rate helps." in line
    assert line.endswith("The network is back where it was after iteration 0.")
    assert same_bits(read_params(tmp_path), Trainer(TrainingConfig(), digits).network.params)
    last = (tmp_path / "loss.csv").read_text().splitlines()[-1].partition(",")[0]
    assert printed.out.splitlines()[-1] == (
        "The parameters in it are those after iteration 0, the last good one; "
        f"the losses go on to iteration {last}, where the run was stopped.")
    assert printed.err == ""


# --- how it stops --------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_asked_to_end_by_the_system_it_writes_what_there_is(tmp_path, name):
    process = subprocess.Popen([*COMMAND, "--iterations", "10000000", "--hidden-size", "5", "--out", str(tmp_path)],
                               cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert any(line.startswith("iter 1 ") for line in process.stdout)
    process.send_signal(getattr(signal, name))
    process.send_signal(getattr(signal, name))  # as from a shell, and from the terminal itself
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (128 + getattr(signal, name), "")
    iteration = re.search(r"Stopped after (\d+) of 10000000 iterations", out)[1]
    assert (tmp_path / "loss.csv").read_text().splitlines()[-1].startswith(f"{iteration},")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["accuracy.csv", "loss.csv", "params.npz"]


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal of POSIX")
def test_the_terminal_is_closed(tmp_path):
    """The window of a terminal is closed: nobody reads any more, and SIGHUP comes."""
    program = f"import os, sys; os.setsid(); sys.stdout = sys.stderr = open({{!r}}, 'w'); {COMMAND[-1]}"
    master, slave = os.openpty()
    process = subprocess.Popen([*COMMAND[:-1], program.format(os.ttyname(slave)), "--iterations", "10000000",
                                "--hidden-size", "5", "--verbose", "--out", str(tmp_path)], cwd=REPOSITORY)
    while b"iter 1 " not in os.read(master, 1 << 16):
        pass
    os.close(slave)
    os.close(master)
    # Which of the two the program hears of first is up to the system.
    assert process.wait(timeout=60) in (terminal.FAILED, 128 + signal.SIGHUP)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["accuracy.csv", "loss.csv", "params.npz"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
def test_a_signal_that_is_ignored_stays_ignored():
    """As under nohup."""
    program = f"import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN); {COMMAND[-1]}"
    process = subprocess.Popen([*COMMAND[:-1], program, "--iterations", "300"], cwd=REPOSITORY, text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert any(line.startswith("iter 1 ") for line in process.stdout)
    process.send_signal(signal.SIGHUP)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "") and "after 300 iterations" in out


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
def test_ctrl_c_stops_between_two_iterations_and_writes_what_there_is(tmp_path, digits, same_bits):
    process = subprocess.Popen(
        [*COMMAND, "--iterations", "10000000", "--hidden-size", "20", "--out", str(tmp_path)], cwd=REPOSITORY,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith("epoch 3"):
            process.send_signal(signal.SIGINT)
            break
    lines += process.stdout.readlines()
    complaints = process.stderr.read()
    process.stdout.close()
    process.stderr.close()
    assert process.wait(timeout=60) == 130
    assert complaints == ""
    (line,) = [line for line in lines if line.startswith("Stopped after")]
    iteration = int(re.fullmatch(r"Stopped after (\d+) of 10000000 iterations\.\n", line)[1])
    assert iteration >= 44
    assert [line.split()[0] for line in lines[-3:]] == ["wrote"] * 3
    assert lines[-5].startswith((f"iter {iteration} ", "test acc"))
    # The parameters are those after that iteration, to the bit, and not from the middle of an update.
    trainer = Trainer(TrainingConfig(hidden_sizes=(20,)), digits)
    while trainer.iteration < iteration:
        trainer.run_iteration()
    assert same_bits(read_params(tmp_path), trainer.network.params)
    assert (tmp_path / "loss.csv").read_text().splitlines()[-1] == f"{iteration},{loss_text(trainer, iteration)}"


def test_ctrl_c_is_what_it_was_before_when_the_run_is_over(capsys):
    before = signal.getsignal(signal.SIGINT)
    run(capsys, "--iterations", "1")
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX pipes")
def test_a_reader_who_has_seen_enough_ends_it_quietly(tmp_path):
    process = subprocess.Popen([*COMMAND, "--iterations", "10000000", "--out", str(tmp_path)], cwd=REPOSITORY,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "x_train : (1437, 64)\n"
    process.stdout.close()
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait(timeout=60) == 1
    assert (tmp_path / "params.npz").exists()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_output_to_a_full_disk_is_an_error_that_is_seen():
    with open("/dev/full", "w") as full:
        found = subprocess.run([*COMMAND, "--iterations", "1"], cwd=REPOSITORY, stdout=full, stderr=subprocess.PIPE,
                               text=True, timeout=60)
    assert found.returncode != 0
    assert "No space left on device" in found.stderr
