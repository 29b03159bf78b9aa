"""What variables are called in words: every one of every network, from what it is and not from its name."""

import pytest
from toy_optimizer import Rolling

from engine.data.digits import load_digits
from engine.lessons.shelf import all_lessons
from engine.nn import optimizers
from engine.nn.layers import ACTIVATIONS
from engine.nn.optimizers import OPTIMIZERS
from engine.nn.terms import Term, term_of
from engine.training.config import TrainingConfig
from engine.training.trainer import Trainer

DIGITS = load_digits()
OF_THE_BOOK = {
    "x": "input", "t": "right answers", "W1": "weights", "b1": "biases", "W2": "weights", "b2": "biases",
    "a1": "weighted sums", "z1": "ReLU outputs", "a2": "scores", "y": "probabilities", "l": "losses", "L": "loss",
    "da2": "gradient of scores", "dz1": "gradient of ReLU outputs", "da1": "gradient of weighted sums",
    "dW1": "gradient of weights", "db1": "gradient of biases", "dW2": "gradient of weights",
    "db2": "gradient of biases",
}


def terms(**config) -> dict[str, Term | None]:
    operations = Trainer(TrainingConfig(**config), DIGITS).operations
    known = {each.name: each for one in operations for each in (*one.uses, *one.makes)}
    return {name: term_of(each, known) for name, each in known.items()}


def test_the_book_s_network():
    found = {name: str(term.short) for name, term in terms().items() if " " not in name}
    assert found == OF_THE_BOOK
    assert str(terms()["W1 new"].short) == "new weights"


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("hidden_sizes", [(), (7,), (7, 6, 5)])
def test_every_variable_of_any_network_has_one(hidden_sizes, activation, optimizer):
    found = terms(hidden_sizes=hidden_sizes, activation=activation, optimizer=optimizer)
    assert [name for name, term in found.items() if term is None] == []
    last = len(hidden_sizes) + 1
    called = {name: str(term.short) for name, term in found.items()}
    assert [name for name, short in called.items() if short == "scores"] == [f"a{last}"]
    if last > 1:
        assert called["z1"] == f"{ACTIVATIONS[activation].title} outputs" and called["a1"] == "weighted sums"


def test_a_sample_that_nobody_has_named_has_them_too():
    network = Trainer(TrainingConfig(), DIGITS).network
    known = network.variables_of(network.forward_operations[:-1], labelled=False)
    assert str(term_of(known["a2"], known).short) == "scores"


def test_what_an_optimizer_remembers_and_gives_no_name_has_none(monkeypatch):
    monkeypatch.setitem(optimizers.OPTIMIZERS, "momentum", Rolling)
    found = terms(optimizer="momentum")
    assert found["vW1"] is None and found["vW1 new"] is None
    assert str(found["W1 new"].short) == "new weights"


def test_the_lessons_that_they_name_are_there():
    there = {each.lesson.id for each in all_lessons().packages}
    named = {term.lesson for optimizer in OPTIMIZERS for term in terms(optimizer=optimizer).values()}
    assert named - {""} - there == set()
