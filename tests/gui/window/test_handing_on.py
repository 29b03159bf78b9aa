"""The run handed on from the window: as tables, as arrays, and as programs that print the same losses without it."""

import json
import subprocess
import sys

import numpy as np
import pytest
from lab import Lab

from gui.window.handing_on import forms

NAMES = {"export losses": "digits-6-loss.csv", "export accuracies": "digits-6-accuracy.csv",
         "export parameters": "digits-6-params.npz", "export script": "digits-6.py",
         "export notebook": "digits-6.ipynb"}


@pytest.fixture
def lab(lab) -> Lab:
    """Six iterations, another learning rate from the fourth on, and half of the seventh; looked at from the fifth."""
    for number in range(6):
        if number == 3:
            lab.enter("Learning rate", "0.5")
        lab.session.step("step iteration")
    lab.settle()
    lab.session.go_to(5)
    lab.session.step("step operation")
    lab.settle()
    return lab


def hand_on(lab, asked, tmp_path, name: str) -> bytes:
    asked.answer = tmp_path / NAMES[name]
    lab.window.do(name)
    lab.until(lambda: lab.notice == f"Written: {asked.answer}")
    assert asked.offered[-1] == NAMES[name]
    return asked.answer.read_bytes()


def test_curves_are_the_tables_of_the_terminal(lab, asked, tmp_path):
    lines = hand_on(lab, asked, tmp_path, "export losses").decode().splitlines()
    assert lines[0] == "iteration,loss" and [line.split(",")[0] for line in lines[1:]] == list("0123456")
    assert [np.float32(line.split(",")[1]) for line in lines[1:]] == lab.losses
    point, = lab.session.run.history.accuracies()
    assert hand_on(lab, asked, tmp_path, "export accuracies").decode() == (
        f"epoch,train_acc,test_acc\n0,{point.train!r},{point.test!r}\n")


def test_parameters_are_those_that_are_shown(lab, asked, tmp_path):
    hand_on(lab, asked, tmp_path, "export parameters")
    with np.load(asked.answer, allow_pickle=False) as found:
        params = lab.params()
        assert found.files == list(params)
        assert all(np.array_equal(found[name], params[name]) for name in params)


def test_the_script_prints_the_losses(lab, asked, tmp_path):
    hand_on(lab, asked, tmp_path, "export script")
    done = subprocess.run([sys.executable, "-I", str(asked.answer)], capture_output=True, text=True, timeout=120)
    assert done.stderr == ""
    assert all(str(np.float32(loss)) in done.stdout for loss in lab.losses[1:]) and len(lab.losses) == 7


def test_the_notebook_is_one(lab, asked, tmp_path):
    notebook = json.loads(hand_on(lab, asked, tmp_path, "export notebook"))
    assert notebook["nbformat"] == 4 and len(notebook["cells"]) > 3


@pytest.mark.parametrize("name", forms())
def test_what_cannot_be_written_is_said_and_training_stands_where_it_stood(lab, asked, tmp_path, name):
    (tmp_path / "taken").write_text("")
    asked.answer = tmp_path / "taken" / "file"
    where, losses = lab.where, lab.losses
    lab.window.do(name)
    lab.until(lambda: "could not be saved: " in lab.notice)
    assert str(asked.answer) in lab.notice
    assert (lab.where, lab.losses) == (where, losses)
    asked.answer = None
    lab.window.do(name)
    assert not lab.window.files.errands.busy, "thought better of"
