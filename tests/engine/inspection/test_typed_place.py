"""A cell that is typed: found however it is written, or answered with the form that is right."""

from itertools import product

import pytest

from engine.inspection.frozen.snapshot import snapshot_of
from engine.inspection.place import Place
from engine.inspection.typed_place import names_from, place_from, range_of
from engine.problem import EngineError


@pytest.fixture
def snapshot(tiny_trainer):
    trainer = tiny_trainer(hidden_sizes=(5, 4))
    trainer.run_iteration()
    return snapshot_of(trainer)


def test_every_cell_is_found_as_it_is_written(snapshot):
    for name in snapshot.names():
        for index in list(product(*map(range, snapshot.shape(name))))[:7]:
            assert place_from(str(Place(name, index)), snapshot) == Place(name, index)


def test_sums_over_the_samples_too(snapshot):
    for text in ("Σn da1[n, 3]", "da1[n,3]", " ∑n  da1 [ n , 3 ]"):
        assert place_from(text, snapshot) == Place("da1", (None, 3))


@pytest.mark.parametrize("text", [
    "dW1[7, 2]", "dW1[7,2]", "  dW1 [ 7 , 2 ]  ", "dW1(7, 2)", "dW1 7 2", "dW1 7,2", "dw1[7, 2]", "DW1[07, 2",
    "ｄＷ１［７，２］", "ｄＷ１［７、２］", "dW1{7;2}", "dW1［７　２］"])
def test_it_may_be_written_in_many_ways(snapshot, text):
    assert place_from(text, snapshot) == Place("dW1", (7, 2))


@pytest.mark.parametrize("text, place", [
    ("l[3]", Place("l", (3,))), ("L", Place("L")), ("L[]", Place("L")), ("W1 new[0, 1]", Place("W1 new", (0, 1))),
    ("w1  NEW[0,1]", Place("W1 new", (0, 1))), ("W1 new 0 1", Place("W1 new", (0, 1))), ("b2[2]", Place("b2", (2,))),
    ("loss after update", Place("loss after update"))])
def test_numbers_vectors_and_what_is_there_after_the_update(snapshot, text, place):
    assert place_from(text, snapshot) == place


@pytest.mark.parametrize("text, said", [
    ("", "Type a variable and the index of a cell in it, as W1[4, 2]."),
    ("  [3]", "Type a variable and the index of a cell in it, as W1[4, 2]."),
    ("dW1", "There is no dW1. dW1 has the shape (9, 5): type dW1[0…8, 0…4]."),
    ("dW1[3]", "There is no dW1[3]. dW1 has the shape (9, 5): type dW1[0…8, 0…4]."),
    ("dW1[3, 1, 1]", "There is no dW1[3, 1, 1]. dW1 has the shape (9, 5): type dW1[0…8, 0…4]."),
    ("dW1[９, 1]", "There is no dW1[9, 1]. dW1 has the shape (9, 5): type dW1[0…8, 0…4]."),
    ("dW1[-1, 1]", "There is no dW1[-1, 1]. dW1 has the shape (9, 5): type dW1[0…8, 0…4]."),
    ("dW1[1.5, 1]", "There is no dW1[1.5, 1]. dW1 has the shape (9, 5): type dW1[0…8, 0…4]."),
    ("dW1[n, 1]", "There is no dW1[n, 1]. dW1 has the shape (9, 5): type dW1[0…8, 0…4]."),
    ("dW1[²,1]", "There is no dW1[2,1]. dW1 has the shape (9, 5): type dW1[0…8, 0…4]."),
    ("L[0]", "There is no L[0]. L has the shape (): type L."),
    ("b1[5]", "There is no b1[5]. b1 has the shape (5,): type b1[0…4].")])
def test_what_is_not_there_is_answered_with_the_right_form(snapshot, text, said):
    if "²" in text:  # a raised 2 is a 2
        assert place_from(text, snapshot) == Place("dW1", (2, 1))
        return
    with pytest.raises(EngineError) as raised:
        place_from(text, snapshot)
    assert str(raised.value) == said


@pytest.mark.parametrize("text, name", [("dx[0, 0]", "dx"), ("W9[1, 1]", "W9"), ("hello", "hello"), ("{0}", "")])
def test_an_unknown_variable_is_answered_with_those_there_are(snapshot, text, name):
    with pytest.raises(EngineError) as raised:
        place_from(text, snapshot)
    assert not name or str(raised.value).startswith(f"There is no variable {name} here. There are W1, b1, W2, ")


def test_what_is_being_typed_may_become(snapshot):
    assert sorted(names_from("dw", snapshot)) == ["dW1[0…8, 0…4]", "dW2[0…4, 0…3]", "dW3[0…3, 0…3]"]
    assert names_from("L", snapshot) == ["l[0…9]", "L", "l new[0…9]", "loss after update"]
    assert len(names_from("", snapshot)) == len(snapshot.names())
    assert names_from("q", snapshot) == []
    assert range_of("L", snapshot) == "L"
