"""The small language of lessons: what it says, and what it refuses."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.digits import load_digits
from engine.inspection.frozen.snapshot import snapshot_of
from engine.inspection.frozen.trace import Sample, trace
from engine.inspection.place import Place
from engine.lessons.expressions.evaluate import amount, evaluate, holds, place_of
from engine.lessons.expressions.functions import FUNCTIONS
from engine.lessons.expressions.parse import DEEPEST, LONGEST, MOST, ExpressionError, parse
from engine.lessons.expressions.tree import Call
from engine.lessons.expressions.values import NotUsableError, NotYetError
from engine.lessons.view import COUNTERS, CURVES, LOOKED_AT, OF_SETTINGS, Looking, View
from engine.training.config import HYPERPARAMETERS, TrainingConfig
from engine.training.trainer import Trainer

DIGITS = load_digits()


@pytest.fixture(scope="module")
def trainer():
    """A small network after three iterations."""
    found = Trainer(TrainingConfig(hidden_sizes=(6,), batch_size=4, dtype="float64", weight_init="he"), DIGITS)
    for _ in range(3):
        found.run_iteration()
    return found


@pytest.fixture(scope="module")
def view(trainer):
    """Everything there is to look up in it."""
    sample = Sample(DIGITS.test.x[5], int(DIGITS.test.labels[5]), "test", 5)
    return View(
        trainer.in_use, trainer.history, 3, trainer.planned, 0, 0, "loss after update", kept_runs=1,
        snapshot=snapshot_of(trainer), trace=trace(trainer.network, sample),
        looking=Looking("check", "da2[0, 3]", "all", "", "", panels=frozenset({"curves"})), extra={"first": 0.5})


@pytest.mark.parametrize(("text", "value"), [
    ("1 + 2 * 3", 7), ("(1 + 2) * 3", 9), ("2 ** 3 ** 2", 512), ("-2 ** 2", -4), ("2 ** -1", 0.5), ("7 / 2 - 0.5", 3),
    ("1.5e-3 * 1000", 1.5), ("1 < 2", True), ("2 <= 1", False), ("not 1 < 2 or 3 == 3", True),
    ("1 == 1 and 2 != 2", False), ("'a' == 'a'", True), ("'a' == 'b'", False), ("'3' == 3", False), ("true", True),
    ("not false", True), ("1 - 2 - 3", -4), ("8 / 4 / 2", 1), ("- -1", 1), ("sqrt(16) + abs(-2)", 6),
    ("round(2.345, 1)", 2.3), ("round(2.6)", 3), ("max(3, 1, 2)", 3), ("log(exp(2))", 2), ("first * 2", 1),
    ("iteration", 3), ("kept_runs", 1), ("operation == 'loss after update'", True), ("seen('curves')", True),
    ("seen('sample')", False), ("place == 'da2[0, 3]'", True), ("page", "check"), ("lr", 0.1), ("N", 4),
    ("batch_size", 4), ("optimizer == 'sgd'", True), ("hidden_sizes[0]", 6), ("running", False), ("len(loss[:])", 4),
    ("sample_number", 5), ("sample_split", "test"), ("mistake", ""), ("count(diff(loss[:]) != 0)", 3),
])
def test_what_an_expression_says(view, text, value):
    found = evaluate(parse(text), view)
    assert found == value and isinstance(found, bool) == isinstance(value, bool)


def test_variables_are_those_of_the_iteration(trainer, view):
    values, params = trainer.values, trainer.network.params
    da2 = values["da2"]

    def say(text):
        return evaluate(parse(text), view)

    assert say("da2[0, 3]") == da2[0, 3]
    np.testing.assert_array_equal(say("da2[:, 3]"), da2[:, 3])
    assert say("sum(da2[:, 3])") == pytest.approx(values["db2"][3], rel=1e-12)
    assert say("norm(dW2)") == pytest.approx(math.sqrt((values["dW2"] ** 2).sum()))
    assert say("share(z1 == 0)") == (values["z1"] == 0).mean()
    assert say("count(a1 > 0)") == (values["a1"] > 0).sum()
    assert say("argmax(y[1, :])") == values["y"][1].argmax()
    assert say("y[1, argmax(y[1, :])]") == values["y"][1].max()
    assert say("all(da1 == dz1 * (a1 > 0))") is True
    assert say("W1_new[3, 2]") == say("new(W1[3, 2])") == params["W1"][3, 2]
    assert say("W1[20, 2] - lr * dW1[20, 2]") == pytest.approx(params["W1"][20, 2], rel=1e-12)
    assert say("loss") == trainer.history.loss(3) and say("loss[1]") == trainer.history.loss(1)
    assert say("smooth_loss") == pytest.approx(np.mean([trainer.history.loss(i) for i in range(4)]))
    assert say("test_acc[0]") == trainer.history.accuracies()[0].test
    assert say("mean(l)") == pytest.approx(float(values["L"]))


def test_the_sample_is_another_one(trainer, view):
    x = DIGITS.test.x[5].astype(np.float64)
    y = trainer.network.predict(x[np.newaxis])
    assert evaluate(parse("prediction"), view) == y.argmax()
    assert evaluate(parse("label"), view) == DIGITS.test.labels[5]
    np.testing.assert_array_equal(evaluate(parse("sample.x"), view), x)
    assert evaluate(parse("sample.z1[2]"), view) == np.maximum(0, x @ trainer.network.params["W1"]
                                                              + trainer.network.params["b1"])[2]


def test_what_is_computed_anew_agrees_with_the_iteration(view):
    def say(text):
        return evaluate(parse(text), view)

    assert say("analytic(W2[3, 2])") == pytest.approx(say("dW2[3, 2]"), rel=1e-12)
    assert say("numeric(W2[3, 2], 1e-4)") == pytest.approx(say("dW2[3, 2]"), rel=1e-6)
    h = 1e-4
    by_hand = (say(f"loss_if(W2[3, 2], W2[3, 2] + {h})") - say(f"loss_if(W2[3, 2], W2[3, 2] - {h})")) / (2 * h)
    assert by_hand == pytest.approx(say(f"numeric(W2[3, 2], {h})"), rel=1e-9)
    assert say("mistaken('division by N', dW2[3, 2])") == pytest.approx(4 * say("dW2[3, 2]"), rel=1e-12)
    assert say("loss_if(W2[3, 2], W2[3, 2])") == pytest.approx(say("L"), rel=1e-12)
    assert say("drawn(1)") == 4 and 4 <= say("drawn(3)") <= 12


@pytest.mark.parametrize(("text", "why"), [
    ("", "its end"), ("1 +", "its end"), ("1 2", "2"), ("(1", "its end"), ("max()", "max"),
    ("fly(1)", "no function fly"),
    ("a = 1", "In the expression a = 1 the character = means nothing; == is meant, perhaps."),
    ("a & b", "and is meant"), ("a | b", "or is meant"),
    ("loss[100:200]", "In the expression loss[100:200] there is a range, and there are none: a single : "
     "stands for all of an axis."),
    ("loss[:200]", "a range"), ("loss[5:]", "a range"), ("da2[:, 1:2]", "a range"),
    ("da2[0, 3", "its end"), ("da2[]", "]"), ("1 < 2 < 3", "<"), ("__import__('os')", "no function"),
    ("x.y.z", "."), ("lambda: 1", ":"), ("'open", "'"), ("1; 2", ";"), ("a @ b", "@"), ("{1}", "{"), ("seen()", "seen"),
    ("1 if 2 else 3", "if"), ("x[0][1]", "["), ("f'{x}'", "'{x}'"),
])
def test_what_is_no_expression_is_refused_with_its_reason(text, why):
    with pytest.raises(ExpressionError) as error:
        parse(text)
    assert why in str(error.value)


def test_size_is_bounded():
    with pytest.raises(ExpressionError, match=f"{LONGEST} characters"):
        parse("1" * (LONGEST + 1))
    with pytest.raises(ExpressionError, match=f"{DEEPEST} parts deep"):
        parse("(" * 100 + "1" + ")" * 100)
    with pytest.raises(ExpressionError, match=f"{DEEPEST} parts deep"):
        parse("-" * 100 + "1")
    with pytest.raises(ExpressionError, match=f"{DEEPEST} parts deep"):
        parse("not " * 60 + "true")
    with pytest.raises(ExpressionError, match=f"{MOST} parts"):
        parse("+".join("1" * (MOST + 5)))
    with pytest.raises(ExpressionError):
        parse("(" * 10_000)


@given(st.text(alphabet="da2[]()0., 3'+-*/<>=notrue:_max\\{};", max_size=60))
def test_any_text_is_an_expression_or_refused(text):
    try:
        found = parse(text)
    except ExpressionError:
        return
    assert sum(1 for _ in found.nodes()) <= MOST


@pytest.mark.parametrize(("text", "why"), [
    ("dW9[0, 3]", "no dW9"), ("moon", "no moon"), ("da2[0]", "1 index"), ("da2[0, 10]", "no index 10"),
    ("da2[0 - 1, 3]", "no index -1"), ("da2[0.5, 3]", "no whole number"), ("'a' + 1", "no number"),
    ("dW1 + dW2", "do not go together"), ("iteration[0]", "has no cells"), ("sample.moon", "no sample.moon"),
    ("numeric(da2[0, 3])", "not a parameter"), ("numeric(W1[3, 2], 0 - 1)", "step h"), ("numeric(W1[:, 2])", "a cell"),
    ("mistaken('moon', dW2[0, 3])", "no mistake moon"),
    ("mistaken('return dx', dW2[0, 3])", "Python stops at the mistake return dx"),
    ("not 'a'", "neither true nor false"),
])
def test_what_cannot_be_computed_says_why(view, text, why):
    with pytest.raises(NotUsableError) as error:
        evaluate(parse(text), view)
    assert why in str(error.value)


def test_a_condition_is_one_truth_and_an_amount_one_finite_number(view):
    with pytest.raises(NotUsableError, match="neither true nor false"):
        holds(parse("da2 > 0"), view)
    with pytest.raises(NotUsableError, match="no single number"):
        amount(parse("da2"), view)
    for text in ("1 / 0", "log(0 - 1)", "0 / 0"):
        with pytest.raises(NotUsableError, match="no finite number"):
            amount(parse(text), view)


def test_what_is_not_there_yet_is_not_a_fault():
    trainer = Trainer(TrainingConfig(hidden_sizes=(6,), batch_size=4), DIGITS)
    trainer.run_operation()
    view = View(trainer.in_use, trainer.history, snapshot=snapshot_of(trainer))
    for text in ("da2[0, 3]", "new(W1[3, 2])", "prediction", "loss[7]", "train_acc[3]", "W1_new"):
        with pytest.raises(NotYetError):
            evaluate(parse(text), view)
        assert holds(parse(f"sum({text}) > 0"), view) is False
    assert holds(parse("position == 1 and operation == ''"), view) is False
    assert holds(parse("true or da2[0, 3] > 0"), view) is True
    with pytest.raises(NotYetError):
        evaluate(parse("W1[0, 0]"), View())


def test_places(view):
    assert place_of(parse("da2[0, 3]"), view) == Place("da2", (0, 3))
    values = view.snapshot.values["da2"]
    assert place_of(parse("da2[1, argmin(da2[1, :])]"), view) == Place("da2", (1, int(values[1].argmin())))
    assert place_of(parse("L"), view) == Place("L")
    with pytest.raises(NotUsableError, match="a cell is needed"):
        place_of(parse("da2[0, :]"), view)


def test_every_name_of_the_tables_can_be_looked_up_and_every_function_has_an_example_that_parses(view):
    for name in (*COUNTERS, *CURVES, *OF_SETTINGS, *HYPERPARAMETERS):
        view.now(name)
    for name in LOOKED_AT:
        try:
            view.now(name)
        except NotYetError:
            assert name in ("right_loss", "broken_loss")
    for name, function in FUNCTIONS.items():
        found = parse(function.form).node
        assert isinstance(found, Call) and found.function == name
        evaluate(parse(function.form), view)
