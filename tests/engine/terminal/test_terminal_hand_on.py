"""The training in a terminal hands its run on: as a script, as a notebook, both with the results or without."""

import json
import subprocess
import sys

import pytest

from engine.terminal import run as terminal

COUNTED = ("iter ", "epoch ", "train acc", "test acc")


@pytest.mark.numeric
def test_the_script_prints_what_was_printed(tmp_path, capsys):
    path = tmp_path / "a folder" / "実行.py"
    assert terminal.main(["--iterations", "30", "--hidden-size", "12, 8", "--script", str(path)]) == 0
    out = capsys.readouterr().out
    assert out.endswith(f"wrote {path}\n")
    printed = [line for line in out.partition("time : ")[0].splitlines() if line.startswith(COUNTED)]
    found = subprocess.run([sys.executable, "-I", "-W", "error", str(path)], cwd=tmp_path, capture_output=True,
                           text=True, timeout=300)
    assert (found.stdout.splitlines(), found.stderr) == (printed, "")


def test_both_and_the_results(tmp_path, capsys):
    files = ["out", "run.ipynb", "run.py"]
    options = [f"--{name}={tmp_path / file}" for name, file in zip(("out", "notebook", "script"), files, strict=True)]
    for _ in range(2):  # what is ours is replaced
        assert terminal.main(["--iterations", "3", *options]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == files
    assert json.loads((tmp_path / "run.ipynb").read_text(encoding="utf-8"))["nbformat"] == 4
    lines = capsys.readouterr().out.splitlines()
    assert [line.rpartition("/")[2] for line in lines[-5:]] == ["loss.csv", "accuracy.csv", "params.npz", "run.py",
                                                               "run.ipynb"]


def test_a_run_that_was_stopped_is_handed_on_too(tmp_path, capsys):
    path = tmp_path / "run.py"
    assert terminal.main(["--learning-rate", "1e30", "--script", str(path)]) == 1
    out = capsys.readouterr().out
    assert out.endswith(f"wrote {path}\n") and "The parameters in it" not in out
    assert "ITERATIONS = 10000" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["script", "notebook"])
def test_what_cannot_be_is_said_before_the_training(tmp_path, capsys, form):
    (tmp_path / "mine.py").write_text("mine")
    (tmp_path / "folder").mkdir()
    for name, said in (
        ("mine.py", "is there already, and is no run that was handed on by this program. Choose another name, or move "
                    "that file away."),
        ("folder", f": Is a directory. Choose another file with --{form}."),
        ("mine.py/run.py", f"Choose another file with --{form}."),
        ("n" * 300, f"Choose another file with --{form}."),
        ("a\0b", f"Choose another file with --{form}."),
    ):
        assert terminal.main(["--iterations", "3", f"--{form}", str(tmp_path / name)]) == 2
        printed = capsys.readouterr()
        assert printed.out == "" and printed.err.count("\n") == 1 and printed.err.strip().endswith(said)
    with pytest.raises(SystemExit):
        terminal.main([f"--{form}", ""])
    assert f"--{form}: this is no name of a file." in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "mine.py"]


def test_one_that_fails_at_the_end_does_not_keep_the_other_from_being_written(tmp_path, capsys, monkeypatch):
    def full(trainer, path, form):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(terminal, "write_program", full)
    out, script = tmp_path / "out", tmp_path / "run.py"
    assert terminal.main(["--iterations", "3", "--script", str(script), "--out", str(out)]) == 1
    printed = capsys.readouterr()
    assert printed.err == (f"main.py --headless: {script}: No space left on device. Nothing half-written was left "
                           "there; choose another file with --script.\n")
    assert printed.out.endswith(f"wrote {out / 'params.npz'}\n") and not script.exists()
