"""The benchmarks work, whatever their figures are: each runs on the built-in digits and finds numbers."""

import importlib
import json
import math
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bench import command
from bench.floor import Floor
from bench.measure import Conditions, Figure, Table, interleaved, ratio
from bench.text_program import TextProgram
from bench.text_program import TwoLayerNet as TwoLayerNetOfText
from engine.data import mnist
from engine.data.dataset import one_hot
from engine.data.digits import load_digits
from engine.nn.book import TwoLayerNet
from engine.training.config import TrainingConfig

ROOT = Path(__file__).resolve().parent.parent
DIGITS = load_digits()
QUICK = Conditions("digits", quick=True)
WITHOUT_WINDOW = ("iteration", "run", "load", "scaling", "learned_pulls", "learned_without", "profile")


def are_sound(values) -> bool:
    """Whether there are some, and all of them can be times or ratios."""
    values = list(values)
    return bool(values) and all(math.isfinite(value) and value > 0 for value in values)


@pytest.mark.parametrize("name", WITHOUT_WINDOW)
def test_benchmarks_without_a_window(name):
    found = list(importlib.import_module(f"bench.{name}").measure(QUICK))
    assert found
    for item in found:
        if isinstance(item, Table):
            assert all(len(row) == len(item.columns) for row in item.rows)
        elif item.value is not None:
            assert are_sound([item.value]) and all(are_sound(values) for values in item.samples.values())


def test_benchmarks_with_a_window_and_what_is_written(tmp_path):
    """In processes of their own, as they are run by whoever measures."""
    found = {}
    for name in set(command.BENCHES) - set(WITHOUT_WINDOW):
        out = tmp_path / f"{name}.json"
        run = subprocess.run([sys.executable, str(ROOT / "main.py"), "--bench", name, "--quick", "--out", str(out)],
                             cwd=tmp_path, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
                             capture_output=True, text=True)
        assert run.returncode == 0, run.stderr
        assert run.stdout.startswith("bench") and str(out) in run.stdout
        report = json.loads(out.read_text(encoding="utf-8"))
        assert {"date", "machine", "versions", "load_average", "dataset", "quick", "figures"} <= set(report)
        assert report["quick"] and report["dataset"] == "digits"
        assert report["versions"]["numpy"] == np.__version__
        for figure in report["figures"]:
            assert figure["bench"] == name and set(figure["medians"]) == set(figure["samples"])
            if figure["value"] is not None:
                found.setdefault(name, []).append(figure["value"])
    assert len(found["window"]) == 6
    assert all(are_sound(found.get(name, [])) for name in ("window", "start"))


def test_what_needs_mnist_is_left_out_where_it_is_missing(tmp_path, monkeypatch, capsys):
    monkeypatch.delenv(mnist.ENVIRONMENT_VARIABLE, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert command.main(["iteration", "--out", str(tmp_path / "out.json")]) == 0
    assert "left out: MNIST is not on this computer" in capsys.readouterr().out
    figure, = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["figures"]
    assert figure["value"] is None and figure["reached"] == ""


def test_file_that_cannot_be_written(tmp_path, capsys):
    (tmp_path / "none").touch()
    assert command.main(["load", "--quick", "--out", str(tmp_path / "none" / "out.json")]) == 1
    assert "choose another file with --out" in capsys.readouterr().err


@pytest.mark.parametrize(("value", "more_is_better", "reached"), [
    (6, True, "aim"), (5.5, True, "aim"), (5, True, "at least"), (4, True, "at least"), (3.9, True, "no"),
    (3.9, False, "at least"), (4.1, False, "no"), (None, True, ""),
])
def test_what_counts_as_reached(value, more_is_better, reached):
    aim = 5.5 if more_is_better else 3
    assert Figure("", value, "×", 4, aim, more_is_better).reached == reached


def test_contenders_take_turns():
    turns = []
    contenders = {name: lambda name=name: turns.append(name) or float(len(turns)) for name in "AB"}
    assert interleaved(contenders, 2) == {"A": [3.0, 5.0], "B": [4.0, 6.0]}
    assert turns == ["A", "B"] * 3
    assert ratio([2.0, 9.0, 8.0], [1.0, 3.0, 1.0]) == 3.0  # neighbours are compared, not medians


# That the sides do the same work


@pytest.fixture
def legacy_seed():
    """The program of the text draws from numpy's global generator."""
    state = np.random.get_state()
    np.random.seed(1)
    yield
    np.random.set_state(state)


def test_program_of_the_text_has_the_gradient_of_ours(legacy_seed):
    theirs = TwoLayerNetOfText(64, 50, 10)
    ours = TwoLayerNet(64, 50, 10, dtype=np.float64)
    for name, value in theirs.params.items():
        ours.params[name][...] = value
    x, t = DIGITS.train.x[:100].astype(np.float64), one_hot(DIGITS.train.labels[:100], 10, np.float64)
    expected, found = theirs.gradient(x, t), ours.gradient(x, t)
    for name in expected:
        np.testing.assert_allclose(found[name], expected[name], rtol=1e-10, atol=1e-14)
    assert float(ours.loss(x, t)) == pytest.approx(theirs.loss(x, t), abs=2e-6)  # the text adds 1e-7 in the logarithm


def test_program_of_the_text_learns(legacy_seed):
    program = TextProgram(DIGITS)
    program.run(15 * 14)
    assert len(program.train_loss_list) == 210
    assert len(program.train_acc_list) == 15
    assert program.train_acc_list[0] < 0.3
    program.evaluate()
    assert program.test_acc_list[-1] > 0.6


def test_program_in_pytorch_learns():
    pytest.importorskip("torch", reason="PyTorch is not installed here")
    from bench.torch_program import TorchProgram

    for shuffle_once in (True, False):
        program = TorchProgram(DIGITS, shuffle_once=shuffle_once)
        for _ in range(210):
            program.iterate()
        assert len(program.losses) == 210
        assert np.mean(program.losses[-10:]) < 0.5 * program.losses[0]


def test_floor_is_the_large_products():
    shapes = []
    floor = Floor(TrainingConfig(hidden_sizes=(50, 20), batch_size=100), DIGITS)
    floor.products(DIGITS.train.x[:100])
    for number, W, z, da, dW, dx, a in floor.layers:
        x = z if number else DIGITS.train.x[:100]
        np.testing.assert_allclose(a, x @ W, rtol=1e-4, atol=1e-4)
        np.testing.assert_allclose(dW, x.T @ da, rtol=1e-4, atol=1e-4)
        if number:
            np.testing.assert_allclose(dx, da @ W.T, rtol=1e-4, atol=1e-4)
        shapes.append((W.shape, a.dtype))
    assert shapes == [((64, 50), np.float32), ((50, 20), np.float32)]
    assert floor.seconds(3) > 0
