"""One iteration is a list of operations, each of which tells the truth about itself."""

import inspect
import re
from pathlib import Path

import numpy as np
import pytest

from engine.data.dataset import one_hot
from engine.nn import operations
from engine.nn.operations import Kind

DEPTHS = pytest.mark.parametrize("hidden", [(), (5,), (5, 4), (5, 4, 3)], ids=lambda hidden: f"depth {len(hidden) + 1}")


class Watched(dict):
    """Values that note who reads and writes them."""

    def __init__(self, values) -> None:
        super().__init__(values)
        self.read, self.written = set(), set()

    def __getitem__(self, name):
        self.read.add(name)
        return super().__getitem__(name)

    def __setitem__(self, name, value):
        self.written.add(name)
        super().__setitem__(name, value)


def test_the_operations_of_the_book_s_network(tiny_trainer):
    assert [(op.name, op.kind, op.reads, op.writes) for op in tiny_trainer().operations] == [
        ("draw", Kind.DRAW, ("iteration",), ("indices", "x", "t")),
        ("Affine1 forward", Kind.FORWARD, ("x", "W1", "b1"), ("a1",)),
        ("ReLU1 forward", Kind.FORWARD, ("a1",), ("z1",)),
        ("Affine2 forward", Kind.FORWARD, ("z1", "W2", "b2"), ("a2",)),
        ("Softmax forward", Kind.FORWARD, ("a2",), ("y", "log y")),
        ("Loss forward", Kind.FORWARD, ("log y", "t"), ("L",)),
        ("Softmax+Loss backward", Kind.BACKWARD, ("y", "t"), ("da2",)),
        ("Affine2 backward", Kind.BACKWARD, ("da2", "z1", "W2"), ("dz1", "dW2", "db2")),
        ("ReLU1 backward", Kind.BACKWARD, ("dz1", "a1"), ("da1",)),
        ("Affine1 backward", Kind.BACKWARD, ("da1", "x"), ("dW1", "db1")),
        ("update W1", Kind.UPDATE, ("W1", "dW1"), ("W1",)),
        ("update b1", Kind.UPDATE, ("b1", "db1"), ("b1",)),
        ("update W2", Kind.UPDATE, ("W2", "dW2"), ("W2",)),
        ("update b2", Kind.UPDATE, ("b2", "db2"), ("b2",)),
        ("loss after update", Kind.EVALUATE, ("x", "t", "W1", "b1", "W2", "b2"), ("loss after update",)),
    ]


def test_formulas_of_the_book_s_network(tiny_trainer):
    formulas = [op.formula for op in tiny_trainer().operations[1:11]]
    assert formulas == [
        "a1 = x·W1 + b1", "z1 = max(0, a1)", "a2 = z1·W2 + b2", "y = softmax(a2)", "L = −(1/N) Σ t·log softmax(a2)",
        "da2 = (y − t)/N", "dz1 = da2·W2ᵀ   dW2 = z1ᵀ·da2   db2 = Σ da2", "da1 = dz1 ⊙ [a1 > 0]",
        "dW1 = xᵀ·da1   db1 = Σ da1", "W1 ← W1 − lr·dW1"]


def test_the_whole_pass_stands_at_the_top_of_the_operations(tiny_trainer):
    network = tiny_trainer().network
    assert "\n".join(f"    {op.name:<25}{op.formula}" for op in (
        *network.forward_operations, *network.backward_operations)) in operations.__doc__


@DEPTHS
@pytest.mark.parametrize("activation", ["relu", "sigmoid", "tanh"])
def test_what_an_operation_says_it_reads_and_writes_is_what_it_does(hidden, activation, tiny_trainer):
    trainer = tiny_trainer(hidden_sizes=hidden, activation=activation)
    params, values = trainer.network.params, Watched({"iteration": 1})
    assert len({op.name for op in trainer.operations}) == len(trainer.operations) == 9 + 6 * len(hidden)
    for op in trainer.operations:
        before = {name: param.copy() for name, param in params.items()}
        for name in op.reads:
            assert name in values or name in params, f"{op.name} reads {name} before it is there"
        values.read, values.written = set(), set()
        op.run(values)
        changed = {name for name, param in params.items() if not np.array_equal(param, before[name])}
        assert values.written | changed == set(op.writes), op.name
        assert values.read <= {*op.reads, *op.writes, *also_handed_to(op)}, op.name
        for name in values.written - {"indices", "log y", "loss after update"}:
            assert values[name].shape == trainer.network.shape(name, 10), name


def also_handed_to(op) -> set[str]:
    """The activations are all handed what went in and what came out; the slope of each needs but one of them."""
    found = re.fullmatch(r"(ReLU|Sigmoid|Tanh)(\d) backward", op.name)
    return {f"a{found[2]}", f"z{found[2]}"} if found else set()


@DEPTHS
def test_every_operation_shows_the_source_that_does_it(hidden, tiny_trainer):
    for op in tiny_trainer(hidden_sizes=hidden).operations:
        assert op.source()
        for (file, first, text), function in zip(op.source(), op.code, strict=True):
            lines = Path(file).read_text(encoding="utf-8").splitlines(keepends=True)
            count = len(text.splitlines())
            assert "".join(lines[first - 1:first - 1 + count]) == text
            assert text.lstrip().startswith(f"def {function.__name__}(")
            assert inspect.getmodule(function).__name__.startswith("engine.")
        assert op.what.endswith(".")
        assert op.why.endswith(".")
        assert op.formula


def test_the_minibatch_is_what_was_drawn(tiny_trainer, tiny):
    trainer = tiny_trainer(dtype="float64")
    trainer.run_iteration()
    indices = trainer.values["indices"]
    assert trainer.values["x"].dtype == trainer.values["t"].dtype == np.float64
    assert trainer.values["x"].tolist() == tiny.train.x[indices].tolist()
    assert trainer.values["t"].tolist() == one_hot(tiny.train.labels[indices], 4).tolist()


def test_the_recorded_loss_is_that_of_the_same_minibatch_after_the_update(tiny_trainer):
    trainer = tiny_trainer()
    for i in range(1, 6):
        before = trainer.network.copy()
        trainer.run_iteration()
        x, t = trainer.values["x"], trainer.values["t"]
        assert trainer.history.loss(i) == float(trainer.network.loss(x, t))
        assert float(trainer.values["L"]) == float(before.loss(x, t))
        assert trainer.history.loss(i) < float(before.loss(x, t))
