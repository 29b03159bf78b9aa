"""What Python says to a mistake: the error and the line that a reader of the book meets, or nothing."""

import inspect

import numpy as np
import pytest

from engine.inspection.frozen.snapshot import snapshot_of
from engine.inspection.proof import mistaken
from engine.inspection.proof.breakage import BREAKAGES, lines_of
from engine.inspection.proof.complaint import what_python_says
from engine.problem import EngineError


def snapshot(tiny_trainer, **config):
    trainer = tiny_trainer(**config)
    trainer.run_iteration()
    return snapshot_of(trainer)


@pytest.mark.parametrize(("name", "kind", "text", "code"), [
    ("labels from x", "IndexError", "arrays used as indices must be of integer (or boolean) type",
     "return -np.sum(np.log(y[np.arange(len(y)), t] + 1e-7)) / len(y)"),
    ("return dx", "TypeError", "'NoneType' object does not support item assignment", "dout[x <= 0] = 0"),
    ("transpose side", "ValueError", "shapes (10,5) and (4,10) not aligned: 5 (dim 1) != 4 (dim 0)",
     "dW = np.dot(x, dout.T)"),
    ("rows in db", "ValueError",
     "non-broadcastable output operand with shape (5,) doesn't match the broadcast shape (10,5)",
     "params[key] -= lr * grads[key]"),
])
def test_where_python_stops_and_what_it_says(tiny_trainer, name, kind, text, code):
    said = what_python_says(snapshot(tiny_trainer), name)
    found = said.complaint
    assert (found.kind, found.text, found.code, found.stops) == (kind, text, code, True)
    assert found.file == "inspection/proof/mistaken.py"
    assert inspect.getsource(mistaken).splitlines()[found.line - 1].split("#")[0].strip() == code
    assert str(said.words) == "Python stops here. Nothing is learnt, and there is no gradient to check."
    assert str(found).splitlines()[1:] == [f"  {code}", f"{kind}: {text}"]


@pytest.mark.parametrize("config", [
    {}, {"activation": "tanh"}, {"activation": "sigmoid", "hidden_sizes": (5, 5)}, {"hidden_sizes": ()},
    {"hidden_sizes": (4, 4), "batch_size": 4}, {"batch_size": 1}])
def test_python_stops_where_it_is_said_to_and_nowhere_else(tiny_trainer, config):
    at = snapshot(tiny_trainer, **config)
    before = {name: value.copy() for name, value in (*at.values.items(), *at.network.params.items())}
    for name, breakage in BREAKAGES.items():
        if breakage.applies(at.network, at.batch_size) is None:
            found = what_python_says(at, name).complaint
            assert (found is not None) == breakage.stops, name
    assert all(np.array_equal(value, before[name])
               for name, value in (*at.values.items(), *at.network.params.items()))


def test_what_nobody_notices(tiny_trainer):
    said = what_python_says(snapshot(tiny_trainer), "division by N")
    assert (str(said.words), said.complaint) == ("Nothing: every line runs.", None)
    said = what_python_says(snapshot(tiny_trainer, dtype="float64"), "softmax maximum")
    assert str(said.words).startswith("Nothing: exp overflows above 710, and the largest logit here is ")


def test_without_its_maximum_exp_overflows_with_a_warning(tiny_trainer):
    trainer = tiny_trainer()
    trainer.network.params["b2"] = np.array([100, 0, 0, 0], np.float32)
    trainer.run_operation()
    trainer.run_operation()
    said = what_python_says(snapshot_of(trainer), "softmax maximum")
    assert str(said.words) == "Python only warns, and runs on with what is no number any more."
    assert (said.complaint.kind, said.complaint.text) == ("RuntimeWarning", "overflow encountered in exp")
    assert (said.complaint.code, said.complaint.stops) == ("exp = np.exp(x)", False)


def test_where_a_mistake_cannot_be_made_it_says_why(tiny_trainer):
    with pytest.raises(EngineError, match="Choose ReLU"):
        what_python_says(snapshot(tiny_trainer, activation="tanh"), "mask sign")


@pytest.mark.parametrize(("name", "right", "wrong"), [
    ("labels from x", "t_batch = t_train[batch_mask]", "t_batch = x_train[batch_mask]"),
    ("labels of other rows", "return (y - t) / len(y)", "return (y - np.roll(t, 1, axis=0)) / len(y)"),
    ("mask in forward", "def relu", "return x.copy()"),
    ("return dx", "return np.dot(dout, self.W.T)", "dx = np.dot(dout, self.W.T)"),
])
def test_the_lines_that_are_wrong(tiny_trainer, name, right, wrong):
    sources = [inspect.getsource(function) for function in lines_of(snapshot(tiny_trainer).network, name)]
    assert right in sources[0]
    assert wrong in sources[1]
